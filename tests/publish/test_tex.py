"""LaTeX reports: pdflatex sets them without a complaint, nothing over the margin, text stays text."""

import re
import subprocess
from pathlib import Path

import pytest

from sigmoid_sym import report, verify
from sigmoid_sym.closed_forms import FORMS
from sigmoid_sym.publish.charts import Chart, Line, coefficients_chart, derivatives_chart
from sigmoid_sym.publish.document import Digits, Document, Heading, Paragraph, Table
from sigmoid_sym.publish.tex import latex_document
from sigmoid_sym.publish.tex_text import escaped
from sigmoid_sym.publish.tikz import ticks, tikz


def log_of(source: str, directory: Path) -> str:
    (directory / "r.tex").write_text(source, encoding="utf-8")
    for _ in range(2):
        command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "r.tex"]
        run = subprocess.run(command, cwd=directory, capture_output=True, errors="replace", timeout=120)
        assert run.returncode == 0, run.stdout[-2000:]
    return (directory / "r.log").read_text(encoding="utf-8", errors="replace")


@pytest.mark.sampled(3)
@pytest.mark.latex
@pytest.mark.parametrize(("orders", "digits"), [(5, 20), ([0, 1, 2, 12], 40), (3, 300)])
def test_pdflatex_sets_it_within_the_margins(orders: object, digits: int, tmp_path: Path) -> None:
    log = log_of(report(orders, digits).latex(), tmp_path)  # type: ignore[arg-type]
    assert not re.search(r"Overfull|Missing character|undefined|^!", log, re.MULTILINE)


@pytest.mark.latex
def test_pdf(tmp_path: Path) -> None:
    report(1).save(tmp_path / "r.pdf")
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.latex
def test_text_stays_text(tmp_path: Path) -> None:
    nasty = '\\input{x} $ % # _ & { } ~ ^ ^^M " < > | ``'
    blocks = (
        Heading(1, (nasty,)),
        Paragraph((nasty,), strong=True),
        Table(((nasty,), (nasty,)), (((nasty,), (Digits("1e-5"),)),)),
    )
    assert "Missing" not in log_of(latex_document(Document(blocks)), tmp_path)
    assert escaped("\\a{b}") == r"\textbackslash{}a\{b\}"


def test_every_sign_of_a_report_is_known() -> None:
    words = [part for form in FORMS.values() for part in (form.title, form.domain, form.source)]
    words += [cell for n in range(13) for row in verify(n, quick=True).rows()[1] for cell in row]
    assert "U+" not in escaped("".join(words))
    assert "U+" not in report(range(13)).latex()


def test_digits_can_be_broken() -> None:
    table = Table((("x",),), (((Digits("-1.234567890123e-7"),),),))
    source = latex_document(Document((Heading(1, ("t",)), table)))
    assert r"$-1.23456\,\allowbreak 78901\,\allowbreak 23\cdot 10^{-7}$" in source


def test_a_drawing_has_every_point() -> None:
    chart = derivatives_chart(3)
    source = tikz(chart)
    assert len(re.findall(r"\([\d.]+,[\d.]+\)", source)) >= len(chart.lines[0].points)
    assert source.count(r"\fill[line-blue]") == 3
    assert source.count("fill=white] (") == 2 + 1  # and one in the legend
    places = [tuple(map(float, place)) for place in re.findall(r"\(([\d.]+),([\d.]+)\)", source)]
    assert all(0 <= x <= 12.2 and 0 <= y <= 6.1 for x, y in places)
    # The curve is even: mirrored points are at the same height.
    (curve,) = re.findall(r"plot coordinates \{(.*)\}", source)
    heights = re.findall(r",([\d.]+)\)", curve)
    assert heights == heights[::-1]


def test_logarithmic_drawings() -> None:
    assert "$10^{2}$" in tikz(coefficients_chart(6))
    flat = Chart("", "k", (Line("one point", ((1.0, 1.0),)),), logarithmic=True)
    assert "one point" in tikz(flat)


def test_ticks_are_round_and_inside() -> None:
    for low, high in ((-8, 8), (0, 1), (-1e-9, 3e-9), (2.5, 7e20), (-0.3, -0.1)):
        found = ticks(low, high)
        assert 4 <= len(found) <= 10
        assert all(low <= tick <= high for tick in found)
        assert all(len(f"{tick:e}".partition("e")[0].strip("-0.").replace(".", "")) <= 2 for tick in found)
