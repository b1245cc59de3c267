"""What must hold for a tree to have a value."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from sigmoid_sym.functions import defined
from sigmoid_sym.kernel.meaning import Meaning
from sigmoid_sym.kernel.numbers import CertificateError
from sigmoid_sym.tree.claim import Relation
from sigmoid_sym.tree.expression import (
    Add,
    At,
    Call,
    Decimal,
    Derivative,
    Div,
    Expression,
    Integer,
    Mul,
    Pow,
    Sum,
    children,
    free_symbols,
)
from sigmoid_sym.tree.substitution import put


def conditions(node: Expression, analytic: bool = False) -> Iterator[tuple[Expression, Relation]]:
    """Yield what is not 0, or positive, exactly where a tree has a value; what is so everywhere is left out.

    A derivative has a value where its function has one, for all functions here are analytic there, but |u|
    where u is 0. There a derivative is taken to have none; with `analytic` |u| itself is.
    """
    match node:
        case Div(_, below) if not _positive(below):
            yield below, Relation.NE
        case Pow(base, exponent) if not isinstance(exponent, Integer) and not _positive(base):
            power = _rational(exponent)
            if power is None or power.denominator > 1 or power < 0:
                yield base, Relation.GT if power is not None and power.denominator > 1 else Relation.NE
        case Call("log" | "sqrt", (u,)) if not _positive(u):
            yield u, Relation.GT
        case Call("abs", (u,)) if analytic and free_symbols(u):
            yield u, Relation.NE
        case At(Derivative(operand) | operand, y, point):
            yield from conditions(point, analytic)
            analytic = analytic or isinstance(node.operand, Derivative)
            yield from conditions(put(operand, y.name, point), analytic)
            return
        case Sum(_, _, lower, upper) if _is_empty(lower, upper):
            return
        case Call("polylog", (_, z)):
            yield 1 - z, Relation.NE
        case Call():
            meant = defined(node)
            if meant is not None:
                yield from conditions(meant, analytic)
        case Derivative():
            analytic = True
    for child in children(node):
        yield from conditions(child, analytic)


def _is_empty(lower: Expression, upper: Expression) -> bool:
    """Return whether there is nothing between the limits of a sum; then its terms need no value."""
    low, high = _rational(lower), _rational(upper)
    return low is not None and high is not None and high < low


def _rational(node: Expression) -> Fraction | None:
    """Return the number that a tree is, None if it is none, or not seen to be one."""
    try:
        return Meaning(1).constant(node)
    except CertificateError:
        return None


def _positive(node: Expression) -> bool:
    """Return whether a tree is seen to be positive wherever it has a value."""
    match node:
        case Integer(n) | Decimal(n):
            return n > 0
        case Add(parts):
            sizes = [part for part in parts if isinstance(part, Call) and part.function == "abs"]
            return len(sizes) < len(parts) and all(part in sizes or _positive(part) for part in parts)
        case Mul(parts):
            return all(map(_positive, parts))
        case Div(above, below):
            return _positive(above) and _positive(below)
        case Pow(base):
            return _positive(base)
        case Call("exp"):
            return True
        case Call():
            meant = defined(node)
            return meant is not None and _positive(meant)
    return False
