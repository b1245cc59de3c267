"""Functions of one letter as products of powers of polynomials whose signs are known on an interval."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sigmoid_sym.kernel import numbers
from sigmoid_sym.kernel.facts import Data, require_interval
from sigmoid_sym.kernel.limits import infinite
from sigmoid_sym.kernel.meaning import Meaning
from sigmoid_sym.kernel.numbers import CertificateError, require
from sigmoid_sym.kernel.ring import Product, number
from sigmoid_sym.kernel.signs import Place, Signs, Terms, of_product, sign_at, signs
from sigmoid_sym.tree.claim import Interval
from sigmoid_sym.tree.expression import Expression, Symbol


@dataclass(frozen=True, slots=True)
class Chart:
    """The interval in which factors are looked at: x itself, or t = e^{x/q} > 0.

    Attributes:
        ends: the ends of the interval, and whether they belong to it.
    """

    ring: Meaning
    x: str
    in_t: bool
    ends: tuple[tuple[Place, bool], tuple[Place, bool]]

    @classmethod
    def of(cls, ring: Meaning, x: str, in_t: bool, where: Interval) -> Chart:
        require_interval(ring, where)
        low = _place(ring, where.lower, in_t), where.lower_closed
        return cls(ring, x, in_t, (low, (_place(ring, where.upper, in_t), where.upper_closed)))

    def terms(self, data: list[list[int]]) -> Terms:
        """Return a polynomial of a certificate."""
        terms = {(i, j): c for i, j, c in data}
        require(len(terms) == len(data) and all(terms.values()), "a polynomial")
        require(not self.in_t or not any(j for _, j in terms), "a polynomial in e^{x/q} alone")
        return terms

    def product(self, p: Terms) -> Product:
        """Return the polynomial in the ring."""
        x, e = self.ring.letter(self.x), self.ring.exponential(Symbol(self.x), Fraction(1, self.ring.q))
        return self.ring.sum(number(c) * (e**i if self.in_t else x**i * e**j) for (i, j), c in p.items())

    def signs(self, p: Terms, levels: list[Any]) -> Signs:
        """Return the signs of the polynomial in the open interval."""
        (low, _), (high, _) = self.ends
        return signs(p, self.ring.q, low, high, [(j, zeros) for j, zeros in levels])


def _place(ring: Meaning, end: Expression, in_t: bool) -> Place:
    """Return the place of an end."""
    if infinite(end):
        if in_t and infinite(end) < 0:
            return _exact(Fraction(0))
        return Place(_no_value, _no_value, infinite=infinite(end))
    x, exact_y = ring.of(end), _rational_exponential(ring, end)

    def exponential(bits: int) -> numbers.Enclosure:
        low, high = ring.enclosure(x, bits)
        return numbers.exp((low / ring.q, high / ring.q), bits)

    if in_t:
        return Place(exponential, _no_value, exact_y)
    exact_x = None if any(x.powers) or x.factors else x.scale
    return Place(lambda bits: ring.enclosure(x, bits), exponential, exact_x, exact_y)


def _rational_exponential(ring: Meaning, end: Expression) -> Fraction | None:
    """Return e^{end/q} where it is seen to be rational."""
    try:
        return ring.rational(ring.exponential(end, Fraction(1, ring.q)))
    except CertificateError:
        return None


def _exact(value: Fraction) -> Place:
    return Place(lambda bits: (value, value), _no_value, value)


def _no_value(bits: int) -> numbers.Enclosure:
    raise CertificateError("not shown: a finite place")


@dataclass(frozen=True, slots=True)
class Factored:
    """f = scale · Π p^k on an interval, with the signs of each p.

    Attributes:
        factors: (p, k, signs).
    """

    chart: Chart
    scale: Fraction
    factors: list[tuple[Terms, int, Signs]]

    @classmethod
    def of(cls, f: Product, step: Data, ring: Meaning) -> Factored:
        """Return the factors that a step gives, if their product is f."""
        chart = Chart.of(ring, step["x"], step["chart"] == "t", step["where"])
        factors, whole = [], number(step["scale"])
        for data, k, levels in step["factors"]:
            p = chart.terms(data)
            whole *= chart.product(p) ** k
            factors.append((p, k, chart.signs(p, levels)))
        require(bool(whole) and not ring.sum([f, number(-1) * whole]), "the product of the factors")
        return cls(chart, step["scale"], factors)

    def zeros(self) -> int:
        """Return the number of zeros, closed ends included; none may be a pole too."""
        places, _ = of_product([(k, known) for _, k, known in self.factors])
        found = 0
        for place in places:
            require(min(place.exponents) > 0 or max(place.exponents) < 0, "a zero that is no pole")
            found += place.exponents[0] > 0
        for end, closed in self.chart.ends:
            vanishing = [k for p, k, _ in self.factors if closed and sign_at(p, end) == 0]
            require(not vanishing or min(vanishing) > 0 or max(vanishing) < 0, "a zero that is no pole")
            found += bool(vanishing) and vanishing[0] > 0
        return found

    def signs(self) -> set[int]:
        """Return the signs between the zeros and poles."""
        _, found = of_product([(k, known) for _, k, known in self.factors])
        return {sign if self.scale > 0 else -sign for sign in found}

    def vanishes(self) -> bool:
        """Return whether a factor of the numerator is 0 in the interval."""
        above = [(p, known) for p, k, known in self.factors if k > 0]
        inside = any(known.zeros for _, known in above)
        return inside or any(
            closed and sign_at(p, end) == 0 for end, closed in self.chart.ends for p, _ in above
        )
