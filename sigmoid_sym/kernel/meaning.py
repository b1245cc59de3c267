"""What a tree is in the ring."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field
from fractions import Fraction

from sigmoid_sym.functions import FUNCTIONS, arity, defined
from sigmoid_sym.kernel import numbers
from sigmoid_sym.kernel.kinks import Unfolding, has_kink
from sigmoid_sym.kernel.numbers import CertificateError, Enclosure, require
from sigmoid_sym.kernel.ring import NONE, Atom, Monomial, Polynomial, Product, Ring, number
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

HIGHEST = 400  # order of a derivative
LARGEST = 3000  # whole number in a factorial, a triangle, a sum
_PRECISIONS = (64, 256, 1024)  # bits: two numbers that agree to more cannot be told apart


class TooCoarse(CertificateError):
    """An exponential that is no power of e^{m/q}; for q times `factor` it would be."""

    def __init__(self, factor: int) -> None:
        super().__init__(factor)
        self.factor = factor

    def __str__(self) -> str:
        return f"q must be {self.factor} times as large"


@dataclass(slots=True)
class Meaning(Ring):
    """The ring, with the trees that it has met."""

    slopes: dict[tuple[Expression, str], list[Product]] = field(default_factory=dict)

    def of(self, node: Expression) -> Product:
        """Return what a tree is, at every point where it has a value."""
        self.spend(2)
        match node:
            case Integer(value):
                return number(value)
            case Decimal(digits, places):
                return number(Fraction(digits, 10**places))
            case Symbol(name):
                return self.letter(name)
            case Add(terms):
                return self.sum(list(map(self.of, terms)))
            case Mul(factors):
                return math.prod(map(self.of, factors), start=number(1))
            case Neg(operand):
                return number(-1) * self.of(operand)
            case Div(above, below):
                return self.of(above) * self.of(below) ** -1
            case Pow(base, k):
                return self.raised(self.of(base), self.constant(k))
            case Sum(body, Symbol(index), lower, upper):
                indices = range(self.whole(lower), self.whole(upper) + 1)
                return self.sum([self.of(put(body, index, tree(k))) for k in indices])
            case Derivative(operand, Symbol(x), order):
                n = self.whole(order, HIGHEST)
                require(n >= 0, "a derivative of an order that is not negative")
                row = self.slopes.setdefault((operand, x), [])
                for m in range(len(row), n + 1):
                    row.append(self.derivative(row[-1], x) if m else self.of(operand))
                return row[n]
            case At(Derivative(operand, Symbol(x), _) as slope, Symbol(y), point) if x == y:
                self.of(point), self.of(put(operand, x, point))  # so it has a value there
                smooth = self.smooth(operand, x, point)
                return self.put(self.of(Derivative(smooth, Symbol(x), slope.order)), x, point, has_value=True)
            case At(operand, Symbol(x), point):
                self.of(point)  # which has a value even where the operand does not depend on it
                return self.of(put(operand, x, point))
            case Call():
                return self.called(node)
        raise CertificateError(f"{type(node).__name__} has no meaning here")

    def called(self, node: Call) -> Product:
        """Return what a function's value is, by its definition."""
        name, arguments = node.function, node.arguments
        require(len(arguments) == arity(name), f"{name} of {arity(name)} argument(s)")
        row = FUNCTIONS.get(name)
        match node:
            case Call("exp", (u,)):
                return self.exponential(u, Fraction(1))
            case Call("log", (u,)):
                return self.logarithm(self.of(u))
            case Call("sqrt", (u,)):
                return self.raised(self.of(u), Fraction(1, 2))
            case Call("abs", (u,)) if self.is_constant(f := self.of(u)):
                return f * number(self.sign(f))
            case Call("abs"):
                raise CertificateError("the absolute value of a function")
            case Call("polylog", (order, z)):
                return self.of(_polylogarithm(-self.whole(order, HIGHEST), z))
        if row is not None and row.whole is not None:
            values = [self.whole(argument) for argument in arguments]
            require(min(values) >= 0, f"{name} of numbers that are not negative")
            self.spend(max(values) ** 3 // 100_000 if len(values) > 1 else max(values))  # about microseconds
            return number(row.whole(*values))
        meant = defined(node)
        if meant is None:
            raise CertificateError(f"{name} has no definition")
        return self.of(meant)

    def smooth(self, node: Expression, x: str, point: Expression) -> Expression:
        """Return the tree with u or -u for each |u|, as it is all around a point where no u is 0."""

        def sign(u: Expression, bound: bool) -> int:
            if self.is_constant(self.of(u)):
                return 0
            value = self.of(put(u, x, point))
            require(self.is_constant(value) and self.sign(value) != 0, "a point without a kink")
            return self.sign(value)

        return Unfolding(x, sign).of(node) if has_kink(node) else node

    def difference(self, left: Expression, right: Expression) -> Product:
        """Return left - right."""
        return self.sum([self.of(left), number(-1) * self.of(right)])

    def constant(self, node: Expression) -> Fraction:
        """Return the rational number that a tree is."""
        return self.rational(self.of(node))

    def whole(self, node: Expression, most: int = LARGEST) -> int:
        """Return the whole number that a tree is."""
        value = self.constant(node)
        require(value.denominator == 1 and abs(value) <= most, f"a whole number of at most {most}")
        return int(value)

    def exponential(self, node: Expression, rate: Fraction) -> Product:
        """Return e^{rate·node}: e^{u+v} = e^u e^v, e^{c log u} = u^c where log u has a value."""
        match node:
            case Add(terms):
                return math.prod((self.exponential(term, rate) for term in terms), start=number(1))
            case Neg(operand):
                return self.exponential(operand, -rate)
            case Div(above, below) if self.is_rational(below):
                return self.exponential(above * (1 / below), rate)
            case Mul(factors) if sum(map(self.is_rational, factors)) == len(factors) - 1:
                rates = [self.constant(part) for part in factors if self.is_rational(part)]
                (rest,) = [part for part in factors if not self.is_rational(part)]
                return self.exponential(rest, math.prod(rates, start=rate))
            case Call("log", (u,)):
                return self.raised(self.positive(self.of(u)), rate)
            case Mul() | Div() if (found := self.times_logarithm(node)) is not None:
                u, scale = found
                return self.raised(self.positive(self.of(u)), rate * scale)
            case Call() if node.function != "exp" and (meant := defined(node)) is not None:
                return self.exponential(meant, rate)
        result, whole = number(1), self.of(node)
        common = whole.scale.denominator
        for powers, c in self.expanded(whole * number(common)).items():
            present = self.present(powers)
            require(all(g.kind == "x" for g, _ in present), "the exponential of a sum of monomials")
            power = rate * c * self.q / common
            if power.denominator > 1:
                raise TooCoarse(power.denominator)
            if power:
                atom = Atom("e", tuple(sorted((g.of, e) for g, e in present)))
                result *= self.atom(atom, int(power))
        return result

    def times_logarithm(self, node: Expression) -> tuple[Expression, Fraction] | None:
        """Return (u, c) if a product is c·log u where it has a value: r·(log u/r), say, with c = 1."""
        above, below = _factors(node)
        logs = [part for part in above if isinstance(part, Call) and part.function == "log"]
        if len(logs) != 1:
            return None
        others = [self.of(part) for part in above if part is not logs[0]]
        rest = math.prod([*others, *(self.of(part) ** -1 for part in below)], start=number(1))
        if not rest or any(rest.powers) or rest.factors:
            return None
        return logs[0].arguments[0], rest.scale

    def is_rational(self, node: Expression) -> bool:
        if free_symbols(node):
            return False
        value = self.of(node)
        return not any(value.powers) and not value.factors

    def raised(self, f: Product, k: Fraction) -> Product:
        """Return f^k; a root only of a square number times exponentials."""
        if k.denominator == 1:
            return f ** int(k)
        require(not f.factors and f.scale > 0, "a root of a positive number and exponentials")
        require(all(g.kind == "e" for g, _ in self.present(f.powers)), "a root of exponentials")
        if any(e * k.numerator % k.denominator for e in f.powers):
            raise TooCoarse(k.denominator)
        above, below = (_root(n, k.denominator) for n in f.scale.as_integer_ratio())
        powers = tuple(e * k.numerator // k.denominator for e in f.powers)
        return number(Fraction(above, below)) ** k.numerator * Product(Fraction(1), powers)

    def positive(self, f: Product) -> Product:
        """Return f, of which there is a logarithm: a number must be positive."""
        require(bool(f) and (not self.is_constant(f) or self.sign(f) > 0), "a positive number")
        return f

    def logarithm(self, f: Product) -> Product:
        """Return log f = log|scale| + Σ e·log|g| + Σ k·log|p|, where f > 0."""
        self.positive(f)
        above, below = abs(f.scale.numerator), f.scale.denominator
        primes = [(p, k) for p, k in numbers.prime_powers(above)]
        primes += [(p, -k) for p, k in numbers.prime_powers(below)]
        parts = [number(k) * self.atom(Atom("log", frozenset([(NONE, p)]))) for p, k in primes]
        for g, e in self.present(f.powers):
            if g.kind == "e":
                parts.append(number(Fraction(e, self.q)) * self.exponent(g.of))
            else:
                itself = frozenset([(self.atom(g).powers, 1)])
                parts.append(number(e) * self.atom(Atom("log", itself)))
        parts += [number(k) * self.atom(Atom("log", p)) for p, k in f.factors.items()]
        return self.sum(parts)

    def put(self, f: Product, x: str, point: Expression, has_value: bool = False) -> Product:
        """Return f with the point for x in each atom.

        An atom is log|p|. Where it is not known that f has a value at the point, p must be positive.
        """

        def at(g: Atom, e: int) -> Product:
            match g:
                case Atom("x", name) if name == x:
                    return self.of(point) ** e
                case Atom("e", monomial) if x in dict(monomial):
                    bases = [(point if n == x else Symbol(n), k) for n, k in monomial]
                    powers = [base if k == 1 else base ** tree(k) for base, k in bases]
                    return self.exponential(product(powers), Fraction(e, self.q))
                case Atom("log", p):
                    below = has_value and self.is_constant(value(p)) and self.sign(value(p)) < 0
                    return self.logarithm(number(-1 if below else 1) * value(p)) ** e
            return self.atom(g, e)

        def term(powers: Monomial) -> Product:
            return math.prod(itertools.starmap(at, self.present(powers)), start=number(1))

        def value(p: Polynomial) -> Product:
            return self.sum([number(c) * term(powers) for powers, c in p])

        own = number(f.scale) * term(f.powers)
        return math.prod((value(p) ** k for p, k in f.factors.items()), start=own)

    # numbers

    def enclosure(self, f: Product, bits: int) -> Enclosure:
        """Return rational numbers below and above a product without letters."""

        def at(g: Atom, e: int) -> Enclosure:
            require(self.fixed(g), "a number")
            if g.kind == "e":
                return numbers.exp((Fraction(e, self.q),) * 2, bits)
            low, high = value(g.of)
            require(low > 0 or high < 0, "the logarithm of a number that is not 0")
            return numbers.power(numbers.log((low, high) if low > 0 else (-high, -low), bits), e, bits)

        def term(c: Fraction, powers: Monomial) -> Enclosure:
            result = (c, c)
            for g, e in self.present(powers):
                result = numbers.times(result, at(g, e), bits)
            return result

        def value(p: Polynomial) -> Enclosure:
            return numbers.plus(*(term(Fraction(c), powers) for powers, c in p))

        result = term(f.scale, f.powers)
        for p, k in f.factors.items():
            result = numbers.times(result, numbers.power(value(p), k, bits), bits)
        return result

    def sign(self, f: Product) -> int:
        """Return the sign of a product without letters."""
        if not f:
            return 0
        for bits in _PRECISIONS:
            try:
                low, high = self.enclosure(f, bits)
            except CertificateError:
                continue
            if low > 0 or high < 0:
                return 1 if low > 0 else -1
        raise CertificateError("not shown: a number that is not 0")


def _factors(node: Expression) -> tuple[list[Expression], list[Expression]]:
    """Return what is multiplied in a product or quotient, and what it is divided by."""
    match node:
        case Mul(factors):
            pairs = list(map(_factors, factors))
            return [f for above, _ in pairs for f in above], [f for _, below in pairs for f in below]
        case Div(numerator, denominator):
            (a, b), (c, d) = _factors(numerator), _factors(denominator)
            return a + d, b + c
        case Neg(operand):
            above, below = _factors(operand)
            return [Neg(Integer(1)), *above], below
    return [node], []


def _root(n: int, k: int) -> int:
    """Return the k-th root of a whole number, which must be one."""
    root = round(n ** (1 / k)) if n < 1 << 50 else 0
    require(root**k == n, "a root that is rational")
    return root


def _polylogarithm(n: int, z: Expression) -> Expression:
    """Return Li_{-n}(z) = Σ_k k! S(n+1,k+1) (z/(1-z))^{k+1}, n ≥ 0."""
    require(n >= 0, "a polylogarithm of an order that is not positive")
    stirling2 = FUNCTIONS["stirling2"].whole
    row = [math.factorial(k) * stirling2(n + 1, k + 1) for k in range(n + 1)] if stirling2 else []
    return Add((Integer(0), *(tree(c) * (z / (1 - z)) ** tree(k + 1) for k, c in enumerate(row))))
