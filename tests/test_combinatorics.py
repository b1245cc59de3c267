"""The triangles against OEIS, PARI/GP, SymPy, plain sums, and the laws they obey."""

import random
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate, islice
from math import comb, factorial
from operator import mul

import pytest
import sympy
from conftest import require_module
from hypothesis import given, settings
from hypothesis import strategies as st
from pari import STIRLING2_BY_PRODUCT, pari_rows
from sympy.functions.combinatorial.numbers import stirling

from sigmoid_sym import combinatorics
from sigmoid_sym.combinatorics import (
    eulerian,
    eulerian_row,
    factored_row,
    logistic_coefficient,
    logistic_row,
    logistic_triangle,
    stirling2,
    stirling2_row,
    tanh_row,
)
from sigmoid_sym.errors import ArgumentTypeError, SigmoidSymError, TooLargeError

TRIANGLES = [combinatorics._logistic, combinatorics._eulerian]
ROWS = [logistic_row, stirling2_row, eulerian_row, tanh_row, factored_row]
COEFFICIENTS = [logistic_coefficient, stirling2, eulerian]


@pytest.fixture(autouse=True)
def _forget() -> None:
    forget()


def forget() -> None:
    for triangle in TRIANGLES:
        triangle.remembered = {}


def assert_equal_rows(ours: Sequence[int], theirs: Sequence[int]) -> None:
    """Compare exactly, and name the places rather than print millions of digits."""
    assert len(ours) == len(theirs)
    assert [k for k, (a, b) in enumerate(zip(ours, theirs, strict=True)) if a != b] == []


def stirling2_sum(n: int, k: int) -> int:
    """DLMF 26.8.6: k! S(n,k) = Σ_j (-1)^{k-j} C(k,j) j^n."""
    return sum((-1) ** (k - j) * comb(k, j) * j**n for j in range(k + 1)) // factorial(k)


def logistic_sum(n: int) -> tuple[int, ...]:
    return tuple((-1) ** (k + 1) * factorial(k - 1) * stirling2_sum(n + 1, k) for k in range(1, n + 2))


def eulerian_sum(n: int) -> tuple[int, ...]:
    """DLMF 26.14.6: A(n,k) = Σ_{j=0}^k (-1)^j C(n+1,j) (k+1-j)^n."""
    terms = [[(-1) ** j * comb(n + 1, j) * (k + 1 - j) ** n for j in range(k + 1)] for k in range(max(n, 1))]
    return tuple(map(sum, terms))


def derivative(p: Sequence[int], factor: Sequence[int]) -> tuple[int, ...]:
    """Coefficients, constant first, of factor·p′."""
    product = [0] * (len(p) + len(factor) - 2)
    for i, a in enumerate(p[1:]):
        for j, b in enumerate(factor):
            product[i + j] += (i + 1) * a * b
    return tuple(product)


# Published initial values, from the data sections of OEIS.

A163626 = (1, 1, -1, 1, -3, 2, 1, -7, 12, -6, 1, -15, 50, -60, 24, 1, -31, 180, -390, 360, -120)
A008277 = (1, 1, 1, 1, 3, 1, 1, 7, 6, 1, 1, 15, 25, 10, 1, 1, 31, 90, 65, 15, 1, 1, 63, 301, 350, 140, 21, 1)
A028246 = (1, 1, 1, 1, 3, 2, 1, 7, 12, 6, 1, 15, 50, 60, 24, 1, 31, 180, 390, 360, 120)
A008292 = (1, 1, 1, 1, 4, 1, 1, 11, 11, 1, 1, 26, 66, 26, 1, 1, 57, 302, 302, 57, 1)
A000629 = (1, 2, 6, 26, 150, 1082, 9366, 94586, 1091670, 14174522)


def test_first_terms_of_a163626() -> None:
    assert sum((logistic_row(n) for n in range(6)), ()) == A163626


def test_first_terms_of_a008277() -> None:
    assert sum((stirling2_row(n)[1:] for n in range(1, 8)), ()) == A008277
    assert stirling2_row(0) == (1,)


def test_first_terms_of_a028246() -> None:
    assert tuple(abs(c) for n in range(6) for c in logistic_row(n)) == A028246


def test_first_terms_of_a008292() -> None:
    assert sum((eulerian_row(n) for n in range(1, 7)), ()) == A008292
    assert eulerian_row(0) == (1,)


def test_first_terms_of_a000629() -> None:
    assert tuple(sum(map(abs, logistic_row(n))) for n in range(10)) == A000629


# PARI/GP.


