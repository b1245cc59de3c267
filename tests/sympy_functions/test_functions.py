"""sigmoid, logit and softplus as SymPy functions, against SymPy's work on their definitions."""

import copy
import math
import pickle
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import flint
import mpmath
import pytest
import sympy
from conftest import require_module, require_program
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import I, Rational, S, exp, log, oo, pi, tanh

from sigmoid_sym import logistic_row, logit, sigmoid, softplus
from sigmoid_sym.errors import ArgumentTypeError

x, a, b = sympy.symbols("x a b")
r = sympy.Symbol("r", real=True)
n = sympy.Symbol("n", integer=True, positive=True)
p = sympy.Symbol("p", positive=True)
DEFINITIONS = {sigmoid: 1 / (1 + exp(-x)), logit: log(x / (1 - x)), softplus: log(1 + exp(x))}
BOTH = list(DEFINITIONS.items())


POINT = Rational(3, 7)


def same(left: Any, right: Any, at: Any = POINT) -> bool:
    """Equality of two expressions in x (and a, b) at a point, to 40 digits."""
    point = {x: at, a: Rational(5, 4), b: Rational(-1, 3)}
    difference = (left - right).subs(point).evalf(50, maxn=2000)
    return bool(abs(difference) < 1e-40 * (1 + abs(right.subs(point).evalf(20))))


@pytest.mark.parametrize(("function", "definition"), BOTH)
@pytest.mark.parametrize("order", [1, 2, 3])
def test_derivatives(function: Any, definition: Any, order: int) -> None:
    assert same(function(x).diff(x, order), definition.diff(x, order))
    linear, its = a * x + b, definition.subs(x, a * x + b)
    if function is not logit:
        assert same(function(linear).diff(x, order), its.diff(x, order))
    assert same(function(x**2).diff(x, order), definition.subs(x, x**2).diff(x, order))


@pytest.mark.parametrize("function", DEFINITIONS)
@pytest.mark.parametrize("order", [4, 6, 11, 30])
def test_derivatives_of_higher_order(function: Any, order: int) -> None:
    """By differences of the definition in mpmath: SymPy's own derivatives of it grow without bound."""
    numeric = {
        sigmoid: lambda z: 1 / (1 + mpmath.exp(-z)),
        logit: lambda z: mpmath.log(z / (1 - z)),
        softplus: lambda z: mpmath.log(1 + mpmath.exp(z)),
    }[function]
    for scale, shift in ((S.One, S.Zero), (Rational(5, 4), Rational(-1, 5))):
        value = function(scale * x + shift).diff(x, order).subs(x, POINT).evalf(50, maxn=2000)
        with mpmath.workdps(60):
            slope, start, at = (mpmath.mpf(number.p) / number.q for number in (scale, shift, POINT))
            inner = [slope, start]
            expected = mpmath.diff(lambda t, inner=inner: numeric(inner[0] * t + inner[1]), at, order)
            assert abs(mpmath.mpf(str(value)) - expected) < mpmath.mpf(10) ** -40 * (1 + abs(expected))


@pytest.mark.parametrize(("function", "definition"), BOTH)
def test_derivative_of_symbolic_order(function: Any, definition: Any) -> None:
    general = function(a * x).diff((x, n)) if function is not logit else function(x).diff((x, n))
    inner = definition.subs(x, a * x) if function is not logit else definition
    for order in (1, 2, 5):
        assert same(general.subs(n, order).doit(), inner.diff(x, order))


def test_symbolic_order_0_is_the_function() -> None:
    m = sympy.Symbol("m", integer=True, nonnegative=True)
    assert sigmoid(x).diff((x, m)).subs(m, 0).doit() == sigmoid(x)


