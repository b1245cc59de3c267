"""Expressions in plain text: Unicode for a person at a terminal, ASCII for everything else."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import normalize

from sigmoid_sym.language.boxes import Box, Fence, Name, Number, Phrase, Row, Script, Sign, Word
from sigmoid_sym.language.layout import Layout, Style
from sigmoid_sym.language.lines import broken, filled
from sigmoid_sym.language.notation import Notation
from sigmoid_sym.tree.expression import ACCENTS, GREEK, Expression


@dataclass(frozen=True, slots=True)
class Alphabet:
    """What a plain text is made of.

    Attributes:
        signs: pairs (a sign of the boxes, how it is written), for those that are written otherwise.
        style: `LINE` where there are Greek letters and superscripts, as in σ²; `PLAIN` for sigma^2.
    """

    signs: tuple[tuple[str, str], ...]
    style: Style


_UNSEEN = ("\u2061", "")
ASCII = Alphabet(
    (
        *(_UNSEEN, ("\u2062", "*"), ("⋅", "*"), ("−", "-"), ("′", "'"), ("∞", "oo"), ("Σ", "sum")),
        *(("≈", "approx"), ("≠", "!="), ("≤", "<="), ("≥", ">="), ("∈", "in"), ("→", "->")),
    ),
    Style.PLAIN,
)
UNICODE = Alphabet((_UNSEEN, ("\u2062", ""), ("⋅", "·")), Style.LINE)

_SUPERSCRIPTS = str.maketrans("0123456789−+()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def text(node: Expression, notation: Notation | None = None, alphabet: Alphabet = UNICODE) -> str:
    """Return an expression in one line of text.

    >>> from sigmoid_sym.tree.expression import Symbol, call
    >>> s = call("sigma", Symbol("x"))
    >>> text(s - 2 * s**2), text(s - 2 * s**2, alphabet=ASCII)
    ('σ(x) − 2σ(x)²', 'sigma(x) - 2*sigma(x)^2')
    """
    return text_of_box(Layout(notation, alphabet.style).lay(node), alphabet)


def text_of_box(box: Box, alphabet: Alphabet) -> str:
    """Return a box in one line of text."""
    return _Writer(alphabet).written(box)


def text_equation(
    left: Expression | None,
    right: Expression,
    notation: Notation | None = None,
    alphabet: Alphabet = UNICODE,
    width: int | None = None,
) -> str:
    """Return `left = right`, or `right`, broken before terms of its longest sum to fit in `width` columns."""
    head = f"{text(left, notation, alphabet)} = " if left is not None else ""
    body = text(right, notation, alphabet)
    if width is None or len(head + body) <= width:
        return head + body
    parts = broken(
        Layout(notation, alphabet.style), right, lambda boxes: _Writer(alphabet).written(Row(tuple(boxes)))
    )
    if parts is None:
        return head + body
    opening, terms, closing = parts
    head += opening
    lines = filled(terms, width, len, len(head))
    return head + ("\n" + " " * len(head)).join(line.strip() for line in lines) + closing


class _Writer:
    def __init__(self, alphabet: Alphabet) -> None:
        self.rich, self.signs = alphabet.style is Style.LINE, str.maketrans(dict(alphabet.signs))

    def written(self, box: Box) -> str:
        match box:
            case Number(source):
                return source
            case Name(stem, subscript, accent):
                return self.name(stem, subscript, accent)
            case Word(sign) | Sign(sign) | Phrase(sign):
                return sign.translate(self.signs)
            case Row(boxes):
                source = ""  # not a call for all of them: a deep tree takes fewer frames of the stack
                for part in boxes:
                    source += self.written(part)
                return source
            case Script(base, Sign() as primes):
                return self.written(base) + self.written(primes)
            case Script(base, above, below):
                lowered = f"_({self.written(below)})" if below else ""
                return self.written(base) + lowered + (self.superscript(above) if above else "")
            case Fence(left, inside, right):
                source = left
                for part in inside:
                    source += self.written(part)
                return source + right
        raise TypeError(f"{type(box).__name__} is not a box of one line")

    def name(self, stem: str, subscript: str, accent: str) -> str:
        if self.rich:
            stem = normalize("NFC", GREEK.get(stem, stem) + ACCENTS.get(accent, ""))
            if subscript.isdigit():
                return stem + subscript.translate(_SUBSCRIPTS)
        elif accent:
            stem = f"{stem}_{accent}"
        return f"{stem}_{subscript}" if subscript else stem

    def superscript(self, box: Box) -> str:
        source, is_fence = self.written(box), isinstance(box, Fence)
        compact = source.replace(" ", "") if is_fence else source
        if self.rich and all(ord(character) in _SUPERSCRIPTS for character in compact):
            return compact.translate(_SUPERSCRIPTS)
        return f"^{source}" if is_fence or isinstance(box, (Number, Name, Word)) else f"^({source})"
