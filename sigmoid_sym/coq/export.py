"""A claim that is proved, written as theorems that Coq's kernel accepts."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from sigmoid_sym.combinatorics import stirling2
from sigmoid_sym.coq.conditions import needs
from sigmoid_sym.coq.derivatives import LARGEST_ORDER, Steps, existence
from sigmoid_sym.coq.equations import equation
from sigmoid_sym.coq.errors import NotExported
from sigmoid_sym.coq.limits import filled, limit
from sigmoid_sym.coq.orders import order, order_of_numbers
from sigmoid_sym.coq.shapes import shape
from sigmoid_sym.coq.slopes import power
from sigmoid_sym.coq.statements import SIGNS, Theorem, stated
from sigmoid_sym.coq.theorems import THEOREMS
from sigmoid_sym.coq.values import taken, zeros
from sigmoid_sym.decision.catalogue import IDENTITIES
from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.functions import FUNCTIONS
from sigmoid_sym.kernel.goals import Goals
from sigmoid_sym.kernel.induction import whole_letters
from sigmoid_sym.kernel.kinks import has_kink
from sigmoid_sym.kernel.limits import infinite
from sigmoid_sym.kernel.meaning import Meaning
from sigmoid_sym.kernel.rules import printed_unit
from sigmoid_sym.language.coq import coq
from sigmoid_sym.language.reader import parse_claim
from sigmoid_sym.language.statement import claim_text
from sigmoid_sym.language.text import ASCII
from sigmoid_sym.tree.claim import REAL_LINE, Claim, Interval, Relation, Shape, Trend
from sigmoid_sym.tree.data import from_data
from sigmoid_sym.tree.expression import (
    At,
    Call,
    Derivative,
    Expression,
    Integer,
    Neg,
    Pow,
    Sum,
    Symbol,
    free_symbols,
    mapped,
    total,
    tree,
)
from sigmoid_sym.tree.substitution import put

_LONGEST_SUM = 100

_FILE = """\
(** {claim}

    The functions are those of Coq's library, Derive_n is Coquelicot's derivative; sigmoid, softplus, logit
    and the numbers stirling2 and eulerian are defined in the theory SigmoidSym, whose theorems and tactics
    the proofs use. *)

From Coq Require Import Reals Lra Lia ZArith List.
From Coquelicot Require Import Coquelicot.
From SigmoidSym Require Import Stirling Eulerian Sigmoid Derivatives Shape Relatives Growth Claims
  Chain Enclosures Ends Signs Units Limits.
Import ListNotations.
Open Scope R_scope.

{theorems}

Definition claim := ({names}).

