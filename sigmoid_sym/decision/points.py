"""Points of the domain of a claim, the simplest first."""

from __future__ import annotations

import contextlib
import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from sigmoid_sym.decision.factoring import quotient
from sigmoid_sym.decision.rationals import candidates, simplest_between
from sigmoid_sym.decision.reasons import NOT_FOUND, Undecided
from sigmoid_sym.decision.ring import Counted, constant, enclosed, in_ring, product_of, sign
from sigmoid_sym.functions import defined
from sigmoid_sym.kernel.extent import LONGEST
from sigmoid_sym.kernel.facts import require_between
from sigmoid_sym.kernel.goals import Goals
from sigmoid_sym.kernel.limits import infinite
from sigmoid_sym.tree.claim import COUNTERS, Claim, Interval
from sigmoid_sym.tree.expression import (
    Call,
    Div,
    Expression,
    Integer,
    Symbol,
    call,
    children,
    free_symbols,
    tree,
)
from sigmoid_sym.tree.substitution import at, put

_MOST_POINTS = 60
_FEW = [tree(Fraction(v)) for v in ("0", "1", "-1", "2", "1/2", "3")]
_MOST_TRIED = 20_000


@dataclass(frozen=True, slots=True)
class Points:
    """Where a claim is made."""

    claim: Claim

    def domain(self, x: Symbol) -> Interval:
        """Return the interval of a real letter."""
        return Goals(self.claim, Counted(1)).domain(x)

    def is_whole(self, name: str) -> bool:
        """Return whether a letter stands for whole numbers."""
        domains = [domain for domain in self.claim.domains if domain.variable.name == name]
        return any(domain.integers for domain in domains) or (not domains and name in COUNTERS)

    def admits(self, name: str, value: Expression) -> bool:
        """Return whether a letter may have the value; of a counter of which nothing is said, from 1 on."""
        try:
            if self.is_whole(name):
                number, stated = constant(value), Goals(self.claim, Counted(1)).stated(name)
                if number.denominator > 1 or (not stated and number < 1):
                    return False
            in_ring(lambda ring: Goals(self.claim, ring).admit(name, value))
        except NOT_FOUND:
            return False
        return True

    def of(self, x: Symbol, *functions: Expression, domain: Interval | None = None) -> Iterator[Expression]:
        """Yield points where functions may be 0, have poles or are between them."""
        if domain is None:
            domain = Interval() if self.is_whole(x.name) else self.domain(x)
        # The factors are looked for only when none of the simple points will do.
        for point in itertools.chain(map(tree, candidates()), _around(x, functions, domain)):
            if self.admits(x.name, point):
                yield point

    def combinations(
        self, names: list[str], *functions: Expression, limit: int = 200
    ) -> Iterator[dict[str, Expression]]:
        """Yield values for several letters; all from one short list, in the order of their ranks.

        Those for a single letter come from around the zeros of the functions, too.
        """
        choices = []
        for name in names:
            if len(names) == 1:
                points = self.of(Symbol(name), *functions)
                choices.append(list(enumerate(itertools.islice(points, _MOST_POINTS))))
                continue
            few = [value for value in _FEW if self.admits(name, value)]
            choices.append(list(enumerate(few or itertools.islice(self.of(Symbol(name)), len(_FEW)))))
        every = itertools.islice(itertools.product(*choices), _MOST_TRIED)
        for chosen in itertools.islice(sorted(every, key=lambda c: sum(rank for rank, _ in c)), limit):
            yield dict(zip(names, (value for _, value in chosen), strict=True))

    def inside(self, f: Expression, x: Symbol, domain: Interval, *sides: Expression) -> Expression:
        """Return a simple point of the domain where f is not 0, and the sides have a value.

        Raises:
            Undecided: none was found.
        """
        for point in self.of(x, f, domain=domain):
            with contextlib.suppress(*NOT_FOUND):
                for side in sides:
                    product_of(put(side, x.name, point))
                if _lies_in(point, domain) and sign(put(f, x.name, point)):
                    return point
        raise Undecided("no point of the domain was found")

    def common(self, left: Expression, right: Expression) -> dict[str, Expression]:
        """Return a point of the domains where both sides have a value.

        Raises:
            Undecided: none was found.
        """
        for point in self.combinations(sorted(free_symbols(left - right)), *needs(left, right)):
            with contextlib.suppress(*NOT_FOUND):
                for side in (left, right):
                    sign(at(side, point))
                return point
        raise Undecided("no point was found where both sides are defined")


