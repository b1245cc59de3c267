"""Whether a function is seen to be continuous on the line: then a bound of its slope is one of its growth.

Trees → a yes, or a no where it is not seen.
"""

from __future__ import annotations

from sigmoid_sym.functions import FUNCTIONS
from sigmoid_sym.tree.claim import REAL_LINE
from sigmoid_sym.tree.expression import (
    Call,
    Derivative,
    Div,
    Expression,
    Integer,
    Pow,
    children,
    free_symbols,
    names,
)

_POLES = frozenset({"coth", "csch"})  # inside of the line on which they are defined


def is_continuous(node: Expression) -> bool:
    """Return whether no pole, no end and no jump is in a function.

    >>> from sigmoid_sym.tree.expression import Symbol, call
    >>> x = Symbol("x")
    >>> relu = call("relu", x)
    >>> [is_continuous(f) for f in (relu, 1 / x, Derivative(relu, x, Integer(1)))]
    [True, False, False]
    """
    match node:
        case Div(_, below) if free_symbols(below):
            return False
        case Pow(_, exponent) if not isinstance(exponent, Integer):
            return False
        case Derivative(operand) if any(
            FUNCTIONS[name].has_kink for name in names(operand) & FUNCTIONS.keys()
        ):
            return False
        case Call(name):
            row = FUNCTIONS.get(name)
            if row is None or row.domain != REAL_LINE or name in _POLES or row.whole is not None:
                return False
    return all(map(is_continuous, children(node)))
