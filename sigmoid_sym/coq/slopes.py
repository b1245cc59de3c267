"""The derivative of a tree as a tree, step by step as Coq is to check it: not simplified, only not longer.

The slope of a function with a name in Coq is that of its row; where it has none, neither function nor slope
is defined there, which is for the caller to refuse.
"""

from __future__ import annotations

from sigmoid_sym.coq.errors import NotExported
from sigmoid_sym.functions import defined, slope_of
from sigmoid_sym.language.coq import NAMES, RECIPROCALS
from sigmoid_sym.tree.expression import (
    Add,
    Call,
    Div,
    Expression,
    Integer,
    Mul,
    Neg,
    Pow,
    Symbol,
    free_symbols,
    product,
    total,
)

_ZERO, _ONE = Integer(0), Integer(1)


def slope(node: Expression, x: Symbol) -> Expression:
    """Return the derivative of an expression by a variable.

    Raises:
        NotExported: there is no rule for a part of it.

    >>> x = Symbol("x")
    >>> e = Call("exp", (2 * x,))
    >>> slope(x * e, x) == e + x * (e * Integer(2))
    True
    """
    if x.name not in free_symbols(node):
        return _ZERO
    match node:
        case Symbol():
            return _ONE
        case Add(terms):
            return total([s for s in (slope(term, x) for term in terms) if s != _ZERO])
        case Neg(operand):
            return -slope(operand, x)
        case Mul(factors):
            parts = [_times(*factors[:i], slope(f, x), *factors[i + 1 :]) for i, f in enumerate(factors)]
            return total([part for part in parts if part != _ZERO])
        case Div(above, below) if x.name not in free_symbols(below):
            return slope(above, x) / below
        case Div(above, below):
            return (_times(slope(above, x), below) - _times(above, slope(below, x))) / below ** Integer(2)
        case Pow(base, Integer(k)) if k > 0:
            return _times(Integer(k), power(base, k - 1), slope(base, x))
        case Pow(base, Neg(Integer(k))):
            return slope(_ONE / base ** Integer(k), x)
        case Call(name, (u,)) if name in NAMES or name in RECIPROCALS:
            return _times(slope_of(node), slope(u, x))
        case Call() if (meaning := defined(node)) is not None:
            return slope(meaning, x)
    raise NotExported(f"Coq is given no derivative of {getattr(node, 'function', type(node).__name__)}")


def power(base: Expression, k: int) -> Expression:
    """Return base^k as it is written."""
    return _ONE if k == 0 else base if k == 1 else base ** Integer(k)


def _times(*factors: Expression) -> Expression:
    return _ZERO if _ZERO in factors else product([f for f in factors if f != _ONE])
