"""Errors of `arrays.derivative` in units of the last place, against enclosures by Arb.

Uniform and log-uniform points of both signs, every double within 5 units of each zero, the edges of the
pieces and their neighbours, and extreme points.

Run: python benchmarks/accuracy_arrays.py [points of each kind, 3000 if left out]
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
from flint import arb

from sigmoid_sym import zeros
from sigmoid_sym.arrays import derivative
from sigmoid_sym.arrays.tables import table
from sigmoid_sym.numeric.balls import working_precision
from sigmoid_sym.numeric.logistic import logistic_ball

ORDERS = (*range(51), 100, 150, 200, 218)


def neighbours(x: Any, count: int) -> Any:
    """All doubles up to `count` steps away."""
    found, up, down = [x], x, x
    for _ in range(count):
        up, down = np.nextafter(up, np.inf), np.nextafter(down, -np.inf)
        found += [up, down]
    return np.concatenate(found)


def edges(n: int) -> Any:
    """The lower ends of the pieces."""
    rows, found = table(n), []
    for exponent in range(1000, 1032):
        bits = 52 - int(rows.shift[exponent])
        if bits >= 0:
            found.append(np.ldexp(1 + np.arange(2**bits) / 2**bits, exponent - 1023))
    return np.concatenate(found)


def points(n: int, count: int) -> Any:
    random = np.random.default_rng(n)
    sign = random.choice([-1.0, 1.0], count)
    pieces = neighbours(edges(n), 1)
    return np.concatenate(
        [
            random.uniform(-20, 20, count),
            sign * 10 ** random.uniform(-310, 2.87, count),
            sign * random.uniform(0, (n + 70) * 0.8, count),
            neighbours(np.array(zeros(n), np.float64), 5),
            random.choice(pieces, min(len(pieces), 2 * count), replace=False),
            [0.0, -0.0, 5e-324, 2.3e-308, 708.0, -708.0, 740.0, -740.0, 745.0, -745.0, 1e300],
        ]
    )


def errors(n: int, x: Any) -> Any:
    found = []
    with working_precision(260):
        for at, value in zip(x, derivative(n, x), strict=True):
            true = logistic_ball(n, arb(float(at)))
            unit = np.spacing(abs(float(true.mid())))
            found.append(float((abs(arb(float(value)) - true) / arb(float(unit))).mid()))
    return np.array(found)


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    print(f"{'n':>4}{'points':>9}{'pieces':>8}{'proved':>8}{'largest':>9}{'99th percentile':>17}   (ulp)")
    for n in ORDERS:
        found = errors(n, points(n, count))
        rows = table(n)
        print(
            f"{n:4}{len(found):9}{len(rows.centre):8}{rows.ulps:8.2f}"
            f"{found.max():9.2f}{np.percentile(found, 99):17.2f}",
            flush=True,
        )
