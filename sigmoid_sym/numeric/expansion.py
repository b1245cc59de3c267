"""A tree as a power series in one variable, with balls or other numbers for its coefficients."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from flint import acb, acb_series, arb, arb_series, ctx, fmpq

from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.functions import defined
from sigmoid_sym.numeric.balls import exponential, working_precision
from sigmoid_sym.tree.expression import (
    Add,
    Call,
    Constant,
    Decimal,
    Div,
    Expression,
    Integer,
    Mul,
    Neg,
    Pow,
    Symbol,
)


class NoValue(SigmoidSymError, ArithmeticError):
    """The tree has no value there, or no derivative."""


class Imprecise(SigmoidSymError, ArithmeticError):
    """The balls are too wide for a division or a logarithm."""


class Expansion:
    """The rules for sums, products, quotients, powers and calls; those for numbers are the subclasses'.

    Attributes:
        values: the series of each letter.
        order: that of the last coefficient.
    """

    def __init__(self, values: Mapping[str, Any], order: int) -> None:
        self.values, self.order = values, order

    def of(self, node: Expression) -> Any:
        """Return the series of a tree.

        Raises:
            NoValue: a pole, or outside of the domain.
            SigmoidSymError: an expression that is not expanded.
        """
        match node:
            case Symbol(name) if name in self.values:
                return self.values[name]
            case Symbol(name):
                raise SigmoidSymError(f"{name} has no value")
            case Integer(value):
                return self.number(fmpq(value))
            case Decimal(digits, places):
                return self.number(fmpq(digits, 10**places))
            case Constant("pi"):
                return self.pi()
            case Add((Call("exp", (exponent,)), Neg(Integer(1)))):
                return self.expm1(exponent)
            case Add(terms):
                return sum(map(self.of, terms), self.number(fmpq(0)))
            case Mul(factors):
                return math.prod(map(self.of, factors), start=self.number(fmpq(1)))
            case Neg(operand):
                return -self.of(operand)
            case Div(above, below):
                return self.quotient(self.of(above), self.of(below))
            case Pow(base, Integer(k)):
                return self.of(base) ** k
            case Pow(base, Neg(Integer(k))):
                return self.quotient(self.number(fmpq(1)), self.of(base) ** k)
            case Pow(base, exponent) if (k := rational(exponent)) is not None:
                return self.power(self.of(base), k)
            case Pow(base, exponent):
                return self.exp(exponent * Call("log", (base,)))
            case Call("exp", (u,)):
                return self.exp(u)
            case Call("log", (u,)):
                return self.log(u)
            case Call("sqrt", (u,)):
                return self.power(self.of(u), fmpq(1, 2))
            case Call("abs", (u,)):
                return self.size(self.of(u))
            case Call() if (meaning := defined(node)) is not None:
                return self.of(meaning)
        if isinstance(node, Call):
            raise NoValue(f"{node.function} is not a function that is known here")
        raise TypeError(f"{type(node).__name__} is not expanded in a power series")

    # what depends on the kind of numbers

    def number(self, value: Any) -> Any:
        raise NotImplementedError

    def pi(self) -> Any:
        raise NotImplementedError

    def quotient(self, above: Any, below: Any) -> Any:
        raise NotImplementedError

    def exp(self, u: Expression) -> Any:
        raise NotImplementedError

    def expm1(self, u: Expression) -> Any:
        return self.exp(u) - self.number(fmpq(1))

    def log(self, u: Expression) -> Any:
        raise NotImplementedError

    def power(self, u: Any, k: Any) -> Any:
        raise NotImplementedError

    def size(self, u: Any) -> Any:
        raise NotImplementedError


class Balls(Expansion):
    """Series whose coefficients are real or complex balls; logarithms are principal."""

    def __init__(self, values: Mapping[str, Any], order: int, is_complex: bool = False) -> None:
        super().__init__(values, order)
        self.kind = acb_series if is_complex else arb_series

    def series(self, *coefficients: Any) -> Any:
        return self.kind(list(coefficients), self.order + 1)

    def with_first(self, series: Any, first: Any) -> Any:
        return self.series(first, *(series[k] for k in range(1, self.order + 1)))

    def number(self, value: Any) -> Any:
        return self.series(arb(value))

    def pi(self) -> Any:
        return self.series(arb.pi())

    def quotient(self, above: Any, below: Any) -> Any:
        if below[0] == 0:
            raise NoValue("a pole")
        if 0 in below[0]:
            raise Imprecise("a denominator that cannot be told from 0")
        return above / below

    def exp(self, u: Expression) -> Any:
        inner = self.of(u)
        return self.with_first(inner, 0).exp() * exponential(inner[0])

    def expm1(self, u: Expression) -> Any:
        # Near 0 most digits of e^u - 1 would cancel.
        inner = self.of(u)
        varying = self.with_first(inner, 0).exp() * exponential(inner[0])
        return self.with_first(varying, inner[0].expm1() if abs(inner[0]) < 1 else varying[0] - 1)

    def log(self, u: Expression) -> Any:
        inner, rest = self.of(u), self.beside_one(u)
        self.require_logarithm(inner[0])
        first = inner[0].log() if rest is None or not abs(rest[0]) < 0.5 else rest[0].log1p()
        return self.with_first(self.with_first(inner * self.series(1 / inner[0]), 1).log(), first)

    def beside_one(self, u: Expression) -> Any:
        """Return u - 1 where it is seen: near 1 most digits of log u would cancel."""
        match u:
            case Add((Integer(1), v)):
                return self.of(v)
            case Div(above, below):
                return self.quotient(self.of(above - below), self.of(below))
        return None

    def require_logarithm(self, u: Any) -> None:
        real = isinstance(u, arb)
        if u == 0 or (real and u < 0):
            raise NoValue("the logarithm of a number that is not positive")
        if 0 in u or (real and not u > 0):
            raise Imprecise("a logarithm of what cannot be told from 0")

    def power(self, u: Any, k: Any) -> Any:
        if u[0] == 0 and self.order == 0 and k > 0:
            return u
        if u[0] == 0 or (isinstance(u[0], arb) and u[0] < 0):
            raise NoValue("the root of a negative number, or a derivative of a root at 0")
        if 0 in u[0]:
            raise Imprecise("a root of what cannot be told from 0")
        varying = self.with_first(u * self.series(1 / u[0]), 1).log() * self.series(arb(k))
        return self.with_first(varying, 0).exp() * u[0] ** arb(k)

    def size(self, u: Any) -> Any:
        if not isinstance(u[0], arb):
            raise SigmoidSymError("the absolute value of a complex number is not expanded")
        if u[0] > 0 or u[0] < 0:
            return u if u[0] > 0 else -u
        if self.order == 0:
            return self.series(abs(u[0]))
        if u[0] == 0:
            raise NoValue("the kink of an absolute value has no derivative")
        raise Imprecise("an absolute value of what cannot be told from 0")


def rational(node: Expression) -> Any:
    """Return the rational number that a tree is as it is written, None if it is no quotient of numbers."""
    match node:
        case Integer(value):
            return fmpq(value)
        case Decimal(digits, places):
            return fmpq(digits, 10**places)
        case Neg(operand):
            value = rational(operand)
            return None if value is None else -value
        case Div(Integer(above), Integer(below)) if below:
            return fmpq(above, below)
    return None


def derivative_ball(node: Expression, variable: Symbol, values: dict[str, Any], n: int, bits: int) -> Any:
    """Return an Arb ball that contains the n-th derivative in the variable; `nan` if the balls are too wide.

    Arguments:
        node: an expression in exponentials, logarithms, roots and what is defined by these.
        variable: the variable.
        values: exact values or balls for the names of the symbols, the variable among them.
        n: the order.
        bits: working precision.

    Raises:
        NoValue: a pole, a point outside of the domain.
        SigmoidSymError: a function that is not known.

    >>> from sigmoid_sym.tree.expression import call
    >>> x = Symbol("x")
    >>> print(derivative_ball(call("sigma", x), x, {"x": arb(0)}, 3, 53).str(10))
    [-0.1250000000 +/- 1e-15]
    """
    with working_precision(bits):
        coefficients = coefficient_balls(node, variable, values, n)
        return coefficients[n] * arb.fac_ui(n)


def coefficient_balls(node: Expression, variable: Symbol, values: Mapping[str, Any], n: int) -> list[Any]:
    """Return balls around the first n + 1 Taylor coefficients, at Arb's working precision."""
    before, ctx.cap = ctx.cap, n + 1
    try:
        is_complex = any(isinstance(value, acb) for value in values.values())
        expansion = Balls({}, n, is_complex)
        expansion.values = {
            name: expansion.series(value, 1) if name == variable.name else expansion.series(value)
            for name, value in values.items()
        }
        series = expansion.of(node)
        return [series[k] for k in range(n + 1)]
    except Imprecise:
        return [arb.nan()] * (n + 1)
    finally:
        ctx.cap = before
