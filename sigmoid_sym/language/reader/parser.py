"""The grammar, and what each of its rules makes of tokens; nothing is decided here.

Tokens → raw terms: in come the tokens of a text, out goes a `Statement`, which is claims with raw expressions
in them and what is said of where they hold. To import this takes longer than to read: it imports Lark.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from lark import Lark, Transformer, UnexpectedToken

from sigmoid_sym.errors import ParseError, shown
from sigmoid_sym.language.reader.raw import (
    UNNAMED,
    Bracket,
    Decorated,
    Differential,
    Differentiation,
    Euler,
    Evaluation,
    Fraction,
    Head,
    Juxtaposition,
    Mark,
    Marked,
    Misread,
    Name,
    Place,
    Polylogarithm,
    Statement,
    SumSign,
    Within,
)
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
from sigmoid_sym.tree.expression import Add, Expression, Integer, Neg, Symbol, call

Exponent = tuple[Expression, bool, int]  # whether it stands in braces, and where it ends if it does not
_ZERO = Integer(0)


@cache
def _grammar() -> Lark:
    source = files(__package__).joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(source, parser="lalr", lexer="basic", transformer=_Rules())


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


def _named(children: list[Any], *terminals: str) -> list[Token]:
    """Return the tokens of these terminals."""
    return [child for child in children if isinstance(child, Token) and child.type in terminals]


def _values(children: list[Any], *terminals: str) -> list[Any]:
    """Return what the tokens of these terminals stand for."""
    return [token.value for token in _named(children, *terminals)]


def _nodes(children: list[Any]) -> list[Any]:
    """Return what is no token."""
    return [child for child in children if not isinstance(child, Token)]


def _ungrouped(node: Expression) -> Expression:
    """Return what stands in brackets that a bar makes idle."""
    while isinstance(node, Bracket) and len(node.items) == 1:
        (node,) = node.items
    return node


class _Rules(Transformer[Token, Any]):
    """One method for each rule of the grammar, in its order: statements, then expressions."""

    def start(self, children: list[Any]) -> Statement:
        parts: list[Claim | Marked] = []
        for child in _nodes(children):
            parts += child if isinstance(child, list) else [child]
        return Statement(tuple(parts))

    def marked(self, children: list[Any]) -> Marked:
        keyword, content = children[0], children[-1]
        sign, numbers = _values(children, "SIGNED"), _named(children, "NUMBERS")
        if len(numbers) > 1:
            raise Misread("of which numbers is spoken?", numbers[1].start)
        spoken_of = numbers[0].value if numbers else ""
        return Marked(keyword.type, content, sign[0] if sign else None, spoken_of, keyword.start)

    def premise(self, children: list[Any]) -> Marked:
        said, arrow = children
        return Marked("FOR", said, at=arrow.start)

    def chain(self, children: list[Any]) -> Claim:
        return Chain(tuple(_nodes(children)), tuple(_values(children, "EQUALS", "RELATION", "COMPARED")))

    def interval(self, children: list[Any]) -> Place:
        lower, upper = _nodes(children)
        lower_closed, upper_closed = _named(children, "OPEN_SQUARE"), _named(children, "CLOSE_SQUARE")
        return Place(Interval(lower, upper, bool(lower_closed), bool(upper_closed)), "R")

    def number_set(self, children: list[Any]) -> Place:
        (token,) = children
        if token.value == "N":
            reason = "ℕ is not understood: with 0 or without it? Write n ≥ 0 or n ≥ 1"
            raise Misread(reason, token.start)
        return Place(Interval(), token.value)

    def membership(self, children: list[Any]) -> Claim:
        expression, where = _nodes(children)
        return Within(expression=expression, place=where)

    def trend(self, children: list[Any]) -> list[Claim | Marked]:
        expression, *where = _nodes(children)
        (trend,) = _values(children, "TREND", "TRENDS")
        shape = Shape(expression, UNNAMED, trend, bool(_named(children, "STRICTLY")))
        return [shape, *self.places(where)]

    def places(self, where: list[Place]) -> list[Marked]:
        return [Marked("ON", place) for place in where]

    def parity(self, children: list[Any]) -> Claim:
        (symmetry,) = _values(children, "PARITY")
        return Parity(children[0], UNNAMED, symmetry)

    def symmetry(self, children: list[Any]) -> Claim:
        expression, *line = _nodes(children)
        for axis in _values(children, "AXIS"):
            return Parity(expression, UNNAMED, axis)
        variable, origin = line
        if not isinstance(variable, Name) or origin != _ZERO:
            reason = "only a symmetry about x = 0 or about the origin is understood"
            raise Misread(reason, children[1].start)
        return Parity(expression, Symbol(variable.name), Symmetry.EVEN)

    def bounded(self, children: list[Any]) -> Claim:
        return Bounded(*_nodes(children))

    def signed(self, children: list[Any]) -> Claim:
        return Chain((children[0], _ZERO), tuple(_values(children, "SIGNED")))

    def equal(self, children: list[Any]) -> Claim:
        return Chain(tuple(_nodes(children)), (Relation.EQ,))

    def range(self, children: list[Any]) -> Claim:
        expression, where = _nodes(children)
        if where.numbers == "Z":
            raise Misread("a range is an interval", _named(children, "RANGE")[0].start)
        return Range(expression, where.interval)

    def under(self, children: list[Any]) -> Symbol:
        if any(numbers != "R" for numbers in _values(children, "SET")):
            raise Misread("only an extremum over ℝ is understood", children[0].start)
        return Symbol(self.variable(children).name)

    def extremum(self, children: list[Any]) -> Claim:
        (maximum,) = _values(children, "EXTREMUM")
        *variable, expression, value = _nodes(children)
        return Extremum(expression, variable[0] if variable else UNNAMED, maximum, value)

    def has_extremum(self, children: list[Any]) -> Claim:
        (maximum,) = _values(children, "EXTREMUM", "EXTREMAL")
        expression, *value = _nodes(children)
        return Extremum(expression, UNNAMED, maximum, *value)

    def tendency(self, children: list[Any]) -> tuple[Symbol, Expression, str]:
        (point,) = _nodes(children)
        return Symbol(self.variable(children).name), point, "".join(_values(children, "SIDE"))

    def limit(self, children: list[Any]) -> Claim:
        ((variable, point, side),) = [child for child in children if isinstance(child, tuple)]
        expression, value = [child for child in _nodes(children) if not isinstance(child, tuple)]
        return Limit(expression, variable, point, value, side)

    def zeros(self, children: list[Any]) -> list[Claim | Marked]:
        expression, *rest = _nodes(children)
        count, *where = (*_values(children, "COUNT"), *rest)
        return [ZeroCount(expression, UNNAMED, count), *self.places(where)]

    # Expressions

    def piece(self, children: list[Token]) -> Expression:
        (token,) = children
        value, start, end = token.value, token.start, token.end
        match token.type:
            case "NAME":
                return Name(value, start, end)
            case "HEAD":
                return Head(value.function, value.written, start, end)
            case "EULER":
                return Euler(start)
            case "DIFFERENTIAL":
                return Differential(start)
            case "VULGAR":
                return Fraction(Integer(value.numerator), Integer(value.denominator), start)
            case "SCIENTIFIC":
                return Bracket((value,))
            case _:
                return value  # type: ignore[no-any-return]

    def sum(self, children: list[Any]) -> Expression:
        terms: list[Expression] = []
        negative = False
        for child in children:
            if isinstance(child, Token):
                negative = child.value == "-"
            else:
                terms.append(Neg(child) if negative else child)
                negative = False
        return terms[0] if len(terms) == 1 else Add(tuple(terms))

    def term(self, children: list[Any]) -> Expression:
        parts: list[Expression] = []
        for child in children:
            if not isinstance(child, Token):
                parts.append(child)
            elif child.value != "+":
                parts.append(Mark(child.value))
        return parts[0] if len(parts) == 1 else Juxtaposition(tuple(parts))

    def bracket(self, children: list[Any]) -> Expression:
        return Bracket(tuple(_nodes(children)), children[0].start)

    def group(self, children: list[Any]) -> Expression:
        # {σ} is σ; what is longer is a piece by itself.
        (inner,) = _nodes(children)
        whole = isinstance(inner, (Add, Neg, Juxtaposition, Decorated))
        return Bracket((inner,), children[0].start) if whole else inner

    def argument(self, children: list[Any]) -> Expression:
        if len(children) > 1:
            (inner,) = _nodes(children)
            return inner  # type: ignore[no-any-return]
        (token,) = children
        if token.type == "NUMBER" and token.end - token.start > 1:
            raise Misread("an argument of several digits needs braces", token.start)
        return self.piece(children)

    def fraction(self, children: list[Any]) -> Expression:
        above, below = (_ungrouped(node) for node in _nodes(children))
        return Fraction(above, below, children[0].start)

    def layout(self, children: list[Any]) -> Expression:
        (function,) = _values(children, "BAR_OPEN", "SQRT", "BINOM", "INFIX", "OPEN_SET", "OPEN_ANGLE")
        return call(function, *_nodes(children))

    def factorial(self, children: list[Any]) -> Expression:
        (operand,) = _nodes(children)
        if isinstance(operand, Head):
            raise Misread("a factorial of the name of a function", operand.at)
        return call("factorial", operand)

    def decorated(self, children: list[Any]) -> Expression:
        base, *exponents = _nodes(children)
        primes = sum(_values(children, "PRIMES"))
        for exponent, braces, end in exponents:
            return Decorated(base, primes, exponent, braces, end)
        return Decorated(base, primes)

    def braced(self, children: list[Any]) -> Exponent:
        (inner,) = _nodes(children)
        return inner, True, 0

    def bracketed(self, children: list[Any]) -> Exponent:
        return self.bracket(children), False, 0

    def short(self, children: list[Any]) -> Exponent:
        *sign, token = children
        inner = self.piece([token])
        return (Neg(inner) if _values(sign, "SIGN") == ["-"] else inner), False, token.end

    def evaluation(self, children: list[Any]) -> Expression:
        operand, (variable, point) = _nodes(children)
        return Evaluation(operand, variable, point)

    def point(self, children: list[Any]) -> tuple[Name, Expression]:
        (value,) = _nodes(children)
        return self.variable(children), value

    def variable(self, children: list[Any]) -> Name:
        token = _named(children, "NAME")[0]
        return Name(token.value, token.start, token.end)

    def sum_sign(self, children: list[Any]) -> Expression:
        (index, lower), (upper, braces, _) = sorted(_nodes(children), key=len)
        return SumSign(index, lower, upper, braces or isinstance(upper, Bracket))

    def closed_sum(self, children: list[Any]) -> Expression:
        lower, upper, body = _nodes(children)
        whole = Juxtaposition((SumSign(self.variable(children), lower, upper), Bracket((body,))))
        return Bracket((whole,), children[0].start)

    def dotted_sum(self, children: list[Any]) -> Expression:
        return SumSign(self.variable(children), *_nodes(children))

    def repeated(self, children: list[Any]) -> Expression:
        """Return diff(f, x, 2) and diff(f, x, x)."""
        first, *others = _named(children, "NAME")
        if others and others[0].value != first.value:
            raise Misread("a derivative in several letters", others[0].start)
        order = Integer(2) if others else _values(children, "NUMBER")[0]
        return Differentiation(_nodes(children)[0], self.variable(children), order)

    def indexed(self, children: list[Any]) -> Expression:
        head, inner = children[0], _nodes(children)
        order = inner[0] if inner else self.short(children[2:])[0]
        if head.value.function != "polylog":
            raise Misread(f"a subscript of {head.value.written} is not understood", head.start)
        return Polylogarithm(order, head.start)

    def differentiation(self, children: list[Any]) -> Expression:
        operand, *order = _nodes(children)
        return Differentiation(operand, self.variable(children), order[0] if order else Integer(1))
