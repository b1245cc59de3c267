"""What must hold of the kernel, of whichever: each law takes its modules, so that mutants can be tried."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction as F
from typing import Any

import mpmath
from trees import s, x

from sigmoid_sym.tree.claim import Interval, Relation
from sigmoid_sym.tree.expression import Decimal, Integer, Sum, Symbol, call, tree

Terms = dict[tuple[int, int], int]
LAWS: list[Callable[[Any], None]] = []


def law(function: Callable[[Any], None]) -> Callable[[Any], None]:
    """Put a law on the list."""
    LAWS.append(function)
    return function


def rejected(k: Any, function: Callable[..., Any], *arguments: Any) -> bool:
    """Whether a call rejects what it is given."""
    try:
        function(*arguments)
    except k.numbers.CertificateError:
        return True
    return False


# numbers


@law
def powers_are_enclosed(k: Any) -> None:
    for low, high in ((-3, 2), (-2, 3), (-3, -2), (2, 3), (0, 2), (-2, 0)):
        for n in range(1, 7):
            a, b = k.numbers.power((F(low), F(high)), n, 30)
            inner = [F(low) + F(high - low) * i / 8 for i in range(9)]
            assert a <= min(v**n for v in inner)
            assert max(v**n for v in inner) <= b
            assert n % 2 or a >= 0
    assert rejected(k, k.numbers.power, (F(-1), F(1)), -1, 30)


@law
def exponentials_and_logarithms_are_enclosed(k: Any) -> None:
    for value in (F(-7, 2), F(-1, 3), F(0), F(1, 7), F(1), F(5, 2), F(40)):
        with mpmath.workdps(60):
            at = mpmath.mpf(value.numerator) / value.denominator
            pairs = [(k.numbers.exp((value, value), 40), mpmath.exp(at))]
            if value > 0:
                pairs.append((k.numbers.log((value, value), 40), mpmath.log(at)))
            for (low, high), true in pairs:
                low, high = (mpmath.mpf(end.numerator) / end.denominator for end in (low, high))
                assert low <= true <= high
                assert high - low <= mpmath.mpf(2) ** -30 * (1 + abs(true))


@law
def ends_are_rounded_outward(k: Any) -> None:
    low, high = k.numbers.outward((F(1, 3), F(2, 3)), 4)
    assert low <= F(1, 3) < F(2, 3) <= high
    assert (low, high) != (F(1, 3), F(2, 3))
    assert k.numbers.outward((F(-1, 3), F(-1, 3)), 4)[0] < F(-1, 3)


@law
def long_numbers_are_refused_at_once(k: Any) -> None:
    for scale in (F(10**8000), F(1, 10**8000)):
        assert rejected(k, lambda f: f**10_000, k.ring.number(scale))
        huge = k.ring.number(scale) ** 5
        assert rejected(k, lambda f: f * f, huge)


@law
def the_unit_of_a_printed_number(k: Any) -> None:
    ten = Integer(10)
    for node, unit in (
        (Decimal(1050, 4), F(1, 10_000)),
        (-Decimal(3, 2), F(1, 100)),
        (Decimal(3, 0), F(1)),
        (Integer(8100), None),
        (Integer(5) * ten ** -Integer(5), F(1, 100_000)),
        (Integer(0) * ten ** Integer(2), None),
        (Integer(5) * ten ** Integer(0), None),
        (Integer(5) * Integer(11) ** Integer(2), None),
        (Decimal(25, 1) * ten ** Integer(3), F(100)),
        (x * ten ** Integer(2), None),
    ):
        found = k.rules.printed_unit(node)
        assert (None if found is None else k.meaning.Meaning(1).constant(found)) == unit


@law
def rounded_numbers_are_off_by_half_a_unit_at_most(k: Any) -> None:
    for printed, good in (
        *((Decimal(n, 1), n in (17, 18)) for n in range(15, 21)),
        *((Decimal(n, 2), n == 175) for n in range(172, 179)),
    ):
        assert k.rules.between_numbers(k.meaning.Meaning(1), tree(F(7, 4)), Relation.APPROX, printed) == good


# signs


def at(k: Any, low: F | int, high: F | int | None = None, q: int = 1) -> Any:
    return k.signs.Place.within((F(low), F(low if high is None else high)), q)


def far(k: Any, sign: int) -> Any:
    return k.signs.Place(lambda bits: (F(0), F(0)), lambda bits: (F(0), F(0)), infinite=sign)


@law
def signs_at_places(k: Any) -> None:
    below, above = far(k, -1), far(k, 1)
    exponential: Terms = {(0, 1): 1, (0, 0): -2}  # e^{x/q} - 2
    cubic: Terms = {(3, 0): 1, (0, 1): -1}  # x³ - e^x
    for p, place, sign in (
        ({(0, 1): 1, (0, 0): -3}, at(k, 1), -1),
        (exponential, at(k, 1), 1),
        (exponential, at(k, 1, q=2), -1),
        (exponential, at(k, 2, q=2), 1),
        ({(0, 1): 1, (1, 0): -1, (0, 0): -1}, at(k, 0), 0),
        ({(1, 0): 2, (0, 0): -1}, at(k, F(1, 2)), 0),
        ({(3, 0): 1}, below, -1),
        ({(2, 0): -1, (1, 0): -9}, below, -1),
        (cubic, above, -1),
        (cubic, below, -1),
        ({(2, 1): -1, (1, 2): 1}, below, -1),
        ({(2, 0): 1, (0, 0): 1}, at(k, -1, 1), 1),
    ):
        assert k.signs.sign_at(p, place) == sign


@law
def what_is_zero_somewhere_has_no_sign_all_over(k: Any) -> None:
    for p, place in (
        ({(1, 0): 1}, at(k, 0, 1)),
        ({(1, 0): 1, (0, 0): -1}, at(k, 0, 1)),
        ({(1, 0): 1}, at(k, -1, 0)),
        ({(0, 1): 1, (0, 0): -1}, at(k, 0, 1)),
        ({(2, 0): 1, (1, 0): -1}, at(k, 0, 1)),
    ):
        assert rejected(k, k.signs.sign_at, p, place)


@law
def the_next_of_a_chain_is_a_derivative(k: Any) -> None:
    """q e^{jx/q} d/dx of p e^{-jx/q}, p = x² y + 3 y², y = e^{x/2}, j = 1."""
    assert k.signs.following({(2, 1): 1, (0, 2): 3}, 1, 2) == {(1, 1): 4, (0, 2): 3}


CUBIC: Terms = {(3, 0): 1, (1, 0): -3, (0, 0): 1}  # zeros in (-2, -1), (0, 1), (1, 2); slope 3(x² - 1)
LINE = [(0, [(F(0), F(0))])]
SLOPE = [(0, [(F(-1), F(-1)), (F(1), F(1))]), *LINE]
ZEROS = [(F(-2), F(-3, 2)), (F(0), F(1, 2)), (F(3, 2), F(2))]


@law
def a_chain_shows_the_zeros_of_a_cubic(k: Any) -> None:
    signs, below, above = k.signs.signs, far(k, -1), far(k, 1)
    assert signs(CUBIC, 1, below, above, [(0, ZEROS), *SLOPE]) == (ZEROS, [-1, 1, -1, 1])
    assert signs(CUBIC, 1, at(k, 1), above, [(0, ZEROS[2:]), (0, []), (0, [])]) == (ZEROS[2:], [-1, 1])


@law
def a_chain_shows_nothing_else(k: Any) -> None:
    for levels in (
        [],
        SLOPE,  # a level too few
        [(0, ZEROS), *SLOPE, (0, [])],  # and too many
        [(0, ZEROS[:2]), *SLOPE],
        [(0, [*ZEROS, (F(3), F(4))]), *SLOPE],
        [(0, ZEROS), (0, [(F(1), F(1))]), *LINE],  # a zero of the slope left out
        [(0, ZEROS), (0, [(F(-1), F(-1)), (F(0), F(0))]), *LINE],
        [(0, [(F(-3), F(-2)), *ZEROS[1:]]), *SLOPE],  # no change of sign there
        [(0, [(F(-3, 2), F(-5, 4)), *ZEROS[1:]]), *SLOPE],
        [(0, [(F(-2), F(1, 2)), *ZEROS[1:]]), *SLOPE],  # across a zero of the slope
        [(0, [(F(-3, 2), F(-2)), *ZEROS[1:]]), *SLOPE],  # ends exchanged
        [(0, [ZEROS[1], ZEROS[0], ZEROS[2]]), *SLOPE],
        [(0, [ZEROS[0], (F(1, 3), F(1, 3)), ZEROS[2]]), *SLOPE],  # no exact zero
        [(1, ZEROS), *SLOPE],  # another derivative than said
    ):
        assert rejected(k, k.signs.signs, CUBIC, 1, far(k, -1), far(k, 1), levels)
    line: Terms = {(1, 0): 1}
    zero = (F(0), F(0))
    assert rejected(k, k.signs.signs, line, 1, far(k, -1), far(k, 1), [])  # x is no constant
    assert rejected(k, k.signs.signs, line, 1, at(k, 0), far(k, 1), [(0, [zero])])
    assert k.signs.signs(line, 1, at(k, 0), far(k, 1), [(0, [])]) == ([], [1])
    assert k.signs.signs(line, 1, far(k, -1), at(k, 0), [(0, [])]) == ([], [-1])


@law
def a_double_zero_must_be_exact(k: Any) -> None:
    """e^x - 1 - x ≥ 0, with equality at 0 only."""
    p: Terms = {(0, 1): 1, (0, 0): -1, (1, 0): -1}
    zero, ends = (F(0), F(0)), (far(k, -1), far(k, 1))
    assert k.signs.signs(p, 1, *ends, [(0, [zero]), (0, [zero])]) == ([zero], [1, 1])
    assert rejected(k, k.signs.signs, p, 1, *ends, [(0, []), (0, [(F(-1), F(1))])])


@law
def products_have_the_signs_of_their_factors(k: Any) -> None:
    a, b = (F(0), F(0)), (F(1), F(2))
    Signs, of_product = k.signs.Signs, k.signs.of_product
    zeros, found = of_product([(1, Signs([a], [-1, 1])), (-1, Signs([a, b], [1, -1, 1]))])
    assert [(zero.place, zero.exponents) for zero in zeros] == [(a, [1, -1]), (b, [-1])]
    assert found == [-1, -1, 1]
    assert of_product([(2, Signs([a], [-1, 1]))])[1] == [1, 1]
    for other in ((F(1), F(2)), (F(3, 2), F(3)), (F(0), F(3))):  # zeros that may be the same, in any order
        two = [(1, Signs([b], [1, -1])), (1, Signs([other], [1, -1]))]
        assert rejected(k, of_product, two)


@law
def numbers_and_places_are_ordered(k: Any) -> None:
    root = k.signs.Place(lambda bits: (F(141, 100), F(142, 100)), lambda bits: (F(4), F(5)))
    compared = k.signs.compared
    assert [compared(F(v), root) for v in (1, 2)] == [-1, 1]
    assert [compared(F(5), place) for place in (far(k, -1), far(k, 1), at(k, 5), at(k, 6))] == [1, -1, 0, -1]
    assert rejected(k, compared, F(1415, 1000), root)


# steps that rest on others


@law
def zeros_are_counted_where_a_function_has_values(k: Any) -> None:
    where = Interval()
    factor = [[[0, 0, 1], [2, 0, 1]], -1, [[0, []], [0, [(F(0), F(0))]]]]
    step = {
        "f": 1 / (1 + x**2),
        "x": "x",
        "where": where,
        "q": 1,
        "chart": "x",
        "scale": F(1),
        "factors": [factor],
    }
    known = k.facts.Regular(step["f"], "x", where)
    assert k.rules.zeros(step, [known]).count == 0
    assert rejected(k, k.rules.zeros, step, [])


# sums over a row


@law
def a_sum_goes_over_the_whole_row(k: Any) -> None:
    """Σ_j (-1)^(j+1) (j-1)! S(n+1,j) σ^j is σ^(n), so its derivative is the next one."""
    n, j = Symbol("n"), Symbol("j")
    body = tree(-1) ** (j + 1) * call("factorial", j - 1) * call("stirling2", n + 1, j) * s**j
    for lower, upper, good in ((1, 1, True), (1, 2, True), (2, 1, False), (1, 0, False), (3, 1, False)):
        whole = Sum(body, j, Integer(lower), n + upper)
        assert rejected(k, k.induction.advances, whole, Integer(1), "n", x, 0, k.meaning.Meaning(1)) != good
    assert rejected(
        k, k.induction.advances, Sum(body, j, Integer(1), n + 1), Integer(2), "n", x, 0, k.meaning.Meaning(1)
    )
