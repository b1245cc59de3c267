"""What the writers share: the reader's wishes, the strength of binding, the breaking of long sums."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, IntEnum

from sigmoid_sym.functions import is_symbol
from sigmoid_sym.tree.expression import (
    Add,
    At,
    Call,
    Derivative,
    Div,
    Expression,
    Integer,
    Mul,
    Neg,
    Pow,
    Sum,
    Symbol,
    children,
    product,
)


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
    """

    renamed: tuple[tuple[str, str], ...] = ()
    bare: str | None = None
    style: DerivativeStyle = DerivativeStyle.LAGRANGE

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


class Binding(IntEnum):
    """How strongly an expression's outermost operation binds."""

    SUM = 1
    SIGN = 2
    PRODUCT = 3
    POWER = 4
    ATOM = 5


def binding(node: Expression) -> Binding:
    """Return how strongly `node` binds, a fraction a/b like a product."""
    match node:
        case Add():
            return Binding.SUM
        case Neg():
            return Binding.SIGN
        case Mul() | Div() | Sum() | Derivative():
            return Binding.PRODUCT
        case Pow() | At() | Call(function="factorial" | "exp"):
            return Binding.POWER
        case _:
            return Binding.ATOM


class Writer:
    """What all writers do alike: brackets where the binding asks for them, sums with their signs."""

    plus, minus, gap = "+", "-", " "  # gap: around a sign between two terms
    after_factor = ""  # between a factor and the bracket that it multiplies
    inline = False  # whether fractions have a slash for a bar

    def __init__(self, notation: Notation | None) -> None:
        self.notation = notation or Notation()

    def write(self, node: Expression) -> str:
        """Return the expression as written."""
        raise NotImplementedError

    def parenthesised(self, source: str) -> str:
        """Return the source in brackets."""
        return f"({source})"

    def binding(self, node: Expression) -> Binding:
        """Return how strongly the expression binds as it is written."""
        return binding(node)

    def at_least(self, least: Binding, node: Expression) -> str:
        """Return the expression, in brackets if it binds less than `least`."""
        source = self.write(node)
        return source if self.binding(node) >= least else self.parenthesised(source)

    def operand_of_factorial(self, node: Expression) -> str:
        """Return what stands before an exclamation mark: f(k)! would be f·(k!) to some."""
        source = self.write(node)
        return source if isinstance(node, (Integer, Symbol)) else self.parenthesised(source)

    def is_open(self, node: Expression) -> bool:
        """Return whether what follows would be read as a part of it: of Σ, d/dx, or what is under a slash."""
        return (
            isinstance(node, Sum)
            or (isinstance(node, Derivative) and not self.notation.is_marked(node))
            or (isinstance(node, Div) and self.inline)
        )

    def terms(self, node: Add) -> list[str]:
        """Return the terms, each but the first with its sign before it."""
        first, *rest = node.terms
        # A sum inside a sum keeps its brackets: the tree is not flattened on paper.
        pieces = [self.at_least(Binding.SIGN, first)]
        for term in rest:
            negative, size = (True, term.operand) if isinstance(term, Neg) else (False, term)
            sign = self.minus if negative else self.plus
            pieces.append(f"{self.gap}{sign}{self.gap}{self.at_least(Binding.PRODUCT, size)}")
        return pieces

    def scalar(self, node: Expression) -> str:
        """Return a factor that stands before a bracket; a plain 1 is not written."""
        if isinstance(node, Neg):
            return self.minus + self.scalar(node.operand)
        return "" if node == Integer(1) else self.at_least(Binding.PRODUCT, node) + self.after_factor


def factor_out(node: Expression) -> tuple[Expression | None, Add] | None:
    """Return (the factor before it, the longest sum) if `node` is a multiple of a sum, else None.

    A fraction over a long numerator is the same as its inverse denominator times the numerator:
    so it can be broken over lines.
    """
    match node:
        case Add():
            return None, node
        case Neg(operand):
            inner = factor_out(operand)
            return inner and (Neg(inner[0] or Integer(1)), inner[1])
        case Div(numerator, denominator):
            inner = factor_out(numerator)
            return inner and ((inner[0] or Integer(1)) / denominator, inner[1])
        case Mul(factors):
            sums = [factor for factor in factors if isinstance(factor, Add)]
            if not sums:
                return None
            longest = max(sums, key=lambda a: len(a.terms))
            others = list(factors)
            others.remove(longest)
            return product(others), longest
        case _:
            return None


def filled(pieces: list[str], width: int, measure: Callable[[str], int], first: int) -> list[str]:
    """Return the pieces joined into as few lines of at most `width` as greed allows.

    `first` is what stands before the first line; a piece wider than a line has one for itself.
    """
    lines, room = [""], width - first
    for piece in pieces:
        if lines[-1] and measure(lines[-1] + piece) > room:
            lines.append("")
            room = width - first
        lines[-1] += piece
    return lines
