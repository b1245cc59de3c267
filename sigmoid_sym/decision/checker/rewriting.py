"""Functions in terms of exp and log, and those of whole numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from sigmoid_sym.decision.checker.budget import spend
from sigmoid_sym.decision.checker.numbers import Undefined
from sigmoid_sym.tree.expression import (
    Add,
    Call,
    Expression,
    Integer,
    Neg,
    tree,
)

HIGHEST = 400  # order of a derivative

_IN_EXPONENTIAL = {
    # a multiple, and numerator and denominator by powers of e^{multiple·argument} from 0 up
    "sigma": (1, (0, 1), (1, 1)),
    "tanh": (2, (-1, 1), (1, 1)),
    "coth": (2, (1, 1), (-1, 1)),
    "sinh": (1, (-1, 0, 1), (0, 2)),
    "cosh": (1, (1, 0, 1), (0, 2)),
    "sech": (1, (0, 2), (1, 0, 1)),
    "csch": (1, (0, 2), (-1, 0, 1)),
}


def _stirling2(n: int, k: int) -> int:
    spend(k * (1 + n // 100))
    terms: Iterable[int] = ((-1) ** (k - j) * math.comb(k, j) * j**n for j in range(k + 1))
    return sum(terms) // math.factorial(k)


def _eulerian(n: int, k: int) -> int:
    spend(k * (1 + n // 100))
    terms: Iterable[int] = ((-1) ** j * math.comb(n + 1, j) * (k + 1 - j) ** n for j in range(k + 1))
    return sum(terms) if k < max(n, 1) else 0


WHOLE: dict[str, Callable[..., int]] = {
    "factorial": math.factorial,
    "binomial": math.comb,
    "stirling2": _stirling2,
    "eulerian": _eulerian,
}


def _in_powers(coefficients: Iterable[int], u: Expression) -> Expression:
    return Add((Integer(0), *(tree(c) * u ** tree(k) for k, c in enumerate(coefficients) if c)))


def simpler(node: Call) -> Expression:
    """Return a call in terms of exp and log.

    Raises:
        Undefined: the function is not known.
    """
    u = node.arguments[-1]
    e = Call("exp", (u,))
    match node.function:
        case name if name in _IN_EXPONENTIAL:
            multiple, above, below = _IN_EXPONENTIAL[name]
            e = Call("exp", (u if multiple == 1 else multiple * u,))
            return _in_powers(above, e) / _in_powers(below, e)
        case "silu":
            return u * Call("sigma", (u,))
        case "softplus":
            return Call("log", (1 + e,))
        case "logit":
            return Call("log", (u / (1 - u),))
        case "polylog":
            # Li_{-n}(z) = Σ_k k! S(n+1,k+1) (z/(1-z))^{k+1}
            match node.arguments[0]:
                case Neg(Integer(n)) if n <= HIGHEST:
                    pass
                case Integer(0):
                    n = 0
                case _:
                    raise Undefined("a polylogarithm is rational for a whole order of at most 0")
            row = (math.factorial(k) * _stirling2(n + 1, k + 1) for k in range(n + 1))
            return _in_powers((0, *row), u / (1 - u))
    raise Undefined(f"{node.function} is not a function that is known here")
