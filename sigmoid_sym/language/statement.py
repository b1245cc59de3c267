"""Claims as a sentence, in plain text and in LaTeX; the reader reads them back."""

from __future__ import annotations

from dataclasses import fields, replace

from sigmoid_sym.language.boxes import Box, Fence, Phrase, Row, Script, Sign, Word, row
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
    return text_of_box(_Speaker(_noted(claim, notation), alphabet.style).claim(claim), alphabet)


def claim_latex(claim: Claim, notation: Notation | None = None) -> str:
    r"""Return a claim in LaTeX (amsmath), without dollars.

    >>> from sigmoid_sym.tree.expression import Derivative, Integer, Symbol
    >>> from sigmoid_sym.tree.claim import Parity, Symmetry
    >>> x = Symbol("x")
    >>> claim_latex(Parity(Derivative(call("sigma", x), x, Integer(1)), x, Symmetry.EVEN))
    "\\sigma'(x)\\text{ is even}"
    """
    return latex_of_box(_Speaker(_noted(claim, notation)).claim(claim))


def _noted(claim: Claim, notation: Notation | None) -> Notation:
    """Return the notation for a claim: f′(x) must not be read as the derivative in another letter."""
    meanings = {definition.name: definition for definition in claim.definitions}
    apart: list[tuple[str, str]] = []
    for definition in claim.definitions:
        if definition.variable is not None:
            others, pending = frozenset[str](), names(definition.body) - {definition.variable.name}
            while pending - others:
                others |= pending
                found = [meanings[name] for name in pending & meanings.keys()]
                pending = frozenset[str]().union(
                    *(names(m.body) - ({m.variable.name} if m.variable else frozenset()) for m in found)
                )
            apart += [(definition.name, letter) for letter in sorted(others)]
    return replace(notation or Notation(), apart=tuple(apart))


class _Speaker(Layout):
    """Says claims: the words of a sentence, and the boxes of its formulas."""

    def say(self, *parts: str | Expression | Box) -> Row:
        """Return words, expressions and boxes side by side."""
        boxes = (self.lay(part) if isinstance(part, Expression) else part for part in parts)
        return row(*(Phrase(box) if isinstance(box, str) else box for box in boxes))

    def claim(self, claim: Claim) -> Row:
        said = [*map(self.definition, claim.definitions), self.statement(claim), self.in_variable(claim)]
        for position, domain in enumerate(claim.domains):
            said.append(self.say(", " if position else " for ", self.domain(domain)))
        return Row(tuple(said))

    def definition(self, definition: Definition) -> Row:
        name, variable = definition.name, definition.variable
        left = Symbol(name) if variable is None else Call(name, (variable,))
        return self.say("let ", left, _EQUALS, definition.body, Sign("; "))

    def statement(self, claim: Claim) -> Row:
        match claim:
            case Chain(sides, relations):
                links = zip(relations, sides[1:], strict=True)
                return self.say(sides[0], *(self.say(_sign(relation), side) for relation, side in links))
            case Membership(expression, interval):
                return self.say(expression, Sign(" ∈ "), self.interval(interval))
            case Range(expression, interval):
                return self.say("the range of ", expression, " is ", self.interval(interval))
            case Shape(expression, _, trend, strict):
                return self.say(expression, f" is {'strictly ' if strict else ''}{trend.value}")
            case Parity(expression, _, symmetry):
                return self.say(expression, f" is {symmetry.value}")
            case Bounded(expression, None):
                return self.say(expression, " is bounded")
            case Bounded(expression, Expression() as bound):
                return self.say(call("abs", expression), _sign(Relation.LE), bound)
            case Extremum(expression, x, maximum, value, at):
                kind = "maximum" if maximum else "minimum"
                place = () if at is None else (" at ", x, _EQUALS, at)
                if value is None:
                    return self.say(expression, f" has a {kind}", *place)
                return self.say(f"the {kind} of ", expression, " is ", value, *place)
            case Limit(expression, _, _, value):
                return self.say(self.tendency(claim), Sign(" "), expression, _EQUALS, value)
            case ZeroCount(expression, _, count):
                zeros = " zero" if count == Integer(1) else " zeros"
                return self.say(expression, " has exactly ", count, zeros)
            case _:
                raise TypeError(f"{type(claim).__name__} is not a claim")

    def in_variable(self, claim: Claim) -> Row:
        """Return " in y" where a reader would take another letter for the variable of a function."""
        match claim:
            case (
                Shape(variable=x) | Parity(variable=x) | ZeroCount(variable=x) | Extremum(variable=x, at=None)
            ) if _spoken_of(claim) != {x.name}:
                return self.say(" in ", x)
        return row()

    def tendency(self, limit: Limit) -> Script:
        point, side = self.lay(limit.point), limit.side
        if side:
            point = row(point, Sign(f"^{{{side}}}")) if self.linear else Script(point, Word(side, side))
        return Script(Word("lim", r"\lim"), below=self.say(limit.variable, Sign(" → "), point))

    def interval(self, interval: Interval) -> Fence:
        inside = (self.lay(interval.lower), Sign(", "), self.lay(interval.upper))
        left, right = "[" if interval.lower_closed else "(", "]" if interval.upper_closed else ")"
        return Fence(left, inside, right, stretches=True)

    def domain(self, domain: Domain) -> Row:
        """Return 0 < x ≤ 1, x > 0, or all real x."""
        x, interval = domain.variable, domain.interval
        lower, upper = interval.lower, interval.upper
        kind = "integers " if domain.integers else "real " if x.name in COUNTERS else ""
        if interval == REAL_LINE:
            return self.say("all ", kind or "real ", x)
        least = _sign(Relation.LE if interval.lower_closed else Relation.LT)
        most = _sign(Relation.LE if interval.upper_closed else Relation.LT)
        more = _sign(Relation.GE if interval.lower_closed else Relation.GT)
        words = (kind,) if kind else ()
        if lower == upper:
            return self.say(*words, x, _EQUALS, lower)
        if lower == Neg(INFINITY):
            return self.say(*words, x, most, upper)
        if upper == INFINITY:
            return self.say(*words, x, more, lower)
        return self.say(*words, lower, least, x, most, upper)


def _sign(relation: Relation) -> Sign:
    return Sign(f" {relation.value} ")


_EQUALS = _sign(Relation.EQ)


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
