"""Correct rounding, against exact polynomials and power series in mpmath, which share no code with Arb."""

import random
from decimal import Decimal
from fractions import Fraction
from typing import Any

import flint
import pytest
import reference
from hypothesis import given
from hypothesis import strategies as st
from mpmath import iv, mp
from mpmath.libmp import dps_to_prec
from pari import pari_rows

from sigmoid_sym import SigmoidSymError, evaluate, logistic_family
from sigmoid_sym.numeric.rounding import Decimals
from sigmoid_sym.numeric.values import rounded_parts


def digits_of(n: int, x: Any, digits: int, of: Any = "sigmoid") -> tuple[int, int | None]:
    """The value as (m, e), m·10^e."""
    return tuple(rounded_parts(n, x, Decimals(digits), of)[0])


def random_case(source: random.Random) -> tuple[int, Fraction, int]:
    """An order to 300, an argument over 40 decades, 10 to 200 digits."""
    n = source.choice((source.randint(0, 12), source.randint(0, 60), source.randint(0, 300)))
    size = Fraction(source.randint(1, 10**6), source.randint(1, 10**6)) * Fraction(10) ** source.randint(
        -27, 7
    )
    return n, source.choice((-1, 1)) * size, source.randint(10, 200)


def wrong_cases(seed: int, count: int) -> list[tuple[int, Fraction, int, int]]:
    """Of so many random cases those that are wrong, to decimal digits or to mpmath's working precision."""
    source = random.Random(seed)
    wrong = []
    for _ in range(count):
        n, x, digits = random_case(source)
        bits = source.choice((24, 53, 113, dps_to_prec(digits)))
        roundings = reference.to_digits(digits), reference.to_bits(bits)
        expected = reference.nearest(reference.sigma(n, x), roundings, 7 * digits + 64)
        with mp.workprec(bits):
            if (digits_of(n, x, digits), evaluate(n, x)) != expected:
                wrong.append((n, x, digits, bits))
    return wrong


@pytest.mark.sampled(3)
@pytest.mark.parametrize("seed", range(10))
def test_random_cases_are_rounded_correctly(seed: int) -> None:
    assert wrong_cases(seed, 120) == []


@pytest.mark.slow
def test_a_hundred_thousand_random_cases_are_rounded_correctly() -> None:
    for seed in range(1000, 2000):
        assert wrong_cases(seed, 100) == []


@pytest.mark.parametrize("seed", range(5))
def test_random_cases_at_mpmaths_own_precision(seed: int) -> None:
    source = random.Random(seed)
    for _ in range(60):
        n, x, _ = random_case(source)
        bits = source.choice((2, 24, 53, 113, 400))
        expected = reference.nearest_bits(reference.sigma(n, x), bits)
        with mp.workprec(bits):
            assert evaluate(n, x) == expected, (n, x, bits)


@given(n=st.integers(0, 40), x=st.floats(allow_nan=False, allow_infinity=False, width=64))
def test_a_float_is_the_binary_number_that_it_holds(n: int, x: float) -> None:
    if 1e-30 < abs(x) < 1e15:  # for others the reference needs too many bits
        assert evaluate(n, x) == reference.nearest_bits(reference.sigma(n, Fraction(x)), 53)
    assert evaluate(n, x) == evaluate(n, mp.mpf(x))


def zero_of(n: int, start: Any) -> Any:
    """A zero of σ^(n) near `start` to about 300 digits, from the polynomial."""
    row = reference.logistic_polynomial(n)
    s = mp.findroot(lambda s: mp.polyval(row, s), 1 / (1 + mp.exp(-mp.mpf(start))), verify=False)
    return mp.log(s / (1 - s))


@pytest.mark.parametrize(
    ("n", "start"), [(2, 0), (3, 1.3), (4, 2.29), (7, 0.8), (20, 3.1), (40, 0.4), (60, 7)]
)
def test_next_to_a_zero(n: int, start: float) -> None:
    with mp.workdps(400):
        zero = zero_of(n, start)
    for distance in (50, 80, 200):
        with mp.workdps(distance):
            x = +zero  # a number of so many digits, as near to the zero as that allows
        if x:
            expected = reference.nearest_digits(reference.sigma(n, x), 30)
            assert digits_of(n, x, 30) == expected, (n, distance)


