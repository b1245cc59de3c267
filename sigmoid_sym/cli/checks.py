"""`verify`: independent roads to σ^(n), and a formal proof."""

from __future__ import annotations

import argparse
import os

from sigmoid_sym.cli.arguments import Command, as_json, orders, whole
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
