"""What is known exactly: values at a centre, parts on an axis, limits, poles, sides of a limit."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
import reference
from flint import arb, fmpq
from mpmath import mp

from sigmoid_sym import SigmoidSymError, evaluate, logistic_family
from sigmoid_sym.closed_forms import RELATIVES, SIGMOID
from sigmoid_sym.numeric.balls import working_precision
from sigmoid_sym.numeric.points import Point, point
from sigmoid_sym.numeric.quantities import quantity
from sigmoid_sym.numeric.rounding import Decimals
from sigmoid_sym.numeric.values import rounded_parts

NAMES = ["sigmoid", "reflected", "tanh", "softplus", "log-sigmoid", "silu"]


def written(n: int, x: Any, digits: int, of: Any = "sigmoid") -> str:
    return str(rounded_parts(n, x, Decimals(digits), of)[0])


@pytest.mark.parametrize("name", [*NAMES, "logit"])
@pytest.mark.parametrize("n", range(9))
@pytest.mark.parametrize("x", ["0", "1/2", "3", "3j", "1/2+3j", "-1+1/2j"])
def test_what_is_exact_lies_in_the_ball(name: str, n: int, x: str) -> None:
    of: Any = RELATIVES.get(name, name)
    if name == "logit" and (x == "0" or (x == "3" and n == 0)):
        return  # a pole; no real value
    found = quantity(of, n, point(x))
    with working_precision(200):
        ball = found.ball()
        for part, around in zip(found.exact, (ball.real, ball.imag), strict=True):
            assert part is None or arb(part).overlaps(around), (part, around)
            assert around.rel_accuracy_bits() > 100 or part is not None or around == 0


@pytest.mark.parametrize("n", range(1, 60))
def test_the_value_at_0_is_that_of_a_bernoulli_number(n: int) -> None:
    bernoulli = Fraction(*map(int, mp.bernfrac(n + 1)))  # by mpmath
    value, _ = quantity(SIGMOID, n, Point(fmpq(0))).exact
    assert Fraction(int(value.p), int(value.q)) == (2 ** (n + 1) - 1) * bernoulli / (n + 1)


@pytest.mark.parametrize("n", range(7))
def test_the_centre_of_a_family_has_a_rational_value(n: int) -> None:
    L, k, x0, C = Fraction(3, 7), Fraction(-2, 5), Fraction(11, 3), Fraction(5, 4)
    s = 1 / (1 + C)
    expected = L * k**n * sum(c * s ** (n + 1 - i) for i, c in enumerate(reference.logistic_polynomial(n)))
    value, _ = quantity(logistic_family(L, k, x0, C), n, point(x0)).exact
    assert Fraction(int(value.p), int(value.q)) == expected


def test_a_rational_value_halfway_goes_to_the_even_digit() -> None:
    assert written(1, 0, 1) == "0.2"  # σ'(0) = 1/4
    for m in range(10, 100):  # L/(1+C) = m + 1/2 at the centre
        of = logistic_family(L=4 * m + 2, C=3, x0=Fraction(1, 3))
        assert int(written(0, "1/3", 2, of)) == m + m % 2


@pytest.mark.parametrize("tail", [40, 400, 10**5])
def test_just_beside_a_value_halfway(tail: int) -> None:
    # silu(x) = x/2 + x²/4 - …: x/2 = 15·10^-tail is halfway, the value a little above; tanh(x) < x
    assert written(0, f"30e-{tail}", 1, "silu").startswith("2")
    assert written(0, f"50e-{tail}", 1, "silu").startswith("3")
    assert written(0, f"-30e-{tail}", 1, "silu").startswith("-1")
    assert written(0, f"15e-{tail}", 1, "tanh").startswith("1")
    assert written(0, f"25e-{tail}", 1, "tanh").startswith("2")
    # σ(x) = 1/2 + x/4 - …, and 1/20 of it is halfway to one digit
    assert written(0, f"1e-{tail}", 1, logistic_family(L=Fraction(1, 10))) == "0.05"
    assert written(0, f"1e-{tail}", 1, logistic_family(L=Fraction(1, 20))) == "0.03"
    assert written(0, f"-1e-{tail}", 1, logistic_family(L=Fraction(1, 20))) == "0.02"


@pytest.mark.parametrize("x", [10**3, 10**6, 10**20, 10**40])
def test_on_the_side_of_a_limit_where_the_value_is(x: int) -> None:
    # L/(1 + C e^-ξ) lies below L for C > 0, above it for C < 0; here L is halfway
    for L, C, k, digit in (
        (25, 1, 1, "20"),
        (35, 1, 1, "30"),
        (25, -1, 1, "30"),
        (25, Fraction(-1, 9), 2, "30"),
        (-25, 7, Fraction(1, 2), "-20"),
        (-25, Fraction(-7, 5), 3, "-30"),
    ):
        assert written(0, x, 1, logistic_family(L=L, k=k, C=C)) == digit
        assert written(0, -x, 1, logistic_family(L=L, k=-k, C=C)) == digit
    assert written(0, -x, 1, logistic_family(L=25, k=-1, x0=x // 2)) == "20"


@pytest.mark.parametrize("x", [15, 25, 10**6 + 5, 10**20 + 5])
def test_softplus_is_above_x_and_silu_below(x: int) -> None:
    # halfway to the digits before the last one
    digits = len(str(x)) - 1
    above, below = x // 10 * 10 + 10, x // 10 * 10
    for of, at, expected in (
        ("softplus", x, above),
        ("log-sigmoid", -x, -above),
        ("silu", x, below),
    ):
        assert Decimal(written(0, at, digits, of)) == expected


@pytest.mark.parametrize("y", ["1/3", "3", "3.1", "3.14159265358979323846", "-3.1415926", "2.5"])
def test_the_imaginary_part_of_softplus_on_the_axis(y: str) -> None:
    # 1 + e^{iy} = 2 cos(y/2) e^{iy/2} for |y| < π; in log σ(iy) = -log(1 + e^{-iy}) the signs cancel
    half = Fraction(y) / 2
    for of in ("softplus", "log-sigmoid"):
        _, imag = quantity(RELATIVES[of], 0, point(f"{y}j")).exact
        assert Fraction(int(imag.p), int(imag.q)) == half


def test_a_tie_on_the_imaginary_axis() -> None:
    # softplus(3.1 i) = … + 1.55 i and softplus(0.5 i) = … + 0.25 i
    assert str(rounded_parts(0, "3.1j", Decimals(2), "softplus")[1]) == "1.6"
    assert str(rounded_parts(0, "0.5j", Decimals(1), "softplus")[1]) == "0.2"
    assert str(rounded_parts(0, "0.5j", Decimals(1), "silu")[1]) == "0.2"


def test_beyond_pi_the_angle_comes_back() -> None:
    # log(1 + e^{iy}) for π < y < 3π: its imaginary part is y/2 - π
    with mp.workdps(60):
        exact = mp.mpf("3.2") / 2 - mp.pi
        assert quantity(RELATIVES["softplus"], 0, point("3.2j")).exact == (None, None)
        assert abs(evaluate(0, "3.2j", 40, of="softplus").imag / exact - 1) < mp.mpf(10) ** -39


@pytest.mark.parametrize("bits", [10, 60, 300, 5000])
def test_a_pole_is_seen_at_every_length(bits: int) -> None:
    x0 = 1 + Fraction(1, 2**bits)
    slip = logistic_family(C=-1, x0=x0)
    with mp.workprec(bits + 10):
        x = 1 + mp.ldexp(1, -bits)
        beside = 1 + mp.ldexp(1, 1 - bits)
        on_the_axis = mp.mpc(x, 0)
    for at in (x, x0, on_the_axis):
        for n in (0, 1, 40):
            with pytest.raises(SigmoidSymError, match="logistic has a pole at x = "):
                evaluate(n, at, of=slip)
    with mp.workprec(2 * bits + 100):
        expected = -1 / mp.expm1(-mp.ldexp(1, -bits))
    assert evaluate(0, beside, of=slip) == +expected


LIMITS: dict[str, list[tuple[Any, Any]]] = {
    # the limits at -∞ and ∞ of the function, its first and its second derivative
    "sigmoid": [(0, 1), (0, 0), (0, 0)],
    "reflected": [(1, 0), (0, 0), (0, 0)],
    "tanh": [(-1, 1), (0, 0), (0, 0)],
    "softplus": [(0, mp.inf), (0, 1), (0, 0)],
    "log-sigmoid": [(-mp.inf, 0), (1, 0), (0, 0)],
    "silu": [(0, mp.inf), (0, 1), (0, 0)],
}


@pytest.mark.parametrize("name", LIMITS)
def test_limits(name: str) -> None:
    for n, (left, right) in enumerate(LIMITS[name]):
        assert (evaluate(n, "-inf", of=name), evaluate(n, "inf", of=name)) == (left, right)
        for x, limit in ((-(10**5), left), (10**5, right)):  # the value far out says the same
            value = evaluate(n, x, of=name)
            assert abs(value) >= 10**5 if abs(limit) == mp.inf else abs(value - limit) < 1e-10
    assert evaluate(0, "inf", of=logistic_family(L=7, k=-1)) == 0
    assert evaluate(0, "-inf", of=logistic_family(L=7, k=-1, C=-4)) == 7


@pytest.mark.parametrize("n", range(8))
@pytest.mark.parametrize("p", ["1/2", "1/3", "5/7", "3", "-2/9", "1/2+1j", "1/3-2j"])
def test_derivatives_of_logit_are_rational(n: int, p: str) -> None:
    # (log p - log(1-p))^(n) = (n-1)! ((-1)^{n-1} p^-n + (1-p)^-n)
    if n == 0:
        return
    at = point(p)
    a, b = (Fraction(0) if v is None else Fraction(int(v.p), int(v.q)) for v in (at.real, at.imag))
    found = [Fraction(int(v.p), int(v.q)) for v in quantity("logit", n, at).exact]

    def power(c: Fraction, d: Fraction) -> tuple[Fraction, Fraction]:
        x, y = Fraction(1), Fraction(0)
        for _ in range(n):
            x, y = x * c - y * d, x * d + y * c
        return x / (x * x + y * y), -y / (x * x + y * y)

    left, right, sign = power(a, b), power(1 - a, -b), (-1) ** (n - 1)
    size = reference.factorial(n - 1)
    assert found == [size * (sign * u + v) for u, v in zip(left, right, strict=True)]
