"""The sign of p(x, e^{x/q}) on an interval, by a chain of derivatives.

For p = Σ c_ij x^i y^j, y = e^{x/q}, and any whole j the derivative of p e^{-jx/q} is p₁ e^{-jx/q} with
p₁ = ∂p/∂x + (y ∂p/∂y - j p)/q. Where p₁ has one sign, p e^{-jx/q} is monotone and p has at most one zero. So
from the signs of p₁ those of p follow when its sign is known at the ends and at the zeros of p₁. The chain
p, p₁, p₂, … ends with c y^j, whose sign is that of c. With y = 1 it is the chain of a polynomial in x alone.

Zeros are given by brackets, pairs of rational numbers (l, r): l < r and a change of sign between them, or
l = r, an exact zero. Between brackets the sign is constant.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from sigmoid_sym.kernel import numbers
from sigmoid_sym.kernel.numbers import CertificateError, Enclosure, require

Terms = dict[tuple[int, int], int]  # (i, j) -> the coefficient of x^i y^j
Bracket = tuple[Fraction, Fraction]
Level = tuple[int, list[Bracket]]  # j, and the zeros of the polynomial
_PRECISIONS = (64, 192, 640)  # bits


@dataclass(frozen=True, slots=True)
class Place:
    """A point, an interval around a point, or an end at infinity.

    Attributes:
        x, y: bits -> enclosures of its x and of e^{x/q}.
        exact_x, exact_y: their values, where these are known and rational.
        infinite: 1 for ∞, -1 for -∞, else 0.
    """

    x: Callable[[int], Enclosure]
    y: Callable[[int], Enclosure]
    exact_x: Fraction | None = None
    exact_y: Fraction | None = None
    infinite: int = 0

    @classmethod
    def within(cls, bracket: Bracket, q: int) -> Place:
        """Return the place of a zero."""
        low, high = bracket
        exact = low if low == high else None
        y = Fraction(1) if exact == 0 else None
        return cls(lambda bits: bracket, lambda bits: numbers.exp((low / q, high / q), bits), exact, y)


class Signs(NamedTuple):
    """The zeros in the open interval, ascending, and the signs before, between and after them."""

    zeros: list[Bracket]
    signs: list[int]


def sign_at(p: Terms, place: Place) -> int:
    """Return the sign of p at a place, all over it if it is an interval; near an infinite end."""
    if place.infinite:
        # y = e^{x/q} outgrows every power of x, or vanishes faster.
        (i, _), c = max(p.items(), key=lambda term: (place.infinite * term[0][1], term[0][0]))
        return (1 if c > 0 else -1) * (-1 if i % 2 and place.infinite < 0 else 1)
    if _is_zero(p, place):
        return 0
    for bits in _PRECISIONS:
        low, high = _bounds(p, place, bits)
        if low > 0 or high < 0:
            return 1 if low > 0 else -1
    raise CertificateError("not shown: a sign at a point")


def _bounds(p: Terms, place: Place, bits: int) -> Enclosure:
    """Return numbers below and above p, or a positive multiple of p."""
    x = place.x(bits)
    if x[0] >= 0 and not any(j for _, j in p):
        # Powers of x grow with x ≥ 0: the positive terms are least where the negative ones are largest.
        low, high = (_scaled(p, x, 1), _scaled(p, x, -1))
        return Fraction(low), Fraction(-high)
    y = place.y(bits) if any(j for _, j in p) else x
    terms = []
    for (i, j), c in p.items():
        value = numbers.times(_power(x, i, bits), _power(y, j, bits), bits)
        terms.append((c * value[0], c * value[1]) if c > 0 else (c * value[1], c * value[0]))
    return numbers.plus(*terms)


def _scaled(p: Terms, x: Enclosure, sign: int) -> int:
    """Return at most sign·p(x)·d^n, d the product of the denominators of the ends of x, n the degree."""
    d = x[0].denominator * x[1].denominator
    low, high = int(x[0] * d), int(x[1] * d)
    n = max(i for i, _ in p)
    return sum(sign * c * (low if sign * c > 0 else high) ** i * d ** (n - i) for (i, _), c in p.items())


def _power(a: Enclosure, k: int, bits: int) -> Enclosure:
    return numbers.power(a, k, bits) if k else (Fraction(1), Fraction(1))


def _is_zero(p: Terms, place: Place) -> bool:
    """Return whether p is 0 there by its coefficients: as a polynomial in what is not rational."""
    a, b = place.exact_x, place.exact_y
    if a is None and b is None:
        return False
    sums: dict[tuple[int, int], Fraction] = {}
    for (i, j), c in p.items():
        rest = (0 if a is not None else i, 0 if b is not None else j)
        value = c * (a**i if a is not None else 1) * (b**j if b is not None else 1)
        sums[rest] = sums.get(rest, Fraction(0)) + value
    return not any(sums.values())


def following(p: Terms, j: int, q: int) -> Terms:
    """Return q(∂p/∂x) + y ∂p/∂y - j p, the next polynomial of the chain, times q > 0."""
    result: Terms = {}
    for (a, b), c in p.items():
        for key, value in (((a - 1, b), q * a * c), ((a, b), (b - j) * c)):
            if value:
                result[key] = result.get(key, 0) + value
    return {key: c for key, c in result.items() if c}


def signs(p: Terms, q: int, low: Place, high: Place, levels: list[Level]) -> Signs:
    """Return the zeros and signs of p between two places, low < high.

    Arguments:
        levels: those of the chain, from p on; the polynomial after the last of them is c y^j.
    """
    require(bool(p), "a polynomial that is not 0")
    if not levels:
        ((i, _), c), *others = p.items()
        require(not others and i == 0, "a chain that ends")
        return Signs([], [1 if c > 0 else -1])
    (j, given), *rest = levels
    slope = signs(following(p, j, q), q, low, high, rest)
    knots = [low, *(Place.within(zero, q) for zero in slope.zeros), high]
    values = [sign_at(p, knot) for knot in knots]
    edges = [None, *slope.zeros, None]
    remaining, zeros, found = list(given), list[Bracket](), [values[0] or slope.signs[0]]
    for i, rising in enumerate(slope.signs):
        before, after = values[i] or rising, values[i + 1] or -rising
        if before != after:
            require(before == -rising, "a function that is monotone")
            require(bool(remaining), "a bracket for each zero")
            zero = remaining.pop(0)
            _require_inside(zero, edges[i], edges[i + 1], low, high)
            if zero[0] == zero[1]:
                require(sign_at(p, Place.within(zero, q)) == 0, "an exact zero")
            else:
                require(sign_at(p, Place.within((zero[0],) * 2, q)) == before, "the sign before a zero")
                require(sign_at(p, Place.within((zero[1],) * 2, q)) == after, "the sign after a zero")
            zeros.append(zero)
            found.append(after)
        if i + 1 < len(slope.signs) and values[i + 1] == 0:
            zeros.append(slope.zeros[i])  # p and its slope vanish at one exact place
            found.append(slope.signs[i + 1])
            require(slope.zeros[i][0] == slope.zeros[i][1], "an exact zero of the function and its slope")
            if remaining[:1] == [slope.zeros[i]]:
                remaining.pop(0)
    require(not remaining, "no zero where there is none")
    return Signs(zeros, found)


def _require_inside(
    zero: Bracket, left: Bracket | None, right: Bracket | None, low: Place, high: Place
) -> None:
    """A zero lies between the neighbouring zeros of the slope, or the ends of the interval."""
    require(zero[0] <= zero[1], "a bracket")
    exact = zero[0] == zero[1]
    for edge, value in ((left, zero[0]), (right, zero[1])):
        if edge is not None:
            near = edge[1] if edge is left else edge[0]
            gap = value - near if edge is left else near - value
            require(gap > 0 or (gap == 0 and not exact), "zeros in order")
    if left is None:
        require(compared(zero[0], low) >= (1 if exact else 0), "a zero after the beginning of the interval")
    if right is None:
        require(compared(zero[1], high) <= (-1 if exact else 0), "a zero before the end of the interval")


def compared(value: Fraction, place: Place) -> int:
    """Return the sign of value - x at a place."""
    if place.infinite:
        return -place.infinite
    if place.exact_x is not None:
        return (value > place.exact_x) - (value < place.exact_x)
    for bits in _PRECISIONS:
        low, high = place.x(bits)
        if value < low or value > high:
            return 1 if value > high else -1
    raise CertificateError("not shown: the order of two numbers")


class Zero(NamedTuple):
    """A zero or pole of a product: where, and the exponents of the factors that vanish there."""

    place: Bracket
    exponents: list[int]


def of_product(factors: list[tuple[int, Signs]]) -> tuple[list[Zero], list[int]]:
    """Return the zeros and poles of Π p^k, ascending, and its signs before, between and after them."""
    places = sorted({zero for _, known in factors for zero in known.zeros})
    for (_, right), (left, _) in itertools.pairwise(places):
        require(right <= left, "zeros that are told apart")
    zeros, passed = [], [0] * len(factors)

    def sign() -> int:
        result = 1
        for (k, known), position in zip(factors, passed, strict=True):
            result *= known.signs[position] if k % 2 else 1
        return result

    found = [sign()]
    for place in places:
        here = [position for position, (_, known) in enumerate(factors) if place in known.zeros]
        require(len(here) == 1 or place[0] == place[1], "zeros that are told apart")
        for position in here:
            passed[position] += 1
        zeros.append(Zero(place, [factors[position][0] for position in here]))
        found.append(sign())
    return zeros, found
