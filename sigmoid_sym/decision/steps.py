"""The search for the proof of a claim: the facts that it consists of, one after the other."""

from __future__ import annotations

import contextlib
from fractions import Fraction
from typing import Any

from sigmoid_sym.decision.checker.clarity import require_clear
from sigmoid_sym.decision.checker.statements import NotShown
from sigmoid_sym.decision.factoring import Factors, in_ring
from sigmoid_sym.decision.factors import Undecided
from sigmoid_sym.decision.facts import Search
from sigmoid_sym.kernel.extent import require_moderate
from sigmoid_sym.kernel.facts import (
    Tends,
    Zeros,
)
from sigmoid_sym.kernel.limits import infinite, require_limit
from sigmoid_sym.kernel.meaning import Meaning, TooCoarse, conditions
from sigmoid_sym.kernel.numbers import CertificateError
from sigmoid_sym.tree.claim import (
    Bounded,
    Claim,
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
from sigmoid_sym.tree.claim import (
    Chain as ChainOfSides,
)
from sigmoid_sym.tree.data import to_data
from sigmoid_sym.tree.expression import (
    At,
    Derivative,
    Expression,
    Integer,
    Neg,
    Symbol,
    free_symbols,
    tree,
)
from sigmoid_sym.tree.substitution import put

_ZERO = Integer(0)
_LARGEST_Q = 60
_MIRROR = {
    Relation.LT: Relation.GT,
    Relation.GT: Relation.LT,
    Relation.LE: Relation.GE,
    Relation.GE: Relation.LE,
}
_SIGNS = {
    Relation.NE: {-1, 1},
    Relation.LT: {-1},
    Relation.LE: {-1},
    Relation.GT: {1},
    Relation.GE: {1},
}


def certificate(claim: Claim) -> dict[str, Any]:
    """Return the certificate of a claim.

    Raises:
        NotShown, Undecided, CertificateError: none was found.
    """
    return found(claim).certificate()


def found(claim: Claim) -> Proof:
    """Return the search for the steps of a claim, at its end.

    Raises:
        NotShown, Undecided, CertificateError: they were not found.
    """
    require_moderate(claim)
    require_clear(claim)
    search = Proof(claim)
    search.run()
    return search


class Proof(Search):
    """The search for the facts that a claim consists of; see `kernel.conclusion`."""

    __slots__ = ()

    def run(self) -> None:
        """Find the steps for all that the claim says; see `Conclusion.require`."""
        write = self.said.written
        match self.claim:
            case ChainOfSides(sides=sides, relations=relations):
                for i, relation in enumerate(relations):
                    self.link(write(sides[i]), relation, write(sides[i + 1]))
            case Membership(expression=f, interval=interval):
                self.within(write(f), interval)
            case Range(expression=f, interval=interval):
                self.within(write(f), interval)
                self.fills(write(f), interval)
            case Bounded(expression=f, bound=bound):
                size = write(bound) if bound is not None else tree(Fraction(self.oracle.bound(write(f))))
                if bound is None:
                    self.bound, self.choices["bound"] = size, to_data(size)
                self.link(write(f), Relation.LE, size)
                self.link(write(f), Relation.GE, Neg(size))
            case Shape(expression=f, variable=x, trend=trend):
                if trend is Trend.MONOTONE:
                    rises = self.oracle.direction(write(f)) == "increasing"
                    self.choices["rises"] = rises
                    trend = Trend.INCREASING if rises else Trend.DECREASING
                self.shape(write(f), x, trend)
            case Parity(expression=f, variable=x, symmetry=symmetry):
                other = write(f) if symmetry is Symmetry.EVEN else Neg(write(f))
                self.link(put(write(f), x.name, Neg(x)), Relation.EQ, other)
            case Extremum(expression=f, variable=x, maximum=maximum, value=value, at=at):
                self.extremum(write(f), x, Relation.LE if maximum else Relation.GE, value, at)
            case Limit(expression=f, variable=x, point=point, value=value, side=side):
                self.limit(write(f), x, write(point), write(value), side)
            case ZeroCount(expression=f, variable=x, count=count):
                shown, wanted = self.zeros(write(f), x), write(count)
                _, difference = in_ring(lambda ring: ring.of(wanted - shown))
                if difference:
                    raise NotShown("not shown: the number of zeros")
            case _:
                raise Undecided(f"a claim of the kind {type(self.claim).__name__}")

    def within(self, f: Expression, interval: Interval) -> None:
        lower, upper = self.said.written(interval.lower), self.said.written(interval.upper)
        if infinite(lower) < 0 < infinite(upper):
            point = {name: tree(Fraction(v)) for name, v in self.oracle.point(f, f).items()}
            self.valued((f,), point)
        if infinite(lower) >= 0:
            self.link(f, Relation.GE if interval.lower_closed else Relation.GT, lower)
        if infinite(upper) <= 0:
            self.link(f, Relation.LE if interval.upper_closed else Relation.LT, upper)

    def fills(self, f: Expression, interval: Interval) -> None:
        x, where = self.regular(f)
        ends = (
            (interval.lower, interval.lower_closed, "lower"),
            (interval.upper, interval.upper_closed, "upper"),
        )
        for end, closed, name in ends:
            value = self.said.written(end)
            if closed:
                if not self.zeros(f if value == _ZERO else f - value, x):
                    raise NotShown("not shown: the end of the range is a value")
                continue
            for side, place in (("lower", where.lower), ("upper", where.upper)):
                with contextlib.suppress(NotShown, Undecided, CertificateError):
                    self.tends(f, x, place, value, "" if infinite(place) else "+" if side == "lower" else "-")
                    self.choices[name] = side
                    break
            else:
                raise NotShown("not shown: the end of the range is a limit")

    def zeros(self, f: Expression, x: Symbol) -> int:
        own, where = self.regular(f)
        if own != x:
            raise NotShown("not shown: a function of the variable")
        ring, value = in_ring(lambda ring: ring.of(f))
        found = Factors.of(ring, value, x, where)
        count = found.zeros()
        self.add(Zeros(f, x.name, where, count), "zeros", f=f, x=x.name, where=where, **found.data())
        return count

    def shape(self, f: Expression, x: Symbol, trend: Trend) -> None:
        slope = Derivative(f, x, Integer(1 if trend in (Trend.INCREASING, Trend.DECREASING) else 2))
        relation = Relation.GE if trend in (Trend.INCREASING, Trend.CONVEX) else Relation.LE
        if free_symbols(f) != {x.name}:
            raise Undecided("a function of the variable alone")
        where = self.narrowed(x, f)
        self.ordered(slope, relation, _ZERO, x, where)
        self.regular(f)

    def extremum(
        self, f: Expression, x: Symbol, relation: Relation, value: Expression | None, at: Expression | None
    ) -> None:
        if at is not None:
            there = At(f, x, self.said.written(at))
            extreme = there if value is None else self.said.written(value)
            self.link(there, Relation.EQ, extreme)
            self.link(f, relation, extreme)
        elif value is not None:
            value = self.said.written(value)
            self.link(f, relation, value)
            self.regular(f - value)
            if not self.zeros(f if value == _ZERO else f - value, x):
                raise NotShown("not shown: the extreme value is taken")
        else:
            raise NotShown("an extremum of which neither the value nor the place is said")

    def limit(self, f: Expression, x: Symbol, point: Expression, value: Expression, side: str) -> None:
        where = self.narrowed(x, f) if x.name in free_symbols(f) else self.said.domain(x)
        for need, relation in conditions(f):
            if relation is Relation.GT:
                with self.aside():
                    self.ordered(need, relation, _ZERO, x, where)
        self.tends(f, x, point, value, self.said.approached(where, point, side))

    def tends(self, f: Expression, x: Symbol, point: Expression, value: Expression, side: str) -> None:
        def compute(ring: Meaning) -> None:
            try:
                require_limit(ring, f, x.name, point, side, value)
            except TooCoarse:
                raise
            except CertificateError as error:
                raise NotShown(str(error)) from None

        ring, _ = in_ring(compute)
        self.add(
            Tends(f, x.name, point, side, value),
            "limit",
            f=f,
            x=x.name,
            point=point,
            side=side,
            value=value,
            q=ring.q,
        )
