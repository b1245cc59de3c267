"""Documents in LaTeX, for pdflatex and its successors; pictures in TikZ."""

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
from sigmoid_sym.publish.tex_text import escaped
from sigmoid_sym.publish.tikz import COLOURS, tikz
from sigmoid_sym.tree.expression import Expression

_SHORT = 30  # rows
_PAGE_WIDTH, _WIDE = 84, 40  # characters: a line, and a column that may be broken
_WIDTH = 66  # printed characters of a formula in a line
_BARE = Notation(bare="x")
_HEADINGS = {2: "section", 3: "subsection", 4: "paragraph"}
_PAGE = rf"""\documentclass[a4paper,11pt]{{article}}
\usepackage[utf8]{{inputenc}}
\usepackage[T1]{{fontenc}}
\usepackage[margin=25mm]{{geometry}}
\usepackage{{amsmath,amssymb,array,longtable,tikz}}
{COLOURS}
\setlength{{\parindent}}{{0pt}}\setlength{{\parskip}}{{4pt plus 2pt}}
\setlength{{\LTleft}}{{0pt}}\renewcommand{{\arraystretch}}{{1.15}}
\allowdisplaybreaks\raggedbottom
\begin{{document}}
"""


def latex_document(document: Document) -> str:
    """Return the document as a LaTeX file that needs nothing but common packages."""
    body = ""
    for block in document.blocks:
        # Without an empty line before it a formula belongs to the paragraph, and stays on its page.
        body += ("\n" if isinstance(block, (Formula, Lines)) else "\n\n") + _block(block)
    return f"{_PAGE}{body.lstrip()}\n\\end{{document}}\n"


def _block(block: Block) -> str:
    match block:
        case Heading(1, text):
            return rf"{{\LARGE\bfseries {_inline(text)}\par}}"
        case Heading(level, text):
            return rf"\{_HEADINGS[level]}*{{{_inline(text)}}}"
        case Paragraph(text, strong):
            return rf"\textbf{{{_inline(text)}}}" if strong else _inline(text)
        case Formula(left, right, notation):
            return latex_lines(left, right, _WIDTH, notation, "align*")
        case Table():
            return _table(block)
        case Lines(passage):
            return aligned(passage, True, "align*")
        case Drawing(chart):
            title = escaped(chart.title)
            return f"\\begin{{center}}\n{tikz(chart)}\\par\\nopagebreak\\small {title}\n\\end{{center}}"


def _inline(text: Text) -> str:
    return "".join(map(_part, text))


def _part(part: str | Digits | Expression) -> str:
    match part:
        case Digits():
            # Groups of five digits, between which a line may end.
            whole, point, decimals = part.mantissa.replace("−", "-").partition(".")
            groups = r"\,\allowbreak ".join(re.findall(".{1,5}", decimals))
            power = rf"\cdot 10^{{{part.exponent.replace('−', '-')}}}" if part.exponent else ""
            return f"${whole}{point}{groups}{power}$"
        case Expression():
            return f"${latex(part, _BARE)}$"
        case _:
            return escaped(part)


def _table(table: Table) -> str:
    columns = range(len(table.head))
    widths = [max(_width(row[column]) for row in table.rows) for column in columns]
    # Columns that are too wide for the page share what the others leave of it, and break their lines.
    wide = sum(width > _WIDE for width in widths)
    rest = (_PAGE_WIDTH - sum(width for width in widths if width <= _WIDE)) / _PAGE_WIDTH
    rest -= 0.03 * (len(columns) - 1)  # what LaTeX puts between columns
    if sum(widths) <= _PAGE_WIDTH:
        wide = 0
    kinds = [
        rf">{{\raggedright\arraybackslash}}p{{{rest / wide:.2f}\linewidth}}"
        if wide and width > _WIDE
        else "r"
        if is_number_column(table, column)
        else "l"
        for column, width in zip(columns, widths, strict=True)
    ]
    head, *rows = [" & ".join(map(_inline, row)) + r" \\" for row in (table.head, *table.rows)]
    # A short table stays on one page, with the heading before it.
    kind, after = ("tabular", "") if len(rows) <= _SHORT and not wide else ("longtable", r"\endhead")
    return "\n".join(
        [
            rf"{{\small\begin{{{kind}}}{{@{{}}{''.join(kinds)}@{{}}}}",
            rf"{head}\hline\noalign{{\smallskip}}{after}",
            *rows,
            rf"\end{{{kind}}}\par}}",
        ]
    )


def _width(text: Text) -> int:
    """Return about how many characters wide a cell is."""
    lengths = (
        len(part) if isinstance(part, str) else len(part.text) if isinstance(part, Digits) else 8
        for part in text
    )
    return 3 + sum(lengths)
