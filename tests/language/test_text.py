"""What the text writer prints means what the tree says."""

import re
from fractions import Fraction

import pytest
from hypothesis import assume, given
from strategies import expressions, value

from sigmoid_sym.language.notation import DerivativeStyle, Notation
from sigmoid_sym.language.text import ASCII, text, text_equation
from sigmoid_sym.tree.expression import (
    Constant,
    Derivative,
    Expression,
    Integer,
    Sum,
    Symbol,
    call,
)

x, k, n = Symbol("x"), Symbol("k"), Symbol("n")
s = call("sigma", x)


@given(expressions)
def test_ascii_read_as_python_has_the_value_of_the_tree(node: Expression) -> None:
    """Brackets are where they must be: Python's own parser reads the text back."""
    at = {"x": Fraction(3, 7), "y": Fraction(-5, 2)}
    try:
        expected = value(node, at)
    except ZeroDivisionError:
        assume(False)
    source = text(node, alphabet=ASCII).replace("^", "**")
    # Whole numbers become fractions, or 1/3 would be a float.
    source = "".join(f"F({part})" if part.isdigit() else part for part in re.split(r"(\d+)", source))
    assert eval(source, {"F": Fraction, **at}) == expected


@pytest.mark.parametrize(
    ("node", "unicode", "ascii"),
    [
        (s - 31 * s**2, "σ(x) − 31σ(x)²", "sigma(x) - 31*sigma(x)^2"),
        (-(s + 1), "−(σ(x) + 1)", "-(sigma(x) + 1)"),
        ((-Integer(1)) ** n, "(−1)ⁿ", "(-1)^n"),
        (x / (2 * x) / x, "x/(2x)/x", "x/(2*x)/x"),
        (2 * Integer(3), "2·3", "2*3"),
        (call("exp", -x) / call("exp", -x), "e^(−x)/e^(−x)", "exp(-x)/exp(-x)"),
        (Integer(1) * x, "1x", "1*x"),
        (call("factorial", k - 1), "(k − 1)!", "(k - 1)!"),
        (call("polylog", -5, -x), "Li(−5, −x)", "Li(-5, -x)"),
        (Symbol("x_0") + Symbol("lambda"), "x₀ + λ", "x_0 + lambda"),
        (Constant("pi") * Constant("i"), "π·i", "pi*i"),
        (Sum(k**2, k, Integer(1), n), "Σ(k=1..n, k²)", "sum(k=1..n, k^2)"),
        (Derivative(s, x, Integer(2)), "σ′′(x)", "sigma''(x)"),
        (Derivative(s, x, Integer(4)), "σ⁽⁴⁾(x)", "sigma^(4)(x)"),
        (Derivative(call("sigma", -x), x, n), "dⁿ/dxⁿ σ(−x)", "d^n/dx^n sigma(-x)"),
    ],
)
def test_as_an_author_would_write_it(node: Expression, unicode: str, ascii: str) -> None:
    assert (text(node), text(node, alphabet=ASCII)) == (unicode, ascii)


def test_notation() -> None:
    second = Derivative(s, x, Integer(2))
    assert text(second, Notation((("sigma", "S"), ("x", "t")))) == "S′′(t)"
    assert text(second + x, Notation(bare="x")) == "σ′′ + x"
    assert text(second, Notation(style=DerivativeStyle.LEIBNIZ)) == "d²/dx² σ(x)"


def test_long_sums_are_broken_before_a_sign() -> None:
    node = s
    for power in range(2, 12):
        node = node + power * s**power
    lines = text_equation(Derivative(s, x, Integer(1)), node / 2, alphabet=ASCII, width=60).split("\n")
    assert len(lines) > 2
    assert all(len(line) <= 60 for line in lines)
    assert all(line.strip()[0] in "+-" for line in lines[1:])
    assert lines[0].startswith("sigma'(x) = 1/2*(sigma(x) + ")
    joined = " ".join(line.strip() for line in lines)
    assert joined == "sigma'(x) = 1/2*(" + text(node, alphabet=ASCII) + ")"
