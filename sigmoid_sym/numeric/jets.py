"""jet: σ, σ', …, σ^(n) at one point, by one power series."""

from __future__ import annotations

from typing import Any

from flint import acb, acb_series, arb, arb_series, ctx, fmpq, fmpz
from mpmath import mp

from sigmoid_sym.closed_forms import SIGMOID, Relative
from sigmoid_sym.errors import SigmoidSymError, require_memory, shown
from sigmoid_sym.numeric import rows
from sigmoid_sym.numeric.balls import exponential, working_precision
from sigmoid_sym.numeric.logistic import orders_by_poles
from sigmoid_sym.numeric.points import Point, point
from sigmoid_sym.numeric.quantities import ball_of, quantity
from sigmoid_sym.numeric.relatives import Named, relative_named, summands_of
from sigmoid_sym.numeric.rounding import Binary
from sigmoid_sym.numeric.values import Rounding, decimals, order_number, rounded_quantity
from sigmoid_sym.progress import watched

_GUARD_BITS = 32
# Numbers of the working precision that are alive at once, for each order.
_NUMBERS_ALIVE = 20


def jet(n: int, x: Any, digits: int | None = None, *, of: Named = SIGMOID) -> tuple[Any, ...]:
    """Return (σ(x), σ'(x), …, σ^(n)(x)), or those derivatives of a relative, each correctly rounded.

    Arguments:
        n: the highest order, at least 0.
        x, digits, of: as in `evaluate`.

    Returns:
        n + 1 mpf's, or mpc's if x is complex: the same numbers as `evaluate` returns.

    Notes:
        The Taylor series of σ at x is 1/(1 + e^{-x} e^{-h}), computed with balls by Newton's method for
        power series; high orders come from the few nearest poles, one product for each from order to
        order. What these balls do not settle, as next to a zero of σ^(k), is left to `evaluate`.

    Raises:
        ArgumentTypeError, SigmoidSymError: as for `evaluate`.
        TooLargeError: the series could not fit in memory.

    >>> jet(3, 0)
    (mpf('0.5'), mpf('0.25'), mpf('0.0'), mpf('-0.125'))
    >>> from sigmoid_sym import evaluate
    >>> jet(2, 1) == tuple(evaluate(k, 1) for k in range(3))
    True
    """
    rounding: Rounding = Binary(mp.prec) if digits is None else decimals(digits)
    n, of, at = order_number(n), relative_named(of), point(x)
    if n < 0:
        raise SigmoidSymError(f"n must be at least 0 for a jet, not {n}")
    real = at.imag is None or at.imag == 0
    where = Point(at.real, None, at.infinite) if real else at
    bits = rounding.bits + _GUARD_BITS + 5 * n.bit_length()
    require_memory(f"the series of order {shown(n)}", _NUMBERS_ALIVE * n * bits // 8)
    with working_precision(bits):
        parts = [
            _rounded(ball, real, rounding) or rounded_quantity(quantity(of, k, where), rounding, real)
            for k, ball in enumerate(watched(_balls(n, where, of), "rounding", 5000))
        ]
    if at.imag is None:
        return tuple(mp.make_mpf(rounding.mpf(value)) for value, _ in parts)
    zero = rounding.exact(arb(0))
    return tuple(
        mp.make_mpc((rounding.mpf(value), rounding.mpf(zero if other is None else other)))
        for value, other in parts
    )


def _rounded(ball: Any, real: bool, rounding: Rounding) -> tuple[Any, Any] | None:
    """Return the rounded parts, the second None for a real value; None if the ball does not settle them."""
    if ball is None:
        return None
    first = rounding.ball(ball.real)
    second = None if real else rounding.ball(ball.imag)
    return None if first is None or (second is None and not real) else (first, second)


def _balls(n: int, x: Point, of: Named) -> list[Any]:
    """Return balls around the derivatives of orders 0 to n; None for those that come from elsewhere."""
    z = ball_of(x)
    # Of a number so large that its ball is wider than 1 no exponential is known at this precision.
    if x.infinite or z.real.rad() > 1:
        return [None] * (n + 1)
    if not isinstance(of, Relative):
        quantity(of, 0, x)  # refuses what is outside of the domain
        return rows.derivatives(rows.row_of(of), n, z)
    if of is SIGMOID:  # the usual case, made fast
        return _orders(n, z, fmpq(1))
    least = min(of.least_order, n + 1)
    orders: dict[tuple[str, ...], list[Any]] = {}
    balls: list[Any] = [None] * least
    for k in range(least, n + 1):
        total: Any = arb(0)
        for summand in summands_of(of, k):
            key = str(summand.slope), str(summand.origin), str(summand.C)
            if key not in orders:
                orders[key] = _orders(n, summand.argument(z), summand.C)
            y = orders[key][summand.order]
            total += (z**summand.power * y if summand.power else y) * summand.number
        balls.append(total)
    return balls


def _orders(n: int, xi: Any, C: Any) -> list[Any]:
    """Return y, y', …, y^(n) at ξ, y = 1/(1 + C e^{-ξ}): low orders by a series, high ones by poles."""
    many, high = n + 1, list[Any]()
    if C > 0:
        many, high = orders_by_poles(xi if C == 1 else xi - arb(C).log(), n)
    return _taylor(many - 1, xi, C) + high


def _taylor(n: int, xi: Any, C: Any) -> list[Any]:
    """Return y, y', …, y^(n) at ξ.

    Of U = C e^{-ξ} and 1/U the smaller one is a factor of what varies: y = 1 - U/(1+U) = (1/U)/(1 + 1/U).
    """
    right = xi.real > arb(abs(C)).log()
    u = exponential(-xi) * C if right else exponential(xi) / C
    cap, ctx.cap = ctx.cap, n + 1
    try:
        U = (acb_series if isinstance(u, acb) else arb_series)([0, -1 if right else 1]).exp() * u
        coefficients = (U / (U + 1)).coeffs()  # without what is exactly 0 at the end
    finally:
        ctx.cap = cap
    values, factorial = [], fmpz(-1 if right else 1)
    for k, coefficient in enumerate(coefficients + [arb(0)] * (n + 1 - len(coefficients))):
        factorial *= max(k, 1)
        values.append(coefficient * factorial)
    if right:
        values[0] += 1
    return values
