"""Integer triangles: Stirling numbers of the second kind, Eulerian numbers, logistic coefficients.

The logistic coefficients are those of the derivative polynomials,
`σ^(n) = Σ_{k=1}^{n+1} c(n,k) σ^k` with `c(n,k) = (-1)^{k+1} (k-1)! S(n+1,k)`.

Each triangle has two roads to a row. A row near one that is remembered is reached by the
recurrence, upwards or downwards; a far one comes from the closed sum, by polynomial arithmetic
in FLINT. python-flint is imported only by the second.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sigmoid_sym.errors import require_memory, shown, whole_number

Row = tuple[int, ...]

# Beyond this many steps of the recurrence the closed sum is faster (break-even measured: 16 steps at
# n = 300, 40 at n = 1000, 67 at n = 3000). Short rows never wait for the import of python-flint.
_LONGEST_WALK = 64
_ROWS_REMEMBERED = 4


@dataclass(slots=True)
class _Triangle:
    """A triangle of integers with a few remembered rows, from which its neighbours are reached."""

    up: Callable[[int, Row], Row]  # (n, row n) -> row n+1
    down: Callable[[int, Row], Row]  # (n, row n) -> row n-1
    closed: Callable[[int], Row]
    remembered: dict[int, Row] = field(default_factory=dict)

    def row(self, n: int) -> Row:
        rows = {0: (1,)} | self.remembered
        m = min(rows, key=lambda m: abs(m - n))
        row = rows[m]
        if abs(m - n) > _LONGEST_WALK:
            _require_row_memory(n)
            m, row = n, self.closed(n)
        while m < n:
            m, row = m + 1, self.up(m, row)
        while m > n:
            m, row = m - 1, self.down(m, row)
        # A new dictionary in one assignment: readers in other threads never see one half made.
        kept = {m: r for m, r in self.remembered.items() if m != n} | {n: row}
        self.remembered = dict(list(kept.items())[-_ROWS_REMEMBERED:])
        return row


def _require_row_memory(n: int) -> None:
    # Σ_k |c(n,k)| (A000629) is about n!/(ln 2)^{n+1}; Σ_k A(n,k) = n! is less. The n+1 entries
    # are held about four times over while they are made.
    bits = 64 + n * max(n.bit_length() - 1, 1)
    require_memory(f"the row of order n = {shown(n)}", (n + 1) * bits // 2)


def _logistic_up(n: int, row: Row) -> Row:
    return (1, *(k * a - (k - 1) * b for k, (a, b) in enumerate(zip((*row[1:], 0), row, strict=True), 2)))


def _logistic_down(n: int, row: Row) -> Row:
    below = [1]
    for k in range(2, n + 1):
        below.append((row[k - 1] + (k - 1) * below[-1]) // k)
    return tuple(below)


def _logistic_closed(n: int) -> Row:
    """P_n = s^{n+1} Σ_k (-1)^k A(n,k) u^{n-k} with u = 1/s - 1: the coefficients are a Taylor shift by -1."""
    from flint import fmpz_poly  # only long rows need it

    signed = [a if (n - 1 - k) % 2 == 0 else -a for k, a in enumerate(_eulerian_closed(n))]
    return tuple(map(int, reversed(fmpz_poly([0, *signed])(fmpz_poly([-1, 1])).coeffs())))


def _eulerian_up(n: int, row: Row) -> Row:
    if n == 0:
        return (1,)
    pairs = zip((*row, 0), (0, *row), strict=True)
    return tuple((k + 1) * a + (n + 1 - k) * b for k, (a, b) in enumerate(pairs))


def _eulerian_down(n: int, row: Row) -> Row:
    below = [1]
    for k in range(1, n - 1):
        below.append((row[k] - (n - k) * below[-1]) // (k + 1))
    return tuple(below)


def _eulerian_closed(n: int) -> Row:
    """A(n,k) = Σ_j (-1)^j C(n+1,j) (k+1-j)^n, a Cauchy product; half of the palindrome will do."""
    from flint import fmpz, fmpz_poly  # only long rows need it

    half = (n + 1) // 2
    powers = fmpz_poly([fmpz(i) ** n for i in range(1, half + 1)])
    signed_binomials: list[Any] = [fmpz(1)]
    for j in range(1, half):
        signed_binomials.append(-signed_binomials[-1] * (n + 2 - j) // j)
    left = tuple(map(int, powers.mul_low(fmpz_poly(signed_binomials), half).coeffs()))
    return left + left[::-1][n % 2 :]


_logistic = _Triangle(_logistic_up, _logistic_down, _logistic_closed)
_eulerian = _Triangle(_eulerian_up, _eulerian_down, _eulerian_closed)


def logistic_row(n: int) -> Row:
    """Return the coefficients `(c(n,1), …, c(n,n+1))` of the n-th derivative of σ as a polynomial in σ.

    Notes:
        `σ^(n) = Σ_{k=1}^{n+1} c(n,k) σ^k`, `c(n,k) = (-1)^{k+1} (k-1)! S(n+1,k)`, by the Stirling
        recurrence `c(n+1,k) = k c(n,k) - (k-1) c(n,k-1)`. The last four rows asked for are kept.

    Raises:
        SigmoidSymError: `n` is not a whole number ≥ 0, or the row could not fit in memory.

    References:
        OEIS A163626; A. A. Minai, R. D. Williams, Neural Networks 6 (1993) 845-853.

    >>> logistic_row(3)
    (1, -7, 12, -6)
    """
    return _logistic.row(whole_number("n", n))


def logistic_triangle() -> Iterator[Row]:
    """Yield the rows `logistic_row(0)`, `logistic_row(1)`, … without end, keeping one row in memory.

    >>> from itertools import islice
    >>> list(islice(logistic_triangle(), 3))
    [(1,), (1, -1), (1, -3, 2)]
    """
    n = 0
    row: Row = (1,)
    while True:
        yield row
        n, row = n + 1, _logistic_up(n, row)


def logistic_coefficient(n: int, k: int) -> int:
    """Return `c(n,k)`, the coefficient of σ^k in σ^(n), without building the row; 0 for k > n+1.

    Notes:
        `c(n,k) = Σ_{i=0}^{k-1} (-1)^i C(k-1,i) (i+1)^n`: k terms of n log₂ k bits.

    Raises:
        SigmoidSymError: `n` is not a whole number ≥ 0, `k` not one ≥ 1, or the number could not fit
            in memory.

    References:
        OEIS A163626.

    >>> logistic_coefficient(5, 3)
    180
    """
    n, k = whole_number("n", n), whole_number("k", k, 1)
    if k > n + 1:
        return 0
    _require_number_memory("c(n,k)", n, k)
    return _logistic_sum(n, k)


def _logistic_sum(n: int, k: int) -> int:
    total, binomial = 0, 1
    for i in range(k):
        total += binomial * (i + 1) ** n
        binomial = -binomial * (k - 1 - i) // (i + 1)
    return total


def stirling2(n: int, k: int) -> int:
    """Return the Stirling number of the second kind S(n,k): the partitions of an n-set into k blocks.

    Raises:
        SigmoidSymError: `n` or `k` is not a whole number ≥ 0, or the number could not fit in memory.

    References:
        OEIS A008277; DLMF 26.8.

    >>> stirling2(6, 3)
    90
    """
    n, k = whole_number("n", n), whole_number("k", k)
    if k == 0 or k >= n:
        return int(n == k)
    _require_number_memory("S(n,k)", n, k)
    # S(n,k) = |c(n-1,k)| / (k-1)!
    return abs(_logistic_sum(n - 1, k)) // math.factorial(k - 1)


def stirling2_row(n: int) -> Row:
    """Return `(S(n,0), S(n,1), …, S(n,n))`.

    Raises:
        SigmoidSymError: `n` is not a whole number ≥ 0, or the row could not fit in memory.

    References:
        OEIS A008277 (A048993 with the column k = 0).

    >>> stirling2_row(5)
    (0, 1, 15, 25, 10, 1)
    """
    n = whole_number("n", n)
    if n == 0:
        return (1,)
    _require_row_memory(n)
    number: Any = int
    if n > _LONGEST_WALK:
        from flint import fmpz  # divides long integers ten times faster than Python

        number = fmpz
    row, factorial = [0], number(1)
    for k, c in enumerate(logistic_row(n - 1), 1):
        factorial *= max(k - 1, 1)
        row.append(int(number(abs(c)) // factorial))
    return tuple(row)


def eulerian(n: int, k: int) -> int:
    """Return the Eulerian number A(n,k): the permutations of n letters with k descents.

    Raises:
        SigmoidSymError: `n` or `k` is not a whole number ≥ 0, or the number could not fit in memory.

    References:
        OEIS A173018 (A008292 with k from 1); DLMF 26.14.

    >>> eulerian(5, 2)
    66
    """
    n, k = whole_number("n", n), whole_number("k", k)
    if n == 0 or k >= n:
        return int(n == k == 0)
    k = min(k, n - 1 - k)
    _require_number_memory("A(n,k)", n, k + 1)
    total, binomial = 0, 1
    for j in range(k + 1):
        total += binomial * (k + 1 - j) ** n
        binomial = -binomial * (n + 1 - j) // (j + 1)
    return total


def eulerian_row(n: int) -> Row:
    """Return `(A(n,0), …, A(n,n-1))`; for n = 0 the row is (1,).

    Notes:
        `A(n,k) = (k+1) A(n-1,k) + (n-k) A(n-1,k-1)`. The last four rows asked for are kept.

    Raises:
        SigmoidSymError: `n` is not a whole number ≥ 0, or the row could not fit in memory.

    References:
        OEIS A173018.

    >>> eulerian_row(4)
    (1, 11, 11, 1)
    """
    return _eulerian.row(whole_number("n", n))


def _require_number_memory(what: str, n: int, base: int) -> None:
    # A term (i+1)^n C(k-1,i) has at most n log₂ base + base bits; a few are alive at once.
    require_memory(f"{what} at n = {shown(n)}", (n * (base - 1).bit_length() + base) // 2)


def tanh_row(n: int) -> Row:
    """Return the coefficients of 1, t, …, t^{n+1} in T_n, where tanh^(n) = T_n(tanh).

    Notes:
        `T_0 = t`, `T_{n+1} = (1-t²) T_n'`.

    Raises:
        SigmoidSymError: `n` is not a whole number ≥ 0, or the row could not fit in memory.

    References:
        OEIS A155100 up to signs; M. E. Hoffman, Amer. Math. Monthly 102 (1995) 23-30.

    >>> tanh_row(2)
    (0, -2, 0, 2)
    """
    n = whole_number("n", n)
    _require_row_memory(n)
    row: Row = (0, 1)
    for _ in range(n):
        slope = [k * a for k, a in enumerate(row)][1:]
        row = tuple(a - b for a, b in zip((*slope, 0, 0), (0, 0, *slope), strict=True))
    return row


def factored_row(n: int) -> Row:
    """Return the coefficients of 1, w, w², … in Q_n, where σ^(n) = w (1-2σ)^ε Q_n(w), w = σ(1-σ), n ≥ 1.

    Notes:
        ε = 1 for even n, else 0. With D w = w(1-2σ) and (1-2σ)² = 1-4w: `Q_{n+1} = (wQ_n)'` for odd n,
        `Q_{n+1} = (1-4w)(wQ_n)' - 2wQ_n` for even n. For n = 2m-1 the coefficient of w^j is
        (-1)^j (2j+1)! T(m,j+1) with the central factorial numbers T.

    Raises:
        SigmoidSymError: `n` is not a whole number ≥ 1, or the row could not fit in memory.

    References:
        OEIS A036969 (central factorial numbers).

    >>> factored_row(5)
    (1, -30, 120)
    """
    n = whole_number("n", n, 1)
    _require_row_memory(n)
    row: Row = (1,)
    for m in range(1, n):
        slope = tuple((j + 1) * q for j, q in enumerate(row))
        if m % 2 == 0:
            shifted = zip((*slope, 0), (0, *slope), (0, *row), strict=True)
            slope = tuple(a - 4 * b - 2 * q for a, b, q in shifted)
        row = slope
    return row
