"""Derivative polynomials: exact polynomials in s, where s stands for σ(x) and so d/dx is s(1-s) d/ds."""

from __future__ import annotations

import functools
import math
import operator
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sigmoid_sym.combinatorics import logistic_row
from sigmoid_sym.errors import (
    ArgumentTypeError,
    SigmoidSymError,
    integer,
    python_fraction,
    shown,
    whole_number,
)
from sigmoid_sym.tree.expression import Expression, Symbol, combination, tree

_S = Symbol("s")

# A value at an mpmath number is computed exactly before it is rounded once; this many bits may be in it.
_LARGEST_EXACT_BITS = 1 << 30
_ALLOWED = {
    "coefficients": "exact numbers (int or Fraction)",
    "s": "an int, a Fraction, a float, an mpmath number or a SymPy expression",
}


@functools.total_ordering
@dataclass(frozen=True, slots=True, repr=False)
class DerivativePolynomial:
    """A polynomial in s = σ(x) over the rationals: a linear combination of σ, σ', σ'', … and 1.

    Attributes:
        coefficients: those of 1, s, s², …, ints or Fractions; trailing zeros are taken off.

    Notes:
        `DerivativePolynomial.of_order(n)` is P_n, with σ^(n) = P_n(σ); P_0 = s, P_{n+1} = s(1-s) P_n'.
        Since deg P_n = n+1, a polynomial of degree d is a combination of σ, …, σ^(d-1) and a constant.
        Polynomials are ordered by degree, then by the coefficients from the highest down.

    Raises:
        ArgumentTypeError: a coefficient is neither an int nor a Fraction.

    References:
        M. E. Hoffman, Amer. Math. Monthly 102 (1995) 23-30; A. A. Minai, R. D. Williams, Neural
        Networks 6 (1993) 845-853.

    >>> P = DerivativePolynomial.of_order(2)
    >>> P.coefficients, P.order, P.next_order() == DerivativePolynomial.of_order(3)
    ((0, 1, -3, 2), 2, True)
    >>> P(Fraction(1, 3))
    Fraction(2, 27)
    """

    coefficients: tuple[int | Fraction, ...]

    def __post_init__(self) -> None:
        if not isinstance(self.coefficients, Iterable):
            raise ArgumentTypeError(
                f"coefficients must be a sequence of them, not {shown(self.coefficients)}"
            )
        tidy = [_rational("coefficients", c) for c in self.coefficients]
        while tidy and tidy[-1] == 0:
            tidy.pop()
        object.__setattr__(self, "coefficients", tuple(tidy))

    @classmethod
    def of_order(cls, n: int) -> DerivativePolynomial:
        """Return P_n, the polynomial with σ^(n) = P_n(σ).

        Raises:
            SigmoidSymError: `n` is not a whole number ≥ 0, or P_n could not fit in memory.
        """
        return cls((0, *logistic_row(whole_number("n", n))))

    @property
    def degree(self) -> int:
        """The degree in s; -1 of the zero polynomial."""
        return len(self.coefficients) - 1

    @property
    def order(self) -> int:
        """The order of the highest derivative of σ in it: degree - 1.

        Raises:
            SigmoidSymError: the polynomial is a constant, there is no derivative in it.
        """
        if self.degree < 1:
            raise SigmoidSymError("a constant has no order; order is for polynomials of degree 1 and more")
        return self.degree - 1

    @property
    def denominator(self) -> int:
        """The least common denominator of the coefficients."""
        return math.lcm(*(c.denominator for c in self.coefficients))

    def __call__(self, s: Any) -> Any:
        """Return the value at `s`, exact or with a single rounding.

        Arguments:
            s: an int or Fraction (the value is one too), a float (the value is the float nearest to
                the exact one), an mpmath `mpf` or `mpc` (the exact value, rounded once to the
                working precision of its context), an mpmath interval (an enclosure), or a SymPy
                expression (a SymPy expression; a `Float` is treated like an mpf).

        Raises:
            ArgumentTypeError: `s` is something else.
            SigmoidSymError: `s` is not finite, or its exponent is too large for exact arithmetic.
        """
        if isinstance(s, float):
            if not math.isfinite(s):
                raise SigmoidSymError(f"s must be finite, not {s}")
            try:
                return float(self(Fraction(s)))
            except OverflowError:
                raise SigmoidSymError(f"s must not be {s}: the value is no float; give a Fraction") from None
        if hasattr(s, "free_symbols"):
            return self._at_sympy(s)
        if hasattr(s, "_mpf_") or hasattr(s, "_mpc_"):
            return self._at_mpmath(s)
        if hasattr(s, "_mpi_"):
            return self._horner(s) / self.denominator  # interval arithmetic sees to its own rounding
        return _rational("s", Fraction(self._horner(_rational("s", s))) / self.denominator)

    def _horner(self, s: Any, add: Any = operator.add, multiply: Any = operator.mul) -> Any:
        """Return the value at `s` times the common denominator."""
        value: Any = 0 * s
        for c in reversed(self.coefficients):
            value = add(multiply(value, s), int(c * self.denominator))
        return value

    def _at_mpmath(self, s: Any) -> Any:
        context = s.context
        if not context.isfinite(s):
            raise SigmoidSymError(f"s must be finite, not {s}")
        parts = s._mpc_ if hasattr(s, "_mpc_") else (s._mpf_,)
        bits = sum(abs(exponent) + length for _, _, exponent, length in parts)
        if bits * len(self.coefficients) > _LARGEST_EXACT_BITS:
            raise SigmoidSymError(
                f"the exponent of s = {context.nstr(s, 5)} is too large for exact arithmetic"
            )
        exact = self._horner(
            s, functools.partial(context.fadd, exact=True), functools.partial(context.fmul, exact=True)
        )
        return exact / self.denominator  # the one rounding

    def _at_sympy(self, s: Any) -> Any:
        import mpmath
        import sympy  # heavy; whoever passes a SymPy expression has it loaded

        if s.is_Float:
            with mpmath.workprec(s._prec):
                return sympy.Float(self(mpmath.mp.make_mpf(s._mpf_)), precision=s._prec)
        return sympy.Add(
            *(sympy.Rational(c.numerator, c.denominator) * s**k for k, c in enumerate(self.coefficients))
        )

    def derivative(self) -> DerivativePolynomial:
        """Return the derivative with respect to s.

        >>> DerivativePolynomial.of_order(1).derivative().coefficients
        (1, -2)
        """
        return DerivativePolynomial(tuple(k * c for k, c in enumerate(self.coefficients))[1:])

    def next_order(self) -> DerivativePolynomial:
        """Return the derivative with respect to x, s(1-s) d/ds: it takes P_n to P_{n+1}."""
        slope = self.derivative().coefficients
        return DerivativePolynomial((0, *slope)) - DerivativePolynomial((0, 0, *slope))

    def compose(self, other: DerivativePolynomial) -> DerivativePolynomial:
        """Return the polynomial with s replaced by `other`.

        >>> mirrored = DerivativePolynomial.of_order(2).compose(DerivativePolynomial((1, -1)))
        >>> mirrored == -DerivativePolynomial.of_order(2)  # σ''(-x) = -σ''(x)
        True
        """
        value = DerivativePolynomial(())
        for c in reversed(self.coefficients):
            value = value * other + DerivativePolynomial((c,))
        return value

    def __add__(self, other: DerivativePolynomial) -> DerivativePolynomial:
        if not isinstance(other, DerivativePolynomial):
            return NotImplemented
        longer, shorter = sorted((self.coefficients, other.coefficients), key=len, reverse=True)
        padded = shorter + (0,) * (len(longer) - len(shorter))
        return DerivativePolynomial(tuple(a + b for a, b in zip(longer, padded, strict=True)))

    def __neg__(self) -> DerivativePolynomial:
        return -1 * self

    def __sub__(self, other: DerivativePolynomial) -> DerivativePolynomial:
        return self + -other if isinstance(other, DerivativePolynomial) else NotImplemented

    def __mul__(self, other: int | Fraction | DerivativePolynomial) -> DerivativePolynomial:
        if isinstance(other, DerivativePolynomial):
            product: list[int | Fraction] = [0] * (len(self.coefficients) + len(other.coefficients))
            for i, a in enumerate(self.coefficients):
                for j, b in enumerate(other.coefficients):
                    product[i + j] += a * b
            return DerivativePolynomial(tuple(product))
        if isinstance(other, (int, Fraction)) and not isinstance(other, bool):
            factor = _rational("coefficients", other)
            return DerivativePolynomial(tuple(factor * c for c in self.coefficients))
        return NotImplemented

    __rmul__ = __mul__

    def __lt__(self, other: DerivativePolynomial) -> bool:
        if not isinstance(other, DerivativePolynomial):
            return NotImplemented
        return (self.degree, self.coefficients[::-1]) < (other.degree, other.coefficients[::-1])

    def tree(self) -> Expression:
        """Return the polynomial as an expression in the symbol s."""
        powers = [None, _S, *(_S ** tree(k) for k in range(2, self.degree + 1))]
        return combination(zip(self.coefficients, powers, strict=False))

    def __str__(self) -> str:
        from sigmoid_sym.language.text import ASCII, text  # no number needs the writers

        return text(self.tree(), alphabet=ASCII)

    def _repr_latex_(self) -> str:
        from sigmoid_sym.language.latex import latex

        return rf"$\displaystyle {latex(self.tree())}$"

    def __repr__(self) -> str:
        shape = str(self) if self.degree <= 8 else f"of degree {self.degree}"
        return f"<{type(self).__name__} {shape}>"


def _rational(name: str, value: Any) -> int | Fraction:
    if isinstance(value, Fraction):
        return python_fraction(value)
    number = integer(value)
    if number is None:
        raise ArgumentTypeError(f"{name} must be {_ALLOWED[name]}, not {shown(value)}")
    return number
