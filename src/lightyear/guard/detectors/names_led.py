"""Names that layout and grammar give away: speakers of chats, signatures, aliases, kin in shorthand."""

import re

from lightyear.guard import lexicon
from lightyear.guard.detectors import names, persons
from lightyear.guard.detectors.base import Candidate, Field, Recognizer, listed

_LATIN = r"\p{Lu}[\p{Ll}'’-]+(?:\p{Lu}[\p{Ll}'-]+)?"
_WRITTEN = rf"{_LATIN}(?: (?:{_LATIN}|\p{{Lu}}\.?)){{0,2}}"
_ANY = r"[\p{L}][\p{L}'’-]+"
# Who somebody is to a patient, spelled out or in the shorthand of charts.
_KIN = (
    r"(?:hsb|husb|hubby|hus|dtr|daug?h?|gdtr|g-dtr|gd|gson|g-son|grdson|sis|bro|hsbnd|spouse|fianc[ée]e?"
    r"|roommate|rm8|co-?worker|housemate|flatmate|bestie|bf|gf|gran|oma|opa|tia|tío|tio|tía|tita|tito"
    r"|abuela|abuelo|lola|lolo|nana|aunt|auntie|uncle|cousin|niece|nephew|stepson|stepdad|stepmom"
    r"|step-?daughter|godmother|landlord|landlady|interp(?:reter)?|aide|caregiver|carer|sponsor"
    r"|psychiatrist|pharmacist|hygienist|dietitian|doula|midwife|chaplain|social worker|support worker"
    r"|case ?manager|foster (?:mom|dad|son|daughter|mother|father)|grandson|granddaughter|grandma|grandpa"
    r"|grandmother|grandfather|twin|twin sister|twin brother|intern|student|scribe|medic|emt)"
)
_ROLES = listed(
    "patient visitor agent nurse bot guest provider doctor clinic caller member customer user system admin"
    " staff dr doc mr mrs front desk reception assistant chatbot you me client pharmacy support operator"
    " ivr note notes re subject time date from to cc sent topic today office plan allergies meds info error"
    " warn debug warning notice triage lab labs"
)
# Words of the day and people's names alike: only grammar tells.
_WORDS_TOO = (
    "Will|May|April|June|Hope|Grace|Joy|Faith|Angel|Baby|Summer|Autumn|Dawn|Rose|Ivy|Chance|Precious|Junior"
)
_CREDENTIALS = (
    r"(?:,? (?:(?i:rn|lpn|md|do|np|pa-?c|lmsw|lcsw|ma|cma|dpt|pt|ot|otr|slp|rdh|dds|pharmd"
    r"|cna|lvn|mft|lpc))\b)?"
)
_OFFICES = listed(
    "scheduling billing committee department dept team office desk records admissions intake referrals staff"
    " appointments reception accounts payroll wellness recruiting marketing support notifications portal"
)
_SHORT = re.compile(r"[A-Z]{2,5}")


