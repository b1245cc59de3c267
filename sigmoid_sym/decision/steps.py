"""The search for the steps of a proof: whatever is found here, the kernel shows nothing false by it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace

from sigmoid_sym.decision import pieces
from sigmoid_sym.decision.factoring import Factors, has_logarithms
from sigmoid_sym.decision.induction import for_all
from sigmoid_sym.decision.points import undefined_ends
from sigmoid_sym.decision.reasons import NOT_FOUND, NotShown, Undecided, Wanted
from sigmoid_sym.decision.record import Record
from sigmoid_sym.decision.ring import LARGEST_Q, Counted, in_ring, product_of
from sigmoid_sym.kernel.clarity import require_clear
from sigmoid_sym.kernel.conditions import conditions
from sigmoid_sym.kernel.extent import require_moderate
from sigmoid_sym.kernel.facts import Holds, Nowhere, Regular, Zeros
from sigmoid_sym.kernel.goals import ZERO, turning
from sigmoid_sym.kernel.induction import whole_letters
from sigmoid_sym.kernel.kinks import has_kink
from sigmoid_sym.kernel.limits import infinite
from sigmoid_sym.kernel.meaning import TooCoarse
from sigmoid_sym.kernel.numbers import CertificateError
from sigmoid_sym.tree.claim import (
    Claim,
    Interval,
    Relation,
    Trend,
)
from sigmoid_sym.tree.data import to_data
from sigmoid_sym.tree.expression import (
    Call,
    Expression,
    Integer,
    Symbol,
    free_symbols,
)

_LARGEST_BOUND = 1 << 20
_SIGNS = {
    Relation.NE: {-1, 1},
    Relation.LT: {-1},
    Relation.LE: {-1},
    Relation.GT: {1},
    Relation.GE: {1},
}


@dataclass(slots=True)
class Search(Record):
    """The search for the steps of a claim."""

    # links

    def relation(self, left: Expression, relation: Relation, right: Expression) -> None:
        if not free_symbols(left - right):
            self.numbers(left, relation, right)
        elif relation is Relation.APPROX:
            raise Undecided("≈ between functions")
        elif has_kink(left - right) and not whole_letters(left - right):
            self.cases(left, relation, right)
        elif relation is Relation.EQ:
            self.same(left, right)
        elif whole_letters(left) | whole_letters(right):
            raise Undecided("an inequality for all n")
        else:
            self.order(left, relation, right)

    def cases(self, left: Expression, relation: Relation, right: Expression) -> None:
        """Show a relation between functions with kinks."""
        try:
            x = Symbol(min(free_symbols(left - right)))
            pieces.show_related(self, left, relation, right, x, self.inner(x, left, right))
        except (CertificateError, Undecided) as error:
            place = getattr(error, "place", None)
            raise NotShown(str(error), Wanted(left, relation, right), place=place) from error
        self.have_values((left, right), self.points.common(left, right))

    def same(self, left: Expression, right: Expression) -> None:
        """Show an equation, for all n if there is one."""
        if whole := sorted(whole_letters(left) | whole_letters(right)):
            for_all(self, left, right, whole)
            return
        ring, difference = product_of(left - right)
        if difference:
            raise NotShown("not shown: both sides are the same", Wanted(left, Relation.EQ, right))
        self.add(Holds(left, Relation.EQ, right), "equal", left=left, right=right, q=ring.q)
        self.have_values((left, right), self.points.common(left, right))

    def valued(self, f: Expression) -> None:
        self.have_values((f,), self.points.common(f, f))

    def order(self, left: Expression, relation: Relation, right: Expression) -> None:
        """Show an order of two functions of one letter."""
        letters = free_symbols(left - right)
        if len(letters) != 1:
            raise NotShown(f"a statement about order or sign with parameters: {', '.join(sorted(letters))}")
        x = Symbol(min(letters))
        _, difference = product_of(left - right)
        if not difference:
            if relation not in (Relation.LE, Relation.GE):
                raise NotShown("not shown: two sides that differ", Wanted(left, relation, right))
            self.same(left, right)
            return
        where = self.inner(x, left, right)
        self.ordered(left, relation, right, x, where)
        point = self.points.inside(left - right, x, where, left, right)
        self.have_values((left, right), {x.name: point})

    def ordered(
        self, left: Expression, relation: Relation, right: Expression, x: Symbol, where: Interval
    ) -> None:
        """Show an order on an interval, by the factors of the difference, or of that of exponentials."""
        fact = Holds(left, relation, right, x.name, where)
        if fact in self.facts:
            return
        route, found = self.factored(left, right, x, where)
        wanted = _SIGNS[relation]
        if not found.signs() <= wanted or (relation not in (Relation.LE, Relation.GE) and found.vanishes()):
            raise NotShown("not shown: the sign", Wanted(left, relation, right), place=found.place(wanted))
        self.add(
            fact,
            "order",
            left=left,
            relation=relation,
            right=right,
            x=x.name,
            where=where,
            route=route,
            **found.data(),
        )

    def factored(
        self, left: Expression, right: Expression, x: Symbol, where: Interval
    ) -> tuple[str, Factors]:
        """Return the factors of the difference, or of that of exponentials if these have no logarithms."""
        ring, f = in_ring(lambda ring: ring.difference(left, right))
        if has_logarithms(ring, f):
            with contextlib.suppress(Undecided, CertificateError):
                a, b = Call("exp", (left,)), Call("exp", (right,))
                other, g = in_ring(lambda ring: ring.difference(a, b))
                return "exponential", Factors.of(other, g, x, where)
        return "difference", Factors.of(ring, f, x, where)

    # where functions have values

    def inner(self, x: Symbol, *trees: Expression) -> Interval:
        outer = self.domain(x)
        needs = [u for node in trees for u, relation in conditions(node) if relation is Relation.GT]
        needs = [u for u in dict.fromkeys(needs) if free_symbols(u) == {x.name} and not has_kink(u)]
        if not needs:
            return outer
        inner = outer
        for upper, found in zip((False, True), undefined_ends(x, outer, needs), strict=True):
            if found is None:
                continue
            k, end = found
            if upper:
                part = replace(inner, lower=end, lower_closed=True)
                inner = replace(inner, upper=end, upper_closed=False)
            else:
                part = replace(inner, upper=end, upper_closed=True)
                inner = replace(inner, lower=end, lower_closed=False)
            if part.lower != part.upper:
                self.needed(needs[k], Relation.LE, x, part)
        if inner != outer:
            nodes = tuple(trees)
            self.add(
                Nowhere(nodes, x.name, outer, inner),
                "nowhere",
                trees=list(nodes),
                x=x.name,
                outer=outer,
                inner=inner,
                q=1,
            )
        return inner

    def needed(self, u: Expression, relation: Relation, x: Symbol, where: Interval) -> None:
        with self.aside():
            show = pieces.show_related if has_kink(u) else Search.ordered
            show(self, u, relation, ZERO, x, where)

    def regular(self, f: Expression, x: Symbol, where: Interval) -> None:
        for u, relation in conditions(f):
            if x.name in free_symbols(u):
                try:
                    self.needed(u, relation, x, where)
                except NotShown as error:
                    raise NotShown("not shown: a function without a pole in the domain") from error
        self.add(Regular(f, x.name, where), "regular", f=f, x=x.name, where=where, q=1)

    def counted(self, f: Expression, x: Symbol, where: Interval) -> int:
        ring, value = product_of(f)
        found = Factors.of(ring, value, x, where)
        count = found.zeros()
        self.add(Zeros(f, x.name, where, count), "zeros", f=f, x=x.name, where=where, **found.data())
        return count

    def tends(self, f: Expression, x: Symbol, point: Expression, side: str, value: Expression) -> None:
        (pieces.show_end if has_kink(f) else Record.leads)(self, f, x, point, side, value)

    def continuous(self, f: Expression, x: Symbol, where: Interval) -> None:
        pieces.show_continuous(self, f, x, where)

    def shaped(self, f: Expression, x: Symbol, trend: Trend, where: Interval) -> None:
        try:
            pieces.show_shape(self, f, x, trend, where)
        except NotShown as error:
            raise NotShown(str(error), Wanted(*turning(f, x, trend), ZERO), place=error.place) from error

    def taken(self, f: Expression, x: Symbol, value: Expression) -> bool:
        return pieces.is_taken(self, f, x, value)

    def is_shown(self, claim: Claim) -> bool:
        return is_found(claim)

    # what the claim leaves open

    def bound(self, f: Expression) -> Expression:
        size = 1
        while not is_found(replace(self.claim, bound=Integer(size))):  # type: ignore[call-arg]
            size *= 4
            if size > _LARGEST_BOUND:
                raise NotShown("no bound was found")
        self.size = Integer(size)
        self.choices["bound"] = to_data(self.size)
        return self.size

    def rises(self, f: Expression, x: Symbol) -> bool:
        rises = is_found(replace(self.claim, trend=Trend.INCREASING))  # type: ignore[call-arg]
        self.choices["rises"] = rises
        return rises

    def approached_at_upper(self, f: Expression, x: Symbol, end: str, value: Expression) -> bool:
        where = self.inner(x, f)
        for name, place, side in (("lower", where.lower, "+"), ("upper", where.upper, "-")):
            with contextlib.suppress(*NOT_FOUND):
                self.tends(f, x, place, "" if infinite(place) else side, value)
                self.choices[end] = name
                return name == "upper"
        raise NotShown("not shown: the end of the range is a limit")


def is_found(claim: Claim) -> bool:
    """Return whether steps were found that show a claim."""
    try:
        found(claim)
    except NOT_FOUND:
        return False
    return True


def found(claim: Claim) -> Search:
    """Return the search for the steps of a claim, at its end.

    Raises:
        CertificateError, Undecided, Unclear: they were not found.
    """
    require_moderate(claim)
    require_clear(claim)
    q = 1
    while True:
        search = Search(claim, Counted(q), choices={"q": q} if q > 1 else {})
        try:
            search.require()
        except TooCoarse as coarse:  # a number in the claim
            q *= coarse.factor
            if q > LARGEST_Q:
                raise Undecided("exponentials with too many different exponents") from None
        else:
            return search
