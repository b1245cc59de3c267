"""`coq`, and `prove --coq`: theorems written as files for Coq, and checked by it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from sigmoid_sym.cli.arguments import Command, patience, speaks_unicode, whole
from sigmoid_sym.derivative import derivative
from sigmoid_sym.errors import SigmoidSymError, shown
from sigmoid_sym.proof.coq.certificate import LARGEST_CHECKED


def add_commands(command: Command) -> None:
    """Add the command of this file to the parser."""
    sub = command("coq", _coq, "Write σ^(N) as a theorem that Coq's kernel accepts.")
    sub.add_argument("order", metavar="N", help="order of the derivative, 0 or more")
    add_options(sub)


def add_options(sub: argparse.ArgumentParser) -> None:
    """Add what can be done with a theorem."""
    sub.add_argument("-o", "--output", metavar="FILE", help="write the theorem to FILE")
    sub.add_argument("--check", action="store_true", help="have the local Coq check it")
    sub.add_argument("--timeout", default="600", help="stop Coq after so many seconds")


def _coq(options: argparse.Namespace) -> int:
    n = whole("N", options.order)
    if options.check and n > LARGEST_CHECKED:
        raise SigmoidSymError(f"Coq takes too long beyond N = {LARGEST_CHECKED}: leave out --check")
    return delivered(derivative(n).coq(), f"derivative_{n}", {"order": n}, options)


def delivered(theorem: str, name: str, about: dict[str, object], options: argparse.Namespace) -> int:
    """Write a theorem where it is wanted, have it checked where that is wanted, and return the exit status.

    Arguments:
        theorem: the text of the file.
        name: what it is called in a message.
        about: what else belongs to it, as JSON data.
    """
    timeout = whole("timeout", options.timeout, 1)
    if options.output is not None:
        try:
            Path(options.output).write_text(theorem, encoding="utf-8")
        except OSError as error:
            raise SigmoidSymError(f"cannot write {shown(options.output)}: {error.strerror}") from None
    checked = None
    if options.check:
        from sigmoid_sym.proof.coq.checking import check  # only when asked for

        with patience():
            checked = check(theorem, timeout=timeout)
    if options.json:
        result = about | {"theorem": theorem}
        if checked is not None:
            result |= {
                "accepted": checked.accepted,
                "prover": checked.prover,
                "seconds": round(checked.seconds, 3),
            }
        print(json.dumps(result, ensure_ascii=not speaks_unicode(), indent=1))
    elif checked is not None:
        verdict = "accepted" if checked.accepted else "REJECTED"
        print(f"{name}: {verdict} by {checked.prover} in {checked.seconds:.1f} s")
    elif options.output is None:
        print(theorem, end="")
    return int(checked is not None and not checked.accepted)
