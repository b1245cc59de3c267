"""Ctrl-C ends the command at any moment, and says nothing that a person has no use for."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType

INTERRUPTED = 130  # 128 and the number of SIGINT, as a shell has it


def leave(_signal: int, _frame: FrameType | None) -> None:
    """Leave without a word: the handler for a time when nothing is open, while modules are loaded."""
    os._exit(INTERRUPTED)


# What somebody else has set stays, and so does what `nohup` ignores.
_OURS = (signal.default_int_handler, leave)


@contextlib.contextmanager
def handled(handler: Callable[[int, FrameType | None], object] | signal.Handlers) -> Iterator[None]:
    """Have Ctrl-C do this.

    >>> with handled(leave):
    ...     signal.getsignal(signal.SIGINT) is leave
    True
    """
    before = signal.getsignal(signal.SIGINT)
    if before not in _OURS or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def fatal() -> contextlib.AbstractContextManager[None]:
    """Have Ctrl-C end the process wherever it is.

    FLINT, and Python on long integers, hear of no signal before they have finished. Nothing may be open here
    that should be closed: no file that is being written, no other program.
    """
    return handled(signal.SIG_DFL)
