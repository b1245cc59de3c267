"""Statements that claims are made of: two sides equal, one side above another, a count of zeros.

Each function returns the witnesses by which the checker sees that the statement holds, or raises
`Broken` with the evidence that it does not, or `Undecided`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from flint import arb, fmpq

from sigmoid_sym.language.claim import Claim, Definition, Domain, Interval, Relation, ZeroCount
from sigmoid_sym.language.expression import (
    At,
    Call,
    Derivative,
    Expression,
    Integer,
    Sum,
    Symbol,
    free_symbols,
    mapped,
    tree,
)
from sigmoid_sym.numeric.balls import working_precision
from sigmoid_sym.proof.checker.arithmetic import Undefined
from sigmoid_sym.proof.checker.comparison import compare
from sigmoid_sym.proof.field import NotRationalError
from sigmoid_sym.proof.line import (
    Chart,
    Factored,
    Undecided,
    candidates,
    chart,
    contains,
    factored,
    sign_at,
)
from sigmoid_sym.proof.normal_form import normal_forms
from sigmoid_sym.proof.verdict import CertificateError, Counterexample, Proved, Step, certified, step

Witnesses = list[Any]
WHOLE_NUMBERS = frozenset({"n", "m", "k", "j", "i"})
_BITS = (64, 256, 1024)


class Broken(Exception):
    """A statement does not hold, and this is the evidence."""

    def __init__(
        self, *counterexamples: Counterexample, contrary: Proved | None = None, remark: str = ""
    ) -> None:
        super().__init__(remark)
        self.counterexamples, self.contrary, self.remark = counterexamples, contrary, remark


@dataclass(slots=True)
class Frame:
    """What the symbols of a claim range over, and the proof as far as it has come.

    Attributes:
        domains: those of the claim, definitions written out.
        steps: the steps of the proof so far.
        remarks: places where a side is not defined.
        evidence: whether a counterexample is wanted where a statement does not hold.
    """

    domains: tuple[Domain, ...]
    definitions: tuple[Definition, ...] = ()
    steps: list[Step] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    evidence: bool = True

    def interval(self, variable: str) -> Interval:
        """Return the domain of a symbol.

        Raises:
            Undecided: it is no single interval.
        """
        found = [domain for domain in self.domains if domain.variable.name == variable]
        if len(found) > 1 or any(domain.integers for domain in found):
            raise Undecided(f"a domain of {variable} that is no single interval")
        return found[0].interval if found else Interval()

    def admits(self, name: str, value: Fraction) -> bool:
        """Return whether the symbol may take the value."""
        domains = [domain for domain in self.domains if domain.variable.name == name]
        whole = any(domain.integers for domain in domains) or (not domains and name in WHOLE_NUMBERS)
        if whole and (value.denominator != 1 or value < (not domains)):
            return False
        return all(contains(domain.interval, value) for domain in domains)


def framed(claim: Claim, evidence: bool = True) -> Frame:
    """Return the frame of a claim."""
    domains = tuple(
        Domain(
            d.variable,
            Interval(
                expanded(d.interval.lower, claim.definitions),
                expanded(d.interval.upper, claim.definitions),
                d.interval.lower_closed,
                d.interval.upper_closed,
            ),
            d.integers,
        )
        for d in claim.domains
    )
    return Frame(domains, claim.definitions, evidence=evidence)


def expanded(node: Expression, definitions: Iterable[Definition]) -> Expression:
    """Return the tree with the meanings of the defined names put in."""
    for definition in reversed(tuple(definitions)):
        node = _put(node, definition)
    return node


def _put(node: Expression, definition: Definition) -> Expression:
    if definition.variable is None and node == Symbol(definition.name):
        return definition.body
    inner = mapped(node, lambda child: _put(child, definition))
    if isinstance(inner, Call) and inner.function == definition.name and definition.variable is not None:
        return _applied(definition.body, definition.variable, inner.arguments[0])
    return inner


def _applied(body: Expression, variable: Symbol, argument: Expression) -> Expression:
    if isinstance(body, (Derivative, At, Sum)) and argument != variable:
        return At(body, variable, argument)
    if body == variable:
        return argument
    return mapped(body, lambda child: _applied(child, variable, argument)) if argument != variable else body


def counterexample(
    left: Expression, relation: Relation, right: Expression, point: dict[str, Expression]
) -> Counterexample | None:
    """Return the counterexample if it is one."""
    try:
        return Counterexample(left, relation, right, tuple(sorted(point.items())))
    except CertificateError:
        return None


def equal(left: Expression, right: Expression, frame: Frame) -> Witnesses:
    """left = right wherever both are defined."""
    free = sorted(free_symbols(left) | free_symbols(right))
    if not free:
        return _equal_numbers(left, right, frame)
    field, (a, b) = normal_forms(left, right)
    if a == b:
        frame.steps.append(
            step(
                "Both sides are the same quotient of polynomials in independent quantities:",
                left,
                Relation.EQ,
                right,
            )
        )
        return []
    _wanted(frame)
    difference = a - b
    for point in points(free, frame):
        with working_precision(128):
            balls = {name: arb(fmpq(v.numerator, v.denominator)) for name, v in point.items()}
            gap = field.enclosure(difference, balls)
        if gap != 0:  # certainly: a ball that contains 0, or is undefined, is not
            found = counterexample(left, Relation.EQ, right, {n: tree(v) for n, v in point.items()})
            if found is not None:
                raise Broken(found)
    raise Undecided("the two sides differ as formulas, and no point was found where their values do")


def _equal_numbers(left: Expression, right: Expression, frame: Frame) -> Witnesses:
    if number_sign(left - right) == 0:
        frame.steps.append(step("Both sides are the same number:", left, Relation.EQ, right))
        return []
    _wanted(frame)
    found = counterexample(left, Relation.EQ, right, {})
    if found is None:
        raise Undecided("two numbers that cannot be told apart")
    raise Broken(found)


def _wanted(frame: Frame) -> None:
    if not frame.evidence:
        raise Undecided("it does not hold")


def points(free: list[str], frame: Frame, limit: int = 200) -> Iterator[dict[str, Fraction]]:
    """Yield values for the symbols, the simplest first; parameters beside a variable are different."""
    choices = [[v for v in candidates(6) if frame.admits(name, v)] for name in free]
    for name, values in zip(free, choices, strict=True):
        if not values:
            values += _samples(name, frame)
    if len(free) == 1:
        yield from ({free[0]: v} for v in choices[0])
        return
    ranked = [list(enumerate(values)) for values in choices]
    combinations = itertools.islice(itertools.product(*(r[:6] for r in ranked)), 20_000)
    ordered = sorted(combinations, key=lambda chosen: sum(rank for rank, _ in chosen))
    for chosen in itertools.islice(ordered, limit):
        yield {name: v for name, (_, v) in zip(free, chosen, strict=True)}


def _samples(name: str, frame: Frame) -> list[Fraction]:
    domain = chart(Factored(1, (), (1,), (1,)), frame.interval(name))
    return [cell.sample for cell in domain.cells]


def number_sign(f: Expression) -> int:
    """Return the sign of a number.

    Raises:
        Undecided: it cannot be found.
    """
    try:
        field, (element,) = normal_forms(f)
    except NotRationalError as error:
        try:
            return compare(f, Integer(0))
        except (Undefined, ValueError) as undefined:
            raise Undecided(str(error)) from undefined
    if not element:
        return 0
    for bits in _BITS:
        with working_precision(bits):
            ball = field.enclosure(element, {})
            if ball > 0:
                return 1
            if ball < 0:
                return -1
    raise Undecided("the sign of a number that is very near 0")


@dataclass(frozen=True, slots=True)
class Order:
    """left > right, left ≥ right or left ≠ right, and how the claim says it."""

    left: Expression
    relation: Relation
    right: Expression

    @property
    def difference(self) -> Expression:
        """left - right."""
        return self.left - self.right

    def flipped(self) -> Order:
        """Return the same statement read from right to left."""
        other = {Relation.GT: Relation.LT, Relation.GE: Relation.LE, Relation.NE: Relation.NE}
        return Order(self.right, other[self.relation], self.left)


def one_variable(frame: Frame, *trees: Expression) -> Symbol:
    """Return the symbol that a statement is about; x if there is none.

    Raises:
        Undecided: there are several.
    """
    free = sorted(frozenset().union(*map(free_symbols, trees)))
    if len(free) > 1:
        raise Undecided(f"a statement about order or sign with several symbols: {', '.join(free)}")
    return Symbol(free[0]) if free else Symbol("x")


def ordered(says: Order, frame: Frame, shown: Order | None = None) -> tuple[Witnesses, Chart | None]:
    """left > right (≥, ≠) wherever both are defined; `shown` is the statement in the claim's words."""
    shown = shown or says
    f = says.difference
    if not free_symbols(f):
        _ordered_numbers(says, shown)
        frame.steps.append(step("By enclosures of both numbers:", shown.left, shown.relation, shown.right))
        return [], None
    x = one_variable(frame, f)
    quotient = factored(f, x)
    domain = frame.interval(x.name)
    if not quotient.above:
        if says.relation is not Relation.GE:
            _at_any(shown, x, frame)
        return [quotient.witness()], None
    picture = chart(quotient, domain)
    wrong = [c for c in picture.cells if c.sign < 0] if says.relation is not Relation.NE else []
    touched = picture.zeros if says.relation is not Relation.GE else ()
    if wrong or touched:
        _wanted(frame)
        raise _broken(says, shown, x, picture, [c.sample for c in wrong], frame)
    frame.steps.append(step(_because(picture, x), shown.left, shown.relation, shown.right))
    if picture.poles:
        frame.remarks.append(_excluded(picture, x))
    return [quotient.witness()], picture


