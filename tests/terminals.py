"""The command run as people and programs run it: in a terminal, into a file, into a pipe.

Each run is a process of its own. Most of its time goes to loading the package: where the runs are many, a
`Warm` process has loaded it and forks for each.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import pty
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

Stream = Literal["terminal", "pipe", "file"]
Sink = IO[bytes] | int
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


def busy(process: subprocess.Popen[str], seconds: float) -> None:
    """Wait until a process has worked so long on a processor or has ended, or for twenty times as long."""
    end = time.monotonic() + 20 * seconds
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError):  # not on Linux
            user, system = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
            if (int(user) + int(system)) / os.sysconf("SC_CLK_TCK") >= seconds:
                return
        time.sleep(0.05)


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


class Warm:
    """A process with the package loaded, and what its commands load later, that forks for each run.

    The streams are set up as Python does in a UTF-8 locale, or with PYTHONIOENCODING; what depends on the
    first moments of a process (the locale, closed streams, interrupts) is seen in a fresh one only.
    """

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        code = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import terminals"
        command = [sys.executable, "-c", f"{code}; terminals.serve()"]
        self._process = subprocess.Popen(command, stdin=theirs, env=surroundings())
        theirs.close()

    def close(self) -> None:
        self._socket.close()
        self._process.wait(60)

    def status(self, arguments: tuple[str, ...], environment: dict[str, str], *streams: Sink) -> int:
        """Run the command with these for stdin, stdout and stderr, and return its exit status."""
        numbers = [stream if isinstance(stream, int) else stream.fileno() for stream in streams]
        socket.send_fds(self._socket, [json.dumps([arguments, environment]).encode()], numbers)
        self._socket.settimeout(120)
        return int(self._socket.recv(100))

    def seen(
        self,
        *arguments: str,
        out: Stream = "terminal",
        err: Stream = "terminal",
        columns: int = 80,
        stdin: bytes = b"",
        environment: dict[str, str] | None = None,
    ) -> Seen:
        """As the function of this name."""
        with (
            tempfile.TemporaryFile() as given,
            _sink(out, columns) as (stdout, said),
            _sink(err, columns) as (stderr, complained),
        ):
            given.write(stdin)
            given.seek(0)
            status = self.status(arguments, surroundings(environment), given, stdout, stderr)
        return Seen(status, said(), complained())


def serve() -> None:
    """Be the warm process: the socket on stdin brings arguments, environment and streams of each run."""
    from sigmoid_sym import plot, prove, verify
    from sigmoid_sym.cli import main
    from sigmoid_sym.publish.pictures import available

    prove("σ > 0")
    verify(1)
    if available():
        plot(1).svg()
    server = socket.socket(fileno=os.dup(0))
    while True:
        message, numbers, _, _ = socket.recv_fds(server, 1 << 16, 3)
        if not message:
            return
        if (child := os.fork()) == 0:
            for standard, number in enumerate(numbers):
                os.dup2(number, standard)
            arguments, environment = json.loads(message)
            os.environ.clear()
            os.environ.update(environment)
            encoding = environment.get("PYTHONIOENCODING")
            errors = "strict" if encoding else "surrogateescape"
            sys.stdin = open(0, encoding=encoding or "utf-8")  # noqa: SIM115
            sys.stdout = open(1, "w", encoding=encoding or "utf-8", errors=errors)  # noqa: SIM115
            sys.stderr = open(2, "w", encoding=encoding or "utf-8", errors="backslashreplace", buffering=1)  # noqa: SIM115
            try:
                main(arguments)
            except SystemExit as end:  # all is written; to take down what is loaded takes longer than the run
                os._exit(end.code if isinstance(end.code, int) else 0)
        for number in numbers:
            os.close(number)
        _, status = os.waitpid(child, 0)
        server.send(str(os.waitstatus_to_exitcode(status)).encode())


@contextlib.contextmanager
def _sink(kind: Stream, columns: int) -> Iterator[tuple[Sink, Callable[[], str]]]:
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