@pytest.mark.parametrize("n", [0, 1, 2, 3, 4, 9, 10, 50])
def test_tiny_arguments(n: int) -> None:
    # Taylor: σ^(n)(x) = a + b x + …, with exact a and b.
    x = Fraction(1, 10**10000)
    a, b = (
        Fraction(*mp.bernfrac(m + 1)) * (2 ** (m + 1) - 1) / (m + 1) if m else Fraction(1, 2)
        for m in (n, n + 1)
    )
    size = abs(a or b * x)
    m, e = digits_of(n, "1e-10000", 25)
    assert abs(Fraction(abs(m)) * Fraction(10) ** e / size - 1) < Fraction(1, 10**24)
    if a and n % 2 == 0:  # σ(x) = 1/2 + x/4 - …
        assert evaluate(0, x) == mp.mpf(0.5)


@pytest.mark.parametrize("x", ["1e20", "-1e20", "123456789012345678.5", "-99999999999"])
@pytest.mark.parametrize("n", [1, 2, 5, 1000])
def test_huge_arguments(n: int, x: str) -> None:
    # σ^(n)(x) = ∓e^{-|x|} (1 + O(2^n e^{-|x|})); the power of ten is taken off by hand.
    size = abs(Fraction(Decimal(x)))
    with mp.workdps(80):
        place = -reference.number(size) / mp.log(10)
        exponent = int(mp.floor(place))
        leading = mp.power(10, place - exponent)
        m = int(mp.nint(leading * mp.mpf(10) ** 29))
    sign = 1 if n % 2 or x[0] == "-" else -1
    assert digits_of(n, x, 30) == (sign * m, exponent - 29)


def test_a_value_whose_exponent_has_seventeen_digits_is_an_mpf() -> None:
    value = evaluate(3, 10**17)
    assert mp.log(value) == pytest.approx(-1e17, rel=1e-15)


@pytest.mark.parametrize("bits", [10, 24, 53, 100])
@pytest.mark.parametrize("gap", [30, 100, 1000])
def test_next_to_a_rounding_boundary(bits: int, gap: int) -> None:
    # x with σ'(x) within 2^-gap of a number halfway between two of so many bits, on either side.
    middle = Fraction(2 * (2 ** (bits - 1) + 12345 % 2 ** (bits - 1)) + 1, 2 ** (bits + 3))
    with mp.workprec(3 * gap + 4 * bits):
        s = (1 - mp.sqrt(1 - 4 * reference.number(middle))) / 2
        x = mp.log(s / (1 - s))
        sides = [x + mp.ldexp(1, -gap), x - mp.ldexp(1, -gap)]
    results = []
    for near in sides:
        expected = reference.nearest_bits(reference.sigma(1, near), bits)
        with mp.workprec(bits):
            results.append(evaluate(1, near))
        assert results[-1] == expected
    assert results[0] != results[1]


@pytest.mark.parametrize(
    ("n", "of", "x", "digits", "text"),
    [
        (1, "sigmoid", 0, 1, "0.2"),  # 1/4: to even
        (3, "sigmoid", 0, 2, "-0.12"),  # -1/8
        (7, "sigmoid", 0, 4, "-1.062"),  # -17/16
        (0, logistic_family(L=Fraction(3, 20)), 0, 1, "0.08"),  # 0.075
        (0, logistic_family(L=Fraction(1, 20)), 0, 1, "0.02"),  # 0.025
        (0, "softplus", 25, 1, "30"),  # a little above 25
        (0, "log-sigmoid", -25, 1, "-30"),
        (0, "silu", 25, 1, "20"),  # a little below 25
        (0, "softplus", 10**30 + 5, 30, "1.00000000000000000000000000001e+30"),
        (0, "silu", 10**30 + 5, 30, "1.00000000000000000000000000000e+30"),
        (0, "sigmoid", 10**6, 5, "1.0000"),
        (1, "logit", Fraction(1, 2), 3, "4.00"),
        (1, "logit", Fraction(1, 5), 2, "6.2"),  # 1/(0.2·0.8) = 6.25
        (0, "tanh", 10**9, 10, "1.000000000"),
    ],
)
def test_ties_and_what_is_almost_a_tie(n: int, of: Any, x: Any, digits: int, text: str) -> None:
    assert str(rounded_parts(n, x, Decimals(digits), of)[0]) == text


def test_a_tie_in_bits_goes_to_the_even_number() -> None:
    for x, of, expected in (
        (2**54 + 2, "softplus", 2**54 + 4),  # halfway, and a little above
        (2**54 + 2, "silu", 2**54),
        (2**54 + 6, "silu", 2**54 + 4),
    ):
        with mp.workprec(53):
            assert evaluate(0, x, of=of) == expected


