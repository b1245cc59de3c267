"""verify(n): independent roads to σ^(n), each compared with the derivative polynomial."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from sigmoid_sym.closed_forms import FORMS, ClosedForm, closed_form
from sigmoid_sym.crosscheck.report import Check, Outcome, Report
from sigmoid_sym.errors import ArgumentTypeError, SigmoidSymError, shown, whole_number
from sigmoid_sym.frozen import table_of
from sigmoid_sym.polynomial import DerivativePolynomial
from sigmoid_sym.progress import watched
from sigmoid_sym.tree.expression import Symbol, call, combination, tree

# mp.diff takes n+1 values at n times the precision: a quarter of a minute at n = 100, many at 200.
_LARGEST_NUMERIC_ORDER = 100
_MOST_ORDERS = 100_000
_LONG_ORDER = 50  # from here on one order takes more than a second

Verdict = tuple[Outcome, str]  # and what was compared


@dataclass(frozen=True, slots=True)
class Road:
    """An independent way to σ^(n).

    Attributes:
        name: its identifier.
        walk: (n, P) -> whether the polynomial P agrees with it, and what was compared.
        quick: whether it takes milliseconds and needs neither SymPy nor mpmath.
    """

    name: str
    walk: Callable[[int, DerivativePolynomial], Verdict] = field(repr=False)
    quick: bool = True


def _verdict(agrees: bool, compared: str) -> Verdict:
    return (Outcome.AGREES if agrees else Outcome.DIFFERS), compared


def _direct_differentiation(n: int, P: DerivativePolynomial) -> Verdict:
    from sigmoid_sym.crosscheck.direct import differentiated_by_sympy  # imports SymPy

    agrees = differentiated_by_sympy(n) == _as_quotient(P)
    return _verdict(agrees, f"P_{n}(1/(1+e^-x)) = 1/(1+e^-x) differentiated {n} times by SymPy, in ℚ(e^x)")


def _as_quotient(P: DerivativePolynomial) -> Any:
    from sigmoid_sym.crosscheck.normal_form import normal_form  # imports python-flint

    s = call("sigma", Symbol("x"))
    return normal_form(combination((c, s ** tree(k)) for k, c in enumerate(P.coefficients)))


def _differential_equation(n: int, P: DerivativePolynomial) -> Verdict:
    if n == 0:
        return _verdict(P.coefficients == (0, 1), "P_0 = s")
    return _verdict(DerivativePolynomial.of_order(n - 1).next_order() == P, f"P_{n} = s(1-s) P_{n - 1}'")


def _alternating_sum(n: int, P: DerivativePolynomial) -> Verdict:
    row = [0]
    powers = [j ** (n + 1) for j in range(n + 2)]
    for k in range(1, n + 2):
        blocks = sum((-1) ** (k - j) * math.comb(k, j) * powers[j] for j in range(k + 1)) // math.factorial(k)
        row.append((-1) ** (k + 1) * math.factorial(k - 1) * blocks)
    compared = f"c({n},k) with S({n + 1},k) = Σ_j (-1)^(k-j) C(k,j) j^{n + 1} / k!"
    return _verdict(DerivativePolynomial(tuple(row)) == P, compared)


def _value_at_zero(n: int, P: DerivativePolynomial) -> Verdict:
    from flint import fmpq

    if n == 0:
        return _verdict(P(Fraction(1, 2)) == Fraction(1, 2), "P_0(1/2) = 1/2")
    bernoulli = fmpq.bernoulli(n + 1)
    value = Fraction(int(bernoulli.p), int(bernoulli.q)) * (2 ** (n + 1) - 1) / (n + 1)
    return _verdict(P(Fraction(1, 2)) == value, f"P_{n}(1/2) = (2^{n + 1}-1) B_{n + 1}/{n + 1}")


def _row_sum(n: int, P: DerivativePolynomial) -> Verdict:
    value = int(n == 0)
    return _verdict(sum(P.coefficients) == value, f"P_{n}(1) = {value}")


def _parity(n: int, P: DerivativePolynomial) -> Verdict:
    mirrored = P.compose(DerivativePolynomial((1, -1)))
    if n == 0:
        return _verdict(mirrored == DerivativePolynomial((1,)) - P, "P_0(1-s) = 1 - P_0(s)")
    sign = "-" if n % 2 == 0 else ""
    return _verdict(mirrored == (-1) ** (n + 1) * P, f"P_{n}(1-s) = {sign}P_{n}(s)")


def _random_points(n: int, P: DerivativePolynomial) -> Verdict:
    """Compare with mpmath's derivative, trusted only as far as it agrees with itself at more digits."""
    import mpmath

    if n > _LARGEST_NUMERIC_ORDER:
        return Outcome.SKIPPED, f"mpmath's differences take too long beyond n = {_LARGEST_NUMERIC_ORDER}"
    points = [Fraction(random.Random(f"{n}/{i}").randint(32, 128), 64) for i in range(3 if n <= 20 else 1)]
    compared = f"P_{n}(σ(x)) with mpmath.diff at x = {', '.join(map(str, points))}"
    outcome = Outcome.AGREES
    for point in points:
        with mpmath.workdps(50 + n):
            s = 1 / (1 + mpmath.exp(-mpmath.mpf(point.numerator) / point.denominator))
            mine = mpmath.mpf(P(s))
            # An error of 1 in one coefficient moves the value by at least s^(n+1).
            visible = s ** (n + 1)
            digits = 10 + int(mpmath.log10(1 + abs(mine) / visible))
        first, second = (_differences(n, point, digits + extra) for extra in (0, 10))
        with mpmath.workdps(digits + 20):
            doubt = 10 * abs(first - second) + abs(second) / mpmath.mpf(10) ** digits
            if doubt > visible / 4:
                return Outcome.SKIPPED, f"{compared}: mpmath does not agree with itself"
            if abs(mine - second) > doubt:
                outcome = Outcome.DIFFERS
    return outcome, compared


