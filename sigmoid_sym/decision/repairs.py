"""Small repairs after which a refuted claim holds: the usual slips of authors, as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from sigmoid_sym.decision.changes import defined, ends, exchanged, narrowed
from sigmoid_sym.functions import has_definition
from sigmoid_sym.tree.claim import (
    Chain,
    Claim,
    Definition,
    Domain,
    Extremum,
    Interval,
    Limit,
    Membership,
    Parity,
    Range,
    Relation,
    Shape,
    Symmetry,
    Trend,
    ZeroCount,
)
from sigmoid_sym.tree.expression import (
    Add,
    Call,
    Derivative,
    Expression,
    Integer,
    Neg,
    Sum,
    Symbol,
    call,
    children,
    free_symbols,
    mapped,
    names,
    tree,
)

_MOST_TRIED = 60


@dataclass(frozen=True, slots=True)
class Repair:
    """A change of a claim.

    Attributes:
        words: what was changed; or a function of the claims before and after that says it.
        changed: the claim with the change made, in each place where it can be.
        joined: what stands before the words.
    """

    words: str | Callable[[Claim, Claim], str]
    changed: Callable[[Claim], Iterator[Claim]]
    joined: str = "with"

    def says(self, before: Claim, after: Claim) -> str:
        words = self.words if isinstance(self.words, str) else self.words(before, after)
        return f"It holds {self.joined} {words}."


def _relations(old: Relation, new: Relation) -> Callable[[Claim], Iterator[Claim]]:
    def changed(claim: Claim) -> Iterator[Claim]:
        if isinstance(claim, Chain) and old in claim.relations:
            yield replace(claim, relations=tuple(new if r is old else r for r in claim.relations))

    return changed


def _right_side(change: Callable[[Expression], Iterator[Expression]]) -> Callable[[Claim], Iterator[Claim]]:
    """Return the change made to the right side of an equation."""

    def changed(claim: Claim) -> Iterator[Claim]:
        if isinstance(claim, Chain) and claim.relations[-1] is Relation.EQ:
            *others, last = claim.sides
            for side in change(last):
                yield replace(claim, sides=(*others, side))

    return changed


def _everywhere(
    change: Callable[[Expression], Expression | None],
) -> Callable[[Expression], Iterator[Expression]]:
    """Return the function that makes the change at one place of a tree after another."""

    def changed(node: Expression) -> Iterator[Expression]:
        own = change(node)
        if own is not None:
            yield own
        for child in children(node):
            for other in changed(child):
                yield mapped(node, lambda c, old=child, new=other: new if c is old else c)  # type: ignore[misc]

    return changed


def _negated(node: Expression) -> Expression:
    return node.operand if isinstance(node, Neg) else Neg(node)


def _other_sign(node: Expression) -> Expression | None:
    """a + b -> a - b, a - b -> a + b, in the last term."""
    if not isinstance(node, Add):
        return None
    *others, last = node.terms
    return Add((*others, last.operand if isinstance(last, Neg) else Neg(last)))


def _mirrored(node: Expression) -> Expression | None:
    """a - b -> b - a."""
    match node:
        case Add((a, Neg(b))):
            return b - a
        case _:
            return None


def _halved(node: Expression) -> Expression | None:
    """tanh x -> tanh(x/2), σ(x) -> σ(2x): the two are often confused."""
    match node:
        case Call("sigma", (u,)):
            return Call("sigma", (2 * u,))
        case Call(name, (u,)) if has_definition(name):
            return Call(name, (u / 2,))
        case _:
            return None


def _smaller_factorial(node: Expression) -> Expression | None:
    match node:
        case Call("factorial", (u,)):
            return Call("factorial", (u - 1,))
        case _:
            return None


def _shifted_row(node: Expression) -> Expression | None:
    match node:
        case Call("stirling2" | "eulerian" as name, (n, k)):
            return Call(name, (n + 1, k))
        case _:
            return None


def _longer_sum(node: Expression) -> Expression | None:
    return replace(node, upper=node.upper + 1) if isinstance(node, Sum) else None


def _derivative_for_function(node: Expression) -> Expression | None:
    match node:
        case Call("sigma", (Symbol() as x,)):
            return Derivative(node, x, Integer(1))
        case _:
            return None


def _function_for_derivative(node: Expression) -> Expression | None:
    match node:
        case Derivative(operand, _, Integer(1)):
            return operand
        case _:
            return None


def _expression(change: Callable[[Expression], Expression | None]) -> Callable[[Claim], Iterator[Claim]]:
    """Return the change made to the expression of a claim that is about one."""

    def changed(claim: Claim) -> Iterator[Claim]:
        if isinstance(claim, (Membership, Range, Parity, Shape, Extremum, Limit, ZeroCount)):
            for expression in _everywhere(change)(claim.expression):
                yield replace(claim, expression=expression)

    return changed


def _around_its_centre(claim: Claim) -> Iterator[Claim]:
    if isinstance(claim, Parity) and claim.symmetry is Symmetry.ODD:
        yield replace(claim, expression=claim.expression - tree(1) / 2)


def _other_symmetry(claim: Claim) -> Iterator[Claim]:
    if isinstance(claim, Parity):
        other = Symmetry.ODD if claim.symmetry is Symmetry.EVEN else Symmetry.EVEN
        yield replace(claim, symmetry=other)


def _other_trend(claim: Claim) -> Iterator[Claim]:
    others = {
        Trend.INCREASING: Trend.DECREASING,
        Trend.DECREASING: Trend.INCREASING,
        Trend.CONVEX: Trend.CONCAVE,
        Trend.CONCAVE: Trend.CONVEX,
    }
    if isinstance(claim, Shape) and claim.trend in others:
        yield replace(claim, trend=others[claim.trend])


def _closed(lower: bool, upper: bool) -> Callable[[Claim], Iterator[Claim]]:
    def changed(claim: Claim) -> Iterator[Claim]:
        if isinstance(claim, (Range, Membership)):
            i = claim.interval
            yield replace(claim, interval=Interval(i.lower, i.upper, lower, upper))

    return changed


def _half_line(positive: bool) -> Callable[[Claim], Iterator[Claim]]:
    def changed(claim: Claim) -> Iterator[Claim]:
        symbols = _symbols(claim)
        if len(symbols) == 1 and not claim.domains:
            x = Symbol(min(symbols))
            half = Interval(lower=Integer(0)) if positive else Interval(upper=Integer(0))
            yield replace(claim, domains=(Domain(x, half),))

    return changed


def _from_one(claim: Claim) -> Iterator[Claim]:
    for domain in claim.domains:
        if domain.integers and domain.interval.lower == Integer(0):
            later = replace(domain, interval=replace(domain.interval, lower=Integer(1), lower_closed=True))
            yield replace(claim, domains=tuple(later if d is domain else d for d in claim.domains))


def _other_definition(claim: Claim) -> Iterator[Claim]:
    """1/(1 - e^{-x}) -> 1/(1 + e^{-x})."""
    for definition in claim.definitions:
        for body in _everywhere(_other_sign)(definition.body):
            changed = replace(definition, body=body)
            yield replace(
                claim, definitions=tuple(changed if d is definition else d for d in claim.definitions)
            )


def _with_minus(claim: Claim) -> Iterator[Claim]:
    """σ(x) = 1/(1 - e^{-x}), which has the same differential equation, for σ."""
    equation = isinstance(claim, Chain) and set(claim.relations) == {Relation.EQ}
    if equation and not claim.definitions and "sigma" in _functions(claim):
        x = Symbol("x")
        yield replace(claim, definitions=(Definition("sigma", x, 1 / (1 - call("exp", -x))),))


def _functions(claim: Claim) -> frozenset[str]:
    return frozenset().union(*map(names, claim.sides)) if isinstance(claim, Chain) else frozenset()


def _symbols(claim: Claim) -> frozenset[str]:
    if isinstance(claim, Chain):
        return frozenset().union(*map(free_symbols, claim.sides))
    expression = getattr(claim, "expression", None)
    return free_symbols(expression) if isinstance(expression, Expression) else frozenset()


def _next_row(before: Claim, after: Claim) -> str:
    return f"the next row, {exchanged(before, after)}"


REPAIRS = (
    Repair("≤ for <", _relations(Relation.LT, Relation.LE)),
    Repair("≥ for >", _relations(Relation.GT, Relation.GE)),
    Repair("σ(x) = 1/(1 − e^(−x)), that is C = −1", _with_minus),
    Repair("≈ for =", _relations(Relation.EQ, Relation.APPROX)),
    Repair(defined, _other_definition),
    Repair("the opposite sign on the right", _right_side(lambda side: iter([_negated(side)]))),
    Repair("a - b and b - a exchanged", _right_side(_everywhere(_mirrored))),
    Repair("one sign changed", _right_side(_everywhere(_other_sign))),
    Repair("half or twice the argument", _right_side(_everywhere(_halved))),
    Repair(exchanged, _right_side(_everywhere(_smaller_factorial))),
    Repair(_next_row, _right_side(_everywhere(_shifted_row))),
    Repair("one more term in the sum", _right_side(_everywhere(_longer_sum))),
    Repair(exchanged, _right_side(_everywhere(_derivative_for_function))),
    Repair(exchanged, _right_side(_everywhere(_function_for_derivative))),
    Repair(exchanged, _around_its_centre),
    Repair("“even” and “odd” exchanged", _other_symmetry),
    Repair(exchanged, _expression(_derivative_for_function)),
    Repair(exchanged, _expression(_function_for_derivative)),
    Repair(ends, _closed(False, True)),
    Repair(ends, _closed(True, False)),
    Repair(ends, _closed(False, False)),
    Repair("the opposite direction", _other_trend),
    Repair(narrowed, _half_line(True), "for"),
    Repair(narrowed, _half_line(False), "for"),
    Repair(narrowed, _from_one, "for"),
)


def _is_empty(claim: Claim) -> bool:
    """Return whether the claim says that something is equal to itself."""
    return isinstance(claim, Chain) and any(a == b for a, b in pairwise(claim.sides))


def hint_for(claim: Claim, link: int, holds: Callable[[Claim], bool]) -> str:
    """Return in words the first repair after which the claim, or its broken link, holds; "" if none does."""
    if isinstance(claim, Chain):
        claim = replace(claim, sides=claim.sides[link : link + 2], relations=claim.relations[link : link + 1])
    tried = 0
    for repair in REPAIRS:
        for changed in repair.changed(claim):
            tried += 1
            if tried > _MOST_TRIED:
                return ""
            if changed != claim and not _is_empty(changed) and holds(changed):
                return repair.says(claim, changed)
    return ""
