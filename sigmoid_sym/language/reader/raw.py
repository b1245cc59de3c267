"""Raw terms: pieces side by side, in the order of the text, before it is decided what they mean.

Tokens → raw terms: these nodes are what comes out of that stage, never part of a finished tree. `σ(1-σ)` and
`σ(1-x)` look alike in it; which is a product is decided afterwards, by what is inside (`application.py`).
Positions in the text do not count in a comparison: what is spelt alike is read alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields

from sigmoid_sym.tree.claim import Claim, Definition, Domain, Interval, Relation
from sigmoid_sym.tree.expression import Expression, Integer, Neg, Symbol, children

# The variable of a claim that names none, known by its identity; the variable of the text takes its place.
UNNAMED = Symbol("x")


class Misread(Exception):
    """The grammar allows it, but it is not understood."""

    def __init__(self, reason: str, position: int) -> None:
        super().__init__(reason, position)  # what a copy of it in another process is made from
        self.reason, self.position = reason, position

    def __str__(self) -> str:
        return self.reason


class OnlyDefines(Misread):
    """It says what a name means, and nothing else."""


@dataclass(frozen=True, slots=True)
class Name(Expression):
    """A letter, with or without a subscript."""

    name: str
    at: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Head(Expression):
    """The name of a function, without its argument; `written` tells S(n,k) from σ(n,k)."""

    function: str
    written: str
    at: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Euler(Expression):
    """The letter e."""

    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Differential(Expression):
    """The d of d/dx."""

    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Mark(Expression):
    """A sign between pieces: `*`, `/`, or the `-` of 2·-x."""

    sign: str


@dataclass(frozen=True, slots=True)
class Juxtaposition(Expression):
    """Pieces side by side, and the marks · and / between them."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Bracket(Expression):
    """One or more expressions, separated by commas, in brackets."""

    items: tuple[Expression, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Decorated(Expression):
    """A piece with primes and an exponent; `braces` where the exponent stands in braces."""

    base: Expression
    primes: int = 0
    exponent: Expression | None = None
    braces: bool = False
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Fraction(Expression):
    r"""A fraction with a bar, \frac."""

    numerator: Expression
    denominator: Expression
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class SumSign(Expression):
    """Σ with its limits; what it sums stands after it."""

    index: Name
    lower: Expression
    upper: Expression
    braces: bool = True


@dataclass(frozen=True, slots=True)
class Indexed(Expression):
    """The name of a function with a subscript, as Li with its order; its argument stands after it."""

    function: str
    written: str
    order: Expression
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Differentiation(Expression):
    """D[f, {x, n}]."""

    operand: Expression
    variable: Name
    order: Expression


@dataclass(frozen=True, slots=True)
class Operator(Expression):
    """d^n/dx^n; what it differentiates stands after it."""

    variable: Name
    order: Expression


@dataclass(frozen=True, slots=True)
class Differentiated(Expression):
    """d^nσ/dx^n of the name of a function; an argument may stand after it."""

    function: Name | Head
    variable: Name
    order: Expression


@dataclass(frozen=True, slots=True)
class Evaluation(Expression):
    """A piece with a bar and `x = point` below."""

    operand: Expression
    variable: Name
    point: Expression


def walk(node: Expression) -> Iterator[Expression]:
    """Yield the node and all that is in it."""
    pending = [node]  # not by recursion, which takes longer the deeper a node is
    while pending:
        part = pending.pop()
        yield part
        pending += [*children(part)][::-1]


def letters_in(nodes: Iterable[Expression]) -> dict[str, Name]:
    """Return the letters in some nodes, each where it stands last."""
    return {part.name: part for node in nodes for part in walk(node) if isinstance(part, Name)}


def indices_in(nodes: Iterable[Expression]) -> frozenset[str]:
    """Return the letters that are the index of a sum in one of the nodes."""
    return frozenset(part.index.name for node in nodes for part in walk(node) if isinstance(part, SumSign))


def spelt(node: Expression) -> str:
    """Return the name that a letter or a function has, "" for all else."""
    return node.function if isinstance(node, Head) else node.name if isinstance(node, Name) else ""


def is_word(node: Expression) -> bool:
    """Return whether a function is written as a word, such as sigmoid, as no letter is."""
    return isinstance(node, Head) and len(node.written) > 1 and node.written != "sigma"


def is_raw(node: Expression) -> bool:
    """Return whether it is one of the nodes of this file."""
    return type(node).__module__ == __name__


def is_constant(node: Expression) -> bool:
    """Return whether there is no letter in it.

    >>> from sigmoid_sym.tree.expression import Constant
    >>> is_constant(Bracket((Constant("pi"),))), is_constant(Bracket((Name("x"),)))
    (True, False)
    """
    return not any(isinstance(inner, (Name, Head, Euler)) for inner in walk(node))


def is_long(node: Expression) -> bool:
    """Return whether a number takes more than one character: -1, 10."""
    return isinstance(node, Neg) or (isinstance(node, Integer) and node.value > 9)


def parts_of(node: Expression) -> tuple[Expression, ...]:
    """Return the pieces of a juxtaposition, or the node alone."""
    return node.parts if isinstance(node, Juxtaposition) else (node,)


def undecorated(node: Expression) -> Decorated:
    """Return the piece as a `Decorated`, without marks if it has none."""
    return node if isinstance(node, Decorated) else Decorated(node)


def place(node: Expression) -> int:
    """Return the first position in the text that is known of a node."""
    return next(
        (inner.at for inner in walk(node) if isinstance(inner, (Name, Head, Euler, Differential, Bracket))), 0
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: the real ("R") or whole ("Z") numbers of an interval, its ends not yet decided."""

    interval: Interval
    numbers: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Within(Claim):
    """An expression lies in a place; of a variable, that is a domain."""

    expression: Expression
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Between(Claim):
    """An expression lies between two numbers: with them or without, if it is not `strict`."""

    expression: Expression
    lower: Expression
    upper: Expression
    strict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lipschitz(Claim):
    """An expression does not grow faster than a constant times the variable."""

    expression: Expression
    slope: Expression
    constant: Expression


@dataclass(frozen=True, slots=True)
class Marked:
    """What follows `for`, `on`, `let`, `at`: a domain or a definition.

    Attributes:
        keyword: the terminal of the word.
        content: what is said there.
        sign: the relation to 0 of "for positive …", or None.
        numbers: "R" or "Z" where real or whole numbers are spoken of.
    """

    keyword: str
    content: Claim | Place
    sign: Relation | None = None
    numbers: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class Statement:
    """What was said, in the order in which it was; the expressions in the claims are not yet decided."""

    parts: tuple[Claim | Marked, ...]


def expressions_in(value: object) -> Iterator[Expression]:
    """Yield the expressions in a claim, a domain, an interval or a definition."""
    if isinstance(value, Expression):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from expressions_in(item)
    elif isinstance(value, (Claim, Domain, Interval, Definition, Place)):
        for field in fields(value):
            yield from expressions_in(getattr(value, field.name))


def position_of(claim: Claim) -> int:
    """Return where a claim begins."""
    return next(map(place, expressions_in(claim)), 0)