def test_an_argument_of_more_bits_than_the_working_precision_is_not_rounded() -> None:
    with mp.workprec(300):
        x = mp.mpf(1) / 3
    with mp.workprec(20):
        expected = reference.nearest_bits(reference.sigma(2, x), 20)
        assert evaluate(2, x) == expected
        assert evaluate(2, x, digits=40) != evaluate(2, mp.mpf(x) * 1, digits=40)


@pytest.mark.parametrize("n", [*range(1, 40, 2), 99, 399, 999])
def test_values_at_0_are_those_of_bernoulli_numbers(n: int) -> None:
    above, below = mp.bernfrac(n + 1)
    exact = Fraction(int(above), int(below)) * (2 ** (n + 1) - 1) / (n + 1)
    for digits in (1, 5, 50):
        with mp.workprec(exact.numerator.bit_length()):  # a dyadic number
            assert digits_of(n, 0, digits) == reference.decimal_parts(reference.number(exact), digits)
    assert evaluate(n + 1, 0) == 0


@pytest.mark.pari
@pytest.mark.parametrize(("n", "x"), [(1, "1/3"), (5, "-7/2"), (30, "1/100"), (100, "1"), (200, "-5")])
def test_values_of_pari(n: int, x: str) -> None:
    # n! times a coefficient of PARI's power series, as 40 digits and an exponent
    script = f"""default(realprecision, 300); f = n -> polcoef(1/(1 + exp(-({x}) - t + O(t^(n+2)))), n)*n!;
    v = f({n}); e = floor(log(abs(v))/log(10)); print([round(v*10.^(39-e)), e - 39]);"""
    assert digits_of(n, x, 40) == pari_rows(script)[0]


@pytest.mark.parametrize("name", [name for name in reference.SERIES if name != "logit"])
def test_relatives(name: str) -> None:
    source = random.Random(name)
    for _ in range(40):
        n = source.randint(0, 25)
        x = Fraction(source.randint(-(10**5), 10**5), source.randint(500, 3000)) / 10 ** source.randint(0, 3)
        if name == "tanh" and x == 0:
            continue
        digits = source.randint(5, 60)
        expected = reference.nearest_digits(reference.by_series(name, n, x), digits)
        assert digits_of(n, x, digits, name) == expected, (n, x, digits)


def test_logit() -> None:
    source = random.Random(7)
    for _ in range(60):
        n, digits = source.randint(0, 25), source.randint(5, 60)
        p = Fraction(source.randint(1, 999), 1000)
        if p == Fraction(1, 2) and n % 2 == 0:
            continue
        expected = reference.nearest_digits(reference.by_series("logit", n, p), digits)
        assert digits_of(n, p, digits, "logit") == expected, (n, p)


def test_families() -> None:
    source = random.Random(11)

    def number(low: int = 1) -> Fraction:
        return Fraction(source.choice((-1, 1)) * source.randint(low, 60), source.randint(1, 12))

    for _ in range(60):
        n, digits = source.randint(0, 15), source.randint(5, 40)
        L, k, x0, C, x = number(), number(), number(0), abs(number()), number(0) / 3
        expected = reference.nearest_digits(reference.family(n, x, L, k, x0, C), digits)
        assert digits_of(n, x, digits, logistic_family(L, k, x0, C)) == expected
    slip = logistic_family(C=-1)  # 1/(1-e^-x)
    expected = reference.nearest_digits(
        reference.family(3, Fraction(2), Fraction(1), Fraction(1), Fraction(0), Fraction(-1)), 30
    )
    assert digits_of(3, 2, 30, slip) == expected


@pytest.mark.parametrize("m", [1, 2, 3, 5])
@pytest.mark.parametrize("x", [Fraction(-40), Fraction(-1, 3), Fraction(0), Fraction(2), Fraction(30)])
def test_repeated_integrals(m: int, x: Fraction) -> None:
    # Cauchy's formula for the m-fold integral of σ from -∞, by quadrature
    with mp.workdps(40):
        at = reference.number(x)
        points = [at, at - 5, at - 20, at - 60, -mp.inf]
        inner = lambda t: (at - t) ** (m - 1) / mp.factorial(m - 1) / (1 + mp.exp(-t))  # noqa: E731
        integral = -mp.quad(inner, [at, 0, *points[1:]] if at > 0 and at <= 5 else points)
        value = evaluate(-m, x, digits=30)
        assert abs(value / integral - 1) < mp.mpf(10) ** -20
    assert evaluate(-m, x) == evaluate(1 - m, x, of="softplus")