Print Assumptions claim.
"""


def exported(claim: Claim, choices: Mapping[str, Any]) -> str:
    """Return a Coq file that states and proves a claim.

    Arguments:
        claim: a claim that holds.
        choices: what its certificate says that the claim leaves open.

    Raises:
        NotExported: it is of a kind that is not exported, or none of the few shapes of proof that are
            used here reaches it.

    >>> from sigmoid_sym.language.reader import parse_claim
    >>> print(exported(parse_claim("σ'' = σ'(1-2σ)"), {}).partition("Theorem ")[2].partition("Qed")[0])
    claim_1 : forall x : R,
      Derive_n sigmoid 2 x = Derive_n sigmoid 1 x * (1 - 2 * sigmoid x).
    Proof.
      intros. by_field.
    """
    try:
        if (name := _named().get(claim)) is not None:
            theorems = [Theorem(statement, [proof]) for statement, proof in THEOREMS[name]]
        else:
            export = Export(claim, Meaning(choices.get("q", 1)), choices)
            export.require()
            theorems = _with_existence(export.theorems)
    except NotExported:
        raise
    except SigmoidSymError as reason:
        raise NotExported(f"not exported to Coq: {reason}") from None
    if not theorems:
        raise NotExported("a claim that its values are real numbers is not exported to Coq")
    return _FILE.format(
        claim=claim_text(claim, alphabet=ASCII),
        theorems="\n\n".join(theorem.written(f"claim_{i}") for i, theorem in enumerate(theorems, 1)),
        names=", ".join(f"claim_{i}" for i, _ in enumerate(theorems, 1)),
    )


@cache
def _named() -> dict[Claim, str]:
    """Return the claims of the catalogue that the theory proves by name."""
    return {parse_claim(entry.text): entry.theorem for entry in IDENTITIES if entry.theorem}


def _with_existence(theorems: list[Theorem]) -> list[Theorem]:
    """Return the theorems, and that the derivatives they are about exist."""
    orders: dict[tuple[Expression, Symbol], int] = {}
    for theorem in theorems:
        for operand, x, n in theorem.derivatives:
            orders[operand, x] = max(n, orders.get((operand, x), 0))
    return theorems + [existence(operand, x, n) for (operand, x), n in orders.items() if n]


@dataclass(slots=True)
class Export(Goals):
    """A claim, and a theorem for each of its goals.

    Attributes:
        choices: what the claim leaves open, as JSON data.
    """

    choices: Mapping[str, Any]
    theorems: list[Theorem] = field(default_factory=list)

    # links

    def relation(self, left: Expression, relation: Relation, right: Expression) -> None:
        self.require_smooth(left, right)
        if whole_letters(left) | whole_letters(right):
            raise NotExported("a claim for whole numbers is exported to Coq only from the theory")
        if relation is Relation.APPROX:
            self.approximately(left, right)
            return
        left, right = _plain(left), _plain(right)
        letters = [Symbol(name) for name in sorted(free_symbols(left - right))]
        intervals = [(x, self.interval(x)) for x in letters]
        if any(free_symbols(i.lower) | free_symbols(i.upper) for _, i in intervals):
            raise NotExported("an interval that depends on a parameter is not exported to Coq")
        needed, steps = needs(left, right), Steps()
        a, b = steps.plain(left), steps.plain(right)
        if relation is Relation.EQ:
            proof = equation(a, b, needed)
        elif not letters:
            proof = order_of_numbers(a, relation, b)
        elif len(letters) == 1:
            proof = order(a, relation, b, *intervals[0])
        else:
            raise NotExported("an inequality is exported to Coq only in one variable")
        says = f"{coq(left)} {SIGNS[relation]} {coq(right)}"
        statement = stated(intervals, needed, says)
        self.theorems.append(Theorem(statement, _opened(steps, proof), tuple(steps.met)))

    def interval(self, x: Symbol) -> Interval:
        """Return where a letter is; all real numbers, if nothing is said, though it may count."""
        return self.domain(x) if self.stated(x.name) else REAL_LINE

    def approximately(self, left: Expression, right: Expression) -> None:
        """The two numbers are nearer to each other than half a unit of the last printed digit."""
        unit = printed_unit(right) or printed_unit(left)
        if unit is None:
            self.relation(left, Relation.EQ, right)
            return
        half = tree(self.ring.constant(unit / 2))
        self.relation(left - right, Relation.LE, half)
        self.relation(left - right, Relation.GE, Neg(half))

    def require_smooth(self, *trees: Expression) -> None:
        """Refuse functions with kinks."""
        if any(map(has_kink, trees)):
            raise NotExported("functions with kinks are not exported to Coq")

    def valued(self, f: Expression) -> None:
        pass

    def inner(self, x: Symbol, *trees: Expression) -> Interval:
        return self.domain(x)

    # properties

    def shape(self, f: Expression, x: Symbol, trend: Trend) -> None:
        self.require_smooth(f)
        if isinstance(self.claim, Shape):
            self.theorems.append(shape(self.claim, _plain(f), self.domain(x), trend))

    def extremum(
        self, f: Expression, x: Symbol, relation: Relation, value: Expression | None, at: Expression | None
    ) -> None:
        if at is None:
            Goals.extremum(self, f, x, relation, value, at)
            return
        place, i = self.written(at), self.domain(x)
        if not infinite(i.lower):
            self.relation(place, Relation.GE if i.lower_closed else Relation.GT, i.lower)
        if not infinite(i.upper):
            self.relation(place, Relation.LE if i.upper_closed else Relation.LT, i.upper)
        there: Expression = At(f, x, place)
        extreme = there
        if value is not None:
            extreme = self.written(value)
            self.link(there, Relation.EQ, extreme)
        self.link(f, relation, extreme)

    def attained(self, f: Expression, x: Symbol, value: Expression) -> bool:
        self.require_smooth(f)
        self.theorems.append(taken(_plain(f), x, self.domain(x), _plain(value)))
        return True

    def zeros(self, f: Expression, x: Symbol) -> int:
        self.require_smooth(f)
        theorem, count = zeros(_plain(f), x, self.domain(x))
        self.theorems.append(theorem)
        return count

    def fills(self, f: Expression, interval: Interval) -> None:
        self.require_smooth(f)
        x = Symbol(min(free_symbols(f)))
        at_upper = {end: self.choices.get(end) == "upper" for end in ("lower", "upper")}
        interval = replace(interval, lower=self.written(interval.lower), upper=self.written(interval.upper))
        self.theorems.append(filled(_plain(f), x, self.domain(x), interval, at_upper))

    def limit(self, f: Expression, x: Symbol, point: Expression, value: Expression, side: str) -> None:
        self.require_smooth(f)
        side = self.approached(self.domain(x), point, side)
        self.theorems.append(limit(_plain(f), x, point, side, value))

    # what the claim leaves open

    def bound(self, f: Expression) -> Expression:
        size: Expression = from_data(self.choices["bound"], Expression)
        return size

    def rises(self, f: Expression, x: Symbol) -> bool:
        return bool(self.choices["rises"])


def _opened(steps: Steps, proof: list[str]) -> list[str]:
    first, *rest = proof
    return [f"intros. {steps}{first}", *rest]


def _plain(node: Expression) -> Expression:
    """Return the tree with finite sums written out, whole-numbered functions as numbers, points put in."""
    match node:
        case Sum(body, index, lower, upper):
            ring = Meaning(1)
            indices = range(ring.whole(lower), ring.whole(upper) + 1)
            if len(indices) > _LONGEST_SUM:
                raise NotExported(f"only sums of up to {_LONGEST_SUM} terms are exported to Coq")
            return total([_plain(put(body, index.name, tree(k))) for k in indices])
        case Call(name) if name in FUNCTIONS and FUNCTIONS[name].whole is not None:
            return tree(Meaning(1).constant(node))
        case Call("polylog", (order, z)):
            n, z = -Meaning(1).whole(order, LARGEST_ORDER), _plain(z)
            if n < 0:
                raise NotExported("polylogarithms of positive orders are not exported to Coq")
            row = [math.factorial(k) * stirling2(n + 1, k + 1) for k in range(n + 1)]
            return total([tree(c) * power(z / (1 - z), k) for k, c in enumerate(row, 1) if c])
        case At(Derivative(_, x, _), y, _) if x == y:
            return mapped(node, _plain)
        case At(operand, y, point):
            return _plain(put(operand, y.name, point))
        case Pow(base, exponent) if not isinstance(exponent, Integer) and not free_symbols(exponent):
            k = tree(Meaning(1).constant(exponent))
            return Pow(_plain(base), k)
    return mapped(node, _plain)
