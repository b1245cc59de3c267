"""evaluate: σ^(n)(x) and its relatives, correctly rounded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flint import arb, fmpq
from mpmath import mp

from sigmoid_sym.closed_forms import SIGMOID
from sigmoid_sym.errors import SigmoidSymError, require_memory, shown, whole_number
from sigmoid_sym.numeric.balls import working_precision
from sigmoid_sym.numeric.points import Point, point
from sigmoid_sym.numeric.quantities import Quantity, quantity
from sigmoid_sym.numeric.relatives import Named, relative_named
from sigmoid_sym.numeric.rounding import Binary, Decimals

Rounding = Any  # Binary or Decimals

# Extra bits at the first try: enough for nearly every argument that is not next to a zero.
_GUARD_BITS = 24
# Where no theorem says that more precision will do, it ends at so many times the bits asked for.
_MOST_RAISED = 64
_LARGEST_ORDER = 10**30
# Numbers of the working precision that are alive at once in a long evaluation.
_NUMBERS_ALIVE = 40


def evaluate(n: int, x: Any, digits: int | None = None, *, of: Named = SIGMOID) -> Any:
    """Return σ^(n)(x), or that derivative of a relative of σ, correctly rounded.

    Arguments:
        n: the order; for `sigmoid` and `softplus` it may be negative: repeated integrals from -∞, so
            that n = -1 is softplus, and n = -m is -Li_m(-e^x).
        x: an exact number: an int, Fraction, Decimal, mpf, mpc, a python-flint number or a text such as
            "1/3", "0.1", "1e-30", "-2.5+3j"; a float is the binary number that it holds. ±∞ gives the limit.
        digits: significant decimal digits, at least 1; mpmath's working precision in bits if left out.
        of: a name (`sigmoid`, `reflected`, `tanh`, `softplus`, `log-sigmoid`, `silu`, or that of any function
            of `sigmoid_sym.functions`: `logit`, `artanh`, `mish`, `cosh`, …), one of `RELATIVES`, a
            `logistic_family(…)` with numbers, or a row of one's own (`functions.Function`, as
            `closed_forms.growth.richards_family` makes).

    Returns:
        An mpmath `mpf`; an `mpc`, each of its parts correctly rounded, if x is complex. Rounding is to
        nearest, ties to even. With `digits` the result is the decimal number of so many digits, held
        with bits to spare, so that `mpmath.nstr(result, digits)` prints it.

    Notes:
        Arb's balls, with more precision until everything in the ball rounds to the same number. For
        rational x that ends, since the value is transcendental or known exactly; no theorem says so
        for repeated integrals, n ≤ -2, and there is an error if it has not ended at 64 times the precision.
        Functions that are no relatives are expanded in power series of their definitions, for real x and up
        to n = 1000, except logit, artanh and log; rational values are recognised, as Mish'(0) = 3/5.

    Raises:
        ArgumentTypeError: `n` is no whole number, `x` no number, or a ball or interval.
        SigmoidSymError: nan, a text that is no rational number, a pole, an n without a closed value,
            digits < 1, a value whose digits could not be decided.
        TooLargeError: so many digits could not fit in memory.

    References:
        F. Johansson, "Arb: efficient arbitrary-precision midpoint-radius interval arithmetic", IEEE
        Transactions on Computers 66 (2017) 1281-1292.

    >>> print(evaluate(1, 2))
    0.104993585403507
    >>> mp.nstr(evaluate(500, "1/3", digits=30), 30)
    '5.41515099245468314018034706002e+883'
    >>> evaluate(0, 1, of="tanh"), evaluate(2, 0)
    (mpf('0.76159415595576485'), mpf('0.0'))
    """
    rounding = Binary(mp.prec) if digits is None else decimals(digits)
    real, imag = rounded_parts(n, x, rounding, of)
    if imag is None:
        return mp.make_mpf(rounding.mpf(real))
    return mp.make_mpc((rounding.mpf(real), rounding.mpf(imag)))


def decimals(digits: object) -> Decimals:
    """Return the rounding to so many decimal digits.

    Raises:
        SigmoidSymError: `digits` is not a whole number of at least 1, or could not fit in memory.
    """
    count = whole_number("digits", digits, 1)
    require_memory(f"digits = {shown(count)}", _NUMBERS_ALIVE * count // 2)
    return Decimals(count)


def order_number(n: object) -> int:
    """Return n as an int, which may be negative.

    Raises:
        ArgumentTypeError: `n` is not a whole number.
        SigmoidSymError: |n| is over 10^30.
    """
    number = n if type(n) is int else whole_number("n", n, None)
    if abs(number) > _LARGEST_ORDER:
        raise SigmoidSymError(f"n must be at most 10^30 in absolute value, not {shown(n)}")
    return number


def rounded_parts(n: int, x: Any, rounding: Any, of: Named = SIGMOID) -> tuple[Any, Any]:
    """Return the real and the imaginary part of a value as `rounding` rounds them; None for no such part."""
    n, of, at = order_number(n), relative_named(of), point(x)
    if at.imag is not None and at.imag == 0:
        real, _ = rounded_quantity(quantity(of, n, Point(at.real)), rounding, real=True)
        return real, rounding.exact(arb(0))
    return rounded_quantity(quantity(of, n, at), rounding, real=at.imag is None)


def rounded_quantity(value: Quantity, rounding: Rounding, real: bool = True) -> tuple[Any, Any]:
    """Return the parts of a quantity, rounded; the second is None for a real one.

    Raises:
        SigmoidSymError: no precision within reach tells the value from a rounding boundary.
    """
    parts = [None if part is None else rounding.exact(part) for part in value.exact[: 1 if real else 2]]
    precisions = _precisions(rounding.bits, value.most_bits)
    while None in parts:
        with working_precision(next(precisions)):
            ball = value.ball()
            for i, part in enumerate(parts):
                if part is None:
                    parts[i] = rounding.ball(ball.imag if i else ball.real)
        if None in parts and value.near is not None:
            parts[0] = _rounded_beside(*value.near, rounding)
    return parts[0], None if real else parts[1]


def enclosed_parts(value: Quantity, bits: int, real: bool = True) -> list[Any]:
    """Return balls around the parts of a quantity, each accurate to so many bits.

    Raises:
        SigmoidSymError: no precision within reach tells a part from 0.
    """
    with working_precision(bits + _GUARD_BITS):
        parts = [None if part is None else arb(part) for part in value.exact[: 1 if real else 2]]
    precisions = _precisions(bits, value.most_bits)
    while None in parts:
        with working_precision(next(precisions)):
            ball = value.ball()
        for i, part in enumerate((ball.real, ball.imag)[: len(parts)]):
            if parts[i] is None and part.rel_accuracy_bits() >= bits:
                parts[i] = part
    return parts


def _precisions(bits: int, most_bits: int) -> Iterator[int]:
    """Yield more and more bits to work with, up to so many or 64 times those asked for.

    Raises:
        SigmoidSymError: all of them have been of no avail.
    """
    bits += _GUARD_BITS
    limit = max(_MOST_RAISED * bits, most_bits)
    while bits <= limit:
        yield bits
        bits += bits
    raise SigmoidSymError(f"{limit} bits do not tell the value from 0 or from a rounding boundary")


def _rounded_beside(r: Any, sign: int, gap: int, rounding: Any) -> Any:
    """Return what r·(1 + sign·δ), 0 < δ < 2^-gap, rounds to, if that is certain.

    Unless it is r, a rounding boundary is at least 2^-(height + 4 bits + 8) |r| away from the rational r, so
    anything nearer on the right side of r rounds to the same number.
    """
    height = int(r.p).bit_length() + int(r.q).bit_length()
    distance = height + 4 * rounding.bits + 64
    return rounding.exact(r * (1 + sign / fmpq(2) ** distance)) if gap >= distance else None