@pytest.mark.parametrize("seed", range(4))
def test_complex_arguments(seed: int) -> None:
    source = random.Random(seed)
    for _ in range(25):
        n, digits = source.randint(0, 60), source.randint(5, 50)
        x = tuple(Fraction(source.randint(-3000, 3000), source.randint(1, 900)) for _ in range(2))
        if not all(x):
            continue
        argument = f"{x[0]}{'+' if x[1] > 0 else ''}{x[1]}i"
        parts = rounded_parts(n, argument, Decimals(digits))
        value = complex_sigma(n, x)
        for part, side in zip(parts, (reference.real_part, reference.imag_part), strict=True):
            assert tuple(part) == reference.nearest_digits(side(value), digits), (n, x, digits)


def complex_sigma(n: int, x: tuple[Fraction, Fraction]) -> reference.Reference:
    """P_n(σ(x)), with room for what the polynomial cancels next to a pole."""
    inner = reference.sigma(n, x)
    return lambda bits: inner(bits + 12 * n + 50)


@pytest.mark.parametrize("y", [Fraction(1), Fraction(-3, 7), Fraction(22, 7), Fraction(1000)])
def test_on_the_imaginary_axis_one_part_is_exact(y: Fraction) -> None:
    # σ(iy) = 1/2 + i tan(y/2)/2, and σ - 1/2 is odd.
    z = mp.mpc(0, 1) * mp.mpf(y.numerator) / y.denominator if y.denominator == 1 else f"{y}j"
    value = evaluate(0, z)
    assert value.real == 0.5
    with mp.workprec(200):
        half = mp.tan(mp.mpf(y.numerator) / y.denominator / 2) / 2
    assert value.imag == +half
    for n in range(1, 8):
        value = evaluate(n, z)
        assert (value.imag if n % 2 else value.real) == 0
        assert value.real if n % 2 else value.imag


def test_relatives_on_the_imaginary_axis() -> None:
    # iy σ(iy) = -y tan(y/2)/2 + iy/2; softplus(iy) = log(2 cos(y/2)) + iy/2 for |y| < π
    with mp.workprec(200):
        half = mp.tan(mp.mpf(1) / 3)
        real, log = -half / 3, mp.log(2 * mp.cos(mp.mpf(1) / 3))
    silu, softplus = (evaluate(0, "2/3j", of=name) for name in ("silu", "softplus"))
    assert (silu.real, silu.imag) == (+real, mp.mpf(1) / 3)
    assert (softplus.real, softplus.imag) == (+log, mp.mpf(1) / 3)
    assert evaluate(0, "2/3j", of="tanh").real == 0


def test_next_to_a_pole() -> None:
    # σ^(n)(πi + h) = -(-1)^n n! h^{-n-1} + …, h as small as 10^-30
    with mp.workdps(60):
        z = mp.mpc(0, mp.pi)  # π to 60 digits
    with mp.workdps(300):
        h = z - mp.mpc(0, mp.pi)
        for n in (0, 1, 5, 33, 40, 250):
            leading = (-1) ** (n + 1) * mp.factorial(n) / h ** (n + 1) * -1
            value = evaluate(n, z, digits=40)
            assert abs(abs(value) / abs(leading) - 1) < mp.mpf(10) ** -35
    assert evaluate(2, mp.mpc(1, 0)) == evaluate(2, 1)
    assert isinstance(evaluate(2, mp.mpc(1, 0)), mp.mpc)


@pytest.mark.parametrize("n", [301, 5000, 10**4, 10**6, 10**9])
@pytest.mark.parametrize("x", [Fraction(1, 3), Fraction(-20), Fraction(10) ** -40])
def test_large_orders_against_the_poles(n: int, x: Fraction) -> None:
    # σ^(n)(x) = (-1)^n n! Σ_j (x - (2j+1)πi)^{-(n+1)}: with 20 pairs the rest is below 10^-170 of it.
    def value(bits: int) -> Any:
        with mp.workprec(bits + 80):
            z = reference.number(x)
            poles = (2 * mp.re((z - mp.mpc(0, (2 * j + 1) * mp.pi)) ** -(n + 1)) for j in range(20))
            return (-1) ** n * mp.gamma(mp.mpf(n) + 1) * sum(poles)

    with mp.workprec(600):
        expected = value(600)
        assert abs(evaluate(n, x, digits=50) / expected - 1) < mp.mpf(10) ** -49


