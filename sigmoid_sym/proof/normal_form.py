"""Expressions as elements of a field in which equality is decided; derivatives and values are carried out.

Everything rational in x, in parameters, and in exponentials and logarithms of them is the quotient of
two polynomials in independent generators: two such expressions are the same function, where both are
defined, if their quotients are the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sigmoid_sym.combinatorics import eulerian, eulerian_row, stirling2
from sigmoid_sym.language.expression import (
    Add,
    At,
    Call,
    Constant,
    Decimal,
    Derivative,
    Div,
    Expression,
    Integer,
    Mul,
    Neg,
    Pow,
    Sum,
    Symbol,
    call,
    product,
    tree,
)
from sigmoid_sym.proof.field import (
    Exponential,
    Field,
    FinerRootError,
    Generator,
    Logarithm,
    Monomial,
    NotRationalError,
    Quotient,
    TauField,
    named,
)

__all__ = ["NotRationalError", "Quotient", "constant", "exponential", "normal_form", "normal_forms"]

# Beyond these a quotient would take seconds: what needs more is refused.
_LARGEST_ORDER = 400
_LARGEST_EXPONENT = 2000
_LONGEST_SUM = 2000
_MOST_ROOTS = 60  # q in e^{x/q}

_OF_EXPONENTIAL: dict[str, Callable[[Quotient, Quotient], Quotient]] = {
    # each in terms of u = e^{argument} and 1
    "exp": lambda u, one: u,
    "sigma": lambda u, one: u / (u + one),
    "tanh": lambda u, one: (u**2 - one) / (u**2 + one),
    "coth": lambda u, one: (u**2 + one) / (u**2 - one),
    "sinh": lambda u, one: (u**2 - one) / (u + u),
    "cosh": lambda u, one: (u**2 + one) / (u + u),
    "sech": lambda u, one: (u + u) / (u**2 + one),
    "csch": lambda u, one: (u + u) / (u**2 - one),
}
_INTEGER_FUNCTIONS: dict[str, Callable[..., int]] = {
    "factorial": math.factorial,
    "binomial": math.comb,
    "stirling2": stirling2,
    "eulerian": eulerian,
}


def constant(value: int | Fraction) -> Quotient:
    """Return a rational number as a quotient of polynomials in τ = e^{x/2}."""
    return TauField().constant(value)


def exponential(rate: Fraction) -> Quotient:
    """Return e^{rate·x} = τ^{2·rate}.

    Raises:
        NotRationalError: 2·rate is not a whole number.
    """
    return TauField().exponential((("x", 1),), rate)


def normal_form(node: Expression, variable: Symbol | None = None) -> Quotient:
    """Return the expression as a quotient of polynomials in e^{x/2}.

    Raises:
        NotRationalError: it is not one, or not by finitely many operations.

    >>> x = Symbol("x")
    >>> normal_form(call("sigma", x)) == normal_form(1 / (1 + call("exp", -x)))
    True
    """
    return _Reducer(TauField((variable or Symbol("x")).name)).reduce(node, {})


def normal_forms(*nodes: Expression) -> tuple[Field, list[Quotient]]:
    """Return a field and the expressions as its elements.

    Raises:
        NotRationalError: one is not rational in the generators that `Field` knows, or too large.

    >>> x, p = Symbol("x"), Symbol("p")
    >>> field, (left, right) = normal_forms(
    ...     Derivative(call("logit", p), p, Integer(1)), 1 / (p * (1 - p))
    ... )
    >>> left == right
    True
    """
    roots: dict[Monomial, int] = {}
    while True:
        field = Field(roots)
        try:
            reducer = _Reducer(field)
            return field, [reducer.reduce(node, {}) for node in nodes]
        except FinerRootError as finer:
            if finer.q > _MOST_ROOTS:
                raise NotRationalError(f"e^({named(finer.monomial)}/{finer.q}) is too fine a root") from finer
            roots[finer.monomial] = finer.q


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a bound name stands for: a tree, read in the environment where it was written."""

    tree: Expression
    names: _Environment


_Environment = Mapping[str, _Meaning]


