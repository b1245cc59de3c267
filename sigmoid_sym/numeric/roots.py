"""Simple real zeros: each alone in an interval, by a proof, and enclosed to any precision."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.numeric.balls import working_precision

Function = Callable[[Any], Any]  # a ball around the argument -> a ball around the value

_FIRST_BITS = 64
# A sign that is not found with so many bits, or a piece that is not settled after so many halvings.
_MOST_BITS = 1 << 20
_DEEPEST = 64


@dataclass(slots=True)
class Root:
    """A simple zero of a function, the only one in an interval.

    Attributes:
        function, slope: the function and its derivative.
        lower, upper: the interval, exact numbers; it shrinks as the zero gets known better.
        left: the sign of the function between `lower` and the zero.
    """

    function: Function
    slope: Function
    lower: Any
    upper: Any
    left: int

    def enclosure(self, bits: int) -> Any:
        """Return a ball around the zero, accurate to about so many bits; the zero must not be 0.

        Notes:
            Newton's method on intervals: with X around the zero and m in X, the zero lies in
            m - f(m)/f'(X) by the mean value theorem; where 0 is in f'(X), or little is gained, X is halved.

        >>> from flint import arb
        >>> square = Root(lambda x: x * x - 2, lambda x: 2 * x, arb(1), arb(2), -1)
        >>> print(square.enclosure(64).str(15, radius=False))
        1.41421356237310
        """
        while True:
            with working_precision(bits + 32):
                X = self.lower.union(self.upper)
                accuracy = X.rel_accuracy_bits()
            if accuracy >= bits:
                return X
            with working_precision(max(min(2 * accuracy, bits) + 32, _FIRST_BITS)):
                self._narrow(X)

    def _narrow(self, X: Any) -> None:
        middle, width = X.mid(), X.rad()
        slope = self.slope(X)
        if 0 not in slope:
            step = middle - self.function(middle) / slope
            lower, upper = step.lower(), step.upper()
            self.lower, self.upper = max(self.lower, lower), min(self.upper, upper)
            if upper - lower < width:
                return
            middle = self.lower.union(self.upper).mid()
        if sign(self.function, middle) == self.left:
            self.lower = max(self.lower, middle)
        else:
            self.upper = min(self.upper, middle)


def isolated(
    function: Function, slope: Function, lower: Any, upper: Any, zero_at_lower: bool = False
) -> Iterator[Root]:
    """Yield the zeros between two exact numbers, in increasing order, if all of them are simple.

    Arguments:
        function, slope: as in `Root`.
        lower, upper: the ends; the function is not 0 there, or `zero_at_lower` says that it is.

    Notes:
        A piece on which the enclosure of f excludes 0 has no zero; one on which that of f' does has
        at most one, which the signs at the ends show; others are halved.

    Raises:
        SigmoidSymError: a piece stays undecided, as next to a double zero.
    """
    pieces = [(lower, upper, zero_at_lower, 0)]
    while pieces:
        a, b, zero_at_a, depth = pieces.pop()
        with working_precision(_FIRST_BITS + 2 * depth):
            X = a.union(b)
            if 0 not in function(X):
                continue
            monotone = 0 not in slope(X)
            middle = X.mid()
        if monotone:
            if not zero_at_a and (left := sign(function, a)) != sign(function, b):
                yield Root(function, slope, a, b, left)
        elif depth == _DEEPEST:
            raise SigmoidSymError(f"the zeros next to {middle.str(15, radius=False)} could not be told apart")
        else:
            pieces += [(middle, b, False, depth + 1), (a, middle, zero_at_a, depth + 1)]


def sign(function: Function, x: Any) -> int:
    """Return the sign of a function at an exact number where it is not 0.

    Raises:
        SigmoidSymError: no precision within reach tells it from 0.
    """
    bits = _FIRST_BITS
    while bits <= _MOST_BITS:
        with working_precision(bits):
            value = function(x)
            if 0 not in value:
                return 1 if value > 0 else -1
        bits *= 2
    raise SigmoidSymError(f"{_MOST_BITS} bits do not tell the value at {x.str(15, radius=False)} from 0")
