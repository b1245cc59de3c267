"""Precision is raised until the value is known, and put back afterwards."""

import flint
import pytest
from flint import arb

from sigmoid_sym.closed_forms import SIGMOID
from sigmoid_sym.numeric.balls import ball_around, parts_of_value, working_precision
from sigmoid_sym.numeric.relatives import function, softplus


def test_the_precision_is_restored_even_after_an_error() -> None:
    before = flint.ctx.prec
    with working_precision(999):
        assert flint.ctx.prec == 999
    with pytest.raises(ValueError, match="bits"), working_precision(999):
        raise ValueError("bits")
    assert flint.ctx.prec == before


def test_a_ball_around_a_number_contains_its_neighbours() -> None:
    with working_precision(100):
        ball = ball_around((0, 3, -1, 2), 20)  # 3/2
        assert arb(3) / 2 in ball
        assert arb(3) / 2 * (1 + arb(2) ** -21) in ball
        assert arb(3) / 2 * (1 + arb(2) ** -18) not in ball
    assert ball_around(None, 10) == 0


def test_precision_is_raised_until_the_digits_are_there() -> None:
    asked = []

    def half_and_a_bit(bits: int) -> tuple[arb, arb]:
        asked.append(bits)
        return arb(1) / 2 + arb(2) ** -300, arb(0)

    real, imag = parts_of_value(function("logit", 0), half_and_a_bit, 53) or ((0, 0), None)
    assert imag is None
    assert real[0] * 2.0 ** (real[1] + 300) == pytest.approx(4, rel=2**-50)  # logit' (1/2) = 4
    assert len(asked) > 2


def test_what_cannot_be_known_is_none() -> None:
    assert parts_of_value(function(SIGMOID, 0), lambda bits: None, 53) is None
    on_the_cut = parts_of_value(softplus, lambda bits: (arb(1), arb.pi()), 53)
    assert on_the_cut is None
