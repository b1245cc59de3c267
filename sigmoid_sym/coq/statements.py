"""Theorems of Coq: what is stated, for which letters and under which hypotheses, and how it is proved."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import NamedTuple

from sigmoid_sym.coq.conditions import Need
from sigmoid_sym.kernel.limits import infinite
from sigmoid_sym.language.coq import PRODUCT, coq, coq_name
from sigmoid_sym.tree.claim import Interval, Relation
from sigmoid_sym.tree.expression import Expression, Symbol

SIGNS = MappingProxyType(
    {
        Relation.EQ: "=",
        Relation.NE: "<>",
        Relation.LT: "<",
        Relation.LE: "<=",
        Relation.GT: ">",
        Relation.GE: ">=",
    }
)


class Theorem(NamedTuple):
    """What is stated, the tactics that prove it, and the derivatives in it: of what, in what, their order."""

    statement: str
    proof: list[str]
    derivatives: tuple[tuple[Expression, Symbol, int], ...] = ()

    def written(self, name: str) -> str:
        """Return the theorem as text, in lines that fit on a page."""
        source = "\n".join(
            [f"Theorem {name} : {self.statement}.", "Proof.", *(f"  {line}" for line in self.proof), "Qed."]
        )
        return "\n".join(
            textwrap.fill(line, 100, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
            for line in source.splitlines()
        )


def stated(letters: Iterable[tuple[Symbol, Interval]], needed: list[Need], says: str) -> str:
    """Return that something holds for all letters in their intervals, where what is needed holds."""
    every = list(letters)
    quantifier = f"forall {' '.join(coq_name(x) for x, _ in every)} : R,\n  " if every else ""
    found = [h for x, i in every for h in hypotheses(i, coq_name(x))]
    found += map(written_need, needed)
    return f"{quantifier}{''.join(f'{h} -> ' for h in found)}{says}"


def written_need(need: Need) -> str:
    """Return that something is positive, or not 0."""
    u, relation = need
    return f"0 < {coq(u)}" if relation is Relation.GT else f"{coq(u)} <> 0"


def hypotheses(i: Interval, x: str) -> Iterator[str]:
    """Yield that x is in an interval, end by end."""
    if not infinite(i.lower):
        yield f"{coq(i.lower, PRODUCT)} {'<=' if i.lower_closed else '<'} {x}"
    if not infinite(i.upper):
        yield f"{x} {'<=' if i.upper_closed else '<'} {coq(i.upper, PRODUCT)}"


def conjunction(parts: list[str]) -> str:
    """Return that all of these hold."""
    return " /\\ ".join(parts)
