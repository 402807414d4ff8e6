"""Places that only the words around them give away: corners, rural routes, towns one goes to."""

import re

from lightyear.guard import lexicon
from lightyear.guard.detectors import cues, occasions
from lightyear.guard.detectors.base import Candidate, Field, Recognizer, listed
from lightyear.guard.patterns import Pattern

_TOWN = r"\p{Lu}[\p{Ll}'’-]+(?:[ -]\p{Lu}[\p{Ll}'’-]+)?"
_NUMBER = (
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    "|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|oh|zero)"
)
_STATES = (
    "alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho"
    "|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota"
    "|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey|new mexico|new york"
    "|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|rhode island|south carolina"
    "|south dakota|tennessee|texas|utah|vermont|virginia|washington|west virginia|wisconsin|wyoming"
)
# States' letters that are no words of talk or of charts.
_LETTERS = (
    "ak|az|ca|ct|dc|fl|ga|ia|il|ks|ky|md|mi|mn|mo|ms|mt|nc|nd|ne|nh|nj|nm|nv|ny|ri|sc|sd|tn|tx|ut"
    "|va|vt|wa|wi|wv|wy"
)
_NO_TOWNS = listed(
    "january february march april may june july august september october november december monday tuesday"
    " wednesday thursday friday saturday sunday room unit floor hospital clinic er ed icu er. walmart"
    " walgreens cvs costco target medicare medicaid medicare's heaven christmas easter thanksgiving church"
    " school god pain english spanish bed america canada china mexico england france germany india japan"
    " europe africa asia texas"
)
_ORDINAL = r"\d{1,3}(?:st|nd|rd|th)"
_KINDS = r"(?:street|avenue|road|lane|drive|court|boulevard|circle|terrace)"
_OWNED = Pattern(
    r"^ (?:hospital|clinic|health|medical|children|general|university|memorial|regional|va|pharmacy)\b"
)


def _is_town(candidate: Candidate) -> bool:
    """Say whether a place that somebody goes to, stays at or comes from is meant, not a shop or a month."""
    words = candidate.value.lower().split()
    is_known = candidate.value.lower() in lexicon.words("en_towns")
    if words[0] in _NO_TOWNS or (words[0] in lexicon.words("en_everyday") and not is_known):
        return False
    if candidate.value.lower() in lexicon.words("states") or _OWNED.is_in(candidate.after()):
        return False
    return occasions.is_told_of_somebody(candidate) and not cues.is_own_contact(candidate)


def _is_site(candidate: Candidate) -> bool:
    is_known = candidate.value.lower() in lexicon.words("en_towns")
    return is_known and occasions.is_told_of_somebody(candidate)


def _is_corner(candidate: Candidate) -> bool:
    words = re.findall(r"[a-z']+|\d+", candidate.value.lower())
    if words[0] in lexicon.words("en_everyday") and not _CORNERED.is_in(candidate.before()):
        return False
    return cues.is_home(candidate)


def _is_told(candidate: Candidate) -> bool:
    return occasions.is_told_of_somebody(candidate) and cues.is_home(candidate)


def _is_house(candidate: Candidate) -> bool:
    word = candidate.value.split()[-1].lower()
    is_word = word in _NO_TOWNS or word in lexicon.words("en_everyday")
    return not is_word and _is_told(candidate)


def _is_small_town(candidate: Candidate) -> bool:
    """Tell "kinesiologist ogema wi" from "takes medicaid mi": the town is no common word."""
    town = candidate.value.rsplit(" ", 1)[0].rstrip(",")
    is_word = town in lexicon.words("en_everyday") or town in _NO_TOWNS
    return not is_word and not lexicon.health_terms(town)


def _after_words(value: str) -> int:
    """Leave out a word before the town that is a common one: "ins ogemaw wi"."""
    first = value.partition(" ")[0].rstrip(",")
    is_more = value.count(" ") == 2
    return len(first) + 1 if is_more and first in lexicon.words("en_everyday") else 0


_CORNERED = Pattern(r"\b(?:corner|intersection|cross streets?|stop|light) (?:of |on |at |is |: ?)?$")

