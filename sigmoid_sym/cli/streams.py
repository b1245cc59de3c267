"""The streams of the command: whatever they are, no error of theirs is more than a line."""

from __future__ import annotations

import codecs
import contextlib
import errno
import io
import itertools
import os
import sys
import unicodedata
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
    "Σ": "Sum",
    "ℚ": "Q",
    "′": "'",
    "″": "''",
    "‴": "'''",
    "⁗": "''''",
    "−": "-",
    "–": "-",
    "─": "-",
    "·": "*",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "≈": "approx",
    "±": "+-",
    "∈": "in",
    "→": "->",
    "√": "sqrt",
    "“": '"',
    "”": '"',
    "’": "'",
    "…": "...",
    "∞": "oo",
}


class _Closed(io.TextIOWrapper):
    """A stdout that is not there: what is written is lost, and that is said."""

    def write(self, _: str) -> int:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def prepare() -> None:
    """Open the standard streams that are missing, and let none fail at a sign that it does not have.

    No file that is opened later may get the number of one of them.
    """
    for name, mode, kind in (
        ("stdin", "rb", io.TextIOWrapper),
        ("stdout", "wb", _Closed),
        ("stderr", "wb", io.TextIOWrapper),
    ):
        if getattr(sys, name) is None:  # `>&-`, pythonw.exe
            setattr(sys, name, kind(open(os.devnull, mode), encoding="utf-8"))  # noqa: SIM115
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


def proper(argument: str) -> str:
    """Return an argument that was given in UTF-8, whatever encoding is set; other bytes stay as they came."""
    try:
        return os.fsencode(argument).decode("utf-8") if not argument.isprintable() else argument
    except UnicodeError:
        return argument


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    return "".join(_spelt(kind, "".join(run)) for kind, run in itertools.groupby(signs, _kind)), error.end


def _kind(sign: str) -> str:
    """Return ^ for a superscript, _ for a subscript, and nothing for another sign."""
    return {"<super>": "^", "<sub>": "_"}.get(unicodedata.decomposition(sign).partition(" ")[0], "")


def _spelt(kind: str, signs: str) -> str:
    if kind:
        low = unicodedata.normalize("NFKC", signs).replace("−", "-")
        return f"{kind}({low})" if low.startswith("-") else kind + low
    return "".join(map(_sign, signs))


def _sign(sign: str) -> str:
    if sign in _PLAIN:
        return _PLAIN[sign]
    alphabet, *_, letter = unicodedata.name(sign, "").split(" ") * 2
    if alphabet == "GREEK":
        return letter.capitalize() if sign.isupper() else letter.lower()
    return sign.encode("ascii", "backslashreplace").decode()
