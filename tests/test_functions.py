"""The table of functions: what a row says, against mpmath, SymPy and the readers and writers."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
import sympy
from flint import arb, fmpq
from mpmath import iv, mp

from sigmoid_sym import enclose, evaluate, jet, prove, supremum, zeros
from sigmoid_sym.decision.verdict import Proved
from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.functions import FUNCTIONS, Function, X, defined, row_named, slope_of
from sigmoid_sym.language.latex import latex
from sigmoid_sym.language.mathml import mathml
from sigmoid_sym.language.reader import parse_expression
from sigmoid_sym.language.sympy import to_sympy
from sigmoid_sym.language.text import ASCII, text
from sigmoid_sym.numeric.expansion import NoValue, derivative_ball
from sigmoid_sym.tree.claim import INFINITY, Symmetry
from sigmoid_sym.tree.expression import Call, Expression, Integer, Neg, Symbol, call, free_symbols

# Each by mpmath's own functions, or as its source prints it.
MPMATH: dict[str, Callable[[Any], Any]] = {
    "exp": mp.exp,
    "log": mp.log,
    "sqrt": mp.sqrt,
    "abs": abs,
    "sigma": lambda x: 1 / (1 + mp.exp(-x)),
    "tanh": mp.tanh,
    "coth": mp.coth,
    "sinh": mp.sinh,
    "cosh": mp.cosh,
    "sech": mp.sech,
    "csch": mp.csch,
    "softplus": lambda x: mp.log(1 + mp.exp(x)),
    "logit": lambda p: mp.log(p) - mp.log(1 - p),
    "logsigmoid": lambda x: -mp.log(1 + mp.exp(-x)),
    "artanh": mp.atanh,
    "silu": lambda x: x / (1 + mp.exp(-x)),
    "mish": lambda x: x * mp.tanh(mp.log(1 + mp.exp(x))),
    "lisht": lambda x: x * mp.tanh(x),
    "gumbel": lambda x: mp.exp(-mp.exp(-x)),
    "relu": lambda x: max(x, 0),
    "hardtanh": lambda x: max(-1, min(1, x)),
}
ROWS = [row for row in FUNCTIONS.values() if row.arity == 1 and (row.definition or row.slope)]
OFTEN = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)


def number(end: Expression) -> Any:
    """An end of an interval."""
    if end == INFINITY:
        return mp.inf
    return -number(end.operand) if isinstance(end, Neg) else mp.mpf(end.value)  # type: ignore[attr-defined]


def points(row: Function) -> list[Any]:
    """Exact numbers all over the domain, none of them 0."""
    low, high = number(row.domain.lower), number(row.domain.upper)
    if mp.isinf(high):
        spread = [mp.mpf(k) / 8 for k in (1, 2, 7, 9, 25, 60, 130)]
        return [max(low, 0) + x for x in spread] + ([-x for x in spread] if mp.isinf(low) else [])
    return [low + (high - low) * mp.mpf(k) / 64 for k in (1, 5, 17, 31, 40, 59, 63)]


def sympy_value(node: Expression, x: Any) -> Any:
    return mp.mpf(sympy.N(to_sympy(node, {"x": sympy.Float(str(x), 60)}), 50))


def test_every_row_with_values_has_a_reference() -> None:
    assert {row.name for row in ROWS} == set(MPMATH)


@OFTEN
def test_the_definition_is_the_function(row: Function) -> None:
    if row.definition is None:
        pytest.skip("what others are defined by")
    with mp.workdps(60):
        for x in points(row):
            expected = MPMATH[row.name](x)
            assert abs(sympy_value(row.definition, x) - expected) <= mp.mpf(10) ** -40 * (1 + abs(expected))


@OFTEN
def test_definition_and_slope_are_of_the_argument_alone(row: Function) -> None:
    """So a function has no value where its argument has none."""
    for node in filter(None, (row.definition, row.slope)):
        assert free_symbols(node) == {parameter.name for parameter in row.parameters}


@OFTEN
def test_the_slope_is_the_derivative_of_the_definition(row: Function) -> None:
    """By SymPy's differentiation, and by mpmath's differences."""
    node = row.definition or Call(row.name, (X,))
    x = sympy.Symbol("x", real=True)
    derivative = sympy.diff(to_sympy(node, {"x": x}), x)
    assert row.slope is not None
    with mp.workdps(60):
        for at in points(row):
            mine = sympy_value(row.slope, at)
            theirs = mp.mpf(sympy.N(derivative.subs(x, sympy.Float(str(at), 60)), 50))
            differences = mp.diff(MPMATH[row.name], at)
            assert abs(mine - theirs) <= mp.mpf(10) ** -40 * (1 + abs(mine))
            assert abs(mine - differences) <= mp.mpf(10) ** -25 * (1 + abs(mine))


@OFTEN
def test_parity(row: Function) -> None:
    """A row says whether it is even or odd exactly where it is."""
    f = MPMATH[row.name]
    with mp.workdps(40):
        symmetric = row.domain.lower == Neg(row.domain.upper)
        even = symmetric and all(mp.almosteq(f(-x), f(x)) for x in points(row))
        odd = symmetric and all(mp.almosteq(f(-x), -f(x)) for x in points(row))
    assert row.odd_or_even is (Symmetry.EVEN if even else Symmetry.ODD if odd else None)


@OFTEN
def test_range(row: Function) -> None:
    """No value is outside, and at an end that is finite, or closed, there are values nearby."""
    f, low, high = MPMATH[row.name], number(row.range.lower), number(row.range.upper)
    with mp.workdps(60):
        values = [f(x) for x in points(row)]
        if row.name not in ("log", "logit", "artanh", "coth", "csch"):
            values.append(f(mp.mpf(0)))
        assert all(low < y or (y == low and row.range.lower_closed) for y in values)
        assert all(y < high or (y == high and row.range.upper_closed) for y in values)
        near = mp.mpf(1) / 100
        assert mp.isinf(low) or any(y - low < near for y in values)
        assert mp.isinf(high) or any(high - y < near for y in values)
        assert not row.range.lower_closed or low in values
        assert not row.range.upper_closed or high in values


@OFTEN
def test_logistic_form(row: Function) -> None:
    if row.logistic is None:
        pytest.skip("no multiple of σ")
    a, b, c = (mp.mpf(part.numerator) / part.denominator for part in row.logistic)
    with mp.workdps(50):
        for x in points(row):
            assert mp.almosteq(a / (1 + mp.exp(-b * x)) + c, MPMATH[row.name](x), abs_eps=1e-45)


@OFTEN
@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_every_digit_is_right(row: Function, n: int) -> None:
    """Against mpmath's Taylor coefficients with 50 digits more."""
    name = "sigmoid" if row.name == "sigma" else row.name
    for x in points(row):
        with mp.workdps(90):
            expected = mp.taylor(MPMATH[row.name], x, n)[n] * mp.factorial(n)
            found = evaluate(n, x, digits=30, of=name)
            assert abs(found - expected) <= mp.mpf(10) ** -29 * abs(expected) + mp.mpf(10) ** -40, (n, x)
            exact = mp.nstr(expected, 30) if abs(expected) > 1e-30 else None
            assert exact is None or mp.nstr(found, 30) == exact, (n, x)