def _differences(n: int, point: Fraction, digits: int) -> Any:
    import mpmath

    with mpmath.workdps(digits):
        x = mpmath.mpf(point.numerator) / point.denominator
        return mpmath.diff(lambda t: 1 / (1 + mpmath.exp(-t)), x, n)


def _formal(n: int, P: DerivativePolynomial) -> Verdict:
    from sigmoid_sym.coq.certificate import LARGEST_CHECKED, certificate  # only when asked for
    from sigmoid_sym.coq.checking import check

    if n > LARGEST_CHECKED:
        return Outcome.SKIPPED, f"Coq takes too long beyond n = {LARGEST_CHECKED}"
    if any(isinstance(c, Fraction) and c.denominator != 1 for c in P.coefficients):
        return Outcome.SKIPPED, "a certificate has whole numbers as coefficients"
    checked = check(certificate(n, P.coefficients))
    return _verdict(
        checked.accepted, f"P_{n}(σ) with the theorem for all orders, by the kernel of {checked.prover}"
    )


@dataclass(frozen=True, slots=True)
class _ClosedFormRoad:
    """The polynomial at σ and a closed form of σ^(n)."""

    form: ClosedForm

    def __call__(self, n: int, P: DerivativePolynomial) -> Verdict:
        form = self.form
        if n < form.least_order:
            return Outcome.SKIPPED, f"{form.title}: holds for n ≥ {form.least_order}"
        if form.exact:
            from sigmoid_sym.crosscheck.normal_form import normal_form  # imports python-flint

            agrees = normal_form(closed_form(form.name, n)) == _as_quotient(P)
            return _verdict(agrees, f"P_{n}(σ) with: {form.title}; exact, in ℚ(e^(x/2))")
        from sigmoid_sym.crosscheck.series import encloses  # imports python-flint

        x = Fraction(random.Random(f"{form.name}/{n}").randint(32, 128), 64)
        compared = f"P_{n}(σ(x)) with: {form.title}; enclosures at x = {x}"
        try:
            return _verdict(encloses(form.name, n, x, P), compared)
        except SigmoidSymError as error:
            return Outcome.SKIPPED, str(error)