def test_high_orders_come_at_once() -> None:
    """In sigmoid(x) and sigmoid(-x), whose sum is 1: the value of the polynomial wherever it is taken."""
    derivative, row = sigmoid(x).diff(x, 200), logistic_row(200)
    for value in (S.One, Rational(1, 3), S(-2)):
        taken = derivative.subs({sigmoid(x): value, sigmoid(-x): 1 - value})
        assert taken == sum(c * value**k for k, c in enumerate(row, 1))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (sigmoid(0), S.Half),
        (sigmoid(oo), 1),
        (sigmoid(-oo), 0),
        (sigmoid(S.NaN), S.NaN),
        (sigmoid(sympy.zoo), S.NaN),
        (sigmoid(I * pi), sympy.zoo),
        (sigmoid(-3 * I * pi), sympy.zoo),
        (sigmoid(2 * I * pi), S.Half),
        (sigmoid(logit(x)), x),
        (logit(sigmoid(r)), r),
        (logit(S.Half), 0),
        (logit(0), -oo),
        (logit(1), oo),
        (softplus(0), log(2)),
        (softplus(oo), oo),
        (softplus(-oo), 0),
    ],
)
def test_automatic_values(value: Any, expected: Any) -> None:
    assert value is S(expected) or value == expected


def test_the_inverse_is_not_taken_across_branches() -> None:
    assert logit(sigmoid(x)) != x
    z = 1 + 4 * I
    assert abs((logit(sigmoid(z)) - z).evalf() + 2 * math.pi * I) < 1e-12
    assert sigmoid(x).inverse()(x) == logit(x)
    assert softplus(x).inverse()(softplus(x)) == log(exp(softplus(x)) - 1)
    assert sympy.solve(sigmoid(x) - Rational(1, 3), x) == [logit(Rational(1, 3))]
    assert sympy.solve(softplus(x) - 3, x) == [log(exp(3) - 1)]


@pytest.mark.parametrize(("function", "definition"), BOTH)
def test_rewriting(function: Any, definition: Any) -> None:
    at = Rational(2, 7)
    for target in (exp, log, tanh, sympy.cosh, sympy.atanh):
        assert same(function(x).rewrite(target), definition, at)
    assert not sigmoid(x).rewrite(tanh).has(sigmoid)
    assert not sigmoid(x).rewrite(sympy.cosh).has(sigmoid)
    assert sigmoid(x).rewrite(exp) == 1 / (1 + exp(-x))


@pytest.mark.parametrize(
    "argument",
    [r, p, x, sympy.Symbol("e", extended_real=True), sympy.Symbol("z", complex=True), S(-3), 2 + I, I, p + 1],
)
@pytest.mark.parametrize("function", DEFINITIONS)
def test_assumptions_hold_at_sampled_values(function: Any, argument: Any) -> None:
    """What is claimed of f(argument) is true of f at every value that the argument may take."""
    samples: list[Any] = [S(-40), Rational(-1, 2), S.Zero, Rational(1, 3), S.Half, Rational(3, 2), S(50)]
    samples += [oo, -oo, I, 3 * I * pi, 1 + 2 * I, -2 - 5 * I, I * pi]
    symbol = next(iter(argument.free_symbols), None)
    names = [
        "real",
        "extended_real",
        "positive",
        "negative",
        "zero",
        "finite",
        "nonzero",
        "nonnegative",
        "integer",
        "extended_positive",
    ]
    expression = function(argument)
    if symbol is not None:
        fitting = [
            s
            for s in samples
            if all(getattr(s, f"is_{k}") in (v, None) for k, v in symbol.assumptions0.items())
        ]
        assert fitting
    else:
        fitting = [None]
    for name in names:
        claim = getattr(expression, f"is_{name}")
        for sample in fitting:
            value = expression if symbol is None else expression.subs(symbol, sample)
            number = value if value.is_infinite or value is S.NaN else value.evalf(30)
            truth = getattr(number, f"is_{name}")
            if name == "zero" and number.is_number and number.is_finite:
                truth = bool(number == 0)
            if number is not S.NaN and claim is not None and truth is not None:
                assert claim == truth, (name, sample)


