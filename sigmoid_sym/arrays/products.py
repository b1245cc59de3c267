"""σ^(n) of arrays as a product over its zeros: quicker, and less accurate next to them."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from sigmoid_sym.arrays.tables import Floats
from sigmoid_sym.numeric.balls import working_precision
from sigmoid_sym.numeric.logistic import logistic_ball
from sigmoid_sym.numeric.ranges import positive_roots

_BITS = 120


def by_zeros(n: int, x: Floats) -> Any:
    """Return `σ^(n) = w (1-2σ)^ε ∏_j (1 - w/w_j)`, w = σ(1-σ), ε = 1 for even n ≥ 2, else 0.

    Notes:
        The w_j are the values of w at the positive zeros. Each factor is right to a few units of the last
        place of 1 or of w/w_j, so only next to zeros is relative accuracy lost, and only there.
    """
    u = np.exp(-np.abs(x))
    below = u + 1
    if n == 0:
        value = u / below
        return np.subtract(1, value, out=value, where=x > 0)
    w = u / (below * below)
    value = w.copy()
    for inverse in _inverses(n):
        value *= 1 - inverse * w
    return value if n % 2 else value * -np.tanh(x / 2)


@functools.lru_cache(maxsize=256)
def _inverses(n: int) -> tuple[float, ...]:
    """Return the 1/w_j; 256 are kept."""
    with working_precision(_BITS):
        zeros = [root.enclosure(_BITS - 20) for root in positive_roots(n)]
        return tuple(float((1 / logistic_ball(1, zero)).mid()) for zero in zeros)
