"""Closed forms at a point as Arb balls, infinite sums with a bound for what is cut off."""

from __future__ import annotations

import math
from collections.abc import Callable
from operator import methodcaller
from typing import Any

from flint import acb, arb

from sigmoid_sym.combinatorics import stirling2
from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.functions import defined
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
    Sum,
    Symbol,
)

# cut-off N -> a bound for the terms whose index exceeds it in absolute value
TailBound = Callable[[int], Any]


def _whole(z: Any) -> int:
    return int(z.real.unique_fmpz())


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{name: methodcaller(name) for name in ("exp", "log", "sqrt")},
    "factorial": lambda z: (z + 1).gamma(),
    "polylog": lambda order, z: z.polylog(order),
    "stirling2": lambda n, k: acb(stirling2(_whole(n), _whole(k))),
}


def ball(
    node: Expression, values: dict[str, Any], bits: int, cutoff: int = 0, tail: TailBound | None = None
) -> Any:
    """Return an Arb ball (`acb`) that contains the value of the expression.

    Arguments:
        node: an expression without derivatives.
        values: exact values or balls for the names of its symbols.
        bits: working precision.
        cutoff, tail: an infinite sum is taken over the indices from -cutoff (or its lower end) to
            cutoff, and `tail(cutoff)` bounds the rest.

    Raises:
        SigmoidSymError: a symbol without a value, a function that has no rule, an infinite sum
            without a `tail`.
    """

    def evaluate(node: Expression, values: dict[str, Any]) -> Any:
        match node:
            case Integer(value):
                return acb(value)
            case Constant("pi"):
                return acb(arb.pi())
            case Constant("i"):
                return acb(0, 1)
            case Symbol(name) if name in values:
                return acb(values[name])
            case Add(terms):
                return sum((evaluate(term, values) for term in terms), acb(0))
            case Mul(factors):
                return math.prod((evaluate(factor, values) for factor in factors), start=acb(1))
            case Neg(operand):
                return -evaluate(operand, values)
            case Div(numerator, denominator):
                return evaluate(numerator, values) / evaluate(denominator, values)
            case Pow(base, exponent):
                return evaluate(base, values) ** evaluate(exponent, values)
            case Call(function, arguments) if function in _FUNCTIONS:
                return _FUNCTIONS[function](*(evaluate(argument, values) for argument in arguments))
            case Call() if (meaning := defined(node)) is not None:
                return evaluate(meaning, values)
            case Sum(body, index, lower, upper):
                first, last, rest = limits(lower, upper, values)
                summands = (evaluate(body, {**values, index.name: j}) for j in range(first, last + 1))
                return sum(summands, rest)
        raise SigmoidSymError(f"no enclosure for {type(node).__name__} here")

    def limits(lower: Expression, upper: Expression, values: dict[str, Any]) -> tuple[int, int, Any]:
        infinity = Constant("infinity")
        ends = [
            None if end in (infinity, -infinity) else _whole(evaluate(end, values)) for end in (lower, upper)
        ]
        if None not in ends:
            return int(ends[0] or 0), int(ends[1] or 0), acb(0)
        if tail is None:
            raise SigmoidSymError("an infinite sum needs a bound for its tail")
        error = arb(0, tail(cutoff))
        first = -cutoff if ends[0] is None else ends[0]
        return first, cutoff, acb(error, error)

    with working_precision(bits):
        return evaluate(node, values)
