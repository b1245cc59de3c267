"""The symbolic n-th derivative against `sympy.diff`, and the wall time of `verify`.

Run: python benchmarks/bench_derivative.py
"""

from __future__ import annotations

import time
from collections.abc import Callable

import sympy
from sympy.core.cache import clear_cache

from sigmoid_sym import combinatorics, derivative, sigmoid, verify

x = sympy.Symbol("x")
DEFINITION = 1 / (1 + sympy.exp(-x))
METHODS: dict[str, Callable[[int], object]] = {
    "derivative(n).sympy(x)": lambda n: derivative(n).sympy(x),
    "sigmoid(x).diff(x, n)": lambda n: sigmoid(x).diff(x, n),
    "sympy.diff(1/(1+exp(-x)), x, n)": lambda n: sympy.diff(DEFINITION, x, n),
}


def best(method: Callable[[int], object], n: int) -> float:
    """Seconds, the best of three, nothing remembered from the run before."""
    times = []
    for _ in range(3):
        clear_cache()
        combinatorics._logistic.remembered = {}
        start = time.perf_counter()
        method(n)
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    print(f"{'symbolic derivative':34}" + "".join(f"{f'n = {n}':>12}{'ratio':>8}" for n in (5, 10, 15, 30)))
    unit = {n: best(METHODS["derivative(n).sympy(x)"], n) for n in (5, 10, 15, 30)}
    for name, method in METHODS.items():
        cells = ""
        for n, base in unit.items():
            seconds = base if name.startswith("derivative") else best(method, n)
            cells += f"{seconds * 1e3:9.2f} ms{seconds / base:7.1f}x"
        print(f"{name:34}{cells}")
    start = time.perf_counter()
    report = verify(range(1, 61))
    print(
        f"\nverify(1..60), {len(report.checks)} checks, ok = {report.ok}: {time.perf_counter() - start:.1f} s"
    )


if __name__ == "__main__":
    main()
