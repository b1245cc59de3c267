"""All readings of a text that has more than one: every combination of the decisions that it leaves open."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeVar

from sigmoid_sym.errors import ParseError

T = TypeVar("T")
MOST_READINGS = 16


@dataclass(slots=True)
class Choices:
    """The decisions of one reading; what is spelt alike is decided alike.

    Attributes:
        taken: whether the first of two ways was taken, by what it was about.
        opened: what nothing had been decided about before.
        unclear: whether what was not read may have a meaning that is not among the ways.
    """

    taken: dict[Hashable, bool] = field(default_factory=dict)
    opened: list[Hashable] = field(default_factory=list)
    unclear: bool = False

    def first(self, about: Hashable) -> bool:
        """Return whether this is read in the first of its two ways."""
        if about not in self.taken:
            self.taken[about] = True
            self.opened.append(about)
        return self.taken[about]


def all_readings(read: Callable[[Choices], T], text: str) -> list[T]:
    """Return what `read` returns for every combination of decisions, without repetitions.

    A combination that cannot be read is no reading, unless what it means is unclear.

    Raises:
        ParseError: no combination can be read (the error of the first), one is unclear, or they are too many.

    >>> all_readings(lambda choices: "product" if choices.first("σ(1-x)") else "call", "")
    ['product', 'call']
    """
    found: list[T] = []
    first_error: ParseError | None = None
    pending: list[dict[Hashable, bool]] = [{}]
    tried = 0
    while pending:
        fixed = pending.pop(0)
        choices = Choices(dict(fixed))
        tried += 1
        try:
            reading = read(choices)
            if reading not in found:
                found.append(reading)
        except ParseError as error:
            if choices.unclear:
                raise
            first_error = first_error or error
        earlier = dict(fixed)
        for about in choices.opened:
            pending.append({**earlier, about: False})
            earlier[about] = True
        if tried + len(pending) > MOST_READINGS:
            raise ParseError(f"the text can be read in more than {MOST_READINGS} ways", text, 0)
    if not found and first_error:
        raise first_error
    return found
