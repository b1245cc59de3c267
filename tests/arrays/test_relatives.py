"""Relatives of σ for arrays, against the correctly rounded values."""

from fractions import Fraction
from typing import Any

import pytest

pytest.importorskip("numpy")

import numpy as np

from sigmoid_sym import SigmoidSymError, evaluate, logistic_family
from sigmoid_sym.arrays import family, silu, softplus, tanh

X = np.concatenate([np.linspace(-30, 30, 241), [1e-20, -1e-9, 300.0, -300.0]])


def true(n: int, of: Any) -> Any:
    return np.array([float(evaluate(n, x, of=of)) for x in X])


@pytest.mark.parametrize("n", [0, 1, 2, 3, 10])
def test_tanh_and_softplus(n: int) -> None:
    for function, name in ((tanh, "tanh"), (softplus, "softplus")):
        expected = true(n, name)
        assert (np.abs(function(n, X) - expected) <= 4 * np.spacing(np.abs(expected))).all()


@pytest.mark.parametrize("n", [0, 1, 2, 3, 10])
def test_silu_within_its_bound(n: int) -> None:
    slope = np.abs(X * true(n, "sigmoid"))
    before = n * np.abs(true(n - 1, "sigmoid")) if n else 0
    assert (np.abs(silu(n, X) - true(n, "silu")) <= 16 * 2.0**-53 * (slope + before)).all()


@pytest.mark.slow
def test_the_last_order_of_silu() -> None:
    fine = np.linspace(-3, 3, 601)
    assert np.isfinite(silu(217, fine)).all()
    assert max(abs(evaluate(218, float(x), of="silu")) for x in fine[::20]) > np.finfo(float).max


def test_family() -> None:
    found = family(3, X, L=2.5, k=0.5, x0=1.0, C=1.0)
    expected = true(3, logistic_family(L=Fraction(5, 2), k=Fraction(1, 2), x0=1))
    size = 2.5 * 0.125 * 0.125
    assert np.abs(found - expected).max() < 1e-14 * size
    assert np.allclose(family(0, X, C=3.0), true(0, logistic_family(C=3)), rtol=1e-13, atol=0)


def test_limits() -> None:
    ends = np.array([-np.inf, np.inf])
    assert silu(0, ends).tolist() == [0, np.inf]
    assert silu(1, ends).tolist() == [0, 1]
    assert softplus(0, ends).tolist() == [0, np.inf]
    assert tanh(0, ends).tolist() == [-1, 1]
    assert tanh(1, [1e308, -1e308]).tolist() == [0, 0]
    assert np.isnan(silu(2, np.nan))


def test_a_family_whose_powers_alone_are_out_of_reach() -> None:
    for L, k in ((1e-300, 1e200), (1e300, 1e-200)):
        expected = float(evaluate(2, 0, of=logistic_family(L=Fraction(L), k=Fraction(k), C=2)))
        assert family(2, 0.0, L=L, k=k, C=2.0) == pytest.approx(expected, rel=1e-14)


def test_kinds_are_kept() -> None:
    x = np.float32([1, 2])
    for function in (tanh, softplus, silu, family):
        for n in (0, 1, 2):
            assert function(n, x).dtype == np.float32


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: tanh(187, 1.0), "n must be at most 186"),
        (lambda: softplus(220, 1.0), "n must be at most 219"),
        (lambda: silu(-1, 1.0), "n must be"),
        (lambda: silu(218, 1.0), "n must be at most 217"),
        (lambda: family(1, 1.0, C=-1.0), "C must be positive"),
        (lambda: family(1, 1.0, k=np.inf), "k must be a finite int or float"),
        (lambda: family(1, 1.0, L="2"), "L must be a finite int or float"),
        (lambda: family(1, 1.0, L=True), "L must be a finite int or float"),
        (lambda: family(1, 1.0, x0=10**400), "x0 must be a finite int or float"),
        (lambda: family(2, 1.0, k=1e300), "L kⁿ overflows float64"),
        (lambda: tanh(1, [[1], [2, 3]]), "x must be a number or an array"),
    ],
)
def test_bad_input(call: Any, message: str) -> None:
    with pytest.raises(SigmoidSymError, match=message):
        call()
