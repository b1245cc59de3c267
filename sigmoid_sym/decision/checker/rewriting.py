"""Functions by what they are defined by, and those of whole numbers."""

from __future__ import annotations

import math

from sigmoid_sym.decision.budget import spend
from sigmoid_sym.decision.checker.numbers import Undefined
from sigmoid_sym.functions import FUNCTIONS, defined
from sigmoid_sym.tree.expression import Add, Call, Expression, Integer, Neg, tree

HIGHEST = 400  # order of a derivative

WHOLE = {row.name: row.whole for row in FUNCTIONS.values() if row.whole}


def at_whole_numbers(function: str, values: list[int]) -> int:
    """Return the value of a function of whole numbers.

    Raises:
        Undefined: a number is negative.
    """
    if min(values) < 0:
        raise Undefined(f"{function} of a negative number")
    size, steps = max(values), values[-1] if len(values) > 1 else 1  # S(n,k) is a sum of k powers
    spend(1 + steps * (1 + size // 100))
    return WHOLE[function](*values)


def simpler(node: Call) -> Expression:
    """Return a call by other functions, in the end by exp, log and roots.

    Raises:
        Undefined: the function is not known.
    """
    meaning = defined(node)
    if meaning is not None:
        return meaning
    if node.function == "polylog":
        return _polylogarithm(*node.arguments)
    raise Undefined(f"{node.function} is not a function that is known here")


def _polylogarithm(order: Expression, z: Expression) -> Expression:
    """Return Li_{-n}(z) = Σ_k k! S(n+1,k+1) (z/(1-z))^{k+1}."""
    match order:
        case Neg(Integer(n)) if n <= HIGHEST:
            pass
        case Integer(0):
            n = 0
        case _:
            raise Undefined("a polylogarithm is rational for a whole order of at most 0")
    spend(n * (n + 1) // 2 * (1 + n // 100))
    row = [math.factorial(k) * WHOLE["stirling2"](n + 1, k + 1) for k in range(n + 1)]
    ratio = z / (1 - z)
    return Add((Integer(0), *(tree(c) * ratio ** tree(k) for k, c in enumerate(row, 1))))
