"""Exact numbers from everything that people write."""

from decimal import Decimal
from fractions import Fraction

import pytest

pytest.importorskip("numpy")

import flint
import numpy
import sympy
from hypothesis import given
from hypothesis import strategies as st
from mpmath import mp

from sigmoid_sym import SigmoidSymError
from sigmoid_sym.numeric.points import Point, point


def exact(value: object) -> Fraction:
    """An `fmpq` or a dyadic `arb` as a Fraction."""
    rational = value if isinstance(value, flint.fmpq) else value.fmpq()  # type: ignore[attr-defined]
    return Fraction(int(rational.p), int(rational.q))


@given(st.fractions())
def test_fractions_as_text(value: Fraction) -> None:
    assert exact(point(str(value)).real) == exact(point(value).real) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40))
def test_decimals_as_text(value: Decimal) -> None:
    assert exact(point(str(value)).real) == exact(point(value).real) == Fraction(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_binary_numbers(value: float) -> None:
    assert exact(point(value).real) == exact(point(mp.mpf(value)).real) == Fraction(value)
    assert exact(point(numpy.float64(value)).real) == Fraction(value)


@pytest.mark.parametrize(
    ("text", "real", "imag"),
    [
        ("-2.5+3j", Fraction(-5, 2), 3),
        ("1/3-1/7i", Fraction(1, 3), Fraction(-1, 7)),
        ("j", 0, 1),
        ("-i", 0, -1),
        ("1e-3 ".strip() + "+2.5e2*j", Fraction(1, 1000), 250),
        ("−1+0j", -1, 0),
    ],
)
def test_complex_texts(text: str, real: Fraction, imag: Fraction) -> None:
    at = point(text)
    assert (exact(at.real), exact(at.imag)) == (real, imag)


@pytest.mark.parametrize(
    "value", [complex(0.5, -2), mp.mpc(0.5, -2), flint.acb(0.5, -2), numpy.complex128(0.5 - 2j)]
)
def test_complex_numbers(value: object) -> None:
    at = point(value)
    assert (exact(at.real), exact(at.imag)) == (Fraction(1, 2), -2)


@pytest.mark.parametrize(
    "value", ["inf", "+Infinity", "∞", "oo", float("inf"), mp.inf, Decimal("Infinity"), flint.arb("inf")]
)
def test_infinity(value: object) -> None:
    assert point(value).infinite == 1


def test_what_is_too_large_for_a_float_is_not_infinite() -> None:
    assert exact(point(Decimal("1e400")).real) == 10**400
    assert exact(point(Decimal("-1e999999")).real) == -(10**999999)
    assert point(numpy.nextafter(numpy.longdouble("inf"), 0)).infinite == 0
    assert point(numpy.longdouble("-inf")).infinite == -1
    with pytest.raises(SigmoidSymError, match="exponent of at most 1000000"):
        point(Decimal("1e1000001"))


def test_numbers_of_sympy() -> None:
    half = Fraction(1, 2)
    assert exact(point(sympy.Rational(1, 2)).real) == exact(point(sympy.Float("0.5")).real) == half
    at = point(sympy.I)
    assert (exact(at.real), exact(at.imag)) == (0, 1)
    for value in (sympy.pi, sympy.nan, sympy.oo, sympy.sqrt(2)):
        with pytest.raises(SigmoidSymError, match="x must be an int"):
            point(value)


@pytest.mark.parametrize("zeros", ["", "0", "0" * 30, "0" * 5000])
def test_zeros_before_an_exponent_do_not_count(zeros: str) -> None:
    assert exact(point(f"12e-{zeros}3").real) == Fraction(12, 1000)
    assert exact(point(f"12e+{zeros}3").real) == 12000
    with pytest.raises(SigmoidSymError, match="decimal exponent of at most 1000000"):
        point(f"1e{zeros}9999999999")


@pytest.mark.parametrize("exponent", ["1000001", "-1000001", "9" * 5000])
def test_numbers_of_megabytes_are_refused(exponent: str) -> None:
    for value in (f"1e{exponent}", f"1e{exponent}j"):
        with pytest.raises(SigmoidSymError, match="x must have a decimal exponent of at most 1000000"):
            point(value)
    assert exact(point("1e-1000000").real).denominator == 10**1000000


@pytest.mark.parametrize(
    "value",
    ["nan", "-NaN", float("nan"), mp.nan, Decimal("nan"), Decimal("sNaN"), complex(1, float("nan")),
     flint.arb("nan"), flint.acb("nan", 1)],
)  # fmt: skip
def test_nan(value: object) -> None:
    with pytest.raises(SigmoidSymError, match="x must be a number, not nan"):
        point(value)


def test_zero() -> None:
    assert point(0).is_zero
    assert point("0+0j").is_zero
    assert not point("0+1j").is_zero
    assert point(-0.0) == Point(flint.arb(0)) or point(-0.0).is_zero


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "1 2",
        "1//2",
        "1/2/3",
        "--1",
        "1e",
        "e5",
        "1.2.3",
        "0x10",
        "1_000",
        "½",
        "１",
        "1+2",
        "i2",
        "1/2.5",
        "1j+2",
        "inf+1j",
        "lambda:0",
    ],
)
def test_texts_that_are_no_numbers(text: str) -> None:
    with pytest.raises(SigmoidSymError, match="x must be a rational number"):
        point(text)


@pytest.mark.parametrize(
    "value", [object(), {}, b"1", numpy.array([1.0, 2.0]), flint.fmpz_poly([1]), 1j * float("inf")]
)
def test_what_is_no_number(value: object) -> None:
    with pytest.raises(SigmoidSymError, match="x must be"):
        point(value)


def test_the_argument_is_named() -> None:
    with pytest.raises(SigmoidSymError, match="place must be a number, not nan"):
        point("nan", "place")
