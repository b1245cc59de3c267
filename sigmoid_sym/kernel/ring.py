"""Products of powers of polynomials over named atoms, exact.

An atom is a letter x, an exponential e^{m/q} of a monomial m in letters (of m = 1 too: e^{1/q}), or log|p| of
a polynomial p. q is one whole number for all. Every rule here is an identity of real functions wherever its
left side has a value; nothing else is used. So what is 0 here is 0 wherever it is defined.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from operator import add, sub
from typing import Any, NamedTuple

from sigmoid_sym.kernel.numbers import CertificateError, require

_SLOTS = 16  # atoms of one ring
_MOST_BITS = 200_000  # of a number
_WORK = 2_000_000  # products of terms in one ring
LARGEST = 10_000  # exponents

Monomial = tuple[int, ...]  # the exponent of each atom
# Two terms or more, coprime coefficients, that of the greatest monomial > 0, each least exponent 0.
Polynomial = frozenset[tuple[Monomial, int]]
Terms = dict[Monomial, int]

NONE: Monomial = (0,) * _SLOTS
ONE = Fraction(1)


class Atom(NamedTuple):
    """`of`: the name of a letter (kind x), ((letter, power), …) (kind e), a polynomial (kind log)."""

    kind: str
    of: Any


@dataclass(frozen=True, slots=True)
class Product:
    """scale · Π atom^power · Π polynomial^k; 0 if the scale is 0."""

    scale: Fraction
    powers: Monomial = NONE
    factors: dict[Polynomial, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.scale != 0

    def __mul__(self, other: Product) -> Product:
        every = dict(self.factors)
        for p, k in other.factors.items():
            every[p] = every.get(p, 0) + k
        powers = tuple(map(add, self.powers, other.powers)) if other.powers is not NONE else self.powers
        scale = self.scale * other.scale
        require(_bits(scale) < _MOST_BITS, "numbers of moderate length")
        return Product(scale, powers, {p: k for p, k in every.items() if k})

    def __pow__(self, k: int) -> Product:
        require(bool(self) or k >= 0, "a denominator that is not 0")
        require(abs(k) <= LARGEST and abs(k) * _bits(self.scale) < _MOST_BITS, "a small power")
        factors = {p: j * k for p, j in self.factors.items() if k}
        return Product(self.scale**k, tuple(e * k for e in self.powers), factors)


def _bits(value: Fraction) -> int:
    return value.numerator.bit_length() + value.denominator.bit_length()


def number(value: int | Fraction) -> Product:
    """Return a rational number."""
    return Product(Fraction(value))


@dataclass(slots=True)
class Ring:
    """The arithmetic of products over the atoms met so far.

    Attributes:
        q: exponentials are powers of e^{m/q}.
    """

    q: int
    atoms: list[Atom] = field(default_factory=list)
    expansions: dict[tuple[Polynomial, int], Terms] = field(default_factory=dict)
    work: int = _WORK

    @property
    def spent(self) -> int:
        """What was done so far."""
        return _WORK - self.work

    def atom(self, atom: Atom, power: int = 1) -> Product:
        """Return a power of an atom."""
        if atom not in self.atoms:
            require(len(self.atoms) < _SLOTS, f"an expression in at most {_SLOTS} atoms")
            self.atoms.append(atom)
        position = self.atoms.index(atom)
        return Product(ONE, tuple(power * (i == position) for i in range(_SLOTS)))

    def letter(self, name: str, power: int = 1) -> Product:
        """Return a power of a letter."""
        return self.atom(Atom("x", name), power)

    def present(self, powers: Monomial) -> list[tuple[Atom, int]]:
        """Return the atoms whose power is not 0, with it."""
        return [(atom, e) for atom, e in zip(self.atoms, powers, strict=False) if e]

    def spend(self, work: int) -> None:
        """Count what is done, and reject what takes too much of it."""
        self.work -= work
        require(self.work > 0, "an expression of moderate size")

    # sums

    def times(self, a: Terms, b: Collection[tuple[Monomial, int]]) -> Terms:
        """Return the product of two sums of terms."""
        self.spend(len(a) * len(b))
        result: Terms = {}
        for w, d in b:
            for v, c in a.items():
                key = tuple(map(add, v, w))
                result[key] = result.get(key, 0) + c * d
        return result

    def expansion(self, p: Polynomial, k: int) -> Terms:
        """Return p^k, k ≥ 0, multiplied out."""
        require(k >= 0, "a polynomial")
        if k == 0:
            return {NONE: 1}
        if (p, k) not in self.expansions:
            half = self.expansion(p, k // 2) if k > 8 and (p, k - 1) not in self.expansions else None
            a = self.expansion(p, k - 1) if half is None else self.times(half, half.items())
            self.expansions[p, k] = self.times(a, p) if half is None or k % 2 else a
        return self.expansions[p, k]

    def expanded(self, f: Product) -> Terms:
        """Return a product with a whole scale and no denominators, multiplied out."""
        require(f.scale.denominator == 1, "whole coefficients")
        result = {f.powers: int(f.scale)}
        for p, k in f.factors.items():
            result = self.times(result, self.expansion(p, k).items())
        return result

    def sum(self, terms: Iterable[Product]) -> Product:
        """Return Σ terms: what they have in common is set aside."""
        terms = [term for term in terms if term]
        if len(terms) < 2:
            return terms[0] if terms else number(0)
        every = {p for term in terms for p in term.factors}
        common = Product(
            Fraction(1, math.lcm(*(term.scale.denominator for term in terms))),
            tuple(map(min, *(term.powers for term in terms))),
            {p: k for p in every if (k := min(term.factors.get(p, 0) for term in terms))},
        )
        rest, total = common**-1, dict[Monomial, int]()
        for term in terms:
            for powers, c in self.expanded(term * rest).items():
                total[powers] = total.get(powers, 0) + c
        return self.collected(total) * common

    def collected(self, terms: Terms) -> Product:
        """Return a sum of terms as its content times one polynomial."""
        terms = {powers: c for powers, c in terms.items() if c}
        if not terms:
            return number(0)
        content = math.gcd(*terms.values()) * (1 if terms[max(terms)] > 0 else -1)
        least = tuple(map(min, zip(*terms, strict=True)))
        if len(terms) == 1:
            return Product(Fraction(content), least)
        p = frozenset((tuple(map(sub, v, least)), c // content) for v, c in terms.items())
        return Product(Fraction(content), least, {p: 1})

    def single(self, p: Polynomial) -> Product:
        """Return a polynomial as a product."""
        return self.collected(dict(p))

    # derivatives: D f/f = Σ e·D g/g over the atoms + Σ k·D p/p over the factors

    def derivative(self, f: Product, x: str) -> Product:
        """Return ∂f/∂x."""
        own = [number(e) * self.rate(g, x) for g, e in self.present(f.powers)]
        own += [number(k) * self.single(p) ** -1 * self.slope(p, x) for p, k in f.factors.items()]
        return self.sum([f * part for part in own])

    def slope(self, p: Polynomial, x: str) -> Product:
        """Return D p = Σ (g ∂p/∂g)(D g/g)."""
        parts = []
        for i, g in enumerate(tuple(self.atoms)):
            moved = {v: c * v[i] for v, c in p if v[i]}
            if moved and (rate := self.rate(g, x)):
                parts.append(self.collected(moved) * rate)
        return self.sum(parts)

    def rate(self, g: Atom, x: str) -> Product:
        """Return D g/g."""
        match g:
            case Atom("x", name) if name == x:
                return self.atom(g, -1)
            case Atom("e", monomial):
                return self.derivative(self.exponent(monomial), x) * number(Fraction(1, self.q))
            case Atom("log", p):
                return self.slope(p, x) * self.single(p) ** -1 * self.atom(g, -1)
        return number(0)

    def exponent(self, monomial: tuple[tuple[str, int], ...]) -> Product:
        """Return the monomial of an exponential; powers may be negative, as in e^{x/s}."""
        return math.prod((self.letter(name, k) for name, k in monomial), start=number(1))

    # numbers

    def fixed(self, g: Atom) -> bool:
        """Return whether an atom is a number."""
        if g.kind == "log":
            return all(self.fixed(inner) for powers, _ in g.of for inner, _ in self.present(powers))
        return g.kind == "e" and not g.of

    def is_constant(self, f: Product) -> bool:
        """Return whether no letter is in f; none is in 0, whatever stands beside it."""
        every = [f.powers, *(powers for p in f.factors for powers, _ in p)]
        return not f or all(self.fixed(g) for powers in every for g, _ in self.present(powers))

    def rational(self, f: Product) -> Fraction:
        """Return f, which must be a rational number."""
        if any(f.powers) or f.factors:
            raise CertificateError("not shown: a rational number")
        return f.scale
