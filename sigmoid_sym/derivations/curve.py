"""f(x) = L/(1 + C e^{-k(x-x0)}) as the derivations take it apart; for L = k = C = 1, x0 = 0 it is σ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from sigmoid_sym.closed_forms import SIGMOID, Relative
from sigmoid_sym.closed_forms.logistic import Parameter
from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.language.letters import FIXED, SIGNS, distinct
from sigmoid_sym.tree.claim import Definition, Domain, Interval
from sigmoid_sym.tree.expression import (
    Call,
    Derivative,
    Expression,
    Integer,
    Neg,
    Symbol,
    product,
    tree,
)

X = Symbol("x")
ONE = Integer(1)
_SIGMA = MappingProxyType({"sigma": "the logistic function"})
_SIGNS = MappingProxyType({**FIXED, "d": SIGNS["d"]})


@dataclass(frozen=True, slots=True)
class Curve:
    """A logistic curve.

    Attributes:
        value: f(x), or σ(x), as it is named.
        L, k, C: the parameters, as trees.
        up: e^{k(x-x0)}.
        u: C e^{-k(x-x0)}.
        parameters: those that are letters.
    """

    value: Call
    L: Expression
    k: Expression
    C: Expression
    up: Expression
    u: Expression
    parameters: tuple[Symbol, ...]

    @property
    def below(self) -> Expression:
        """1 + u, the denominator."""
        return 1 - self.u.operand if isinstance(self.u, Neg) else 1 + self.u

    @property
    def share(self) -> Expression:
        """y = f/L, with y' = k y(1-y)."""
        return self.value if ONE == self.L else self.value / self.L

    @property
    def slope(self) -> Derivative:
        """f'(x) as it is named."""
        return first(self.value)

    def definitions(self) -> tuple[Definition, ...]:
        """What f means; σ needs no definition."""
        return () if self.value.function == "sigma" else (Definition("f", X, self.L / self.below),)

    def domains(self) -> tuple[Domain, ...]:
        """The letters are real numbers, and C is positive."""
        positive = Interval(lower=Integer(0))
        return tuple(Domain(p, positive) if p == self.C else Domain(p) for p in self.parameters)


def curve(of: Relative = SIGMOID, taken: Mapping[str, str] = _SIGNS) -> Curve:
    """Return σ or a `logistic_family(…)` as a curve.

    Arguments:
        of: the function.
        taken: the letters that mean something else in the derivation.

    Raises:
        SigmoidSymError: another relative of σ; a parameter with one of those letters.
    """
    if not isinstance(of.operand, Call) or of.name not in ("sigmoid", "logistic"):
        raise SigmoidSymError(f"of must be sigmoid or a logistic family for a derivation, not {of.name}")
    distinct(of.letters(), taken if of == SIGMOID else {**taken, **_SIGMA})
    term = of.terms(0)[0]
    y, given = term.y, [term.number, *term.factors, term.y.xi.slope, term.y.xi.origin, term.y.C]
    letters = tuple(p for p in given if isinstance(p, Symbol))
    L = times(tree(Fraction(term.number)), *term.factors)
    return Curve(of.operand, L, tree(y.xi.slope), tree(y.C), y.exp(1), _scaled(y.C, y.exp(-1)), letters)


def _scaled(c: Parameter, factor: Expression) -> Expression:
    if isinstance(c, Symbol) or c > 0:
        return times(tree(c), factor)
    return Neg(times(tree(-c), factor))


def first(node: Expression) -> Derivative:
    """Return the derivative of an expression in x, as it is named."""
    return Derivative(node, X, ONE)


def times(*factors: Expression) -> Expression:
    """Return the product without the factors 1, with the sign of a factor -a in front."""
    sizes = [f.operand if isinstance(f, Neg) else f for f in factors]
    size = product([size for size in sizes if size != ONE])
    return Neg(size) if sum(isinstance(f, Neg) for f in factors) % 2 else size
