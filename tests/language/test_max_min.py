"""max and min of numbers, which are values; the maximum and the minimum of a function are claims."""

from __future__ import annotations

import pytest
import sympy

from sigmoid_sym.errors import ParseError
from sigmoid_sym.language.coq import coq
from sigmoid_sym.language.latex import latex
from sigmoid_sym.language.mathml import mathml
from sigmoid_sym.language.reader import parse_claim, parse_expression, readings
from sigmoid_sym.language.sympy import to_sympy
from sigmoid_sym.language.text import ASCII, text
from sigmoid_sym.tree.claim import Chain, Extremum
from sigmoid_sym.tree.expression import Call, Expression, Symbol, call

x = Symbol("x")
LARGER = call("max", 0, x)


@pytest.mark.parametrize(
    "source",
    [
        "max(0, x)",
        "max{0, x}",
        "Max(0, x)",
        "maximum(0, x)",
        "fmax(0, x)",
        "np.maximum(0, x)",
        "numpy.maximum(0, x)",
        "torch.maximum(0, x)",
        "Math.max(0, x)",
        "std::max(0, x)",
        r"\max(0, x)",
        r"\max\{0, x\}",
        r"\max \{0 , x \}",
        r"\max\left(0, x\right)",
        r"\max\left\{0, x\right\}",
        r"\max\lbrace 0, x\rbrace",
        r"\operatorname{max}(0, x)",
    ],
)
def test_the_larger_of_two_numbers(source: str) -> None:
    assert parse_expression(source) == LARGER


@pytest.mark.parametrize(
    ("source", "meaning"),
    [
        ("2max(0, x)", 2 * LARGER),
        ("max(0, x)^2", LARGER**2),
        ("min(x, max(0, 1))", call("min", x, call("max", 0, 1))),
        ("max(0, x, 1)", call("max", LARGER, 1)),
        ("min(0, x, 1, x^2)", call("min", call("min", call("min", 0, x), 1), x**2)),
        ("max(σ, tanh)", call("max", call("sigma", x), call("tanh", x))),
        ("hardtanh(x)", call("hardtanh", x)),
        ("np.exp(x)", call("exp", x)),
    ],
)
def test_values_among_others(source: str, meaning: Expression) -> None:
    assert parse_expression(source) == meaning


@pytest.mark.parametrize(
    "source",
    [
        "max σ′ = 1/4",
        "max(σ′) = 1/4",
        "max_x σ′(x) = 1/4",
        "the maximum of σ′ is 1/4",
        "maximum of σ(1-σ) = 1/4",
        r"\max \sigma' = \frac14",
        r"\max{\sigma'} = \frac14",
        r"\max_x \sigma'(x) = \frac14",
        r"\max_{x\in\mathbb{R}} \sigma'(x) = \frac14",
        "min |x| = 0",
        "the minimum of max(x, -x) is 0",
    ],
)
def test_extreme_values_are_claims(source: str) -> None:
    assert isinstance(parse_claim(source), Extremum)


def test_both_in_one_claim() -> None:
    said = parse_claim("max σ′ = max(1/4, 0)")
    assert isinstance(said, Extremum)
    assert isinstance(said.value, Call)
    assert isinstance(parse_claim("max(σ, 1/2) ≥ σ"), Chain)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("np.max(x, 0) = x", "unknown"),  # the second argument is an axis
        ("torch.min(x, 0) = x", "unknown"),
        ("σ(x, 1) = x", "takes one argument"),
        ("C(n, k, 1) = 1", "takes two arguments"),
        ("{0, x} = x", "two expressions in one bracket"),
        ("max(0, x)' = 1", "a derivative"),
    ],
)
def test_what_is_refused(source: str, reason: str) -> None:
    with pytest.raises(ParseError, match=reason):
        readings(source)


NODES = [LARGER, call("min", call("max", x, 1), x**2) + 1, call("relu", x - 1) * 2, call("hardtanh", x / 2)]


@pytest.mark.parametrize("node", NODES, ids=text)
def test_what_is_written_is_read_back(node: Expression) -> None:
    for source in (text(node), text(node, alphabet=ASCII), r"\displaystyle " + latex(node)):
        assert readings(source) == (node,), source


def test_how_it_is_written() -> None:
    assert latex(LARGER) == r"\max(0, x)"
    assert "<mi>max</mi>" in mathml(LARGER)
    assert coq(call("min", x, LARGER)) == "Rmin x (Rmax 0 x)"
    assert coq(call("relu", x)) == "(x + Rabs x) / 2"
    X = sympy.Symbol("x")
    assert to_sympy(call("min", x, 1) * LARGER) == sympy.Min(X, 1) * sympy.Max(X, 0)
    assert to_sympy(call("relu", x)).subs(X, -3) == 0
