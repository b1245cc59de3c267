"""`verify`: independent roads to σ^(n), and a formal proof."""

from __future__ import annotations

import argparse
import os
import signal

from sigmoid_sym.cli.arguments import Command, as_json, orders, whole
from sigmoid_sym.cli.streams import complain
from sigmoid_sym.crosscheck.report import Report
from sigmoid_sym.crosscheck.roads import verify
from sigmoid_sym.interrupts import INTERRUPTED


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
        report = _shared_out(listed, jobs, options)
    else:
        report = verify(listed, quick=options.quick, formal=options.formal)
    print(as_json(report.data()) if options.json else report)
    return int(not report.ok)


def _shared_out(listed: list[int] | range, jobs: int, options: argparse.Namespace) -> Report:
    import multiprocessing
    import threading
    from concurrent.futures import ProcessPoolExecutor  # slow to import

    with ProcessPoolExecutor(jobs, initializer=_hears_ctrl_c, initargs=(not options.formal,)) as executor:
        try:
            return verify(listed, quick=options.quick, formal=options.formal, executor=executor)
        except KeyboardInterrupt:
            # The pool would wait for every worker's work; its thread would complain of a worker that is gone.
            threading.excepthook = lambda _: None
            for worker in multiprocessing.active_children():
                worker.terminate()
            complain("interrupted")
            os._exit(INTERRUPTED)


def _hears_ctrl_c(at_once: bool) -> None:
    if at_once:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
