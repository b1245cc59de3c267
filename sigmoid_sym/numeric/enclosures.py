"""enclose: rigorous intervals around σ^(n) and its relatives, at points and over intervals."""

from __future__ import annotations

from typing import Any

from flint import acb, arb, ctx
from mpmath import iv, mp
from mpmath.libmp import finf, fninf, from_man_exp, round_ceiling, round_floor

from sigmoid_sym.closed_forms import SIGMOID, Relative
from sigmoid_sym.errors import SigmoidSymError, shown
from sigmoid_sym.functions import Function as Row
from sigmoid_sym.numeric import rows
from sigmoid_sym.numeric.balls import Mpf, working_precision
from sigmoid_sym.numeric.logistic import size_bound
from sigmoid_sym.numeric.points import Point, point
from sigmoid_sym.numeric.poles import poles_of_slope
from sigmoid_sym.numeric.quantities import quantity
from sigmoid_sym.numeric.relatives import Named, function, relative_named, summands_of
from sigmoid_sym.numeric.values import decimals, enclosed_parts, order_number
from sigmoid_sym.numeric.zeros import places, value_at

Ends = tuple[Any, Any]  # lower and upper end, each an `arb`

_GUARD_BITS = 8
_FIRST_BITS = 64
# Beyond this order the critical points are not sought one by one.
_LARGEST_ORDER = 5000


def enclose(n: int, x: Any, digits: int | None = None, *, of: Named = SIGMOID, ball: bool = False) -> Any:
    """Return an interval that contains σ^(n)(x), or that derivative of a relative, for every x given.

    Arguments:
        n, of: as in `evaluate`.
        x: an exact number as in `evaluate`, or an mpmath interval (`iv.mpf`, `iv.mpc`) or python-flint
            ball (`arb`, `acb`).
        digits: the accuracy in decimal digits; mpmath's working precision (`mp.prec`) if left out.
        ball: return an Arb ball rather than an mpmath interval.

    Returns:
        An `iv.mpf` (`iv.mpc` for complex x), or an `arb` (`acb`). At a point it is a unit of the last place
        wide or two. Over a real interval it is the range of the function, up to rounding (for orders
        beyond 5000 a bound by the mean value theorem; for what is no relative of σ it may be wider by the
        root of that, and the interval must be bounded); over a complex one it may be wider. Neither mpmath's
            intervals nor Arb's balls can be pickled: send their ends to another process.

    Raises:
        ArgumentTypeError, SigmoidSymError, TooLargeError: as for `evaluate`; an interval that
            contains a pole.

    >>> enclose(1, "1/3")
    mpi('0.24318216100477072', '0.24318216100477075')
    >>> enclose(1, iv.mpf([-1, 2]))
    mpi('0.10499358540350651', '0.25')
    """
    bits = (mp.prec if digits is None else decimals(digits).bits) + _GUARD_BITS
    n, of, region = order_number(n), relative_named(of), _region(x)
    with working_precision(bits):
        if isinstance(region, tuple):
            ends = [_range(n, region[0], region[1], of)]
        elif isinstance(region, Point):
            ends = [(part.lower(), part.upper()) for part in _at_point(n, region, of)]
        else:
            value = function(of, n)(region)
            ends = [(part.lower(), part.upper()) for part in (value.real, value.imag)]
        if any(end.is_nan() for pair in ends for end in pair):
            raise SigmoidSymError(f"no enclosure over {shown(x)}: there may be a pole in it")
        if ball:
            balls = [low if low == high else low.union(high) for low, high in ends]
            return acb(*balls) if len(balls) > 1 else balls[0]
    raw = [
        (_outward(low, bits - _GUARD_BITS, -1), _outward(high, bits - _GUARD_BITS, 1)) for low, high in ends
    ]
    return iv.make_mpc(tuple(raw)) if len(raw) > 1 else iv.make_mpf(raw[0])


