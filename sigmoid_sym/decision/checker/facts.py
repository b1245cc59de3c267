"""The facts that claims are made of, each shown or not: equality, sign, zeros, limits, on a domain."""

from __future__ import annotations

import contextlib
import itertools
from dataclasses import dataclass, replace
from fractions import Fraction

from sigmoid_sym.decision.checker.conditions import conditions
from sigmoid_sym.decision.checker.limits import infinite, leading
from sigmoid_sym.decision.checker.numbers import Coefficients, Undefined, roots, together
from sigmoid_sym.decision.checker.places import Places
from sigmoid_sym.decision.checker.polynomials import Product, number
from sigmoid_sym.decision.checker.recurrence import advances, same_row
from sigmoid_sym.decision.checker.statements import (
    MIRROR,
    Fact,
    NotShown,
    cut,
    minus,
    require,
)
from sigmoid_sym.kernel.induction import whole_letters
from sigmoid_sym.tree.claim import (
    COUNTERS,
    INFINITY,
    Domain,
    Interval,
    Relation,
    Trend,
)
from sigmoid_sym.tree.data import from_data
from sigmoid_sym.tree.expression import (
    Add,
    At,
    Call,
    Derivative,
    Expression,
    Integer,
    Mul,
    Neg,
    Symbol,
    free_symbols,
    tree,
)
from sigmoid_sym.tree.substitution import put


