"""Files that are there whole or not at all; pipes and devices are written into."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path

from sigmoid_sym.errors import ArgumentTypeError, SigmoidSymError, shown

# Opened by name they would begin anew at the start of the file that they are redirected to.
_DESCRIPTORS = {"/dev/stdout": 1, "/dev/stderr": 2}


def checked_path(path: str | os.PathLike[str], suffixes: Iterable[str]) -> Path:
    """Return the path if its suffix is one of these and its directory is there.

    Where only one suffix is allowed it decides nothing, and a pipe or a device (/dev/stdout) needs none.

    Raises:
        SigmoidSymError: otherwise; before any work is done.
    """
    if not isinstance(path, (str, os.PathLike)):
        raise ArgumentTypeError(f"path must be the name of a file, not {shown(path)}")
    target, allowed = Path(path), tuple(suffixes)
    if target.suffix.lower() not in allowed and not (len(allowed) == 1 and _is_special(target)):
        raise SigmoidSymError(f"the file must end in {', '.join(allowed)}, not {shown(target.name)}")
    if not target.parent.is_dir():
        raise SigmoidSymError(f"there is no directory {shown(str(target.parent))}")
    if target.is_dir():
        raise SigmoidSymError(f"{shown(str(target))} is a directory")
    if os.path.islink(os.path.realpath(target)):
        raise SigmoidSymError(f"{shown(str(target))} is a link that leads back to itself")
    return target


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under another name and then rename it: a reader sees the old one or the new one.

    A symbolic link stays, and the file that it leads to is written; a pipe or a device takes it as it is.

    Raises:
        SigmoidSymError: the file could not be written.
    """
    try:
        if _is_special(path):
            with open(
                _DESCRIPTORS.get(str(path), path), "wb", closefd=str(path) not in _DESCRIPTORS
            ) as stream:
                stream.write(content)
        else:
            real = Path(os.path.realpath(path))
            if real.is_symlink():  # it leads back to itself: it is not for us to put a file in its place
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
            _replace(real, content)
    except OSError as error:
        raise SigmoidSymError(f"{shown(path.name)} could not be written: {error.strerror}") from error


def _replace(path: Path, content: bytes) -> None:
    mode, temporary = _mode(path), None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:100]}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    finally:
        if temporary is not None:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(temporary)


def _is_special(path: Path) -> bool:
    """Return whether the path leads to something that cannot be replaced: a pipe, a device, an open file."""
    if str(path) in _DESCRIPTORS:
        return True
    try:
        kind = path.stat().st_mode
    except OSError:  # there is nothing yet, or writing will say what is wrong
        return False
    return not (stat.S_ISREG(kind) or stat.S_ISDIR(kind))


def _mode(path: Path) -> int:
    """Return the permissions of the file that is there, or those that a new file gets."""
    if path.exists():
        if not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return path.stat().st_mode & 0o777
    mask = os.umask(0)  # there is no way to read it but to set it
    os.umask(mask)
    return 0o666 & ~mask
