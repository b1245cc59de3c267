"""The command `sigmoid-sym`.

The parser is argparse: a larger one takes longer to load than `derive 5` takes to answer.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import sys
from collections.abc import Sequence
from typing import Any

from sigmoid_sym import __version__
from sigmoid_sym.cli import certificates, checks, claims, derivations, formulas, numbers, publishing, theorems
from sigmoid_sym.cli.arguments import as_typed, typed
from sigmoid_sym.cli.streams import abandon, complain, prepare, proper
from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.interrupts import INTERRUPTED, handled

_STATUS = """exit status: 0 good; 1 a claim refuted or a check failed; 2 bad usage, or it could not be done;
3 not understood; 130 interrupted; 141 the reader of the output has gone"""
_DEBUG = "SIGMOID_SYM_DEBUG"
_NEGATIVE = re.compile(r"-[0-9.ij∞]|-inf|-oo")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit; every error is one line on stderr."""
    prepare()
    status, options = 2, argparse.Namespace()
    try:
        try:
            options = _parser().parse_args(
                [proper(a) for a in sys.argv[1:]] if arguments is None else arguments
            )
            with handled(signal.default_int_handler):
                status = options.run(options)
        finally:
            sys.stdout.flush()  # at exit it would be too late to say that it failed
    except SigmoidSymError as error:
        complain(as_typed(str(error), options))
    except MemoryError:
        complain("not enough memory for this")
    except KeyboardInterrupt:
        complain("interrupted")
        status = INTERRUPTED
    except BrokenPipeError:  # the reader (head, a pager) has gone
        abandon(sys.stdout)
        status = 141
    except OSError as error:
        abandon(sys.stdout)
        complain(f"cannot write: {error.strerror or error}")
        status = 2
    except Exception as error:
        if os.environ.get(_DEBUG):
            raise
        what = " ".join(f"{type(error).__name__}: {error}".split())
        complain(f"a fault of sigmoid-sym itself, please report it: {what} ({_DEBUG}=1 shows where)")
        status = 2  # 1 would say that something was refuted
    sys.exit(status)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        raise SigmoidSymError(f"{message} (see {self.prog} --help)")

    def _print_message(self, message: str, file: Any = None) -> None:
        (file or sys.stderr).write(message)  # argparse would keep silent about a help that nobody gets


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="sigmoid-sym",
        description="Derivatives of the logistic sigmoid: exact, checked, ready to print.",
        epilog=_STATUS,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"sigmoid-sym {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, run: object, summary: str) -> argparse.ArgumentParser:
        sub: argparse.ArgumentParser = commands.add_parser(
            name, help=summary, description=summary, epilog=_STATUS, allow_abbrev=False
        )
        sub.set_defaults(run=run)
        sub._negative_number_matcher = _NEGATIVE  # else argparse takes -1/3 and -inf for options
        sub.add_argument("--json", action="store_true", help="print JSON; coefficients and values as strings")
        return sub

    for group in (formulas, checks, theorems, claims, certificates, numbers, derivations, publishing):
        group.add_commands(command)
    for sub in commands.choices.values():
        sub.set_defaults(typed=typed(sub))
    return parser
