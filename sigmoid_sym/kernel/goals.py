"""What a claim says, taken apart into the facts that it consists of.

`Goals` asks for them, and leaves to its subclasses where they come from: the kernel looks for them among
those that the steps of a certificate have shown (`conclusion`), the search finds steps that show them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from sigmoid_sym.kernel.conditions import conditions
from sigmoid_sym.kernel.facts import require_between, require_interval
from sigmoid_sym.kernel.kinks import has_kink
from sigmoid_sym.kernel.limits import infinite
from sigmoid_sym.kernel.meaning import Meaning
from sigmoid_sym.kernel.numbers import CertificateError, require
from sigmoid_sym.tree.claim import (
    COUNTERS,
    MIRROR,
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
from sigmoid_sym.tree.substitution import at, put

ZERO = Integer(0)
_NOWHERE: Mapping[str, Expression] = MappingProxyType({})


def turning(f: Expression, x: Symbol, trend: Trend) -> tuple[Expression, Relation]:
    """Return the slope of a function, or the slope's, and how it is related to 0."""
    order = Integer(1 if trend in (Trend.INCREASING, Trend.DECREASING) else 2)
    relation = Relation.GE if trend in (Trend.INCREASING, Trend.CONVEX) else Relation.LE
    return Derivative(f, x, order), relation


