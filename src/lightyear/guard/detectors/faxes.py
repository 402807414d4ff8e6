"""Fax numbers: what looks like a telephone number and is called a fax."""

from lightyear.guard.detectors import cues, faxing, telephony
from lightyear.guard.detectors.base import Field, Recognizer

RECOGNIZERS = (
    Recognizer(
        name="fax",
        category="fax",
        pattern=telephony.ANY,
        score=0.95,
        accepts=lambda candidate: faxing.is_fax(candidate) and not cues.is_own_contact(candidate),
        positives=(
            ("fax: (503) 555-0199", "(503) 555-0199"),
            ("传真：010-65551235", "010-65551235"),
            ("Please fax the form to my wife's office, 503-555-0199", "503-555-0199"),
            ("P: 503-555-0147 F: 503-555-0199", "503-555-0199"),
            ("fax back 5 0 3-555-0199", "5 0 3-555-0199"),
            ("fx'd the MAR to her SNF (503) 555-0199 attn Mei", "(503) 555-0199"),
            ("telefax for my caseworker please: +1-503-555-0199", "+1-503-555-0199"),
            ("the facsimle number I gave was wrong. It's 1 (503) 555 0199", "1 (503) 555 0199"),
            ("Tel/Fx: 503-555-0147 / 503-555-0199", "503-555-0199"),
            ("efax-out job 88213 pages=14 dst=15035550199 csid=X", "15035550199"),
        ),
        negatives=(
            "call (503) 555-0147",
            "fax it to the phone company",
            "don't fax me, use 503-555-0147",
            "fax it or call 503-555-0147",
            "her cell is 503-555-0147, fax back soon",
        ),
    ),
    Recognizer(
        name="fax.cued",
        category="fax",
        pattern=rf"(?i:\b(?:tele|e-?)?fax\b|\bfx'?d?\b|\bfac?simi?l\w*|传真|傳真)[^0-9+(\n]{{0,16}}({telephony.LOCAL})",
        score=0.86,
        accepts=faxing.is_local_fax,
        positives=(("fax 06-10446905 after six", "06-10446905"),),
        negatives=("fax 2 pages",),
    ),
    Recognizer(
        name="fax.suffixed",
        category="fax",
        pattern=rf"({telephony.LOCAL}){telephony.EXT}[ ,(-]{{1,2}}(?i:fax)(?:[^:a-zA-Z]|$)",
        score=0.96,
        accepts=faxing.is_local_fax,
        positives=(("089 72 63 41 office / 166-684-7899x12 fax / 06-10446904 mobile", "166-684-7899"),),
        negatives=("in 2024 fax machines",),
    ),
)

FIELDS = (
    Field(
        category="fax",
        keys=("fax", "faxnumber", "faxno", "faxphone", "homefax", "workfax", "facsimile", "传真", "传真号"),
        fits=telephony.fits,
    ),
)
