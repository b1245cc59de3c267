"""HTML reports: well-formed, in one file, no script, and nothing of a text taken for a tag."""

import re
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from conftest import require_module

from sigmoid_sym import report, verify
from sigmoid_sym.derivations import derivation
from sigmoid_sym.publish import html, pictures
from sigmoid_sym.publish.charts import Chart, Line
from sigmoid_sym.publish.document import Digits, Document, Drawing, Heading, Paragraph, Table
from sigmoid_sym.tree.expression import Symbol

VOID = {"meta"}


class Balanced(HTMLParser):
    """Counts what a browser opens and closes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.links += [
            value or "" for name, value in attrs if name in ("src", "href", "xlink:href", "srcset")
        ]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("orders", [0, 5, range(4)])
def test_a_page(orders: object) -> None:
    require_module("matplotlib")
    source = report(orders).html()  # type: ignore[arg-type]
    page = Balanced()
    page.feed(source)
    assert page.open == []
    assert not {"script", "link", "iframe", "img", "object", "form"} & set(page.seen)
    assert all(link.startswith("#") for link in page.links)  # nothing from elsewhere
    assert len(page.ids) == len(set(page.ids))
    assert not re.search(r"@import|url\((?!#)", source)
    assert {"math", "svg", "table"} <= set(page.seen)
    assert source.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "prefers-color-scheme:dark" in source
    # As XML too, so that it may be put into other documents.
    ElementTree.fromstring(source[source.index("<article") : source.index("</body>")])


def test_a_notebook_gets_the_article_alone() -> None:
    shown = report(1)._repr_html_()
    assert shown.startswith('<article class="sigmoid-sym">')
    rules = re.findall(r"(?:^|[}{])([^{}@]+)\{", re.search(r"<style>(.*?)</style>", shown, re.DOTALL)[1])  # type: ignore[index]
    assert rules
    assert all(part.strip().startswith(".sigmoid-sym") for rule in rules for part in rule.split(","))


def test_text_stays_text() -> None:
    nasty = "<script>alert('&')</script>"
    chart = Chart(nasty, "x", (Line(nasty.replace("$", ""), ((0.0, 0.0), (1.0, 1.0))),))
    blocks = (
        Heading(1, (nasty,)),
        Paragraph((nasty, Digits("-1.5e-7"), Symbol("x")), strong=True),
        Table(((nasty,),), (((nasty,),),)),
        Drawing(chart),
    )
    source = html.page(Document(blocks), nasty)
    assert "<script" not in source
    assert source.count("&lt;script&gt;alert(&#x27;&amp;&#x27;)&lt;/script&gt;") >= 5
    assert "−1.5&thinsp;·&thinsp;10<sup>−7</sup>" in source


def test_without_matplotlib_pictures_are_in_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "available", lambda: False)
    source = report(2).html()
    assert "<svg" not in source
    assert "● extremum" in source
    assert pictures.available is not html.available


# The rules for tables of JupyterLab 4 (packages/rendermime/style/base.css) and of the classic notebook.
JUPYTER = (
    ":not(.jp-RenderedMarkdown).jp-RenderedHTMLCommon td",
    ".jp-RenderedHTMLCommon tbody tr:nth-child(odd)",
    ".jp-RenderedHTMLCommon tbody tr:hover",
    "div.rendered_html tbody tr:nth-child(odd)",
)


def specificity(selector: str) -> tuple[int, int]:
    """Return the numbers of classes and of elements (Selectors Level 4, section 17); none has an id."""
    plain = re.sub(r":not\((.*?)\)", r"\1", selector)
    classes = len(re.findall(r"\.[\w-]+|:[\w-]+", plain))
    return classes, len(re.findall(r"(?:^|\s)[a-z]\w*", plain))


def test_no_rule_of_a_notebook_outranks_ours() -> None:
    assert [specificity(rule) for rule in JUPYTER] == [(2, 1), (2, 2), (2, 2), (2, 3)]
    (style,) = re.findall(r"<style>(.*?)</style>", report(1)._repr_html_(), re.DOTALL)
    ours = [
        name
        for names in re.findall(r"^(\.[^{@]*)\{", style, re.MULTILINE)
        for name in names.split(",")
        if " " in name
    ]
    assert {"td", "th", "tr", "table", ".number"} <= {name.rpartition(" ")[2] for name in ours}
    assert all(specificity(name) > max(map(specificity, JUPYTER)) for name in ours)


@pytest.mark.parametrize(
    "shown", [verify(2, quick=True), verify([1, 2], quick=True), derivation("chain-rule")]
)
def test_tables_without_a_style_of_their_own_say_where_their_cells_stand(shown: Any) -> None:
    cells = re.findall(r"<t[dh]\b[^>]*>", shown._repr_html_())
    assert len(cells) > 8
    assert all("text-align:left" in cell for cell in cells)
