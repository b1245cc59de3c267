"""Zeros, extrema and suprema, against the exact polynomials and dense samples."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
import reference
from mpmath import mp

from sigmoid_sym import SigmoidSymError, evaluate, extrema, logistic_family, supremum, zeros


def sign_at(n: int, x: Any) -> int:
    """The sign of σ^(n)(x), from the polynomial at 1000 bits."""
    return int(mp.sign(reference.sigma(n, x)(1000)))


@pytest.mark.parametrize("n", [*range(12), 25, 60, 150])
def test_there_are_n_minus_1_zeros_symmetric_about_0(n: int) -> None:
    found = zeros(n)
    assert len(found) == max(n - 1, 0)
    assert all(a < b for a, b in pairwise(found))
    assert [-z for z in reversed(found)] == list(found)
    assert (0 in found) == (n >= 2 and n % 2 == 0)


@pytest.mark.parametrize(("n", "digits"), [(3, 5), (4, 30), (7, 50), (30, 20), (101, 12)])
def test_the_polynomial_changes_its_sign_within_half_a_unit(n: int, digits: int) -> None:
    for zero in zeros(n, digits):
        if zero:
            with mp.workdps(digits + 30):
                unit = mp.mpf(10) ** (mp.floor(mp.log10(abs(zero))) + 1 - digits)
                half = unit / 2 * (1 + mp.mpf(10) ** -15)
                assert sign_at(n, zero - half) * sign_at(n, zero + half) < 0


def test_published_values() -> None:
    # σ''' = 0 where 1 - 6σ + 6σ² = 0, x = log(2 + √3); σ^(4) where 1 - 12w = 0, x = 2 arcosh √3
    with mp.workdps(50):
        assert abs(zeros(3, 40)[1] - mp.log(2 + mp.sqrt(3))) < mp.mpf(10) ** -39
        assert abs(zeros(4, 40)[2] - 2 * mp.acosh(mp.sqrt(3))) < mp.mpf(10) ** -39
    # the point of steepest curvature of a logistic curve is at x0 ± log(2+√3)/k
    family = logistic_family(L=5, k=2, x0=7, C=1)
    with mp.workprec(60):
        expected = 7 - mp.log(2 + mp.sqrt(3)) / 2
    assert zeros(3, of=family)[0] == +expected


def test_families() -> None:
    family = logistic_family(L=-2, k=Fraction(-1, 3), x0=1, C=Fraction(7, 2))
    for n in (2, 5):
        found = zeros(n, of=family)
        assert len(found) == n - 1
        assert list(found) == sorted(found)
        for z in found:
            left, right = (evaluate(n, z * (1 + s * mp.mpf(2) ** -50), of=family) for s in (-1, 1))
            assert left * right < 0
    assert zeros(5, of=logistic_family(C=-1)) == ()
    assert zeros(2, of=logistic_family(k=3, x0=Fraction(1, 4))) == (0.25,)


@pytest.mark.parametrize("of", ["tanh", "softplus", "log-sigmoid", "reflected"])
def test_relatives_have_the_zeros_of_the_sigmoid(of: str) -> None:
    order = {"tanh": 6, "softplus": 7, "log-sigmoid": 7, "reflected": 6}[of]
    scale = 2 if of == "tanh" else 1
    assert [z * scale for z in zeros(order, of=of)] == list(zeros(6))


@pytest.mark.parametrize("n", range(9))
def test_silu(n: int) -> None:
    found = zeros(n, of="silu")
    # every change of sign on a fine grid, and no other zero
    grid = [Fraction(k, 50) + Fraction(1, 997) for k in range(-1500, 1500)]
    values = [evaluate(n, x, of="silu") for x in grid]
    changes = [x for x, a, b in zip(grid, values, values[1:], strict=False) if a * b < 0]
    assert len(found) == len(changes)
    for zero, left in zip(found, changes, strict=True):
        assert 0 <= zero - reference.number(left) <= mp.mpf(1) / 50


def test_logit_and_tanh() -> None:
    assert zeros(0, of="logit") == zeros(2, of="logit") == (0.5,)
    assert zeros(3, of="logit") == ()
    assert zeros(0, of="tanh") == (0,)
    assert zeros(0, of="softplus") == ()


@pytest.mark.parametrize("n", [0, 1, 2, 5, 12])
def test_extrema_are_at_the_zeros_of_the_next_derivative(n: int) -> None:
    found = extrema(n, 30)
    assert [e.x for e in found] == list(zeros(n + 1, 30))
    with mp.workdps(60):
        exact = zeros(n + 1, 55)
    for e, x in zip(found, exact, strict=True):
        assert abs(e.value / reference.sigma(n, x)(200) - 1) < mp.mpf(10) ** -29
        step = mp.mpf(1) / 100
        assert all(abs(evaluate(n, e.x + s * step)) < abs(e.value) for s in (-1, 1))


@pytest.mark.parametrize("n", range(1, 16))
def test_the_supremum_is_reached_and_not_exceeded(n: int) -> None:
    largest = max(abs(evaluate(n, Fraction(k, 100))) for k in range(2000))
    assert largest <= supremum(n) <= largest * (1 + n * n / mp.mpf(10) ** 4)
    if n % 2:
        assert supremum(n) == abs(evaluate(n, 0))


def test_suprema_of_relatives() -> None:
    assert supremum(0) == supremum(0, of="tanh") == supremum(1, of="tanh") == 1
    assert supremum(0, of="softplus") == supremum(0, of="silu") == supremum(3, of="logit") == mp.inf
    assert supremum(1, of=logistic_family(C=-1)) == mp.inf
    assert supremum(1, of=logistic_family(L=8, k=3)) == 6
    # (xσ)' is largest where (xσ)'' = 0: 1.0998…
    assert (
        abs(supremum(1, of="silu") - max(evaluate(1, Fraction(k, 1000), of="silu") for k in range(4000)))
        < 1e-6
    )


@pytest.mark.parametrize("n", [1001, 2000])
def test_large_orders(n: int) -> None:
    found = zeros(n)
    assert len(found) == n - 1
    # the largest zero is near n ln 2, where the first two exponentials cancel
    assert abs(found[-1] - n * mp.log(2)) < 1e-3
    middle = found[n // 2 - 3 :][:6]
    assert all(
        evaluate(n, (a + b) / 2) * evaluate(n, (b + c) / 2) < 0
        for a, b, c in zip(middle, middle[1:], middle[2:], strict=False)
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: zeros(-1), "n must be at least 0 here, not -1"),
        (lambda: zeros(10**14), "the zeros of order 100000000000000 would take"),
        (lambda: zeros(2.5), "n must be"),
        (lambda: zeros(3, 0), "digits"),
        (lambda: extrema(-2), "n must be at least 0 here"),
        (lambda: supremum("3"), "n must be"),
        (lambda: zeros(3, of="cos"), "of must be one of"),
        (lambda: zeros(3, of="logistic"), "must have numbers"),
    ],
)
def test_bad_input(call: Any, message: str) -> None:
    with pytest.raises(SigmoidSymError, match=message):
        call()
