"""Health wording that no list holds: the forms of medical words, complaints, coded diagnoses."""

import re

from lightyear.guard import lexicon, meanings, types
from lightyear.guard.detectors.base import Candidate, Field, Recognizer, listed

_NOT_FORMS = listed(
    "diagnosis academia bohemia diploma aroma roma coma soma sonoma tacoma oklahoma osmosis metamorphosis "
    "hypnosis symbiosis apotheosis "
    "hermitis nostalgia april rebecca microscopy photosynthesis sympathy apathy empathy telepathy "
    "centuria manuria lemuria "
    "peptide riptide astatine spectroscopy chroma manchuria liguria etruria kostroma meiosis mitosis "
    "apoptosis dichotomy kurtosis gnosis heterosis kuwaitis euphemia eufemia paloma choloma coloma sanoma "
    "lauria poloma poltergeists homeopathy osteopathy morphosis"
)
_ENDINGS = (
    "itis|ectomy|a?emia|algia|opath(?:y|ies|ic)|plasty|oscopy|ostomy|otomy|plegia|megaly|nuria|uria"
    "|penia|carcinoma|sarcoma|"
    "lymphoma|melanoma|blastoma|adenoma|[nrlt]oma|dystrophy|sclerosis|osis|iasis|pnea|phasia|rrhea"
    "|rrhoea|rrhagia|"
    "philia disorder|edema|cele|trophia|dactyly|cephaly|plasia|ectasia|ptysis"
)
# International nonproprietary names end in their class.
_DRUG_ENDINGS = (
    "pril|sartan|statin|olol|conazole|prazole|nidazole|cillin|mycin|cycline|floxacin|gliptin"
    "|gliflozin|glutide|tinib|"
    "ciclib|zumab|ximab|tuzumab|mumab|azepam|azolam|oxetine|triptan|gatran|xaban|parin|dronate"
    "|setron|lukast|terol|"
    "solone|asone|thiazide|semide|fibrate|estradiol|navir|buvir|ciclovir|citabine|platin|taxel|rubicin"
)
_NOT_VALUES = listed("yes no none n/a na null true false new used good other unknown 无 否 是 没有")


# What comes before "syndrome", "disorder", "deficiency" in everyday text.
_NOT_ILLNESSES = listed(
    "a an the this that no any some of or and public civil social budget tax trust skill skills funding "
    "imposter impostor stockholm china jerusalem paris nest here object orderly total mass general complete "
    "political urban market traffic whose what which its their our your his her my evidence stand-out moral "
    "knowledge information resource staffing energy power voltage material leadership parliamentary same"
)


def _is_medical_form(candidate: Candidate) -> bool:
    if candidate.value.lower() in _NOT_FORMS or len(candidate.value) < 6:
        return False
    return not lexicon.is_meant_otherwise(candidate.text, candidate.start, candidate.end)


def _is_named_illness(candidate: Candidate) -> bool:
    first, _, last = candidate.value.lower().rpartition(" ")
    if lexicon.is_meant_otherwise(candidate.text, candidate.start, candidate.end):
        return False
    return last.startswith("cancer") or first not in _NOT_ILLNESSES


def is_complaint(candidate: Candidate) -> bool:
    text, start, end = candidate.text, candidate.start, candidate.end
    return not (
        lexicon.means_something_else(text, start, end) or lexicon.is_meant_otherwise(text, start, end)
    )


# Letters that also stand for titles, formats, towns and firms: they need a word of care near.
_AMBIGUOUS = listed("MS ED AS AM CD ALL IC PE PM MI CP MM MG SAD PSA PVC CD PDA ASD PAD DM UC HG PCP PROM OA")
_CARE = re.compile(
    r"\b(?:patient|diagnos|symptom|treat|doctor|flar|medic|disease|relaps|clinic|attack|specialist|pain"
    r"|therap"
    r"|neurolog|living|drug|progress|cure|surgery|children with|kids with|people with|women with|men with)"
)


def _is_abbreviation(candidate: Candidate) -> bool:
    letters = candidate.value.rpartition(" ")[2]
    if letters not in _AMBIGUOUS:
        return True
    start = max(0, candidate.start - 40)
    return bool(_CARE.search(candidate.text[start : candidate.end + 40].lower()))


