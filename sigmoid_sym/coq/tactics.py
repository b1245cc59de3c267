"""What takes Coq from a statement to its proof: derivatives written out, units of exponents, signs."""

from __future__ import annotations

import contextlib
import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from sigmoid_sym.closed_forms import RELATIVES, Relative
from sigmoid_sym.closed_forms.relatives import Term
from sigmoid_sym.coq.positivity import Ray, positive_form, unit
from sigmoid_sym.coq.slopes import power, slope
from sigmoid_sym.decision.checker.algebra import Algebra
from sigmoid_sym.decision.checker.conditions import conditions
from sigmoid_sym.decision.checker.limits import infinite
from sigmoid_sym.decision.checker.numbers import Undefined
from sigmoid_sym.decision.factors import Factors, factored
from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.functions import defined
from sigmoid_sym.language.coq import coq_name, function
from sigmoid_sym.polynomial import DerivativePolynomial
from sigmoid_sym.tree.claim import Interval, Relation
from sigmoid_sym.tree.expression import (
    At,
    Call,
    Derivative,
    Div,
    Expression,
    Integer,
    Neg,
    Pow,
    Symbol,
    children,
    combination,
    free_symbols,
    mapped,
    product,
    total,
    tree,
)
from sigmoid_sym.tree.substitution import put

LARGEST_ORDER = 24  # of a derivative: Coq compares polynomials that are written out
_MOST_STEPS = 4  # of differentiation one by one: the expressions grow
_OF_ALL_ORDERS = ("sigmoid", "softplus", "tanh", "silu")  # relatives whose derivatives are in the theory
_LARGEST_MULTIPLE = 64  # of the unit in the exponents, as in the theory's as_power


@dataclass(slots=True)
class Steps:
    """Trees without derivatives, the rewriting that takes Coq there, and the derivatives that were met."""

    taken: list[str] = field(default_factory=list)
    met: list[tuple[Expression, Symbol, int]] = field(default_factory=list)

    def __str__(self) -> str:
        return "".join(f"rewrite ?{step}. " for step in self.taken)

    def plain(self, node: Expression) -> Expression:
        """Return the tree with its derivatives written out.

        Raises:
            SigmoidSymError: a derivative is of too high an order, or of what has no rule here.
        """
        match node:
            case Derivative(operand, x, order):
                return self.derivative(operand, x, order, x)
            case At(Derivative(operand, x, order), y, point) if x == y:
                return self.derivative(operand, x, order, point)
        return mapped(node, self.plain)

    def derivative(self, operand: Expression, x: Symbol, order: Expression, point: Expression) -> Expression:
        if not isinstance(order, Integer) or order.value > LARGEST_ORDER:
            raise SigmoidSymError(f"only derivatives up to the order {LARGEST_ORDER} are exported to Coq")
        if any(isinstance(part, Derivative | At) for part in _parts(operand)):
            raise SigmoidSymError("a derivative of a derivative is not exported to Coq")
        require_defined(operand)  # also where it is not looked at: Coq differentiates everywhere
        n = order.value
        self.met.append((operand, x, n))
        relative = _of_all_orders(operand, x)
        if relative is not None and n >= relative.least_order:
            return put(total([_written_out(term) for term in relative.terms(n)]), "x", point)
        if n > _MOST_STEPS:
            raise SigmoidSymError(
                f"only derivatives up to the order {_MOST_STEPS} are exported to Coq, or those of σ, tanh, "
                "softplus and SiLU"
            )
        for before, after in itertools.pairwise(slopes(operand, x, n)):
            self.taken.append(f"(Derive_n_step {function(before, x)} {function(after, x)}) by by_slope")
            operand = after
        return put(operand, x.name, point)


def slopes(operand: Expression, x: Symbol, n: int) -> list[Expression]:
    """Return an expression and its first n derivatives."""
    found = [operand]
    for _ in range(n):
        found.append(slope(found[-1], x))
    return found


def existence(operand: Expression, x: Symbol, n: int) -> tuple[str, str]:
    """Return that a function has derivatives up to the order n, and the tactics that show it.

    Notes:
        In Coq the derivative of what has none is some number too. That the n-th exists says nothing of those
        before it, so all of them are named.
    """
    parameters = sorted(free_symbols(operand) - {x.name})
    quantifier = f"forall {' '.join(coq_name(Symbol(p)) for p in parameters)} : R, " if parameters else ""
    # No letter of the claim is called order or point.
    statement = (
        f"{quantifier}forall (order : nat) (point : R), (order <= {n})%nat -> "
        f"ex_derive_n {function(operand, x)} order point"
    )
    if (relative := _of_all_orders(operand, x)) is not None:
        return statement, f"intros. apply ex_derive_n_{relative.name}."
    steps = [
        f"apply (ex_derive_n_step {function(before, x)} {function(after, x)}); [by_slope |]."
        for before, after in itertools.pairwise(slopes(operand, x, n))
    ]
    opening = f"intros {' '.join(coq_name(Symbol(p)) for p in parameters)}. " if parameters else ""
    return statement, f"{opening}{' '.join(steps)} exact (ex_derive_n_none _)."


def _of_all_orders(operand: Expression, x: Symbol) -> Relative | None:
    """Return the relative that an expression is, if the theory has its derivatives of all orders."""
    return next(
        (r for r in map(RELATIVES.get, _OF_ALL_ORDERS) if r and put(r.operand, "x", x) == operand), None
    )


