"""The four methods for σ^(n) on balls agree with one another, and their bounds hold."""

import random
from fractions import Fraction

import pytest
import reference
from flint import acb, arb
from mpmath import mp

from sigmoid_sym.numeric import logistic
from sigmoid_sym.numeric.balls import working_precision
from sigmoid_sym.numeric.logistic import logistic_ball, orders_by_poles, size_bound

METHODS = (
    logistic._by_polynomial,
    logistic._by_eulerian,
    logistic._by_poles,
    logistic._by_exponentials,
)


@pytest.mark.parametrize("n", [2, 3, 10, 33, 64, 200, 301])
@pytest.mark.parametrize("x", ["0", "1/1000", "1/3", "2", "17/2", "60", "400"])
def test_the_methods_agree(n: int, x: str) -> None:
    value = Fraction(x)
    found = {}
    with working_precision(1500):
        a = arb(value.numerator) / value.denominator
        for method in METHODS:
            pairs, terms = logistic._pairs_needed(n, a, 1500), logistic._terms_needed(n, a, 1500)[0]
            if {"_by_poles": pairs, "_by_exponentials": terms}.get(method.__name__, 0) > 3000:
                continue  # the sum is too long
            found[method.__name__] = method(n, a)
    balls = list(found.values())
    assert len(balls) > 1
    for i, ball in enumerate(balls):
        assert all(ball.overlaps(other) for other in balls[:i]), found
        assert ball.rel_accuracy_bits() > 100 or (value == 0 and n % 2 == 0), found


@pytest.mark.parametrize("seed", range(4))
def test_balls_contain_the_values_at_their_points(seed: int) -> None:
    source = random.Random(seed)
    for _ in range(30):
        n, bits = source.choice((0, 1, 2, 7, 31, 32, 33, 80, 150, 250)), source.choice((30, 64, 300))
        x = Fraction(source.randint(-5000, 5000), source.randint(1, 800))
        radius = Fraction(source.choice((0, 1)), 10 ** source.randint(2, 9))
        inside = x + radius * Fraction(source.randint(-10, 10), 10)
        with working_precision(bits):
            ball = arb(x.numerator) / x.denominator
            ball = ball + arb(0, arb(radius.numerator) / radius.denominator)
            value = logistic_ball(n, ball)
        with mp.workprec(900):
            true = reference.sigma(n, inside)(900)
            assert arb(true) in value or value.overlaps(
                arb(true) + arb(0, abs(arb(true)) * arb(2) ** -800)
            ), (n, x)


@pytest.mark.parametrize("z", [(1, 2), (-3, 50), (0.25, -3), (40, 7)])
@pytest.mark.parametrize("n", [0, 1, 5, 40, 300])
def test_complex_balls(n: int, z: tuple[float, float]) -> None:
    with working_precision(400):
        value = logistic_ball(n, acb(*z))
    with mp.workprec(3000):
        # from the definition: 1/(1 + e^-z), and P_n of it at 3000 bits
        s = 1 / (1 + mp.exp(-mp.mpc(*z)))
        true = mp.polyval(reference.logistic_polynomial(n), s)
        assert abs(mp.mpf(value.real.mid()) - true.real) <= abs(true) * mp.mpf(2) ** -300
        assert abs(mp.mpf(value.imag.mid()) - true.imag) <= abs(true) * mp.mpf(2) ** -300


@pytest.mark.sampled(4)
@pytest.mark.parametrize("n", [2, 5, 30])
@pytest.mark.parametrize("pairs", [0, 1, 3])
@pytest.mark.parametrize("z", [(0.0, 0.0), (2.0, 0.0), (1.0, 3.0), (30.0, -1.0)])
def test_the_tail_of_the_poles_is_bounded(n: int, pairs: int, z: tuple[float, float]) -> None:
    with mp.workdps(30):
        at = mp.mpc(*z)
        poles = [(2 * j + 1) * mp.pi * sign for j in range(pairs, 3000) for sign in (1, -1)]
        tail = sum(abs(at - 1j * pole) ** -(n + 1) for pole in poles)
        a = acb(*z) if z[1] else arb(z[0])
        bound = mp.mpf(logistic._pole_tail(n, a, pairs).upper())
        assert tail <= bound < 40 * tail


@pytest.mark.parametrize("x", [Fraction(1, 2), Fraction(3), Fraction(8)])
def test_sums_cut_off_early_still_contain_the_value(x: Fraction, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logistic, "_pairs_needed", lambda n, a, bits: 1)
    monkeypatch.setattr(logistic, "_terms_needed", lambda n, a, bits: (4, 0))
    with working_precision(300):
        a = arb(x.numerator) / x.denominator
        first, row = orders_by_poles(a, 120)
        for n in (2, 3, 4, 9, 20, 103, 110, 120):
            with mp.workprec(400):
                true = arb(reference.sigma(n, x)(400))
            found = [logistic._by_poles(n, a), logistic._by_exponentials(n, a)]
            found += [row[n - first]] if n >= first else []
            for ball in found:
                assert ball.overlaps(true + arb(0, abs(true) * arb(2) ** -350)), (n, ball, true)
    assert first <= 103


@pytest.mark.parametrize("n", [2, 3, 8, 25])
def test_the_size_is_bounded(n: int) -> None:
    for x in (Fraction(0), Fraction(1), Fraction(5), Fraction(40)):
        with mp.workdps(40):
            bound = mp.mpf(size_bound(n, arb(int(x))).upper())
            values = [abs(reference.sigma(n, x + Fraction(k, 7))(200)) for k in range(200)]
            assert max(values) <= bound


@pytest.mark.parametrize("z", [arb(0.375), arb(-2), acb(1, 2), acb(-1, 40)])
def test_orders_by_poles(z: object) -> None:
    with working_precision(128):
        first, values = orders_by_poles(z, 400)
        assert 2 <= first < 200
        assert len(values) == 401 - first
        for n in (first, first + 1, first + 17, 333, 400):
            ball = values[n - first]
            assert ball.overlaps(logistic_ball(n, z))
            assert ball.rel_accuracy_bits() > 90
    with working_precision(100_000):
        assert orders_by_poles(z, 100) == (101, [])


def test_the_choice_is_among_what_is_quick() -> None:
    chosen = {}
    with working_precision(200):
        for name, n, a in (
            ("large order", 10**6, arb(1)),
            ("far out", 100, arb(10**6)),
        ):
            chosen[name] = logistic._cheapest(n, a)[0].__name__
    assert chosen == {"large order": "_by_poles", "far out": "_by_exponentials"}
    with working_precision(30_000):
        assert logistic._cheapest(500, arb(1))[0].__name__ == "_by_eulerian"
