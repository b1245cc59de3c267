"""The derivative of a tree as a tree, step by step as Coq is to check it: not simplified, only not longer."""

from __future__ import annotations

from collections.abc import Callable

from sigmoid_sym.errors import SigmoidSymError
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
    call,
    free_symbols,
    product,
    total,
)

_ZERO, _ONE = Integer(0), Integer(1)


def slope(node: Expression, x: Symbol) -> Expression:
    """Return the derivative of an expression by a variable.

    Raises:
        SigmoidSymError: there is no rule for a part of it.

    >>> x = Symbol("x")
    >>> slope(x * call("exp", 2 * x), x) == call("exp", 2 * x) + x * (call("exp", 2 * x) * Integer(2))
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
        case Call(name, (u,)) if name in _SLOPES:
            return _times(_SLOPES[name](u), slope(u, x))
    raise SigmoidSymError(f"Coq is given no derivative of {getattr(node, 'function', type(node).__name__)}")


def power(base: Expression, k: int) -> Expression:
    """Return base^k as it is written."""
    return _ONE if k == 0 else base if k == 1 else base ** Integer(k)


def _times(*factors: Expression) -> Expression:
    return _ZERO if _ZERO in factors else product([f for f in factors if f != _ONE])


def _of_sigma(u: Expression) -> Expression:
    return call("sigma", u) * (1 - call("sigma", u))


_SLOPES: dict[str, Callable[[Expression], Expression]] = {
    "sigma": _of_sigma,
    "softplus": lambda u: call("sigma", u),
    "silu": lambda u: call("sigma", u) + u * _of_sigma(u),
    "exp": lambda u: call("exp", u),
    "log": lambda u: _ONE / u,
    "sinh": lambda u: call("cosh", u),
    "cosh": lambda u: call("sinh", u),
    "tanh": lambda u: 1 - call("tanh", u) ** Integer(2),
    "sech": lambda u: -(call("tanh", u) * call("sech", u)),
}
