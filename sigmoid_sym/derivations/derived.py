"""A derivation: its steps, what they claim, and how it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sigmoid_sym.derivations.steps import COEFFICIENT, Passage, closed_coefficient
from sigmoid_sym.derivations.writing import html_of, latex_of, text_of
from sigmoid_sym.language.text import ASCII, UNICODE
from sigmoid_sym.tree.claim import Chain, Definition, Domain, Relation
from sigmoid_sym.tree.expression import Call, Expression, mapped


@dataclass(frozen=True, slots=True, repr=False)
class Derivation:
    """A way to a formula, passage by passage.

    Attributes:
        name: its identifier.
        title: what is derived, and how.
        passages: the steps.
        definitions: what the letters mean that the steps speak of.
        domains: what the letters range over, where that is not every real number.
    """

    name: str
    title: str
    passages: tuple[Passage, ...]
    definitions: tuple[Definition, ...] = ()
    domains: tuple[Domain, ...] = ()

    def __repr__(self) -> str:
        steps = sum(len(passage.steps) for passage in self.passages)
        return f"<Derivation {self.name}: {self.title}; {steps} steps>"

    def claims(self) -> Iterator[Chain]:
        """Yield what every line says, a claim each, and what the reasons name.

        c(n,k) stands for its closed form, (-1)^{k+1} (k-1)! S(n+1,k).
        """
        for passage in self.passages:
            above: Expression | None = None
            for step in passage.steps:
                left = step.left if step.left is not None else above
                if left is None:
                    raise ValueError(f"the passage {passage.words!r} does not begin with a left side")
                yield self._claim(left, step.relation, step.right)
                if step.because is not None:
                    yield self._claim(step.because[0], Relation.EQ, step.because[1])
                above = step.right

    def _claim(self, left: Expression, relation: Relation, right: Expression) -> Chain:
        sides = _spelt_out(left), _spelt_out(right)
        return Chain(sides=sides, relations=(relation,), definitions=self.definitions, domains=self.domains)

    def check(self) -> Iterator[tuple[Chain, bool]]:
        """Yield every claim, and whether `prove` finds that it holds."""
        from sigmoid_sym.decision.decide import prove  # half of the package, and only to check
        from sigmoid_sym.decision.verdict import Proved

        for claim in self.claims():
            yield claim, isinstance(prove(claim, hints=False), Proved)

    def text(self, reasons: bool = True, ascii: bool = False) -> str:
        """Return the derivation in plain text, the relations and the reasons each in a column."""
        return text_of(self.passages, reasons, ASCII if ascii else UNICODE)

    def latex(self, reasons: bool = False) -> str:
        r"""Return the derivation in LaTeX (amsmath), an `aligned` display for each passage."""
        return latex_of(self.passages, reasons)

    def html(self, reasons: bool = True) -> str:
        """Return the derivation as HTML tables, the formulas in MathML."""
        return html_of(self.passages, reasons)

    def _repr_html_(self) -> str:
        return self.html()


def _spelt_out(node: Expression) -> Expression:
    if isinstance(node, Call) and node.function == COEFFICIENT:
        return closed_coefficient(*map(_spelt_out, node.arguments))
    return mapped(node, _spelt_out)
