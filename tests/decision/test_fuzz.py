"""No unsound verdict: random claims against exact values at many rational τ = e^{x/2}.

The referee here knows nothing of the prover: σ^(m) is P_m(σ) with Minai's and Williams' coefficients, and
every other function is its value at a rational τ.
"""

import itertools
import random
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

import mpmath
import pytest
from claims import PROVED, REFUTED
from conftest import Sample
from strategies import evaluated
from trees import D, bound, call, chain, count, e, inside, lim, on, parity, s, shape, tree, x

from sigmoid_sym.combinatorics import logistic_row
from sigmoid_sym.crosscheck.normal_form import NotRationalError, normal_form
from sigmoid_sym.decision.decide import decide
from sigmoid_sym.decision.ring import in_ring
from sigmoid_sym.decision.verdict import Counterexample, NotUnderstood, Proved, Refuted
from sigmoid_sym.tree.claim import (
    Bounded,
    Chain,
    Claim,
    Limit,
    Membership,
    Parity,
    Relation,
    Shape,
    Trend,
    ZeroCount,
)
from sigmoid_sym.tree.expression import (
    Add,
    At,
    Call,
    Derivative,
    Div,
    Expression,
    Integer,
    Mul,
    Neg,
    Pow,
    Symbol,
    mapped,
)

TAUS = sorted(
    {Fraction(a, b) for a in range(1, 14) for b in range(1, 14)} | {Fraction(10) ** k for k in range(-9, 10)}
)
ATOMS = [s, call("sigma", -x), e, call("exp", -x), call("tanh", x / 2), call("cosh", x), call("sech", x / 2)]


def value(node: Expression, tau: Fraction) -> Fraction:
    """The exact value at x = 2 log τ of a tree without x by itself."""

    def function(leaf: Expression) -> Fraction:
        match leaf:
            case Derivative(Call("sigma", (Symbol("x"),)), _, Integer(m)):
                y = tau**2 / (1 + tau**2)
                return sum((c * y**k for k, c in enumerate(logistic_row(m), 1)), Fraction(0))
            case Call(name, (argument,)):
                u = tau ** {x: 2, -x: -2, x / 2: 1}[argument]
                return {
                    "exp": lambda: u,
                    "sigma": lambda: u / (1 + u),
                    "tanh": lambda: (u - 1 / u) / (u + 1 / u),
                    "cosh": lambda: (u + 1 / u) / 2,
                    "sech": lambda: 2 / (u + 1 / u),
                }[name]()
        raise TypeError(leaf)

    return evaluated(node, function)  # type: ignore[no-any-return]


def numeric(node: Expression, at: mpmath.mpf) -> mpmath.mpf:
    """The value at a real x, by mpmath: derivatives are those of the tree above, or numeric."""

    def function(leaf: Expression) -> mpmath.mpf:
        match leaf:
            case Symbol("x"):
                return at
            case Derivative(operand, _, Integer(m)):
                return mpmath.diff(lambda v: numeric(operand, v), at, m, h=mpmath.mpf(10) ** -20)
            case At(operand, _, point):
                return numeric(operand, numeric(point, at))
            case Call("sigma", (u,)):
                return 1 / (1 + mpmath.exp(-numeric(u, at)))
            case Call(name, (u,)):
                return getattr(mpmath, name)(numeric(u, at))
        raise TypeError(leaf)

    return evaluated(node, function, mpmath.mpf)


