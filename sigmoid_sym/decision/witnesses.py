"""The witnesses that the checker asks for: whatever is answered here, nothing false is shown."""

from __future__ import annotations

import contextlib
import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from sigmoid_sym.decision.checker.algebra import Algebra
from sigmoid_sym.decision.checker.claims import examine
from sigmoid_sym.decision.checker.facts import Examination
from sigmoid_sym.decision.checker.limits import infinite
from sigmoid_sym.decision.checker.numbers import Undefined
from sigmoid_sym.decision.checker.recurrence import advances
from sigmoid_sym.decision.checker.rewriting import simpler
from sigmoid_sym.decision.checker.statements import NotShown
from sigmoid_sym.decision.factors import Undecided, factored, middle, samples
from sigmoid_sym.kernel.induction import whole_letters
from sigmoid_sym.tree.claim import (
    COUNTERS,
    Bounded,
    Chain,
    Claim,
    Interval,
    Limit,
    Relation,
    Shape,
    Trend,
)
from sigmoid_sym.tree.data import to_data
from sigmoid_sym.tree.definitions import Unclear
from sigmoid_sym.tree.expression import (
    At,
    Call,
    Derivative,
    Div,
    Expression,
    Integer,
    Symbol,
    call,
    children,
    free_symbols,
    tree,
)
from sigmoid_sym.tree.substitution import put

_MOST_POINTS = 60
_LARGEST_BOUND = 1 << 20
_RATES = [Fraction(r) for r in ("1", "-1", "0", "2", "-2", "1/2", "-1/2", "3", "-3", "4", "-4")]


