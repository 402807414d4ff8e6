"""Labels: what records, systems and kinds of data are called. They pass no gate, so they tell of nobody."""

from lightyear.guard import tagging
from lightyear.guard.scan import scan

REFERENCE = r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}"
"""The form of an identifier in somebody's records."""

SEPARATORS = str.maketrans("._:/-", "     ")


def categories(label: str) -> set[str]:
    """What the guard finds in a label, as it is and with its parts as words.

    Names that only their surroundings would tell are let pass: a label has none.
    """
    texts = (label, label.translate(SEPARATORS))
    return {found.category for text in texts for found in scan(text) if found.detector != tagging.DETECTOR}
