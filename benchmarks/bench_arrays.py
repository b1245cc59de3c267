"""Nanoseconds per element of σ^(n) in float64, and the errors beside them.

`expit` is the floor: one evaluation of σ itself. A peer that is not installed is left out.

Run: python benchmarks/bench_arrays.py [seconds a cell, 10 if left out]
"""

from __future__ import annotations

import importlib.util
import multiprocessing
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from flint import arb

from sigmoid_sym.arrays import derivative
from sigmoid_sym.combinatorics import logistic_row
from sigmoid_sym.numeric.balls import working_precision
from sigmoid_sym.numeric.logistic import logistic_ball

ORDERS = (1, 2, 4, 8, 30)
SIZE = 1_000_000
SAMPLE = 2000

Function = Callable[[Any], Any]


def ours(n: int) -> Function:
    return lambda x: derivative(n, x)


def ours_fast(n: int) -> Function:
    return lambda x: derivative(n, x, accuracy="fast")


def floor(n: int) -> Function:
    from scipy.special import expit

    return expit  # type: ignore[no-any-return]


def horner(n: int) -> Function:
    """The polynomial in powers of σ, as everybody's blog has it."""
    coefficients = [float(c) for c in logistic_row(n)[::-1]]

    def value(x: Any) -> Any:
        s = 1 / (1 + np.exp(-x))
        total = np.zeros_like(s)
        for c in coefficients:
            total = (total + c) * s
        return total

    return value


def nested_torch(n: int) -> Function:
    import torch

    def value(x: Any) -> Any:
        at = torch.from_numpy(x).requires_grad_()
        y = torch.sigmoid(at)
        for _ in range(n):
            (y,) = torch.autograd.grad(y.sum(), at, create_graph=True)
        return y.detach().numpy()

    return value


def _jax(build: Callable[[Any], Any]) -> Function:
    import jax

    jax.config.update("jax_enable_x64", True)
    compiled = jax.jit(build)
    return lambda x: np.asarray(compiled(x))


def nested_jax(n: int) -> Function:
    import jax

    f = jax.nn.sigmoid
    for _ in range(n):
        f = jax.grad(f)
    return _jax(jax.vmap(f))


def taylor_jax(n: int) -> Function:
    import jax
    from jax.experimental.jet import jet

    def nth(x: Any) -> Any:
        return jet(jax.nn.sigmoid, (x,), ((1.0, *[0.0] * (n - 1)),))[1][n - 1]

    return _jax(jax.vmap(nth))


def omnibias(n: int) -> Function:
    from omnibias.jax._fastpath import sigmoid_nth_derivative

    return _jax(lambda x: sigmoid_nth_derivative(x, n))


METHODS: dict[str, tuple[Callable[[int], Function], str]] = {
    "arrays.derivative": (ours, "numpy"),
    "the same, fast": (ours_fast, "numpy"),
    "expit (floor)": (floor, "scipy"),
    "Horner in σ": (horner, "numpy"),
    "omnibias-jax": (omnibias, "omnibias"),
    "nested torch": (nested_torch, "torch"),
    "nested jax": (nested_jax, "jax"),
    "jax jet": (taylor_jax, "jax"),
}


def errors(n: int, x: Any, values: Any) -> tuple[float, float]:
    """The median and the largest error in units of the last place."""
    found = []
    with working_precision(260):
        for at, value in zip(x, values, strict=True):
            true = logistic_ball(n, arb(float(at)))
            unit = np.spacing(abs(float(true.mid())))
            error = abs(arb(float(value)) - true) / arb(float(unit)) if np.isfinite(value) else arb.pos_inf()
            found.append(float(error.mid()))
    return float(np.median(found)), float(np.max(found))


def cell(name: str, n: int) -> tuple[float, float, float]:
    """Nanoseconds per element, the median and the largest error."""
    random = np.random.default_rng(1)
    x = random.uniform(-20, 20, SIZE)
    function = METHODS[name][0](n)
    sample = x[:SAMPLE]
    typical, worst = errors(0 if "floor" in name else n, sample, function(sample))
    function(x)
    times = []
    while sum(times) < 1 and len(times) < 20:
        start = time.perf_counter()
        function(x)
        times.append(time.perf_counter() - start)
    return min(times) / SIZE * 1e9, typical, worst


def limited(name: str, n: int, seconds: float) -> Any:
    """The cell, computed in a process of its own; None if it takes longer or fails."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        try:
            return pool.apply_async(cell, (name, n)).get(seconds)
        except Exception:
            return None


def main(seconds: float) -> None:
    installed = [name for name, (_, module) in METHODS.items() if importlib.util.find_spec(module)]
    print(f"{'n':>3}  {'':20}{'ns/element':>12}{'median ulp':>14}{'largest ulp':>14}")
    for n in ORDERS:
        for name in installed:
            found = limited(name, n, seconds + 5)
            columns = "-" if found is None else f"{found[0]:12.1f}{found[1]:14.3g}{found[2]:14.3g}"
            print(f"{n:3}  {name:20}{columns:>12}", flush=True)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 10.0)
