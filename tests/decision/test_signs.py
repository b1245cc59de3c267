"""Order where x and e^x meet: what is proved holds at many points, what is refuted fails at one."""

import random
from fractions import Fraction
from itertools import pairwise

import mpmath
import pytest
from trees import chain, on

from sigmoid_sym import Proved, Refuted, prove
from sigmoid_sym.decision.decide import decide
from sigmoid_sym.decision.signs import chain_of
from sigmoid_sym.kernel.signs import Setting
from sigmoid_sym.tree.expression import Expression, Symbol, call, tree

x = Symbol("x")
RELATIONS = {"<": lambda v: v < 0, "≤": lambda v: v <= 0, ">": lambda v: v > 0, "≥": lambda v: v >= 0}
POINTS = [mpmath.mpf(k) / 16 for k in range(-160, 161)] + [mpmath.mpf(s * 30) for s in (-1, 1)]
DOMAINS = [((), -100, 100), (on(0), 0, 100), (on(high=0), -100, 0), (on(-1, 2, "[]"), -1, 2)]


def polynomial(draw: random.Random) -> dict[tuple[int, ...], int]:
    monomials = draw.sample([(i, j) for i in range(4) for j in range(4)], draw.randint(1, 4))
    return {key: draw.choice([-3, -2, -1, 1, 2, 3]) for key in monomials}


def written(p: dict[tuple[int, ...], int]) -> Expression:
    total: Expression = tree(0)
    for (i, j), c in p.items():
        total = total + tree(c) * x ** tree(i) * call("exp", tree(j) * x)
    return total


def value(p: dict[tuple[int, ...], int], at: mpmath.mpf) -> mpmath.mpf:
    return mpmath.fsum(c * at**i * mpmath.exp(j * at) for (i, j), c in p.items())


@pytest.mark.sampled(4)
@pytest.mark.parametrize("seed", range(120))
def test_order_of_polynomials_in_x_and_its_exponential(seed: int) -> None:
    draw = random.Random(seed)
    p, relation = polynomial(draw), draw.choice(list(RELATIONS))
    domains, low, high = draw.choice(DOMAINS)
    verdict = decide(chain(written(p), relation, 0, domains=domains), hints=False)
    with mpmath.workdps(60):
        inside = [at for at in POINTS if low < at < high]
        held = all(RELATIONS[relation](value(p, at)) for at in inside)
    if isinstance(verdict, Proved):
        assert held
    if isinstance(verdict, Refuted):
        assert verdict.counterexamples or verdict.contrary
    if not held:
        assert not isinstance(verdict, Proved)
        assert isinstance(verdict, Refuted), str(verdict)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("seed", range(60))
def test_the_zeros_of_a_chain_are_those_that_are_seen(seed: int) -> None:
    p = polynomial(random.Random(seed))
    ends = [Setting(1).place((Fraction(end), Fraction(end))) for end in (-10, 10)]
    roots = chain_of(p, Setting(1), *ends).roots
    with mpmath.workdps(60):
        seen = [value(p, at) for at in POINTS if -10 < at < 10]
        changes = sum(a * b < 0 for a, b in pairwise(v for v in seen if v))
        for root in roots:
            low, high = (mpmath.mpf(end.numerator) / end.denominator for end in root.bracket)
            values = value(p, low), value(p, high)
            assert (low == high and abs(values[0]) < mpmath.mpf(10) ** -50) or values[0] * values[1] < 0
    assert changes <= len(roots)


LOGARITHMS = [
    (call("log", 1 + call("exp", x)), lambda at: mpmath.log1p(mpmath.exp(at))),
    (call("log", 2 + call("exp", 2 * x)), lambda at: mpmath.log(2 + mpmath.exp(2 * at))),
    (call("log", 1 + x**2), lambda at: mpmath.log(1 + at**2)),
    (call("log", 2), lambda at: mpmath.log(2)),
    (call("exp", 1), lambda at: mpmath.e),
    (call("exp", tree(-1) / 2), lambda at: mpmath.exp(-mpmath.mpf(1) / 2)),
]


@pytest.mark.parametrize("seed", range(150))
def test_order_with_logarithms_and_numbers(seed: int) -> None:
    draw = random.Random(seed)
    f: Expression = tree(0)
    parts = []
    for letter, known in draw.sample(LOGARITHMS, draw.randint(1, 2)):
        c, i, j, k = (
            draw.choice([-2, -1, 1, 2]),
            draw.choice([0, 0, 1]),
            draw.choice([0, 0, 0, 1]),
            draw.choice([1, 1, 2]),
        )
        f += tree(c) * x ** tree(i) * call("exp", tree(j) * x) * letter ** tree(k)
        parts.append((c, i, j, k, known))
    p, relation = polynomial(draw), draw.choice(list(RELATIONS))
    domains, low, high = draw.choice(DOMAINS)
    verdict = decide(chain(f + written(p), relation, 0, domains=domains), hints=False, timeout=3)
    with mpmath.workdps(60):
        held = all(
            RELATIONS[relation](
                value(p, at)
                + mpmath.fsum(c * at**i * mpmath.exp(j * at) * known(at) ** k for c, i, j, k, known in parts)
            )
            for at in POINTS
            if low < at < high
        )
    assert not (isinstance(verdict, Proved) and not held)
    if isinstance(verdict, Refuted):
        assert verdict.counterexamples or verdict.contrary


@pytest.mark.parametrize(
    ("claim", "proved"),
    [
        # Jaakkola & Jordan 2000; Böhning 1992: bounds of variational logistic regression
        ("log(1+e^x) ≤ log(2) + x/2 + x^2/8", True),
        ("log(1+e^x) ≤ log(2) + x/2 + x^2/9", False),
        ("log(1+e^x) ≥ log(2) + x/2", True),
        ("log(cosh(x)) ≤ x^2/2", True),  # Hoeffding's lemma for a Rademacher variable
        ("log(cosh(x)) ≤ x^2/3", False),
        ("x e^(-x) ≤ e^(-1)", True),
        ("x e^(-x) < e^(-1)", False),
        ("e^x ≥ e·x", True),
        ("e^x > e·x", False),
        ("softplus(x) < e^x", True),
        ("softplus(x) ≥ σ(x)", True),
        ("softplus(x) ≤ log(2) + x for x ≥ 0", True),
        ("softplus(x) ≤ 69/100 + x for x ≥ 0", False),
        ("log(x) ≤ x - 1", True),
        ("log(x) < x - 1", False),
        ("log(1+x) ≤ x", True),
        ("x·softplus(x) ≥ 0 for x ≥ 0", True),
        ("σ(x) softplus(x) > x σ(x)", True),
        ("softplus(x) - x → 0 as x → ∞", True),
        ("lim_{x→-∞} softplus(x)/σ(x) = 1", True),
        ("the range of softplus is (0, ∞)", True),
        ("softplus(x)/x is decreasing for x > 0", True),
        ("log(2)·σ(x) < 7/10", True),
        ("log(2)·σ(x) < 69/100", False),
    ],
)
def test_logarithms_and_numbers_beside_x_and_its_exponential(claim: str, proved: bool) -> None:
    verdict = prove(claim, hints=False)
    assert isinstance(verdict, Proved if proved else Refuted), str(verdict)
