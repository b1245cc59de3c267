"""What trees mean, without the prover: values of real functions where they have one, and no others."""

from __future__ import annotations

from collections.abc import Mapping

import mpmath
from strategies import evaluated

from sigmoid_sym.tree.expression import At, Call, Derivative, Expression, Integer, Sum, Symbol


class NoValue(ArithmeticError):
    """A logarithm of what is not positive, or the like."""


def real_value(node: Expression, at: Mapping[str, mpmath.mpf]) -> mpmath.mpf:
    """The value in mpmath's precision: a function only where it is defined, a symbol in its own scope."""

    def leaf(part: Expression) -> mpmath.mpf:
        match part:
            case Symbol(name):
                return at[name]
            case Call(function, arguments):
                return _call(function, *(real_value(argument, at) for argument in arguments))
            case At(operand, Symbol(name), point):
                return real_value(operand, {**at, name: real_value(point, at)})
            case Sum(body, Symbol(name), lower, upper):
                ends = [int(real_value(end, at)) for end in (lower, upper)]
                values = [real_value(body, {**at, name: mpmath.mpf(k)}) for k in range(ends[0], ends[1] + 1)]
                return mpmath.fsum(values)
            case Derivative(operand, Symbol(name), Integer(order)):
                real_value(operand, at)  # where there is no value there is no derivative
                return mpmath.diff(lambda v: real_value(operand, {**at, name: v}), at[name], order)
        raise TypeError(part)

    try:
        return evaluated(node, leaf, mpmath.mpf)
    except ZeroDivisionError:
        raise NoValue from None


def _call(function: str, u: mpmath.mpf) -> mpmath.mpf:
    match function:
        case "log" if u > 0:
            return mpmath.log(u)
        case "logit" if 0 < u < 1:
            return mpmath.log(u / (1 - u))
        case "log" | "logit":
            raise NoValue
        case "sigma":
            return 1 / (1 + mpmath.exp(-u))
        case "softplus":
            return mpmath.log(1 + mpmath.exp(u))
        case "silu":
            return u / (1 + mpmath.exp(-u))
        case "exp" | "tanh" | "sinh" | "cosh" | "sech" | "coth" | "csch":
            return getattr(mpmath, function)(u)
    raise TypeError(function)