@pytest.mark.pari
def test_a163626_to_200_by_differentiation_in_pari() -> None:
    theirs = pari_rows("P = s; for(n = 0, 200, print(Vecrev(P)[2..-1]); P = (s - s^2)*P');")
    assert len(theirs) == 201
    for n, row in enumerate(theirs):
        assert_equal_rows(logistic_row(n), row)


@pytest.mark.pari
def test_a008277_to_200_by_stirling_of_pari() -> None:
    theirs = pari_rows("for(n = 0, 200, print(vector(n + 1, k, stirling(n, k - 1, 2))));")
    assert len(theirs) == 201
    for n, row in enumerate(theirs):
        assert_equal_rows(stirling2_row(n), row)


@pytest.mark.pari
def test_a028246_to_200_by_stirling_of_pari() -> None:
    theirs = pari_rows("for(n = 1, 201, print(vector(n, k, (k - 1)! * stirling(n, k, 2))));")
    assert len(theirs) == 201
    for n, row in enumerate(theirs):
        assert_equal_rows([abs(c) for c in logistic_row(n)], row)


@pytest.mark.pari
def test_a008292_to_200_by_eulerianpol_of_pari() -> None:
    theirs = pari_rows("for(n = 1, 200, print(Vecrev(eulerianpol(n))));")
    assert len(theirs) == 200
    for n, row in enumerate(theirs, 1):
        assert_equal_rows(eulerian_row(n), row)


@pytest.mark.pari
def test_a008277_at_1000_by_stirling_of_pari() -> None:
    (row,) = pari_rows("print(vector(1001, k, stirling(1000, k - 1, 2)));")
    assert_equal_rows(stirling2_row(1000), row)


@pytest.mark.long
@pytest.mark.pari
def test_a008277_at_2000_by_pari() -> None:
    (row,) = pari_rows(STIRLING2_BY_PRODUCT + "print(stirling2row(2000));")
    assert_equal_rows(stirling2_row(2000), row)


@pytest.mark.pari
def test_a163626_at_1000_by_differentiation_in_pari() -> None:
    (row,) = pari_rows("P = s; for(n = 1, 1000, P = (s - s^2)*P'); print(Vecrev(P)[2..-1]);")
    assert_equal_rows(logistic_row(1000), row)


@pytest.mark.long
@pytest.mark.pari
def test_a163626_and_a028246_at_2000_by_pari() -> None:
    (row,) = pari_rows(
        STIRLING2_BY_PRODUCT + "S = stirling2row(2001); print(vector(2001, k, (-1)^(k+1)*(k-1)!*S[k+1]));"
    )
    assert_equal_rows(logistic_row(2000), row)
    assert_equal_rows([abs(c) for c in logistic_row(2000)], [abs(c) for c in row])


@pytest.mark.pari
@pytest.mark.parametrize("n", [1000, 2000])
def test_a008292_far_out_by_eulerianpol_of_pari(n: int) -> None:
    (row,) = pari_rows(f"print(Vecrev(eulerianpol({n})));")
    assert_equal_rows(eulerian_row(n), row)


# The explicit sums, and SymPy.


@pytest.mark.parametrize("n", [*range(12), 63, 64, 65, 66, 67, 100])
def test_rows_are_the_explicit_sums(n: int) -> None:
    assert logistic_row(n) == logistic_sum(n)
    assert stirling2_row(n) == tuple(stirling2_sum(n, k) for k in range(n + 1))
    assert eulerian_row(n) == eulerian_sum(n)


@pytest.mark.parametrize("n", range(1, 12))
def test_closed_sums_hold_from_the_first_row(n: int) -> None:
    assert combinatorics._logistic.closed(n) == logistic_sum(n)
    assert combinatorics._eulerian.closed(n) == eulerian_sum(n)


@pytest.mark.parametrize("n", [0, 1, 2, 7, 30, 66])
def test_stirling_numbers_of_sympy(n: int) -> None:
    assert stirling2_row(n) == tuple(stirling(n, k) for k in range(n + 1))


def test_derivatives_by_sympy() -> None:
    x, s = sympy.symbols("x s")
    sigma = 1 / (1 + sympy.exp(-x))
    expression = sigma
    for n in range(1, 6):
        expression = expression.diff(x)
        ours = sum(c * s**k for k, c in enumerate(logistic_row(n), 1))
        rational = expression.subs(sympy.exp(-x), 1 / s - 1)
        assert sympy.cancel(rational - ours) == 0


# Single numbers.


