"""Expressions as products of powers of polynomials: trees are equal if their difference is 0 here.

What is 0 here is 0 wherever the tree is defined. Nothing else is claimed: what is not 0 here may be.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from sigmoid_sym.decision.budget import spend
from sigmoid_sym.decision.checker import numbers
from sigmoid_sym.decision.checker.numbers import Enclosure, Undefined
from sigmoid_sym.decision.checker.polynomials import (
    LARGEST,
    NONE,
    Generator,
    Polynomial,
    Powers,
    Product,
    Ring,
    number,
)
from sigmoid_sym.decision.checker.rewriting import HIGHEST, WHOLE, at_whole_numbers, simpler
from sigmoid_sym.functions import defined
from sigmoid_sym.tree.expression import (
    Add,
    At,
    Call,
    Decimal,
    Derivative,
    Div,
    Expression,
    Integer,
    Mul,
    Neg,
    Pow,
    Sum,
    Symbol,
    free_symbols,
    product,
    tree,
)
from sigmoid_sym.tree.substitution import put

LARGEST_POWER = 10_000


@dataclass(slots=True)
class Algebra(Ring):
    """What trees are in the generators met so far."""

    derivatives: dict[tuple[Expression, str], list[Product]] = field(default_factory=dict)

    def of(self, node: Expression) -> Product:
        """Return what a tree is.

        Raises:
            Undefined: it has no value anywhere, or is not rational in the generators.
        """
        spend(2)
        match node:
            case Integer(value):
                return number(value)
            case Decimal(digits, places):
                return number(Fraction(digits, 10**places))
            case Symbol(name):
                return self.generator(Generator("x", name))
            case Add(terms):
                return self.sum([self.of(term) for term in terms])
            case Mul(factors):
                return math.prod((self.of(factor) for factor in factors), start=number(1))
            case Neg(operand):
                return number(-1) * self.of(operand)
            case Div(above, below):
                return self.of(above) * self.of(below) ** -1
            case Pow(base, k):
                return self.power_of(self.of(base), self.constant(k))
            case Sum(body, Symbol(index), lower, upper):
                indices = range(self.whole(lower), self.whole(upper) + 1)
                return self.sum([self.of(put(body, index, tree(k))) for k in indices])
            case Derivative(operand, Symbol(x), order):
                n = self.whole(order, HIGHEST)
                if n < 0:
                    raise Undefined("a derivative of negative order")
                row = self.derivatives.setdefault((operand, x), [])
                for m in range(len(row), n + 1):
                    row.append(self.derivative(row[-1], x) if m else self.of(operand))
                return row[n]
            case At(Derivative(operand, Symbol(x), _) as slope, Symbol(y), point) if x == y:
                self.of(point), self.of(put(operand, x, point))  # so it is defined there
                return self.substituted(self.of(slope), x, point, has_value=True)
            case At(operand, Symbol(x), point):
                self.of(point)  # which has a value even where the operand does not depend on it
                return self.of(put(operand, x, point))
            case Call("exp", (u,)):
                return self.exponential(u, Fraction(1))
            case Call("log", (u,)):
                return self.logarithm(self.of(u))
            case Call("sqrt", (u,)):
                return self.power_of(self.of(u), Fraction(1, 2))
            case Call(function, arguments) if function in WHOLE:
                return number(at_whole_numbers(function, [self.whole(a) for a in arguments]))
            case Call():
                return self.of(simpler(node))
        raise Undefined(f"{getattr(node, 'name', type(node).__name__)} is not rational in exponentials")

    def constant(self, node: Expression) -> Fraction:
        """Return the rational number that a tree is."""
        value = self.of(node)
        if any(value.powers) or value.factors:
            raise Undefined("not a rational number")
        return value.number

    def whole(self, node: Expression, most: int = LARGEST) -> int:
        """Return the whole number that a tree is, if its size is at most that."""
        value = self.constant(node)
        if value.denominator != 1 or abs(value) > most:
            raise Undefined(f"a number that should be whole and at most {most}")
        return int(value)

    def exponential(self, node: Expression, rate: Fraction) -> Product:
        """Return e^{rate·node}."""
        match node:
            case Add(terms):
                return math.prod((self.exponential(term, rate) for term in terms), start=number(1))
            case Neg(operand):
                return self.exponential(operand, -rate)
            case Div(above, denominator) if not free_symbols(denominator):
                return self.exponential(above, rate / self.nonzero(denominator))
            case Mul(factors) if sum(map(self.is_number, factors)) == len(factors) - 1:
                scale = math.prod(
                    (self.constant(part) for part in factors if self.is_number(part)), start=rate
                )
                return self.exponential(next(part for part in factors if not self.is_number(part)), scale)
            case Call("log", (u,)):
                return self.power_of(self.positive(self.of(u)), rate)
            case Call() if (meaning := defined(node)) is not None:
                return self.exponential(meaning, rate)
        result, whole = number(1), self.of(node)
        below = whole.number.denominator
        for powers, coefficient in self.expanded(whole * number(below)).items():
            present = self.present(powers)
            if any(g.kind != "x" or e < 0 for g, e in present):
                raise Undefined("an exponential of what is no polynomial")
            monomial = tuple(sorted((g.of, int(e)) for g, e in present))
            power = rate * Fraction(coefficient, below)
            if abs(power) > LARGEST:
                raise Undefined("an exponential that is too large")
            if power:
                result *= self.generator(Generator("e", monomial), _plain(power))
        return result

    def power_of(self, f: Product, exponent: Fraction) -> Product:
        """Return f^exponent; with a root only of what is positive everywhere."""
        if exponent.denominator == 1:
            if abs(exponent) > LARGEST_POWER:
                raise Undefined(f"an exponent of more than {LARGEST_POWER}")
            return f**exponent.numerator
        if f.factors or any(g.kind != "e" for g, _ in self.present(f.powers)):
            raise Undefined("a root that is not rational in exponentials")
        root = numbers.exact_root(f.number, exponent.denominator)
        powers = tuple(_plain(Fraction(e) * exponent) for e in f.powers)
        return number(root) ** exponent.numerator * Product(Fraction(1), powers)

    def positive(self, f: Product) -> Product:
        """Return f, which has a logarithm: at a point, where it is a number, f > 0."""
        if not f or (self.is_constant(f) and self.sign(f) < 0):
            raise Undefined("the logarithm of a number that is not positive")
        return f

    def is_number(self, node: Expression) -> bool:
        if free_symbols(node):
            return False
        try:
            self.constant(node)
        except Undefined:
            return False
        return True

    def nonzero(self, node: Expression) -> Fraction:
        value = self.constant(node)
        if not value:
            raise Undefined("division by 0")
        return value

    def logarithm(self, f: Product) -> Product:
        """Return log f = log|number| + Σ k log|p|, where f > 0."""
        self.positive(f)
        parts = [
            number(sign * k) * self.generator(Generator("log", frozenset([(NONE, p)])))
            for n, sign in ((abs(f.number.numerator), 1), (f.number.denominator, -1))
            for p, k in numbers.prime_factors(n)
        ]
        for g, e in self.present(f.powers):
            itself = frozenset([(self.generator(g).powers, 1)])
            log = self.monomial(g.of) if g.kind == "e" else self.generator(Generator("log", itself))
            parts.append(number(Fraction(e)) * log)
        parts += [number(k) * self.generator(Generator("log", p)) for p, k in f.factors.items()]
        return self.sum(parts)

    def substituted(self, f: Product, x: str, point: Expression, has_value: bool = False) -> Product:
        """Return f with the point for x in each generator.

        A logarithm is that of |p|. Where it is not known that f has a value at the point, p must be positive.
        """

        def at(g: Generator, e: Any) -> Product:
            match g:
                case Generator("x", name) if name == x:
                    return self.of(point) ** int(e)
                case Generator("e", monomial) if x in dict(monomial):
                    exponent = product(
                        [point if n == x else Symbol(n) for n, k in monomial for _ in range(k)]
                    )
                    return self.exponential(exponent, Fraction(e))
                case Generator("log", p):
                    below = has_value and self.is_constant(value(p)) and self.sign(value(p)) < 0
                    return self.logarithm(number(-1 if below else 1) * value(p)) ** int(e)
            return self.generator(g, e)

        def term(powers: Powers) -> Product:
            return math.prod(itertools.starmap(at, self.present(powers)), start=number(1))

        def value(p: Polynomial) -> Product:
            return self.sum([number(c) * term(powers) for powers, c in p])

        own = number(f.number) * term(f.powers)
        return math.prod((value(p) ** k for p, k in f.factors.items()), start=own)

    def has_logarithms(self, f: Product) -> bool:
        """Return whether a logarithm of more than a number is in f."""
        return any(g.kind == "log" and not self.fixed(g) for v in _all_powers(f) for g, _ in self.present(v))

    # numbers

    def is_constant(self, f: Product) -> bool:
        """Return whether no symbol is in f."""

        return all(map(self.fixed, (g for v in _all_powers(f) for g, _ in self.present(v))))

    def fixed(self, g: Generator) -> bool:
        """Return whether a generator is a number."""
        if g.kind == "log":
            return all(self.fixed(inner) for powers, _ in g.of for inner, _ in self.present(powers))
        return g.kind == "e" and not g.of

    def enclosure(self, f: Product, bits: int) -> Enclosure:
        """Return rational numbers below and above a constant."""

        def at(g: Generator, e: Any) -> Enclosure:
            match g:
                case Generator("e", ()):
                    return numbers.exp(Fraction(e), bits)
                case Generator("log", p):
                    return numbers.power(numbers.log(numbers.size(value(p)), bits), int(e), bits)
            raise Undefined(f"{g.of} is not a number")

        def term(c: Fraction, powers: Powers) -> Enclosure:
            parts = itertools.starmap(at, self.present(powers))
            return numbers.times([(c, c), *parts], bits)

        def value(p: Polynomial) -> Enclosure:
            low, high = zip(*(term(Fraction(c), powers) for powers, c in p), strict=True)
            return sum(low), sum(high)

        parts = [numbers.power(value(p), k, bits) for p, k in f.factors.items()]
        return numbers.times([term(f.number, f.powers), *parts], bits)

    def sign(self, f: Product) -> int:
        """Return the sign of a constant.

        Raises:
            Undefined: it cannot be told from 0, and is not seen to be 0.
        """
        if not f:
            return 0
        for bits in (32, 128, 512, 1024):
            try:
                low, high = self.enclosure(f, bits)
            except Undefined:
                continue
            if low > 0 or high < 0:
                return 1 if low > 0 else -1
        raise Undefined("two numbers that cannot be told apart")


def _plain(power: Fraction) -> int | Fraction:
    return int(power) if power.denominator == 1 else power


def _all_powers(f: Product) -> list[Powers]:
    return [f.powers, *(powers for p in f.factors for powers, _ in p)]
