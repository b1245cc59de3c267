"""Correct rounding: from a ball or an exact number to bits or decimal digits, to nearest, ties to even."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

from flint import arb, fmpq, fmpz
from mpmath.libmp import dps_to_prec, finf, fninf, from_man_exp, from_rational, fzero

from sigmoid_sym.language.numerals import decimal
from sigmoid_sym.numeric.balls import Mpf, working_precision

# A decimal number is no binary one: it is held with so many bits to spare that it prints as itself.
_SPARE_BITS = 64
# A dyadic number with a larger exponent is not written out as a fraction.
_LONGEST_EXPONENT = 80_000
# More than the error of place·log10(2), as a float for |place| < 2^40, as a ball beyond.
_LOG_ERROR = 2.0**-10


@dataclass(frozen=True, slots=True)
class Binary:
    """Rounding to `bits` bits.

    >>> from mpmath import mp
    >>> with working_precision(80):
    ...     mp.make_mpf(Binary(5).ball(arb(1) / 3)), Binary(5).ball(arb(fmpq(1, 3)) + arb(0, 1))
    (mpf('0.328125'), None)
    """

    bits: int

    def ball(self, value: Any) -> Mpf | None:
        """Return the number that everything in the ball rounds to, or None if there is no such one."""
        bits = self.bits
        accuracy = value.rel_accuracy_bits()
        if accuracy < bits + 2:
            return None
        mantissa, exponent = value.mid().man_exp()
        mantissa, exponent = int(mantissa), int(exponent)
        length = mantissa.bit_length()
        excess = length - bits
        if excess > 0:
            # The radius is below 2^(length - 1 - accuracy) units of the last place of the mantissa,
            # so at most a quarter of the last place kept, also just below a power of two.
            radius = 1 << max(length - 1 - accuracy, 0)
            dropped = abs(mantissa) & ((1 << excess) - 1)
            if abs(dropped - (1 << (excess - 1))) <= radius:
                return None
        rounded: Mpf = from_man_exp(mantissa, exponent, bits, "n")
        return rounded

    def exact(self, value: Any) -> Mpf:
        """Return the number that the `fmpq` or exact `arb` rounds to; ±∞ stays as it is."""
        if isinstance(value, arb):
            if not value.is_finite():
                return finf if value > 0 else fninf  # type: ignore[no-any-return]
            mantissa, exponent = value.man_exp()
            rounded: Mpf = from_man_exp(int(mantissa), int(exponent), self.bits, "n")
        else:
            rounded = from_rational(int(value.p), int(value.q), self.bits, "n")
        return rounded

    def mpf(self, rounded: Mpf) -> Mpf:
        """Return the result as mpmath's raw number."""
        return rounded


class Digits(NamedTuple):
    """The number significand·10^exponent; with an exponent None it is ±∞."""

    significand: int
    exponent: int | None

    def __str__(self) -> str:
        if self.exponent is None:
            return "inf" if self.significand > 0 else "-inf"
        if self.significand == 0:
            return "0"
        sign, digits = "-" if self.significand < 0 else "", decimal(abs(self.significand))
        leading = len(digits) - 1 + self.exponent
        if -6 <= leading < max(len(digits), 16):
            if self.exponent >= 0:
                return sign + digits + "0" * self.exponent
            padded = digits.zfill(1 - self.exponent)
            return f"{sign}{padded[: self.exponent]}.{padded[self.exponent :]}"
        point = "." if len(digits) > 1 else ""
        return f"{sign}{digits[0]}{point}{digits[1:]}e{'-' if leading < 0 else '+'}{decimal(abs(leading))}"


