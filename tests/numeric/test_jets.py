"""A jet is what single evaluations are, bit for bit; these are tested by themselves."""

from fractions import Fraction
from typing import Any

import pytest
from mpmath import mp

from sigmoid_sym import SigmoidSymError, evaluate, jet, logistic_family, zeros

FAMILY = logistic_family(L=Fraction(3, 2), k=-2, x0=Fraction(1, 3), C=Fraction(5, 7))


@pytest.mark.parametrize(
    "x", [0, "1/3", "-7/2", 40, "-1e5", "1e-30", "1+2j", "-1/2-40j", "0+1j", "inf", "-inf"]
)
@pytest.mark.parametrize("digits", [None, 3, 40])
def test_every_order_is_that_of_evaluate(x: Any, digits: int | None) -> None:
    assert jet(130, x, digits) == tuple(evaluate(k, x, digits) for k in range(131))


@pytest.mark.parametrize("of", ["tanh", "softplus", "log-sigmoid", "silu", "reflected", FAMILY])
@pytest.mark.parametrize("x", [Fraction(1, 3), Fraction(-20), "2-1j"])
def test_relatives(of: Any, x: Any) -> None:
    assert jet(70, x, of=of) == tuple(evaluate(k, x, of=of) for k in range(71))
    assert jet(0, x, of=of) == (evaluate(0, x, of=of),)


def test_logit_and_a_family_with_a_pole() -> None:
    assert jet(20, "1/3", of="logit") == tuple(evaluate(k, "1/3", of="logit") for k in range(21))
    slip = logistic_family(C=-1)
    assert jet(40, "-1/3", of=slip) == tuple(evaluate(k, "-1/3", of=slip) for k in range(41))


@pytest.mark.parametrize("of", ["sigmoid", "tanh", "silu", "reflected", logistic_family(C=-1, x0=1)])
@pytest.mark.parametrize("x", [0, "0+0j"])
def test_a_last_order_that_is_0_is_not_lost(of: Any, x: Any) -> None:
    # A series ends before its exact zeros: 1/(1+e^-h) = 1/2 + h/4 + 0 h² - ….
    for n in range(12):
        assert jet(n, x, of=of) == tuple(evaluate(k, x, of=of) for k in range(n + 1))


@pytest.mark.parametrize("of", ["sigmoid", "tanh", "silu", "softplus"])
@pytest.mark.parametrize("x", ["1e30", "1e400", "-1e400", "1e400+1j", "2-1e400j"])
def test_huge_arguments(of: Any, x: Any) -> None:
    assert jet(3, x, of=of) == tuple(evaluate(k, x, of=of) for k in range(4))


def test_next_to_a_zero() -> None:
    with mp.workdps(120):
        x = zeros(9)[5]
    assert jet(12, x) == tuple(evaluate(k, x) for k in range(13))


def test_bits_of_the_working_precision() -> None:
    with mp.workprec(777):
        assert jet(30, 2) == tuple(evaluate(k, 2) for k in range(31))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((-1, 0), "n must be at least 0 for a jet, not -1"),
        ((2, "nan"), "not nan"),
        ((2, 0, 0), "digits"),
        ((10**15, 0), "the series of order"),
        ((2.5, 0), "n must be"),
    ],
)
def test_bad_input(arguments: tuple[Any, ...], message: str) -> None:
    with pytest.raises(SigmoidSymError, match=message):
        jet(*arguments)