@OFTEN
def test_a_jet_is_the_values(row: Function) -> None:
    name = "sigmoid" if row.name == "sigma" else row.name
    x = points(row)[1]
    assert jet(4, x, of=name) == tuple(evaluate(n, x, of=name) for n in range(5))


@pytest.mark.parametrize("n", range(8))
def test_rational_values_are_recognised(n: int) -> None:
    """Mish is x (1 - 2/(1 + (1+e^x)²)), whose derivatives at 0 are rational: 0, 3/5, 16/25, …"""
    y = sympy.Symbol("y")
    mish = y * (1 - 2 / (1 + (1 + sympy.exp(y)) ** 2))
    value = sympy.diff(mish, y, n).subs(y, 0)
    expected = sympy.nsimplify(value)
    assert expected.is_Rational
    found = evaluate(n, 0, digits=60, of="mish")
    with mp.workdps(60):
        assert mp.nstr(found, 55) == mp.nstr(mp.mpf(expected.p) / expected.q, 55)


@pytest.mark.parametrize(
    ("n", "x", "of", "why"),
    [
        (0, 0, "coth", "a pole"),
        (0, 0, "csch", "a pole"),
        (3, 1, "artanh", "a pole at x = 1"),
        (0, 2, "artanh", "-1 < x < 1 only, not at x = '2'"),
        (0, -3, "sqrt", "x ≥ 0 only"),
        (1, 0, "sqrt", "a derivative of a root at 0"),
        (0, 0, "log", "a pole at x = 0"),
        (0, -1, "log", "x > 0 only"),
        (1, 0, "relu", "the kink"),
        (2, 0, "abs", "the kink"),
        (0, "inf", "mish", "the limit of mish at ∞"),
        (0, "1+2j", "mish", "x must be real for mish"),
        (-1, 1, "mish", "n must be at least 0"),
        (1001, 1, "mish", "n must be at most 1000 for mish"),
        (0, 1, "binomial", "of must be one of"),
        (0, 1, "mishmash", "of must be one of"),
    ],
)
def test_what_has_no_value_is_refused(n: int, x: Any, of: str, why: str) -> None:
    with pytest.raises(SigmoidSymError, match=why):
        evaluate(n, x, of=of)


