"""The relatives of σ for arrays: tanh, softplus, SiLU and the logistic family, on the tables of σ^(n)."""

from __future__ import annotations

import contextlib
import math
from fractions import Fraction
from typing import Any

import numpy as np

from sigmoid_sym.arrays.derivatives import derivative, numbers, order
from sigmoid_sym.errors import SigmoidSymError, shown

# The last order of tanh whose largest value is a float64.
_LARGEST_TANH = 186


def tanh(n: int, x: Any) -> Any:
    """Return tanh^(n), `2^{n+1} σ^(n)(2x)` for n ≥ 1, as right as σ^(n), and NumPy's tanh for n = 0.

    Raises:
        ArgumentTypeError, SigmoidSymError: as for `derivative`; n is over 186.

    >>> tanh(1, 0.0)
    np.float64(1.0)
    """
    n, values = order(n, _LARGEST_TANH), numbers(x)
    if n == 0:
        return np.tanh(values)[()]
    with np.errstate(over="ignore"):  # tanh is flat where 2x is no number any more
        return derivative(n, 2 * values) * values.dtype.type(2) ** (n + 1)


def softplus(n: int, x: Any) -> Any:
    """Return the n-th derivative of log(1 + e^x): σ^(n-1) for n ≥ 1.

    For n = 0 it is `max(x, 0) + log1p(e^{-|x|})`, a few units of the last place if exp and log1p are right to
    one.

    Raises:
        ArgumentTypeError, SigmoidSymError: as for `derivative`; n is over 219.

    >>> softplus(1, 0.0)
    np.float64(0.5)
    """
    n, values = order(n, 219), numbers(x)
    if n:
        return derivative(n - 1, values)
    with np.errstate(under="ignore"):
        return (np.maximum(values, 0) + np.log1p(np.exp(-np.abs(values))))[()]


def silu(n: int, x: Any) -> Any:
    """Return the n-th derivative of x σ(x), `x σ^(n) + n σ^(n-1)`.

    Notes:
        The two terms may cancel: the error is at most 16·2^-53 (|x σ^(n)| + n |σ^(n-1)|), not a small
        part of the value next to its zeros.

    Raises:
        ArgumentTypeError, SigmoidSymError: as for `derivative`; n is over 217, the last order whose values
            are all float64.

    >>> silu(1, 0.0)
    np.float64(0.5)
    """
    n, values = order(n, 217), numbers(x)
    with np.errstate(under="ignore", invalid="ignore"):
        slope = np.asarray(derivative(n, values))
        product = np.where(np.isinf(values) & (slope == 0), 0, values * slope)
        return (product + n * np.asarray(derivative(n - 1, values)) if n else product).astype(values.dtype)[
            ()
        ]


def family(n: int, x: Any, *, L: float = 1.0, k: float = 1.0, x0: float = 0.0, C: float = 1.0) -> Any:
    """Return the n-th derivative of L/(1 + C e^{-k(x-x0)}), C > 0, `L kⁿ σ^(n)(k(x-x0) - log C)`.

    Notes:
        As right as σ^(n), but at the argument k(x-x0) - log C rounded to a float64: next to zeros and far out
        the rounding of the argument is felt.

    Raises:
        ArgumentTypeError: as for `derivative`.
        SigmoidSymError: as for `derivative`; a parameter is not finite, C is not positive.

    >>> family(1, 3.0, L=100.0, k=2.0, x0=3.0)
    np.float64(50.0)
    """
    n, values = order(n), numbers(x)
    L, k, x0, C = (_finite(*pair) for pair in (("L", L), ("k", k), ("x0", x0), ("C", C)))
    if C <= 0:
        raise SigmoidSymError(f"C must be positive, not {shown(C)}")
    try:
        scale = float(Fraction(L) * Fraction(k) ** n)  # kⁿ alone may be out of reach where L kⁿ is not
    except OverflowError:
        raise SigmoidSymError(f"L kⁿ overflows float64 for L = {L}, k = {k}, n = {n}") from None
    with np.errstate(over="ignore", under="ignore"):
        argument = k * (values - values.dtype.type(x0)) - math.log(C)
        slope = np.asarray(derivative(n, argument.astype(values.dtype)), np.float64)
        return (scale * slope).astype(values.dtype)[()]


def _finite(name: str, value: Any) -> float:
    if isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool):
        with contextlib.suppress(OverflowError):
            if math.isfinite(number := float(value)):
                return number
    raise SigmoidSymError(f"{name} must be a finite int or float, not {shown(value)}")
