"""`derivation`: the way to a formula, step by step."""

from __future__ import annotations

import argparse
from typing import Any

from sigmoid_sym.cli.arguments import Command, as_json, as_markup, relative, speaks_unicode, whole
from sigmoid_sym.errors import SigmoidSymError


def add_commands(command: Command) -> None:
    """Add the commands of this file to the parser."""
    sub = command("derivation", _derivation, "Print a derivation step by step, with the rules used.")
    sub.add_argument("name", metavar="NAME", nargs="?", help="which one; without it, the list of all")
    sub.add_argument("-n", dest="n", metavar="N", help="order, for order-by-order, theorem and value")
    sub.add_argument("--at", metavar="X", help="the number, for value: 2, 1/3, -0.5")
    sub.add_argument("--digits", help="significant digits, for value")
    sub.add_argument("--family", help="logistic, or parameters L=3,k=1/2,x0=1,C=-1 (numbers or letters)")
    sub.add_argument("--format", choices=("text", "latex", "html"), default="text")
    sub.add_argument("--no-reasons", action="store_true", help="leave the rules out")
    sub.add_argument("--check", action="store_true", help="prove every step, too; exit status 1 if one fails")


def _derivation(options: argparse.Namespace) -> int:
    from sigmoid_sym.derivations import DERIVATIONS, derivation  # SymPy-free, but not for `derive`

    if options.name is None:
        if options.check or options.no_reasons or options.format != "text" or _arguments(options):
            raise SigmoidSymError("give the NAME of a derivation; without options there is the list of all")
        ways = DERIVATIONS.values()
        if options.json:
            print(as_json([{"name": way.name, "title": way.title} for way in ways]))
        else:
            print("\n".join(f"{way.name:16} {way.title}" for way in ways))
        return 0
    given = _arguments(options)
    if way := DERIVATIONS.get(options.name):
        for name in given.keys() - set(way.takes):
            raise SigmoidSymError(f"the derivation {options.name} has no use for {options.typed[name]}")
        if "at" in set(way.takes) - given.keys():
            raise SigmoidSymError(f"the derivation {options.name} needs a number: --at X")
    found = derivation(options.name, **given)
    reasons = not options.no_reasons
    if options.format == "text":
        written = found.text(reasons, ascii=not speaks_unicode())
    else:
        written = found.latex(reasons) if options.format == "latex" else as_markup(found.html(reasons))
    verdicts = [verdict for _, verdict in found.check()] if options.check else []
    failed = [verdict for verdict in verdicts if not verdict]
    if options.json:
        result: dict[str, object] = {"name": found.name, "title": found.title, options.format: written}
        result |= {"steps": len(verdicts), "proved": len(verdicts) - len(failed)} if options.check else {}
        print(as_json(result))
    else:
        print(written)
        if options.check:
            print(f"\n{len(verdicts) - len(failed)} of {len(verdicts)} steps proved")
    return 1 if failed else 0


def _arguments(options: argparse.Namespace) -> dict[str, Any]:
    given: dict[str, Any] = {}
    if options.n is not None:
        given["n"] = whole("n", options.n)
    if options.digits is not None:
        given["digits"] = whole("digits", options.digits, 1)
    if options.at is not None:
        given["at"] = options.at
    if options.family is not None:
        given["of"] = relative(options.family)
    return given
