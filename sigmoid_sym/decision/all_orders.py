"""Equations for all n, refuted at the smallest n."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from sigmoid_sym.decision.evidence import Evidence, counterexample
from sigmoid_sym.decision.reasons import NOT_FOUND, NotShown, Undecided, Wanted
from sigmoid_sym.decision.ring import Counted
from sigmoid_sym.decision.steps import found
from sigmoid_sym.kernel.goals import Goals
from sigmoid_sym.kernel.induction import whole_letters
from sigmoid_sym.kernel.limits import infinite
from sigmoid_sym.tree.claim import (
    Chain,
    Claim,
    Domain,
    Relation,
)
from sigmoid_sym.tree.expression import (
    tree,
)
from sigmoid_sym.tree.substitution import put

_TRIED = 8  # numbers n for which an equation is looked at
_TRIED_TWICE = 6  # and n and k
Refute = Callable[[Claim, NotShown], Evidence]


def refuted_at_some_n(claim: Chain, refute: Refute) -> Evidence:
    """Refute at the smallest n for which both sides have a meaning."""
    (left, right), (relation,) = claim.sides, claim.relations
    whole = sorted(whole_letters(left) | whole_letters(right))
    given = [domain for domain in claim.domains if domain.variable.name in whole]
    if relation is not Relation.EQ:
        raise Undecided("an inequality for all n")
    if len(whole) > 2:
        raise Undecided(f"an equation for all {', '.join(whole)}: more than two symbols for whole numbers")
    if any(not infinite(domain.interval.upper) for domain in given):
        raise Undecided("an equation for finitely many n, which are not counted out")
    stated = {domain.variable.name for domain in given}
    failed, tried = False, 0
    for values in _numbers(claim, whole):
        try:
            found(_instantiated(claim, values))
        except NotShown as reason:
            if all(name in stated or value >= 1 for name, value in values.items()):
                return _general(claim, values, reason, refute)
            failed = True  # where they begin is not said
        except NOT_FOUND:
            continue  # a side has no meaning for these numbers
        else:
            tried += 1
    if not tried:
        raise Undecided("both sides have a meaning for none of the numbers tried")
    if failed:
        raise Undecided(
            f"it fails for {whole[0]} = 0 and was checked for larger numbers; "
            f"the claim does not say where {whole[0]} begins"
        )
    raise Undecided(
        f"checked for {' and '.join(whole)} ≤ {_TRIED if len(whole) == 1 else _TRIED_TWICE}, not proved"
    )


def _numbers(claim: Chain, whole: list[str]) -> Iterator[dict[str, int]]:
    first = {name: Goals(claim, Counted(1)).least(name) for name in whole}
    if len(whole) == 1:
        yield from ({whole[0]: m} for m in range(first[whole[0]], first[whole[0]] + _TRIED))
        return
    a, b = whole
    square = [(i, j) for i in range(_TRIED_TWICE) for j in range(_TRIED_TWICE)]
    for i, j in sorted(square, key=lambda pair: (sum(pair), pair)):
        yield {a: first[a] + i, b: first[b] + j}


def _instantiated(claim: Chain, values: dict[str, int]) -> Chain:
    sides = claim.sides
    for name, value in values.items():
        sides = tuple(put(side, name, tree(value)) for side in sides)
    others: tuple[Domain, ...] = tuple(d for d in claim.domains if d.variable.name not in values)
    return replace(claim, sides=sides, domains=others)


def _general(claim: Chain, values: dict[str, int], reason: NotShown, refute: Refute) -> Evidence:
    """Return the counterexample for one n as one for the claim."""
    special = refute(_instantiated(claim, values), reason)
    numbers = {name: tree(value) for name, value in values.items()}
    fact = Wanted(claim.sides[0], claim.relations[0], claim.sides[1])
    points = tuple({**point, **numbers} for point in special.points)
    shown = tuple(
        counterexample(fact, point) or c for c, point in zip(special.counterexamples, points, strict=True)
    )
    return replace(special, counterexamples=shown, points=points)
