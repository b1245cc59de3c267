"""Derivations on paper: LaTeX, plain text, HTML with MathML."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator

from sigmoid_sym.derivations.steps import Passage, Step
from sigmoid_sym.language.boxes import Sign
from sigmoid_sym.language.latex import latex, latex_of_box
from sigmoid_sym.language.mathml import mathml
from sigmoid_sym.language.notation import Notation, appears_outside
from sigmoid_sym.language.text import UNICODE, Alphabet, text, text_of_box
from sigmoid_sym.tree.expression import Expression, Symbol

Passages = tuple[Passage, ...]
Write = Callable[[Expression], str]


def latex_of(passages: Passages, reasons: bool) -> str:
    """Return each passage as a display with an `aligned`, with a column of reasons if wanted."""
    blocks = []
    for passage in passages:
        words = f"{passage.words}:\n" if passage.words else ""
        blocks.append(f"{words}\\[\n{aligned(passage, reasons)}\n\\]")
    return "\n".join(blocks)


def aligned(passage: Passage, reasons: bool, environment: str = "aligned") -> str:
    """Return the lines of a passage in an environment of amsmath: `aligned`, `align*`."""
    notation, rows = _notation(passage), []
    for step in passage.steps:
        left = "" if step.left is None else latex(step.left, notation) + " "
        row = f"{left}&{latex_of_box(Sign(step.relation.value))} {latex(step.right, notation)}"
        why = _reason(step, lambda node: f"${latex(node, notation)}$", "$=$")
        rows.append(rf"{row} && \text{{{why}}}" if reasons and why else row)
    body = " \\\\\n".join(rows)
    return f"\\begin{{{environment}}}\n{body}\n\\end{{{environment}}}"


def text_of(passages: Passages, reasons: bool, alphabet: Alphabet = UNICODE) -> str:
    """Return the passages in plain text, the relations and the reasons each in a column."""
    return "\n\n".join(_text(passage, reasons, alphabet) for passage in passages)


def _text(passage: Passage, reasons: bool, alphabet: Alphabet) -> str:
    notation = _notation(passage)

    def write(node: Expression) -> str:
        return text(node, notation, alphabet)

    rows = [
        (
            "" if step.left is None else write(step.left),
            f"{text_of_box(Sign(step.relation.value), alphabet)} {write(step.right)}",
            _reason(step, write, "=") if reasons else "",
        )
        for step in passage.steps
    ]
    margin, column = (max(len(row[i]) for row in rows) for i in (0, 1))
    lines = [f"{left:{margin}} {right:{column}}  {why}".rstrip() for left, right, why in rows]
    return "\n".join([f"{passage.words}:", *lines] if passage.words else lines)


# With the element, for a notebook has rules of its own for cells.
_CELL = ' style="text-align:left;vertical-align:baseline"'


def html_of(passages: Passages, reasons: bool) -> str:
    """Return each passage as a table, the formulas in MathML."""
    blocks = []
    for passage in passages:
        words = f"<p>{html.escape(passage.words)}:</p>\n" if passage.words else ""
        blocks.append(words + table(passage, reasons))
    return "\n".join(blocks)


def table(passage: Passage, reasons: bool) -> str:
    """Return the lines of a passage as an HTML table."""
    notation, rows = _notation(passage), []

    def write(node: Expression) -> str:
        return mathml(node, notation)

    for step in passage.steps:
        left = "" if step.left is None else write(step.left)
        cells = [left, step.relation.value, write(step.right)]
        cells += [_reason(step, write, "=", html.escape)] if reasons else []
        rows.append("".join(f"<td{_CELL}>{cell}</td>" for cell in cells))
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return f'<table class="derivation">\n{body}\n</table>'


def _notation(passage: Passage) -> Notation:
    """Return σ for σ(x) where x is seen nowhere else in the passage."""
    x = Symbol("x")
    seen = any(appears_outside(side, x) for step in passage.steps for side in _sides(step))
    return Notation(bare=None if seen else "x")


def _sides(step: Step) -> Iterator[Expression]:
    yield step.right
    if step.left is not None:
        yield step.left
    yield from step.because or ()


def _reason(step: Step, write: Write, equals: str, words: Callable[[str], str] = str) -> str:
    if step.because is None:
        return words(step.reason)
    left, right = step.because
    return f"{words(step.reason)}: {write(left)} {equals} {write(right)}"