@dataclass(slots=True)
class Oracle:
    """Answers the checker's questions about one claim, and keeps the answers.

    Attributes:
        claim: the claim.
        said: (question, what it was about, answer).
    """

    claim: Claim
    said: list[tuple[str, tuple[Any, ...], Any]] = field(default_factory=list)
    algebra: Algebra = field(default_factory=Algebra)

    def __call__(self, question: str, *about: Any) -> Any:
        answer = getattr(self, question)(*about)
        self.said.append((question, about, answer))
        return answer

    def examination(self) -> Examination:
        """Return an examination that asks the same questions and leaves no trace."""
        oracle = Oracle(self.claim, algebra=self.algebra)
        return Examination(self.claim.domains, self.claim.definitions, oracle, self.algebra)

    def factors(self, f: Expression, x: Symbol) -> Any:
        return factored(f, x).witness()

    def inside(self, f: Expression, x: Symbol, domain: Interval, *sides: Expression) -> str:
        """Return a simple point of the domain where f is not 0, and f and the sides are defined."""
        exam = self.examination()
        for point in self.points(x, f, domain=domain):
            if not isinstance(point, Fraction) or not exam.contains(domain, tree(point)):
                continue
            try:
                for side in sides:
                    exam.algebra.of(put(side, x.name, tree(point)))
                if exam.sign(put(f, x.name, tree(point))):
                    return str(point)
            except Undefined:
                continue
        raise Undecided("no point of the domain was found")

    def somewhere(self, f: Expression, x: Symbol, domain: Interval) -> str:
        """Return a simple point of the domain where f is defined."""
        return self.inside(f, x, domain)

    def defined(self, x: Symbol, domain: Interval, *needs: Expression) -> list[Any]:
        """Return for each end of the domain None, or [k, place]: needs[k] ≤ 0 from there to the end."""
        exam, cuts = self.examination(), dict[Fraction, Expression]()
        for need in needs:
            with contextlib.suppress(Undecided, Undefined):
                is_log = exam.algebra.has_logarithms(exam.algebra.of(need))
                f = call("exp", need) - 1 if is_log else need
                cuts |= {middle(place): place for _, place in factored(f, x).marks()}
        ends = (domain.lower, domain.upper)
        cuts = {c: p for c, p in cuts.items() if exam.contains(domain, p) and p not in ends}
        places = [cuts[c] for c in sorted(cuts)]
        regions = [self._signs(needs, x, tree(point)) for point in samples(sorted(cuts), domain)]
        good = [k for k, signs in enumerate(regions) if set(signs) == {1}]
        if len(regions) != len(places) + 1 or not good:
            raise Undecided("it has a value nowhere in the domain")
        below, above = regions[: good[0]], regions[good[-1] + 1 :]
        if domain.lower_closed:
            below.append(self._signs(needs, x, domain.lower))
        if domain.upper_closed:
            above.append(self._signs(needs, x, domain.upper))
        return [
            _failing(below, [domain.lower, *places][good[0]]),
            _failing(above, [*places, domain.upper][good[-1]]),
        ]

    def _signs(self, needs: tuple[Expression, ...], x: Symbol, point: Expression) -> list[int | None]:
        exam, signs = self.examination(), list[int | None]()
        for need in needs:
            try:
                signs.append(exam.sign(put(need, x.name, point)))
            except Undefined:
                signs.append(None)
        return signs

    def point(self, left: Expression, right: Expression) -> dict[str, str]:
        """Return a point of the domain where both sides are defined."""
        names, algebra = sorted(free_symbols(left - right)), self.algebra
        for point in self.combinations(names, *needs(left, right)):
            sides = (left, right)
            for name, value in point.items():
                sides = (put(sides[0], name, tree(value)), put(sides[1], name, tree(value)))
            try:
                if algebra.sign(algebra.of(sides[0] - sides[1])) == 0:
                    return {name: str(value) for name, value in point.items()}
            except Undefined:
                continue
        raise Undecided("no point was found where both sides are defined")

    def instance(self, left: Expression, right: Expression, whole: list[str]) -> dict[str, int]:
        """Return whole numbers of the domain, the least that will do, for which both sides have a value."""
        others = tuple(d for d in self.claim.domains if d.variable.name not in whole)
        first = {name: self._first(name) for name in whole}
        square = itertools.product(range(8 if len(whole) < 3 else 4), repeat=len(whole))
        for steps in sorted(square, key=sum):
            numbers = {name: first[name] + step for name, step in zip(whole, steps, strict=True)}
            sides = (left, right)
            for name, m in numbers.items():
                sides = (put(sides[0], name, tree(m)), put(sides[1], name, tree(m)))
            if shown(Chain(sides=sides, relations=(Relation.EQ,), domains=others)):
                return numbers
        raise Undecided("no numbers were found for which both sides have a value")

    def _first(self, name: str) -> int:
        exam = self.examination()
        for domain in self.claim.domains:
            if domain.variable.name == name:
                lower, upper = exam.written(domain.interval.lower), exam.written(domain.interval.upper)
                if not infinite(lower):
                    least = exam.algebra.constant(lower)
                    return math.ceil(least) if domain.interval.lower_closed else math.floor(least) + 1
                if not infinite(upper):
                    raise Undecided(f"{name} has no least value")
        return 0

    def bound(self, f: Expression) -> str:
        size = 1
        while size <= _LARGEST_BOUND:
            if shown(
                replace(self.claim, bound=Integer(size)) if isinstance(self.claim, Bounded) else self.claim
            ):
                return str(size)
            size *= 4
        raise NotShown("no bound was found")

    def direction(self, f: Expression) -> str:
        rises = isinstance(self.claim, Shape) and shown(replace(self.claim, trend=Trend.INCREASING))
        return "increasing" if rises else "decreasing"

    def end(self, f: Expression, x: Symbol, value: Expression) -> str:
        upper = self.examination().where_defined(f).domain(x).upper
        side = "" if infinite(upper) else "-"
        return "upper" if shown(Limit(f, x, upper, value, side, domains=self.claim.domains)) else "lower"

    def recurrence(self, left: Expression, right: Expression) -> list[Any]:
        """Return (start, λ, x) with T(n+1) = λ D_x T(n) for both sides."""
        (n,) = whole_letters(left) | whole_letters(right)
        least = self.examination().least(n)
        variables = sorted({x.name for side in (left, right) for x in _differentiated(side, n)})
        parameters = sorted((free_symbols(left) | free_symbols(right)) - {n, *variables})
        rates: list[Expression] = [tree(r) for r in _RATES]
        rates += [sign * Symbol(p) for p in parameters for sign in (1, -1)]
        rates += [] if variables else [Symbol(n) + c for c in range(-1, 3)]
        for start, x, rate in itertools.product((least, least + 1), variables or [""], rates):
            try:
                if all(advances(side, rate, n, Symbol(x) if x else None, start) for side in (left, right)):
                    return [start, to_data(rate), x or None]
            except Undefined:
                continue
        raise NotShown("no recurrence that both sides obey was found")

    # points of the domain, the simplest first

    def points(
        self, x: Symbol, *functions: Expression, domain: Interval | None = None
    ) -> Iterator[Fraction | Expression]:
        """Yield points where functions may be 0, have poles or are between them."""
        if domain is None:
            domain = Interval() if self.is_whole(x.name) else self.examination().domain(x)
        within = domain

        def around() -> Iterator[Fraction | Expression]:
            charts = []
            for f in functions:
                with contextlib.suppress(Undecided, Undefined):
                    charts.append(factored(f, x))
            for chart in charts:
                yield from (place for _, place in chart.marks())
            cuts = {cut for chart in charts for cut in chart.approximate()}
            for _ in range(2):  # and then between those points and the cuts
                between = list(samples(sorted(cuts), within))
                yield from between
                cuts.update(between)

        # The factors are looked for only when none of the simple points will do.
        for point in itertools.chain(candidates(), around()):
            if self.admits(x.name, point):
                yield point

    def combinations(
        self, names: list[str], *functions: Expression, limit: int = 200
    ) -> Iterator[dict[str, Fraction]]:
        """Yield values for several symbols; all from one short list, in the order of their ranks.

        Those for a single symbol come from around the zeros of the functions, too.
        """
        choices = []
        for name in names:
            if len(names) == 1:
                points = self.points(Symbol(name), *functions)
                choices.append(list(enumerate(itertools.islice(points, _MOST_POINTS))))
                continue
            few = [Fraction(v) for v in ("0", "1", "-1", "2", "1/2", "3") if self.admits(name, Fraction(v))]
            choices.append(list(enumerate(few or itertools.islice(self.points(Symbol(name)), 6))))
        every = itertools.islice(itertools.product(*choices), 20_000)
        for chosen in itertools.islice(sorted(every, key=lambda c: sum(rank for rank, _ in c)), limit):
            values = [value for _, value in chosen]
            if all(isinstance(value, Fraction) for value in values):
                yield dict(zip(names, values, strict=True))  # type: ignore[arg-type]

    def is_whole(self, name: str) -> bool:
        domains = [domain for domain in self.claim.domains if domain.variable.name == name]
        return any(domain.integers for domain in domains) or (not domains and name in COUNTERS)

    def admits(self, name: str, point: Fraction | Expression) -> bool:
        """Return whether the symbol may take the value."""
        exam, node = self.examination(), point if isinstance(point, Expression) else tree(point)
        domains = [domain for domain in self.claim.domains if domain.variable.name == name]
        if self.is_whole(name):
            whole = isinstance(point, Fraction) and point.denominator == 1
            if not whole or (not domains and point < 1):  # type: ignore[operator]
                return False
        try:
            return all(
                exam.contains(
                    replace(
                        d.interval, lower=exam.written(d.interval.lower), upper=exam.written(d.interval.upper)
                    ),
                    node,
                )
                for d in domains
            )
        except Undefined:
            return False


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
            case Call(name) if name not in ("exp", "factorial", "binomial"):
                with contextlib.suppress(Undefined):
                    pending.append(simpler(node))
    return found


