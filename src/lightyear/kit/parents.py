"""Children that end with their parent, even when the parent is killed with -9."""

import ctypes
import functools
import os
import sys
from collections.abc import Callable
from signal import SIGKILL

PR_SET_PDEATHSIG = 1  # linux/prctl.h

# Loaded here, before any fork: a child of a threaded parent must not take the loader's lock.
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def preexec(signal: int = SIGKILL) -> Callable[[], None]:
    """For subprocess's `preexec_fn`: the child gets this signal when the thread that starts it ends.

    Make it in the process that starts the child. The kernel watches the starting thread, not the process:
    start children from a thread that outlives them. A change of user clears the wish, so that has to come
    first, which is subprocess's own order.
    """
    return functools.partial(die_with_parent, signal, parent=os.getpid())


def die_with_parent(signal: int = SIGKILL, *, parent: int | None = None) -> None:
    """Ask the kernel to send this process a signal when its parent ends; does nothing off Linux.

    `parent` is the process id that the caller knows as its parent; when that one is gone already, this
    process exits at once, because no signal would come any more. Source: prctl(2), PR_SET_PDEATHSIG.
    """
    expected = os.getppid() if parent is None else parent
    if _libc is None:
        return
    if _libc.prctl(PR_SET_PDEATHSIG, int(signal), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG) was refused")
    if os.getppid() != expected:
        os._exit(128 + signal)
