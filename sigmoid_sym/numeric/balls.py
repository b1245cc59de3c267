"""Arb balls: the working precision in one place, and its raising until a value is known well enough."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import acb, arb, ctx, fmpz

from sigmoid_sym.errors import SigmoidSymError

Mpf = tuple[int, int, int, int]  # mpmath's raw numbers: sign, mantissa, exponent, bits
Dyadic = tuple[int, int]  # (m, e): m·2^e

# The doubling of the precision ends here: a part that is still not known is not known to be nonzero.
_MOST_BITS = 1 << 18

# From here on Arb's reduction of the argument of exp gives up at some precision.
_LARGE_ARGUMENT = 1 << 60
_LARGEST_ARGUMENT_BITS = 1 << 16


class working_precision:
    """Set Arb's precision in bits, and restore it; a class, which takes a third of a generator's time."""

    __slots__ = ("before", "bits")

    def __init__(self, bits: int) -> None:
        self.bits = bits

    def __enter__(self) -> None:
        self.before = ctx.prec
        ctx.prec = self.bits

    def __exit__(self, *_: object) -> None:
        ctx.prec = self.before


def ball_around(value: Mpf | None, accuracy: int) -> Any:
    """Return a ball around an mpmath number with a relative error of at most 2^-accuracy; None is 0."""
    if value is None:
        return arb(0)
    sign, man, exponent, _ = value
    size = arb(fmpz(-int(man) if sign else int(man))) * arb(2) ** fmpz(int(exponent))
    return size * (1 + arb(0, arb(2) ** -accuracy))


def parts_of_value(
    function: Callable[[Any], Any], argument: Callable[[int], tuple[Any, Any] | None], prec: int
) -> tuple[Dyadic, Dyadic | None] | None:
    """Return the real and the imaginary part of a function, each to a relative error of 2^-prec.

    Arguments:
        function: `acb` -> `acb`.
        argument: bits -> balls around the parts of the argument, or None if it is no number;
            called at a working precision above these bits.
        prec: bits.

    Returns:
        Two numbers m·2^e, the second None for a real value. A part whose ball contains 0
        and is smaller than 2^-(2 prec) of the other counts as 0. None if the precision that would
        be needed is out of reach, as on the cut of a logarithm.
    """
    bits = prec + 32
    while bits <= _MOST_BITS:
        with working_precision(bits + 32):
            balls = argument(bits)
            if balls is None:
                return None
            value = function(acb(*balls))
            parts = [value.real, value.imag]
            tiny = value.abs_lower() * arb(2) ** -(2 * prec)
            zero = [0 in part and bool(part.rad() <= tiny) for part in parts]
            if all(z or part.rel_accuracy_bits() > prec + 2 for z, part in zip(zero, parts, strict=True)):
                real, imag = (None if z else _midpoint(part) for z, part in zip(zero, parts, strict=True))
                return real or (0, 0), imag
        bits *= 2
    return None


def _midpoint(part: Any) -> Dyadic:
    man, exponent = part.mid().man_exp()
    return int(man), int(exponent)


def exponential(z: Any) -> Any:
    """Return e^z, also where |z| is too large for Arb's own reduction of the argument.

    Raises:
        SigmoidSymError: the exponent of the value would have more than 2^16 bits.
    """
    if not abs(z.real) > _LARGE_ARGUMENT:
        return z.exp()
    mantissa, exponent = z.real.mid().man_exp()
    length = int(mantissa).bit_length() + int(exponent)
    if length > _LARGEST_ARGUMENT_BITS:
        raise SigmoidSymError(f"the exponential of a number of about 2^{length} is out of reach")
    with working_precision(ctx.prec + length):
        powers = (z.real.mid() / arb.const_log2()).mid().floor()
        rest = z - powers * arb.const_log2()
    return rest.exp() * arb(2) ** powers
