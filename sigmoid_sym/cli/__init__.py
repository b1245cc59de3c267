"""The command `sigmoid-sym`: exit status 0 good, 1 a claim refuted or a check failed, 2 bad usage,
3 not understood.

The parser is argparse: a larger one takes longer to load than `derive 5` takes to answer.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence

from sigmoid_sym import __version__
from sigmoid_sym.cli import checks, claims, derivations, formulas, numbers, publishing, theorems
from sigmoid_sym.errors import SigmoidSymError

_NEGATIVE = re.compile(r"-[0-9.ij∞]|-inf|-oo")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit; every error is one line on stderr."""
    status = 2
    try:
        options = _parser().parse_args(arguments)
        status = options.run(options)
    except SigmoidSymError as error:
        print(f"sigmoid-sym: {error}", file=sys.stderr)
    except MemoryError:
        print("sigmoid-sym: not enough memory for this", file=sys.stderr)
    except KeyboardInterrupt:
        print("sigmoid-sym: interrupted", file=sys.stderr)
        status = 130
    except BrokenPipeError:
        # The reader (head, a pager) has gone; Python must not complain again when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 141
    sys.exit(status)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        raise SigmoidSymError(f"{message} (see {self.prog} --help)")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="sigmoid-sym",
        description="Derivatives of the logistic sigmoid: exact, checked, ready to print.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"sigmoid-sym {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, run: object, summary: str) -> argparse.ArgumentParser:
        sub: argparse.ArgumentParser = commands.add_parser(
            name, help=summary, description=summary, allow_abbrev=False
        )
        sub.set_defaults(run=run)
        sub._negative_number_matcher = _NEGATIVE  # else argparse takes -1/3 and -inf for options
        sub.add_argument("--json", action="store_true", help="print JSON, integers as strings")
        return sub

    for group in (formulas, checks, theorems, claims, numbers, derivations, publishing):
        group.add_commands(command)
    return parser
