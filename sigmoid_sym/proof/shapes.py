"""Growth and curvature, from the sign of the first and the second derivative."""

from __future__ import annotations

import itertools

from sigmoid_sym.language.claim import Parity, Relation, Shape, Symmetry, Trend
from sigmoid_sym.language.expression import (
    At,
    Derivative,
    Expression,
    Integer,
    Neg,
    Symbol,
    free_symbols,
    tree,
)
from sigmoid_sym.proof.line import Undecided, candidates
from sigmoid_sym.proof.statements import (
    Broken,
    Frame,
    Order,
    Witnesses,
    counterexample,
    equal,
    expanded,
    ordered,
)

_SIGNS = {  # order of the derivative, and its sign
    Trend.INCREASING: (1, 1),
    Trend.DECREASING: (1, -1),
    Trend.CONVEX: (2, 1),
    Trend.CONCAVE: (2, -1),
}


def shape(claim: Shape, frame: Frame) -> Witnesses:
    """f increases, decreases, is convex or concave on its domain.

    Notes:
        Where f' ≥ 0 on an interval and f' is analytic and not identically 0, its zeros are isolated and f
        increases strictly: so there is one condition for strict growth and for growth. Likewise f''.
    """
    f, x = expanded(claim.expression, claim.definitions), claim.variable
    if free_symbols(f) - {x.name}:
        raise Undecided("growth or curvature with parameters: their signs are not known")
    if claim.trend is not Trend.MONOTONE:
        return _trend(f, x, claim.trend, claim.strict, frame)
    broken: list[Broken] = []
    for trend in (Trend.INCREASING, Trend.DECREASING):
        try:
            fresh = Frame(frame.domains, frame.definitions, evidence=frame.evidence)
            witnesses = _trend(f, x, trend, claim.strict, fresh)
        except Broken as failure:
            broken.append(failure)
            continue
        frame.steps += fresh.steps
        return [trend.value, *witnesses]
    both = itertools.chain.from_iterable(failure.counterexamples for failure in broken)
    raise Broken(*both, remark="it grows at one place and falls at another")


def _trend(f: Expression, x: Symbol, trend: Trend, strict: bool, frame: Frame) -> Witnesses:
    order, sign = _SIGNS[trend]
    slope = Derivative(f, x, Integer(order))
    says = Order(slope if sign > 0 else Neg(slope), Relation.GE, Integer(0))
    shown = Order(slope, Relation.GE if sign > 0 else Relation.LE, Integer(0))
    witnesses, picture = ordered(says, frame, shown)
    if picture is None or not picture.f.above:
        raise Undecided("a function whose derivative is 0 or a number")
    if picture.poles:
        _across_a_pole(f, x, order, sign, frame)
    return witnesses


def _across_a_pole(f: Expression, x: Symbol, order: int, sign: int, frame: Frame) -> None:
    """From one side of a pole to the other a function may fall while its derivative is positive."""
    places = [v for v in candidates(4) if frame.admits(x.name, v)]
    if order == 1:
        for a, b in itertools.permutations(places, 2):
            if a < b:
                left, right = At(f, x, tree(a)), At(f, x, tree(b))
                found = counterexample(left, Relation.LE if sign > 0 else Relation.GE, right, {})
                if found is not None:
                    raise Broken(found, remark="there is a pole in between")
    raise Undecided("a function with a pole in the domain")


def parity(claim: Parity, frame: Frame) -> Witnesses:
    """f(-x) = f(x), or f(-x) = -f(x)."""
    f, x = expanded(claim.expression, claim.definitions), claim.variable
    return equal(At(f, x, Neg(x)), f if claim.symmetry is Symmetry.EVEN else Neg(f), frame)
