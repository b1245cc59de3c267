"""Derivative polynomials: the ring, the derivations, exact values."""

import pickle
from fractions import Fraction

import mpmath
import pytest
import sympy
from flint import arb, ctx, fmpq
from hypothesis import given
from hypothesis import strategies as st
from strategies import orders, polynomials, rationals

from sigmoid_sym import DerivativePolynomial, SigmoidSymError
from sigmoid_sym.errors import ArgumentTypeError

s = sympy.Symbol("s")


def as_poly(P: DerivativePolynomial) -> sympy.Poly:
    return sympy.Poly([sympy.Rational(c) for c in reversed(P.coefficients)] or [0], s, domain="QQ")


# Minai and Williams 1993, the first derivatives of the logistic function.
@pytest.mark.parametrize(
    ("n", "published"),
    [
        (0, s),
        (1, s - s**2),
        (2, s - 3 * s**2 + 2 * s**3),
        (3, s - 7 * s**2 + 12 * s**3 - 6 * s**4),
        (4, s - 15 * s**2 + 50 * s**3 - 60 * s**4 + 24 * s**5),
    ],
)
def test_published_polynomials(n: int, published: sympy.Expr) -> None:
    P = DerivativePolynomial.of_order(n)
    assert P(s) - published == 0
    assert (P.order, P.degree) == (n, n + 1)


@given(polynomials, polynomials)
def test_ring_operations_agree_with_sympy(P: DerivativePolynomial, Q: DerivativePolynomial) -> None:
    assert as_poly(P + Q) == as_poly(P) + as_poly(Q)
    assert as_poly(P - Q) == as_poly(P) - as_poly(Q)
    assert as_poly(P * Q) == as_poly(P) * as_poly(Q)
    assert as_poly(P.compose(Q)) == as_poly(P).compose(as_poly(Q))


@given(polynomials)
def test_derivations_agree_with_sympy(P: DerivativePolynomial) -> None:
    assert as_poly(P.derivative()) == as_poly(P).diff(s)
    assert as_poly(P.next_order()) == as_poly(P).diff(s) * sympy.Poly(s - s**2, s)


@given(polynomials, polynomials)
def test_next_order_obeys_leibniz(P: DerivativePolynomial, Q: DerivativePolynomial) -> None:
    assert (P * Q).next_order() == P.next_order() * Q + P * Q.next_order()


@given(polynomials, rationals)
def test_scalars(P: DerivativePolynomial, c: Fraction) -> None:
    assert c * P == P * c
    assert as_poly(c * P) == as_poly(P) * sympy.Rational(c)


@given(polynomials, rationals)
def test_exact_values_agree_with_sympy(P: DerivativePolynomial, x: Fraction) -> None:
    assert P(x) == as_poly(P).eval(sympy.Rational(x))
    assert P(sympy.Rational(x)) == as_poly(P).eval(sympy.Rational(x))
    assert isinstance(P(x), (int, Fraction))


@given(orders, st.floats(min_value=-2, max_value=2))
def test_float_values_are_correctly_rounded(n: int, x: float) -> None:
    P = DerivativePolynomial.of_order(n)
    assert P(x) == float(P(Fraction(x)))  # Fraction -> float rounds once


@given(st.integers(1, 30), st.fractions(min_value=0, max_value=1, max_denominator=999))
def test_mpf_values_are_the_exact_ones_rounded_once(n: int, x: Fraction) -> None:
    """Against Arb at 2000 bits, rounded to 100."""
    P = DerivativePolynomial.of_order(n)
    with mpmath.workprec(100):
        given_s = mpmath.mpf(x.numerator) / x.denominator
        mine = P(given_s)
        sign, man, exp, _ = given_s._mpf_
        at = Fraction(int(-man if sign else man)) * Fraction(2) ** exp
        before, ctx.prec = ctx.prec, 2000
        try:
            ball = sum(
                (
                    arb(fmpq(c)) * arb(fmpq(at.numerator, at.denominator)) ** k
                    for k, c in enumerate(P.coefficients)
                ),
                arb(0),
            )
            error = abs(ball - arb(fmpq(*_exact(mine))))
            half_ulp = abs(ball) * arb(2) ** -100
        finally:
            ctx.prec = before
        assert error <= half_ulp or mine == 0 == P(at)


