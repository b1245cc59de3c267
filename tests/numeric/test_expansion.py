"""Derivatives by power series of balls, against mpmath's power series and its differences."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import reference
from flint import arb, ctx, fmpq
from mpmath import mp

from sigmoid_sym.closed_forms import RELATIVES, logistic_family
from sigmoid_sym.crosscheck.printed import definition_of
from sigmoid_sym.numeric.balls import working_precision
from sigmoid_sym.numeric.expansion import derivative_ball
from sigmoid_sym.tree.expression import Call, Constant, Derivative, Expression, Integer, Symbol, call

X = Symbol("x")


def encloses(n: int, node: Expression, at: dict[str, Fraction], value: Any) -> bool:
    """Whether the derivative of order n is narrow, and around an mpmath number of 60 digits."""
    bits = 300 + 10 * n
    with working_precision(bits):
        balls = {name: arb(fmpq(point.numerator, point.denominator)) for name, point in at.items()}
        ball = derivative_ball(node, X, balls, n, bits)
        decimal = arb(mp.nstr(value, 60)) + arb(0, 1) * arb(10) ** -45 * (1 + abs(arb(mp.nstr(value, 20))))
        return bool(ball.rel_accuracy_bits() > 150 or ball.rad() < 1e-45) and bool(decimal.contains(ball))


@pytest.mark.parametrize("name", [name for name in RELATIVES if name != "logistic"])
@pytest.mark.parametrize("n", [0, 1, 2, 7, 30])
def test_relatives(name: str, n: int) -> None:
    with mp.workdps(60):
        for x in (Fraction(-7, 3), Fraction(1, 5), Fraction(3)):
            assert encloses(n, definition_of(RELATIVES[name]), {"x": x}, reference.by_series(name, n, x)(250))


@pytest.mark.parametrize("n", [0, 1, 6])
def test_a_family(n: int) -> None:
    parameters = [Fraction(3, 2), Fraction(-2), Fraction(1, 3), Fraction(5, 7)]
    x = Fraction(1, 5)
    with mp.workdps(60):
        value = reference.family(n, x, *parameters)(250)
        assert encloses(n, definition_of(logistic_family(*parameters)), {"x": x}, value)


SUM = X**3 / 2 - Constant("pi") * call("exp", -X) + Symbol("a")


@pytest.mark.parametrize(("n", "value"), [(0, 3), (1, 6), (3, 3), (4, 0)])
def test_arithmetic(n: int, value: int) -> None:
    """x³/2 - π e^{-x} + a at 2, a = -1."""
    with mp.workdps(60):
        rest = (-1) ** n * mp.pi * mp.exp(-2)
        assert encloses(n, SUM, {"x": Fraction(2), "a": Fraction(-1)}, value - rest)


def test_precision_is_restored_and_derivatives_are_not_expanded() -> None:
    before = ctx.prec, ctx.cap
    derivative_ball(call("sigma", X), X, {"x": arb(0)}, 20, 200)
    unknown: list[Expression] = [Derivative(call("sigma", X), X, Integer(1))]
    for node in unknown:
        with pytest.raises(TypeError, match="Derivative is not expanded"):
            derivative_ball(node, X, {"x": arb(0)}, 5, 200)
    with pytest.raises(ArithmeticError, match="g is not a function that is known here"):
        derivative_ball(Call("g", (X,)), X, {"x": arb(0)}, 5, 200)
    assert (ctx.prec, ctx.cap) == before
