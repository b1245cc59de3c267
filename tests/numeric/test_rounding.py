"""Rounding from balls and exact numbers, against the definition in fractions."""

from fractions import Fraction

import pytest
from flint import arb, fmpq
from hypothesis import assume, given
from hypothesis import strategies as st
from mpmath import mp

from sigmoid_sym.numeric.balls import working_precision
from sigmoid_sym.numeric.rounding import Binary, Decimals, Digits

fractions = st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10**6).filter(bool)


def nearest(value: Fraction, base: int, places: int) -> Fraction:
    """The multiple of base^e with so many places nearest to the value; Python's round sends ties to even."""
    unit = Fraction(1)
    while abs(value) >= unit * base**places:
        unit *= base
    while abs(value) < unit * base ** (places - 1):
        unit /= base
    return round(value / unit) * unit


def as_fraction(rounded: Digits) -> Fraction:
    return rounded.significand * Fraction(10) ** rounded.exponent


def flint(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)


@given(value=fractions, digits=st.integers(1, 12))
def test_exact_numbers_to_decimal_digits(value: Fraction, digits: int) -> None:
    rounded = Decimals(digits).exact(flint(value))
    assert as_fraction(rounded) == nearest(value, 10, digits)
    assert len(str(abs(rounded.significand))) == digits


@given(value=fractions, bits=st.integers(2, 60))
def test_exact_numbers_to_bits(value: Fraction, bits: int) -> None:
    rounded = mp.make_mpf(Binary(bits).exact(flint(value)))
    assert Fraction(int(rounded.man), 1) * Fraction(2) ** rounded.exp == nearest(abs(value), 2, bits)


@given(value=fractions, digits=st.integers(1, 12), bits=st.integers(20, 200), width=st.integers(1, 60))
def test_a_ball_rounds_to_one_number_or_to_none(value: Fraction, digits: int, bits: int, width: int) -> None:
    with working_precision(bits):
        ball = arb(flint(value)) + arb(0, arb(2) ** -width)
        decimal, binary = Decimals(digits).ball(ball), Binary(digits).ball(ball)
    with working_precision(1000):  # the ends are exact
        low, high = (Fraction(int(e.p), int(e.q)) for e in (ball.lower().fmpq(), ball.upper().fmpq()))
    if decimal is not None:
        assert as_fraction(decimal) == nearest(low, 10, digits) == nearest(high, 10, digits)
    if binary is not None:
        number = mp.make_mpf(binary)
        found = (1 if number > 0 else -1) * Fraction(int(number.man)) * Fraction(2) ** number.exp
        assert found == nearest(low, 2, digits) == nearest(high, 2, digits)


def test_a_narrow_ball_around_a_plain_number_is_settled() -> None:
    with working_precision(200):
        third = arb(1) / 3
        assert Decimals(20).ball(third) == Digits(33333333333333333333, -20)
        assert Decimals(20).ball(-third) == Digits(-33333333333333333333, -20)
        assert Decimals(3).ball(1 - arb(2) ** -150) == Digits(100, -2)
        assert Binary(53).ball(third) == mp.mpf(1).__truediv__(3)._mpf_
        assert Binary(53).ball(1 - arb(2) ** -150) == mp.mpf(1)._mpf_


@pytest.mark.parametrize("digits", range(1, 12))
@pytest.mark.parametrize(
    ("power", "gap"),
    [
        # 2^place < 10^power (1 - gap) < 10^power, with place·log10(2) less than 2^-14 below power
        (330_985_160_566, Fraction(731, 10**7)),
        (0, Fraction(1, 2**30)),
        (0, Fraction(1, 9)),
        (-3, Fraction(1, 10**6)),
        (15, Fraction(7, 10**9)),
    ],
)
def test_just_below_a_power_of_ten(power: int, gap: Fraction, digits: int) -> None:
    expected = nearest(1 - gap, 10, digits)
    with working_precision(400):
        found = Decimals(digits).ball(arb(10) ** power * arb(flint(1 - gap)))
    assert found.significand * Fraction(10) ** (found.exponent - power) == expected
    if abs(power) < 100:
        assert as_fraction(Decimals(digits).exact(flint((1 - gap) * Fraction(10) ** power))) == (
            expected * Fraction(10) ** power
        )


