"""`derive`, `triangle` and `forms`: formulas and their coefficients."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from collections.abc import Mapping
from dataclasses import replace

from sigmoid_sym.cli.arguments import Command, as_json, as_markup, patience, relative, speaks_unicode, whole
from sigmoid_sym.closed_forms import FORMS, RELATIVES, SIGMOID, Relative, least_order
from sigmoid_sym.closed_forms.equation import LEAST_WIDTH, equation, letters_of
from sigmoid_sym.combinatorics import logistic_triangle, stirling2_row
from sigmoid_sym.crosscheck.printed import THIS_FORMULA
from sigmoid_sym.crosscheck.report import Outcome, Report, ranges
from sigmoid_sym.errors import SigmoidSymError, shown
from sigmoid_sym.handle import SigmoidDerivative, derivative
from sigmoid_sym.interrupts import fatal
from sigmoid_sym.language.code import DIALECTS
from sigmoid_sym.language.letters import FIXED, renaming
from sigmoid_sym.language.numerals import decimal, ordinal
from sigmoid_sym.tree.expression import Symbol

# Above this order the quick checks take seconds, and `verify` is the command for that.
_LARGEST_CHECKED_AT_ONCE = 100
_LARGEST_TRIANGLE = 10_000
_DEFAULTS = {"form": "stirling", "family": "sigmoid", "notation": "lagrange"}
# The options that a format has no use for.
_UNUSED = {
    "sympy": ("symbol", "argument", "notation", "width"),
    **dict.fromkeys(DIALECTS, ("form", "family", "symbol", "variable", "argument", "notation", "width")),
}
# What SymPy's own text means by them, and Python.
_SYMPY_LETTERS = {"E": "the number e", "I": "the imaginary unit", "lambda": "a word of Python"}


def add_commands(command: Command) -> None:
    """Add the commands of this file to the parser."""
    sub = command(
        "derive", _derive, "Print σ^(N): the formula, its LaTeX and the verdicts of the quick checks."
    )
    sub.add_argument(
        "order", metavar="N", help="order of the derivative, 0 or more; a letter for the general formula"
    )
    sub.set_defaults(**_DEFAULTS)
    sub.add_argument("--form", help=f"closed form: {', '.join(FORMS)}")
    sub.add_argument(
        "--family",
        help=f"{', '.join(RELATIVES)}; or parameters L=3,k=1/2,x0=1,C=-1 (numbers or letters)",
    )
    sub.add_argument("--notation", help="lagrange (primes) or leibniz (d/dx)")
    sub.add_argument("--symbol", help=r"letter for the function: S, f, \varphi")
    sub.add_argument("--variable", help="letter for the variable: t, z_1")
    sub.add_argument(
        "--argument",
        action=argparse.BooleanOptionalAction,
        help="write σ(x) or σ; by default what is shorter",
    )
    sub.add_argument("--width", help="break lines that are wider")
    sub.add_argument(
        "--format",
        choices=("text", "latex", "mathml", "sympy", "json", *DIALECTS),
        default="text",
        help="what to print; the last ones are programs in double precision",
    )
    sub.add_argument("--no-check", action="store_true", help="leave out the quick checks")

    sub = command(
        "triangle", _triangle, "Print the coefficients of σ, σ', …, σ^(N) in powers of σ, row by row."
    )
    sub.add_argument("order", metavar="N", help="the last row, 0 or more")
    sub.add_argument("--stirling", action="store_true", help="S(n,k) in place of the coefficients")

    command("forms", _forms, "List the closed forms, for which n and x they hold, and their sources.")


def _derive(options: argparse.Namespace) -> int:
    general = re.fullmatch(r"[a-z]", options.order, re.ASCII)
    handle = derivative(Symbol(options.order) if general else whole("N", options.order))
    of = relative(options.family)
    wanted = "json" if options.json else options.format
    if options.json and options.format not in ("text", "json"):
        raise SigmoidSymError(f"--json and --format {options.format} exclude each other")
    for name in _UNUSED.get(wanted, ()):
        if getattr(options, name) != _DEFAULTS.get(name):
            raise SigmoidSymError(f"--format {wanted} has no use for --{name}")
    if wanted in DIALECTS:
        if general:
            raise SigmoidSymError(f"--format {wanted} needs a number for N, not {options.order!r}")
        print(handle.code(wanted), end="")
        return 0
    if wanted == "sympy":
        print(_sympy_source(handle, options.form, of, options.variable))
        return 0
    style = {name: getattr(options, name) for name in ("symbol", "variable", "argument", "notation")}
    width = None if options.width is None else whole("width", options.width, LEAST_WIDTH)
    with patience(), fatal():
        page = equation(handle.order, options.form, of=of, width=width, **style)
        if wanted in ("latex", "mathml"):
            print(page.latex() if wanted == "latex" else as_markup(page.mathml()))
            return 0
        if width is None and sys.stdout.isatty():
            width = max(shutil.get_terminal_size().columns, LEAST_WIDTH)
        latex, text = page.latex(), replace(page, width=width).text(ascii=not speaks_unicode())
        checked = not options.no_check and not _is_high(handle.order)
        report = _verified(handle, options, of) if checked else None
    if wanted == "json":
        print(_as_json(handle, options, of, text, latex, report))
    else:
        print(f"{text}\n\n{latex}\n\n{_checks(handle, options, of, report)}")
    return int(report is not None and not report.ok)


def _triangle(options: argparse.Namespace) -> int:
    n = whole("N", options.order)
    if n > _LARGEST_TRIANGLE:
        raise SigmoidSymError(
            f"N must be at most {_LARGEST_TRIANGLE}, not {shown(n)}: the output would fill the disk"
        )
    triangle = map(stirling2_row, range(n + 1)) if options.stirling else logistic_triangle()
    rows = ([decimal(entry) for entry in row] for _, row in zip(range(n + 1), triangle, strict=False))
    if options.json:
        print(json.dumps({"triangle": "stirling2" if options.stirling else "logistic", "rows": list(rows)}))
    else:
        for m, row in enumerate(rows):
            print(f"{m}: {' '.join(row)}")
    return 0


def _forms(options: argparse.Namespace) -> int:
    if options.json:
        keys = ("name", "title", "least_order", "domain", "source")
        print(as_json([{key: getattr(form, key) for key in keys} for form in FORMS.values()]))
    else:
        for form in FORMS.values():
            print(f"{form.name}: {form.title}; n ≥ {form.least_order}, {form.domain}. {form.source}")
    return 0


def _sympy_source(handle: SigmoidDerivative, form: str, of: Relative, variable: str | None) -> str:
    import sympy  # heavy, and not needed for the other formats

    letters = letters_of(handle.order, of)
    pairs, _ = renaming(letters, {"variable": variable}, {**FIXED, **_SYMPY_LETTERS})
    x = sympy.Symbol(dict(pairs).get("x", "x"))
    with patience(), fatal():
        return str(handle.sympy(x, form, of=of))


def _is_high(order: int | Symbol) -> bool:
    return isinstance(order, int) and order > _LARGEST_CHECKED_AT_ONCE


def _verified(handle: SigmoidDerivative, options: argparse.Namespace, of: Relative) -> Report:
    letters = {"symbol": options.symbol, "variable": options.variable}
    return handle.verify(options.form, of=of, quick=True, **letters)


def _checks(
    handle: SigmoidDerivative, options: argparse.Namespace, of: Relative, report: Report | None
) -> str:
    n = handle.order
    if report is None:
        if options.no_check:
            return "not checked, as asked"
        other = (
            f"`sigmoid-sym verify {n}` does it"
            if of == SIGMOID
            else f"the order is above {_LARGEST_CHECKED_AT_ONCE}"
        )
        return f"not checked: {other}"
    outcomes = _outcomes(report)
    own = {road: outcome for road, outcome in outcomes.items() if road.startswith(THIS_FORMULA)}
    heading = "checks of the formula above, its function differentiated anew"
    if isinstance(n, Symbol):
        orders = ranges(check.order for check in report.checks)
        heading += (
            f", {n.name} = {orders} (it holds for {n.name} ≥ {least_order(FORMS[options.form], of, n)})"
        )
    blocks = [_verdicts(f"{heading}:", own)]
    walked = {
        road: outcome
        for road, outcome in outcomes.items()
        if road not in own and outcome is not Outcome.SKIPPED
    }
    if walked and isinstance(n, int):
        heading = f"quick checks of the polynomial P_{n}, {ordinal(n)} derivative = P_{n}(sigma):"
        blocks.append(_verdicts(heading, walked))
    return "\n\n".join(blocks)


def _outcomes(report: Report) -> dict[str, Outcome]:
    """Return what each road says, of several orders the worst."""
    worst = (Outcome.DIFFERS, Outcome.SKIPPED, Outcome.AGREES)
    found: dict[str, Outcome] = {}
    for check in report.checks:
        found[check.road] = min(check.outcome, found.get(check.road, Outcome.AGREES), key=worst.index)
    return found


def _verdicts(heading: str, outcomes: Mapping[str, Outcome]) -> str:
    says = {Outcome.AGREES: "ok", Outcome.DIFFERS: "DIFFERS", Outcome.SKIPPED: "not decided"}
    width = max(map(len, outcomes))
    return "\n".join(
        [heading, *(f"  {road.ljust(width)}  {says[outcome]}" for road, outcome in outcomes.items())]
    )


def _as_json(
    handle: SigmoidDerivative,
    options: argparse.Namespace,
    of: Relative,
    text: str,
    latex: str,
    report: Report | None,
) -> str:
    result: dict[str, object] = {
        "order": options.order if isinstance(handle.order, Symbol) else handle.order,
        "form": options.form,
        "family": options.family,
        "text": text,
        "latex": latex,
    }
    if not isinstance(handle.order, Symbol):
        # As strings: few readers of JSON keep integers beyond 2^53.
        result["coefficients"] = [decimal(c) for c in handle.coefficients]
    else:
        result["least_order"] = least_order(FORMS[options.form], of, handle.order)
    if report is not None:
        result["ok"] = report.ok
        result["checks"] = {road: outcome.value for road, outcome in _outcomes(report).items()}
    return as_json(result)
