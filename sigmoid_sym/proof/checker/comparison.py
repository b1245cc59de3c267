"""Constants compared: by enclosures until they part, or equal exactly."""

from __future__ import annotations

from fractions import Fraction

from sigmoid_sym.language.expression import Constant, Decimal, Expression, Integer, Mul, Neg, Pow
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
