"""The arithmetic of the kernel: numbers, products of polynomials, recurrences."""

import random
from fractions import Fraction

import mpmath
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from trees import D, e, s, tree, x

from sigmoid_sym import Proved, prove
from sigmoid_sym.decision.ring import of_numbers
from sigmoid_sym.kernel import numbers
from sigmoid_sym.kernel.induction import advances
from sigmoid_sym.kernel.meaning import Meaning
from sigmoid_sym.kernel.numbers import CertificateError
from sigmoid_sym.language.reader import parse_expression
from sigmoid_sym.tree.expression import Derivative, Expression, Integer, Symbol, call
from sigmoid_sym.tree.substitution import put

# numbers


@given(st.fractions(-60, 60, max_denominator=50), st.integers(10, 200))
def test_exponentials_and_logarithms_are_enclosed(value: Fraction, bits: int) -> None:
    with mpmath.workprec(400):
        exact = mpmath.mpf(value.numerator) / value.denominator
        positive = abs(value) + Fraction(1, 10**6)
        for enclosure, true in (
            (numbers.exp((value, value), bits), mpmath.exp(exact)),
            (numbers.log((positive, positive), bits), mpmath.log(abs(exact) + mpmath.mpf(1) / 10**6)),
        ):
            low, high = (mpmath.mpf(end.numerator) / end.denominator for end in enclosure)
            assert low <= true + abs(true) * mpmath.mpf(2) ** -380
            assert true <= high + abs(true) * mpmath.mpf(2) ** -380
            assert high - low <= mpmath.mpf(2) ** (8 - bits) * (abs(true) + mpmath.mpf(2) ** -20)


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
    ring = Meaning(1)
    assert ring.sign(ring.of(parse_expression(number))) == sign


@pytest.mark.parametrize(
    "number", ["log(-1)", "log(0)", "1/(2-2)", "log(σ(0) - 1/2)", "0^(-1)", "(log(x)+1)/0", "sqrt(2)"]
)
def test_what_has_no_value_is_undefined(number: str) -> None:
    with pytest.raises(CertificateError):
        Meaning(1).of(parse_expression(number))


@pytest.mark.parametrize("letters", ["e^y", "x", "log(1+e^x)", "e^y/3 - 1", "4^(1/2)·e^y"])
def test_what_has_letters_is_no_number(letters: str) -> None:
    ring = Meaning(2)
    with pytest.raises(CertificateError):
        ring.enclosure(ring.of(parse_expression(letters)), 64)
    with pytest.raises(CertificateError):
        ring.sign(ring.of(parse_expression(letters)))


# algebra


def test_equality_is_no_coincidence() -> None:
    vanishing = (e - 2) * (e - 3) * (e - 4) * (e - 5)
    ring = Meaning(1)
    assert ring.of(vanishing)
    assert ring.of(s + vanishing - s)
    assert not ring.of(D(vanishing) - (4 * e**4 - 42 * e**3 + 142 * e**2 - 154 * e))


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
    ring = Meaning(18)
    at = put(D(f, 2), "x", tree(Fraction(2, 3)))
    low, high = ring.enclosure(ring.of(at), 120)
    assert abs(true - sympy.Rational(low.numerator, low.denominator)) < sympy.Float("1e-27")
    assert high - low < Fraction(1, 10**28)


def test_no_symbol_is_captured() -> None:
    t, ring = Symbol("t"), Meaning(1)
    assert not ring.of(put(D(x * t), "t", x) - x)  # the derivative of 3x at x = 3 is not that of x²
    assert not ring.of(put(D(x**2), "x", t) - 2 * t)


def _advances(T: Expression, rate: Expression, n: str, x: Symbol | None, start: int) -> bool:
    try:
        advances(T, rate, n, x, start, Meaning(1))
    except CertificateError:
        return False
    return True


def test_a_wrong_recurrence_is_rejected() -> None:
    n = Symbol("n")
    slope = D(s, n)
    assert _advances(slope, Integer(1), "n", x, 0)
    assert not _advances(slope, Integer(2), "n", x, 0)
    assert not _advances(slope, Integer(1), "n", None, 0)
    assert not _advances(slope / (n - 3), Integer(1), "n", x, 0)
    assert _advances(2 * slope, Integer(1), "n", x, 0)


@pytest.mark.parametrize(
    ("lower", "upper", "good"),
    [("1", "n+1", True), ("0", "n+1", True), ("1", "n+2", True), ("2", "n+1", False), ("1", "n", False)],
)
def test_a_sum_must_go_over_the_whole_row(lower: str, upper: str, good: bool) -> None:
    total = parse_expression(f"Σ(k={lower}..{upper}, (-1)^(k+1) k^0 S(n+1,k) k! )")
    assert _advances(total, parse_expression("-1"), "n", None, 1) == good