def grown(draw: random.Random, size: int) -> Expression:
    if size <= 1:
        return draw.choice([*ATOMS, D(s), D(s, 2), Integer(1), Integer(2), Integer(3)])
    left, right = grown(draw, size // 2), grown(draw, size - size // 2)
    match draw.randrange(7):
        case 0 | 1:
            return left + right
        case 2:
            return left - right
        case 3 | 4:
            return left * right
        case 5:
            return left / draw.choice([1 + e, 1 + right * right, 2 + call("exp", -x), right])
        case _:
            return left ** Integer(draw.choice([2, 2, 3]))


def disguised(draw: random.Random, node: Expression) -> Expression:
    """The same function, written otherwise."""
    match node:
        case Call("sigma", (Symbol(),)):
            return draw.choice([node, 1 - call("sigma", -x), e / (1 + e), (1 + call("tanh", x / 2)) / 2])
        case Derivative():
            return draw.choice([node, s * (1 - s)]) if node == D(s) else node
        case Call("exp", (Symbol(),)):
            return draw.choice([node, s / (1 - s), 1 / call("exp", -x)])
        case Add(terms):
            return Add(tuple(disguised(draw, term) for term in draw.sample(terms, len(terms))))
        case Mul(factors):
            return Mul(tuple(disguised(draw, factor) for factor in draw.sample(factors, len(factors))))
        case Neg(operand):
            return Neg(disguised(draw, operand))
        case Div(above, below):
            return Div(disguised(draw, above), disguised(draw, below))
        case Pow(base, exponent):
            return Pow(disguised(draw, base), exponent)
    return node


def random_claim(draw: random.Random) -> Claim:
    f = grown(draw, draw.choice([1, 2, 2, 3, 4]))
    domain = draw.choice([(), (), on(0), on(high=0), on(0, closed="[)"), on(call("log", 2)), on(-1, 2, "[]")])
    number = Fraction(draw.randint(-6, 12), draw.choice([1, 2, 4, 8]))
    match draw.randrange(10):
        case 0 | 1:
            return chain(f, "=", disguised(draw, f))
        case 2:
            return chain(f, "=", disguised(draw, f) + draw.choice([0, 0, 1, D(s)]))
        case 3 | 4 | 5:
            return chain(
                f,
                draw.choice(["<", "≤", ">", "≥", "≠"]),
                draw.choice([tree(number), grown(draw, 1)]),
                domains=domain,
            )
        case 6:
            return shape(f, draw.choice([trend.value for trend in Trend]), domains=domain)
        case 7:
            return draw.choice([parity(f, "even"), parity(f, "odd"), bound(f, abs(number), domains=domain)])
        case 8:
            return draw.choice(
                [
                    inside(f, 0, number + 7, "(]", domains=domain),
                    count(f - number, draw.randint(0, 2), domains=domain),
                ]
            )
        case _:
            return lim(f, draw.choice([tree(0), call("log", 4)]), number)


def in_domain(claim: Claim, tau: Fraction) -> bool:
    for domain in claim.domains:
        ends = []
        for end in (domain.interval.lower, domain.interval.upper):
            with mpmath.workdps(40):
                ends.append(_real(end))
        position = 2 * mpmath.log(mpmath.mpf(tau.numerator) / tau.denominator)
        at_end = tau == 1 and 0 in ends
        if at_end:
            lower = ends[0] == 0
            if not (domain.interval.lower_closed if lower else domain.interval.upper_closed):
                return False
            continue
        if not ends[0] < position < ends[1]:
            return False
    return True


def _real(end: Expression) -> mpmath.mpf:
    match end:
        case Neg(operand):
            return -_real(operand)
        case Call("log", (Integer(n),)):
            return mpmath.log(n)
        case Integer(n):
            return mpmath.mpf(n)
    return mpmath.inf


def samples(claim: Claim, *trees: Expression) -> Iterator[tuple[Fraction, ...]]:
    for tau in TAUS:
        if in_domain(claim, tau):
            try:
                yield (tau, *(value(node, tau) for node in trees))
            except ZeroDivisionError:
                continue


HOLDS = {
    Relation.EQ: lambda a, b: a == b,
    Relation.NE: lambda a, b: a != b,
    Relation.LT: lambda a, b: a < b,
    Relation.LE: lambda a, b: a <= b,
    Relation.GT: lambda a, b: a > b,
    Relation.GE: lambda a, b: a >= b,
}


def objection(claim: Claim) -> str:
    """Say which exact values contradict the claim, if some do."""
    match claim:
        case Chain(sides=(left, right), relations=(relation,)):
            wrong = [v for v in samples(claim, left, right) if not HOLDS[relation](*v[1:])]
            return f"{wrong[0]}" if wrong else ""
        case Membership(expression=f, interval=interval):
            upper = interval.upper
            high = (
                Fraction(upper.value)
                if isinstance(upper, Integer)
                else Fraction(upper.numerator.value, upper.denominator.value)
            )  # type: ignore[union-attr]
            wrong = [v for v in samples(claim, f) if not 0 < v[1] <= high]
            return f"{wrong[0]}" if wrong else ""
        case Bounded(expression=f, bound=size):
            wrong = [
                v for v in samples(claim, f) if size is not None and abs(v[1]) > value(size, Fraction(1))
            ]
            return f"{wrong[0]}" if wrong else ""
        case Parity(expression=f, symmetry=symmetry):
            sign = 1 if symmetry.value == "even" else -1
            values = dict(samples(claim, f))
            wrong_pairs = [t for t, v in values.items() if 1 / t in values and values[1 / t] != sign * v]
            return f"{wrong_pairs[0]}" if wrong_pairs else ""
        case Shape(expression=f, trend=Trend.INCREASING | Trend.DECREASING as trend):
            ordered = [v for _, v in samples(claim, f)]
            steps = [b - a for a, b in itertools.pairwise(ordered)]
            wrong_steps = [d for d in steps if (d < 0) == (trend is Trend.INCREASING) and d]
            return f"{wrong_steps[0]}" if wrong_steps else ""
        case Shape(expression=f, trend=Trend.MONOTONE):
            ordered = [v for _, v in samples(claim, f)]
            steps = [b - a for a, b in itertools.pairwise(ordered)]
            return "both ways" if any(d > 0 for d in steps) and any(d < 0 for d in steps) else ""
        case Shape(expression=f, trend=trend):
            # Jensen at triples, in x = 2 log τ: equal ratios of τ.
            sign = 1 if trend is Trend.CONVEX else -1
            values = dict(samples(claim, f))
            for t, v in values.items():
                for r in (Fraction(2), Fraction(3, 2)):
                    if (
                        t / r in values
                        and t * r in values
                        and sign * (values[t / r] + values[t * r] - 2 * v) < 0
                    ):
                        return f"at {t}"
            return ""
        case ZeroCount(expression=f, count=Integer(number)):
            signs = [v > 0 for _, v in samples(claim, f) if v]
            changes = sum(a != b for a, b in itertools.pairwise(signs))
            poles = len(TAUS) - len(list(samples(Chain(sides=(f, f), relations=(Relation.EQ,)), f)))
            exact = sum(v == 0 for _, v in samples(claim, f))
            return (
                f"{changes} changes of sign, {exact} zeros"
                if (exact > number or changes > number) and not poles
                else ""
            )
        case Limit(expression=f, point=point, value=limit):
            tau = Fraction(1) if point == Integer(0) else Fraction(2)
            try:
                return "another value" if value(f, tau) != value(limit, tau) else ""
            except ZeroDivisionError:
                return ""
    raise TypeError(claim)


def fails_there(counterexample: Counterexample) -> bool:
    """Whether mpmath agrees that the relation fails at the point, or at least is as close as digits show."""
    with mpmath.workdps(60):
        at = _point(dict(counterexample.point).get("x", Integer(0)))
        left, right = (numeric(side, at) for side in (counterexample.left, counterexample.right))
        near = abs(left - right) < mpmath.mpf(10) ** -12 * (1 + abs(left))
        if counterexample.relation in (Relation.EQ,):
            return not near
        if near:
            return counterexample.relation in (Relation.LT, Relation.GT, Relation.NE)
        return not HOLDS[counterexample.relation](left, right)


def _point(node: Expression) -> mpmath.mpf:
    return numeric(node, mpmath.mpf(0))


def examine(seed: int, number: int) -> Counter[str]:
    draw = random.Random(seed)
    counts: Counter[str] = Counter()
    for index in range(number):
        claim = random_claim(draw)
        verdict = decide(claim, hints=False)
        against = objection(claim)
        where = f"seed {seed}, case {index}: {claim}"
        match verdict:
            case Proved():
                assert not against, f"{where} is proved, but {against}"
                counts[PROVED] += 1
            case Refuted():
                for counterexample in verdict.counterexamples:
                    assert fails_there(counterexample), f"{where}: {counterexample}"
                counts[REFUTED] += 1
            case NotUnderstood():
                counts["not understood"] += 1
                counts["not understood, though values contradict it"] += bool(against)
        counts[f"{type(claim).__name__} {type(verdict).__name__}"] += 1
    return counts


def test_no_unsound_verdict(sample: Sample) -> None:
    number = len(sample(range(200), 3))
    counts = examine(seed=2026, number=number)
    assert counts[PROVED] > number // 4
    assert counts[REFUTED] > number // 4


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_no_unsound_verdict_among_thousands(seed: int) -> None:
    counts = examine(seed, 1500)
    print(dict(counts))
    assert counts[PROVED] > 300


def test_the_kernel_and_flint_agree_on_equality() -> None:
    """The kernel's own arithmetic against FLINT's polynomials, on random trees and their disguises."""
    draw, equalities = random.Random(7), 0
    for _ in range(150):
        f = grown(draw, draw.choice([2, 3, 4]))
        g = disguised(draw, f) + draw.choice([0, 0, 1])
        try:
            same = normal_form(plain(f)) == normal_form(plain(g))
        except NotRationalError:
            continue
        _, difference = in_ring(lambda ring, f=f, g=g: ring.of(f - g))  # type: ignore[misc]
        assert (not difference) == same
        equalities += same
    assert equalities > 30


def plain(node: Expression) -> Expression:
    """The tree with P_m(σ) for σ^(m)."""
    match node:
        case Derivative(_, _, Integer(m)):
            return Add(tuple(tree(c) * s ** Integer(k) for k, c in enumerate(logistic_row(m), 1)))
    return mapped(node, plain)


LOGARITHMS = [
    *(call("log", argument) for argument in (x, s, 1 + e, 1 - x, 2 - x, 1 + x**2, call("cosh", x))),
    *(call("log", Integer(k)) for k in (2, 3)),
    call("log", x / (1 - x)),
    x,
]
NUMBERS = [mpmath.mpf(k) / 16 for k in range(-80, 81)] + [sign * mpmath.mpf(50) for sign in (-1, 1)]


def combined(draw: random.Random) -> Expression:
    terms = [draw.choice([1, 1, 2, 3]) * f for f in draw.sample(LOGARITHMS, draw.randint(1, 2))]
    return Add(tuple(draw.choice([t, -t]) for t in terms)) if len(terms) > 1 else terms[0]


def test_order_of_logarithms_is_that_of_numbers(sample: Sample) -> None:
    draw, found, tries = random.Random(0), Counter[str](), sample(range(150), 3)
    domains = {(): mpmath.mpf(-60), on(0): mpmath.mpf(0), on(1): mpmath.mpf(1)}
    with mpmath.workdps(80):
        for _ in tries:
            left, right = combined(draw), combined(draw)
            relation = draw.choice(["<", ">", "≤", "≥", "≠"])
            domain, lowest = draw.choice(list(domains.items()))
            verdict = decide(chain(left, relation, right, domains=domain), hints=False)
            found[verdict.name] += 1
            if not isinstance(verdict, Proved):
                continue
            differences = [numeric(left - right, at) for at in NUMBERS if at > lowest and at not in (0, 1, 2)]
            real = [d for d in differences if not isinstance(d, mpmath.mpc)]
            sign = 1 if relation in (">", "≥") else -1
            assert real
            if relation == "≠":
                assert 0 not in real
            else:
                assert min(sign * d for d in real) > -(mpmath.mpf(10) ** -70)
    assert min(found[verdict] for verdict in (PROVED, REFUTED)) > len(tries) // 15
