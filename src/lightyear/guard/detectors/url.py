"""Web addresses in running text; the address of the page itself comes with the channel `url`."""

import re

import re2

from lightyear.guard.detectors import cues
from lightyear.guard.detectors.base import Candidate, Recognizer

_REST = r"[A-Za-z0-9/?#&=%_~.,:;+@!$*'()-]*[A-Za-z0-9/#=_-]"

# Names of code systems and schemas look like addresses and lead to nobody.
_NAMESPACE = re.compile(
    r"https?://(?:[a-z0-9.-]*\.)?(?:loinc\.org|hl7\.org|snomed\.info|w3\.org|schema\.org|unitsofmeasure\.org"
    r"|nlm\.nih\.gov|xmlsoap\.org|json-schema\.org)\b",
    re.IGNORECASE,
)
_NAMING = re2.compile(r"""["']?(?:system|xmlns[:\w]*|\$?schema|profile)["']?\s*[:=]\s*\[?["']?$""")
_INVITING = re2.compile(
    r"(?:learn more|read more|find out more|book online|register|sign up|apply|unsubscribe|details"
    r"|donate|官网|详情)"
    r"[^.\n]{0,16}$"
)


def _is_somebodys(candidate: Candidate) -> bool:
    before = candidate.before()
    led = re.search(r"https?://$", before)
    value = led.group() + candidate.value if led else candidate.value
    before = before.removesuffix(led.group()) if led else before
    named = _NAMESPACE.match(value) or _NAMING.search(before)
    invited = cues.is_own_contact(candidate) or (_INVITING.search(before) and not cues.is_personal(candidate))
    return not named and not invited


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
        ),
        negatives=(
            "the https protocol",
            "http:// is a prefix",
            '{"system": "http://loinc.org/x"}',
            "Learn more at https://clinic.example/knee",
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
)

FIELDS = ()
