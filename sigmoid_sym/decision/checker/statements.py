"""Statements about trees, and what is said where one is not shown."""

from __future__ import annotations

from dataclasses import replace

from sigmoid_sym.decision.budget import spend
from sigmoid_sym.decision.reasons import NotShown as NotShown
from sigmoid_sym.decision.reasons import Wanted
from sigmoid_sym.kernel.facts import ALLOWED as ALLOWED
from sigmoid_sym.kernel.facts import MIRROR as MIRROR
from sigmoid_sym.tree.claim import (
    Definition,
    Interval,
)
from sigmoid_sym.tree.definitions import Unclear, written_out
from sigmoid_sym.tree.expression import (
    Expression,
    Integer,
    Neg,
)


def require(holds: bool, what: str, fact: Fact | None = None) -> None:
    if not holds:
        raise NotShown(f"not shown: {what}", fact)


def expanded(node: Expression, definitions: tuple[Definition, ...]) -> Expression:
    """Return the tree with the meanings of the defined names written out."""
    try:
        return written_out(node, definitions, spend)
    except Unclear as error:
        raise NotShown(f"not shown: {error}") from None


def cut(i: Interval, end: Expression, upper: bool, closed: bool) -> Interval:
    """Return the interval up to an end, or from it on."""
    if upper:
        return replace(i, upper=end, upper_closed=closed)
    return replace(i, lower=end, lower_closed=closed)


def minus(a: Expression, b: Expression) -> Expression:
    """Return a - b as one would write it."""
    if b == Integer(0):
        return a
    if a == Integer(0):
        return Neg(b)
    return a + b.operand if isinstance(b, Neg) else a - b


Fact = Wanted
