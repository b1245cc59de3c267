"""Charts as data: what is drawn, before Matplotlib, TikZ or a terminal draws it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sigmoid_sym.closed_forms import SIGMOID, Relative
from sigmoid_sym.closed_forms.relatives import X
from sigmoid_sym.combinatorics import eulerian_row, logistic_row
from sigmoid_sym.errors import ArgumentTypeError, SigmoidSymError, shown, whole_number
from sigmoid_sym.language.notation import Notation
from sigmoid_sym.language.text import text
from sigmoid_sym.numeric.relatives import Named, relative_named
from sigmoid_sym.numeric.rows import ends, row_of
from sigmoid_sym.numeric.values import evaluate
from sigmoid_sym.numeric.zeros import extrema, supremum, zeros
from sigmoid_sym.tree.claim import REAL_LINE
from sigmoid_sym.tree.expression import Call, Derivative, Expression, tree

Point = tuple[float, float]

LARGEST_ORDER = 150  # |σ^(n)| and its coefficients overflow a double not far above
MOST_ORDERS = 28  # as many lines as there are pairs of a colour and a dash
_SAMPLES = 400
_DIGITS = 17
# Half of the window is at least so wide, and so much wider than where the last extremum is.
_LEAST_HALF, _MARGIN = 6.0, 4.0
_ROUNDING_HALF = 45.0


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """A curve, or points with a thin line through them.

    Attributes:
        label: its name: an expression, or words.
        points: in increasing order of x.
        dots, rings: points to be marked, filled and open.
    """

    label: Expression | str
    points: tuple[Point, ...]
    dots: tuple[Point, ...] = ()
    rings: tuple[Point, ...] = ()

    def __repr__(self) -> str:
        label = self.label if isinstance(self.label, str) else text(self.label)
        return f"<Line {label}: {len(self.points)} points>"


@dataclass(frozen=True, slots=True, repr=False)
class Chart:
    """A chart of some lines.

    Attributes:
        title: what it shows, in words.
        x_label: what is on the horizontal axis.
        lines: at least one.
        dots, rings: what filled and open marks mean; empty if there are none.
        logarithmic: whether the vertical axis is; then all values are positive.
    """

    title: str
    x_label: str
    lines: tuple[Line, ...]
    dots: str = ""
    rings: str = ""
    logarithmic: bool = False

    def __repr__(self) -> str:
        return f"<Chart {self.title}: {len(self.lines)} lines>"

    @property
    def window(self) -> tuple[float, float, float, float]:
        """(least x, greatest x, least y, greatest y) of all points; of some width and height always."""
        xs, ys = zip(*(point for line in self.lines for point in line.points), strict=True)
        low, high = min(ys), max(ys)
        if low == high:
            low, high = (low / 2, high * 2) if self.logarithmic else (low - 1, high + 1)
        return min(xs), max(xs) + (min(xs) == max(xs)), low, high


def chosen_orders(orders: int | Iterable[int], most: int = MOST_ORDERS) -> tuple[int, ...]:
    """Return the orders in increasing order, each once.

    Raises:
        SigmoidSymError: none, too many, or one that is not a whole number from 0 to 150.
    """
    try:
        listed = orders if isinstance(orders, Iterable) and not isinstance(orders, (str, bytes)) else [orders]
        numbers: set[int] = set()
        for n in listed:
            numbers.add(order_for_chart(n))
            if len(numbers) > most:
                raise SigmoidSymError(f"orders may be at most {most} at once")
    except TypeError as error:
        raise ArgumentTypeError(f"orders must be whole numbers, not {shown(orders)}") from error
    if not numbers:
        raise SigmoidSymError("orders must name at least one order")
    return tuple(sorted(numbers))


def order_for_chart(n: object) -> int:
    """Return n if it is small enough for a picture.

    Raises:
        SigmoidSymError: `n` is not a whole number from 0 to 150.
    """
    number = whole_number("n", n)
    if number > LARGEST_ORDER:
        raise SigmoidSymError(f"n must be at most {LARGEST_ORDER} for a picture or a report, not {shown(n)}")
    return number


def derivatives_chart(orders: int | Iterable[int], *, normalised: bool = False, of: Named = SIGMOID) -> Chart:
    """Return the curves of σ^(n) for some n, or of a relative's derivatives, zeros and extrema marked.

    Arguments:
        orders: n, or several.
        normalised: whether each is divided by the supremum of its absolute value.
        of: as in `evaluate`.

    Notes:
        Every point is a correctly rounded value of `evaluate`; the marks are from `zeros` and `extrema`,
        and there are none for what is no relative of σ.

    Raises:
        SigmoidSymError: an order that is not one; a point without a value, as 0 for coth.

    >>> chart = derivatives_chart(3)
    >>> [round(x, 3) for x, _ in chart.lines[0].rings], len(chart.lines[0].dots)
    ([-1.317, 1.317], 3)
    """
    numbers, of = chosen_orders(orders), relative_named(of)
    marked = isinstance(of, Relative)
    turning = {n: extrema(n, _DIGITS, of=of) if marked else () for n in numbers}
    outermost = max((float(e.x) for found in turning.values() for e in found), default=0.0)
    half = max(_LEAST_HALF, math.ceil(outermost + _MARGIN))
    lines = []
    for n in numbers:
        size = float(supremum(n, _DIGITS, of=of)) if normalised else 1.0
        dots = tuple((float(e.x), float(e.value) / size) for e in turning[n])
        rings = tuple((float(z), 0.0) for z in zeros(n, _DIGITS, of=of)) if marked else ()
        curve = {x: float(evaluate(n, x, _DIGITS, of=of)) / size for x in _within(half, of)}
        lines.append(Line(_left_side(of, n), tuple(sorted((curve | dict(dots)).items())), dots, rings))
    if len(numbers) == 1:
        title = _name(numbers[0], of)
    else:
        title = f"derivatives of {_name(0, of)}" if numbers[0] else f"{_name(0, of)} and its derivatives"
    return Chart(
        title + ", scaled to height 1" * normalised,
        "x",
        tuple(lines),
        dots="extremum" if any(line.dots for line in lines) else "",
        rings="zero" if any(line.rings for line in lines) else "",
    )


def _left_side(of: Named, n: int) -> Expression:
    relative = relative_named(of)
    if isinstance(relative, Relative):
        return relative.left_side(n)
    return Derivative(Call(row_of(relative).name, (X,)), X, tree(n))


def _name(n: int, of: Named = SIGMOID) -> str:
    return text(_left_side(of, n), Notation(bare="x"))


def _within(half: float, of: Named) -> Iterator[float]:
    """Yield points from -half to half; where the domain has ends, within it."""
    domain = REAL_LINE if isinstance(of, Relative) else row_of(of).domain
    if domain == REAL_LINE:
        yield from samples(half)
        return
    low, high = (max(min(end, half), -half) for end in ends(domain))
    for i in range(_SAMPLES):
        yield low + (high - low) * (i + 0.5) / _SAMPLES


def samples(half: float) -> Iterator[float]:
    """Yield points from -half to half, 0 among them."""
    for i in range(-_SAMPLES // 2, _SAMPLES // 2 + 1):
        yield half * i / (_SAMPLES // 2)


def coefficients_chart(orders: int | Iterable[int]) -> Chart:
    """Return the absolute values of the coefficients of σ^(n) in powers of σ, on a logarithmic scale.

    >>> coefficients_chart(2).lines[0].points
    ((1.0, 1.0), (2.0, 3.0), (3.0, 2.0))
    """
    lines = []
    for n in chosen_orders(orders):
        pairs = [(float(k), float(c)) for k, c in enumerate(logistic_row(n), 1)]
        lines.append(
            Line(
                SIGMOID.left_side(n),
                tuple((k, abs(c)) for k, c in pairs),
                tuple((k, c) for k, c in pairs if c > 0),
                tuple((k, -c) for k, c in pairs if c < 0),
            )
        )
    open_marks = "negative" if any(line.rings for line in lines) else ""
    return Chart("coefficients of the powers of σ", "k", tuple(lines), "positive", open_marks, True)


def rounding_chart(n: int) -> Chart:
    """Return the relative errors of σ^(n) in double precision, computed as the formulas stand.

    Arguments:
        n: the order, at least 1.

    Notes:
        Horner's rule in σ cancels, and beyond x = 37 σ is rounded to 1; products of σ and 1-σ lose only
        1-σ there, and what the conditioning takes next to a zero. Errors are against `evaluate`;
        those below 2^-54 are shown there, those over 10 at 10.

    References:
        N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed. (2002), section 5.1.

    >>> chart = rounding_chart(8)
    >>> [line.label for line in chart.lines]
    ['powers of σ, by Horner', 'products of σ and 1 − σ']
    """
    n = order_for_chart(n)
    if n == 0:
        raise SigmoidSymError("n must be at least 1 for a picture of rounding errors, not 0")
    exact = {x: evaluate(n, x, _DIGITS + 8) for x in samples(_ROUNDING_HALF) if x or n % 2}
    naive = {"powers of σ, by Horner": _by_horner(n), "products of σ and 1 − σ": _by_products(n)}
    lines = [
        Line(label, tuple((x, _visible_error(f(x), value)) for x, value in exact.items()))
        for label, f in naive.items()
    ]
    return Chart(
        f"relative error of {_name(n)} in double precision, cut off at 10",
        "x",
        tuple(lines),
        logarithmic=True,
    )


def _by_horner(n: int) -> Callable[[float], float]:
    row = [float(c) for c in reversed(logistic_row(n))]

    def value(x: float) -> float:
        s, total = 1 / (1 + math.exp(-x)), 0.0
        for c in row:
            total = (total + c) * s
        return total

    return value


def _by_products(n: int) -> Callable[[float], float]:
    row = [(-1) ** k * float(a) for k, a in enumerate(eulerian_row(n))]

    def value(x: float) -> float:
        s, total = 1 / (1 + math.exp(-x)), 0.0
        for k, a in enumerate(row):
            total += a * s ** (k + 1) * (1 - s) ** (n - k)
        return total

    return value


def _visible_error(got: float, exact: Any) -> float:
    error: float = float(abs((got - exact) / exact))
    return min(max(error, 2.0**-54), 10.0)
