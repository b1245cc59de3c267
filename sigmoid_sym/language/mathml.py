"""Expressions in MathML Core, which a browser shows without JavaScript."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

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

_NAMESPACE = "http://www.w3.org/1998/Math/MathML"
_ACCENTS = {"hat": "^", "bar": "¯", "tilde": "~"}
_PRIMES = {"′′": "″", "′′′": "‴"}
_INVISIBLE = "\u2061\u2062"  # application, multiplication


def mathml(node: Expression, notation: Notation | None = None, *, display: bool = False) -> str:
    """Return the `<math>` element of an expression, in a line of text or displayed.

    Notes:
        Only elements and attributes of MathML Core, https://www.w3.org/TR/mathml-core/; every name and
        number is escaped. It is well-formed XML and may stand in HTML as it is.

    >>> from sigmoid_sym.tree.expression import Symbol
    >>> mathml(Symbol("x") / 2)
    '<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mi>x</mi><mn>2</mn></mfrac></math>'
    """
    return _math(_written(Layout(notation).lay(node)), display)


def mathml_equation(
    left: Expression | None,
    right: Expression,
    notation: Notation | None = None,
    *,
    display: bool = True,
    width: int | None = None,
) -> str:
    """Return `left = right`, or `right`, broken before terms of its longest sum at about `width` characters.

    Width is counted as in `latex_lines`: no browser breaks a formula by itself.
    """
    layout = Layout(notation)
    head = _joined((layout.lay(left), Sign("="))) if left is not None else ""
    whole = head + _written(layout.lay(right))
    if width is None or printed_width(whole) <= width or not (parts := broken(layout, right, _joined)):
        return _math(whole, display)
    opening, (first, *rest), closing = parts
    lines = filled([opening + first, *rest], width, printed_width, printed_width(head))
    # A sign at the start of a line is still one between two terms.
    lines[1:] = [line.replace("<mo>", '<mo form="infix">', 1) for line in lines[1:]]
    lines[-1] += closing
    rows = [
        f"<mtr>{_cell(head if row == 0 else '', 'right')}{_cell(line, 'left')}</mtr>"
        for row, line in enumerate(lines)
    ]
    return _math(f'<mtable displaystyle="true">{"".join(rows)}</mtable>', display)


def printed_width(source: str) -> int:
    """Return about how many characters wide a piece of MathML is when shown.

    >>> printed_width("<msup><mi>e</mi><mi>x</mi></msup><mo>&lt;</mo>")
    3
    """
    return len(re.sub(rf"[{_INVISIBLE}]", "", html.unescape(re.sub(r"<[^>]*>", "", source))))


def _math(content: str, display: bool) -> str:
    block = ' display="block"' if display else ""
    return f'<math xmlns="{_NAMESPACE}"{block}>{content}</math>'


def _cell(content: str, side: str) -> str:
    return f'<mtd style="text-align: {side}">{content}</mtd>'


def _text(tag: str, content: str) -> str:
    return f"<{tag}>{html.escape(content)}</{tag}>"


def _fence(bracket: str, stretches: bool) -> str:
    return f"<mo>{bracket}</mo>" if stretches else f'<mo stretchy="false">{bracket}</mo>'


def _joined(boxes: Iterable[Box]) -> str:
    return "".join(map(_written, boxes))


def _written(box: Box) -> str:
    """Return a single element, so that it may stand wherever MathML counts its children."""
    match box:
        case Number(digits):
            return _text("mn", digits)
        case Name(stem, "", ""):
            return _text("mi", GREEK.get(stem, stem))
        case Name(stem, "", accent):
            return f'<mover accent="true">{_written(Name(stem))}{_text("mo", _ACCENTS[accent])}</mover>'
        case Name(stem, subscript, accent):
            below = _text("mn" if subscript.isdigit() else "mi", subscript)
            return f"<msub>{_written(Name(stem, accent=accent))}{below}</msub>"
        case Word("i"):
            return '<mi mathvariant="normal">i</mi>'
        case Word(word):
            return _text("mi", word)
        case Sign(sign):
            return _sign(sign)
        case Phrase(words):
            return _text("mtext", words)
        case Row(boxes):
            return f"<mrow>{_joined(boxes)}</mrow>"
        case Fraction(above, below, True):
            return f"<mfrac>{_joined((above, below))}</mfrac>"
        case Fraction(above, below):
            return (
                f'<mrow><mo>(</mo><mfrac linethickness="0">{_joined((above, below))}</mfrac><mo>)</mo></mrow>'
            )
        case Root(inside):
            return f"<msqrt>{_written(inside)}</msqrt>"
        case Script(Fence("", inside, bar), None, below) if below:
            lowered = f'<msub><mo stretchy="true">{bar}</mo>{_written(below)}</msub>'
            return f"<mrow>{_joined(inside)}{lowered}</mrow>"
        case Script(base, above, below):
            tag = "munderover" if above and below else "msup" if above else "msub"
            return f"<{tag}>{_joined(part for part in (base, below, above) if part)}</{tag}>"
        case Fence(left, inside, right, tall):
            return f"<mrow>{_fence(left, tall)}{_joined(inside)}{_fence(right, tall)}</mrow>"


def _sign(sign: str) -> str:
    match sign.strip(" "):
        case "":
            return ""
        case "(" | ")":  # its partner is on another line
            return _fence(sign, stretches=False)
        case "\u2009":
            return _text("mo", "\u2062") + '<mspace width="0.17em"/>'
        case plain:
            return _text("mo", _PRIMES.get(plain, plain))
