"""Balls around σ^(n)(z): four methods, each with its error bound, and the choice between them.

Arb carries every rounding error along, so what is proved here is what Arb can't see: where the
infinite sums are cut off.
"""

from __future__ import annotations

import functools
import math
import operator
from collections.abc import Callable
from typing import Any

from flint import acb, arb, arb_poly, ctx, fmpz

from sigmoid_sym.combinatorics import eulerian_row, factored_row
from sigmoid_sym.numeric.balls import exponential, working_precision

# Up to this order nothing beats the polynomial.
_SMALL_ORDER = 32
# Up to this order the polynomial in w, of half the degree, is worth the time that its row takes.
_LARGEST_FACTORED = 200
# So many pairs of poles are cheaper, order by order, than a power series.
_FEW_PAIRS = 4
_FRESH_POWERS = 16
# The error bounds need few digits, but a large range.
_BOUND_BITS = 64


def logistic_ball(n: int, z: Any) -> Any:
    """Return a ball that contains σ^(n)(z), n ≥ 0, at Arb's working precision.

    Arguments:
        n: the order.
        z: an `arb`, or an `acb` that contains none of the poles (2k+1)πi.

    Notes:
        The right half-plane serves for the left one: `σ^(n)(-z) = (-1)^{n+1} σ^(n)(z)` for n ≥ 1, and
        `σ(-z) = 1 - σ(z)`; so e^{-z} is never large.

    Raises:
        SigmoidSymError: |z| is so large that the exponent of the value could not be held.

    >>> with working_precision(64):
    ...     print(logistic_ball(3, arb(0)), logistic_ball(40, arb(1) / 3).str(10, radius=False))
    -0.125000000000000000 -4.988865432e+27
    """
    right = z.real > 0
    a = z if right else -z
    if n == 0:
        u = exponential(-a)
        return (1 if right else u) / (1 + u)
    if n <= _SMALL_ORDER:
        value = _by_polynomial(n, a)
    else:
        if isinstance(a, acb):
            a = acb(a.real, a.imag - 2 * arb.pi() * nearest_turn(a.imag))
        method, lost = _cheapest(n, a)
        with working_precision(ctx.prec + lost):
            value = method(n, a)
    return value if right or n % 2 else -value


def _by_polynomial(n: int, a: Any) -> Any:
    """Return σ^(n)(a), n ≥ 1, as `w (1-2σ)^ε Q_n(w)`, w = σ(1-σ), ε = 1 for even n, else 0.

    Notes:
        With u = e^{-a}, `w = u/(1+u)²` and `1-2σ = (u-1)/(1+u)`, where u - 1 comes from expm1 for small
        a. The coefficients of Q_n alternate in sign. On the real line Horner's rule loses at most
        about `(n+1) log2(π/arcosh 3) = 0.84 (n+1)` bits, at a = 0: the sizes of its terms add up
        to |Q_n(-w)|, the value of Q_n at a distance of at least arcosh 3 from a pole of σ.
    """
    if abs(a.real) < 1:
        difference = (-a).expm1()
        u = difference + 1
    else:
        u = exponential(-a)
        difference = u - 1
    below = u + 1
    w = u / (below * below)
    value = w * _polynomial(n)(w) if n > 2 else w
    return value if n % 2 else value * difference / below


@functools.lru_cache(maxsize=256)
def _polynomial(n: int) -> Any:
    """Return Q_n; the last 256 are kept."""
    return arb_poly([fmpz(c) for c in factored_row(n)])


def _by_eulerian(n: int, a: Any) -> Any:
    """Return σ^(n)(a), n ≥ 1, as `Σ_k (-1)^k A(n,k) u^{n-k} / (1+u)^{n+1}`, u = e^{-a}, for large n.

    Notes:
        The row of Eulerian numbers is found much faster than Q_n. On the real line Horner's rule loses at
        most about `(n+1) log2(π/2) = 0.65 (n+1)` bits, at a = 0, where the numbers add up to n!.
    """
    u = exponential(-a)
    return u * _eulerian(n)(u) / (1 + u) ** (n + 1)


@functools.lru_cache(maxsize=4)
def _eulerian(n: int) -> Any:
    """Return Σ_k (-1)^k A(n,k) u^{n-1-k}; the last 4 are kept."""
    return arb_poly([fmpz(-c if k % 2 else c) for k, c in enumerate(eulerian_row(n))][::-1])


