"""The search for cases: where absolute values change their sign, and what is to be shown in between."""

from __future__ import annotations

import contextlib
import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from sigmoid_sym.decision.factoring import Factors, has_logarithms
from sigmoid_sym.decision.reasons import NOT_FOUND, Undecided
from sigmoid_sym.decision.record import Record
from sigmoid_sym.decision.ring import Counted, in_ring, product_of
from sigmoid_sym.kernel.cases import Case, Unsigned
from sigmoid_sym.kernel.conditions import conditions
from sigmoid_sym.kernel.facts import Continuous, Holds, Pieced, Tends
from sigmoid_sym.kernel.goals import ZERO, turning
from sigmoid_sym.kernel.joined import piece, shape
from sigmoid_sym.kernel.kinks import Unfolding
from sigmoid_sym.kernel.limits import infinite
from sigmoid_sym.kernel.meaning import Meaning
from sigmoid_sym.kernel.numbers import CertificateError
from sigmoid_sym.kernel.signs import Terms
from sigmoid_sym.tree.claim import Interval, Relation, Trend
from sigmoid_sym.tree.expression import At, Expression, Symbol, call, free_symbols, tree

_MOST_PARTS = 30
_SIMPLE = 40  # numbers that are tried


@dataclass(slots=True)
class Pieces:
    """Two sides with kinks on an interval.

    Attributes:
        both: what has no sign on an interval that can be named: both are tried.
    """

    record: Record
    left: Expression
    relation: Relation
    right: Expression
    x: Symbol
    where: Interval
    both: list[Expression] = field(default_factory=list)

    def show(self) -> None:
        """Show the relation on each part.

        Raises:
            CertificateError: the steps were not found.
        """
        parts, q = list[Interval](), 1
        for part in self.parts():
            q = math.lcm(q, self.show_on(part))
            parts.append(part)
        fact = Pieced(self.left, self.relation, self.right, self.x.name, self.where)
        sides = {"left": self.left, "relation": self.relation, "right": self.right}
        self.record.add(fact, "cases", **sides, x=self.x.name, where=self.where, parts=parts, q=q)

    def parts(self) -> Iterator[Interval]:
        """Yield intervals on which the signs are known, as they are found; each is shown first."""
        pending, found = [self.where], 0
        while pending:
            part = pending.pop()
            unknown = self.unknown(part)
            if unknown is None:
                found += 1
                yield part
                continue
            cuts = self.cuts(unknown, part)
            if cuts:
                pending += reversed(list(_between(part, cuts)))
            else:
                self.show_sign(unknown, part)
                pending.append(part)
            if found + len(pending) > _MOST_PARTS:
                raise CertificateError(f"more than {_MOST_PARTS} cases")

    def case(self, ring: Meaning, part: Interval) -> Case:
        return Case.of(ring, self.x.name, part, self.record.facts)

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
        self.record.tell("case", x=self.x, where=part, whole=part == self.where)
        for case, (left, right) in every:
            ring, difference = product_of(left - right)
            if not difference and self.relation in (Relation.EQ, Relation.LE, Relation.GE):
                fact = Holds(left, Relation.EQ, right)
                self.record.add(fact, "equal", left=left, right=right, q=ring.q)
            elif case.follows((left, right), self.relation):
                self.record.tell("follows", left=left, relation=self.relation, right=right)
            elif self.relation is Relation.EQ or free_symbols(left - right) != {self.x.name}:
                raise CertificateError("not shown: both sides are the same")
            else:
                self.record.ordered(left, self.relation, right, self.x, part)
        return known.q

    def show_sign(self, u: Expression, part: Interval) -> None:
        """Show the sign of a function that has no zero in an interval, or give up to find one."""
        with self.record.aside():
            for relation in (Relation.GE, Relation.LE):
                try:
                    self.record.ordered(u, relation, ZERO, self.x, part)
                    return
                except (CertificateError, Undecided):
                    continue
        self.both.append(u)

    def cuts(self, u: Expression, part: Interval) -> list[Expression]:
        """Return the zeros and poles of odd order inside an interval; none if one of them has no name."""
        ring, f = product_of(u)
        if has_logarithms(ring, f):
            ring, f = product_of(call("exp", u) - 1)
        try:
            factors = Factors.of(ring, f, self.x, part)
        except Undecided:
            return []
        found = []
        for chain, k in factors.parts:
            for root in chain.roots if k % 2 else []:
                exact = root.low if root.exact and not factors.chart.in_t else None
                place = _named(chain.p, ring.q, factors.chart.in_t) if exact is None else tree(exact)
                if place is None:
                    return []
                found.append((root.bracket, place))
        return [place for _, place in sorted(found, key=lambda pair: pair[0])]


