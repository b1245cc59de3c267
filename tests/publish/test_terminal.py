"""Charts in characters: dots where the curve is, and nothing that a plain terminal cannot show."""

import math

from sigmoid_sym.publish.charts import Chart, Line, coefficients_chart, derivatives_chart, rounding_chart
from sigmoid_sym.publish.terminal import text_chart


def braille_dots(rows: list[str], marks: str = "●○") -> set[tuple[int, int]]:
    """(x, y) of every raised dot, y downwards; the numbering of dots is Unicode's: 1 2 3 7 and 4 5 6 8."""
    order = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
    dots = set()
    for row, line in enumerate(rows):
        for column, sign in enumerate(line.split("│", 1)[1]):
            if "\u2800" <= sign <= "\u28ff":
                pattern = ord(sign) - 0x2800
                dots |= {
                    (2 * column + x, 4 * row + y) for bit, (x, y) in enumerate(order) if pattern >> bit & 1
                }
            else:
                assert sign in " " + marks
    return dots


def test_a_straight_line_in_braille() -> None:
    diagonal = Chart("", "x", (Line("y", tuple((float(x), float(x)) for x in range(40))),))
    rows = text_chart(diagonal, 10 + 2 + 20, 10).split("\n")
    assert rows[0] == "y"
    assert braille_dots(rows[1:-1]) == {(x, 39 - x) for x in range(40)}
    assert rows[1].startswith("        39 │")
    assert rows[-2].startswith("         0 │")
    assert rows[-1].split() == ["0", "39"]


def test_steep_curves_have_no_gaps() -> None:
    rows = text_chart(derivatives_chart(12), 60, 12).split("\n")[1:-1]
    dots = braille_dots(rows)
    covered = {x // 2 for x, _ in dots} | {i for row in rows for i, c in enumerate(row[12:]) if c in "●○"}
    assert covered == set(range(48))
    assert "".join(rows).count("○") <= 11


def test_marks_are_named_where_they_are() -> None:
    first, second = text_chart(derivatives_chart([0, 2]), 60).split("\n\n")
    assert first.split("\n")[0] == "σ"
    assert second.split("\n")[0] == "σ′′   ● extremum   ○ zero"
    assert second.count("●") == 3
    assert "● positive   ○ negative" in text_chart(coefficients_chart(3))


def test_plain_terminals() -> None:
    for chart in (derivatives_chart([0, 5]), coefficients_chart(4), rounding_chart(5)):
        assert text_chart(chart, ascii=True).isascii()


def test_logarithmic_scale() -> None:
    powers = Chart("", "k", (Line("", tuple((float(k), 10.0**k) for k in range(5))),), logarithmic=True)
    dots = braille_dots(text_chart(powers, 12 + 10, 5).split("\n")[1:-1])
    # A straight line: each dot within half a dot of it.
    assert all(math.isclose(y, 19 - x, abs_tol=1) for x, y in dots)
