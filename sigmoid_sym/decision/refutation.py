"""Evidence that a claim does not hold: a point where it fails, or a proved claim that excludes it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from sigmoid_sym.decision.all_orders import refuted_at_some_n
from sigmoid_sym.decision.approximation import fault, unclear
from sigmoid_sym.decision.evidence import Evidence, Point, counterexample
from sigmoid_sym.decision.points import Points, named, needs
from sigmoid_sym.decision.rationals import candidates
from sigmoid_sym.decision.reasons import NOT_FOUND, NotShown, Undecided, Wanted
from sigmoid_sym.decision.ring import Counted, constant, in_ring, sign
from sigmoid_sym.decision.steps import Search, found
from sigmoid_sym.decision.verdict import Proved, proved
from sigmoid_sym.kernel.goals import Goals
from sigmoid_sym.kernel.induction import whole_letters
from sigmoid_sym.kernel.limits import infinite, leading
from sigmoid_sym.kernel.meaning import Meaning
from sigmoid_sym.kernel.numbers import CertificateError
from sigmoid_sym.language.text import text
from sigmoid_sym.tree.claim import (
    INFINITY,
    Bounded,
    Chain,
    Claim,
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

_SIMPLEST = 36  # places that are tried before one that is known to do
_EQUAL_SOMEWHERE = "there are points, with no simple name, where both sides are equal"
_FROM = {"": "", "+": " from the right", "-": " from the left"}


def refuting(claim: Claim, reason: NotShown) -> Evidence:
    """Return the evidence against a claim that was not shown.

    Raises:
        Undecided: none was found.
    """
    match claim:
        case Chain(sides=(left, right)) if whole_letters(left) | whole_letters(right):
            return refuted_at_some_n(claim, refuting)
        case _ if whole_letters(getattr(claim, "expression", Integer(0))):
            raise Undecided("a property for all n")
        case Shape(trend=Trend.MONOTONE):
            return _neither_rises_nor_falls(claim)
        case Extremum() if reason.fact and reason.fact.relation is not Relation.EQ and _is_critical(claim):
            raise Undecided("it is no greatest or least value of all, but it may be one near that place")
        case _ if reason.fact is not None:
            return _at_a_point(claim, reason.fact, reason.place)
        case Limit():
            return _other_limit(claim)
        case ZeroCount():
            return _other_count(claim)
        case Range():
            return _end_not_reached(claim)
        case Extremum(value=Expression() as value):
            interval = Interval(upper=value) if claim.maximum else Interval(lower=value)
            return _contrary(_values_in(claim, claim.expression, interval), "that value is never taken")
        case Bounded():
            return _unbounded(claim)
        case Shape():
            return _across_a_pole(claim, reason)
    raise Undecided(str(reason).removeprefix("not shown: "))


def _written(claim: Claim, node: Expression) -> Expression:
    """Return a tree without defined names: a letter that has a meaning, or one value, is not free."""
    return Goals(claim, Counted(1)).written(node)


def _points(claim: Claim, fact: Wanted) -> Iterator[Point]:
    difference = fact.left - fact.right
    names = sorted(free_symbols(difference))
    if len(names) == 1:
        for value in Points(claim).of(Symbol(names[0]), difference, *needs(fact.left, fact.right)):
            yield {names[0]: value}
    else:
        yield from Points(claim).combinations(names)


def _at_a_point(claim: Claim, fact: Wanted, place: Fraction | None = None) -> Evidence:
    if fact.relation is Relation.APPROX and unclear(fact):
        raise Undecided("a whole number that ends in 0: how many of its digits are meant is not said")
    points = _points(claim, fact)
    if place is not None:
        # Where it fails was seen; a simpler place is nicer.
        letter = min(free_symbols(fact.left - fact.right))
        points = itertools.chain(itertools.islice(points, _SIMPLEST), [{letter: named(place)}])
    for point in points:
        shown = counterexample(fact, point)
        if shown is not None:
            remark = fault(fact) if fact.relation is Relation.APPROX else ""
            return Evidence((point,), (shown,), remark=remark)
    names = free_symbols(fact.left - fact.right)
    if fact.relation in (Relation.NE, Relation.LT, Relation.GT) and len(names) == 1:
        return _touching(claim, fact, Symbol(min(names)))
    raise Undecided("no point was found that shows how it fails")


def _zeros(claim: Claim, f: Expression, x: Symbol) -> int:
    """Return the number of zeros of a function in the domain of a claim."""
    return in_ring(lambda ring: Search(claim, ring).zeros(f, x))[1]


def _touching(claim: Claim, fact: Wanted, x: Symbol) -> Evidence:
    difference = fact.left - fact.right
    count = _zeros(claim, difference, x)
    if count == 0:
        raise Undecided("no point was found that shows how it fails")
    away = ZeroCount(difference, x, tree(count), domains=claim.domains, definitions=claim.definitions)
    return _contrary(away, _EQUAL_SOMEWHERE)


def _contrary(away: Claim, remark: str) -> Evidence:
    known = _proved(away)
    if known is None:
        raise Undecided(f"{remark}: that was not shown")
    return Evidence(contrary=known, remark=remark)


def _proved(away: Claim) -> Proved | None:
    try:
        return proved(away)
    except NOT_FOUND:
        return None


def _values_in(claim: Claim, f: Expression, interval: Interval) -> Membership:
    return Membership(f, interval, domains=claim.domains, definitions=claim.definitions)


def _is_critical(claim: Extremum) -> bool:
    if claim.at is None:
        return False
    slope = Derivative(_written(claim, claim.expression), claim.variable, Integer(1))
    return sign(At(slope, claim.variable, _written(claim, claim.at))) == 0


def _neither_rises_nor_falls(claim: Shape) -> Evidence:
    found_here: list[Evidence] = []
    for trend in (Trend.INCREASING, Trend.DECREASING):
        one = replace(claim, trend=trend)
        try:
            found(one)
        except NotShown as reason:
            found_here.append(refuting(one, reason))
    rising, falling = found_here
    return Evidence(
        rising.points + falling.points,
        rising.counterexamples + falling.counterexamples,
        remark="it grows at one place and falls at another",
    )


def _across_a_pole(claim: Shape, reason: NotShown) -> Evidence:
    """From one side of a pole to the other a function may fall while its derivative is positive."""
    x, f = claim.variable.name, _written(claim, claim.expression)
    places = [v for v in candidates(4) if Points(claim).admits(x, tree(v))]
    relation = {Trend.INCREASING: Relation.LE, Trend.DECREASING: Relation.GE}.get(claim.trend)
    for a, b in itertools.permutations(places if relation else (), 2):
        before, after = {x: tree(a)}, {x: tree(b)}
        fact = Wanted(put(f, x, tree(a)), relation or Relation.LE, put(f, x, tree(b)))
        if a < b and (shown := counterexample(fact, {})):
            return Evidence((before, after), (shown,), remark="there is a pole in between")
    raise Undecided(str(reason).removeprefix("not shown: "))


def _actual_limit(claim: Claim, f: Expression, x: Symbol, point: Expression, side: str) -> Limit:
    """Return what a function tends to, as a claim."""
    f, point = _written(claim, f), _written(claim, point)

    def value(ring: Meaning) -> Expression:
        order, lead = leading(ring, ring.of(f), x.name, point)
        if order > (0, 0) or not lead:
            return Integer(0)
        if order < (0, 0):
            right = point == INFINITY or (side == "+" and not infinite(point))
            if not right and side != "-" and not infinite(point) and order[1] % 2:
                raise Undecided("different limits on both sides")
            up = ring.sign(lead) * (-1 if order[1] % 2 and not right else 1)
            return INFINITY if up > 0 else Neg(INFINITY)
        rational = not any(lead.powers) and not lead.factors
        return tree(lead.scale) if rational or infinite(point) else At(f, x, point)

    _, limit = in_ring(value)
    return Limit(f, x, point, limit, side, domains=claim.domains, definitions=claim.definitions)


def _other_limit(claim: Limit) -> Evidence:
    x, point = claim.variable, _written(claim, claim.point)

    def approached(ring: Meaning) -> str:
        search = Search(claim, ring)
        return search.approached(search.domain(x), point, claim.side)

    _, only = in_ring(approached)
    sides = [only] if only or infinite(point) else ["", "+", "-"]
    reason = Undecided("a limit that was not found")
    for side in sides:
        try:
            actual = _actual_limit(claim, claim.expression, x, claim.point, side)
        except (Undecided, CertificateError) as error:
            reason = Undecided(str(error).removeprefix("not shown: "))
            continue
        # It is said of the function as the claim has it.
        actual = replace(claim, value=actual.value, side=side)
        if known := _proved(actual):
            if _proved(replace(actual, value=claim.value)):
                continue
            return Evidence(contrary=known, remark=f"the limit{_FROM[side]} is {text(actual.value)}")
    raise reason


def _other_count(claim: ZeroCount) -> Evidence:
    count = _zeros(claim, _written(claim, claim.expression), claim.variable)
    remark = f"there {'is' if count == 1 else 'are'} {count} zero{'s' * (count != 1)}"
    return _contrary(replace(claim, count=Integer(count)), remark)


def _end_not_reached(claim: Range) -> Evidence:
    """Refute by values that stay away from an end, or by values that only come near it."""
    interval = claim.interval
    tried: list[Interval] = []
    for end, side, closed in (
        (interval.lower, -1, interval.lower_closed),
        (interval.upper, 1, interval.upper_closed),
    ):
        if closed:
            tried.append(Interval(upper=end) if side > 0 else Interval(lower=end))
        for bound in map(tree, _between(claim, end, side)):
            tried.append(
                Interval(upper=bound, upper_closed=True)
                if side > 0
                else Interval(lower=bound, lower_closed=True)
            )
    for away in tried:
        if known := _proved(_values_in(claim, claim.expression, away)):
            return Evidence(contrary=known, remark="an end of the interval is neither a value nor a limit")
    raise Undecided("an end of the range that is neither reached nor excluded")


def _between(claim: Range, end: Expression, side: int) -> list[Fraction]:
    """Return rational numbers between the values and an end that they do not come near."""
    if infinite(end):
        return [Fraction(side * 2**k) for k in range(0, 21, 4)]
    try:
        place = constant(_written(claim, end))
    except CertificateError:
        return []
    return [place - Fraction(side, 2**k) for k in range(0, 14, 2)]


def _unbounded(claim: Bounded) -> Evidence:
    names = free_symbols(_written(claim, claim.expression))
    if len(names) != 1:
        raise Undecided("a bound of a function of several variables")
    x = Symbol(min(names))
    domain = Points(claim).domain(x)
    for point, side in ((domain.lower, "+"), (domain.upper, "-")):
        actual = _actual_limit(claim, claim.expression, x, point, "" if infinite(point) else side)
        if infinite(actual.value):
            return _contrary(replace(actual, expression=claim.expression), "the values grow without bound")
    raise Undecided("no bound was found")
