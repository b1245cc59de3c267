"""Charts in a terminal: each line on its own, in braille or in ASCII."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

from sigmoid_sym.language.notation import Notation
from sigmoid_sym.language.text import ASCII, UNICODE, Alphabet, text
from sigmoid_sym.publish.charts import Chart, Line, Point
from sigmoid_sym.tree.expression import Expression

_LABEL = 10  # columns for the numbers at the left
# Braille: a cell is 2 dots wide and 4 high, and this is the bit of each (Unicode 15, section 21.1).
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_BLANK = 0x2800


@dataclass(frozen=True, slots=True)
class _Signs:
    wide: int  # dots in a cell
    high: int
    dot: str
    ring: str


_BRAILLE, _PLAIN = _Signs(2, 4, "●", "○"), _Signs(1, 1, "@", "o")


def text_chart(chart: Chart, columns: int = 72, rows: int = 10, ascii: bool = False) -> str:
    """Return a chart in characters: the lines one below the other, each in `rows` lines of `columns`.

    >>> from sigmoid_sym.publish.charts import derivatives_chart
    >>> print(text_chart(derivatives_chart(1), 42, 4, ascii=True))
    sigma'   @ extremum
          0.25 |            ..@...
               |          ...    ...
               |       ....        ....
       0.00247 |........              ........
                -6                           6
    """
    signs = _PLAIN if ascii else _BRAILLE
    alphabet = ASCII if ascii else UNICODE
    blocks = []
    for line in chart.lines:
        dots = [f"{signs.dot} {chart.dots}"] if line.dots else []
        rings = [f"{signs.ring} {chart.rings}"] if line.rings else []
        title = "   ".join([_title(line.label, alphabet), *dots, *rings])
        blocks.append("\n".join([title, *_block(line, chart, columns - _LABEL - 2, rows, signs)]))
    return "\n\n".join(blocks)


def _title(label: Expression | str, alphabet: Alphabet) -> str:
    if isinstance(label, Expression):
        return text(label, Notation(bare="x"), alphabet)
    return label if alphabet is UNICODE else label.replace("σ", "sigma").replace("−", "-")


def _block(line: Line, chart: Chart, columns: int, rows: int, signs: _Signs) -> list[str]:
    left, right, low, high = Chart("", "", (line,), logarithmic=chart.logarithmic).window
    scale = math.log10 if chart.logarithmic else float
    bottom, top = scale(low), scale(high)
    width, height = columns * signs.wide, rows * signs.high

    def place(point: Point) -> tuple[int, int]:
        across = (point[0] - left) / (right - left) * (width - 1)
        down = (top - scale(point[1])) / (top - bottom) * (height - 1)
        return round(across), round(down)

    cells = [[0] * columns for _ in range(rows)]
    for across, down in _connected([place(point) for point in line.points]):
        cells[down // signs.high][across // signs.wide] |= _BITS[down % signs.high][across % signs.wide]
    canvas = [
        [" " if not cell else "." if signs is _PLAIN else chr(_BLANK + cell) for cell in row] for row in cells
    ]
    for sign, points in ((signs.dot, line.dots), (signs.ring, line.rings)):
        for across, down in map(place, points):
            canvas[down // signs.high][across // signs.wide] = sign
    numbers = {0: _number(high), rows - 1: _number(low)}
    bar = "|" if signs is _PLAIN else "│"
    lines = [
        f"{numbers.get(row, ''):>{_LABEL}} {bar}{''.join(cells).rstrip()}" for row, cells in enumerate(canvas)
    ]
    ends = [_number(left), _number(right)]
    return [*lines, " " * (_LABEL + 2) + ends[0] + ends[1].rjust(columns - len(ends[0]))]


def _connected(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the places and those between neighbours, so that a steep curve has no gaps."""
    filled = places[:1]
    for (x0, y0), (x1, y1) in itertools.pairwise(places):
        steps = max(abs(x1 - x0), abs(y1 - y0), 1)
        filled += [
            (x0 + round((x1 - x0) * i / steps), y0 + round((y1 - y0) * i / steps))
            for i in range(1, steps + 1)
        ]
    return filled


def _number(value: float) -> str:
    return f"{value:.3g}"
