"""Web addresses in running text; the address of the page itself comes with the channel `url`."""

import re

from lightyear.guard.detectors import cues
from lightyear.guard.detectors.base import Candidate, Recognizer
from lightyear.guard.patterns import Pattern

_REST = r"[A-Za-z0-9/?#&=%_~.,:;+@!$*'()-]*[A-Za-z0-9/#=_-]"

# Names of code systems and schemas look like addresses and lead to nobody.
_NAMESPACE = re.compile(
    r"https?://(?:[a-z0-9.-]*\.)?(?:loinc\.org|hl7\.org|snomed\.info|w3\.org|schema\.org|unitsofmeasure\.org"
    r"|nlm\.nih\.gov|xmlsoap\.org|json-schema\.org)\b",
    re.IGNORECASE,
)
_NAMING = Pattern(
    r"""["']?(?:system|xmlns[:\w]*|\$?schema|profile|image|repository|registry|tagged)["']?(?:\s*[:=]\s*\[?|\s)["']?$"""
)
_INVITING = Pattern(
    r"(?:learn more|read more|find out more|book online|register|sign up|apply|unsubscribe|details"
    r"|donate|follow us|find us|官网|详情)"
    r"[^.\n]{0,16}$"
)


# The page of an organization is its host alone; interfaces and parts of pages name nobody.
_HOST = re.compile(r"(?:[a-z]+://)?[^/?#]+/?$", re.IGNORECASE)
_MACHINE = re.compile(
    r"(?:[a-z]+://)?(?:(?:api|cdn|static|assets|img|images|fonts)\d?\.|[^/?#]+\.gov(?:[/?#]|$)"
    r"|[^?#]*\.(?:js|css|png|jpe?g|gif|svg|woff2?|ico|xml|json)(?:[?#]|$))",
    re.IGNORECASE,
)
_DOCTOR = re.compile(r"(?:[a-z]+://)?(?:www\.)?(?:dr|doctor)[a-z.-]{4,}", re.IGNORECASE)
_WORD = re.compile(
    r"dr(?:op|ive|ug|eam|um|ess|ink|aw|aft|agon|y|ain|upal|eyfus|ill|one)|doctors", re.IGNORECASE
)
_MINE = re.compile(
    r"(?:blog|portfolio|home ?page|personal (?:site|page|website)"
    "|个人主页|博客|主页)[ :：是is]{0,4}$"
)


def _is_somebodys(candidate: Candidate) -> bool:
    before = candidate.before()
    led = re.search(r"https?://$", before)
    value = led.group() + candidate.value if led else candidate.value
    before = before.removesuffix(led.group()) if led else before
    named = _NAMESPACE.match(value) or _NAMING.is_in(before)
    invited = cues.is_own_contact(candidate) or (_INVITING.is_in(before) and not cues.is_personal(candidate))
    personal = cues.is_personal(candidate) or _MINE.search(before) or _DOCTOR.match(value)
    nobodys = _MACHINE.match(value) or (_HOST.match(value) and not personal)
    return not named and not invited and not nobodys


def _is_doctors(candidate: Candidate) -> bool:
    return _is_free(candidate) and not _WORD.match(candidate.value)


def _is_free(candidate: Candidate) -> bool:
    return candidate.before(1) not in ("@", ".", "-", "/", "_") and candidate.after(1) not in ("@", "-")


RECOGNIZERS = (
    Recognizer(
        name="url.scheme",
        category="url",
        pattern=r"(?i)\b(?:https?|ftp)://[a-z0-9\[]" + _REST,
        score=0.95,
        accepts=_is_somebodys,
        positives=(
            ("my page is https://people.example/ana?x=1.", "https://people.example/ana?x=1"),
            ("主页https://people.example/ana，请看", "https://people.example/ana"),
            ("my blog: https://anareyes.example", "https://anareyes.example"),
        ),
        negatives=(
            "the https protocol",
            "http:// is a prefix",
            '{"system": "http://loinc.org/x"}',
            "Learn more at https://clinic.example/knee",
            "https://clinic.example",
            "Follow us at social.example/bendclinic",
            "GET https://api.example/v1/orders 200",
            "https://pages.example/app.js?v=2",
        ),
    ),
    Recognizer(
        name="url.www",
        category="url",
        pattern=r"(?i)\bwww\.(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}(?:[/?#]" + _REST + ")?",
        score=0.9,
        accepts=_is_somebodys,
        positives=(("see www.ana-reyes.example/about", "www.ana-reyes.example/about"),),
        negatives=("www is short for world wide web",),
    ),
    Recognizer(
        name="url.path",
        category="url",
        pattern=r"(?i)\b(?:[a-z0-9-]{1,63}\.){1,4}(?:com|org|net|edu|gov|io|co|me|cn|example)/[a-z0-9~_]"
        + _REST,
        score=0.85,
        accepts=_is_somebodys,
        positives=(("he posts on social.example/ana_reyes", "social.example/ana_reyes"),),
        negatives=("choose and/or leave",),
    ),
    Recognizer(
        name="url.doctor",
        category="url",
        pattern=r"(?i)\b(?:dr|doctor)-?[a-z][a-z-]{3,40}\.(?:com|org|net|me|md|health|cn|example)\b",
        score=0.84,
        accepts=_is_doctors,
        positives=(("the bio on drmiareyes.example is old", "drmiareyes.example"),),
        negatives=("ana@drmiareyes.example", "drive.example", "dropbox.com"),
    ),
    Recognizer(
        name="url.mine",
        category="url",
        pattern=r"(?i)\b(?:my|his|her|personal) (?:web ?site|site|blog|web ?page|page|portfolio|home ?page)"
        r"(?: is|:| at)?"
        r" ((?:[a-z0-9-]{2,63}\.){1,3}[a-z]{2,12})\b",
        score=0.84,
        accepts=_is_free,
        positives=(("my website is anareyes.example", "anareyes.example"),),
        negatives=("my site went down",),
    ),
)

FIELDS = ()
