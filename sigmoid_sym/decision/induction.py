"""The search for a proof for all whole numbers: one row, or one recurrence and the same start."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator
from fractions import Fraction

from sigmoid_sym.decision.reasons import NotShown, Undecided
from sigmoid_sym.decision.record import Record
from sigmoid_sym.decision.ring import in_ring, product_of
from sigmoid_sym.kernel.facts import ForAll, Holds
from sigmoid_sym.kernel.induction import advances, same_row
from sigmoid_sym.kernel.limits import infinite
from sigmoid_sym.kernel.meaning import Meaning
from sigmoid_sym.kernel.numbers import CertificateError
from sigmoid_sym.tree.claim import Chain, Relation
from sigmoid_sym.tree.expression import At, Derivative, Expression, Symbol, children, free_symbols, tree
from sigmoid_sym.tree.substitution import at, put

_RATES = [tree(Fraction(r)) for r in ("1", "-1", "0", "2", "-2", "1/2", "-1/2", "3", "-3", "4", "-4")]


def for_all(record: Record, left: Expression, right: Expression, whole: list[str]) -> None:
    """Show an equation for all whole numbers: within one row, or by induction."""
    for letters in itertools.permutations(whole if len(whole) > 1 else [*whole, ""], 2):
        n, k = letters
        if not n:
            continue
        with contextlib.suppress(CertificateError):
            ring, _ = in_ring(lambda ring, n=n, k=k: same_row(left, right, n, k, ring))  # type: ignore[misc]
            names = [name for name in letters if name]
            fact = ForAll(left, right, tuple(sorted(names)), None)
            record.add(fact, "row", left=left, right=right, letters=names, q=ring.q)
            _instance(record, left, right, _numbers_for(record, left, right, whole))
            return
    if len(whole) > 1:
        raise NotShown("not shown: both sides are the same combination of one row")
    _induction(record, left, right, whole[0])


def _instance(record: Record, left: Expression, right: Expression, numbers: dict[str, Expression]) -> None:
    """Show that both sides have a value for these whole numbers."""
    rest = record.points.common(at(left, numbers), at(right, numbers))
    record.have_values((left, right), {**numbers, **rest})


def _induction(record: Record, left: Expression, right: Expression, n: str) -> None:
    """Show an equation from its first n on."""
    least = record.least(n)
    start, rate, x = _recurrence(left, right, n, least)
    for m in range(least, start + 1):
        a, b = put(left, n, tree(m)), put(right, n, tree(m))
        ring, difference = product_of(a - b)
        if difference:
            raise NotShown(f"not shown: the equation for {n} = {m}")
        with record.aside():
            record.add(Holds(a, Relation.EQ, b), "equal", left=a, right=b, q=ring.q)
    ring, _ = in_ring(lambda ring: _both_advance(left, right, rate, n, x, start, ring))
    record.add(
        ForAll(left, right, (n,), least),
        "induction",
        left=left,
        right=right,
        n=n,
        least=least,
        start=start,
        rate=rate,
        x=None if x is None else x.name,
        q=ring.q,
    )
    _instance(record, left, right, {n: tree(start)})


def _recurrence(
    left: Expression, right: Expression, n: str, least: int
) -> tuple[int, Expression, Symbol | None]:
    """Return (start, λ, x) with T(n+1) = λ D_x T(n) for both sides."""
    variables = sorted({x.name for side in (left, right) for x in _differentiated(side, n)})
    parameters = sorted((free_symbols(left) | free_symbols(right)) - {n, *variables})
    rates = _RATES + [sign * Symbol(p) for p in parameters for sign in (1, -1)]
    rates += [] if variables else [Symbol(n) + c for c in range(-1, 3)]
    letters: list[Symbol | None] = [Symbol(name) for name in variables] or [None]
    for start, x, rate in itertools.product((least, least + 1), letters, rates):
        with contextlib.suppress(CertificateError):
            in_ring(
                lambda ring, rate=rate, x=x, start=start: _both_advance(  # type: ignore[misc]
                    left, right, rate, n, x, start, ring
                )
            )
            return start, rate, x
    raise NotShown("no recurrence that both sides obey was found")


def _numbers_for(
    record: Record, left: Expression, right: Expression, whole: list[str]
) -> dict[str, Expression]:
    """Return whole numbers of the domain, the least that will do, for which both sides have a value."""
    others = tuple(d for d in record.claim.domains if d.variable.name not in whole)
    first = {name: _first(record, name) for name in whole}
    square = itertools.product(range(8 if len(whole) < 3 else 4), repeat=len(whole))
    for steps in sorted(square, key=sum):
        numbers = {n: tree(first[n] + step) for n, step in zip(whole, steps, strict=True)}
        sides = at(left, numbers), at(right, numbers)
        if record.is_shown(Chain(sides=sides, relations=(Relation.EQ,), domains=others)):
            return numbers
    raise Undecided("no numbers were found for which both sides have a value")


def _first(record: Record, name: str) -> int:
    """Return the least whole number that a letter may be, 0 if nothing is said."""
    for domain in record.stated(name):
        if not infinite(record.written(domain.interval.lower)):
            return record.first_whole(domain.interval)
        if not infinite(record.written(domain.interval.upper)):
            raise Undecided(f"{name} has no least value")
    return 0


def _both_advance(
    left: Expression, right: Expression, rate: Expression, n: str, x: Symbol | None, start: int, ring: Meaning
) -> None:
    for side in (left, right):
        advances(side, rate, n, x, start, ring)


def _differentiated(node: Expression, n: str) -> Iterator[Symbol]:
    """Yield the letters in which something is differentiated n times."""
    match node:
        case At(Derivative(_, x, order), y, u) if x == y and n in free_symbols(order):
            yield from map(Symbol, free_symbols(u))
            return
        case Derivative(_, x, order) if n in free_symbols(order):
            yield x
    for child in children(node):
        yield from _differentiated(child, n)
