"""How far a number as printed is from the true one, in units of its last digit."""

from __future__ import annotations

from sigmoid_sym.decision.reasons import Wanted
from sigmoid_sym.decision.ring import sign
from sigmoid_sym.kernel.refutation import digits_are_clear, is_whole
from sigmoid_sym.kernel.rules import printed_unit
from sigmoid_sym.tree.expression import Expression, Integer


def _stated(fact: Wanted) -> Expression | None:
    """Return the side that is a number as printed."""
    for side in (fact.right, fact.left):
        if is_whole(side) or printed_unit(side) is not None:
            return side
    return None


def unclear(fact: Wanted) -> bool:
    """Return whether a side is a whole number that ends in 0: which of these zeros are digits is not said.

    >>> from sigmoid_sym.tree.claim import Relation
    >>> unclear(Wanted(Integer(8103), Relation.APPROX, Integer(8100)))
    True
    """
    stated = _stated(fact)
    return stated is not None and is_whole(stated) and not digits_are_clear(stated)


def fault(fact: Wanted) -> str:
    """Return in words how a stated number misses the true one."""
    stated = _stated(fact)
    if stated is None or is_whole(stated):
        return "the two sides are more than 1 apart"
    true = fact.left if stated is fact.right else fact.right
    unit = printed_unit(stated) or Integer(1)
    gap = true - stated if sign(true - stated) > 0 else stated - true
    if sign(unit - gap) > 0:
        smaller = sign(true - stated) * sign(true) > 0
        return "truncated, not rounded" if smaller else "rounded away from the true value, in the last digit"
    units = 1
    while sign(unit * (units * 2) - gap) < 0 and units < 1 << 60:
        units *= 2
    low, high = units, units * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if sign(unit * middle - gap) >= 0 else (middle, high)
    return f"the error is between {low} and {high} units of the last digit"
