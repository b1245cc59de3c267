"""The handle: formulas, notations, SymPy."""

import copy
import pickle

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

import sigmoid_sym
from sigmoid_sym import FORMS, RELATIVES, SigmoidSymError, closed_form, derivative, logistic_family, sigmoid
from sigmoid_sym.errors import ArgumentTypeError
from sigmoid_sym.tree.expression import Symbol

X = sympy.Symbol("x")


def test_identity() -> None:
    assert derivative(5) == derivative(5) != derivative(6)
    assert len({derivative(5), derivative(5)}) == 1
    assert pickle.loads(pickle.dumps(derivative(5))) == copy.deepcopy(derivative(5)) == derivative(5)
    assert repr(derivative(5)) == "SigmoidDerivative(order=5)"
    with pytest.raises(AttributeError):
        derivative(5).order = 6  # type: ignore[misc]


def test_row_and_polynomial_are_those_of_the_order() -> None:
    d = derivative(3)
    assert d.coefficients == (1, -7, 12, -6)  # OEIS A163626
    assert d.polynomial.coefficients == (0, *d.coefficients)
    assert d.verify(quick=True).ok


@pytest.mark.parametrize(
    ("arguments", "source"),
    [
        ({}, r"\sigma''' = \sigma - 7\sigma^{2} + 12\sigma^{3} - 6\sigma^{4}"),
        ({"form": "factored"}, r"\sigma''' = \sigma(1 - \sigma)(1 - 6\sigma(1 - \sigma))"),
        (
            {"symbol": "S", "argument": True, "variable": "t"},
            "S'''(t) = S(t) - 7S(t)^{2} + 12S(t)^{3} - 6S(t)^{4}",
        ),
        ({"left": False, "symbol": r"\varphi"}, r"\varphi - 7\varphi^{2} + 12\varphi^{3} - 6\varphi^{4}"),
        (
            {"form": "cosh", "notation": "leibniz"},
            r"\frac{d^{3}}{dx^{3}}\sigma(x) = "
            r"\frac{1}{2 + 2\cosh(x)} - \frac{6}{(2 + 2\cosh(x))^{2}}",
        ),
        (
            {"form": "hyperbolic", "variable": "z_1"},
            r"\sigma'''(z_{1}) = \frac{\operatorname{sech}^{2}\left(\frac{z_{1}}{2}\right)"
            r"\left(2 - 3\operatorname{sech}^{2}\left(\frac{z_{1}}{2}\right)\right)}{8}",
        ),
        ({"form": "polylogarithm"}, r"\sigma'''(x) = -\operatorname{Li}_{-3}\left(-e^{x}\right)"),
        (
            {"of": logistic_family(L=Symbol("L"), k=2), "symbol": "N", "form": "factored"},
            r"N''' = 8L\frac{N}{L}\,\left(1 - \frac{N}{L}\right)"
            r"\left(1 - 6 \cdot \frac{N}{L}\,\left(1 - \frac{N}{L}\right)\right)",
        ),
        ({"of": RELATIVES["tanh"], "form": "tanh"}, r"\tanh'''(x) = -2 + 8\tanh^{2}(x) - 6\tanh^{4}(x)"),
    ],
)
def test_latex(arguments: dict[str, object], source: str) -> None:
    assert derivative(3).latex(**arguments) == source  # type: ignore[arg-type]


def test_the_general_formula() -> None:
    d = derivative(Symbol("n"))
    assert d.latex("exponential-series") == r"\sigma^{(n)}(x) = \sum_{k=1}^{\infty} (-1)^{k}(-k)^{n}e^{-kx}"
    assert str(d) == "σ⁽ⁿ⁾ = Σ(k=1..n + 1, (−1)^(k + 1)·(k − 1)!·S(n + 1, k)·σ^k)"
    assert d.sympy(X).subs(sympy.Symbol("n"), 4).doit() == derivative(4).sympy(X)
    for request in (lambda: d.coefficients, lambda: d.polynomial, lambda: d.evaluate(1)):
        with pytest.raises(ArgumentTypeError, match="n must be a whole number"):
            request()
    with pytest.raises(SigmoidSymError, match="for a symbolic n there are polylogarithm"):
        d.latex("tanh")


def test_verify_checks_the_formula_and_its_polynomial() -> None:
    report = derivative(3).verify(quick=True)
    assert [check.road for check in report.checks][:2] == ["this formula, at points", "this formula, exactly"]
    assert (report.ok, len(report.checks)) == (True, 19)
    other = derivative(3).verify("tanh", of="silu")
    assert [(check.road, check.outcome.value) for check in other.checks] == [
        ("this formula, at points", "agrees")
    ]
    general = derivative(Symbol("n")).verify(variable="k")
    assert general.ok
    assert [check.order for check in general.checks] == [0, 0, 1, 1, 2, 2, 3, 3, 5, 5, 8, 8]
    with pytest.raises(SigmoidSymError, match="formal is for the derivatives of sigmoid"):
        derivative(3).verify(of="tanh", formal=True)


