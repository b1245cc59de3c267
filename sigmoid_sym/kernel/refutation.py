"""What refutes a claim: points of its domain where a goal of it fails, or a proved claim that excludes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from sigmoid_sym.kernel.facts import ALLOWED
from sigmoid_sym.kernel.goals import ZERO, Goals, turning
from sigmoid_sym.kernel.limits import infinite
from sigmoid_sym.kernel.meaning import Meaning, TooCoarse
from sigmoid_sym.kernel.numbers import CertificateError, Enclosure, require
from sigmoid_sym.kernel.rules import printed_unit
from sigmoid_sym.tree.claim import (
    COUNTERS,
    Bounded,
    Claim,
    Domain,
    Extremum,
    Interval,
    Limit,
    Membership,
    Range,
    Relation,
    Shape,
    Trend,
    ZeroCount,
)
from sigmoid_sym.tree.expression import Expression, Integer, Neg, Symbol, free_symbols
from sigmoid_sym.tree.substitution import at

Point = Mapping[str, Expression]
_BITS = 64
_MOST = 4  # points
_TRENDS = {Trend.INCREASING: Relation.LE, Trend.DECREASING: Relation.GE}


class _Refuted(Exception):
    """A goal that fails was met."""


def values(
    ring: Meaning, left: Expression, relation: Relation, right: Expression
) -> tuple[Enclosure, Enclosure] | None:
    """Return numbers below and above two numbers between which the relation fails, None where it holds.

    Raises:
        CertificateError: one has no value, or it is not told whether the relation holds.
    """
    difference = ring.difference(left, right)
    if relation is not Relation.APPROX:
        fails = ring.sign(difference) not in ALLOWED[relation]
    elif not difference:
        fails = False
    else:
        # A whole number may be rounded to units; what is more than 1 apart is it in no case.
        unit = None if is_whole(right) else printed_unit(right) or printed_unit(left)
        stated = right if is_whole(right) else left
        require(unit is not None or digits_are_clear(stated), "≈ with a number whose digits are clear")
        room = Integer(1) if unit is None else unit / 2
        fails = any(sign * ring.sign(ring.sum([difference, ring.of(sign * -room)])) > 0 for sign in (1, -1))
        require(fails or unit is not None, "≈ with a whole number that is printed to the unit")
    if not fails:
        return None
    return ring.enclosure(ring.of(left), _BITS), ring.enclosure(ring.of(right), _BITS)


def is_whole(node: Expression) -> bool:
    """Return whether a tree is a whole number as it is printed, with no point and no power of ten."""
    return isinstance(node.operand if isinstance(node, Neg) else node, Integer)


def digits_are_clear(node: Expression) -> bool:
    """Return whether a tree is a whole number that does not end in 0: 1100 may be rounded to hundreds."""
    number = node.operand if isinstance(node, Neg) else node
    return isinstance(number, Integer) and (number.value % 10 != 0 or number.value == 0)


@dataclass(slots=True)
class _Walk(Goals):
    """The goals of a claim, each held against the evidence; what has no relation in it is passed over.

    Attributes:
        fails: whether it is seen that the relation does not hold for all of the domain.
    """

    fails: Callable[[Expression, Relation, Expression], bool]

    def relation(self, left: Expression, relation: Relation, right: Expression) -> None:
        if self.fails(left, relation, right):
            raise _Refuted

    def ordered(
        self, left: Expression, relation: Relation, right: Expression, x: Symbol, where: Interval
    ) -> None:
        self.relation(left, relation, right)

    def inhabited(self, domain: Domain) -> None:
        """Where an end depends on a letter, the point is known to be in the domain."""
        i = domain.interval
        if not free_symbols(self.written(i.lower)) | free_symbols(self.written(i.upper)):
            Goals.inhabited(self, domain)

    def inner(self, x: Symbol, *trees: Expression) -> Interval:
        return self.domain(x)

    def valued(self, f: Expression) -> None:
        """Whether there is a value is no matter here."""

    def regular(self, f: Expression, x: Symbol, where: Interval) -> None:
        """Where there is no value, nothing is claimed."""

    def fills(self, f: Expression, interval: Interval) -> None:
        """That an end is not reached takes another claim."""

    def zeros(self, f: Expression, x: Symbol) -> int:
        return 1

    def taken(self, f: Expression, x: Symbol, value: Expression) -> bool:
        return True

    def shaped(self, f: Expression, x: Symbol, trend: Trend, where: Interval) -> None:
        slope, relation = turning(f, x, trend)
        self.relation(slope, relation, ZERO)  # at a kink it has no value, and nothing fails

    def limit(self, f: Expression, x: Symbol, point: Expression, value: Expression, side: str) -> None:
        """A limit is refuted by another one."""

    def need(self, holds: bool, what: str) -> None:
        """Not looked at: what is asked for beside the relations."""

    def bound(self, f: Expression) -> Expression:
        raise CertificateError("not shown: that there is no bound")

    def rises(self, f: Expression, x: Symbol) -> bool:
        raise CertificateError("not shown: a direction in which it fails")


def _walked(claim: Claim, ring: Meaning, fails: Callable[[Expression, Relation, Expression], bool]) -> bool:
    try:
        _Walk(claim, ring, fails).require()
    except _Refuted:
        return True
    return False


def require_point(claim: Claim, ring: Meaning, point: Point) -> None:
    """Reject a point that is not in the domains of a claim, or not a point."""
    goals = Goals(claim, ring)
    for domain in claim.domains:
        i = domain.interval
        joint = free_symbols(goals.written(i.lower)) | free_symbols(goals.written(i.upper))
        require(not joint or domain.variable.name in point, "a value for each letter")
    for name, value in point.items():
        require(not free_symbols(value), "a number for each letter")
        ring.of(value)
        if name in COUNTERS and not goals.stated(name):
            # Where they begin is not said: from 1 on they are meant in any case.
            require(ring.constant(value).denominator == 1 and ring.constant(value) >= 1, "a number from 1 on")
        goals.admit(name, value, point)


def require_failing(claim: Claim, ring: Meaning, points: list[Point]) -> None:
    """Reject unless the claim fails at a point; “monotone” where it does not rise and does not fall."""
    for point in points:
        require_point(claim, ring, point)
    match claim, points:
        case Shape(trend=Trend.MONOTONE), _:
            rising, falling = (replace(claim, trend=trend) for trend in _TRENDS)
            splits = [(points[:i], points[i:]) for i in range(1, min(len(points), _MOST))]
            both = any(_fails(rising, ring, a) and _fails(falling, ring, b) for a, b in splits)
            require(both, "points where it does not rise, and where it does not fall")
        case Shape(expression=f, variable=x, trend=trend), [before, after] if trend in _TRENDS:
            f = Goals(claim, ring).written(f)
            require({**before, x.name: after.get(x.name)} == after, "two points on one line")
            require(x.name in before and x.name in after, "a value for each letter")
            a, b = before[x.name], after[x.name]
            require(ring.sign(ring.of(b - a)) > 0, "two points in order")
            require(
                values(ring, at(f, before), _TRENDS[trend], at(f, after)) is not None, "values out of order"
            )
        case _, [point]:

            def fails(left: Expression, relation: Relation, right: Expression) -> bool:
                try:
                    return values(ring, at(left, point), relation, at(right, point)) is not None
                except TooCoarse:
                    raise
                except CertificateError:
                    return False  # another goal may fail

            require(_walked(claim, ring, fails), "a goal of the claim that fails at the point")
        case _:
            raise CertificateError("not shown: a point where the claim fails")


def _fails(claim: Claim, ring: Meaning, points: list[Point]) -> bool:
    try:
        require_failing(claim, ring, points)
    except TooCoarse:
        raise
    except CertificateError:
        return False
    return True


def require_excluded(claim: Claim, ring: Meaning, known: Claim) -> None:
    """Reject unless what is known excludes a claim; both are about the same domains and definitions."""
    require((known.domains, known.definitions) == (claim.domains, claim.definitions), "claims of one domain")
    goals = Goals(claim, ring)

    def differ(a: Expression, b: Expression) -> bool:
        a, b = goals.written(a), goals.written(b)
        if infinite(a) or infinite(b):
            return infinite(a) != infinite(b)
        return ring.sign(ring.of(a - b)) != 0

    match known, claim:
        case Limit() as one, Limit(value=value, side=side):
            require(one == replace(claim, value=one.value, side=one.side), "limits of one function")
            require(side in ("", one.side) and differ(one.value, value), "two limits")
        case Limit(expression=f, variable=x, value=value), Bounded(expression=g, bound=None):
            require(
                f == g and free_symbols(goals.written(f)) == {x.name} and bool(infinite(value)), "no bound"
            )
        case ZeroCount() as one, ZeroCount(count=count):
            require(one == replace(claim, count=one.count) and differ(one.count, count), "two counts")
        case Membership(expression=f, interval=i), Extremum(expression=g, value=Expression() as value):
            require(f == g, "values of one function")
            _require_outside(goals, value, i)
        case Membership(expression=f, interval=i), Range(expression=g, interval=j):
            require(f == g, "values of one function")
            _require_end_away(goals, i, j)
        case ZeroCount(expression=f, variable=x, count=count), _:
            require(ring.sign(ring.of(goals.written(count))) > 0, "a zero")
            f = goals.written(f)

            def fails(left: Expression, relation: Relation, right: Expression) -> bool:
                return relation in (Relation.NE, Relation.LT, Relation.GT) and f == left - right

            require(_walked(claim, ring, fails), "a goal that fails where the function is 0")
        case _:
            raise CertificateError("not shown: that the one claim excludes the other")


def _beyond(goals: Goals, value: Expression, end: Expression, sign: int) -> int:
    """Return the sign of value - end, times `sign`; no number is beyond an infinite end."""
    value, end = goals.written(value), goals.written(end)
    if infinite(value) or infinite(end):
        return sign * (infinite(value) - infinite(end))
    return sign * goals.ring.sign(goals.ring.of(value - end))


def _require_outside(goals: Goals, value: Expression, i: Interval) -> None:
    """Reject unless a number is not in an interval."""
    low, high = _beyond(goals, value, i.lower, -1), _beyond(goals, value, i.upper, 1)
    outside = low > 0 or high > 0 or (low == 0 and not i.lower_closed) or (high == 0 and not i.upper_closed)
    require(outside, "a value that is not taken")


def _require_end_away(goals: Goals, i: Interval, j: Interval) -> None:
    """Reject unless values in i do not come near an end of j, or do not reach one that belongs to it."""
    for end, known, sign, closed, known_closed in (
        (j.lower, i.lower, -1, j.lower_closed, i.lower_closed),
        (j.upper, i.upper, 1, j.upper_closed, i.upper_closed),
    ):
        away = _beyond(goals, end, known, sign)
        if away > 0 or (away == 0 and closed and not known_closed):
            return
    raise CertificateError("not shown: an end that is not reached")