def show_related(
    record: Record, left: Expression, relation: Relation, right: Expression, x: Symbol, where: Interval
) -> None:
    """Show a relation between functions with kinks, case by case."""
    Pieces(record, left, relation, right, x, where).show()


def show_shape(record: Record, f: Expression, x: Symbol, trend: Trend, where: Interval) -> None:
    """Show that a function with kinks is increasing, convex, …: of each piece its slope, or the slope's."""
    parts, q = list[Interval](), 1
    record.continuous(f, x, where)
    for part, g, own in _pieces(record, f, x, where):
        record.tell("case", x=x, where=part, whole=part == where)
        slope, relation = turning(g, x, trend)
        ring, value = product_of(slope)
        if value:
            record.ordered(slope, relation, ZERO, x, part)
        else:
            record.add(Holds(slope, Relation.EQ, ZERO), "equal", left=slope, right=ZERO, q=ring.q)
        parts.append(part)
        q = math.lcm(q, own, ring.q)
    step = {"f": f, "x": x.name, "where": where, "parts": parts, "trend": trend, "q": q}
    record.add(shape(step, record.facts, Counted(q)), "shape", **step)


def show_end(
    record: Record, f: Expression, x: Symbol, point: Expression, side: str, value: Expression
) -> None:
    """Show that a function with kinks has a limit: as a piece has that ends at the point, or two pieces."""
    where, ends, q = record.inner(x, f), list[Interval](), 1
    for own in [side] if side or infinite(point) else ["-", "+"]:
        below = own == "-" or infinite(point) > 0
        closed = not infinite(point)
        half = (
            replace(where, upper=point, upper_closed=closed)
            if below
            else replace(where, lower=point, lower_closed=closed)
        )
        for part, g, k in _pieces(record, f, x, half):
            if point == (part.upper if below else part.lower):
                record.leads(g, x, point, own, value)
                ends.append(part)
                q = math.lcm(q, k)
    fact = Tends(f, x.name, point, side, value)
    record.add(fact, "end", f=f, x=x.name, point=point, side=side, value=value, parts=ends, q=q)


def _pieces(
    record: Record, f: Expression, x: Symbol, where: Interval
) -> Iterator[tuple[Interval, Expression, int]]:
    """Yield intervals, what a function is on each, and the q of the ring in which that is seen."""
    pieces = Pieces(record, f, Relation.EQ, ZERO, x, where)
    for part in pieces.parts():
        if pieces.both:
            raise CertificateError("not shown: where an absolute value changes its sign")
        ring, g = in_ring(lambda ring, part=part: piece(ring, f, x.name, part, record.facts))  # type: ignore[misc]
        yield part, g, ring.q


def show_continuous(record: Record, f: Expression, x: Symbol, where: Interval) -> None:
    """Show that a function with kinks is continuous: what it needs to have values holds on the interval."""
    for u, relation in conditions(f):
        if free_symbols(u):
            record.needed(u, relation, x, where)
    record.add(Continuous(f, x.name, where), "continuous", f=f, x=x.name, where=where, q=1)


def is_taken(record: Record, f: Expression, x: Symbol, value: Expression) -> bool:
    """Show that f has a value at a simple number, or where cases meet, if it has it there."""
    wheres = [fact.where for fact in record.facts if isinstance(fact, Holds) and fact.where]
    ends = [end for where in wheres for end in (where.lower, where.upper) if not infinite(end)]
    for place in dict.fromkeys([*itertools.islice(record.points.of(x), _SIMPLE), *ends]):
        with contextlib.suppress(*NOT_FOUND):
            record.admit(x.name, place)
            record.numbers(At(f, x, place), Relation.EQ, value)
            return True
    return False


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
