"""Rational numbers below and above a real number."""

from __future__ import annotations

import math
from fractions import Fraction

from sigmoid_sym.errors import SigmoidSymError

Enclosure = tuple[Fraction, Fraction]
_MOST_BITS = 200_000  # of a number


class CertificateError(SigmoidSymError):
    """A certificate that does not prove its claim."""


def require(holds: bool, what: str) -> None:
    """Reject the certificate unless something holds."""
    if not holds:
        raise CertificateError(f"not shown: {what}")


def outward(a: Enclosure, bits: int) -> Enclosure:
    """Return shorter ends, one below and one above; the error is less than 2^(1-bits) of each."""

    def floor(x: Fraction) -> Fraction:
        if x == 0:
            return x
        size = x.numerator.bit_length() - x.denominator.bit_length()
        require(abs(size) < _MOST_BITS, "a number of moderate size")
        scale = Fraction(2) ** (bits - size)
        return math.floor(x * scale) / scale

    return floor(a[0]), -floor(-a[1])


def plus(*terms: Enclosure) -> Enclosure:
    """Return the sum."""
    return sum((a for a, _ in terms), Fraction(0)), sum((b for _, b in terms), Fraction(0))


def times(a: Enclosure, b: Enclosure, bits: int) -> Enclosure:
    """Return the product."""
    ends = (a[0] * b[0], a[0] * b[1], a[1] * b[0], a[1] * b[1])
    return outward((min(ends), max(ends)), bits)


def power(a: Enclosure, k: int, bits: int) -> Enclosure:
    """Return a^k; an even power is not negative, and its ends are those of |a|."""
    if k < 0:
        require(a[0] > 0 or a[1] < 0, "a denominator that is not 0")
        return power((1 / a[1], 1 / a[0]), -k, bits)
    low, high = a
    if k % 2 == 0:
        low, high = max(low, -high, Fraction(0)), max(-low, high)
    require(
        k * max(abs(low), abs(high), Fraction(1)).numerator.bit_length() < 64 * _MOST_BITS, "a small power"
    )
    result = (Fraction(1), Fraction(1))
    square = (low, high)
    while k:
        if k % 2:
            result = times(result, square, bits)
        square, k = times(square, square, bits) if k > 1 else square, k // 2
    return result


def exp(a: Enclosure, bits: int) -> Enclosure:
    """Return e^a, which increases with a."""
    return _exp(a[0], bits)[0], _exp(a[1], bits)[1]


def _exp(x: Fraction, bits: int) -> Enclosure:
    """Return e^x: for x ≥ 0 the series at x/2^k < 1/4, squared k times, in whole multiples of 2^-room."""
    if x < 0:
        low, high = _exp(-x, bits)
        return 1 / high, 1 / low
    require(x < _MOST_BITS, "a moderate exponent")
    k = math.floor(x).bit_length() + 2
    room = bits + 2 * k + 8
    y = math.floor(x * (1 << (room - k)))

    def series(y: int, up: int) -> int:
        # Each term is rounded down, or up; behind a term of at most 2 units follow less than 4.
        term = total = 1 << room
        n = 0
        while term > 2 * up:
            n += 1
            term = (term * y >> room) // n + up
            total += term
        return total + 4 * up

    below, above = series(y, 0), series(y + 1, 1)
    for _ in range(k):
        below, above = below * below >> room, (above * above >> room) + 1
    return Fraction(below, 1 << room), Fraction(above, 1 << room)


def log(a: Enclosure, bits: int) -> Enclosure:
    """Return log a, which increases with a > 0."""
    require(a[0] > 0, "the logarithm of a positive number")
    return _log(a[0], bits)[0], _log(a[1], bits)[1]


def _log(x: Fraction, bits: int) -> Enclosure:
    """Return log x = k log 2 + log(x/2^k), with 1/2 < x/2^k < 2."""
    k = x.numerator.bit_length() - x.denominator.bit_length()
    low, high = _near_1(x / Fraction(2) ** k, bits + 20)
    a, b = _near_1(Fraction(2), bits + 20)
    return low + min(k * a, k * b), high + max(k * a, k * b)


def _near_1(x: Fraction, bits: int) -> Enclosure:
    """Return 2 artanh z = 2 Σ z^(2j+1)/(2j+1), z = (x-1)/(x+1) ≤ 1/3: the rest is less than 2 z^(2j+1)."""
    if x < 1:
        low, high = _near_1(1 / x, bits)
        return -high, -low
    z = (x - 1) / (x + 1)
    square = outward((z * z, z * z), 2 * bits)
    term, total, j = (z, z), (Fraction(0), Fraction(0)), 0
    while term[1] > Fraction(1, 1 << bits):
        total = plus(total, (term[0] / (2 * j + 1), term[1] / (2 * j + 1)))
        term, j = times(term, square, 2 * bits), j + 1
    return outward((2 * total[0], 2 * (total[1] + 2 * term[1])), 2 * bits)


def prime_powers(n: int) -> list[tuple[int, int]]:
    """Return (p, k) with n = Π p^k; a number with a large prime factor is rejected."""
    found, p = [], 2
    while n > 1:
        p = n if p * p > n else p
        k = 0
        while n % p == 0:
            n, k = n // p, k + 1
        found += [(p, k)] if k else []
        p += 1
        require(p < 100_000 or n == 1, "small prime factors")
    return found
