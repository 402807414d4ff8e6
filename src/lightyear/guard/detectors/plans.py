"""Numbers under which care is paid: health plans and policies."""

from lightyear.guard.detectors.base import (
    ASKED,
    CODE,
    IS,
    NO,
    Candidate,
    Field,
    Recognizer,
    code,
    is_code,
    listed,
)
from lightyear.guard.detectors.charts import is_number
from lightyear.guard.patterns import Pattern

_SPEAKER = Pattern(r"(?:member|subscriber|enrollee|insured) ?[:>] ?$")
_DIALED = Pattern(r"^(?:1[- ])?\d{3}[- ]\d{3}[- ]\d{4}$")
_INSURED = (
    *listed(
        "insurance insured ins coverage member subscriber payer bcbs anthem aetna cigna humana uhc kaiser ppo"
        " hmo medicaid medicare grp eligibility copay deductible"
    ),
    "blue cross",
    "blue shield",
    "my card",
)
# Who is insured, and with what.
_COVERED = (
    r"member(?:ship)?|mbr|mem|subscriber|subscr|sub|beneficiary|bene|insurance|ins\.?|insured|"
    r"policy ?holder|card ?holder"
    r"|dependent|sponsor|policy|pol|medicare|medicaid|medi-cal|health ?plan|plan|payer|enrollee|"
    r"recip(?:ient)?\.?"
    r"|aetna|cigna|humana"
    r"|bcbs|blue (?:cross|shield)|anthem|kaiser|uhc|united ?healthcare|tricare|molina|centene|coverage|"
    r"ambetter|oscar"
    r"|benefits?|dod|va|masshealth|tenncare|soonercare|badgercare|ahcccs|wic|chip|peachcare|husky|"
    r"apple health|healthy"
    r" (?:louisiana|indiana)|hoosier|mo healthnet|star ?plus|rx|pharmacy|prescription|mbi|hicn?"
)
_LABEL = (
    rf"(?:(?:{_COVERED})(?:'s)?[ _/-]?(?:policy |benefits? )?(?:id[ _-]?)?{NO}|(?:{_COVERED})(?:'s)?[ _-]card"
    r"|(?:member|subscriber|enrollee|insured)(?: ?:|</[a-z]{1,6}>)|card ?holder"
    r"|medicare|medicaid|medi-cal(?: bic)?|masshealth|tenncare|ahcccs|soonercare|badgercare|peachcare|"
    r"mcaid|mcare|cin|mbi|hicn?(?:/mbi)?"
    r"|health card|ohip|ramq|phn|care ?card)"
)


def _is_covered(candidate: Candidate) -> bool:
    # "Member: 8826" answers any question.
    is_speaker = _SPEAKER.is_in(candidate.before(16))
    return is_number(candidate) and not (is_speaker and len(candidate.digits) < 6)


