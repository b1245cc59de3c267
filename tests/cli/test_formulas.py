"""The verdicts that `derive` prints beside a formula are verdicts on that formula."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from sigmoid_sym import cli
from sigmoid_sym.closed_forms import forms, relatives


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run the command in this process: (exit status, stdout, stderr)."""
    with pytest.raises(SystemExit) as stop:
        cli.main(arguments)
    return stop.value.code, *capsys.readouterr()  # type: ignore[return-value]


def test_checks_of_a_relative_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(run(capsys, "derive", "3", "--family", "tanh", "--form", "tanh", "--json")[1])
    assert data["checks"] == {"this formula, at points": "agrees", "this formula, exactly": "agrees"}


@pytest.mark.parametrize("order", ["3", "n"])
@pytest.mark.parametrize("family", ["silu", "tanh", "logistic", "L=3,k=2,C=-1", "sigmoid"])
def test_the_formula_that_is_printed_is_checked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, family: str, order: str
) -> None:
    arguments = ("derive", order, "--family", family, "--form", "stirling-sum")
    status, out, _ = run(capsys, *arguments)
    assert (status, "DIFFERS" in out) == (0, False)
    right = forms.FORMS["stirling-sum"]
    wrong = replace(right, build=lambda n, y, c: 2 * right.build(n, y, c))  # type: ignore[arg-type]
    monkeypatch.setattr(relatives, "FORMS", {**forms.FORMS, "stirling-sum": wrong})
    status, out, _ = run(capsys, *arguments)
    assert status == 1
    assert "this formula, at points  DIFFERS" in out
    status, out, _ = run(capsys, *arguments, "--json")
    assert (status, json.loads(out)["ok"]) == (1, False)
    assert json.loads(out)["checks"]["this formula, at points"] == "differs"


def test_a_general_formula_says_for_which_orders_it_holds(capsys: pytest.CaptureFixture[str]) -> None:
    """The series of σ itself begins with 1, which the series for every n does not have."""
    out = run(capsys, "derive", "n", "--form", "exponential-series")[1]
    assert "n = 1..3, 5, 8 (it holds for n ≥ 1):" in out
    out = run(capsys, "derive", "m", "--form", "exponential-series", "--family", "softplus")[1]
    assert "m = 2..3, 5, 8 (it holds for m ≥ 2):" in out
    out = run(capsys, "derive", "n", "--form", "poles", "--family", "silu", "--json")[1]
    assert json.loads(out)["least_order"] == 2


def test_what_is_not_checked_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "derive", "101")[1].endswith("not checked: `sigmoid-sym verify 101` does it\n")
    out = run(capsys, "derive", "101", "--family", "tanh")[1]
    assert out.endswith("not checked: the order is above 100\n")
