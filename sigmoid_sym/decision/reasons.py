"""Why a claim was not proved: one way led to no proof; another may, or a counterexample."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.kernel.numbers import CertificateError
from sigmoid_sym.tree.claim import Relation
from sigmoid_sym.tree.definitions import Unclear
from sigmoid_sym.tree.expression import Expression


@dataclass(frozen=True, slots=True)
class Wanted:
    """What should hold at every point of the domain."""

    left: Expression
    relation: Relation
    right: Expression


class NotShown(CertificateError):
    """Something of a claim that was not shown.

    Attributes:
        fact: what a counterexample would refute, if one would.
        place: a number at which it fails, if one was found.
    """

    def __init__(self, reason: str, fact: Wanted | None = None, place: Fraction | None = None) -> None:
        super().__init__(reason)
        self.fact, self.place = fact, place


class Undecided(SigmoidSymError):
    """A claim that no strategy here decides."""


NOT_FOUND = (CertificateError, Undecided, Unclear)