def test_assumptions_that_people_need() -> None:
    s = sigmoid(r)
    assert s.is_real
    assert s.is_positive
    assert s.is_finite
    assert (s.is_zero, s.is_integer) == (False, False)
    assert sigmoid(S(2)).is_rational is False
    assert softplus(r).is_positive
    assert logit(Rational(1, 3)).is_negative
    assert logit(Rational(2, 3)).is_positive
    assert sigmoid(x).is_real is None


@settings(max_examples=40)
@given(st.floats(-30, 30), st.floats(-30, 30))
def test_complex_values_parts_and_conjugate_against_arb(real: float, imag: float) -> None:
    z = sympy.Float(real, 40) + sympy.Float(imag, 40) * I
    before, flint.ctx.prec = flint.ctx.prec, 300
    try:
        exact = 1 / (1 + (-flint.acb(real, imag)).exp())
    finally:
        flint.ctx.prec = before
    value = sigmoid(z).evalf(30)
    expected = sympy.Float(exact.real.str(40, radius=False), 40) + I * sympy.Float(
        exact.imag.str(40, radius=False), 40
    )
    size = abs(expected)
    assert abs(value - expected) < size * 1e-28
    u, v = sympy.symbols("u v", real=True)
    re, im = sigmoid(u + I * v).as_real_imag()
    at = {u: sympy.Float(real, 60), v: sympy.Float(imag, 60)}
    assert abs(re.subs(at).evalf(40) + I * im.subs(at).evalf(40) - expected) < size * 1e-25
    assert abs(sympy.conjugate(sigmoid(x)).subs(x, z).evalf(30) - sympy.conjugate(expected)) < size * 1e-28


def arb_digits(value: Callable[[], flint.arb]) -> sympy.Float:
    """A value by Arb at 2000 bits, to 60 digits."""
    before, flint.ctx.prec = flint.ctx.prec, 2000
    try:
        return sympy.Float(value().str(60, radius=False), 60)
    finally:
        flint.ctx.prec = before


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        (sigmoid(Rational(1, 3)), lambda: 1 / (1 + (-(flint.arb(1) / 3)).exp())),
        (sigmoid(50) - 1, lambda: -1 / (1 + flint.arb(50).exp())),
        (sigmoid(-(10**6)), lambda: 1 / (1 + flint.arb(10**6).exp())),
        (softplus(-1000), lambda: flint.arb(-1000).exp().log1p()),
        (softplus(90) - 90, lambda: flint.arb(-90).exp().log1p()),
        (logit(S.Half + Rational(1, 10**40)), lambda: 2 * (2 / flint.arb(10) ** 40).atanh()),
        (logit(Rational(1, 10**30)), lambda: -((flint.arb(10) ** 30) - 1).log()),
    ],
)
def test_evalf_where_digits_are_easily_lost(value: Any, exact: Callable[[], flint.arb]) -> None:
    assert abs(value.evalf(30) / arb_digits(exact) - 1) < 1e-29


@settings(max_examples=30)
@given(st.fractions(-60, 60, max_denominator=50), st.integers(5, 120))
def test_evalf_against_mpmath_at_double_precision(at: Any, digits: int) -> None:
    with mpmath.workdps(2 * digits + 60):
        s = 1 / (1 + mpmath.exp(-mpmath.mpf(at.numerator) / at.denominator))
        expected = sympy.Float(s, 2 * digits)
    assert abs(sigmoid(Rational(at)).evalf(digits) / expected - 1) <= 10.0 ** -(digits - 1)


def test_evalf_of_derivatives_keeps_its_digits() -> None:
    value = sigmoid(x).diff(x, 30).subs(x, 1)
    assert abs(value.evalf(40) / (1 / (1 + exp(-x))).diff(x, 30).subs(x, 1).evalf(40) - 1) < 1e-39


@pytest.mark.parametrize("centre", [0, 1, Rational(-1, 2)])
def test_series_at_points(centre: Any) -> None:
    mine = sigmoid(x).series(x, centre, 6).removeO()
    theirs = sum(
        DEFINITIONS[sigmoid].diff(x, k).subs(x, centre) / sympy.factorial(k) * (x - centre) ** k
        for k in range(6)
    )
    assert same(mine, theirs)
    assert sum(sigmoid(x).taylor_term(k, x) for k in range(9)) == sigmoid(x).series(x, 0, 9).removeO()


