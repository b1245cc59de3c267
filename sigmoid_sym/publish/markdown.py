"""Documents in Markdown: formulas between dollars, as GitHub, Jupyter and Pandoc read them."""

from __future__ import annotations

import re

from sigmoid_sym.derivations.writing import aligned
from sigmoid_sym.language.latex import latex, latex_lines
from sigmoid_sym.language.notation import Notation
from sigmoid_sym.publish.document import (
    Block,
    Digits,
    Document,
    Drawing,
    Formula,
    Heading,
    Lines,
    Paragraph,
    Table,
    Text,
    is_number_column,
)
from sigmoid_sym.publish.terminal import text_chart
from sigmoid_sym.tree.expression import Expression

_WIDTH = 80
_BARE = Notation(bare="x")


def markdown(document: Document) -> str:
    """Return the document in Markdown (CommonMark with tables and formulas)."""
    return "\n\n".join(map(_block, document.blocks)) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"{'#' * level} {_inline(text)}"
        case Paragraph(text, strong):
            return f"**{_inline(text)}**" if strong else _inline(text)
        case Formula(left, right, notation):
            return f"$$\n{latex_lines(left, right, _WIDTH, notation)}\n$$"
        case Table():
            return _table(block)
        case Lines(passage):
            return f"$$\n{aligned(passage, reasons=True)}\n$$"
        case Drawing(chart):
            return f"```text\n{chart.title}\n\n{text_chart(chart)}\n```"


def _inline(text: Text) -> str:
    return "".join(map(_part, text))


def _part(part: str | Digits | Expression) -> str:
    match part:
        case Digits():
            return part.mantissa + (f"·10^{part.exponent}" if part.exponent else "")
        case Expression():
            return f"${latex(part, _BARE)}$"
        case _:
            return re.sub(r"([\\`*_|<>$\[\]])", r"\\\1", part)


def _table(table: Table) -> str:
    rules = ["--:" if is_number_column(table, column) else ":--" for column in range(len(table.head))]
    rows = [table.head, *table.rows]
    lines = ["| " + " | ".join(map(_inline, cells)) + " |" for cells in rows]
    return "\n".join([lines[0], "| " + " | ".join(rules) + " |", *lines[1:]])