def _around(x: Symbol, functions: tuple[Expression, ...], domain: Interval) -> Iterator[Expression]:
    """Yield zeros and poles of functions that have a simple name, and numbers between them all."""
    quotients = []
    for f in functions:
        with contextlib.suppress(*NOT_FOUND):
            quotients.append(quotient(f, x))
    for found in quotients:
        yield from (place for _, place in found.marks())
    cuts = {cut for found in quotients for cut in found.cuts(domain)}
    for _ in range(2):  # and then between those points and the cuts
        between = list(samples(sorted(cuts), domain))
        yield from map(named, between)
        cuts.update(between)


def named(value: Fraction) -> Expression:
    """Return a number; one that is too long to be written has a power of ten in its place."""
    size = abs(value)
    if max(value.numerator.bit_length(), value.denominator.bit_length()) <= LONGEST or size.denominator > 1:
        return tree(value)
    power = Integer(10) ** Integer(math.ceil(size.numerator.bit_length() * math.log10(2)))
    return power if value > 0 else -power


def needs(*sides: Expression) -> list[Expression]:
    """Return what must not be 0, or be positive, for the sides to be defined; points are sought around it.

    A part that stands in several places is looked at once, and none is too deep for the stack.
    """
    found, pending, seen = list[Expression](), list(sides), dict[int, Expression]()
    while pending:
        node = pending.pop()
        if id(node) in seen:
            continue
        seen[id(node)] = node
        pending += children(node)
        match node:
            case Call("log" | "sqrt", (u,)):
                found.append(u)
            case Div(_, below):
                found.append(below)
            case Call("polylog", (_, z)):
                found.append(1 - z)
            case Call() if (meaning := defined(node)) is not None:
                pending.append(meaning)
    return found


def samples(cuts: list[Fraction], domain: Interval) -> Iterator[Fraction]:
    """Yield a simple number between each two neighbours among the cuts and the ends of a domain."""
    low, high = (None if infinite(end) else middle(end) for end in (domain.lower, domain.upper))
    inner = [c for c in cuts if (low is None or c > low) and (high is None or c < high)]
    whole = [low if low is not None else min([*inner, high or Fraction(0)]) - 3, *inner]
    whole.append(high if high is not None else max([*inner, low or Fraction(0)]) + 3)
    for a, b in itertools.pairwise(whole):
        if a < b:
            yield simplest_between((2 * a + b) / 3, (a + 2 * b) / 3)


def middle(node: Expression) -> Fraction:
    """Return about the number that a tree is."""
    low, high = enclosed(node, 64)
    return (low + high) / 2


def undefined_ends(
    x: Symbol, domain: Interval, needs: list[Expression]
) -> list[tuple[int, Expression] | None]:
    """Return for each end of the domain None, or (k, place): needs[k] ≤ 0 from there to the end.

    Raises:
        Undecided: nowhere are all of them positive, as far as is seen.
    """
    cuts = dict[Fraction, Expression]()
    for need in needs:
        with contextlib.suppress(*NOT_FOUND):
            cuts |= {middle(place): place for _, place in _zeros(need, x)}
    ends = (domain.lower, domain.upper)
    cuts = {c: p for c, p in cuts.items() if _lies_in(p, domain) and p not in ends}
    places = [cuts[c] for c in sorted(cuts)]
    regions = [_signs(needs, x, tree(point)) for point in samples(sorted(cuts), domain)]
    good = [k for k, signs in enumerate(regions) if set(signs) == {1}]
    if len(regions) != len(places) + 1 or not good:
        raise Undecided("it has a value nowhere in the domain")
    below, above = regions[: good[0]], regions[good[-1] + 1 :]
    if domain.lower_closed:
        below.append(_signs(needs, x, domain.lower))
    if domain.upper_closed:
        above.append(_signs(needs, x, domain.upper))
    return [
        _failing(below, [domain.lower, *places][good[0]]),
        _failing(above, [*places, domain.upper][good[-1]]),
    ]


def _zeros(need: Expression, x: Symbol) -> Iterator[tuple[int, Expression]]:
    """Yield the zeros of what must be positive; those of a logarithm by its exponential."""
    try:
        yield from quotient(need, x).marks()
    except Undecided:
        yield from quotient(call("exp", need) - Integer(1), x).marks()


def _lies_in(point: Expression, domain: Interval) -> bool:
    try:
        in_ring(lambda ring: require_between(ring, point, domain))
    except NOT_FOUND:
        return False
    return True


def _signs(needs: list[Expression], x: Symbol, point: Expression) -> list[int | None]:
    signs = list[int | None]()
    for need in needs:
        try:
            signs.append(sign(put(need, x.name, point)))
        except NOT_FOUND:
            signs.append(None)
    return signs


def _failing(regions: list[list[int | None]], place: Expression) -> tuple[int, Expression] | None:
    """Return (k, place) with the first k whose sign is nowhere 1 in the regions, and somewhere not None."""
    for k, signs in enumerate(zip(*regions, strict=True)):
        if 1 not in signs and set(signs) != {None}:
            return k, place
    return None
