"""Words for what no row of the table of functions is: `log1p`, `pow`, written out as they are read.

Raw terms → meaning in a scope, a table of that stage: how many arguments, and what stands for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sigmoid_sym import functions
from sigmoid_sym.tree.expression import Add, Div, Expression, Integer, Mul, Neg, Pow, call

_ONE = Integer(1)


@dataclass(frozen=True, slots=True)
class Operation:
    """What a word stands for.

    Attributes:
        words: its spellings.
        arity: the number of its arguments.
        written_out: the tree that it is, of its arguments.
    """

    words: str
    arity: int
    written_out: Callable[..., Expression]


_OPERATIONS = (
    Operation("expm1", 1, lambda x: Add((call("exp", x), Neg(_ONE)))),
    Operation("log1p", 1, lambda x: call("log", Add((_ONE, x)))),
    Operation("exp2", 1, lambda x: Pow(Integer(2), x)),
    Operation("log2 Log2", 1, lambda x: Div(call("log", x), call("log", 2))),
    Operation("log10 Log10", 1, lambda x: Div(call("log", x), call("log", 10))),
    Operation("square", 1, lambda x: Pow(x, Integer(2))),
    Operation("inverse reciprocal", 1, lambda x: Div(_ONE, x)),
    Operation("pow power Power", 2, Pow),
)
OPERATIONS = {word: row for row in _OPERATIONS for word in row.words.split()}
# What a subscript of the name of a function means.
INDEXED: dict[str, Callable[[Expression, Expression], Expression]] = {
    "polylog": lambda s, z: call("polylog", s, z),
    "silu": lambda beta, x: Mul((x, call("sigma", x if beta == _ONE else Mul((beta, x))))),
}


def is_symbol(function: str) -> bool:
    """Return whether a function is a letter on the page, and not a word such as `pow`."""
    return function not in OPERATIONS and functions.is_symbol(function)