@dataclass(frozen=True, slots=True)
class Examination(Places):
    """One claim, examined.

    Attributes:
        domains, definitions: those of the claim.
        ask: see `examine`.
    """

    def where_defined(self, *trees: Expression) -> Examination:
        """The same on a smaller interval: outside of it, some u of a log u in the trees is not positive."""
        needs = [u for node in trees for u, relation in conditions(node) if relation is Relation.GT]
        if len(letters := free_symbols(Add((Integer(0), *needs)))) != 1:
            return self
        x = Symbol(min(letters))
        inside = self.domain(x)
        for upper, witness in zip((False, True), self.ask("defined", x, inside, *needs), strict=True):
            if witness is not None:
                require(witness[0] < len(needs), "a need")
                need, end = needs[witness[0]], from_data(witness[1])
                self.on(x, cut(inside, end, not upper, True)).fails(need, x)
                inside = cut(inside, end, upper, False)
        return self.on(x, inside)

    def fails(self, need: Expression, x: Symbol) -> None:
        """need ≤ 0 on the domain, which may be a single point."""
        i = self.domain(x)
        if self.compared(i.lower, i.upper) == 0:
            require(self.sign(put(need, x.name, i.lower)) <= 0, "no value at the end of the domain")
        else:
            self.needed(need, Relation.LE, "where a function is not defined")

    def needed(self, u: Expression, relation: Relation, what: str) -> None:
        """u has a sign on the domain. What refutes that does not refute the claim."""
        try:
            self.link(u, relation, Integer(0))
        except NotShown as error:
            raise NotShown(f"not shown: {what}") from error

    def on(self, x: Symbol, interval: Interval) -> Examination:
        others = tuple(domain for domain in self.domains if domain.variable != x)
        return replace(self, domains=(*others, Domain(x, interval)))

    # two trees are the same

    def same(self, left: Expression, right: Expression) -> None:
        """left = right wherever both are defined, and somewhere in the domain they are."""
        whole, fact = sorted(whole_letters(left) | whole_letters(right)), Fact(left, Relation.EQ, right)
        if whole:
            self.for_all(left, right, whole)
        elif not free_symbols(left - right):
            require(self.sign(left - right) == 0, "two equal numbers", fact)
        else:
            require(not self.algebra.of(left - right), "both sides are the same", fact)
            point = {name: Fraction(v) for name, v in self.ask("point", left, right).items()}
            require(point.keys() == free_symbols(left - right), "a value for each letter")
            for name, value in point.items():
                require(self.contains(self.domain(Symbol(name)), tree(value)), "a point of the domain")
                left, right = put(left, name, tree(value)), put(right, name, tree(value))
            require(self.sign(left - right) == 0, "a point where both sides are defined")

    def for_all(self, left: Expression, right: Expression, whole: list[str]) -> None:
        must = whole_letters(left - right, exponents=False)
        for name in whole:
            stated = [domain.integers for domain in self.domains if domain.variable.name == name]
            require(all(stated or [name in COUNTERS or name in must]), f"{name} is a whole number")
        for n, k in itertools.permutations(whole if len(whole) > 1 else [*whole, ""], 2):
            with contextlib.suppress(Undefined):
                if n and same_row(left, right, n, k):
                    self.instance(left, right, whole)
                    return
        require(len(whole) == 1, "both sides are the same combination of one row")
        (n,), least = whole, self.least(whole[0])
        start, rate, x = self.ask("recurrence", left, right)
        factor, variable = from_data(rate), None if x is None else Symbol(x)
        others = (free_symbols(left) | free_symbols(right)) - {n}
        require(isinstance(start, int) and start >= least and x != n, "a start")
        require(x not in free_symbols(factor) and (x is not None or not others), "a rate")
        for m in range(least, start + 1):
            self.same(put(left, n, tree(m)), put(right, n, tree(m)))
        for side in (left, right):
            require(advances(side, factor, n, variable, start), f"the step from {n} to {n} + 1")

    def instance(self, left: Expression, right: Expression, whole: list[str]) -> None:
        """There are numbers in the domain for which both sides have a value."""
        found = self.ask("instance", left, right, whole)
        require(sorted(found) == whole, "a number for each letter")
        for name, m in found.items():
            stated = [d.interval for d in self.domains if d.variable.name == name]
            inside = stated[0] if stated else Interval(lower=Integer(0), lower_closed=True)
            ends = Interval(self.written(inside.lower), self.written(inside.upper))
            ends = replace(ends, lower_closed=inside.lower_closed, upper_closed=inside.upper_closed)
            require(self.contains(ends, tree(m)), "a number in the domain")
            left, right = put(left, name, tree(m)), put(right, name, tree(m))
        self.same(left, right)

    # signs and zeros

    def factored(self, f: Expression, x: Symbol) -> tuple[int, list[tuple[str, Coefficients, int]]]:
        """Return q and factors (kind, p, k): f = number · Π p(x or e^{x/q})^k, the p of a kind coprime."""
        require(free_symbols(f) <= {x.name}, f"a statement in {x.name} alone")
        q, scale, given = self.ask("factors", f, x)
        factors = [(kind, list(p), k) for kind, p, k in given]
        parts = [tree(Fraction(scale))]
        for kind, p, k in factors:
            require(
                kind in ("x", "e") and all(isinstance(a, int) for a in [*p, k]) and p[-1] != 0 != k, "factors"
            )
            u = x if kind == "x" else Call("exp", (x / q,))
            parts.append(Add((Integer(0), *(tree(a) * u ** tree(j) for j, a in enumerate(p)))) ** tree(k))
        require(isinstance(q, int) and q > 0 and Fraction(scale) != 0, "factors")
        require(not self.algebra.of(f - Mul((*parts, Integer(1)))), "the product is the expression")
        for kind in ("x", "e"):
            roots(together(factors, kind, lambda k: True), None, None)  # raises where two have a common root
        return q, factors

    def zeros(self, f: Expression, x: Symbol) -> int:
        """Return the number of zeros in the domain, where f is defined everywhere."""
        self.real(x)
        self = self.where_defined(f)
        q, factors = self.factored(f, x)
        self.regular(f, x)
        i, above = self.domain(x), [together(factors, kind, lambda k: k > 0) for kind in ("x", "e")]
        found = sum(self.count(p, kind, q, i, True) for p, kind in zip(above, ("x", "e"), strict=True))
        # Elsewhere x and e^{x/q} are not both algebraic (Lindemann): only 0 can be a root of both.
        both = above[0][0] == 0 and sum(above[1]) == 0
        return found - (both and self.contains(i, Integer(0)))

    def link(self, left: Expression, relation: Relation, right: Expression) -> None:
        """left relation right, at every point of the domain where both are defined."""
        fact = Fact(left, relation, right)
        match left, right:
            case _ if relation is Relation.EQ:
                self.same(left, right)
            case _, Call("abs") if relation in (Relation.GT, Relation.GE):
                self.link(right, MIRROR[relation], left)
            case Call("abs", (f,)), _ if relation in (Relation.LT, Relation.LE):
                self.link(f, relation, right)
                self.link(f, MIRROR[relation], Neg(right))
            case _ if not free_symbols(left - right):
                require(self.holds(left, relation, right), "a relation between numbers", fact)
            case _:
                require(relation is not Relation.APPROX, "≈ between functions")
                self.ordered(left, relation, right, fact)

    def ordered(self, left: Expression, relation: Relation, right: Expression, fact: Fact) -> None:
        require(not whole_letters(left - right), "an inequality for all n")
        strict, difference = relation not in (Relation.LE, Relation.GE), self.algebra.of(left - right)
        if not difference:
            require(not strict, "two sides that differ", fact)
            self.same(left, right)
        else:
            self.where_defined(left, right).differ(left, relation, right, fact, difference)

    def differ(
        self, left: Expression, relation: Relation, right: Expression, fact: Fact, difference: Product
    ) -> None:
        strict, sides = relation not in (Relation.LE, Relation.GE), (left, right)
        if self.algebra.has_logarithms(difference):
            # The exponential function is increasing; it may have values where left and right have none.
            self.somewhere(left - right)
            left, right = Call("exp", (left,)), Call("exp", (right,))
        f = minus(right, left) if relation in (Relation.LT, Relation.LE) else minus(left, right)
        x = Symbol(min(free_symbols(f)))
        q, factors = self.factored(f, x)
        i = self.domain(x)
        for kind in ("x", "e") if strict else ():
            p = together(factors, kind, lambda k: k > 0)
            require(self.count(p, kind, q, i, True) == 0, "no zero", fact)
        if relation is Relation.NE:
            return
        # x and e^{x/q} - 1 have the same sign: together they change it where one of them alone does not.
        at_0 = [
            (kind, p, k) for kind, p, k in factors if (kind, p[1:], sum(p)) in (("x", [1], 1), ("e", [1], 0))
        ]
        at_0 = at_0 if sum(k for *_, k in at_0) % 2 == 0 else []
        rest = [factor for factor in factors if factor not in at_0]
        for kind in ("x", "e"):
            p = together(rest, kind, lambda k: k % 2 == 1)
            require(self.count(p, kind, q, i, False) == 0, "no change of sign", fact)
        point = tree(Fraction(self.ask("inside", f, x, i, *sides)))
        require(self.contains(i, point) and self.sign(put(f, x.name, point)) > 0, "the sign at a point", fact)

    def somewhere(self, f: Expression) -> None:
        """f, of one variable, has a value at some point of the domain."""
        require(len(free_symbols(f)) == 1, "a function of one variable")
        x = Symbol(min(free_symbols(f)))
        i = self.domain(x)
        point = tree(Fraction(self.ask("somewhere", f, x, i)))
        require(self.contains(i, point), "a point of the domain")
        self.sign(put(f, x.name, point))

    def within(self, f: Expression, interval: Interval) -> None:
        lower, upper = self.written(interval.lower), self.written(interval.upper)
        if infinite(lower) < 0 < infinite(upper):
            self.same(f, f)  # it has a value somewhere
        if infinite(lower) >= 0:
            self.link(f, Relation.GE if interval.lower_closed else Relation.GT, lower)
        if infinite(upper) <= 0:
            self.link(f, Relation.LE if interval.upper_closed else Relation.LT, upper)

    def regular(self, f: Expression, x: Symbol) -> None:
        """f is defined, and so analytic, on the whole domain."""
        for below, relation in conditions(f):
            if x.name in free_symbols(below):
                self.needed(below, relation, "a function without a pole in the domain")

    def fills(self, f: Expression, interval: Interval) -> None:
        """f, which is continuous, has each closed end for a value and each open end for a limit."""
        require(len(free_symbols(f)) == 1, "a function of one variable")
        x = Symbol(min(free_symbols(f)))
        self.real(x)
        self = self.where_defined(f)
        self.regular(f, x)
        for end, closed in ((interval.lower, interval.lower_closed), (interval.upper, interval.upper_closed)):
            if closed:
                require(self.zeros(f - self.written(end), x) > 0, "the end of the range is a value")
            else:
                at_upper = self.ask("end", f, x, self.written(end)) == "upper"
                place = self.domain(x).upper if at_upper else self.domain(x).lower
                self.limit(f, x, place, self.written(end), "-" if at_upper else "+")

    def shape(self, f: Expression, x: Symbol, trend: Trend) -> None:
        """By the sign of f' or f'': analytic and not 0, it is 0 at single points only."""
        self = self.where_defined(f)
        slope = Derivative(f, x, Integer(1 if trend in (Trend.INCREASING, Trend.DECREASING) else 2))
        rising = trend in (Trend.INCREASING, Trend.CONVEX)
        require(bool(self.algebra.of(slope)), "a function that is not constant or linear")
        require(free_symbols(f) == {x.name}, "a function of the variable alone")
        self.link(slope, Relation.GE if rising else Relation.LE, Integer(0))
        self.regular(f, x)

    def extremum(
        self, f: Expression, x: Symbol, relation: Relation, v: Expression | None, at: Expression | None
    ) -> None:
        self.real(x)
        place = None if at is None else self.written(at)
        if place is not None:
            require(self.contains(self.domain(x), place), "a place in the domain")
            value = At(f, x, place)
            extreme = value if v is None else self.written(v)
            self.link(value, Relation.EQ, extreme)
            self.link(f, relation, extreme)
        elif v is not None:
            self.link(f, relation, self.written(v))
            require(self.zeros(f - self.written(v), x) > 0, "the extreme value is taken")
        else:
            raise NotShown("an extremum of which neither the value nor the place is said")

    # limits

    def approach(self, x: Symbol, point: Expression, side: str) -> str:
        """Return from where the domain lets x come near a point: "" from both sides."""
        i = self.domain(x)
        if infinite(point):
            require(point in (i.lower, i.upper) and not side, "a point that can be approached in the domain")
            return ""
        low, high = self.compared(point, i.lower), self.compared(i.upper, point)
        require(self.compared(i.upper, i.lower) > 0 and low >= 0 <= high, "a point of the domain")
        only = "+" if low == 0 else "-" if high == 0 else side
        require(side in ("", only), "a side from which the domain is left")
        return only

    def limit(self, f: Expression, x: Symbol, point: Expression, v: Expression, side: str) -> None:
        """f → v as x → point, from the leading term of each factor: a product of leading terms leads."""
        require(free_symbols(f) <= {x.name} and not free_symbols(v), "a limit without parameters")
        for need in [u for u, relation in conditions(f) if relation is Relation.GT]:
            self.needed(need, Relation.GT, "a function that is defined near the point")
        (a, b), lead = leading(self.algebra, self.algebra.of(f), x, point)
        right = point == INFINITY or (side == "+" and not infinite(point))
        if (a, b) > (0, 0) or not lead:
            require(not infinite(v) and self.sign(v) == 0, "the limit is 0")
        elif a == b == 0:
            require(not infinite(v), "the limit is finite")
            require(not self.algebra.sum([lead, number(-1) * self.algebra.of(v)]), "the limit")
        else:
            odd = b % 2 == 1
            require(right or side == "-" or infinite(point) != 0 or not odd, "the same limit on both sides")
            require(infinite(v) == self.algebra.sign(lead) * (-1 if odd and not right else 1), "the limit")
