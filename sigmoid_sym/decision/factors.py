"""Factors of a quotient in x and e^{x/q} over ℚ, and the places where they are 0."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import acb_poly, fmpz_poly

from sigmoid_sym.decision.budget import spend
from sigmoid_sym.decision.checker.algebra import Algebra
from sigmoid_sym.decision.checker.limits import infinite
from sigmoid_sym.decision.checker.numbers import Undefined
from sigmoid_sym.decision.checker.polynomials import Generator
from sigmoid_sym.decision.reasons import Undecided
from sigmoid_sym.kernel.extent import LONGEST
from sigmoid_sym.tree.claim import Interval
from sigmoid_sym.tree.expression import (
    Expression,
    Integer,
    Symbol,
    call,
    combination,
    free_symbols,
    product,
    tree,
)

_LARGEST_DEGREE = 120
_LARGEST_SOLVED, _MOST_BITS = 40_000, 512  # degree times bits of the coefficients; of the roots


@dataclass(frozen=True, slots=True)
class Factors:
    """scale · Π p^k, each p in x ("x") or in e^{x/q} ("e"): whole coefficients from the constant up."""

    variable: Symbol
    q: int
    scale: Fraction
    parts: tuple[tuple[str, tuple[int, ...], int], ...]

    def witness(self) -> list[Any]:
        """Return the factors as JSON data.

        Raises:
            Undecided: there is a number in them that is too long.
        """
        numbers = [*self.scale.as_integer_ratio(), *(a for _, p, _ in self.parts for a in p)]
        if max(a.bit_length() for a in numbers) > LONGEST:
            raise Undecided("numbers that are too long for a certificate")
        return [self.q, str(self.scale), [[kind, list(p), k] for kind, p, k in self.parts]]

    def expression(self) -> Expression:
        """Return scale · Π p^k as it is written."""
        sides: dict[bool, list[Expression]] = {True: [], False: []}
        if abs(self.scale.numerator) != 1:
            sides[True].append(Integer(abs(self.scale.numerator)))
        if self.scale.denominator != 1:
            sides[False].append(Integer(self.scale.denominator))
        for kind, p, k in self.parts:
            base = self._written(kind, p)
            sides[k > 0].append(base if abs(k) == 1 else base ** Integer(abs(k)))
        above, below = product(sides[True]), product(sides[False])
        size = above / below if sides[False] else above
        return -size if self.scale < 0 else size

    def _written(self, kind: str, p: tuple[int, ...]) -> Expression:
        def power(j: int) -> Expression | None:
            if j == 0:
                return None
            if kind == "x":
                return x if j == 1 else x ** Integer(j)
            rate = Fraction(j, self.q)
            above = x if rate.numerator == 1 else rate.numerator * x
            return call("exp", above if rate.denominator == 1 else above / rate.denominator)

        x = self.variable
        return combination((a, power(j)) for j, a in enumerate(p))

    def marks(self) -> Iterator[tuple[tuple[str, tuple[int, ...], int], Expression]]:
        """Yield the factors with a zero that is rational, or q times the logarithm of such, and the zero."""
        for kind, p, k in self.parts:
            if len(p) == 2:
                root = Fraction(-p[0], p[1])
                if kind == "x":
                    yield (kind, p, k), tree(root)
                elif root == 1:
                    yield (kind, p, k), Integer(0)
                elif root > 0:
                    yield (kind, p, k), call("log", root) if self.q == 1 else self.q * call("log", root)

    def approximate(self) -> list[Fraction]:
        """Return real zeros and poles, roughly, ascending; all but those that take long to find."""
        found: list[Fraction] = []
        for kind, p, _ in self.parts:
            if kind == "x" and len(p) == 2:
                found.append(Fraction(-p[0], p[1]))
                continue
            real = _real_roots(p)
            found += map(_middle_of, real if kind == "x" else [t.log() * self.q for t in real if t > 0])
        return sorted(found)


def _real_roots(p: tuple[int, ...]) -> list[Any]:
    """Return balls around the real roots of an irreducible polynomial, none where that would take long."""
    bits = max(a.bit_length() for a in p)
    if len(p) * bits > _LARGEST_SOLVED:
        return []
    spend(len(p) ** 2)
    try:
        return [z.real for z in acb_poly(list(p)).roots(maxprec=_MOST_BITS) if z.imag.contains(0)]
    except ValueError:  # the roots are too near each other
        return []


def _middle_of(ball: Any) -> Fraction:
    middle = float(ball)
    if math.isfinite(middle):
        return Fraction(middle)
    mantissa, exponent = ball.mid().man_exp()
    return int(mantissa) * Fraction(2) ** int(exponent)


@functools.lru_cache(maxsize=256)
def factored(f: Expression, x: Symbol) -> Factors:
    """Return the factors of an expression in one variable.

    Raises:
        Undecided, Undefined: it is no such quotient, or 0.

    >>> x = Symbol("x")
    >>> factored(x * call("sigma", x), x).parts
    (('e', (0, 1), 1), ('e', (1, 1), -1), ('x', (0, 1), 1))
    """
    if free_symbols(f) - {x.name}:
        others = ", ".join(sorted(free_symbols(f) - {x.name}))
        raise Undecided(f"a statement about order or sign with parameters: {others}")
    algebra = Algebra()
    value = algebra.of(f)
    if not value:
        raise Undefined("a function that is 0 everywhere")

    def exponents(powers: tuple[Any, ...]) -> tuple[int, Fraction]:
        found = dict(algebra.present(powers))
        i, e = found.pop(Generator("x", x.name), 0), found.pop(Generator("e", ((x.name, 1),)), 0)
        if found:
            raise Undecided(f"{x.name}, its exponential, logarithms or powers of e are mixed in it")
        return int(i), Fraction(e)

    rows = [(tuple((exponents(v), c) for v, c in p), k) for p, k in value.factors.items()]
    alone = exponents(value.powers)
    q = math.lcm(alone[1].denominator, *(e.denominator for p, _ in rows for (_, e), _ in p))
    every = [alone, *(powers for p, _ in rows for powers, _ in p)]
    if any(abs(i) > _LARGEST_DEGREE or abs(e * q) > _LARGEST_DEGREE for i, e in every):
        raise Undecided("a polynomial of too high a degree")
    scale, found = value.number, dict[tuple[str, tuple[int, ...]], int]()
    for kind, e in (("x", alone[0]), ("e", alone[1] * q)):
        found[kind, (0, 1)] = int(e)
    for p, k in rows:
        for kind, part in zip("xe", _separated({(int(i), int(e * q)): c for (i, e), c in p}, x), strict=True):
            content, factors = part.factor()
            scale *= Fraction(int(content)) ** k
            for factor, m in factors:
                key = kind, tuple(map(int, factor.coeffs()))
                found[key] = found.get(key, 0) + int(m) * k
    parts = tuple((*key, k) for key, k in sorted(found.items()) if k)
    if sum(len(p) for _, p, _ in parts) > _LARGEST_DEGREE:
        raise Undecided("a polynomial of too high a degree")
    return Factors(x, q, scale, parts)


def _separated(terms: dict[tuple[int, int], int], x: Symbol) -> tuple[fmpz_poly, fmpz_poly]:
    """Return u and v with u(x)·v(t) the polynomial: then its rows by powers of x are multiples of v."""
    rows: dict[int, dict[int, int]] = {}
    for (i, j), c in terms.items():
        rows.setdefault(i, {})[j] = c
    first = next(iter(rows.values()))
    content = math.gcd(*first.values())
    u, v = {}, {j: c // content for j, c in first.items()}
    for i, row in rows.items():
        j, c = next(iter(row.items()))
        u[i] = c // v.get(j, c)
        if row != {j: u[i] * c for j, c in v.items()}:
            raise Undecided(f"{x.name} and its exponential are mixed in one factor")
    return _dense(u), _dense(v)


def _dense(terms: dict[int, int]) -> fmpz_poly:
    return fmpz_poly([terms.get(j, 0) for j in range(max(terms) + 1)])


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


def samples(cuts: list[Fraction], domain: Interval) -> Iterator[Fraction]:
    """Yield a simple number between each two neighbours among the cuts and the ends of a domain."""
    ends = [None if infinite(e) else middle(e) for e in (domain.lower, domain.upper)]
    low, high = ends
    inner = [c for c in cuts if (low is None or c > low) and (high is None or c < high)]
    whole = [low if low is not None else min([*inner, high or Fraction(0)]) - 3, *inner]
    whole.append(high if high is not None else max([*inner, low or Fraction(0)]) + 3)
    for a, b in itertools.pairwise(whole):
        if a < b:
            yield simplest_between((2 * a + b) / 3, (a + 2 * b) / 3)


def middle(node: Expression) -> Fraction:
    """Return about the number that a tree is."""
    algebra = Algebra()
    low, high = algebra.enclosure(algebra.of(node), 64)
    return (low + high) / 2
