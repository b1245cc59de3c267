"""Time for a whole row of order n, and how many times FLINT's C routine that is.

Run: python benchmarks/bench_rows.py
Nothing is remembered from one run to the next: rows kept by this package and SymPy's cache are
cleared. Only the last line measures what a remembered row is worth.
"""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import flint
from sympy.functions.combinatorial import numbers

from sigmoid_sym import combinatorics
from sigmoid_sym.combinatorics import logistic_row, stirling2_row

ORDERS = (100, 300, 1000, 3000)
ENOUGH_SECONDS = 1.0  # of repeated runs for one number
C_LINE = "FLINT, C: arith_stirling_number_2_vec"


def forget() -> None:
    combinatorics._logistic.remembered = {}
    combinatorics._eulerian.remembered = {}
    numbers._stirling2.cache_clear()


def best_seconds(work: Callable[[], object], prepare: Callable[[], object] = forget) -> float:
    best, spent = float("inf"), 0.0
    for _ in range(30):
        prepare()
        start = time.perf_counter()
        work()
        seconds = time.perf_counter() - start
        best, spent = min(best, seconds), spent + seconds
        if spent > ENOUGH_SECONDS:
            break
    return best


def row_before(n: int) -> None:
    forget()
    logistic_row(n - 1)


def stirling2_by_recurrence(n: int) -> list[int]:
    row = [1]
    for _ in range(n):
        row = [0, *(k * a + b for k, (a, b) in enumerate(zip((*row[1:], 0), row, strict=True), 1))]
    return row


def stirling2_by_sympy(n: int) -> list[object]:
    return [numbers.stirling(n, k) for k in range(n + 1)]


def stirling2_by_python_flint(n: int) -> list[flint.fmpz]:
    return [flint.fmpz.stirling_s2(n, k) for k in range(n + 1)]


def flint_vector(folder: str) -> Callable[[int], float] | None:
    """Compile the C program; None without a compiler or FLINT's headers."""
    program, source = f"{folder}/flint_vector", Path(__file__).with_name("flint_vector.c")
    command = ["cc", "-O2", str(source), "-o", program, "-lflint", "-lgmp"]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return lambda n: float(subprocess.check_output([program, str(n), "30" if n < 1000 else "5"]))


# What is measured, up to which n (beyond it takes too long), and the state to start from.
LINES = [
    ("sigmoid-sym stirling2_row", stirling2_row, 3000, forget),
    ("sigmoid-sym logistic_row", logistic_row, 3000, forget),
    ("python-flint fmpz.stirling_s2, each entry", stirling2_by_python_flint, 1000, forget),
    ("plain Python recurrence", stirling2_by_recurrence, 3000, forget),
    ("SymPy stirling, each entry", stirling2_by_sympy, 300, forget),
    ("sigmoid-sym logistic_row, row n-1 remembered", logistic_row, 3000, row_before),
]


def cell(seconds: float, unit: float | None) -> str:
    ratio = f"{seconds / unit:9.2f}x" if unit else " " * 10
    return f"{seconds * 1e3:10.3f} ms{ratio}"


def main() -> None:
    assert stirling2_row(30) == tuple(stirling2_by_recurrence(30)) == tuple(stirling2_by_sympy(30))
    assert [int(a) for a in stirling2_by_python_flint(30)] == stirling2_by_recurrence(30)
    print(f"{'one row, best of several runs':46}" + "".join(f"{f'n = {n}':>23}" for n in ORDERS))
    with tempfile.TemporaryDirectory() as folder:
        measure = flint_vector(folder)
        units = {n: measure(n) if measure else None for n in ORDERS}
    cells = [cell(unit, unit) if unit else "not available".rjust(23) for unit in units.values()]
    print(f"{C_LINE:46}" + "".join(cells))
    for name, function, largest, prepare in LINES:
        cells = [
            cell(
                best_seconds(partial(function, n), partial(prepare, n) if prepare is row_before else prepare),
                unit,
            )
            if n <= largest
            else "-".rjust(23)
            for n, unit in units.items()
        ]
        print(f"{name:46}" + "".join(cells))


if __name__ == "__main__":
    main()
