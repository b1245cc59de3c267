"""A referee that knows the definitions of functions and claims, and nothing of the prover: it tries points.

Values are mpmath's at 40 digits; what is nearer than 10^-25 counts as the same. It can object to a false
claim, and cannot prove a true one.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import mpmath

from sigmoid_sym.tree.claim import (
    Bounded,
    Chain,
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
from sigmoid_sym.tree.expression import (
    Add,
    At,
    Call,
    Constant,
    Decimal,
    Derivative,
    Div,
    Expression,
    Integer,
    Mul,
    Neg,
    Pow,
    Sum,
    Symbol,
    free_symbols,
)

Environment = dict[str, Any]  # numbers by name, and functions


class NoValueError(ArithmeticError):
    """There is no real value here."""


def _logarithm(u: Any) -> Any:
    if u <= 0:
        raise NoValueError
    return mpmath.log(u)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{name: getattr(mpmath, name) for name in ("exp", "tanh", "coth", "sinh", "cosh", "sech", "csch")},
    "sigma": lambda u: 1 / (1 + mpmath.exp(-u)),
    "softplus": lambda u: mpmath.log(1 + mpmath.exp(u)),
    "silu": lambda u: u / (1 + mpmath.exp(-u)),
    "log": _logarithm,
    "logit": lambda u: _logarithm(u / (1 - u)),
    "abs": abs,
    "max": max,
    "min": min,
    "relu": lambda u: max(u, mpmath.mpf(0)),
    "hardtanh": lambda u: max(mpmath.mpf(-1), min(mpmath.mpf(1), u)),
    "factorial": lambda n: mpmath.factorial(whole(n)),
    "binomial": lambda n, k: mpmath.binomial(whole(n), whole(k)),
    "stirling2": lambda n, k: mpmath.mpf(triangle(whole(n), whole(k), lambda n, k: (k, 1))),
    "eulerian": lambda n, k: mpmath.mpf(triangle(whole(n), whole(k), lambda n, k: (k + 1, n - k))),
}


def whole(value: Any) -> int:
    if value != int(value) or value < 0:
        raise NoValueError
    return int(value)


def triangle(n: int, k: int, weights: Callable[[int, int], tuple[int, int]]) -> int:
    """T(n,k) = a T(n-1,k) + b T(n-1,k-1), T(0,0) = 1."""
    row = [1]
    for m in range(1, n + 1):
        row = [
            weights(m, j)[0] * (row[j] if j < m else 0) + weights(m, j)[1] * (row[j - 1] if j else 0)
            for j in range(m + 1)
        ]
    return row[k] if k < len(row) else 0


def value(node: Expression, at: Environment) -> Any:
    """The value of a tree.

    Raises:
        ArithmeticError, KeyError: it has none.
    """

    def of(child: Expression) -> Any:
        return value(child, at)

    match node:
        case Integer(number):
            return mpmath.mpf(number)
        case Decimal(digits, places):
            return mpmath.mpf(digits) / 10**places
        case Constant("infinity"):
            return mpmath.inf
        case Constant("pi"):
            return +mpmath.pi
        case Symbol(name):
            return at[name]
        case Add(terms):
            return mpmath.fsum(map(of, terms))
        case Mul(factors):
            return math.prod(map(of, factors), start=mpmath.mpf(1))
        case Neg(operand):
            return -of(operand)
        case Div(above, below):
            return of(above) / of(below)
        case Pow(base, exponent):
            return _power(of(base), of(exponent))
        case Call("sqrt", (u,)):
            return _power(of(u), mpmath.mpf(1) / 2)
        case Call("polylog", (order, u)):  # (z d/dz)^n z/(1-z)
            return mpmath.polylog(of(order), of(u))
        case Call(name, (u,)) if name in at:
            return at[name](of(u), at)
        case Call(name, arguments):
            return FUNCTIONS[name](*map(of, arguments))
        case Derivative(operand, Symbol(x), order):
            n = whole(of(order))
            of(operand)
            return mpmath.diff(lambda t: value(operand, at | {x: t}), at[x], n) if n else of(operand)
        case At(operand, Symbol(x), point):
            return value(operand, at | {x: of(point)})
        case Sum(body, Symbol(k), lower, upper):
            first, last = (int(of(end)) for end in (lower, upper))
            return mpmath.fsum(value(body, at | {k: mpmath.mpf(j)}) for j in range(first, last + 1))
    raise KeyError(type(node).__name__)


def _power(base: Any, exponent: Any) -> Any:
    if base == 0 and exponent < 0:
        raise ZeroDivisionError
    if base < 0 and exponent != int(exponent):
        raise NoValueError
    return base**exponent


def meanings(claim: Claim) -> Environment:
    """The functions that are defined."""

    def meaning(x: str, body: Expression) -> Callable[[Any, Environment], Any]:
        return lambda u, at: value(body, at | {x: u})

    return {d.name: meaning(d.variable.name, d.body) for d in claim.definitions if d.variable is not None}


def said(claim: Claim) -> Claim:
    """The claim with the letters that are defined as numbers written out."""
    for definition in reversed(claim.definitions):
        if definition.variable is not None:
            continue
        changes = {}
        for field in fields(claim):
            if field.name not in ("definitions", "domains", "source", "variable"):
                changes[field.name] = _written(getattr(claim, field.name), definition.name, definition.body)
        rest = tuple(
            replace(other, body=_written(other.body, definition.name, definition.body))
            for other in claim.definitions
            if other is not definition
        )
        domains = tuple(
            replace(d, interval=_written(d.interval, definition.name, definition.body)) for d in claim.domains
        )
        claim = replace(claim, definitions=rest, domains=domains, **changes)
    return claim


def _written(part: Any, name: str, body: Expression) -> Any:
    if part == Symbol(name):
        return body
    if isinstance(part, tuple):
        return tuple(_written(inner, name, body) for inner in part)
    if not is_dataclass(part):
        return part
    return replace(part, **{f.name: _written(getattr(part, f.name), name, body) for f in fields(part)})


REALS = [mpmath.mpf(n) / 8 for n in (-83, -41, -24, -16, -9, -8, -4, -1, 0, 1, 3, 4, 8, 11, 16, 24, 43, 85)]
COUNTERS = frozenset("ijkmn")
NEAR = mpmath.mpf(10) ** -25


def points(claim: Claim, name: str) -> list[Any]:
    """Values that a letter may have."""
    domains = [domain for domain in claim.domains if domain.variable.name == name]
    if any(d.integers for d in domains) or (not domains and name in COUNTERS):
        first = -2 if domains else 0
        return [mpmath.mpf(n) for n in range(first, 6) if all(inside(n, d.interval, claim) for d in domains)]
    if not domains:
        return REALS
    low, high = (value(e, meanings(claim)) for e in (domains[0].interval.lower, domains[0].interval.upper))
    spread = [low + j * (high - low) / 16 for j in range(17)] if high - low < mpmath.inf else []
    spread += [low + r for r in REALS] if low > -mpmath.inf else [high - r for r in REALS]
    return sorted({p for p in [*spread, *REALS] if inside(p, domains[0].interval, claim)})


def inside(point: Any, interval: Interval, claim: Claim) -> bool:
    low, high = (value(end, meanings(claim)) for end in (interval.lower, interval.upper))
    return (low < point or (low == point and interval.lower_closed)) and (
        point < high or (point == high and interval.upper_closed)
    )


def values(claim: Claim, *nodes: Expression) -> Iterator[tuple[Environment, list[Any]]]:
    """The values of trees at points of the domain where all of them have one."""
    known = meanings(claim)
    bodies = [free_symbols(d.body) - {d.variable.name} for d in claim.definitions if d.variable is not None]
    letters = sorted(frozenset().union(*map(free_symbols, nodes), *bodies))
    every = itertools.product(*(points(claim, name) for name in letters))
    step = max(1, math.prod(len(points(claim, name)) for name in letters) // 60)
    for chosen in itertools.islice(every, 0, None, step):
        at = dict(zip(letters, chosen, strict=True))
        try:
            found = [value(node, known | at) for node in nodes]
        except (ArithmeticError, ValueError):
            continue
        if all(mpmath.isfinite(v) and mpmath.im(v) == 0 for v in found):
            yield at, found


def related(a: Any, relation: Relation, b: Any) -> bool:
    size = NEAR * max(1, abs(a), abs(b)) if mpmath.isfinite(b) else NEAR
    sign = 0 if abs(a - b) <= size else 1 if a > b else -1
    return {
        Relation.EQ: sign == 0,
        Relation.NE: sign != 0,
        Relation.LT: sign < 0,
        Relation.LE: sign <= 0,
        Relation.GT: sign > 0,
        Relation.GE: sign >= 0,
    }[relation]


def objection(claim: Claim) -> str:
    """Say what contradicts a claim, if something was found; nothing is known of domains with parameters."""
    ends = [end for d in said(claim).domains for end in (d.interval.lower, d.interval.upper)]
    if any(map(free_symbols, ends)):
        return ""
    with mpmath.workdps(40):
        return next(_objections(said(claim)), "")


def _objections(claim: Claim) -> Iterator[str]:
    match claim:
        case Chain(sides=sides, relations=relations):
            for left, relation, right in zip(sides, relations, sides[1:], strict=False):
                if relation is not Relation.APPROX:
                    yield from _broken(claim, left, relation, right)
                elif not free_symbols(left - right):
                    yield from _misprinted(left, right)
        case Membership(expression=f, interval=interval):
            yield from _outside(claim, f, interval)
        case Range(expression=f, interval=interval):
            yield from _outside(claim, f, interval)
            yield from _missed(claim, f, interval)
        case Bounded(expression=f, bound=Expression() as bound):
            yield from _broken(claim, Call("abs", (f,)), Relation.LE, bound)
        case Shape(expression=f, variable=x):
            yield from _misshapen(claim, f, x.name)
        case Parity(expression=f, variable=x, symmetry=symmetry):
            mirrored = At(f, x, Neg(x))
            yield from _broken(claim, mirrored, Relation.EQ, f if symmetry is Symmetry.EVEN else Neg(f))
        case Extremum(expression=f, value=v, at=at, variable=x):
            bound = At(f, x, at) if v is None and at is not None else v
            if bound is not None:
                yield from _broken(claim, f, Relation.LE if claim.maximum else Relation.GE, bound)
                if at is not None:
                    yield from _broken(claim, At(f, x, at), Relation.EQ, bound)
                elif all(abs(f - v) > 1e-2 for _, (f, v) in values(claim, f, bound)):
                    yield "a value that is not taken"
        case Limit():
            yield from _elsewhere(claim)
        case ZeroCount(expression=f, variable=x, count=count):
            found, number = _zeros(claim, f, x.name), value(count, {})
            if found != number:
                yield f"{found} zeros"


def _broken(claim: Claim, left: Expression, relation: Relation, right: Expression) -> Iterator[str]:
    for at, (a, b) in values(claim, left, right):
        if not related(a, relation, b):
            yield f"{at}: {mpmath.nstr(a, 12)} {relation.value} {mpmath.nstr(b, 12)} fails"


def _misprinted(left: Expression, right: Expression) -> Iterator[str]:
    printed = right.operand if isinstance(right, Neg) else right
    places = printed.places if isinstance(printed, Decimal) else 0
    if isinstance(printed, (Decimal, Integer)):
        difference = abs(value(left, {}) - value(right, {}))
        if difference * 2 * 10**places > 1 + NEAR:
            yield f"{mpmath.nstr(difference, 12)} off"


def _outside(claim: Claim, f: Expression, interval: Interval) -> Iterator[str]:
    yield from _broken(claim, f, Relation.GE if interval.lower_closed else Relation.GT, interval.lower)
    yield from _broken(claim, f, Relation.LE if interval.upper_closed else Relation.LT, interval.upper)


def _missed(claim: Claim, f: Expression, interval: Interval) -> Iterator[str]:
    found = [v for _, (v,) in values(claim, f)]
    for end, closest in ((interval.lower, min(found)), (interval.upper, max(found))):
        to = value(end, meanings(claim))
        near = 1e-6 if (interval.lower_closed if end is interval.lower else interval.upper_closed) else 0.1
        if abs(closest) < 8 if abs(to) == mpmath.inf else abs(closest - to) > near:
            yield f"{mpmath.nstr(closest, 5)} is as near as it comes to {to}"


def _misshapen(claim: Shape, f: Expression, x: str) -> Iterator[str]:
    found = [(at[x], v) for at, (v,) in values(claim, f)]
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in itertools.pairwise(found)]
    if claim.trend in (Trend.CONVEX, Trend.CONCAVE):
        slopes = [b - a for a, b in itertools.pairwise(slopes)]
    signs = {(s > NEAR) - (s < -NEAR) for s in slopes}
    allowed = {
        Trend.INCREASING: [1],
        Trend.CONVEX: [1],
        Trend.DECREASING: [-1],
        Trend.CONCAVE: [-1],
        Trend.MONOTONE: [1, -1],
    }[claim.trend]
    if not any(signs <= {sign} | (set() if claim.strict else {0}) for sign in allowed):
        yield f"slopes of the signs {signs}"


def _elsewhere(claim: Limit) -> Iterator[str]:
    known = meanings(claim)
    point, limit = value(claim.point, known), value(claim.value, known)
    if abs(point) == mpmath.inf:
        places = [mpmath.sign(point) * 60]
    else:
        signs = {"": (1, -1), "+": (1,), "-": (-1,)}[claim.side]
        places = [point + sign * mpmath.mpf(10) ** -12 for sign in signs]
    for place in places:
        domains = [d.interval for d in claim.domains if d.variable == claim.variable]
        if not all(inside(place, interval, claim) for interval in domains):
            continue
        try:
            there = value(claim.expression, known | {claim.variable.name: place})
        except ArithmeticError:
            continue
        far = there * mpmath.sign(limit) < 9 if abs(limit) == mpmath.inf else abs(there - limit) > 1e-3
        if far:
            yield f"{mpmath.nstr(there, 8)} at {mpmath.nstr(place, 8)}"


def _zeros(claim: Claim, f: Expression, x: str) -> int:
    known = meanings(claim)
    domains = [d.interval for d in claim.domains if d.variable.name == x] or [Interval()]
    grid = [mpmath.mpf(j) / 16 for j in range(-12 * 16, 12 * 16 + 1)]
    grid = [p for p in grid if inside(p, domains[0], claim)]
    signs = [mpmath.sign(v) if abs(v) > NEAR else 0 for v in (value(f, known | {x: p}) for p in grid)]
    kept = [s for s in signs if s]
    touching = sum(1 for a, b, c in zip(signs, signs[1:], signs[2:], strict=False) if b == 0 and a == c != 0)
    ends = sum(1 for s in (signs[0], signs[-1]) if s == 0)
    return sum(a != b for a, b in itertools.pairwise(kept)) + touching + ends
