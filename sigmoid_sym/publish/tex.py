"""Documents in LaTeX, for pdflatex and its successors; pictures in TikZ."""

from __future__ import annotations

import re

from sigmoid_sym.language.expression import Expression
from sigmoid_sym.language.latex import latex, latex_lines
from sigmoid_sym.language.notation import Notation
from sigmoid_sym.publish.document import (
    Block,
    Digits,
    Document,
    Drawing,
    Formula,
    Heading,
    Paragraph,
    Table,
    Text,
    is_number_column,
)
from sigmoid_sym.publish.tex_text import escaped
from sigmoid_sym.publish.tikz import COLOURS, tikz

_WIDTH = 78  # printed characters of a formula in a line
_BARE = Notation(bare="x")
_HEADINGS = {2: "section", 3: "subsection", 4: "paragraph"}
_PAGE = rf"""\documentclass[a4paper,11pt]{{article}}
\usepackage[utf8]{{inputenc}}
\usepackage[T1]{{fontenc}}
\usepackage[margin=25mm]{{geometry}}
\usepackage{{amsmath,amssymb,array,longtable,tikz}}
{COLOURS}
\setlength{{\parindent}}{{0pt}}\setlength{{\parskip}}{{4pt plus 2pt}}
\setlength{{\LTleft}}{{0pt}}\setcounter{{secnumdepth}}{{2}}
\allowdisplaybreaks\raggedbottom
\begin{{document}}
"""


def latex_document(document: Document) -> str:
    """Return the document as a LaTeX file that needs nothing but common packages."""
    return _PAGE + "\n\n".join(map(_block, document.blocks)) + "\n\\end{document}\n"


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
    numbers = [is_number_column(table, column) for column in range(len(table.head))]
    widths = [max(len(_plain(row[column])) for row in table.rows) for column in range(len(table.head))]
    # A column of long words takes what the others leave of the page.
    kinds = [
        "r" if number else "l" if width < 45 else _WORDS
        for number, width in zip(numbers, widths, strict=True)
    ]
    head, *rows = [" & ".join(map(_inline, row)) + r" \\" for row in (table.head, *table.rows)]
    return "\n".join(
        [
            rf"{{\small\begin{{longtable}}{{@{{}}{''.join(kinds)}@{{}}}}",
            rf"{head}\hline\endhead",
            *rows,
            r"\end{longtable}}",
        ]
    )


_WORDS = r">{\raggedright\arraybackslash}p{0.6\linewidth}"


def _plain(text: Text) -> str:
    return "".join(part if isinstance(part, str) else "xxxx" for part in text)
