"""Growth and convexity by the sign of a derivative."""

from __future__ import annotations

from typing import NamedTuple

from sigmoid_sym.coq.conditions import needs
from sigmoid_sym.coq.derivatives import Steps, slopes
from sigmoid_sym.coq.errors import NotExported
from sigmoid_sym.coq.orders import order
from sigmoid_sym.coq.statements import Theorem, hypotheses
from sigmoid_sym.kernel.limits import infinite
from sigmoid_sym.language.coq import ATOM, coq, coq_name, function
from sigmoid_sym.tree.claim import Interval, Relation, Shape, Trend
from sigmoid_sym.tree.expression import Expression, Integer, Symbol, free_symbols


class _Growth(NamedTuple):
    """A theorem on growth: how often it differentiates, the sign it asks for, what it is about and says."""

    name: str
    order: int
    relation: Relation
    points: str
    says: str


_MEAN, _MIDDLE = "t * f x + (1 - t) * f y", "f (t * x + (1 - t) * y)"
_WEAK, _STRICT = "0 <= t <= 1 ->", "x <> y -> 0 < t < 1 ->"
# By the trend, and whether it is strict.
_GROWTH = {
    (Trend.INCREASING, False): _Growth("weak_incr_of_slope", 1, Relation.GT, "x y", "x <= y -> f x <= f y"),
    (Trend.INCREASING, True): _Growth("incr_of_slope", 1, Relation.GT, "x y", "x < y -> f x < f y"),
    (Trend.DECREASING, False): _Growth("weak_decr_of_slope", 1, Relation.LT, "x y", "x <= y -> f y <= f x"),
    (Trend.DECREASING, True): _Growth("decr_of_slope", 1, Relation.LT, "x y", "x < y -> f y < f x"),
    (Trend.CONVEX, False): _Growth(
        "convex_of_slope", 2, Relation.GT, "x y t", f"{_WEAK} {_MIDDLE} <= {_MEAN}"
    ),
    (Trend.CONVEX, True): _Growth(
        "strictly_convex_of_slope", 2, Relation.GT, "x y t", f"{_STRICT} {_MIDDLE} < {_MEAN}"
    ),
    (Trend.CONCAVE, False): _Growth(
        "concave_of_slope", 2, Relation.LT, "x y t", f"{_WEAK} {_MEAN} <= {_MIDDLE}"
    ),
    (Trend.CONCAVE, True): _Growth(
        "strictly_concave_of_slope", 2, Relation.LT, "x y t", f"{_STRICT} {_MEAN} < {_MIDDLE}"
    ),
}


def shape(claim: Shape, f: Expression, i: Interval, trend: Trend) -> Theorem:
    """Return the theorem for a function of one variable whose slopes have one sign on an open interval.

    Arguments:
        claim: what is claimed.
        f: the function, without definitions.
        i: where.
        trend: that of the claim; for a monotone function the one that it has.

    Raises:
        NotExported: there is none.
    """
    x = claim.variable
    if i.lower_closed or i.upper_closed or free_symbols(f) != {x.name}:
        raise NotExported("of shapes only those on open intervals, without parameters, are exported to Coq")
    if needs(f):
        raise NotExported("the shape of what has no value somewhere is not exported to Coq")
    inside = "".join(f"{h} -> " for point in "xy" for h in hypotheses(i, point))
    steps, growth = Steps(), _GROWTH[trend, claim.strict]
    own = slopes(steps.plain(f), x, growth.order)

    def says(trend: Trend) -> str:
        growth = _GROWTH[trend, claim.strict]
        return f"forall {growth.points} : R, {inside}{growth.says}"

    said, opening = says(trend), ""
    if claim.trend is Trend.MONOTONE:
        said = f"({says(Trend.INCREASING)}) \\/\n  ({says(Trend.DECREASING)})"
        opening = "left. " if trend is Trend.INCREASING else "right. "
    proof = [f"intros f. {opening}", *_proof(growth, own, x, i, steps)]
    return Theorem(f"let f := {function(f, x)} in\n  {said}", proof, tuple(steps.met))


def _proof(growth: _Growth, own: list[Expression], x: Symbol, i: Interval, steps: Steps) -> list[str]:
    """Return the tactics that show a trend by the sign of the last of an expression and its derivatives."""
    name, last = coq_name(x), coq(own[-1])
    sign = f"0 < {last}" if growth.relation is Relation.GT else f"{last} < 0"
    functions = " ".join(function(g, x) for g in own)
    ends = " ".join(
        "m_infty" if infinite(e) < 0 else "p_infty" if infinite(e) else f"(Finite {coq(e, ATOM)})"
        for e in (i.lower, i.upper)
    )
    return [
        f"assert (forall {name} : R, {''.join(f'{h} -> ' for h in hypotheses(i, name))}{sign}) as sign.",
        "{ intros.",
        *order(own[-1], growth.relation, Integer(0), x, i),
        "}",
        f"intros. apply ({growth.name} f {functions} {ends}); simpl;",
        f"[ intros; unfold f; {steps}by_field | {'by_slope | ' * growth.order}",
        "intros; now apply sign | easy ..].",
    ]