def _at_any(shown: Order, x: Symbol, frame: Frame) -> None:
    for point in points([x.name], frame):
        found = counterexample(shown.left, shown.relation, shown.right, {x.name: tree(point[x.name])})
        if found is not None:
            raise Broken(found, remark="both sides are the same")
    raise Undecided("both sides are the same function")


def _because(picture: Chart, x: Symbol) -> str:
    degree = max(len(picture.f.above), len(picture.f.below)) - 1
    tau = f"e^{x.name}" if picture.f.q == 1 else f"e^({x.name}/{picture.f.q})"
    return (
        f"The difference is a quotient of polynomials in τ = {tau} of degree {degree}"
        f"{' times powers of linear factors' if picture.f.linear else ''}; "
        f"it has {len(picture.zeros)} zeros in the domain and changes sign at none:"
    )


def _excluded(picture: Chart, x: Symbol) -> str:
    from sigmoid_sym.language.text import text

    places = [p for pole in picture.poles if (p := pole.place()) is not None]
    where = ", ".join(f"{x.name} = {text(p)}" for p in places)
    return f"where both sides are defined{f'; not at {where}' if where else ''}"


def _ordered_numbers(says: Order, shown: Order) -> None:
    sign = number_sign(says.difference)
    holds = (
        sign != 0
        if says.relation is Relation.NE
        else sign > 0 or (sign == 0 and says.relation is Relation.GE)
    )
    if not holds:
        found = counterexample(shown.left, shown.relation, shown.right, {})
        if found is None:
            raise Undecided("two numbers that cannot be told apart")
        raise Broken(found)


