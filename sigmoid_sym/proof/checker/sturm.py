"""Real roots of polynomials with rational coefficients, counted by Sturm's theorem."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

from sigmoid_sym.proof.checker.arithmetic import Undefined

Polynomial = list[int]  # coefficients of 1, t, t², …; the last is not 0
_FINEST = 512  # bits to which an end of an interval is enclosed


def trimmed(p: list[int]) -> Polynomial:
    """Return the polynomial without leading zeros, divided by its (positive) content."""
    while p and p[-1] == 0:
        p = p[:-1]
    content = gcd(*p) if p else 1
    return [a // content for a in p]


def times(p: Polynomial, q: Polynomial) -> Polynomial:
    """Return the product."""
    result = [0] * (len(p) + len(q) - 1)
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            result[i + j] += a * b
    return trimmed(result)


def derivative(p: Polynomial) -> Polynomial:
    """Return p' up to a positive factor."""
    return trimmed([k * a for k, a in enumerate(p)][1:])


def divided(p: Polynomial, q: Polynomial) -> tuple[Polynomial, Polynomial]:
    """Return the quotient and the remainder of p by q, each up to a positive factor."""
    rest, quotient, lead = [Fraction(a) for a in p], [Fraction(0)] * max(len(p) - len(q) + 1, 0), q[-1]
    for k in range(len(quotient) - 1, -1, -1):
        c = quotient[k] = rest[k + len(q) - 1] / lead
        for j, b in enumerate(q):
            rest[k + j] -= c * b
    return _whole(quotient), _whole(rest[: len(q) - 1])


def _whole(p: list[Fraction]) -> Polynomial:
    d = 1
    for a in p:
        d = d * a.denominator // gcd(d, a.denominator)
    return trimmed([int(a * d) for a in p])


def common(p: Polynomial, q: Polynomial) -> Polynomial:
    """Return a greatest common divisor."""
    while q:
        p, q = q, divided(p, q)[1]
    return p


def by_multiplicity(p: Polynomial) -> Iterator[tuple[int, Polynomial]]:
    """Yield (k, the product of the k-fold factors): Yun's algorithm."""
    k, repeated = 1, common(p, derivative(p)) if len(p) > 1 else [1]
    simple = divided(p, repeated)[0]
    while len(simple) > 1:
        again = common(simple, repeated)
        yield k, divided(simple, again)[0]
        k, simple, repeated = k + 1, again, divided(repeated, again)[0]


def value(p: Polynomial, t: Fraction) -> Fraction:
    """Return p(t)."""
    result = Fraction(0)
    for a in reversed(p):
        result = result * t + a
    return result


@dataclass(frozen=True, slots=True)
class End:
    """An end of an interval of t: bits -> rational numbers below and above it; None is ∞."""

    enclosure: Callable[[int], tuple[Fraction, Fraction]] | None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """An interval of t > 0."""

    lower: End
    upper: End


def roots(p: Polynomial, span: Span) -> int:
    """Return the number of different roots of p ≠ 0 in the interval.

    Raises:
        Undefined: an end cannot be told from a root.
    """
    p = _simple(p)
    chain = _chain(p)
    if len(chain) == 1:
        return 0
    low, high = _beside(p, chain, span.lower, upper=False), _beside(p, chain, span.upper, upper=True)
    if low is None or (high is not None and low > high):
        return 0
    count = _changes(chain, low) - _changes(chain, high)
    if span.lower.closed and value(p, low) == 0:
        count += 1
    if high is not None and not span.upper.closed and high > low and value(p, high) == 0:
        count -= 1
    return count


def _simple(p: Polynomial) -> Polynomial:
    return divided(p, common(p, derivative(p)))[0] if len(p) > 1 else p


def _chain(p: Polynomial) -> list[Polynomial]:
    chain = [p]
    following = derivative(p)
    while following:
        chain.append(following)
        following = [-a for a in divided(chain[-2], chain[-1])[1]]
    return chain


def _changes(chain: list[Polynomial], t: Fraction | None) -> int:
    values = [p[-1] if t is None else value(p, t) for p in chain]
    signs = [v > 0 for v in values if v]
    return sum(a != b for a, b in zip(signs, signs[1:], strict=False))


def _beside(p: Polynomial, chain: list[Polynomial], end: End, upper: bool) -> Fraction | None:
    """Return a rational number with no root of p between it and the end, on the inner side."""
    if end.enclosure is None:
        return None
    bits = 16
    while bits <= _FINEST:
        low, high = end.enclosure(bits)
        if low == high or (value(p, low) != 0 and _changes(chain, low) == _changes(chain, high)):
            return low if upper else high
        bits *= 2
    raise Undefined("an end of the domain cannot be told from a root")


def inside(span: Span) -> Iterator[Fraction]:
    """Yield a few rational numbers in the interior of the interval."""
    bits = 16
    while bits <= _FINEST:
        low = span.lower.enclosure(bits)[1] if span.lower.enclosure else None
        high = span.upper.enclosure(bits)[0] if span.upper.enclosure else None
        if low is None:
            return
        if high is None:
            yield from (low + Fraction(k, 7) for k in range(1, 40))
            return
        if low < high:
            yield from (low + (high - low) * Fraction(k, 41) for k in range(1, 41))
            return
        bits *= 2


def isolated(p: Polynomial, span: Span, bits: int) -> Iterator[tuple[Fraction, Fraction]]:
    """Yield intervals of width at most 2^-bits times their ends, one for each root in the interval."""
    p = _simple(p)
    chain = _chain(p)
    bound = Fraction(1 + max(map(abs, p)), abs(p[-1])) + 1
    low = _beside(p, chain, span.lower, upper=False)
    high = _beside(p, chain, span.upper, upper=True)
    if low is None:
        return
    if span.lower.closed and value(p, low) == 0:
        yield low, low
    stack = [(low, bound if high is None else min(bound, high))]
    if high is not None and bound < low:
        return
    while stack:
        a, b = stack.pop()
        count = _changes(chain, a) - _changes(chain, b)  # roots in (a, b]
        if count == 0 or a > b:
            continue
        if count == 1 and value(p, b) == 0:
            if b != high or span.upper.closed:
                yield b, b
            continue
        middle = (a + b) / 2
        if count == 1 and a > 0 and (b - a) * (1 << bits) <= a:
            yield a, b
            continue
        stack += [(a, middle), (middle, b)]
