"""Arguments that are not finite or not one number, and the poles; compared with mpmath and plain formulas."""

import mpmath
import pytest
from sympy import (
    AccumBounds,
    Expr,
    Float,
    I,
    Rational,
    S,
    Symbol,
    cos,
    exp,
    limit,
    log,
    nan,
    oo,
    pi,
    sin,
    singularities,
    solve,
    tanh,
)

from sigmoid_sym import logit, sigmoid, softplus

x = Symbol("x")
PLAIN = {
    sigmoid: lambda z: 1 / (1 + exp(-z)),
    softplus: lambda z: log(1 + exp(z)),
    logit: lambda z: log(z / (1 - z)),
}


@pytest.mark.parametrize(
    "turn", [S(-2), -I, S.Zero, Rational(1, 3), I, 1 + 3 * I, 100 * I, I * pi, Float("0.5") * I]
)
@pytest.mark.parametrize("sign", [1, -1])
def test_an_infinite_real_part_decides(sign: int, turn: Expr) -> None:
    far = mpmath.mpc(sign * 1000, float(turn.as_real_imag()[1]))
    near = 1 / (1 + mpmath.exp(-far))
    for point in (sign * oo + turn, turn + sign * oo):
        value = sigmoid(point).evalf()
        assert abs(complex(value) - complex(near)) < 1e-15
        assert value.is_real
        assert softplus(point).evalf() == (oo if sign > 0 else 0)
        assert sigmoid(x).evalf(subs={x: point}) == value
        assert softplus(x).evalf(30, subs={x: point}) == (oo if sign > 0 else 0)


@pytest.mark.parametrize("point", [oo * I, -oo * I, 2 * oo * I + 3, 1 - oo * I, oo + oo * I, -oo - oo * I])
def test_an_infinite_imaginary_part_is_no_number(point: Expr) -> None:
    assert exp(oo * I).evalf() is nan
    assert sigmoid(point).evalf() is nan
    assert softplus(point).evalf() is nan
    assert sigmoid(x).evalf(subs={x: point}) is nan


@pytest.mark.parametrize("far", [oo + I, -oo + I, oo * I, -oo * I, oo - I, -oo - I, 3 + oo * I, oo - oo * I])
def test_logit_far_away(far: Expr) -> None:
    """p/(1-p) tends to -1 along the side of the cut on which p is."""
    p = complex(far.subs({oo: 10**9, -oo: -(10**9)}))
    assert abs(complex(logit(far).evalf()) - complex(mpmath.log(p / (1 - mpmath.mpc(p))))) < 1e-8


@pytest.mark.parametrize("f", [sigmoid, softplus, logit])
@pytest.mark.parametrize(
    "bounds",
    [(-1, 1), (0, 1), (Rational(1, 4), Rational(3, 4)), (-2, -1), (-oo, 0), (-oo, oo), (1, oo), (0, S.Half)],
)
def test_bounds_become_bounds_at_the_ends(f: type, bounds: tuple[Expr, Expr]) -> None:
    low, high = map(S, bounds)
    if f is logit and (low < 0 or high > 1):
        assert logit(AccumBounds(low, high)) is nan is log(AccumBounds(-1, 1))
    else:
        assert f(AccumBounds(low, high)) == AccumBounds(f(low), f(high))
        assert f(x).subs(x, AccumBounds(low, high)) == AccumBounds(f(low), f(high))


@pytest.mark.parametrize("f", [sigmoid, softplus])
@pytest.mark.parametrize(
    ("inner", "low", "high"),
    [
        (sin(x), -1, 1),
        (2 * cos(x) + 1, -1, 3),
        (sin(x) + 1 / x, -1, 1),
        (sin(x) + 3, 2, 4),
        (sin(x) ** 2, 0, 1),
    ],
)
@pytest.mark.parametrize("end", [oo, -oo])
def test_limits_between_bounds(f: type, inner: Expr, low: int, high: int, end: Expr) -> None:
    found = limit(f(inner), x, end)
    assert isinstance(found, AccumBounds)
    for ours, at in ((found.min, low), (found.max, high)):
        value = 1 / (1 + mpmath.exp(-at)) if f is sigmoid else mpmath.log(1 + mpmath.exp(at))
        assert abs(float(ours) - value) < 1e-14


def test_limits_of_logit_and_at_a_finite_point() -> None:
    assert limit(sigmoid(sin(1 / x)), x, 0) == AccumBounds(sigmoid(-1), sigmoid(1))
    inner = (2 + sin(x)) / 4
    assert limit(logit(inner), x, oo) == AccumBounds(logit(Rational(1, 4)), logit(Rational(3, 4)))
    assert limit(1 + sigmoid(sin(x)), x, oo) == AccumBounds(1 + sigmoid(-1), 1 + sigmoid(1))
    assert limit(sigmoid(x + sin(x)), x, oo) == 1
    assert limit(sigmoid(sin(x)) / x, x, oo) == 0


@pytest.mark.sampled(4)
@pytest.mark.parametrize("f", [sigmoid, softplus, logit])
@pytest.mark.parametrize("inner", [x, 2 * x + 1, -x, x / 3])
@pytest.mark.parametrize("domain", [S.Complexes, S.Reals])
def test_singularities_are_those_of_the_formula(f: type, inner: Expr, domain: object) -> None:
    ours, plain = singularities(f(inner), x, domain), singularities(PLAIN[f](inner), x, domain)
    values = [0, 1, 2, *(k * pi * I for k in range(-5, 6) if k)]
    for point in (solve(inner - value, x)[0] for value in values):
        assert ours.contains(point) == plain.contains(point)
    assert (ours == S.EmptySet) == (plain == S.EmptySet)


def test_singularities() -> None:
    for found in (singularities(sigmoid(x), x), singularities(softplus(x), x)):
        assert [k for k in range(-5, 6) if k * I * pi in found] == [-5, -3, -1, 1, 3, 5]
    assert singularities(logit(x), x) == {0, 1}
    assert singularities(sigmoid(1 / x), x, S.Reals) == {0}
    assert singularities(sigmoid(logit(x)), x) == S.EmptySet
    assert singularities(sigmoid(tanh(x)), x, S.Reals) == S.EmptySet