RECOGNIZERS = (
    Recognizer(
        name="health_plan",
        category="health_plan_id",
        pattern=rf"(?i)(?:\b|_){_LABEL}{IS}({CODE}(?: (?-i:[A-Z]{{2}})\b)?)(?:\b|_)",
        score=0.93,
        accepts=_is_covered,
        positives=(
            ("Member ID: XJH884201947", "XJH884201947"),
            ("Subscriber: XJH884201947", "XJH884201947"),
            ("my Medicare number is 1EG4-TE5-MK73", "1EG4-TE5-MK73"),
            ("her member number, W3301 77245", "W3301 77245"),
            ("Medicaid ID (state) 417 220 883 6", "417 220 883 6"),
            ("tricare id is DBN 00311 84420", "DBN 00311 84420"),
            ("subscriber # ending in 4471", "4471"),
            ("Medi-Cal BIC 93302217A", "93302217A"),
            ("MBI: 1EG4-***-**73", "1EG4-***-**73"),
            ("mbi_masked=1E****TE73 svc=30", "1E****TE73"),
            ("Member ID on card: KQH 4410 33017 02", "KQH 4410 33017 02"),
            ("Insured's I.D. (box 1a) K 4 1 0 3 3 0 1 7", "K 4 1 0 3 3 0 1 7"),
            ("Member/Recip. ID: 4 1 0 3 3 0 1 7 2", "4 1 0 3 3 0 1 7 2"),
            ("Health card is 4410 330 177 KD", "4410 330 177 KD"),
            ("<dt>Member</dt><dd class=x>K4410-33017-02</dd>", "K4410-33017-02"),
            ("cardholder=KQ00330177 pc=01", "KQ00330177"),
            ("MEMBER ID.......: 0044H-33017", "0044H-33017"),
            ("mcaid 044733820K", "044733820K"),
        ),
        negatives=(
            "Medicare covers 80 percent",
            "group 12 starts soon",
            "Medicare 2025",
            "Medicare 1-800-555-0142",
            "Medicare: 3100 clinics",
            "group number 00718",
            "Rx# 6620173 refills 2",
        ),
    ),
    Recognizer(
        name="health_plan.asked",
        category="health_plan_id",
        pattern=rf"(?i)\b{_LABEL}{ASKED}({CODE})\b",
        score=0.84,
        accepts=lambda candidate: is_code(candidate, 6) and not _DIALED.is_in(candidate.value),
        positives=(("Rep: what is the member number?\nMe: ok, KQH3304177", "KQH3304177"),),
        negatives=("Rep: your member number?\nMe: 12 minutes please",),
    ),
    Recognizer(
        name="health_plan.policy",
        category="health_plan_id",
        pattern=r"(?i)\bpolicy ?(?:is|:|=)? ?#? ?((?-i:[A-Z]{1,5})[- ]?\d[A-Z0-9-]{4,24}|\d[\d -]{4,18}\d)\b",
        score=0.9,
        accepts=lambda candidate: is_code(candidate, 5),
        positives=(("Re: policy KMR-0081-22410-C", "KMR-0081-22410-C"), ("policy #4418820", "4418820")),
        negatives=("our policy 2024-2026", "a policy 30 days long"),
    ),
    Recognizer(
        name="health_plan.id",
        category="health_plan_id",
        # An id beside a word of insurance: "UHC, ID 330177245", "the ID on my card is XEA330177245".
        pattern=r"(?i)\bid(?: on (?:my|the|her|his|your) card)?" + IS + rf"({CODE})\b",
        score=0.83,
        accepts=lambda candidate: is_code(candidate, 6),
        context=_INSURED,
        positives=(
            ("Insurance: UHC, ID 330177245, grp 7812", "330177245"),
            ("the ID on my insurance card, well, ID reads ZKP7O12l33O8", "ZKP7O12l33O8"),
        ),
        negatives=("order ID 330177245", "user id 330177245 of the plan editor"),
    ),
    Recognizer(
        name="health_plan.id_shape",
        category="health_plan_id",
        # Three letters of a plan behind "ID", grouped as on a card: "ID KQH 4410 33017-02".
        pattern=r"(?:^|[,;(.:\n] ?)(?:ID|Id)[ :#.]{1,3}([A-Z]{3}[ -]?\d{3,4}[ -]?\d{4,6}"
        r"(?:[ -]\d{2})?)(?:[^A-Za-z0-9]|$)",
        score=0.84,
        positives=(("born 3 May 2011, ID KQH 4410 33017-02, has", "KQH 4410 33017-02"),),
        negatives=("order ID KQH 4410 33017",),
    ),
    Recognizer(
        name="health_plan.carrier",
        category="health_plan_id",
        pattern=r"(?i)\b(?:aetna|cigna|humana|bcbs(?: (?-i:[A-Z]{2}))?"
        r"|blue (?:cross|shield)|anthem|kaiser|uhc"
        r"|united ?healthcare|tricare|molina|ambetter|oscar|wellcare)(?: (?:ppo|hmo|epo|hdhp|gold|silver))?"
        + IS
        + rf"({CODE})\b",
        score=0.83,
        accepts=lambda candidate: is_code(candidate, 7) and not _DIALED.is_in(candidate.value),
        positives=(("Cigna U33017724", "U33017724"), ("BCBS TX: ZKP330177245", "ZKP330177245")),
        negatives=("Aetna 503-555-0147", "Humana 2025"),
    ),
    Recognizer(
        name="health_plan.shape",
        category="health_plan_id",
        # Three letters of the plan and its number; a "W" and nine digits.
        pattern=r"\b(?:[A-Z]{3}[0-9][0-9A-Zlo]{7,11}|W\d{4} ?\d{5}|W\d \d{4} \d{5})\b",
        score=0.85,
        accepts=lambda candidate: len(candidate.digits) >= 6,
        context=(*_INSURED, "plan", "policy"),
        positives=(
            ("which one has insurance? the second, KQH330417765", "KQH330417765"),
            ("card says Aetna W330177245", "W330177245"),
        ),
        negatives=("tracking KQH330417765", "insurance for the BMW320I 2019"),
    ),
    Recognizer(
        name="health_plan.mbi",
        category="health_plan_id",
        # The Medicare beneficiary identifier: no S, L, O, I, B, Z; position by position (CMS).
        pattern=r"(?i)\b[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d["
        r" -]?[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[ -]?"
        r"[AC-HJKMNP-RT-Y]{2}\d{2}\b",
        score=0.9,
        positives=(("coverage 1EG4-TE5-MK73 ended", "1EG4-TE5-MK73"),),
        negatives=("part 1SG4-TE5-MK73",),
    ),
)

FIELDS = (
    Field(
        category="health_plan_id",
        keys=(
            "memberid",
            "membernumber",
            "memberno",
            "membernum",
            "membershipnumber",
            "membershipid",
            "subscriberid",
            "subscribernumber",
            "subscriberno",
            "insuredid",
            "beneficiaryid",
            "beneficiarynumber",
            "beneficiaryidentifier",
            "enrolleeid",
            "insuranceid",
            "insurancenumber",
            "insuranceno",
            "insurancepolicy",
            "insurancepolicynumber",
            "insurancecard",
            "insurancecardnumber",
            "policynumber",
            "policyno",
            "policynum",
            "policyid",
            "healthplanid",
            "healthplannumber",
            "planid",
            "planmemberid",
            "groupnumber",
            "groupno",
            "medicare",
            "medicareid",
            "medicareno",
            "medicarenumber",
            "medicaid",
            "medicaidid",
            "medicaidno",
            "medicaidnumber",
            "mbi",
            "21684011138834572",
            "hicn",
            "保单号",
            "保险单号",
            "保险号",
            "参保号",
        ),
        fits=code,
    ),
)
