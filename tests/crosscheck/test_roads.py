"""The roads agree on the truth, and a planted error makes exactly the right ones differ."""

import json
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sigmoid_sym import DerivativePolynomial, SigmoidSymError, verify
from sigmoid_sym.closed_forms import forms
from sigmoid_sym.combinatorics import logistic_row
from sigmoid_sym.crosscheck import roads
from sigmoid_sym.crosscheck.report import Check, Outcome, Report
from sigmoid_sym.crosscheck.roads import ROADS
from sigmoid_sym.errors import ArgumentTypeError

# Roads that look at one number or one symmetry of the polynomial, and so may overlook an error.
PARTIAL = {"value at 0", "row sum", "parity"}


def failing(report: Report) -> set[str]:
    return {check.road for check in report.failed}


def test_all_roads_agree() -> None:
    report = verify(range(13))
    assert report.ok, str(report)
    assert {check.road for check in report.checks} == set(ROADS)
    skipped = {(check.order, check.road) for check in report.checks if check.outcome is Outcome.SKIPPED}
    assert {order for order, _ in skipped} == {0}, "only σ itself is out of reach of some forms"


@pytest.mark.sampled(3)
@pytest.mark.parametrize("n", [1, 2, 3, 8, 25])
@pytest.mark.parametrize("error", [1, -1])
def test_one_wrong_coefficient_makes_every_full_road_differ(n: int, error: int) -> None:
    for k in {1, (n + 2) // 2, n + 1}:
        row = list(logistic_row(n))
        row[k - 1] += error
        report = verify(n, coefficients=row)
        assert failing(report) >= set(ROADS) - PARTIAL
        # 1 at the coefficient of s^k moves P(1) by 1 and P(1/2) by 2^-k.
        assert failing(report) >= {"row sum", "value at 0"}
        assert not report.ok


@settings(max_examples=30)
@given(st.integers(1, 12), st.data())
def test_partial_roads_see_exactly_what_they_look_at(n: int, data: st.DataObject) -> None:
    error = data.draw(st.lists(st.integers(-2, 2), min_size=n + 1, max_size=n + 1))
    planted = DerivativePolynomial((0, *error))
    report = verify(n, coefficients=[a + b for a, b in zip(logistic_row(n), error, strict=True)], quick=True)
    s = DerivativePolynomial((1, -1))
    expected = {
        "row sum": planted(1) != 0,
        "value at 0": planted(Fraction(1, 2)) != 0,
        "parity": planted.compose(s) != (-1) ** (n + 1) * planted,
    }
    outcome = {check.road: check.outcome is Outcome.DIFFERS for check in report.checks}
    assert {road: outcome[road] for road in PARTIAL} == expected
    assert all(differs == any(error) for road, differs in outcome.items() if road not in PARTIAL)


@pytest.mark.parametrize(
    ("source", "roads"),
    [
        ("eulerian_row", {"form: eulerian", "form: exponential", "form: exponential-negative"}),
        ("tanh_row", {"form: tanh"}),
        ("factored_row", {"form: factored", "form: hyperbolic", "form: cosh"}),
        ("logistic_row", {"form: stirling"}),
    ],
)
def test_an_error_in_a_form_shows_in_its_rows_and_no_others(
    monkeypatch: pytest.MonkeyPatch, source: str, roads: set[str]
) -> None:
    right = getattr(forms, source)
    monkeypatch.setattr(forms, source, lambda n: (*right(n)[:-1], right(n)[-1] + 1))
    for n in (1, 2, 7):
        assert failing(verify(n)) == roads


def test_an_error_in_the_row_of_order_n_shows_at_n_and_in_the_step_to_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    right = DerivativePolynomial.of_order

    def planted(n: int) -> DerivativePolynomial:
        return right(n) + DerivativePolynomial((0, 0, 1)) if n == 4 else right(n)

    monkeypatch.setattr(DerivativePolynomial, "of_order", planted)
    report = verify(range(1, 8), quick=True)
    assert {check.order for check in report.failed} == {4, 5}
    assert [check.road for check in report.failed if check.order == 5] == ["differential equation"]


def test_mpmath_is_not_trusted_where_it_disagrees_with_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    differences = roads._differences
    monkeypatch.setattr(roads, "_differences", lambda n, x, digits: differences(n, x, digits) + digits / 1000)
    road = next(check for check in verify(9).checks if check.road == "random points")
    assert road.outcome is Outcome.SKIPPED
    assert "does not agree with itself" in road.compared


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_executors(pool: type[ThreadPoolExecutor] | type[ProcessPoolExecutor]) -> None:
    with pool(2) as executor:
        parallel = verify(range(6), quick=True, executor=executor)
    assert [(c.order, c.road, c.outcome) for c in parallel.checks] == [
        (c.order, c.road, c.outcome) for c in verify(range(6), quick=True).checks
    ]


def test_progress_is_shown_on_stderr_only_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    verify([1, 2], quick=True)
    assert capsys.readouterr() == ("", "")
    verify([1, 2], quick=True, progress=True)
    out, err = capsys.readouterr()
    assert out == ""
    assert "verifying" in err


def test_a_large_order_passes_the_quick_roads() -> None:
    assert verify(150, quick=True).ok


def test_report_as_table_json_and_html() -> None:
    report = verify(3, quick=True)
    table = str(report)
    assert "differential equation" in table
    assert table.endswith("n = 3: all roads agree (17 agree, 0 differ, 0 skipped)")
    data = json.loads(report.to_json())
    assert data["ok"] is True
    assert {row["outcome"] for row in data["checks"]} == {"agrees"}
    several = str(verify([1, 2, 5], quick=True))
    assert "1..2, 5" in several
    nasty = Report((Check(1, "<b>", "a & b", Outcome.DIFFERS, 0.0),))
    assert "&lt;b&gt;" in nasty._repr_html_()
    assert "DIFFERENCES FOUND" in nasty.summary()
    assert not Report(()).ok


@pytest.mark.parametrize("bad", [-1, 2.5, True, "five", None, [1, -1], [1, "2"]])
def test_bad_orders(bad: object) -> None:
    with pytest.raises(SigmoidSymError, match="n must be a whole number of at least 0"):
        verify(bad)  # type: ignore[arg-type]


def test_other_bad_input() -> None:
    with pytest.raises(SigmoidSymError, match="at least one n"):
        verify([])
    with pytest.raises(SigmoidSymError, match="at least one n"):
        verify(range(5, 1))
    with pytest.raises(SigmoidSymError, match="at most 100000"):
        verify(range(10**12))
    with pytest.raises(SigmoidSymError, match="one order, not for 2"):
        verify([1, 2], coefficients=(1, -1))
    with pytest.raises(ArgumentTypeError, match="coefficients must be exact"):
        verify(1, coefficients=(1.0, -1.0))  # type: ignore[arg-type]
    with pytest.raises(ArgumentTypeError, match="coefficients must be a sequence of them, not 5"):
        verify(1, coefficients=5)  # type: ignore[arg-type]


def test_orders_named_twice_are_checked_once() -> None:
    assert [c.order for c in verify([2, 1, 2], quick=True).checks] == [2] * 17 + [1] * 17
