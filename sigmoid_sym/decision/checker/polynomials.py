"""Products of powers of polynomials, exact: sums, derivatives.

The polynomials are in generators: symbols, exponentials e^m of monomials m in the symbols (e itself for
m = 1), and logarithms log|p|. Each rule is an identity of real functions wherever its sides are defined.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from operator import add, sub
from typing import Any, NamedTuple

from sigmoid_sym.decision.budget import spend
from sigmoid_sym.decision.checker.numbers import LARGEST_BITS, Undefined

_SLOTS = 16  # generators of one algebra
_WORK = 1_000_000  # products of terms in one algebra
LARGEST = 3000  # exponents, arguments of factorials

Powers = tuple[Any, ...]  # one rational exponent for each generator
# Two terms or more, coprime whole coefficients, that of the greatest powers > 0, each least exponent 0.
Polynomial = frozenset[tuple[Powers, int]]


NONE: Powers = (0,) * _SLOTS
ONE = Fraction(1)


class Generator(NamedTuple):
    """`of` is a name (kind x), a monomial ((name, power), …) (kind e) or a polynomial (kind log)."""

    kind: str
    of: Any


@dataclass(frozen=True, slots=True)
class Product:
    """number · Π generator^power · Π polynomial^k."""

    number: Fraction
    powers: Powers = NONE
    factors: dict[Polynomial, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.number != 0

    def __mul__(self, other: Product) -> Product:
        factors = self.factors
        if self.number is ONE or other.number is ONE:  # most often
            scale = self.number if other.number is ONE else other.number
        else:
            scale = self.number * other.number
            bits = _bits(scale)
            if bits > LARGEST_BITS:
                raise Undefined("a number that is too large")
            spend(2 + (bits >> 11) ** 2)
        if other.factors:
            every = factors.keys() | other.factors.keys()
            sums = {p: factors.get(p, 0) + other.factors.get(p, 0) for p in every}
            factors = {p: k for p, k in sums.items() if k}
        powers = self.powers
        if other.powers is not NONE:
            powers = other.powers if powers is NONE else tuple(map(add, powers, other.powers))
        return Product(scale, powers, factors)

    def __pow__(self, k: int) -> Product:
        if k < 0 and not self:
            raise Undefined("division by 0")
        if _bits(self.number) * abs(k) > LARGEST_BITS:
            raise Undefined("a number that is too large")
        powers = tuple(e * k for e in self.powers)
        return Product(self.number**k, powers, {p: j * k for p, j in self.factors.items() if k})


def _bits(value: Fraction) -> int:
    return value.numerator.bit_length() + value.denominator.bit_length()


def number(value: int | Fraction) -> Product:
    """Return a rational number."""
    return Product(ONE if value == 1 else Fraction(value))


@dataclass(slots=True)
class Ring:
    """Sums and derivatives of products, over the generators met so far."""

    generators: list[Generator] = field(default_factory=list)
    powers_of: dict[tuple[Polynomial, int], dict[Powers, int]] = field(default_factory=dict)
    work: int = _WORK

    def generator(self, generator: Generator, power: Any = 1) -> Product:
        """Return a power of a generator."""
        if generator not in self.generators:
            if len(self.generators) == _SLOTS:
                raise Undefined(f"more than {_SLOTS} independent symbols, exponentials and logarithms")
            self.generators.append(generator)
        position = self.generators.index(generator)
        return Product(ONE, tuple(power if i == position else 0 for i in range(_SLOTS)))

    def present(self, powers: Powers) -> list[tuple[Generator, Any]]:
        """Return the generators whose power is not 0, with it."""
        return [(g, e) for g, e in zip(self.generators, powers, strict=False) if e]

    # sums

    def times(self, a: dict[Powers, int], b: Collection[tuple[Powers, int]]) -> dict[Powers, int]:
        result: dict[Powers, int] = {}
        self.work -= len(a) * len(b)
        if self.work < 0:
            raise Undefined("an expression that is too large")
        # The coefficients of one polynomial are about as long as each other.
        longest = max(next(iter(a.values()), 0).bit_length(), next(iter(b), (NONE, 0))[1].bit_length())
        spend(len(a) * len(b) * (1 + (longest >> 11) ** 2))
        for w, d in b:
            for v, c in a.items():
                key = tuple(map(add, v, w))
                result[key] = result.get(key, 0) + c * d
        return result

    def power(self, p: Polynomial, k: int) -> dict[Powers, int]:
        if k < 0:
            raise Undefined("a quotient where a polynomial is wanted")
        if k == 0:
            return {NONE: 1}
        if k < 0:
            raise Undefined("a quotient where a polynomial is wanted")
        if k > LARGEST:
            raise Undefined("an expression that is too large")
        if (p, k) not in self.powers_of:
            half = self.power(p, k // 2) if k > 8 and (p, k - 1) not in self.powers_of else None
            a = self.power(p, k - 1) if half is None else self.times(half, half.items())
            self.powers_of[p, k] = self.times(a, p) if half is None or k % 2 else a
        return self.powers_of[p, k]

    def expanded(self, p: Product) -> dict[Powers, int]:
        """Return number · Π …, all multiplied out; the number is whole, each k ≥ 0."""
        result = {p.powers: int(p.number)}
        for q, k in p.factors.items():
            result = self.times(result, self.power(q, k).items())
        return result

    def sum(self, terms: Iterable[Product]) -> Product:
        """Return Σ terms, common factors set aside."""
        terms = [term for term in terms if term]
        if len(terms) < 2:
            return terms[0] if terms else number(0)
        least = tuple(map(min, *(term.powers for term in terms)))
        found = {p for term in terms for p in term.factors}
        spend(len(terms) * (1 + len(found)))
        common = Product(
            Fraction(1, math.lcm(*(term.number.denominator for term in terms))),
            least,
            {p: k for p in found if (k := min(term.factors.get(p, 0) for term in terms))},
        )
        rest, total = common**-1, dict[Powers, int]()
        for term in terms:
            for powers, c in self.expanded(term * rest).items():
                total[powers] = total.get(powers, 0) + c
        return self.collected(total) * common

    def collected(self, terms: dict[Powers, int]) -> Product:
        """Return a sum of terms as a product: its content, and a polynomial of two terms or more."""
        terms = {powers: c for powers, c in terms.items() if c}
        if not terms:
            return number(0)
        content = math.gcd(*terms.values()) * (1 if terms[max(terms)] > 0 else -1)
        least = tuple(map(min, zip(*terms, strict=True)))
        if len(terms) == 1:
            return Product(Fraction(content), least)
        p = frozenset((tuple(map(sub, v, least)), c // content) for v, c in terms.items())
        return Product(Fraction(content), least, {p: 1})

    # derivatives: D f/f is the sum of k·D p/p over the factors, D p the sum of (g ∂p/∂g)·(D g/g)

    def derivative(self, f: Product, x: str) -> Product:
        """Return ∂f/∂x."""
        own = [number(e) * self.rate(g, x) for g, e in self.present(f.powers)]
        inner = [number(k) * Product(ONE, factors={p: -1}) * self.slope(p, x) for p, k in f.factors.items()]
        return self.sum([f * part for part in own + inner])

    def slope(self, p: Polynomial, x: str) -> Product:
        parts = []
        for i, g in enumerate(tuple(self.generators)):
            scale = math.lcm(*(Fraction(v[i]).denominator for v, _ in p))
            moved = {v: int(c * v[i] * scale) for v, c in p if v[i]}
            if moved and (rate := self.rate(g, x)):
                parts.append(self.collected(moved) * rate * number(Fraction(1, scale)))
        return self.sum(parts)

    def rate(self, g: Generator, x: str) -> Product:
        """Return D g/g."""
        match g:
            case Generator("x", name) if name == x:
                return self.generator(g, -1)
            case Generator("e", monomial):
                return self.derivative(self.monomial(monomial), x)
            case Generator("log", p):
                return self.slope(p, x) * self.single(p) ** -1 * self.generator(g, -1)
        return number(0)

    def single(self, p: Polynomial) -> Product:
        return self.collected(dict(p))

    def monomial(self, monomial: tuple[tuple[str, int], ...]) -> Product:
        return math.prod((self.generator(Generator("x", n), k) for n, k in monomial), start=number(1))
