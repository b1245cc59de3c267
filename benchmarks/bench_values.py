"""σ^(n)(1/3), correctly rounded, against what else computes it, and `mp.exp` as the floor.

Every method gets the mpf nearest to 1/3 and returns an mpf. A peer's time is printed as a multiple of
`evaluate`'s, with the digits that are right where not all are; `-` means more than the limit.

Run: python benchmarks/bench_values.py [seconds a cell, 20 if left out]
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections.abc import Callable
from typing import Any

import mpmath
from flint import acb, arb, arb_series, ctx
from mpmath import mp

from sigmoid_sym import evaluate, jet

ORDERS = (1, 5, 20, 100, 1000, 10**4, 10**6)
DIGITS = (16, 50, 1000, 10**4)


def arb_polylog(n: int, x: Any) -> Any:
    """-Li_{-n}(-e^x) at 64 bits more."""
    ctx.prec = mp.prec + 64
    return mp.mpf((-(acb(-arb(x).exp()).polylog(-n))).real.mid())


def arb_power_series(n: int, x: Any) -> Any:
    """n! times the coefficient of h^n in 1/(1 + e^{-x-h})."""
    ctx.prec, ctx.cap = mp.prec + 64, n + 1
    return mp.mpf(((1 / (1 + arb_series([-arb(x), -1]).exp()))[n] * arb.fac_ui(n)).mid())


METHODS: dict[str, Callable[[int, Any], Any]] = {
    "evaluate": evaluate,
    "mp.exp (floor)": lambda n, x: mp.exp(x),
    "Arb polylog": arb_polylog,
    "Arb power series": arb_power_series,
    "mpmath.polylog": lambda n, x: -mpmath.polylog(-n, -mp.exp(x)).real,
    "mpmath.diff": lambda n, x: mpmath.diff(lambda t: 1 / (1 + mp.exp(-t)), x, n),
}


def best(call: Callable[[], Any]) -> float:
    """Seconds, the best of several runs within about a third of a second."""
    times: list[float] = []
    while sum(times) < 0.3 and len(times) < 2000:
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


def limited(call: Callable[[], Any], seconds: float) -> Any:
    """The result of a call in a process of its own; None if it takes longer or fails."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=lambda: sender.send(call()))
    process.start()
    sender.close()
    try:
        return receiver.recv() if receiver.poll(seconds) else None
    except EOFError:
        return None
    finally:
        process.kill()
        process.join()


def cell(name: str, n: int, digits: int) -> tuple[float, int]:
    """Seconds, and how many digits are right."""
    with mp.workdps(digits):
        x = mp.mpf(1) / 3
        value = METHODS[name](n, x)
        seconds = best(lambda: METHODS[name](n, x))
        with mp.workdps(digits + 20):
            true = evaluate(n, x)
            error = abs(value / true - 1)
            right = digits if error == 0 else min(digits, max(0, int(-mp.log10(error))))
    return seconds, digits if right >= digits - 1 else right


def values(limit: float) -> None:
    """Print the table of single values."""
    best(lambda: evaluate(5, 1))  # a processor that has slept is slow at first
    print(f"{'n':>8}{'digits':>8}{'evaluate':>12}" + "".join(f"{name:>22}" for name in list(METHODS)[1:]))
    for n in ORDERS:
        for digits in DIGITS:
            seconds, _ = cell("evaluate", n, digits)
            line = f"{n:8}{digits:8}{seconds * 1e6:9.1f} µs"
            for name in list(METHODS)[1:]:
                found = limited(lambda name=name, n=n, digits=digits: cell(name, n, digits), limit)
                if found is None:
                    text = "-"
                else:
                    text = f"{found[0] / seconds:.2f}x"
                    if found[1] < digits and "floor" not in name:
                        text += f" WRONG({found[1]})"
                line += f"{text:>22}"
            print(line, flush=True)


def jets() -> None:
    """Print jets against single values."""
    print(f"\n{'n':>8}{'digits':>8}{'jet':>12}{'n+1 evaluate':>16}")
    for n in (5, 20, 100, 1000):
        for digits in (16, 50, 1000):
            with mp.workdps(digits):
                x = mp.mpf(1) / 3
                seconds = best(lambda n=n, x=x: jet(n, x))
                single = best(lambda n=n, x=x: [evaluate(k, x) for k in range(n + 1)])
            print(f"{n:8}{digits:8}{seconds * 1e6:9.0f} µs{single / seconds:15.1f}x", flush=True)


if __name__ == "__main__":
    values(float(sys.argv[1]) if len(sys.argv) > 1 else 20.0)
    jets()
