"""A file is there whole or not at all; links, pipes and devices stay what they are."""

import os
import subprocess
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


@pytest.mark.parametrize("links", [["a.md"], ["a.md", "b.md"], ["c.md", "a.md", "b.md"]])
def test_links_that_lead_back_to_themselves_stay(links: list[str], tmp_path: Path) -> None:
    for name, following in zip(links, [*links[1:], links[-2:][0]], strict=True):
        (tmp_path / name).symlink_to(following)
    target = tmp_path / links[0]
    with pytest.raises(SigmoidSymError, match="is a link that leads back to itself"):
        checked_path(target, [".md"])
    with pytest.raises(SigmoidSymError, match="symbolic links"):
        write_whole(target, b"made")
    assert sorted(os.listdir(tmp_path)) == sorted(links)
    assert all((tmp_path / name).is_symlink() for name in links)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    target, link, chain = tmp_path / "elsewhere/real.svg", tmp_path / "link.svg", tmp_path / "chain.svg"
    link.symlink_to("elsewhere/real.svg")
    chain.symlink_to("link.svg")
    write_whole(link, b"made")  # where the link led to nothing
    target.chmod(0o640)
    write_whole(chain, b"changed")
    assert link.is_symlink()
    assert chain.is_symlink()
    assert target.read_bytes() == b"changed"
    assert target.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path / "elsewhere") == ["real.svg"]


def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    fifo = tmp_path / "pipe.svg"
    os.mkfifo(fifo)
    with subprocess.Popen(["cat", str(fifo)], stdout=subprocess.PIPE) as reader:
        write_whole(fifo, b"<svg/>")
        assert reader.communicate(timeout=60)[0] == b"<svg/>"
    assert fifo.is_fifo()


def test_devices(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    null = checked_path("/dev/null", (".v",))
    write_whole(null, b"x")
    assert null.is_char_device()
    print("before", flush=True)
    write_whole(checked_path("/dev/stdout", (".v",)), b"theorem\n")
    print("after", flush=True)
    assert capfdbinary.readouterr().out == b"before\ntheorem\nafter\n"
    with pytest.raises(SigmoidSymError, match=r"must end in .svg, .png, not 'stdout'"):
        checked_path("/dev/stdout", (".svg", ".png"))  # the suffix says what to write
    with pytest.raises(SigmoidSymError, match="'full' could not be written: No space left on device"):
        write_whole(Path("/dev/full"), b"x")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_what_may_not_be_written_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "a.svg"
    target.touch(mode=0o444)
    with pytest.raises(SigmoidSymError, match="Permission denied"):
        write_whole(target, b"x")


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
