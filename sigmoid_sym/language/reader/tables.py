"""Tables of the white list: from a spelling to the terminal that it is, and what it stands for.

Text → tokens, what `lexicon.py` and `phrases.py` are written with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Entry = tuple[str, Any]
Table = dict[str, Entry]


@dataclass(frozen=True, slots=True)
class Spelling:
    """A function, and how it is written in the text: that tells S(n,k) from σ(n,k)."""

    function: str
    written: str


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


def table(kind: str, spellings: Mapping[Any, str], between: str | None = None) -> Table:
    """Return {spelling: (kind, value)} from {value: spellings}, which blanks separate, or `between`."""
    return {word: (kind, value) for value, several in spellings.items() for word in several.split(between)}


def plain(spellings: Mapping[str, str], between: str | None = None) -> Table:
    """Return {spelling: (kind, None)} from {kind: spellings}, of what has no value."""
    return {word: (kind, None) for kind, several in spellings.items() for word in several.split(between)}
