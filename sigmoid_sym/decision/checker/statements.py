"""Statements about trees, and what is said where one is not shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from sigmoid_sym.decision.checker.budget import spend
from sigmoid_sym.kernel.facts import ALLOWED as ALLOWED
from sigmoid_sym.kernel.facts import MIRROR as MIRROR
from sigmoid_sym.kernel.numbers import CertificateError as CertificateError
from sigmoid_sym.tree.claim import (
    Definition,
    Interval,
    Relation,
)
from sigmoid_sym.tree.definitions import Unclear, written_out
from sigmoid_sym.tree.expression import (
    Expression,
    Integer,
    Neg,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """What should hold at every point of the domain."""

    left: Expression
    relation: Relation
    right: Expression


class NotShown(CertificateError):
    """A fact that was not shown.

    Attributes:
        fact: what a counterexample would refute, if one would.
        place: a number at which it fails, if one was found.
    """

    def __init__(
        self, reason: str, fact: Fact | None = None, link: int = 0, place: Fraction | None = None
    ) -> None:
        super().__init__(reason)
        self.fact, self.link, self.place = fact, link, place


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
