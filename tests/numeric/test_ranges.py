"""Ranges over balls, against dense samples and the exact polynomials."""

import itertools
import random
from fractions import Fraction
from typing import Any

import pytest
import reference
from flint import arb
from mpmath import mp

from sigmoid_sym import evaluate, logistic_family
from sigmoid_sym.closed_forms import RELATIVES, SIGMOID
from sigmoid_sym.numeric.balls import working_precision
from sigmoid_sym.numeric.ranges import logistic_range, positive_roots, range_function


def sign_at(n: int, x: Any) -> int:
    """The sign of σ^(n)(x) at an exact ball, from the polynomial at 600 bits."""
    with mp.workprec(600):
        return int(mp.sign(reference.sigma(n, mp.mpf(x))(600)))


@pytest.mark.parametrize("n", [1, 2, 3, 8, 41])
def test_positive_roots_are_separated(n: int) -> None:
    found = positive_roots(n)
    assert len(found) == (n - 1) // 2
    assert all(a.upper <= b.lower for a, b in itertools.pairwise(found))


@pytest.mark.parametrize("n", [0, 1, 2, 7, 20])
@pytest.mark.parametrize(("middle", "radius"), [(0.0, 1.0), (2.0, 0.5), (-3.0, 4.0), (1.0, 1e-6)])
def test_ranges_contain_all_values_and_nothing_far_away(n: int, middle: float, radius: float) -> None:
    values = [evaluate(n, mp.mpf(middle) + radius * mp.mpf(k) / 300) for k in range(-300, 301)]
    with working_precision(100):
        X = arb(middle, radius)
        for found in (logistic_range(n, X), range_function(SIGMOID, n)(X)):
            low, high = mp.mpf(found.lower()), mp.mpf(found.upper())
            assert low <= min(values)
            assert max(values) <= high
            assert (
                high - low
                <= (max(values) - min(values)) * (1 + (n + 1) ** 2 / mp.mpf(1000)) + mp.mpf(2) ** -60
            )


def test_the_range_of_silu_is_that_of_its_terms() -> None:
    found = range_function(RELATIVES["silu"], 0)(arb(1, 1))
    assert arb(0) in found
    assert arb(evaluate(0, 2, of="silu")) in found
    assert found < 3


@pytest.mark.parametrize("n", [3, 4, 7, 16, 41])
def test_a_zero_lies_between_two_separators(n: int) -> None:
    for root in positive_roots(n):
        assert sign_at(n, root.lower) == root.left == -sign_at(n, root.upper)


@pytest.mark.parametrize("seed", range(3))
def test_ranges_of_random_balls(seed: int) -> None:
    # The extreme values on [a, b] are at a, b and at the critical points inside, by the polynomials.
    source = random.Random(seed)
    for _ in range(25):
        n, bits = source.randint(0, 25), source.choice((40, 64, 200))
        middle, radius = source.uniform(-12, 12), 2.0 ** source.randint(-30, 2)
        with working_precision(bits):
            found = logistic_range(n, arb(middle, radius))
        with mp.workprec(400), working_precision(400):
            low, high = mp.mpf(found.lower()), mp.mpf(found.upper())
            inside = [mp.mpf(middle) + mp.mpf(radius) * k / 20 for k in range(-20, 21)]
            values = [reference.sigma(n, x)(300) for x in inside]
            assert low <= min(values)
            assert max(values) <= high


def test_large_orders_by_the_mean_value_theorem() -> None:
    n = 6001
    with working_precision(64):
        for middle, radius in ((1.0, 1e-5), (0.0, 1e-4), (-3.0, 1e-3)):
            found = logistic_range(n, arb(middle, radius))
            for k in range(-8, 9):
                x = Fraction(middle) + Fraction(radius) * k / 8
                assert found.overlaps(arb(evaluate(n, x)))


@pytest.mark.parametrize(
    "of", ["tanh", "softplus", "log-sigmoid", "silu", "reflected", logistic_family(L=2, k=-3, C=7, x0=1)]
)
@pytest.mark.parametrize("n", range(5))
def test_ranges_of_relatives(of: Any, n: int) -> None:
    f = range_function(RELATIVES.get(of, of) if isinstance(of, str) else of, n)
    for middle, radius in ((0.0, 1.0), (-2.0, 0.25), (3.0, 2.5)):
        with working_precision(64):
            found = f(arb(middle, radius))
        values = [evaluate(n, Fraction(middle) + Fraction(radius) * k / 60, of=of) for k in range(-60, 61)]
        assert all(found.overlaps(arb(value)) for value in values)


def test_a_family_with_a_pole_inside_has_no_range() -> None:
    with working_precision(64):
        assert not range_function(logistic_family(C=-1), 2)(arb(0, 1)).is_finite()
