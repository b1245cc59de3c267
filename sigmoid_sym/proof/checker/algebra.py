"""Expressions as products of powers of polynomials, exact: trees are equal if their difference is 0 here.

The polynomials are in symbols, exponentials e^m of monomials m in the symbols (e itself for m = 1),
logarithms log|p| and square roots of numbers. Each rule below is an identity of real functions wherever
its sides are defined: so what is 0 here is 0 there. Nothing else is claimed: what is not 0 here may be.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from operator import add, sub
from typing import Any, NamedTuple

from sigmoid_sym.language.expression import (
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
    mapped,
    product,
    tree,
)
from sigmoid_sym.proof.checker import numbers
from sigmoid_sym.proof.checker.numbers import Enclosure, Undefined

_SLOTS = 12  # generators of one algebra
_WORK = 1_000_000  # products of terms in one algebra
_LARGEST = 3000  # exponents, arguments of factorials
_HIGHEST = 400  # order of a derivative

Powers = tuple[Any, ...]  # one rational exponent for each generator
# Two terms or more, coprime whole coefficients, that of the greatest powers > 0, each least exponent 0.
Polynomial = frozenset[tuple[Powers, int]]


_NONE: Powers = (0,) * _SLOTS


class Generator(NamedTuple):
    """`of` is a name (kind x), a monomial ((name, power), …) (e), a polynomial (log), a number (sqrt)."""

    kind: str
    of: Any


@dataclass(frozen=True, slots=True)
class Product:
    """number · Π generator^power · Π polynomial^k."""

    number: Fraction
    powers: Powers = _NONE
    factors: dict[Polynomial, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.number != 0

    def __mul__(self, other: Product) -> Product:
        factors = self.factors
        if other.factors:
            every = factors.keys() | other.factors.keys()
            sums = {p: factors.get(p, 0) + other.factors.get(p, 0) for p in every}
            factors = {p: k for p, k in sums.items() if k}
        powers = self.powers
        if other.powers is not _NONE:
            powers = other.powers if powers is _NONE else tuple(map(add, powers, other.powers))
        return Product(self.number * other.number, powers, factors)

    def __pow__(self, k: int) -> Product:
        if k < 0 and not self:
            raise Undefined("division by 0")
        if (self.number.numerator.bit_length() + self.number.denominator.bit_length()) * abs(k) > 1_000_000:
            raise Undefined("a number that is too large")
        powers = tuple(e * k for e in self.powers)
        return Product(self.number**k, powers, {p: j * k for p, j in self.factors.items() if k})


def number(value: int | Fraction) -> Product:
    """Return a rational number."""
    return Product(Fraction(value))


_IN_EXPONENTIAL = {
    # a multiple, and numerator and denominator by powers of e^{multiple·argument} from 0 up
    "sigma": (1, (0, 1), (1, 1)),
    "tanh": (2, (-1, 1), (1, 1)),
    "coth": (2, (1, 1), (-1, 1)),
    "sinh": (1, (-1, 0, 1), (0, 2)),
    "cosh": (1, (1, 0, 1), (0, 2)),
    "sech": (1, (0, 2), (1, 0, 1)),
    "csch": (1, (0, 2), (-1, 0, 1)),
}


def _stirling2(n: int, k: int) -> int:
    terms: Iterable[int] = ((-1) ** (k - j) * math.comb(k, j) * j**n for j in range(k + 1))
    return sum(terms) // math.factorial(k)


def _eulerian(n: int, k: int) -> int:
    terms: Iterable[int] = ((-1) ** j * math.comb(n + 1, j) * (k + 1 - j) ** n for j in range(k + 1))
    return sum(terms) if k < max(n, 1) else 0


_WHOLE: dict[str, Callable[..., int]] = {
    "factorial": math.factorial,
    "binomial": math.comb,
    "stirling2": _stirling2,
    "eulerian": _eulerian,
}


def _in_powers(coefficients: Iterable[int], u: Expression) -> Expression:
    return Add((Integer(0), *(tree(c) * u ** tree(k) for k, c in enumerate(coefficients) if c)))


def simpler(node: Call) -> Expression:
    """Return a call in terms of exp and log.

    Raises:
        Undefined: the function is not known.
    """
    u = node.arguments[-1]
    e = Call("exp", (u,))
    match node.function:
        case name if name in _IN_EXPONENTIAL:
            multiple, above, below = _IN_EXPONENTIAL[name]
            e = Call("exp", (u if multiple == 1 else multiple * u,))
            return _in_powers(above, e) / _in_powers(below, e)
        case "silu":
            return u * Call("sigma", (u,))
        case "softplus":
            return Call("log", (1 + e,))
        case "logit":
            return Call("log", (u / (1 - u),))
        case "polylog":
            # Li_{-n}(z) = Σ_k k! S(n+1,k+1) (z/(1-z))^{k+1}
            n = -Algebra().whole(node.arguments[0], _HIGHEST)
            if n < 0:
                raise Undefined("a polylogarithm of positive order is not rational")
            row = (math.factorial(k) * _stirling2(n + 1, k + 1) for k in range(n + 1))
            return _in_powers((0, *row), u / (1 - u))
    raise Undefined(f"{node.function} is not a function that is known here")


def put(node: Expression, name: str, value: Expression) -> Expression:
    """Return the tree with the value for a free symbol.

    Raises:
        Undefined: a symbol of the value would be bound.
    """
    if name not in free_symbols(node):
        return node
    match node:
        case Symbol():
            return value
        case At(Derivative(_, bound, _) as slope, variable, point) if bound == variable:
            inner = put(slope, name, value) if variable.name != name else slope
            return At(inner, variable, put(point, name, value))
        case At(operand, variable, point):
            return put(put(operand, variable.name, point), name, value)
        case Derivative(operand, variable, order) if variable.name == name:
            return At(Derivative(operand, variable, put(order, name, value)), variable, value)
        case Derivative(_, bound, _) | Sum(_, bound, _, _) if bound.name in free_symbols(value):
            raise Undefined(f"{bound.name} has two meanings")
    return mapped(node, lambda child: put(child, name, value))


@dataclass(slots=True)
class Algebra:
    """The generators met so far, and what trees are in them."""

    generators: list[Generator] = field(default_factory=list)
    derivatives: dict[tuple[Expression, str], list[Product]] = field(default_factory=dict)
    powers_of: dict[tuple[Polynomial, int], dict[Powers, int]] = field(default_factory=dict)
    work: int = _WORK

    def generator(self, generator: Generator, power: Any = 1) -> Product:
        """Return a power of a generator."""
        if generator not in self.generators:
            if len(self.generators) == _SLOTS:
                raise Undefined(f"more than {_SLOTS} independent symbols, exponentials and logarithms")
            self.generators.append(generator)
        position = self.generators.index(generator)
        return Product(Fraction(1), tuple(power if i == position else 0 for i in range(_SLOTS)))

    def present(self, powers: Powers) -> list[tuple[Generator, Any]]:
        """Return the generators whose power is not 0, with it."""
        return [(g, e) for g, e in zip(self.generators, powers, strict=False) if e]

    # sums

    def times(self, a: dict[Powers, int], b: Iterable[tuple[Powers, int]]) -> dict[Powers, int]:
        result: dict[Powers, int] = {}
        for w, d in b:
            self.work -= len(a)
            if self.work < 0:
                raise Undefined("an expression that is too large")
            for v, c in a.items():
                key = tuple(map(add, v, w))
                result[key] = result.get(key, 0) + c * d
        return result

    def power(self, p: Polynomial, k: int) -> dict[Powers, int]:
        if k == 0:
            return {_NONE: 1}
        if k > _LARGEST:
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
        inner = [
            number(k) * Product(Fraction(1), factors={p: -1}) * self.slope(p, x) for p, k in f.factors.items()
        ]
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

    # trees

    def of(self, node: Expression) -> Product:
        """Return what a tree is.

        Raises:
            Undefined: it has no value anywhere, or is not rational in the generators.
        """
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
                return self.of(base) ** self.whole(k)
            case Sum(body, Symbol(index), lower, upper):
                indices = range(self.whole(lower), self.whole(upper) + 1)
                return self.sum([self.of(put(body, index, tree(k))) for k in indices])
            case Derivative(operand, Symbol(x), order):
                n = self.whole(order, _HIGHEST)
                if n < 0:
                    raise Undefined("a derivative of negative order")
                row = self.derivatives.setdefault((operand, x), [])
                for m in range(len(row), n + 1):
                    row.append(self.derivative(row[-1], x) if m else self.of(operand))
                return row[n]
            case At(Derivative(operand, Symbol(x), _) as slope, Symbol(y), point) if x == y:
                self.of(put(operand, x, point))  # so it is defined there
                return self.substituted(self.of(slope), x, point)
            case At(operand, Symbol(x), point):
                return self.of(put(operand, x, point))
            case Call("exp", (u,)):
                return self.exponential(u, Fraction(1))
            case Call("log", (u,)):
                return self.logarithm(self.of(u))
            case Call("sqrt", (u,)):
                return self.square_root(self.of(u))
            case Call(function, arguments) if function in _WHOLE:
                values = [self.whole(a) for a in arguments]
                if min(values) < 0:
                    raise Undefined(f"{function} of a negative number")
                return number(_WHOLE[function](*values))
            case Call():
                return self.of(simpler(node))
        raise Undefined(f"{getattr(node, 'name', type(node).__name__)} is not rational in exponentials")

    def constant(self, node: Expression) -> Fraction:
        """Return the rational number that a tree is."""
        value = self.of(node)
        if any(value.powers) or value.factors:
            raise Undefined("not a rational number")
        return value.number

    def whole(self, node: Expression, most: int = _LARGEST) -> int:
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
                if rate.denominator == 1:
                    return self.of(u) ** rate.numerator
                root = numbers.exact_root(self.constant(u), rate.denominator)
                return number(root) ** rate.numerator
            case Call("softplus" | "logit"):
                return self.exponential(simpler(node), rate)
        result, whole = number(1), self.of(node)
        below = whole.number.denominator
        for powers, coefficient in self.expanded(whole * number(below)).items():
            present = self.present(powers)
            if any(g.kind != "x" or e < 0 for g, e in present):
                raise Undefined("an exponential of what is no polynomial")
            monomial = tuple(sorted((g.of, int(e)) for g, e in present))
            power = rate * Fraction(coefficient, below)
            if abs(power) > _LARGEST:
                raise Undefined("an exponential that is too large")
            if power:
                result *= self.generator(Generator("e", monomial), _plain(power))
        return result

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
        if not f or (self.is_constant(f) and self.sign(f) < 0):
            raise Undefined("the logarithm of a number that is not positive")
        parts = [
            number(sign * k) * self.generator(Generator("log", frozenset([(_NONE, p)])))
            for n, sign in ((abs(f.number.numerator), 1), (f.number.denominator, -1))
            for p, k in numbers.prime_factors(n)
        ]
        for g, e in self.present(f.powers):
            itself = frozenset([(self.generator(g).powers, 1)])
            log = self.monomial(g.of) if g.kind == "e" else self.generator(Generator("log", itself))
            parts.append(number(Fraction(e)) * log)
        parts += [number(k) * self.generator(Generator("log", p)) for p, k in f.factors.items()]
        return self.sum(parts)

    def square_root(self, square: Product) -> Product:
        if not self.is_constant(square) or any(square.powers) or square.factors or square.number < 0:
            raise Undefined("a square root of what is no rational number ≥ 0")
        n = square.number.numerator * square.number.denominator
        outside = 1
        for p, k in numbers.prime_factors(n) if n else ():
            outside *= p ** (k // 2)
        inside = n // outside**2
        scale = number(Fraction(outside, square.number.denominator))
        return scale if inside == 1 or not n else scale * self.generator(Generator("sqrt", inside))

    def substituted(self, f: Product, x: str, point: Expression) -> Product:
        """Return f with the point for x in each generator."""

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
                    return self.logarithm(value(p)) ** int(e)
            return self.generator(g, e)

        def term(powers: Powers) -> Product:
            return math.prod(itertools.starmap(at, self.present(powers)), start=number(1))

        def value(p: Polynomial) -> Product:
            return self.sum([number(c) * term(powers) for powers, c in p])

        own = number(f.number) * term(f.powers)
        return math.prod((value(p) ** k for p, k in f.factors.items()), start=own)

    # numbers

    def is_constant(self, f: Product) -> bool:
        """Return whether no symbol is in f."""

        def free(powers: Powers) -> bool:
            return all(fixed(g) for g, _ in self.present(powers))

        def fixed(g: Generator) -> bool:
            return g.kind == "sqrt" or (g.kind == "e" and not g.of) or (g.kind == "log" and fixed_in(g.of))

        def fixed_in(p: Polynomial) -> bool:
            return all(free(powers) for powers, _ in p)

        return free(f.powers) and all(map(fixed_in, f.factors))

    def enclosure(self, f: Product, bits: int) -> Enclosure:
        """Return rational numbers below and above a constant."""

        def at(g: Generator, e: Any) -> Enclosure:
            match g:
                case Generator("e", ()):
                    return numbers.exp(Fraction(e), bits)
                case Generator("sqrt", n):
                    return numbers.power(numbers.square_root(n, bits), int(e), bits)
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
            except ZeroDivisionError:
                continue
            if low > 0 or high < 0:
                return 1 if low > 0 else -1
        raise Undefined("two numbers that cannot be told apart")


def _plain(power: Fraction) -> int | Fraction:
    return int(power) if power.denominator == 1 else power