RECOGNIZERS = (
    Recognizer(
        name="address.corner",
        category="address",
        pattern=rf"(?i:corner of|intersection of|cross streets?:?|stop (?:on|at)|light (?:on|at)) "
        rf"((?:{_TOWN}|{_ORDINAL}|[a-z]+)(?: (?i:st|ave|rd|blvd)\.?)? ?(?:&|and|/) ?(?:{_TOWN}"
        rf"|{_ORDINAL}|[a-z]+)(?: (?i:st|ave|rd|blvd)\b)?)"
        rf"|\b({_TOWN}|[a-z]{{4,}}) & {_ORDINAL}\b",
        score=0.8,
        accepts=_is_corner,
        positives=(
            ("pharm on file: corner of Lindale & 54th, none sent", "Lindale & 54th"),
            ("he met me at the bus stop on fultan & 9th", "fultan & 9th"),
        ),
        negatives=("corner cabinet and 5th shelf", "doses & 5th"),
    ),
    Recognizer(
        name="address.site",
        category="address",
        pattern=rf"\b(?i:the|our|my|your) ({_TOWN}) (?i:site|office|location|branch|warehouse|store"
        rf"|campus|plant|clinic)\b",
        score=0.78,
        accepts=_is_site,
        positives=(
            ("Pt will do PT 2x/wk at the Garland site", "Garland"),
            ("he fell at the Reno warehouse", "Reno"),
        ),
        negatives=("the Amazon warehouse", "the Billing office"),
    ),
    Recognizer(
        name="address.goes_to",
        category="address",
        pattern=rf"\b(?i:fly(?:ing)? (?:in)?to|flew (?:in)?to|(?:drove|driving|drives?|took|taking"
        rf"|brought) (?:him|her|them|me|us|up|down|over)? ?to"
        rf"|now of|formerly of|native of|leav(?:es?|ing) for|left for|head(?:ed|ing|s) (?:for|to)|bound for"
        rf"|(?:stuck|stays?|staying|stayed|over|back|raised|buried|retired) (?:in|near|to)|on (?:I-? ?"
        rf"|hwy |route |rt )?\d{{2,3}} (?:by|near)) ({_TOWN})",
        score=0.77,
        accepts=_is_town,
        positives=(
            ("her daughter is flying into Albuquerque in AM", "Albuquerque"),
            ("she's stuck on 101 by Novatown", "Novatown"),
            ("For Max Odum, born 1970, now of Sitkan", "Sitkan"),
            ("Pt leaves for Bradentown 12/28", "Bradentown"),
        ),
        negatives=("we drove her to Walgreens", "pt leaves for Christmas", "he went back to Bed"),
    ),
    Recognizer(
        name="address.born_at",
        category="address",
        pattern=rf"\b(?i:born|died|buried|raised)\b[^\n;]{{0,30}} (?:at|in|near) ({_TOWN})",
        score=0.77,
        accepts=_is_town,
        positives=(("Born 11 Nov. 1926 at Sopertown.", "Sopertown"),),
        negatives=("born in March", "born in Ohio"),
    ),
    Recognizer(
        name="address.answered",
        category="address",
        pattern=rf"\b(?i:county(?: of residence)?|city(?: of (?:birth|residence))?|town|hometown"
        rf"|place of birth|birthplace)[?:]{{1,2}} ({_TOWN})",
        score=0.8,
        accepts=lambda candidate: candidate.value.lower() not in _NO_TOWNS,
        positives=(("County of residence? Oglalan Lakotan", "Oglalan Lakotan"),),
        negatives=("City: \nState:", "the county closed"),
    ),
    Recognizer(
        name="address.rural",
        category="address",
        pattern=r"\b((?:Rte|Route|Rt|County (?:Road|Rd)|Co\.? Rd|CR|FM|Hwy|Highway|State Route|SR"
        r"|RR)\.? \d{1,4}[A-Z]?"
        r"(?:,? (?i:box) \d+|,? [A-Z][a-z]+ (?:Co\.|County|Parish))(?:, [A-Z]{2}\b)?)",
        score=0.82,
        accepts=_is_told,
        positives=(("Pt died in bed at home, Rte 29, Trelane Co.", "Rte 29, Trelane Co."),),
        negatives=("Route 44 detour: buses skip Monroe", "Rte 29 is closed"),
    ),
    Recognizer(
        name="address.spelled_out",
        category="address",
        pattern=rf"(?i)\b({_NUMBER}(?:[ -]{_NUMBER}){{0,4}} [a-z]{{3,}}(?: [a-z]{{3,}})? {_KINDS}"
        rf"(?: (?:apartment|apt|unit|suite|number) (?:{_NUMBER}(?:[ -]{_NUMBER})?|[a-z]"
        rf"|\d+))?(?:,? [a-z]+(?: [a-z]+)?,? (?:{_STATES}))?)\b",
        score=0.82,
        accepts=lambda candidate: (
            _is_told(candidate) and not re.match(r"(?i)(?:one|two)[ -]way", candidate.value)
        ),
        positives=(
            (
                "i'm at my sisters ninety pearl street apartment two reading massachusetts",
                "ninety pearl street apartment two reading massachusetts",
            ),
        ),
        negatives=("my house is on a one way dead street", "two men on the road"),
    ),
    Recognizer(
        name="address.house",
        category="address",
        pattern=r"\b(?:at|to|from) (\d{2,5} [A-Z][a-z]{3,})(?: (?:in|on|and|for|since|with|by)\b|[,.;]|$)",
        score=0.76,
        accepts=_is_house,
        positives=(("I got bit at 318 Aldren in May", "318 Aldren"),),
        negatives=("seen at 1200 Monday", "I came at 318 March"),
    ),
    Recognizer(
        name="address.small",
        category="address",
        pattern=rf"(?:^|[\s,])((?:[a-z]{{4,}} )?[a-z]{{4,}},? (?:{_LETTERS}))(?:$|\n|[,.]| \d{{5}}\b)",
        score=0.76,
        accepts=_is_small_town,
        trim=_after_words,
        positives=(("pediatrician that takes walk ins ogemaw wi", "ogemaw wi"),),
        negatives=("takes medicaid mi", "this is about il", "allergic to penicillin va"),
    ),
)

FIELDS: tuple[Field, ...] = ()