def test_series_at_a_pole_and_at_infinity() -> None:
    laurent = sigmoid(x).series(x, I * pi, 2).removeO()
    assert sympy.simplify(laurent - (1 / (x - I * pi) + S.Half + (x - I * pi) / 12)) == 0
    assert sigmoid(x**2).series(x, oo, 4) == 1 + sympy.O(x**-4, (x, oo))


def test_asymptotic_series_are_geometric_and_logarithmic_series_in_the_exponential() -> None:
    u = exp(-x)
    assert sigmoid(x).series(x, oo, 4) == 1 - u + u**2 - u**3 + sympy.O(u**4, (x, oo))
    assert sigmoid(x).series(x, -oo, 3) == exp(x) - exp(2 * x) + sympy.O(exp(3 * x), (x, -oo))
    assert softplus(x).series(x, oo, 3) == x + u - u**2 / 2 + sympy.O(u**3, (x, oo))
    assert sigmoid(-2 * x).series(x, oo, 2) == u**2 + sympy.O(u**4, (x, oo))


@pytest.mark.parametrize("argument", [True, [1], {1}, (x,), {x: 1}, object()])
@pytest.mark.parametrize("function", DEFINITIONS)
def test_what_is_no_number_is_refused(function: Any, argument: Any) -> None:
    with pytest.raises(ArgumentTypeError, match="takes a SymPy expression or a number"):
        function(argument)


def test_value_on_the_cut_of_the_logarithm() -> None:
    value = softplus(1 + I * pi).evalf(20)
    assert abs(value - (log(sympy.E - 1) + I * pi).evalf(20)) < 1e-19
    assert logit(oo) == logit(-oo) == I * pi


@pytest.mark.parametrize(
    ("expression", "point", "direction", "limit"),
    [
        (sigmoid(x), oo, "-", 1),
        (sigmoid(x), -oo, "+", 0),
        (x * sigmoid(-x), oo, "-", 0),
        ((sigmoid(x) - 1) * exp(x), oo, "-", -1),
        (sigmoid(1 / x), 0, "-", 0),
        (sigmoid(1 / x), 0, "+", 1),
        ((sigmoid(x) - S.Half) / x, 0, "+", Rational(1, 4)),
        (softplus(x) - x, oo, "-", 0),
        (softplus(x) * exp(-x), -oo, "+", 1),
        (logit(x), 0, "+", -oo),
        (logit(x) / log(x), 0, "+", 1),
    ],
)
def test_limits(expression: Any, point: Any, direction: str, limit: Any) -> None:
    assert sympy.limit(expression, x, point, direction) == limit


def test_integrals() -> None:
    assert sympy.integrate(sigmoid(x), x) == softplus(x)
    assert sympy.integrate(sigmoid(2 * x + 1), x) == softplus(2 * x + 1) / 2
    assert sympy.integrate(2 * sigmoid(x) + 1, x) == 2 * softplus(x) + x
    assert sympy.integrate(sigmoid(x), (x, 0, 1)) == softplus(1) - log(2)
    assert sympy.integrate(sigmoid(x), (x, -oo, 0)) == log(2)
    assert sympy.integrate(sigmoid(x), (x, 0, oo)) == oo
    assert sympy.integrate(sigmoid(x) * (1 - sigmoid(x)), x) == sigmoid(x)
    assert isinstance(sympy.integrate(sigmoid(x**2), x), sympy.Integral)
    assert sympy.integrate(sigmoid(x), (x, 0, 1), (a, 0, 2)) == 2 * softplus(1) - 2 * log(2)


def test_printing() -> None:
    assert sympy.latex(sigmoid(x) ** 2) == r"\sigma^{2}\left(x\right)"
    assert sympy.latex(logit(x)) == r"\operatorname{logit}\left(x\right)"
    assert sympy.pretty(sigmoid(x), use_unicode=True) == "σ(x)"
    assert sympy.pretty(sigmoid(x), use_unicode=False) == str(sigmoid(x)) == "sigmoid(x)"


