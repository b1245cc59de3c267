"""Functions of one letter as products of powers of polynomials whose signs are known on an interval."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from sigmoid_sym.kernel import numbers
from sigmoid_sym.kernel.facts import Data, require_interval
from sigmoid_sym.kernel.limits import infinite, leading
from sigmoid_sym.kernel.meaning import Meaning
from sigmoid_sym.kernel.numbers import CertificateError, require
from sigmoid_sym.kernel.ring import Product, number
from sigmoid_sym.kernel.signs import Letter, Place, Setting, Signs, Terms, of_product, sign_at, signs
from sigmoid_sym.tree.claim import INFINITY, Interval
from sigmoid_sym.tree.expression import Expression, Symbol, tree

_SIGN = 30  # about the work of a sign, for each term


@dataclass(frozen=True, slots=True)
class Chart:
    """The interval in which factors are looked at: x itself, or t = e^{x/q} > 0.

    Attributes:
        ends: the ends of the interval, and whether they belong to it.
        values: what the letters after x and y = e^{x/q} are in the ring.
    """

    ring: Meaning
    x: str
    in_t: bool
    ends: tuple[tuple[Place, bool], tuple[Place, bool]]
    setting: Setting
    values: tuple[Product, ...] = ()

    @classmethod
    def of(
        cls, ring: Meaning, x: str, in_t: bool, where: Interval, letters: list[Any] | None = None
    ) -> Chart:
        """Return the chart; a letter is a number, a tree, or the logarithm of a polynomial, with its chain.

        Raises:
            CertificateError: a polynomial of which the logarithm is taken is not positive, …
        """
        require_interval(ring, where)
        plain = Chart._plain(ring, x, in_t, where)
        if not letters:
            return plain
        require(not in_t, "letters beside x and e^{x/q}")
        made, values = list[Letter](), list[Product]()
        for kind, given, levels in letters:
            if kind == "number":
                value = ring.of(given)
                require(ring.is_constant(value), "a letter that is a number")
                made.append(Letter(_enclosed(ring, value), {}))
            else:
                p = plain.terms(given)
                require(plain.signs(p, levels) == Signs([], [1]), "the logarithm of what is positive")
                value = ring.logarithm(plain.product(p))
                made.append(Letter(None, {(*key, *[0] * len(letters)): c for key, c in p.items()}))
            values.append(value)
        return replace(plain, setting=plain._with(tuple(made), tuple(values)), values=tuple(values)).placed(
            where
        )

    @classmethod
    def _plain(cls, ring: Meaning, x: str, in_t: bool, where: Interval) -> Chart:
        low, high = (_place(ring, end, in_t) for end in (where.lower, where.upper))
        return cls(ring, x, in_t, ((low, where.lower_closed), (high, where.upper_closed)), Setting(ring.q))

    def _with(self, letters: tuple[Letter, ...], values: tuple[Product, ...]) -> Setting:
        """Return the setting with further letters: what is asked exactly, is asked in the ring."""
        chart = replace(self, values=values)

        def vanishes(p: Terms, x: Fraction) -> bool:
            return chart.vanishes(p, tree(x))

        def far(p: Terms, direction: int) -> int:
            (_, b), lead = leading(
                self.ring, chart.product(p), self.x, INFINITY if direction > 0 else -INFINITY
            )
            return self.ring.sign(lead) * (-1 if direction < 0 and b % 2 else 1)

        return Setting(self.ring.q, letters, vanishes, far)

    def placed(self, where: Interval) -> Chart:
        """Return the chart with ends at which zeros are told exactly."""

        def exactly(place: Place, end: Expression) -> Place:
            return place if place.infinite else replace(place, vanishes=lambda p: self.vanishes(p, end))

        (low, low_closed), (high, high_closed) = self.ends
        ends = (exactly(low, where.lower), low_closed), (exactly(high, where.upper), high_closed)
        return replace(self, ends=ends)

    def vanishes(self, p: Terms, x: Expression) -> bool:
        """Return whether a polynomial is seen to be 0 at a place."""
        try:
            return not self.ring.put(self.product(p), self.x, x)
        except CertificateError:
            return False  # e^{x/q} there is no power of e^{1/q}, or a logarithm has no value

    def terms(self, data: list[list[int]]) -> Terms:
        """Return a polynomial of a certificate."""
        terms = {tuple(key): c for *key, c in data}
        require(len(terms) == len(data) and all(terms.values()), "a polynomial")
        require(all(len(key) == 2 + len(self.values) for key in terms), "the letters of a polynomial")
        require(not self.in_t or not any(key[1] for key in terms), "a polynomial in e^{x/q} alone")
        return terms

    def product(self, p: Terms) -> Product:
        """Return the polynomial in the ring."""
        x, e = self.ring.letter(self.x), self.ring.exponential(Symbol(self.x), Fraction(1, self.ring.q))
        letters = (e,) if self.in_t else (x, e, *self.values)
        return self.ring.sum(
            math.prod((g**k for g, k in zip(letters, key, strict=False) if k), start=number(c))
            for key, c in p.items()
        )

    def signs(self, p: Terms, levels: list[Any]) -> Signs:
        """Return the signs of the polynomial in the open interval."""
        self.ring.spend(_SIGN * len(p) * sum(2 + len(zeros) for _, zeros in levels))
        (low, _), (high, _) = self.ends
        return signs(p, self.setting, low, high, [(tuple(level), zeros) for level, zeros in levels])


def _enclosed(ring: Meaning, value: Product) -> Callable[[int], numbers.Enclosure]:
    return lambda bits: ring.enclosure(value, bits)


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
        chart = Chart.of(ring, step["x"], step["chart"] == "t", step["where"], step["letters"])
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
            vanishing = [k for p, k, _ in self.factors if closed and sign_at(p, end, self.chart.setting) == 0]
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
            closed and sign_at(p, end, self.chart.setting) == 0
            for end, closed in self.chart.ends
            for p, _ in above
        )