def _region(x: Any) -> Any:
    """Return x as a `Point`, as a pair of them for a real interval, or as an `acb`."""
    if hasattr(x, "_mpi_"):
        return _ends(x._mpi_)
    if hasattr(x, "_mpci_"):
        sides = [_ends(side) for side in x._mpci_]
        if any(end.infinite for side in sides for end in side):
            raise SigmoidSymError(f"x must be bounded if it is complex, not {shown(x)}")
        return acb(*(arb(low.real).union(arb(high.real)) for low, high in sides))
    if isinstance(x, arb) and x.is_finite() and not x.is_exact():
        return Point(x.lower()), Point(x.upper())
    if isinstance(x, acb) and x.is_finite() and not (x.real.is_exact() and x.imag.is_exact()):
        return x
    return point(x)


def _ends(raw: tuple[Mpf, Mpf]) -> tuple[Point, Point]:
    low, high = (point(mp.make_mpf(end)) for end in raw)
    return low, high


def _at_point(n: int, x: Point, of: Named) -> list[Any]:
    real = x.imag is None or x.imag == 0
    parts = enclosed_parts(quantity(of, n, Point(x.real, None, x.infinite) if real else x), ctx.prec, real)
    return parts if x.imag is None or not real else [*parts, arb(0)]


def _range(n: int, low: Point, high: Point, of: Named) -> Ends:
    """Return the range over an interval: extreme values are at its ends or where the next derivative is 0."""
    if not isinstance(of, Relative):
        return _range_of_row(rows.row_of(of), n, low, high)
    _refuse_poles(n, low, high, of)
    values = [enclosed_parts(quantity(of, n, end), ctx.prec)[0] for end in (low, high)]
    if n >= of.least_order and summands_of(of, n)[0].order > _LARGEST_ORDER:
        values.append(_by_mean_value(n, low, high, of))
    else:
        for place in places(n + 1, of):
            with working_precision(_FIRST_BITS):
                inside = _meets(low, high, place.quantity.ball())
            if inside and _meets(low, high, place.quantity.ball()):
                values.append(enclosed_parts(value_at(place, n, of), ctx.prec)[0])
    return min(value.lower() for value in values), max(value.upper() for value in values)


def _by_mean_value(n: int, low: Point, high: Point, of: Relative) -> Any:
    """Return a ball around f^(n) on an interval, by a bound for f^(n+1)."""
    if low.infinite or high.infinite:
        raise SigmoidSymError(f"x must be bounded for orders beyond {_LARGEST_ORDER}")
    X = arb(low.real).union(arb(high.real))
    radius = bound = arb(0)
    for summand in summands_of(of, n + 1):
        xi = summand.argument(X) - arb(abs(summand.C)).log()
        nearest = arb(0) if 0 in xi else xi.abs_lower()
        bound += abs(summand.number * X**summand.power) * size_bound(summand.order, nearest)
    radius = X.rad() * bound
    return function(of, n)(X.mid()) + radius * arb(0, 1)


def _range_of_row(row: Row, n: int, low: Point, high: Point) -> Ends:
    """Return a narrow enclosure of the values of a function that has nothing but its row."""
    found = poles_of_slope(row)
    _refuse(low, high, [arb(p) for p, _ in found] if found and n else [])
    for end in (low, high):
        quantity(row, n, end)  # refuses what is outside of the domain
    if low.infinite or high.infinite:
        raise SigmoidSymError(f"x must be bounded for {row.name}")
    return rows.extremes(row, n, low.real, high.real)


def _refuse_poles(n: int, low: Point, high: Point, of: Relative) -> None:
    negative = [s for s in summands_of(of, max(n, of.least_order)) if s.C < 0]
    _refuse(low, high, [arb(-s.C).log() / s.slope + s.origin for s in negative])


def _refuse(low: Point, high: Point, poles: list[Any]) -> None:
    for pole in poles:
        if _meets(low, high, pole):
            raise SigmoidSymError(f"x must not contain the pole at {pole.str(15, radius=False)}")


def _meets(low: Point, high: Point, ball: Any) -> bool:
    """Return whether a ball may have a number in common with an interval."""
    return not ((not low.infinite and ball < low.real) or (not high.infinite and ball > high.real))


def _outward(end: Any, bits: int, side: int) -> Mpf:
    """Return the end of an interval rounded outwards to so many bits."""
    if not end.is_finite():
        return finf if end > 0 else fninf  # type: ignore[no-any-return]
    mantissa, exponent = end.man_exp()
    direction = round_ceiling if side > 0 else round_floor
    return from_man_exp(int(mantissa), int(exponent), bits, direction)  # type: ignore[no-any-return]
