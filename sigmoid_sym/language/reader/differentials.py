r"""d/dx, dσ/dx, \frac{d^{2}\sigma}{dx^{2}}: the fractions that are none."""

from __future__ import annotations

from sigmoid_sym.language.reader.raw import (
    Bracket,
    Differential,
    Differentiated,
    Differentiation,
    Fraction,
    Head,
    Juxtaposition,
    Mark,
    Misread,
    Name,
    Operator,
    parts_of,
    place,
    undecorated,
)
from sigmoid_sym.tree.expression import Expression, Integer

_ONE = Integer(1)
_OVER = Mark("/")


def with_derivatives(parts: tuple[Expression, ...]) -> tuple[Expression, ...]:
    """Return the parts of a term with each quotient of differentials as one piece.

    Raises:
        Misread: a differential that is in no such quotient.
    """
    found = [_fraction(part) if isinstance(part, Fraction) else part for part in parts]
    while (over := _quotient_of_differentials(found)) is not None:
        starts = [k for k in range(over) if _is_differential(found[k])]
        if not starts:
            raise Misread("a differential dx without its d", place(found[over + 1]))
        start, end = starts[-1], over + 3
        found[start:end] = [_derivative(found[start:over], found[over + 1 : end])]
    for part in found:
        if _is_differential(part):
            raise Misread("the d of no derivative that is understood; write d/dx", place(part))
    return tuple(found)


def _is_differential(part: Expression) -> bool:
    return isinstance(undecorated(part).base, Differential)


def _quotient_of_differentials(parts: list[Expression]) -> int | None:
    """Return the position of the first / before a differential."""
    positions = range(len(parts) - 1)
    return next((k for k in positions if parts[k] == _OVER and _is_differential(parts[k + 1])), None)


def _fraction(fraction: Fraction) -> Expression:
    above, below = parts_of(fraction.numerator), parts_of(fraction.denominator)
    if not _is_differential(below[0]):
        return fraction
    if not _is_differential(above[0]):
        raise Misread("a differential dx without its d", fraction.at)
    return _derivative(list(above), list(below))


def _derivative(above: list[Expression], below: list[Expression]) -> Expression:
    order = undecorated(above[0]).exponent or _ONE
    at = place(above[0])
    if len(below) != 2 or below[0] != Differential() or any(isinstance(part, Mark) for part in above):
        raise Misread("only d/dx, dσ/dx and their powers d²/dx² are understood", at)
    variable = undecorated(below[1])
    if not isinstance(variable.base, Name) or variable.primes:
        raise Misread("a derivative is taken in a letter", at)
    if order != (variable.exponent or _ONE):
        raise Misread("above and below in d²/dx² must be the same order", at)
    operand = tuple(above[1:])
    if not operand:
        return Operator(variable.base, order)
    if len(operand) == 1 and isinstance(operand[0], (Name, Head)):
        return Differentiated(operand[0], variable.base, order)
    whole = Juxtaposition(operand) if len(operand) > 1 else operand[0]
    return Bracket((Differentiation(whole, variable.base, order),), at)