@pytest.mark.parametrize("of", ["mish", "gumbel", "lisht", "cosh", "relu"])
def test_ranges_over_intervals_hold_all_values_and_little_more(of: str) -> None:
    for n in (0, 1) if of != "relu" else (0,):
        found = enclose(n, iv.mpf([-2, 3]), of=of)
        values = [evaluate(n, mp.mpf(k) / 64 - 2, of=of) for k in range(5 * 64 + 1)]
        assert found.a <= min(values)
        assert max(values) <= found.b
        assert min(values) - found.a < 1e-3
        assert found.b - max(values) < 1e-3


# reading and writing


@OFTEN
def test_each_spelling_is_read_as_the_row(row: Function) -> None:
    node = Call(row.name, (X,))
    for word in (row.name, *row.words):
        assert parse_expression(f"{word}(x)") == node
        assert row_named(word) is row
        assert parse_expression(rf"\operatorname{{{word}}}(x)") == node
    for macro in row.macros:
        assert parse_expression(rf"\{macro}(x)") == node
    for sign in row.signs:
        assert parse_expression(f"{sign}(x)") == node


@OFTEN
def test_what_is_written_is_read_back(row: Function) -> None:
    for argument in (X, 2 * X + 1, call("softplus", X)):
        node = Call(row.name, (argument,))
        for whole in (node, node ** Integer(2), 1 - 3 * node):
            for source in (text(whole), text(whole, alphabet=ASCII), r"\displaystyle " + latex(whole)):
                assert parse_expression(source) == whole, source
            ElementTree.fromstring(mathml(whole))
    for other in (defined(Call(row.name, (X,))), row.slope):
        assert other is None or parse_expression(text(other)) == other


def test_zeros_are_refused_where_they_are_not_known() -> None:
    assert zeros(2, of="artanh") == (0,)
    assert zeros(3, of="artanh") == zeros(1, of="log") == ()
    assert supremum(1, of="artanh") == mp.inf
    for of in (zeros, supremum):
        with pytest.raises(
            SigmoidSymError, match=f"of must be a function whose {of.__name__} .* known here, not mish"
        ):
            of(1, of="mish")


def test_a_row_is_its_function() -> None:
    assert evaluate(1, 1, of=FUNCTIONS["tanh"]) == evaluate(1, 1, of="tanh")
    own = Function("own", definition=X ** Integer(3) - 1)
    assert [evaluate(n, 2, of=own) for n in range(5)] == [7, 12, 12, 6, 0]
    assert evaluate(0, 2, of=Function("tanh", definition=X**2)) == 4  # not that of the table
    for row in (FUNCTIONS["binomial"], Function("nothing")):
        with pytest.raises(SigmoidSymError, match="of must be one of"):
            evaluate(0, 1, of=row)


def test_definitions_and_slopes_are_put_at_arguments() -> None:
    t = Symbol("t")
    assert text(slope_of(call("softplus", t**2))) == "σ(t²)"
    assert defined(call("exp", t)) is None
    with pytest.raises(SigmoidSymError, match="no derivative is known of f"):
        slope_of(call("f", t))


# proofs


@pytest.mark.parametrize("row", [row for row in ROWS if row.definition], ids=lambda row: row.name)
def test_the_definition_and_the_slope_are_proved_where_they_are_understood(row: Function) -> None:
    """Exponentials of exponentials are not; nothing is ever refuted."""
    name, definition, slope = row.name, text(row.definition), text(row.slope)  # type: ignore[arg-type]
    for claim in (f"{name}(x) = {definition}", f"{name}′(x) = {slope}"):
        verdict = prove(claim)
        if name == "gumbel":
            assert str(verdict).startswith("not understood"), claim
        else:
            assert isinstance(verdict, Proved), (claim, str(verdict))