@pytest.mark.parametrize("n", [0, 1, 2, 3, 10, 41, 90])
def test_single_numbers_are_those_of_the_rows(n: int) -> None:
    assert tuple(logistic_coefficient(n, k) for k in range(1, n + 2)) == logistic_row(n)
    assert tuple(stirling2(n, k) for k in range(n + 1)) == stirling2_row(n)
    assert tuple(eulerian(n, k) for k in range(max(n, 1))) == eulerian_row(n)


def test_numbers_beyond_the_row_are_zero() -> None:
    assert logistic_coefficient(5, 7) == logistic_coefficient(5, 10**400) == 0
    assert stirling2(5, 6) == stirling2(5, 0) == stirling2(5, 10**400) == 0
    assert eulerian(5, 5) == eulerian(0, 1) == eulerian(5, 10**400) == 0
    assert stirling2(0, 0) == eulerian(0, 0) == 1


def test_third_coefficient_of_order_100000() -> None:
    n = 10**5
    start = time.perf_counter()
    assert logistic_coefficient(n, 3) == 1 - 2 ** (n + 1) + 3**n
    assert stirling2(n + 1, 3) == (1 - 2 ** (n + 1) + 3**n) // 2
    assert eulerian(n, 1) == eulerian(n, n - 2) == 2**n - n - 1
    assert time.perf_counter() - start < 1


# Laws.


@pytest.mark.parametrize("n", [1, 2, 9, 150, 701])
def test_laws_of_the_logistic_row(n: int) -> None:
    row = logistic_row(n)
    assert len(row) == n + 1
    assert row[0] == 1
    assert row[-1] == (-1) ** n * factorial(n)
    assert sum(row) == 0
    assert all((c > 0) == (k % 2 == 1) for k, c in enumerate(row, 1))
    # P_n(1-s) = (-1)^{n+1} P_n(s), here at s = -2.
    at = {s: sum(c * s**k for k, c in enumerate(row, 1)) for s in (-2, 3)}
    assert at[3] == (-1) ** (n + 1) * at[-2]


@pytest.mark.parametrize("n", [1, 5, 66, 300])
def test_absolute_row_sums_are_a000629(n: int) -> None:
    """A000629(n) = 2 Fubini(n) for n ≥ 1, with Fubini(n) = Σ_{j≥1} C(n,j) Fubini(n-j)."""
    fubini = [1]
    for m in range(1, n + 1):
        fubini.append(sum(comb(m, j) * fubini[m - j] for j in range(1, m + 1)))
    assert sum(map(abs, logistic_row(n))) == 2 * fubini[n]


@pytest.mark.parametrize("n", [1, 2, 9, 150, 701])
def test_laws_of_the_eulerian_row(n: int) -> None:
    row = eulerian_row(n)
    assert len(row) == n
    assert row == row[::-1]
    assert sum(row) == factorial(n)


@pytest.mark.parametrize("n", [1, 2, 5, 80])
def test_worpitzky_identity(n: int) -> None:
    """x^n = Σ_k A(n,k) C(x+k,n)."""
    for x in (0, 1, 2, n, 3 * n + 7):
        assert x**n == sum(a * comb(x + k, n) for k, a in enumerate(eulerian_row(n)))


@pytest.mark.parametrize("n", [1, 2, 5, 80])
def test_powers_are_sums_of_falling_factorials(n: int) -> None:
    """x^n = Σ_k S(n,k) x(x-1)⋯(x-k+1)."""
    for x in (1, 2, n, 3 * n + 7):
        falling = list(accumulate(range(x, x - n, -1), mul, initial=1))
        assert x**n == sum(a * b for a, b in zip(stirling2_row(n), falling, strict=True))


@pytest.mark.parametrize("n", [1, 2, 64, 65, 400])
def test_recurrences_between_closed_sums(n: int) -> None:
    """The rows compared are made apart from each other, so no recurrence of ours is tested by itself."""
    here, there = combinatorics._logistic.closed(n), combinatorics._logistic.closed(n + 1)
    for k in range(2, n + 2):
        assert there[k - 1] == k * here[k - 1] - (k - 1) * here[k - 2]
    here, there = combinatorics._eulerian.closed(n), combinatorics._eulerian.closed(n + 1)
    for k in range(1, n):
        assert there[k] == (k + 1) * here[k] + (n + 1 - k) * here[k - 1]


