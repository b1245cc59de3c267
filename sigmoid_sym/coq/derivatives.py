"""Derivatives written out, and that they exist: in Coq the derivative of what has none is a number too."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from sigmoid_sym.closed_forms import RELATIVES, Relative
from sigmoid_sym.closed_forms.relatives import Term
from sigmoid_sym.coq.conditions import needs
from sigmoid_sym.coq.errors import NotExported
from sigmoid_sym.coq.slopes import power, slope
from sigmoid_sym.coq.statements import Theorem, conjunction, written_need
from sigmoid_sym.language.coq import coq_name, function
from sigmoid_sym.polynomial import DerivativePolynomial
from sigmoid_sym.tree.expression import (
    At,
    Call,
    Derivative,
    Expression,
    Integer,
    Symbol,
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
            NotExported: a derivative is of too high an order, or of what has no rule here.
        """
        match node:
            case Derivative(operand, x, order):
                return self.derivative(operand, x, order, x)
            case At(Derivative(operand, x, order), y, point) if x == y:
                return self.derivative(operand, x, order, point)
        return mapped(node, self.plain)

    def derivative(self, operand: Expression, x: Symbol, order: Expression, point: Expression) -> Expression:
        if not isinstance(order, Integer) or order.value > LARGEST_ORDER:
            raise NotExported(f"only derivatives up to the order {LARGEST_ORDER} are exported to Coq")
        n = order.value
        self.met.append((operand, x, n))
        inner = without_derivatives(operand)
        if inner != operand:
            met = Steps()
            met.plain(operand)
            self.met += met.met
            self.taken.append(
                f"(Derive_n_ext {function(operand, x)} {function(inner, x)}) by (intros; by_field)"
            )
            operand = inner
        relative = _of_all_orders(operand, x)
        if relative is not None and n >= relative.least_order:
            return put(total([_written_out(term) for term in relative.terms(n)]), "x", point)
        if n > _MOST_STEPS:
            raise NotExported(
                f"only derivatives up to the order {_MOST_STEPS} are exported to Coq, or those of σ, tanh, "
                "softplus and SiLU"
            )
        domain = domain_of(operand, x)
        lemma, tactic = (
            ("Derive_n_step", "by_slope") if not domain else (f"Derive_n_step_on {domain}", "on_domain")
        )
        for before, after in itertools.pairwise(slopes(operand, x, n)):
            self.taken.append(f"({lemma} {function(before, x)} {function(after, x)}) by {tactic}")
            operand = after
        return put(operand, x.name, point)


def without_derivatives(node: Expression) -> Expression:
    """Return a tree with the derivatives in it written out, where Coq is told nothing to see that.

    Raises:
        NotExported: it has to be told.
    """
    steps = Steps()
    plain = steps.plain(node)
    if steps.taken:
        raise NotExported(
            "of derivatives of derivatives only those of σ, tanh, softplus and SiLU are exported to Coq"
        )
    return plain


def domain_of(operand: Expression, x: Symbol) -> str:
    """Return where a function has values, as a predicate in Coq; nothing if it has them everywhere."""
    needed = [written_need(need) for need in needs(operand)]
    return f"(fun {coq_name(x)} => {conjunction(needed)})" if needed else ""


def slopes(operand: Expression, x: Symbol, n: int) -> list[Expression]:
    """Return an expression and its first n derivatives."""
    found = [operand]
    for _ in range(n):
        found.append(slope(found[-1], x))
    return found


def existence(operand: Expression, x: Symbol, n: int) -> Theorem:
    """Return that a function has derivatives up to the order n.

    Notes:
        In Coq the derivative of what has none is some number too. That the n-th exists says nothing of those
        before it, so all of them are named.
    """
    parameters = sorted(free_symbols(operand) - {x.name})
    quantifier = f"forall {' '.join(coq_name(Symbol(p)) for p in parameters)} : R, " if parameters else ""
    domain = domain_of(operand, x)
    inside = f"{domain} point -> " if domain else ""
    # No letter of the claim is called order or point.
    statement = (
        f"{quantifier}forall (order : nat) (point : R), {inside}(order <= {n})%nat -> "
        f"ex_derive_n {function(operand, x)} order point"
    )
    inner = without_derivatives(operand)
    opening = f"intros {' '.join(coq_name(Symbol(p)) for p in parameters)}. " if parameters else ""
    if inner != operand:
        opening += f"intros order point within. apply (ex_derive_n_ext {function(inner, x)}); "
        opening += "[intros; symmetry; by_field | revert order point within]. "
        operand = inner
    if (relative := _of_all_orders(operand, x)) is not None:
        return Theorem(statement, [f"intros. apply ex_derive_n_{relative.name}."])
    on = f"_on {domain}" if domain else ""
    asked = "[on_domain | on_domain |]" if domain else "[by_slope |]"
    steps = [
        f"apply (ex_derive_n_step{on} {function(before, x)} {function(after, x)}); {asked}."
        for before, after in itertools.pairwise(slopes(operand, x, n))
    ]
    last = f"exact (ex_derive_n_none{on} _)."
    return Theorem(statement, [f"{opening}{' '.join(steps)} {last}"])


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