NEW_ROW = """
from types import MappingProxyType
from sigmoid_sym import functions
from sigmoid_sym.tree.expression import call
x = functions.X
row = functions.Function(
    "wiggle", words=("Wiggle", "wgl"), page="Wiggle", latex=r"\\operatorname{Wiggle}",
    definition=x**2 * call("sigma", -x), odd_or_even=None,
)
functions.FUNCTIONS = MappingProxyType({**functions.FUNCTIONS, row.name: row})

from sigmoid_sym import evaluate, enclose, jet, parse, prove
from sigmoid_sym.language.latex import latex
from sigmoid_sym.language.mathml import mathml
from sigmoid_sym.language.sympy import to_sympy
from sigmoid_sym.language.text import text
from mpmath import mp
node = call("wiggle", x / 2)
for source in ("wgl(x/2)", "Wiggle(x/2)", r"\\operatorname{wiggle}\\frac{x}{2}", text(node), latex(node)):
    assert parse(source) == node, source
assert "<mi>Wiggle</mi>" in mathml(node)
assert str(to_sympy(node)) == "x**2/(4*(exp(x/2) + 1))"
with mp.workdps(60):
    f = lambda t: t**2 / (1 + mp.exp(t))
    for n in range(4):
        expected = mp.taylor(f, mp.mpf(1) / 4, n)[n] * mp.factorial(n)
        assert mp.nstr(evaluate(n, "1/4", digits=30, of="wgl"), 30) == mp.nstr(expected, 30)
assert evaluate(2, 0, of="wiggle") == 1
for claim in (
    "Wiggle(x) = x^2/(1 + e^x)", "Wiggle'(x) = 2xσ(-x) - x^2 σ'(x)", "Wiggle(x) ≥ 0",
    "lim_(x -> ∞) Wiggle(x) = 0",
):
    assert str(prove(claim)).startswith("proved"), (claim, str(prove(claim)))
assert str(prove("Wiggle is even")).startswith("refuted")
"""


def test_to_add_a_function_is_to_add_a_row() -> None:
    """In a new process: a row that nobody knew is read, written, evaluated, differentiated, proved about."""
    done = subprocess.run([sys.executable, "-c", NEW_ROW], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")


def test_balls_of_points_outside_of_a_domain_are_refused() -> None:
    for node, at in ((call("log", X), -1), (call("sqrt", X), -2), (1 / X, 0), (call("log", X), 0)):
        with pytest.raises(NoValue):
            derivative_ball(node, X, {"x": arb(at)}, 1, 64)
    assert derivative_ball(1 / X, X, {"x": arb(0, 1)}, 1, 64).is_nan()
    assert derivative_ball(call("log", X), X, {"x": arb(fmpq(1, 3)) - arb(fmpq(1, 3))}, 0, 64).is_nan()


# kinks


@pytest.mark.parametrize(("name", "choose"), [("max", max), ("min", min)])
def test_max_and_min_are_defined_by_the_absolute_value(name: str, choose: Callable[..., Any]) -> None:
    meant = defined(call(name, Symbol("a"), Symbol("b")))
    assert meant is not None
    for a in (-3, -1, 0, 2, sympy.Rational(1, 3)):
        for b in (-2, 0, 2, sympy.Rational(1, 2)):
            assert to_sympy(meant, {"a": sympy.sympify(a), "b": sympy.sympify(b)}) == choose(a, b)
    with pytest.raises(SigmoidSymError, match="of must be one of"):
        evaluate(0, 1, of=name)


@pytest.mark.parametrize(("of", "kink"), [("relu", 0), ("abs", 0), ("hardtanh", 1), ("hardtanh", -1)])
def test_a_kink_has_a_value_and_no_derivative(of: str, kink: int) -> None:
    """On both sides, and however near, everything is known; at the kink the error names it."""
    f = MPMATH[of]
    assert evaluate(0, kink, of=of) == f(kink)
    with mp.workdps(350):
        for side in (1, -1):
            for step in (mp.mpf(1) / 3, mp.mpf(10) ** -300):
                at = kink + side * step
                slope = (f(kink + side * step / 2) - f(kink)) / (side * step / 2)
                assert evaluate(0, at, of=of) == f(at)
                assert evaluate(1, at, of=of) == mp.nint(slope)
                assert evaluate(2, at, of=of) == 0
                assert jet(2, at, of=of) == (f(at), mp.nint(slope), 0)
    for n in (1, 2, 7):
        with pytest.raises(SigmoidSymError, match=rf"{of} has no value of order {n} at x = {kink}: the kink"):
            evaluate(n, kink, of=of)
    with pytest.raises(NoValue, match=rf"{of} has no value of order 3 at x = {kink}.*: the kink"):
        jet(3, kink, of=of)
    around = iv.mpf([kink - 1, kink + 0.5])
    found = enclose(0, around, of=of)
    assert all(f(mp.mpf(kink) + mp.mpf(k) / 8) in found for k in range(-8, 5))
    with pytest.raises(SigmoidSymError, match="a pole or a kink near"):
        enclose(1, around, of=of)
