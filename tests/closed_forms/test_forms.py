"""Every closed form of every relative, against mpmath's differentiation of its definition."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import mpmath
import pytest
import sympy
from conftest import Sample
from mpmath import mp

from sigmoid_sym.closed_forms import FORMS, RELATIVES, Relative, closed_form, logistic_family
from sigmoid_sym.errors import ArgumentTypeError, SigmoidSymError
from sigmoid_sym.language.sympy import to_sympy
from sigmoid_sym.tree.expression import Symbol

VALUES = {"L": 3, "k": sympy.Rational(5, 4), "x_0": sympy.Rational(1, 3), "C": sympy.Rational(3, 2)}


def sigma(x: Any) -> Any:
    return 1 / (1 + mp.exp(-x))


def logistic(L: Any, k: Any, x0: Any, C: Any) -> Callable[[Any], Any]:
    return lambda x: L / (1 + C * mp.exp(-k * (x - x0)))


F = Fraction
CASES: dict[str, tuple[Relative, Callable[[Any], Any], Fraction]] = {
    "sigmoid": (RELATIVES["sigmoid"], sigma, F(3, 4)),
    "reflected": (RELATIVES["reflected"], lambda x: sigma(-x), F(-3, 4)),
    "tanh": (RELATIVES["tanh"], mp.tanh, F(3, 4)),
    "softplus": (RELATIVES["softplus"], lambda x: mp.log(1 + mp.exp(x)), F(3, 4)),
    "log-sigmoid": (RELATIVES["log-sigmoid"], lambda x: mp.log(sigma(x)), F(-3, 4)),
    "silu": (RELATIVES["silu"], lambda x: x * sigma(x), F(3, 4)),
    "logistic": (RELATIVES["logistic"], logistic(3, mp.mpf(5) / 4, mp.mpf(1) / 3, mp.mpf(3) / 2), F(3, 2)),
    "slip of sign": (logistic_family(C=-1), logistic(1, 1, 0, -1), F(3, 4)),
    "numbers": (
        logistic_family(F(1, 2), 2, -1, F(1, 3)),
        logistic(mp.mpf(1) / 2, 2, -1, mp.mpf(1) / 3),
        F(1, 4),
    ),
    "C < 0": (logistic_family(2, F(1, 2), 1, -3), logistic(2, mp.mpf(1) / 2, 1, -3), F(5)),
    "falling": (logistic_family(1, -2, 0, 1), logistic(1, -2, 0, 1), F(-3, 4)),
}


def numeric(expression: Any, x: Fraction) -> Any:
    """The value of a SymPy expression by mpmath, infinite sums cut off."""
    at = {sympy.Symbol(name): value for name, value in VALUES.items()}
    at[sympy.Symbol("x")] = sympy.Rational(x)

    def summed(body: Any, limits: Any) -> Any:
        index, low, high = limits
        body = body.subs(at)
        if high is not sympy.oo:
            return sympy.Add(*(body.subs(index, j) for j in range(int(low), int(high) + 1)))
        span = range(-400, 401) if low is sympy.S.NegativeInfinity else range(int(low), 400)
        term = sympy.lambdify(index, body, "mpmath")
        return sympy.Float(str(sum((term(mp.mpf(j)) for j in span), mp.mpf(0)).real), 40)

    closed = expression.replace(sympy.Sum, summed)
    return mpmath.mpmathify(closed.subs(at).evalf(40))


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("case", CASES)
def test_agrees_with_the_derivative_of_the_definition(case: str, name: str, sample: Sample) -> None:
    relative, definition, x = CASES[case]
    form = FORMS[name]
    functions = {
        "sigma": lambda z: 1 / (1 + sympy.exp(-z)),
        "f": lambda z: _definition_of_f(relative, z),
    }
    orders = sample((0, 1, 2, 3, 4, 7, 8), 3)
    checked = 0
    for n in orders:
        try:
            node = closed_form(name, n, relative)
        except SigmoidSymError:
            assert n <= 1
            continue
        with mp.workdps(40):
            expected = mp.diff(definition, mp.mpf(x.numerator) / x.denominator, n)
            mine = numeric(to_sympy(node, functions=functions), x)
            # 801 of the poles leave a tail of about n! (1257)^(-n); everything else is to be exact.
            tolerance = mp.mpf(10) ** -2 if name == "poles" and n < 4 else mp.mpf(10) ** -9
            if name == "poles" and n == 7:
                tolerance = mp.mpf(10) ** -15
            assert abs(mine - expected) <= tolerance * (1 + abs(expected)), n
        checked += 1
    assert checked >= sum(n > 1 for n in orders)
    assert form.least_order <= 1


def _definition_of_f(relative: Relative, z: Any) -> Any:
    y = relative.terms(0)[0].y

    def number(p: Any) -> Any:
        return VALUES[p.name] if isinstance(p, Symbol) else sympy.Rational(p)

    L = {"logistic": 3}.get(relative.name, 1) if relative is RELATIVES["logistic"] else None
    if L is None:
        L = sympy.Rational(relative.terms(0)[0].number)
    return L / (1 + number(y.C) * sympy.exp(-number(y.xi.slope) * (z - number(y.xi.origin))))


@pytest.mark.parametrize("name", [name for name, form in FORMS.items() if form.symbolic])
@pytest.mark.parametrize(
    "case", ["sigmoid", "tanh", "silu", "logistic", "reflected", "log-sigmoid", "softplus"]
)
def test_symbolic_order_becomes_the_form_of_that_order(case: str, name: str) -> None:
    """Σ over k up to n+1 and the like, with n replaced by 6, has the value of the form of order 6."""
    relative, _, x = CASES[case]
    functions = {"sigma": lambda z: 1 / (1 + sympy.exp(-z)), "f": lambda z: _definition_of_f(relative, z)}
    general = to_sympy(closed_form(name, Symbol("n"), relative), functions=functions).subs(
        sympy.Symbol("n"), 6
    )
    special = to_sympy(closed_form(name, 6, relative), functions=functions)
    with mp.workdps(40):
        assert mp.almosteq(numeric(general, x), numeric(special, x), 1e-12)


def test_bad_input() -> None:
    with pytest.raises(SigmoidSymError, match="form must be one of stirling, eulerian"):
        closed_form("sterling", 3)
    with pytest.raises(SigmoidSymError, match="form must be one of"):
        closed_form(None, 3)  # type: ignore[arg-type]
    with pytest.raises(SigmoidSymError, match="holds for n ≥ 1, not for n = 0"):
        closed_form("factored", 0)
    with pytest.raises(SigmoidSymError, match="silu holds for n ≥ 2"):
        closed_form("factored", 1, RELATIVES["silu"])
    with pytest.raises(SigmoidSymError, match="symbolic n there are"):
        closed_form("stirling", Symbol("n"))
    with pytest.raises(ArgumentTypeError, match="n must be a whole number"):
        closed_form("stirling", 2.5)  # type: ignore[arg-type]
    for name in ("L", "k", "C"):
        with pytest.raises(SigmoidSymError, match=f"{name} must not be 0"):
            logistic_family(**{name: 0})
    with pytest.raises(ArgumentTypeError, match="C must be an int, a Fraction or a Symbol"):
        logistic_family(C=0.5)  # type: ignore[arg-type]
