"""Factors of a quotient in x and e^{x/q} over ℚ on an interval, with the chains that show their signs."""

from __future__ import annotations

import contextlib
import functools
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import acb_poly, arb, fmpz_mpoly_ctx, fmpz_poly

from sigmoid_sym.decision.budget import spend
from sigmoid_sym.decision.rationals import simplest_between
from sigmoid_sym.decision.reasons import NotShown, Undecided
from sigmoid_sym.decision.ring import in_ring
from sigmoid_sym.decision.signs import Chain, chain_of, separate
from sigmoid_sym.kernel import numbers
from sigmoid_sym.kernel.extent import LONGEST
from sigmoid_sym.kernel.factored import Chart
from sigmoid_sym.kernel.meaning import Meaning
from sigmoid_sym.kernel.ring import Atom, Product
from sigmoid_sym.kernel.signs import Bracket, Place, Signs, Terms, of_product, sign_at
from sigmoid_sym.tree.claim import Interval
from sigmoid_sym.tree.expression import Expression, Integer, Symbol, call, combination, product, tree

_Part = tuple[tuple[tuple[int, int], int], ...]  # ((i, j), the coefficient of x^i y^j), …
_LARGEST_DEGREE = 120
_LARGEST_SOLVED, _MOST_BITS = 40_000, 512  # degree times bits of the coefficients; of the roots
_FINEST = 40  # halvings of brackets


@dataclass(frozen=True, slots=True)
class Quotient:
    """scale · Π p^k in x and y = e^{x/q}, each p irreducible over ℚ.

    Attributes:
        parts: the coefficients of x^i y^j in p, and k.
    """

    ring: Meaning
    x: Symbol
    scale: Fraction
    parts: list[tuple[Terms, int]]

    @classmethod
    def of(cls, ring: Meaning, f: Product, x: Symbol) -> Quotient:
        """Return the factors over ℚ of what is in x and e^{x/q} alone.

        Raises:
            NotShown: f is 0.
            Undecided: something else is in it.
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
        scale, found = f.scale, dict[_Part, int]()
        i, j = term(f.powers)
        for key, k in ((((1, 0), 1), i), (((0, 1), 1), j)):
            if k:
                found[(key,)] = k
        for p, k in f.factors.items():
            content, parts = _factored({term(powers): c for powers, c in p})
            scale *= Fraction(content) ** k
            for part, m in parts:
                found[part] = found.get(part, 0) + m * k
        return cls(ring, x, scale, [(dict(part), k) for part, k in sorted(found.items()) if k])

    def marks(self) -> Iterator[tuple[int, Expression]]:
        """Yield the zeros of factors that are rational, or q times the logarithm of such, with the k."""
        for p, k in self.parts:
            keys = p.keys() - {(0, 0)}
            root = Fraction(-p.get((0, 0), 0), next(iter(p[key] for key in keys))) if len(keys) == 1 else None
            if root is None or max(map(int.bit_length, root.as_integer_ratio())) > LONGEST:
                continue
            if keys == {(1, 0)}:
                yield k, tree(root)
            elif keys == {(0, 1)} and root > 0:
                log = call("log", root)
                yield k, Integer(0) if root == 1 else log if self.ring.q == 1 else self.ring.q * log

    def cuts(self, where: Interval) -> list[Fraction]:
        """Return about the zeros and poles on an interval, ascending, but those that take long to find."""
        found = list[Fraction]()
        for p, _ in self.parts:
            if not any(j for _, j in p):
                found += _real_roots([p.get((i, 0), 0) for i in range(max(i for i, _ in p) + 1)])
            elif not any(i for i, _ in p):
                roots = _real_roots([p.get((0, j), 0) for j in range(max(j for _, j in p) + 1)])
                found += [_middle(numbers.log((t, t), 64)) * self.ring.q for t in roots if t > 0]
            else:
                with contextlib.suppress(Undecided):
                    (low, _), (high, _) = Chart.of(self.ring, self.x.name, False, where).ends
                    found += [_middle(root.bracket) for root in chain_of(p, self.ring.q, low, high).roots]
        return sorted(found)


def _middle(bracket: Bracket) -> Fraction:
    return (bracket[0] + bracket[1]) / 2


def _real_roots(p: list[int]) -> list[Fraction]:
    """Return about the real roots of an irreducible polynomial, none where that would take long."""
    if len(p) * max(a.bit_length() for a in p) > _LARGEST_SOLVED:
        return []
    spend(len(p) ** 2)
    try:
        return [_near(z.real) for z in acb_poly(p).roots(maxprec=_MOST_BITS) if z.imag.contains(0)]
    except ValueError:  # the roots are too near each other
        return []


def _near(ball: arb) -> Fraction:
    mantissa, exponent = ball.mid().man_exp()
    return int(mantissa) * Fraction(2) ** int(exponent)


@functools.lru_cache(maxsize=256)
def quotient(f: Expression, x: Symbol) -> Quotient:
    """Return the factors of an expression in one variable.

    Raises:
        CertificateError, Undecided: it is no such quotient, or 0.

    >>> x = Symbol("x")
    >>> quotient(x * call("sigma", x), x).parts
    [({(0, 0): 1, (0, 1): 1}, -1), ({(0, 1): 1}, 1), ({(1, 0): 1}, 1)]
    """
    return in_ring(lambda ring: Quotient.of(ring, ring.of(f), x))[1]


@dataclass(frozen=True, slots=True)
class Factors:
    """f = scale · Π p^k, with the chain of each p on an interval."""

    chart: Chart
    scale: Fraction
    parts: list[tuple[Chain, int]]

    @classmethod
    def of(cls, ring: Meaning, f: Product, x: Symbol, where: Interval) -> Factors:
        """Return the factors of what is in x and e^{x/q} alone.

        Raises:
            NotShown: f is 0.
            Undecided: something else is in it, or a sign was not found.
        """
        whole = Quotient.of(ring, f, x)
        in_t = not any(a for p, _ in whole.parts for a, _ in p)
        chart = Chart.of(ring, x.name, in_t, where)
        (low, _), (high, _) = chart.ends
        chains = []
        for p, k in whole.parts:
            terms = {(b, 0) if in_t else (a, b): c for (a, b), c in p.items()}
            chains.append((chain_of(terms, ring.q, low, high), k))
        separate([chain for chain, _ in chains])
        return cls(chart, whole.scale, chains)

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
                    blurred = sum(end[1] - end[0] for end in (left, right) if end)
                    if a < b and 4 * blurred < b - a:
                        return simplest_between((7 * a + b) / 8, (a + 7 * b) / 8)
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


def _factored(terms: Terms) -> tuple[int, list[tuple[_Part, int]]]:
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
