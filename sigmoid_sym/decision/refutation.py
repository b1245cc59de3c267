"""Evidence that a claim does not hold: a point where it fails, or a proved claim that excludes it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import fields, replace
from fractions import Fraction
from typing import Any

from sigmoid_sym.decision.all_orders import counterexample, refuted_at_some_n
from sigmoid_sym.decision.approximation import fault, unclear
from sigmoid_sym.decision.checker.algebra import Algebra
from sigmoid_sym.decision.checker.limits import infinite, leading
from sigmoid_sym.decision.checker.numbers import Undefined
from sigmoid_sym.decision.checker.statements import Fact, NotShown
from sigmoid_sym.decision.factors import Undecided
from sigmoid_sym.decision.steps import NOT_FOUND
from sigmoid_sym.decision.verdict import Counterexample, Proved, Refuted, proved
from sigmoid_sym.decision.witnesses import Oracle, candidates, needs
from sigmoid_sym.kernel.induction import whole_letters
from sigmoid_sym.language.text import text
from sigmoid_sym.tree.claim import (
    INFINITY,
    Bounded,
    Chain,
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


def refuted(claim: Claim, reason: NotShown) -> Refuted:
    """Return the evidence against a claim that was not shown.

    Raises:
        Undecided: none was found.
    """
    return replace(_refuted(_written(claim), reason), claim=claim)


def _written(claim: Claim) -> Claim:
    """Return the claim without defined names: a letter that has a meaning, or one value, is not free."""
    write = Oracle(claim).examination().written

    def of(value: Any) -> Any:
        match value:
            case Expression():
                return write(value)
            case Interval(lower, upper):
                return replace(value, lower=write(lower), upper=write(upper))
            case Domain(interval=interval):
                return replace(value, interval=of(interval))
            case tuple():
                return tuple(map(of, value))
        return value

    parts = {f.name: of(getattr(claim, f.name)) for f in fields(claim) if f.name != "variable"}
    return replace(claim, **{**parts, "definitions": ()})


def _refuted(claim: Claim, reason: NotShown) -> Refuted:
    match claim:
        case Chain(sides=(left, right)) if whole_letters(left) | whole_letters(right):
            return refuted_at_some_n(claim, refuted)
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
            return _contrary(
                claim, _values_in(claim, claim.expression, interval), "that value is never taken"
            )
        case Bounded():
            return _unbounded(claim)
        case Shape():
            return _across_a_pole(claim, reason)
    raise Undecided(str(reason).removeprefix("not shown: "))


def _points(oracle: Oracle, fact: Fact) -> Iterator[dict[str, Expression]]:
    difference = fact.left - fact.right
    names = sorted(free_symbols(difference))
    if len(names) == 1:
        for point in oracle.points(Symbol(names[0]), difference, *needs(fact.left, fact.right)):
            yield {names[0]: tree(point)}
    else:
        for values in oracle.combinations(names):
            yield {name: tree(value) for name, value in values.items()}


def _at_a_point(claim: Claim, fact: Fact, place: Fraction | None = None) -> Refuted:
    if fact.relation is Relation.APPROX and unclear(fact):
        raise Undecided("a whole number that ends in 0: how many of its digits are meant is not said")
    points = _points(Oracle(claim), fact)
    if place is not None:
        # Where it fails was seen; a simpler place is nicer.
        letter = min(free_symbols(fact.left - fact.right))
        points = itertools.chain(itertools.islice(points, _SIMPLEST), [{letter: tree(place)}])
    for point in points:
        found = counterexample(fact, point)
        if found is not None:
            return Refuted(claim, (found,), remark=fault(fact) if fact.relation is Relation.APPROX else "")
    names = free_symbols(fact.left - fact.right)
    if fact.relation in (Relation.NE, Relation.LT, Relation.GT) and len(names) == 1:
        return _touching(claim, fact, Symbol(min(names)))
    raise Undecided("no point was found that shows how it fails")


def _touching(claim: Claim, fact: Fact, x: Symbol) -> Refuted:
    exam = Oracle(claim).examination()
    count = tree(exam.zeros(fact.left - fact.right, x))
    if count == Integer(0):
        raise Undecided("no point was found that shows how it fails")
    away = ZeroCount(fact.left - fact.right, x, count, domains=claim.domains)
    return _contrary(claim, away, _EQUAL_SOMEWHERE)


def _contrary(claim: Claim, away: Claim, remark: str) -> Refuted:
    found = _proved(away)
    if found is None:
        raise Undecided(f"{remark}: that was not shown")
    return Refuted(claim, contrary=found, remark=remark)


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
    exam = Oracle(claim).examination()
    slope = Derivative(exam.written(claim.expression), claim.variable, Integer(1))
    return exam.sign(At(slope, claim.variable, exam.written(claim.at))) == 0


def _neither_rises_nor_falls(claim: Shape) -> Refuted:
    found: list[Counterexample] = []
    for trend in (Trend.INCREASING, Trend.DECREASING):
        one = replace(claim, trend=trend)
        try:
            proved(one)
        except NotShown as reason:
            found += refuted(one, reason).counterexamples
    return Refuted(claim, tuple(found), remark="it grows at one place and falls at another")


def _across_a_pole(claim: Shape, reason: NotShown) -> Refuted:
    """From one side of a pole to the other a function may fall while its derivative is positive."""
    oracle, x = Oracle(claim), claim.variable
    f = oracle.examination().written(claim.expression)
    places = [v for v in candidates(4) if oracle.admits(x.name, v)]
    relation = {Trend.INCREASING: Relation.LE, Trend.DECREASING: Relation.GE}.get(claim.trend)
    for a, b in itertools.permutations(places if relation else (), 2):
        fact = Fact(put(f, x.name, tree(a)), relation or Relation.LE, put(f, x.name, tree(b)))
        if a < b and (found := counterexample(fact, {})):
            return Refuted(claim, (found,), remark="there is a pole in between")
    raise Undecided(str(reason).removeprefix("not shown: "))


def _actual_limit(claim: Claim, f: Expression, x: Symbol, point: Expression, side: str) -> Limit:
    exam = Oracle(claim).examination()
    order, lead = leading(exam.algebra, exam.algebra.of(exam.written(f)), x, exam.written(point))
    value: Expression
    if order > (0, 0) or not lead:
        value = Integer(0)
    elif order < (0, 0):
        right = point == INFINITY or (side == "+" and not infinite(point))
        if not right and side != "-" and not infinite(point) and order[1] % 2:
            raise Undecided("different limits on both sides")
        sign = exam.algebra.sign(lead) * (-1 if order[1] % 2 and not right else 1)
        value = INFINITY if sign > 0 else Neg(INFINITY)
    elif not infinite(point):
        value = At(exam.written(f), x, exam.written(point))
        if lead.powers == (0,) * len(lead.powers) and not lead.factors:
            value = tree(lead.number)
    else:
        value = tree(lead.number)
    return Limit(f, x, point, value, side, domains=claim.domains, definitions=claim.definitions)


def _other_limit(claim: Limit) -> Refuted:
    exam = Oracle(claim).examination()
    only = exam.approach(claim.variable, exam.written(claim.point), claim.side)
    sides = [only] if only or infinite(claim.point) else ["", "+", "-"]
    for side in sides:
        try:
            actual = _actual_limit(claim, claim.expression, claim.variable, claim.point, side)
        except Undecided:
            continue
        if found := _proved(actual):
            if _proved(replace(actual, value=claim.value)):
                continue
            return Refuted(claim, contrary=found, remark=f"the limit{_FROM[side]} is {text(actual.value)}")
    raise Undecided("a limit that was not found")


def _other_count(claim: ZeroCount) -> Refuted:
    exam = Oracle(claim).examination()
    count = exam.zeros(exam.written(claim.expression), claim.variable)
    remark = f"there {'is' if count == 1 else 'are'} {count} zero{'s' * (count != 1)}"
    return _contrary(claim, replace(claim, count=Integer(count)), remark)


def _end_not_reached(claim: Range) -> Refuted:
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
        if found := _proved(_values_in(claim, claim.expression, away)):
            remark = "an end of the interval is neither a value nor a limit"
            return Refuted(claim, contrary=found, remark=remark)
    raise Undecided("an end of the range that is neither reached nor excluded")


def _between(claim: Range, end: Expression, side: int) -> list[Fraction]:
    """Return rational numbers between the values and an end that they do not come near."""
    if infinite(end):
        return [Fraction(side * 2**k) for k in range(0, 21, 4)]
    try:
        place = Algebra().constant(Oracle(claim).examination().written(end))
    except Undefined:
        return []
    return [place - Fraction(side, 2**k) for k in range(0, 14, 2)]


def _only_variable(f: Expression) -> Symbol:
    names = free_symbols(f)
    if len(names) != 1:
        raise Undecided("a bound of a function of several variables")
    return Symbol(min(names))


def _unbounded(claim: Bounded) -> Refuted:
    exam = Oracle(claim).examination()
    f = exam.written(claim.expression)
    x = _only_variable(f)
    domain = exam.domain(x)
    for point, side in ((domain.lower, "+"), (domain.upper, "-")):
        actual = _actual_limit(claim, f, x, point, "" if infinite(point) else side)
        if infinite(actual.value):
            return _contrary(claim, actual, "the values grow without bound")
    raise Undecided("no bound was found")
