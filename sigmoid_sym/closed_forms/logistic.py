"""The solutions y = 1/(1 + C e^{-ξ}) of y' = y(1-y), ξ = k(x-x0): all that a closed form needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sigmoid_sym.language.letters import free_symbol
from sigmoid_sym.tree.expression import Expression, Neg, Symbol, call, names, product, tree

Number = int | Fraction
Parameter = Number | Symbol


@dataclass(frozen=True, slots=True)
class Affine:
    """ξ = slope·(variable - origin)."""

    variable: Symbol
    slope: Parameter = 1
    origin: Parameter = 0

    def times(self, factor: Parameter) -> Expression:
        """Return factor·ξ, with the numbers multiplied out.

        >>> from sigmoid_sym.language.text import text
        >>> text(Affine(Symbol("x"), Symbol("k"), Symbol("x_0")).times(Fraction(-1, 2)))
        '−k·(x − x₀)/2'
        """
        parts = (factor, self.slope)
        number = Fraction(1)
        for part in parts:
            number *= 1 if isinstance(part, Symbol) else part
        factors: list[Expression] = [part for part in parts if isinstance(part, Symbol)]
        factors.append(self.variable if self.origin == 0 else plus(self.variable, self.origin, sign=-1))
        if abs(number.numerator) != 1:
            factors.insert(0, tree(abs(number.numerator)))
        size = product(factors)
        size = size if number.denominator == 1 else size / number.denominator
        return Neg(size) if number < 0 else size


@dataclass(frozen=True, slots=True)
class Logistic:
    """A solution y = 1/(1 + C e^{-ξ}) of dy/dξ = y(1-y), and how it is written.

    Attributes:
        value: y as it is named on the page, such as σ(x) or f(x)/L.
        xi: the argument ξ.
        C: a number ≠ 0 or a symbol; a symbol is taken to be positive where that matters.
    """

    value: Expression
    xi: Affine
    C: Parameter = 1

    @property
    def has_real_pole(self) -> bool:
        """Whether C < 0: then coth stands where tanh stands for C > 0, and csch for sech."""
        return not isinstance(self.C, Symbol) and self.C < 0

    def exp(self, factor: Parameter) -> Expression:
        """Return e^{factor·ξ}."""
        return call("exp", self.xi.times(factor))

    def centred(self, factor: Fraction | int = 1) -> Expression:
        """Return factor·(ξ - log|C|)."""
        if self.C in (1, -1):
            return self.xi.times(factor)
        size = -self.C if not isinstance(self.C, Symbol) and self.C < 0 else self.C
        whole = self.xi.times(1) - call("log", size)
        return whole if factor == 1 else whole / (1 / Fraction(factor))

    def power_of_C(self, exponent: int) -> tuple[Number, list[Expression]]:
        """Return C^exponent as a number and symbolic factors."""
        return parameter_power(self.C, exponent)

    def free_index(self, n: Expression, letters: str) -> Symbol:
        """Return the first of the letters that means nothing else in y or n, for a summation index."""
        used = names(self.value).union(names(self.xi.times(1)), names(tree(self.C)), names(n))
        return free_symbol(letters, used)


def plus(term: Expression, parameter: Parameter, sign: int = 1) -> Expression:
    """Return term ± parameter, a negative number subtracted rather than added."""
    if isinstance(parameter, Symbol):
        return term + parameter if sign > 0 else term - parameter
    value = sign * parameter
    return term + tree(value) if value > 0 else term - tree(-value)


def parameter_power(base: Parameter, exponent: int | Expression) -> tuple[Number, list[Expression]]:
    """Return base^exponent as a number and symbolic factors, one of which is empty.

    >>> parameter_power(2, 5), parameter_power(Symbol("k"), 1)
    ((Fraction(32, 1), []), (1, [Symbol(name='k')]))
    """
    if base == 1 or exponent == 0:
        return 1, []
    if isinstance(exponent, int) and not isinstance(base, Symbol):
        return Fraction(base) ** exponent, []
    return 1, [tree(base) if exponent == 1 else tree(base) ** exponent]
