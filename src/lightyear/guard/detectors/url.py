"""Web addresses in running text; the address of the page itself comes with the channel `url`."""

from lightyear.guard.detectors.base import Recognizer

_REST = r"[A-Za-z0-9/?#&=%_~.,:;+@!$*'()-]*[A-Za-z0-9/#=_-]"

RECOGNIZERS = (
    Recognizer(
        name="url.scheme",
        category="url",
        pattern=r"(?i)\b(?:https?|ftp)://[a-z0-9\[]" + _REST,
        score=0.95,
        positives=(
            ("my page is https://people.example/ana?x=1.", "https://people.example/ana?x=1"),
            ("主页https://people.example/ana，请看", "https://people.example/ana"),
        ),
        negatives=("the https protocol", "http:// is a prefix"),
    ),
    Recognizer(
        name="url.www",
        category="url",
        pattern=r"(?i)\bwww\.(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}(?:[/?#]" + _REST + ")?",
        score=0.9,
        positives=(("see www.ana-reyes.example/about", "www.ana-reyes.example/about"),),
        negatives=("www is short for world wide web",),
    ),
    Recognizer(
        name="url.path",
        category="url",
        pattern=r"(?i)\b(?:[a-z0-9-]{1,63}\.){1,4}(?:com|org|net|edu|gov|io|co|me|cn|example)/[a-z0-9~_]"
        + _REST,
        score=0.85,
        positives=(("he posts on social.example/ana_reyes", "social.example/ana_reyes"),),
        negatives=("choose and/or leave",),
    ),
)

FIELDS = ()
