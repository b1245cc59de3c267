"""Where a claim is made: what its letters range over."""

from __future__ import annotations

from sigmoid_sym.language.reader.application import Decider
from sigmoid_sym.language.reader.lexicon import WHOLE_NUMBERS
from sigmoid_sym.language.reader.raw import Marked, Misread, Name, Place, Within, expressions_in
from sigmoid_sym.tree.claim import (
    COUNTERS,
    INFINITY,
    REAL_LINE,
    Chain,
    Claim,
    Domain,
    Extremum,
    Interval,
    Relation,
)
from sigmoid_sym.tree.expression import (
    Call,
    Derivative,
    Expression,
    Integer,
    Neg,
    Pow,
    Sum,
    Symbol,
    children,
    names,
)

UPWARD = {Relation.LT, Relation.LE}
DOWNWARD = {Relation.GT, Relation.GE}
_CLOSED = {Relation.LE, Relation.GE}
_TURNED = {
    Relation.LT: Relation.GT,
    Relation.LE: Relation.GE,
    Relation.GT: Relation.LT,
    Relation.GE: Relation.LE,
}


def extremum_at(claim: Extremum, marked: Marked, decider: Decider) -> Extremum:
    """Return the extremum at the point that "at x = 0" names."""
    match marked.content:
        case Chain((Name(name), point), (Relation.EQ,)) if Symbol(name) == claim.variable:
            return Extremum(
                claim.expression, claim.variable, claim.maximum, claim.value, decider.expression(point)
            )
        case _:
            reason = f"the point of an extremum is written as in “at {claim.variable.name} = 0”"
            raise Misread(reason, marked.at)


def interval_of(interval: Interval, decider: Decider) -> Interval:
    """Return an interval with its ends decided."""
    ends = decider.expression(interval.lower), decider.expression(interval.upper)
    return Interval(*ends, interval.lower_closed, interval.upper_closed)


def domain_of(marked: Marked, claim: Claim, decider: Decider) -> list[Domain]:
    """Return the domain that "for x > 0" or "on (0, 1)" names; none if it is all of ℝ.

    Raises:
        Misread: it names none that is understood.
    """
    if isinstance(marked.content, Place):
        interval, integers = interval_of(marked.content.interval, decider), marked.content.numbers == "Z"
        return _unless_all(
            _spoken_of(Domain(decider.scope.variable(), interval, integers), claim, decider, marked)
        )
    name, interval = _named(marked, decider)
    variable = decider.letter(name)
    if marked.sign is not None:
        if interval != REAL_LINE:
            raise Misread("two domains for one letter; write one, as in 0 < x < 1", marked.at)
        interval = _half_line(Integer(0), marked.sign, marked)
    if variable.name in names(interval.lower) | names(interval.upper):
        raise Misread("a domain with its own letter in it", marked.at)
    within = marked.content
    numbers = marked.numbers or (within.place.numbers if isinstance(within, Within) else "")
    may_count = variable.name in WHOLE_NUMBERS | _counted(claim)
    if not numbers and interval == REAL_LINE:
        return []  # “for all n” does not say where n begins
    domain = Domain(variable, interval, numbers == "Z" or (may_count and not numbers))
    return _unless_all(_spoken_of(domain, claim, decider, marked))


def _spoken_of(domain: Domain, claim: Claim, decider: Decider, marked: Marked) -> Domain:
    """Return the domain, if the claim is about its letter.

    Raises:
        Misread: the letter does not occur in the claim.
    """
    name = domain.variable.name
    if not any(name in decider.scope.reached(node) for node in expressions_in(claim)):
        raise Misread(f"{name} does not occur in the claim", marked.at)
    return domain


def _unless_all(domain: Domain) -> list[Domain]:
    """Return no domain for all real numbers, unless the letter stands for whole numbers elsewhere."""
    is_plain = domain.interval == REAL_LINE and not domain.integers
    return [] if is_plain and domain.variable.name not in COUNTERS else [domain]


def _named(marked: Marked, decider: Decider) -> tuple[Name, Interval]:
    """Return the letter of x > 0, 0 < x ≤ 1, x ∈ (0, 1), x = 0, and where it lies."""
    match marked.content:
        case Within(expression=Name() as name, place=where):
            return name, interval_of(where.interval, decider)
        case Chain((Name() as name,), ()):
            return name, REAL_LINE
        case Chain((Name() as name, point), (Relation.EQ,)):
            value = decider.expression(point)
            return name, Interval(value, value, True, True)
        case Chain((Name() as name, bound), (relation,)):
            return name, _half_line(decider.expression(bound), relation, marked)
        case Chain((bound, Name() as name), (relation,)):
            return name, _half_line(decider.expression(bound), _TURNED.get(relation, relation), marked)
        case Chain((low, Name() as name, high), (one, two)) if {one, two} <= UPWARD:
            ends = decider.expression(low), decider.expression(high)
            return name, Interval(*ends, one in _CLOSED, two in _CLOSED)
        case Chain((high, Name() as name, low), (one, two)) if {one, two} <= DOWNWARD:
            ends = decider.expression(low), decider.expression(high)
            return name, Interval(*ends, two in _CLOSED, one in _CLOSED)
    raise Misread("this domain is not understood; write it as in “for x > 0” or “on (0, 1)”", marked.at)


def _half_line(bound: Expression, relation: Relation, marked: Marked) -> Interval:
    """Return the interval of the numbers that stand in the relation to the bound."""
    if relation in UPWARD:
        return Interval(Neg(INFINITY), bound, False, relation in _CLOSED)
    if relation in DOWNWARD:
        return Interval(bound, INFINITY, relation in _CLOSED, False)
    reason = f"a domain with {relation.value} is not understood; name the intervals one at a time"
    raise Misread(reason, marked.at)


def _counted(claim: Claim) -> frozenset[str]:
    """Return the letters that stand for whole numbers by their place: in n!, S(n,k), σ^(n), limits of Σ."""
    found: set[str] = set()
    pending = [*expressions_in(claim)]
    while pending:
        node = pending.pop()
        match node:
            case Call("factorial" | "binomial" | "stirling2" | "eulerian", arguments):
                found = found.union(*map(names, arguments))
            case Derivative(_, _, order):
                found |= names(order)
            case Pow(_, exponent):
                found |= names(exponent) & {"k"}
            case Sum(_, _, lower, upper):
                found |= names(lower) | names(upper)
        pending += children(node)
    return frozenset(found)
