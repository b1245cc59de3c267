"""The catalogue: what it says is proved, and what it says is false is refuted."""

import json
from pathlib import Path

import pytest

from sigmoid_sym import Proved, Refuted, prove
from sigmoid_sym.decision.catalogue import FALSE, IDENTITIES, Entry, markdown
from sigmoid_sym.kernel import check
from tests.cli.test_commands import inside

TABLE = Path(__file__).parents[2] / "docs" / "identities.md"


@pytest.mark.parametrize("entry", IDENTITIES, ids=lambda e: e.identifier)
def test_identities_are_proved_and_checked(entry: Entry) -> None:
    verdict = prove(entry.text)
    assert isinstance(verdict, Proved), str(verdict)
    assert check(json.loads(verdict.certificate)) == verdict.claim


@pytest.mark.parametrize("entry", FALSE, ids=lambda e: e.identifier)
def test_what_is_often_printed_and_false_is_refuted(entry: Entry) -> None:
    verdict = prove(entry.text)
    assert isinstance(verdict, Refuted), str(verdict)


def test_identifiers_are_unique() -> None:
    names = [entry.identifier for entry in IDENTITIES + FALSE]
    assert len(set(names)) == len(names)
    assert all(entry.source for entry in IDENTITIES + FALSE)


def test_the_table_of_the_documentation_is_up_to_date() -> None:
    page = TABLE.read_text(encoding="utf-8")
    assert markdown(IDENTITIES) in page
    assert markdown(FALSE) in page


def test_the_command_lists_it(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = inside(capsys, "catalogue")
    assert status == 0
    assert all(line.startswith("proved") for line in out.splitlines())
    assert len(out.splitlines()) == len(IDENTITIES)
    status, out, _ = inside(capsys, "catalogue", "--false", "--json")
    assert status == 0
    assert {row["verdict"] for row in json.loads(out)} == {"refuted"}
    status, out, _ = inside(capsys, "catalogue", "--markdown")
    assert (status, out) == (0, markdown(IDENTITIES))
