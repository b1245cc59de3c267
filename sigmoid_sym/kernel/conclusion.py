"""What a claim says, in facts: a claim is proved when all of them were shown."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sigmoid_sym.kernel.facts import (
    ALLOWED,
    Fact,
    ForAll,
    Holds,
    Nowhere,
    Regular,
    Tends,
    Valued,
    Zeros,
    implies,
    require_between,
    require_interval,
)
from sigmoid_sym.kernel.induction import whole_letters
from sigmoid_sym.kernel.limits import infinite
from sigmoid_sym.kernel.meaning import Meaning, conditions
from sigmoid_sym.kernel.numbers import CertificateError, require
from sigmoid_sym.tree.claim import (
    COUNTERS,
    REAL_LINE,
    Bounded,
    Chain,
    Claim,
    Domain,
    Extremum,
    Interval,
    Limit,
    Membership,
    Parity,
    Range,
    Relation,
    Shape,
    Symmetry,
    Trend,
    ZeroCount,
)
from sigmoid_sym.tree.definitions import written_out
from sigmoid_sym.tree.expression import (
    At,
    Call,
    Derivative,
    Expression,
    Integer,
    Neg,
    Symbol,
    free_symbols,
)
from sigmoid_sym.tree.substitution import put

_ZERO = Integer(0)
_MIRROR = {
    Relation.LT: Relation.GT,
    Relation.GT: Relation.LT,
    Relation.LE: Relation.GE,
    Relation.GE: Relation.LE,
}


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A claim, and the facts that were shown.

    Attributes:
        facts: what was shown.
        choices: what the claim leaves open: a bound, a direction, the ends at which a range is approached.
        ring: where numbers are compared.
    """

    claim: Claim
    facts: frozenset[Fact]
    choices: Mapping[str, Any]
    ring: Meaning

    def require(self) -> None:
        """Reject unless the facts say all that the claim says."""
        for domain in self.claim.domains:
            self.inhabited(domain)
        for definition in self.claim.definitions:
            body = self.written(definition.body)
            if not free_symbols(body):
                self.ring.of(body)  # a number that a letter stands for
        write = self.written
        match self.claim:
            case Chain(sides=sides, relations=relations):
                require(len(sides) == len(relations) + 1 > 1, "a chain")
                for i, relation in enumerate(relations):
                    self.link(write(sides[i]), relation, write(sides[i + 1]))
            case Membership(expression=f, interval=interval):
                self.within(write(f), interval)
            case Range(expression=f, interval=interval):
                self.within(write(f), interval)
                self.fills(write(f), interval)
            case Bounded(expression=f, bound=bound):
                size = self.choices["bound"] if bound is None else write(bound)
                require(not free_symbols(size) or bound is not None, "a number as a bound")
                self.link(write(f), Relation.LE, size)
                self.link(write(f), Relation.GE, Neg(size))
            case Shape(expression=f, variable=x, trend=trend):
                if trend is Trend.MONOTONE:
                    trend = Trend.INCREASING if self.choices["rises"] else Trend.DECREASING
                self.shape(write(f), x, trend)
            case Parity(expression=f, variable=x, symmetry=symmetry):
                require(self.domain(x) == REAL_LINE, "a function on the whole line")
                other = write(f) if symmetry is Symmetry.EVEN else Neg(write(f))
                self.link(put(write(f), x.name, Neg(x)), Relation.EQ, other)
            case Extremum(expression=f, variable=x, maximum=maximum, value=value, at=at):
                self.extremum(write(f), x, Relation.LE if maximum else Relation.GE, value, at)
            case Limit(expression=f, variable=x, point=point, value=value, side=side):
                self.limit(write(f), x, write(point), write(value), side)
            case ZeroCount(expression=f, variable=x, count=count):
                shown = self.zeros(write(f), x)
                require(not self.ring.of(write(count) - shown), "the number of zeros")
            case _:
                raise CertificateError(f"a claim of the kind {type(self.claim).__name__}")

    def written(self, node: Expression) -> Expression:
        """Return the tree without defined names, and with the point for a letter that is at one point."""
        node = written_out(node, self.claim.definitions)
        for domain in self.claim.domains:
            i = domain.interval
            if i.lower == i.upper and i.lower_closed and i.upper_closed:
                point = written_out(i.lower, self.claim.definitions)
                node = node if free_symbols(point) else put(node, domain.variable.name, point)
        return node

    # domains

    def stated(self, x: str) -> list[Domain]:
        return [domain for domain in self.claim.domains if domain.variable.name == x]

    def domain(self, x: Symbol) -> Interval:
        """Return the interval of a real letter."""
        found = self.stated(x.name)
        require(len(found) <= 1 and not any(d.integers for d in found), f"one interval for {x.name}")
        require(bool(found) or x.name not in COUNTERS, f"{x.name} is a real number")
        i = found[0].interval if found else REAL_LINE
        return replace(i, lower=self.written(i.lower), upper=self.written(i.upper))

    def admit(self, name: str, value: Expression) -> None:
        """A letter may have a value."""
        for domain in self.stated(name):
            i = domain.interval
            require(not domain.integers or self.ring.constant(value).denominator == 1, "a whole number")
            ends = replace(i, lower=self.written(i.lower), upper=self.written(i.upper))
            require_between(self.ring, value, ends)

    def inhabited(self, domain: Domain) -> None:
        """There is a number in a domain between two numbers; nothing is said of other ends."""
        i = domain.interval
        low, high = self.written(i.lower), self.written(i.upper)
        finite = [end for end in (low, high) if not infinite(end) and not free_symbols(end)]
        for end in finite:
            self.ring.of(end)
        if len(finite) < 2:
            return
        if domain.integers:
            first, last = map(self.ring.constant, (low, high))
            least = math.ceil(first) if i.lower_closed else math.floor(first) + 1
            require(least < last or (least == last and i.upper_closed), "a whole number in the domain")
        size = self.ring.sign(self.ring.of(high - low))
        require(size > 0 or (size == 0 and i.lower_closed and i.upper_closed), "a point in the domain")

    # facts

    def inner(self, f: Expression, x: Symbol) -> Interval:
        """Return where f may have values in the domain of x: less than all of it, if that was shown."""
        outer = self.domain(x)
        for fact in self.facts:
            if isinstance(fact, Nowhere) and (fact.trees, fact.x, fact.outer) == ((f,), x.name, outer):
                return fact.inner
        return outer

    def valued(self, *trees: Expression) -> None:
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

    def link(self, left: Expression, relation: Relation, right: Expression) -> None:
        """The relation holds wherever both sides have a value, and somewhere they have one."""
        match left, right:
            case _, Call("abs") if relation in (Relation.GT, Relation.GE):
                self.link(right, _MIRROR[relation], left)
            case Call("abs", (f,)), _ if relation in (Relation.LT, Relation.LE):
                self.link(f, relation, right)
                self.link(f, _MIRROR[relation], Neg(right))
            case _:
                self.holds(left, relation, right)
                if free_symbols(left - right):
                    self.valued(left, right)

    def holds(self, left: Expression, relation: Relation, right: Expression) -> None:
        letters = free_symbols(left - right)
        if relation is Relation.EQ and (whole := whole_letters(left) | whole_letters(right)):
            self.for_all(left, right, whole)
            return
        for fact in self.facts:
            if not isinstance(fact, Holds) or (fact.left, fact.right) != (left, right):
                continue
            if fact.relation is not relation and not (
                fact.relation in ALLOWED and implies(fact.relation, relation)
            ):
                continue
            if fact.where is None:
                return
            x = Symbol(fact.x)
            if letters == {fact.x} and fact.where in (self.domain(x), self.narrowed(left, right, x)):
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

    def least(self, n: str) -> int:
        """Return the smallest whole number for which the claim is made: 0, if it does not say."""
        found = self.stated(n)
        if not found:
            return 0
        require(
            len(found) == 1 and infinite(found[0].interval.upper) > 0, "whole numbers from a first one on"
        )
        first = found[0].interval
        require(not infinite(first.lower), f"a first {n}")
        lower = self.ring.constant(self.written(first.lower))
        return math.ceil(lower) if first.lower_closed else math.floor(lower) + 1

    def narrowed(self, left: Expression, right: Expression, x: Symbol) -> Interval:
        """Return where both sides may have values in the domain of x."""
        outer = self.domain(x)
        for fact in self.facts:
            known = isinstance(fact, Nowhere) and (fact.x, fact.outer) == (x.name, outer)
            if known and isinstance(fact, Nowhere) and set(fact.trees) <= {left, right}:
                return fact.inner
        return outer

    def within(self, f: Expression, interval: Interval) -> None:
        lower, upper = self.written(interval.lower), self.written(interval.upper)
        if infinite(lower) < 0 < infinite(upper):
            self.valued(f)
        if infinite(lower) >= 0:
            self.link(f, Relation.GE if interval.lower_closed else Relation.GT, lower)
        if infinite(upper) <= 0:
            self.link(f, Relation.LE if interval.upper_closed else Relation.LT, upper)

    def regular(self, f: Expression) -> tuple[Symbol, Interval]:
        """Return the letter of f and the interval where it has values, all over which it is analytic."""
        (name,) = free_symbols(f) if len(free_symbols(f)) == 1 else (None,)
        if name is None:
            raise CertificateError("not shown: a function of one variable")
        x = Symbol(name)
        where = self.inner(f, x)
        require(Regular(f, name, where) in self.facts, "a function with a value everywhere")
        return x, where

    def fills(self, f: Expression, interval: Interval) -> None:
        """f, which is continuous, has each closed end for a value and each open end for a limit."""
        x, where = self.regular(f)
        for end, closed, name in (
            (interval.lower, interval.lower_closed, "lower"),
            (interval.upper, interval.upper_closed, "upper"),
        ):
            value = self.written(end)
            if closed:
                require(self.attained(f, x, where, value), "the end of the range is a value")
            else:
                place, side = (where.upper, "-") if self.choices[name] == "upper" else (where.lower, "+")
                fact = Tends(f, x.name, place, "" if infinite(place) else side, value)
                require(fact in self.facts, "the end of the range is a limit")

    def attained(self, f: Expression, x: Symbol, where: Interval, value: Expression) -> bool:
        """Return whether it was shown that f is that number somewhere: zeros of the difference."""
        f = f if value == _ZERO else f - value
        return any(
            isinstance(fact, Zeros) and (fact.f, fact.x, fact.where) == (f, x.name, where) and fact.count > 0
            for fact in self.facts
        )

    def zeros(self, f: Expression, x: Symbol) -> int:
        where = self.inner(f, x)
        for fact in self.facts:
            if isinstance(fact, Zeros) and (fact.f, fact.x, fact.where) == (f, x.name, where):
                return fact.count
        raise CertificateError("not shown: the number of zeros")

    def shape(self, f: Expression, x: Symbol, trend: Trend) -> None:
        """f', or f'', of an analytic function has one sign, and is not 0 everywhere."""
        own, where = self.regular(f)
        require(own == x, "a function of the variable")
        slope = Derivative(f, x, Integer(1 if trend in (Trend.INCREASING, Trend.DECREASING) else 2))
        relation = Relation.GE if trend in (Trend.INCREASING, Trend.CONVEX) else Relation.LE
        sign = [
            fact.relation
            for fact in self.facts
            if isinstance(fact, Holds) and (fact.left, fact.right, fact.where) == (slope, _ZERO, where)
        ]
        # An order on an interval was shown by factors: the slope is not 0 everywhere.
        require(any(implies(known, relation) for known in sign), "the sign of the slope")

    def extremum(
        self, f: Expression, x: Symbol, relation: Relation, value: Expression | None, at: Expression | None
    ) -> None:
        if at is not None:
            place = self.written(at)
            require_between(self.ring, place, self.domain(x))
            there = At(f, x, place)
            extreme = there if value is None else self.written(value)
            self.link(there, Relation.EQ, extreme)
            self.link(f, relation, extreme)
        elif value is not None:
            self.link(f, relation, self.written(value))
            own, where = self.regular(f - self.written(value))
            require(
                own == x and self.attained(f, x, where, self.written(value)), "the extreme value is taken"
            )
        else:
            raise CertificateError("an extremum of which neither the value nor the place is said")

    def limit(self, f: Expression, x: Symbol, point: Expression, value: Expression, side: str) -> None:
        """f has values next to the point, and tends there as the claim says."""
        where = self.inner(f, x)
        for need, relation in conditions(f):
            if relation is Relation.GT:
                positive = [
                    fact
                    for fact in self.facts
                    if isinstance(fact, Holds) and (fact.left, fact.right, fact.where) == (need, _ZERO, where)
                ]
                require(
                    any(fact.relation is Relation.GT for fact in positive), "a function with values there"
                )
        side = self.approached(where, point, side)
        require(Tends(f, x.name, point, side, value) in self.facts, "the limit")

    def approached(self, where: Interval, point: Expression, side: str) -> str:
        """Return the side from which the domain lets x come near a point, "" for both."""
        require_interval(self.ring, where)
        if infinite(point):
            require(point in (where.lower, where.upper) and not side, "a point that can be approached")
            return ""
        require_between(self.ring, point, replace(where, lower_closed=True, upper_closed=True))
        at_low, at_high = (
            not infinite(end) and self.ring.sign(self.ring.of(point - end)) == 0
            for end in (where.lower, where.upper)
        )
        only = "+" if at_low else "-" if at_high else side
        require(side in ("", only), "a side from which the domain is left")
        return only