def _is_name(candidate: Candidate) -> bool:
    """Say whether each word may be a name: no label, no office, no common word."""
    words = [word.lower() for word in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", candidate.value)]
    if not words or words[0] in _ROLES or any(word in _OFFICES for word in words):
        return False
    return persons.is_spelled_name(candidate.value) and not _is_common(words)


def _is_uncommon(candidate: Candidate) -> bool:
    """The same of a name that may be written small."""
    words = [word for word in candidate.value.lower().split() if len(word) > 1]
    is_named = bool(words) and not any(word in _ROLES or word in _OFFICES for word in words)
    return (
        is_named and not _is_common(words) and names.fits_latin(candidate.value) and not _is_term(candidate)
    )


def _is_common(words: list[str]) -> bool:
    everyday = lexicon.words("en_everyday")
    return words[0] in everyday or (len(words) > 1 and all(word in everyday for word in words))


def _is_term(candidate: Candidate) -> bool:
    return bool(lexicon.health_terms(candidate.value))


def _is_kins(candidate: Candidate) -> bool:
    return _is_name(candidate) and "'s" not in candidate.value and _SHORT.fullmatch(candidate.value) is None


def _is_labelled(candidate: Candidate) -> bool:
    return persons.is_spelled_name(candidate.value) and candidate.value.lower() not in _ROLES


def _is_signed(candidate: Candidate) -> bool:
    before = candidate.text[: candidate.start].rstrip("-–—/~ ")
    lines = before.splitlines()
    is_listed = bool(lines) and lines[-1].lstrip().startswith(("-", "–", "•", "*"))
    return not is_listed and _is_uncommon(candidate)


RECOGNIZERS = (
    Recognizer(
        name="name.speaker",
        category="name",
        pattern=rf"(?:^|\n)\s?(?:\[\d{{1,2}}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?\] ?|~ ?"
        rf"|<)({_WRITTEN}) ?(?:>|:)",
        score=0.84,
        accepts=_is_name,
        positives=(
            ("[2:04 PM] Suniti: who has the room", "Suniti"),
            ("~Zenobia: chemo moved\n~Rafaela: ok", "Rafaela"),
        ),
        negatives=("[2:04 PM] Nurse: hello", "[2:04 PM] Front Desk: hello", "~Note: closed"),
    ),
    Recognizer(
        name="name.speaker_of",
        category="name",
        pattern=rf"(?:^|\n)\[({_WRITTEN}) ?(?:-|–|,|\() ?[A-Z][^\]\n]{{1,30}}\]",
        score=0.83,
        accepts=_is_name,
        positives=(("[Marisela - Care Guide] Hi!", "Marisela"),),
        negatives=("[Agent - Care Guide] Hi!", "[Billing - Team]"),
    ),
    Recognizer(
        name="name.alias",
        category="name",
        pattern=rf"(?:\b(?i:a/k/a|aka|née|nee|n[ée]e|goes by|known as|prefers(?: to be called)?"
        rf"|preferred(?: name)?|nick ?name"
        rf"|maiden(?: name)?|alias|legal name)(?: is)?:? [\"“']?)({_WRITTEN})(?:[\"”'),.;:\n]|\s|$)",
        score=0.82,
        accepts=_is_name,
        positives=(
            ("Decedent: Abel Moon III   a/k/a Tully", "Tully"),
            ("Ottilie Prew (née Hathwell), of", "Hathwell"),
            ("Prefers: Zosia\nDOB", "Zosia"),
        ),
        negatives=("aka Urgent Care", "goes by Bus", "preferred: Email"),
    ),
    Recognizer(
        name="name.quoted",
        category="name",
        pattern=rf"(?: = |, )[\"“]({_WRITTEN})[\"”](?:,| \(| no )",
        score=0.78,
        accepts=_is_kins,
        positives=(
            ('he added his sponsor, "Tully Moon", as step 4', "Tully Moon"),
            ('father per mother = "Roosterly", no legal name', "Roosterly"),
        ),
        negatives=('the menu says "Soup", and more', 'we say, "Yes", and go'),
    ),
    Recognizer(
        name="name.kin",
        category="name",
        pattern=rf"\b(?i:{_KIN})[,:]? ({_LATIN}(?: {_LATIN})?)",
        score=0.8,
        accepts=_is_kins,
        positives=(
            ("lives w/ his hsb Cortlandt", "Cortlandt"),
            ("rides per dtr Souphaly", "Souphaly"),
            ("my coworker Hardip told me", "Hardip"),
        ),
        negatives=("dtr Called twice", "aide Needed", "intern Program", "her aunt DOB"),
    ),
    Recognizer(
        name="name.kin_small",
        category="name",
        pattern=r"\b(?:oma|opa|tia|tio|tita|tito|abuela|lola|lolo|auntie|aunt|uncle|dtr|hsb|hubby"
        r"|roommate|coworker|support worker|case ?manager|social worker|my (?:sister|brother|son|daughter"
        r"|cousin|friend|husband|wife|boss))"
        r",? ([a-z][a-z'-]{2,14})(?:$|[,.;:!?)\n]| (?:\d|and |at |who |is |was |has |called |lives ))",
        score=0.76,
        accepts=_is_uncommon,
        positives=(("saw support worker nualan", "nualan"),),
        negatives=("my sister diabetic", "aunt gets dizzy", "my son cant sleep"),
    ),
    Recognizer(
        name="name.signed",
        category="name",
        pattern=rf"\n\s*(?:-{{1,2}}|–|—|/|~) ?((?:[A-Z]\.? )?{_ANY}(?: {_LATIN})?){_CREDENTIALS}\s*$",
        score=0.8,
        accepts=_is_signed,
        positives=(
            ("RTC 6 wk.\n/T Baptista lmsw", "T Baptista"),
            ("hard of hearing.\n- jperez", "jperez"),
        ),
        negatives=("bring:\n- tylenol", "meds\n- aspirin\n- zofran", "see you\n- the team"),
    ),
    Recognizer(
        name="name.cosigned",
        category="name",
        pattern=rf"\b(?i:co-?sign(?:ed|er)?(?: by)?|(?:dictated|signed|countersigned|reviewed|witnessed"
        rf"|scribed) by):? ((?:[A-Z]\. )?{_LATIN}(?: {_LATIN})?)",
        score=0.8,
        accepts=_is_name,
        positives=(("-- T. Moon PA-C / cosign Velardo", "Velardo"),),
        negatives=("cosign Needed", "signed by Noon"),
    ),
    Recognizer(
        name="name.labelled",
        category="name",
        pattern=r"\b(?i:last|first|middle|preferred|pref)(?i: name)?: ?"
        r"(\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?)(?:\s{2,}|\n|$|,)",
        score=0.84,
        accepts=_is_labelled,
        positives=(
            ("Last: TUIASOSO   First: MALIANA   MI: K", "TUIASOSO"),
            ("First: Maliana\nDOB", "Maliana"),
        ),
        negatives=("First name: \nLast name: \nDate of birth:", "Last: visit"),
    ),
    Recognizer(
        name="name.first_last",
        category="name",
        pattern=rf"\bFirst(?: name)? ({_LATIN}) +Last\b",
        score=0.84,
        accepts=_is_name,
        positives=(("First Suhartono Last (blank if none)", "Suhartono"),),
        negatives=("First Name Last", "First Come Last out"),
    ),
    Recognizer(
        name="name.slashed",
        category="name",
        pattern=r"\b(?i:cust(?:omer)?|pt|patient|mbr|member|client"
        r"|name)[: ]{1,2}(\p{Lu}[\p{Lu}'-]{3,}(?:/ ?|, ?)\p{Lu}[\p{Lu}'-]{3,})\b",
        score=0.84,
        accepts=lambda candidate: names.fits_latin(candidate.value.replace("/", " ")),
        positives=(("cust HARGRAVE/ MYRTA acct 5", "HARGRAVE/ MYRTA"),),
        negatives=("pt PT/OT eval", "patient NPO/ AFEBRILE"),
    ),
    Recognizer(
        name="name.addressed",
        category="name",
        pattern=rf"(?:^|\n)(?i:to|cc|bcc|from|attn|re): ({_LATIN}(?: (?:{_LATIN}"
        rf"|[A-Z]\.)){{1,2}}) ?(?:\n|<|;|$)",
        score=0.83,
        accepts=_is_name,
        positives=(("To: x@y.example\nCc: Ewart Prysor\n\nHello", "Ewart Prysor"),),
        negatives=("Cc: Wellness Committee\n", "To: Care Team\n"),
    ),
    Recognizer(
        name="name.spelled",
        category="name",
        pattern=r"(?i)\b(?:like|spelled|spell(?:ing)?(?: it)?(?: is)?|that'?s|that is|last name"
        r"|first name|name is|as in)[,: ]{1,2}"
        r"(?:uh |um |is )?((?:[a-z][ -]){3,14}[a-z]|[a-z](?:-[a-z])+(?:,? space,? "
        r"| )[a-z](?:-[a-z])+)(?:[^\w'’-]|$)",
        score=0.82,
        positives=(
            ("siobhana like s i o b h a n a", "s i o b h a n a"),
            ("Pa Hua, that's P-A space H-U-A", "P-A space H-U-A"),
        ),
        negatives=("grades like a b c", "that's a-b"),
    ),
    Recognizer(
        name="name.wordlike",
        category="name",
        pattern=rf"(?:(?:^|[\n.!?] ?)({_WORDS_TOO}) (?:(?:called|says|said|faxed|wants|texted|phoned"
        rf"|left|asked|emailed|told|no-showed)\b|from (?:Dr|the|our|[A-Z])|will (?:be|bring|come|call)\b"
        rf"|on [A-Z]|\((?:s?he|they|the|her|his|my)\b))"
        r"|, (will|hope|grace|joy|dawn|faith|angel)[.!]?$",
        score=0.78,
        positives=(
            ("Will will bring the card", "Will"),
            ("April called, wants to switch", "April"),
            ("Hope (the night nurse) helped", "Hope"),
        ),
        negatives=("Will you call me?", "May is busy", "Hope this helps", "we left in a hurry, with hope"),
    ),
    Recognizer(
        name="name.owner",
        category="name",
        pattern=rf"\b({_LATIN})['’]s (?:cell|grand(?:ma|pa|mother|father)|mom|dad|mother|father|husband"
        rf"|wife|son|daughter"
        r"|appt|appointment|chart|labs?|refill|claim|coverage|meds|surgery|insurance|results|visit"
        r"|records|referral"
        r"|prescription|rx|bp|a1c|wound|discharge|birthday|dob|room|caregiver|brother|sister|aunt|uncle)\b",
        score=0.8,
        accepts=_is_kins,
        positives=(("LM on Xochitla's cell re results", "Xochitla"), ("Nevaya's grandpa is POA", "Nevaya")),
        negatives=("Today's appointment", "Medicare's coverage", "Patient's chart", "Children's mom group"),
    ),
    Recognizer(
        name="name.welcomed",
        category="name",
        pattern=rf"\b(?i:welcome(?: back)?|good (?:morning|afternoon|evening)|congrats|thank you|thanks"
        rf"|happy birthday),? "
        rf"({_LATIN})(?:[<,.!?\n]|$)",
        score=0.8,
        accepts=_is_kins,
        positives=(("<h2>Welcome back, D'Andres</h2>", "D'Andres"),),
        negatives=("Welcome, Everyone!", "Thanks, Doctor!", "Good morning, Team"),
    ),
)

FIELDS: tuple[Field, ...] = ()
