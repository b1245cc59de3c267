"""Limits and shapes of functions with kinks, from those of their pieces; and where they are continuous.

A piece is a closed interval on which the function is an analytic one, by the signs that were shown there.
"""

from __future__ import annotations

import itertools

from sigmoid_sym.kernel.cases import Case, require_cover
from sigmoid_sym.kernel.conditions import conditions
from sigmoid_sym.kernel.facts import (
    ALLOWED,
    Continuous,
    Data,
    Fact,
    Holds,
    Pieced,
    Shaped,
    Tends,
    implies,
)
from sigmoid_sym.kernel.goals import turning
from sigmoid_sym.kernel.kinks import Unfolding
from sigmoid_sym.kernel.limits import infinite
from sigmoid_sym.kernel.meaning import Meaning
from sigmoid_sym.kernel.numbers import require
from sigmoid_sym.kernel.ring import Product, number
from sigmoid_sym.tree.claim import Interval, Relation, Trend
from sigmoid_sym.tree.expression import At, Derivative, Expression, Integer, Symbol, free_symbols

_ZERO = Integer(0)


def piece(ring: Meaning, f: Expression, x: str, part: Interval, facts: list[Fact]) -> Expression:
    """Return what a function is on an interval where all signs are known."""
    case, (only, _) = next(Case.of(ring, x, part, facts).ways(f, _ZERO))
    require(not case.chosen, "the sign of what an absolute value is taken of")
    return only


def continuous(step: Data, facts: list[Fact], ring: Meaning) -> Fact:
    """A function of continuous ones, an absolute value among them, is continuous where it has values.

    Derivatives too: for them to have values, no absolute value in them is 0.
    """
    f, x, where = step["f"], step["x"], step["where"]
    require(free_symbols(f) == {x}, "a function of one letter")
    ring.of(Unfolding(x, lambda u, bound: 1).of(f))  # of what else it is made has a meaning
    for need, relation in conditions(f):
        if free_symbols(need):
            require(is_shown(facts, need, relation, x, where), "a function with a value everywhere")
        else:
            require(ring.sign(ring.of(need)) in ALLOWED[relation], "a function with a value somewhere")
    return Continuous(f, x, where)


def is_shown(facts: list[Fact], u: Expression, relation: Relation, x: str, where: Interval) -> bool:
    """Return whether it was shown that u stands in a relation to 0 on an interval."""
    return any(
        isinstance(fact, Holds | Pieced)
        and (fact.left, fact.right, fact.x, fact.where) == (u, _ZERO, x, where)
        and implies(fact.relation, relation)
        for fact in facts
    )


def end(step: Data, facts: list[Fact], ring: Meaning) -> Fact:
    """Near a point, on each side of it that matters, a function is one that has a limit there."""
    f, x, point, side, value = (step[key] for key in ("f", "x", "point", "side", "value"))
    sides = [side] if side or infinite(point) else ["-", "+"]
    require(len(sides) == len(step["parts"]), "a piece for each side")
    for own, part in zip(sides, step["parts"], strict=True):
        below = own == "-" or infinite(point) > 0
        require(point == (part.upper if below else part.lower), "a piece that ends at the point")
        require_cover(ring, [part], part)
        g = piece(ring, f, x, part, facts)
        require(Tends(g, x, point, own, value) in facts, "the limit of a piece")
    return Tends(f, x, point, side, value)


def shape(step: Data, facts: list[Fact], ring: Meaning) -> Fact:
    """Each piece rises, or falls, or bends one way, and so do its slopes from one piece to the next."""
    f, x, where, parts, trend = (step[key] for key in ("f", "x", "where", "parts", "trend"))
    bends = trend in (Trend.CONVEX, Trend.CONCAVE)
    require_cover(ring, parts, where)
    # In a piece a derivative of |u| may have a value where it has none: at a kink, over which it may jump.
    require(Continuous(f, x, where) in facts, "a function without jumps")
    slopes, strict = list[Expression](), True
    for part in parts:
        g = piece(ring, f, x, part, facts)  # analytic, for it has a value everywhere
        slopes.append(Derivative(g, Symbol(x), Integer(1)))
        slope, relation = turning(g, Symbol(x), trend)
        if Holds(slope, Relation.EQ, _ZERO) in facts:
            strict = False
        else:
            require(
                any(Holds(slope, known, _ZERO, x, part) in facts for known in _strict(relation)), "a slope"
            )
    for (before, after), (g, h) in zip(itertools.pairwise(parts), itertools.pairwise(slopes), strict=True):
        require(before.upper_closed and after.lower_closed, "pieces that meet")
        if bends:
            turn = ring.sum([_at(ring, h, x, after.lower), number(-1) * _at(ring, g, x, after.lower)])
            relation = turning(f, Symbol(x), trend)[1]
            require(ring.sign(turn) in ALLOWED[relation], "slopes in order where pieces meet")
    return Shaped(f, x, where, trend, strict)


def _at(ring: Meaning, slope: Expression, x: str, place: Expression) -> Product:
    return ring.of(At(slope, Symbol(x), place))


def _strict(relation: Relation) -> list[Relation]:
    """Return what implies a relation; by a step `order` none of these is between two that are the same."""
    return [known for known in ALLOWED if known is not Relation.EQ and implies(known, relation)]
