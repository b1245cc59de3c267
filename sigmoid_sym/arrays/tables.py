"""Tables for σ^(n) in float64: polynomials on pieces of the half-line, each with a bound for its error.

Each octave of |x| is cut into 2^b equal pieces, so that the exponent and the first bits of the mantissa
say which piece it is. There σ^(n) is a Taylor polynomial around a centre: the middle, or a zero of
σ^(n) if one is near. A zero is held in two doubles: so x - zero keeps its relative accuracy, and with it
σ^(n) = (x - zero)·(…).
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from flint import arb
from numpy.typing import NDArray

from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.numeric.balls import working_precision
from sigmoid_sym.numeric.logistic import logistic_ball, size_bound
from sigmoid_sym.numeric.ranges import positive_roots
from sigmoid_sym.progress import watched

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# The last order whose largest value is a float64.
LARGEST_ORDER = 218
# What is proved of every value, in units of the last place.
MOST_ULPS = 3.0
# Up to which order what degree serves: pieces are gathered as quickly from small tables as from large ones.
_DEGREES = ((64, 10), (LARGEST_ORDER, 12))

_U = 2.0**-53
_PRECISION = 220
_MOST_BITS = 12
_QUICK = 40  # orders up to which a table is made in less than a second
# A zero at most so many lengths of a piece from its middle is the centre; or may be, if it is less far.
_NEAR, _FAR = 0.75, 3.0
# From (n + 58) ln 2 on, e^{-|x|} is 2^58 times what follows it.
_TAIL_BITS = 58
# Beyond this order the coefficients could overflow: they are scaled down.
_UNSCALED, _SCALE = 150, 2.0**-200
# For the roundings in the computation of the bounds themselves, a few dozen of 2^-53 each.
_SLACK = 1 + 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """F(a) = σ^(n)(-a), a ≥ 0, as polynomials.

    Attributes:
        shift, base: for each of the 2048 exponents; the piece is base + (a as a whole number >> shift).
        last: from here on F(a) is e^{-a}.
        centre, centre_low: the centre of each piece, in two doubles.
        zero: whether it is a zero of F: then the polynomial is F(a)/(a - centre).
        rows: the coefficients of each degree; `low` is what rounding left of the constant ones.
        scale: a power of 2 by which values are to be divided.
        ulps: the proved bound.
    """

    shift: Integers
    base: Integers
    last: float
    centre: Floats
    centre_low: Floats
    zero: NDArray[np.bool_]
    rows: tuple[Floats, ...]
    low: Floats
    scale: float
    ulps: float


class _Piece(NamedTuple):
    """An interval and its centre; left and right are the ends as seen from the centre."""

    lower: float
    upper: float
    centre: Any
    zero: bool
    left: float
    right: float


@functools.lru_cache(maxsize=256)
def table(n: int) -> Table:
    """Return the table of order n, 0 ≤ n ≤ 218; 256 are kept, of 0.05 MB (n ≤ 8) to 2 MB (n = 218) each.

    Notes:
        In units of u = 2^-53 the polynomial p = r_0 + t h, h = r_1 + t(r_2 + …), has on |t| ≤ T at most the
        error of Horner's rule for h, which grows from E_d = |r_d| by

            E_k = |r_k| + T E_{k+1} + 2 T M_{k+1} + M_k,  M_k = Σ_{j≥k} |r_j| T^{j-k}

        (rounding of r_k, of t, of product and of sum); and 3 T M_1 once more, for t, the product and its
        sum with the low part of r_0; the remainder of Taylor's series is added. Let δ be that relative to
        the least value of |p|. A relative error u is at most one unit of the last place. Around a point that
        is no zero only the last sum rounds besides, by half a unit: 1/2 + δ. Around a zero t and p are
        pairs of doubles, of which t_h p_h, rounded by u, and a last sum make the value: 3/2 + δ.

    Raises:
        SigmoidSymError: no table within reach is accurate enough (which has never been seen).
    """
    with working_precision(_PRECISION):
        zeros = [root.enclosure(_PRECISION - 20) for root in positive_roots(n)] if n else []
        lowest, degree = -2, next(degree for most, degree in _DEGREES if n <= most)
        parts: list[_Fitted] = []
        while not parts or parts[0].ulps > MOST_ULPS:
            lowest -= 1
            radius = 2.0**lowest
            around_0 = _Piece(0.0, radius, arb(0), n > 0 and n % 2 == 0, -radius, radius)
            parts = [_fitted(n, degree, [[around_0]])]
        end = (n + _TAIL_BITS) * math.log(2)
        # What is smaller belongs to the first piece, around 0; what is larger, to the last one.
        shift, base, count, bits = np.full(2048, 63), np.zeros(2048, np.int64), 1, 2
        octaves = range(lowest, math.frexp(end)[1])
        for e in watched(octaves, f"making the table of order {n}", least=1 if n > _QUICK else 99):
            bits, part = _octave(n, e, bits, degree, zeros)
            parts.append(part)
            shift[e + 1023] = 52 - bits
            base[e + 1023] = count - ((e + 1023) << bits)
            count += 1 << bits
            base[e + 1024 :] = count - 1
    return Table(
        shift,
        base,
        2.0 ** math.frexp(end)[1],
        np.concatenate([part.centre for part in parts]),
        np.concatenate([part.centre_low for part in parts]),
        np.concatenate([part.zero for part in parts]),
        tuple(np.concatenate([part.rows[k] for part in parts]) for k in range(degree + 1)),
        np.concatenate([part.low for part in parts]),
        _scale(n),
        max(part.ulps for part in parts),
    )


def _octave(n: int, e: int, before: int, degree: int, zeros: Sequence[Any]) -> tuple[int, _Fitted]:
    """Return how many bits of the mantissa are needed from 2^e to 2^{e+1}, and the pieces."""
    for bits in range(max(before - 1, 2), _MOST_BITS + 1):
        ends = [math.ldexp(1 + k / (1 << bits), e) for k in range((1 << bits) + 1)]
        part = _fitted(n, degree, [_candidates(*pair, zeros) for pair in pairwise(ends)])
        if part.ulps <= MOST_ULPS:
            return bits, part
    raise SigmoidSymError(f"no table of order {n} has errors of at most {MOST_ULPS} units of the last place")


def _candidates(lower: float, upper: float, zeros: Sequence[Any]) -> list[_Piece]:
    """Return the piece around its middle, or around the nearest zero, or both where either may be better."""
    middle, length = (lower + upper) / 2, upper - lower
    nearest = min(zeros, key=lambda z: abs(float(z.mid()) - middle), default=None)
    distance = math.inf if nearest is None else abs(float(nearest.mid()) - middle)
    found = []
    if distance > _NEAR * length:
        found.append(_Piece(lower, upper, arb(middle), False, -length / 2, length / 2))
    if nearest is not None and distance <= _FAR * length:
        c = float(nearest.mid())
        found.append(_Piece(lower, upper, nearest, True, lower - c, upper - c))
    return found


class _Fitted(NamedTuple):
    """Pieces side by side: see `Table`."""

    centre: Floats
    centre_low: Floats
    zero: NDArray[np.bool_]
    rows: Floats
    low: Floats
    ulps: float


def _fitted(n: int, degree: int, candidates: list[list[_Piece]]) -> _Fitted:
    """Return the best candidate for each piece."""
    pieces, places = [p for several in candidates for p in several], [0]
    for several in candidates:
        places.append(places[-1] + len(several))
    series = [_taylor(n, degree, piece) for piece in pieces]
    rows = np.array([[float(c.mid()) for c in row] for row in series]).T.copy()
    ulps = _ulps(series, [_remainder(n, degree, piece) for piece in pieces], pieces)
    best = [min(range(*ends), key=lambda i: float(ulps[i])) for ends in pairwise(places)]
    centre = np.array([float(pieces[i].centre.mid()) for i in best])
    return _Fitted(
        centre,
        np.array([float((pieces[i].centre - c).mid()) for i, c in zip(best, centre, strict=True)]),
        np.array([pieces[i].zero for i in best]),
        rows[:, best],
        np.array([float((series[i][0] - rows[0, i]).mid()) for i in best]),
        float(ulps[best].max()),
    )


def _taylor(n: int, degree: int, piece: _Piece) -> list[Any]:
    """Return balls around the coefficients of F, or of F/t around a zero."""
    orders = range(int(piece.zero), degree + 1 + int(piece.zero))
    scale = _scale(n)
    return [(-1) ** k * logistic_ball(n + k, -piece.centre) * scale / math.factorial(k) for k in orders]


def _scale(n: int) -> float:
    return _SCALE if n > _UNSCALED else 1.0


def _remainder(n: int, degree: int, piece: _Piece) -> Any:
    """Return a bound for what Taylor's series leaves out (Lagrange).

    For the size of the derivative there is the bound by the poles, and for large a the one by the
    exponential series: `e^{-a} (1 + 2^m e^{-a} + …) ≤ e^{-a}/(1 - 2^m e^{-a})`.
    """
    k = degree + 1 + piece.zero
    m, a = n + k, arb(min(piece.lower, float(piece.centre.mid())))
    bound, u = size_bound(m, a), (-a).exp()
    if arb(2) ** m * u < 0.9:
        bound = bound.min(u / (1 - arb(2) ** m * u))
    t = arb(max(-piece.left, piece.right))
    return bound * t ** (degree + 1) * _scale(n) / math.factorial(k)


def _ulps(series: list[list[Any]], remainders: list[Any], pieces: list[_Piece]) -> Floats:
    """Return the bound of `table` for each piece."""
    # Relative to the largest coefficient, since some are beyond the range of floats.
    largest = [max(map(abs, row), key=lambda c: c.mid()) for row in series]
    rows = np.array([[float((c / m).mid()) for c in row] for row, m in zip(series, largest, strict=True)]).T
    remainder = np.array([float((r / m).upper()) for r, m in zip(remainders, largest, strict=True)])
    left, right = (np.array([getattr(p, side) for p in pieces]) for side in ("left", "right"))
    T = np.maximum(-left, right)
    sizes = np.abs(rows)
    error, above = sizes[-1].copy(), sizes[-1].copy()  # E_k and M_k
    for row in sizes[-2:0:-1]:
        total = row + T * above
        error = row + T * error + 2 * T * above + total
        above = total
    horner = T * error + 3 * T * above + _U * sizes[0]
    curved = sum((row * T**k for k, row in enumerate(sizes[2:], 2)), remainder)
    ends = [rows[0] + rows[1] * t for t in (left, right)]
    crosses = np.sign(ends[0]) != np.sign(ends[1])
    least = np.where(crosses, 0.0, np.minimum(*map(np.abs, ends))) - curved
    relative = np.full(len(pieces), np.inf)
    np.divide(horner + remainder / _U, least, out=relative, where=least > 0)
    ulps: Floats = (0.5 + np.array([p.zero for p in pieces]) + relative) * _SLACK
    return ulps
