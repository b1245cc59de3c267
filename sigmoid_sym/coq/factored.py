"""A function as a product of polynomials in x and e^{x/q} whose signs Coq is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from sigmoid_sym.coq.chains import Knot, Known, Script, whole
from sigmoid_sym.coq.errors import NotExported
from sigmoid_sym.coq.exponents import Exponent
from sigmoid_sym.decision.factoring import Quotient
from sigmoid_sym.decision.signs import chain_of, separate
from sigmoid_sym.kernel.factored import Chart
from sigmoid_sym.kernel.meaning import Meaning
from sigmoid_sym.kernel.ring import Product
from sigmoid_sym.kernel.signs import Setting
from sigmoid_sym.tree.claim import Interval
from sigmoid_sym.tree.expression import Expression, Symbol

_MOST_PLACES = 12

Close = Callable[[dict[str, int] | None, Knot | None], str]


@dataclass(frozen=True, slots=True)
class Signs:
    """f = scale · Π p^k on an interval, with the steps to the sign of each p.

    Attributes:
        factors: (p, k).
        places: zeros, poles and closed ends, ascending.
        closed: whether the first and the last of them are ends.
    """

    x: Expression
    q: int
    scale: Fraction
    factors: list[tuple[Known, int]]
    places: list[Knot]
    closed: tuple[bool, bool]
    lines: list[str]

    @classmethod
    def of(cls, ring: Meaning, f: Product, x: Symbol, where: Interval) -> Signs:
        """Return the factors of f, and the signs of each as steps of Coq.

        Raises:
            NotExported: something else than x and e^{x/q} is in it, or a sign was not found.
        """
        found, script, setting = Quotient.of(ring, f, x), Script(), Setting(ring.q)
        if found.letters:
            raise NotExported("logarithms, or powers of e, beside x and e^x are not exported to Coq")
        (low, low_closed), (high, high_closed) = Chart.of(ring, x.name, False, where).ends
        chains = [(chain_of(p, setting, low, high), k) for p, k in found.parts if k]
        separate([chain for chain, _ in chains])
        first, last = script.end(where.lower, low, ring.q), script.end(where.upper, high, ring.q)
        factors = [(script.known(chain, ring.q, first, last), k) for chain, k in chains]
        inner = {knot.name: knot for known, _ in factors for knot in known.knots[1:-1]}
        places = [first] * low_closed
        places += sorted(inner.values(), key=lambda knot: sum(knot.bracket))
        places += [last] * high_closed
        if len(places) > _MOST_PLACES:
            raise NotExported("a function with so many zeros is not exported to Coq")
        closed = (low_closed, high_closed)
        return cls(x, ring.q, found.scale, factors, places, closed, script.lines)

    def exponents(self) -> list[Exponent]:
        """Return the exponents of the exponentials in the polynomials."""
        every = {j for known, _ in self.factors for _, j in known.terms}
        return [{self.x: Fraction(j, self.q)} for j in sorted(every) if j]

    def product(self, at: str, signs: dict[str, int] | None = None) -> str:
        """Return the product at a point; of signs times polynomials, where these are given."""
        above, below = [str(abs(self.scale.numerator))], [str(self.scale.denominator)]
        sign = 1 if self.scale > 0 else -1
        for known, k in self.factors:
            part = f"value {self.q} {known.p} {at}"
            if signs is not None:
                part, sign = f"IZR {whole(signs[known.p])} * {part}", sign * (signs[known.p] if k % 2 else 1)
            (above if k > 0 else below).append(f"({part})" if abs(k) == 1 else f"({part}) ^ {abs(k)}")
        size = f"{' * '.join(above)} / ({' * '.join(below)})"
        return size if sign > 0 else f"- ({size})"

    def sign(self, signs: dict[str, int]) -> int:
        """Return the sign of the product."""
        found = 1 if self.scale > 0 else -1
        for known, k in self.factors:
            found *= signs[known.p] if k % 2 else 1
        return found

    def everywhere(self, close: Close, at: str) -> list[str]:
        """Return the tactics that look at a point before, at and after each place.

        Arguments:
            close: the tactic for the signs there of all polynomials, for None where one of them is 0.
        """
        lines: list[str] = []
        for i, place in enumerate(self.places):
            lines.append(f"destruct (Rtotal_order {at} {place.name}) as [case_{i} | [case_{i} | case_{i}]].")
            outside = i == 0 and self.closed[0]
            lines.append("{ exfalso. in_order. }" if outside else self._between(i, close, at))
            lines.append(self._at(i, close, at))
        outside = self.closed[1]
        lines.append("exfalso. in_order." if outside else self._between(len(self.places), close, at))
        return lines

    def _between(self, i: int, close: Close, at: str) -> str:
        """The tactics between two places."""
        names = {place.name for place in self.places[:i]}
        facts, signs = [], {}
        for known, _ in self.factors:
            position = sum(knot.name in names for knot in known.knots[1:-1])
            signs[known.p] = known.signs[position]
            facts.append(f"pose proof ({known.facts[position]} {at} ltac:(in_order) ltac:(in_order)).")
        return f"{{ {' '.join([*facts, close(signs, None)])} }}"

    def _at(self, i: int, close: Close, at: str) -> str:
        """The tactics at a place."""
        place = self.places[i]
        vanishing = [(known, k) for known, k in self.factors if known.vanishes(place)]
        if any(k < 0 for _, k in vanishing):
            raise NotExported("a function with a pole in the domain is not exported to Coq")
        if vanishing:
            value = f"value {self.q} {vanishing[0][0].p} {at}"
            zero = f"assert ({value} = 0) as zero by (rewrite case_{i}; {place.exact})."
            return f"{{ {zero} {close(None, place)} }}"
        signs = {known.p: known.sign(place) for known, _ in self.factors}
        facts = [
            f"assert (0 < IZR {whole(sign)} * value {self.q} {p} {at}) "
            f"by (rewrite case_{i}; by_enclosure {place.near})."
            for p, sign in signs.items()
        ]
        return f"{{ {' '.join([*facts, close(signs, place)])} }}"


def combined(*trees: Expression) -> Expression:
    """Return a tree in which all of these are."""
    total = trees[0]
    for tree in trees[1:]:
        total = total - tree
    return total
