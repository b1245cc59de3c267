"""Charts in TikZ, so that a LaTeX document is one file and its pictures speak its language."""

from __future__ import annotations

import math
from collections.abc import Iterable

from sigmoid_sym.language.latex import latex
from sigmoid_sym.language.notation import Notation
from sigmoid_sym.publish.charts import Chart, Point
from sigmoid_sym.publish.styles import line_style, palette
from sigmoid_sym.publish.tex_text import escaped
from sigmoid_sym.tree.expression import Expression

_WIDTH, _HEIGHT = 12.0, 6.0  # cm
_TICKS = 8
_LEGEND_COLUMNS = 4

COLOURS = "\n".join(
    rf"\definecolor{{line-{style.name}}}{{HTML}}{{{style.light[1:].upper()}}}" for style in palette()
)
_BARE = Notation(bare="x")


def tikz(chart: Chart) -> str:
    """Return a chart as a `tikzpicture`; it needs the colours of `COLOURS`.

    Notes:
        Nothing but paths, circles and nodes: TikZ without libraries.
    """
    left, right, low, high = chart.window
    scale = math.log10 if chart.logarithmic else float
    bottom, top = scale(low), scale(high)
    bottom, top = bottom - (top - bottom) / 25, top + (top - bottom) / 25

    def across(x: float) -> float:
        return (x - left) / (right - left) * _WIDTH

    def up(y: float) -> float:
        return (y - bottom) / (top - bottom) * _HEIGHT

    def placed(points: Iterable[Point]) -> list[str]:
        return [f"({across(x):.3f},{up(scale(y)):.3f})" for x, y in points]

    whole = all(x == round(x) for line in chart.lines for x, _ in line.points)
    steps = ticks(left, right, least=float(whole))
    heights = ticks(bottom, top, least=float(chart.logarithmic))
    grid = [rf"\draw[black!12] ({across(x):.3f},0) -- +(0,{_HEIGHT});" for x in steps]
    grid += [rf"\draw[black!12] (0,{up(y):.3f}) -- +({_WIDTH},0);" for y in heights]
    grid += [rf"\node[below] at ({across(x):.3f},0) {{${_number(x)}$}};" for x in steps]
    for y in heights:
        number = f"10^{{{_number(y)}}}" if chart.logarithmic else _number(y)
        grid.append(rf"\node[left] at (0,{up(y):.3f}) {{${number}$}};")
    curves, legend = [], []
    for position, line in enumerate(chart.lines):
        style = line_style(position)
        pen = f"line-{style.name}, line width=0.8pt{_dashes(style.dashes)}"
        curves.append(rf"\draw[{pen}] plot coordinates {{{' '.join(placed(line.points))}}};")
        curves += [rf"\fill[line-{style.name}] {dot} circle (1.6pt);" for dot in placed(line.dots)]
        curves += [
            rf"\draw[line-{style.name}, fill=white] {ring} circle (1.6pt);" for ring in placed(line.rings)
        ]
        label = _label(line.label)
        legend.append(rf"\draw[{pen}] (0,0) -- +(0.9,0) node[right, black] {{{label}}};")
    if chart.dots:
        legend.append(rf"\fill (0.45,0) circle (1.6pt); \node[right] at (0.9,0) {{{chart.dots}}};")
    if chart.rings:
        legend.append(
            rf"\draw[fill=white] (0.45,0) circle (1.6pt); \node[right] at (0.9,0) {{{chart.rings}}};"
        )
    return "\n".join(
        [
            r"\begin{tikzpicture}[font=\footnotesize]",
            *grid,
            rf"\draw[black!60] (0,0) rectangle ({_WIDTH},{_HEIGHT});",
            rf"\begin{{scope}}\clip (-0.1,-0.1) rectangle ({_WIDTH + 0.1},{_HEIGHT + 0.1});",
            *curves,
            r"\end{scope}",
            rf"\node[below=12pt] at ({_WIDTH / 2},0) {{${chart.x_label}$}};",
            *_legend(legend, widest=any(isinstance(line.label, str) for line in chart.lines)),
            r"\end{tikzpicture}",
        ]
    )


def ticks(low: float, high: float, least: float = 0.0) -> list[float]:
    """Return about eight round numbers in an interval: multiples of 1, 2 or 5 times a power of ten.

    Arguments:
        least: the least step.

    >>> ticks(-8, 8)
    [-8.0, -6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0, 8.0]
    >>> ticks(0.1, 0.93)
    [0.2, 0.4, 0.6, 0.8]
    >>> ticks(1, 4, least=1)
    [1.0, 2.0, 3.0, 4.0]
    """
    rough = max((high - low) / _TICKS, least)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(step for step in (power, 2 * power, 5 * power, 10 * power) if step >= rough)
    first, last = math.ceil(low / step), math.floor(high / step)
    return [float(f"{k * step:.12g}") for k in range(first, last + 1)]


def _legend(entries: list[str], widest: bool) -> list[str]:
    columns = 2 if widest else _LEGEND_COLUMNS
    placed = []
    for position, entry in enumerate(entries):
        row, column = divmod(position, columns)
        place = f"({column * _WIDTH / columns:.2f},{-1.5 - 0.5 * row:.2f})"
        placed.append(rf"\begin{{scope}}[shift={{{place}}}]{entry}\end{{scope}}")
    return placed


def _label(label: Expression | str) -> str:
    if isinstance(label, Expression):
        return f"${latex(label, _BARE)}$"
    return escaped(label)


def _dashes(lengths: tuple[float, ...]) -> str:
    if not lengths:
        return ""
    pattern = " ".join(f"{'off' if i % 2 else 'on'} {length}pt" for i, length in enumerate(lengths))
    return f", dash pattern={pattern}"


def _number(value: float) -> str:
    mantissa, _, exponent = f"{value:.6g}".partition("e")
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if exponent else mantissa
