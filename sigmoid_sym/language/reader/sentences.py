"""The grammar, and its rules for statements: what each makes of tokens and expressions.

Tokens → raw terms: in come the tokens of a text, out goes a `Statement`, which is claims with raw expressions
in them and what is said of where they hold. To import this takes longer than to read: it imports Lark.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from lark import Lark, UnexpectedToken

from sigmoid_sym.errors import ParseError, shown
from sigmoid_sym.language.reader.pieces import Pieces, named, nodes, values
from sigmoid_sym.language.reader.raw import UNNAMED, Marked, Misread, Name, Place, Statement, Within
from sigmoid_sym.language.reader.tokens import Token
from sigmoid_sym.tree.claim import (
    Bounded,
    Chain,
    Claim,
    Extremum,
    Interval,
    Limit,
    Parity,
    Range,
    Relation,
    Shape,
    Symmetry,
    ZeroCount,
)
from sigmoid_sym.tree.expression import Expression, Integer, Symbol

_ZERO = Integer(0)


@cache
def _grammar() -> Lark:
    source = files(__package__).joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(source, parser="lalr", lexer="basic", transformer=_Sentences())


def statement(found: list[Token], text: str) -> Statement:
    """Return what the tokens of a text say.

    Raises:
        ParseError: they do not make sentences of the grammar.
    """
    parser = _grammar().parse_interactive()
    token = found[0]
    try:
        for token in found:
            parser.feed_token(token)  # type: ignore[arg-type]  # Lark asks a token for its type alone
        return parser.feed_eof()  # type: ignore[no-any-return, no-untyped-call]
    except UnexpectedToken as error:
        if error.token.type == "$END":
            raise ParseError("the text ends too early", text, token.end) from None
        written = text[token.start : token.end].strip() or token.value
        what = shown(written) if written else "the end of the line"
        raise ParseError(f"{what} is not understood here", text, token.start) from None
    except Misread as error:
        raise ParseError(error.reason, text, error.position) from None


class _Sentences(Pieces):
    """One method for each rule of the grammar that makes a statement."""

    def start(self, children: list[Any]) -> Statement:
        return children[0]  # type: ignore[no-any-return]

    def statement(self, children: list[Any]) -> Statement:
        parts: list[Claim | Marked] = []
        for child in nodes(children):
            parts += child if isinstance(child, list) else [child]
        return Statement(tuple(parts))

    def marked(self, children: list[Any]) -> Marked:
        (sign, *_), numbers = (*values(children, "SIGNED"), None), named(children, "NUMBERS")
        if len(numbers) > 1:
            raise Misread("of which numbers is spoken?", numbers[1].start)
        keyword = children[0]
        return Marked(keyword.type, children[-1], sign, "".join(values(children, "NUMBERS")), keyword.start)

    def chain(self, children: list[Any]) -> Claim:
        return Chain(tuple(nodes(children)), tuple(values(children, "EQUALS", "RELATION", "COMPARED")))

    def interval(self, children: list[Any]) -> Place:
        lower, upper = nodes(children)
        lower_closed, upper_closed = named(children, "OPEN_SQUARE"), named(children, "CLOSE_SQUARE")
        return Place(Interval(lower, upper, bool(lower_closed), bool(upper_closed)), "R")

    def number_set(self, children: list[Any]) -> Place:
        (token,) = children
        if token.value == "N":
            reason = "ℕ is not understood: with 0 or without it? Write n ≥ 0 or n ≥ 1"
            raise Misread(reason, token.start)
        return Place(Interval(), token.value)

    def membership(self, children: list[Any]) -> Claim:
        expression, where = nodes(children)
        return Within(expression=expression, place=where)

    def trend(self, children: list[Any]) -> list[Claim | Marked]:
        expression, *where = nodes(children)
        (trend,) = values(children, "TREND", "TRENDS")
        shape = Shape(expression, UNNAMED, trend, bool(named(children, "STRICTLY")))
        return [shape, *self.places(where)]

    def places(self, where: list[Place]) -> list[Marked]:
        return [Marked("ON", place) for place in where]

    def parity(self, children: list[Any]) -> Claim:
        (symmetry,) = values(children, "PARITY")
        return Parity(children[0], UNNAMED, symmetry)

    def symmetry(self, children: list[Any]) -> Claim:
        expression, *line = nodes(children)
        for axis in values(children, "AXIS"):
            return Parity(expression, UNNAMED, axis)
        variable, origin = line
        if not isinstance(variable, Name) or origin != _ZERO:
            reason = "only a symmetry about x = 0 or about the origin is understood"
            raise Misread(reason, children[1].start)
        return Parity(expression, Symbol(variable.name), Symmetry.EVEN)

    def bounded(self, children: list[Any]) -> Claim:
        return Bounded(*nodes(children))

    def signed(self, children: list[Any]) -> Claim:
        return Chain((children[0], _ZERO), tuple(values(children, "SIGNED")))

    def equal(self, children: list[Any]) -> Claim:
        return Chain(tuple(nodes(children)), (Relation.EQ,))

    def range(self, children: list[Any]) -> Claim:
        expression, where = nodes(children)
        if where.numbers == "Z":
            raise Misread("a range is an interval", named(children, "RANGE")[0].start)
        return Range(expression, where.interval)

    def under(self, children: list[Any]) -> Symbol:
        if any(numbers != "R" for numbers in values(children, "SET")):
            raise Misread("only an extremum over ℝ is understood", children[0].start)
        return Symbol(self.variable(children).name)

    def extremum(self, children: list[Any]) -> Claim:
        (maximum,) = values(children, "EXTREMUM")
        *variable, expression, value = nodes(children)
        return Extremum(expression, variable[0] if variable else UNNAMED, maximum, value)

    def has_extremum(self, children: list[Any]) -> Claim:
        (maximum,) = values(children, "EXTREMUM", "EXTREMAL")
        expression, *value = nodes(children)
        return Extremum(expression, UNNAMED, maximum, *value)

    def tendency(self, children: list[Any]) -> tuple[Symbol, Expression, str]:
        (point,) = nodes(children)
        return Symbol(self.variable(children).name), point, "".join(values(children, "SIDE"))

    def under_limit(self, children: list[Any]) -> tuple[Symbol, Expression, str]:
        return nodes(children)[0]  # type: ignore[no-any-return]

    def limit(self, children: list[Any]) -> Claim:
        ((variable, point, side),) = [child for child in children if isinstance(child, tuple)]
        expression, value = [child for child in nodes(children) if not isinstance(child, tuple)]
        return Limit(expression, variable, point, value, side)

    def zeros(self, children: list[Any]) -> list[Claim | Marked]:
        expression, *rest = nodes(children)
        count, *where = (*values(children, "COUNT"), *rest)
        return [ZeroCount(expression, UNNAMED, count), *self.places(where)]
