"""`derive`, `triangle` and `forms`: formulas and their coefficients."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys

from sigmoid_sym.cli.arguments import Command, as_json, as_markup, patience, relative, speaks_unicode, whole
from sigmoid_sym.closed_forms import FORMS, RELATIVES, Relative
from sigmoid_sym.combinatorics import logistic_triangle, stirling2_row
from sigmoid_sym.errors import SigmoidSymError, shown
from sigmoid_sym.handle import SigmoidDerivative, derivative
from sigmoid_sym.interrupts import fatal
from sigmoid_sym.language.code import DIALECTS
from sigmoid_sym.language.expression import Symbol, checked_name
from sigmoid_sym.language.numerals import decimal, ordinal
from sigmoid_sym.proof.report import Outcome, Report

# Above this order the quick checks take seconds, and `verify` is the command for that.
_LARGEST_CHECKED_AT_ONCE = 100
_LARGEST_TRIANGLE = 10_000
_LEAST_WIDTH = 20
_DEFAULTS = {"form": "stirling", "family": "sigmoid", "notation": "lagrange"}
# The options that a format has no use for.
_UNUSED = {
    "sympy": ("symbol", "argument", "notation", "width"),
    **dict.fromkeys(DIALECTS, ("form", "family", "symbol", "variable", "argument", "notation", "width")),
}


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
    width = None if options.width is None else whole("width", options.width, _LEAST_WIDTH)
    with patience(), fatal():
        latex = handle.latex(options.form, of=of, width=width, **style)
        if wanted == "latex":
            print(latex)
            return 0
        if wanted == "mathml":
            source = handle.mathml(options.form, of=of, width=width, **style)
            print(as_markup(source))
            return 0
        columns = width or (
            max(shutil.get_terminal_size().columns, _LEAST_WIDTH) if sys.stdout.isatty() else None
        )
        text = handle.text(options.form, of=of, ascii=not speaks_unicode(), width=columns, **style)
        n = handle.order
        checked = not options.no_check and isinstance(n, int) and n <= _LARGEST_CHECKED_AT_ONCE
        report = handle.verify(quick=True) if checked else None
    if wanted == "json":
        print(_as_json(handle, options, text, latex, report))
    else:
        print(f"{text}\n\n{latex}\n\n{_checks(handle, options, report)}")
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

    x = sympy.Symbol("x" if variable is None else checked_name("variable", variable))
    with patience(), fatal():
        return str(handle.sympy(x, form, of=of))


def _checks(handle: SigmoidDerivative, options: argparse.Namespace, report: Report | None) -> str:
    n = handle.order
    if isinstance(n, Symbol):
        return "not checked: a formula for every order; `sigmoid-sym verify 1..50` checks orders"
    if report is None:
        return (
            "not checked, as asked" if options.no_check else f"not checked: `sigmoid-sym verify {n}` does it"
        )
    walked = [check for check in report.checks if check.outcome is not Outcome.SKIPPED]
    width = max(len(check.road) for check in walked)
    lines = [
        f"  {check.road.ljust(width)}  {'ok' if check.outcome is Outcome.AGREES else 'DIFFERS'}"
        for check in walked
    ]
    return "\n".join(
        [f"quick checks of the polynomial P_{n}, {ordinal(n)} derivative = P_{n}(sigma):", *lines]
    )


def _as_json(
    handle: SigmoidDerivative, options: argparse.Namespace, text: str, latex: str, report: Report | None
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
    if report is not None:
        result["ok"] = report.ok
        result["checks"] = {check.road: check.outcome.value for check in report.checks}
    return as_json(result)
