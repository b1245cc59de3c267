"""A number that is to be rounded: an enclosure at any precision, and what is known exactly.

Why raising the precision ends (Lindemann and Weierstrass): at a rational point a + bi, a ≠ 0 ≠ b, the
numbers e^a and e^{bi} are algebraically independent, so both parts of σ^(n), which are non-constant
rational functions of the two, are transcendental; so is the value at a real point a ≠ 0, and on the
imaginary axis the part that is not known exactly. None of them is a rounding boundary. The same holds
for tanh, SiLU and the logistic family with rational parameters; for softplus and log σ at real points,
since log(1+e^x) = q would make e^0, e^x, e^q linearly dependent over the rationals; and for logit, the
logarithm of a rational number. For the repeated integrals -Li_m(-e^x), m ≥ 2, no theorem is known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import acb, arb, fmpq

from sigmoid_sym.closed_forms import SIGMOID, Relative
from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.numeric import rows
from sigmoid_sym.numeric.balls import working_precision
from sigmoid_sym.numeric.points import Point
from sigmoid_sym.numeric.relatives import Named, Summand, function, rational, summands_of
from sigmoid_sym.polynomial import DerivativePolynomial

# An exact value of a higher order is a number of more digits than anybody rounds to.
_LARGEST_EXACT_ORDER = 4000
# A dyadic number with a larger exponent is not written out as a fraction.
_LONGEST_EXPONENT = 1 << 22

Parts = tuple[Any, Any]  # the exact real and imaginary part, None where it is not known
UNKNOWN: Parts = (None, None)
ZERO: Parts = (fmpq(0), fmpq(0))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that is to be rounded.

    Attributes:
        ball: () -> an `arb` or `acb` that contains it, at Arb's working precision.
        exact: its parts, where they are known exactly (±∞ is an `arb`).
        near: (r, sign, gap) for a value r·(1 + sign·δ), 0 < δ < 2^-gap, with a rational r ≠ 0; or None.
        most_bits: where the raising of the precision ends if less than 64 times the bits asked for.
    """

    ball: Callable[[], Any]
    exact: Parts = UNKNOWN
    near: tuple[Any, int, int] | None = None
    most_bits: int = 1 << 23


def quantity(of: Named, n: int, x: Point) -> Quantity:
    """Return the n-th derivative of a function at a point, for n < 0 its repeated integral from -∞.

    Raises:
        SigmoidSymError: a pole, or an n < 0 for which there is no closed value.
    """
    f = function(of, n)
    real = x.real
    if of is SIGMOID and n >= 0 and x.imag is None and real != 0:  # the usual case, made fast
        return Quantity((lambda: f(real)) if isinstance(real, arb) else lambda: f(arb(real)))
    exact, near = UNKNOWN, None
    if not isinstance(of, Relative):
        imag = None if x.imag is None else _as_rational(x.imag)
        exact = rows.exact(rows.row_of(of), n, x, _as_rational(x.real), imag)
        return Quantity(lambda: f(ball_of(x)), exact, most_bits=rows.MOST_BITS)
    if x.infinite:
        exact = _at_infinity(of, n, x.infinite), fmpq(0)
    else:
        exact, near = _combined(summands_of(of, n), x, of.name)
    return Quantity(lambda: f(ball_of(x)), exact, near)


def _combined(summands: list[Summand], x: Point, name: str) -> tuple[Parts, tuple[Any, int, int] | None]:
    if any(s.C == -1 and not x.imag and _as_rational(x.real) == s.origin for s in summands):
        raise SigmoidSymError(f"{name} has a pole at x = {x.real}")
    parts = [_summand_exact(summand, x) for summand in summands]
    real, imag = (None if None in column else sum(column, fmpq(0)) for column in zip(*parts, strict=True))
    return (real, imag), _near_limit(summands[0], x) if len(summands) == 1 else None


