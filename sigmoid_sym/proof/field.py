"""Fields of functions in which equality is decided: quotients of polynomials in independent generators.

The generators are symbols, exponentials e^{m/q} of monomials m in the symbols (e^{1/q} for m = 1), and
logarithms log|p| of irreducible polynomials p. An element that is 0 here is 0 wherever it is defined:
that needs no theorem, only that each rule below is an identity. That an element which is not 0 here is
not the zero function rests on their algebraic independence (Ax 1971 for the exponentials and
logarithms of functions; Lindemann for e): no verdict relies on it, a refutation shows a point.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import flint
from flint import arb, fmpq, fmpq_poly, fmpz

from sigmoid_sym.errors import SigmoidSymError

Monomial = tuple[tuple[str, int], ...]  # (("k", 1), ("x", 2)) is k·x², () is 1
_SLOTS = 12  # generators of one field


class NotRationalError(SigmoidSymError):
    """An expression that is not a finite rational expression in the generators allowed."""


class FinerRootError(Exception):
    """An exponential e^{m/q} is needed with a larger q than the field has."""

    def __init__(self, monomial: Monomial, q: int) -> None:
        super().__init__(monomial, q)
        self.monomial, self.q = monomial, q


@dataclass(frozen=True, slots=True, eq=False)
class Quotient:
    """numerator/denominator, FLINT polynomials, not necessarily in lowest terms; equality is exact."""

    numerator: Any
    denominator: Any

    def __post_init__(self) -> None:
        if not self.denominator:
            raise NotRationalError("a denominator is identically 0")

    def __bool__(self) -> bool:
        return bool(self.numerator)

    def __neg__(self) -> Quotient:
        return Quotient(-self.numerator, self.denominator)

    def __add__(self, other: Quotient) -> Quotient:
        if self.denominator == other.denominator:
            return Quotient(self.numerator + other.numerator, self.denominator)
        common = self.denominator.gcd(other.denominator)
        left, right = self.denominator // common, other.denominator // common
        return Quotient(self.numerator * right + other.numerator * left, self.denominator * right)

    def __sub__(self, other: Quotient) -> Quotient:
        return self + -other

    def __mul__(self, other: Quotient) -> Quotient:
        return Quotient(self.numerator * other.numerator, self.denominator * other.denominator)

    def __truediv__(self, other: Quotient) -> Quotient:
        return Quotient(self.numerator * other.denominator, self.denominator * other.numerator)

    def __pow__(self, exponent: int) -> Quotient:
        if exponent < 0:
            return Quotient(self.denominator**-exponent, self.numerator**-exponent)
        return Quotient(self.numerator**exponent, self.denominator**exponent)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Quotient):
            return NotImplemented
        return bool(self.numerator * other.denominator == other.numerator * self.denominator)

    __hash__ = None  # type: ignore[assignment]

    def lowest(self) -> Quotient:
        """Return the quotient in lowest terms."""
        common = self.numerator.gcd(self.denominator)
        return Quotient(self.numerator // common, self.denominator // common)


class TauField:
    """ℚ(τ), τ = e^{x/2}, over dense polynomials: for long sums in one exponential."""

    def __init__(self, variable: str = "x") -> None:
        self.variable = variable

    def constant(self, value: int | Fraction) -> Quotient:
        """Return a rational number."""
        return Quotient(fmpq_poly([fmpq(value.numerator, value.denominator)]), fmpq_poly([1]))

    def symbol(self, name: str) -> Quotient:
        """Raise: a symbol by itself is not in this field."""
        raise NotRationalError(f"{name} is not rational in e^(x/2)")

    def exponential(self, monomial: Monomial, rate: Fraction) -> Quotient:
        """Return e^{rate·x} = τ^{2·rate}."""
        power = 2 * rate
        if monomial != ((self.variable, 1),) or power.denominator != 1:
            raise NotRationalError(f"e^({rate} {named(monomial)}) is not a power of e^(x/2)")
        whole, one = fmpq_poly([0] * abs(int(power)) + [1]), fmpq_poly([1])
        return Quotient(whole, one) if power > 0 else Quotient(one, whole)

    def logarithm(self, argument: Quotient) -> Quotient:
        """Raise: there are no logarithms in this field."""
        raise NotRationalError("a logarithm is not rational in e^(x/2)")

    def derivative(self, element: Quotient, variable: str) -> Quotient:
        """Return d/dx: D τ = τ/2."""
        if variable != self.variable:
            raise NotRationalError(f"only derivatives in {self.variable} are taken in ℚ(e^(x/2))")
        half_tau = fmpq_poly([0, fmpq(1, 2)])
        return _quotient_rule(element, lambda p: half_tau * p.derivative())

    def substitute(
        self, element: Quotient, variable: str, value: Callable[[Generator], Quotient]
    ) -> Quotient:
        """Raise: nothing can be put for x here."""
        raise NotRationalError("a value at a point is not in ℚ(e^(x/2))")


@dataclass(frozen=True, slots=True)
class Exponential:
    """The generator e^{monomial/q}."""

    monomial: Monomial
    q: int


@dataclass(frozen=True, slots=True)
class Logarithm:
    """The generator log|p|, p irreducible over ℤ, as its text in the generators g0, g1, …."""

    argument: str


Generator = str | Exponential | Logarithm


@functools.cache
def _ring() -> Any:
    return flint.fmpq_mpoly_ctx.get(tuple(f"g{i}" for i in range(_SLOTS)), flint.Ordering.lex)


@dataclass(slots=True, eq=False)
class Field:
    """ℚ(generators), each taken in when it is first met.

    Attributes:
        roots: q of e^{m/q} for the monomials m, 1 if not listed.
        generators: those met so far.
        arguments: p of the logarithms log|p|, by its text.
    """

    roots: Mapping[Monomial, int] = field(default_factory=dict)
    generators: list[Generator] = field(default_factory=list)
    arguments: dict[str, Any] = field(default_factory=dict)

    def polynomial(self, generator: Generator) -> Any:
        """Return the polynomial that is the generator alone."""
        if generator not in self.generators:
            if len(self.generators) == _SLOTS:
                raise NotRationalError(f"more than {_SLOTS} independent symbols, exponentials and logarithms")
            self.generators.append(generator)
        return _ring().gen(self.generators.index(generator))

    def constant(self, value: int | Fraction) -> Quotient:
        """Return a rational number."""
        number = _ring().constant(fmpq(value.numerator, value.denominator))
        return Quotient(number, _ring().constant(1))

    def symbol(self, name: str) -> Quotient:
        """Return the symbol."""
        return Quotient(self.polynomial(name), _ring().constant(1))

    def exponential(self, monomial: Monomial, rate: Fraction) -> Quotient:
        """Return e^{rate·monomial}.

        Raises:
            FinerRootError: it is no power of the field's e^{m/q}.
        """
        if rate == 0:
            return self.constant(1)
        q = self.roots.get(monomial, 1)
        power = rate * q
        if power.denominator != 1:
            raise FinerRootError(monomial, q * power.denominator)
        return Quotient(self.polynomial(Exponential(monomial, q)), _ring().constant(1)) ** int(power)

    def logarithm(self, argument: Quotient) -> Quotient:
        """Return log of an element that is positive wherever the logarithm is defined.

        Notes:
            log f = Σ m_i log|p_i| for f = Π p_i^{m_i} > 0; log e^{m/q} is m/q itself.
        """
        lowest, result = argument.lowest(), self.constant(0)
        for sign, polynomial in ((1, lowest.numerator), (-1, lowest.denominator)):
            content, factors = polynomial.factor()
            if polynomial.is_constant() and content <= 0:
                raise NotRationalError("the logarithm of a number that is not positive")
            primes = [(abs(content.p), 1), (content.q, -1)]
            numbers = [(p, m * side) for n, side in primes for p, m in fmpz(n).factor()]
            for p, m in [(_ring().constant(p), m) for p, m in numbers] + factors:
                result += self.constant(sign * int(m)) * self._log_of_irreducible(p)
        return result

    def _log_of_irreducible(self, p: Any) -> Quotient:
        for generator in self.generators:
            if isinstance(generator, Exponential) and p == self.polynomial(generator):
                return self._exponent(generator)
        name = str(p)
        self.arguments[name] = p
        return Quotient(self.polynomial(Logarithm(name)), _ring().constant(1))

    def _exponent(self, generator: Exponential) -> Quotient:
        result = self.constant(Fraction(1, generator.q))
        for name, power in generator.monomial:
            result *= self.symbol(name) ** power
        return result

    def derivative(self, element: Quotient, variable: str) -> Quotient:
        """Return the partial derivative in a symbol.

        Notes:
            D e^{m/q} = (D m/q) e^{m/q}, D log|p| = D p/p.
        """
        used = self.used(element.numerator) + self.used(element.denominator)
        slopes = {generator: self._slope(generator, variable) for generator in used}

        def derived(p: Any) -> Quotient:
            result = self.constant(0)
            for generator, slope in slopes.items():
                position = self.generators.index(generator)
                if slope and (partial := p.derivative(position)):
                    result += Quotient(partial, _ring().constant(1)) * slope
            return result

        if all(slope.denominator.is_constant() for slope in slopes.values()):
            return _quotient_rule(element, lambda p: _whole(derived(p)))
        p, q = (Quotient(part, _ring().constant(1)) for part in (element.numerator, element.denominator))
        return ((derived(element.numerator) * q - p * derived(element.denominator)) / (q * q)).lowest()

    def _slope(self, generator: Generator, variable: str) -> Quotient:
        own = Quotient(self.polynomial(generator), _ring().constant(1))
        match generator:
            case Exponential(monomial) if variable in dict(monomial):
                degree = dict(monomial)[variable]
                exponent = self._exponent(generator)
                return own * (self.constant(degree) * exponent / self.symbol(variable)).lowest()
            case Logarithm(name):
                p = Quotient(self.arguments[name], _ring().constant(1))
                return self.derivative(p, variable) / p
            case _:
                return self.constant(int(generator == variable))

    def depends(self, generator: Generator, variable: str) -> bool:
        """Return whether the generator is a function of the symbol."""
        match generator:
            case Exponential(monomial):
                return variable in dict(monomial)
            case Logarithm(name):
                inner = self.used(self.arguments[name])
                return any(self.depends(g, variable) for g in inner)
            case _:
                return generator == variable

    def used(self, polynomial: Any) -> list[Generator]:
        """Return the generators that appear in a polynomial."""
        return [g for g, degree in zip(self.generators, polynomial.degrees(), strict=False) if degree > 0]

    def symbols(self, element: Quotient) -> set[str]:
        """Return the symbols that an element is a function of."""
        found: set[str] = set()
        for g in self.used(element.numerator) + self.used(element.denominator):
            match g:
                case Exponential(monomial):
                    found |= {name for name, _ in monomial}
                case Logarithm(name):
                    p = self.arguments[name]
                    found |= self.symbols(Quotient(p, _ring().constant(1)))
                case _:
                    found.add(g)
        return found

    def substitute(
        self, element: Quotient, variable: str, value: Callable[[Generator], Quotient]
    ) -> Quotient:
        """Return the element with `value(g)` for each generator g that depends on the symbol.

        Raises:
            NotRationalError: a denominator becomes 0: the element is not defined there.
        """
        values = {g: value(g) for g in tuple(self.generators) if self.depends(g, variable)}
        lowest = element.lowest()
        return self._at(lowest.numerator, values) / self._at(lowest.denominator, values)

    def _at(self, polynomial: Any, values: Mapping[Generator, Quotient]) -> Quotient:
        result = self.constant(0)
        for exponents, coefficient in polynomial.to_dict().items():
            term = Quotient(_ring().constant(coefficient), _ring().constant(1))
            for generator, exponent in zip(self.generators, exponents, strict=False):
                if exponent:
                    own = Quotient(self.polynomial(generator), _ring().constant(1))
                    term *= values.get(generator, own) ** int(exponent)
            result += term
        return result

    def enclosure(self, element: Quotient, values: Mapping[str, Any]) -> Any:
        """Return an Arb ball that contains the element's value at balls for the symbols."""
        used = self.used(element.numerator) + self.used(element.denominator)
        balls = [self._ball(g, values) if g in used else arb(0) for g in self.generators]
        above, below = (_evaluated(p, balls) for p in (element.numerator, element.denominator))
        return above / below

    def _ball(self, generator: Generator, values: Mapping[str, Any]) -> Any:
        match generator:
            case Exponential(monomial, q):
                exponent = arb(1) / q
                for name, power in monomial:
                    exponent *= values[name] ** power
                return exponent.exp()
            case Logarithm(name):
                p = Quotient(self.arguments[name], _ring().constant(1))
                return abs(self.enclosure(p, values)).log()
            case _:
                return values.get(generator, arb.nan())


def named(monomial: Monomial) -> str:
    """Return a monomial in plain text."""
    return "·".join(name if power == 1 else f"{name}^{power}" for name, power in monomial) or "1"


def _evaluated(polynomial: Any, balls: list[Any]) -> Any:
    result = arb(0)
    for exponents, coefficient in polynomial.to_dict().items():
        term = arb(coefficient)
        for ball, exponent in zip(balls, exponents, strict=False):
            if exponent:
                term *= ball ** int(exponent)
        result += term
    return result


def _quotient_rule(element: Quotient, derived: Callable[[Any], Any]) -> Quotient:
    """Return (p/q)' = (p'·q/g - p·q'/g) / (q·q/g), g = gcd(q, q'): lowest terms stay lowest."""
    p, q = element.numerator, element.denominator
    slope = derived(q)
    if not slope:
        return Quotient(derived(p), q)
    common = q.gcd(slope)
    rest = q // common
    return Quotient(derived(p) * rest - p * (slope // common), q * rest)


def _whole(element: Quotient) -> Any:
    # The denominator is a number: the polynomial is the element itself.
    return element.numerator / element.denominator.leading_coefficient()
