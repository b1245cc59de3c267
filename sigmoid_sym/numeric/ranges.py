"""Sharp enclosures of derivatives over intervals: extreme values are at the ends or at critical points."""

from __future__ import annotations

import functools
import math
from itertools import pairwise
from typing import Any

from flint import arb, ctx

from sigmoid_sym.closed_forms import SIGMOID, Relative
from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.numeric.logistic import logistic_ball, size_bound
from sigmoid_sym.numeric.relatives import Function, Named, function, summands_of
from sigmoid_sym.numeric.roots import Root, sign
from sigmoid_sym.progress import watched

# Beyond this order the critical points are not sought one by one.
_LARGEST_ORDER = 5000


@functools.lru_cache(maxsize=16)
def positive_roots(n: int) -> tuple[Root, ...]:
    """Return the ⌊(n-1)/2⌋ positive zeros of σ^(n), n ≥ 1, in increasing order; the last 16 are kept.

    Raises:
        SigmoidSymError: the signs at the separating points do not alternate (which has never been seen).
    """
    count = (n - 1) // 2
    f, slope = function(SIGMOID, n), function(SIGMOID, n + 1)
    separators = [arb(math.pi / math.tan(k * math.pi / (n + 1))) for k in range(count + 1, 0, -1)]
    signs = [sign(f, x) for x in watched(separators, "isolating zeros", 1000)] if count else []
    if any(a == b for a, b in pairwise(signs)):
        raise SigmoidSymError(f"the zeros of order {n} could not be isolated")
    return tuple(Root(f, slope, *ends, left) for ends, left in zip(pairwise(separators), signs, strict=False))


def logistic_range(n: int, X: Any) -> Any:
    """Return a ball around the values of σ^(n) on a real ball, sharp up to rounding for n ≤ 5000.

    Notes:
        The extreme values are at the ends or at the zeros of σ^(n+1). For larger n by the mean value
        theorem, with the bound of `size_bound` for σ^(n+1).

    >>> print(logistic_range(1, arb(0, 1)))  # from 0.1966 to 0.25
    [0.2 +/- 0.0501]
    """
    lower, upper = X.lower(), X.upper()
    if n > _LARGEST_ORDER:
        nearest = arb(0) if 0 in X else min(abs(lower), abs(upper))
        return logistic_ball(n, X.mid()) + arb(0, 1) * (size_bound(n + 1, nearest) * X.rad())
    values = logistic_ball(n, lower).union(logistic_ball(n, upper))
    if n % 2 and 0 in X:
        values = values.union(logistic_ball(n, arb(0)))
    for root in positive_roots(n + 1) if n else ():
        for side in (-1, 1):
            if (side * root.lower.union(root.upper)).overlaps(X):
                critical = side * root.enclosure(ctx.prec)
                if critical.overlaps(X):
                    values = values.union(logistic_ball(n, critical))
    return values


def range_function(of: Named, n: int) -> Function:
    """Return the function that takes a real ball to a ball around the values of f^(n) on it.

    Notes:
        It is sharp for σ, tanh, softplus, log σ and the logistic family with C > 0; for a sum of terms the
        ranges are added.
    """
    if not isinstance(of, Relative) or n < of.least_order or any(s.C < 0 for s in summands_of(of, n)):
        return function(of, n)
    summands = summands_of(of, n)
    return lambda X: sum((s.ball(X, logistic_range) for s in summands), arb(0))
