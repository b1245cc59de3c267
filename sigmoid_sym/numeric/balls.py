"""Arb balls: the working precision in one place, and its raising until a value is known well enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flint import acb, arb, ctx, fmpz

Mpf = tuple[int, int, int, int]  # mpmath's raw numbers: sign, mantissa, exponent, bits
Dyadic = tuple[int, int]  # (m, e): m·2^e

# The doubling of the precision ends here: a part that is still not known is not known to be nonzero.
_MOST_BITS = 1 << 18

FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "sigmoid": lambda z: 1 / (1 + (-z).exp()),
    "logit": lambda z: (z / (1 - z)).log(),
    "softplus": lambda z: z.exp().log1p(),
}


@contextmanager
def working_precision(bits: int) -> Iterator[None]:
    """Set Arb's precision in bits, and restore it afterwards."""
    before = ctx.prec
    ctx.prec = bits
    try:
        yield
    finally:
        ctx.prec = before


def ball_around(value: Mpf | None, accuracy: int) -> Any:
    """Return a ball around an mpmath number with a relative error of at most 2^-accuracy; None is 0."""
    if value is None:
        return arb(0)
    sign, man, exponent, _ = value
    size = arb(fmpz(-int(man) if sign else int(man))) * arb(2) ** fmpz(int(exponent))
    return size * (1 + arb(0, arb(2) ** -accuracy))


def parts_of_value(
    name: str, argument: Callable[[int], tuple[Any, Any] | None], prec: int
) -> tuple[Dyadic, Dyadic | None] | None:
    """Return the real and the imaginary part of a function, each to a relative error of 2^-prec.

    Arguments:
        name: one of `FUNCTIONS`.
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
            value = FUNCTIONS[name](acb(*balls))
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
