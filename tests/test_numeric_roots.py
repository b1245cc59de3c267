"""Roots of other functions, and ranges, whose answers are known."""

import itertools

import pytest
from flint import arb
from mpmath import mp

from sigmoid_sym import SigmoidSymError, evaluate
from sigmoid_sym.closed_forms import RELATIVES, SIGMOID
from sigmoid_sym.numeric.balls import working_precision
from sigmoid_sym.numeric.ranges import logistic_range, positive_roots, range_function
from sigmoid_sym.numeric.roots import Root, isolated, sign


def test_all_zeros_of_the_sine() -> None:
    found = list(isolated(lambda x: x.sin(), lambda x: x.cos(), arb(1), arb(20)))
    with working_precision(200):
        for k, root in enumerate(found, 1):
            enclosure = root.enclosure(150)
            assert enclosure.overlaps(k * arb.pi())
            assert enclosure.rel_accuracy_bits() >= 150
    assert len(found) == 6


def test_a_zero_at_the_lower_end_is_not_counted() -> None:
    found = list(isolated(lambda x: x.sin(), lambda x: x.cos(), arb(0), arb(4), zero_at_lower=True))
    assert len(found) == 1
    assert list(isolated(lambda x: x * x + 1, lambda x: 2 * x, arb(-5), arb(5))) == []


def test_a_double_zero_is_refused() -> None:
    with pytest.raises(SigmoidSymError, match="could not be told apart"):
        list(isolated(lambda x: (x - 1) * (x - 1), lambda x: 2 * (x - 1), arb(0), arb(3)))


def test_a_root_gets_sharper() -> None:
    root = Root(lambda x: x * x - 2, lambda x: 2 * x, arb(1), arb(2), -1)
    for bits in (10, 100, 5000, 50):
        with working_precision(bits + 64):
            assert (root.enclosure(bits) - arb(2).sqrt()).abs_upper() < arb(2) ** (2 - bits)


def test_signs() -> None:
    assert sign(lambda x: x - arb(1) / 3, arb(1)) == 1
    assert sign(lambda x: x.exp() - 1 - x - arb(2) ** -500, arb(2) ** -251) == -1
    with pytest.raises(SigmoidSymError, match="do not tell the value"):
        sign(lambda x: x.sin() ** 2 + x.cos() ** 2 - 1, arb(1))


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