ROADS = table_of(
    (
        Road("direct differentiation", _direct_differentiation, quick=False),
        Road("differential equation", _differential_equation),
        Road("alternating sum", _alternating_sum),
        *(Road(f"form: {form.name}", _ClosedFormRoad(form)) for form in FORMS.values()),
        Road("value at 0", _value_at_zero),
        Road("row sum", _row_sum),
        Road("parity", _parity),
        Road("random points", _random_points, quick=False),
    )
)

FORMAL = Road("formal proof", _formal, quick=False)


def verify(
    orders: int | Iterable[int],
    *,
    coefficients: Iterable[int] | None = None,
    quick: bool = False,
    formal: bool = False,
    executor: Executor | None = None,
    progress: bool | None = None,
) -> Report:
    """Check σ^(n) = P_n(σ) by independent roads and report row by row.

    Arguments:
        orders: an order n ≥ 0, or several.
        coefficients: somebody's c(n,1), …, c(n,n+1), to be checked in place of ours; one order only.
        quick: leave out the roads that need SymPy or mpmath.
        formal: also have the local Coq check a formal proof; see `coq.checking.check`.
        executor: runs the orders in parallel (`concurrent.futures.Executor` or one of that
            interface: Dask, mpi4py); orders are checked here, one after another, without.
        progress: whether to show progress on stderr; by default if it is a terminal and there is
            more to do than a second's work.

    Returns:
        A `Report`; `report.ok` says whether all agree, `str(report)` is a table.

    Raises:
        SigmoidSymError: an order is not a whole number ≥ 0, there is none, or `coefficients` are
            given for several orders or are not whole numbers; `formal` without Coq and Coquelicot.

    >>> verify(3, quick=True).ok
    True
    >>> [check.road for check in verify(3, quick=True, coefficients=(1, -7, 12, -7)).failed][:2]
    ['differential equation', 'alternating sum']
    """
    listed = _orders(orders)
    claim = None
    if coefficients is not None:
        if len(listed) != 1:
            raise SigmoidSymError(f"coefficients are for one order, not for {len(listed)}")
        if not isinstance(coefficients, Iterable):
            raise ArgumentTypeError(f"coefficients must be a sequence of them, not {shown(coefficients)}")
        claim = DerivativePolynomial((0, *coefficients))
    least = 1 if listed[0] > _LONG_ORDER or formal else 2
    if executor is None:
        results = [_checked(n, claim, quick, formal) for n in watched(listed, "verifying", least, progress)]
    else:
        futures = [executor.submit(_checked, n, claim, quick, formal) for n in listed]
        try:
            results = [future.result() for future in watched(futures, "verifying", least, progress)]
        except BaseException:
            for future in futures:
                future.cancel()
            raise
    return Report(tuple(check for checks in results for check in checks))


def _orders(orders: int | Iterable[int]) -> list[int]:
    if isinstance(orders, range) and len(orders) > _MOST_ORDERS:
        raise SigmoidSymError(f"orders may be at most {_MOST_ORDERS} at once, not {len(orders)}")
    try:
        several = iter([orders] if isinstance(orders, (str, bytes, int)) else orders)
    except TypeError:
        several = iter([orders])  # type: ignore[list-item]
    listed = list(dict.fromkeys(whole_number("n", n) for n in several))
    if not listed:
        raise SigmoidSymError(f"orders must name at least one n, not {shown(orders)}")
    return listed


def _checked(n: int, claim: DerivativePolynomial | None, quick: bool, formal: bool) -> list[Check]:
    P = DerivativePolynomial.of_order(n) if claim is None else claim
    roads = [road for road in ROADS.values() if road.quick or not quick] + [FORMAL] * formal
    checks = []
    for road in roads:
        start = time.perf_counter()
        outcome, compared = road.walk(n, P)
        checks.append(Check(n, road.name, compared, outcome, time.perf_counter() - start))
    return checks
