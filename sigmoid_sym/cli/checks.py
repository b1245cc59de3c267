"""`verify` and `coq`: independent roads to σ^(n), and a formal proof."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from sigmoid_sym.cli.arguments import Command, orders, patience, speaks_unicode, whole
from sigmoid_sym.derivative import derivative
from sigmoid_sym.errors import SigmoidSymError, shown
from sigmoid_sym.proof.coq.certificate import LARGEST_CHECKED
from sigmoid_sym.proof.crosscheck import verify


def add_commands(command: Command) -> None:
    """Add the command of this file to the parser."""
    sub = command(
        "verify", _verify, "Check σ^(n) by independent roads: SymPy's differentiation, the ODE, every form."
    )
    sub.add_argument("orders", metavar="ORDERS", help="an order, 1..50, or 1,2,10..20")
    sub.add_argument("--quick", action="store_true", help="leave out the roads through SymPy and mpmath")
    sub.add_argument("--formal", action="store_true", help="also have Coq check a formal proof")
    sub.add_argument("--jobs", default="1", help="check so many orders at once")

    sub = command("coq", _coq, "Write σ^(N) as a theorem that Coq's kernel accepts.")
    sub.add_argument("order", metavar="N", help="order of the derivative, 0 or more")
    sub.add_argument("-o", "--output", metavar="FILE", help="write the theorem to FILE")
    sub.add_argument("--check", action="store_true", help="have the local Coq check it")
    sub.add_argument("--timeout", default="600", help="stop Coq after so many seconds")


def _verify(options: argparse.Namespace) -> int:
    listed, jobs = orders(options.orders), whole("jobs", options.jobs, 1)
    if jobs > 1:
        from concurrent.futures import ProcessPoolExecutor  # slow to import

        with ProcessPoolExecutor(jobs) as executor:
            report = verify(listed, quick=options.quick, formal=options.formal, executor=executor)
    else:
        report = verify(listed, quick=options.quick, formal=options.formal)
    print(report.to_json() if options.json else report)
    return int(not report.ok)


def _coq(options: argparse.Namespace) -> int:
    n, timeout = whole("N", options.order), whole("timeout", options.timeout, 1)
    if options.check and n > LARGEST_CHECKED:
        raise SigmoidSymError(f"Coq takes too long beyond N = {LARGEST_CHECKED}: leave out --check")
    theorem = derivative(n).coq()
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
        result: dict[str, object] = {"order": n, "theorem": theorem}
        if checked is not None:
            result |= {
                "accepted": checked.accepted,
                "prover": checked.prover,
                "seconds": round(checked.seconds, 3),
            }
        print(json.dumps(result, ensure_ascii=not speaks_unicode(), indent=1))
    elif checked is not None:
        verdict = "accepted" if checked.accepted else "REJECTED"
        print(f"derivative_{n}: {verdict} by {checked.prover} in {checked.seconds:.1f} s")
    elif options.output is None:
        print(theorem, end="")
    return int(checked is not None and not checked.accepted)
