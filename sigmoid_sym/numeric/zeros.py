"""zeros, extrema and supremum of σ^(n) and of its relatives, correctly rounded."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any, NamedTuple

from flint import arb, ctx, fmpq
from mpmath import mp

from sigmoid_sym.closed_forms import SIGMOID, Relative
from sigmoid_sym.errors import SigmoidSymError, require_memory, shown
from sigmoid_sym.functions import Function as Row
from sigmoid_sym.numeric.balls import working_precision
from sigmoid_sym.numeric.logistic import size_bound
from sigmoid_sym.numeric.points import Point
from sigmoid_sym.numeric.poles import poles_of_slope
from sigmoid_sym.numeric.quantities import UNKNOWN, Quantity, quantity
from sigmoid_sym.numeric.ranges import positive_roots, range_function
from sigmoid_sym.numeric.relatives import Named, Summand, function, relative_named, summands_of
from sigmoid_sym.numeric.roots import Root, isolated
from sigmoid_sym.numeric.rounding import Binary
from sigmoid_sym.numeric.rows import row_of
from sigmoid_sym.numeric.values import Rounding, decimals, order_number, rounded_quantity
from sigmoid_sym.progress import watched

_BYTES_A_ZERO = 2_000
_FIRST_BITS = 64


class Extremum(NamedTuple):
    """A local extremum: where it is, and the value there."""

    x: Any
    value: Any


def zeros(n: int, digits: int | None = None, *, of: Named = SIGMOID) -> tuple[Any, ...]:
    """Return the real zeros of σ^(n), or of that derivative of a relative, in increasing order.

    Arguments:
        n: the order, at least 0.
        digits, of: as in `evaluate`.

    Returns:
        mpf's, each correctly rounded: n - 1 of them for σ, n ≥ 1.

    Notes:
        For n ≥ 1, P_n has n + 1 simple roots: 0, 1 and n - 1 in (0,1); so σ^(n) has exactly n - 1 real
        zeros. The part of σ^(n) that comes from the poles ±πi has its extrema at π cot(kπ/(n+1)). As the
        signs of σ^(n) alternate there, which is checked with balls, each gap holds one zero, and
        Newton's method on intervals encloses it. A zero is 0 or the logarithm of an algebraic number,
        which is transcendental (Lindemann): no rounding boundary.

    Raises:
        SigmoidSymError: an argument that is not one of these.
        TooLargeError: so many zeros could not fit in memory.

    References:
        G. Frobenius, Sitzungsber. Preuß. Akad. Wiss. (1910) 809-847: the Eulerian polynomials have real
        simple roots.

    >>> zeros(3)
    (mpf('-1.3169578969248168'), mpf('1.3169578969248168'))
    >>> mp.nstr(zeros(4, digits=30)[2], 30)
    '2.29243166956117768780078731135'
    """
    rounding: Rounding = Binary(mp.prec) if digits is None else decimals(digits)
    return tuple(_number(zero, rounding) for (zero,) in rounded_zeros(n, rounding, of))


def extrema(n: int, digits: int | None = None, *, of: Named = SIGMOID) -> tuple[Extremum, ...]:
    """Return the local extrema of σ^(n), or of that derivative of a relative, in increasing order of x.

    Arguments:
        n, digits, of: as in `zeros`.

    Returns:
        `Extremum(x, value)`, both correctly rounded: the n zeros of σ^(n+1), where |σ^(n)| has
        its local maxima.

    Raises:
        SigmoidSymError, TooLargeError: as for `zeros`; a value that no precision within reach tells from
            a rounding boundary.

    >>> extrema(1)
    (Extremum(x=mpf('0.0'), value=mpf('0.25')),)
    >>> [mp.nstr(e.value, 6) for e in extrema(0, of="silu")]
    ['-0.278465']
    """
    rounding: Rounding = Binary(mp.prec) if digits is None else decimals(digits)
    return tuple(
        Extremum(*(_number(part, rounding) for part in row)) for row in rounded_extrema(n, rounding, of)
    )


def supremum(n: int, digits: int | None = None, *, of: Named = SIGMOID) -> Any:
    """Return the supremum of |σ^(n)| on the real line, or of that derivative of a relative.

    Arguments:
        n, digits, of: as in `zeros`.

    Returns:
        An mpf, correctly rounded; inf if the function is not bounded.

    Notes:
        The largest of the local maxima and of the limits at ±∞. For odd n it is attained at 0:
        `|σ^(n)(0)| = (2^{n+1}-1)|B_{n+1}|/(n+1)`.

    Raises:
        SigmoidSymError, TooLargeError: as for `extrema`.

    >>> supremum(0), supremum(1), supremum(3)
    (mpf('1.0'), mpf('0.25'), mpf('0.125'))
    >>> mp.nstr(supremum(2, digits=20), 20)
    '0.096225044864937627418'
    """
    rounding: Rounding = Binary(mp.prec) if digits is None else decimals(digits)
    supremum, _ = rounded_quantity(_supremum(_order(n), relative_named(of)), rounding)
    return _number(supremum, rounding)


def rounded_zeros(n: int, rounding: Rounding, of: Named) -> Iterator[tuple[Any]]:
    """Yield the zeros as `rounding` rounds them, each in a tuple of its own."""
    for place in watched(places(_order(n), relative_named(of)), "zeros", 200):
        yield (rounded_quantity(place.quantity, rounding)[0],)


def rounded_extrema(n: int, rounding: Rounding, of: Named) -> Iterator[tuple[Any, Any]]:
    """Yield the places of the extrema and the values there as `rounding` rounds them."""
    n, of = _order(n), relative_named(of)
    for place in watched(places(n + 1, of), "extrema", 100):
        value = value_at(place, n, of)
        yield rounded_quantity(place.quantity, rounding)[0], rounded_quantity(value, rounding)[0]


def _number(rounded: Any, rounding: Rounding) -> Any:
    return mp.make_mpf(rounding.mpf(rounded))


def _order(n: object) -> int:
    n = order_number(n)
    if n < 0:
        raise SigmoidSymError(f"n must be at least 0 here, not {n}")
    require_memory(f"the zeros of order {shown(n)}", n * _BYTES_A_ZERO)
    return n


class Place(NamedTuple):
    """A zero, and whether it is the centre of symmetry of the derivative."""

    quantity: Quantity
    central: bool = False


def _exactly(value: Any) -> Quantity:
    return Quantity(lambda: arb(value), (value, fmpq(0)))


def places(n: int, of: Named) -> list[Place]:
    """Return the zeros of the n-th derivative, in increasing order.

    Raises:
        SigmoidSymError: nothing is known about the zeros of this function.
    """
    if not isinstance(of, Relative):
        return _places_between_poles(row_of(of), n)
    summands = summands_of(of, n)
    if len(summands) == 1 and not summands[0].power:
        return _logistic_places(summands[0])
    return _product_places(of, n)


def _places_between_poles(row: Row, n: int) -> list[Place]:
    """Return the zeros where the slope is r/(x-p) - r/(x-q): (x-p)^n = (x-q)^n halfway, for even n.

    Raises:
        SigmoidSymError: it is neither that nor r/(x-p).
    """
    poles = poles_of_slope(row)
    if n and poles is not None and len(poles) == 1:
        return []
    if poles is None or len(poles) != 2 or poles[0][1] + poles[1][1] != 0:
        raise SigmoidSymError(f"of must be a function whose zeros are known here, not {row.name}")
    if n % 2:
        return []
    centre = (poles[0][0] + poles[1][0]) / 2
    if n == 0 and quantity(row, 0, Point(centre)).exact[0] != 0:
        raise SigmoidSymError(f"of must be a function whose zeros are known here, not {row.name}")
    return [Place(_exactly(centre), True)]


def _logistic_places(summand: Summand) -> list[Place]:
    """Return the zeros of y^(m): ξ - log C is one of σ^(m). For C < 0, y is never in (0,1): no zeros."""
    if summand.centred:
        return [Place(_exactly(summand.origin), True)]
    if summand.C < 0 or summand.order <= 0:
        return []

    def place(root: Root | None, side: int) -> Place:
        def ball() -> Any:
            z = arb(0) if root is None else side * root.enclosure(ctx.prec)
            return (z + arb(summand.C).log()) / summand.slope + summand.origin

        exact = (summand.origin, fmpq(0)) if root is None and summand.C == 1 else UNKNOWN
        return Place(Quantity(ball, exact), root is None)

    positive = positive_roots(summand.order)
    centre = [place(None, 0)] if summand.order % 2 == 0 else []
    rising = [*(place(r, -1) for r in reversed(positive)), *centre, *(place(r, 1) for r in positive)]
    return rising if summand.slope > 0 else rising[::-1]


def _product_places(of: Relative, n: int) -> list[Place]:
    """Return the zeros of (xσ)^(n), which is the only relative with a factor x.

    Notes:
        For x < 0 it is `Σ_{k≥1} (-1)^{k-1} k^{n-1} (kx + n) e^{kx}`. For x ≤ -(2n+10) the first term rules:
        |x + n| ≥ |x|/2 and |kx + n| ≤ k|x|, so the others are at most `2 Σ_{k≥2} k^n e^{-(k-1)|x|} < 1`
        times it, as k ≤ e^{k-1}. Since xσ(x) - x/2 is even, (xσ)' - 1/2 is odd, and for n ≥ 2 the
        derivative has the parity of n.
    """
    if n == 0:
        return [Place(_exactly(fmpq(0)))]
    f, slope = range_function(of, n), range_function(of, n + 1)
    far = arb(2 * n + 10)
    if n == 1:
        return [_place_of(root, 1) for root in isolated(f, slope, -far, far)]
    positive = list(isolated(f, slope, arb(0), far, zero_at_lower=n % 2 == 1))
    centre = [Place(_exactly(fmpq(0)), True)] if n % 2 else []
    return [*(_place_of(r, -1) for r in reversed(positive)), *centre, *(_place_of(r, 1) for r in positive)]


def _place_of(root: Root, side: int) -> Place:
    return Place(Quantity(lambda: side * root.enclosure(ctx.prec)))


def value_at(place: Place, n: int, of: Named) -> Quantity:
    """Return the value of the n-th derivative at a zero of the next one."""
    at, _ = place.quantity.exact
    if at is not None:
        return quantity(of, n, Point(at))
    if place.central and isinstance(of, Relative):
        (summand,) = summands_of(of, n)
        centre = quantity(SIGMOID, summand.order, Point(fmpq(0)))
        exact = centre.exact[0] and centre.exact[0] * summand.number
        return Quantity(lambda: centre.ball() * summand.number, (exact, fmpq(0)))
    f = function(of, n)
    return Quantity(lambda: f(place.quantity.ball()))


def _supremum(n: int, of: Named) -> Quantity:
    infinite = Quantity(arb.pos_inf, (arb.pos_inf(), fmpq(0)))
    if not isinstance(of, Relative):
        row = row_of(of)
        if poles_of_slope(row) is None:
            raise SigmoidSymError(f"of must be a function whose supremum is known here, not {row.name}")
        return infinite
    summands = summands_of(of, n)
    if summands[0].centred:
        return _exactly(abs(summands[0].number) / 2)
    if summands[0].order < 0 or any(s.C < 0 for s in summands) or (summands[0].power and n == 0):
        return infinite
    if len(summands) == 1:
        (summand,) = summands
        if summand.order == 0:
            return _exactly(abs(summand.number))
        candidates, factor = _logistic_candidates(summand.order), abs(summand.number)
    else:
        candidates, factor = [value_at(place, n, of) for place in places(n + 1, of)], fmpq(1)
        candidates.append(_exactly(fmpq(int(n == 1))))  # the limit at ∞
    if len(candidates) == 1 and candidates[0].exact[0] is not None:
        return _exactly(abs(candidates[0].exact[0]) * factor)

    def largest() -> Any:
        sizes = [abs(candidate.ball()) for candidate in candidates]
        return functools.reduce(arb.max, sizes) * factor

    return Quantity(largest)


def _logistic_candidates(n: int) -> list[Quantity]:
    """Return the values of σ^(n), n ≥ 1, of which one has the largest size.

    For odd n it is the value at 0 (all terms of the pole expansion have their largest size there, with
    the same sign). For even n the first maximum wins where no larger x reaches it, by the bound for |σ^(n)|.
    """
    if n % 2:
        return [quantity(SIGMOID, n, Point(fmpq(0)))]
    critical = positive_roots(n + 1)
    values = [value_at(_place_of(root, 1), n, SIGMOID) for root in critical]
    with working_precision(_FIRST_BITS):
        first_wins = abs(values[0].ball()) > size_bound(n, critical[0].upper)
    return values[:1] if first_wins else values
