"""Derivations on paper: LaTeX, plain text, HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sigmoid_sym.derivation.steps import Derivation, Passage, Step
from sigmoid_sym.language.claim import Relation
from sigmoid_sym.language.expression import Expression, Symbol
from sigmoid_sym.language.latex import latex
from sigmoid_sym.language.notation import Notation, appears_outside
from sigmoid_sym.language.text import text

_X = Symbol("x")
_LATEX_RELATIONS = {Relation.EQ: "=", Relation.APPROX: r"\approx"}


def notation_of(passage: Passage) -> Notation:
    """Return σ for σ(x) where x is seen nowhere else in the passage."""
    seen = any(appears_outside(side, _X) for step in passage.steps for side in _sides(step))
    return Notation(bare=None if seen else "x")


def _sides(step: Step) -> Iterator[Expression]:
    yield step.right
    if step.left is not None:
        yield step.left
    yield from step.because or ()


def derivation_latex(derivation: Derivation, reasons: bool = False) -> str:
    r"""Return the passages as `aligned` environments, one display each, with a column of reasons if wanted."""
    blocks = []
    for passage in derivation.passages:
        notation = notation_of(passage)
        rows = []
        for step in passage.steps:
            left = "" if step.left is None else latex(step.left, notation) + " "
            row = f"{left}&{_LATEX_RELATIONS[step.relation]} {latex(step.right, notation)}"
            why = _reason(step, lambda node, notation=notation: f"${latex(node, notation)}$", "=")
            rows.append(rf"{row} && \text{{{why}}}" if reasons and why else row)
        body = " \\\\\n".join(rows)
        words = f"{passage.words}:\n" if passage.words else ""
        blocks.append(f"{words}\\[\n\\begin{{aligned}}\n{body}\n\\end{{aligned}}\n\\]")
    return "\n".join(blocks)


def derivation_text(derivation: Derivation, reasons: bool = True) -> str:
    """Return the derivation in plain text, the relations and the reasons each in a column."""
    blocks = []
    for passage in derivation.passages:
        notation = notation_of(passage)
        lefts = ["" if s.left is None else text(s.left, notation) for s in passage.steps]
        rights = [f"{s.relation.value} {text(s.right, notation)}" for s in passage.steps]
        whys = [_reason(s, lambda node, notation=notation: text(node, notation), "=") for s in passage.steps]
        margin, column = max(map(len, lefts)), max(map(len, rights))
        rows = [
            f"{left:{margin}} {right:{column}}  {why}" if reasons and why else f"{left:{margin}} {right}"
            for left, right, why in zip(lefts, rights, whys, strict=True)
        ]
        head = [f"{passage.words}:"] if passage.words else []
        blocks.append("\n".join([*head, *(row.rstrip() for row in rows)]))
    return "\n\n".join(blocks)


def _reason(step: Step, write: Callable[[Expression], str], equals: str) -> str:
    if step.because is None:
        return step.reason
    left, right = step.because
    return f"{step.reason}: {write(left)} {equals} {write(right)}"
