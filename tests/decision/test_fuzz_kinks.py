"""No unsound verdict: random claims about functions with kinks against values at many points."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from fractions import Fraction
from typing import Any

import mpmath
import pytest
from claims import PROVED, REFUTED
from sampling import value
from trees import D, bound, chain, e, inside, lim, on, parity, s, shape, x

from sigmoid_sym.decision.decide import decide
from sigmoid_sym.decision.verdict import Counterexample, Proved, Refuted
from sigmoid_sym.tree.claim import (
    INFINITY,
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
)
from sigmoid_sym.tree.expression import Call, Derivative, Expression, Integer, Neg, call, mapped, tree

ZERO = Integer(0)


def absolute(node: Expression) -> Expression:
    return call("abs", node)


SMOOTH = [x, s, e, call("exp", -x), call("tanh", x), x**2, call("softplus", x), tree(1), tree(2)]
INNER = [
    x,
    x - 1,
    2 * x + 1,
    1 - x,
    -x,
    e - 2,
    s - tree(Fraction(1, 2)),
    call("tanh", x),
    x**2 - 1,
    x**2 - 2,
    e + x,
]
DOMAINS = [(), (), (), on(0), on(0, closed="[)"), on(high=1), on(-1, 2), on(-1, 1, "[]"), on(call("log", 2))]


def kinked(draw: random.Random) -> Expression:
    u, v = draw.sample(INNER, 2)
    return draw.choice(
        [
            absolute(u),
            absolute(u),
            call("relu", u),
            call("max", u, v),
            call("min", u, v),
            call("max", u, draw.choice([0, 1])),
            call("hardtanh", x),
            absolute(1 - absolute(x)),
            call("exp", -absolute(x)),
            call("sigma", absolute(x)),
            1 / (1 + absolute(u)),
            call("log", 1 + absolute(x)),
        ]
    )


def grown(draw: random.Random) -> Expression:
    f = kinked(draw)
    match draw.randrange(7):
        case 0 | 1 | 2:
            return f
        case 3:
            return f + draw.choice([kinked(draw), draw.choice(SMOOTH)])
        case 4:
            return f - draw.choice([kinked(draw), draw.choice(SMOOTH)])
        case 5:
            return f * draw.choice([kinked(draw), draw.choice(SMOOTH)])
        case _:
            return draw.choice([f**2, 2 * f, -f, f / 2])


def disguised(draw: random.Random, node: Expression) -> Expression:
    """The same function otherwise written, its values the same to whoever knows max, min and |u|."""
    node = mapped(node, lambda child: disguised(draw, child))
    half = tree(Fraction(1, 2))
    match node:
        case Call("abs", (u,)):
            return draw.choice([node, call("max", u, -u), absolute(-u), call("relu", u) + call("relu", -u)])
        case Call("relu", (u,)):
            return draw.choice([node, call("max", 0, u), (u + absolute(u)) / 2, u - call("min", u, 0)])
        case Call("max", (u, v)):
            return draw.choice([node, half * (u + v + absolute(v - u)), u + call("relu", v - u)])
        case Call("min", (u, v)):
            return draw.choice([node, u + v - call("max", u, v), -call("max", -u, -v)])
    return node


def number(draw: random.Random, f: Expression, claim_domains: Any) -> Fraction:
    """A number near the least or greatest value that is seen, or any."""
    found = [v for _, (v,) in samples(chain(f, "=", f, domains=claim_domains), f)]
    if not found or draw.random() < 0.2:
        return Fraction(draw.randint(-8, 8), draw.choice([1, 2, 4]))
    end = draw.choice([min(found), max(found)])
    near = Fraction(round(float(max(-1000, min(1000, end))) * 4), 4)
    return near + draw.choice([0, 0, 0, Fraction(1, 4), -Fraction(1, 4)])


def value_near(f: Expression, at: int) -> Expression:
    """A simple number near the value."""
    with mpmath.workdps(30):
        found = value(f, {"x": mpmath.mpf(at)})
    return tree(Fraction(round(float(max(-1000, min(1000, found))) * 4), 4))


def random_claim(draw: random.Random) -> Claim:
    f, domains = grown(draw), draw.choice(DOMAINS)
    match draw.randrange(17):
        case 12 | 13:
            trend = draw.choice(["increasing", "decreasing", "convex", "concave", "monotone"])
            return shape(f, trend, domains=domains, strict=draw.random() < 0.3)
        case 14:
            low, high = sorted([number(draw, f, domains), number(draw, f, domains)])
            ends = [tree(low), draw.choice([tree(high), INFINITY])]
            closed = [draw.random() < 0.5, ends[1] != INFINITY and draw.random() < 0.5]
            return Range(f, Interval(*ends, *closed), domains=domains)
        case 15 | 16:
            side = draw.choice(["", "+", "-"])
            point, near = draw.choice([(ZERO, 0), (ZERO, 0), (tree(1), 1), (INFINITY, 8), (-INFINITY, -8)])
            limit = draw.choice([value_near(f, near), ZERO, tree(1), INFINITY])
            return lim(f, point, limit, "" if near in (8, -8) else side)
        case 0 | 1:
            return chain(f, "=", disguised(draw, f) + draw.choice([0, 0, 0, 1, x]), domains=domains)
        case 2 | 3 | 4 | 5:
            relation = draw.choice(["<", "≤", ">", "≥", "≠"])
            return chain(f, relation, tree(number(draw, f, domains)), domains=domains)
        case 6 | 7:
            return chain(f, draw.choice(["<", "≤", ">", "≥"]), grown(draw), domains=domains)
        case 8:
            return parity(f, draw.choice(["even", "odd"]))
        case 9:
            low, high = sorted([number(draw, f, domains), number(draw, f, domains) + 1])
            return draw.choice(
                [inside(f, low, high, draw.choice(["[]", "()"]), domains=domains), bound(f, abs(high))]
            )
        case 10:
            return Extremum(f, x, draw.random() < 0.5, value=tree(number(draw, f, domains)), domains=domains)
        case _:
            order = draw.choice([1, 1, 2])
            other = draw.choice([tree(draw.randint(-2, 2)), D(disguised(draw, f), order), kinked(draw)])
            return chain(D(f, order), draw.choice(["=", "≤", "≥", "<", "≠"]), other, domains=domains)


# The kinks are at -1, -1/2, 0, 1/2, 1, 2, log 2 and the like; a derivative is looked at away from them.
PLACES = sorted({Fraction(k, 8) for k in range(-48, 49)} | {Fraction(k) for k in (-40, -20, 20, 40)})
ASIDE = [place + Fraction(1, 997) for place in PLACES if abs(place) < 7]
DIGITS = 110  # but derivatives, by differences, have fewer


def samples(claim: Claim, *nodes: Expression) -> list[tuple[Any, list[Any]]]:
    """Places of the domain, and the values of trees there."""
    has_slopes = any(isinstance(node, Derivative) for node in nodes)
    found = []
    with mpmath.workdps(DIGITS):
        every = [mpmath.mpf(p.numerator) / p.denominator for p in (ASIDE if has_slopes else PLACES)]
        if not has_slopes:
            every = sorted([*every, mpmath.log(2)])
        for at in every:
            if all(_contains(domain.interval, at) for domain in claim.domains):
                try:
                    found.append((at, [value(node, {"x": at}) for node in nodes]))
                except ArithmeticError:
                    continue
    return found


def _contains(interval: Interval, at: Any) -> bool:
    low, high = (value(end, {}) for end in (interval.lower, interval.upper))
    return (low < at or (interval.lower_closed and low == at)) and (
        at < high or (interval.upper_closed and at == high)
    )


def related(a: Any, relation: Relation, b: Any, digits: int = 60) -> bool:
    size = mpmath.mpf(10) ** -digits * max(1, abs(a), abs(b))
    sign = 0 if abs(a - b) <= size else 1 if a > b else -1
    return {"=": sign == 0, "≠": sign != 0, "<": sign < 0, "≤": sign <= 0, ">": sign > 0, "≥": sign >= 0}[
        relation.value
    ]


def objection(claim: Claim) -> str:
    """Say what values contradict the claim; strict relations are only refuted by more than rounding."""
    with mpmath.workdps(DIGITS):
        return _objection(claim)


def _objection(claim: Claim) -> str:
    match claim:
        case Chain(sides=sides, relations=relations):
            links = list(zip(sides, relations, sides[1:], strict=False))
        case Membership(expression=f, interval=i):
            lower = Relation.GE if i.lower_closed else Relation.GT
            upper = Relation.LE if i.upper_closed else Relation.LT
            ends = [(f, lower, i.lower), (f, upper, i.upper)]
            links = [link for link in ends if abs(value(link[2], {})) < mpmath.inf]
        case Bounded(expression=f, bound=Expression() as size):
            links = [(absolute(f), Relation.LE, size)]
        case Parity(expression=f, symmetry=symmetry):
            mirrored = {at: v for at, (v,) in samples(claim, f)}
            sign = 1 if symmetry is Symmetry.EVEN else -1
            pairs = [(v, sign * mirrored[-at]) for at, v in mirrored.items() if -at in mirrored]
            return next((f"{a} and {b}" for a, b in pairs if not related(a, Relation.EQ, b)), "")
        case Extremum(expression=f, value=Expression() as v):
            links = [(f, Relation.LE if claim.maximum else Relation.GE, v)]
            if all(abs(a - b) > 2 for _, (a, b) in samples(claim, f, v)):
                return "a value that is not taken"
        case Shape():
            return _misshapen(claim)
        case Range(expression=f, interval=i):
            return _missed(claim, f, i) or _objection(Membership(f, i, domains=claim.domains))
        case Limit():
            return _elsewhere(claim)
        case _:
            raise TypeError(claim)
    for left, relation, right in links:
        for at, (a, b) in samples(claim, left, right):
            if not related(a, relation, b, 15 if isinstance(left, Derivative) else 60):
                return f"at {at}: {a} {relation.value} {b}"
    return ""


def _misshapen(claim: Shape) -> str:
    found = [(at, v) for at, (v,) in samples(claim, claim.expression)]
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in itertools.pairwise(found)]
    if claim.trend in (Trend.CONVEX, Trend.CONCAVE):
        slopes = [b - a for a, b in itertools.pairwise(slopes)]
    small = mpmath.mpf(10) ** -60
    signs = {(slope > small) - (slope < -small) for slope in slopes}
    one = {Trend.INCREASING: {1}, Trend.CONVEX: {1}, Trend.MONOTONE: {1, -1}}.get(claim.trend, {-1})
    flat = set() if claim.strict else {0}
    return "" if any(signs <= {sign} | flat for sign in one) else f"slopes of the signs {signs}"


def _missed(claim: Range, f: Expression, i: Interval) -> str:
    found = [v for _, (v,) in samples(claim, f)]
    for end, closed, closest in (
        (i.lower, i.lower_closed, min(found)),
        (i.upper, i.upper_closed, max(found)),
    ):
        to = value(end, {})
        away = abs(closest) < 2.5 if abs(to) == mpmath.inf else abs(closest - to) > (0.02 if closed else 0.3)
        if away:
            return f"{closest} is as near as it comes to {to}"
    return ""


def _elsewhere(claim: Limit) -> str:
    point, limit = value(claim.point, {}), value(claim.value, {})
    step = mpmath.mpf(10) ** -12
    sides = {"": (1, -1), "+": (1,), "-": (-1,)}[claim.side]
    far = abs(point) == mpmath.inf
    for place in [mpmath.sign(point) * 10**6] if far else [point + sign * step for sign in sides]:
        there = value(claim.expression, {"x": place})
        if there * mpmath.sign(limit) < 10 if abs(limit) == mpmath.inf else abs(there - limit) > 1e-3:
            return f"{there} at {place}"
    return ""


def fails_there(found: Counterexample) -> bool:
    """Whether the relation fails at the point."""
    with mpmath.workdps(DIGITS):
        at = {name: value(point, {}) for name, point in found.point}
        a, b = (value(side, at) for side in (found.left, found.right))
        return not related(a, found.relation, b)


def examine(seed: int, count: int) -> Counter[str]:
    draw, counts = random.Random(seed), Counter[str]()
    for index in range(count):
        claim = random_claim(draw)
        verdict = decide(claim, hints=index % 5 == 0, timeout=3)
        where = f"seed {seed}, case {index}: {claim!r}"
        match verdict:
            case Proved():
                assert not (against := objection(claim)), f"{where} is proved, but {against}"
            case Refuted(counterexamples=found):
                for one in found:
                    assert fails_there(one), f"{where}: {one}"
            case _:
                counts["open, though values contradict it"] += bool(objection(claim))
        counts[verdict.name] += 1
        counts[f"{type(claim).__name__} {verdict.name}"] += 1
    return counts


def test_no_unsound_verdict() -> None:
    counts = examine(seed=11, count=150)
    assert counts[PROVED] > 20
    assert counts[REFUTED] > 30


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_no_unsound_verdict_among_thousands(seed: int) -> None:
    counts = examine(seed, 1000)
    print(dict(counts))
    assert counts[PROVED] > 200


def test_the_referee_objects_to_what_is_false() -> None:
    """It would notice: of true claims with a false relation it finds the fault."""
    for claim in (
        chain(absolute(x), "=", x),
        chain(call("max", x, 0), ">", x),
        parity(absolute(x) * s, "even"),
        chain(D(absolute(x)), "=", 1),
        inside(call("hardtanh", x), 0, 1, "[]"),
        Extremum(absolute(x), x, True, value=Integer(3)),
        bound(call("relu", x), 5),
    ):
        assert objection(claim), claim
    for left, right in itertools.permutations((absolute(x), call("relu", x), x), 2):
        assert objection(chain(left, "=", right)) or left == right
    assert not objection(chain(absolute(x), "=", call("max", x, Neg(x))))