def is_substance_code(value: str) -> bool:
    """Say whether a value is the code of a disorder due to psychoactive substances (ICD-10, F10 to F19)."""
    return re.fullmatch(r"(?i)F1[0-9](?:\.?[0-9A-Z]{1,4})?", value.strip()) is not None


def _fits(value: str) -> bool:
    lowered = value.lower()
    is_word = lowered not in _NOT_VALUES and re.search(r"[^\W\d_]", value) is not None
    return is_word and not meanings.is_worldly(lowered)


RECOGNIZERS = (
    Recognizer(
        name="health.word_form",
        category=types.HEALTH,
        pattern=rf"(?i)\b[a-z]{{2,24}}(?:{_ENDINGS})\b",
        score=0.8,
        accepts=_is_medical_form,
        positives=(
            ("my epicondylitis is back", "epicondylitis"),
            ("polychondritis research", "polychondritis"),
        ),
        negatives=("a diploma from Oklahoma", "the aroma of coffee", "academia"),
    ),
    Recognizer(
        name="health.drug_form",
        category=types.HEALTH,
        pattern=rf"(?i)\b[a-z]{{3,16}}(?:{_DRUG_ENDINGS})\b",
        score=0.75,
        accepts=is_complaint,
        positives=(("she takes zofenopril", "zofenopril"), ("is dabigatran safe", "dabigatran")),
        negatives=("in april", "cocktails in a tavern"),
    ),
    Recognizer(
        name="health.named_after",
        category=types.HEALTH,
        pattern=r"\b(?:[A-Z][a-z]+(?:'s)?(?:-[A-Z][a-z]+)?|[a-z]+) (?:[Ss]yndromes?|[Dd]isease"
        r"|[Dd]isorders?|[Dd]eficiency|"
        r"[Cc]ancers?|[Dd]ystrophy|[Pp]alsy|[Pp]oisoning|[Aa]nomaly|[Dd]ysfunction|[Aa]trophy)\b",
        score=0.8,
        accepts=_is_named_illness,
        positives=(
            ("is Kallmann syndrome rare", "Kallmann syndrome"),
            ("a copper deficiency", "copper deficiency"),
        ),
        negatives=("an orderly market", "a public disorder in town", "impostor syndrome at work"),
    ),
    Recognizer(
        name="health.abbreviation",
        category=types.HEALTH,
        pattern=r"\b(?:(?:[Mm]y|[Hh]is|[Hh]er|[Ww]ith|[Hh]as|[Hh]ave|[Hh]ad|[Ff]or|having|got|of|from"
        r"|[Tt]reat"
        r"|treating|[Ii]s|mild|severe|early|new|recurrent|chronic|active|latent) )(?:MS|RA|ED|CF|MG|CP|TB"
        r"|BV|PE|DM"
        r"|DM2|HTN|CAD|PAD|AAA|MI|CVA|TIA|ALS|PKU|PCP|FAP|FSGS|IPF|PAH|MDS|CLL|CML|AML|ALL|NHL|MM|GBM"
        r"|DLBCL|HCC"
        r"|RCC|SCC|BCC|OA|AS|PSA|SLE|PMR|GCA|UC|CD|PUD|SBO|NASH|PSC|PBC|GBS|NPH|PSP|DID|GAD|SAD|CPTSD|OUD"
        r"|AUD|SUD"
        r"|HELLP|PROM|PTL|PPD|POF|AUB|PID|HG|BPPV|AOM|URI|AMD|POAG|DES|OSA|CFS|EDS|POTS|MCAS|IC|OAB|CHD|ASD"
        r"|VSD|PDA|HCM|DCM|SVT|PVC|PVCs|AKI|LVH|FTD|LBD|IUGR|DDH|AIDS|HIV)\b",
        score=0.75,
        accepts=_is_abbreviation,
        positives=(("can you treat MS", "treat MS"), ("my RA is flaring", "my RA")),
        negatives=("my AS400 server", "for IBM", "is it for TV"),
    ),
    Recognizer(
        name="health.abbreviation_of",
        category=types.HEALTH,
        pattern=r"\b(?:MS|RA|ED|CF|TB|BV|PE|DM|HTN|CAD|CHF|COPD|ALS|PKU|OCD|IBS|UC|SLE|OA|PMR|GBS|POTS|EDS|MCAS|OSA|CFS"
        r"|AFib|SVT|PVCs?|AMD|HIV|HSV|HPV|PTSD|BPD|GAD|MDD|AUD|OUD|PPD|PCOS|PID|HG|RSV|UTI|CKD|ESRD|AML"
        r"|CLL|CML|MDS"
        r"|GBM|HCC|NASH|PSC|PBC|TMJ|BPH|DVT|TIA|TBI) (?:patients?|diagnosis|flare(?:s|-ups?| ups?)?"
        r"|meds|medications?"
        r"|symptoms?|treatments?|specialists?|doctors?|support groups?|relapse|attack|remission|pain"
        r"|screening|vaccine)\b",
        score=0.8,
        positives=(("any MS specialist nearby", "MS specialist"), ("UC flare again", "UC flare")),
        negatives=("an MS degree", "UC campus tours"),
    ),
    Recognizer(
        name="health.substance_use",
        category=types.HEALTH,
        # Mental and behavioral disorders due to psychoactive substances (ICD-10-CM, F10 to F19).
        pattern=r"(?i)(?:\b(?:icd(?:-?10)?(?:-?cm)?|dx|diagnos[ei]s(?: code)?)|诊断编?码?|疾病编码)"
        r"[ :：=]{0,3}(F1[0-9](?:\.[0-9A-Z]{1,4})?)\b|\bF1[0-9]\.[0-9]{2,3}\b",
        score=0.98,
        positives=(
            ("ICD-10: F11.20", "F11.20"),
            ("seen for F10.20 again", "F10.20"),
            ("诊断：F19.2", "F19.2"),
        ),
        negatives=("key F11", "model F150"),
    ),
    Recognizer(
        name="health.code",
        category=types.HEALTH,
        pattern=r"(?i)(?:\b(?:icd(?:-?(?:9|10|11))?(?:-?cm)?|(?:dx|diagnos[ei]s)(?:[ _]?codes?)?)|诊断编?码?"
        r"|疾病编码|[~*](?:ABK|ABF|ABJ|APR))[ :：=]{0,3}"
        r"([A-TV-Z]\d[0-9A-Z](?:\.?[0-9A-Z]{1,4})?)\b",
        score=0.9,
        accepts=is_complaint,
        positives=(
            ("ICD-10: E11.9", "E11.9"),
            ("疾病编码：M17.0", "M17.0"),
            ("DX code S83.241A", "S83.241A"),
            ("HI*ABK:J4520~", "J4520"),
        ),
        negatives=("room E11.9", "ABK:J45"),
    ),
    Recognizer(
        name="health.billed",
        category=types.HEALTH,
        # What a claim says was done (X12 837 and 835), a visit and a result of a patient (HL7 v2).
        pattern=r"(SV[CI12]?C?\*HC:[0-9A-Z]{5})\b|(PV1\|\d?\|[IEOPRB]\|)|(OBX\|\d{1,3}\|(?:NM|ST|SN|TX|CE|CWE)\|)",
        score=0.85,
        positives=(("SV1*HC:90834*150", "SV1*HC:90834"), ("PV1|1|I|3EAST^301", "PV1|1|I|")),
        negatives=("SV1*AB:1", "PV1 of the plan"),
    ),
)

FIELDS = (
    Field(
        category=types.HEALTH,
        keys=(
            "diagnosis",
            "diagnoses",
            "diagnosiscode",
            "dx",
            "icd",
            "icd10",
            "condition",
            "conditions",
            "medicalcondition",
            "healthcondition",
            "symptom",
            "symptoms",
            "complaint",
            "chiefconcern",
            "presentingproblem",
            "problemlist",
            "reasonforreferral",
            "bodypart",
            "vaccine",
            "surgeries",
            "surgicalhistory",
            "familyhistory",
            "labpanel",
            "chiefcomplaint",
            "reasonforvisit",
            "medication",
            "medications",
            "allergies",
            "disease",
            "procedurecode",
            "treatment",
            "medicalhistory",
            "healthhistory",
            "诊断",
            "病情",
            "症状",
            "疾病",
            "主诉",
            "用药",
            "病史",
            "过敏史",
            "就诊原因",
            "就诊科室",
            "既往史",
            "现病史",
            "家族史",
            "手术史",
            "用药史",
            "病种",
            "检查部位",
            "检查项目",
            "手术名称",
        ),
        fits=_fits,
    ),
)
