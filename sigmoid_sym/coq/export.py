"""A claim that is proved, written as theorems that Coq's kernel accepts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from sigmoid_sym.coq.tactics import Steps, equality, existence, order, require_defined, slopes
from sigmoid_sym.coq.theorems import THEOREMS
from sigmoid_sym.decision.catalogue import IDENTITIES
from sigmoid_sym.decision.checker.algebra import Algebra
from sigmoid_sym.decision.checker.facts import Examination
from sigmoid_sym.decision.checker.limits import infinite
from sigmoid_sym.decision.checker.numbers import Undefined
from sigmoid_sym.decision.checker.rewriting import WHOLE
from sigmoid_sym.decision.checker.statements import NotShown
from sigmoid_sym.decision.reasons import Undecided
from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.language.coq import ATOM, PRODUCT, coq, coq_name, function
from sigmoid_sym.language.reader import parse_claim
from sigmoid_sym.language.statement import claim_text
from sigmoid_sym.language.text import ASCII
from sigmoid_sym.tree.claim import (
    REAL_LINE,
    Bounded,
    Chain,
    Claim,
    Extremum,
    Interval,
    Membership,
    Parity,
    Relation,
    Shape,
    Symmetry,
    Trend,
)
from sigmoid_sym.tree.expression import (
    Call,
    Expression,
    Neg,
    Sum,
    Symbol,
    free_symbols,
    mapped,
    total,
    tree,
)
from sigmoid_sym.tree.substitution import put

_LONGEST_SUM = 100
_SIGNS = {
    Relation.EQ: "=",
    Relation.NE: "<>",
    Relation.LT: "<",
    Relation.LE: "<=",
    Relation.GT: ">",
    Relation.GE: ">=",
}

_FILE = """\
(** {claim}

    The functions are those of Coq's library, Derive_n is Coquelicot's derivative; sigmoid, softplus, logit
    and the numbers stirling2 and eulerian are defined in the theory SigmoidSym, whose theorems and tactics
    the proofs use. *)

From Coq Require Import Reals Lra Lia ZArith.
From Coquelicot Require Import Coquelicot.
From SigmoidSym Require Import Stirling Eulerian Sigmoid Derivatives Shape Relatives Growth Claims.
Open Scope R_scope.

{theorems}

Definition claim := ({names}).

