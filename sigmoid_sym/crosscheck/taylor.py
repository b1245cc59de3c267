"""The n-th derivative of an expression at a point, by ball arithmetic on power series."""

from __future__ import annotations

import math
from typing import Any

from flint import arb, arb_series, ctx

from sigmoid_sym.decision.checker.rewriting import simpler
from sigmoid_sym.numeric.balls import working_precision
from sigmoid_sym.tree.expression import (
    Add,
    Call,
    Constant,
    Div,
    Expression,
    Integer,
    Mul,
    Neg,
    Pow,
    Symbol,
)


def derivative_ball(node: Expression, variable: Symbol, values: dict[str, Any], n: int, bits: int) -> Any:
    """Return an Arb ball that contains the n-th derivative in the variable.

    Arguments:
        node: an expression in exponentials, logarithms and what `checker.rewriting.simpler` makes of others.
        variable: the variable.
        values: exact values or balls for the names of the symbols, the variable among them.
        n: the order.
        bits: working precision.

    Raises:
        Undefined: a function that is not known.

    >>> from sigmoid_sym.tree.expression import call
    >>> x = Symbol("x")
    >>> print(derivative_ball(call("sigma", x), x, {"x": arb(0)}, 3, 53))
    [-0.125000000000000 +/- 1.53e-16]
    """

    def series(node: Expression) -> Any:
        match node:
            case Symbol() if node == variable:
                return arb_series([values[node.name], 1], n + 1)
            case Symbol(name):
                return constant(values[name])
            case Integer(value):
                return constant(arb(value))
            case Constant("pi"):
                return constant(arb.pi())
            case Add(terms):
                return sum(map(series, terms), constant(arb(0)))
            case Mul(factors):
                return math.prod(map(series, factors), start=constant(arb(1)))
            case Neg(operand):
                return -series(operand)
            case Div(numerator, denominator):
                return series(numerator) / series(denominator)
            case Pow(base, Integer(exponent)):
                return math.prod([series(base)] * exponent, start=constant(arb(1)))
            case Call("exp", (argument,)):
                return series(argument).exp()
            case Call("log", (argument,)):
                return series(argument).log()
            case Call():
                return series(simpler(node))
        raise TypeError(f"{type(node).__name__} is not expanded in a power series")

    def constant(value: Any) -> Any:
        return arb_series([value], n + 1)

    before = ctx.cap
    with working_precision(bits):
        ctx.cap = n + 1
        try:
            return series(node)[n] * arb.fac_ui(n)
        finally:
            ctx.cap = before
