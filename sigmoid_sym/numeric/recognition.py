"""Values that are rational numbers, recognised: no precision would tell them from a rounding boundary.

A number that is not rational, e^q or log q, takes part with an unknown factor: what it is multiplied by may
be 0 at the order that is wanted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flint import ctx, fmpq, fmpq_series, fmpz

from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.functions import defined
from sigmoid_sym.numeric.expansion import Expansion, NoValue, rational
from sigmoid_sym.tree.expression import Add, Call, Div, Expression, Integer, Mul, Neg, Symbol


class Unrecognised(SigmoidSymError, ArithmeticError):
    """A value of which it is not seen whether it is rational."""


@dataclass(frozen=True, slots=True)
class Series:
    """known + Σ c·p over the p in `loose`, each with a c that is not known."""

    known: Any
    loose: tuple[Any, ...] = ()

    def __add__(self, other: Series) -> Series:
        return Series(self.known + other.known, self.loose + other.loose)

    def __sub__(self, other: Series) -> Series:
        return self + -other

    def __neg__(self) -> Series:
        return Series(-self.known, self.loose)

    def __mul__(self, other: Series) -> Series:
        if self.loose and other.loose:
            raise Unrecognised("a product of two numbers that are not known")
        a, b = (other, self) if self.loose else (self, other)
        return Series(a.known * b.known, tuple(a.known * p for p in b.loose))

    def __pow__(self, k: int) -> Series:
        if self.loose and k > 1:
            raise Unrecognised("a power of a number that is not known")
        return self if k == 1 else Series(self.known**k)

    def first(self) -> Any:
        """Return the constant term."""
        if any(p[0] for p in self.loose):
            raise Unrecognised("a number that is not known")
        return self.known[0]

    def exactly(self) -> Any:
        """Return the series, all of which is known."""
        if self.loose:
            raise Unrecognised("a number that is not known")
        return self.known


class Exact(Expansion):
    """Series with rational coefficients."""

    def raw(self, *coefficients: Any) -> Any:
        return fmpq_series(list(coefficients), prec=self.order + 1)

    def number(self, value: Any) -> Series:
        return Series(self.raw(value))

    def pi(self) -> Series:
        return Series(self.raw(0), (self.raw(1),))

    def quotient(self, above: Series, below: Series) -> Series:
        if below.first() == 0:
            raise NoValue("a pole")
        return above * Series(1 / below.exactly())

    def exp(self, u: Expression) -> Series:
        """Return e^u; e^{k log v} is v^k."""
        match u:
            case Call("log", (v,)):
                value: Series = self.of(v)
                if value.first() <= 0:
                    raise NoValue("the logarithm of a number that is not positive")
                return value
            case Neg(v):
                return self.quotient(self.number(fmpq(1)), self.exp(v))
            case Mul((k, v)) if (exponent := rational(k)) is not None and exponent > 0:
                return self.power(self.exp(v), exponent)
            case Div(v, Integer(k)) if k:
                return self.power(self.exp(v), fmpq(1, k))
            case Add(terms) if any(isinstance(term, Call) for term in terms):
                result = self.number(fmpq(1))
                for term in terms:
                    result = result * self.exp(term)
                return result
            case Call() if (meaning := defined(u)) is not None and _is_logarithm(meaning):
                return self.exp(meaning)
        inner = self.of(u).exactly()
        if inner[0] == 0:
            return Series(inner.exp())
        varying = (inner - self.raw(inner[0])).exp()
        return Series(self.raw(0), (varying,))

    def log(self, u: Expression) -> Series:
        inner = self.of(u).exactly()
        if inner[0] <= 0:
            raise NoValue("the logarithm of a number that is not positive")
        loose = () if inner[0] == 1 else (self.raw(1),)
        return Series((inner * (1 / inner[0])).log(), loose)

    def power(self, u: Series, k: Any) -> Series:
        if k.q == 1 and k > 0:
            return u ** int(k)
        inner = u.exactly()
        if inner[0] < 0 or (inner[0] == 0 and (self.order or k < 0)):
            raise NoValue("the root of a negative number, or a derivative of a root at 0")
        if inner[0] == 0:
            return u
        varying = ((inner * (1 / inner[0])).log() * k).exp()
        root = _root(inner[0], int(k.q))
        if root is not None:
            return Series(varying * root ** int(k.p))
        return Series(self.raw(0), (varying,))

    def size(self, u: Series) -> Series:
        first = u.first()
        if first == 0 and self.order:
            raise NoValue("the kink of an absolute value has no derivative")
        return u if first >= 0 else -u


def _root(a: Any, k: int) -> Any:
    """Return the k-th root of a positive rational number if it is rational, else None."""
    root = fmpq(a.p.root(k), a.q.root(k))
    return root if root**k == a else None


def _is_logarithm(node: Expression) -> bool:
    """Return whether a tree is a logarithm, or a multiple of one."""
    match node:
        case Neg(operand) | Mul((Integer(), operand)) | Div(operand, Integer()):
            return _is_logarithm(operand)
        case Call("log"):
            return True
        case Call():
            meaning = defined(node)
            return meaning is not None and _is_logarithm(meaning)
    return False


def exact_derivative(node: Expression, x: Symbol, point: Any, n: int) -> Any:
    """Return the n-th derivative in x at a rational point, if it is seen to be rational; else None.

    Raises:
        NoValue: a pole, a point outside of the domain, a kink.

    >>> from sigmoid_sym.functions import X
    >>> from sigmoid_sym.tree.expression import call
    >>> print(exact_derivative(call("tanh", call("softplus", X)), X, fmpq(0), 0))
    3/5
    """
    before, ctx.cap = ctx.cap, n + 1
    try:
        series = Exact({x.name: Series(fmpq_series([point, 1], prec=n + 1))}, n).of(node)
    except Unrecognised:
        return None
    finally:
        ctx.cap = before
    return None if any(p[n] for p in series.loose) else series.known[n] * fmpz.fac_ui(n)
