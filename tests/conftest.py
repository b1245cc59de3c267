"""Programs that some tests need; without them these tests are skipped with the reason."""

import importlib
import os
import shutil
from typing import Any, NoReturn

import pytest

PROGRAM_AND_PACKAGE = {
    "pari": ("gp", "pari-gp"),
    "latex": ("pdflatex", "texlive-latex-base, texlive-pictures"),
}


def require_program(name: str, package: str) -> str:
    """Return the path of a program; if it is missing skip the test, or fail where everything is required."""
    path = shutil.which(name)
    if path is None:
        missing(f"the program {name} is missing (Debian package {package})")
    return path


def require_module(name: str) -> Any:
    """Return an imported module; if it is missing skip the test, or fail where everything is required."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        missing(f"the Python package {error.name} is missing")


def missing(reason: str) -> NoReturn:
    """Skip the test, or fail where everything is required."""
    if os.environ.get("SIGMOID_SYM_REQUIRE_ALL") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="also run the tests that take many minutes")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, (name, package) in PROGRAM_AND_PACKAGE.items():
        if item.get_closest_marker(marker):
            require_program(name, package)
    if item.get_closest_marker("slow") and not item.config.getoption("--slow"):
        pytest.skip("takes many minutes: --slow runs it")
