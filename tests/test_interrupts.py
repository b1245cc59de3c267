"""Ctrl-C, early and late: the command is gone at once, without a traceback or a half-written file."""

import os
import pty
import select
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from terminals import COMMAND, busy, surroundings

from sigmoid_sym.interrupts import fatal, handled, leave


def interrupted(*command: str, after: float = 0.0, worked: float = 0.0) -> tuple[float, int, str, str]:
    """Run a command, with Ctrl-C for its process group: seconds until it is gone, status, stdout, stderr."""
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=surroundings(),
        start_new_session=True,
    )
    time.sleep(after)
    busy(process, worked)
    start = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    return time.monotonic() - start, process.returncode, out, err


@pytest.mark.parametrize("entry", [COMMAND, (str(Path(sys.executable).with_name("sigmoid-sym")),)])
def test_early(entry: tuple[str, ...]) -> None:
    """Not in the first moments, which are the interpreter's own."""
    seen = set()
    for after in (0.06, 0.08, 0.1, 0.12, 0.15, 0.2):
        _, status, out, err = interrupted(*entry, "derive", "3000", after=after)
        assert "Traceback" not in err or "site" in err
        assert "sigmoid_sym" not in err
        seen.add(status)
        assert out == ""
    assert seen <= {130, -signal.SIGINT, 1}
    assert 130 in seen or -signal.SIGINT in seen


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    "arguments",
    [
        "eval 3 --at 1/3 --digits 10000000",
        "zeros 20000",
        "derive 8000 --no-check",
        "derive 3000 --format sympy",
        "verify 1000",
        "verify 300..600 --jobs 2",
        "triangle 10000",
        "coq 4000",
        "plot 120..147 -o WHERE/x.png",
        "report 100..120 -o WHERE/x.html",
    ],
)
def test_late(arguments: str, tmp_path: Path) -> None:
    command = arguments.replace("WHERE", str(tmp_path)).split()
    seconds, status, _, err = interrupted(*COMMAND, *command, worked=0.5)
    assert status in (130, -signal.SIGINT)
    assert err in ("", "sigmoid-sym: interrupted\n")
    assert seconds < 3
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", ["verify 300..600", "verify 300..600 --jobs 2"])
def test_verify_says_that_it_was_interrupted(arguments: str) -> None:
    _, status, _, err = interrupted(*COMMAND, *arguments.split(), after=3)  # past the imports
    assert (status, err) == (130, "sigmoid-sym: interrupted\n")


def test_the_key_itself() -> None:
    """In a terminal of its own, where the shell's status is 130."""
    shell = f"{' '.join(COMMAND)} eval 3 --at 1/3 --digits 10000000; echo status $?"
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe("bash", ["bash", "--norc", "-ic", f"trap : INT; {shell}"], surroundings())
    time.sleep(2)
    os.write(terminal, b"\x03")
    shown = b""
    while select.select([terminal], [], [], 20)[0]:
        try:
            shown += os.read(terminal, 1000)
        except OSError:
            break
    os.waitpid(child, 0)
    assert b"status 130" in shown
    assert b"Traceback" not in shown


def test_what_somebody_else_has_set_stays() -> None:
    for theirs in (signal.SIG_IGN, lambda *_: None):
        before = signal.signal(signal.SIGINT, theirs)
        try:
            with fatal():
                assert signal.getsignal(signal.SIGINT) is theirs
        finally:
            signal.signal(signal.SIGINT, before)
    with fatal(), handled(leave):  # the outer one is not ours to change any more
        assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL
    assert signal.getsignal(signal.SIGINT) is before


def test_in_another_thread_nothing_is_changed() -> None:
    found = []

    def work() -> None:
        with fatal():
            found.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [signal.default_int_handler]
