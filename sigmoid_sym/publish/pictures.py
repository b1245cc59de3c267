"""Charts drawn by Matplotlib (extra `plot`), which is imported here and only when a picture is drawn."""

from __future__ import annotations

import contextlib
import functools
import io
import logging
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sigmoid_sym.closed_forms import SIGMOID
from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.language.latex import latex
from sigmoid_sym.language.notation import Notation
from sigmoid_sym.numeric.relatives import Named
from sigmoid_sym.publish.charts import Chart, coefficients_chart, derivatives_chart, rounding_chart
from sigmoid_sym.publish.files import checked_path, write_whole
from sigmoid_sym.publish.styles import line_style, palette
from sigmoid_sym.tree.expression import Expression

SUFFIXES = (".svg", ".png", ".pdf")
_INCHES = (7.0, 4.2)
_DOTS_PER_INCH = 200
_MANY_LINES = 10
_HUGE = 1e200  # from somewhere beyond, Matplotlib looks for ticks that overflow
_INK, _PAPER = "#1a1a1a", "#ffffff"
# In the SVG of a web page a colour is a variable, which the page sets for light and dark.
_VARIABLES = {_INK: "ink", _PAPER: "paper", **{style.light: f"line-{style.name}" for style in palette()}}


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart that shows itself in a notebook and can be saved.

    Attributes:
        chart: what is drawn.
    """

    chart: Chart

    def figure(self) -> Any:
        """Return a new `matplotlib.figure.Figure`."""
        return _drawn(self.chart)

    def svg(self, prefix: str = "") -> str:
        """Return an `<svg>` element for a web page.

        Arguments:
            prefix: what its ids start with; two pictures on one page need different ones.

        Notes:
            The colours are CSS variables, `--ink`, `--paper` and `--line-…`; where a page does not set
            them they are those for light paper.
        """
        source = _saved(self.figure(), "svg", transparent=True).decode()
        source = source[source.index("<svg") :]
        source = re.sub(r'\b(id="|href="#|url\(#)', rf"\g<1>{prefix}", source)
        for colour, name in _VARIABLES.items():
            source = source.replace(colour, f"var(--{name}, {colour})")
        return re.sub(r"<metadata>.*?</metadata>\s*", "", source, flags=re.DOTALL)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the picture to a .svg, .png or .pdf file, which is there whole or not at all.

        Raises:
            SigmoidSymError: another suffix, or the file could not be written.
        """
        target = checked_path(path, SUFFIXES)
        write_whole(target, _saved(self.figure(), target.suffix.lower()[1:]))

    def _repr_svg_(self) -> str:
        return _saved(self.figure(), "svg").decode()


def plot(orders: int | Iterable[int], *, normalised: bool = False, of: Named = SIGMOID) -> Picture:
    """Return a picture of σ^(n) for some n, or of those of a relative, zeros and extrema marked.

    Arguments:
        orders: n, or several: `range(4)`, `[1, 3, 5]`.
        normalised: whether each curve is divided by the supremum of its absolute value.
        of: as in `evaluate`.

    Raises:
        SigmoidSymError: no order, more than 28, or one that is not a whole number from 0 to 150;
            Matplotlib is not installed.

    >>> plot([0, 1, 2]).chart.title
    'σ and its derivatives'
    """
    return _picture(derivatives_chart(orders, normalised=normalised, of=of))


def plot_coefficients(orders: int | Iterable[int]) -> Picture:
    """Return a picture of the coefficients of σ^(n) in powers of σ; `orders` is as in `plot`."""
    return _picture(coefficients_chart(orders))


def plot_rounding(n: int) -> Picture:
    """Return a picture of where σ^(n) goes wrong in double precision; see `charts.rounding_chart`."""
    return _picture(rounding_chart(n))


def available() -> bool:
    """Return whether Matplotlib is installed."""
    try:
        require_matplotlib()
    except SigmoidSymError:
        return False
    return True


