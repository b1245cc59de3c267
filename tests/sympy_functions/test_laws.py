"""What SymPy does with sigmoid, logit and softplus, against the same done with exp and log."""

import copy
import functools
import pickle
from typing import Any

import mpmath
import pytest
import sympy
from conftest import Sample
from sympy import I, Integral, Rational, S, exp, log, oo, pi

from sigmoid_sym import logit, sigmoid, softplus

x = sympy.Symbol("x")
r = sympy.Symbol("r", real=True)
DEFINITIONS = {
    sigmoid: lambda z: 1 / (1 + exp(-z)),
    logit: lambda z: log(z / (1 - z)),
    softplus: lambda z: log(1 + exp(z)),
}


def plain(expression: Any) -> Any:
    """The expression with our functions replaced by their definitions."""
    return expression.replace(
        lambda e: isinstance(e, tuple(DEFINITIONS)), lambda e: DEFINITIONS[type(e)](e.args[0])
    )


def digits(expression: Any) -> complex:
    return complex(plain(expression).evalf(25, maxn=3000))


def close(left: Any, right: Any) -> bool:
    return near(digits(left), digits(right))


def near(left: complex, right: complex) -> bool:
    return abs(left - right) < 1e-12 * (1 + abs(right))


GRID = tuple(
    Rational(a, 4) + shift + I * (Rational(b, 3) + turns * pi)
    for a in (-9, 1, 3, 6)
    for b in (-1, 0, 1)
    for turns in (-3, -1, 0, 1, 2)
    for shift in (0, 5)
)  # with points on the cuts (Im z = ±π, p < 0, p > 1) and on both sides of them


@functools.cache
def defined(function: Any, points: tuple[Any, ...]) -> list[tuple[Any, complex]]:
    """The points where a function has a value, and its value there by the definition."""
    finite = [point for point in points if not function(point).is_infinite]
    return [(point, digits(DEFINITIONS[function](point))) for point in finite]


@pytest.mark.parametrize("function", DEFINITIONS)
@pytest.mark.parametrize(
    "target",
    [exp, log, sympy.tanh, sympy.coth, sympy.cosh, sympy.sinh, sympy.atanh, sympy.Piecewise, "tractable"],
)
def test_rewriting_on_both_sides_of_the_cuts(function: Any, target: Any, sample: Sample) -> None:
    generic = function(x).rewrite(target)
    for point, value in defined(function, sample(GRID, 7)):
        assert near(digits(function(point).rewrite(target)), value), point
        assert near(digits(generic.subs(x, point)), value), point


def test_rewriting_by_atanh_only_where_it_holds() -> None:
    p = sympy.Symbol("p", negative=True)
    assert logit(2).rewrite(sympy.atanh) == logit(2)
    assert logit(p).rewrite(sympy.atanh) == 2 * sympy.atanh(2 * p - 1)


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("expression", "centre"),
    [
        (logit(x), S(2)),
        (logit(x), S(-1)),
        (logit(2 + I * x), S(0)),
        (logit(2 - I * x), S(0)),
        (logit(-1 + I * x), S(0)),
        (logit(-1 - I * x), S(0)),
        (softplus(1 + I * pi + I * x), S(0)),
        (softplus(1 + I * pi - I * x), S(0)),
        (softplus(x), 1 + I * pi),
        (softplus(2 - I * pi + x), S(0)),
    ],
)
@pytest.mark.parametrize("direction", ["+", "-"])
def test_series_on_a_cut(expression: Any, centre: Any, direction: str) -> None:
    step = Rational(1 if direction == "+" else -1, 1000)
    value = expression.series(x, centre, 4, direction).removeO().subs(x, centre + step)
    assert abs(complex((value - plain(expression).subs(x, centre + step)).evalf(20))) < 1e-9


@pytest.mark.sampled(2)
@pytest.mark.parametrize("order", range(1, 8))
def test_derivatives_are_polynomials_when_expanded(order: int) -> None:
    derivative = sigmoid(x).diff(x, order)
    iterated = sigmoid(x)
    for _ in range(order):
        iterated = iterated.diff(x)
    assert sympy.expand(derivative - iterated) == 0
    assert derivative.expand().as_poly(sigmoid(x)).degree() == order + 1
    assert sympy.expand(sympy.integrate(derivative, x) - sigmoid(x).diff(x, order - 1)) == 0
    for at in (-50, 0, Rational(1, 3), 50):
        assert close(
            derivative.subs(x, at) * exp(abs(at)),
            DEFINITIONS[sigmoid](x).diff(x, order).subs(x, at) * exp(abs(at)),
        )


def test_mirrored_sigmoid() -> None:
    y = sympy.Symbol("y")
    assert sympy.expand(sigmoid(y - x) + sigmoid(x - y)) == 1
    assert sigmoid(-x).subs(sigmoid(x), y) == 1 - y
    assert sigmoid(S(-1)).expand() == sigmoid(-1)
    assert (sigmoid(x) + sigmoid(-x)).is_constant()
    assert (softplus(x) - softplus(-x) - x).is_constant()
    assert not sigmoid(x).is_constant()


@pytest.mark.parametrize("order", [S.Half, sympy.Symbol("n"), sympy.Symbol("n", integer=True)])
@pytest.mark.parametrize("function", DEFINITIONS)
def test_derivative_of_an_order_that_may_be_no_natural_number(function: Any, order: Any) -> None:
    assert function(x).diff((x, order)) == sympy.Derivative(function(x), (x, order))


