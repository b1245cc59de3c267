"""Reports: every number in them against another source; whole files or none; failures not hidden."""

import os
from pathlib import Path

import pytest
from mpmath import mp
from reference import logistic_polynomial, nearest_digits, sigma

from sigmoid_sym import cli, report
from sigmoid_sym.crosscheck.report import Check, Outcome, Report
from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.publish import report as module
from sigmoid_sym.publish.charts import LARGEST_ORDER
from sigmoid_sym.publish.contents import SECTIONS, contents, title
from sigmoid_sym.publish.document import Block, Digits, Document, Drawing, Formula, Heading, Table


def below(document: Document, heading: str) -> list[Block]:
    """The blocks between a heading and the next."""
    titles = [i for i, block in enumerate(document.blocks) if isinstance(block, Heading)]
    start = next(i for i in titles if document.blocks[i].text == (heading,))  # type: ignore[union-attr]
    end = next((i for i in titles if i > start), None)
    return list(document.blocks[start + 1 : end])


def columns(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    cells = [
        [cell[0].text if isinstance(cell[0], Digits) else str(cell[0]) for cell in row] for row in block.rows
    ]
    return [list(column) for column in zip(*cells, strict=True)]


def as_parts(digits: str) -> tuple[int, int]:
    """0.00125 -> (125, -5): the digits as a whole number and the power of ten."""
    mantissa, _, power = digits.partition("e")
    whole, _, decimals = mantissa.partition(".")
    return int(whole + decimals), int(power or 0) - len(decimals)


@pytest.mark.parametrize("n", [1, 2, 5, 8])
def test_values_and_extrema(n: int) -> None:
    document = report(n, digits=30).document
    (values,) = below(document, "Values")
    (extrema,) = below(document, "Extrema")
    for x, value in zip(*columns(values), strict=True):
        if value == "0":
            assert (x, n % 2) == ("0", 0)
        else:
            with mp.workdps(60):
                point = mp.mpf(x) if "/" not in x else mp.mpf(x.split("/")[0]) / 2
                assert as_parts(value) == nearest_digits(sigma(n, point), 30)
    for x, value in zip(*columns(extrema), strict=True):
        with mp.workdps(60):
            assert abs(sigma(n + 1, mp.mpf(x))(200)) < mp.mpf(10) ** -26
            # At an extremum an error of 10^-30 in x is one of 10^-60 in the value.
            exact = sigma(n, mp.mpf(x))(200)
            assert abs(exact - mp.mpf(value)) < abs(exact) * mp.mpf(10) ** -29


def test_zeros() -> None:
    (table,) = below(report(5, digits=25).document, "Zeros")
    # Q_5 = 1 - 30w + 120w² = 0: w = (15 ± √105)/120, and w = s(1-s).
    with mp.workdps(40):
        places = []
        for w in ((15 + mp.sqrt(105)) / 120, (15 - mp.sqrt(105)) / 120):
            s = (1 + mp.sqrt(1 - 4 * w)) / 2
            places += [mp.log(s / (1 - s)), -mp.log(s / (1 - s))]
        exact = [mp.nstr(place, 25, strip_zeros=False) for place in sorted(places)]
    assert columns(table) == [exact]
    assert not [block for block in report(1).document.blocks if block == Heading(2, ("Zeros",))]


def test_coefficients() -> None:
    powers, products = below(report(5).document, "Coefficients")
    # OEIS A163626, A008277 and A008292.
    assert columns(powers)[1:] == [
        ["1", "-31", "180", "-390", "360", "-120"],
        ["1", "31", "90", "65", "15", "1"],
    ]
    assert columns(products)[1:] == [["1", "-26", "66", "-26", "1"]]
    assert [int(c) for c in columns(below(report(9).document, "Coefficients")[0])[1]] == list(
        logistic_polynomial(9)[-2::-1]
    )


def test_formulas_of_an_order() -> None:
    for n, count in ((0, 6), (1, 12), (5, 12)):
        formulas = [block for block in below(report(n).document, "Formulas") if isinstance(block, Formula)]
        assert len(formulas) == count


def test_several_orders() -> None:
    found = report([3, 0, 1])
    assert found.title == "Derivatives of the logistic function: σ, σ′, σ′′′"
    headings = [block for block in found.document.blocks if isinstance(block, Heading)]
    assert [h.text[0] for h in headings if h.level == 2] == ["Order 0: ", "Order 1: ", "Order 3: ", "Checks"]
    assert sum(h.text == ("Formulas",) for h in headings) == 3
    assert isinstance(found.document.blocks[4], Drawing)


def test_titles() -> None:
    assert title((0,)) == "The logistic function σ"
    assert title((4,)) == "σ⁽⁴⁾, a derivative of the logistic function"


def test_every_section_serves_every_order() -> None:
    for n in (0, 1, 2, 60, LARGEST_ORDER):
        assert all(isinstance(section.blocks(n, 5), list) for section in SECTIONS)


def test_a_failed_check_is_the_first_thing_said() -> None:
    checks = Report((Check(3, "parity", "P_3(1-s) = P_3(s)", Outcome.DIFFERS, 0.0),))
    first = contents((3,), 10, checks).blocks[1]
    assert "not confirmed" in str(first)
    assert "DIFFERENCES FOUND" in str(first)
    good = Report((Check(3, "parity", "P_3(1-s) = P_3(s)", Outcome.AGREES, 0.0),))
    assert "not confirmed" not in str(contents((3,), 10, good))


def test_a_failed_check_is_exit_status_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = Report((Check(1, "parity", "", Outcome.DIFFERS, 0.0),))
    monkeypatch.setattr(module, "verify", lambda *_, **__: bad)
    with pytest.raises(SystemExit) as stop:
        cli.main(["report", "1", "-o", str(tmp_path / "r.md")])
    assert stop.value.code == 1
    assert "not confirmed" in (tmp_path / "r.md").read_text(encoding="utf-8")
    assert "DIFFERENCES FOUND" in capsys.readouterr().out


@pytest.mark.parametrize("suffix", [".html", ".md", ".tex"])
def test_saved_whole_and_the_same_each_time(tmp_path: Path, suffix: str) -> None:
    found = report(2)
    for name in ("a", "b"):
        found.save(tmp_path / (name + suffix))
    first, second = ((tmp_path / (name + suffix)).read_bytes() for name in ("a", "b"))
    assert first == second
    assert len(os.listdir(tmp_path)) == 2


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("r.doc", "must end in .html, .tex, .pdf, .md, not 'r.doc'"),
        ("r", "must end in"),
        ("none/r.html", "there is no directory"),
    ],
)
def test_paths_are_refused_before_any_work(
    tmp_path: Path,
    path: str,
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(module, "verify", None)
    with pytest.raises(SystemExit) as stop:
        cli.main(["report", "5", "-o", str(tmp_path / path)])
    assert stop.value.code == 2
    assert message in capsys.readouterr().err


def test_pdf_needs_pdflatex(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.shutil, "which", lambda _: None)
    with pytest.raises(SigmoidSymError, match="needs pdflatex"):
        module.report_path(tmp_path / "r.pdf")


@pytest.mark.parametrize(
    ("orders", "digits", "message"),
    [
        (151, 20, "at most 150"),
        (range(29), 20, "orders may be at most 28 at once"),
        (3, 0, "digits must be a whole number of at least 1"),
        (3, 1001, "digits must be at most 1000 in a report, not 1001"),
        (3, "5", "digits must be a whole number"),
    ],
)
def test_refusals(orders: object, digits: object, message: str) -> None:
    with pytest.raises(SigmoidSymError, match=message):
        report(orders, digits)  # type: ignore[arg-type]
