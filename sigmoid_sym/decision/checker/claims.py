"""What each claim says, fact by fact, and whether witnesses show it.

Four kinds of facts are enough: two trees are the same (`algebra`), a number has a sign (enclosures), a
polynomial has so many roots on an interval (Sturm), a product has a limit (orders at a point). A claim for
all n is the same tree twice (`recurrence`).
"""

from __future__ import annotations

from fractions import Fraction

from sigmoid_sym.decision.checker.algebra import Algebra
from sigmoid_sym.decision.checker.facts import Examination
from sigmoid_sym.decision.checker.numbers import Enclosure, Undefined
from sigmoid_sym.decision.checker.places import Ask
from sigmoid_sym.decision.checker.statements import NotShown, require
from sigmoid_sym.kernel.clarity import require_clear
from sigmoid_sym.kernel.extent import require_moderate
from sigmoid_sym.tree.claim import (
    Bounded,
    Chain,
    Claim,
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
    Expression,
    Neg,
    free_symbols,
    tree,
)
from sigmoid_sym.tree.substitution import put


def examine(claim: Claim, ask: Ask) -> None:
    """Return if the claim holds wherever its sides are defined.

    Arguments:
        claim: what is said.
        ask: gives the witnesses; whatever it answers, nothing false is shown.

    Raises:
        NotShown, Undefined: it was not shown.
        SigmoidSymError: the claim is too deep or too large, or the budget is spent.
    """
    require_moderate(claim)
    require_clear(claim)
    exam = Examination(claim.domains, claim.definitions, ask)
    write, Above = exam.written, Relation.GE
    for domain in claim.domains:
        exam.inhabited(domain)
    for definition in claim.definitions:
        if not free_symbols(body := write(definition.body)):
            exam.algebra.of(body)  # a number that a letter stands for
    match claim:
        case Chain(sides=sides, relations=relations):
            require(len(sides) == len(relations) + 1 > 1, "a chain")
            for link, relation in enumerate(relations):
                exam.link(write(sides[link]), relation, write(sides[link + 1]))
        case Membership(expression=f, interval=interval):
            exam.within(write(f), interval)
        case Range(expression=f, interval=interval):
            exam.within(write(f), interval)
            exam.fills(write(f), interval)
        case Bounded(expression=f, bound=bound):
            size = tree(Fraction(ask("bound", write(f)))) if bound is None else write(bound)
            exam.link(write(f), Relation.LE, size)
            exam.link(write(f), Above, Neg(size))
        case Shape(expression=f, variable=x, trend=trend):
            if trend is Trend.MONOTONE:
                rises = ask("direction", write(f)) == "increasing"
                trend = Trend.INCREASING if rises else Trend.DECREASING
            exam.shape(write(f), x, trend)
        case Parity(expression=f, variable=x, symmetry=symmetry):
            require(exam.domain(x) == Interval(), "a function on the whole line")
            mirrored = put(write(f), x.name, Neg(x))
            exam.same(mirrored, write(f) if symmetry is Symmetry.EVEN else Neg(write(f)))
        case Extremum(expression=f, variable=x, maximum=maximum, value=v, at=at):
            exam.extremum(write(f), x, Relation.LE if maximum else Above, v, at)
        case Limit(expression=f, variable=x, point=point, value=v, side=side):
            exam = exam.where_defined(write(f))
            exam.limit(write(f), x, write(point), write(v), exam.approach(x, write(point), side))
        case ZeroCount(expression=f, variable=x, count=count):
            require(exam.sign(tree(exam.zeros(write(f), x)) - write(count)) == 0, "the number of zeros")
        case _:
            raise NotShown(f"a claim of the kind {type(claim).__name__}")


def refutes(
    left: Expression, relation: Relation, right: Expression, point: dict[str, Expression]
) -> tuple[Enclosure, Enclosure] | None:
    """Return enclosures of both sides at the point if both are defined and the relation fails there."""
    for name, value in point.items():
        left, right = put(left, name, value), put(right, name, value)
    algebra = Algebra()
    exam = Examination((), (), lambda *_: None, algebra)
    try:
        sides = algebra.of(left), algebra.of(right)
        if exam.holds(left, relation, right):
            return None
        return algebra.enclosure(sides[0], 64), algebra.enclosure(sides[1], 64)
    except (Undefined, NotShown):
        return None
