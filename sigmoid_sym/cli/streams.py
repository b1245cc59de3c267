"""The streams of the command: whatever they are, no error of theirs is more than a line."""

from __future__ import annotations

import codecs
import contextlib
import io
import os
import sys
from typing import TextIO

from sigmoid_sym.errors import SigmoidSymError

# The byte order marks, and what they tell; that of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
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


def read_text(stream: TextIO, most: int) -> str:
    """Return what comes from stdin, in the encoding that its first bytes tell, or in the one that is set.

    Raises:
        SigmoidSymError: it cannot be read, is longer than `most` bytes, or is no text in that encoding.
    """
    source, encoding = getattr(stream, "buffer", stream), stream.encoding or "utf-8"
    try:
        content = source.read(most + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SigmoidSymError(f"stdin cannot be read: {reason}") from error
    if len(content) > most:
        raise SigmoidSymError(f"more than {most} bytes on stdin")
    if isinstance(content, bytes):
        told = next((name for mark, name in _MARKS if content.startswith(mark)), None)
        if told is None and b"\0" in content:
            raise SigmoidSymError("stdin is not text, or it is UTF-16 without a byte order mark")
        try:
            content = content.decode(told or encoding)
        except (UnicodeDecodeError, LookupError):
            whose = f"{told}, as it begins" if told else f"{encoding}, the encoding that is set"
            raise SigmoidSymError(f"stdin is not text in {whose}") from None
    # A mark stands at the start of each file that was joined to others.
    return "\n".join(line.removeprefix("\ufeff") for line in content.splitlines())


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
