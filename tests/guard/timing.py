"""Whether a text of four times the length takes about four times the time, and not sixteen times."""

import time
from collections.abc import Callable


def is_in_proportion(read: Callable[[str], object], piece: str, *, length: int = 8_000) -> bool:
    """Say so of a text of one piece over and over; `length` is that of the shorter one, in code points."""

    def seconds(times: int) -> float:
        text = piece * (times * length // len(piece))
        started = time.process_time()
        read(text)
        return time.process_time() - started

    seconds(1)
    return seconds(4) < 10 * seconds(1) + 0.5
