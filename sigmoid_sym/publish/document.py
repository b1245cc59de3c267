"""A document as data: what it says, before HTML, LaTeX or Markdown says how it looks."""

from __future__ import annotations

from dataclasses import dataclass

from sigmoid_sym.derivations.steps import Passage
from sigmoid_sym.language.notation import Notation
from sigmoid_sym.publish.charts import Chart
from sigmoid_sym.tree.expression import Expression


@dataclass(frozen=True, slots=True)
class Digits:
    """A decimal number as it is printed: 0.25, -1.3e-5."""

    text: str

    @property
    def mantissa(self) -> str:
        """What stands before the e, with a minus sign."""
        return self.text.partition("e")[0].replace("-", "−")

    @property
    def exponent(self) -> str:
        """The power of ten, or nothing."""
        return self.text.partition("e")[2].removeprefix("+").replace("-", "−")


Inline = str | Digits | Expression
Text = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title."""

    level: int
    text: Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `strong` where it must not be overlooked."""

    text: Text
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Formula:
    """An equation on lines of its own."""

    left: Expression
    right: Expression
    notation: Notation


@dataclass(frozen=True, slots=True)
class Table:
    """A table; columns of numbers are aligned at the right."""

    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart."""

    chart: Chart


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a derivation, with the reasons beside them."""

    passage: Passage


Block = Heading | Paragraph | Formula | Table | Drawing | Lines


@dataclass(frozen=True, slots=True, repr=False)
class Document:
    """Blocks in order; the first is the title."""

    blocks: tuple[Block, ...]

    def __repr__(self) -> str:
        return f"<Document: {len(self.blocks)} blocks>"


def is_number_column(table: Table, column: int) -> bool:
    """Return whether there are only numbers below the head."""
    return all(len(row[column]) == 1 and isinstance(row[column][0], Digits) for row in table.rows)
