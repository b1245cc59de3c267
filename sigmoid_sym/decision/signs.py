"""The search for the signs of p(x, e^{x/q}): chains of derivatives and brackets, which the kernel checks."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sigmoid_sym.decision.budget import spend
from sigmoid_sym.decision.rationals import simplest_between
from sigmoid_sym.decision.reasons import Undecided
from sigmoid_sym.kernel.numbers import CertificateError
from sigmoid_sym.kernel.signs import Bracket, Place, Terms, compared, following, sign_at

_FINEST = 200  # halvings of a bracket
_LONGEST = 60  # polynomials in a chain


@dataclass(slots=True)
class Root:
    """A zero of p between two rational numbers, or at one."""

    p: Terms
    q: int
    low: Fraction
    high: Fraction

    @property
    def bracket(self) -> Bracket:
        """The two numbers."""
        return self.low, self.high

    @property
    def exact(self) -> bool:
        """Whether the zero is known."""
        return self.low == self.high

    def refine(self) -> None:
        """Make the bracket about half as wide."""
        middle = simplest_between((2 * self.low + self.high) / 3, (self.low + 2 * self.high) / 3)
        sign = _sign(self.p, self.q, middle)
        if sign == 0:
            self.low = self.high = middle
        elif sign == _sign(self.p, self.q, self.low):
            self.low = middle
        else:
            self.high = middle


@dataclass(frozen=True, slots=True)
class Chain:
    """A polynomial with the zeros of the polynomials of its chain, from itself down.

    Attributes:
        signs: those of the polynomial before, between and after its zeros.
    """

    p: Terms
    q: int
    levels: list[tuple[int, list[Root]]]
    signs: list[int]

    @property
    def roots(self) -> list[Root]:
        """The zeros of the polynomial."""
        return self.levels[0][1] if self.levels else []

    def data(self) -> list[Any]:
        """Return the levels as JSON data."""
        return [[j, [[str(end) for end in root.bracket] for root in roots]] for j, roots in self.levels]


def chain_of(p: Terms, q: int, low: Place, high: Place) -> Chain:
    """Return the chain of a polynomial on an interval.

    Raises:
        Undecided: a sign was not found.
    """
    polynomials, shifts = [p], list[int]()
    while len(polynomials[-1]) > 1 or any(i for i, _ in polynomials[-1]):
        last = polynomials[-1]
        degrees = {j: max(i for i, b in last if b == j) for _, j in last}
        shifts.append(min(degrees, key=lambda j: (degrees[j], j)))
        polynomials.append(following(last, shifts[-1], q))
        if len(polynomials) > _LONGEST:
            raise Undecided("a chain of too many derivatives")
    levels: list[tuple[int, list[Root]]] = []
    below: list[Root] = []
    last = polynomials[-1]
    slope_signs = [1 if next(iter(last.values())) > 0 else -1]
    for polynomial, j in zip(reversed(polynomials[:-1]), reversed(shifts), strict=True):
        below, slope_signs = _level(polynomial, q, low, high, below, slope_signs)
        levels.insert(0, (j, below))
    return Chain(p, q, levels, slope_signs)


def _level(
    p: Terms, q: int, low: Place, high: Place, slope: list[Root], rising: list[int]
) -> tuple[list[Root], list[int]]:
    """Return the zeros of p and its signs, from those of its slope."""
    values = [_sign_of(p, low), *(_sign_over(p, q, root) for root in slope), _sign_of(p, high)]
    roots, found = list[Root](), [values[0] or rising[0]]
    edges: list[Root | Place] = [low, *slope, high]
    for i, up in enumerate(rising):
        spend(10)
        before, after = values[i] or up, values[i + 1] or -up
        if before != after:
            roots.append(_between(p, q, edges[i], edges[i + 1], before, after))
            found.append(after)
        if i + 1 < len(rising) and values[i + 1] == 0:
            roots.append(Root(p, q, *slope[i].bracket))
            found.append(rising[i + 1])
    return roots, found


def _sign(p: Terms, q: int, x: Fraction) -> int:
    spend(len(p))
    return _sign_of(p, Place.within((x, x), q))


def _sign_of(p: Terms, place: Place) -> int:
    try:
        return sign_at(p, place)
    except CertificateError as error:
        raise Undecided(str(error)) from None


def _sign_over(p: Terms, q: int, root: Root) -> int:
    """Return the sign of p all over the bracket of a zero of its slope, which is made small enough."""
    for _ in range(_FINEST):
        spend(len(p))
        try:
            return sign_at(p, Place.within(root.bracket, q))
        except CertificateError:
            if root.exact:
                break
            root.refine()
    raise Undecided("a zero of a function and its slope that is not rational")


def _between(p: Terms, q: int, left: Root | Place, right: Root | Place, before: int, after: int) -> Root:
    """Return the only zero between two zeros of the slope, or ends."""
    if (exact := _known(p)) is not None:
        return Root(p, q, exact, exact)
    a, b = _beside(p, q, left, right, before), _beside(p, q, right, left, after, above=False)
    if a < 0 < b and _sign(p, q, Fraction(0)) == 0:
        return Root(p, q, Fraction(0), Fraction(0))
    return Root(p, q, a, b)


def _known(p: Terms) -> Fraction | None:
    """Return the zero of a x + b."""
    if set(p) <= {(0, 0), (1, 0)} and (1, 0) in p:
        return Fraction(-p.get((0, 0), 0), p[1, 0])
    return None


def _beside(
    p: Terms, q: int, edge: Root | Place, other: Root | Place, sign: int, above: bool = True
) -> Fraction:
    """Return a number next to an edge, towards the other one, where p has a sign."""
    way = 1 if above else -1
    if isinstance(edge, Root) and not edge.exact:
        return edge.high if above else edge.low
    if isinstance(edge, Place) and edge.infinite:
        start = _finite(other)
        for k in range(64):
            x = start - way * Fraction(2) ** k
            if _sign(p, q, x) == sign:
                return x
        raise Undecided("a zero that is too large")
    exact = edge.low if isinstance(edge, Root) else edge.exact_x
    if exact is not None and _sign(p, q, exact) == sign:
        return exact
    for k in range(_FINEST):
        if exact is not None:
            x = exact + way * Fraction(1, 2**k)
        else:
            ends = edge.x(8 + 2 * k)  # type: ignore[union-attr]
            x = (ends[1] if above else ends[0]) + way * Fraction(1, 2 ** (k + 2))
            x = simplest_between(*sorted((x, x + way * Fraction(1, 2 ** (k + 2)))))
        if _is_before(x, other, above) and _sign(p, q, x) == sign:
            return x
    raise Undecided("a zero that is too near an end")


def _finite(edge: Root | Place) -> Fraction:
    if isinstance(edge, Root):
        return edge.low
    if edge.infinite:
        return Fraction(0)
    if edge.exact_x is not None:
        return edge.exact_x
    low, high = edge.x(16)
    return simplest_between(low, high)


def _is_before(x: Fraction, other: Root | Place, above: bool) -> bool:
    """Return whether x is on the hither side of the other edge."""
    if isinstance(other, Root):
        return x < other.low if above else x > other.high
    try:
        return compared(x, other) == (-1 if above else 1)
    except CertificateError:
        return False


def separate(chains: list[Chain]) -> None:
    """Refine the zeros of different polynomials until they are told apart; exact ones may be the same.

    Raises:
        Undecided: they were not.
    """
    roots = [root for chain in chains for root in chain.roots]
    for i, a in enumerate(roots):
        for b in roots[i + 1 :]:
            for _ in range(_FINEST):
                if a.exact and b.exact:
                    break
                if a.high <= b.low or b.high <= a.low:
                    break
                for root in (a, b):
                    if not root.exact:
                        root.refine()
            else:
                raise Undecided("two zeros that are too near each other")
