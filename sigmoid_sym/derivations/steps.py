"""The lines of a derivation: what is said, and the rule used."""

from __future__ import annotations

from dataclasses import dataclass

from sigmoid_sym.tree.claim import Relation
from sigmoid_sym.tree.expression import Call, Expression, Integer, Neg, call

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


@dataclass(frozen=True, slots=True, repr=False)
class Passage:
    """A sentence, and the lines that follow it."""

    words: str
    steps: tuple[Step, ...]

    def __repr__(self) -> str:
        return f"<Passage {self.words!r}: {len(self.steps)} steps>"


def coefficient(n: Expression, k: Expression) -> Call:
    """Return c(n,k) as it is named."""
    return Call(COEFFICIENT, (n, k))


def closed_coefficient(n: Expression, k: Expression) -> Expression:
    """Return c(n,k) in closed form, (-1)^{k+1} (k-1)! S(n+1,k)."""
    return Neg(Integer(1)) ** (k + 1) * call("factorial", k - 1) * call("stirling2", n + 1, k)
