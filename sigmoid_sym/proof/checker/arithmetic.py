"""Intervals with rational ends, and jets over them or over fractions."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from math import comb, floor, isqrt, lcm
from typing import Any

Number = Any  # Fraction, Interval, or a Series over one of them


class Undefined(ArithmeticError):
    """There is no value here, or none that this precision can tell from a pole."""


class Interval:
    """The numbers from lo/2^bits to hi/2^bits; every operation rounds outwards."""

    __slots__ = ("bits", "hi", "lo")

    def __init__(self, lo: int, hi: int, bits: int) -> None:
        self.lo, self.hi, self.bits = lo, hi, bits

    @classmethod
    def around(cls, low: Fraction, high: Fraction, bits: int) -> Interval:
        """Return an interval that contains the numbers from low to high."""
        return cls(
            (low.numerator << bits) // low.denominator, -((-high.numerator << bits) // high.denominator), bits
        )

    def __add__(self, other: Number) -> Number:
        if isinstance(other, Series):
            return NotImplemented
        other = (
            other
            if isinstance(other, Interval)
            else Interval.around(Fraction(other), Fraction(other), self.bits)
        )
        return Interval(self.lo + other.lo, self.hi + other.hi, self.bits)

    __radd__ = __add__

    def __neg__(self) -> Interval:
        return Interval(-self.hi, -self.lo, self.bits)

    def __mul__(self, other: Number) -> Number:
        if isinstance(other, Series):
            return NotImplemented
        if isinstance(other, Interval):
            products = (self.lo * other.lo, self.lo * other.hi, self.hi * other.lo, self.hi * other.hi)
            return Interval(min(products) >> self.bits, -(-max(products) >> self.bits), self.bits)
        low, high = sorted((self.lo * other.numerator, self.hi * other.numerator))
        return Interval(low // other.denominator, -(-high // other.denominator), self.bits)

    __rmul__ = __mul__


def ends(value: Number) -> tuple[Fraction, Fraction]:
    """Return the lower and the upper end of a Fraction or an Interval."""
    if isinstance(value, Interval):
        return Fraction(value.lo, 1 << value.bits), Fraction(value.hi, 1 << value.bits)
    return value, value


class Series:
    """A value and its derivatives f, f', …, f^(n) in one direction; those of a deeper level are of a lower."""

    __slots__ = ("c", "level")

    def __init__(self, level: int, c: list[Number]) -> None:
        self.level, self.c = level, c

    def __add__(self, other: Number) -> Number:
        if isinstance(other, Series) and other.level >= self.level:
            if other.level > self.level:
                return other + self
            return Series(self.level, [a + b for a, b in zip(self.c, other.c, strict=True)])
        return Series(self.level, [self.c[0] + other, *self.c[1:]])

    __radd__ = __add__

    def __neg__(self) -> Series:
        return Series(self.level, [-a for a in self.c])

    def __mul__(self, other: Number) -> Number:
        if isinstance(other, Series) and other.level >= self.level:
            if other.level > self.level:
                return other * self
            return Series(self.level, _product(self.c, other.c))
        return Series(self.level, [a * other for a in self.c])

    __rmul__ = __mul__


def _product(a: list[Number], b: list[Number]) -> list[Number]:
    left, right = _over_one_denominator(a), _over_one_denominator(b)
    if left is None or right is None:
        return [_leibniz(a, b, k) for k in range(len(a))]
    (p, d), (q, e) = left, right
    return [Fraction(_leibniz(p, q, k), d * e) for k in range(len(a))]


