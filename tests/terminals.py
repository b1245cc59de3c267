"""The command run as people and programs run it: in a terminal, into a file, into a pipe."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import pty
import struct
import subprocess
import sys
import tempfile
import termios
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Literal

Stream = Literal["terminal", "pipe", "file"]
COMMAND = (sys.executable, "-m", "sigmoid_sym")


@dataclass(frozen=True)
class Seen:
    """What came of a run: the exit status, and what was written to each stream."""

    status: int
    out: str
    err: str


def seen(
    *arguments: str,
    out: Stream = "terminal",
    err: Stream = "terminal",
    columns: int = 80,
    stdin: bytes = b"",
    environment: dict[str, str] | None = None,
) -> Seen:
    """Run the command; each terminal is one of its own, so that it is known what went where."""
    with _sink(out, columns) as (stdout, said), _sink(err, columns) as (stderr, complained):
        run = subprocess.run(
            [*COMMAND, *arguments],
            input=stdin,
            stdout=stdout,
            stderr=stderr,
            timeout=120,
            env=surroundings(environment),
        )
    return Seen(run.returncode, said(), complained())


def surroundings(extra: dict[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a person's shell, without what our own tests or pytest put there."""
    ours = {"COLUMNS", "LINES", "PYTHONIOENCODING", "PYTHONUTF8", "NO_COLOR", "FORCE_COLOR"}
    plain = {name: value for name, value in os.environ.items() if name not in ours}
    return {**plain, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **(extra or {})}


def on_screen(written: str) -> list[str]:
    """Return the lines that are left in a terminal that knows of no more than carriage returns."""
    lines = []
    for line in written.split("\n"):
        cells: list[str] = []
        for part in line.split("\r"):
            cells[: len(part)] = part
        lines.append("".join(cells).rstrip())
    return lines


@contextlib.contextmanager
def _sink(kind: Stream, columns: int) -> Iterator[tuple[IO[bytes] | int, Callable[[], str]]]:
    """Yield what a program can write to, and a function that says, after the end, what it wrote."""
    collected: list[bytes] = []

    def written() -> str:
        return b"".join(collected).decode().replace("\r\n", "\n")

    if kind == "file":
        with tempfile.TemporaryFile() as file:
            yield file, written
            file.seek(0)
            collected.append(file.read())
        return
    reading, writing = pty.openpty() if kind == "terminal" else os.pipe()
    if kind == "terminal":
        fcntl.ioctl(writing, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    reader = threading.Thread(target=_read, args=(reading, collected))
    reader.start()
    try:
        yield writing, written
    finally:
        os.close(writing)
        reader.join()
        os.close(reading)


def _read(source: int, collected: list[bytes]) -> None:
    while True:
        try:
            part = os.read(source, 1 << 16)
        except OSError as error:  # so Linux says that nobody holds the other end of a terminal
            if error.errno == errno.EIO:
                return
            raise
        if not part:
            return
        collected.append(part)
