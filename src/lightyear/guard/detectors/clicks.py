"""Click ids that advertising platforms hang on a visit."""

import re

from lightyear.guard.detectors.base import Field, Recognizer

_NAMES = (
    "gclid",
    "gbraid",
    "wbraid",
    "dclid",
    "fbclid",
    "fbc",
    "ttclid",
    "msclkid",
    "twclid",
    "li_fat_id",
    "epik",
    "yclid",
    "clickid",
    "click_id",
    "bd_vid",
    "qz_gdt",
    "gdt_vid",
    "rdt_cid",
    "sccid",
    "irclickid",
    "cjevent",
    "tblci",
    "obclid",
    "_gcl_aw",
    "gcl_aw",
    "gclsrc_id",
    "qclid",
    "awc",
    "fb_click_id",
)

RECOGNIZERS = (
    Recognizer(
        name="click_id.named",
        category="click_id",
        pattern=rf"""(?i)\b_?(?:{"|".join(_NAMES)})["']?(?: is |[ :="']|%3D){{1,4}}"""
        rf"""([A-Za-z0-9][A-Za-z0-9_.-]{{7,255}}|fb\.\d\.\d{{10,13}}\.[A-Za-z0-9_-]{{7,255}})""",
        score=0.97,
        accepts=lambda candidate: bool(candidate.digits) or len(candidate.value) >= 20,
        positives=(
            ("/thanks?gclid=Cj0KCQjwExample123", "Cj0KCQjwExample123"),
            ('"fbclid": "IwAR3exampleExample9"', "IwAR3exampleExample9"),
        ),
        negatives=("what is a gclid parameter",),
    ),
    Recognizer(
        name="click_id.fbc",
        category="click_id",
        pattern=r"\bfb\.\d\.\d{10,13}\.[A-Za-z][A-Za-z0-9_-]{7,255}",
        score=0.97,
        positives=(("fb.1.1554763741205.AbCdEfGhIjKlMnOp", "fb.1.1554763741205.AbCdEfGhIjKlMnOp"),),
        negatives=("fb.1 page",),
    ),
)

FIELDS = (
    Field(
        category="click_id",
        keys=tuple(name.replace("_", "") for name in _NAMES),
        fits=lambda value: bool(re.fullmatch(r"[A-Za-z0-9_.-]{8,256}", value)),
    ),
)
