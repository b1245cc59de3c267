"""Long formulas over several lines, broken before the terms of their longest sum."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sigmoid_sym.language.boxes import Box, Sign
from sigmoid_sym.language.layout import Layout
from sigmoid_sym.tree.expression import Add, Div, Expression, Integer, Mul, Neg, product


def broken(
    layout: Layout, node: Expression, joined: Callable[[Sequence[Box]], str]
) -> tuple[str, list[str], str] | None:
    """Return what stands before the longest sum, its terms with their signs, and what stands after it.

    Arguments:
        layout: how they are laid out.
        node: a multiple of a sum; of anything else, None is returned.
        joined: how boxes side by side are written.
    """
    parts = factor_out(node)
    if parts is None:
        return None
    factor, long_sum = parts
    opening, closing = "", ""
    if factor is not None:
        opening, closing = joined((*layout.scalar(factor), Sign("("))), joined((Sign(")"),))
    return opening, [joined(term) for term in layout.terms(long_sum)], closing


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