@dataclass(frozen=True, slots=True)
class Decimals:
    """Rounding to `digits` significant decimal digits.

    >>> str(Decimals(3).exact(fmpq(-1, 8))), str(Decimals(2).exact(fmpq(-1, 8)))
    ('-0.125', '-0.12')
    """

    digits: int

    @property
    def bits(self) -> int:
        """Bits enough for that many digits."""
        return int(dps_to_prec(self.digits))

    def ball(self, value: Any) -> Digits | None:
        """Return the number that everything in the ball rounds to, or None if there is no such one."""
        if value.rel_accuracy_bits() < self.bits:
            return None
        size = abs(value)
        leading = _leading_place(size)
        for _ in range(3):  # the leading place is off by one at most
            exponent = leading - self.digits + 1
            shifted = size * arb(10) ** -exponent + arb(0.5)
            nearest = shifted.floor().unique_fmpz()
            if nearest is None or nearest in shifted:  # the latter may be a tie
                return None
            if nearest < fmpz(10) ** (self.digits - 1):
                leading -= 1
            elif nearest >= fmpz(10) ** self.digits:
                leading += 1
            else:
                return Digits(int(nearest if value > 0 else -nearest), exponent)
        return None

    def exact(self, value: Any) -> Digits:
        """Return the number that the `fmpq` or exact `arb` rounds to; ±∞ stays as it is."""
        if value == 0:
            return Digits(0, 0)
        if isinstance(value, arb):
            if not value.is_finite():
                return Digits(1 if value > 0 else -1, None)
            mantissa, power = value.man_exp()
            if abs(int(power)) > _LONGEST_EXPONENT:
                # Too long to write out. No tie: 2^power has no finite decimal expansion this short.
                return _raised(self, value)  # type: ignore[no-any-return]
            value = fmpq(mantissa) * fmpq(2) ** int(power)
        leading = _leading_place(arb(abs(value)))
        for _ in range(3):
            exponent = leading - self.digits + 1
            scaled = abs(value) * fmpq(10) ** -exponent
            nearest = (scaled + fmpq(1, 2)).floor()
            if scaled + fmpq(1, 2) == nearest and nearest % 2:
                nearest -= 1
            if nearest < fmpz(10) ** (self.digits - 1):
                leading -= 1
            elif nearest >= fmpz(10) ** self.digits:
                leading += 1
            else:
                break
        return Digits(int(nearest if value > 0 else -nearest), exponent)

    def mpf(self, rounded: Digits) -> Mpf:
        """Return mpmath's raw number nearest to the decimal one, with bits to spare."""
        significand, exponent = rounded
        if exponent is None:
            return finf if significand > 0 else fninf  # type: ignore[no-any-return]
        if significand == 0:
            return fzero  # type: ignore[no-any-return]
        bits = self.bits + _SPARE_BITS
        if 0 <= exponent <= bits:  # a whole number, which may lie halfway between two of so many bits
            return from_man_exp(significand * 10**exponent, 0, bits, "n")  # type: ignore[no-any-return]
        # Never halfway: the odd number 5^exponent has too many bits, or it has fewer bits or is not dyadic.
        return _raised(Binary(bits), fmpz(significand), fmpz(exponent))  # type: ignore[no-any-return]


def _raised(rounding: Any, factor: Any, power_of_ten: Any = 0) -> Any:
    """Round factor·10^power, which is known not to lie on a boundary."""
    bits = rounding.bits + 64
    while True:
        with working_precision(bits):
            rounded = rounding.ball(factor * arb(10) ** power_of_ten)
        if rounded is not None:
            return rounded
        bits *= 2


def _leading_place(size: Any) -> int:
    """Return the exponent of the leading decimal digit of a positive ball, or one less, never more.

    With one more, a number just below a power of ten would get a digit too few.
    """
    mantissa, exponent = size.mid().man_exp()
    place = int(exponent) + int(mantissa).bit_length() - 1
    if abs(place) < 1 << 40:
        return math.floor(place * math.log10(2) - _LOG_ERROR)
    with working_precision(place.bit_length() + 32):
        scaled = arb(place) * arb(2).log() / arb(10).log()
        return int((scaled.mid() - _LOG_ERROR).floor().unique_fmpz())
