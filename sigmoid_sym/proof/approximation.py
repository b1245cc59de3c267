"""≈ judged as printed: by half a unit of the last digit."""

from __future__ import annotations

from fractions import Fraction

from sigmoid_sym.language.claim import Relation
from sigmoid_sym.language.expression import Decimal, Expression, Integer, Mul, Neg, Pow, free_symbols, tree
from sigmoid_sym.proof.line import Undecided
from sigmoid_sym.proof.statements import Broken, Frame, Witnesses, counterexample, number_sign
from sigmoid_sym.proof.verdict import step


def approximate(left: Expression, right: Expression, frame: Frame) -> Witnesses:
    """|left - right| is at most half a unit of the last digit printed."""
    unit = _unit(right) or _unit(left)
    if unit is None:
        raise Undecided("≈ is judged only where one side is a number in digits")
    if free_symbols(left) | free_symbols(right):
        raise Undecided("≈ between functions: how near they should be is not said")
    gap = left - right if number_sign(left - right) >= 0 else right - left
    if number_sign(unit / 2 - gap) >= 0:
        frame.steps.append(
            step("The error is at most half a unit of the last digit:", left, Relation.APPROX, right)
        )
        return []
    found = counterexample(left, Relation.APPROX, right, {})
    whole = next((n for n in (_printed(right), _printed(left)) if isinstance(n, Integer)), None)
    if found is None or (whole is not None and whole.value % 10 == 0 and whole.value):
        # Which of the last zeros of 8100 are meant as digits is not said.
        raise Undecided("a whole number that ends in 0: how many of its digits are meant is not said")
    raise Broken(found, remark=_fault(left, right, gap, unit))


def _fault(left: Expression, right: Expression, gap: Expression, unit: Expression) -> str:
    if number_sign(unit - gap) > 0:
        true, stated = (left, right) if _unit(right) is not None else (right, left)
        smaller = number_sign(true - stated) * number_sign(true) > 0
        return "truncated, not rounded" if smaller else "rounded away from the true value, in the last digit"
    units = 1
    while number_sign(unit * (units * 2) - gap) < 0 and units < 1 << 60:
        units *= 2
    low, high = units, units * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if number_sign(unit * middle - gap) >= 0 else (middle, high)
    return f"the error is between {low} and {high} units of the last digit"


def _printed(node: Expression) -> Expression | None:
    """Return the digits in a number as printed, or None."""
    match node:
        case Neg(operand):
            return _printed(operand)
        case Decimal() | Integer():
            return node
        case Mul((first, Pow(Integer(10), Integer() | Neg(Integer())))):
            return _printed(first)
        case _:
            return None


def _unit(node: Expression) -> Expression | None:
    match node:
        case Neg(operand):
            return _unit(operand)
        case Decimal(_, places):
            return tree(Fraction(1, 10**places))
        case Integer():
            return tree(1)
        case Mul((first, Pow(Integer(10), Integer() | Neg(Integer())) as power)):
            inner = _unit(first)
            return None if inner is None else inner * power
        case _:
            return None
