"""The numbers that a program for σ^(n) in double precision needs, and how far it can be off."""

from __future__ import annotations

import math

from mpmath import mp

from sigmoid_sym.errors import SigmoidSymError, shown, whole_number
from sigmoid_sym.language.code import ZeroPair
from sigmoid_sym.numeric.zeros import zeros

# Up to here nothing overflows on the way, by a wide margin.
_LARGEST_ORDER = 100
# z and e^{-z} to twice the precision of a double, and some digits more.
_DIGITS = 45
# Two units in the last place, in units of 2^-53.
_LIBRARY = 4


def zero_pairs(n: int) -> tuple[ZeroPair, ...]:
    """Return the zeros z > 0 of σ^(n) for `language.code.program`.

    Raises:
        SigmoidSymError: `n` is not a whole number from 0 to 100.

    >>> zero_pairs(3)  # log(2 + √3) and 2 - √3
    (ZeroPair(high=1.3169578969248168, low=-8.682250844852022e-17, decay=0.2679491924311227),)
    """
    n = whole_number("n", n)
    if n > _LARGEST_ORDER:
        raise SigmoidSymError(f"there are programs for n up to {_LARGEST_ORDER}, not for n = {shown(n)}")
    pairs = []
    for z in zeros(n, _DIGITS):
        if z > 0:
            high = float(z)
            with mp.workdps(_DIGITS):
                pairs.append(ZeroPair(high, float(z - high), float(mp.exp(-z))))
    return tuple(pairs)


def error_units(n: int, pairs: tuple[ZeroPair, ...]) -> int:
    """Return a bound on the relative error of the program, in units 2^-53, for |x| ≤ 700.

    Notes:
        The sum of the relative errors of all operations, each times the condition of what follows, and
        1 % for products of errors. Taken to be right to 2 ulp: exp, expm1, tanh. Condition of expm1 at
        y: |y e^y/(e^y - 1)| ≤ 1 + max(y, 0); of 1 - E·e in E·e: at most E/(1 - E).

    References:
        N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed. (2002), section 3.1.
    """
    q = _LIBRARY / 2 + 1  # e is at most half of 1 + e
    if n == 0:
        return math.ceil(1.01 * (_LIBRARY + q + 1))
    units = _LIBRARY + 2 * q + 2
    for z, _, decay in pairs:
        # d = expm1(z - a) and d + low (d + 1), in which low may take away half of d; low² left out.
        near = 2 * (1 + z + _LIBRARY) + 4 + z
        far = (_LIBRARY + 2) * decay / (1 - decay) + 1
        units += near + far + 2 * q + 4
    if n % 2 == 0:
        units += _LIBRARY + 1
    return math.ceil(1.01 * units)
