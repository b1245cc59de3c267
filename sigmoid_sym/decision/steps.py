"""The search for the steps of a proof: whatever is found here, the kernel shows nothing false by it."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, NamedTuple, TypeVar

from sigmoid_sym.decision import pieces
from sigmoid_sym.decision.checker.numbers import Undefined
from sigmoid_sym.decision.checker.statements import Fact as Wanted
from sigmoid_sym.decision.checker.statements import NotShown
from sigmoid_sym.decision.factoring import LARGEST_Q, Counted, Factors, has_logarithms, in_ring
from sigmoid_sym.decision.factors import Undecided
from sigmoid_sym.decision.witnesses import Oracle
from sigmoid_sym.kernel.clarity import require_clear
from sigmoid_sym.kernel.extent import require_moderate
from sigmoid_sym.kernel.facts import Fact, ForAll, Holds, Nowhere, Regular, Tends, Valued, Zeros
from sigmoid_sym.kernel.goals import ZERO, Goals
from sigmoid_sym.kernel.induction import advances, same_row, whole_letters
from sigmoid_sym.kernel.kinks import has_kink
from sigmoid_sym.kernel.limits import infinite, require_limit
from sigmoid_sym.kernel.meaning import Meaning, TooCoarse, conditions
from sigmoid_sym.kernel.numbers import CertificateError
from sigmoid_sym.kernel.ring import Product, number
from sigmoid_sym.kernel.rules import between_numbers
from sigmoid_sym.tree.claim import Claim, Interval, Relation, Trend
from sigmoid_sym.tree.data import from_data, to_data
from sigmoid_sym.tree.definitions import Unclear
from sigmoid_sym.tree.expression import Call, Expression, Symbol, free_symbols, tree
from sigmoid_sym.tree.substitution import put

Result = TypeVar("Result")

_LARGEST_Q = 60
_SIGNS = {
    Relation.NE: {-1, 1},
    Relation.LT: {-1},
    Relation.LE: {-1},
    Relation.GT: {1},
    Relation.GE: {1},
}


# One way led to no proof; another may.
NOT_FOUND = (CertificateError, Undecided, Undefined, Unclear)


class Told(NamedTuple):
    """A step as it is told to a reader: its kind, and its parts as objects."""

    by: str
    parts: dict[str, Any]


@dataclass(slots=True)
class Search(Goals):
    """The steps found so far, and the facts that they show.

    Attributes:
        told: those of them that a reader is told of: where a function has values needs no words.
    """

    steps: list[dict[str, Any]] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    choices: dict[str, Any] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    asides: int = 0
    size: Expression | None = None
    oracle: Oracle = field(init=False)

    def __post_init__(self) -> None:
        self.oracle = Oracle(self.claim)

    def add(self, fact: Fact, by: str, **parts: Any) -> None:
        """Add a step, unless what it shows was shown before."""
        if fact not in self.facts:
            self.facts.append(fact)
            self.tell(by, **parts)
            self.steps.append({"by": by, **{name: _data(value) for name, value in parts.items()}})

    def tell(self, by: str, **parts: Any) -> None:
        """Say something to a reader, unless what is shown needs no words."""
        self.told += [] if self.asides else [Told(by, parts)]

    def certificate(self) -> dict[str, Any]:
        """Return the claim and the steps as JSON data."""
        return {"claim": to_data(self.claim), "steps": self.steps, "choices": self.choices}

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """What is shown meanwhile needs no words."""
        self.asides += 1
        try:
            yield
        finally:
            self.asides -= 1

    def need(self, holds: bool, what: str) -> None:
        if not holds:
            raise NotShown(f"not shown: {what}")

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
        except CertificateError as error:
            place = getattr(error, "place", None)
            raise NotShown(str(error), Wanted(left, relation, right), place=place) from error

    def numbers(self, left: Expression, relation: Relation, right: Expression) -> None:
        """Show a relation between two numbers."""
        ring, holds = in_ring(lambda ring: between_numbers(ring, left, relation, right))
        if not holds:
            raise NotShown("not shown: a relation between numbers", Wanted(left, relation, right))
        self.add(Holds(left, relation, right), "numeric", left=left, relation=relation, right=right, q=ring.q)

    def same(self, left: Expression, right: Expression) -> None:
        """Show an equation, for all n if there is one."""
        if whole := sorted(whole_letters(left) | whole_letters(right)):
            self.for_all(left, right, whole)
            return
        ring, difference = in_ring(lambda ring: ring.of(left - right))
        if difference:
            raise NotShown("not shown: both sides are the same", Wanted(left, Relation.EQ, right))
        self.add(Holds(left, Relation.EQ, right), "equal", left=left, right=right, q=ring.q)
        self.have_values((left, right), self.point(left, right))

    def for_all(self, left: Expression, right: Expression, whole: list[str]) -> None:
        """Show an equation for all whole numbers: within one row, or by induction."""
        for letters in itertools.permutations(whole if len(whole) > 1 else [*whole, ""], 2):
            n, k = letters
            if not n:
                continue
            with contextlib.suppress(CertificateError):
                ring, _ = in_ring(lambda ring, n=n, k=k: same_row(left, right, n, k, ring.q))  # type: ignore[misc]
                names = [name for name in letters if name]
                fact = ForAll(left, right, tuple(sorted(names)), None)
                self.add(fact, "row", left=left, right=right, letters=names, q=ring.q)
                found = self.oracle.instance(left, right, whole)
                self.instance(left, right, {name: tree(m) for name, m in found.items()})
                return
        if len(whole) > 1:
            raise NotShown("not shown: both sides are the same combination of one row")
        self.induction(left, right, whole[0])

    def instance(self, left: Expression, right: Expression, numbers: dict[str, Expression]) -> None:
        """Show that both sides have a value for these whole numbers."""
        sides = left, right
        for name, value in numbers.items():
            sides = put(sides[0], name, value), put(sides[1], name, value)
        self.have_values((left, right), {**numbers, **self.point(*sides)})

    def induction(self, left: Expression, right: Expression, n: str) -> None:
        """Show an equation from its first n on."""
        least = self.least(n)
        start, rate, x = self.oracle.recurrence(left, right)
        rate = from_data(rate)
        for m in range(least, start + 1):
            a, b = put(left, n, tree(m)), put(right, n, tree(m))
            ring, difference = in_ring(lambda ring, a=a, b=b: ring.of(a - b))  # type: ignore[misc]
            if difference:
                raise NotShown(f"not shown: the equation for {n} = {m}")
            with self.aside():
                self.add(Holds(a, Relation.EQ, b), "equal", left=a, right=b, q=ring.q)
        variable = None if x is None else Symbol(x)

        def compute(ring: Meaning) -> None:
            for side in (left, right):
                advances(side, rate, n, variable, start, ring.q)

        ring, _ = in_ring(compute)
        parts = {"left": left, "right": right, "n": n, "least": least, "start": start, "rate": rate, "x": x}
        self.add(ForAll(left, right, (n,), least), "induction", **parts, q=ring.q)
        self.instance(left, right, {n: tree(start)})

    def valued(self, f: Expression) -> None:
        self.have_values((f,), self.point(f, f))

    def point(self, left: Expression, right: Expression) -> dict[str, Expression]:
        """Return a point of the domains where both sides have a value."""
        return {name: tree(Fraction(v)) for name, v in self.oracle.point(left, right).items()}

    def have_values(self, trees: tuple[Expression, ...], point: dict[str, Expression]) -> None:
        """Show that the trees have a value at a point."""

        def compute(ring: Meaning) -> list[Product]:
            result = []
            for node in trees:
                for name, value in point.items():
                    node = put(node, name, value)
                result.append(ring.of(node))
            return result

        ring, _ = in_ring(compute)
        fact = Valued(trees, tuple(sorted(point.items())))
        self.add(fact, "values", trees=list(trees), point=point, q=ring.q)

    def order(self, left: Expression, relation: Relation, right: Expression) -> None:
        """Show an order of two functions of one letter."""
        letters = free_symbols(left - right)
        if len(letters) != 1:
            raise NotShown(f"a statement about order or sign with parameters: {', '.join(sorted(letters))}")
        x = Symbol(min(letters))
        _, difference = in_ring(lambda ring: ring.of(left - right))
        if not difference:
            if relation not in (Relation.LE, Relation.GE):
                raise NotShown("not shown: two sides that differ", Wanted(left, relation, right))
            self.same(left, right)
            return
        where = self.inner(x, left, right)
        self.ordered(left, relation, right, x, where)
        point = self.oracle.inside(left - right, x, where, left, right)
        self.have_values((left, right), {x.name: tree(Fraction(point))})

    def ordered(
        self, left: Expression, relation: Relation, right: Expression, x: Symbol, where: Interval
    ) -> None:
        """Show an order on an interval, by the factors of the difference, or of that of exponentials."""
        fact = Holds(left, relation, right, x.name, where)
        if fact in self.facts:
            return
        route, found = "difference", None
        ring, f = in_ring(lambda ring: ring.sum([ring.of(left), number(-1) * ring.of(right)]))
        if has_logarithms(ring, f):
            route = "exponential"
            a, b = Call("exp", (left,)), Call("exp", (right,))
            ring, f = in_ring(lambda ring: ring.sum([ring.of(a), number(-1) * ring.of(b)]))
        found = Factors.of(ring, f, x, where)
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

    # where functions have values

    def inner(self, x: Symbol, *trees: Expression) -> Interval:
        outer = self.domain(x)
        needs = [u for node in trees for u, relation in conditions(node) if relation is Relation.GT]
        needs = [u for u in dict.fromkeys(needs) if free_symbols(u) == {x.name} and not has_kink(u)]
        if not needs:
            return outer
        inner = outer
        for upper, found in zip((False, True), self.oracle.defined(x, outer, *needs), strict=True):
            if found is None:
                continue
            end = from_data(found[1])
            if upper:
                part = replace(inner, lower=end, lower_closed=True)
                inner = replace(inner, upper=end, upper_closed=False)
            else:
                part = replace(inner, upper=end, upper_closed=True)
                inner = replace(inner, lower=end, lower_closed=False)
            if part.lower != part.upper:
                self.needed(needs[found[0]], Relation.LE, x, part)
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
        ring, value = in_ring(lambda ring: ring.of(f))
        found = Factors.of(ring, value, x, where)
        count = found.zeros()
        self.add(Zeros(f, x.name, where, count), "zeros", f=f, x=x.name, where=where, **found.data())
        return count

    def tends(self, f: Expression, x: Symbol, point: Expression, side: str, value: Expression) -> None:
        (pieces.show_end if has_kink(f) else Search.leads)(self, f, x, point, side, value)

    def leads(self, f: Expression, x: Symbol, point: Expression, side: str, value: Expression) -> None:
        """Show a limit by leading terms."""

        def compute(ring: Meaning) -> None:
            try:
                require_limit(ring, f, x.name, point, side, value)
            except TooCoarse:
                raise
            except CertificateError as error:
                raise NotShown(str(error)) from None

        ring, _ = in_ring(compute)
        fact = Tends(f, x.name, point, side, value)
        self.add(fact, "limit", f=f, x=x.name, point=point, side=side, value=value, q=ring.q)

    def continuous(self, f: Expression, x: Symbol, where: Interval) -> None:
        pieces.show_continuous(self, f, x, where)

    def shaped(self, f: Expression, x: Symbol, trend: Trend, where: Interval) -> None:
        pieces.show_shape(self, f, x, trend, where)

    def taken(self, f: Expression, x: Symbol, value: Expression) -> bool:
        return pieces.is_taken(self, f, x, value)

    # what the claim leaves open

    def bound(self, f: Expression) -> Expression:
        self.size = pieces.bound_of(self) if has_kink(f) else tree(Fraction(self.oracle.bound(f)))
        self.choices["bound"] = to_data(self.size)
        return self.size

    def rises(self, f: Expression, x: Symbol) -> bool:
        rises = pieces.rises(self) if has_kink(f) else self.oracle.direction(f) == "increasing"
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


def _data(value: Any) -> Any:
    match value:
        case Relation() | Trend():
            return value.value
        case Expression() | Interval():
            return to_data(value)
        case list() if value and isinstance(value[0], Expression | Interval):
            return [to_data(node) for node in value]
        case dict() if value and isinstance(next(iter(value.values())), Expression):
            return {name: to_data(node) for name, node in value.items()}
    return value


def found(claim: Claim) -> Search:
    """Return the search for the steps of a claim, at its end.

    Raises:
        CertificateError, Undecided, Undefined, Unclear: they were not found.
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
