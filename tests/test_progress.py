"""A bar for a person who watches; nothing for a program."""

import subprocess
import sys

import pytest

from sigmoid_sym.progress import watched


def test_items_come_through_unchanged(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(watched(range(5), "counting", progress=False)) == [0, 1, 2, 3, 4]
    assert list(watched("abc", "spelling")) == ["a", "b", "c"]
    assert capsys.readouterr() == ("", "")


def test_a_bar_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(watched([1, 2], "working", progress=True)) == [1, 2]
    out, err = capsys.readouterr()
    assert out == ""
    assert "working" in err


def test_rich_is_not_imported_where_nobody_watches() -> None:
    code = (
        "import sys\nfrom sigmoid_sym.progress import watched\n"
        "print(sum(watched(range(10**5), 'summing')), 'rich' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["4999950000", "False"]
    assert run.stderr == ""
