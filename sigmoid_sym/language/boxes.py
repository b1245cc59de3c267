"""What a formula on a page is made of; each language writes these few boxes in its own way."""

from __future__ import annotations

from typing import NamedTuple


class Number(NamedTuple):
    """Digits, with or without a point."""

    digits: str


class Name(NamedTuple):
    """A letter, the name of a Greek letter or a word; a subscript and an accent (hat) if not empty."""

    stem: str
    subscript: str = ""
    accent: str = ""


class Word(NamedTuple):
    """The word or sign of one function or constant, which stands upright, and its LaTeX."""

    plain: str
    latex: str


class Sign(NamedTuple):
    """An operator, a separator or primes, with the spaces around it in a line of text."""

    sign: str


class Phrase(NamedTuple):
    """Words of a sentence, with their spaces."""

    words: str


class Row(NamedTuple):
    """Boxes side by side."""

    boxes: tuple[Box, ...]


class Fraction(NamedTuple):
    """One box over another, with a bar or, in a binomial coefficient, brackets."""

    above: Box
    below: Box
    bar: bool = True


class Script(NamedTuple):
    """A box with another raised (an exponent, primes) or lowered beside it; both with a summation sign."""

    base: Box
    above: Box | None = None
    below: Box | None = None


class Root(NamedTuple):
    """The square root of a box."""

    inside: Box


class Fence(NamedTuple):
    """Boxes between brackets or bars, which stretch or not; the left one may be empty."""

    left: str
    inside: tuple[Box, ...]
    right: str
    stretches: bool = False


Box = Number | Name | Word | Sign | Phrase | Row | Fraction | Script | Root | Fence

# The two that are seen by machines alone, and the first with a thin space after it.
TIMES, APPLY, THIN_TIMES = Sign("\u2062"), Sign("\u2061"), Sign("\u2009")
DOT, MINUS = Sign("⋅"), Sign("−")


def row(*boxes: Box) -> Row:
    """Return the boxes side by side."""
    return Row(boxes)


def first(box: Box) -> Box:
    """Return what a box starts with, a fraction or a bracket being one thing.

    >>> first(Script(row(Number("2"), Name("x")), Number("3")))
    Number(digits='2')
    """
    while isinstance(box, (Row, Script)):
        box = box.boxes[0] if isinstance(box, Row) else box.base
    return box


def is_tall(box: Box) -> bool:
    """Return whether a box is higher than a line of text, so that brackets around it stretch."""
    match box:
        case Row(boxes):
            return any(map(is_tall, boxes))
        case Script(base, None | Sign()):
            return is_tall(base)
        case Root(inside):
            return is_tall(inside)
        case Fence():
            return box.stretches
        case _:
            return isinstance(box, (Fraction, Script))
