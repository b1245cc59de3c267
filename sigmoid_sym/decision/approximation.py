"""How far a number as printed is from the true one, in units of its last digit."""

from __future__ import annotations

from sigmoid_sym.decision.checker.algebra import Algebra
from sigmoid_sym.decision.checker.conditions import printed_unit
from sigmoid_sym.decision.checker.statements import Fact
from sigmoid_sym.tree.expression import Expression, Integer


def unclear(fact: Fact) -> bool:
    """Return whether a side is a whole number that ends in 0: which of these zeros are digits is not said.

    >>> from sigmoid_sym.tree.claim import Relation
    >>> unclear(Fact(Integer(8103), Relation.APPROX, Integer(8100)))
    True
    """
    sides = [side for side in (fact.right, fact.left) if printed_unit(side) is not None]
    first = sides[0] if sides else Integer(1)
    return isinstance(first, Integer) and first.value % 10 == 0 and first.value != 0


def fault(fact: Fact) -> str:
    """Return in words how a stated number misses the true one."""
    algebra = Algebra()

    def sign(node: Expression) -> int:
        return algebra.sign(algebra.of(node))

    true, stated = (
        (fact.left, fact.right) if printed_unit(fact.right) is not None else (fact.right, fact.left)
    )
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
