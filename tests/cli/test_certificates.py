"""`check` accepts what `prove --json` printed, alone or among verdicts, and rejects what was changed."""

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import inside

EXAMPLE = Path(__file__).parents[2] / "examples" / "certificate.json"


def test_a_verdict_and_a_bare_certificate(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bare = tmp_path / "bare.json"
    bare.write_text(json.dumps(json.loads(EXAMPLE.read_text(encoding="utf-8"))["certificate"]))
    status, out, err = inside(capsys, "check", str(EXAMPLE), str(bare))
    assert (status, out, err) == (0, "proved: x·σ(x) > −0.28\n" * 2, "")


def test_verdicts_in_one_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, out, _ = inside(capsys, "prove", "--json", "σ' > 0", "σ' > 1", "σ is increasing")
    file = tmp_path / "verdicts.json"
    file.write_text(out, encoding="utf-8")
    status, out, _ = inside(capsys, "check", str(file))
    assert (status, out) == (0, "proved: σ′(x) > 0\nrefuted: σ′(x) > 1\nproved: σ(x) is increasing\n")


def test_a_changed_certificate_is_rejected(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "changed.json"
    changed = EXAMPLE.read_text(encoding="utf-8").replace('"Decimal",\n      28', '"Decimal",\n      27')
    assert changed != EXAMPLE.read_text(encoding="utf-8")
    file.write_text(changed, encoding="utf-8")
    status, out, err = inside(capsys, "check", str(file))
    assert (status, err) == (1, "")
    assert out.startswith("rejected: ")


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = inside(capsys, "check", "--json", str(EXAMPLE))
    assert status == 0
    assert json.loads(out) == [{"file": str(EXAMPLE), "proves": "x·σ(x) > −0.28"}]
