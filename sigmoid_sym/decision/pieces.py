"""The search for cases: where absolute values change their sign, and what is to be shown in between."""

from __future__ import annotations

import contextlib
import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from sigmoid_sym.decision.factoring import Counted, Factors, has_logarithms, in_ring
from sigmoid_sym.kernel.cases import Case, Unsigned
from sigmoid_sym.kernel.facts import Holds, Pieced
from sigmoid_sym.kernel.goals import ZERO
from sigmoid_sym.kernel.kinks import Unfolding
from sigmoid_sym.kernel.limits import infinite
from sigmoid_sym.kernel.meaning import Meaning
from sigmoid_sym.kernel.numbers import CertificateError
from sigmoid_sym.kernel.signs import Terms
from sigmoid_sym.tree.claim import Interval, Relation
from sigmoid_sym.tree.expression import At, Expression, Integer, Symbol, call, free_symbols, tree

if TYPE_CHECKING:  # which calls this module
    from sigmoid_sym.decision.steps import Search

_MOST_PARTS = 30
_SIMPLE = [Fraction(k, 4) for k in (4, -4, 8, -8, 2, -2, 12, -12, 0, 1, -1, 20, -20)]


@dataclass(slots=True)
class Pieces:
    """Two sides with kinks on an interval.

    Attributes:
        both: what has no sign on an interval that can be named: both are tried.
    """

    search: Search
    left: Expression
    relation: Relation
    right: Expression
    x: Symbol
    where: Interval
    both: list[Expression] = field(default_factory=list)

    @classmethod
    def of(cls, search: Search, left: Expression, relation: Relation, right: Expression) -> Pieces:
        """Return two sides where they may have values."""
        x = Symbol(min(free_symbols(left - right)))
        return cls(search, left, relation, right, x, search.inner(x, left, right))

    def show(self) -> None:
        """Show the relation on each part, and a point at which both sides have a value.

        Raises:
            CertificateError: the steps were not found.
        """
        pending, parts, q = [self.where], list[Interval](), 1
        while pending:
            part = pending.pop()
            unknown = self.unknown(part)
            if unknown is None:
                q = math.lcm(q, self.show_on(part))
                parts.append(part)
                continue
            cuts = self.cuts(unknown, part)
            if cuts:
                pending += reversed(list(_between(part, cuts)))
            else:
                self.show_sign(unknown, part)
                pending.append(part)
            if len(parts) + len(pending) > _MOST_PARTS:
                raise CertificateError(f"more than {_MOST_PARTS} cases")
        fact = Pieced(self.left, self.relation, self.right, self.x.name, self.where)
        sides = {"left": self.left, "relation": self.relation, "right": self.right}
        self.search.add(fact, "cases", **sides, x=self.x.name, where=self.where, parts=parts, q=q)
        self.have_values()

    def case(self, ring: Meaning, part: Interval) -> Case:
        return Case.of(ring, self.x.name, part, self.search.facts)

    def unknown(self, part: Interval) -> Expression | None:
        """Return what an absolute value is taken of, if it is a function of x whose sign is not known."""

        def first(ring: Meaning) -> Expression | None:
            case = self.case(ring, part)

            def sign(u: Expression, bound: bool) -> int:
                try:
                    return case.sign(u, bound)
                except Unsigned:
                    if free_symbols(u) == {self.x.name} and u not in self.both:
                        raise
                    return 1

            unfolding = Unfolding(self.x.name, sign)
            try:
                unfolding.of(self.left), unfolding.of(self.right)
            except Unsigned as error:
                return error.u
            return None

        return in_ring(first)[1]

    def show_on(self, part: Interval) -> int:
        """Show the relation on a part where signs are known; return the q of the ring where they are."""
        sides = (self.left, self.right)
        known, every = in_ring(lambda ring: list(self.case(ring, part).ways(*sides)))
        if part != self.where:
            self.search.tell("case", x=self.x, where=part)
        for case, (left, right) in every:
            ring, difference = in_ring(lambda ring, f=left - right: ring.of(f))  # type: ignore[misc]
            if not difference and self.relation in (Relation.EQ, Relation.LE, Relation.GE):
                fact = Holds(left, Relation.EQ, right)
                self.search.add(fact, "equal", left=left, right=right, q=ring.q)
            elif case.follows((left, right), self.relation):
                continue
            elif self.relation is Relation.EQ or free_symbols(left - right) != {self.x.name}:
                raise CertificateError("not shown: both sides are the same")
            else:
                self.search.ordered(left, self.relation, right, self.x, part)
        return known.q

    def show_sign(self, u: Expression, part: Interval) -> None:
        """Show the sign of a function that has no zero in an interval, or give up to find one."""
        with self.search.aside():
            for relation in (Relation.GE, Relation.LE):
                try:
                    self.search.ordered(u, relation, ZERO, self.x, part)
                    return
                except CertificateError:
                    continue
        self.both.append(u)

    def cuts(self, u: Expression, part: Interval) -> list[Expression]:
        """Return the zeros and poles of odd order inside an interval; none if one of them has no name."""
        ring, f = in_ring(lambda ring: ring.of(u))
        if has_logarithms(ring, f):
            ring, f = in_ring(lambda ring: ring.of(call("exp", u) - 1))
        factors = Factors.of(ring, f, self.x, part)
        found = []
        for chain, k in factors.parts:
            for root in chain.roots if k % 2 else []:
                exact = root.low if root.exact and not factors.chart.in_t else None
                place = _named(chain.p, ring.q, factors.chart.in_t) if exact is None else tree(exact)
                if place is None:
                    return []
                found.append((root.bracket, place))
        return [place for _, place in sorted(found, key=lambda pair: pair[0])]

    def have_values(self) -> None:
        """Show that both sides have a value at a simple point of the domains."""
        letters = sorted(free_symbols(self.left - self.right))
        simple = [*_SIMPLE, *self.middle()]
        for k in range(len(simple)):
            point = {name: tree(simple[(k + i) % len(simple)]) for i, name in enumerate(letters)}
            with contextlib.suppress(CertificateError):
                for name, value in point.items():
                    self.search.admit(name, value)
                self.search.have_values((self.left, self.right), point)
                return
        raise CertificateError("not shown: a point where both sides have a value")

    def middle(self) -> list[Fraction]:
        """Return a number in the middle of the interval, if it has two ends."""
        if infinite(self.where.lower) or infinite(self.where.upper):
            return []
        ring, middle = in_ring(lambda ring: ring.of((self.where.lower + self.where.upper) / 2))
        low, high = ring.enclosure(middle, 64)
        return [(low + high) / 2]


