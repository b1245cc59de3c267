"""`verify` and `coq`: independent roads to σ^(n), and a formal proof."""

from __future__ import annotations

import argparse
import os

from sigmoid_sym.cli.arguments import Command, as_json, orders, patience, whole
from sigmoid_sym.derivative import derivative
from sigmoid_sym.errors import SigmoidSymError, shown
from sigmoid_sym.proof.coq.certificate import LARGEST_CHECKED
from sigmoid_sym.proof.crosscheck import verify
from sigmoid_sym.publish.files import checked_path, write_whole

_LONGEST_TIMEOUT = 1_000_000


def add_commands(command: Command) -> None:
    """Add the commands of this file to the parser."""
    sub = command(
        "verify", _verify, "Check σ^(n) by independent roads: SymPy's differentiation, the ODE, every form."
    )
    sub.add_argument("orders", metavar="ORDERS", help="an order, 1..50, or 1,2,10..20")
    sub.add_argument("--quick", action="store_true", help="leave out the roads through SymPy and mpmath")
    sub.add_argument("--formal", action="store_true", help="also have Coq check a formal proof")
    sub.add_argument("--jobs", default="1", help="check so many orders at once")

    sub = command("coq", _coq, "Write σ^(N) as a theorem that Coq's kernel accepts.")
    sub.add_argument("order", metavar="N", help="order of the derivative, 0 or more")
    sub.add_argument("-o", "--output", metavar="FILE", help="write the theorem to a .v file")
    sub.add_argument("--check", action="store_true", help="have the local Coq check it")
    sub.add_argument("--timeout", default="600", help="stop Coq after so many seconds")


def _verify(options: argparse.Namespace) -> int:
    listed, jobs = orders(options.orders), whole("jobs", options.jobs, 1)
    # Never more than there is work and processors for: a process costs as much as many small orders.
    jobs = min(jobs, len(listed), os.cpu_count() or 1)
    if jobs > 1:
        from concurrent.futures import ProcessPoolExecutor  # slow to import

        with ProcessPoolExecutor(jobs) as executor:
            report = verify(listed, quick=options.quick, formal=options.formal, executor=executor)
    else:
        report = verify(listed, quick=options.quick, formal=options.formal)
    print(as_json(report.data()) if options.json else report)
    return int(not report.ok)


def _coq(options: argparse.Namespace) -> int:
    n, timeout = whole("N", options.order), whole("timeout", options.timeout, 1)
    if options.check and n > LARGEST_CHECKED:
        raise SigmoidSymError(f"Coq takes too long beyond N = {LARGEST_CHECKED}: leave out --check")
    if timeout > _LONGEST_TIMEOUT:
        raise SigmoidSymError(f"timeout must be at most {_LONGEST_TIMEOUT} seconds, not {shown(timeout)}")
    path = None if options.output is None else checked_path(options.output, (".v",))
    theorem = derivative(n).coq()
    if path is not None:
        write_whole(path, theorem.encode())
    checked = None
    if options.check:
        from sigmoid_sym.proof.coq.checking import check  # only when asked for

        with patience():
            checked = check(theorem, timeout=timeout)
    if options.json:
        result: dict[str, object] = {"order": n, "theorem": theorem}
        if checked is not None:
            result |= {
                "accepted": checked.accepted,
                "prover": checked.prover,
                "seconds": round(checked.seconds, 3),
            }
        print(as_json(result))
    elif checked is not None:
        verdict = "accepted" if checked.accepted else "REJECTED"
        print(f"derivative_{n}: {verdict} by {checked.prover} in {checked.seconds:.1f} s")
    elif path is None:
        print(theorem, end="")
    return int(checked is not None and not checked.accepted)