Print Assumptions claim.
"""


class Theorem(NamedTuple):
    """What is stated, the tactics that prove it, and the derivatives in it: of what, in what, their order."""

    statement: str
    proof: str
    derivatives: tuple[tuple[Expression, Symbol, int], ...] = ()


def exported(claim: Claim) -> str:
    """Return a Coq file that states and proves a claim.

    Arguments:
        claim: a claim that holds.

    Raises:
        SigmoidSymError: it is of a kind that is not exported, or none of the few shapes of proof that are
            used here reaches it.

    >>> from sigmoid_sym.language.reader import parse_claim
    >>> print(exported(parse_claim("σ'' = σ'(1-2σ)")).partition("Theorem ")[2].partition("Qed")[0])
    claim_1 : forall x : R,
      Derive_n sigmoid 2 x = Derive_n sigmoid 1 x * (1 - 2 * sigmoid x).
    Proof.
      intros. by_field.
    """
    try:
        if (name := _named().get(claim)) is not None:
            theorems = [Theorem(*pair) for pair in THEOREMS[name]]
        else:
            theorems = _with_existence(list(_theorems(claim)))
    except (Undefined, Undecided, NotShown) as reason:
        raise SigmoidSymError(f"not exported to Coq: {reason}") from None
    if not theorems:
        raise SigmoidSymError("a claim that its values are real numbers is not exported to Coq")
    return _FILE.format(
        claim=claim_text(claim, alphabet=ASCII),
        theorems="\n\n".join(
            _broken(f"Theorem claim_{i} : {theorem.statement}.\nProof.\n  {theorem.proof}\nQed.")
            for i, theorem in enumerate(theorems, 1)
        ),
        names=", ".join(f"claim_{i}" for i, _ in enumerate(theorems, 1)),
    )


@cache
def _named() -> dict[Claim, str]:
    """Return the claims of the catalogue that the theory proves by name."""
    return {parse_claim(entry.text): entry.theorem for entry in IDENTITIES if entry.theorem}


def _broken(source: str) -> str:
    """Return the source in lines that fit on a page."""
    return "\n".join(
        textwrap.fill(line, 100, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
        for line in source.splitlines()
    )


def _with_existence(theorems: list[Theorem]) -> list[Theorem]:
    """Return the theorems, and that the derivatives they are about exist."""
    orders: dict[tuple[Expression, Symbol], int] = {}
    for theorem in theorems:
        for operand, x, n in theorem.derivatives:
            orders[operand, x] = max(n, orders.get((operand, x), 0))
    return theorems + [Theorem(*existence(operand, x, n)) for (operand, x), n in orders.items() if n]


def _theorems(claim: Claim) -> Iterator[Theorem]:
    """Yield what a claim says, one relation after the other."""
    exam = Examination(claim.domains, claim.definitions, lambda *_: None)
    write = exam.written

    def link(left: Expression, relation: Relation, right: Expression) -> Theorem:
        return _relation(exam, _plain(left), relation, _plain(right))

    match claim:
        case Chain(sides=sides, relations=relations):
            for left, relation, right in zip(sides, relations, sides[1:], strict=False):
                for between in _without_absolute(write(left), relation, write(right)):
                    yield link(*between)
        case Membership(expression=f, interval=i):
            if not infinite(i.lower):
                yield link(write(f), Relation.GE if i.lower_closed else Relation.GT, write(i.lower))
            if not infinite(i.upper):
                yield link(write(f), Relation.LE if i.upper_closed else Relation.LT, write(i.upper))
        case Bounded(expression=f, bound=Expression() as bound):
            for between in _without_absolute(Call("abs", (write(f),)), Relation.LE, write(bound)):
                yield link(*between)
        case Parity(expression=f, variable=x, symmetry=symmetry):
            f = write(f)
            yield link(put(f, x.name, Neg(x)), Relation.EQ, f if symmetry is Symmetry.EVEN else Neg(f))
        case Extremum(expression=f, variable=x, value=Expression() as v, at=Expression() as at) if (
            _interval(exam, x) == REAL_LINE
        ):
            f, v = write(f), write(v)
            yield link(put(f, x.name, write(at)), Relation.EQ, v)
            yield link(f, Relation.LE if claim.maximum else Relation.GE, v)
        case Shape():
            yield _shape(exam, claim, _plain(write(claim.expression)))
        case _:
            raise SigmoidSymError(f"claims of the kind {type(claim).__name__} are not exported to Coq")


def _without_absolute(
    left: Expression, relation: Relation, right: Expression
) -> Iterator[tuple[Expression, Relation, Expression]]:
    match left, relation:
        case _, Relation.APPROX:
            raise SigmoidSymError("≈ is not exported to Coq")
        case Call("abs", (f,)), Relation.LE | Relation.LT:
            yield f, relation, right
            yield Neg(right), relation, f
        case _:
            yield left, relation, right


def _plain(node: Expression) -> Expression:
    """Return the tree with finite sums written out, and whole-numbered functions as numbers."""
    match node:
        case Sum(body, index, lower, upper):
            algebra = Algebra()
            indices = range(algebra.whole(lower), algebra.whole(upper) + 1)
            if len(indices) > _LONGEST_SUM:
                raise SigmoidSymError(f"only sums of up to {_LONGEST_SUM} terms are exported to Coq")
            return total([_plain(put(body, index.name, tree(k))) for k in indices])
        case Call(name) if name in WHOLE:
            return tree(Algebra().constant(node))
    return mapped(node, _plain)


def _relation(exam: Examination, left: Expression, relation: Relation, right: Expression) -> Theorem:
    require_defined(left - right)
    variables = map(Symbol, sorted(free_symbols(left - right)))
    intervals = {coq_name(x): _interval(exam, x) for x in variables}
    quantifier = f"forall {' '.join(intervals)} : R,\n  " if intervals else ""
    hypotheses = "".join(f"{h} -> " for x, i in intervals.items() for h in _hypotheses(i, x))
    steps = Steps()
    final = steps.plain(left) - steps.plain(right)
    if relation is Relation.EQ:
        tactic = equality(final)
    else:
        tactic = order(final, relation, next(iter(intervals.values()), REAL_LINE))
    return Theorem(
        f"{quantifier}{hypotheses}{coq(left)} {_SIGNS[relation]} {coq(right)}",
        f"intros. {steps}{tactic}",
        tuple(steps.met),
    )


def _interval(exam: Examination, x: Symbol) -> Interval:
    if any(domain.integers for domain in exam.domains if domain.variable == x):
        raise SigmoidSymError("a claim for whole numbers is exported to Coq only from the theory")
    return exam.domain(x)


def _hypotheses(i: Interval, x: str) -> Iterator[str]:
    """Yield that x is in an interval, end by end."""
    if not infinite(i.lower):
        yield f"{coq(i.lower, PRODUCT)} {'<=' if i.lower_closed else '<'} {x}"
    if not infinite(i.upper):
        yield f"{x} {'<=' if i.upper_closed else '<'} {coq(i.upper, PRODUCT)}"


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


def _shape(exam: Examination, claim: Shape, f: Expression) -> Theorem:
    """Return the theorem for a function of one variable whose slopes have one sign on an open interval."""
    x, i = claim.variable, _interval(exam, claim.variable)
    if i.lower_closed or i.upper_closed or free_symbols(f) != {x.name}:
        raise SigmoidSymError(
            "of shapes only those on open intervals, without parameters, are exported to Coq"
        )
    require_defined(f)
    inside = "".join(f"{h} -> " for point in "xy" for h in _hypotheses(i, point))

    def says(trend: Trend) -> str:
        growth = _GROWTH[trend, claim.strict]
        return f"forall {growth.points} : R, {inside}{growth.says}"

    steps = Steps()
    plain = steps.plain(f)

    def shown(trend: Trend) -> str:
        growth = _GROWTH[trend, claim.strict]
        return _growth(growth, slopes(plain, x, growth.order), x, i, steps)

    if claim.trend is not Trend.MONOTONE:
        said, proof = says(claim.trend), shown(claim.trend)
    else:
        said = f"({says(Trend.INCREASING)}) \\/\n  ({says(Trend.DECREASING)})"
        try:
            proof = f"left. {shown(Trend.INCREASING)}"
        except SigmoidSymError:
            proof = f"right. {shown(Trend.DECREASING)}"
    return Theorem(f"let f := {function(f, x)} in\n  {said}", f"intros f. {proof}", tuple(steps.met))


def _growth(growth: _Growth, own: list[Expression], x: Symbol, i: Interval, steps: Steps) -> str:
    """Return the tactics that show a trend by the sign of the last of an expression and its derivatives."""
    name, last = coq_name(x), coq(own[-1])
    sign = f"0 < {last}" if growth.relation is Relation.GT else f"{last} < 0"
    functions = " ".join(function(g, x) for g in own)
    ends = " ".join(
        "m_infty" if infinite(e) < 0 else "p_infty" if infinite(e) else f"(Finite {coq(e, ATOM)})"
        for e in (i.lower, i.upper)
    )
    return f"""
  assert (forall {name} : R, {"".join(f"{h} -> " for h in _hypotheses(i, name))}{sign}) as sign.
  {{ intros. {order(own[-1], growth.relation, i)} }}
  intros. apply ({growth.name} f {functions} {ends}); simpl;
    [ intros; unfold f; {steps}by_field | {"by_slope | " * growth.order}intros; now apply sign | easy ..]."""
