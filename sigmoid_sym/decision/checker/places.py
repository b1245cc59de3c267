"""Numbers, intervals and whole numbers: where a claim is made, and what holds of numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from sigmoid_sym.decision.checker.algebra import Algebra
from sigmoid_sym.decision.checker.conditions import is_whole, printed_unit
from sigmoid_sym.decision.checker.limits import infinite
from sigmoid_sym.decision.checker.numbers import Coefficients, End, roots
from sigmoid_sym.decision.checker.statements import ALLOWED, NotShown, expanded, require
from sigmoid_sym.tree.claim import COUNTERS, INFINITY, Definition, Domain, Interval, Relation
from sigmoid_sym.tree.expression import Call, Expression, Integer, Symbol, free_symbols
from sigmoid_sym.tree.substitution import put

Ask = Callable[..., Any]  # ask(question, *trees) -> a witness, JSON data


@dataclass(frozen=True, slots=True)
class Places:
    """Numbers, and the places that a claim is about.

    Attributes:
        domains, definitions: those of the claim.
        ask: see `examine`.
    """

    domains: tuple[Domain, ...]
    definitions: tuple[Definition, ...]
    ask: Ask
    algebra: Algebra = field(default_factory=Algebra)

    def written(self, node: Expression) -> Expression:
        """Return the tree without defined names, and with the point for a letter that is at one point."""
        node = expanded(node, self.definitions)
        for domain in self.domains:
            i = domain.interval
            if i.lower == i.upper and i.lower_closed and i.upper_closed:
                point = expanded(i.lower, self.definitions)
                node = node if free_symbols(point) else put(node, domain.variable.name, point)
        return node

    # numbers

    def sign(self, node: Expression) -> int:
        return self.algebra.sign(self.algebra.of(node))

    def compared(self, a: Expression, b: Expression) -> int:
        """Return the sign of a - b, either of which may be ±∞."""
        return infinite(a) - infinite(b) if infinite(a) or infinite(b) else self.sign(a - b)

    def holds(self, left: Expression, relation: Relation, right: Expression) -> bool:
        """Return whether a relation between numbers holds; ≈ to half a unit of the last printed digit.

        Beside a whole number ≈ holds of equal numbers, fails of those that are more than 1 apart, and says
        nothing certain of others.
        """
        if relation is not Relation.APPROX:
            return self.sign(left - right) in ALLOWED[relation]
        unit = None if is_whole(right) else printed_unit(right) or printed_unit(left)
        if unit is not None:
            return self._within(left - right, unit / 2)
        if self.sign(left - right) == 0:
            return True
        if not is_whole(right) and not is_whole(left):
            raise NotShown("≈ without a number in decimals")
        if self._within(left - right, Integer(1)):
            raise NotShown(
                "≈ with a whole number, which does not say to what digit it is rounded: write decimals"
            )
        return False

    def _within(self, gap: Expression, bound: Expression) -> bool:
        return self.sign(gap - bound) <= 0 <= self.sign(gap + bound)

    # the domain

    def domain(self, x: Symbol) -> Interval:
        found = [d for d in self.domains if d.variable == x]
        require(len(found) <= 1 and not any(d.integers for d in found), f"one interval for {x.name}")
        i = found[0].interval if found else Interval()
        return Interval(self.written(i.lower), self.written(i.upper), i.lower_closed, i.upper_closed)

    def inhabited(self, domain: Domain) -> None:
        """There is a number in a domain between two numbers; nothing is said of other ends."""
        i = domain.interval
        ends = self.written(i.lower), self.written(i.upper)
        numbers = [end for end in ends if not infinite(end) and not free_symbols(end)]
        for end in numbers:
            self.algebra.of(end)
        if len(numbers) < 2:
            return
        if domain.integers:
            low, high = map(self.algebra.constant, ends)
            first = math.ceil(low) if i.lower_closed else math.floor(low) + 1
            require(first < high or (first == high and i.upper_closed), "a domain with a whole number in it")
        sign = self.compared(*ends)
        require(sign < 0 or (sign == 0 and i.lower_closed and i.upper_closed), "a domain with a point in it")

    def contains(self, i: Interval, point: Expression) -> bool:
        low, high = self.compared(point, i.lower), self.compared(i.upper, point)
        return (low > 0 or (low == 0 and i.lower_closed)) and (high > 0 or (high == 0 and i.upper_closed))

    def count(self, p: Coefficients, kind: str, q: int, i: Interval, closed: bool) -> int:
        """Return the number of roots of p(x), or of p(e^{x/q}), on the domain, closed ends as wanted."""

        def end(node: Expression) -> End:
            if infinite(node):
                at_0 = kind == "e" and infinite(node) < 0
                return (lambda bits: (Fraction(0), Fraction(0))) if at_0 else None
            value = self.algebra.of(Call("exp", (node / q,)) if kind == "e" else node)
            return lambda bits: self.algebra.enclosure(value, bits)

        require(self.compared(i.lower, i.upper) < 0, "an interval")
        require(
            not (i.lower_closed and infinite(i.lower)) and not (i.upper_closed and infinite(i.upper)), "ends"
        )
        return roots(p, end(i.lower), end(i.upper), (closed and i.lower_closed, closed and i.upper_closed))

    def real(self, x: Symbol) -> None:
        """The variable ranges over an interval, and not over whole numbers."""
        stated = [domain for domain in self.domains if domain.variable == x]
        require(bool(stated) or x.name not in COUNTERS, f"{x.name} is a real number")

    def least(self, n: str) -> int:
        """Return the smallest whole number for which the claim is made: 0, if it does not say."""
        found = [domain for domain in self.domains if domain.variable == Symbol(n)]
        if not found:
            return 0
        require(len(found) == 1 and found[0].interval.upper == INFINITY, "whole numbers from a first one on")
        first = found[0].interval
        require(not infinite(first.lower), f"a first {n}")
        lower = self.algebra.constant(self.written(first.lower))
        return math.ceil(lower) if first.lower_closed else math.floor(lower) + 1