def is_taken(search: Search, f: Expression, x: Symbol, value: Expression) -> bool:
    """Show that f has a value at a simple number, or where cases meet, if it has it there."""
    wheres = [fact.where for fact in search.facts if isinstance(fact, Holds) and fact.where]
    ends = [end for where in wheres for end in (where.lower, where.upper) if not infinite(end)]
    for place in dict.fromkeys([*map(tree, _SIMPLE), *ends]):
        with contextlib.suppress(CertificateError):
            search.admit(x.name, place)
            search.numbers(At(f, x, place), Relation.EQ, value)
            return True
    return False


def bound_of(search: Search) -> Expression:
    """Return a number that is seen to be a bound of the function that a claim is about.

    Raises:
        CertificateError: there is none, or a larger one.
    """
    for size in map(Integer, (1, 4, 16, 64, 1024)):
        with contextlib.suppress(CertificateError):
            type(search)(replace(search.claim, bound=size), Counted(1)).require()  # type: ignore[call-arg]
            return size
    raise CertificateError("not shown: a bound")


def _between(part: Interval, cuts: list[Expression]) -> Iterator[Interval]:
    """Yield the closed parts between places in an interval."""
    for low, high in itertools.pairwise([None, *cuts, None]):
        found = part
        if low is not None:
            found = replace(found, lower=low, lower_closed=True)
        if high is not None:
            found = replace(found, upper=high, upper_closed=True)
        yield found


def _named(p: Terms, q: int, in_t: bool) -> Expression | None:
    """Return the zero of a x + b or of a e^{jx/q} + b, None of anything else."""
    if len(p) != 2 or (0, 0) not in p:
        return None
    (i, j), a = max(p.items())
    value = Fraction(-p[0, 0], a)
    if not in_t and (i, j) == (1, 0):
        return tree(value)
    power = i if in_t else j
    if (i and j) or value <= 0 or power == 0:
        return None
    if value == 1:
        return ZERO
    rate = Fraction(q, power)
    return call("log", value) if rate == 1 else tree(rate) * call("log", value)
