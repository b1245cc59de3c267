"""What CONTRIBUTING.md says is to be touched to add something is what has to be touched."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import sigmoid_sym

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
TOUCHED = {
    what: re.findall(r"`(.*?)`", files)
    for what, files in re.findall(r"^\| (an? [\w ]+) \| (`.*?) \|", TEXT, re.MULTILINE)
}

# Horner's scheme, as somebody might add it.
HORNER = """

def _horner(n: int, y: Logistic, c: Number) -> Expression:
    *lower, node = map(tree, logistic_row(n))
    for coefficient in reversed(lower):
        node = coefficient + y.value * node
    return _times(c, y.value, node)


FORMS = table_of((*FORMS.values(), ClosedForm("horner", "nested in σ", 0, "all x", "textbook", _horner)))
"""
USED = """
from sigmoid_sym import FORMS, derivative, verify
from sigmoid_sym.cli import main

print(derivative(3).latex("horner"))
print(derivative(2).text("horner", of="tanh"))
print(derivative(3).verify("horner").ok, verify(4).ok, any("horner" in c.road for c in verify(4).checks))
main(["forms"])
"""


def test_what_is_to_be_touched_is_there() -> None:
    assert len(TOUCHED) == 6
    for path in {path for paths in TOUCHED.values() for path in paths}:
        assert (ROOT / path).is_file(), path


@pytest.mark.once
def test_a_closed_form_is_added_in_one_file(tmp_path: Path) -> None:
    (touched,) = TOUCHED["a closed form"]
    shutil.copytree(
        ROOT / "sigmoid_sym", tmp_path / "sigmoid_sym", ignore=shutil.ignore_patterns("__pycache__")
    )
    with open(tmp_path / touched, "a", encoding="utf-8") as file:
        file.write(HORNER)
    run = subprocess.run(
        [sys.executable, "-c", USED],
        cwd=tmp_path,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr
    formula, of_tanh, verified, *listed = run.stdout.splitlines()
    assert formula == r"\sigma''' = \sigma(1 + \sigma(-7 + \sigma(12 + \sigma(-6))))"
    assert verified == "True True True"
    assert of_tanh
    assert any(line.startswith("horner") for line in listed)


def test_a_kind_of_claim_stands_in_so_many_files() -> None:
    """Those named for it and no others know of claims that a function is even or odd."""
    needed = TOUCHED["a kind of claim"]
    assert len(needed) <= 5
    _, _, told = TEXT.partition("**A kind of claim** is")
    further = re.findall(r"`(sigmoid_sym/.*?)`", told.partition("\n\n")[0])
    sources = [p for p in Path(sigmoid_sym.__file__).parent.rglob("*") if p.suffix in (".py", ".lark")]
    knowing = {
        path.relative_to(ROOT).as_posix()
        for path in sources
        if re.search(r"\bParity\b|-> parity\b", path.read_text(encoding="utf-8"))
    }
    assert knowing == {*needed, *further}


@pytest.mark.parametrize("command", re.findall(r"^\$ (.*)$", TEXT, re.MULTILINE))
def test_commands_are_those_of_ci(command: str) -> None:
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for part in command.split(" && "):
        program, *words = part.split()
        if program in ("ruff", "mypy", "npm"):
            assert f"{program} {words[0]}" in ci if words else program in ci, part
