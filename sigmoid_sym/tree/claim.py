"""Claims: what a person says about expressions, as immutable data.

A claim is a statement about every value of its variables in the domain, unless it says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from sigmoid_sym.tree.expression import Constant, Expression, Integer, Neg, Symbol, checked_name

# The letters that may be the variable of a claim which does not name it; x, where there is none of them.
VARIABLES = frozenset(["x", "t", "z", "y", "p", "u", "v"])
INFINITY = Constant("infinity")
_MINUS_INFINITY = Neg(INFINITY)
_ZERO = Integer(0)
# The letters that stand for whole numbers, where a claim does not say what they are.
COUNTERS = frozenset({"i", "j", "k", "m", "n"})


class Relation(Enum):
    """What stands between two sides."""

    EQ = "="
    APPROX = "≈"
    NE = "≠"
    LT = "<"
    LE = "≤"
    GT = ">"
    GE = "≥"


# a < b is b > a.
MIRROR = MappingProxyType(
    {
        Relation.LT: Relation.GT,
        Relation.GT: Relation.LT,
        Relation.LE: Relation.GE,
        Relation.GE: Relation.LE,
    }
)


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers between two ends, which are expressions without the variable, ±∞ included."""

    lower: Expression = _MINUS_INFINITY
    upper: Expression = INFINITY
    lower_closed: bool = False
    upper_closed: bool = False


REAL_LINE = Interval()


@dataclass(frozen=True, slots=True)
class Domain:
    """Where a claim is made: the variable ranges over an interval, or over the whole numbers in it."""

    variable: Symbol
    interval: Interval = REAL_LINE
    integers: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    """`name(variable) = body`, or `name = body` where `variable` is None: a meaning given by the writer."""

    name: str
    variable: Symbol | None
    body: Expression

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", checked_name("a defined name", self.name, words=True))


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Claim:
    """Base of all claims.

    Attributes:
        domains: what the free symbols range over; a symbol that is not listed ranges over ℝ, one of the
            COUNTERS over the whole numbers, as far as both sides have a meaning.
        definitions: local meanings, in the order in which they were given.
        source: the text it was read from, empty for a claim that was built; no part of what it says.
    """

    domains: tuple[Domain, ...] = ()
    definitions: tuple[Definition, ...] = ()
    source: str = field(default="", compare=False)

    def __repr__(self) -> str:
        # The one import of a higher floor: a claim is shown as it is understood, and that is said in words.
        # Claims can be made, compared and sent without it.
        from sigmoid_sym.language.statement import claim_text

        return f"<{type(self).__name__}: {claim_text(self)}>"


@dataclass(frozen=True, slots=True, repr=False)
class Chain(Claim):
    """a = b = c < d: every link holds."""

    sides: tuple[Expression, ...]
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Membership(Claim):
    """All values lie in an interval."""

    expression: Expression
    interval: Interval


@dataclass(frozen=True, slots=True, repr=False)
class Range(Claim):
    """The values are exactly those of the interval."""

    expression: Expression
    interval: Interval


class Trend(Enum):
    """How values change with the variable."""

    INCREASING = "increasing"
    DECREASING = "decreasing"
    MONOTONE = "monotone"
    CONVEX = "convex"
    CONCAVE = "concave"


@dataclass(frozen=True, slots=True, repr=False)
class Shape(Claim):
    """The expression is increasing, convex, … in the variable on its domain; strictly, if so said."""

    expression: Expression
    variable: Symbol
    trend: Trend
    strict: bool = False


class Symmetry(Enum):
    """f(-x) = f(x) or f(-x) = -f(x)."""

    EVEN = "even"
    ODD = "odd"


@dataclass(frozen=True, slots=True, repr=False)
class Parity(Claim):
    """The expression is an even or an odd function of the variable."""

    expression: Expression
    variable: Symbol
    symmetry: Symmetry


@dataclass(frozen=True, slots=True, repr=False)
class Bounded(Claim):
    """|expression| ≤ bound; with no bound given, some bound exists."""

    expression: Expression
    bound: Expression | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Extremum(Claim):
    """The expression has the maximum (or minimum) `value`, at the point `at`, where these are given."""

    expression: Expression
    variable: Symbol
    maximum: bool
    value: Expression | None = None
    at: Expression | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Limit(Claim):
    """expression → value as the variable → point; `side` is "+" or "-" for a one-sided limit, else ""."""

    expression: Expression
    variable: Symbol
    point: Expression
    value: Expression
    side: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class ZeroCount(Claim):
    """The expression has exactly `count` zeros on its domain."""

    expression: Expression
    variable: Symbol
    count: Expression = _ZERO
