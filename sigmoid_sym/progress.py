"""Progress on stderr when a person watches: one line, which is gone when the work is done.

Nothing else is touched: not stdout, not the cursor, no signal. So it may be ended at any moment.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")

_PATIENCE = 0.5  # seconds for which nobody asks what goes on
_BETWEEN = 0.1  # seconds from one look to the next
_WIDEST = 80


def watched(
    items: Sequence[Item], description: str, least: int = 2, progress: bool | None = None
) -> Iterator[Item]:
    """Yield the items; say how many are done on stderr if it is a terminal and there are at least `least`.

    Arguments:
        progress: True or False says whether to show it, whatever stderr is.

    >>> list(watched([1, 2, 3], "counting"))
    [1, 2, 3]
    """
    if not (is_watched() and len(items) >= least if progress is None else progress):
        yield from items
        return
    with telling(f"{description}: 0 of {len(items)}", at_once=progress is True) as tell:
        for done, item in enumerate(items, 1):
            yield item
            tell(f"{description}: {done} of {len(items)}")


def is_watched() -> bool:
    """Return whether stderr is a terminal."""
    return sys.stderr is not None and not sys.stderr.closed and sys.stderr.isatty()


@contextlib.contextmanager
def telling(text: str, at_once: bool = False) -> Iterator[Callable[[str], None]]:
    """Show a line on stderr while work goes on, once it has taken a while, and take it away at the end.

    Arguments:
        at_once: show it from the start: for work that keeps every other thread from running.

    Yields:
        A function that changes the line.
    """
    told, visible, over = [text], threading.Event(), threading.Event()
    stream, width = sys.stderr, _columns() - 1

    def write(line: str, end: str = "") -> None:
        visible.set()
        with contextlib.suppress(OSError, ValueError):  # a terminal that has gone is no reason to stop
            stream.write(f"\r{line[:width]:{width}}{end}")
            stream.flush()

    def show() -> None:
        while not over.wait(_BETWEEN if visible.is_set() else _PATIENCE):
            write(told[0])

    if at_once:
        write(text)
    thread = threading.Thread(target=show, daemon=True)
    thread.start()
    try:
        yield lambda text: told.__setitem__(0, text)
    finally:
        over.set()
        thread.join()
        if visible.is_set():
            write("", "\r")


def _columns() -> int:
    """Return the width of the terminal that stderr is."""
    try:
        return min(os.get_terminal_size(sys.stderr.fileno()).columns, _WIDEST) or _WIDEST
    except (OSError, ValueError):
        return _WIDEST
