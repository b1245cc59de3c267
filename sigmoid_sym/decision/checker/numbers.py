"""Rational enclosures of numbers, and Sturm's count of the real roots of a polynomial."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from fractions import Fraction

from sigmoid_sym.decision.budget import spend
from sigmoid_sym.errors import SigmoidSymError

Enclosure = tuple[Fraction, Fraction]
LARGEST_BITS = 200_000  # of a number: what takes Python longer cannot be interrupted


class Undefined(SigmoidSymError, ArithmeticError):
    """There is no value here, or none that can be found."""


def _rounded(low: Fraction, high: Fraction, bits: int) -> Enclosure:
    """Return short numbers below and above, `bits` of them significant."""

    def down(a: Fraction) -> Fraction:
        if a == 0:
            return a
        magnitude = a.numerator.bit_length() - a.denominator.bit_length()
        if abs(magnitude) > LARGEST_BITS:
            raise Undefined("a number that is too large, or too near 0")
        scale = Fraction(2) ** (bits - magnitude)
        return math.floor(a * scale) / scale

    return down(low), -down(-high)


def times(factors: list[Enclosure], bits: int) -> Enclosure:
    """Return the product."""
    spend(len(factors) * (5 + (bits >> 6)))
    low, high = factors[0]
    for a, b in factors[1:]:
        ends = (low * a, low * b, high * a, high * b)
        low, high = _rounded(min(ends), max(ends), bits)
    return low, high


def power(a: Enclosure, k: int, bits: int) -> Enclosure:
    """Return a^k."""
    if k < 0:
        if a[0] <= 0 <= a[1]:
            raise Undefined("a number that cannot be told from 0")
        return power((1 / a[1], 1 / a[0]), -k, bits)
    return times([(Fraction(1), Fraction(1)), *([a] * k)], bits)


def size(a: Enclosure) -> Enclosure:
    """Return |a|, a not 0."""
    if a[0] <= 0 <= a[1]:
        raise Undefined("a number that cannot be told from 0")
    return a if a[0] > 0 else (-a[1], -a[0])


def exp(x: Fraction, bits: int) -> Enclosure:
    """Return e^x: e^{x/2^k} by its series for 0 ≤ x/2^k < 1/4, squared k times, in units of 2^-room."""
    if x < 0:
        low, high = exp(-x, bits)
        return 1 / high, 1 / low
    spend(5 + (bits >> 3))
    if x > LARGEST_BITS / 2:
        raise Undefined("an exponential that is too large")
    k = math.floor(x).bit_length() + 2
    room = bits + 2 * k + 8
    y = math.floor(x * (1 << (room - k)))

    def series(y: int, up: int) -> int:
        # Each term is rounded down, or up; what follows a term of at most 2 units is less than 4.
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
    """Return the logarithm of an enclosure of a positive number."""
    return _log(a[0], bits)[0], _log(a[1], bits)[1]


def _log(x: Fraction, bits: int) -> Enclosure:
    # log x = k log 2 + log(x/2^k), 1/2 < x/2^k < 2
    k = x.numerator.bit_length() - x.denominator.bit_length()
    low, high = _near_1(x / Fraction(2) ** k, bits + 20)
    a, b = _near_1(Fraction(2), bits + 20)
    return low + min(k * a, k * b), high + max(k * a, k * b)


def _near_1(x: Fraction, bits: int) -> Enclosure:
    # 2 artanh z = 2 Σ z^(2j+1)/(2j+1), z = (x-1)/(x+1) ≤ 1/3: the rest is less than twice the last term
    if x < 1:
        low, high = _near_1(1 / x, bits)
        return -high, -low
    z = (x - 1) / (x + 1)
    square = _rounded(z * z, z * z, 2 * bits)
    term, low, high, j = (z, z), Fraction(0), Fraction(0), 0
    while term[1] > Fraction(1, 2**bits):
        low, high, j = low + term[0] / (2 * j + 1), high + term[1] / (2 * j + 1), j + 1
        term = times([term, square], 2 * bits)
    return _rounded(2 * low, 2 * (high + 2 * term[1]), 2 * bits)


def exact_root(a: Fraction, k: int) -> Fraction:
    """Return the k-th root of a positive number, if it is rational."""
    roots = (
        [round(n ** (1 / k)) if n < 1 << 50 else 0 for n in (a.numerator, a.denominator)] if a > 0 else [0, 0]
    )
    if (roots[0] ** k, roots[1] ** k) != (a.numerator, a.denominator):
        raise Undefined("a root that is not rational")
    return Fraction(*roots)


def prime_factors(n: int) -> Iterator[tuple[int, int]]:
    """Yield (p, k) with n = Π p^k."""
    p = 2
    while n > 1:
        if p * p > n:
            p = n
        spend(0.1 + (n.bit_length() >> 11))
        k = 0
        while n % p == 0:
            n, k = n // p, k + 1
        if k:
            yield p, k
        p += 1
        if p > 100_000:
            raise Undefined("the logarithm or the root of a number that is too large")


# Sturm's theorem: a polynomial without repeated roots has V(a) - V(b) roots in (a, b], V the number of
# changes of sign in its chain p, p', …, each the negative remainder of the two before it.

Coefficients = list[int]  # of 1, t, t², …; the last is not 0
End = Callable[[int], Enclosure] | None  # bits -> an enclosure of an end; None is infinite


def together(
    factors: list[tuple[str, Coefficients, int]], kind: str, wanted: Callable[[int], bool]
) -> Coefficients:
    """Return the product of the polynomials of a kind whose exponent is wanted."""
    result = [1]
    for p in (p for own, p, k in factors if own == kind and wanted(k)):
        spend(len(result) * len(p))
        product = [0] * (len(result) + len(p) - 1)
        for (i, a), (j, b) in itertools.product(enumerate(result), enumerate(p)):
            product[i + j] += a * b
        result = product
    return result


def _chain(p: Coefficients) -> list[Coefficients]:
    chain, following = [p], _primitive([Fraction(k * a) for k, a in enumerate(p)][1:])
    while following:
        chain.append(following)
        rest = [Fraction(-a) for a in chain[-2]]
        while len(rest) >= len(following):
            c = rest[-1] / following[-1]
            spend(len(following) * (2 + (c.numerator.bit_length() >> 6)))
            for k, a in enumerate(following, len(rest) - len(following)):
                rest[k] -= c * a
            rest.pop()
        following = _primitive(rest)
    return chain


def _primitive(p: list[Fraction]) -> Coefficients:
    """Return p times a positive number, without leading zeros."""
    while p and p[-1] == 0:
        p = p[:-1]
    scale = math.lcm(*(a.denominator for a in p))
    content = math.gcd(*(int(a * scale) for a in p))
    return [int(a * scale) // content for a in p]


def value(p: Coefficients, t: Fraction) -> Fraction:
    """Return p(t)."""
    spend(len(p))
    result = Fraction(0)
    for a in reversed(p):
        result = result * t + a
    return result


def _changes(chain: list[Coefficients], t: Fraction) -> int:
    signs = [v > 0 for p in chain if (v := value(p, t))]
    return sum(a != b for a, b in itertools.pairwise(signs))


def roots(p: Coefficients, low: End, high: End, closed: tuple[bool, bool] = (False, False)) -> int:
    """Return the number of different roots between two ends, which are included where they are closed.

    Raises:
        Undefined: p has repeated roots, or an end cannot be told from a root.
    """
    chain = _chain(p)
    if len(chain[-1]) > 1:
        raise Undefined("a polynomial with repeated roots")
    bound = 1 + Fraction(max(map(abs, p)), abs(p[-1]))  # Cauchy: every root is smaller
    a, b = (-bound if low is None else _beside(chain, low)), (bound if high is None else _beside(chain, high))
    if a >= b:
        return int(a == b and closed == (True, True) and value(p, a) == 0) if low and high else 0
    count = _changes(chain, a) - _changes(chain, b)
    return count + (closed[0] and value(p, a) == 0) - (not closed[1] and value(p, b) == 0)


def _beside(chain: list[Coefficients], end: Callable[[int], Enclosure]) -> Fraction:
    """Return a rational number with no root between it and the end."""
    for bits in (32, 128, 512):
        low, high = end(bits)
        if low == high or (value(chain[0], low) != 0 and _changes(chain, low) == _changes(chain, high)):
            return low
    raise Undefined("an end of the domain that cannot be told from a root")
