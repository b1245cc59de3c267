"""Expressions in e^x as quotients of polynomials in τ = e^{x/2}, exact.

Two expressions that are rational in e^{x/2} are the same function if and only if their quotients
are the same: τ takes every positive value, and a polynomial with infinitely many roots is 0.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpq_poly

from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.functions import FUNCTIONS, defined
from sigmoid_sym.tree.expression import (
    Add,
    Call,
    Div,
    Expression,
    Integer,
    Mul,
    Neg,
    Pow,
    Sum,
    Symbol,
    free_symbols,
)


class NotRationalError(SigmoidSymError):
    """An expression that is not a finite rational expression in e^{x/2}."""


@dataclass(frozen=True, slots=True, eq=False)
class Quotient:
    """numerator/denominator, polynomials in τ, not necessarily in lowest terms; equality is exact."""

    numerator: Any
    denominator: Any

    def __post_init__(self) -> None:
        if not self.denominator:
            raise NotRationalError("a denominator is identically 0")

    def __add__(self, other: Quotient) -> Quotient:
        if self.denominator == other.denominator:
            return Quotient(self.numerator + other.numerator, self.denominator)
        common = self.denominator.gcd(other.denominator)
        left, right = self.denominator // common, other.denominator // common
        return Quotient(self.numerator * right + other.numerator * left, self.denominator * right)

    def __mul__(self, other: Quotient) -> Quotient:
        return Quotient(self.numerator * other.numerator, self.denominator * other.denominator)

    def __truediv__(self, other: Quotient) -> Quotient:
        return Quotient(self.numerator * other.denominator, self.denominator * other.numerator)

    def __pow__(self, exponent: int) -> Quotient:
        if exponent < 0:
            return (constant(1) / self) ** -exponent
        return Quotient(self.numerator**exponent, self.denominator**exponent)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Quotient):
            return NotImplemented
        return bool(self.numerator * other.denominator == other.numerator * self.denominator)

    def derivative(self) -> Quotient:
        """Return d/dx, in lowest terms, the denominator monic: dτ/dx = τ/2."""
        n, d = self.numerator, self.denominator
        above, below = fmpq_poly([0, fmpq(1, 2)]) * (n.derivative() * d - n * d.derivative()), d * d
        common = above.gcd(below)
        lead = (below // common).leading_coefficient()
        return Quotient(above // common / lead, below // common / lead)

    __hash__ = None  # type: ignore[assignment]


def constant(value: int | Fraction) -> Quotient:
    """Return a rational number as a quotient."""
    return Quotient(fmpq_poly([fmpq(value.numerator, value.denominator)]), fmpq_poly([1]))


def exponential(rate: Fraction) -> Quotient:
    """Return e^{rate·x} = τ^{2·rate}.

    Raises:
        NotRationalError: 2·rate is not a whole number.
    """
    power = 2 * rate
    if power.denominator != 1:
        raise NotRationalError(f"e^({rate} x) is not a power of e^(x/2)")
    tau = fmpq_poly([0, 1])
    return (
        constant(1) / Quotient(tau ** -int(power), fmpq_poly([1]))
        if power < 0
        else Quotient(tau ** int(power), fmpq_poly([1]))
    )


_WHOLE = {row.name: row.whole for row in FUNCTIONS.values() if row.whole}


def normal_form(node: Expression, variable: Symbol | None = None) -> Quotient:
    """Return the expression as a quotient of polynomials in e^{x/2}.

    Raises:
        NotRationalError: it is not one, or not by finitely many operations.

    >>> from sigmoid_sym.tree.expression import call
    >>> x = Symbol("x")
    >>> normal_form(call("sigma", x)) == normal_form(1 / (1 + call("exp", -x)))
    True
    """
    return _Reducer(variable or Symbol("x"), {}).reduce(node)


def differentiated(node: Expression, n: int) -> Quotient:
    """Return the n-th derivative in x of an expression that is rational in e^{x/2}, or the logarithm of one.

    Raises:
        NotRationalError: it is neither, or a logarithm with n = 0.

    >>> from sigmoid_sym.tree.expression import call
    >>> s = call("sigma", Symbol("x"))
    >>> differentiated(s, 1) == normal_form(s * (1 - s))
    True
    """
    match node:
        case Call() if (meaning := defined(node)) is not None:
            return differentiated(meaning, n)
        case Call("log", (argument,)) if n:
            inner = normal_form(argument)
            result, n = inner.derivative() / inner, n - 1
        case _:
            result = normal_form(node)
    for _ in range(n):
        result = result.derivative()
    return result


@dataclass(frozen=True, slots=True)
class _Reducer:
    variable: Symbol
    indices: dict[Symbol, int]

    def reduce(self, node: Expression) -> Quotient:
        match node:
            case Add(terms):
                sums = [self.reduce(term) for term in terms]
                return _balanced(sums)
            case Mul(factors):
                result = constant(1)
                for factor in factors:
                    result *= self.reduce(factor)
                return result
            case Neg(operand):
                return constant(-1) * self.reduce(operand)
            case Div(numerator, denominator):
                return self.reduce(numerator) / self.reduce(denominator)
            case Pow(base, exponent):
                return self.reduce(base) ** self.integer(exponent)
            case Sum(body, index, lower, upper):
                values = range(self.integer(lower), self.integer(upper) + 1)
                return _balanced(
                    [_Reducer(self.variable, {**self.indices, index: k}).reduce(body) for k in values]
                )
            case Call("exp", (argument,)):
                return exponential(self.rate(argument))
            case Call(function, arguments) if function in _WHOLE:
                return constant(_WHOLE[function](*map(self.integer, arguments)))
            case Call() if (meaning := defined(node)) is not None:
                return self.reduce(meaning)
            case _:
                return constant(self.number(node))

    def number(self, node: Expression) -> Fraction:
        match node:
            case Integer(value):
                return Fraction(value)
            case Symbol() if node in self.indices:
                return Fraction(self.indices[node])
            case Neg(operand):
                return -self.number(operand)
            case Add(terms):
                return sum(map(self.number, terms), Fraction(0))
            case Mul(factors):
                return math.prod(map(self.number, factors), start=Fraction(1))
            case Div(numerator, denominator):
                return self.number(numerator) / self.number(denominator)
            case _:
                raise NotRationalError(f"{type(node).__name__} is not a rational number")

    def integer(self, node: Expression) -> int:
        value = self.number(node)
        if value.denominator != 1:
            raise NotRationalError(f"{value} is not a whole number")
        return int(value)

    def rate(self, node: Expression) -> Fraction:
        """Return r of an argument r·x."""
        match node:
            case Symbol() if node == self.variable:
                return Fraction(1)
            case Neg(operand):
                return -self.rate(operand)
            case Div(numerator, denominator):
                return self.rate(numerator) / self.number(denominator)
            case Mul(factors) if (
                len(own := [f for f in factors if self.variable.name in free_symbols(f)]) == 1
            ):
                return math.prod((self.number(f) for f in factors if f is not own[0]), start=self.rate(*own))
            case _:
                raise NotRationalError("the argument of an exponential must be a rational multiple of x")


def _balanced(terms: list[Quotient]) -> Quotient:
    # Adding in pairs keeps the operands of each addition small and alike.
    if len(terms) < 2:
        return terms[0] if terms else constant(0)
    middle = len(terms) // 2
    return _balanced(terms[:middle]) + _balanced(terms[middle:])
