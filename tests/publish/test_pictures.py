"""Pictures by Matplotlib: what is drawn is the chart; legible without colour; the same each time."""

import itertools
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import require_module

from sigmoid_sym import plot
from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.publish import pictures
from sigmoid_sym.publish.charts import Chart, coefficients_chart, derivatives_chart, rounding_chart
from sigmoid_sym.publish.pictures import Picture, plot_coefficients, plot_rounding
from sigmoid_sym.publish.styles import line_style, palette


@pytest.fixture(autouse=True)
def _matplotlib() -> None:
    require_module("matplotlib")


def test_the_figure_shows_the_chart() -> None:
    picture = plot([0, 1, 4])
    (axes,) = picture.figure().axes
    drawn = [tuple(map(tuple, line.get_xydata().tolist())) for line in axes.lines]
    for line in picture.chart.lines:
        assert {line.points, line.dots, line.rings} <= {*drawn, ()}
    labels = [text.get_text() for text in picture.figure().legends[0].get_texts()]
    assert labels == [r"$\sigma$", r"$\sigma'$", r"$\sigma^{(4)}$", "extremum", "zero"]


def test_logarithmic_axes() -> None:
    assert plot_coefficients([3, 5]).figure().axes[0].get_yscale() == "log"
    assert plot_rounding(6).figure().axes[0].get_yscale() == "log"
    assert plot(1).figure().axes[0].get_yscale() == "linear"


@pytest.mark.parametrize(("suffix", "magic"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_files(tmp_path: Path, suffix: str, magic: bytes) -> None:
    first, second = tmp_path / f"1.{suffix}", tmp_path / f"2.{suffix}"
    plot(2).save(first)
    plot(2).save(second)
    assert first.read_bytes().startswith(magic)
    assert first.read_bytes() == second.read_bytes()


def test_svg_for_a_page() -> None:
    source = plot(3).svg("a-")
    root = ElementTree.fromstring(source)
    own = [element.get("id", "a-") for element in root.iter()]
    assert all(name.startswith("a-") for name in own)
    assert set(re.findall(r'(?:url\(#|href="#)([^)"]*)', source)) <= set(own)
    assert "http" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", source)
    assert "var(--ink, #1a1a1a)" in source
    assert "var(--line-blue, #0072b2)" in source
    assert not re.search(r"(?<!, )#[0-9a-f]{6}", source)  # every colour is a variable
    assert "fill: none" in source[: source.index("axes_1")]  # the page is the background


def test_svg_by_itself_has_paper() -> None:
    source = plot(3)._repr_svg_()
    assert source.startswith("<?xml")
    assert "fill: #ffffff" in source[: source.index("axes_1")]


def test_many_lines_are_all_different() -> None:
    styles = [line_style(i) for i in range(28)]
    assert len({(style.light, style.dashes) for style in styles}) == 28
    assert len(plot(range(28)).figure().legends[0].get_texts()) == 30


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    "made",
    [
        *(lambda count=count: derivatives_chart(range(count)) for count in (1, 10, 11, 12, 13, 28)),
        lambda: derivatives_chart(range(140, 151)),
        lambda: derivatives_chart(range(123, 151), normalised=True),
        lambda: coefficients_chart(range(11)),
        lambda: coefficients_chart(range(123, 151)),
        lambda: rounding_chart(20),
    ],
)
def test_nothing_is_cut_off(made: Callable[[], Chart]) -> None:
    """All that is written lies on the paper, and the curves have at least a third of it."""
    chart = made()
    figure = Picture(chart).figure()
    figure.draw_without_rendering()
    (axes,), (legend,) = figure.axes, figure.legends
    assert len(legend.get_texts()) == len(chart.lines) + bool(chart.dots) + bool(chart.rings)
    ticks = [*axes.get_xticklabels(), *axes.get_yticklabels()]
    low, high = axes.get_xlim(), axes.get_ylim()
    written = [axes.title, axes.xaxis.label, *legend.get_texts(), *legend.legend_handles]
    written += [
        t
        for t in ticks
        if low[0] <= t.get_position()[0] <= low[1] and high[0] <= t.get_position()[1] <= high[1]
    ]
    paper = figure.bbox
    for part in written:
        box = part.get_window_extent()
        assert paper.x0 <= box.x0
        assert box.x1 <= paper.x1
        assert paper.y0 <= box.y0
        assert box.y1 <= paper.y1
    assert axes.bbox.width * axes.bbox.height > paper.width * paper.height / 3


def test_saving_says_nothing(tmp_path: Path) -> None:
    """fontTools has its doubts about the dates in a font, Matplotlib about where it keeps its cache."""
    code = f"from sigmoid_sym import plot; plot(1).save({str(tmp_path / '1.pdf')!r})"
    surroundings = {
        **os.environ,
        "HOME": "/nowhere",
        "XDG_CACHE_HOME": "/proc/1/nowhere",
        "XDG_CONFIG_HOME": "/proc/1/nowhere",
    }
    surroundings.pop("MPLCONFIGDIR", None)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=surroundings)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_contrast_on_light_and_dark_pages() -> None:
    # WCAG 2.2, 1.4.11: graphics need 3 : 1. The dark page of the reports is #15181c.
    for style in palette():
        assert 1.05 / (luminance(style.light) + 0.05) >= 3, style
        assert (luminance(style.dark) + 0.05) / (luminance("#15181c") + 0.05) >= 4.5, style


def test_neighbours_differ_for_colour_blind_readers() -> None:
    # Viénot, Brettel & Mollon (1999) take red and green to one axis; neighbours also differ in dashes.
    for first, second in itertools.pairwise(map(line_style, range(28))):
        assert first.dashes != second.dashes
        assert first.name != second.name


def test_without_matplotlib(monkeypatch: pytest.MonkeyPatch) -> None:
    pictures.require_matplotlib.cache_clear()
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(SigmoidSymError, match=r"pip install 'sigmoid-sym\[plot\]'"):
        plot(1)
    assert not pictures.available()
    monkeypatch.undo()
    assert pictures.available()


def test_pyplot_is_never_loaded() -> None:
    code = "import sys, sigmoid_sym as s; s.plot(1)._repr_svg_(); print('matplotlib.pyplot' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "False\n"
