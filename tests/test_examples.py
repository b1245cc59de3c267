"""Every example runs, and prints what its text promises."""

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"
PROMISES = {
    "latex_formulas.py": [
        r"\sigma^{(4)} = \sigma - 15\sigma^{2}",
        r"S^{(4)}(t)",
        r"\begin{align*}",
        r"Kr^{4}",
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


def test_every_example_is_known() -> None:
    assert {path.name for path in EXAMPLES.glob("*.py")} == set(PROMISES)


@pytest.mark.parametrize("name", PROMISES)
def test_example(name: str) -> None:
    result = subprocess.run(
        [sys.executable, "-W", "error", EXAMPLES / name],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8"},
        timeout=120,
    )
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    for promise in PROMISES[name]:
        assert promise in result.stdout
