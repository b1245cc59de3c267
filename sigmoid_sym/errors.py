"""The errors that sigmoid-sym raises, and the checks made once at its border."""

from __future__ import annotations

import numbers
import operator
import os
import sys
from fractions import Fraction
from typing import Any


class SigmoidSymError(ValueError):
    """Base of every error of this package; the message says what was given and what is allowed."""


class ArgumentTypeError(SigmoidSymError, TypeError):
    """An argument of the wrong type."""


class ParseError(SigmoidSymError):
    """A text that is not understood; nothing in it has been guessed.

    Attributes:
        reason: why, in one sentence.
        line, column: where, counted from 1.
        excerpt: the line of the text (cut where it is long), and below it a caret at the place.

    >>> print(ParseError("unknown letter q", "σ(q) > 0", 2))
    line 1, column 3: unknown letter q
      σ(q) > 0
        ^
    """

    def __init__(self, reason: str, text: str, position: int) -> None:
        super().__init__(reason, text, position)  # what a copy of it in another process is made from
        position = min(position, len(text))
        start = text.rfind("\n", 0, position) + 1
        self.reason = reason
        self.line = text.count("\n", 0, start) + 1
        self.column = position - start + 1
        # At most 60 characters on either side, and nothing that moves the cursor or turns the line around.
        first = max(start, position - 60)
        end = text.find("\n", position, position + 60)
        line = text[first : end if end >= 0 else position + 60]
        shown_line = "".join(character if character.isprintable() else "�" for character in line)
        self.excerpt = f"{shown_line}\n{' ' * (position - first)}^"

    def __str__(self) -> str:
        indented = "  " + self.excerpt.replace("\n", "\n  ")
        return f"line {self.line}, column {self.column}: {self.reason}\n{indented}"


class DefinitionError(ParseError):
    """A text that only says what a name means: there is nothing in it to check."""


class TooLargeError(SigmoidSymError, MemoryError):
    """A result that could not fit in this machine's memory; the message carries the estimate."""


def shown(value: object) -> str:
    """Return `repr(value)` in one line, cut to a length that fits in a message.

    >>> shown("x" * 100)
    "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"
    """
    if isinstance(value, int) and abs(value) >= 10**40:
        return f"an integer of {value.bit_length()} bits"
    try:
        text = " ".join(repr(value).split())
    except ValueError:  # there is an integer in it that is longer than Python prints
        text = f"a value of type {type(value).__name__}"
    return text if len(text) <= 40 else text[:37] + "…"


def whole_number(name: str, value: object, minimum: int | None = 0) -> int:
    """Return `value` as an int if it is a whole number of at least `minimum`, if there is a minimum.

    Any type with `__index__` will do (int, NumPy and SymPy integers); bool will not.

    Raises:
        ArgumentTypeError: `value` is not of an integer type.
        SigmoidSymError: it is less than `minimum`.

    >>> whole_number("n", 5)
    5
    >>> whole_number("n", 2.5)
    Traceback (most recent call last):
    sigmoid_sym.errors.ArgumentTypeError: n must be a whole number of at least 0, not 2.5
    """
    number = integer(value)
    if number is not None and (minimum is None or number >= minimum):
        return number
    error = ArgumentTypeError if number is None else SigmoidSymError
    least = "" if minimum is None else f" of at least {minimum}"
    raise error(f"{name} must be a whole number{least}, not {shown(value)}")


def integer(value: Any) -> int | None:
    """Return the int that an integer of any library is; None for all else, truth values included.

    >>> integer(True), integer(5), integer(5.0)
    (None, 5, None)
    """
    if isinstance(value, bool) or str(getattr(value, "dtype", "")).endswith("bool"):
        return None  # those of old NumPy and of PyTorch have an `__index__` too
    try:
        return int(operator.index(value))
    except TypeError:
        return None


def python_fraction(value: Fraction) -> int | Fraction:
    """Return the number in Python's own integers.

    A `Fraction` keeps the integers that it is made of: those of NumPy overflow at 64 bits, those of gmpy2
    are written as `mpz(3)`, and python-flint takes neither.

    >>> python_fraction(Fraction(3, 2)), python_fraction(Fraction(4, 2))
    (Fraction(3, 2), 2)
    """
    numerator, denominator = int(value.numerator), int(value.denominator)
    return numerator if denominator == 1 else Fraction(numerator, denominator)


def positive(name: str, value: object) -> float:
    """Return `value` as a float if it is a positive number.

    Raises:
        ArgumentTypeError: `value` is no real number.
        SigmoidSymError: it is not positive.

    >>> positive("timeout", 2)
    2.0
    """
    real: Any = value
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise ArgumentTypeError(f"{name} must be a positive number, not {shown(value)}")
    if not real > 0:
        raise SigmoidSymError(f"{name} must be a positive number, not {shown(value)}")
    # What is beyond every float will do as the greatest.
    return float(real) if real < sys.float_info.max else sys.float_info.max


def require_memory(what: str, needed_bytes: int) -> None:
    """Refuse at once a computation that needs more than half of the physical memory.

    Raises:
        TooLargeError: `needed_bytes` is over that limit.
    """
    limit = _physical_memory() // 2
    if needed_bytes > limit:
        raise TooLargeError(
            f"{what} would take about {_gibibytes(needed_bytes)}, more than the {_gibibytes(limit)} "
            f"(half of this machine's memory) that are allowed; ask for less"
        )


def require_stack(what: str, frames: int) -> None:
    """Refuse at once a computation that needs more of Python's stack than the caller has left.

    Raises:
        SigmoidSymError: fewer than so many frames are left.
    """
    frame, used = sys._getframe(), 0
    while frame.f_back is not None:
        frame, used = frame.f_back, used + 1
    if used + frames > sys.getrecursionlimit():
        raise SigmoidSymError(f"too little of Python's stack is left for {what}")


def _physical_memory() -> int:
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # Windows has no sysconf
        return 8 << 30


def _gibibytes(count: int) -> str:
    return f"{count / 2**30:.3g} GiB" if count < 1 << 1000 else f"2^{count.bit_length() - 31} GiB"