@dataclass(slots=True)
class Goals:
    """A claim.

    Attributes:
        ring: where numbers are compared.
    """

    claim: Claim
    ring: Meaning

    def require(self) -> None:
        """Ask for all that the claim says."""
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
                size = self.bound(write(f)) if bound is None else write(bound)
                self.link(write(f), Relation.LE, size)
                self.link(write(f), Relation.GE, Neg(size))
            case Shape(expression=f, variable=x, trend=trend):
                if trend is Trend.MONOTONE:
                    trend = Trend.INCREASING if self.rises(write(f), x) else Trend.DECREASING
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
                self.need(not self.ring.of(write(count) - self.zeros(write(f), x)), "the number of zeros")
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

    def admit(self, name: str, value: Expression, point: Mapping[str, Expression] = _NOWHERE) -> None:
        """A letter may have a value, where other letters have those of a point."""
        for domain in self.stated(name):
            i = domain.interval
            require(not domain.integers or self.ring.constant(value).denominator == 1, "a whole number")
            low, high = (at(self.written(end), point) for end in (i.lower, i.upper))
            require_between(self.ring, value, replace(i, lower=low, upper=high))

    def inhabited(self, domain: Domain) -> None:
        """There is a number in a domain between two numbers; nothing is said of other ends."""
        i = domain.interval
        low, high = self.written(i.lower), self.written(i.upper)
        # What one letter may be would depend on what another one is.
        require(not free_symbols(low) | free_symbols(high), "ends that are numbers")
        finite = [end for end in (low, high) if not infinite(end)]
        for end in finite:
            self.ring.of(end)
        if len(finite) < 2:
            return
        if domain.integers:
            least, last = self.first_whole(i), self.ring.constant(high)
            require(least < last or (least == last and i.upper_closed), "a whole number in the domain")
        size = self.ring.sign(self.ring.of(high - low))
        require(size > 0 or (size == 0 and i.lower_closed and i.upper_closed), "a point in the domain")

    # what is asked of a subclass, which rejects what is not so

    def relation(self, left: Expression, relation: Relation, right: Expression) -> None:
        """The relation holds wherever both sides have a value, and somewhere they have one."""
        raise NotImplementedError

    def valued(self, f: Expression) -> None:
        """A tree has a value at a point of the domains."""
        raise NotImplementedError

    def inner(self, x: Symbol, *trees: Expression) -> Interval:
        """Return where the trees may have values in the domain of x; if that is less, it is shown."""
        raise NotImplementedError

    def ordered(
        self, left: Expression, relation: Relation, right: Expression, x: Symbol, where: Interval
    ) -> None:
        """The relation holds on an interval, by factors: the two sides are not equal everywhere."""
        raise NotImplementedError

    def needed(self, u: Expression, relation: Relation, x: Symbol, where: Interval) -> None:
        """u has the sign that a function needs to have values on an interval."""
        self.ordered(u, relation, ZERO, x, where)

    def regular(self, f: Expression, x: Symbol, where: Interval) -> None:
        """f has a value, and so is analytic, everywhere on an interval."""
        raise NotImplementedError

    def counted(self, f: Expression, x: Symbol, where: Interval) -> int:
        """Return the number of zeros on an interval where f is regular."""
        raise NotImplementedError

    def continuous(self, f: Expression, x: Symbol, where: Interval) -> None:
        """f, which may have kinks, has a value and is continuous everywhere on an interval."""
        raise NotImplementedError

    def shaped(self, f: Expression, x: Symbol, trend: Trend, where: Interval) -> None:
        """f, which has kinks, is increasing, convex, … on an interval."""
        raise NotImplementedError

    def taken(self, f: Expression, x: Symbol, value: Expression) -> bool:
        """Return whether f is that number at a place of the domain that is known."""
        raise NotImplementedError

    def tends(self, f: Expression, x: Symbol, point: Expression, side: str, value: Expression) -> None:
        """f → value, if it has values near the point."""
        raise NotImplementedError

    def need(self, holds: bool, what: str) -> None:
        """What is asked for is so; the facts that speak of it are shown."""
        require(holds, what)

    # what the claim leaves open

    def bound(self, f: Expression) -> Expression:
        """Return a bound of |f|."""
        raise NotImplementedError

    def rises(self, f: Expression, x: Symbol) -> bool:
        """Return whether a monotone function is increasing."""
        raise NotImplementedError

    def approached_at_upper(self, f: Expression, x: Symbol, end: str, value: Expression) -> bool:
        """Return at which end of the domain f comes near the "lower" or "upper" end of its range."""
        raise NotImplementedError

    # links and properties

    def link(self, left: Expression, relation: Relation, right: Expression) -> None:
        """The relation holds; |f| < c says -c < f < c."""
        match left, right:
            case _, Call("abs") if relation in (Relation.GT, Relation.GE):
                self.link(right, MIRROR[relation], left)
            case Call("abs", (f,)), _ if relation in (Relation.LT, Relation.LE):
                self.link(f, relation, right)
                self.link(f, MIRROR[relation], Neg(right))
            case _:
                self.relation(left, relation, right)

    def within(self, f: Expression, interval: Interval) -> None:
        lower, upper = self.written(interval.lower), self.written(interval.upper)
        if infinite(lower) < 0 < infinite(upper):
            self.valued(f)
        if infinite(lower) >= 0:
            self.link(f, Relation.GE if interval.lower_closed else Relation.GT, lower)
        if infinite(upper) <= 0:
            self.link(f, Relation.LE if interval.upper_closed else Relation.LT, upper)

    def analytic(self, f: Expression) -> tuple[Symbol, Interval]:
        """Return the letter of f and the interval where it may have values, all over which it is analytic."""
        x, where = self.placed(f)
        self.regular(f, x, where)
        return x, where

    def unbroken(self, f: Expression) -> tuple[Symbol, Interval]:
        """Return the letter of f and where it may have values, an interval on which it is continuous."""
        x, where = self.placed(f)
        self.continuous(f, x, where)
        return x, where

    def placed(self, f: Expression) -> tuple[Symbol, Interval]:
        """Return the letter of a function of one, and where it may have values."""
        letters = free_symbols(f)
        self.need(len(letters) == 1, "a function of one variable")
        x = Symbol(min(letters))
        return x, self.inner(x, f)

    def zeros(self, f: Expression, x: Symbol) -> int:
        """Return the number of zeros of f, which has a value everywhere."""
        own, where = self.analytic(f)
        self.need(own == x, "a function of the variable")
        return self.counted(f, x, where)

    def attained(self, f: Expression, x: Symbol, value: Expression) -> bool:
        """Return whether f is that number at a known place, or the difference has a zero."""
        if has_kink(f):
            return self.taken(f, x, value)
        return self.zeros(f if value == ZERO else f - value, x) > 0

    def fills(self, f: Expression, interval: Interval) -> None:
        """f, which is continuous, has each closed end for a value and each open end for a limit."""
        x, where = self.analytic(f) if not has_kink(f) else self.unbroken(f)
        for end, closed, name in (
            (interval.lower, interval.lower_closed, "lower"),
            (interval.upper, interval.upper_closed, "upper"),
        ):
            value = self.written(end)
            if closed:
                self.need(self.attained(f, x, value), "the end of the range is a value")
                continue
            at_upper = self.approached_at_upper(f, x, name, value)
            place, side = (where.upper, "-") if at_upper else (where.lower, "+")
            self.tends(f, x, place, "" if infinite(place) else side, value)

    def shape(self, f: Expression, x: Symbol, trend: Trend) -> None:
        """f', or f'', of an analytic function has one sign, and is not 0 everywhere."""
        self.need(free_symbols(f) == {x.name}, "a function of the variable alone")
        where = self.inner(x, f)
        if has_kink(f):
            self.shaped(f, x, trend, where)
            return
        self.ordered(*turning(f, x, trend), ZERO, x, where)
        self.regular(f, x, where)

    def extremum(
        self, f: Expression, x: Symbol, relation: Relation, value: Expression | None, at: Expression | None
    ) -> None:
        """The value is taken, at the place if one is said, and no other is beyond it."""
        extreme = None if value is None else self.written(value)
        if at is not None:
            place = self.written(at)
            require_between(self.ring, place, self.domain(x))
            there = At(f, x, place)
            extreme = extreme or there
            self.link(there, Relation.EQ, extreme)
            self.link(f, relation, extreme)
            return
        if extreme is None:
            raise CertificateError("an extremum of which neither the value nor the place is said")
        self.link(f, relation, extreme)
        self.need(self.attained(f, x, extreme), "the extreme value is taken")

    def limit(self, f: Expression, x: Symbol, point: Expression, value: Expression, side: str) -> None:
        """f has values next to the point, and tends there as the claim says."""
        where = self.inner(x, f)
        for u, relation in conditions(f):
            if relation is Relation.GT:
                self.needed(u, relation, x, where)
        self.tends(f, x, point, self.approached(where, point, side), value)

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
        return self.first_whole(first)

    def first_whole(self, i: Interval) -> int:
        """Return the least whole number of an interval with a lower end."""
        lower = self.ring.constant(self.written(i.lower))
        return math.ceil(lower) if i.lower_closed else math.floor(lower) + 1