def _by_poles(n: int, a: Any) -> Any:
    """Return σ^(n)(a), |Im a| ≤ π, n ≥ 2, as `(-1)^n n! Σ_j (a - (2j+1)πi)^{-(n+1)}`.

    Notes:
        J pairs of poles are taken, and `_pole_tail` bounds the rest.
    """
    pairs = int(_pairs_needed(n, a, ctx.prec))
    pi = arb.pi()
    total: Any = arb(0)
    for j in range(pairs):
        pole = (2 * j + 1) * pi
        if isinstance(a, acb):
            total += (a - acb(0, pole)) ** -(n + 1) + (a + acb(0, pole)) ** -(n + 1)
        else:
            total += 2 * (acb(a, pole) ** -(n + 1)).real
    return _widened(total, _pole_tail(n, a, pairs)) * _factorial(n) * (-1 if n % 2 else 1)


def orders_by_poles(z: Any, n: int) -> tuple[int, list[Any]]:
    """Return (m, [σ^(m)(z), …, σ^(n)(z)]): all orders up to n for which a few pairs of poles are enough.

    Notes:
        From one order to the next every power is multiplied by its base, and the tail shrinks at least by
        the factor 1/R, with the R of `_pole_tail`.
    """
    a = acb(z.real, z.imag - 2 * arb.pi() * nearest_turn(z.imag)) if isinstance(z, acb) else z
    bits = ctx.prec
    m = max(2, math.ceil((bits + 8) / 3))
    while m <= n and _pairs_needed(m, a, bits) > _FEW_PAIRS:
        m += m // 8 + 1
    if m > n:
        return n + 1, []
    pairs = int(_pairs_needed(m, a, bits))
    poles = [acb(0, (2 * j + 1) * arb.pi()) for j in range(pairs)]
    bases = [1 / (a + pole) for pole in poles]
    if isinstance(a, acb):
        bases += [1 / (a - pole) for pole in poles]
    height = (2 * pairs + 1) * arb.pi() - abs(a.imag)
    nearest = (a.real**2 + height**2).sqrt()
    tail = _pole_tail(m, a, pairs)
    factorial, values = fmpz(math.factorial(m)) * (-1 if m % 2 else 1), []
    powers: list[Any] = []
    for k in range(m, n + 1):
        # A product of rectangles is turned and grows, by up to half a bit: hence afresh after a while.
        afresh = (k - m) % _FRESH_POWERS == 0
        powers = [b ** (k + 1) for b in bases] if afresh else list(map(operator.mul, powers, bases))
        total = sum(powers, acb(0))
        values.append(_widened(total if isinstance(a, acb) else 2 * total.real, tail) * factorial)
        factorial *= -(k + 1)
        tail = tail / nearest
    return m, values


def _pole_tail(n: int, a: Any, pairs: int) -> Any:
    """Return a bound for Σ |a - (2j+1)πi|^{-(n+1)} over the poles that are not in the first J pairs, n ≥ 2.

    Notes:
        Let b = |Im a| ≤ π, c = Re a, Y = (2J+1)π - b and R² = c² + Y²: the sum is at most
        `2 R^{-(n+1)} (1 + R²/(2π(n-1)Y))`. Both poles of the next pair are at least R away, and the others
        are bounded by an integral, `∫_Y^∞ (c²+y²)^{-(n+1)/2} dy/2π` with
        `∫_Y^∞ (c²+y²)^{-(n+1)/2} dy ≤ ∫_Y^∞ (y/Y) (c²+y²)^{-(n+1)/2} dy = R^{-(n-1)}/((n-1)Y)`.
    """
    with working_precision(_BOUND_BITS):
        height = (2 * pairs + 1) * arb.pi() - abs(a.imag)
        square = a.real**2 + height**2
        return 2 * square ** (-arb(n + 1) / 2) * (1 + square / (2 * (n - 1) * arb.pi() * height))


def size_bound(n: int, x: Any) -> Any:
    """Return a bound for |σ^(n)| at all real numbers from x > 0 on, n ≥ 2."""
    return _factorial(n) * _pole_tail(n, x, 0)


