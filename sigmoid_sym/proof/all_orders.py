"""Equations with a symbolic n: refuted at the smallest n, or proved by a recurrence that both sides obey."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from sigmoid_sym.language.claim import Chain, Claim, Domain, Relation
from sigmoid_sym.language.data import to_data
from sigmoid_sym.language.expression import (
    At,
    Derivative,
    Expression,
    Symbol,
    children,
    free_symbols,
    mapped,
    tree,
)
from sigmoid_sym.proof.checker.induction import whole_symbols
from sigmoid_sym.proof.field import NotRationalError
from sigmoid_sym.proof.line import Undecided, end_mark
from sigmoid_sym.proof.statements import Broken, Frame, Witnesses, counterexample, equal, expanded
from sigmoid_sym.proof.verdict import CertificateError, Counterexample, Step, certified

_TRIED = 8  # numbers n for which an equation is looked at before a proof is tried
_TRIED_TWICE = 6  # and n and k
_RATES = [Fraction(r) for r in ("1", "-1", "0", "2", "-2", "1/2", "-1/2", "3", "-3", "4", "-4")]


def symbolic(claim: Claim) -> frozenset[str]:
    """Return the symbols of a chain that stand for whole numbers: orders, limits of sums, exponents.

    >>> x, n = Symbol("x"), Symbol("n")
    >>> sorted(symbolic(Chain(sides=(Derivative(x, x, n), x), relations=(Relation.EQ,))))
    ['n']
    """
    if not isinstance(claim, Chain):
        return frozenset()
    sides = (expanded(side, claim.definitions) for side in claim.sides)
    return frozenset().union(*map(whole_symbols, sides))


def equal_for_all(left: Expression, right: Expression, frame: Frame) -> Witnesses:
    """left = right for all whole numbers n, or n and k, that the claim is about."""
    whole = sorted(whole_symbols(left) | whole_symbols(right))
    if len(whole) > 2:
        raise Undecided(f"an equation for all {', '.join(whole)}: more than two symbols for whole numbers")
    given = [domain for domain in frame.domains if domain.variable.name in whole]
    if any(end_mark(domain.interval.upper, 1) is not None for domain in given):
        raise Undecided("an equation for finitely many n, which are not counted out")
    failures, tried = [], []
    for values in _values(whole, given):
        try:
            equal(*(instantiated(side, values) for side in (left, right)), _without(frame, whole))
        except Broken as broken:
            failures.append((values, broken))
            if len(whole) == 2 or len(failures) > 1 or values[whole[0]] > 0 or given:
                break
        except (NotRationalError, Undecided):
            continue  # a side has no meaning for these numbers
        else:
            tried.append(values)
    if failures and (given or len(whole) == 2 or len(failures) > 1 or failures[0][0][whole[0]] > 0):
        raise _refuted(left, right, *failures[0])
    if not tried:
        raise Undecided("both sides have a meaning for none of the numbers tried")
    if failures:
        raise Undecided(
            f"it fails for {whole[0]} = 0 and was checked for larger numbers; "
            f"the claim does not say where {whole[0]} begins"
        )
    for witness in _proposals(left, right, whole, given):
        if _accepted(left, right, witness, frame):
            frame.steps.append(_argument(whole, witness))
            return [witness]
    last = max(values[whole[0]] for values in tried)
    raise Undecided(f"checked for {' and '.join(whole)} ≤ {last}, not proved")


def _values(whole: list[str], given: list[Domain]) -> Iterator[dict[str, int]]:
    first = {name: 0 for name in whole}
    for domain in given:
        mark = end_mark(domain.interval.lower, 1)
        if mark is None or mark.x is None:
            raise Undecided("whole numbers without a first one")
        least = -((-mark.x.numerator) // mark.x.denominator)
        first[domain.variable.name] = least + (mark.x == least and not domain.interval.lower_closed)
    if len(whole) == 1:
        n = whole[0]
        yield from ({n: m} for m in range(first[n], first[n] + _TRIED))
        return
    a, b = whole
    square = [(i, j) for i in range(_TRIED_TWICE) for j in range(_TRIED_TWICE)]
    for i, j in sorted(square, key=lambda pair: (sum(pair), pair)):
        yield {a: first[a] + i, b: first[b] + j}


def instantiated(node: Expression, values: dict[str, int]) -> Expression:
    """Return the tree with whole numbers for symbols."""
    if isinstance(node, Symbol) and node.name in values:
        return tree(values[node.name])
    return mapped(node, lambda child: instantiated(child, values))


def _without(frame: Frame, whole: list[str]) -> Frame:
    return Frame(tuple(d for d in frame.domains if d.variable.name not in whole), frame.definitions)


def _refuted(left: Expression, right: Expression, values: dict[str, int], broken: Broken) -> Exception:
    found: list[Counterexample] = []
    for simple in broken.counterexamples:
        point = {**dict(simple.point), **{name: tree(v) for name, v in values.items()}}
        general = counterexample(left, Relation.EQ, right, point)
        found.append(general or simple)
    if not found:
        return Undecided("no counterexample that can be shown")
    return Broken(*found)


def _proposals(left: Expression, right: Expression, whole: list[str], given: list[Domain]) -> Iterator[Any]:
    """Yield witnesses for the checker: it alone sees whether one is a proof."""
    if len(whole) == 2:
        yield from ([a, b] for a, b in (tuple(reversed(whole)), tuple(whole)))
        return
    n = whole[0]
    least = next(_values(whole, given))[n]
    variables = sorted({x.name for side in (left, right) for x in _differentiated(side, n)})
    parameters = sorted((free_symbols(left) | free_symbols(right)) - {n, *variables})
    rates = [tree(r) for r in _RATES] + [sign * Symbol(p) for p in parameters for sign in (1, -1)]
    for start in (least, least + 1):
        for x in variables or [None]:
            for rate in rates:
                yield [start, to_data(rate), x]


def _differentiated(node: Expression, n: str) -> Iterator[Symbol]:
    match node:
        case At(Derivative(_, x, order), y, u) if x == y and n in free_symbols(order):
            yield from map(Symbol, free_symbols(u))
            return
        case Derivative(_, x, order) if n in free_symbols(order):
            yield x
    for child in children(node):
        yield from _differentiated(child, n)


def _accepted(left: Expression, right: Expression, witness: Any, frame: Frame) -> bool:
    claim = Chain(sides=(left, right), relations=(Relation.EQ,), domains=frame.domains)
    try:
        certified(claim, [witness], [])
    except CertificateError:
        return False
    return True


def _argument(whole: list[str], witness: Any) -> Step:
    if len(whole) == 2:
        return Step(
            "Brought down to one row by the recurrence of the triangle, both sides are the same combination of its entries."
        )
    n, (start, _, x) = whole[0], witness
    what = f"derivative in {x}" if x else "multiple"
    return Step(
        f"Induction: both sides are the same for {n} = {start}, and on both sides the step from {n} to {n} + 1 is "
        f"the same {what}, by the recurrence of the coefficients."
    )