def test_an_exact_number_nearer_to_a_power_of_ten_than_53_bits_tell() -> None:
    value = fmpq(2**60 - 1, 2**60)
    assert Decimals(18).exact(value) == Digits(10**18 - 1, -18)  # 1 - 0.87·10^-18
    assert Decimals(17).exact(value) == Digits(10**16, -16)


@pytest.mark.parametrize("value", [arb(1) / 8, arb(5) / 2, arb(35)])
def test_what_may_be_a_tie_is_not_settled_by_a_ball(value: arb) -> None:
    with working_precision(300):
        digits = Decimals(1 if value > 1 else 2)
        assert digits.ball(value + arb(0, arb(2) ** -250)) is None
        assert digits.ball(value) is None
        assert digits.exact(value) == digits.exact(value.fmpq())


@pytest.mark.parametrize("exponent", [10**5, -(10**5), 10**12, -(10**30)])
@pytest.mark.parametrize("digits", [1, 17, 60])
def test_exponents_too_long_to_write_out(exponent: int, digits: int) -> None:
    # 3·2^e = m·10^(p + 1 - digits), with logarithms in mpmath
    number = arb(mp.ldexp(3, exponent))
    rounded = Decimals(digits).exact(number)
    with mp.workprec(4 * digits + 2 * abs(exponent).bit_length() + 60):
        log = mp.log10(3) + exponent * mp.log10(2)
        assert abs(mp.log10(rounded.significand) + rounded.exponent - log) < mp.mpf(10) ** (1 - digits)
    value = mp.make_mpf(Decimals(digits).mpf(rounded))
    with mp.workprec(300 + abs(exponent).bit_length()):
        assert abs(mp.log(value, 10) - log) < mp.mpf(10) ** (1 - digits)


@pytest.mark.parametrize(
    ("digits", "text"),
    [
        (Digits(123, -2), "1.23"),
        (Digits(-5, -1), "-0.5"),
        (Digits(12, 3), "12000"),
        (Digits(1, 20), "1e+20"),
        (Digits(15, -(10**5000)), "1.5e-" + "9" * 5000),  # longer than Python prints an integer
        (Digits(15, -10), "1.5e-9"),
        (Digits(15, -7), "0.0000015"),
        (Digits(0, 0), "0"),
        (Digits(-1, None), "-inf"),
        (Digits(10**20, -20), "1.00000000000000000000"),
    ],
)
def test_how_digits_are_written(digits: Digits, text: str) -> None:
    assert str(digits) == text


@pytest.mark.parametrize("exponent", range(20, 120))
def test_whole_numbers_halfway_between_two_of_the_bits_held(exponent: int) -> None:
    # 324·10^e: at some of these exponents its odd part is one bit, or two, longer than what is held
    value = mp.make_mpf(Decimals(3).mpf(Digits(324, exponent)))
    assert abs(Fraction(int(value.man)) * Fraction(2) ** value.exp / (324 * 10**exponent) - 1) < Fraction(
        1, 2**70
    )


@given(significand=st.integers(1, 10**30), exponent=st.integers(-50, 50), digits=st.integers(1, 30))
def test_the_mpf_of_a_decimal_number_prints_as_it(significand: int, exponent: int, digits: int) -> None:
    text = str(significand)[:digits]
    assume(len(text) == digits)
    value = mp.make_mpf(Decimals(digits).mpf(Digits(int(text), exponent)))
    printed = mp.nstr(value, digits, min_fixed=0, max_fixed=0, strip_zeros=False)
    mantissa, _, power = printed.partition("e")
    assert mantissa.replace(".", "")[:digits] == text
    assert int(power or 0) == exponent + digits - 1
