"""Tables: the bound is proved for every order, and its parts hold."""

import pytest

pytest.importorskip("numpy")

import numpy as np
from flint import arb
from mpmath import mp

from sigmoid_sym import supremum
from sigmoid_sym.arrays.tables import LARGEST_ORDER, table
from sigmoid_sym.numeric.balls import working_precision
from sigmoid_sym.numeric.logistic import logistic_ball


@pytest.mark.parametrize("n", [0, 1, 2, 5, 15, 30, 65])
def test_the_bound_is_stored(n: int) -> None:
    assert 0.5 < table(n).ulps <= 3


@pytest.mark.slow
@pytest.mark.parametrize("n", range(LARGEST_ORDER + 1))
def test_every_order_has_a_table(n: int) -> None:
    assert table(n).ulps <= 3


def test_the_last_order() -> None:
    assert supremum(LARGEST_ORDER) < mp.mpf(np.finfo(np.float64).max) < supremum(LARGEST_ORDER + 1)


@pytest.mark.parametrize("n", [1, 6, 33])
def test_the_polynomials_are_the_function_to_much_more_than_a_double(n: int) -> None:
    """In exact arithmetic, at both ends of every piece."""
    rows = table(n)
    with working_precision(300):
        for exponent in range(1018, 1029):
            shift = int(rows.shift[exponent])
            if shift == 63:
                continue
            for k in range(1 << (52 - shift)):
                a = arb(float(np.ldexp(1 + k / (1 << (52 - shift)), exponent - 1023)))
                piece = int(rows.base[exponent]) + ((exponent << (52 - shift)) + k)
                t = a - arb(float(rows.centre[piece])) - arb(float(rows.centre_low[piece]))
                value = arb(float(rows.low[piece])) + sum(
                    arb(float(row[piece])) * t**j for j, row in enumerate(rows.rows)
                )
                value = value * t if rows.zero[piece] else value
                true = logistic_ball(n, -a)
                assert abs(value - true) < abs(true) * arb(2) ** -50
