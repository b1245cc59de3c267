"""The n-th derivative of a function that has nothing but its row: by the power series of its definition."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from flint import acb, arb, ctx, fmpq

from sigmoid_sym.errors import SigmoidSymError, shown
from sigmoid_sym.functions import FUNCTIONS, Function
from sigmoid_sym.numeric import poles
from sigmoid_sym.numeric.balls import working_precision
from sigmoid_sym.numeric.expansion import NoValue, coefficient_balls
from sigmoid_sym.numeric.points import Point
from sigmoid_sym.numeric.recognition import exact_derivative
from sigmoid_sym.tree.claim import INFINITY, Interval
from sigmoid_sym.tree.expression import Call, Expression, Neg, Symbol

Parts = tuple[Any, Any]  # the exact real and imaginary part, None where it is not known

# From here on a power series takes minutes, and its exact coefficients do not fit in memory.
LARGEST_ORDER = 1000
# An exact value of a higher order, or at a number of more bits, is one of more digits than anybody rounds to.
_LARGEST_EXACT_ORDER = 4000
_MOST_EXACT_BITS = 1 << 22
# Bits at which the precision is no more raised: a value that is not recognised may be a rounding boundary.
MOST_BITS = 1 << 20
_FIRST_BITS, _GUARD_BITS, _MOST_PIECES = 64, 32, 5_000


def row_of(of: Function | str) -> Function:
    """Return the row of that name; a row stays as it is."""
    return FUNCTIONS[of] if isinstance(of, str) else of


def meaning(row: Function) -> tuple[Expression, Symbol]:
    """Return the tree of a function, and its variable."""
    (x,) = row.parameters
    return row.definition or Call(row.name, (x,)), x


def require_order(row: Function, n: int) -> None:
    """Refuse an order for which there is no derivative, or none within reach."""
    if n < 0:
        raise SigmoidSymError(f"n must be at least 0 for {row.name}, not {n}")
    if n > LARGEST_ORDER and poles.poles_of_slope(row) is None:
        raise SigmoidSymError(f"n must be at most {LARGEST_ORDER} for {row.name}, not {shown(n)}")


def function(row: Function, n: int) -> Callable[[Any], Any]:
    """Return the function that takes a ball to a ball around the n-th derivative there, nan if none is known.

    Raises:
        SigmoidSymError: an order out of reach.
    """
    require_order(row, n)
    found = poles.poles_of_slope(row)
    if n and found is not None:
        return poles.derivative(found, n)
    return lambda z: _balls(row, n, z)[n] * arb.fac_ui(n)


def derivatives(row: Function, n: int, z: Any) -> list[Any]:
    """Return balls around the derivatives of orders 0 to n."""
    require_order(row, min(n, LARGEST_ORDER + 1) if poles.poles_of_slope(row) is None else n)
    try:
        return [c * arb.fac_ui(k) for k, c in enumerate(_balls(row, n, z))]
    except NoValue as reason:
        raise NoValue(
            f"{row.name} has no value of order {n} at x = {z.str(15, radius=False)}: {reason}"
        ) from None


def _balls(row: Function, n: int, z: Any) -> list[Any]:
    if isinstance(z, acb) and poles.poles_of_slope(row) is None:
        raise SigmoidSymError(f"x must be real for {row.name}, not {shown(str(z))}")
    node, x = meaning(row)
    return coefficient_balls(node, x, {x.name: z}, n)


def exact(row: Function, n: int, x: Point, real: Any, imag: Any) -> Parts:
    """Return what is known exactly of the n-th derivative at a point, real and imag where they are rational.

    Raises:
        SigmoidSymError: a pole, a point outside of the domain.
    """
    require_order(row, n)
    found = poles.poles_of_slope(row)
    if x.infinite:
        return _at_infinity(row, n, x.infinite), fmpq(0)
    if x.imag is not None and found is None:
        raise SigmoidSymError(f"x must be real for {row.name}")
    if x.imag is not None:
        return _complex(row, n, found, real, imag)
    if found is not None and any(x.real == p for p, _ in found):
        raise SigmoidSymError(f"{row.name} has a pole at x = {x.real}")
    if n == 0 or found is None:
        _require_inside(row, x)
    if real is None:
        return None, None
    if n and found is not None:
        if n > _LARGEST_EXACT_ORDER:
            return fmpq(0) if poles.is_zero(found, n, real) else None, fmpq(0)
        return poles.exact(found, n, (real, fmpq(0)))[0], fmpq(0)
    if real.height_bits() * (n + 1) ** 2 > _MOST_EXACT_BITS:
        return None, None
    try:
        return exact_derivative(*meaning(row), real, n), fmpq(0)
    except NoValue as reason:
        raise SigmoidSymError(f"{row.name} has no value of order {n} at x = {real}: {reason}") from reason


def _complex(row: Function, n: int, found: poles.Poles | None, real: Any, imag: Any) -> Parts:
    if found is None or real is None or imag is None or n > _LARGEST_EXACT_ORDER:
        return None, None
    if n:
        return poles.exact(found, n, (real, imag))
    # Where |x - p| is the same for opposite residues, the logarithms of the distances cancel.
    sums: dict[Any, Any] = {}
    for p, r in found:
        distance = (real - p) ** 2 + imag**2
        sums[distance] = sums.get(distance, fmpq(0)) + r
    return (None if any(sums.values()) or imag == 0 else fmpq(0)), None


def _require_inside(row: Function, x: Point) -> None:
    """Refuse a point outside of the function's domain."""
    domain = row.domain
    with working_precision(_FIRST_BITS):
        low, high = _end(domain.lower), _end(domain.upper)
        inside = (low is None or x.real > low or (domain.lower_closed and x.real == low)) and (
            high is None or x.real < high or (domain.upper_closed and x.real == high)
        )
    if not inside:
        raise SigmoidSymError(
            f"{row.name} is real for {_written(domain)} only, not at x = {shown(str(x.real))}"
        )