def _summand_exact(summand: Summand, x: Point) -> Parts:
    """Return what is known of a term: all of it at ξ = 0, and one part where ξ is imaginary, by symmetry."""
    real, imag = _as_rational(x.real), None if x.imag is None else _as_rational(x.imag)
    if real is None or real != summand.origin:
        return UNKNOWN
    if summand.order < 0:
        return _integral_exact(summand, imag)
    if x.imag is None and summand.centred:
        return ZERO
    if x.imag is None:
        value = _at_centre(summand.order, summand.C)
        return UNKNOWN if value is None else (value * summand.number * real**summand.power, fmpq(0))
    if summand.C not in (1, -1) or (summand.power and real) or imag is None:
        return UNKNOWN
    # y - 1/2 is an odd function of ξ, and conjugate points have conjugate values.
    odd = fmpq(1, 2) if summand.order == 0 and not summand.centred else fmpq(0)
    parts: Parts = (None, fmpq(0)) if summand.order % 2 else (odd, None)
    for _ in range(summand.power):
        parts = (_times(parts[1], -imag), _times(parts[0], imag))
    return _times(parts[0], summand.number), _times(parts[1], summand.number)


def _integral_exact(summand: Summand, imag: Any) -> Parts:
    """Return the imaginary part of log(1 + e^{iy}), as 1 + e^{iy} = 2 cos(y/2) e^{iy/2}, for |y| < π."""
    if imag is None or summand.order < -1:
        return UNKNOWN
    y = imag * summand.slope
    return (None, summand.number * y / 2) if _below_pi(abs(y)) else UNKNOWN


def _at_centre(order: int, C: Any) -> Any:
    """Return y^(order) at ξ = 0, where y = 1/(1+C); None for an order so high that nobody rounds there.

    For C = 1 it is `(2^{n+1}-1) B_{n+1}/(n+1)`: an odd number over a power of two (0 for even n), so
    beyond that order it has more than 30 000 bits and is no rounding boundary for fewer.
    """
    if C == 1 and order and order % 2 == 0:
        return fmpq(0)
    if order > _LARGEST_EXACT_ORDER:
        return None
    if C == 1 and order:
        return fmpq(2 ** (order + 1) - 1, order + 1) * fmpq.bernoulli(order + 1)
    s = Fraction(int(C.q), int(C.p + C.q))
    return rational(DerivativePolynomial.of_order(order)(s))


def _near_limit(summand: Summand, x: Point) -> tuple[Any, int, int] | None:
    """Return the limit of a multiple of y or x·y, and on which side of it the value is.

    `y = 1 - C u/(1 + C u)` with u = e^{-ξ}, and |C u/(1 + C u)| < 2^-gap for ξ ≥ gap + log2|C| + 1. For the
    integral of σ, log(1 + e^ξ) = ξ + log(1 + e^{-ξ}).
    """
    real = _as_rational(x.real)
    if summand.order == -1 and x.imag is None and real is not None:
        xi = summand.argument(real)
        return (summand.number * xi, 1, int(xi.floor())) if xi >= 2 else None
    if summand.order or summand.centred or summand.power > 1 or x.imag is not None or real is None:
        return None
    gap = int(summand.argument(real).floor()) - int(abs(summand.C).ceil()).bit_length() - 1
    if gap < 2:
        return None
    return summand.number * real**summand.power, -1 if summand.C > 0 else 1, gap


def _at_infinity(of: Relative, n: int, sign: int) -> Any:
    """Return the limit for x → ±∞ as an `fmpq` or as ±∞."""
    limit = fmpq(0)
    for summand in summands_of(of, n):
        rises = summand.slope * sign > 0
        if summand.centred:
            limit += summand.number / 2 if rises else -summand.number / 2
        elif summand.order < 0 and rises:
            return arb.pos_inf() * (1 if summand.number > 0 else -1)
        elif summand.order == 0 and rises:
            if summand.power:
                return arb.pos_inf() * (sign if summand.number > 0 else -sign)
            limit += summand.number
    return limit


def _below_pi(number: Any) -> bool:
    """Return whether a rational number is certainly less than π; one within 2^-height of it may be not."""
    with working_precision(int(number.p).bit_length() + int(number.q).bit_length() + 64):
        return bool(arb(number) < arb.pi())


def _times(part: Any, factor: Any) -> Any:
    return None if part is None else part * factor


def ball_of(x: Point) -> Any:
    """Return a ball around the point at Arb's working precision."""
    return arb(x.real) if x.imag is None else acb(arb(x.real), arb(x.imag))


def _as_rational(value: Any) -> Any:
    """Return an exact number as an `fmpq`; None for a dyadic one too long to write out."""
    if isinstance(value, fmpq):
        return value
    mantissa, exponent = value.man_exp()
    return None if abs(exponent) > _LONGEST_EXPONENT else fmpq(mantissa) * fmpq(2) ** int(exponent)
