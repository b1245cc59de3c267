"""Claims as a sentence, in plain text and in LaTeX; the reader reads them back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from sigmoid_sym.language.boxes import Box, Fence, Phrase, Script, Sign, Word, row
from sigmoid_sym.language.latex import latex_of_box
from sigmoid_sym.language.layout import Layout
from sigmoid_sym.language.notation import Notation
from sigmoid_sym.language.text import UNICODE, Alphabet, text_of_box
from sigmoid_sym.tree.claim import (
    COUNTERS,
    INFINITY,
    REAL_LINE,
    VARIABLES,
    Bounded,
    Chain,
    Claim,
    Definition,
    Domain,
    Extremum,
    Interval,
    Limit,
    Membership,
    Parity,
    Range,
    Relation,
    Shape,
    ZeroCount,
)
from sigmoid_sym.tree.expression import Call, Expression, Integer, Neg, Symbol, call, names


def claim_text(claim: Claim, notation: Notation | None = None, alphabet: Alphabet = UNICODE) -> str:
    """Return a claim in one line of text.

    >>> from sigmoid_sym.tree.expression import Integer, Symbol
    >>> from sigmoid_sym.tree.claim import Shape, Trend
    >>> x = Symbol("x")
    >>> domain = Domain(x, Interval(lower=Integer(0)))
    >>> claim_text(Shape(call("sigma", x), x, Trend.CONCAVE, domains=(domain,)))
    'σ(x) is concave for x > 0'
    """
    return text_of_box(row(*_Speaker(notation, alphabet.style).claim(claim)), alphabet)


def claim_latex(claim: Claim, notation: Notation | None = None) -> str:
    r"""Return a claim in LaTeX (amsmath), without dollars.

    >>> from sigmoid_sym.tree.expression import Derivative, Integer, Symbol
    >>> from sigmoid_sym.tree.claim import Parity, Symmetry
    >>> x = Symbol("x")
    >>> claim_latex(Parity(Derivative(call("sigma", x), x, Integer(1)), x, Symmetry.EVEN))
    "\\sigma'(x)\\text{ is even}"
    """
    return latex_of_box(row(*_Speaker(notation).claim(claim)))


class _Speaker(Layout):
    """Says claims; every method yields what it says box by box."""

    def claim(self, claim: Claim) -> Iterator[Box]:
        for definition in claim.definitions:
            yield from self.definition(definition)
        yield from self.statement(claim)
        yield from self.in_variable(claim)
        for position, domain in enumerate(claim.domains):
            yield Phrase(", " if position else " for ")
            yield from self.domain(domain)

    def definition(self, definition: Definition) -> Iterator[Box]:
        left: Expression = Symbol(definition.name)
        if definition.variable is not None:
            left = Call(definition.name, (definition.variable,))
        yield Phrase("let ")
        yield from self.related(left, "=", definition.body)
        yield Sign("; ")

    def related(self, left: Expression, sign: str, right: Expression) -> Iterator[Box]:
        yield from (self.lay(left), Sign(f" {sign} "), self.lay(right))

    def statement(self, claim: Claim) -> Iterator[Box]:
        match claim:
            case Chain(sides, relations):
                yield self.lay(sides[0])
                for relation, side in zip(relations, sides[1:], strict=True):
                    yield from (Sign(f" {relation.value} "), self.lay(side))
            case Membership(expression, interval):
                yield from (self.lay(expression), Sign(" ∈ "), self.interval(interval))
            case Range(expression, interval):
                yield from (Phrase("the range of "), self.lay(expression), Phrase(" is "))
                yield self.interval(interval)
            case Shape(expression, _, trend, strict):
                yield self.lay(expression)
                yield Phrase(f" is {'strictly ' if strict else ''}{trend.value}")
            case Parity(expression, _, symmetry):
                yield from (self.lay(expression), Phrase(f" is {symmetry.value}"))
            case Bounded(expression, None):
                yield from (self.lay(expression), Phrase(" is bounded"))
            case Bounded(expression, Expression() as bound):
                yield from self.related(call("abs", expression), "≤", bound)
            case Extremum():
                yield from self.extremum(claim)
            case Limit():
                yield from self.limit(claim)
            case ZeroCount(expression, _, count):
                yield from (self.lay(expression), Phrase(" has exactly "), self.lay(count))
                yield Phrase(" zero" if count == Integer(1) else " zeros")
            case _:
                raise TypeError(f"{type(claim).__name__} is not a claim")

    def in_variable(self, claim: Claim) -> Iterator[Box]:
        """Yield " in y" where a reader would take another letter for the variable of a function."""
        match claim:
            case (
                Shape(variable=x) | Parity(variable=x) | ZeroCount(variable=x) | Extremum(variable=x, at=None)
            ) if _spoken_of(claim) != {x.name}:
                yield from (Phrase(" in "), self.lay(x))

    def extremum(self, claim: Extremum) -> Iterator[Box]:
        kind = "maximum" if claim.maximum else "minimum"
        if claim.value is None:
            yield from (self.lay(claim.expression), Phrase(f" has a {kind}"))
        else:
            yield from (Phrase(f"the {kind} of "), self.lay(claim.expression), Phrase(" is "))
            yield self.lay(claim.value)
        if claim.at is not None:
            yield Phrase(" at ")
            yield from self.related(claim.variable, "=", claim.at)

    def limit(self, claim: Limit) -> Iterator[Box]:
        point = self.lay(claim.point)
        if claim.side:
            mark = Word(claim.side, claim.side)
            point = row(point, Sign(f"^{{{claim.side}}}")) if self.linear else Script(point, mark)
        yield Script(Word("lim", r"\lim"), below=row(self.lay(claim.variable), Sign(" → "), point))
        yield Sign(" ")
        yield from self.related(claim.expression, "=", claim.value)

    def interval(self, interval: Interval) -> Fence:
        inside = (self.lay(interval.lower), Sign(", "), self.lay(interval.upper))
        left, right = "[" if interval.lower_closed else "(", "]" if interval.upper_closed else ")"
        return Fence(left, inside, right, stretches=True)

    def domain(self, domain: Domain) -> Iterator[Box]:
        """Yield 0 < x ≤ 1, x > 0, or all real x."""
        variable, interval = domain.variable, domain.interval
        whole = interval == REAL_LINE
        if whole:
            yield Phrase("all ")
        if domain.integers:
            yield Phrase("integers ")
        elif whole or variable.name in COUNTERS:
            yield Phrase("real ")
        least = Relation.LE if interval.lower_closed else Relation.LT
        most = Relation.LE if interval.upper_closed else Relation.LT
        if whole:
            yield self.lay(variable)
        elif interval.lower == interval.upper:
            yield from self.related(variable, "=", interval.lower)
        elif interval.upper == INFINITY:
            more = Relation.GE if interval.lower_closed else Relation.GT
            yield from self.related(variable, more.value, interval.lower)
        else:
            if interval.lower != Neg(INFINITY):
                yield from (self.lay(interval.lower), Sign(f" {least.value} "))
            yield from self.related(variable, most.value, interval.upper)


def _spoken_of(claim: Claim) -> frozenset[str]:
    """Return the letters that a reader may take for the variable of a claim."""
    definitions = claim.definitions
    whole = [definition.body for definition in definitions if definition.variable is None]
    for field in fields(claim):
        value = getattr(claim, field.name)
        whole += [value] if isinstance(value, Expression) and field.name != "variable" else []
    for domain in claim.domains:
        whole += [domain.variable, domain.interval.lower, domain.interval.upper]
    parameters = frozenset(d.variable.name for d in definitions if d.variable is not None)
    spoken = frozenset().union(*(names(node, bound=False) for node in whole))
    defined = {definition.name for definition in definitions}
    return (spoken & VARIABLES) - defined or (parameters & VARIABLES) - defined or frozenset({"x"})
