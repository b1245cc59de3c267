"""What a tree shows by its form: where it is defined, and the digits that are printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sigmoid_sym.decision.budget import spend
from sigmoid_sym.decision.checker.algebra import Algebra
from sigmoid_sym.decision.checker.numbers import Undefined
from sigmoid_sym.decision.checker.rewriting import simpler
from sigmoid_sym.functions import defined
from sigmoid_sym.kernel.rules import printed_unit as printed_unit
from sigmoid_sym.tree.claim import Relation
from sigmoid_sym.tree.expression import (
    Add,
    At,
    Call,
    Decimal,
    Derivative,
    Div,
    Expression,
    Integer,
    Mul,
    Neg,
    Pow,
    children,
)
from sigmoid_sym.tree.substitution import put

Ask = Callable[..., Any]  # ask(question, *trees) -> a witness, JSON data


def is_whole(node: Expression) -> bool:
    """Return whether a tree is a whole number as it is printed, with no point and no power of ten."""
    return isinstance(node.operand if isinstance(node, Neg) else node, Integer)


def conditions(node: Expression) -> list[tuple[Expression, Relation]]:
    """Return what must not be 0, or be positive, for a tree to be defined, where that is not plain."""
    spend(1)
    own: list[tuple[Expression, Relation]] = []
    match node:
        case Div(_, below) if not _positive(below):
            own = [(below, Relation.NE)]
        case Pow(base, exponent) if not isinstance(exponent, Integer) and not _positive(base):
            own = _of_power(base, exponent)
        case Call("log" | "sqrt", (u,)) if not _positive(u):
            own = [(u, Relation.GT)]
        case At(Derivative(operand) | operand, y, point):
            # A derivative is defined where the function is.
            return conditions(point) + conditions(put(operand, y.name, point))
        case Call() if (meaning := defined(node)) is not None:
            return conditions(meaning)
        case Call("polylog"):
            return conditions(simpler(node))
    return own + [condition for child in children(node) for condition in conditions(child)]


def _of_power(base: Expression, exponent: Expression) -> list[tuple[Expression, Relation]]:
    """A root has a value for positive numbers only; to a negative power, 0 has none."""
    try:
        k = Algebra().constant(exponent)
    except Undefined:
        may_be_root = any(isinstance(part, (Div, Decimal)) for part in (exponent, *children(exponent)))
        return [(base, Relation.GT if may_be_root else Relation.NE)]
    if k.denominator > 1:
        return [(base, Relation.GT)]
    return [(base, Relation.NE)] if k < 0 else []


def _positive(node: Expression) -> bool:
    match node:
        case Integer(n) | Decimal(n):
            return n > 0
        case Add(parts):
            return any(map(_positive, parts)) and all(_positive(p) or p == Integer(0) for p in parts)
        case Mul(parts):
            return all(map(_positive, parts))
        case Div(above, below):
            return _positive(above) and _positive(below)
        case Pow(base):
            return _positive(base)
        case Call(function):
            meaning = defined(node)
            return function == "exp" if meaning is None else _positive(meaning)
    return False
