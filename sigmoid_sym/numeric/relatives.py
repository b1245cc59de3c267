"""The n-th derivative of a relative of σ as a function from balls to balls."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import acb, arb, ctx, fmpq

from sigmoid_sym.closed_forms import RELATIVES, SIGMOID, Relative
from sigmoid_sym.closed_forms.relatives import NAMES, Term, X, relative_of_row
from sigmoid_sym.errors import SigmoidSymError, shown
from sigmoid_sym.functions import Function as Row
from sigmoid_sym.functions import row_named
from sigmoid_sym.numeric import rows
from sigmoid_sym.numeric.balls import exponential
from sigmoid_sym.numeric.logistic import logistic_ball, nearest_turn
from sigmoid_sym.tree.expression import Symbol

Function = Callable[[Any], Any]
Named = Relative | Row | str  # a relative of σ, or another function or its name

# For more integrals than that Arb's polylogarithm takes hours, or ends the process.
_LARGEST_INTEGRAL = 10**6
# So many exponentials are cheaper than a polylogarithm.
_FEW_EXPONENTIALS = 64


def relative_named(of: Named) -> Named:
    """Return the relative of that name; the name of the row of any other function.

    Raises:
        SigmoidSymError: there is no such function, or it has parameters without a value.
    """
    row = row_named(of) if isinstance(of, str) and of not in RELATIVES else of
    if isinstance(row, Row) and row.has_values:
        return relative_of_row(row) or (row.name if isinstance(of, str) else row)
    if isinstance(of, str) and of in RELATIVES:
        of = RELATIVES[of]
    if of == RELATIVES["logistic"]:
        raise SigmoidSymError("of must have numbers for L, k, x0 and C here, such as L=3, k=1/2")
    if not isinstance(of, Relative):
        names = ", ".join(NAMES)
        raise SigmoidSymError(f"of must be one of {names} or a logistic_family(…), not {shown(of)}")
    return of


def function(of: Named, n: int) -> Function:
    """Return the function that takes a ball z to a ball around f^(n)(z); for n < 0 a repeated integral.

    Raises:
        SigmoidSymError: an n < 0 for which there is no closed value; a parameter that is a letter.
    """
    if of is SIGMOID and n >= 0:
        return lambda z: logistic_ball(n, z)
    if not isinstance(of, Relative):
        return rows.function(rows.row_of(of), n)
    summands = summands_of(of, n)
    if len(summands) == 1:
        return summands[0].ball
    return lambda z: sum((summand.ball(z) for summand in summands), arb(0))


@dataclass(frozen=True, slots=True)
class Summand:
    """number·x^power·y^(order)(slope·(x - origin)), where y = 1/(1 + C e^{-ξ}); y - 1/2 for y if centred."""

    number: Any
    power: int
    order: int
    slope: Any
    origin: Any
    C: Any
    centred: bool = False

    @classmethod
    def of(cls, term: Term, centred: bool = False) -> Summand:
        """Return the term of a relative, whose parameters must be numbers."""
        xi = term.y.xi
        numbers = [p for p in (term.number, xi.slope, xi.origin, term.y.C) if not isinstance(p, Symbol)]
        if len(numbers) < 4 or not isinstance(term.order, int) or any(f != X for f in term.factors):
            raise SigmoidSymError("of must have numbers for its parameters here, not letters")
        number, slope, origin, C = map(rational, numbers)
        return cls(number, len(term.factors), term.order, slope, origin, C, centred)

    def argument(self, x: Any) -> Any:
        """Return ξ at an exact x or a ball."""
        return (x - self.origin) * self.slope if self.origin else x * self.slope

    def ball(self, x: Any, sigma: Callable[[int, Any], Any] = logistic_ball) -> Any:
        """Return a ball around the value at a ball, by a function (n, z) -> ball around σ^(n)(z).

        y is σ(ξ - log C), or σ(ξ - log|C| + πi) for C < 0, and σ(z) - 1/2 = tanh(z/2)/2.
        """
        xi = self.argument(x)
        if self.centred:
            return (xi / 2).tanh() * (self.number / 2)
        if self.order < 0:
            return _repeated_integral(-self.order)(xi) * self.number
        if self.C != 1:
            xi = xi - arb(abs(self.C)).log()
        y = sigma(self.order, xi if self.C > 0 else acb(xi.real, xi.imag + arb.pi()))
        if self.C < 0 and isinstance(x, arb):
            y = y.real
        return x**self.power * y * self.number if self.power else y * self.number


def summands_of(of: Relative, n: int) -> list[Summand]:
    """Return the n-th derivative as a sum of derivatives and integrals of logistic functions.

    Raises:
        SigmoidSymError: an n < 0 for which there is no closed value; a parameter that is a letter.
    """
    if n < 0 and not of.integrals:
        able = " and ".join(relative.name for relative in RELATIVES.values() if relative.integrals)
        raise SigmoidSymError(
            f"n must be at least 0 for {of.name}, not {n}: only {able} have repeated integrals here"
        )
    if n < -_LARGEST_INTEGRAL:
        raise SigmoidSymError(f"n must be at least -{_LARGEST_INTEGRAL}, not {shown(n)}")
    return [Summand.of(term, of.centred and n == 0) for term in of.terms(n)]


def rational(value: int | Fraction) -> Any:
    """Return a rational number as an `fmpq`."""
    return fmpq(value.numerator, value.denominator)


def softplus(z: Any) -> Any:
    """Return a ball around log(1 + e^z), principal branch."""
    if isinstance(z, arb) and z > 0:
        return z + exponential(-z).log1p()
    return exponential(z).log1p()


def _repeated_integral(m: int) -> Function:
    """Return F_m(z) = -Li_m(-e^z), the m-fold integral of σ from -∞, m ≥ 1.

    Notes:
        For Re z > 0, |Im z| < π by inversion: with η(0) = 1/2 and η(s) = (1 - 2^{1-s}) ζ(s),
        `F_m(z) = 2 Σ_{2k≤m} η(2k) z^{m-2k}/(m-2k)! - (-1)^m F_m(-z)`.

    References:
        L. Lewin, Polylogarithms and Associated Functions (1981), 7.20.
    """
    if m == 1:
        return softplus

    def integral(z: Any) -> Any:
        if isinstance(z, acb):
            z = acb(z.real, z.imag - 2 * arb.pi() * nearest_turn(z.imag))
        if not z.real > 0 or not abs(z.imag) < arb.pi():
            return _negated_polylogarithm(m, z)
        small = _negated_polylogarithm(m, -z)
        total = z**m / (2 * arb.fac_ui(m))
        for k in range(1, m // 2 + 1):
            eta = (1 - arb(2) ** (1 - 2 * k)) * arb(2 * k).zeta()
            total += eta * z ** (m - 2 * k) / arb.fac_ui(m - 2 * k)
        return 2 * total - small if m % 2 == 0 else 2 * total + small

    return integral


def _negated_polylogarithm(m: int, z: Any) -> Any:
    """Return -Li_m(-u), u = e^z, m ≥ 2.

    Notes:
        For |u| ≤ 1 it is `Σ_{k≥1} (-1)^{k-1} u^k/k^m`; the terms beyond the K-th add up to at most
        `|u| (K+1)^{-m} (1 + (K+1)/(m-1))` in absolute value.
    """
    u = exponential(z)
    growth = (ctx.prec + 8) / m
    if growth < math.log2(_FEW_EXPONENTIALS) and z.real <= 0:
        count = math.ceil(2**growth)
        total: Any = arb(0)
        for k in range(count, 0, -1):
            total = (arb(1 if k % 2 else -1) / arb(k) ** m + total) * u
        tail = arb(0, abs(u) * (1 + arb(count + 1) / (m - 1)) / arb(count + 1) ** m)
        return total + (acb(tail, tail) if isinstance(u, acb) else tail)
    value = -acb(-u).polylog(m)
    return value if isinstance(u, acb) else value.real
