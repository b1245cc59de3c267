"""Whatever optional package is missing, all other tests are found; what is skipped says so."""

import importlib.util
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import OPTIONAL, missing

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
