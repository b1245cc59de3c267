"""Absolute values replaced by what they are the absolute value of, or by its negative."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sigmoid_sym.functions import FUNCTIONS, defined
from sigmoid_sym.tree.expression import At, Call, Derivative, Expression, Neg, Sum, children, mapped, names


def has_kink(node: Expression) -> bool:
    """Return whether an absolute value is in a tree, or in what its functions are defined by.

    >>> from sigmoid_sym.tree.expression import Symbol, call
    >>> has_kink(call("exp", call("relu", Symbol("x")))), has_kink(call("sigma", Symbol("x")))
    (True, False)
    """
    return any(map(_is_kinked, names(node)))


def _is_kinked(name: str) -> bool:
    return name in FUNCTIONS and FUNCTIONS[name].has_kink


@dataclass(slots=True)
class Unfolding:
    """A tree without absolute values |u|.

    Attributes:
        x: the letter on which the signs depend: where another value is put for it nothing is replaced.
        sign: takes u, without absolute values, and whether |u| stands in a derivative or where a letter is
            bound; its answer is 1 for |u| = u, -1 for |u| = -u, 0 for an |u| that is to stay.

    Notes:
        A part that stands in several places is looked at once: definitions name their letters more than once.
    """

    x: str
    sign: Callable[[Expression, bool], int]
    done: dict[tuple[int, bool], tuple[Expression, Expression]] = field(default_factory=dict)

    def of(self, node: Expression, bound: bool = False) -> Expression:
        """Return the tree without absolute values."""
        if (id(node), bound) not in self.done:  # kept with the part: its id stays its own
            self.done[id(node), bound] = node, self._replaced(node, bound)
        return self.done[id(node), bound][1]

    def _replaced(self, node: Expression, bound: bool) -> Expression:
        match node:
            case Call("abs", (argument,)):
                u = self.of(argument, bound)
                sign = self.sign(u, bound)
                return u if sign > 0 else Neg(u) if sign < 0 else Call("abs", (u,))
            case Call(name) if _is_kinked(name) and (meant := defined(node)) is not None:
                return self.of(meant, bound)
            case At(operand, y, point):
                inside = operand if y.name == self.x else self.of(operand, True)
                return At(inside, y, self.of(point, bound))
            case Sum(body, index, lower, upper):
                inside = body if index.name == self.x else self.of(body, True)
                return Sum(inside, index, self.of(lower, bound), self.of(upper, bound))
            case Derivative():
                bound = True
        return mapped(node, lambda child: self.of(child, bound)) if any(children(node)) else node