def _written_out(term: Term) -> Expression:
    """Return a term of a derivative by powers of σ."""
    s = Call("sigma", (term.y.xi.times(1),))
    coefficients = DerivativePolynomial.of_order(term.order).coefficients  # type: ignore[arg-type]
    row = combination((c, power(s, k)) for k, c in enumerate(coefficients))
    number = [] if term.number == 1 else [tree(term.number)]
    return product([*number, *term.factors, row])


def _parts(node: Expression) -> Iterator[Expression]:
    yield node
    for child in children(node):
        yield from _parts(child)


def require_defined(node: Expression) -> None:
    """Return if no denominator is 0 anywhere and no logarithm is of a number that is not positive.

    Raises:
        SigmoidSymError: it is not seen here. Coq's division by 0 has a value, so the claim would be another.
    """
    for part, relation in conditions(node):
        if not _has_sign(part, positive=relation is Relation.GT):
            raise SigmoidSymError("a claim about where both sides are defined is not exported to Coq")


def _has_sign(node: Expression, positive: bool) -> bool:
    variables = free_symbols(node)
    if len(variables) != 1:
        return not variables and Algebra().sign(Algebra().of(node)) != 0
    f = factored(node, Symbol(min(variables)))
    signs = [{1 if c > 0 else -1 for c in p if c} for kind, p, _ in f.parts if kind == "e"]
    if len(signs) < len(f.parts) or any(len(own) > 1 for own in signs):
        return False
    sign = math.prod((min(own) ** k for own, (_, _, k) in zip(signs, f.parts, strict=True)), start=f.scale)
    return not positive or sign > 0


def equality(f: Expression) -> str:
    """Return the tactic that shows that two sides are the same, f their difference without derivatives.

    Raises:
        SigmoidSymError: there is none.
    """
    calls = dict.fromkeys(part for part in _parts(f) if isinstance(part, Call))
    apart = {node: Symbol(f"z_{i}") for i, node in enumerate(calls)}
    if not any(map(_is_quotient, _parts(f))) and not Algebra().of(_replaced(f, apart)):
        return "by_field."
    return f"by_unit {_unit(f)}."


def _is_quotient(node: Expression) -> bool:
    match node:
        case Div(_, below) | Pow(below, Neg()):
            return bool(free_symbols(below))
    return False


def _replaced(node: Expression, symbols: dict[Call, Symbol]) -> Expression:
    if isinstance(node, Call):
        return symbols[node]
    return mapped(node, lambda child: _replaced(child, symbols))


def _unit(f: Expression) -> str:
    """Return x/q, or 1/q where there is no x, of which all exponents in f are multiples."""
    variables = sorted(free_symbols(f))
    if len(variables) > 1:
        raise SigmoidSymError("exponentials of several variables are not exported to Coq")
    multiples = [Fraction(1)]
    for part in _parts(f):
        if isinstance(part, Call):
            multiples.append(_multiple(part, variables))
    q = math.lcm(*(m.denominator for m in multiples))
    if any(abs(m) * q > _LARGEST_MULTIPLE for m in multiples):
        raise SigmoidSymError("exponents that are so far apart are not exported to Coq")
    return unit(coq_name(Symbol(variables[0])) if variables else "1", q)


def _multiple(node: Call, variables: list[str]) -> Fraction:
    """Return the c in a function of c·x, or of c."""
    if _is_exponential(node):
        (argument,) = node.arguments
        c = Algebra().of(argument / Symbol(variables[0]) if variables else argument)
        if not any(c.powers) and not c.factors:
            return c.number
    raise SigmoidSymError("of functions only exponentials of c·x are exported to Coq")


def _is_exponential(node: Expression) -> bool:
    """Return whether, but for letters and numbers, all is defined by the exponential function."""
    if isinstance(node, Call) and node.function != "exp":
        meaning = defined(node)
        return meaning is not None and _is_exponential(meaning)
    return all(map(_is_exponential, children(node)))


def order(f: Expression, relation: Relation, interval: Interval) -> str:
    """Return the tactics that show left < right and the like, f = left - right without derivatives.

    Raises:
        SigmoidSymError: there are none.
    """
    variables = sorted(free_symbols(f))
    if len(variables) != 1:
        raise SigmoidSymError("an inequality is exported to Coq only in one variable")
    x, ray = Symbol(variables[0]), _ray(interval)
    factors, strict = factored(f, x), relation not in (Relation.LE, Relation.GE)
    opposite = replace(factors, scale=-factors.scale)

    def form(wanted: Factors) -> str:
        return positive_form(wanted, ray, coq_name(x), strict)

    if relation is Relation.NE:
        try:
            opening, d = "apply Rgt_not_eq. ", form(factors)
        except SigmoidSymError:
            opening, d = "apply Rlt_not_eq. ", form(opposite)
    else:
        opening, d = "", form(opposite if relation in (Relation.LT, Relation.LE) else factors)
    return f"{ray.facts(coq_name(x), factors.q)}{opening}by_sign ({d}) {_unit(f)}."


def _ray(i: Interval) -> Ray:
    """Return a ray that contains an interval."""
    for end, closed, sign in ((i.lower, i.lower_closed, 1), (i.upper, i.upper_closed, -1)):
        with contextlib.suppress(Undefined):
            if infinite(end) == 0 and Algebra().constant(end) * sign >= 0:
                return Ray(sign, closed and not Algebra().constant(end))
    return Ray()
