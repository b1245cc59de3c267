"""Functions whose slope is Σ r/(x - p) with rational p and r, such as logit: derivatives of any order."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any

from flint import arb, fmpq, fmpq_poly

from sigmoid_sym.functions import Function
from sigmoid_sym.tree.expression import Add, Div, Expression, Integer, Mul, Neg, Pow, Symbol

Poles = tuple[tuple[Any, Any], ...]  # pairs (p, r)
_Quotient = tuple[Any, Any]
_ONE = fmpq_poly([1])


@functools.lru_cache(maxsize=64)
def poles_of_slope(row: Function) -> Poles | None:
    """Return the p and r of the slope of a row's function; None if it is no such sum.

    >>> from sigmoid_sym.functions import FUNCTIONS
    >>> poles_of_slope(FUNCTIONS["logit"]), poles_of_slope(FUNCTIONS["tanh"])
    (((1, -1), (0, 1)), None)
    """
    found = None if row.slope is None or row.arity > 1 else _quotient(row.slope, row.parameters[0])
    if found is None:
        return None
    common = found[0].gcd(found[1])
    above, below = found[0] // common, found[1] // common
    _, factors = below.factor()
    if above.degree() >= below.degree() or any(f.degree() > 1 or k > 1 for f, k in factors):
        return None
    places = [-f[0] / f[1] for f, _ in factors]
    return tuple((p, above(p) / below.derivative()(p)) for p in places)


def _quotient(node: Expression, x: Symbol) -> _Quotient | None:
    """Return numerator and denominator of a tree that is rational in x; None if it is not."""
    match node:
        case Symbol() if node == x:
            return fmpq_poly([0, 1]), _ONE
        case Integer(value):
            return fmpq_poly([value]), _ONE
        case Neg(operand):
            part = _quotient(operand, x)
            return None if part is None else (-part[0], part[1])
        case Add(terms) | Mul(terms):
            total = (fmpq_poly([0]) if isinstance(node, Add) else _ONE), _ONE
            for term in terms:
                part = _quotient(term, x)
                if part is None:
                    return None
                (a, b), (c, d) = total, part
                total = (a * d + c * b if isinstance(node, Add) else a * c), b * d
            return total
        case Div(above, below):
            top, bottom = _quotient(above, x), _quotient(below, x)
            return None if top is None or bottom is None else (top[0] * bottom[1], top[1] * bottom[0])
        case Pow(base, Integer(k)):
            part = _quotient(base, x)
            return None if part is None else (part[0] ** k, part[1] ** k)
    return None


def derivative(poles: Poles, n: int) -> Callable[[Any], Any]:
    """Return the function that takes a ball to a ball around `(-1)^{n-1} (n-1)! Σ r/(x - p)^n`, n ≥ 1."""
    size = (-1) ** (n - 1)
    return lambda z: sum(((z - arb(p)) ** -n * arb(r * size) for p, r in poles), arb(0)) * arb.fac_ui(n - 1)


def is_zero(poles: Poles, n: int, x: Any) -> bool:
    """Return whether that sum is seen to be 0 at a rational x: what is as far from x cancels."""
    sums: dict[Any, Any] = {}
    for p, r in poles:
        distance = abs(x - p)
        sign = -1 if n % 2 and x < p else 1
        sums[distance] = sums.get(distance, fmpq(0)) + sign * r
    return not any(sums.values())


def exact(poles: Poles, n: int, x: tuple[Any, Any]) -> tuple[Any, Any]:
    """Return the real and the imaginary part of that sum at a rational point (a, b), b times i."""
    real, imag = fmpq(0), fmpq(0)
    for p, r in poles:
        a, b = _inverse_power((x[0] - p, x[1]), n)
        real, imag = real + a * r, imag + b * r
    size = fmpq((-1) ** (n - 1) * math.factorial(n - 1))
    return real * size, imag * size


def _inverse_power(base: tuple[Any, Any], n: int) -> tuple[Any, Any]:
    """Return (a + bi)^{-n} for rational a, b."""
    a, b = base
    norm = a * a + b * b
    a, b = a / norm, -b / norm
    c, d = fmpq(1), fmpq(0)
    for bit in bin(n)[2:]:
        c, d = c * c - d * d, 2 * c * d
        if bit == "1":
            c, d = c * a - d * b, c * b + d * a
    return c, d
