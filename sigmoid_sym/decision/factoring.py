"""Factors of a quotient in x and e^{x/q} over ℚ on an interval, with the chains that show their signs."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

from flint import fmpz_mpoly_ctx, fmpz_poly

from sigmoid_sym.decision.checker.budget import spend
from sigmoid_sym.decision.checker.statements import NotShown
from sigmoid_sym.decision.factors import Undecided, simplest_between
from sigmoid_sym.decision.signs import Chain, chain_of, separate
from sigmoid_sym.kernel import numbers
from sigmoid_sym.kernel.extent import LONGEST
from sigmoid_sym.kernel.factored import Chart
from sigmoid_sym.kernel.meaning import Meaning, TooCoarse
from sigmoid_sym.kernel.ring import Atom, Product
from sigmoid_sym.kernel.signs import Bracket, Place, Signs, Terms, of_product, sign_at
from sigmoid_sym.tree.claim import Interval
from sigmoid_sym.tree.expression import Expression, Integer, Symbol, call, combination, product, tree

Result = TypeVar("Result")
LARGEST_Q = 60
_LARGEST_DEGREE = 120
_FINEST = 40  # halvings of brackets


class Counted(Meaning):
    """The ring of the kernel, its work at the expense of the budget."""

    def spend(self, work: int) -> None:
        spend(work)
        Meaning.spend(self, work)


def in_ring(compute: Callable[[Meaning], Result]) -> tuple[Meaning, Result]:
    """Return the ring with the least q that will do, and what was computed in it."""
    q = 1
    while True:
        ring = Counted(q)
        try:
            return ring, compute(ring)
        except TooCoarse as coarse:
            q *= coarse.factor
            if q > LARGEST_Q:
                raise Undecided("exponentials with too many different exponents") from None


@dataclass(frozen=True, slots=True)
class Factors:
    """f = scale · Π p^k, with the chain of each p on an interval."""

    chart: Chart
    scale: Fraction
    parts: list[tuple[Chain, int]]

    @classmethod
    def of(cls, ring: Meaning, f: Product, x: Symbol, where: Interval, charts: str = "tx") -> Factors:
        """Return the factors over ℚ of what is in x and e^{x/q} alone.

        Arguments:
            charts: those that may be used: without t, what is in e^{x/q} alone is looked at in x, too.

        Raises:
            Undecided: something else is in it, or a sign was not found.
        """
        if not f:
            raise NotShown("not shown: a function that is not 0")
        own, exponential = Atom("x", x.name), Atom("e", ((x.name, 1),))

        def term(powers: tuple[int, ...]) -> tuple[int, int]:
            present = dict(ring.present(powers))
            found = present.pop(own, 0), present.pop(exponential, 0)
            if present:
                raise Undecided(f"{x.name}, its exponential, logarithms or powers of e are mixed in it")
            return found

        every = [f.powers, *(powers for p in f.factors for powers, _ in p)]
        if any(abs(i) > _LARGEST_DEGREE for powers in every for i in term(powers)):
            raise Undecided("a polynomial of too high a degree")
        scale, found = f.scale, dict[tuple[tuple[tuple[int, int], int], ...], int]()
        i, j = term(f.powers)
        for key, k in ((((1, 0), 1), i), (((0, 1), 1), j)):
            if k:
                found[(key,)] = k
        for p, k in f.factors.items():
            content, parts = _factored({term(powers): c for powers, c in p})
            scale *= Fraction(content) ** k
            for part, m in parts:
                found[part] = found.get(part, 0) + m * k
        in_t = "t" in charts and not any(a for part in found for (a, _), _ in part)
        chart = Chart.of(ring, x.name, in_t, where)
        (low, _), (high, _) = chart.ends
        chains = []
        for part, k in sorted(found.items()):
            terms: Terms = {(b, 0) if in_t else (a, b): c for (a, b), c in part}
            if k:
                chains.append((chain_of(terms, ring.q, low, high), k))
        separate([chain for chain, _ in chains])
        return cls(chart, scale, chains)

    def _known(self) -> list[tuple[int, Signs]]:
        return [(k, Signs([root.bracket for root in chain.roots], chain.signs)) for chain, k in self.parts]

    def signs(self) -> set[int]:
        """Return the signs between zeros and poles."""
        _, found = of_product(self._known())
        return {sign if self.scale > 0 else -sign for sign in found}

    def place(self, wanted: set[int]) -> Fraction | None:
        """Return a simple number between two zeros or poles where the sign is not one of these."""
        (low, _), (high, _) = self.chart.ends
        for _ in range(_FINEST):
            zeros, found = of_product(self._known())
            cuts = [_bracket(low), *(zero.place for zero in zeros), _bracket(high)]
            for (before, after), sign in zip(itertools.pairwise(cuts), found, strict=True):
                if (sign if self.scale > 0 else -sign) not in wanted:
                    left, right = self._abscissa(before), self._abscissa(after)
                    a = left[1] if left else (right[0] if right else Fraction(0)) - 2
                    b = right[0] if right else (left[1] if left else Fraction(0)) + 2
                    if a < b:
                        return simplest_between((2 * a + b) / 3, (a + 2 * b) / 3)
            for root in (root for chain, _ in self.parts for root in chain.roots if not root.exact):
                root.refine()
        return None

    def _abscissa(self, place: Bracket | None) -> Bracket | None:
        """Return where on the x-axis a place of the chart is, None for an infinite end."""
        if place is None or not self.chart.in_t:
            return place
        if place[0] <= 0:
            return None
        low, high = numbers.log(place, 64)
        return low * self.chart.ring.q, high * self.chart.ring.q

    def vanishes(self) -> bool:
        """Return whether there is a zero in the interval."""
        return any(
            chain.roots or any(closed and sign_at(chain.p, end) == 0 for end, closed in self.chart.ends)
            for chain, k in self.parts
            if k > 0
        )

    def zeros(self) -> int:
        """Return the number of zeros."""
        zeros = {root.bracket for chain, k in self.parts if k > 0 for root in chain.roots}
        ends = [
            any(sign_at(chain.p, end) == 0 for chain, k in self.parts if k > 0)
            for end, closed in self.chart.ends
            if closed
        ]
        return len(zeros) + sum(ends)

    def data(self) -> dict[str, Any]:
        """Return the parts of a step.

        Raises:
            Undecided: there is a number in them that is too long.
        """
        numbers = [*self.scale.as_integer_ratio(), *(c for chain, _ in self.parts for c in chain.p.values())]
        if max(c.bit_length() for c in numbers) > LONGEST:
            raise Undecided("numbers that are too long for a certificate")
        return {
            "q": self.chart.ring.q,
            "chart": "t" if self.chart.in_t else "x",
            "scale": str(self.scale),
            "factors": [
                [[[i, j, c] for (i, j), c in sorted(chain.p.items())], k, chain.data()]
                for chain, k in self.parts
            ],
        }


def _bracket(end: Place) -> Bracket | None:
    return None if end.infinite else end.x(64)


def has_logarithms(ring: Meaning, f: Product) -> bool:
    """Return whether a logarithm of more than a number is in f."""
    every = [f.powers, *(powers for p in f.factors for powers, _ in p)]
    return any(g.kind == "log" and not ring.fixed(g) for powers in every for g, _ in ring.present(powers))


def _factored(terms: Terms) -> tuple[int, list[tuple[tuple[tuple[tuple[int, int], int], ...], int]]]:
    """Return the content and the irreducible factors over ℚ."""
    if max(i for i, _ in terms) == 0:
        polynomial = fmpz_poly([terms.get((0, j), 0) for j in range(max(j for _, j in terms) + 1)])
        content, parts = polynomial.factor()
        return int(content), [
            (tuple(((0, j), int(c)) for j, c in enumerate(p.coeffs()) if c), int(k)) for p, k in parts
        ]
    context = fmpz_mpoly_ctx.get(["x", "y"], "lex")
    content, parts = context.from_dict(dict(terms)).factor()
    return int(content), [
        (tuple(sorted(((int(i), int(j)), int(c)) for (i, j), c in p.to_dict().items())), int(k))
        for p, k in parts
    ]


def written(step: dict[str, Any]) -> Expression:
    """Return the scale · Π p^k of a step as it is written.

    >>> step = {"scale": "1/2", "q": 1, "chart": "t", "x": "x", "factors": [[[[0, 0, -1], [1, 0, 1]], 2, []]]}
    >>> from sigmoid_sym.language.text import text
    >>> text(written(step))
    '(−1 + e^x)²/2'
    """
    x, q, scale = Symbol(step["x"]), step["q"], Fraction(step["scale"])
    sides: dict[bool, list[Expression]] = {True: [], False: []}
    for positive, part in ((True, abs(scale.numerator)), (False, scale.denominator)):
        sides[positive] += [Integer(part)] if part != 1 else []

    def power(i: int, j: int) -> Expression | None:
        parts: list[Expression] = [x if i == 1 else x ** Integer(i)] if i else []
        if j:
            rate = Fraction(j, q)
            above = x if rate.numerator == 1 else tree(rate.numerator) * x
            parts.append(call("exp", above if rate.denominator == 1 else above / rate.denominator))
        return product(parts) if parts else None

    for terms, k, _ in step["factors"]:
        pairs = [(0, i) if step["chart"] == "t" else (i, j) for i, j, _ in terms]
        base = combination((c, power(*pair)) for pair, (_, _, c) in zip(pairs, terms, strict=True))
        sides[k > 0].append(base if abs(k) == 1 else base ** Integer(abs(k)))
    size = product(sides[True])
    size = size / product(sides[False]) if sides[False] else size
    return -size if scale < 0 else size
