"""Order where x and e^x meet: what is proved holds at many points, what is refuted fails at one."""

import random
from fractions import Fraction
from itertools import pairwise

import mpmath
import pytest
from trees import chain, on

from sigmoid_sym import Proved, Refuted
from sigmoid_sym.decision.decide import decide
from sigmoid_sym.decision.signs import chain_of
from sigmoid_sym.kernel.signs import Place
from sigmoid_sym.tree.expression import Expression, Symbol, call, tree

x = Symbol("x")
RELATIONS = {"<": lambda v: v < 0, "≤": lambda v: v <= 0, ">": lambda v: v > 0, "≥": lambda v: v >= 0}
POINTS = [mpmath.mpf(k) / 16 for k in range(-160, 161)] + [mpmath.mpf(s * 30) for s in (-1, 1)]
DOMAINS = [((), -100, 100), (on(0), 0, 100), (on(high=0), -100, 0), (on(-1, 2, "[]"), -1, 2)]


def polynomial(draw: random.Random) -> dict[tuple[int, int], int]:
    monomials = draw.sample([(i, j) for i in range(4) for j in range(4)], draw.randint(1, 4))
    return {key: draw.choice([-3, -2, -1, 1, 2, 3]) for key in monomials}


def written(p: dict[tuple[int, int], int]) -> Expression:
    total: Expression = tree(0)
    for (i, j), c in p.items():
        total = total + tree(c) * x ** tree(i) * call("exp", tree(j) * x)
    return total


def value(p: dict[tuple[int, int], int], at: mpmath.mpf) -> mpmath.mpf:
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
    ends = [Place.within((Fraction(end), Fraction(end)), 1) for end in (-10, 10)]
    roots = chain_of(p, 1, *ends).roots
    with mpmath.workdps(60):
        seen = [value(p, at) for at in POINTS if -10 < at < 10]
        changes = sum(a * b < 0 for a, b in pairwise(v for v in seen if v))
        for root in roots:
            low, high = (mpmath.mpf(end.numerator) / end.denominator for end in root.bracket)
            values = value(p, low), value(p, high)
            assert (low == high and abs(values[0]) < mpmath.mpf(10) ** -50) or values[0] * values[1] < 0
    assert changes <= len(roots)