def test_text_and_notebook() -> None:
    assert str(derivative(1)) == "σ′ = σ − σ²"
    assert derivative(4).text(ascii=True).startswith("sigma^(4) = sigma - 15*sigma^2")
    assert derivative(2).text("exponential-negative", left=False) == "−(e^(−x) − e^(−2x))/(1 + e^(−x))³"
    assert derivative(1)._repr_latex_() == r"$\displaystyle \sigma' = \sigma - \sigma^{2}$"


@pytest.mark.parametrize("n", [0, 1, 4])
def test_sympy_forms_equal_sympys_own_derivative(n: int) -> None:
    """Every finite form, written in e^x and compared by SymPy."""
    direct = sympy.diff(1 / (1 + sympy.exp(-X)), X, n)
    for name, form in FORMS.items():
        if form.exact and n >= form.least_order:
            mine = derivative(n).sympy(X, name).doit().rewrite(sympy.exp)
            difference = (mine - direct).subs(X, 2 * sympy.log(X))
            assert sympy.cancel(sympy.expand(difference)) == 0, name


@settings(max_examples=20)
@given(st.integers(0, 12), st.fractions(-3, 3, max_denominator=9))
def test_sympy_at_a_point(n: int, x: object) -> None:
    point = sympy.Rational(x)
    s = 1 / (1 + sympy.exp(-point))
    assert abs((derivative(n).sympy(point) - derivative(n).polynomial(s)).evalf(30)) < 1e-25


def test_sympy_at_an_expression_and_for_relatives() -> None:
    k = sympy.Symbol("k")
    assert derivative(1).sympy(k**2) == sigmoid(k**2) - sigmoid(k**2) ** 2
    assert derivative(2).sympy(k, "stirling-sum").doit() == derivative(2).sympy(k)  # no index is captured
    assert derivative(1).sympy(X, of=RELATIVES["softplus"]) == sigmoid(X)
    with pytest.raises(SigmoidSymError, match="a letter in x must not be 'k': k is the parameter k there"):
        derivative(1).sympy(k, "exponential", of=RELATIVES["logistic"])


@pytest.mark.parametrize("bad", [-1, 2.5, True, "five", None])
def test_bad_orders(bad: object) -> None:
    with pytest.raises(SigmoidSymError, match="n must be a whole number of at least 0, not"):
        derivative(bad)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"form": "sterling"}, "form must be one of stirling"),
        ({"symbol": "$x"}, "symbol must be a letter"),
        ({"variable": "xy"}, "variable must be a letter"),
        ({"variable": 3}, "variable must be a letter"),
        ({"notation": "newton"}, "notation must be one of lagrange, leibniz"),
        ({"notation": []}, "notation must be one of lagrange, leibniz"),
        ({"of": "sygmoid"}, "of must be one of sigmoid, logistic, "),
        ({"of": None}, "of must be one of sigmoid, logistic, "),
        ({"environment": "tabular"}, "environment must be one of aligned"),
        ({"width": 5}, "width must be a whole number of at least 20"),
        ({"form": "stirling-sum", "variable": "S"}, "variable must not be 'S': S is the Stirling number"),
        ({"symbol": "x"}, "symbol must not be 'x': x is the variable there"),
    ],
)
def test_bad_wishes(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(SigmoidSymError, match=message):
        derivative(3).latex(**arguments)  # type: ignore[arg-type]


def test_relatives_by_name() -> None:
    assert derivative(3).latex("tanh", of="tanh") == derivative(3).latex("tanh", of=RELATIVES["tanh"])
    assert derivative(2).sympy(of="silu") == derivative(2).sympy(of=RELATIVES["silu"])
    assert closed_form("factored", 2, "softplus") == closed_form("factored", 2, RELATIVES["softplus"])
    with pytest.raises(SigmoidSymError, match="language must be one of python"):
        derivative(3).code([])  # type: ignore[arg-type]


def test_text_never_reaches_sympy() -> None:
    for bad in ("x", "__import__('os')", 3, None.__class__):
        with pytest.raises(ArgumentTypeError, match="x must be a SymPy expression"):
            derivative(2).sympy(bad)


def test_what_cannot_fit_is_refused_at_once() -> None:
    with pytest.raises(SigmoidSymError, match="GiB"):
        _ = derivative(10**12).coefficients
    with pytest.raises(MemoryError):
        derivative(10**9).latex()


def test_integers_longer_than_python_prints() -> None:
    source = derivative(1800).latex(left=False)
    assert max(map(len, source.replace("\\sigma", " ").split())) > 4300


def test_every_public_name_is_there() -> None:
    assert [name for name in sigmoid_sym.__all__ if not hasattr(sigmoid_sym, name)] == []
    assert set(sigmoid_sym.__all__) <= set(dir(sigmoid_sym))
    assert callable(sigmoid_sym.derivative)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = sigmoid_sym.nothing


def test_numbers_of_the_handle_are_those_of_the_functions() -> None:
    d = derivative(4)
    assert d.evaluate("1/3", 40) == sigmoid_sym.evaluate(4, "1/3", 40)
    assert d.evaluate(1, of="tanh") == sigmoid_sym.evaluate(4, 1, of="tanh")
    assert d.zeros(25) == sigmoid_sym.zeros(4, 25)
    assert d.enclose("1/3").a <= d.evaluate("1/3", 40) <= d.enclose("1/3").b
    with pytest.raises(ArgumentTypeError):
        derivative(Symbol("n")).evaluate(1)
