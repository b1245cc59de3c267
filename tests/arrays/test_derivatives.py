"""Arrays against enclosures by Arb: next to zeros, at the edges of pieces, in the tails; their manners."""

import concurrent.futures
import warnings
from typing import Any

import pytest

pytest.importorskip("numpy")

import numpy as np
from flint import arb
from hypothesis import given
from hypothesis import strategies as st

from sigmoid_sym import SigmoidSymError, evaluate, zeros
from sigmoid_sym.arrays import derivative, tower
from sigmoid_sym.arrays.tables import LARGEST_ORDER, table
from sigmoid_sym.numeric.balls import working_precision
from sigmoid_sym.numeric.logistic import logistic_ball

ORDERS = [0, 1, 2, 3, 4, 7, 8, 15, 30, 51, 64, 65, 100]


def errors(n: int, x: Any) -> Any:
    """The errors in units of the last place of the true values, which come from Arb at 260 bits."""
    x = np.asarray(x, np.float64)
    found = []
    with working_precision(260):
        for at, value in zip(x, derivative(n, x), strict=True):
            true = logistic_ball(n, arb(float(at)))
            nearest = float(true.mid())
            unit = np.spacing(abs(nearest))
            found.append(float(abs(arb(float(value)) - true).mid() / unit))
    return np.array(found)


def neighbours(x: float, count: int) -> list[float]:
    """The doubles up to `count` steps away."""
    up, down = [x], [x]
    for _ in range(count):
        up.append(float(np.nextafter(up[-1], np.inf)))
        down.append(float(np.nextafter(down[-1], -np.inf)))
    return [*down[::-1], *up[1:]]


def points(n: int, count: int) -> Any:
    random = np.random.default_rng(n)
    sign = random.choice([-1.0, 1.0], count)
    return np.concatenate(
        [
            random.uniform(-10, 10, count),
            sign * 10 ** random.uniform(-300, 2.8, count),
            sign * random.uniform(0, (n + 70) * 0.8, count),
            [0.0, -0.0, 5e-324, -1e-308, 700.0, -700.0, 744.0, -745.0, 1e300],
        ]
    )


@pytest.mark.sampled(3)
@pytest.mark.parametrize("n", ORDERS)
def test_few_units_of_the_last_place_everywhere(n: int) -> None:
    assert errors(n, points(n, 150)).max() <= 3


@pytest.mark.sampled(3)
@pytest.mark.parametrize("n", [n for n in ORDERS if n > 1])
def test_next_to_every_zero(n: int) -> None:
    around = [x for zero in zeros(n) for x in neighbours(float(zero), 3)]
    assert errors(n, around).max() <= 3


@pytest.mark.parametrize("n", [0, 1, 8, 51])
def test_at_the_edges_of_the_pieces(n: int) -> None:
    rows = table(n)
    edges = [1.0]
    for exponent in range(1023 - 6, 1023 + 7):
        bits = 52 - int(rows.shift[exponent])
        if bits >= 0:
            edges += [np.ldexp(1 + k / 2**bits, exponent - 1023) for k in range(0, 2**bits, 3)]
    around = [x for edge in edges for x in neighbours(float(edge), 1)]
    assert errors(n, [*around, *(-x for x in around[::5])]).max() <= 3


@pytest.mark.slow
@pytest.mark.parametrize("n", [*range(51), 100, 150, 200, 217, 218])
def test_every_order_in_full(n: int) -> None:
    around = [x for zero in zeros(n) for x in neighbours(float(zero), 5)]
    assert errors(n, np.concatenate([points(n, 3000), around])).max() <= 3


@given(st.floats(width=64, allow_nan=False, allow_infinity=False), st.integers(0, 6))
def test_scalars_are_those_of_evaluate(x: float, n: int) -> None:
    true = float(evaluate(n, x)) if abs(x) < 800 else (1.0 if x > 0 else 0.0) * (n == 0)
    assert abs(derivative(n, x) - true) <= 3 * np.spacing(abs(true))


