"""The sign of p(x, e^{x/q}, ℓ, …) on an interval, by a chain of derivatives.

For p = Σ c_ij x^i y^j, y = e^{x/q}, and any whole j the derivative of p e^{-jx/q} is p₁ e^{-jx/q} with
p₁ = ∂p/∂x + (y ∂p/∂y - j p)/q. Where p₁ has one sign, p e^{-jx/q} is monotone and p has at most one zero. So
from the signs of p₁ those of p follow when its sign is known at the ends and at the zeros of p₁. The chain
p, p₁, p₂, … ends with c y^j, whose sign is that of c. With y = 1 it is the chain of a polynomial in x alone.

Further letters are numbers, whose derivative is 0, and logarithms ℓ = log P, P > 0, with the derivative P'/P:
then p e^{-jx/q} P^{-m} is differentiated, and multiplied by powers of P.

Zeros are given by brackets, pairs of rational numbers (l, r): l < r and a change of sign between them, or
l = r, an exact zero. Between brackets the sign is constant.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from operator import add
from typing import NamedTuple

from sigmoid_sym.kernel import numbers
from sigmoid_sym.kernel.numbers import CertificateError, Enclosure, require

Terms = dict[tuple[int, ...], int]  # (i, j, k, …) -> the coefficient of x^i y^j ℓ^k …
Bracket = tuple[Fraction, Fraction]
Level = tuple[tuple[int, ...], list[Bracket]]  # j and the m of each letter; the zeros of the polynomial
_PRECISIONS = (64, 192, 640)  # bits
_MOST_TERMS = 100_000  # in a product


class Letter(NamedTuple):
    """A number: bits -> an enclosure; or the logarithm of a polynomial in x and y that is positive."""

    number: Callable[[int], Enclosure] | None
    of: Terms


@dataclass(frozen=True, slots=True)
class Setting:
    """What the letters of polynomials are.

    Attributes:
        q: y = e^{x/q}.
        letters: those after x and y.
        vanishes: (p, x) -> whether p is 0 at a rational x, exactly; asked where there are more letters.
        far: (p, 1 or -1) -> the sign of p near ∞ or -∞, likewise.
    """

    q: int
    letters: tuple[Letter, ...] = ()
    vanishes: Callable[[Terms, Fraction], bool] = lambda p, x: False
    far: Callable[[Terms, int], int] = lambda p, direction: 0

    def place(self, bracket: Bracket) -> Place:
        """Return the place of a zero."""
        low, high = bracket
        exact = low if low == high else None
        y = Fraction(1) if exact == 0 else None
        q = self.q
        vanishes = None if exact is None else lambda p: self.vanishes(p, low)
        return Place(
            lambda bits: bracket, lambda bits: numbers.exp((low / q, high / q), bits), exact, y, 0, vanishes
        )

    def logarithms(self, p: Terms) -> list[int]:
        """Return which of the letters are logarithms that stand in p."""
        present = [k for k, letter in enumerate(self.letters) if letter.number is None]
        return [k for k in present if any(key[k + 2] for key in p)]


@dataclass(frozen=True, slots=True)
class Place:
    """A point, an interval around a point, or an end at infinity.

    Attributes:
        x, y: bits -> enclosures of its x and of e^{x/q}.
        exact_x, exact_y: their values, where these are known and rational.
        infinite: 1 for ∞, -1 for -∞, else 0.
        vanishes: whether a polynomial in more letters is 0 there, exactly, where that can be asked.
    """

    x: Callable[[int], Enclosure]
    y: Callable[[int], Enclosure]
    exact_x: Fraction | None = None
    exact_y: Fraction | None = None
    infinite: int = 0
    vanishes: Callable[[Terms], bool] | None = None


class Signs(NamedTuple):
    """The zeros in the open interval, ascending, and the signs before, between and after them."""

    zeros: list[Bracket]
    signs: list[int]


def sign_at(p: Terms, place: Place, setting: Setting) -> int:
    """Return the sign of p at a place, all over it if it is an interval; near an infinite end."""
    if place.infinite and setting.letters:
        return setting.far(p, place.infinite)
    if place.infinite:
        # y = e^{x/q} outgrows every power of x, or vanishes faster.
        (i, *_), c = max(p.items(), key=lambda term: (place.infinite * term[0][1], term[0][0]))
        return (1 if c > 0 else -1) * (-1 if i % 2 and place.infinite < 0 else 1)
    if _is_zero(p, place, setting):
        return 0
    for bits in _PRECISIONS:
        try:
            low, high = _bounds(p, place, setting, bits)
        except CertificateError:
            continue  # the logarithm of what may be 0
        if low > 0 or high < 0:
            return 1 if low > 0 else -1
    raise CertificateError("not shown: a sign at a point")


def _bounds(p: Terms, place: Place, setting: Setting, bits: int) -> Enclosure:
    """Return numbers below and above p, or a positive multiple of p."""
    x = place.x(bits)
    if x[0] >= 0 and not any(any(rest) for _, *rest in p):
        # Powers of x grow with x ≥ 0: the positive terms are least where the negative ones are largest.
        low, high = (_scaled(p, x, 1), _scaled(p, x, -1))
        return Fraction(low), Fraction(-high)
    return _added(p, place, setting, bits)


def _added(p: Terms, place: Place, setting: Setting, bits: int) -> Enclosure:
    """Return numbers below and above p, term by term."""
    x = place.x(bits)
    y = place.y(bits) if any(key[1] for key in p) else x
    letters = [
        _letter(letter, place, setting, bits) if any(key[k] for key in p) else x
        for k, letter in enumerate(setting.letters, 2)
    ]
    terms = []
    for (i, j, *powers), c in p.items():
        value = numbers.times(_power(x, i, bits), _power(y, j, bits), bits)
        for letter, k in zip(letters, powers, strict=True):
            value = numbers.times(value, _power(letter, k, bits), bits) if k else value
        terms.append((c * value[0], c * value[1]) if c > 0 else (c * value[1], c * value[0]))
    return numbers.plus(*terms)


def _letter(letter: Letter, place: Place, setting: Setting, bits: int) -> Enclosure:
    if letter.number is not None:
        return letter.number(bits)
    return numbers.log(_added(letter.of, place, setting, bits), bits)


def _scaled(p: Terms, x: Enclosure, sign: int) -> int:
    """Return at most sign·p(x)·d^n, d the product of the denominators of the ends of x, n the degree."""
    d = x[0].denominator * x[1].denominator
    low, high = int(x[0] * d), int(x[1] * d)
    n = max(i for i, *_ in p)
    return sum(sign * c * (low if sign * c > 0 else high) ** i * d ** (n - i) for (i, *_), c in p.items())


def _power(a: Enclosure, k: int, bits: int) -> Enclosure:
    return numbers.power(a, k, bits) if k else (Fraction(1), Fraction(1))


def _is_zero(p: Terms, place: Place, setting: Setting) -> bool:
    """Return whether p is 0 there, as a polynomial in what is not rational, or in the ring."""
    a, b = place.exact_x, place.exact_y
    if a is not None or b is not None:
        sums: dict[tuple[int, ...], Fraction] = {}
        for (i, j, *powers), c in p.items():
            rest = (0 if a is not None else i, 0 if b is not None else j, *powers)
            value = c * (a**i if a is not None else 1) * (b**j if b is not None else 1)
            sums[rest] = sums.get(rest, Fraction(0)) + value
        if not any(sums.values()):
            return True
    return bool(setting.letters) and place.vanishes is not None and place.vanishes(p)


def following(p: Terms, level: tuple[int, ...], setting: Setting) -> Terms:
    """Return a positive multiple of the derivative of p y^-j Π P^-m, the next polynomial of the chain.

    With D = q ∂/∂x + y ∂/∂y it is Π P · (D p - j p) + Σ DP · (∂p/∂ℓ - m p) · Π (the other P), over the
    logarithms ℓ = log P in p.
    """
    j, *powers = level
    logarithms = setting.logarithms(p)
    result = _derivative(p, setting.q, j)
    for k in logarithms:
        result = _product(result, setting.letters[k].of)
    for k in logarithms:
        moved = {_lowered(key, k + 2): c * key[k + 2] for key, c in p.items() if key[k + 2]}
        m = powers[k] if k < len(powers) else 0
        part = _product(_sum(moved, p, -m), _derivative(setting.letters[k].of, setting.q, 0))
        for other in logarithms:
            part = _product(part, setting.letters[other].of) if other != k else part
        result = _sum(result, part, 1)
    return result


def _lowered(key: tuple[int, ...], position: int) -> tuple[int, ...]:
    return tuple(e - (i == position) for i, e in enumerate(key))


def _derivative(p: Terms, q: int, j: int) -> Terms:
    """Return q ∂p/∂x + y ∂p/∂y - j p."""
    result: Terms = {}
    for key, c in p.items():
        a, b = key[0], key[1]
        for own, value in ((_lowered(key, 0), q * a * c), (key, (b - j) * c)):
            if value:
                result[own] = result.get(own, 0) + value
    return {key: c for key, c in result.items() if c}


def _sum(p: Terms, r: Terms, factor: int) -> Terms:
    result = dict(p)
    for key, c in r.items():
        result[key] = result.get(key, 0) + factor * c
    return {key: c for key, c in result.items() if c}


def _product(p: Terms, r: Terms) -> Terms:
    require(len(p) * len(r) < _MOST_TERMS, "polynomials of moderate size")
    result: Terms = {}
    for v, c in p.items():
        for w, d in r.items():
            key = tuple(map(add, v, w))
            result[key] = result.get(key, 0) + c * d
    return {key: c for key, c in result.items() if c}


def signs(p: Terms, setting: Setting, low: Place, high: Place, levels: list[Level]) -> Signs:
    """Return the zeros and signs of p between two places, low < high.

    Arguments:
        levels: those of the chain, from p on; the polynomial after the last of them is a number times y^j.
    """
    require(bool(p), "a polynomial that is not 0")
    if not levels:
        return Signs([], [_last(p, setting)])
    (level, given), *rest = levels
    slope = signs(following(p, level, setting), setting, low, high, rest)
    knots = [low, *(setting.place(zero) for zero in slope.zeros), high]
    values = [sign_at(p, knot, setting) for knot in knots]
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
                require(sign_at(p, setting.place(zero), setting) == 0, "an exact zero")
            else:
                require(
                    sign_at(p, setting.place((zero[0],) * 2), setting) == before, "the sign before a zero"
                )
                require(sign_at(p, setting.place((zero[1],) * 2), setting) == after, "the sign after a zero")
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


def _last(p: Terms, setting: Setting) -> int:
    """Return the sign of a number times y^j."""
    (_, j, *_), c = next(iter(p.items()))
    require(all(key[:2] == (0, j) for key in p) and not setting.logarithms(p), "a chain that ends")
    if len(p) == 1 and not setting.letters:
        return 1 if c > 0 else -1
    nowhere = Place(_one, _one)
    return sign_at({(0, 0, *key[2:]): c for key, c in p.items()}, nowhere, setting)


def _one(bits: int) -> Enclosure:
    return Fraction(1), Fraction(1)


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