@pytest.mark.parametrize("function", DEFINITIONS)
def test_copies(function: Any) -> None:
    expression = function(a * x) ** 2 + b
    assert pickle.loads(pickle.dumps(expression)) == copy.deepcopy(expression) == expression
    names = {name: getattr(sympy, name) for name in ("Add", "Mul", "Pow", "Symbol", "Integer")}
    assert eval(sympy.srepr(expression), {**names, function.__name__: function}) == expression
    assert len({function(x), function(x)}) == 1


POINTS = [-1000.0, -745, -40.5, -1, -1e-9, 0, 1e-9, 0.3, 2, 37, 709, 1000]


@pytest.mark.parametrize("module", ["numpy", "scipy", "math", "mpmath"])
def test_lambdify(module: str) -> None:
    arrays = require_module(module) and require_module("numpy") if module in ("numpy", "scipy") else None
    with mpmath.workdps(15):
        for function, inputs in (
            (sigmoid, POINTS),
            (softplus, POINTS),
            (logit, [1e-300, 1e-9, 0.2, 0.9]),
        ):
            code = sympy.lambdify(x, function(x), module)
            values = code(arrays.array(inputs)) if arrays else [code(float(v)) for v in inputs]
            for value, at in zip(values, inputs, strict=True):
                with mpmath.workdps(400):
                    exact = mpmath.mpmathify(str(function(Rational(float(at))).evalf(30)))
                assert abs(mpmath.mpf(value) - exact) <= 8 * 2.0**-53 * abs(exact) + 5e-324


def test_lambdify_of_complex_arrays() -> None:
    np, special = require_module("numpy"), require_module("scipy.special")
    z = np.array([1 + 2j, -30 + 1j, -800 + 3j])
    with mpmath.workdps(30):
        exact = [complex(1 / (1 + mpmath.exp(-mpmath.mpc(v)))) for v in z]
    assert np.allclose(sympy.lambdify(x, sigmoid(x), "numpy")(z), exact, rtol=1e-14, atol=0)
    assert special.expit(0.25) == pytest.approx(float(sigmoid(Rational(1, 4))), rel=1e-15)


def test_c_code_runs(tmp_path: Path) -> None:
    expression = sympy.ccode(sigmoid(x) + 2 * softplus(x - 1))
    (tmp_path / "f.c").write_text(
        "#include <math.h>\n#include <stdio.h>\n#include <stdlib.h>\n"
        f'int main(int c, char **v) {{ double x = atof(v[1]); printf("%.17g", {expression}); }}\n'
    )
    subprocess.run([require_program("cc", "gcc"), "f.c", "-o", "f", "-lm"], cwd=tmp_path, check=True)
    for at in (-800.0, -2.5, 0.0, 30.0, 800.0):
        out = subprocess.run([tmp_path / "f", str(at)], capture_output=True, text=True, check=True).stdout
        exact = (sigmoid(Rational(at)) + 2 * softplus(Rational(at) - 1)).evalf(20)
        assert float(out) == pytest.approx(float(exact), rel=1e-14)


def test_array_libraries_get_their_own_functions() -> None:
    from sympy.printing.numpy import JaxPrinter

    assert JaxPrinter().doprint(sigmoid(x)) == "jax.nn.sigmoid((x))"
    torch = pytest.importorskip("sympy.printing.pytorch", reason="SymPy 1.14 has it")
    assert torch.TorchPrinter().doprint(softplus(x)) == "torch.logaddexp(torch.zeros_like((x)), (x))"


@pytest.mark.parametrize("bad", ["x", "__import__('os').system('true')", sympy.Matrix([1, 2])])
@pytest.mark.parametrize("function", DEFINITIONS)
def test_text_and_matrices_are_refused(function: Any, bad: Any) -> None:
    with pytest.raises(ArgumentTypeError, match=f"{function.__name__} takes a SymPy expression or a number"):
        function(bad)
