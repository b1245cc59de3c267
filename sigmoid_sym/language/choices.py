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
        taken: what was decided, by what it was about.
        offered: how many options there were.
    """

    taken: dict[Hashable, int] = field(default_factory=dict)
    offered: dict[Hashable, int] = field(default_factory=dict)

    def among(self, about: Hashable, *options: Callable[[], T]) -> T:
        """Return one of the options, the first if nothing has been decided about this."""
        self.offered.setdefault(about, len(options))
        return options[self.taken.setdefault(about, 0)]()


def all_readings(read: Callable[[Choices], T], text: str) -> list[T]:
    """Return what `read` returns for every combination of decisions, without repetitions.

    A combination that cannot be read is no reading.

    Raises:
        ParseError: no combination can be read (the error of the first), or there are too many.

    >>> all_readings(lambda choices: choices.among("a", lambda: 1, lambda: 2), "")
    [1, 2]
    """
    found: list[T] = []
    first_error: ParseError | None = None
    pending: list[dict[Hashable, int]] = [{}]
    tried = 0
    while pending:
        fixed = pending.pop(0)
        choices = Choices(dict(fixed))
        tried += 1
        if tried > MOST_READINGS:
            raise ParseError(f"the text can be read in more than {MOST_READINGS} ways", text, 0)
        try:
            reading = read(choices)
            if reading not in found:
                found.append(reading)
        except ParseError as error:
            first_error = first_error or error
        earlier = dict(fixed)
        for about, count in choices.offered.items():
            if about not in fixed:
                pending += [{**earlier, about: option} for option in range(1, count)]
                earlier[about] = 0
    if not found and first_error:
        raise first_error
    return found