@pytest.mark.parametrize("claim", ["2^n·(1 + Σ(n=1..2, n)) = 4·3^n", "2^n·(1 + [n]|_(n=1)) = 2·3^n"])
def test_a_bound_n_does_not_advance(claim: str) -> None:
    # 2^n·4 = 4·3^n and 2^n·2 = 2·3^n for n = 0 alone
    assert not isinstance(prove(claim), Proved)


def test_a_recurrence_holds_from_a_first_row_on() -> None:
    """Σ_{k=1}^n (-1)^k k! S(n,k) is 0 for n = 0, and (-1)^n from n = 1 on."""
    total = parse_expression("Σ(k=1..n, (-1)^k k! S(n,k))")
    assert _advances(total, parse_expression("-1"), "n", None, 1)
    assert not _advances(total, parse_expression("-1"), "n", None, 0)


a, k, p, r, y = map(Symbol, "akpry")


def log(u: Expression) -> Expression:
    return call("log", u)


@pytest.mark.parametrize(
    ("exponent", "value"),
    [
        (a * log(x) / a, x),
        (-(r * (log((k - p) / p) / r)), p / (k - p)),
        (2 * x * log(y) / x, y**2),
        (log(y) * (x + 1) / (2 * x + 2) * 4, y**2),
        (-log(y) / 1, 1 / y),
    ],
    ids=range(5),
)
def test_a_multiple_of_a_logarithm_is_a_power(exponent: Expression, value: Expression) -> None:
    assert not Meaning(1).of(call("exp", exponent) - value)


@pytest.mark.parametrize("exponent", [x * log(y), log(x) * log(y), x / log(y)], ids=range(3))
def test_another_multiple_is_none(exponent: Expression) -> None:
    with pytest.raises(CertificateError):
        Meaning(1).of(call("exp", exponent))


@pytest.mark.parametrize("seed", range(12))
def test_exponentials_of_monomials_are_differentiated(seed: int) -> None:
    """Against mpmath's numerical derivatives, at rational points."""
    draw = random.Random(seed)
    terms = [
        (draw.choice([-2, 1, 3]), draw.randint(-2, 2), draw.choice([-2, -1, 1, 2]), draw.randint(0, 2))
        for _ in range(3)
    ]
    f: Expression = Integer(0)
    for c, i, j, m in terms:
        f += tree(c) * call("exp", x ** tree(i) * y ** tree(j)) * x ** tree(m)
    letter, order = draw.choice([x, y]), draw.randint(1, 3)
    values = {"x": Fraction(draw.choice([-3, 2, 5]), 4), "y": Fraction(draw.choice([-2, 1, 3]), 2)}

    def true(at: mpmath.mpf) -> mpmath.mpf:
        point = {name: mpmath.mpf(v.numerator) / v.denominator for name, v in values.items()} | {
            letter.name: at
        }
        u, v = point["x"], point["y"]
        return mpmath.fsum(c * mpmath.exp(u**i * v**j) * u**m for c, i, j, m in terms)

    node: Expression = Derivative(f, letter, Integer(order))
    for name, value in values.items():
        node = put(node, name, tree(value))
    _, (low, high) = of_numbers(lambda ring: ring.enclosure(ring.of(node), 128))
    with mpmath.workdps(60):
        at = values[letter.name]
        found = mpmath.diff(true, mpmath.mpf(at.numerator) / at.denominator, order)
        middle = mpmath.mpf((low + high).numerator) / (low + high).denominator / 2
        assert abs(found - middle) < mpmath.mpf(10) ** -15 * (1 + abs(middle))


def test_exponentials_of_reciprocals() -> None:
    a, b = Symbol("a"), Symbol("b")
    e_x, e_2x = call("exp", x / a), call("exp", 2 * x / a)
    assert not Meaning(1).of(e_x * e_x - e_2x)
    assert not Meaning(1).of(Derivative(e_x, a, Integer(1)) + x / a ** tree(2) * e_x)
    assert not Meaning(1).of(call("exp", (x - b) / a) * call("exp", b / a) - e_x)
    assert Meaning(1).of(e_x - call("exp", a / x))
    with pytest.raises(CertificateError):
        Meaning(1).of(put(e_x, "a", Integer(0)))
    with pytest.raises(CertificateError):
        Meaning(1).of(call("exp", x / (a + 1)))
