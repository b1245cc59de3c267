"""What a step can show, and the steps, one function a kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from sigmoid_sym.kernel import numbers
from sigmoid_sym.kernel.induction import advances, same_row
from sigmoid_sym.kernel.limits import infinite, require_limit
from sigmoid_sym.kernel.meaning import Meaning, conditions
from sigmoid_sym.kernel.numbers import CertificateError, require
from sigmoid_sym.kernel.ring import Product, number
from sigmoid_sym.kernel.signs import Place, Signs, Terms, compared, of_product, sign_at, signs
from sigmoid_sym.tree.claim import Interval, Relation
from sigmoid_sym.tree.expression import (
    Call,
    Decimal,
    Expression,
    Integer,
    Mul,
    Neg,
    Pow,
    Symbol,
    free_symbols,
    tree,
)
from sigmoid_sym.tree.substitution import put

_ZERO = Integer(0)


@dataclass(frozen=True, slots=True)
class Holds:
    """At every point where both sides have a value they are so related: for x in `where`, or always."""

    left: Expression
    relation: Relation
    right: Expression
    x: str = ""
    where: Interval | None = None


@dataclass(frozen=True, slots=True)
class Valued:
    """All trees have a value at the point, of which no letter is left."""

    trees: tuple[Expression, ...]
    point: tuple[tuple[str, Expression], ...]


@dataclass(frozen=True, slots=True)
class Nowhere:
    """For x in `outer`, outside of `inner`, one of the trees has no value."""

    trees: tuple[Expression, ...]
    x: str
    outer: Interval
    inner: Interval


@dataclass(frozen=True, slots=True)
class Zeros:
    """f has exactly `count` zeros for x in `where`, where it has a value everywhere."""

    f: Expression
    x: str
    where: Interval
    count: int


@dataclass(frozen=True, slots=True)
class Regular:
    """f has a value, and so is analytic, at every x in `where`."""

    f: Expression
    x: str
    where: Interval


@dataclass(frozen=True, slots=True)
class Tends:
    """f → value as x → point, from the side "+" or "-", or from both for ""; if f has values near it."""

    f: Expression
    x: str
    point: Expression
    side: str
    value: Expression


@dataclass(frozen=True, slots=True)
class ForAll:
    """Both sides are the same wherever they have a value, for all whole numbers, or those from `least` on."""

    left: Expression
    right: Expression
    letters: tuple[str, ...]
    least: int | None


Fact = ForAll | Holds | Valued | Nowhere | Zeros | Regular | Tends
Data = Mapping[str, Any]

ALLOWED = MappingProxyType(
    {
        Relation.EQ: (0,),
        Relation.NE: (-1, 1),
        Relation.LT: (-1,),
        Relation.LE: (-1, 0),
        Relation.GT: (1,),
        Relation.GE: (0, 1),
    }
)


def implies(known: Relation, wanted: Relation) -> bool:
    """Return whether a relation follows from another between the same numbers."""
    return wanted in ALLOWED and set(ALLOWED[known]) <= set(ALLOWED[wanted])


# equations, and numbers


def equal(step: Data, facts: list[Fact]) -> Fact:
    """Two trees are the same in the ring."""
    left, right = step["left"], step["right"]
    require(not Meaning(step["q"]).of(left - right), "both sides are the same")
    return Holds(left, Relation.EQ, right)


def values(step: Data, facts: list[Fact]) -> Fact:
    """Trees have a value at a point."""
    trees, point = step["trees"], step["point"]
    ring = Meaning(step["q"])
    for node in trees:
        for name, value in point.items():
            node = put(node, name, value)
        require(ring.is_constant(ring.of(node)), "a value at the point")
    return Valued(tuple(trees), tuple(sorted(point.items())))


def numeric(step: Data, facts: list[Fact]) -> Fact:
    """Two numbers are so related; ≈ to half a unit of the last printed digit."""
    left, relation, right = step["left"], step["relation"], step["right"]
    require(not free_symbols(left - right), "numbers")
    require(between_numbers(Meaning(step["q"]), left, relation, right), "a relation between numbers")
    return Holds(left, relation, right)


def between_numbers(ring: Meaning, left: Expression, relation: Relation, right: Expression) -> bool:
    """Return whether a relation holds between two numbers."""
    difference = ring.sum([ring.of(left), number(-1) * ring.of(right)])
    if relation is not Relation.APPROX:
        return ring.sign(difference) in ALLOWED[relation]
    unit = printed_unit(right) or printed_unit(left)
    if unit is None:
        raise CertificateError("≈ without a number in digits")
    low, high = (ring.sign(ring.sum([difference, ring.of(half)])) for half in (-unit / 2, unit / 2))
    return low <= 0 <= high


def printed_unit(node: Expression) -> Expression | None:
    """Return the unit of the last digit of a number as it is printed; None for anything else."""
    match node:
        case Neg(operand):
            return printed_unit(operand)
        case Decimal(_, places):
            return tree(Fraction(1, 10**places))
        case Integer():
            return Integer(1)
        case Mul((first, Pow(Integer(10), Integer() | Neg(Integer())) as power)):
            unit = printed_unit(first)
            return None if unit is None else unit * power
    return None


# signs


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


def require_interval(ring: Meaning, where: Interval) -> None:
    """Reject an interval that is empty, a point, or closed at infinity."""
    low, high = where.lower, where.upper
    require(
        not (where.lower_closed and infinite(low)) and not (where.upper_closed and infinite(high)), "ends"
    )
    if not infinite(low) and not infinite(high):
        require(ring.sign(ring.of(high - low)) > 0, "an interval")
    require(infinite(low) <= 0 <= infinite(high), "an interval")


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


def order(step: Data, facts: list[Fact]) -> Fact:
    """left - right, or e^left - e^right, has factors whose signs are known on an interval."""
    left, relation, right, ring = step["left"], step["relation"], step["right"], Meaning(step["q"])
    sides = (left, right) if step["route"] == "difference" else (Call("exp", (left,)), Call("exp", (right,)))
    f = ring.sum([ring.of(sides[0]), number(-1) * ring.of(sides[1])])
    known = Factored.of(f, step, ring)
    require(relation in ALLOWED and relation is not Relation.EQ, "an order")
    require(known.signs() <= set(ALLOWED[relation]), "the sign")
    require(0 in ALLOWED[relation] or not known.vanishes(), "a difference that is not 0")
    return Holds(left, relation, right, step["x"], step["where"])


def zeros(step: Data, facts: list[Fact]) -> Fact:
    """The zeros of the factors are those of f, which has a value everywhere."""
    f, x, where, ring = step["f"], step["x"], step["where"], Meaning(step["q"])
    require(Regular(f, x, where) in facts, "a function with a value everywhere")
    return Zeros(f, x, where, Factored.of(ring.of(f), step, ring).zeros())


def regular(step: Data, facts: list[Fact]) -> Fact:
    """What f needs to have a value holds on the whole interval."""
    f, x, where = step["f"], step["x"], step["where"]
    for need, relation in conditions(f):
        if x in free_symbols(need):
            holds = [
                fact for fact in facts if isinstance(fact, Holds) and (fact.left, fact.right) == (need, _ZERO)
            ]
            here = [fact for fact in holds if fact.where == where and fact.x == x]
            require(
                any(implies(fact.relation, relation) for fact in here), "a function with a value everywhere"
            )
        else:
            require(not free_symbols(need), "a function of one letter")
            ring = Meaning(step["q"])
            require(ring.sign(ring.of(need)) in ALLOWED[relation], "a function with a value somewhere")
    return Regular(f, x, where)


def nowhere(step: Data, facts: list[Fact]) -> Fact:
    """Outside of the inner interval something is ≤ 0 of which a logarithm is taken."""
    trees, x, outer, inner = step["trees"], step["x"], step["outer"], step["inner"]
    ring = Meaning(step["q"])
    needs = [u for node in trees for u, relation in conditions(node) if relation is Relation.GT]
    low = replace(outer, upper=inner.lower, upper_closed=not inner.lower_closed)
    high = replace(outer, lower=inner.upper, lower_closed=not inner.upper_closed)
    for part, same in (
        (low, (outer.lower, outer.lower_closed) == (inner.lower, inner.lower_closed)),
        (high, (outer.upper, outer.upper_closed) == (inner.upper, inner.upper_closed)),
    ):
        if same:
            continue
        if part.lower == part.upper:
            require(not infinite(part.lower), "a point")
            failing = [u for u in needs if ring.sign(ring.of(put(u, x, part.lower))) <= 0]
            require(bool(failing), "a tree without a value at an end")
        else:
            require(
                any(Holds(u, Relation.LE, _ZERO, x, part) in facts for u in needs), "a tree without a value"
            )
    require_interval(ring, inner)
    return Nowhere(tuple(trees), x, outer, inner)


def limit(step: Data, facts: list[Fact]) -> Fact:
    """Leading terms lead."""
    f, x, point, side, value = (step[key] for key in ("f", "x", "point", "side", "value"))
    require(free_symbols(f) <= {x} and not free_symbols(value), "a limit without parameters")
    require_limit(Meaning(step["q"]), f, x, point, side, value)
    return Tends(f, x, point, side, value)


def induction(step: Data, facts: list[Fact]) -> Fact:
    """Both sides are the same for the first n, and obey one recurrence."""
    left, right, n, least, start, rate = (
        step[key] for key in ("left", "right", "n", "least", "start", "rate")
    )
    x = None if step["x"] is None else Symbol(step["x"])
    others = (free_symbols(left) | free_symbols(right)) - {n}
    require(least <= start and step["x"] != n and step["x"] not in free_symbols(rate), "a rate")
    require(x is not None or not others, "a function of n alone")
    for m in range(least, start + 1):
        first = Holds(put(left, n, tree(m)), Relation.EQ, put(right, n, tree(m)))
        require(first in facts, f"the equation for {n} = {m}")
    for side in (left, right):
        advances(side, rate, n, x, start, step["q"])
    return ForAll(left, right, (n,), least)


def row(step: Data, facts: list[Fact]) -> Fact:
    """Both sides are one combination of powers, factorials and a row of a triangle."""
    left, right, letters = step["left"], step["right"], step["letters"]
    require(1 <= len(letters) <= 2 and len(set(letters)) == len(letters), "one letter or two")
    same_row(left, right, letters[0], "" if len(letters) == 1 else letters[1], step["q"])
    return ForAll(left, right, tuple(sorted(letters)), None)


RULES: Mapping[str, Callable[[Data, list[Fact]], Fact]] = MappingProxyType(
    {
        "equal": equal,
        "values": values,
        "numeric": numeric,
        "order": order,
        "zeros": zeros,
        "regular": regular,
        "nowhere": nowhere,
        "limit": limit,
        "induction": induction,
        "row": row,
    }
)


def require_between(ring: Meaning, value: Expression, where: Interval) -> None:
    """Reject unless a number lies in an interval."""
    for end, sign, closed in ((where.lower, 1, where.lower_closed), (where.upper, -1, where.upper_closed)):
        if infinite(end):
            require(infinite(end) == -sign, "a point of the domain")
        else:
            found = ring.sign(ring.of(value - end)) * sign
            require(found > 0 or (found == 0 and closed), "a point of the domain")


__all__ = [
    "RULES",
    "Fact",
    "ForAll",
    "Holds",
    "Nowhere",
    "Regular",
    "Tends",
    "Valued",
    "Zeros",
    "compared",
    "implies",
]
