"""What is too large to be worked with is refused when it is read: 9^{9^{9}}, (10^6)!, σ^(10000).

Meaning in a scope → claims: the last look at each expression of what has been read.
"""

from __future__ import annotations

import math

from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.language.reader.lexicon import COUNTING
from sigmoid_sym.tree.claim import INFINITY
from sigmoid_sym.tree.expression import (
    Add,
    Call,
    Decimal,
    Derivative,
    Div,
    Expression,
    Integer,
    Mul,
    Neg,
    Pow,
    Sum,
    children,
)

LARGEST_EXPONENT = 10_000
LARGEST_ARGUMENT = 10_000  # of a factorial, a binomial coefficient, a Stirling number
LARGEST_ORDER = 1_000
LONGEST_SUM = 100_000
LARGEST_BITS = 1_000_000


def check_sizes(node: Expression) -> None:
    """Refuse an expression with numbers beyond the limits, or with ∞ among its numbers.

    Raises:
        SigmoidSymError: an exponent, an order, an argument or a value is too large, or ∞ stands
            elsewhere than alone or as a limit of Σ.
    """
    bits(node)
    if not _is_infinite(node):
        _check_finite(node)


def _is_infinite(node: Expression) -> bool:
    return (node.operand if isinstance(node, Neg) else node) == INFINITY


def _check_finite(node: Expression) -> None:
    for child in children(node):
        if not _is_infinite(child):
            _check_finite(child)
        elif not (isinstance(node, Sum) and child is not node.body):
            raise SigmoidSymError("∞ is no number to calculate with; write a limit, lim_{x→∞}")


def bits(node: Expression) -> float:
    """Return a bound for log2 of the size of `node`, a letter or a function counted as 1, checking all in it.

    >>> bits(Integer(3) ** 100) < 201
    True
    """
    inner = [bits(child) for child in children(node)]
    match node:
        case Integer(value) | Decimal(value):
            return float(max(value.bit_length(), 1))
        case Pow(_, exponent):
            size = _within("an exponent", exponent, inner[1], LARGEST_EXPONENT)
            result = inner[0] * max(size, 1)
        case Call(function, arguments) if function in COUNTING:
            sizes = [
                _within(f"an argument of {function}", argument, below, LARGEST_ARGUMENT)
                for argument, below in zip(arguments, inner, strict=True)
            ]
            result = max(sizes) * math.log2(max(sizes) + 2) + 1
        case Derivative(_, _, order):
            _within("the order of a derivative", order, inner[2], LARGEST_ORDER)
            result = inner[0]
        case Sum(_, _, lower, upper):
            for limit, below in ((lower, inner[2]), (upper, inner[3])):
                _within("a limit of a sum", limit, below, LONGEST_SUM)
            result = inner[0]
        case Mul() | Div():
            result = sum(inner)
        case Add():
            result = max(inner) + len(inner)
        case _:
            result = max(inner, default=1.0)
    if result > LARGEST_BITS:
        raise SigmoidSymError(f"a number or a power of more than {LARGEST_BITS} bits")
    return result


def _within(what: str, node: Expression, below: float, limit: int) -> float:
    """Return a bound for |node|, 1 for a letter or what is made of letters alone.

    Raises:
        SigmoidSymError: it may be beyond the limit.
    """
    if below <= 64:
        value = _size(node)
        if value <= limit:
            return value
    raise SigmoidSymError(f"{what} must be at most {limit}")


def _size(node: Expression) -> float:
    match node:
        case Integer(value):
            return value
        case Decimal(digits, places):
            return float(digits // 10**places + 1)
        case Add(terms):
            return math.fsum(map(_size, terms))
        case Mul(factors):
            return math.prod(map(_size, factors))
        case Div(numerator, _):
            return _size(numerator)
        case Neg(operand):
            return _size(operand)
        case Pow(base, exponent):
            return math.pow(max(_size(base), 1), min(_size(exponent), 64))
        case Call(_, arguments):
            return max(map(_size, arguments))
        case _:
            return 1.0