def _outside(row: Function, point: str) -> SigmoidSymError:
    return SigmoidSymError(f"{row.name} is real for {_written(row.domain)} only, not at x = {point}")


def _end(end: Any) -> Any:
    """Return an end of a domain, which is rational; None is infinite."""
    return None if end in (INFINITY, Neg(INFINITY)) else exact_derivative(end, Symbol("x"), fmpq(0), 0)


def ends(interval: Interval) -> tuple[float, float]:
    """Return the ends of a domain or a range as floats."""
    low, high = _end(interval.lower), _end(interval.upper)
    return -math.inf if low is None else float(low), math.inf if high is None else float(high)


def _written(domain: Interval) -> str:
    low, high = _end(domain.lower), _end(domain.upper)
    below, above = "≤" if domain.lower_closed else "<", "≤" if domain.upper_closed else "<"
    if high is None:
        return f"x {'≥' if domain.lower_closed else '>'} {low}"
    return f"{low} {below} x {above} {high}"


def _at_infinity(row: Function, n: int, sign: int) -> Any:
    domain, found = row.domain, poles.poles_of_slope(row)
    if n and found is not None:
        return fmpq(0)
    if _end(domain.upper if sign > 0 else domain.lower) is not None:
        raise SigmoidSymError(
            f"{row.name} is real for {_written(domain)} only, not at x = {'-' * (sign < 0)}inf"
        )
    raise SigmoidSymError(f"the limit of {row.name} at {'-' * (sign < 0)}∞ is not known here")


def extremes(row: Function, n: int, low: Any, high: Any) -> tuple[Any, Any]:
    """Return exact numbers below and above all values of the n-th derivative on [low, high].

    Notes:
        On a piece where the next derivative has a sign the extreme values are at the ends. Other pieces are
        halved until they are so small that what they add, of second order in their length, hardly shows.

    Raises:
        SigmoidSymError: no bound was found; there may be a pole.
    """
    f, slope, curvature = (function(row, order) for order in (n, n + 1, n + 2))
    bits, found = ctx.prec, list[Any]()
    smallest = arb(2) ** -(bits // 2)
    with working_precision(bits + _GUARD_BITS + 4 * n):
        pieces = [(arb(low), arb(high))]
        for _ in range(_MOST_PIECES):
            if not pieces and all(part.is_finite() for part in found):
                return min(part.lower() for part in found), max(part.upper() for part in found)
            if not pieces:
                break
            a, b = pieces.pop()
            X = a.union(b)
            middle, rate = X.mid(), _tried(slope, X)
            if rate is not None and 0 in rate and (bend := _tried(curvature, X)) is not None:
                rate = rate.intersection(slope(middle) + bend * (X - middle))  # narrow on a small piece
            if rate is not None and (rate >= 0 or rate <= 0):
                found += [f(a), f(b)]
            elif b - a > smallest * (1 + abs(middle)):
                pieces += [(a, middle), (middle, b)]
            else:
                whole = _tried(f, X) if rate is None else f(middle) + rate * (X - middle)
                if whole is None:
                    break
                found.append(whole)
    near = middle.str(15, radius=False)
    raise SigmoidSymError(f"no enclosure over the interval: there may be a pole or a kink near {near}")


def _tried(f: Callable[[Any], Any], X: Any) -> Any:
    """Return a ball around the values on a ball, None where none is known."""
    try:
        value = f(X)
    except NoValue:
        return None
    return value if value.is_finite() else None
