"""The arithmetic of the search: numbers, roots, products of polynomials, recurrences."""

from fractions import Fraction

import mpmath
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from trees import D, e, s, tree, x

from sigmoid_sym import Proved, prove
from sigmoid_sym.decision.checker import numbers
from sigmoid_sym.decision.checker.algebra import Algebra
from sigmoid_sym.decision.checker.recurrence import advances
from sigmoid_sym.language.reader import parse_expression
from sigmoid_sym.tree.expression import Expression, Integer, Symbol, call
from sigmoid_sym.tree.substitution import put

# numbers


@given(st.fractions(-60, 60, max_denominator=50), st.integers(10, 200))
def test_exponentials_and_logarithms_are_enclosed(value: Fraction, bits: int) -> None:
    with mpmath.workprec(400):
        exact = mpmath.mpf(value.numerator) / value.denominator
        positive = abs(value) + Fraction(1, 10**6)
        for enclosure, true in (
            (numbers.exp(value, bits), mpmath.exp(exact)),
            (numbers.log((positive, positive), bits), mpmath.log(abs(exact) + mpmath.mpf(1) / 10**6)),
        ):
            low, high = (mpmath.mpf(end.numerator) / end.denominator for end in enclosure)
            assert low <= true + abs(true) * mpmath.mpf(2) ** -380
            assert true <= high + abs(true) * mpmath.mpf(2) ** -380
            assert high - low <= mpmath.mpf(2) ** (8 - bits) * (abs(true) + mpmath.mpf(2) ** -20)


@given(
    st.sets(st.integers(-4, 6), min_size=1, max_size=5),
    st.integers(-2, 3),
    st.integers(1, 5),
    st.booleans(),
    st.booleans(),
)
def test_sturm_counts_roots(places: set[int], low: int, length: int, lower: bool, upper: bool) -> None:
    t = sympy.Symbol("t")
    p = [int(c) for c in sympy.Poly(sympy.prod(t - r for r in places) * (t**2 + t + 3), t).all_coeffs()[::-1]]
    ends = [lambda bits, v=v: (Fraction(v), Fraction(v)) for v in (low, low + length)]
    expected = [
        r for r in places if low < r < low + length or (r == low and lower) or (r == low + length and upper)
    ]
    assert numbers.roots(p, ends[0], ends[1], (lower, upper)) == len(expected)
    assert numbers.roots(p, None, None) == len(places)
    with pytest.raises(numbers.Undefined):
        numbers.roots(
            [int(c) for c in sympy.Poly((t - 1) ** 2 * (t + low), t).all_coeffs()[::-1]], None, None
        )


@pytest.mark.parametrize(
    ("number", "sign"),
    [
        ("e - 2.71828", 1),
        ("e - 2.718281828459046", -1),
        ("log(8) - 3log(2)", 0),
        ("sqrt(9/4) - 3/2", 0),
        ("log(2)^2 - log(4)/2", -1),
        ("σ(log(3)) - 3/4", 0),
        ("σ'(2) - 0.104993585403506517", 1),  # …1786 (mpmath)
        ("σ'(2) - 0.104993585403506518", -1),
        ("e^(-50)", 1),
        ("softplus(-40)", 1),
    ],
)
def test_signs_of_numbers(number: str, sign: int) -> None:
    algebra = Algebra()
    assert algebra.sign(algebra.of(parse_expression(number))) == sign


@pytest.mark.parametrize(
    "number", ["log(-1)", "log(0)", "1/(2-2)", "log(σ(0) - 1/2)", "0^(-1)", "(log(x)+1)/0", "sqrt(2)"]
)
def test_what_has_no_value_is_undefined(number: str) -> None:
    with pytest.raises(numbers.Undefined):
        Algebra().of(parse_expression(number))


# algebra


def test_equality_is_no_coincidence() -> None:
    vanishing = (e - 2) * (e - 3) * (e - 4) * (e - 5)
    algebra = Algebra()
    assert algebra.of(vanishing)
    assert algebra.of(s + vanishing - s)
    assert not algebra.of(D(vanishing) - (4 * e**4 - 42 * e**3 + 142 * e**2 - 154 * e))


@pytest.mark.parametrize(
    "f",
    [
        s**2 / (1 + x),
        x * s + call("log", 1 + e),
        call("exp", x / 3) / (x**2 + 1),
        call("tanh", 2 * x) * call("log", x + 3),
    ],
)
def test_derivatives_agree_with_sympy(f: Expression) -> None:
    from sigmoid_sym.language.sympy import to_sympy

    functions = {"sigma": lambda u: 1 / (1 + sympy.exp(-u))}
    t = sympy.Symbol("x")
    true = sympy.N(to_sympy(f, functions=functions).diff(t, 2).subs(t, sympy.Rational(2, 3)), 30)
    algebra = Algebra()
    at = put(D(f, 2), "x", tree(Fraction(2, 3)))
    low, high = algebra.enclosure(algebra.of(at), 120)
    assert abs(true - sympy.Rational(low.numerator, low.denominator)) < sympy.Float("1e-27")
    assert high - low < Fraction(1, 10**28)


def test_no_symbol_is_captured() -> None:
    t, algebra = Symbol("t"), Algebra()
    assert not algebra.of(put(D(x * t), "t", x) - x)  # the derivative of 3x at x = 3 is not that of x²
    assert not algebra.of(put(D(x**2), "x", t) - 2 * t)


def test_a_wrong_recurrence_is_rejected() -> None:
    n = Symbol("n")
    slope = D(s, n)
    assert advances(slope, Integer(1), "n", x, 0)
    assert not advances(slope, Integer(2), "n", x, 0)
    assert not advances(slope, Integer(1), "n", None, 0)
    assert not advances(slope / (n - 3), Integer(1), "n", x, 0)
    assert advances(2 * slope, Integer(1), "n", x, 0)


@pytest.mark.parametrize(
    ("lower", "upper", "good"),
    [("1", "n+1", True), ("0", "n+1", True), ("1", "n+2", True), ("2", "n+1", False), ("1", "n", False)],
)
def test_a_sum_must_go_over_the_whole_row(lower: str, upper: str, good: bool) -> None:
    total = parse_expression(f"Σ(k={lower}..{upper}, (-1)^(k+1) k^0 S(n+1,k) k! )")
    assert advances(total, parse_expression("-1"), "n", None, 1) == good


@pytest.mark.parametrize("claim", ["2^n·(1 + Σ(n=1..2, n)) = 4·3^n", "2^n·(1 + [n]|_(n=1)) = 2·3^n"])
def test_a_bound_n_does_not_advance(claim: str) -> None:
    # 2^n·4 = 4·3^n and 2^n·2 = 2·3^n for n = 0 alone
    assert not isinstance(prove(claim), Proved)


def test_a_recurrence_holds_from_a_first_row_on() -> None:
    """Σ_{k=1}^n (-1)^k k! S(n,k) is 0 for n = 0, and (-1)^n from n = 1 on."""
    total = parse_expression("Σ(k=1..n, (-1)^k k! S(n,k))")
    assert advances(total, parse_expression("-1"), "n", None, 1)
    assert not advances(total, parse_expression("-1"), "n", None, 0)
