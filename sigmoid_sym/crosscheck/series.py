"""Closed forms, infinite sums among them, compared by enclosures with P_n or a function's derivative."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from flint import acb, arb, fmpq

from sigmoid_sym.closed_forms import closed_form
from sigmoid_sym.crosscheck.enclosure import ball
from sigmoid_sym.crosscheck.sample import Sample
from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.numeric.balls import working_precision
from sigmoid_sym.numeric.expansion import derivative_ball
from sigmoid_sym.polynomial import DerivativePolynomial
from sigmoid_sym.tree.expression import Expression, Symbol, call, combination, tree

_DOUBLINGS = 6


def encloses(name: str, n: int, x: Fraction, P: DerivativePolynomial) -> bool:
    """Return whether the form of that name at x may equal P(σ(x)): whether their enclosures meet.

    The precision is such that an error of 1 in any coefficient of P_n keeps them apart.

    Raises:
        SigmoidSymError: the enclosures stay too wide for that.
    """
    decay = math.exp(-x)
    # n! has n log₂ n bits, and an error of 1 in a coefficient moves the value by at least σ(x)^(n+1).
    visible_bits = int((n + 1) * math.log2(1 + decay)) + 2
    bits = 64 + 3 * n + int(n * math.log2(n + 2)) + visible_bits
    at = {"x": arb(fmpq(x.numerator, x.denominator))}
    s = 1 / (1 + call("exp", -Symbol("x")))
    mine = ball(combination((c, s ** tree(k)) for k, c in enumerate(P.coefficients)), at, bits)
    cutoff, tail = _TAILS[name](n, x, bits) if name in _TAILS else (0, None)
    theirs = ball(closed_form(name, n), at, bits, cutoff, tail)
    if not (mine.real.rad() + theirs.real.rad() < arb(2) ** -visible_bits):
        raise SigmoidSymError(f"the enclosures of the form {name} at n = {n}, x = {x} are too wide to decide")
    return bool(mine.overlaps(theirs))


def meet(
    node: Expression, definition: Expression, n: int, sample: Sample, form: str, orders: list[int]
) -> bool:
    """Return whether a closed form and the n-th derivative of its definition may have the same value.

    Arguments:
        node, definition: as trees in x and letters.
        n: the order.
        sample: where.
        form: the name of the form.
        orders: those of the sums in it, where they are infinite.

    Raises:
        SigmoidSymError: their enclosures stay too wide to tell.

    Notes:
        An error of 1 in a coefficient moves the value by about y^n `scale`, y from 1/8 to 7/8, at least.
        An infinite sum is cut off where the rest is less than that; all else is made much narrower.
    """
    infinite = form in _TAILS
    visible_bits = 3 * (n + 1) if infinite else 64 + 8 * n
    bits = 64 + visible_bits + 8 * n + int(n * math.log2(n + 2))
    found = [_TAILS[form](m, abs(sample.z) - Fraction(1, 500), bits) for m in orders] if infinite else []
    cutoff = max([cutoff for cutoff, _ in found], default=0)
    for _ in range(_DOUBLINGS):
        with working_precision(bits):
            values = {name: arb(fmpq(v.numerator, v.denominator)) for name, v in sample.values.items()}
            scale = arb(fmpq(sample.scale.numerator, sample.scale.denominator))
        tail = (lambda J: sum((tail(J) for _, tail in found), arb(0))) if infinite else None
        mine = ball(node, values, bits, cutoff, tail)
        theirs = derivative_ball(definition, Symbol("x"), values, n, bits)
        if mine.real.rad() + mine.imag.rad() + theirs.rad() < scale * arb(2) ** -visible_bits:
            return bool(mine.overlaps(acb(theirs)))
        bits *= 2
    raise SigmoidSymError(f"the enclosures of the form {form} at {sample} are too wide to decide")


def _pole_tail(n: int, x: Fraction, bits: int) -> tuple[int, Any]:
    """Beyond |j| ≤ J, by the integral test: the rest is at most 2 ((2J+1)π)^{-(n+1)} (1 + (2J+1)/(2n))."""
    cutoff = 2000 // n + n + 16  # many for the slow convergence at small n; beyond n, n! grows with n

    def tail(J: int) -> Any:
        m = 2 * J + 1
        return 2 / (m * arb.pi()) ** (n + 1) * (1 + arb(m) / (2 * n))

    return cutoff, tail


def _exponential_tail(n: int, x: Fraction, bits: int) -> tuple[int, Any]:
    """Beyond k ≤ K the ratio of terms is at most r = ((K+2)/(K+1))^n e^{-x}: first term/(1-r)."""
    cutoff = 8
    while n * math.log2(cutoff + 1) - cutoff * float(x) * math.log2(math.e) > -bits:
        cutoff *= 2

    def tail(K: int) -> Any:
        first = K + 1
        decay = (-arb(fmpq(x.numerator, x.denominator))).exp()
        ratio = (arb(first + 1) / first) ** n * decay
        if not ratio < 1:
            raise SigmoidSymError(f"the series at x = {x} needs more than {K} terms for n = {n}")
        return arb(first) ** n * decay**first / (1 - ratio)

    return cutoff, tail


_TAILS = {"poles": _pole_tail, "exponential-series": _exponential_tail}