@pytest.mark.parametrize("x", [2, Fraction(2), Decimal(2), 2.0, mp.mpf(2), "2", "2.0", "4/2", "0.2e1", "+2"])
def test_all_exact_numbers_are_understood(x: Any) -> None:
    assert evaluate(3, x) == reference.nearest_bits(reference.sigma(3, Fraction(2)), 53)
    assert (
        evaluate(3, flint.fmpq(2))
        == evaluate(3, flint.arb(2))
        == evaluate(3, flint.fmpz(2))
        == evaluate(3, x)
    )


def test_a_text_is_exact() -> None:
    assert evaluate(1, "0.1", digits=40) == evaluate(1, Fraction(1, 10), digits=40)
    assert evaluate(1, "0.1", digits=40) != evaluate(1, 0.1, digits=40)


def test_limits() -> None:
    for plus, minus in ((mp.inf, -mp.inf), ("inf", "-inf"), (float("inf"), float("-inf")), ("∞", "-oo")):
        assert (evaluate(0, plus), evaluate(0, minus)) == (1, 0)
        assert (evaluate(7, plus), evaluate(7, minus)) == (0, 0)
        assert (evaluate(0, plus, of="tanh"), evaluate(0, minus, of="tanh")) == (1, -1)
        assert (evaluate(0, plus, of="silu"), evaluate(0, minus, of="silu")) == (mp.inf, 0)
        assert (evaluate(1, plus, of="silu"), evaluate(1, minus, of="silu")) == (1, 0)
        assert (evaluate(-3, plus), evaluate(-3, minus)) == (mp.inf, 0)
        assert (evaluate(0, plus, of="log-sigmoid"), evaluate(0, minus, of="log-sigmoid")) == (0, -mp.inf)
        assert evaluate(0, plus, of="reflected") == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((1, mp.nan), "x must be a number, not nan"),
        ((1, float("nan")), "x must be a number, not nan"),
        ((1, "nan"), "x must be a number, not nan"),
        ((1, "pi"), "x must be a rational number .*not 'pi'"),
        ((1, "__import__('os').getcwd()"), "x must be a rational number"),
        ((1, "1/0"), "x must not have the denominator 0"),
        ((1, "1e9999999999"), "decimal exponent"),
        ((1, ""), "x must be a rational number"),
        ((1, "1" * 2_000_000), "at most 1000000 characters"),
        ((1, 0, 0), "digits must be .*at least 1, not 0"),
        ((1, 0, -3), "digits must be .*not -3"),
        ((1, 0, 10**12), "digits = 1000000000000 would take"),
        ((1, 0, 2.5), "digits must be"),
        ((1, 0, True), "digits must be"),
        ((1.5, 0), "n must be"),
        (("2", 0), "n must be"),
        ((True, 0), "n must be"),
        ((10**31, 1), "n must be at most 10"),
        ((1, mp.pi), "x must be rational, not <pi"),
        ((1, iv.mpf([0, 1])), "there is enclose"),
        ((1, flint.arb(0, 1)), "there is enclose"),
        ((1, True), "x must be an int"),
        ((1, None), "x must be an int"),
        ((1, [1]), "x must be an int"),
        ((1, mp.mpc(mp.inf, 1)), "finite if it is complex"),
        ((1, mp.mpf(10) ** (10**30)), "exponential|out of reach"),
    ],
)
def test_bad_input(arguments: tuple[Any, ...], message: str) -> None:
    with pytest.raises(SigmoidSymError, match=message):
        evaluate(*arguments)


@pytest.mark.parametrize(
    ("n", "x", "of", "message"),
    [
        (-1, 1, "tanh", "n must be at least 0 for tanh, not -1"),
        (-1, 1, "silu", "n must be at least 0 for silu"),
        (-1, 1, "logit", "n must be at least 0 for logit"),
        (0, 2, "logit", "0 < x < 1 only, not at x = '2'"),
        (3, 1, "logit", "a pole at x = 1"),
        (1, 0, logistic_family(C=-1), "a pole at x = 0"),
        (1, 0, "cosine", "of must be one of sigmoid"),
        (1, 0, "logistic", "must have numbers"),
        (1, 0, 3, "of must be one of"),
    ],
)
def test_bad_functions(n: int, x: Any, of: Any, message: str) -> None:
    with pytest.raises(SigmoidSymError, match=message):
        evaluate(n, x, of=of)
