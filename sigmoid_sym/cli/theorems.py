"""`coq`, and `prove --coq`: theorems written as files for Coq, and checked by it."""

from __future__ import annotations

import argparse

from sigmoid_sym.cli.arguments import Command, as_json, output, patience, seconds, whole
from sigmoid_sym.coq.certificate import LARGEST_CHECKED
from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.handle import derivative
from sigmoid_sym.interrupts import fatal
from sigmoid_sym.publish.files import write_whole

_TIMEOUT = 600  # seconds


def add_commands(command: Command) -> None:
    """Add the command of this file to the parser."""
    sub = command("coq", _coq, "Write σ^(N) as a theorem that Coq's kernel accepts.")
    sub.add_argument("order", metavar="N", help="order of the derivative, 0 or more")
    add_options(sub)
    sub.add_argument("--timeout", help="stop Coq after so many seconds, 600 if left out; for --check")


def add_options(sub: argparse.ArgumentParser) -> None:
    """Add what can be done with a theorem."""
    sub.add_argument("-o", "--output", metavar="FILE", help="write the theorem to a .v file")
    sub.add_argument("--check", action="store_true", help="have the local Coq check it")


def _coq(options: argparse.Namespace) -> int:
    n = whole("N", options.order)
    if options.timeout is not None and not options.check:
        raise SigmoidSymError("--timeout is for --check")
    if options.check and n > LARGEST_CHECKED:
        raise SigmoidSymError(f"Coq takes too long beyond N = {LARGEST_CHECKED}: leave out --check")
    with patience(), fatal():
        theorem = derivative(n).coq()
    return delivered(theorem, f"derivative_{n}", {"order": n}, options)


def delivered(theorem: str, name: str, about: dict[str, object], options: argparse.Namespace) -> int:
    """Write a theorem where it is wanted, have it checked where that is wanted, and return the exit status.

    Arguments:
        theorem: the text of the file.
        name: what it is called in a message.
        about: what else belongs to it, as JSON data.
    """
    timeout = seconds(options.timeout, _TIMEOUT)
    if options.output is not None:
        write_whole(output(options.output, (".v",)), theorem.encode())
    checked = None
    if options.check:
        from sigmoid_sym.coq.checking import check  # only when asked for

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
        print(as_json(result))
    elif checked is not None:
        verdict = "accepted" if checked.accepted else "REJECTED"
        print(f"{name}: {verdict} by {checked.prover} in {checked.seconds:.1f} s")
    elif options.output is None:
        print(theorem, end="")
    return int(checked is not None and not checked.accepted)