@dataclass(frozen=True, slots=True)
class _Reducer:
    field: Field | TauField

    def reduce(self, node: Expression, names: _Environment) -> Quotient:
        match node:
            case Add(terms):
                return self.balanced([self.reduce(term, names) for term in terms])
            case Mul(factors):
                return math.prod(
                    (self.reduce(factor, names) for factor in factors), start=self.field.constant(1)
                )
            case Neg(operand):
                return -self.reduce(operand, names)
            case Div(numerator, denominator):
                return self.reduce(numerator, names) / self.reduce(denominator, names)
            case Pow(base, exponent):
                power = self.bounded(exponent, names, _LARGEST_EXPONENT, "an exponent")
                return self.reduce(base, names) ** power
            case Symbol(name) if name in names:
                return self.reduce(names[name].tree, names[name].names)
            case Symbol(name):
                return self.field.symbol(name)
            case Integer() | Decimal():
                return self.field.constant(self.number(node, names))
            case Sum():
                return self.balanced([self.reduce(node.body, inner) for inner in self.indices(node, names)])
            case Derivative(operand, variable, order):
                return self.derivative(operand, variable, order, names)
            case At(operand, variable, point):
                return self.reduce(operand, {**names, variable.name: _Meaning(point, names)})
            case Call(function, arguments) if function in _INTEGER_FUNCTIONS:
                values = [self.bounded(a, names, _LARGEST_EXPONENT, function) for a in arguments]
                if min(values) < 0:
                    raise NotRationalError(f"{function} of a negative number")
                return self.field.constant(_INTEGER_FUNCTIONS[function](*values))
            case Call(function, arguments):
                return self.function(function, arguments, names)
            case Constant(name):
                raise NotRationalError(f"{name} is not a rational number")
        raise NotRationalError(f"{type(node).__name__} is not rational in exponentials")

    def function(self, function: str, arguments: tuple[Expression, ...], names: _Environment) -> Quotient:
        argument, one = arguments[-1], self.field.constant(1)
        if function in _OF_EXPONENTIAL:
            return _OF_EXPONENTIAL[function](self.exponential(argument, names), one)
        match function:
            case "silu":
                return self.reduce(argument * call("sigma", argument), names)
            case "softplus":
                return self.logarithm(one + self.exponential(argument, names))
            case "log" if isinstance(argument, Call) and argument.function == "exp":
                return self.reduce(argument.arguments[0], names)
            case "log":
                return self.logarithm(self.reduce(argument, names))
            case "logit":
                p = self.reduce(argument, names)
                return self.logarithm(p / (one - p))
            case "sqrt":
                return self.square_root(self.reduce(argument, names))
            case "polylog":
                return self.polylogarithm(arguments[0], self.reduce(argument, names), names)
        raise NotRationalError(f"{function} is not a function that is known here")

    def logarithm(self, argument: Quotient) -> Quotient:
        if not argument:
            raise NotRationalError("log 0")
        return self.field.logarithm(argument)

    def square_root(self, square: Quotient) -> Quotient:
        p, q = square.numerator, square.denominator
        if square and p.is_constant() and q.is_constant():
            ratio = p.leading_coefficient() / q.leading_coefficient()
            above, below = math.isqrt(abs(int(ratio.p))), math.isqrt(int(ratio.q))
            if above**2 == ratio.p and below**2 == ratio.q:
                return self.field.constant(Fraction(above, below))
        raise NotRationalError("a square root that is not rational")

    def polylogarithm(self, order: Expression, z: Quotient, names: _Environment) -> Quotient:
        """Return Li_{-n}(z) = Σ_k A(n,k) z^{k+1}/(1-z)^{n+1} (Eulerian numbers), n ≥ 1; Li_0(z) = z/(1-z)."""
        n = -self.bounded(order, names, _LARGEST_ORDER, "the order of a polylogarithm")
        one = self.field.constant(1)
        if n < 0:
            raise NotRationalError("a polylogarithm of positive order is not rational")
        if n == 0:
            return z / (one - z)
        row = enumerate(eulerian_row(n), 1)
        return self.balanced([self.field.constant(a) * z**k for k, a in row]) / (one - z) ** (n + 1)

    def exponential(self, node: Expression, names: _Environment) -> Quotient:
        """Return e^node; e^{log f} is f, and e^{log f - x} = f e^{-x}."""
        match node:
            case Add(terms):
                return math.prod(
                    (self.exponential(term, names) for term in terms), start=self.field.constant(1)
                )
            case Neg(operand):
                return self.exponential(operand, names) ** -1
            case Symbol(name) if name in names:
                return self.exponential(names[name].tree, names[name].names)
            case Call("log", (argument,)):
                return self.reduce(argument, names)
            case Call("logit", (argument,)):
                return self.reduce(argument / (1 - argument), names)
            case Call("softplus", (argument,)):
                return self.field.constant(1) + self.exponential(argument, names)
            case Mul((Integer(value), *others)) if value <= _LARGEST_EXPONENT:
                return self.exponential(product(others), names) ** value
        result = self.field.constant(1)
        for monomial, rate in self.exponent(node, names).items():
            if abs(rate) > _LARGEST_EXPONENT:
                raise NotRationalError("an exponential that is too large")
            result *= self.field.exponential(monomial, rate)
        return result

    def exponent(self, node: Expression, names: _Environment) -> dict[Monomial, Fraction]:
        """Return a polynomial in the symbols with rational coefficients."""
        match node:
            case Symbol(name) if name in names:
                return self.exponent(names[name].tree, names[name].names)
            case Symbol(name):
                return {((name, 1),): Fraction(1)}
            case Add(terms):
                return _sum(self.exponent(term, names) for term in terms)
            case Neg(operand):
                return _times({(): Fraction(-1)}, self.exponent(operand, names))
            case Mul(factors):
                result = {(): Fraction(1)}
                for factor in factors:
                    result = _times(result, self.exponent(factor, names))
                return result
            case Div(numerator, denominator):
                below = self.number(denominator, names)
                if below == 0:
                    raise NotRationalError("division by 0")
                return _times(self.exponent(numerator, names), {(): 1 / below})
            case Pow(base, power) if isinstance(power, Integer) and power.value <= 6:
                return self.exponent(product([base] * power.value), names)
            case _:
                return {(): number} if (number := self.number(node, names)) else {}

    def derivative(
        self, operand: Expression, variable: Symbol, order: Expression, names: _Environment
    ) -> Quotient:
        n = self.bounded(order, names, _LARGEST_ORDER, "an order")
        if n < 0:
            raise NotRationalError("a derivative of negative order")
        free = {name: meaning for name, meaning in names.items() if name != variable.name}
        result = self.reduce(operand, free)
        for _ in range(n):
            result = self.field.derivative(result, variable.name)
        if variable.name not in names:
            return result
        # (D^n f)(u): differentiated in its own variable first, u put in afterwards.
        return self.field.substitute(result, variable.name, lambda g: self.reduce(self.written(g), names))

    def written(self, generator: Generator) -> Expression:
        """Return the generator as a tree."""
        match generator:
            case Exponential(monomial, q):
                whole = product([Symbol(name) for name, power in monomial for _ in range(power)])
                return call("exp", whole if q == 1 else whole / q)
            case Logarithm(name):
                if not isinstance(self.field, Field):
                    raise NotRationalError("a logarithm")
                p = self.field.arguments[name]
                terms: list[Expression] = [Integer(0)]
                for exponents, c in p.to_dict().items():
                    powers = zip(self.field.generators, exponents, strict=False)
                    parts = [self.written(g) ** Integer(int(e)) for g, e in powers if e]
                    terms.append(product([tree(Fraction(int(c.p), int(c.q))), *parts]))
                return call("log", Add(tuple(terms)))
            case name:
                return Symbol(name)

    def indices(self, node: Sum, names: _Environment) -> Iterable[_Environment]:
        first, last = (self.integer(end, names) for end in (node.lower, node.upper))
        if last - first >= _LONGEST_SUM:
            raise NotRationalError(f"a sum of more than {_LONGEST_SUM} terms")
        return [{**names, node.index.name: _Meaning(tree(k), {})} for k in range(first, last + 1)]

    def number(self, node: Expression, names: _Environment) -> Fraction:
        match node:
            case Integer(value):
                return Fraction(value)
            case Decimal(digits, places):
                return Fraction(digits, 10 ** min(places, _LARGEST_EXPONENT))
            case Symbol(name) if name in names:
                return self.number(names[name].tree, names[name].names)
            case Neg(operand):
                return -self.number(operand, names)
            case Add(terms):
                return sum((self.number(term, names) for term in terms), Fraction(0))
            case Mul(factors):
                return math.prod((self.number(factor, names) for factor in factors), start=Fraction(1))
            case Div(numerator, denominator):
                below = self.number(denominator, names)
                if below == 0:
                    raise NotRationalError("division by 0")
                return self.number(numerator, names) / below
            case Pow(base, exponent):
                power = self.bounded(exponent, names, _LARGEST_EXPONENT, "an exponent")
                value = self.number(base, names)
                if value == 0 and power < 0:
                    raise NotRationalError("division by 0")
                return value**power
            case _:
                raise NotRationalError(f"{type(node).__name__} is not a rational number")

    def integer(self, node: Expression, names: _Environment) -> int:
        value = self.number(node, names)
        if value.denominator != 1:
            raise NotRationalError(f"{value} is not a whole number")
        return int(value)

    def bounded(self, node: Expression, names: _Environment, limit: int, what: str) -> int:
        value = self.integer(node, names)
        if abs(value) > limit:
            raise NotRationalError(f"{what} beyond {limit}")
        return value

    def balanced(self, terms: list[Quotient]) -> Quotient:
        # Adding in pairs keeps the operands of each addition small and alike.
        if len(terms) < 2:
            return terms[0] if terms else self.field.constant(0)
        middle = len(terms) // 2
        return self.balanced(terms[:middle]) + self.balanced(terms[middle:])


def _sum(polynomials: Iterable[dict[Monomial, Fraction]]) -> dict[Monomial, Fraction]:
    result: dict[Monomial, Fraction] = {}
    for polynomial in polynomials:
        for monomial, c in polynomial.items():
            result[monomial] = result.get(monomial, Fraction(0)) + c
    return {monomial: c for monomial, c in result.items() if c}


def _times(a: dict[Monomial, Fraction], b: dict[Monomial, Fraction]) -> dict[Monomial, Fraction]:
    return _sum({_joined(m, n): c * d} for m, c in a.items() for n, d in b.items())


def _joined(a: Monomial, b: Monomial) -> Monomial:
    powers = dict(a)
    for name, power in b:
        powers[name] = powers.get(name, 0) + power
    return tuple(sorted(powers.items()))
