"""Hypothesis strategies, shared by the tests."""

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from sigmoid_sym.polynomial import DerivativePolynomial
from sigmoid_sym.tree.expression import (
    Add,
    At,
    Constant,
    Decimal,
    Derivative,
    Div,
    Expression,
    Integer,
    Mul,
    Neg,
    Pow,
    Sum,
    Symbol,
    call,
)

rationals = st.fractions(min_value=-50, max_value=50, max_denominator=60)
orders = st.integers(min_value=0, max_value=40)
polynomials = st.lists(rationals, max_size=8).map(lambda c: DerivativePolynomial(tuple(c)))


def _grown(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(inner, min_size=2, max_size=4).map(tuple)
    return st.one_of(
        several.map(Add),
        several.map(Mul),
        inner.map(Neg),
        st.tuples(inner, inner).map(lambda pair: Div(*pair)),
        st.tuples(inner, st.integers(0, 3).map(Integer)).map(lambda pair: Pow(*pair)),
    )


# Trees of whole numbers and the symbols x and y under + - · / and powers.
expressions = st.recursive(
    st.one_of(st.integers(0, 30).map(Integer), st.sampled_from([Symbol("x"), Symbol("y")])),
    _grown,
    max_leaves=12,
)


_X, _K, _N = Symbol("x"), Symbol("k"), Symbol("n")
_derivative_orders = st.sampled_from([Integer(1), Integer(2), Integer(3), Integer(4), Integer(7), _N, _N + 1])
_letters = st.sampled_from([_X, Symbol("a"), Symbol("x_0"), Symbol("alpha"), Constant("pi"), Constant("i")])
_decimals = st.builds(Decimal, st.integers(0, 999), st.integers(1, 3))
_values = st.sampled_from(
    [call("sigma", _X), call("exp", -_X), Derivative(call("sigma", _X), _X, Integer(2))]
)
_of_one = st.one_of(
    st.sampled_from(["sigma", "exp", "log", "tanh", "coth", "sinh", "cosh", "sech", "csch"]),
    st.sampled_from(["softplus", "silu", "logit", "sqrt", "abs", "factorial"]),
)
_of_two = st.sampled_from(["polylog", "stirling2", "eulerian", "binomial"])


def _formula(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    def at(function: str, order: Expression, point: Expression) -> Expression:
        derivative = Derivative(call(function, _X), _X, order)
        return derivative if point == _X else At(derivative, _X, point)

    return st.one_of(
        _grown(inner),
        st.builds(call, _of_one, inner),
        st.builds(call, _of_two, inner, inner),
        st.builds(Derivative, inner, st.just(_X), _derivative_orders),
        st.builds(at, st.sampled_from(["sigma", "tanh", "softplus"]), _derivative_orders, inner),
        st.builds(Sum, inner, st.just(_K), inner, inner),
    )


# Trees of every kind of node that a text can name, in x, with a few parameters.
formulas = st.recursive(
    st.one_of(st.integers(0, 30).map(Integer), _letters, _decimals, _values), _formula, max_leaves=6
)


def evaluated(
    node: Expression, leaf: Callable[[Expression], Any], number: Callable[[int], Any] = Fraction
) -> Any:
    """The value of a tree, from the definition of each node; `leaf` knows what is no arithmetic."""

    def of(child: Expression) -> Any:
        return evaluated(child, leaf, number)

    match node:
        case Integer(whole):
            return number(whole)
        case Add(terms):
            return sum(map(of, terms), number(0))
        case Mul(factors):
            return math.prod(map(of, factors), start=number(1))
        case Neg(operand):
            return -of(operand)
        case Div(numerator, denominator):
            return of(numerator) / of(denominator)
        case Pow(base, Integer(exponent)):
            return of(base) ** exponent
    return leaf(node)


def value(node: Expression, at: dict[str, Fraction]) -> Fraction:
    """The value of a tree of symbols under arithmetic."""

    def symbol(leaf: Expression) -> Fraction:
        assert isinstance(leaf, Symbol), leaf
        return at[leaf.name]

    return evaluated(node, symbol)  # type: ignore[no-any-return]