def _over_one_denominator(c: list[Number]) -> tuple[list[int], int] | None:
    """Return whole numerators and a common denominator, which are quicker to multiply, of Fractions."""
    if not all(type(a) is Fraction for a in c):
        return None
    d = lcm(*(a.denominator for a in c))
    return [a.numerator * (d // a.denominator) for a in c], d


def _leibniz(a: list[Number], b: list[Number], k: int, first: int = 0, row: int | None = None) -> Number:
    """Return Σ_{j=first}^k C(k,j) a_j b_{k-j}; with `row`, C(k-1,j-1) instead."""
    total: Number = 0 if type(a[0]) is int else Fraction(0)
    for j in range(first, k + 1):
        if a[j] != 0 and b[k - j] != 0:
            total = a[j] * b[k - j] * (_pascal(k)[j] if row is None else _pascal(k - 1)[j - 1]) + total
    return total


@cache
def _pascal(k: int) -> list[int]:
    return [comb(k, j) for j in range(k + 1)]


def inverse(value: Number) -> Number:
    """Return 1/value.

    Raises:
        Undefined: the value may be 0.
    """
    if isinstance(value, Series):
        whole = _over_one_denominator(value.c)
        if whole is not None:
            return Series(value.level, _whole_inverse(*whole))
        c = [first := inverse(value.c[0])]
        for k in range(1, len(value.c)):
            c.append(-(first * _leibniz(value.c, [*c, 0], k, 1)))
        return Series(value.level, c)
    if isinstance(value, Interval):
        if value.lo <= 0 <= value.hi:
            raise Undefined("division by 0")
        one = 1 << 2 * value.bits
        return Interval(one // value.hi, -(-one // value.lo), value.bits)
    if value == 0:
        raise Undefined("division by 0")
    return 1 / Fraction(value)


def _whole_inverse(p: list[int], d: int) -> list[Number]:
    """Return the derivatives of 1/f from those, p_k/d, of f: d r_k/p_0^{k+1}, r_k = -Σ_j C(k,j) p_j p_0^{j-1} r_{k-j}."""
    if p[0] == 0:
        raise Undefined("division by 0")
    weighted = [a * p[0] ** (j - 1) if j else 0 for j, a in enumerate(p)]
    r = [1]
    for k in range(1, len(p)):
        r.append(-_leibniz(weighted, [*r, 0], k, 1))
    return [Fraction(d * a, p[0] ** (k + 1)) for k, a in enumerate(r)]


def power(value: Number, exponent: int) -> Number:
    """Return value^exponent by squaring."""
    if exponent < 0:
        return inverse(power(value, -exponent))
    if isinstance(value, Fraction):
        return value**exponent
    result: Number = Fraction(1)
    for bit in bin(exponent)[2:]:
        result = result * result
        if bit == "1":
            result = result * value
    return result


def exp(value: Number, bits: int) -> Number:
    """Return e^value; a Fraction other than 0 becomes an Interval."""
    if isinstance(value, Series):
        # (e^f)' = f' e^f
        c = [exp(value.c[0], bits)]
        for k in range(1, len(value.c)):
            c.append(_leibniz(value.c, [*c, 0], k, 1, row=k - 1))
        return Series(value.level, c)
    if not isinstance(value, Interval) and value == 0:
        return Fraction(1)
    return _increasing(_exp, value, bits)


def log(value: Number, bits: int, at_0: Callable[[], Number] | None = None) -> Number:
    """Return log value; `at_0`, if given, is what stands for the logarithm of a series' first term."""
    if isinstance(value, Series):
        below = inverse(value.c[0])
        c = [log(value.c[0], bits, at_0)]
        for k in range(1, len(value.c)):
            # f (log f)' = f'
            c.append((value.c[k] + -_leibniz([*c, 0], value.c, k, 1, row=k - 1)) * below)
        return Series(value.level, c)
    if at_0 is not None:
        return at_0()
    if ends(value)[0] <= 0:
        raise Undefined("the logarithm of a number that may not be positive")
    return Fraction(0) if value == 1 else _increasing(_log, value, bits)


def sqrt(value: Number, bits: int) -> Number:
    """Return the square root of a number that is not negative."""
    if isinstance(value, Series) or ends(value)[0] < 0:
        raise Undefined("a square root is taken of constants ≥ 0 only")
    if isinstance(value, Fraction):
        above, below = isqrt(value.numerator), isqrt(value.denominator)
        if above**2 == value.numerator and below**2 == value.denominator:
            return Fraction(above, below)
    return _increasing(_sqrt, value, bits)


def _increasing(
    function: Callable[[Fraction, int], tuple[Fraction, Fraction]], value: Number, bits: int
) -> Interval:
    low, high = ends(value)
    if low == high:
        return Interval.around(*function(low, bits), bits)
    return Interval.around(function(low, bits)[0], function(high, bits)[1], bits)


def _exp(x: Fraction, bits: int) -> tuple[Fraction, Fraction]:
    # e^x = (e^{x/2^k})^{2^k}; for 0 ≤ y ≤ 1 the terms after y^n/n! add up to less than 2 of the next.
    if abs(x) > 4000:
        raise Undefined("an exponential out of reach")
    if x < 0:
        low, high = _exp(-x, bits)
        return 1 / high, 1 / low
    k = max(floor(x).bit_length() + 4, 0)
    room = bits + 2 * k + 8 + 2 * floor(x)
    y, one = Interval.around(x / 2**k, x / 2**k, room), 1 << room
    term, total, n = Interval(one, one, room), Interval(one, one, room), 0
    while term.hi > 2:
        n += 1
        term = term * y * Fraction(1, n)
        total = total + term
    result: Number = Interval(total.lo, total.hi + 2 * term.hi, room)
    for _ in range(k):
        result = result * result
    return ends(result)


def _log(x: Fraction, bits: int) -> tuple[Fraction, Fraction]:
    # log x = 2 artanh((x-1)/(x+1)) with x near 1, and log x = log(x/2^k) + k log 2.
    k = x.numerator.bit_length() - x.denominator.bit_length()
    near, two = _log_near_1(x / Fraction(2) ** k, bits + 40), _log_near_1(Fraction(2), bits + 40)
    return ends(near + two * Fraction(k))


def _log_near_1(x: Fraction, bits: int) -> Interval:
    z = Interval.around((x - 1) / (x + 1), (x - 1) / (x + 1), bits)
    square, term, total, n = z * z, z, z, 1
    while max(abs(term.lo), abs(term.hi)) > 4:
        n += 2
        term = term * square
        total = total + term * Fraction(1, n)
    rest = max(abs(term.lo), abs(term.hi))  # z² < 1/4: the rest is less than the last term
    return (total + Interval(-rest, rest, bits)) * Fraction(2)


def _sqrt(x: Fraction, bits: int) -> tuple[Fraction, Fraction]:
    root = isqrt(floor(x * (1 << 2 * bits)))
    return Fraction(root, 1 << bits), Fraction(root + 1, 1 << bits)