def candidates(limit: int = 12) -> Iterator[Fraction]:
    """Yield 0, 1, -1, 2, -2, … and then halves: the simplest points first."""
    yield Fraction(0)
    for k in range(1, limit):
        yield from (Fraction(k), Fraction(-k))
    for k in range(1, limit, 2):
        yield from (Fraction(k, 2), Fraction(-k, 2))


def _failing(regions: list[list[int | None]], place: Expression) -> list[Any] | None:
    """Return [k, place] with the first k whose sign is nowhere 1 in the regions, and somewhere not None."""
    for k, signs in enumerate(zip(*regions, strict=True)):
        if 1 not in signs and set(signs) != {None}:
            return [k, to_data(place)]
    return None


def shown(claim: Claim) -> bool:
    """Return whether a claim is seen to hold."""
    try:
        examine(claim, Oracle(claim))
    except (NotShown, Undecided, Undefined, Unclear):
        return False
    return True


def _differentiated(node: Expression, n: str) -> Iterator[Symbol]:
    match node:
        case At(Derivative(_, x, order), y, u) if x == y and n in free_symbols(order):
            yield from map(Symbol, free_symbols(u))
            return
        case Derivative(_, x, order) if n in free_symbols(order):
            yield x
    for child in children(node):
        yield from _differentiated(child, n)
