"""Start-up time of the package and its command, against that of `import sympy`.

Run: python benchmarks/bench_startup.py
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

RUNS = 15
UNIT = 'python -c "import sympy"'
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    UNIT: [sys.executable, "-c", "import sympy"],
    'python -c "import sigmoid_sym"': [sys.executable, "-c", "import sigmoid_sym"],
    "sigmoid-sym derive 5": [str(Path(sys.executable).with_name("sigmoid-sym")), "derive", "5"],
}


def seconds(command: list[str]) -> float | None:
    """Wall time of one run; None if the command cannot be run or fails."""
    start = time.perf_counter()
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return time.perf_counter() - start


def main() -> None:
    runnable = {name: command for name, command in COMMANDS.items() if seconds(command) is not None}
    times: dict[str, list[float]] = {name: [] for name in runnable}
    for _ in range(RUNS):  # interleaved, so that a busy moment slows all of them
        for name, command in runnable.items():
            if (taken := seconds(command)) is not None:
                times[name].append(taken)
    unit = statistics.median(times[UNIT])
    print(f"{'median of ' + str(RUNS) + ' runs':34}{'time':>10}{'/ import sympy':>17}")
    for name in COMMANDS:
        if not times.get(name):
            print(f"{name:34}{'not available':>27}")
            continue
        middle = statistics.median(times[name])
        print(f"{name:34}{middle * 1e3:7.0f} ms{middle / unit:16.2f}x")


if __name__ == "__main__":
    main()
