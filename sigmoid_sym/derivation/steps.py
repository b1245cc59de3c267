"""Derivations as data: steps with the rule used, every one of them a claim that can be checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sigmoid_sym.language.claim import Chain, Definition, Domain, Relation
from sigmoid_sym.language.expression import Call, Expression, Integer, Neg, call, mapped

# c(n,k), the coefficient of σ^k in σ^(n), as a derivation names it before it is known.
COEFFICIENT = "coefficient"


@dataclass(frozen=True, slots=True)
class Step:
    """`left relation right`, and why; without `left` the line goes on from the right side above it.

    Attributes:
        right: the right side, kept as it is written: e^x/e^x does not become 1.
        reason: the rule, in words.
        left: the left side, None for a line that goes on.
        relation: what stands between the sides.
        because: an equation that the reason names, as a pair of sides.
    """

    right: Expression
    reason: str = ""
    left: Expression | None = None
    relation: Relation = Relation.EQ
    because: tuple[Expression, Expression] | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, and the lines that follow it."""

    words: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
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
        return Chain(
            sides=(_spelt_out(left), _spelt_out(right)),
            relations=(relation,),
            definitions=self.definitions,
            domains=self.domains,
        )

    def text(self, reasons: bool = True) -> str:
        """Return the derivation in plain text; see `writing.derivation_text`."""
        from sigmoid_sym.derivation.writing import derivation_text  # which imports this file

        return derivation_text(self, reasons)

    @property
    def formula(self) -> tuple[Expression, Expression]:
        """The first left side and the last right side: what has been derived."""
        first, last = self.passages[-1].steps[0], self.passages[-1].steps[-1]
        return first.left or last.right, last.right


def coefficient(n: Expression, k: Expression) -> Call:
    """Return c(n,k) as it is named."""
    return Call(COEFFICIENT, (n, k))


def closed_coefficient(n: Expression, k: Expression) -> Expression:
    """Return c(n,k) in closed form, (-1)^{k+1} (k-1)! S(n+1,k)."""
    return Neg(Integer(1)) ** (k + 1) * call("factorial", k - 1) * call("stirling2", n + 1, k)


def _spelt_out(node: Expression) -> Expression:
    if isinstance(node, Call) and node.function == COEFFICIENT:
        return closed_coefficient(*map(_spelt_out, node.arguments))
    return mapped(node, _spelt_out)
