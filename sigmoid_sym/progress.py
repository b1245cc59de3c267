"""Progress on stderr when a person watches."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def watched(
    items: Sequence[Item], description: str, least: int = 2, progress: bool | None = None
) -> Iterator[Item]:
    """Yield the items; with a bar on stderr if it is a terminal and there are at least `least` of them.

    Arguments:
        progress: True or False says whether to show the bar, whatever stderr is.

    >>> list(watched([1, 2, 3], "counting"))
    [1, 2, 3]
    """
    if progress is None:
        progress = sys.stderr.isatty() and len(items) >= least
    if not progress:
        yield from items
        return
    from rich.console import Console  # only for a person who watches
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=console.is_terminal) as bar:
        yield from bar.track(items, description=description)
