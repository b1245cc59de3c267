"""What a claim says was shown: each of its goals is among the facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sigmoid_sym.kernel.facts import (
    ALLOWED,
    Continuous,
    Fact,
    ForAll,
    Holds,
    Nowhere,
    Pieced,
    Regular,
    Shaped,
    Tends,
    Valued,
    Zeros,
    implies,
    require_between,
)
from sigmoid_sym.kernel.goals import ZERO, Goals
from sigmoid_sym.kernel.induction import whole_letters
from sigmoid_sym.kernel.joined import is_shown
from sigmoid_sym.kernel.numbers import CertificateError, require
from sigmoid_sym.tree.claim import (
    COUNTERS,
    Interval,
    Relation,
    Trend,
)
from sigmoid_sym.tree.expression import (
    At,
    Expression,
    Symbol,
    free_symbols,
)


@dataclass(slots=True)
class Conclusion(Goals):
    """A claim, and the facts that were shown.

    Attributes:
        facts: what was shown.
        choices: what the claim leaves open: a bound, a direction, the ends at which a range is approached.
    """

    facts: frozenset[Fact]
    choices: Mapping[str, Any]

    def relation(self, left: Expression, relation: Relation, right: Expression) -> None:
        self.holds(left, relation, right)
        if free_symbols(left - right):
            self.have_values(left, right)

    def valued(self, f: Expression) -> None:
        self.have_values(f)

    def have_values(self, *trees: Expression) -> None:
        """All trees have a value at one point of the domains."""
        letters = frozenset().union(*map(free_symbols, trees))
        for fact in self.facts:
            if isinstance(fact, Valued) and set(trees) <= set(fact.trees):
                point = dict(fact.point)
                if letters <= point.keys():
                    for name in letters:
                        self.admit(name, point[name])
                    return
        raise CertificateError("not shown: a point where both sides have a value")

    def holds(self, left: Expression, relation: Relation, right: Expression) -> None:
        letters = free_symbols(left - right)
        if relation is Relation.EQ and (whole := whole_letters(left) | whole_letters(right)):
            self.for_all(left, right, whole)
            return
        for fact in self.facts:
            if not isinstance(fact, Holds | Pieced) or (fact.left, fact.right) != (left, right):
                continue
            if not implies(fact.relation, relation):
                continue
            if fact.where is None:
                return
            x = Symbol(fact.x)
            known = letters == {x.name} or (isinstance(fact, Pieced) and x.name in letters)
            if known and fact.where in (self.domain(x), self.inner(x, left, right)):
                return
        raise CertificateError("not shown: a relation of the claim")

    def for_all(self, left: Expression, right: Expression, whole: frozenset[str]) -> None:
        """The equation was shown for all whole numbers for which it is claimed."""
        must = whole_letters(left, exponents=False) | whole_letters(right, exponents=False)
        for name in whole:
            said = [domain.integers for domain in self.stated(name)]
            require(all(said or [name in COUNTERS or name in must]), f"{name} is a whole number")
        for fact in self.facts:
            if isinstance(fact, ForAll) and (fact.left, fact.right) == (left, right):
                require(whole <= set(fact.letters), "an equation for all whole numbers")
                if fact.least is None or fact.least <= self.least(fact.letters[0]):
                    return
        raise CertificateError("not shown: an equation for all whole numbers")

    def inner(self, x: Symbol, *trees: Expression) -> Interval:
        outer = self.domain(x)
        for fact in self.facts:
            match fact:
                case Nowhere(known, letter, where, inner) if (letter, where) == (x.name, outer):
                    if set(known) <= set(trees):
                        return inner
        return outer

    def ordered(
        self, left: Expression, relation: Relation, right: Expression, x: Symbol, where: Interval
    ) -> None:
        for known in ALLOWED:
            if implies(known, relation) and Holds(left, known, right, x.name, where) in self.facts:
                return
        raise CertificateError("not shown: an order on an interval")

    def regular(self, f: Expression, x: Symbol, where: Interval) -> None:
        require(Regular(f, x.name, where) in self.facts, "a function with a value everywhere")

    def counted(self, f: Expression, x: Symbol, where: Interval) -> int:
        for fact in self.facts:
            if isinstance(fact, Zeros) and (fact.f, fact.x, fact.where) == (f, x.name, where):
                return fact.count
        raise CertificateError("not shown: the number of zeros")

    def needed(self, u: Expression, relation: Relation, x: Symbol, where: Interval) -> None:
        if not is_shown(list(self.facts), u, relation, x.name, where):
            self.ordered(u, relation, ZERO, x, where)

    def continuous(self, f: Expression, x: Symbol, where: Interval) -> None:
        require(Continuous(f, x.name, where) in self.facts, "a function that is continuous")

    def shaped(self, f: Expression, x: Symbol, trend: Trend, where: Interval) -> None:
        strict = [True] if getattr(self.claim, "strict", True) else [True, False]
        known = any(Shaped(f, x.name, where, trend, each) in self.facts for each in strict)
        require(known, "a shape")

    def taken(self, f: Expression, x: Symbol, value: Expression) -> bool:
        for fact in self.facts:
            match fact:
                case Holds(At(g, y, place), Relation.EQ, v) if (g, y, v) == (
                    f,
                    x,
                    value,
                ) and fact.where is None:
                    require_between(self.ring, place, self.domain(x))
                    return True
        return False

    def tends(self, f: Expression, x: Symbol, point: Expression, side: str, value: Expression) -> None:
        require(Tends(f, x.name, point, side, value) in self.facts, "the limit")

    def bound(self, f: Expression) -> Expression:
        size: Expression = self.choices["bound"]
        require(not free_symbols(size), "a number as a bound")
        return size

    def rises(self, f: Expression, x: Symbol) -> bool:
        return bool(self.choices["rises"])

    def approached_at_upper(self, f: Expression, x: Symbol, end: str, value: Expression) -> bool:
        return bool(self.choices[end] == "upper")
