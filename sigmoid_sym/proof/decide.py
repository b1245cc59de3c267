"""decide(claim): one strategy for each kind of claim."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sigmoid_sym.language.claim import (
    Bounded,
    Chain,
    Claim,
    Extremum,
    Limit,
    Membership,
    Parity,
    Range,
    Relation,
    Shape,
    ZeroCount,
)
from sigmoid_sym.language.expression import Call, Expression, Neg
from sigmoid_sym.proof.all_orders import equal_for_all
from sigmoid_sym.proof.approximation import approximate
from sigmoid_sym.proof.limits import limit
from sigmoid_sym.proof.line import Undecided
from sigmoid_sym.proof.checker.induction import whole_symbols
from sigmoid_sym.proof.field import NotRationalError
from sigmoid_sym.proof.ranges import bounded, extremum, membership, value_range, zero_count
from sigmoid_sym.proof.repairs import hint_for
from sigmoid_sym.proof.shapes import parity, shape
from sigmoid_sym.proof.statements import Broken, Frame, Order, Witnesses, equal, expanded, framed, ordered
from sigmoid_sym.proof.verdict import (
    CertificateError,
    NotUnderstood,
    Proved,
    Refuted,
    Verdict,
    certified,
)

_STRATEGIES: dict[type[Claim], Callable[..., Witnesses]] = {
    Membership: membership,
    Range: value_range,
    Bounded: bounded,
    Shape: shape,
    Parity: parity,
    Extremum: extremum,
    Limit: limit,
    ZeroCount: zero_count,
}


def decide(claim: Claim, hints: bool = True) -> Verdict:
    """Return whether a claim holds, with the evidence.

    Arguments:
        claim: what is said.
        hints: whether to look for a small change after which a refuted claim holds.

    Returns:
        `Proved` with a certificate that the checker accepted, `Refuted` with a counterexample that it
        confirmed, or `NotUnderstood` with the reason.

    >>> from sigmoid_sym.language.expression import Derivative, Symbol, call, tree
    >>> x = Symbol("x")
    >>> slope = Derivative(call("sigma", x), x, tree(1))
    >>> print(decide(Chain(sides=(slope, tree(1) / 4), relations=(Relation.LT,))))
    refuted
      at x = 0: σ′(x) < 1/4 fails: the left side is 1/4, the right side 1/4
      It holds with ≤ for <.
    """
    return _answer(claim, hints, evidence=True)


def _answer(claim: Claim, hints: bool, evidence: bool) -> Verdict:
    try:
        return _decided(claim, framed(claim, evidence), hints)
    except (Undecided, NotRationalError) as reason:
        return NotUnderstood(str(reason))
    except CertificateError as reason:
        return NotUnderstood(f"the checker does not follow the proof ({reason})")
    except RecursionError:
        return NotUnderstood("an expression of too many levels")


def _decided(claim: Claim, frame: Frame, hints: bool) -> Verdict:
    if isinstance(claim, Chain):
        return _chain(claim, frame, hints)
    strategy = _STRATEGIES.get(type(claim))
    if strategy is None:
        raise Undecided(f"no strategy for {type(claim).__name__}")
    try:
        witnesses = strategy(claim, frame)
    except Broken as broken:
        return _refuted(claim, broken, hints)
    return certified(claim, witnesses, frame.steps, _remark(frame))


def _chain(claim: Chain, frame: Frame, hints: bool) -> Verdict:
    """A chain is refuted by its first broken link, even if others could not be decided."""
    sides = [expanded(side, claim.definitions) for side in claim.sides]
    if len(sides) != len(claim.relations) + 1 or not claim.relations:
        raise Undecided("a chain without links")
    witnesses: Witnesses = []
    reason: Exception | None = None
    for link, relation in enumerate(claim.relations):
        try:
            witnesses += _link(sides[link], relation, sides[link + 1], frame)
        except Broken as broken:
            return _refuted(claim, broken, hints, link)
        except (Undecided, NotRationalError) as undecided:
            reason = reason or undecided
    if reason is not None:
        raise reason
    return certified(claim, witnesses, frame.steps, _remark(frame))


def _link(left: Expression, relation: Relation, right: Expression, frame: Frame) -> Witnesses:
    whole, shown = whole_symbols(left) | whole_symbols(right), Order(left, relation, right)
    match relation:
        case Relation.EQ:
            return equal_for_all(left, right, frame) if whole else equal(left, right, frame)
        case Relation.APPROX:
            return approximate(left, right, frame)
        case _ if whole:
            raise Undecided("an inequality for all n")
        case Relation.NE | Relation.GT | Relation.GE:
            return _above(shown, frame, shown)
        case _:
            other = Relation.GT if relation is Relation.LT else Relation.GE
            return _above(Order(right, other, left), frame, shown)


def _above(says: Order, frame: Frame, shown: Order) -> Witnesses:
    match says.left, says.right:
        case (Call("abs"), _) | (_, Call("abs")) if says.relation is Relation.NE:
            raise Undecided("an absolute value that is not equal to something")
        case Call("abs"), _:
            raise Undecided("an absolute value above a bound")
        case bound, Call("abs", (f,)):
            upper = Order(bound, says.relation, f)
            lower = Order(f, says.relation, Neg(bound))
            return ordered(upper, frame, upper.flipped())[0] + ordered(lower, frame)[0]
        case _:
            return ordered(says, frame, shown)[0]


def _remark(frame: Frame) -> str:
    return "; ".join(dict.fromkeys(frame.remarks))


def _refuted(claim: Claim, broken: Broken, hints: bool, link: int = 0) -> Refuted:
    hint = hint_for(claim, link, _holds) if hints else ""
    counterexamples = tuple(replace(c, link=link) for c in broken.counterexamples)
    return Refuted(claim, counterexamples, broken.contrary, broken.remark, hint)


def _holds(claim: Claim) -> bool:
    return isinstance(_answer(claim, hints=False, evidence=False), Proved)
