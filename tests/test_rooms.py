"""What each main job loads: the rooms that it works in, and no others."""

import json
import subprocess
import sys

import pytest

FORMULAS = {"combinatorics", "errors", "frozen", "functions", "tree", "language", "closed_forms"}
NUMBERS = {*FORMULAS, "numeric", "polynomial"}
CROSSCHECK = {*NUMBERS, "crosscheck", "progress"}

# The job; its rooms, where a file that is no package is a room by itself.
JOBS = {
    "derivative(5).latex()": {*FORMULAS, "handle", "polynomial"},
    "evaluate(5, '1/3', 30)": NUMBERS,
    "parse('σ(x) > 0')": {"combinatorics", "errors", "functions", "tree", "language.reader"},
    'prove("σ\' ≤ 1/4")': {
        *("combinatorics", "errors", "functions", "tree", "language", "language.reader"),
        *("decision", "kernel", "numeric"),
    },
    "verify(5)": CROSSCHECK,
    "report(5)": {*CROSSCHECK, "derivations", "programs", "publish"},
}
# Packages that take long to import, and the jobs that have use for them.
HEAVY = {
    "sympy": {"verify(5)", "report(5)"},
    "flint": {*JOBS} - {"derivative(5).latex()", "parse('σ(x) > 0')"},
    **{package: set() for package in ("matplotlib", "numpy", "jax", "torch")},
}


@pytest.mark.parametrize("job", JOBS)
def test_a_job_loads_its_rooms_and_no_others(job: str) -> None:
    code = (
        f"import json, sys, sigmoid_sym\nsigmoid_sym.{job}\n"
        "ours = {k: m.__package__ for k, m in sys.modules.items() if not hasattr(m, '__path__')"
        " and k.startswith('sigmoid_sym.')}\n"
        "print(json.dumps([ours, [*sys.modules]]))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=300
    )
    ours, every = json.loads(run.stdout)
    rooms = {
        (name if package == "sigmoid_sym" else package).removeprefix("sigmoid_sym.")
        for name, package in ours.items()
    }
    assert rooms <= JOBS[job]
    assert {name for name in HEAVY if name in every} <= {name for name, jobs in HEAVY.items() if job in jobs}
