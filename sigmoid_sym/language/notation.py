"""What a reader may wish: other letters, σ for σ(x), primes or d/dx."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from sigmoid_sym.functions import is_symbol
from sigmoid_sym.tree.expression import Call, Derivative, Expression, Integer, Symbol, children


class DerivativeStyle(Enum):
    """How a derivative is marked."""

    LAGRANGE = "lagrange"  # σ', σ'', σ''', σ^(4)
    LEIBNIZ = "leibniz"  # d⁴/dx⁴ σ


@dataclass(frozen=True, slots=True)
class Notation:
    """How an expression is to be written.

    Attributes:
        renamed: pairs (name in the tree, name on the page) for symbols and function symbols.
        bare: the variable whose functions are written without it (σ instead of σ(x)), or None.
        style: how derivatives are marked.
        apart: pairs (function, letter): f and x, where x is in the body of f besides its own parameter. Then
            d/dx f(x) is not f′(x), which is the derivative in the parameter.
    """

    renamed: tuple[tuple[str, str], ...] = ()
    bare: str | None = None
    style: DerivativeStyle = DerivativeStyle.LAGRANGE
    apart: tuple[tuple[str, str], ...] = ()

    def name(self, name: str) -> str:
        """Return the name on the page."""
        return dict(self.renamed).get(name, name)

    def is_bare(self, node: Call) -> bool:
        """Return whether the function is written without its argument: only function symbols ever are."""
        return is_symbol(node.function) and self.bare is not None and node.arguments == (Symbol(self.bare),)

    def is_marked(self, node: Derivative) -> bool:
        """Return whether a derivative is written as f'(x), so that f'(2) is its value at 2."""
        return (
            self.style is DerivativeStyle.LAGRANGE
            and isinstance(node.operand, Call)
            and node.operand.arguments == (node.variable,)
            and node.order != Integer(0)
            and (node.operand.function, node.variable.name) not in self.apart
        )


def appears_outside(node: Expression, variable: Symbol) -> bool:
    """Return whether the variable appears other than as the argument of a function symbol, as in σ(x).

    >>> s = Call("sigma", (Symbol("x"),))
    >>> appears_outside(s * (1 - s), Symbol("x")), appears_outside(Symbol("x") * s, Symbol("x"))
    (False, True)
    """
    match node:
        case Symbol():
            return node == variable
        case Call(function, arguments) if is_symbol(function) and arguments == (variable,):
            return False
        case Derivative(operand):
            return appears_outside(operand, variable)
        case _:
            return any(appears_outside(child, variable) for child in children(node))
