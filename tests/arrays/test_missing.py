"""Without NumPy the package works, and the room for arrays says what to install."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("missing", "room", "advice"),
    [
        ("numpy", "arrays", "pip install 'sigmoid-sym[arrays]'"),
        ("torch", "arrays.torch", "pip install torch"),
        ("jax", "arrays.jax", "pip install jax"),
    ],
)
def test_what_is_missing_is_named(missing: str, room: str, advice: str) -> None:
    code = (
        f"import sys; sys.modules[{missing!r}] = None\n"
        "import sigmoid_sym; print(sigmoid_sym.derivative(2))\n"
        f"import sigmoid_sym.{room}"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8",
                         env={"PYTHONIOENCODING": "utf-8"})  # fmt: skip
    assert run.stdout.startswith("σ′′ = ")
    assert advice in run.stderr.splitlines()[-1]
