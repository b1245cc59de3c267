"""σ^(n) of whole arrays in float64, a couple of units in the last place everywhere."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sigmoid_sym.arrays.products import by_zeros
from sigmoid_sym.arrays.tables import LARGEST_ORDER, Floats, Table, table
from sigmoid_sym.errors import ArgumentTypeError, SigmoidSymError, shown, whole_number

# So many elements at a time stay in the nearest cache, with all that is computed from them.
_CHUNK = 8192


def derivative(n: int, x: Any, out: NDArray[Any] | None = None, *, accuracy: str = "full") -> Any:
    """Return σ^(n) of every element.

    Arguments:
        n: the order, 0 to 218, the last one whose largest value is a float64.
        x: an array of float64 or float32, or what becomes one: whole numbers (as float64), lists, a scalar.
        out: an array for the result, of the same shape and kind; a new one if left out.
        accuracy: `full`, or `fast`: a product over the zeros, with which relative accuracy is lost next to
            them and errors grow with n, to a hundred units of the last place or two at n = 40.

    Returns:
        An array of the shape and kind of `x`, `out` if it was given, or a NumPy scalar. At ±∞ it has the
        limits, and nan stays nan.

    Notes:
        Proved, for float64: an error of at most 3 units of the last place of the true value, next to zeros of
        σ^(n) as well (`tables.table`), where |x| is less than about (n + 58) ln 2; beyond, the value is
        ±e^{-|x|} to 2^-58, and as right as NumPy's exp. Observed: see `benchmarks/accuracy_arrays.py`.
        float32 is computed in float64 and rounded. The first call of an order makes its table: 0.03 s for
        n ≤ 8, 1.5 s for n = 50, 8 s for n = 218.

    Raises:
        ArgumentTypeError: `n` is not a whole number; `x` is not real numbers.
        SigmoidSymError: n is over 218; `out` does not fit; another `accuracy`.

    >>> derivative(1, [0.0, 40.0])
    array([2.50000000e-01, 4.24835426e-18])
    >>> derivative(2, -1.0)
    np.float64(0.09085774767294841)
    """
    n = order(n)
    values = numbers(x)
    result = _result(values, out)
    source = values.astype(np.float64, copy=False).reshape(-1)
    straight = result.dtype == np.float64 and result.flags.c_contiguous
    target = result.reshape(-1) if straight else np.empty(values.size)
    evaluated = _method(n, accuracy)
    with np.errstate(all="ignore"):
        for start in range(0, source.size, _CHUNK):
            target[start : start + _CHUNK] = evaluated(source[start : start + _CHUNK])
    if not straight:
        with np.errstate(over="ignore", under="ignore"):
            result[...] = target.reshape(values.shape)
    return result if out is not None or values.ndim else result[()]


def tower(n: int, x: Any) -> Any:
    """Return σ, σ', …, σ^(n) of every element, the orders along a new first axis.

    Notes:
        The first call makes the tables of all these orders: 1.5 s for n = 20, a quarter of an hour for
        n = 218.

    >>> tower(2, 0.0)
    array([0.5 , 0.25, 0.  ])
    """
    n, values = order(n), numbers(x)
    result = np.empty((n + 1, *values.shape), values.dtype)
    for k in range(n + 1):
        derivative(k, values, out=result[k, ...])
    return result


def order(n: object, largest: int = LARGEST_ORDER) -> int:
    """Return the order as an int.

    Raises:
        ArgumentTypeError, SigmoidSymError: it is no whole number from 0 to `largest`.
    """
    number = whole_number("n", n)
    if number > largest:
        raise SigmoidSymError(f"n must be at most {largest}, or float64 overflows; not {shown(n)}")
    return number


def numbers(x: Any) -> NDArray[Any]:
    """Return x as an array of float64 or float32.

    Raises:
        ArgumentTypeError: it has elements that are no real numbers, or no kind of float64 holds them.
    """
    try:
        values = np.asarray(x)
    except ValueError:  # rows of several lengths
        raise ArgumentTypeError(f"x must be a number or an array of them, not {shown(x)}") from None
    if values.dtype in (np.float64, np.float32):
        return values
    if values.dtype.kind in "iu" or values.dtype == np.float16:
        return values.astype(np.float64)
    raise ArgumentTypeError(f"x must be float64, float32 or whole numbers, not {values.dtype}")


def _result(values: NDArray[Any], out: NDArray[Any] | None) -> NDArray[Any]:
    if out is None:
        return np.empty(values.shape, values.dtype)
    if not isinstance(out, np.ndarray) or out.shape != values.shape or out.dtype != values.dtype:
        given = f"{out.dtype} of shape {out.shape}" if isinstance(out, np.ndarray) else shown(out)
        raise SigmoidSymError(f"out must be an array of {values.dtype} of shape {values.shape}, not {given}")
    if not out.flags.writeable:
        raise SigmoidSymError("out must be writeable")
    return out


def _method(n: int, accuracy: str) -> Callable[[Floats], Floats]:
    if accuracy == "full":
        return functools.partial(_by_table, n, table(n))
    if accuracy == "fast":
        return functools.partial(by_zeros, n)
    raise SigmoidSymError(f"accuracy must be 'full' or 'fast', not {shown(accuracy)}")


def _by_table(n: int, rows: Table, x: Floats) -> Floats:
    a = np.abs(x)
    value = _polynomial(rows, a)
    far = a >= rows.last
    if far.any():
        value[far] = np.exp(-a[far])
    # np.where, not the `where` of a ufunc, which takes six times as long
    if n == 0:
        return np.where(x > 0, 1 - value, value)
    return value if n % 2 else np.where(x > 0, -value, value)


def _polynomial(rows: Table, a: Floats) -> Floats:
    """Return F(a); beyond the table what it is does not matter."""
    bits = a.view(np.int64)
    exponent = bits >> 52
    piece = bits >> rows.shift.take(exponent, mode="clip")
    piece += rows.base.take(exponent, mode="clip")
    buffer, t_low, h = np.empty_like(a), np.empty_like(a), np.empty_like(a)

    def gathered(column: Floats, into: Floats) -> Floats:
        return column.take(piece, out=into, mode="clip")

    # t + t_low = a - (centre + centre_low), to twice the precision
    t = a - gathered(rows.centre, buffer)
    np.copyto(t_low, t)
    t -= gathered(rows.centre_low, buffer)
    t_low -= t
    t_low -= buffer
    gathered(rows.rows[-1], h)
    for row in rows.rows[-2:0:-1]:
        h *= t
        h += gathered(row, buffer)
    h *= t
    h += gathered(rows.low, buffer)
    p = h + gathered(rows.rows[0], buffer)
    np.subtract(p, buffer, out=buffer)
    h -= buffer  # the low part of p
    # (t + t_low)(p + h), where the centre is a zero
    h *= t
    t_low *= p
    h += t_low
    t *= p
    t += h
    value = np.where(rows.zero.take(piece, mode="clip"), t, p)
    if rows.scale != 1:
        value /= rows.scale
    return value
