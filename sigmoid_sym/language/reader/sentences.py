"""From the grammar's rules for statements to claims with raw expressions in them."""

from __future__ import annotations

from typing import Any

from lark import Token

from sigmoid_sym.language.reader.pieces import Pieces, kinds, nodes, start_of
from sigmoid_sym.language.reader.raw import UNNAMED, Marked, Misread, Name, Place, Statement, Within
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
    Trend,
    ZeroCount,
)
from sigmoid_sym.tree.expression import Integer, Symbol

ZERO = Integer(0)


class Sentences(Pieces):
    """One method for each rule of the grammar that makes a statement."""

    def start(self, children: list[Any]) -> Statement:
        return children[0]  # type: ignore[no-any-return]

    def statement(self, children: list[Any]) -> Statement:
        parts: list[Claim | Marked] = []
        for child in nodes(children):
            parts += child if isinstance(child, list) else [child]
        return Statement(tuple(parts))

    def marked(self, children: list[Any]) -> Marked:
        sign, numbers = kinds(children, "SIGNED"), kinds(children, "NUMBERS")
        if len(numbers) > 1:
            raise Misread("of which numbers is spoken?", start_of(numbers[1]))
        return Marked(
            children[0].type,
            children[-1],
            Relation(str(sign[0])) if sign else None,
            str(numbers[0]) if numbers else "",
            start_of(children[0]),
        )

    def chain(self, children: list[Any]) -> Claim:
        relations = tuple(Relation(str(token)) for token in kinds(children, "EQUALS", "RELATION"))
        return Chain(tuple(nodes(children)), relations)

    def interval(self, children: list[Any]) -> Place:
        lower, upper = nodes(children)
        return Place(Interval(lower, upper, children[0] == "[", children[-1] == "]"), "R")

    def number_set(self, children: list[Any]) -> Place:
        if children[0] == "N":
            reason = "ℕ is not understood: with 0 or without it? Write n ≥ 0 or n ≥ 1"
            raise Misread(reason, start_of(children[0]))
        return Place(Interval(), str(children[0]))

    def membership(self, children: list[Any]) -> Claim:
        expression, where = nodes(children)
        return Within(expression=expression, place=where)

    def trend(self, children: list[Any]) -> list[Claim | Marked]:
        expression, *where = nodes(children)
        (trend,) = kinds(children, "TREND", "TRENDS")
        shape = Shape(expression, UNNAMED, Trend(str(trend)), bool(kinds(children, "STRICTLY")))
        return [shape, *self.places(where)]

    def places(self, where: list[Place]) -> list[Marked]:
        return [Marked("ON", place) for place in where]

    def parity(self, children: list[Any]) -> Claim:
        (symmetry,) = kinds(children, "PARITY")
        return Parity(children[0], UNNAMED, Symmetry(str(symmetry)))

    def symmetry(self, children: list[Any]) -> Claim:
        expression, *line = nodes(children)
        if line:
            variable, origin = line
            if not isinstance(variable, Name) or origin != ZERO:
                raise Misread(
                    "only a symmetry about x = 0 or about the origin is understood", start_of(children[1])
                )
            return Parity(expression, Symbol(variable.name), Symmetry.EVEN)
        (axis,) = kinds(children, "AXIS")
        return Parity(expression, UNNAMED, Symmetry(str(axis)))

    def bounded(self, children: list[Any]) -> Claim:
        return Bounded(*nodes(children))

    def signed(self, children: list[Any]) -> Claim:
        (relation,) = kinds(children, "SIGNED")
        return Chain((children[0], ZERO), (Relation(str(relation)),))

    def compared(self, children: list[Any]) -> Claim:
        (relation,) = kinds(children, "COMPARED")
        return Chain(tuple(nodes(children)), (Relation(str(relation)),))

    def equal(self, children: list[Any]) -> Claim:
        return Chain(tuple(nodes(children)), (Relation.EQ,))

    def range(self, children: list[Any]) -> Claim:
        expression, where = nodes(children)
        if where.numbers == "Z":
            raise Misread("a range is an interval", start_of(kinds(children, "RANGE")[0]))
        return Range(expression, where.interval)

    def under(self, children: list[Any]) -> Token:
        if any(token != "R" for token in kinds(children, "SET")):
            raise Misread("only an extremum over ℝ is understood", start_of(children[0]))
        return kinds(children, "NAME")[0]

    def extremum(self, children: list[Any]) -> Claim:
        (kind,) = kinds(children, "EXTREMUM")
        expression, value = nodes(children)
        variable = kinds(children, "NAME")
        return Extremum(expression, Symbol(str(variable[0])) if variable else UNNAMED, kind == "max", value)

    def has_extremum(self, children: list[Any]) -> Claim:
        (kind,) = kinds(children, "EXTREMUM", "EXTREMAL")
        expression, *value = nodes(children)
        return Extremum(expression, UNNAMED, kind == "max", *value)

    def tendency(self, children: list[Any]) -> tuple[Any, ...]:
        (point,) = nodes(children)
        side = kinds(children, "SIDE")
        return Symbol(str(children[0])), point, str(side[0]) if side else ""

    def under_limit(self, children: list[Any]) -> tuple[Any, ...]:
        return nodes(children)[0]  # type: ignore[no-any-return]

    def limit(self, children: list[Any]) -> Claim:
        (variable, point, side), expression, value = nodes(children)
        return Limit(expression, variable, point, value, side)

    def limit_in_words(self, children: list[Any]) -> Claim:
        expression, (variable, point, side), value = nodes(children)
        return Limit(expression, variable, point, value, side)

    def tends(self, children: list[Any]) -> Claim:
        expression, value, (variable, point, side) = nodes(children)
        return Limit(expression, variable, point, value, side)

    def zeros(self, children: list[Any]) -> list[Claim | Marked]:
        counted = kinds(children, "COUNT")
        expression, *rest = nodes(children)
        count = Integer(int(counted[0])) if counted else rest.pop(0)
        return [ZeroCount(expression, UNNAMED, count), *self.places(rest)]
