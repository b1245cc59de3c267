"""Hypothesis strategies, shared by the tests."""

from fractions import Fraction

from hypothesis import strategies as st

from sigmoid_sym.language.expression import Add, Div, Expression, Integer, Mul, Neg, Pow, Symbol
from sigmoid_sym.polynomial import DerivativePolynomial

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


def value(node: Expression, at: dict[str, Fraction]) -> Fraction:
    """The value of such a tree, from the definition of each node."""
    match node:
        case Integer(number):
            return Fraction(number)
        case Symbol(name):
            return at[name]
        case Add(terms):
            return sum((value(term, at) for term in terms), Fraction(0))
        case Mul(factors):
            result = Fraction(1)
            for factor in factors:
                result *= value(factor, at)
            return result
        case Neg(operand):
            return -value(operand, at)
        case Div(numerator, denominator):
            return value(numerator, at) / value(denominator, at)
        case Pow(base, Integer(exponent)):
            return value(base, at) ** exponent
    raise TypeError(node)
