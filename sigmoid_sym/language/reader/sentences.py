"""What the rules of the grammar make of the tokens of a sentence: claims, and where they are made.

Tokens → raw terms, the part of that stage above a formula: the claims hold raw terms, and nothing is decided.
"""

from __future__ import annotations

from typing import Any

from sigmoid_sym.language.reader.formulas import Formulas, named, nodes, values
from sigmoid_sym.language.reader.raw import (
    UNNAMED,
    Between,
    Bracket,
    Decorated,
    Differential,
    Differentiated,
    Differentiation,
    Fraction,
    Head,
    Juxtaposition,
    Lipschitz,
    Marked,
    Misread,
    Name,
    Place,
    Statement,
    Within,
    is_constant,
    letters_in,
)
from sigmoid_sym.tree.claim import (
    MIRROR,
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
from sigmoid_sym.tree.expression import Add, Decimal, Expression, Integer, Neg, Symbol, total

_ZERO = Integer(0)


class Sentences(Formulas):
    """One method for each rule of a sentence, in the order of the grammar."""

    def start(self, children: list[Any]) -> Statement:
        parts: list[Claim | Marked] = []
        for child in nodes(children):
            parts += child if isinstance(child, list) else [child]
        return Statement(tuple(parts))

    def marked(self, children: list[Any]) -> Marked:
        keyword, content = children[0], children[-1]
        sign, numbers = values(children, "SIGNED"), named(children, "NUMBERS")
        if len(numbers) > 1:
            raise Misread("of which numbers is spoken?", numbers[1].start)
        spoken_of = numbers[0].value if numbers else ""
        return Marked(keyword.type, content, sign[0] if sign else None, spoken_of, keyword.start)

    def premise(self, children: list[Any]) -> Marked:
        said, arrow = children
        return Marked("LET", said, at=arrow.start)

    def chain(self, children: list[Any]) -> Claim:
        sides = tuple(nodes(children))
        relations = values(children, "EQUALS", "RELATION", "COMPARED")
        if None in relations:  # swish(1) → 0.7311
            is_value = len(sides) == 2 and isinstance(sides[1], Decimal) and _is_value(sides[0])
            if not is_value:
                raise Misread(
                    "where does it tend to that? Write “as x → …”", named(children, "RELATION")[0].start
                )
            relations = [Relation.APPROX]
        return Chain(sides, tuple(relations))

    def interval(self, children: list[Any]) -> Place:
        lower, upper = nodes(children)
        for closed in values(children, "INTERVAL"):
            return Place(Interval(lower, upper, *closed), "R")
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

    def point_symmetry(self, children: list[Any]) -> Claim:
        expression, point = nodes(children)
        about = named(children, "ABOUT")[0].start
        is_even = Symmetry.EVEN in values(children, "PARITY")
        if is_even or not (isinstance(point, Bracket) and len(point.items) == 2):
            raise Misread("a symmetry is about x = 0, the y-axis, the origin or a point like (0, 1/2)", about)
        x, y = point.items
        if x != _ZERO:
            raise Misread("only a symmetry about a point above x = 0 is understood", about)
        terms = expression.terms if isinstance(expression, Add) else (expression,)
        return Parity(Add((*terms, Neg(y))), UNNAMED, Symmetry.ODD)

    def symmetry(self, children: list[Any]) -> Claim:
        expression, *line = nodes(children)
        named_axis = values(children, "AXIS") or [Symmetry.EVEN]
        for parity in named(children, "PARITY"):
            if parity.value is not named_axis[0]:
                raise Misread("odd or even?", parity.start)
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
        return Chain((children[0], _ZERO), tuple(values(children, "SIGNED", "SIGNS")))

    def zero(self, children: list[Any]) -> list[Claim | Marked]:
        """Return σ'' = 0 at x = 0; of “vanishes” alone it is not clear whether everywhere is meant."""
        expression, where = nodes(children)
        return [Chain((expression, _ZERO), (Relation.EQ,)), Marked("AT", where)]

    def compared(self, children: list[Any]) -> Claim:
        relations = values(children, "COMPARED", "COMPARING") or [Relation.EQ]
        return Chain(tuple(nodes(children)), tuple(relations))

    def both(self, children: list[Any]) -> Claim:
        """Return 0 < σ < 1 for “σ is greater than 0 and less than 1”."""
        expression, one, other = nodes(children)
        first, second = values(children, "COMPARED")
        chains = Chain((expression, one), (first,)), Chain((expression, other), (second,))
        return _joined(*chains, named(children, "AND")[0].start)

    def joined(self, children: list[Any]) -> Claim:
        one, other = nodes(children)
        return _joined(one, other, named(children, "AND")[0].start)

    def between(self, children: list[Any]) -> Claim:
        expression, lower, upper = nodes(children)
        strict = bool(named(children, "STRICTLY"))
        return Between(expression=expression, lower=lower, upper=upper, strict=strict)

    def antiderivative(self, children: list[Any]) -> Claim:
        """Return dF/dx = f for ∫ f dx = F + C."""
        integrand, found = nodes(children)
        variable, inside = _integrand(integrand, children[0].start)
        inside_letters = letters_in([inside]).keys()
        if isinstance(found, Add) and isinstance(found.terms[-1], Name):
            constant, others = found.terms[-1], found.terms[:-1]
            if (
                constant.name.lower() in ("c", "k")
                and constant.name not in letters_in(others).keys() | inside_letters
            ):
                found = total(list(others))
        if isinstance(found, Head):
            return Chain((Differentiated(found, variable, Integer(1)), inside), (Relation.EQ,))
        if variable.name not in letters_in([found]):
            raise Misread("an antiderivative in which letter?", children[0].start)
        return Chain((Bracket((Differentiation(found, variable, Integer(1)),)), inside), (Relation.EQ,))

    def integral(self, children: list[Any]) -> Claim:
        """Return f' = g for “the integral of g is f”."""
        integrand, integral = nodes(children)
        return Chain((_derivative(integral, 1), integrand), (Relation.EQ,))

    def primitive(self, children: list[Any]) -> Claim:
        return self.integral(children[::-1])

    def lipschitz(self, children: list[Any]) -> Claim:
        """Return |f'| ≤ L, which is the same for a continuous function."""
        expression, constant = nodes(children)
        return Lipschitz(expression=expression, slope=_derivative(expression, 1), constant=constant)

    def maps(self, children: list[Any]) -> Claim:
        expression, where = nodes(children)
        if values(children, "SET") not in ([], ["R"]):
            raise Misread("only maps of ℝ are understood", named(children, "SET")[0].start)
        return Within(expression=expression, place=where)

    def derived(self, children: list[Any]) -> Expression:
        """Return the derivative of what follows, in a letter if one is named."""
        (order,) = values(children, "DERIVATIVE")
        (operand,) = nodes(children)
        if not named(children, "NAME"):
            return _derivative(operand, order)
        variable = self.variable(children)
        if isinstance(operand, (Head, Name)):
            return Differentiated(operand, variable, Integer(order))
        return Bracket((Differentiation(operand, variable, Integer(order)),))

    def located(self, children: list[Any]) -> Expression:
        """Return the derivative at a point: σ'(0) for “the derivative of σ at x = 0”."""
        (order,) = values(children, "DERIVATIVE")
        operand, point, *value = nodes(children)
        if value:
            letters = letters_in([operand]).keys()
            if not isinstance(point, Name) or not (isinstance(operand, Head) or letters == {point.name}):
                raise Misread("where is the derivative taken?", named(children, "AT")[0].start)
            point = value[0]
        return Juxtaposition((_derivative(operand, order), Bracket((point,))))

    def equal(self, children: list[Any]) -> Claim:
        sides = tuple(nodes(children))
        return Chain(sides, (Relation.EQ,) * (len(sides) - 1))

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

    def limit_at(self, children: list[Any]) -> Claim:
        expression, point, value = nodes(children)
        return Limit(expression, UNNAMED, point, value)

    def limit(self, children: list[Any]) -> Claim:
        ((variable, point, side),) = [child for child in children if isinstance(child, tuple)]
        expression, value = [child for child in nodes(children) if not isinstance(child, tuple)]
        return Limit(expression, variable, point, value, side)

    def zeros(self, children: list[Any]) -> list[Claim | Marked]:
        expression, *rest = nodes(children)
        count, *where = (*values(children, "COUNT"), *rest)
        return [ZeroCount(expression, UNNAMED, count), *self.places(where)]


def _derivative(node: Expression, order: int) -> Expression:
    """Return σ' of σ, and (log σ)' of log σ."""
    return Decorated(node if isinstance(node, (Head, Name)) else Bracket((node,)), order)


def _integrand(node: Expression, at: int) -> tuple[Name, Expression]:
    """Return the x and the f of f dx.

    Raises:
        Misread: there is no dx at its end.
    """
    match node:
        case Fraction(above, below):
            name, inside = _integrand(above, at)
            return name, Fraction(inside, below)
        case Juxtaposition((*parts, Differential(), Name() as name)):
            if not parts:
                return name, Integer(1)
            return name, parts[0] if len(parts) == 1 else Juxtaposition(tuple(parts))
        case Juxtaposition((Fraction() as fraction,)):
            return _integrand(fraction, at)
    raise Misread("an integral ends with dx", at)


def _is_value(node: Expression) -> bool:
    """Return whether it is a function at a number."""
    is_call = isinstance(node, Juxtaposition) and len(node.parts) == 2 and isinstance(node.parts[1], Bracket)
    return is_call and not letters_in([node])


def _joined(one: Chain, other: Chain, position: int) -> Chain:
    """Return the chain of two that share a side: 0 < σ < 1 for “σ > 0 and σ < 1”.

    Raises:
        Misread: they share none.
    """
    for first in (one, _turned(one)):
        for second in (other, _turned(other)):
            shared = (
                first and second and first.sides[-1] == second.sides[0] and not is_constant(first.sides[-1])
            )
            if first and second and shared:
                relations = (*first.relations, *second.relations)
                return Chain((*first.sides, *second.sides[1:]), relations)
    raise Misread("two statements; give one at a time", position)


def _turned(chain: Chain) -> Chain | None:
    """Return c > b > a for a < b < c; None if it claims nothing."""
    relations = tuple(MIRROR.get(relation, relation) for relation in reversed(chain.relations))
    return Chain(chain.sides[::-1], relations) if relations else None