@pytest.mark.parametrize("n", [1, 2, 3, 40, 131])
def test_eulerian_form_of_the_logistic_polynomial(n: int) -> None:
    """Σ_k c(n,k) s^k = Σ_k (-1)^k A(n,k) s^{k+1} (1-s)^{n-k}, at integers s."""
    for s in (-3, 2, 10**9):
        stirling_form = sum(c * s**k for k, c in enumerate(logistic_row(n), 1))
        terms = [(-1) ** k * a * s ** (k + 1) * (1 - s) ** (n - k) for k, a in enumerate(eulerian_row(n))]
        assert stirling_form == sum(terms)


def test_tanh_rows_by_their_definition() -> None:
    """T_0 = t, T_{n+1} = (1-t²) T_n′."""
    polynomial: tuple[int, ...] = (0, 1)
    for n in range(40):
        assert tanh_row(n) == polynomial
        polynomial = derivative(polynomial, (1, 0, -1))


@pytest.mark.parametrize("n", [1, 2, 3, 8, 30, 77])
def test_tanh_rows_are_logistic_rows_at_doubled_argument(n: int) -> None:
    """2^{n+1} P_n((1+t)/2) = T_n(t), at odd integers t."""
    for t in (-5, 3, 101):
        ours = sum(a * t**k for k, a in enumerate(tanh_row(n)))
        assert ours == 2 ** (n + 1) * sum(c * ((1 + t) // 2) ** k for k, c in enumerate(logistic_row(n), 1))


@pytest.mark.parametrize("n", [*range(1, 9), 30, 77])
def test_factored_rows_multiply_out(n: int) -> None:
    """P_n(s) = w (1-2s)^ε Q_n(w) with w = s(1-s), ε = 1 for even n; deg Q_n = ⌊(n-1)/2⌋, Q_n(0) = 1."""
    row = factored_row(n)
    assert len(row) == (n - 1) // 2 + 1
    assert row[0] == 1
    for s in range(-n, n + 1):
        w, odd_factor = s * (1 - s), 1 if n % 2 else 1 - 2 * s
        value = w * odd_factor * sum(q * w**j for j, q in enumerate(row))
        assert value == sum(c * s**k for k, c in enumerate(logistic_row(n), 1))


def test_central_factorial_numbers_of_a036969() -> None:
    """Row m of A036969 times (-1)^j (2j+1)!; here 1; 1, 1; 1, 5, 1; 1, 21, 14, 1 as published."""
    for m, published in enumerate([(1,), (1, 1), (1, 5, 1), (1, 21, 14, 1)], 1):
        expected = tuple((-1) ** j * factorial(2 * j + 1) * t for j, t in enumerate(published))
        assert factored_row(2 * m - 1) == expected


# Rows in any order.

EXPECTED: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = {}


@given(st.lists(st.integers(0, 210), min_size=1, max_size=12))
@settings(max_examples=60)
def test_rows_do_not_depend_on_the_order_of_requests(orders: list[int]) -> None:
    forget()
    for n in orders:
        if n not in EXPECTED:
            EXPECTED[n] = logistic_sum(n), eulerian_sum(n)
        assert (logistic_row(n), eulerian_row(n)) == EXPECTED[n]


@pytest.mark.parametrize("row", [logistic_row, eulerian_row])
def test_up_down_jump_and_repeat(row: Callable[[int], tuple[int, ...]]) -> None:
    orders = [0, 1, 2, 1, 0, 300, 301, 301, 299, 5, 600, 560, 0, 640, 300, 1]
    in_turn = [row(n) for n in orders]
    for n, value in zip(orders, in_turn, strict=True):
        forget()
        assert row(n) == value


@pytest.mark.parametrize(
    ("row", "triangle"), [(logistic_row, combinatorics._logistic), (eulerian_row, combinatorics._eulerian)]
)
def test_neighbours_of_a_remembered_row_do_not_start_over(row, triangle, monkeypatch) -> None:
    row(500)
    expected = {n: triangle.closed(n) for n in (499, 500, 501, 504, 510)}

    def refuse(n: int) -> None:
        raise AssertionError(f"row {n} was started over")

    monkeypatch.setattr(triangle, "closed", refuse)
    for n in (501, 500, 499, 504, 510, 500):
        assert row(n) == expected[n]
    with pytest.raises(AssertionError, match="row 1000 was started over"):
        row(1000)


@pytest.mark.parametrize(
    ("row", "triangle"), [(logistic_row, combinatorics._logistic), (eulerian_row, combinatorics._eulerian)]
)
def test_a_remembered_row_is_returned_as_it_is(row, triangle, monkeypatch) -> None:
    first = row(500)
    monkeypatch.setattr(triangle, "up", None)
    monkeypatch.setattr(triangle, "down", None)
    monkeypatch.setattr(triangle, "closed", None)
    assert row(500) is first


def test_at_most_four_rows_are_remembered_the_latest_asked_for() -> None:
    for n in (10, 20, 30, 40, 50, 20, 60):
        logistic_row(n)
    assert sorted(combinatorics._logistic.remembered) == [20, 40, 50, 60]


def test_threads_get_the_right_rows() -> None:
    chooser = random.Random(1)
    orders = [chooser.choice([3, 149, 150, 151, 260, 300, 301]) for _ in range(200)]
    expected = {n: (logistic_sum(n), eulerian_sum(n)) for n in set(orders)}
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            rows = list(pool.map(lambda n: (logistic_row(n), eulerian_row(n)), orders))
    finally:
        sys.setswitchinterval(interval)
    assert all(row == expected[n] for n, row in zip(orders, rows, strict=True))
    assert all(len(triangle.remembered) <= 4 for triangle in TRIANGLES)


def test_lazy_triangle_yields_the_rows() -> None:
    assert list(islice(logistic_triangle(), 101)) == [logistic_sum(n) for n in range(101)]


def test_lazy_triangle_keeps_one_row() -> None:
    triangle = logistic_triangle()
    tracemalloc.start()
    try:
        row = next(islice(triangle, 400, None))
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 2 * (sys.getsizeof(row) + sum(map(sys.getsizeof, row)))
    assert combinatorics._logistic.remembered == {}


# What is refused.


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("n", [2.5, True, "five", None, 3 + 0j])
def test_orders_of_the_wrong_type(row: Callable[[object], object], n: object) -> None:
    with pytest.raises(ArgumentTypeError) as caught:
        row(n)
    assert str(caught.value).startswith("n must be a whole number")
    assert str(caught.value).endswith(f"not {n!r}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("function", COEFFICIENTS)
@pytest.mark.parametrize(
    ("n", "k", "message"),
    [
        (-1, 1, r"^n must be a whole number of at least 0, not -1$"),
        (5, -1, r"^k must be a whole number of at least [01], not -1$"),
        (2.5, 1, r"^n must be .*, not 2\.5$"),
        (5, "five", r"^k must be .*, not 'five'$"),
        (5, True, r"^k must be .*, not True$"),
        (-(10**400), 1, r"^n must be .*, not an integer of 1329 bits$"),
    ],
    ids=["n<0", "k<0", "n=2.5", "k=five", "k=True", "n=-10^400"],
)
def test_bad_arguments_of_single_numbers(function, n, k, message) -> None:
    with pytest.raises(SigmoidSymError, match=message):
        function(n, k)


@pytest.mark.parametrize("row", ROWS)
def test_negative_orders(row: Callable[[int], object]) -> None:
    with pytest.raises(SigmoidSymError, match=r"^n must be a whole number of at least [01], not -1$"):
        row(-1)


def test_orders_that_have_no_factored_form_and_columns_that_have_no_coefficient() -> None:
    with pytest.raises(SigmoidSymError, match=r"^n must be a whole number of at least 1, not 0$"):
        factored_row(0)
    with pytest.raises(SigmoidSymError, match=r"^k must be a whole number of at least 1, not 0$"):
        logistic_coefficient(3, 0)


BEYOND = [(10**12, "n = 1000000000000"), (10**400, "1329 bits")]


def refusal(request: Callable[[], object]) -> str:
    """Return the message of a request that must be refused within a second, with nothing allocated."""
    tracemalloc.start()
    start = time.perf_counter()
    try:
        with pytest.raises(TooLargeError) as caught:
            request()
        assert time.perf_counter() - start < 1
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize(("n", "shown"), BEYOND, ids=["10^12", "10^400"])
def test_orders_beyond_any_memory(row: Callable[[int], object], n: int, shown: str) -> None:
    message = refusal(lambda: row(n))
    assert shown in message
    assert " n " in message


@pytest.mark.parametrize("function", COEFFICIENTS)
@pytest.mark.parametrize(("n", "shown"), BEYOND, ids=["10^12", "10^400"])
def test_numbers_beyond_any_memory(function: Callable[[int, int], object], n: int, shown: str) -> None:
    message = refusal(lambda: function(n, n // 2))
    assert shown in message
    assert " n " in message


def test_integers_of_other_libraries() -> None:
    numpy = require_module("numpy")
    assert logistic_row(sympy.Integer(4)) == logistic_row(numpy.int64(4)) == logistic_row(4)
    assert eulerian(numpy.int32(5), sympy.Integer(2)) == 66
    with pytest.raises(ArgumentTypeError, match=r"^n must be"):
        logistic_row(numpy.bool_(True))
