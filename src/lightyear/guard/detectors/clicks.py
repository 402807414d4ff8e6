"""Click ids that advertising platforms hang on a visit."""

import re

from lightyear.guard.detectors.base import Field, Recognizer
from lightyear.guard.patterns import Pattern

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

_PLAIN = Pattern(
    r"^[a-z]+(?:[-_.][a-z0-9]{1,12})*$|^[\d.-]+$|^\d{4}-\d\d|^\d+[a-z]?$|\.(?:js|html?|php|com|example)$"
)

RECOGNIZERS = (
    Recognizer(
        name="click_id.named",
        category="click_id",
        pattern=rf"""(?i)\b_?(?:{"|".join(_NAMES)})["']?"""
        r"""(?: (?:is|was|of|value|=) | ?value ?=|[ :="']|%3D){1,4}"""
        rf"""([A-Za-z0-9][A-Za-z0-9_.-]{{7,255}}|fb\.\d\.\d{{10,13}}\.[A-Za-z0-9_-]{{7,255}})""",
        score=0.97,
        accepts=lambda candidate: bool(candidate.digits) or len(candidate.value) >= 20,
        positives=(
            ("/thanks?gclid=Cj0KCQjwExample123", "Cj0KCQjwExample123"),
            ('"fbclid": "IwAR3exampleExample9"', "IwAR3exampleExample9"),
            ("the lead's msclkid was 31d0e43b2f41a9c8", "31d0e43b2f41a9c8"),
            ('<input name="ttclid" value="E31Example9Example">', "E31Example9Example"),
        ),
        negatives=("what is a gclid parameter",),
    ),
    Recognizer(
        name="click_id.shape",
        category="click_id",
        # How the ids of Google, Meta and TikTok begin: a word, an address or a hash never does.
        pattern=r"\b(?:EAIaIQobCh[A-Za-z0-9_-]{8,120}|C[jw][0-9a-zA-Z]KCQ[A-Za-z0-9_-]{8,200}"
        r"|CjwKC[A-Za-z0-9_-]{8,200}|Cj[0-9A-Za-z]KC[A-Za-z0-9_-]{8,200}|IwAR[0-9A-Za-z][A-Za-z0-9_-]{12,200}"
        r"|(?:Iw|PA)(?:Z|Y2)[A-Za-z0-9]{6,}[A-Za-z0-9_-]{8,200}|E\.C\.P\.[A-Za-z0-9_-]{8,200})",
        score=0.96,
        accepts=lambda candidate: bool(candidate.digits),
        positives=(
            ("谷歌回传缺gclid\n不缺啊，EAIaIQobChMI31example9", "EAIaIQobChMI31example9"),
            ("came with IwAR31exampleExample9x", "IwAR31exampleExample9x"),
        ),
        negatives=("EAIaIQobCh", "IwAR is how they begin"),
    ),
    Recognizer(
        name="click_id.told",
        category="click_id",
        # The name of the id stands elsewhere in the line, or the key is a plain "click" or "callback".
        pattern=r"(?i)(?:\bad\b[\"']? ?[:=] ?\{ ?[\"']?callback[\"']?|\b(?:ad_?)?click(?:_?ref|_?token|"
        r"_?key)?\b|\bcallback(?:_?param|_?id)?|回传参数|点击(?:标识|ID|id))"
        r"""["']?[ :=]{1,3}["']?([A-Za-z0-9_][A-Za-z0-9_.-]{14,255})""",
        score=0.86,
        accepts=lambda candidate: len(candidate.digits) >= 2 and not _PLAIN.is_in(candidate.value),
        positives=(
            ("dcm s2s: click=KPq8rN2t4f0KFQmZ_QcdV2 key=dclid", "KPq8rN2t4f0KFQmZ_QcdV2"),
            ('{"ad":{"callback":"B.pkwK0e3VtWqY7n2sLdXjR1"}}', "B.pkwK0e3VtWqY7n2sLdXjR1"),
        ),
        negatives=(
            "click=2024-03-05T10:11:12",
            "callback: https://a.example/x1",
            "click=menu-open-2024-item",
        ),
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
