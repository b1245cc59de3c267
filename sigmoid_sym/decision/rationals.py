"""Simple rational numbers."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from sigmoid_sym.decision.budget import spend


def simplest_between(low: Fraction, high: Fraction) -> Fraction:
    """Return the fraction with the least denominator in an interval (Stern-Brocot).

    >>> simplest_between(Fraction(7, 18), Fraction(8, 18))
    Fraction(2, 5)
    """
    if low <= 0 <= high:
        return Fraction(0)
    if high < 0:
        return -simplest_between(-high, -low)
    p, q, before_p, before_q = 1, 0, 0, 1  # convergents of the continued fraction that both ends share
    while True:
        spend(1)
        floor = low.numerator // low.denominator
        last = floor == low or floor + 1 <= high
        term = floor + (last and floor != low)
        p, q, before_p, before_q = term * p + before_p, term * q + before_q, p, q
        if last:
            return Fraction(p, q)
        low, high = 1 / (high - floor), 1 / (low - floor)


def candidates(limit: int = 12) -> Iterator[Fraction]:
    """Yield 0, 1, -1, 2, -2, … and then halves: the simplest numbers first."""
    yield Fraction(0)
    for k in range(1, limit):
        yield from (Fraction(k), Fraction(-k))
    for k in range(1, limit, 2):
        yield from (Fraction(k, 2), Fraction(-k, 2))
