"""What the rules of the grammar make of the tokens of a formula; nothing is decided here.

Tokens → raw terms, the part of that stage below a claim: in come the tokens of an expression, out goes its
raw term.
"""

from __future__ import annotations

from typing import Any

from lark import Transformer

from sigmoid_sym.language.reader.operations import INDEXED
from sigmoid_sym.language.reader.raw import (
    Bracket,
    Decorated,
    Differential,
    Differentiation,
    Euler,
    Evaluation,
    Fraction,
    Head,
    Indexed,
    Juxtaposition,
    Mark,
    Misread,
    Name,
    SumSign,
)
from sigmoid_sym.language.reader.tokens import Token
from sigmoid_sym.tree.expression import Add, Expression, Integer, Neg, call

Exponent = tuple[Expression, bool, int]  # whether it stands in braces, and where it ends if it does not


def named(children: list[Any], *terminals: str) -> list[Token]:
    """Return the tokens of these terminals."""
    return [child for child in children if isinstance(child, Token) and child.type in terminals]


def values(children: list[Any], *terminals: str) -> list[Any]:
    """Return what the tokens of these terminals stand for."""
    return [token.value for token in named(children, *terminals)]


def nodes(children: list[Any]) -> list[Any]:
    """Return what is no token."""
    return [child for child in children if not isinstance(child, Token)]


def ungrouped(node: Expression) -> Expression:
    """Return what stands in brackets that a bar makes idle."""
    while isinstance(node, Bracket) and len(node.items) == 1:
        (node,) = node.items
    return node


class Formulas(Transformer[Token, Any]):
    """One method for each rule of a formula, in the order of the grammar."""

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
        return Bracket(tuple(nodes(children)), children[0].start)

    def parametrised(self, children: list[Any]) -> Expression:
        """Return the (x) of F(x; μ, s): which letters are parameters is no part of what is claimed."""
        return Bracket((nodes(children)[0],), children[0].start)

    def group(self, children: list[Any]) -> Expression:
        # {σ} is σ; what is longer is a piece by itself.
        (inner,) = nodes(children)
        whole = isinstance(inner, (Add, Neg, Juxtaposition, Decorated))
        return Bracket((inner,), children[0].start) if whole else inner

    def argument(self, children: list[Any]) -> Expression:
        if len(children) > 1:
            (inner,) = nodes(children)
            return inner  # type: ignore[no-any-return]
        (token,) = children
        if token.type == "NUMBER" and token.end - token.start > 1:
            raise Misread("an argument of several digits needs braces", token.start)
        return self.piece(children)

    def fraction(self, children: list[Any]) -> Expression:
        above, below = (ungrouped(node) for node in nodes(children))
        return Fraction(above, below, children[0].start)

    def layout(self, children: list[Any]) -> Expression:
        (function,) = values(children, "BAR_OPEN", "SQRT", "BINOM", "INFIX", "OPEN_SET", "OPEN_ANGLE")
        return call(function, *nodes(children))

    def factorial(self, children: list[Any]) -> Expression:
        (operand,) = nodes(children)
        if isinstance(operand, Head):
            raise Misread("a factorial of the name of a function", operand.at)
        return call("factorial", operand)

    def decorated(self, children: list[Any]) -> Expression:
        base, *exponents = nodes(children)
        primes = sum(values(children, "PRIMES"))
        for exponent, braces, end in exponents:
            return Decorated(base, primes, exponent, braces, end)
        return Decorated(base, primes)

    def braced(self, children: list[Any]) -> Exponent:
        (inner,) = nodes(children)
        return inner, True, 0

    def bracketed(self, children: list[Any]) -> Exponent:
        return self.bracket(children), False, 0

    def short(self, children: list[Any]) -> Exponent:
        *sign, token = children
        inner = self.piece([token])
        return (Neg(inner) if values(sign, "SIGN") == ["-"] else inner), False, token.end

    def evaluation(self, children: list[Any]) -> Expression:
        operand, (variable, point) = nodes(children)
        return Evaluation(operand, variable, point)

    def point(self, children: list[Any]) -> tuple[Name, Expression]:
        (value,) = nodes(children)
        return self.variable(children), value

    def variable(self, children: list[Any]) -> Name:
        token = named(children, "NAME")[0]
        return Name(token.value, token.start, token.end)

    def sum_sign(self, children: list[Any]) -> Expression:
        (index, lower), (upper, braces, _) = sorted(nodes(children), key=len)
        return SumSign(index, lower, upper, braces or isinstance(upper, Bracket))

    def closed_sum(self, children: list[Any]) -> Expression:
        lower, upper, body = nodes(children)
        whole = Juxtaposition((SumSign(self.variable(children), lower, upper), Bracket((body,))))
        return Bracket((whole,), children[0].start)

    def dotted_sum(self, children: list[Any]) -> Expression:
        return SumSign(self.variable(children), *nodes(children))

    def repeated(self, children: list[Any]) -> Expression:
        """Return diff(f, x, 2) and diff(f, x, x)."""
        first, *others = named(children, "NAME")
        if others and others[0].value != first.value:
            raise Misread("a derivative in several letters", others[0].start)
        order = Integer(2) if others else values(children, "NUMBER")[0]
        return Differentiation(nodes(children)[0], self.variable(children), order)

    def indexed(self, children: list[Any]) -> Expression:
        head, inner = children[0], nodes(children)
        order = inner[0] if inner else self.short(children[2:])[0]
        function, written = head.value.function, head.value.written
        if function not in INDEXED or (function == "silu" and written.lower() != "swish"):
            raise Misread(f"a subscript of {written} is not understood", head.start)
        return Indexed(function, written, order, head.start)

    def differentiation(self, children: list[Any]) -> Expression:
        operand, *order = nodes(children)
        return Differentiation(operand, self.variable(children), order[0] if order else Integer(1))
