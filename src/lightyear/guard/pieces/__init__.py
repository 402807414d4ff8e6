"""Finds many fixed pieces of text at once, and tells by them what a text may hold.

`Finder(pieces, sides)` takes pieces and, for each, on which sides no ASCII letter, digit or underscore may
touch it (`LEFT`, `RIGHT`, both or none); `RUN` makes of a piece any 16 letters, digits, "+", "/", "_", "-" in
one. Small letters of a piece stand for capitals too, capitals and digits only for themselves, `ANY_DIGIT` for
each digit.

`Gate(finder, marks, count)` knows `count` things with three slots each. `marks` has for each piece the slots
it meets, as `slot * count + thing`; a slot that no piece meets needs nothing.

Both are the compiled ones where they could be built, else their twins in Python, which give the same answers.
"""

import importlib
from typing import Any

from lightyear.guard.pieces import twin

LEFT, RIGHT, RUN = twin.LEFT, twin.RIGHT, twin.RUN
SLOTS = twin.SLOTS
ANY_DIGIT = twin.ANY_DIGIT


def _fastest() -> Any:
    try:
        return importlib.import_module(f"{__name__}.kernel")
    except ImportError:  # no compiler was there at install
        return twin


Finder, Gate = _fastest().Finder, _fastest().Gate
