"""`prove` and `catalogue`: is it true?  Exit status 0 proved or a definition, 1 refuted, 3 not understood."""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from typing import TYPE_CHECKING

from sigmoid_sym.cli import theorems
from sigmoid_sym.cli.arguments import Command, as_json, seconds
from sigmoid_sym.cli.streams import read_text
from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.progress import is_watched, watched

if TYPE_CHECKING:
    from sigmoid_sym.decision.verdict import Verdict

_STATUS = {
    "a definition": 0,
    "proved": 0,
    "not understood": 3,
    "refuted": 1,
}  # the last one met decides for many
_LONGEST_INPUT = 10_000_000
_TIMEOUT = 10  # seconds
_COMMENT = re.compile(r"(?:^|\s)#.*")  # \# is a sign in LaTeX


def add_commands(command: Command) -> None:
    """Add the commands of this file to the parser."""
    sub = command(
        "prove", _prove, "Prove a claim, or refute it with a counterexample; many, one a line, from stdin."
    )
    sub.add_argument(
        "claims",
        metavar="CLAIM",
        nargs="*",
        help="text, Unicode or LaTeX; none or - alone reads stdin, where # at the start of a line or after a "
        "blank begins a comment",
    )
    sub.add_argument(
        "--given",
        metavar="TEXT",
        action="append",
        default=[],
        help="what stands before each claim: a definition (u = 1 + e^{-x}) or where a letter lies (k > 0)",
    )
    sub.add_argument("--no-hints", action="store_true", help="do not look for what was meant")
    sub.add_argument("--coq", action="store_true", help="write one claim, proved, as theorems for Coq")
    theorems.add_options(sub)
    sub.add_argument(
        "--timeout",
        help="give a claim up after so many seconds of work, 10 if left out; with --check, stop Coq after so "
        "many, 600 if left out",
    )
    sub._negative_number_matcher = re.compile("-[^-]")  # -σ(x) < 0 is a claim; -o was told apart before

    sub = command(
        "catalogue", _catalogue, "List identities of the sigmoid and its relatives, each proved now."
    )
    sub.add_argument("--false", action="store_true", help="claims that are often printed and false instead")
    sub.add_argument("--markdown", action="store_true", help="print a table in Markdown")
    sub.add_argument("--timeout", help="give a claim up after so many seconds of work, 10 if left out")


def _prove(options: argparse.Namespace) -> int:
    from sigmoid_sym.decision.decide import prove  # python-flint and Lark, only for claims

    if options.coq:
        return _theorem(options)
    if options.check or options.output is not None:
        raise SigmoidSymError("--output and --check are for --coq")
    timeout = seconds(options.timeout, _TIMEOUT)
    claims = options.claims
    many = claims in ([], ["-"])
    if not many and "-" in claims:
        raise SigmoidSymError(
            "CLAIM must not be - beside another: - reads claims from stdin, and stands alone"
        )
    if many:
        claims = _claims_on_stdin()
    verdicts = [
        (claim, prove(claim, hints=not options.no_hints, timeout=timeout, given=options.given))
        for claim in watched(claims, "proving", least=5)
    ]
    return _told(verdicts, many, options)


def _theorem(options: argparse.Namespace) -> int:
    from sigmoid_sym.decision.decide import prove  # python-flint and Lark, only for claims
    from sigmoid_sym.decision.verdict import Defined, Proved

    if len(options.claims) != 1 or options.claims == ["-"]:
        raise SigmoidSymError("--coq is for one claim, as an argument")
    timeout = seconds(options.timeout, _TIMEOUT)
    verdict = prove(options.claims[0], hints=not options.no_hints, timeout=timeout, given=options.given)
    if isinstance(verdict, Defined):
        raise SigmoidSymError(f"no theorem: {verdict}")
    if not isinstance(verdict, Proved):
        return _told([(options.claims[0], verdict)], False, options)
    about: dict[str, object] = {"claim": options.claims[0], "verdict": verdict.name}
    return theorems.delivered(verdict.coq(timeout), "the claim", about, options)


def _told(verdicts: list[tuple[str, Verdict]], many: bool, options: argparse.Namespace) -> int:
    """Print verdicts, and return the exit status."""
    counts = Counter(verdict.name for _, verdict in verdicts)
    if options.json:
        objects = [{"claim": claim, **verdict.data()} for claim, verdict in verdicts]
        result = objects if many or len(objects) != 1 else objects[0]
        print(as_json(result))
    else:
        for claim, verdict in verdicts:
            print(f"{claim}\n  {verdict}" if len(verdicts) > 1 else verdict)
        if len(verdicts) > 1:
            print(_summary(counts))
    return _STATUS[max(counts, key=list(_STATUS).index)] if counts else 0


def _claims_on_stdin() -> list[str]:
    if sys.stdin.isatty() and is_watched():
        print("claims, one a line; Ctrl-D ends them", file=sys.stderr)
    lines = read_text(sys.stdin, _LONGEST_INPUT).splitlines()
    claims = [claim for line in lines if (claim := _COMMENT.sub("", line)).strip()]
    if not claims:
        raise SigmoidSymError("there is no claim on stdin; give one a line, or as an argument")
    return claims


def _summary(counts: Counter[str]) -> str:
    return (
        f"{counts.total()} claims: "
        + ", ".join(f"{counts[name]} {name}" for name in ("proved", "refuted", "not understood"))
        + (f", {counts['a definition']} a definition" if counts["a definition"] else "")
    )


def _catalogue(options: argparse.Namespace) -> int:
    from sigmoid_sym.decision.catalogue import FALSE, IDENTITIES, markdown  # without python-flint
    from sigmoid_sym.decision.decide import prove  # python-flint and Lark

    entries = FALSE if options.false else IDENTITIES
    timeout = seconds(options.timeout, _TIMEOUT)
    if options.markdown and options.json:
        raise SigmoidSymError("--json and --markdown exclude each other")
    if options.markdown:
        print(markdown(entries), end="")
        return 0
    verdicts: list[Verdict] = [
        prove(entry.text, hints=False, timeout=timeout) for entry in watched(entries, "proving", least=5)
    ]
    expected = "refuted" if options.false else "proved"
    rows = [
        {
            "identifier": e.identifier,
            "claim": e.claim,
            "domain": e.domain,
            "source": e.source,
            "verdict": v.name,
        }
        for e, v in zip(entries, verdicts, strict=True)
    ]
    if options.json:
        print(as_json(rows))
    else:
        for row, entry in zip(rows, entries, strict=True):
            print(f"{row['verdict']:8}  {entry.identifier:24}  {entry.text}  [{entry.source}]")
    return int(any(verdict.name != expected for verdict in verdicts))
