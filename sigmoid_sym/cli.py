"""The command `sigmoid-sym`: exit status 0 good, 1 a check failed, 2 bad usage.

The parser is argparse: a larger one takes longer to load than `derive 5` takes to answer.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from fractions import Fraction

from sigmoid_sym import __version__
from sigmoid_sym.closed_forms import FORMS, RELATIVES, Relative, logistic_family
from sigmoid_sym.combinatorics import logistic_triangle, stirling2_row
from sigmoid_sym.derivative import SigmoidDerivative, derivative
from sigmoid_sym.errors import SigmoidSymError, shown
from sigmoid_sym.language.expression import Symbol
from sigmoid_sym.language.numerals import decimal
from sigmoid_sym.proof.crosscheck import verify
from sigmoid_sym.proof.report import Outcome, Report

# Above this order the quick checks take seconds, and `verify` is the command for that.
_LARGEST_CHECKED_AT_ONCE = 100
_LARGEST_TRIANGLE = 10_000


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
        sub.add_argument("--json", action="store_true", help="print JSON, integers as strings")
        return sub

    sub = command(
        "derive", _derive, "Print σ^(N): the formula, its LaTeX and the verdicts of the quick checks."
    )
    sub.add_argument(
        "order", metavar="N", help="order of the derivative, 0 or more; a letter for the general formula"
    )
    sub.add_argument("--form", default="stirling", help=f"closed form: {', '.join(FORMS)}")
    sub.add_argument(
        "--family",
        default="sigmoid",
        help=f"{', '.join(RELATIVES)}; or parameters L=3,k=1/2,x0=1,C=-1 (numbers or letters)",
    )
    sub.add_argument("--notation", default="lagrange", help="lagrange (primes) or leibniz (d/dx)")
    sub.add_argument("--symbol", help=r"letter for the function: S, f, \varphi")
    sub.add_argument("--variable", help="letter for the variable: t, z_1")
    sub.add_argument(
        "--argument",
        action=argparse.BooleanOptionalAction,
        help="write σ(x) or σ; by default what is shorter",
    )
    sub.add_argument("--width", help="break lines that are wider")
    sub.add_argument(
        "--format", choices=("text", "latex", "sympy", "json"), default="text", help="what to print"
    )
    sub.add_argument("--no-check", action="store_true", help="leave out the quick checks")

    sub = command(
        "triangle", _triangle, "Print the coefficients of σ, σ', …, σ^(N) in powers of σ, row by row."
    )
    sub.add_argument("order", metavar="N", help="the last row, 0 or more")
    sub.add_argument("--stirling", action="store_true", help="S(n,k) in place of the coefficients")

    sub = command(
        "verify", _verify, "Check σ^(n) by independent roads: SymPy's differentiation, the ODE, every form."
    )
    sub.add_argument("orders", metavar="ORDERS", help="an order, 1..50, or 1,2,10..20")
    sub.add_argument("--quick", action="store_true", help="leave out the roads through SymPy and mpmath")
    sub.add_argument("--jobs", default="1", help="check so many orders at once")

    command("forms", _forms, "List the closed forms, for which n and x they hold, and their sources.")
    return parser


def _derive(options: argparse.Namespace) -> int:
    general = re.fullmatch(r"[a-z]", options.order, re.ASCII)
    handle = derivative(Symbol(options.order) if general else _whole("N", options.order))
    of = _relative(options.family)
    wanted = "json" if options.json else options.format
    if wanted == "sympy":
        print(_sympy_source(handle, options.form, of, options.variable))
        return 0
    style = {name: getattr(options, name) for name in ("symbol", "variable", "argument", "notation")}
    width = None if options.width is None else _whole("width", options.width)
    with _patience():
        latex = handle.latex(options.form, of=of, width=width, **style)
        if wanted == "latex":
            print(latex)
            return 0
        columns = width or (max(shutil.get_terminal_size().columns, 20) if sys.stdout.isatty() else None)
        text = handle.text(options.form, of=of, ascii=not _speaks_unicode(), width=columns, **style)
        n = handle.order
        checked = not options.no_check and isinstance(n, int) and n <= _LARGEST_CHECKED_AT_ONCE
        report = handle.verify(quick=True) if checked else None
    if wanted == "json":
        print(_as_json(handle, options, text, latex, report))
    else:
        print(f"{text}\n\n{latex}\n\n{_checks(handle, options, report)}")
    return int(report is not None and not report.ok)


def _triangle(options: argparse.Namespace) -> int:
    n = _whole("N", options.order)
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


def _verify(options: argparse.Namespace) -> int:
    orders, jobs = _orders(options.orders), _whole("jobs", options.jobs, 1)
    if jobs > 1:
        from concurrent.futures import ProcessPoolExecutor  # slow to import

        with ProcessPoolExecutor(jobs) as executor:
            report = verify(orders, quick=options.quick, executor=executor)
    else:
        report = verify(orders, quick=options.quick)
    print(report.to_json() if options.json else report)
    return int(not report.ok)


def _forms(options: argparse.Namespace) -> int:
    if options.json:
        keys = ("name", "title", "least_order", "domain", "source")
        print(json.dumps([{key: getattr(form, key) for key in keys} for form in FORMS.values()], indent=1))
    else:
        for form in FORMS.values():
            print(f"{form.name}: {form.title}; n ≥ {form.least_order}, {form.domain}. {form.source}")
    return 0


def _whole(name: str, text: str, minimum: int = 0) -> int:
    if re.fullmatch(r"[0-9]{1,4000}", text, re.ASCII) and int(text) >= minimum:
        return int(text)
    raise SigmoidSymError(f"{name} must be a whole number of at least {minimum}, not {shown(text)}")


def _orders(text: str) -> list[int] | range:
    single: list[int] = []
    for part in text.split(","):
        first, dots, last = part.strip().partition("..")
        if not all(
            re.fullmatch(r"[0-9]{1,18}", end, re.ASCII) for end in ((first, last) if dots else (first,))
        ):
            raise SigmoidSymError(f"ORDERS must look like 5, 1..50 or 1,2,10..20, not {shown(text)}")
        span = range(int(first), int(last if dots else first) + 1)
        if not span:
            raise SigmoidSymError(f"ORDERS has an empty range: {shown(part)}")
        if len(span) > 10_000:
            return span  # refused where every range is
        single.extend(span)
    return single


def _relative(text: str) -> Relative:
    if text in RELATIVES:
        return RELATIVES[text]
    parameters: dict[str, int | Fraction | Symbol] = {}
    for part in text.split(","):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or name not in ("L", "k", "x0", "C") or name in parameters:
            raise SigmoidSymError(
                f"family must be one of {', '.join(RELATIVES)}, or L=…,k=…,x0=…,C=…, not {shown(text)}"
            )
        parameters[name] = _parameter(name, value)
    return logistic_family(**parameters)


def _parameter(name: str, text: str) -> int | Fraction | Symbol:
    if match := re.fullmatch(r"(-?[0-9]{1,100})(?:/([0-9]{1,100})|\.([0-9]{1,100}))?", text, re.ASCII):
        whole, below, decimals = match.groups()
        if below is not None and int(below) == 0:
            raise SigmoidSymError(f"{name} must not have the denominator 0")
        return Fraction(text) if below or decimals else int(whole)
    if re.fullmatch(r"[A-Za-z\\].{0,20}", text):
        return Symbol(text)
    raise SigmoidSymError(f"{name} must be a number (3, -1, 1/2, 0.5) or a letter, not {shown(text)}")


def _speaks_unicode() -> bool:
    try:
        "σ⁽⁵⁾−·′Σ∞".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


@contextlib.contextmanager
def _patience() -> Iterator[None]:
    """Show that work goes on when it takes long and a person watches."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # only for a person who watches

    with Console(stderr=True).status("computing…"):
        yield


def _sympy_source(handle: SigmoidDerivative, form: str, of: Relative, variable: str | None) -> str:
    import sympy  # heavy, and not needed for the other formats

    x = sympy.Symbol("x" if variable is None else Symbol(variable).name)
    with _patience():
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
    return "\n".join([f"quick checks of the polynomial P_{n}, {n}-th derivative = P_{n}(sigma):", *lines])


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
    return json.dumps(result, ensure_ascii=not _speaks_unicode(), indent=1)
