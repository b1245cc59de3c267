"""References in mpmath, which shares no code with Arb: exact polynomials and power series, made precise
by asking at two precisions, and rounding as it is defined.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from fractions import Fraction
from math import factorial
from typing import Any

from mpmath import mp

Reference = Callable[[int], Any]  # bits of working precision -> the value, to nearly so many bits


@functools.lru_cache(maxsize=1000)
def logistic_polynomial(n: int) -> tuple[int, ...]:
    """Coefficients of P_n, highest first, from P_0 = s, P_{m+1} = s(1-s) P_m'."""
    if n == 0:
        return (1, 0)
    start = max(n - 100, 0)  # no deep recursion
    row = [*logistic_polynomial(start)[::-1], 0]
    for m in range(start, n):
        row = [0, *(k * row[k] - (k - 1) * row[k - 1] for k in range(1, m + 2)), 0]
        row[m + 2] = -(m + 1) * (-1) ** m * factorial(m)
    return tuple(row[: n + 2][::-1])


def number(x: Any) -> Any:
    """A Fraction, or a pair (real, imaginary), as an mpmath number of the working precision."""
    if isinstance(x, tuple):
        return mp.mpc(number(x[0]), number(x[1]))
    return mp.mpf(x.numerator) / x.denominator if isinstance(x, (Fraction, int)) else x


def sigma(n: int, x: Any) -> Reference:
    """σ^(n)(x) as P_n(σ(x)), on the side where σ is small: σ^(n)(-x) = (-1)^{n+1} σ^(n)(x)."""

    def value(bits: int) -> Any:
        with mp.workprec(bits + 2 * n + 20):
            z = number(x)
            right = mp.re(z) > 0
            s = 1 / (1 + mp.exp(z if right else -z))
            if n == 0:
                return 1 - s if right else s
            total = mp.polyval(logistic_polynomial(n), s)
            return total if not right or n % 2 else -total

    return value


# Power series in h, constant first: an exponential, quotients and logarithms by their recurrences.


def _exponential(z: Any, slope: Any, n: int) -> list[Any]:
    terms = [mp.exp(z)]
    for k in range(1, n + 1):
        terms.append(terms[-1] * slope / k)
    return terms


def _quotient(a: list[Any], b: list[Any]) -> list[Any]:
    c: list[Any] = []
    for k, a_k in enumerate(a):
        c.append((a_k - sum(b[j] * c[k - j] for j in range(1, k + 1))) / b[0])
    return c


def _product(a: list[Any], b: list[Any]) -> list[Any]:
    return [sum(a[j] * b[k - j] for j in range(k + 1)) for k in range(len(a))]


def _logarithm(a: list[Any]) -> list[Any]:
    c = [mp.log(a[0])]
    for k in range(1, len(a)):
        c.append((a[k] - sum(j * c[j] * a[k - j] for j in range(1, k)) / k) / a[0])
    return c


def _variable(z: Any, n: int) -> list[Any]:
    return ([z, mp.mpf(1)] + [mp.mpf(0)] * n)[: n + 1]


def _constant(c: Any, n: int) -> list[Any]:
    return [mp.mpf(c)] + [mp.mpf(0)] * n


def _plus(a: list[Any], b: list[Any], factor: int = 1) -> list[Any]:
    return [p + factor * q for p, q in zip(a, b, strict=True)]


def _tanh(z: Any, n: int) -> list[Any]:
    up, down = _exponential(z, 1, n), _exponential(-z, -1, n)
    return _quotient(_plus(up, down, -1), _plus(up, down))


def _sigmoid(z: Any, n: int) -> list[Any]:
    return _quotient(_constant(1, n), _plus(_constant(1, n), _exponential(-z, -1, n)))


def _reflected(z: Any, n: int) -> list[Any]:
    return _quotient(_constant(1, n), _plus(_constant(1, n), _exponential(z, 1, n)))


def _softplus(z: Any, n: int) -> list[Any]:
    return _logarithm(_plus(_constant(1, n), _exponential(z, 1, n)))


def _log_sigmoid(z: Any, n: int) -> list[Any]:
    return _logarithm(_sigmoid(z, n))


def _silu(z: Any, n: int) -> list[Any]:
    return _product(_variable(z, n), _sigmoid(z, n))


def _logit(p: Any, n: int) -> list[Any]:
    above = _variable(p, n)
    return _logarithm(_quotient(above, _plus(_constant(1, n), above, -1)))


