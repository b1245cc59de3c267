"""Lines that are told apart in print, on a dark page and by colour-blind readers."""

from __future__ import annotations

from typing import NamedTuple

# M. Okabe, K. Ito, Color Universal Design (2008), without the yellow that paper swallows: on paper,
# and as light as a dark page needs them.
_COLOURS = (
    ("blue", "#0072b2", "#4fb3ea"),
    ("vermillion", "#d55e00", "#ff8533"),
    ("green", "#009e73", "#2fce9f"),
    ("purple", "#b8578f", "#e59cc4"),
    ("black", "#000000", "#ffffff"),
    ("orange", "#bf8300", "#e69f00"),
    ("sky", "#3f97cf", "#8accf2"),
)
# Lengths of strokes and gaps, in widths of the line.
_DASHES: tuple[tuple[float, ...], ...] = ((), (5.0, 2.0), (1.2, 1.6), (7.0, 2.0, 1.2, 2.0))


class Style(NamedTuple):
    """How a line is drawn.

    Attributes:
        name: of the colour, a word.
        light, dark: the colour on a light and on a dark page, #rrggbb.
        dashes: strokes and gaps in turn; none for a solid line.
    """

    name: str
    light: str
    dark: str
    dashes: tuple[float, ...]


def line_style(position: int) -> Style:
    """Return the style of a line: 7 colours and 4 dashes go round, 28 pairs in all.

    >>> line_style(0).name, line_style(0).dashes, line_style(1).dashes
    ('blue', (), (5.0, 2.0))
    """
    return Style(*_COLOURS[position % len(_COLOURS)], _DASHES[position % len(_DASHES)])


def palette() -> tuple[Style, ...]:
    """Return a style of every colour."""
    return tuple(map(line_style, range(len(_COLOURS))))
