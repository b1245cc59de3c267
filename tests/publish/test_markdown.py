"""Markdown reports: formulas between dollars, tables of equal rows, text that stays text."""

import re

from sigmoid_sym import report
from sigmoid_sym.handle import derivative
from sigmoid_sym.publish.document import Digits, Document, Heading, Paragraph, Table
from sigmoid_sym.publish.markdown import markdown


def test_formulas_are_those_of_the_handle() -> None:
    source = report(4).markdown()
    for form in ("stirling", "eulerian", "tanh", "poles"):
        assert f"$$\n{derivative(4).latex(form, width=80)}\n$$" in source
    assert source.startswith("# σ⁽⁴⁾, a derivative of the logistic function\n")
    assert source.count("$$") % 2 == 0
    assert source.count("```") == 4


def test_tables_have_equal_rows() -> None:
    tables = re.findall(r"(?:^\|.*\|\n)+", report([1, 2]).markdown(), re.MULTILINE)
    assert len(tables) == 10
    for table in tables:
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.split("\n") if row}) == 1


def test_text_stays_text() -> None:
    blocks = (
        Heading(2, ("a_b*c*",)),
        Paragraph(("<b> [x](y) $1$",), strong=True),
        Table((("|",), ("n",)), ((("a|b",), (Digits("-2.5e+10"),)),)),
    )
    assert markdown(Document(blocks)) == (
        "## a\\_b\\*c\\*\n\n**\\<b\\> \\[x\\](y) \\$1\\$**\n\n"
        "| \\| | n |\n| :-- | --: |\n| a\\|b | −2.5·10^10 |\n"
    )
