"""Functions with kinks, case by case: |u| is u where u ≥ 0, and -u where u ≤ 0.

On an interval with more than one point where u ≥ 0, |u| may be replaced by u wherever a tree has a value, in
derivatives too. For let f become g by that: at each point p of the interval f is g on one side, or on both.
So if f has an n-th derivative at p, it is that of g, which is analytic where it has a value, as it has at p.

Where no sign is known, what holds for u and for -u in the place of |u| holds. But a derivative at a zero of u
takes its value from one side, and another derivative may take it from the other; and where a letter is bound
there are several u. So outside of both only.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from sigmoid_sym.kernel.facts import ALLOWED, Data, Fact, Holds, Pieced, implies, require_interval
from sigmoid_sym.kernel.kinks import Unfolding
from sigmoid_sym.kernel.limits import infinite
from sigmoid_sym.kernel.meaning import Meaning
from sigmoid_sym.kernel.numbers import CertificateError, require
from sigmoid_sym.tree.claim import Interval, Relation
from sigmoid_sym.tree.expression import Expression, Integer

_ZERO = Integer(0)
_MOST_UNKNOWN = 4  # signs in one case: there are 16 ways to choose them

Sides = tuple[Expression, Expression]


class Unsigned(CertificateError):
    """A tree u whose sign is not known, in |u|; `bound` where both signs do not help."""

    def __init__(self, u: Expression, bound: bool) -> None:
        super().__init__(u, bound)
        self.u, self.bound = u, bound

    def __str__(self) -> str:
        return "not shown: the sign of what an absolute value is taken of"


@dataclass(slots=True)
class Case:
    """An interval, and the signs that were shown on it.

    Attributes:
        known: u -> 1 for u ≥ 0, -1 for u ≤ 0, for all values of other letters.
        chosen: those that are taken one way and then the other.
    """

    ring: Meaning
    x: str
    known: dict[Expression, int]
    chosen: dict[Expression, int] = field(default_factory=dict)

    @classmethod
    def of(cls, ring: Meaning, x: str, where: Interval, facts: list[Fact]) -> Case:
        """Return a case with the signs that are among the facts."""
        known = dict[Expression, int]()
        for fact in facts:
            match fact:
                case Holds(u, relation, right, letter, place) if right == _ZERO:
                    if place is None or (letter, place) == (x, where):
                        for wanted, sign in ((Relation.GE, 1), (Relation.LE, -1)):
                            known |= {u: sign} if implies(relation, wanted) else {}
        return cls(ring, x, known)

    def sign(self, u: Expression, bound: bool) -> int:
        """Return the sign of u; 0 where |u| is a number for the ring.

        Raises:
            Unsigned: it is neither known nor chosen.
        """
        f = self.ring.of(u)
        if self.ring.is_constant(f):
            return 0
        if u in self.known:
            return self.known[u]
        for other, sign in () if bound else self.chosen.items():
            # Both have a value where the claim has one. Of a fact's u that would not be known: e^{log x} > 0.
            if self.ring.is_constant(ratio := f * self.ring.of(other) ** -1):
                return sign * self.ring.sign(ratio)
        raise Unsigned(u, bound)

    def ways(self, left: Expression, right: Expression) -> Iterator[tuple[Case, Sides]]:
        """Yield the sides without absolute values, in each way in which unknown signs may be."""
        unfolding = Unfolding(self.x, self.sign)
        try:
            sides = unfolding.of(left), unfolding.of(right)
        except Unsigned as unknown:
            if unknown.bound or len(self.chosen) == _MOST_UNKNOWN:
                raise
            for sign in (1, -1):
                chosen = {**self.chosen, unknown.u: sign}
                yield from Case(self.ring, self.x, self.known, chosen).ways(left, right)
        else:
            yield self, sides

    def follows(self, sides: Sides, relation: Relation) -> bool:
        """Return whether a relation is one of the signs that are chosen: left - right = c·u."""
        difference = self.ring.of(sides[0] - sides[1])
        for u, sign in self.chosen.items():
            ratio = difference * self.ring.of(u) ** -1
            if self.ring.is_constant(ratio):
                return {0, sign * self.ring.sign(ratio)} <= set(ALLOWED[relation])
        return False


def cases(step: Data, facts: list[Fact], ring: Meaning) -> Fact:
    """A relation holds on each of the parts of an interval, with absolute values replaced there."""
    left, relation, right, x, where = (step[key] for key in ("left", "relation", "right", "x", "where"))
    require(relation in ALLOWED, "a relation without digits")
    require_cover(ring, step["parts"], where)
    for part in step["parts"]:
        for case, sides in Case.of(ring, x, part, facts).ways(left, right):
            shown = any(_related(fact, sides, relation, x, part) for fact in facts)
            require(shown or case.follows(sides, relation), "a case")
    return Pieced(left, relation, right, x, where)


def _related(fact: Fact, sides: Sides, relation: Relation, x: str, part: Interval) -> bool:
    match fact:
        case Holds(left, known, right, letter, where) if where is None or (letter, where) == (x, part):
            return implies(known, relation) and (left, right) == sides
    return False


def require_cover(ring: Meaning, parts: list[Interval], where: Interval) -> None:
    """Reject unless intervals follow upon each other, and are the whole interval together."""
    for part in [*parts, where]:
        for end in (part.lower, part.upper):
            require(bool(infinite(end)) or ring.is_constant(ring.of(end)), "ends that are numbers")
        require_interval(ring, part)
    require(bool(parts), "a case")
    first, last = parts[0], parts[-1]
    require(first.lower == where.lower and first.lower_closed >= where.lower_closed, "the lower end")
    require(last.upper == where.upper and last.upper_closed >= where.upper_closed, "the upper end")
    for before, after in itertools.pairwise(parts):
        require(before.upper == after.lower and (before.upper_closed or after.lower_closed), "no gap")
