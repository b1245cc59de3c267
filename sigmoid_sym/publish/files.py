"""Files that are there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from sigmoid_sym.errors import ArgumentTypeError, SigmoidSymError, shown


def checked_path(path: str | os.PathLike[str], suffixes: Iterable[str]) -> Path:
    """Return the path if its suffix is one of these and its directory is there.

    Raises:
        SigmoidSymError: otherwise; before any work is done.
    """
    if not isinstance(path, (str, os.PathLike)):
        raise ArgumentTypeError(f"path must be the name of a file, not {shown(path)}")
    target, allowed = Path(path), tuple(suffixes)
    if target.suffix.lower() not in allowed:
        raise SigmoidSymError(f"the file must end in {', '.join(allowed)}, not {shown(target.name)}")
    if not target.parent.is_dir():
        raise SigmoidSymError(f"there is no directory {shown(str(target.parent))}")
    if target.is_dir():
        raise SigmoidSymError(f"{shown(str(target))} is a directory")
    return target


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under another name and then rename it: a reader sees the old one or the new one.

    Raises:
        SigmoidSymError: the file could not be written.
    """
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:100]}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode(path))
        os.replace(temporary, path)
    except OSError as error:
        raise SigmoidSymError(f"{shown(path.name)} could not be written: {error.strerror}") from error
    finally:
        if temporary is not None:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(temporary)


def _mode(path: Path) -> int:
    """Return the permissions of the file that is there, or those that a new file gets."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)  # there is no way to read it but to set it
    os.umask(mask)
    return 0o666 & ~mask
