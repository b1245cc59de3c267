"""From the grammar's rules for expressions to raw nodes; nothing is decided here."""

from __future__ import annotations

from typing import Any

from lark import Token, Transformer, v_args

from sigmoid_sym.language.reader.raw import (
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
    Misread,
    Name,
    Polylogarithm,
    SumSign,
)
from sigmoid_sym.tree.expression import (
    Add,
    Constant,
    Decimal,
    Expression,
    Integer,
    Mul,
    Neg,
    Pow,
    call,
)


def kinds(children: list[Any], *terminals: str) -> list[Token]:
    """Return the tokens of these terminals."""
    return [child for child in children if isinstance(child, Token) and child.type in terminals]


def nodes(children: list[Any]) -> list[Any]:
    """Return what is no token."""
    return [child for child in children if not isinstance(child, Token)]


def start_of(token: Token) -> int:
    """Return where a token begins."""
    return token.start_pos or 0


class Pieces(Transformer[Token, Any]):
    """One method for each rule of the grammar that makes an expression."""

    def sum(self, children: list[Any]) -> Expression:
        terms: list[Expression] = []
        negative = False
        for child in children:
            if isinstance(child, Token):
                negative = child == "-"
            else:
                terms.append(Neg(child) if negative else child)
                negative = False
        return terms[0] if len(terms) == 1 else Add(tuple(terms))

    def term(self, children: list[Any]) -> Expression:
        parts: list[Expression] = []
        for child in children:
            if not isinstance(child, Token):
                parts.append(child)
            elif child != "+":
                parts.append(Mark(str(child)))
        return parts[0] if len(parts) == 1 else Juxtaposition(tuple(parts))

    @v_args(inline=True)
    def number(self, token: Token) -> Expression:
        return Integer(int(token))

    @v_args(inline=True)
    def decimal(self, token: Token) -> Expression:
        return decimal_number(str(token))

    @v_args(inline=True)
    def scientific(self, token: Token) -> Expression:
        digits, *sign, power = token.split()
        exponent: Expression = Integer(int(power))
        mantissa = decimal_number(digits) if "." in digits else Integer(int(digits))
        return Bracket((Mul((mantissa, Pow(Integer(10), Neg(exponent) if sign == ["-"] else exponent))),))

    @v_args(inline=True)
    def vulgar(self, token: Token) -> Expression:
        above, below = token.split("/")
        return Fraction(Integer(int(above)), Integer(int(below)), start_of(token))

    @v_args(inline=True)
    def name(self, token: Token) -> Expression:
        return Name(str(token), start_of(token), token.end_pos or 0)

    @v_args(inline=True)
    def head(self, token: Token) -> Expression:
        function, written = token.split()
        return Head(function, written, start_of(token), token.end_pos or 0)

    @v_args(inline=True)
    def euler(self, token: Token) -> Expression:
        return Euler(start_of(token))

    @v_args(inline=True)
    def constant(self, token: Token) -> Expression:
        return Constant(str(token))

    @v_args(inline=True)
    def differential(self, token: Token) -> Expression:
        return Differential(start_of(token))

    def bracket(self, children: list[Any]) -> Expression:
        return Bracket(tuple(nodes(children)), start_of(children[0]))

    pair = bracket

    def group(self, children: list[Any]) -> Expression:
        # {σ} is σ; what is longer is a piece by itself.
        (inner,) = nodes(children)
        whole = isinstance(inner, (Add, Neg, Juxtaposition, Decorated))
        return Bracket((inner,), start_of(children[0])) if whole else inner

    def absolute(self, children: list[Any]) -> Expression:
        return call("abs", *nodes(children))

    def argument(self, children: list[Any]) -> Expression:
        if len(children) > 1:
            (inner,) = nodes(children)
            return inner  # type: ignore[no-any-return]
        token = children[0]
        if token.type == "NUMBER" and len(token) > 1:
            raise Misread("an argument of several digits needs braces", start_of(token))
        return getattr(self, token.type.lower())(token)  # type: ignore[no-any-return]

    def fraction(self, children: list[Any]) -> Expression:
        above, below = nodes(children)
        return Fraction(above, below, start_of(children[0]))

    def root(self, children: list[Any]) -> Expression:
        return call("sqrt", *nodes(children))

    def two_storeys(self, children: list[Any]) -> Expression:
        (kind,) = kinds(children, "BINOM", "INFIX")
        return call(str(kind), *nodes(children))

    def stirling(self, children: list[Any]) -> Expression:
        return call("stirling2", *nodes(children))

    def eulerian(self, children: list[Any]) -> Expression:
        return call("eulerian", *nodes(children))

    def factorial(self, children: list[Any]) -> Expression:
        (operand,) = nodes(children)
        if isinstance(operand, Head):
            raise Misread("a factorial of the name of a function", operand.at)
        return call("factorial", operand)

    def decorated(self, children: list[Any]) -> Expression:
        base, *exponent = nodes(children)
        primes = kinds(children, "PRIMES")
        count = int(primes[0]) if primes else 0
        if not exponent:
            return Decorated(base, count)
        inner, braces, end = exponent[0]
        return Decorated(base, count, inner, braces, end)

    def braced(self, children: list[Any]) -> tuple[Expression, bool, int]:
        (inner,) = nodes(children)
        return inner, True, 0

    def bracketed(self, children: list[Any]) -> tuple[Expression, bool, int]:
        (inner,) = nodes(children)
        return Bracket((inner,), start_of(children[0])), False, 0

    def short(self, children: list[Any]) -> tuple[Expression, bool, int]:
        token = children[-1]
        inner: Expression = getattr(self, token.type.lower())(token)
        negative = len(children) > 1 and children[0] == "-"
        return (Neg(inner) if negative else inner), False, token.end_pos or 0

    def evaluation(self, children: list[Any]) -> Expression:
        operand, (variable, point) = nodes(children)
        return Evaluation(operand, variable, point)

    def point(self, children: list[Any]) -> tuple[Name, Expression]:
        (value,) = nodes(children)
        return self.variable(children), value

    def variable(self, children: list[Any]) -> Name:
        token = kinds(children, "NAME")[0]
        return Name(str(token), start_of(token), token.end_pos or 0)

    def sum_sign(self, children: list[Any]) -> Expression:
        (index, lower), (upper, braces, _) = nodes(children)
        return SumSign(index, lower, upper, braces or isinstance(upper, Bracket))

    def sum_sign_upside_down(self, children: list[Any]) -> Expression:
        return self.sum_sign(nodes(children)[::-1])

    def closed_sum(self, children: list[Any]) -> Expression:
        lower, upper, body = nodes(children)
        whole = Juxtaposition((SumSign(self.variable(children), lower, upper), Bracket((body,))))
        return Bracket((whole,), start_of(children[0]))

    def indexed(self, children: list[Any]) -> Expression:
        head = children[0]
        inner = nodes(children)
        order = inner[0] if inner else self.short(children[2:])[0]
        if head.split()[0] != "polylog":
            raise Misread(f"a subscript of {head.split()[1]} is not understood", start_of(head))
        return Polylogarithm(order, start_of(head))

    def differentiation(self, children: list[Any]) -> Expression:
        operand, *order = nodes(children)
        return Differentiation(operand, self.variable(children), order[0] if order else Integer(1))


def decimal_number(written: str) -> Decimal:
    """Return 0.1050 as it is written.

    >>> decimal_number("0.1050")
    Decimal(digits=1050, places=4)
    """
    whole, _, places = written.partition(".")
    return Decimal(int(whole + places), len(places))
