"""A file is there whole or not at all."""

import os
from pathlib import Path

import pytest

from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.publish import files
from sigmoid_sym.publish.files import checked_path, write_whole


def test_written_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.svg"
    write_whole(target, b"one")
    write_whole(target, b"two")
    assert target.read_bytes() == b"two"
    assert os.listdir(tmp_path) == ["a.svg"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_the_old_file_stays_if_writing_fails(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.svg"
    target.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, step, full)
    with pytest.raises(SigmoidSymError, match=r"'a\.svg' could not be written: No space left on device"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.svg"]


def test_permissions(tmp_path: Path) -> None:
    fresh, old = tmp_path / "fresh.svg", tmp_path / "old.svg"
    plain = tmp_path / "plain"
    plain.touch()
    old.touch(mode=0o600)
    write_whole(fresh, b"")
    write_whole(old, b"")
    assert fresh.stat().st_mode == plain.stat().st_mode
    assert old.stat().st_mode & 0o777 == 0o600


def test_checked_path(tmp_path: Path) -> None:
    assert checked_path(tmp_path / "A.SVG", (".svg",)) == tmp_path / "A.SVG"
    (tmp_path / "d.svg").mkdir()
    for path, message in (
        (tmp_path / "a.gif", r"must end in .svg, .png, not 'a.gif'"),
        (tmp_path / "svg", r"must end in"),
        (tmp_path / "none" / "a.svg", "there is no directory"),
        (tmp_path / "d.svg", "is a directory"),
    ):
        with pytest.raises(SigmoidSymError, match=message):
            checked_path(path, (".svg", ".png"))
    for nothing in (None, 5, b"a.svg"):
        with pytest.raises(SigmoidSymError, match="path must be the name of a file"):
            checked_path(nothing, (".svg",))  # type: ignore[arg-type]
