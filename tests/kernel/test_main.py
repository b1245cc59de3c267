"""`python -m sigmoid_sym.kernel FILE …`, which starts without the prover."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sigmoid_sym import prove
from sigmoid_sym.kernel.__main__ import main

EXAMPLE = Path(__file__).parents[2] / "examples" / "certificate.json"
EVEN = prove("σ is even", hints=False).to_json()


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (EXAMPLE.read_text(encoding="utf-8"), 0, "proved: x·σ(x) > −0.28"),
        (EVEN, 0, "refuted: σ(x) is even"),
        (EVEN.replace('"q": 1', '"q": 0'), 1, "rejected: not shown: a whole number from 1 to 1000"),
        ('{"claim": 1}', 1, "rejected: a certificate has the keys claim, steps and choices"),
        ("[]", 2, "there is no certificate in it"),
        ('{"verdict": "refuted"}', 2, "there is no certificate in it"),
        ("{", 2, "Expecting"),
        ("[" * 100_000, 2, "recursion"),
    ],
    ids=range(8),
)
def test_files(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str, status: int, said: str
) -> None:
    file = tmp_path / "file.json"
    file.write_text(content, encoding="utf-8")
    assert main([str(file)]) == status
    out, err = capsys.readouterr()
    assert said in (err if status else out)
    assert out == ("" if status else f"{file}: {said}\n")


def test_bad_usage(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main([]) == main([str(tmp_path)]) == main([str(tmp_path / "none")]) == 2
    assert capsys.readouterr().out == ""


def test_nothing_of_the_prover_is_loaded() -> None:
    code = "import sys; from sigmoid_sym.kernel.__main__ import main; main(sys.argv[1:]); print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code, str(EXAMPLE)], capture_output=True, encoding="utf-8", check=True
    )
    loaded = set(run.stdout.splitlines()[-1].split())
    assert not {
        name for name in loaded if name.startswith(("sigmoid_sym.decision", "sympy", "flint", "lark"))
    }
    assert json.loads(EXAMPLE.read_text(encoding="utf-8"))["verdict"] == "proved"
