"""The streams of the command: whatever they are, no error of theirs is more than a line."""

from __future__ import annotations

import codecs
import contextlib
import io
import os
import sys
from typing import TextIO

# The signs of our own sentences; formulas are written in ASCII by their writers where it is needed.
_PLAIN = {
    "σ": "sigma",
    "Σ": "Sum",
    "ℚ": "Q",
    "′": "'",
    "²": "^2",
    "−": "-",
    "–": "-",
    "─": "-",
    "·": "*",
    "≥": ">=",
    "≤": "<=",
    "…": "...",
    "∞": "oo",
}


def prepare() -> None:
    """Open the standard streams that are missing, and let none fail at a sign that it does not have."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # `>&-`, pythonw.exe
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    codecs.register_error("sigmoid_sym.plain", _plain)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="sigmoid_sym.plain")


def complain(message: str) -> None:
    """Print a line on stderr, if there is anybody to read it."""
    try:
        print(f"sigmoid-sym: {message}", file=sys.stderr, flush=True)
    except OSError:
        abandon(sys.stderr)


def abandon(stream: TextIO) -> None:
    """Lead a stream that takes no more to nowhere: Python must not complain when it closes it."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    return "".join(_PLAIN.get(c) or c.encode("ascii", "backslashreplace").decode() for c in signs), error.end