def _broken(
    says: Order, shown: Order, x: Symbol, picture: Chart, samples: list[Fraction], frame: Frame
) -> Exception:
    """Return the evidence: a simple point where the statement fails, or a zero that has no simple place."""
    bad = (0,) if says.relation is Relation.NE else (-1,) if says.relation is Relation.GE else (-1, 0)
    simple = (v for v in candidates() if frame.admits(x.name, v) and _sign_or_none(picture.f, v) in bad)
    places: Iterator[Expression | None] = itertools.chain(
        map(tree, simple), (mark.place() for mark in picture.zeros if 0 in bad), map(tree, samples)
    )
    for place in places:
        if place is not None:
            found = counterexample(shown.left, shown.relation, shown.right, {x.name: place})
            if found is not None:
                return Broken(found)
    if picture.zeros and not samples:
        claim = ZeroCount(
            expression=says.difference, variable=x, count=tree(len(picture.zeros)), domains=frame.domains
        )
        contrary = certified(claim, [picture.f.witness()], [])
        return Broken(contrary=contrary, remark="both sides are equal at a point that is not rational in e^x")
    return Undecided("no point was found that shows how it fails")


def _sign_or_none(f: Factored, x: Fraction) -> int | None:
    try:
        return sign_at(f, x)
    except Undecided:
        return None


def zeros(f: Expression, x: Symbol, frame: Frame) -> tuple[Witnesses, Chart]:
    """Return the zeros of f in the domain."""
    quotient = factored(f, x)
    if not quotient.above:
        raise Undecided("a function that is 0 everywhere")
    return [quotient.witness()], chart(quotient, frame.interval(x.name))
