"""Documents in HTML: one file, formulas in MathML, pictures in SVG; no script, no network."""

from __future__ import annotations

import html

from sigmoid_sym.derivations.writing import table
from sigmoid_sym.language.mathml import mathml, mathml_equation
from sigmoid_sym.language.notation import Notation
from sigmoid_sym.publish.charts import Chart
from sigmoid_sym.publish.document import (
    Block,
    Digits,
    Document,
    Drawing,
    Formula,
    Heading,
    Lines,
    Paragraph,
    Table,
    Text,
    is_number_column,
)
from sigmoid_sym.publish.pictures import Picture, available
from sigmoid_sym.publish.styles import palette
from sigmoid_sym.publish.terminal import text_chart
from sigmoid_sym.tree.expression import Expression

_WIDTH = 74  # characters of a formula in a line
_BARE = Notation(bare="x")


def _variables(page: str) -> str:
    ink, paper, faint, accent = {
        "light": ("#1a1a1a", "#ffffff", "#d9dcdf", "#5c6166"),
        "dark": ("#e6e8ea", "#15181c", "#3a4047", "#a3a9b0"),
    }[page]
    lines = "".join(f"--line-{style.name}:{getattr(style, page)};" for style in palette())
    return f"color-scheme:{page};--ink:{ink};--paper:{paper};--faint:{faint};--accent:{accent};{lines}"


# Every rule is for our own article, so that a notebook that shows it stays as it is. The class is named three
# times where Jupyter has rules for the same elements, with two classes: those would outrank ours.
_STYLE = f"""
.sigmoid-sym{{{_variables("light")}}}
@media (prefers-color-scheme:dark){{.sigmoid-sym{{{_variables("dark")}}}}}
@media print{{.sigmoid-sym{{{_variables("light")}}}}}
.sigmoid-sym{{color:var(--ink);background:var(--paper);font:1rem/1.55 system-ui,sans-serif;
max-width:56rem;margin:0 auto;padding:1rem 1.25rem 3rem;box-sizing:border-box}}
.sigmoid-sym h1{{font-size:1.7rem;line-height:1.25;margin:1rem 0}}
.sigmoid-sym h2{{font-size:1.3rem;margin:2.2rem 0 .6rem;border-bottom:1px solid var(--faint)}}
.sigmoid-sym h3{{font-size:1.05rem;margin:1.5rem 0 .4rem}}
.sigmoid-sym h4{{font-size:.95rem;margin:1.2rem 0 .2rem;color:var(--accent)}}
.sigmoid-sym math{{font-size:1.08em}}
.sigmoid-sym .wide{{overflow:auto hidden;margin:.3rem 0;padding:.4rem 0}}
.sigmoid-sym mtd{{padding:.25em .1em}}
.sigmoid-sym table{{border-collapse:collapse;font-size:.92rem;table-layout:auto;margin:0}}
.sigmoid-sym tr{{background:none}}
.sigmoid-sym th,.sigmoid-sym td{{padding:.25rem .8rem .25rem 0;text-align:left;vertical-align:top;
border-bottom:1px solid var(--faint);background:none;color:inherit}}
.sigmoid-sym th{{border-bottom:2px solid var(--accent)}}
.sigmoid-sym .number{{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}}
.sigmoid-sym .strong{{font-weight:700;border-left:.3rem solid var(--line-vermillion);padding-left:.7rem}}
.sigmoid-sym svg{{width:100%;height:auto;max-width:48rem}}
.sigmoid-sym .derivation td{{border:none;vertical-align:baseline}}
.sigmoid-sym .derivation math{{math-style:normal}}
.sigmoid-sym pre{{font-size:.8rem;line-height:1.15;color:inherit;background:none}}
""".replace(".sigmoid-sym ", ".sigmoid-sym.sigmoid-sym.sigmoid-sym ")
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
body{{margin:0;background:#fff}}
@media (prefers-color-scheme:dark){{body{{background:#15181c}}}}
@media print{{body{{background:#fff}}}}
</style>
</head>
<body>
{article}
</body>
</html>
"""


def page(document: Document, title: str) -> str:
    """Return the document as a web page."""
    return _PAGE.format(title=html.escape(title), article=article(document))


def article(document: Document) -> str:
    """Return the document as an `<article>` with its style, to stand in a page or a notebook."""
    body = "\n".join(_block(block, position) for position, block in enumerate(document.blocks))
    return f'<article class="sigmoid-sym">\n<style>{_STYLE}</style>\n{body}\n</article>'


def _block(block: Block, position: int) -> str:
    match block:
        case Heading(level, text):
            return f"<h{level}>{_inline(text)}</h{level}>"
        case Paragraph(text, strong):
            kind = ' class="strong"' if strong else ""
            return f"<p{kind}>{_inline(text)}</p>"
        case Formula(left, right, notation):
            return f'<div class="wide">{mathml_equation(left, right, notation, width=_WIDTH)}</div>'
        case Table():
            return _table(block)
        case Lines(passage):
            return f'<div class="wide">{table(passage, reasons=True)}</div>'
        case Drawing(chart):
            return _picture(chart, f"picture-{position}-")


def _inline(text: Text) -> str:
    return "".join(map(_part, text))


def _part(part: str | Digits | Expression) -> str:
    match part:
        case Digits(mantissa=mantissa, exponent=""):
            return html.escape(mantissa)
        case Digits(mantissa=mantissa, exponent=exponent):
            return f"{html.escape(mantissa)}&thinsp;·&thinsp;10<sup>{html.escape(exponent)}</sup>"
        case Expression():
            return mathml(part, _BARE)
        case _:
            return html.escape(part)


def _table(table: Table) -> str:
    classes = [
        ' class="number"' if is_number_column(table, column) else "" for column in range(len(table.head))
    ]

    def row(cells: tuple[Text, ...], tag: str) -> str:
        content = (f"<{tag}{kind}>{_inline(cell)}</{tag}>" for cell, kind in zip(cells, classes, strict=True))
        return f"<tr>{''.join(content)}</tr>"

    body = "\n".join(row(cells, "td") for cells in table.rows)
    return (
        f'<div class="wide"><table>\n<thead>{row(table.head, "th")}</thead>\n'
        f"<tbody>\n{body}\n</tbody></table></div>"
    )


def _picture(chart: Chart, prefix: str) -> str:
    if not available():
        return f"<pre>{html.escape(text_chart(chart))}</pre>"
    source = Picture(chart).svg(prefix)
    told = f'<svg role="img" aria-label="{html.escape(chart.title)}" '
    return f'<div class="wide">{source.replace("<svg ", told, 1)}</div>'
