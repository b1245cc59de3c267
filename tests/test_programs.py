"""Other programs are run to their end, or stopped and gone."""

import os
import signal
import sys
import threading
from pathlib import Path

import pytest

from sigmoid_sym import SigmoidSymError, programs


def gone(noted: Path) -> bool:
    """Whether the child that wrote its number there has ended and been waited for."""
    try:
        os.waitpid(int(noted.read_text()), os.WNOHANG)
    except ChildProcessError:
        return True
    return False


def test_status_and_words_come_back(tmp_path: Path) -> None:
    ran = programs.run(["sh", "-c", "pwd; printf '\\377' >&2; cat; exit 3"], tmp_path, 60)
    assert (ran.returncode, ran.stdout, ran.stderr) == (3, f"{tmp_path}\n", "\N{REPLACEMENT CHARACTER}")


def test_when_the_time_is_up_it_is_gone(tmp_path: Path) -> None:
    with pytest.raises(SigmoidSymError, match=r"^sh was stopped after 0.5 s$"):
        programs.run(["sh", "-c", "echo $$ > pid; exec sleep 60"], tmp_path, 0.5)
    assert gone(tmp_path / "pid")


def test_when_interrupted_it_is_gone(tmp_path: Path) -> None:
    main = threading.main_thread().ident
    assert main is not None
    interrupt = threading.Timer(0.5, signal.pthread_kill, (main, signal.SIGINT))
    interrupt.start()
    with pytest.raises(KeyboardInterrupt):
        programs.run(["sh", "-c", "echo $$ > pid; exec sleep 60"], tmp_path, 60)
    assert gone(tmp_path / "pid")


@pytest.mark.parametrize("program", ["no-such-program", os.devnull])
def test_what_cannot_be_started_is_named(program: str) -> None:
    with pytest.raises(SigmoidSymError, match=f"^cannot run {Path(program).name}: "):
        programs.run([program], Path.cwd(), 60)


def test_no_shell_reads_the_arguments() -> None:
    said = programs.run([sys.executable, "-c", "import sys; print(sys.argv[1])", "$HOME; *"], Path.cwd(), 60)
    assert said.stdout == "$HOME; *\n"