@functools.cache
def require_matplotlib() -> Any:
    """Return the module.

    Raises:
        SigmoidSymError: it is not installed.
    """
    try:
        with _quiet():
            import matplotlib.figure  # large, and optional
    except ModuleNotFoundError as error:
        raise SigmoidSymError("picture files need Matplotlib: pip install 'sigmoid-sym[plot]'") from error
    return matplotlib


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep Matplotlib and fontTools from telling on stderr of caches and of the dates of their fonts."""
    loggers = [logging.getLogger(name) for name in ("matplotlib", "fontTools")]
    levels = [logger.level for logger in loggers]
    try:
        for logger in loggers:
            logger.setLevel(logging.ERROR)
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _picture(chart: Chart) -> Picture:
    require_matplotlib()
    return Picture(chart)


def _drawn(chart: Chart) -> Any:
    figure = require_matplotlib().figure.Figure(_INCHES, layout="constrained")
    axes = figure.subplots()
    for position, line in enumerate(chart.lines):
        style = line_style(position)
        dashes = (0, style.dashes) if style.dashes else "solid"
        label = _words(line.label)
        axes.plot(*_columns(line.points), color=style.light, linestyle=dashes, linewidth=1.5, label=label)
        marks = {"color": style.light, "linestyle": "none", "marker": "o", "markersize": 4.5}
        axes.plot(*_columns(line.dots), **marks)
        axes.plot(*_columns(line.rings), **marks, markerfacecolor=_PAPER, zorder=3)
    if chart.logarithmic:
        axes.set_yscale("log")
        if max(y for line in chart.lines for _, y in line.points) > _HUGE:
            axes.set_yticks([10.0**e for e in range(0, 301, 50)])
            axes.minorticks_off()
    else:
        axes.axhline(0, color=_INK, linewidth=0.6, zorder=0)
    axes.set_title(_words(chart.title), fontsize=11, color=_INK)
    axes.set_xlabel(f"${chart.x_label}$", color=_INK)
    if chart.x_label == "k":
        axes.xaxis.get_major_locator().set_params(integer=True)
    axes.margins(x=0.02 if chart.x_label == "k" else 0)
    axes.tick_params(which="both", colors=_INK)
    axes.grid(color=_INK, alpha=0.15, linewidth=0.5)
    for side in axes.spines.values():
        side.set_color(_INK)
    for shown, fill, what in (("dots", _INK, chart.dots), ("rings", _PAPER, chart.rings)):
        if what:
            marker = {"marker": "o", "markersize": 4.5, "linestyle": "none", "markerfacecolor": fill}
            axes.plot([], [], color=_INK, label=what, gid=shown, **marker)
    _add_legend(figure, chart)
    return figure


def _add_legend(figure: Any, chart: Chart) -> None:
    # Words, or many names, would take the width from the curves.
    words = any(isinstance(line.label, str) for line in chart.lines)
    below = words or len(chart.lines) > _MANY_LINES
    for columns in range(2 if words else 7 if below else 1, 0, -1):
        legend = figure.legend(
            loc="outside lower center" if below else "outside right upper",
            ncols=columns,
            frameon=False,
            labelcolor=_INK,
            fontsize=10,
            handlelength=3.2,
        )
        if columns == 1 or legend.get_window_extent().width <= figure.bbox.width:
            return
        legend.remove()


def _columns(points: tuple[tuple[float, float], ...]) -> tuple[list[float], list[float]]:
    return [x for x, _ in points], [y for _, y in points]


def _words(label: Expression | str) -> str:
    """Return a label as Matplotlib's own TeX reads it."""
    return f"${latex(label, Notation(bare='x'))}$" if isinstance(label, Expression) else label


def _saved(figure: Any, kind: str, transparent: bool = False) -> bytes:
    # Without dates and random names the same chart is the same file.
    settings = {"svg.hashsalt": "sigmoid-sym", "svg.fonttype": "path", "pdf.fonttype": 42}
    empty = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {}}
    buffer = io.BytesIO()
    with require_matplotlib().rc_context(settings), _quiet():
        figure.savefig(buffer, format=kind, dpi=_DOTS_PER_INCH, metadata=empty[kind], transparent=transparent)
    return buffer.getvalue()
