"""The steps, one function a kind: each returns the fact that it shows, or rejects the certificate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

from sigmoid_sym.kernel.cases import cases
from sigmoid_sym.kernel.conditions import conditions
from sigmoid_sym.kernel.factored import Factored
from sigmoid_sym.kernel.facts import (
    ALLOWED,
    Data,
    Fact,
    ForAll,
    Holds,
    Nowhere,
    Regular,
    Tends,
    Valued,
    Zeros,
    implies,
    require_interval,
)
from sigmoid_sym.kernel.induction import advances, same_row
from sigmoid_sym.kernel.joined import continuous, end, shape
from sigmoid_sym.kernel.limits import infinite, require_limit
from sigmoid_sym.kernel.meaning import Meaning
from sigmoid_sym.kernel.numbers import require
from sigmoid_sym.tree.claim import Relation
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
from sigmoid_sym.tree.substitution import at, put

_ZERO = Integer(0)


def equal(step: Data, facts: list[Fact], ring: Meaning) -> Fact:
    """Two trees are the same in the ring."""
    left, right = step["left"], step["right"]
    require(not ring.of(left - right), "both sides are the same")
    return Holds(left, Relation.EQ, right)


def values(step: Data, facts: list[Fact], ring: Meaning) -> Fact:
    """Trees have a value at a point."""
    trees, point = step["trees"], step["point"]
    for node in trees:
        require(ring.is_constant(ring.of(at(node, point))), "a value at the point")
    return Valued(tuple(trees), tuple(sorted(point.items())))


def numeric(step: Data, facts: list[Fact], ring: Meaning) -> Fact:
    """Two numbers are so related; ≈ to half a unit of the last printed digit."""
    left, relation, right = step["left"], step["relation"], step["right"]
    require(not free_symbols(left - right), "numbers")
    require(between_numbers(ring, left, relation, right), "a relation between numbers")
    return Holds(left, relation, right)


def between_numbers(ring: Meaning, left: Expression, relation: Relation, right: Expression) -> bool:
    """Return whether a relation holds between two numbers."""
    difference = ring.difference(left, right)
    if relation is not Relation.APPROX:
        return ring.sign(difference) in ALLOWED[relation]
    unit = printed_unit(right) or printed_unit(left)
    if unit is None:
        require(not difference, "≈ without a decimal number, between numbers that are not the same")
        return True
    low, high = (ring.sign(ring.sum([difference, ring.of(half)])) for half in (-unit / 2, unit / 2))
    return low <= 0 <= high


def printed_unit(node: Expression) -> Expression | None:
    """Return the unit of the last digit of a number as it is printed; None for anything else.

    A whole number has none: it may be rounded to units, to tens or not at all. In 5·10^-5 the power of ten
    says that 5 is a digit.
    """
    match node:
        case Neg(operand):
            return printed_unit(operand)
        case Decimal(_, places):
            return tree(Fraction(1, 10**places))
        case Mul((first, Pow(Integer(10), Integer() | Neg(Integer()) as k) as power)) if k != Integer(0):
            is_digits = isinstance(first, Integer) and first.value != 0
            unit = Integer(1) if is_digits else printed_unit(first)
            return None if unit is None else unit * power
    return None


def order(step: Data, facts: list[Fact], ring: Meaning) -> Fact:
    """left - right, or e^left - e^right, has factors whose signs are known on an interval."""
    left, relation, right = step["left"], step["relation"], step["right"]
    sides = (left, right) if step["route"] == "difference" else (Call("exp", (left,)), Call("exp", (right,)))
    f = ring.difference(*sides)
    known = Factored.of(f, step, ring)
    require(relation in ALLOWED and relation is not Relation.EQ, "an order")
    require(known.signs() <= set(ALLOWED[relation]), "the sign")
    require(0 in ALLOWED[relation] or not known.vanishes(), "a difference that is not 0")
    return Holds(left, relation, right, step["x"], step["where"])


def zeros(step: Data, facts: list[Fact], ring: Meaning) -> Fact:
    """The zeros of the factors are those of f, which has a value everywhere."""
    f, x, where = step["f"], step["x"], step["where"]
    require(Regular(f, x, where) in facts, "a function with a value everywhere")
    return Zeros(f, x, where, Factored.of(ring.of(f), step, ring).zeros())


def regular(step: Data, facts: list[Fact], ring: Meaning) -> Fact:
    """What f needs to have a value holds on the whole interval."""
    f, x, where = step["f"], step["x"], step["where"]
    for need, relation in conditions(f, analytic=True):
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
            require(ring.sign(ring.of(need)) in ALLOWED[relation], "a function with a value somewhere")
    return Regular(f, x, where)


def nowhere(step: Data, facts: list[Fact], ring: Meaning) -> Fact:
    """Outside of the inner interval something is ≤ 0 of which a logarithm is taken."""
    trees, x, outer, inner = step["trees"], step["x"], step["outer"], step["inner"]
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


def limit(step: Data, facts: list[Fact], ring: Meaning) -> Fact:
    """Leading terms lead."""
    f, x, point, side, value = (step[key] for key in ("f", "x", "point", "side", "value"))
    require(free_symbols(f) <= {x} and not free_symbols(value), "a limit without parameters")
    require_limit(ring, f, x, point, side, value)
    return Tends(f, x, point, side, value)


def induction(step: Data, facts: list[Fact], ring: Meaning) -> Fact:
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
        advances(side, rate, n, x, start, ring)
    return ForAll(left, right, (n,), least)


def row(step: Data, facts: list[Fact], ring: Meaning) -> Fact:
    """Both sides are one combination of powers, factorials and a row of a triangle."""
    left, right, letters = step["left"], step["right"], step["letters"]
    require(1 <= len(letters) <= 2 and len(set(letters)) == len(letters), "one letter or two")
    same_row(left, right, letters[0], "" if len(letters) == 1 else letters[1], ring)
    return ForAll(left, right, tuple(sorted(letters)), None)


RULES: Mapping[str, Callable[[Data, list[Fact], Meaning], Fact]] = MappingProxyType(
    {
        "equal": equal,
        "values": values,
        "numeric": numeric,
        "order": order,
        "cases": cases,
        "continuous": continuous,
        "end": end,
        "shape": shape,
        "zeros": zeros,
        "regular": regular,
        "nowhere": nowhere,
        "limit": limit,
        "induction": induction,
        "row": row,
    }
)