def _pairs_needed(n: int, a: Any, bits: int) -> float:
    """Return how many pairs of poles leave a tail below 2^-bits of the nearest pole's term."""
    c, b = _float(a.real), min(abs(_float(a.imag)), math.pi)
    growth = (bits + 8) / (n + 1)
    nearest = math.hypot(c, math.pi - b)
    if growth > 60 or c > 1e100:
        return math.inf
    height = math.sqrt(max((nearest * 2.0**growth) ** 2 - c * c, 0.0))
    return max(math.ceil(((height + b) / math.pi - 1) / 2), 1)


def _by_exponentials(n: int, a: Any) -> Any:
    """Return σ^(n)(a), Re a > 0, n ≥ 1, as `Σ_{k≥1} (-1)^k (-k)^n e^{-ka}`.

    Notes:
        From the (K+1)-th on, the ratio of the sizes of successive terms is at most
        `r = ((K+2)/(K+1))^n |e^{-a}|`, so they add up to at most `(K+1)^n |e^{-a}|^{K+1}/(1-r)` if r < 1.
        If it is not, the ball is the whole line, and more precision brings more terms.
    """
    terms = int(_terms_needed(n, a, ctx.prec)[0])
    u = exponential(-a)
    total: Any = arb(0)
    power = u
    for k in range(1, terms + 1):
        term = arb(k) ** n * power
        total = total + term if k % 2 else total - term
        power = power * u
    with working_precision(_BOUND_BITS):
        decay = abs(u)
        gap = 1 - (1 + 1 / arb(terms + 1)) ** n * decay
        tail = arb(terms + 1) ** n * decay ** (terms + 1) / gap if gap > 0 else arb.pos_inf()
    total = _widened(total, tail)
    return total if n % 2 else -total


def _terms_needed(n: int, a: Any, bits: int) -> tuple[float, float]:
    """Return how many exponentials leave a tail below 2^-bits of the value, and the bits that cancel."""
    c = _float(a.real)
    if c < 0.5:  # thousands of bits cancel
        return math.inf, math.inf
    if c > 1e100:
        return 1, 0
    # ln of the size of the value: the first term rules beyond the zeros, the nearest poles before.
    poles = math.lgamma(n + 1) - (n + 1) * math.log(math.hypot(c, math.pi)) if n < 1e300 else math.inf
    size = -c if c > n * math.log(2) else poles
    goal = (bits + 8) * math.log(2) - size
    peak = max(n / c, 1.0)
    terms = peak
    for _ in range(8):
        terms = max((goal + n * math.log(terms + 1)) / c, peak)
    lost = (n * math.log(peak) - peak * c - size) / math.log(2)
    return math.ceil(terms) + 1, max(lost, 0.0)


def _cheapest(n: int, a: Any) -> tuple[Callable[[int, Any], Any], int]:
    """Return the method of the least estimated cost, and how many bits it loses."""
    bits = ctx.prec
    product = 0.1 + bits / 2000  # microseconds, roughly, as are the costs
    powering = 2 * math.log2(n) * product
    terms, cancelled = _terms_needed(n, a, bits)
    if n <= _LARGEST_FACTORED:
        polynomial = (n / 2 * product + n * n / 50, _by_polynomial, 0.84 * (n + 1) + 8)
    else:
        polynomial = (n / 2 * product + n * n / 50, _by_eulerian, 0.65 * (n + 1) + 8)
    costs: list[tuple[float, Callable[[int, Any], Any], float]] = [
        (terms * powering * (1 + cancelled / bits), _by_exponentials, cancelled + 2 * math.log2(n)),
        (4 * _pairs_needed(n, a, bits) * powering, _by_poles, 2 * math.log2(n)),
        polynomial,
    ]
    _, method, lost = min(costs, key=lambda cost: cost[0])
    return method, math.ceil(lost)


def _widened(total: Any, tail: Any) -> Any:
    error = arb(0, tail.abs_upper())
    return total + acb(error, error) if isinstance(total, acb) else total + error


def _factorial(n: int) -> Any:
    return arb.fac_ui(n) if n < 1 << 60 else (arb(n) + 1).gamma()


def nearest_turn(angle: Any) -> Any:
    """Return a whole number of turns 2πk near the angle."""
    mantissa, exponent = angle.mid().man_exp()
    with working_precision(max(int(mantissa).bit_length() + int(exponent), 0) + 64):
        return (angle.mid() / (2 * arb.pi()) + arb(0.5)).mid().floor()  # the floor of a ball may be none


def _float(x: Any) -> float:
    """Return a float near the midpoint, for estimates."""
    return float(x.mid())