SERIES: dict[str, Callable[[Any, int], list[Any]]] = {
    "sigmoid": _sigmoid,
    "reflected": _reflected,
    "tanh": _tanh,
    "softplus": _softplus,
    "log-sigmoid": _log_sigmoid,
    "silu": _silu,
    "logit": _logit,
}


def by_series(name: str, n: int, x: Any) -> Reference:
    """The n-th derivative of a function as n! times the n-th coefficient of its Taylor series."""

    def value(bits: int) -> Any:
        with mp.workprec(bits + 4 * n + int(6 * abs(x)) + 20):  # e^-|x| is added to numbers like 1
            return SERIES[name](number(x), n)[n] * mp.factorial(n)

    return value


def family(n: int, x: Any, L: Fraction, k: Fraction, x0: Fraction, C: Fraction) -> Reference:
    """The n-th derivative of L/(1 + C e^{-k(x-x0)}) likewise."""

    def value(bits: int) -> Any:
        with mp.workprec(bits + 4 * n + int(6 * abs(k * (x - x0))) + 20):
            rate = number(k)
            terms = _exponential(-rate * (number(x) - number(x0)), -rate, n)
            below = _plus(_constant(1, n), [number(C) * term for term in terms])
            return _quotient(_constant(number(L), n), below)[n] * mp.factorial(n)

    return value


# Rounding.


def settled(value: Reference, rounded: Callable[[Any], Any], bits: int) -> Any:
    """What a value rounds to: the same from both ends of an interval for which two precisions vouch."""
    while bits < 1 << 24:
        rough, fine = value(bits), value(bits + bits // 2)
        with mp.workprec(2 * bits):
            error = 2 * abs(rough - fine) + mp.ldexp(abs(fine), 4 - bits)
            low, high = rounded(fine - error), rounded(fine + error)
        if low == high and fine:  # a 0 may be all that cancellation has left
            return low
        bits *= 2
    raise ArithmeticError("the reference itself is not settled")


def to_bits(bits: int) -> Callable[[Any], Any]:
    """Rounding to so many bits, to nearest, ties to even, as mpmath's unary plus does it."""

    def rounded(value: Any) -> Any:
        with mp.workprec(bits):
            return +value

    return rounded


def to_digits(digits: int) -> Callable[[Any], tuple[int, int]]:
    """Rounding to (m, e), m·10^e with so many digits in m, to nearest, ties to even."""
    return functools.partial(decimal_parts, digits=digits)


def decimal_parts(value: Any, digits: int) -> tuple[int, int]:
    """The decimal number m·10^e, 10^(digits-1) ≤ |m| < 10^digits, nearest to an mpf; a tie goes to even m."""
    if not value:
        return 0, 0
    sign, mantissa, exponent, length = value._mpf_
    place = exponent + length
    shift = 0
    if abs(place) > 10_000:
        # Too long to write out: divided by a power of ten, with precision to spare.
        with mp.workprec(2 * length + 4 * digits + 2 * abs(place).bit_length() + 200):
            shift = int(mp.floor(place * mp.log(2, 10)))
            value = value / mp.exp(shift * mp.log(10))
        sign, mantissa, exponent, length = value._mpf_
    magnitude = Fraction(mantissa) * Fraction(2) ** exponent
    leading = 0
    while magnitude >= Fraction(10) ** (leading + 1):
        leading += max(1, (exponent + length) * 3 // 10 - leading - 1)
    while magnitude < Fraction(10) ** leading:
        leading -= 1
    m = round(magnitude * Fraction(10) ** (digits - 1 - leading))  # Python's round sends ties to even
    if m == 10**digits:
        m, leading = m // 10, leading + 1
    return (-m if sign else m), leading + 1 - digits + shift


def nearest_bits(value: Reference, bits: int) -> Any:
    """The real value rounded to so many bits, computed at twice the precision at least."""
    return settled(value, to_bits(bits), 2 * bits + 64)


def nearest_digits(value: Reference, digits: int) -> tuple[int, int]:
    """The real value rounded to so many decimal digits, as (m, e), likewise."""
    return settled(value, to_digits(digits), 7 * digits + 64)


def nearest(value: Reference, roundings: Sequence[Callable[[Any], Any]], bits: int) -> tuple[Any, ...]:
    """The real value rounded in several ways."""
    return settled(value, lambda v: tuple(rounded(v) for rounded in roundings), bits)  # type: ignore[no-any-return]


def real_part(value: Reference) -> Reference:
    return lambda bits: mp.re(value(bits))


def imag_part(value: Reference) -> Reference:
    return lambda bits: mp.im(value(bits))
