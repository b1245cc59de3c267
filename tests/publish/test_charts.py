"""Charts as data: every number in them against another source."""

import math

import pytest

from sigmoid_sym import evaluate
from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.publish.charts import (
    Chart,
    Line,
    chosen_orders,
    coefficients_chart,
    derivatives_chart,
    rounding_chart,
)


def tanh_derivatives(x: float) -> list[float]:
    """σ, σ', σ'', σ''' from t = tanh(x/2): (1+t)/2, (1-t²)/4, -t(1-t²)/4, (3t²-1)(1-t²)/8."""
    t = math.tanh(x / 2)
    return [(1 + t) / 2, (1 - t * t) / 4, -t * (1 - t * t) / 4, (3 * t * t - 1) * (1 - t * t) / 8]


def test_curves() -> None:
    chart = derivatives_chart(range(4))
    assert chart.title == "σ and its derivatives"
    assert len(chart.lines) == 4
    for n, line in enumerate(chart.lines):
        assert line.points[0][0] == -line.points[-1][0]
        assert [x for x, _ in line.points] == sorted({x for x, _ in line.points})
        for x, y in line.points:
            assert math.isclose(y, tanh_derivatives(x)[n], rel_tol=1e-9, abs_tol=1e-12)
    # σ' has its maximum at 0; σ'' is extremal where w = 1/6, at ±log(2+√3), and zero at 0.
    place = math.log(2 + math.sqrt(3))
    assert chart.lines[1].dots == ((0.0, 0.25),)
    assert [x for x, _ in chart.lines[2].dots] == pytest.approx([-place, place])
    assert [abs(y) for _, y in chart.lines[2].dots] == pytest.approx([math.sqrt(3) / 18] * 2)
    assert chart.lines[2].rings == ((0.0, 0.0),)
    assert chart.lines[0].dots == chart.lines[0].rings == ()
    assert (chart.dots, chart.rings) == ("extremum", "zero")
    assert all(dot in line.points for line in chart.lines for dot in line.dots)


def test_everything_that_happens_is_in_the_window() -> None:
    chart = derivatives_chart(30)
    left, right, low, high = chart.window
    assert all(left < x < right for x, _ in chart.lines[0].dots)
    assert (low, high) == (min(y for _, y in chart.lines[0].dots), max(y for _, y in chart.lines[0].dots))


def test_scaled_curves_have_height_1() -> None:
    chart = derivatives_chart([1, 6, 11], normalised=True)
    for line in chart.lines:
        assert max(abs(y) for _, y in line.points) == pytest.approx(1, abs=1e-15)
    assert chart.title.endswith("scaled to height 1")


def test_coefficients() -> None:
    # OEIS A163626, row 5: 1, -31, 180, -390, 360, -120.
    (line,) = coefficients_chart(5).lines
    assert line.points == ((1, 1), (2, 31), (3, 180), (4, 390), (5, 360), (6, 120))
    assert line.dots == ((1, 1), (3, 180), (5, 360))
    assert line.rings == ((2, 31), (4, 390), (6, 120))
    assert coefficients_chart(0).rings == ""


def test_rounding_errors_are_where_the_theory_says() -> None:
    horner, products = rounding_chart(10).lines
    errors = [dict(line.points) for line in (horner, products)]
    left = [x for x in errors[0] if x < -10]
    right = [x for x in errors[0] if x > 40]
    assert max(errors[0][x] for x in left) < 1e-13  # nothing cancels where σ is small
    # 1 - σ rounds to 0 beyond 37: products are 0 then, and the row of coefficients sums to 0.
    assert all(some[x] == pytest.approx(1, abs=1e-15) for some in errors for x in right)
    assert errors[0][22.5] > 1
    assert errors[1][9.0] < 1e-11 < 1e-7 < errors[0][9.0]
    assert all(2.0**-54 <= error <= 10 for some in errors for error in some.values())


def test_window_is_never_flat() -> None:
    assert Chart("", "x", (Line("", ((0, 1), (1, 1))),)).window == (0, 1, 0, 2)
    assert Chart("", "x", (Line("", ((1, 1),)),), logarithmic=True).window == (1, 2, 0.5, 2)


def test_orders() -> None:
    assert chosen_orders(3) == (3,)
    assert chosen_orders([5, 1, 5]) == (1, 5)


@pytest.mark.parametrize(
    ("orders", "message"),
    [
        ([], "at least one order"),
        (range(29), "orders may be at most 28 at once"),
        (range(10**18), "orders may be at most 28 at once"),
        (151, "at most 150"),
        (-1, "at least 0"),
        ([1.5], "whole number"),
        ("12", "whole number"),
        (b"3", "whole number"),
        (True, "whole number"),
        (None, "whole number"),
    ],
)
def test_refused_orders(orders: object, message: str) -> None:
    with pytest.raises(SigmoidSymError, match=message):
        derivatives_chart(orders)  # type: ignore[arg-type]


def test_rounding_needs_an_order_of_at_least_1() -> None:
    with pytest.raises(SigmoidSymError, match="at least 1"):
        rounding_chart(0)


@pytest.mark.parametrize(("of", "title"), [("mish", "Mish(x)"), ("artanh", "artanh(x)"), ("tanh", "tanh(x)")])
def test_other_functions(of: str, title: str) -> None:
    """Within the domain, with marks where zeros and extrema are known."""
    chart = derivatives_chart([0, 1], of=of)
    assert chart.title == f"{title} and its derivatives"
    for n, line in enumerate(chart.lines):
        assert all(y == float(evaluate(n, x, 17, of=of)) for x, y in line.points[::50])
        assert bool(line.dots) == (of == "tanh" and n == 1)
    with pytest.raises(SigmoidSymError, match="a pole"):
        derivatives_chart(0, of="coth")
