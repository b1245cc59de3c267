"""Constants compared: by enclosures until they part, or equal exactly."""

from __future__ import annotations

from fractions import Fraction

from sigmoid_sym.language.claim import Relation
from sigmoid_sym.language.expression import Constant, Decimal, Expression, Integer, Mul, Neg, Pow, tree
from sigmoid_sym.proof.checker.arithmetic import Number, Undefined, ends
from sigmoid_sym.proof.checker.evaluation import Evaluation, Real, Scope, equal

INFINITY = Constant("infinity")
_BITS = (64, 256, 1024)


def infinite(node: Expression) -> int:
    """Return 1 for ∞, -1 for -∞, else 0."""
    return 1 if node == INFINITY else -1 if node == Neg(INFINITY) else 0


def enclosed(node: Expression, scope: Scope, bits: int) -> Number:
    """Return a Fraction, or an Interval that contains the value of a tree without free symbols."""
    return Evaluation(Real(bits)).value(node, scope)


def compare(left: Expression, right: Expression, scope: Scope | None = None) -> int:
    """Return -1, 0 or 1 for left < right, left = right, left > right.

    Raises:
        Undefined: one has no value, or they cannot be told apart.
    """
    scope = scope or Scope()
    if infinite(left) or infinite(right):
        return (infinite(left) > infinite(right)) - (infinite(left) < infinite(right))
    reason: Undefined | None = None
    for bits in _BITS:
        try:
            (a, b), (c, d) = (ends(enclosed(side, scope, bits)) for side in (left, right))
        except Undefined as undefined:
            reason = undefined
            continue
        reason = None
        if b < c:
            return -1
        if d < a:
            return 1
        if a == b == c == d:
            return 0
        if bits == _BITS[0] and _equal(left, right, scope):
            return 0
    raise reason or Undefined("two numbers that cannot be told apart")


def _equal(left: Expression, right: Expression, scope: Scope) -> bool:
    try:
        return equal(left, right, scope)
    except Undefined:
        return False


def printed(node: Expression) -> tuple[Expression, Fraction] | None:
    """Return a number as printed, and the unit of its last digit; None for anything else."""
    match node:
        case Neg(operand) if (inner := printed(operand)) is not None:
            return node, inner[1]
        case Decimal(_, places):
            return node, Fraction(1, 10**places)
        case Integer():
            return node, Fraction(1)
        case Mul((first, Pow(Integer(10), Integer(k)))) if (inner := printed(first)) is not None:
            return node, inner[1] * 10**k
        case Mul((first, Pow(Integer(10), Neg(Integer(k))))) if (inner := printed(first)) is not None:
            return node, inner[1] / 10**k
    return None


def refutes(
    left: Expression, relation: Relation, right: Expression, point: tuple[tuple[str, Expression], ...]
) -> tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]] | None:
    """Return enclosures of both sides at the point if the relation fails there, else None."""
    scope = Scope()
    for name, node in point:
        scope = scope.with_(name, node, Scope())
    try:
        if relation is Relation.APPROX:
            number = printed(right) or printed(left)
            if number is None:
                return None
            half = tree(number[1] / 2)
            holds = compare(left - right, half, scope) <= 0 and compare(right - left, half, scope) <= 0
        else:
            holds = compare(left, right, scope) in _ALLOWED[relation]
        if holds:
            return None
        low, high = (ends(enclosed(side, scope, 64)) for side in (left, right))
    except (Undefined, ArithmeticError, ValueError):
        return None
    return low, high


_ALLOWED = {
    Relation.EQ: (0,),
    Relation.NE: (-1, 1),
    Relation.LT: (-1,),
    Relation.LE: (-1, 0),
    Relation.GT: (1,),
    Relation.GE: (0, 1),
}
