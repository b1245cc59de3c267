"""Enclosures contain what they should, and are tight."""

import random
from fractions import Fraction
from typing import Any

import pytest
import reference
from flint import acb, arb
from mpmath import iv, mp

from sigmoid_sym import SigmoidSymError, enclose, evaluate, extrema, logistic_family, zeros


def ulps(interval: Any) -> Any:
    """The width in units of the last of 53 bits."""
    low, high = (mp.make_mpf(end) for end in interval._mpi_)
    return (high - low) / mp.ldexp(1, mp.mag(max(abs(low), abs(high))) - 53)


@pytest.mark.parametrize("seed", range(3))
def test_points(seed: int) -> None:
    source = random.Random(seed)
    for _ in range(80):
        n, x = source.randint(0, 120), Fraction(source.randint(-4000, 4000), source.randint(1, 300))
        interval = enclose(n, x)
        with mp.workprec(300):
            value = reference.sigma(n, x)(300)
            low, high = (mp.make_mpf(end) for end in interval._mpi_)
            assert low <= value <= high
        assert ulps(interval) <= 2


def test_the_accuracy_is_that_of_the_digits() -> None:
    interval = enclose(3, "1/3", 60)
    with mp.workdps(100):
        assert 0 < interval.delta < mp.mpf(10) ** -60
        low, high = (mp.make_mpf(end) for end in interval._mpi_)
        assert low <= reference.sigma(3, Fraction(1, 3))(400) <= high


def test_exact_values_are_points() -> None:
    assert enclose(1, 0) == iv.mpf(0.25)
    assert enclose(2, 0) == 0
    assert enclose(0, "inf") == 1
    with mp.workprec(2):
        assert mp.mpf(-1.0625) in enclose(7, 0)  # too many bits for one number


@pytest.mark.parametrize("seed", range(4))
def test_intervals_contain_all_values_and_are_no_wider_than_the_range(seed: int) -> None:
    source = random.Random(seed)
    for _ in range(12):
        n = source.randint(0, 14)
        a, b = sorted(source.uniform(-8, 8) for _ in range(2))
        interval = enclose(n, iv.mpf([a, b]))
        low, high = (mp.make_mpf(end) for end in interval._mpi_)
        samples = [evaluate(n, a + (b - a) * k / 400) for k in range(401)]
        inside = [z for z in zeros(n + 1) if a <= z <= b]
        samples += [evaluate(n, z) for z in inside]
        assert low <= min(samples)
        assert max(samples) <= high
        # The extreme values are at the ends or at the zeros of the next derivative.
        assert low >= min(samples) - abs(min(samples)) * mp.mpf(2) ** -50
        assert high <= max(samples) + abs(max(samples)) * mp.mpf(2) ** -50


@pytest.mark.parametrize(
    "of", ["tanh", "softplus", "silu", "log-sigmoid", "reflected", logistic_family(L=3, k=-2, C=5)]
)
def test_ranges_of_relatives(of: Any) -> None:
    for n in range(4):
        interval = enclose(n, iv.mpf([-3, 2]), of=of)
        values = [evaluate(n, Fraction(k, 40), of=of) for k in range(-120, 81)]
        low, high = (mp.make_mpf(end) for end in interval._mpi_)
        assert low <= min(values)
        assert max(values) <= high
        assert high - low < (max(values) - min(values)) * 1.001 + mp.mpf(10) ** -12


def test_unbounded_intervals() -> None:
    assert enclose(1, iv.mpf([-mp.inf, mp.inf])) == iv.mpf([0, 0.25])
    assert enclose(0, iv.mpf([0, mp.inf])) == iv.mpf([0.5, 1])
    whole = enclose(4, iv.mpf([-mp.inf, mp.inf]))
    values = [e.value for e in extrema(4)]
    low, high = (mp.make_mpf(end) for end in whole._mpi_)
    assert low <= min(values) <= low + 1e-15
    assert high - 1e-15 <= max(values) <= high


def test_huge_orders_by_the_mean_value_theorem() -> None:
    n = 10_000
    interval = enclose(n, iv.mpf([1, 1 + 1e-12]))
    for x in (1, Fraction(1) + Fraction(1, 2 * 10**12), 1 + 1e-12):
        assert evaluate(n, x) in interval
    with pytest.raises(SigmoidSymError, match="bounded for orders beyond 5000"):
        enclose(n, iv.mpf([1, mp.inf]))


def test_balls_in_and_out() -> None:
    ball = enclose(2, arb(1, 0.001), ball=True)
    assert isinstance(ball, arb)
    for x in ("0.9995", "1", "1.0005"):
        assert ball.overlaps(arb(evaluate(2, x)))
    assert ball.rad() < 0.0002
    box = enclose(3, acb(arb(1, 0.01), arb(2, 0.01)), ball=True)
    assert isinstance(box, acb)
    for re, im in ((0.995, 1.995), (1.005, 2.005), (1.0, 2.0)):
        value = evaluate(3, mp.mpc(re, im))
        assert box.real.overlaps(arb(value.real))
        assert box.imag.overlaps(arb(value.imag))


def test_complex_points_and_boxes() -> None:
    point = enclose(2, "1+2j", 30)
    value = evaluate(2, "1+2j", 50)
    assert value.real in point.real
    assert value.imag in point.imag
    assert point.real.delta < 1e-29
    box = enclose(1, iv.mpc([1, 1.25], [2, 2.25]))
    for re in (1, 1.125, 1.25):
        for im in (2, 2.125, 2.25):
            value = evaluate(1, mp.mpc(re, im))
            assert value.real in box.real
            assert value.imag in box.imag


@pytest.mark.parametrize(
    ("arguments", "of", "message"),
    [
        ((1, iv.mpf([-1, 1])), logistic_family(C=-1), "must not contain the pole at"),
        ((2, iv.mpf([0.5, 2])), "logit", "pole at 1.0"),
        ((1, acb(arb(0, 1), arb(3, 1))), "sigmoid", "there may be a pole"),
        ((1, "nan"), "sigmoid", "not nan"),
        ((1, arb("nan")), "sigmoid", "nan"),
        ((1, 0, 0), "sigmoid", "digits"),
        ((0, iv.mpc([1, 1], [1, mp.inf])), "sigmoid", "x must be bounded if it is complex"),
        ((0, iv.mpc([1, mp.inf], [1, 2])), "sigmoid", "x must be bounded if it is complex"),
    ],
)
def test_bad_input(arguments: tuple[Any, ...], of: Any, message: str) -> None:
    with pytest.raises(SigmoidSymError, match=message):
        enclose(*arguments, of=of)
