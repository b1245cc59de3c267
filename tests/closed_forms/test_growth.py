"""Richards' and Hill's curves against mpmath, SymPy's differentiation and the logistic family."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import sympy
from mpmath import mp

from sigmoid_sym import enclose, evaluate, jet
from sigmoid_sym.closed_forms import logistic_family
from sigmoid_sym.closed_forms.growth import hill_family, richards_family
from sigmoid_sym.errors import ArgumentTypeError, SigmoidSymError
from sigmoid_sym.functions import Function
from sigmoid_sym.language.latex import latex
from sigmoid_sym.language.reader import parse_expression
from sigmoid_sym.language.sympy import to_sympy
from sigmoid_sym.language.text import text
from sigmoid_sym.tree.expression import Symbol

RICHARDS = [
    {},
    {"A": 1, "K": 3, "B": 2, "M": -1, "Q": Fraction(1, 2), "C": 2, "nu": 3},
    {"A": -2, "K": Fraction(5, 3), "B": -1, "M": Fraction(1, 4), "Q": 7, "nu": Fraction(1, 2)},
]
HILL = [{}, {"a": 2, "d": -1, "c": Fraction(3, 2), "b": 3}, {"a": 1, "d": 0, "c": 4, "b": Fraction(-5, 2)}]
X = sympy.Symbol("x", positive=True)


def number(value: Any) -> Any:
    return mp.mpf(Fraction(value).numerator) / Fraction(value).denominator


def richards(x: Any, A=0, K=1, B=1, M=0, Q=1, C=1, nu=1) -> Any:  # type: ignore[no-untyped-def]
    A, K, B, M, Q, C, nu = map(number, (A, K, B, M, Q, C, nu))
    return A + (K - A) / (C + Q * mp.exp(-B * (x - M))) ** (1 / nu)


def hill(x: Any, a=0, d=1, c=1, b=1) -> Any:  # type: ignore[no-untyped-def]
    a, d, c, b = map(number, (a, d, c, b))
    return d + (a - d) / (1 + (x / c) ** b)


@pytest.mark.parametrize(
    ("row", "f"),
    [
        *((richards_family(**given), lambda x, given=given: richards(x, **given)) for given in RICHARDS),
        *((hill_family(**given), lambda x, given=given: hill(x, **given)) for given in HILL),
    ],
)
def test_values_and_slopes(row: Function, f: Any) -> None:
    for x in ("1/5", "1", "7/2"):
        for n in (0, 1, 2, 4):
            with mp.workdps(80):
                expected = mp.taylor(f, number(x), n)[n] * mp.factorial(n)
                assert mp.nstr(evaluate(n, x, digits=30, of=row), 30) == mp.nstr(expected, 30), (n, x)
        assert jet(3, x, of=row) == tuple(evaluate(n, x, of=row) for n in range(4))
        assert enclose(2, x, of=row).a <= evaluate(2, x, of=row) <= enclose(2, x, of=row).b
    assert row.definition is not None
    assert row.slope is not None
    difference = sympy.diff(to_sympy(row.definition, {"x": X}), X) - to_sympy(row.slope, {"x": X})
    assert abs(difference.subs(X, sympy.Rational(3, 7)).evalf(50)) < 1e-40


def test_what_is_logistic_is_the_logistic_family() -> None:
    plain, family = richards_family(K=3, B=2, M=1, Q=5), logistic_family(L=3, k=2, x0=1, C=5)
    for n in range(4):
        assert evaluate(n, "1/3", of=plain) == evaluate(n, "1/3", of=family)


def test_rational_values_of_roots_are_recognised() -> None:
    """1/√(1+3) = 1/2, and Hill's curve with √x at 4."""
    assert evaluate(0, 0, digits=50, of=richards_family(Q=3, nu=2)) == 0.5
    assert evaluate(1, 0, of=richards_family(Q=3, nu=2)) == 3 / 16
    with mp.workdps(50):
        assert mp.almosteq(evaluate(2, 4, 50, of=hill_family(b=Fraction(1, 2))), mp.mpf(-7) / 864)


def test_letters_are_written_and_read_back() -> None:
    row = richards_family(*map(Symbol, ("A", "K", "B", "M", "Q", "C", "nu")))
    assert latex(row.definition) == r"A + \frac{K - A}{\left(C + Qe^{-B(x - M)}\right)^{1/\nu}}"  # type: ignore[arg-type]
    dose = hill_family(*map(Symbol, "adcb"))
    assert text(dose.definition) == "d + (a − d)/(1 + (x/c)^b)"  # type: ignore[arg-type]
    assert parse_expression(text(hill_family(b=3).definition)) == hill_family(b=3).definition  # type: ignore[arg-type]
    with pytest.raises(SigmoidSymError, match="A has no value"):
        evaluate(0, 1, of=row)


@pytest.mark.parametrize(
    ("family", "given", "why"),
    [
        (richards_family, {"nu": 0}, "nu must be positive"),
        (richards_family, {"B": 0}, "B must not be 0"),
        (richards_family, {"K": Symbol("x")}, "K must not be x"),
        (hill_family, {"c": -1}, "c must be positive"),
        (hill_family, {"b": 0}, "b must not be 0"),
    ],
)
def test_parameters_are_checked(family: Any, given: dict[str, Any], why: str) -> None:
    with pytest.raises(SigmoidSymError, match=why):
        family(**given)
    with pytest.raises(ArgumentTypeError):
        family(0.5)
