"""What a step can show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sigmoid_sym.kernel.limits import infinite
from sigmoid_sym.kernel.meaning import Meaning
from sigmoid_sym.kernel.numbers import require
from sigmoid_sym.tree.claim import Interval, Relation, Trend
from sigmoid_sym.tree.expression import Expression


@dataclass(frozen=True, slots=True)
class Holds:
    """At every point where both sides have a value they are so related: for x in `where`, or always."""

    left: Expression
    relation: Relation
    right: Expression
    x: str = ""
    where: Interval | None = None


@dataclass(frozen=True, slots=True)
class Pieced:
    """What `Holds` says, for x in `where`; but f ≤ g of it does not say that f is not g all over."""

    left: Expression
    relation: Relation
    right: Expression
    x: str
    where: Interval


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
class Continuous:
    """f has a value, and is continuous, at every x in `where`; it may have kinks."""

    f: Expression
    x: str
    where: Interval


@dataclass(frozen=True, slots=True)
class Shaped:
    """f is increasing, convex, … for x in `where`, where it has a value everywhere."""

    f: Expression
    x: str
    where: Interval
    trend: Trend
    strict: bool


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


Fact = ForAll | Holds | Pieced | Valued | Nowhere | Zeros | Regular | Continuous | Shaped | Tends
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
    if known is Relation.APPROX or wanted is Relation.APPROX:
        return known is wanted
    return set(ALLOWED[known]) <= set(ALLOWED[wanted])


def require_interval(ring: Meaning, where: Interval) -> None:
    """Reject an interval that is empty, a point, or closed at infinity."""
    low, high = where.lower, where.upper
    require(
        not (where.lower_closed and infinite(low)) and not (where.upper_closed and infinite(high)), "ends"
    )
    if not infinite(low) and not infinite(high):
        require(ring.sign(ring.of(high - low)) > 0, "an interval")
    require(infinite(low) <= 0 <= infinite(high), "an interval")


def require_between(ring: Meaning, value: Expression, where: Interval) -> None:
    """Reject unless a number lies in an interval."""
    for end, sign, closed in ((where.lower, 1, where.lower_closed), (where.upper, -1, where.upper_closed)):
        if infinite(end):
            require(infinite(end) == -sign, "a point of the domain")
        else:
            found = ring.sign(ring.of(value - end)) * sign
            require(found > 0 or (found == 0 and closed), "a point of the domain")
