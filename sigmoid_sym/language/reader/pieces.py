"""The pieces of a term before they are decided: d/dx put together, and what no author means refused.

Raw terms → meaning in a scope: in come the pieces of a term as they are written, out go those that are
decided, one after the other.
"""

from __future__ import annotations

from itertools import pairwise

from sigmoid_sym.language.reader.raw import (
    Bracket,
    Differential,
    Differentiated,
    Differentiation,
    Evaluation,
    Fraction,
    Head,
    Juxtaposition,
    Mark,
    Misread,
    Name,
    Operator,
    SumSign,
    is_constant,
    parts_of,
    place,
    undecorated,
    walk,
)
from sigmoid_sym.tree.expression import Add, Decimal, Expression, Integer

Parts = tuple[Expression, ...]
MOST_FACTORS = 100
_ONE, _OVER = Integer(1), Mark("/")


def checked_pieces(parts: Parts) -> Parts:
    """Return the pieces of a term with each quotient of differentials as one.

    Raises:
        Misread: they are too many, or stand so that no one means it.
    """
    if len(parts) > MOST_FACTORS:
        raise Misread(f"a product of more than {MOST_FACTORS} factors", place(parts[0]))
    parts = with_derivatives(parts)
    _check_order(parts)
    return parts


def with_derivatives(parts: Parts) -> Parts:
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
    if above[0] == below[0] == Name("delta"):  # δσ/δx
        above, below = (Differential(), *above[1:]), (Differential(), *below[1:])
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


def _names_function(node: Expression) -> bool:
    return any(isinstance(inner, (Head, Differentiation, Operator)) for inner in walk(node))


def _is_point(node: Expression) -> bool:
    """Return whether it is a bracket like (x) or (0), which may say where a function is taken."""
    if not isinstance(node, Bracket) or len(node.items) > 1:
        return False
    return not isinstance(node.items[0], Add)


def _check_order(parts: Parts) -> None:
    """Refuse pieces side by side that no author means as a product.

    Raises:
        Misread: a number after a factor (x 2, 1 000), a mixed number (2½), a bracket that may be the
            place of a value ((1-σ)(0)), or a bar of evaluation where it is not clear how far it reaches.
    """
    for position, (left, right) in enumerate(pairwise(parts), 1):
        marked = undecorated(left)
        # Signs and names of functions take what follows: Σ 2^k, log 2x.
        takes = isinstance(marked.base, (Mark, SumSign, Operator, Head))
        if isinstance(undecorated(right).base, (Integer, Decimal)) and not takes:
            raise Misread("a number beside a factor: a product, a power or a subscript?", place(left))
        is_value = not marked.primes and isinstance(marked.base, (Bracket, Differentiation))
        depends = not is_constant(left) and isinstance(right, Bracket) and is_constant(right)
        if is_value and _is_point(right) and (depends or any(map(_names_function, parts[:position]))):
            raise Misread("a factor, or the place where this is taken? Write ·, or σ'(0)", place(right))
        if isinstance(left, Integer) and isinstance(right, Fraction) and is_constant(right):
            raise Misread("a mixed number or a product? Write + or ·", right.at)
    for position, part in enumerate(parts):
        before = [piece for piece in parts[:position] if not isinstance(piece, (Mark, Evaluation))]
        adjacent = position > 0 and not isinstance(parts[position - 1], Mark)
        named = adjacent and isinstance(undecorated(parts[position - 1]).base, (Head, Name, Differentiated))
        if isinstance(part, Evaluation) and not all(map(is_constant, before[:-1] if named else before)):
            raise Misread("how far does the bar reach? Write brackets", part.variable.at)
