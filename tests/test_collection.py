"""Whatever optional package is missing, all other tests are found; what is skipped says so."""

import importlib.util
import itertools
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import OPTIONAL, missing, not_sampled

ROOT = Path(__file__).parents[1]

WITHOUT = """
import importlib.abc, sys, pytest

class Missing(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] == sys.argv[1]:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Missing())
sys.exit(pytest.main(["--collect-only", "-q", "-rs", "-p", "no:cacheprovider", "-p", "no:xdist"]))
"""

IMPORTS = """
import importlib, pkgutil, sigmoid_sym

for module in pkgutil.walk_packages(sigmoid_sym.__path__, "sigmoid_sym.", onerror=lambda name: None):
    if not module.name.endswith("__main__"):
        try:
            importlib.import_module(module.name)
        except ImportError as error:
            print(module.name, error.name)
"""


def collected(package: str) -> str:
    """What pytest collects, and what it skips, where a package cannot be imported."""
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT, package], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=300
    )
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]
    return run.stdout


@pytest.mark.long
@pytest.mark.once
def test_collection_without_each() -> None:
    # What is not installed this very run is without.
    installed = [package for package in OPTIONAL if importlib.util.find_spec(package) is not None]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = dict(zip(installed, pool.map(collected, installed), strict=True))
    for package, found in runs.items():
        for path in ("tests/decision/test_decide.py", "sigmoid_sym/handle.py", "README.md"):
            assert re.search(rf"^{path}: [1-9]", found, re.M), package
        module = ROOT / "sigmoid_sym" / "arrays" / f"{package}.py"
        if module.exists():
            assert re.search(rf"^SKIPPED .*unable to import module .*{module.name}", found, re.M)


def test_every_module_can_be_imported_or_lacks_an_optional_package() -> None:
    """Doctests of what cannot be imported are skipped: so it must not be for a fault of our own."""
    run = subprocess.run([sys.executable, "-c", IMPORTS], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert run.returncode == 0, run.stderr[-2000:]
    failed = dict(line.split() for line in run.stdout.splitlines())
    assert {name.partition(".")[0] for name in failed.values()} <= set(OPTIONAL)
    if failed:
        missing(f"Python packages are missing: {', '.join(sorted(set(failed.values())))}")


class Case:
    """What `not_sampled` asks of a case."""

    def __init__(self, nodeid: str, one_in: int | None) -> None:
        self.nodeid, self.mark = nodeid, one_in and pytest.mark.sampled(one_in).mark

    def get_closest_marker(self, name: str) -> object:
        return self.mark if name == "sampled" else None


def test_of_many_cases_one_in_n_stays_the_same_in_each_test() -> None:
    cases = [
        Case(f"tests/{file}.py::test_it[{i}]", one_in)
        for file, one_in in (("a", 3), ("b", 3), ("c", 200), ("d", None))
        for i in range(100)
    ]
    left_out = not_sampled(cases)  # type: ignore[arg-type]
    a, b, c, d = (
        [i for i, case in enumerate(cases[k : k + 100]) if case not in left_out] for k in range(0, 400, 100)
    )
    assert (len(a), len(c), len(d)) == (34, 1, 100)
    assert a == b
    assert c[0] in a
    assert max(j - i for i, j in itertools.pairwise(a)) < 20