@pytest.mark.parametrize("function", DEFINITIONS)
def test_integrals_wait_until_they_are_asked(function: Any) -> None:
    for limits in ((x,), (x, 0, 1), (x, 0, Rational(1, 2)), (x, Rational(1, 4), I)):
        integral = Integral(function(x), limits)
        assert isinstance(integral, Integral)
        assert (
            integral.func(*integral.args)
            == pickle.loads(pickle.dumps(integral))
            == copy.copy(integral)
            == integral
        )
        assert str(integral).startswith("Integral(")


@pytest.mark.parametrize(
    ("integrand", "low", "high"),
    [
        (sigmoid(x), 1.0, 2.0),
        (sigmoid(x), Rational(-3, 2), 4),
        (sigmoid(3 - 2 * x), -1, 2),
        (2 * sigmoid(x) - 1, 0, 3),
        (1 - sigmoid(x) ** 2, 0, oo),
        (1 - sigmoid(x), 0, oo),
        (sigmoid(x) ** 2, -oo, 0),
        (sigmoid(x) ** 3, -oo, 1),
        (sigmoid(x).diff(x, 2) ** 2, -oo, oo),
        (sigmoid(x) * sigmoid(-x), -oo, oo),
        (sigmoid(x).diff(x, 3), 0, oo),
        (logit(x), 0, S.Half),
        (logit(x), Rational(1, 4), Rational(9, 10)),
        (1 / sigmoid(x), 0, 2),
    ],
)
def test_definite_integrals(integrand: Any, low: Any, high: Any) -> None:
    value = sympy.integrate(integrand, (x, low, high))
    if not value.has(Integral):
        ends = [mpmath.mpf(str(sympy.N(end, 20)).replace("oo", "inf")) for end in (low, high)]
        middle = [0] if ends[0] < 0 < ends[1] else []
        numeric = mpmath.quad(sympy.lambdify(x, plain(integrand), "mpmath"), [ends[0], *middle, ends[1]])
        assert abs(complex(value.evalf(20)) - numeric) < 1e-9


def test_integrals_that_people_need() -> None:
    assert sympy.integrate(1 - sigmoid(x) ** 2, (x, 0, oo)) == log(2) + S.Half
    assert sympy.integrate(sigmoid(x), (x, 1.0, 2.0)) == pytest.approx(0.81366632352475)
    # The path from 0 to 4 + 4i crosses the cut of softplus, that from 0 to 2πi meets a pole.
    for end in (4 + 4 * I, 2 * pi * I):
        assert isinstance(sympy.integrate(sigmoid(x), (x, 0, end)), Integral)
    assert isinstance(sympy.integrate(sigmoid(x + I * pi), (x, -1, 1)), Integral)


def test_limits_keep_finite_terms_next_to_infinite_ones() -> None:
    for sign, constant in ((1, 0), (-1, I * pi)):
        expression = x + log(sign * (1 - sigmoid(x))) + sigmoid(x)
        assert sympy.limit(expression, x, oo) == 1 + constant


def test_solutions() -> None:
    assert sympy.solve(sigmoid(r) - 2, r) == sympy.solve(sigmoid(r), r) == []
    assert sympy.solve(sigmoid(r) - Rational(1, 3), r) == [logit(Rational(1, 3))]
    assert sympy.solve(logit(r) - 3, r) == [sigmoid(3)]
    assert sympy.solve(softplus(r) + 2, r) == []
    assert sympy.solve(logit(x) - 7 * I, x) == []
    for value in (S.Half, S(2), S(-3), 1 + I):
        solutions = sympy.solveset(sigmoid(x) - value, x)
        base = log(value / (1 - value))
        assert all(solutions.contains(base + 2 * pi * I * k) in (True, None) or k for k in range(3))
        assert not solutions.is_FiniteSet
    assert sympy.solveset(softplus(x) - 3, x).is_FiniteSet is not True
    assert sympy.solveset(sigmoid(x) - 2, x, S.Reals) is S.EmptySet
    assert sympy.solveset(sigmoid(x) - Rational(1, 3), x, S.Reals) == {logit(Rational(1, 3))}


def test_log_odds_of_what_is_no_probability_are_not_real() -> None:
    negative, large = sympy.Symbol("n", negative=True), 1 + sympy.Symbol("p", positive=True)
    for p in (S(2), S(-1), negative, large):
        assert logit(p).is_extended_real is False
    assert logit(r).is_real is None


@pytest.mark.parametrize("function", [sigmoid, softplus])
@pytest.mark.parametrize(
    "argument", [-(x**2), x**2, -1 / x, 1 / x, x + 1 / x, -x - 1, 1 - x**2, sympy.sqrt(x)]
)
@pytest.mark.parametrize("point", [oo, S.Zero])
def test_series_where_the_argument_may_become_infinite(function: Any, argument: Any, point: Any) -> None:
    series = function(argument).series(x, point, 3)
    errors = []
    for distance in (20, 200):
        at = S(distance) if point is oo else Rational(1, distance)
        errors.append(abs((series.removeO() - plain(function(argument))).subs(x, at).evalf(30)))
    assert errors[1] < errors[0] / 900 + 1e-20  # the error is of order x^±3
