"""Every example runs, and prints what its text promises."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import require_module

EXAMPLES = Path(__file__).parent.parent / "examples"
PROMISES = {
    "latex_formulas.py": [
        r"\sigma^{(4)} = \sigma - 15\sigma^{2}",
        r"S^{(4)}(t)",
        r"\begin{align*}",
        r"Kr^{4}",
    ],
    "physics_informed_network.py": [
        "loss 1.0e+00 -> ",
        "by nested autograd",
    ],
    "verifying_identities.py": [
        "n = 1..10: all roads agree",
        "The notes are right: False",
        "P_3 = s(1-s) P_2'",
    ],
    # Li_{-100}(-e) by Arb through python-flint; ±log(2+√3) from 1 - 6w = 0, w = σ(1-σ).
    "high_precision.py": [
        "σ^(9)(0) = 31/4",
        "σ^(100)(1) = -2.5105506799996189141940245188",
        "1.31695789692481670862504634731",
    ],
}


NEEDS = {"physics_informed_network.py": "torch"}


def test_every_example_is_known() -> None:
    assert {path.name for path in EXAMPLES.glob("*.py")} == set(PROMISES)


@pytest.mark.parametrize("name", PROMISES)
def test_example(name: str, tmp_path: Path) -> None:
    if name in NEEDS:
        require_module(NEEDS[name])
    result = subprocess.run(
        [sys.executable, "-W", "error", EXAMPLES / name],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8"},
        timeout=120,
    )
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    for promise in PROMISES[name]:
        assert promise in result.stdout


def test_the_network_finds_the_beam(tmp_path: Path) -> None:
    """The largest deflection is 1: the error is a small part of it."""
    require_module("torch")
    command = [sys.executable, EXAMPLES / "physics_informed_network.py", "300"]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=tmp_path, timeout=120)
    found = re.search(r"error of the deflection: (\S+)", result.stdout)
    assert found is not None, result.stderr
    assert float(found[1]) < 0.01


def shown_by_notebook(path: Path) -> list[object]:
    """What the code cells end in, all run in one namespace, as Jupyter would show it."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    scope: dict[str, object] = {}
    shown: list[object] = []
    for cell in cells:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            *statements, last = ast.parse("".join(cell["source"])).body
            exec(compile(ast.Module(statements, []), path.name, "exec"), scope)
            assert isinstance(last, ast.Expr)
            shown.append(eval(compile(ast.Expression(last.value), path.name, "eval"), scope))
    return shown


def test_notebook(capsys: pytest.CaptureFixture[str]) -> None:
    require_module("matplotlib")
    formula, polynomial, picture, zeros, checks, printed, report = shown_by_notebook(
        EXAMPLES / "derivatives.ipynb"
    )
    assert r"\sigma^{(4)} = \sigma - 15\sigma^{2}" in formula._repr_latex_()  # type: ignore[attr-defined]
    assert r"60s^{4}" in polynomial._repr_latex_()  # type: ignore[attr-defined]
    assert "<svg" in picture._repr_svg_()  # type: ignore[attr-defined]
    # 1 - 12w = 0, w = s(1-s): x = ±log(5 + 2√6), by PARI/GP.
    assert zeros == ["-2.29243166956117768780078731135", "0.0", "2.29243166956117768780078731135"]
    assert "all roads agree" in checks._repr_html_()  # type: ignore[attr-defined]
    assert printed is None
    assert "double sigmoid_d4(double x)" in capsys.readouterr().out
    assert "<math" in report._repr_html_()  # type: ignore[attr-defined]