@pytest.mark.parametrize("n", [0, 1, 2, 9])
def test_infinity_and_nan(n: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = derivative(n, np.array([np.inf, -np.inf, np.nan, 1e308, -1e308, 5e-324]))
    assert found[:2].tolist() == ([1, 0] if n == 0 else [0, 0])
    assert np.isnan(found[2])
    assert not np.isnan(found[[3, 4, 5]]).any()


@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_symmetry_is_exact(n: int) -> None:
    x = np.random.default_rng(0).uniform(0, 60, 1000)
    if n:
        assert np.array_equal(derivative(n, -x), (-1.0) ** (n + 1) * derivative(n, x))
    else:
        assert np.array_equal(derivative(0, x), 1 - derivative(0, -x))


def test_shapes_strides_and_kinds_are_kept() -> None:
    x = np.linspace(-5, 5, 60).reshape(3, 4, 5)
    whole = derivative(2, x)
    assert whole.shape == x.shape
    assert np.array_equal(derivative(2, x[::2, ::-1, 1:4]), whole[::2, ::-1, 1:4])
    assert np.array_equal(derivative(2, np.asfortranarray(x)), whole)
    assert derivative(2, x.astype(np.float32)).dtype == np.float32
    assert derivative(2, []).shape == (0,)
    assert derivative(2, [[0, 1], [2, 3]]).tolist() == derivative(2, [[0.0, 1.0], [2.0, 3.0]]).tolist()
    assert isinstance(derivative(2, 1.0), np.float64)
    assert isinstance(derivative(2, np.float32(1)), np.float32)
    assert derivative(1, np.float16([0])).dtype == np.float64


def test_single_precision_is_the_rounded_double() -> None:
    x = np.linspace(-90, 90, 2001, dtype=np.float32)
    assert np.array_equal(derivative(3, x), derivative(3, x.astype(np.float64)).astype(np.float32))


def test_the_result_can_be_written_to_an_array() -> None:
    x = np.linspace(-3, 3, 7)
    out = np.empty_like(x)
    assert derivative(4, x, out) is out
    expected = derivative(4, x)
    assert np.array_equal(out, expected)
    strided = np.zeros(14)[::2]
    derivative(4, x, strided)
    assert np.array_equal(strided, expected)
    derivative(4, x, x)
    assert np.array_equal(x, expected)


def test_long_arrays_are_those_of_their_parts() -> None:
    x = np.random.default_rng(3).normal(0, 8, 50_001)
    assert np.array_equal(
        derivative(5, x), np.concatenate([derivative(5, part) for part in np.array_split(x, 7)])
    )


def test_threads_do_not_meet() -> None:
    x = np.random.default_rng(4).normal(0, 8, (8, 20_000))
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda row: derivative(6, row), x))
    assert np.array_equal(found, derivative(6, x))


@pytest.mark.parametrize("n", [0, 1, 2, 3, 8, 15, 30])
def test_the_fast_way_is_right_to_the_size_of_its_factors(n: int) -> None:
    """Its error is that of an argument a little off: a few hundred units of |x f'(x)| + |f(x)| at most."""
    x = np.linspace(-40, 40, 2001)
    full, slope = derivative(n, x), derivative(n + 1, x)
    found = derivative(n, x, accuracy="fast")
    size = np.abs(full) + (np.abs(x) + 1) * np.abs(slope)
    assert (np.abs(found - full) <= 300 * 2.0**-53 * size).all()
    assert np.array_equal(derivative(n, [np.inf, -np.inf], accuracy="fast"), derivative(n, [np.inf, -np.inf]))


def test_tower() -> None:
    x = np.linspace(-4, 4, 12).reshape(3, 4)
    assert np.array_equal(tower(5, x), [derivative(k, x) for k in range(6)])
    assert tower(3, 1.5).shape == (4,)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: derivative(219, 1.0), "n must be at most 218"),
        (lambda: derivative(-1, 1.0), "n must be"),
        (lambda: derivative(1.5, 1.0), "n must be"),
        (lambda: derivative(1, 1j), "x must be float64, float32 or whole numbers, not complex128"),
        (lambda: derivative(1, "1"), "x must be float64"),
        (lambda: derivative(1, [True]), "x must be float64"),
        (lambda: derivative(1, np.ones(3), np.ones(4)), "out must be an array of float64 of shape"),
        (lambda: derivative(1, np.ones(3), np.ones(3, np.float32)), "not float32 of shape"),
        (lambda: derivative(1, np.ones(3), [0, 0, 0]), "out must be an array"),
        (lambda: derivative(1, 1.0, accuracy="some"), "accuracy must be 'full' or 'fast', not 'some'"),
    ],
)
def test_bad_input(call: Any, message: str) -> None:
    with pytest.raises(SigmoidSymError, match=message):
        call()


def test_read_only_results_are_refused() -> None:
    out = np.zeros(3)
    out.flags.writeable = False
    with pytest.raises(SigmoidSymError, match="writeable"):
        derivative(1, np.ones(3), out)
    assert LARGEST_ORDER == 218
