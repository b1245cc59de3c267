"""Coq runs on a certificate, and says whether its kernel accepts it."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

from sigmoid_sym import programs
from sigmoid_sym.errors import SigmoidSymError

# In an order in which each rests only on those before it.
THEORY = (
    "Logistic",
    "Rows",
    "Stirling",
    "Eulerian",
    "Factored",
    "Sigmoid",
    "Derivatives",
    "Shape",
    "Relatives",
    "Growth",
    "Certificate",
    "Claims",
    "Chain",
    "Enclosures",
    "Ends",
    "Signs",
    "Units",
    "Limits",
)
SOURCES = Path(__file__).parent / "theory"

# Those of Coq's classical real numbers; a proof that rests on anything else is no proof here.
AXIOMS = frozenset(
    {
        "ClassicalDedekindReals.sig_not_dec",
        "ClassicalDedekindReals.sig_forall_dec",
        "FunctionalExtensionality.functional_extensionality_dep",
        "Classical_Prop.classic",
    }
)

# What the theory's tactics say of a false claim; any other failure is not a verdict on the claim.
_REJECTIONS = (
    "The claimed polynomial is not the derivative of this order",
    "The two sides of the claim could not be shown to be the same",
)
_MISSING = "the Coq compiler coqc is missing; install Coq with Coquelicot (Debian: coq, libcoq-coquelicot)"


@dataclass(frozen=True, slots=True)
class Checked:
    """What Coq said of a certificate.

    Attributes:
        accepted: whether its kernel accepted it, resting on no more than `AXIOMS`.
        prover: name and version.
        seconds: wall time, without that of compiling the theory.
    """

    accepted: bool
    prover: str
    seconds: float


def check(certificate: str, *, timeout: float = 600) -> Checked:
    """Have the local Coq check a certificate.

    Arguments:
        certificate: the text of a Coq file, from `coq.certificate` or its like.
        timeout: seconds after which Coq is stopped.

    Raises:
        SigmoidSymError: Coq or Coquelicot is missing or too old for the theory, the time is up, or Coq
            failed in a way that is no verdict on the claim.

    Notes:
        The theory is compiled on first use, which takes some ten seconds, and kept in the user's cache
        directory for each version of Coq; where that cannot be written, until the process ends.
    """
    coqc = shutil.which("coqc")
    if coqc is None:
        raise SigmoidSymError(_MISSING)
    version = programs.run([coqc, "--print-version"], Path("/"), 60).stdout.split()[0]
    theory = _compiled(coqc, version)
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="sigmoid-sym-") as directory:
        (Path(directory) / "certificate.v").write_text(certificate, encoding="utf-8")
        run = _compile(coqc, theory, Path(directory), "certificate.v", timeout)
    seconds = time.monotonic() - start
    if run.returncode == 0:
        if foreign := assumptions(run.stdout) - AXIOMS:
            raise SigmoidSymError(f"the certificate rests on more than it may: {', '.join(sorted(foreign))}")
    elif not any(rejection in run.stderr for rejection in _REJECTIONS):
        raise SigmoidSymError(f"Coq {version} failed on the certificate: {_last_words(run)}")
    return Checked(run.returncode == 0, f"Coq {version}", seconds)


def assumptions(output: str) -> set[str]:
    """Return the names of the axioms in the output of `Print Assumptions`.

    Raises:
        SigmoidSymError: there is no such output.

    >>> sorted(assumptions("Axioms:\\nA.b : Prop\\nC.d\\n  : nat ->\\n    nat\\n"))
    ['A.b', 'C.d']
    """
    heads = ("Axioms:", "Closed under the global context")  # of one theorem with axioms, and of one without
    lines = output.splitlines()
    start = next((i for i, line in enumerate(lines) if line in heads), None)
    if start is None:
        raise SigmoidSymError("the certificate does not say what it rests on: Print Assumptions is missing")
    # A name stands at the start of its line; its type may go on over lines that are indented.
    return {line.split()[0] for line in lines[start:] if line[:1].strip() and line not in heads}


def _compiled(coqc: str, version: str) -> Path:
    """Return a directory with the compiled theory, made on first use."""
    name = _key(coqc, version)
    for base in (cache_directory, _own_directory):
        try:
            return _made(base() / "coq" / name, coqc, version)
        except (OSError, RuntimeError) as error:  # not to be written, full, or nobody's home
            reason = error
    raise SigmoidSymError(f"there is no place for the compiled theory: {reason}") from None


@functools.cache
def _scratch() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="sigmoid-sym-")  # gone when this process ends


def _own_directory() -> Path:
    return Path(_scratch().name)


def _made(place: Path, coqc: str, version: str) -> Path:
    """Return the place, with the compiled theory in it."""
    if place.is_dir():
        return place
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, ignore_cleanup_errors=True) as directory:
        made = Path(directory) / "theory"
        made.mkdir()
        for name in THEORY:
            shutil.copy(SOURCES / f"{name}.v", made)
            run = _compile(coqc, made, made, f"{name}.v", 300)
            if run.returncode != 0:
                raise SigmoidSymError(
                    f"Coq {version} cannot compile the theory, made for Coq 8.16 and Coquelicot 3.2 "
                    f"(Debian: coq, libcoq-coquelicot). It says: {_last_words(run)}"
                )
        try:
            made.rename(place)  # in one step: nobody ever sees half a theory
        except OSError:
            if not place.is_dir():  # else another process was first
                raise
    return place


def _key(coqc: str, version: str) -> str:
    """Return what the compiled theory depends on, as a name: its text, Coq and Coquelicot."""
    digest = hashlib.sha256(version.encode())
    for name in THEORY:
        digest.update((SOURCES / f"{name}.v").read_bytes())
    library = Path(programs.run([coqc, "-where"], Path("/"), 60).stdout.strip())
    with contextlib.suppress(OSError):  # Coquelicot may also be elsewhere
        digest.update((library / "user-contrib/Coquelicot/Derive.vo").read_bytes())
    return f"{version}-{digest.hexdigest()[:16]}"


def cache_directory() -> Path:
    """Return the user's directory for what can be made again."""
    home = Path.home()
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or home / "AppData/Local"
    elif sys.platform == "darwin":
        base = home / "Library/Caches"
    else:
        given = os.environ.get("XDG_CACHE_HOME", "")
        base = given if os.path.isabs(given) else home / ".cache"  # as the XDG specification has it
    return Path(base) / "sigmoid-sym"


def _compile(coqc: str, theory: Path, directory: Path, name: str, timeout: float) -> CompletedProcess[str]:
    quiet = ["-q", "-noglob", "-w", "none"]
    return programs.run([coqc, *quiet, "-Q", str(theory), "SigmoidSym", name], directory, timeout)


def _last_words(run: CompletedProcess[str]) -> str:
    return " ".join((run.stderr or run.stdout).split())[-300:] or f"exit status {run.returncode}"
