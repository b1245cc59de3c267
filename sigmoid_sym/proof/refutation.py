"""Evidence that a claim does not hold: a point where it fails, or a proved claim that excludes it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from sigmoid_sym.language.claim import (
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
from sigmoid_sym.language.expression import (
    At,
    Derivative,
    Expression,
    Integer,
    Neg,
    Symbol,
    free_symbols,
    tree,
)
from sigmoid_sym.language.text import text
from sigmoid_sym.proof.approximation import fault, unclear
from sigmoid_sym.proof.checker.algebra import Algebra, put
from sigmoid_sym.proof.checker.facts import CertificateError, Fact, NotShown
from sigmoid_sym.proof.checker.limits import infinite, leading
from sigmoid_sym.proof.checker.recurrence import whole_symbols
from sigmoid_sym.proof.factors import Undecided
from sigmoid_sym.proof.verdict import Counterexample, Proved, Refuted, proved
from sigmoid_sym.proof.witnesses import Oracle, candidates

_TRIED = 8  # numbers n for which an equation is looked at
_TRIED_TWICE = 6  # and n and k


def refuted(claim: Claim, reason: NotShown) -> Refuted:
    """Return the evidence against a claim that was not shown.

    Raises:
        Undecided: none was found.
    """
    match claim:
        case Chain(sides=(left, right)) if whole_symbols(left) | whole_symbols(right):
            return _at_some_n(claim)
        case _ if whole_symbols(getattr(claim, "expression", Integer(0))):
            raise Undecided("a property for all n")
        case Shape(trend=Trend.MONOTONE):
            return _neither_rises_nor_falls(claim)
        case Extremum() if reason.fact and reason.fact.relation is not Relation.EQ and _is_critical(claim):
            raise Undecided("it is no greatest or least value of all, but it may be one near that place")
        case _ if reason.fact is not None:
            return _at_a_point(claim, reason.fact)
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
            return _across_a_pole(claim)
    raise Undecided(str(reason).removeprefix("not shown: "))


def _counterexample(fact: Fact, point: dict[str, Expression]) -> Counterexample | None:
    try:
        return Counterexample(fact.left, fact.relation, fact.right, tuple(sorted(point.items())))
    except CertificateError:
        return None


def _points(oracle: Oracle, difference: Expression) -> Iterator[dict[str, Expression]]:
    names = sorted(free_symbols(difference))
    if len(names) == 1:
        for point in oracle.points(Symbol(names[0]), difference):
            yield {names[0]: tree(point)}
    else:
        for values in oracle.combinations(names):
            yield {name: tree(value) for name, value in values.items()}


def _at_a_point(claim: Claim, fact: Fact) -> Refuted:
    if fact.relation is Relation.APPROX and unclear(fact):
        raise Undecided("a whole number that ends in 0: how many of its digits are meant is not said")
    for point in _points(Oracle(claim), fact.left - fact.right):
        found = _counterexample(fact, point)
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
    return _contrary(claim, away, "both sides are equal at a point that is not rational in e^x")


def _contrary(claim: Claim, away: Claim, remark: str) -> Refuted:
    found = _proved(away)
    if found is None:
        raise Undecided(f"{remark}: that was not shown")
    return Refuted(claim, contrary=found, remark=remark)


def _proved(away: Claim) -> Proved | None:
    try:
        return proved(away)
    except (NotShown, Undecided, ArithmeticError):
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


def _across_a_pole(claim: Shape) -> Refuted:
    """From one side of a pole to the other a function may fall while its derivative is positive."""
    oracle, x = Oracle(claim), claim.variable
    f = oracle.examination().written(claim.expression)
    places = [v for v in candidates(4) if oracle.admits(x.name, v)]
    relation = {Trend.INCREASING: Relation.LE, Trend.DECREASING: Relation.GE}.get(claim.trend)
    for a, b in itertools.permutations(places if relation else (), 2):
        fact = Fact(At(f, x, tree(a)), relation or Relation.LE, At(f, x, tree(b)))
        if a < b and (found := _counterexample(fact, {})):
            return Refuted(claim, (found,), remark="there is a pole in between")
    raise Undecided("a function with a pole in the domain")


def _actual_limit(claim: Claim, f: Expression, x: Symbol, point: Expression, side: str) -> Limit:
    exam = Oracle(claim).examination()
    order, lead = leading(exam.algebra, exam.algebra.of(exam.written(f)), x, exam.written(point))
    value: Expression
    if order > (0, 0) or not lead:
        value = Integer(0)
    elif order < (0, 0):
        right = side == "+" or point == INFINITY
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
    sides = [claim.side] if claim.side or infinite(claim.point) else ["", "+", "-"]
    for side in sides:
        try:
            actual = _actual_limit(claim, claim.expression, claim.variable, claim.point, side)
        except Undecided:
            continue
        if found := _proved(actual):
            if _proved(replace(actual, value=claim.value)):
                continue
            return Refuted(claim, contrary=found, remark=f"the limit is {text(actual.value)}")
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
    except ArithmeticError:
        return []
    return [place - Fraction(side, 2**k) for k in range(0, 14, 2)]


def _unbounded(claim: Bounded) -> Refuted:
    exam = Oracle(claim).examination()
    f = exam.written(claim.expression)
    (name,) = free_symbols(f)
    domain = exam.domain(Symbol(name))
    for point, side in ((domain.lower, "+"), (domain.upper, "-")):
        actual = _actual_limit(claim, f, Symbol(name), point, "" if infinite(point) else side)
        if infinite(actual.value):
            return _contrary(claim, actual, "the values grow without bound")
    raise Undecided("no bound was found")


# equations for all n


def _at_some_n(claim: Chain) -> Refuted:
    """Refute at the smallest n for which both sides have a meaning."""
    (left, right), (relation,) = claim.sides, claim.relations
    whole = sorted(whole_symbols(left) | whole_symbols(right))
    given = [domain for domain in claim.domains if domain.variable.name in whole]
    if relation is not Relation.EQ:
        raise Undecided("an inequality for all n")
    if len(whole) > 2:
        raise Undecided(f"an equation for all {', '.join(whole)}: more than two symbols for whole numbers")
    if any(not infinite(domain.interval.upper) for domain in given):
        raise Undecided("an equation for finitely many n, which are not counted out")
    failures, tried = [], 0
    for values in _numbers(claim, whole):
        try:
            proved(_instantiated(claim, values))
        except NotShown as reason:
            failures.append((values, reason))
            if len(whole) == 2 or len(failures) > 1 or values[whole[0]] > 0 or given:
                break
        except (Undecided, ArithmeticError):
            continue  # a side has no meaning for these numbers
        else:
            tried += 1
    if failures and (given or len(whole) == 2 or len(failures) > 1 or failures[0][0][whole[0]] > 0):
        return _general(claim, *failures[0])
    if not tried:
        raise Undecided("both sides have a meaning for none of the numbers tried")
    if failures:
        raise Undecided(
            f"it fails for {whole[0]} = 0 and was checked for larger numbers; "
            f"the claim does not say where {whole[0]} begins"
        )
    raise Undecided(
        f"checked for {' and '.join(whole)} ≤ {_TRIED if len(whole) == 1 else _TRIED_TWICE}, not proved"
    )


def _numbers(claim: Chain, whole: list[str]) -> Iterator[dict[str, int]]:
    first = {name: Oracle(claim).examination().least(name) for name in whole}
    if len(whole) == 1:
        yield from ({whole[0]: m} for m in range(first[whole[0]], first[whole[0]] + _TRIED))
        return
    a, b = whole
    square = [(i, j) for i in range(_TRIED_TWICE) for j in range(_TRIED_TWICE)]
    for i, j in sorted(square, key=lambda pair: (sum(pair), pair)):
        yield {a: first[a] + i, b: first[b] + j}


def _instantiated(claim: Chain, values: dict[str, int]) -> Chain:
    sides = claim.sides
    for name, value in values.items():
        sides = tuple(put(side, name, tree(value)) for side in sides)
    others: tuple[Domain, ...] = tuple(d for d in claim.domains if d.variable.name not in values)
    return replace(claim, sides=sides, domains=others)


def _general(claim: Chain, values: dict[str, int], reason: NotShown) -> Refuted:
    """Return the counterexample for one n as one for the claim."""
    special = refuted(_instantiated(claim, values), reason)
    numbers = {name: tree(value) for name, value in values.items()}
    fact = Fact(claim.sides[0], claim.relations[0], claim.sides[1])
    found = [_counterexample(fact, {**dict(c.point), **numbers}) or c for c in special.counterexamples]
    return replace(special, claim=claim, counterexamples=tuple(found))
