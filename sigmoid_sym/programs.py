"""Other programs: each runs to its end, or is stopped and gone before this one goes on."""

from __future__ import annotations

import subprocess
from pathlib import Path

from sigmoid_sym.errors import SigmoidSymError


def run(command: list[str], directory: Path, timeout: float) -> subprocess.CompletedProcess[str]:
    """Run a program without input, and return its exit status and what it said.

    Arguments:
        command: the program and its arguments; no shell reads them.
        directory: where it runs.
        timeout: seconds after which it is stopped.

    Raises:
        SigmoidSymError: it cannot be started, or the time is up.

    >>> run(["echo", "σ"], Path.cwd(), 60).stdout
    'σ\\n'
    """
    name = Path(command[0]).name
    pipe = subprocess.PIPE
    try:
        with subprocess.Popen(
            command,
            cwd=directory,
            stdin=subprocess.DEVNULL,
            stdout=pipe,
            stderr=pipe,
            encoding="utf-8",
            errors="replace",
        ) as process:
            try:
                output, complaints = process.communicate(timeout=timeout)
            except BaseException:
                process.kill()
                process.wait()  # subprocess.run does not wait when it is interrupted
                raise
    except subprocess.TimeoutExpired:
        raise SigmoidSymError(f"{name} was stopped after {timeout:g} s") from None
    except OSError as error:
        raise SigmoidSymError(f"cannot run {name}: {error}") from None
    return subprocess.CompletedProcess(command, process.returncode, output, complaints)
