"""A term of Coq means what its tree means, by a reader with Coq's levels."""

import re
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import expressions, value

from sigmoid_sym import SigmoidSymError
from sigmoid_sym.language.coq import ATOM, coq, function
from sigmoid_sym.tree.expression import (
    At,
    Constant,
    Decimal,
    Derivative,
    Expression,
    Integer,
    Neg,
    Sum,
    Symbol,
    call,
)

x, y = Symbol("x"), Symbol("y")
Values = dict[str, Fraction]


class Reader:
    """Values of terms: + - at level 50, * / at 40, both to the left; - / before a term at 35; ^ at 30."""

    def __init__(self, source: str, values: Values) -> None:
        self.tokens = re.findall(r"[A-Za-z_]\w*'?|\d+|\S", source)
        self.values = values

    def peek(self) -> str:
        return self.tokens[0] if self.tokens else ""

    def sum(self) -> Fraction:
        value = self.product()
        while self.peek() in ("+", "-"):
            value = value + self.product() if self.tokens.pop(0) == "+" else value - self.product()
        return value

    def product(self) -> Fraction:
        value = self.sign()
        while self.peek() in ("*", "/"):
            value = value * self.sign() if self.tokens.pop(0) == "*" else value / self.sign()
        return value

    def sign(self) -> Fraction:
        if self.peek() in ("-", "/"):
            return -self.sign() if self.tokens.pop(0) == "-" else 1 / self.sign()
        return self.power()

    def power(self) -> Fraction:
        base = self.atom()
        if self.peek() == "^":
            self.tokens.pop(0)
            return base ** int(self.tokens.pop(0))
        return base

    def atom(self) -> Fraction:
        token = self.tokens.pop(0)
        if token == "(":
            value = self.sum()
            assert self.tokens.pop(0) == ")"
            return value
        return Fraction(token) if token.isdigit() else self.values[token]


@given(expressions, st.fractions(-9, 9, max_denominator=7), st.fractions(-9, 9, max_denominator=7))
def test_a_term_has_the_value_of_the_tree(node: Expression, at_x: Fraction, at_y: Fraction) -> None:
    values = {"x": at_x, "y": at_y}
    try:
        expected = value(node, values)
    except ZeroDivisionError:
        assume(False)
    for level in (50, ATOM):
        reader = Reader(coq(node, level), values)
        assert reader.sum() == expected
        assert not reader.tokens


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (Derivative(call("sigma", x), x, Integer(3)), "Derive_n sigmoid 3 x"),
        (At(Derivative(call("tanh", x), x, Integer(2)), x, -y), "Derive_n tanh 2 (- y)"),
        (Derivative(call("sigma", 2 * x), x, Integer(1)), "Derive_n (fun x => sigmoid (2 * x)) 1 x"),
        (call("sigma", x) ** 2, "sigmoid x ^ 2"),
        (call("sigma", x**2), "sigmoid (x ^ 2)"),
        (call("exp", -x), "exp (- x)"),
        (call("sech", x / 2) ** 2, "(/ cosh (x / 2)) ^ 2"),
        (call("silu", x) * 2, "x * sigmoid x * 2"),
        (2 * call("silu", x), "2 * (x * sigmoid x)"),
        (x ** Neg(Integer(2)), "/ x ^ 2"),
        (call("log", 1 + call("exp", x)), "ln (1 + exp x)"),
        (Decimal(1050, 4), "1050 / 10000"),
        (Symbol("R") * Constant("pi"), "R' * PI"),
        (x - (y - 1), "x - (y - 1)"),
        (x / (x / y), "x / (x / y)"),
        (Neg(Neg(x)), "- (- x)"),
    ],
)
def test_how_terms_look(node: Expression, expected: str) -> None:
    assert coq(node) == expected


def test_functions() -> None:
    assert function(call("tanh", x), x) == "tanh"
    assert function(call("tanh", y), x) == "(fun x => tanh y)"
    assert function(Symbol("R"), Symbol("R")) == "(fun R' => R')"


def test_what_has_no_name_in_coq_is_written_by_its_definition() -> None:
    assert coq(call("silu", x) + 1) == "x * sigmoid x + 1"
    assert coq(call("coth", x)) == "(exp (2 * x) + 1) / (exp (2 * x) - 1)"
    assert coq(2 * call("sech", x)) == "2 * (/ cosh x)"


@pytest.mark.parametrize(
    ("node", "named"),
    [
        (call("polylog", -Integer(1), x), "polylog"),
        (call("f", x), "f"),
        (call("sqrt", x), "sqrt"),
        (Constant("i"), "i"),
        (x**y, "pow"),
        (Sum(x, Symbol("k"), Integer(1), Integer(2)), "sum"),
        (At(x, x, Integer(1)), "at"),
        (Derivative(call("sigma", x), x, Symbol("n")), "symbolic order"),
    ],
)
def test_what_has_no_term_is_refused(node: Expression, named: str) -> None:
    with pytest.raises(SigmoidSymError, match=rf"\b{named} .*cannot be exported to Coq"):
        coq(1 + node)
