r"""Expressions in LaTeX (amsmath), set as a careful author sets them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sigmoid_sym.language.boxes import (
    Box,
    Fence,
    Fraction,
    Name,
    Number,
    Phrase,
    Root,
    Row,
    Script,
    Sign,
    Word,
)
from sigmoid_sym.language.layout import Layout
from sigmoid_sym.language.lines import broken, filled
from sigmoid_sym.language.notation import Notation
from sigmoid_sym.tree.expression import GREEK, Expression

# A bracket by itself has its partner on another line.
_SIGNS = str.maketrans(
    {"−": "-", "′": "'", "⋅": r" \cdot ", "\u2062": "", "\u2061": "", "\u2009": r"\,", "∑": r"\sum"}
    | {"≈": r"\approx", "≠": r"\ne", "≤": r"\le", "≥": r"\ge", "∈": r"\in", "→": r"\to"}
    | {"(": r"\bigl(", ")": r"\bigr)"}
)


def latex(node: Expression, notation: Notation | None = None) -> str:
    r"""Return the LaTeX of an expression, without dollars.

    >>> from sigmoid_sym.tree.expression import Symbol, call
    >>> x = Symbol("x")
    >>> latex(call("exp", -x) / (1 + call("exp", -x)) ** 2)
    '\\frac{e^{-x}}{\\left(1 + e^{-x}\\right)^{2}}'
    """
    return latex_of_box(Layout(notation).lay(node))


def latex_lines(
    left: Expression | None,
    right: Expression,
    width: int | None = None,
    notation: Notation | None = None,
    environment: str = "aligned",
) -> str:
    r"""Return the formula broken over lines of about `width` characters, in an `aligned` or `align*`.

    The breaks stand before the + and - of the longest sum. Width is counted in printed characters,
    those in superscripts and fractions included. A formula that fits in one line stays as it is.
    """
    head = f"{latex(left, notation)} = " if left is not None else ""
    whole = head + (body := latex(right, notation))
    too_wide = width is not None and printed_width(whole) > width
    if width and too_wide and (parts := broken(Layout(notation), right, _joined)):
        opening, (first, *rest), closing = parts
        lines = filled([opening + first, *rest], width, printed_width, printed_width(head))
        indent = r" \\" + "\n" + r"&\quad " if opening else r" \\" + "\n& "
        body = indent.join(line.strip() for line in lines) + closing
    if environment == "aligned" and "\n" not in body:
        return whole
    mark = head.replace("= ", "&= ") if head else "& "
    return f"\\begin{{{environment}}}\n{mark}{body}\n\\end{{{environment}}}"


def printed_width(source: str) -> int:
    r"""Return about how many characters wide a piece of LaTeX is when printed.

    >>> printed_width(r"\frac{1}{2}\sigma^{2}")
    4
    """
    text = re.sub(r"\\(left|right|bigl|bigr|quad|operatorname|mathrm|frac|,)", "", source)
    return len(re.sub(r"[{}^_\s]", "", re.sub(r"\\[A-Za-z]+", "x", text)))


def latex_of_box(box: Box) -> str:
    """Return the LaTeX of a box."""
    match box:
        case Number(digits):
            return digits
        case Name(stem, subscript, accent):
            upright = stem if len(stem) == 1 else rf"\operatorname{{{stem}}}"
            letter = rf"\{stem}" if stem in GREEK else upright
            letter = rf"\{accent}{{{letter}}}" if accent else letter
            return f"{letter}_{{{subscript}}}" if subscript else letter
        case Word(_, source):
            return source
        case Sign(sign):
            return sign.translate(_SIGNS)
        case Phrase(words):
            return rf"\text{{{words}}}"
        case Row(boxes):
            return _joined(boxes)
        case Fraction(above, below, bar):
            return rf"\{'frac' if bar else 'binom'}{{{latex_of_box(above)}}}{{{latex_of_box(below)}}}"
        case Script(base, Sign() as primes):
            return _joined((base, primes))
        case Script(base, above, below):
            marked = zip("_^", (below, above), strict=True)
            return latex_of_box(base) + "".join(
                f"{mark}{{{latex_of_box(part)}}}" for mark, part in marked if part
            )
        case Root(inside):
            return rf"\sqrt{{{latex_of_box(inside)}}}"
        case Fence(left, inside, right, True):
            return rf"\left{left or '.'}{_joined(inside)}\right{right}"
        case Fence(left, inside, right):
            return left + _joined(inside) + right


def _joined(boxes: Sequence[Box]) -> str:
    result, last = "", ""
    for box in boxes:
        source = latex_of_box(box)
        # A command would swallow the letters that follow it.
        apart = source[:1].isalpha() and re.search(r"\\[A-Za-z]+$", last)
        result += f" {source}" if apart else source
        last = source or last
    return result
