"""`plot` and `report`: pictures, and documents to hand around."""

from __future__ import annotations

import argparse
import shutil
from typing import TYPE_CHECKING

from sigmoid_sym.cli.arguments import (
    Command,
    as_json,
    belongs_to,
    orders,
    output,
    patience,
    speaks_unicode,
    whole,
)
from sigmoid_sym.errors import SigmoidSymError, shown
from sigmoid_sym.interrupts import fatal
from sigmoid_sym.language.text import ASCII, text

if TYPE_CHECKING:
    from sigmoid_sym.publish.charts import Chart

_WHAT = ("derivatives", "coefficients", "rounding")
_WIDEST = 100
_SIGNS = "σ⁽⁵⁾′−⡠●○│"


def add_commands(command: Command) -> None:
    """Add the commands of this file to the parser."""
    sub = command("plot", _plot, "Draw σ^(N) for some N, in a file or in the terminal.")
    sub.add_argument("orders", metavar="ORDERS", help="an order, 0..5, or 1,3,5")
    sub.add_argument("-o", "--output", metavar="FILE", help="a .svg, .png or .pdf file; needs Matplotlib")
    sub.add_argument(
        "--what",
        choices=_WHAT,
        default=_WHAT[0],
        help="curves with their zeros and extrema; coefficients; rounding errors of the plain formulas",
    )
    sub.add_argument("--normalised", action="store_true", help="scale each curve to height 1")

    sub = command("report", _report, "Write what is known of σ^(N), for one N or several, to a file.")
    sub.add_argument("orders", metavar="ORDERS", help="an order, 0..5, or 1,3,5")
    sub.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        required=True,
        help="a .html, .tex, .pdf or .md file; PDF needs pdflatex",
    )
    sub.add_argument("--digits", default="20", help="significant decimal digits of values and zeros")


def _plot(options: argparse.Namespace) -> int:
    from sigmoid_sym.publish.terminal import text_chart  # mpmath and python-flint, only for pictures

    if options.output is None:
        with patience(), fatal():
            chart = _chart(options)
        if options.json:
            print(as_json(_data(chart)))
        else:
            columns = min(shutil.get_terminal_size().columns, _WIDEST)
            print(text_chart(chart, max(columns, 40), ascii=not speaks_unicode(_SIGNS)))
        return 0
    from sigmoid_sym.publish.pictures import SUFFIXES, Picture, require_matplotlib

    path = output(options.output, SUFFIXES)
    require_matplotlib()
    with patience():
        with fatal():
            chart = _chart(options)
        Picture(chart).save(path)
    if options.json:
        print(as_json(_data(chart)))
    return 0


def _report(options: argparse.Namespace) -> int:
    from sigmoid_sym.publish.report import report, report_path  # mpmath and python-flint, only here

    with belongs_to("--output"):
        path = report_path(options.output)
    digits = whole("digits", options.digits, 1)
    with patience():
        with fatal():
            written = report(orders(options.orders), digits)
        written.save(path)
    print(as_json(written.checks.data()) if options.json else written.checks.summary())
    return int(not written.checks.ok)


def _chart(options: argparse.Namespace) -> Chart:
    from sigmoid_sym.publish.charts import coefficients_chart, derivatives_chart, rounding_chart

    listed = orders(options.orders)
    if options.what == "derivatives":
        return derivatives_chart(listed, normalised=options.normalised)
    if options.normalised:
        raise SigmoidSymError(f"--normalised is for curves, not for {options.what}")
    if options.what == "coefficients":
        return coefficients_chart(listed)
    if len(listed) != 1:
        raise SigmoidSymError(
            f"ORDERS must be a single order for --what {options.what}, not {shown(options.orders)}"
        )
    return rounding_chart(listed[0])


def _data(chart: Chart) -> dict[str, object]:
    lines = [
        {
            "label": line.label if isinstance(line.label, str) else text(line.label, alphabet=ASCII),
            "points": line.points,
            chart.dots or "dots": line.dots,
            chart.rings or "rings": line.rings,
        }
        for line in chart.lines
    ]
    return {"title": chart.title, "lines": lines}