def _exact(x: mpmath.mpf) -> tuple[int, int]:
    sign, man, exp, _ = x._mpf_
    value = Fraction(-int(man) if sign else int(man)) * Fraction(2) ** exp
    return value.numerator, value.denominator


def test_interval_encloses_the_exact_value() -> None:
    P = DerivativePolynomial.of_order(7)
    interval = P(mpmath.iv.mpf([0.25, 0.3125]))
    for x in (Fraction(1, 4), Fraction(9, 32), Fraction(5, 16)):
        value = P(x)
        assert mpmath.mpf(value.numerator) / value.denominator in interval


def test_complex_and_sympy_float_values() -> None:
    P = DerivativePolynomial.of_order(3)
    z = mpmath.mpc(1, 2)
    assert P(z) == z - 7 * z**2 + 12 * z**3 - 6 * z**4  # small integers: exact
    assert P(sympy.Float("0.25", 60)) == sympy.Float("-0.0234375", 60)
    assert sympy.expand(P(sympy.I) - (sympy.I + 7 - 12 * sympy.I - 6)) == 0


def test_value_at_a_symbolic_argument_is_a_sympy_expression() -> None:
    y = sympy.Symbol("y")
    assert DerivativePolynomial.of_order(2)(y) == y - 3 * y**2 + 2 * y**3


def test_identity_hash_order_and_immutability() -> None:
    P, Q = DerivativePolynomial.of_order(4), DerivativePolynomial((0, 1, -15, 50, -60, 24, 0, 0))
    assert P == Q
    assert hash(P) == hash(Q)
    assert pickle.loads(pickle.dumps(P)) == P
    assert DerivativePolynomial((Fraction(4, 2),)).coefficients == (2,)
    low, high = DerivativePolynomial.of_order(2), DerivativePolynomial.of_order(3)
    assert sorted([P, high, low]) == [low, high, P]
    assert low <= low < high
    with pytest.raises(AttributeError):
        P.coefficients = ()  # type: ignore[misc]


def test_text() -> None:
    assert str(DerivativePolynomial.of_order(3)) == "s - 7*s^2 + 12*s^3 - 6*s^4"
    assert str(DerivativePolynomial((Fraction(-1, 2), 0, 1))) == "-1/2 + s^2"
    assert str(DerivativePolynomial(())) == "0"
    assert repr(DerivativePolynomial.of_order(2000)) == "<DerivativePolynomial of degree 2001>"
    assert len(str(DerivativePolynomial.of_order(1500))) > 4300  # longer integers than str(int) may print


@pytest.mark.parametrize("bad", ["1/2", None, True, 1j, [1]])
def test_values_at_other_things_are_refused(bad: object) -> None:
    with pytest.raises(ArgumentTypeError, match="s must be"):
        DerivativePolynomial.of_order(3)(bad)


@pytest.mark.parametrize(
    "bad", [float("nan"), float("inf"), mpmath.inf, mpmath.nan, mpmath.mpf("1e-999999999")]
)
def test_values_without_an_exact_result_are_refused(bad: object) -> None:
    with pytest.raises(SigmoidSymError, match="s "):
        DerivativePolynomial.of_order(3)(bad)


def test_other_bad_input() -> None:
    with pytest.raises(ArgumentTypeError, match="coefficients must be exact"):
        DerivativePolynomial((0.5,))  # type: ignore[arg-type]
    with pytest.raises(ArgumentTypeError, match="coefficients must be a sequence of them, not 5"):
        DerivativePolynomial(5)  # type: ignore[arg-type]
    with pytest.raises(SigmoidSymError, match=r"s must not be 1e\+308: the value is no float"):
        DerivativePolynomial.of_order(3)(1e308)
    with pytest.raises(SigmoidSymError, match="order"):
        _ = DerivativePolynomial((3,)).order
    with pytest.raises(TypeError):
        DerivativePolynomial((1,)) + 1  # type: ignore[operator]


def test_in_a_notebook() -> None:
    assert DerivativePolynomial.of_order(2)._repr_latex_() == r"$\displaystyle s - 3s^{2} + 2s^{3}$"
    assert DerivativePolynomial((0, Fraction(1, 2)))._repr_latex_() == r"$\displaystyle \frac{1}{2}\,s$"
