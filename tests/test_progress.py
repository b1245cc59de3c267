"""A bar for a person who watches; nothing for a program."""

import io
import time

import pytest
from terminals import on_screen

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


def test_a_person_sees_it_once_it_takes_long_and_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    quick, slow = Terminal(), Terminal()
    monkeypatch.setattr("sys.stderr", quick)
    assert sum(watched(range(1000), "summing")) == 499500
    assert quick.getvalue() == ""
    monkeypatch.setattr("sys.stderr", slow)
    for _ in watched(range(3), "waiting"):
        time.sleep(0.4)
    assert "waiting: 1 of 3" in slow.getvalue()
    assert on_screen(slow.getvalue()) == [""]
    assert "\x1b" not in slow.getvalue()  # nothing that a dumb terminal would print


@pytest.mark.parametrize("gone", [None, "closed"])
def test_there_may_be_no_stderr(monkeypatch: pytest.MonkeyPatch, gone: str | None) -> None:
    stream = io.StringIO()
    stream.close()
    monkeypatch.setattr("sys.stderr", gone and stream)
    assert list(watched([1, 2], "working")) == [1, 2]
