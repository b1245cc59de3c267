"""Functions Π (x-r)^m · N(τ)/D(τ), τ = e^{x/q}, on an interval of the line: zeros, poles, signs between them.

Zeros and poles are kept apart from each other and from the ends by enclosures. That always succeeds:
e^{r/q} is transcendental for rational r ≠ 0 (Lindemann), so it is no root of N or D; only at x = 0 can
a factor in x meet one in τ, and there all is rational.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cmp_to_key
from typing import Any

from flint import arb, fmpq, fmpz_poly

from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.language.claim import INFINITY, Interval
from sigmoid_sym.language.expression import Expression, Neg, Symbol, call, tree
from sigmoid_sym.numeric.balls import working_precision
from sigmoid_sym.proof.field import Exponential, Field, NotRationalError, Quotient
from sigmoid_sym.proof.normal_form import normal_forms

_MOST_BITS = 4096
_LARGEST_DEGREE = 120


class Undecided(SigmoidSymError):
    """A claim that no strategy here decides."""


@dataclass(frozen=True, slots=True)
class Factored:
    """Π (x-r)^m · above(τ)/below(τ), τ = e^{x/q}: whole coefficients from the constant up, lowest terms."""

    q: int
    linear: tuple[tuple[Fraction, int], ...]
    above: tuple[int, ...]
    below: tuple[int, ...]

    def witness(self) -> list[Any]:
        """Return the quotient as JSON data for the checker."""
        linear = [[str(r), m] for r, m in self.linear]
        return [self.q, linear, list(self.above), list(self.below)]


def factored(f: Expression, variable: Symbol) -> Factored:
    """Return the expression as a factored quotient in one variable.

    Raises:
        NotRationalError, Undecided: it is none.

    >>> x = Symbol("x")
    >>> factored(x * call("sigma", x), x)
    Factored(q=1, linear=((Fraction(0, 1), 1),), above=(0, 1), below=(1, 1))
    """
    field, (element,) = normal_forms(f)
    if not element:
        return Factored(1, (), (), (1,))
    lowest = element.lowest()
    monomial = ((variable.name, 1),)
    q = next((g.q for g in field.generators if isinstance(g, Exponential) and g.monomial == monomial), 1)
    above, below = fmpz_poly([1]), fmpz_poly([1])
    linear: dict[Fraction, int] = {}
    number = fmpq(1)
    for polynomial, side in ((lowest.numerator, 1), (lowest.denominator, -1)):
        content, factors = polynomial.factor()
        number *= content**side
        for factor, m in factors:
            generators = field.used(factor)
            if generators == [variable.name]:
                linear[_root(factor, variable)] = side * int(m)
            elif generators == [Exponential(monomial, q)]:
                dense = _dense(factor, field.generators.index(generators[0]))
                above, below = (
                    (above * dense ** int(m), below) if side > 0 else (above, below * dense ** int(m))
                )
            else:
                raise Undecided(_reason(field, element, variable))
    above, below = above * number.p, below * number.q
    if above.degree() > _LARGEST_DEGREE or below.degree() > _LARGEST_DEGREE:
        raise Undecided("a polynomial of too high a degree in e^x")
    return Factored(q, tuple(linear.items()), _whole(above), _whole(below))


def _reason(field: Field, element: Quotient, variable: Symbol) -> str:
    others = field.symbols(element) - {variable.name}
    if others:
        return f"a statement about order or sign with parameters: {', '.join(sorted(others))}"
    return f"{variable.name}, its exponential, logarithms or powers of e are mixed in one factor"


def _root(factor: Any, variable: Symbol) -> Fraction:
    if factor.total_degree() != 1:
        raise Undecided(f"a factor in {variable.name} that has no rational root")
    terms = {sum(map(int, exponents)): c for exponents, c in factor.to_dict().items()}
    ratio = -terms.get(0, fmpq(0)) / terms[1]
    return Fraction(int(ratio.p), int(ratio.q))


def _dense(factor: Any, position: int) -> Any:
    terms = {int(exponents[position]): c for exponents, c in factor.to_dict().items()}
    return fmpz_poly([int(fmpq(terms.get(k, 0)).p) for k in range(max(terms) + 1)])


def _whole(p: Any) -> tuple[int, ...]:
    return tuple(map(int, p.coeffs()))


@dataclass(frozen=True, slots=True)
class Mark:
    """A zero (multiplicity > 0), a pole (< 0) or an end of the domain (0).

    Attributes:
        x: the place, if it is rational.
        tau: the value of e^{x/q} there, if it is rational.
        irreducible: the polynomial in τ whose root it is, and which of its real roots > 0, else None.
        end: the tree of an end that is none of these.
    """

    q: int
    multiplicity: int = 0
    x: Fraction | None = None
    tau: Fraction | None = None
    irreducible: tuple[Any, int] | None = None
    end: Expression | None = None

    def ball(self) -> Any:
        """Return an enclosure of e^{x/q} at the working precision."""
        if self.tau is not None:
            return arb(fmpq(self.tau.numerator, self.tau.denominator))
        if self.x is not None:
            return arb(fmpq(self.x.numerator, self.x.denominator * self.q)).exp()
        if self.irreducible is not None:
            polynomial, k = self.irreducible
            return positive_roots(polynomial)[k]
        if self.end is None:
            raise Undecided("a place that is nowhere")
        field, (element,) = normal_forms(self.end)
        return (field.enclosure(element, {}) / self.q).exp()

    def place(self) -> Expression | None:
        """Return x as a tree, if it is a rational number or a multiple of the logarithm of one."""
        if self.x is not None:
            return tree(self.x)
        if self.tau is not None:
            x = call("log", self.tau)
            return self.q * x if self.q > 1 else x
        return self.end


def positive_roots(polynomial: Any) -> list[Any]:
    """Return enclosures of the roots > 0 of an irreducible polynomial, ascending."""
    real = [z.real for z, _ in polynomial.complex_roots() if z.imag == 0 and z.real > 0]
    return sorted(real, key=float)


def _compare(a: Mark, b: Mark) -> int:
    if (a.x, a.tau) == (b.x, b.tau) != (None, None) or (a.x == 0 and b.tau == 1) or (a.tau == 1 and b.x == 0):
        return 0
    bits = 64
    while bits <= _MOST_BITS:
        with working_precision(bits):
            left, right = a.ball(), b.ball()
            if left < right:
                return -1
            if right < left:
                return 1
        bits *= 4
    raise Undecided("two places on the line that cannot be told apart")


@dataclass(frozen=True, slots=True)
class Cell:
    """An open interval without zero or pole; a mark None is -∞ or ∞."""

    lower: Mark | None
    upper: Mark | None
    sign: int
    sample: Fraction


@dataclass(frozen=True, slots=True)
class Chart:
    """A factored function on a domain: the marks in it, ascending, and the cells between them.

    Attributes:
        zeros, poles: those that belong to the domain.
    """

    f: Factored
    zeros: tuple[Mark, ...]
    poles: tuple[Mark, ...]
    cells: tuple[Cell, ...]


def chart(f: Factored, domain: Interval) -> Chart:
    """Return the zeros, the poles and the signs of f on the domain.

    Raises:
        Undecided: an end of the domain cannot be told from a zero or a pole.
    """
    lower, upper = end_mark(domain.lower, f.q), end_mark(domain.upper, f.q)
    marks: list[Mark] = []
    for mark in _marks(f):
        low = 1 if lower is None else _compare(mark, lower)
        high = -1 if upper is None else _compare(mark, upper)
        inside = (low > 0 or (low == 0 and domain.lower_closed)) and (
            high < 0 or (high == 0 and domain.upper_closed)
        )
        if inside:
            marks.append(mark)
    marks.sort(key=cmp_to_key(_compare))
    interior = [
        m
        for m in marks
        if (lower is None or _compare(m, lower) > 0) and (upper is None or _compare(m, upper) < 0)
    ]
    if lower is not None and upper is not None and _compare(lower, upper) >= 0:
        raise Undecided("an empty domain")
    cuts = [lower, *interior, upper]
    cells = tuple(_cell(f, a, b) for a, b in zip(cuts, cuts[1:], strict=False))
    zeros = tuple(m for m in marks if m.multiplicity > 0)
    return Chart(f, zeros, tuple(m for m in marks if m.multiplicity < 0), cells)


def end_mark(node: Expression, q: int) -> Mark | None:
    """Return the mark of an end of a domain; None for ±∞."""
    if node in (INFINITY, Neg(INFINITY)):
        return None
    field, (element,) = normal_forms(node)
    if not element:
        return Mark(q, x=Fraction(0), tau=Fraction(1))
    if element.numerator.is_constant() and element.denominator.is_constant():
        value = element.numerator.leading_coefficient() / element.denominator.leading_coefficient()
        return Mark(q, x=Fraction(int(value.p), int(value.q)))
    if field.symbols(element):
        raise Undecided("a domain whose end is not a number")
    try:
        _, (power,) = normal_forms(call("exp", node if q == 1 else node / q))
    except NotRationalError:
        return Mark(q, end=node)
    p = power.lowest()
    if p.numerator.is_constant() and p.denominator.is_constant():
        value = p.numerator.leading_coefficient() / p.denominator.leading_coefficient()
        return Mark(q, tau=Fraction(int(value.p), int(value.q)))
    return Mark(q, end=node)


def _marks(f: Factored) -> Iterator[Mark]:
    at_0 = 0
    for r, m in f.linear:
        if r == 0:
            at_0 = m
        else:
            yield Mark(f.q, m, x=r)
    for coefficients, side in ((f.above, 1), (f.below, -1)):
        _, factors = fmpz_poly(list(coefficients)).factor()
        for factor, m in factors:
            if factor.degree() == 1:
                ratio = fmpq(-factor[0], factor[1])
                if ratio == 1:
                    at_0 += side * int(m)
                elif ratio > 0:
                    yield Mark(f.q, side * int(m), tau=Fraction(int(ratio.p), int(ratio.q)))
            elif not all(c > 0 for c in factor.coeffs() if c):
                for k in range(len(positive_roots(factor))):
                    yield Mark(f.q, side * int(m), irreducible=(factor, k))
    if at_0:
        yield Mark(f.q, at_0, x=Fraction(0), tau=Fraction(1))


def _cell(f: Factored, lower: Mark | None, upper: Mark | None) -> Cell:
    sample = simplest_between(lower, upper, f.q)
    return Cell(lower, upper, sign_at(f, sample), sample)


def simplest_between(lower: Mark | None, upper: Mark | None, q: int) -> Fraction:
    """Return a number strictly between two marks: 0, ±1, ±2, …, else one with a small denominator."""

    def inside(candidate: Fraction) -> bool:
        mark = Mark(q, x=candidate, tau=Fraction(1) if candidate == 0 else None)
        return (lower is None or _compare(lower, mark) < 0) and (upper is None or _compare(mark, upper) < 0)

    for candidate in candidates():
        if inside(candidate):
            return candidate
    bits = 128
    while bits <= _MOST_BITS:
        with working_precision(bits):
            low, high = (None if m is None else _dyadic(m.ball().log().mid() * q) for m in (lower, upper))
        if low is None and high is not None:
            candidate = Fraction(high.__floor__() - 1)
        elif high is None and low is not None:
            candidate = Fraction(low.__floor__() + 2)
        elif low is not None and high is not None and low < high:
            candidate = _simplest((2 * low + high) / 3, (low + 2 * high) / 3)
        if inside(candidate):
            return candidate
        bits *= 2
    raise Undecided("two places on the line that are too close")


def _dyadic(ball: Any) -> Fraction:
    man, exponent = ball.man_exp()
    return Fraction(int(man)) * Fraction(2) ** int(exponent)


def _simplest(low: Fraction, high: Fraction) -> Fraction:
    """Return the fraction between two numbers that has the least denominator (Stern-Brocot)."""
    if high < 0:
        return -_simplest(-high, -low)
    floor = low.numerator // low.denominator
    if floor == low or floor + 1 <= high:
        return Fraction(floor if floor == low else floor + 1)
    return floor + 1 / _simplest(1 / (high - floor), 1 / (low - floor))


def candidates(limit: int = 12) -> Iterator[Fraction]:
    """Yield 0, 1, -1, 2, -2, … and then halves: the simplest points first."""
    yield Fraction(0)
    for k in range(1, limit):
        yield from (Fraction(k), Fraction(-k))
    for k in range(1, limit, 2):
        yield from (Fraction(k, 2), Fraction(-k, 2))


def sign_at(f: Factored, x: Fraction) -> int:
    """Return the sign of f at a point: 0 at a zero.

    Raises:
        Undecided: f is not defined there.
    """
    result = 1
    for r, m in f.linear:
        if x == r:
            if m < 0:
                raise Undecided("a pole")
            return 0
        result *= (-1) ** m if x < r else 1
    for coefficients in (f.above, f.below):
        result *= _sign_of(coefficients, x / f.q)
    return result


def _sign_of(coefficients: tuple[int, ...], exponent: Fraction) -> int:
    if exponent == 0:
        total = sum(coefficients)
        return (total > 0) - (total < 0)
    bits = 64
    while bits <= _MOST_BITS:
        with working_precision(bits):
            value = fmpz_poly(list(coefficients))(arb(fmpq(exponent.numerator, exponent.denominator)).exp())
            if value > 0:
                return 1
            if value < 0:
                return -1
        bits *= 2
    raise NotRationalError("a sign that could not be found")


def contains(domain: Interval, x: Fraction) -> bool:
    """Return whether a rational point lies in the domain."""
    lower, upper = end_mark(domain.lower, 1), end_mark(domain.upper, 1)
    mark = Mark(1, x=x, tau=Fraction(1) if x == 0 else None)
    low = 1 if lower is None else _compare(mark, lower)
    high = -1 if upper is None else _compare(mark, upper)
    return (low > 0 or (low == 0 and domain.lower_closed)) and (
        high < 0 or (high == 0 and domain.upper_closed)
    )
