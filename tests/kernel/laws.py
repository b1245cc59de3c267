"""What must hold of the kernel, of whichever: each law takes its modules, so that mutants can be tried."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction as F
from typing import Any

import mpmath
from trees import s, x

from sigmoid_sym.tree.claim import INFINITY, Interval, Relation
from sigmoid_sym.tree.expression import At, Decimal, Derivative, Integer, Neg, Sum, Symbol, call, tree

Terms = dict[tuple[int, ...], int]
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
    return k.signs.Setting(q).place((F(low), F(low if high is None else high)))


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
        assert k.signs.sign_at(p, place, k.signs.Setting(1)) == sign


@law
def what_is_zero_somewhere_has_no_sign_all_over(k: Any) -> None:
    for p, place in (
        ({(1, 0): 1}, at(k, 0, 1)),
        ({(1, 0): 1, (0, 0): -1}, at(k, 0, 1)),
        ({(1, 0): 1}, at(k, -1, 0)),
        ({(0, 1): 1, (0, 0): -1}, at(k, 0, 1)),
        ({(2, 0): 1, (1, 0): -1}, at(k, 0, 1)),
    ):
        assert rejected(k, k.signs.sign_at, p, place, k.signs.Setting(1))


@law
def the_next_of_a_chain_is_a_derivative(k: Any) -> None:
    """q e^{jx/q} d/dx of p e^{-jx/q}, p = x² y + 3 y², y = e^{x/2}, j = 1."""
    assert k.signs.following({(2, 1): 1, (0, 2): 3}, (1,), k.signs.Setting(2)) == {(1, 1): 4, (0, 2): 3}


LINE = [((0,), [(F(0), F(0))])]


@law
def logarithms_are_differentiated(k: Any) -> None:
    """(x ℓ + 1)/(y P²) for ℓ = log P, P = 1 + y, y = e^x, times P^3 y."""
    one_plus_y: Terms = {(0, 0, 0): 1, (0, 1, 0): 1}
    setting = k.signs.Setting(1, (k.signs.Letter(None, one_plus_y),))
    found = k.signs.following({(1, 0, 1): 1, (0, 0, 0): 1}, (1, 2), setting)
    # (1 + y)(ℓ - x ℓ - 1) + y (x - 2(x ℓ + 1))
    assert found == {
        (0, 0, 1): 1,
        (0, 1, 1): 1,
        (1, 0, 1): -1,
        (1, 1, 1): -3,
        (0, 0, 0): -1,
        (0, 1, 0): -3,
        (1, 1, 0): 1,
    }


@law
def a_logarithm_is_of_what_is_positive(k: Any) -> None:
    where, ring = Interval(tree(-1), tree(1)), k.meaning.Meaning(1)
    for terms, levels, good in (
        ([[0, 0, 1], [0, 1, 1]], [((0,), [])], True),
        ([[0, 0, -1], [0, 1, -1]], [((0,), [])], False),
        ([[1, 0, 1]], LINE, False),
    ):
        letters = [["log", terms, levels]]
        assert rejected(k, k.factored.Chart.of, ring, "x", False, where, letters) != good


@law
def logarithms_have_leading_terms(k: Any) -> None:
    ring = k.meaning.Meaning(1)
    soft, e = call("log", 1 + call("exp", x)), call("exp", x)
    for f, point, limit in (
        (soft - x, INFINITY, 0),
        ((soft - x) * e, INFINITY, 1),
        (soft / e, -INFINITY, 1),
        ((soft - e) / e**2, -INFINITY, F(-1, 2)),
        ((soft - e + e**2 / 2) / e**3, -INFINITY, F(1, 3)),
        (soft**2 / x**2, INFINITY, 1),
        (call("log", 2 + e) - call("log", 2), -INFINITY, 0),
        (call("log", 3 + 2 * e) - x - call("log", 2), INFINITY, 0),
        (soft * (soft - x) / x * e, INFINITY, 1),
    ):
        k.limits.require_limit(ring, f, "x", point, "", tree(limit))
        assert rejected(k, k.limits.require_limit, ring, f, "x", point, "", tree(limit + 1))
    # where terms go on after those that are looked at
    beyond = soft - e + e**2 / 2 - e**3 / 3 + e**4 / 4
    assert rejected(k, k.limits.require_limit, ring, beyond / e**4, "x", -INFINITY, "", tree(1))
    beyond += e**6  # e^5/5 leads
    assert rejected(k, k.limits.require_limit, ring, beyond / e**6, "x", -INFINITY, "", tree(1))
    assert rejected(k, k.limits.require_limit, ring, call("log", x) - x, "x", INFINITY, "", -INFINITY)


CUBIC: Terms = {(3, 0): 1, (1, 0): -3, (0, 0): 1}  # zeros in (-2, -1), (0, 1), (1, 2); slope 3(x² - 1)
SLOPE = [((0,), [(F(-1), F(-1)), (F(1), F(1))]), *LINE]
ZEROS = [(F(-2), F(-3, 2)), (F(0), F(1, 2)), (F(3, 2), F(2))]


@law
def a_chain_shows_the_zeros_of_a_cubic(k: Any) -> None:
    signs, below, above = k.signs.signs, far(k, -1), far(k, 1)
    assert signs(CUBIC, k.signs.Setting(1), below, above, [((0,), ZEROS), *SLOPE]) == (ZEROS, [-1, 1, -1, 1])
    assert signs(CUBIC, k.signs.Setting(1), at(k, 1), above, [((0,), ZEROS[2:]), ((0,), []), ((0,), [])]) == (
        ZEROS[2:],
        [-1, 1],
    )


@law
def a_chain_shows_nothing_else(k: Any) -> None:
    for levels in (
        [],
        SLOPE,  # a level too few
        [((0,), ZEROS), *SLOPE, ((0,), [])],  # and too many
        [((0,), ZEROS[:2]), *SLOPE],
        [((0,), [*ZEROS, (F(3), F(4))]), *SLOPE],
        [((0,), ZEROS), ((0,), [(F(1), F(1))]), *LINE],  # a zero of the slope left out
        [((0,), ZEROS), ((0,), [(F(-1), F(-1)), (F(0), F(0))]), *LINE],
        [((0,), [(F(-3), F(-2)), *ZEROS[1:]]), *SLOPE],  # no change of sign there
        [((0,), [(F(-3, 2), F(-5, 4)), *ZEROS[1:]]), *SLOPE],
        [((0,), [(F(-2), F(1, 2)), *ZEROS[1:]]), *SLOPE],  # across a zero of the slope
        [((0,), [(F(-3, 2), F(-2)), *ZEROS[1:]]), *SLOPE],  # ends exchanged
        [((0,), [ZEROS[1], ZEROS[0], ZEROS[2]]), *SLOPE],
        [((0,), [ZEROS[0], (F(1, 3), F(1, 3)), ZEROS[2]]), *SLOPE],  # no exact zero
        [((1,), ZEROS), *SLOPE],  # another derivative than said
    ):
        assert rejected(k, k.signs.signs, CUBIC, k.signs.Setting(1), far(k, -1), far(k, 1), levels)
    line: Terms = {(1, 0): 1}
    zero = (F(0), F(0))
    assert rejected(k, k.signs.signs, line, k.signs.Setting(1), far(k, -1), far(k, 1), [])  # x is no constant
    assert rejected(k, k.signs.signs, line, k.signs.Setting(1), at(k, 0), far(k, 1), [((0,), [zero])])
    assert k.signs.signs(line, k.signs.Setting(1), at(k, 0), far(k, 1), [((0,), [])]) == ([], [1])
    assert k.signs.signs(line, k.signs.Setting(1), far(k, -1), at(k, 0), [((0,), [])]) == ([], [-1])


@law
def a_double_zero_must_be_exact(k: Any) -> None:
    """e^x - 1 - x ≥ 0, with equality at 0 only."""
    p: Terms = {(0, 1): 1, (0, 0): -1, (1, 0): -1}
    zero, ends = (F(0), F(0)), (far(k, -1), far(k, 1))
    assert k.signs.signs(p, k.signs.Setting(1), *ends, [((0,), [zero]), ((0,), [zero])]) == ([zero], [1, 1])
    assert rejected(k, k.signs.signs, p, k.signs.Setting(1), *ends, [((0,), []), ((0,), [(F(-1), F(1))])])


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
    factor = [[[0, 0, 1], [2, 0, 1]], -1, [[[0], []], [[0], [(F(0), F(0))]]]]
    step = {
        "f": 1 / (1 + x**2),
        "x": "x",
        "where": where,
        "q": 1,
        "chart": "x",
        "letters": [],
        "scale": F(1),
        "factors": [factor],
    }
    known = k.facts.Regular(step["f"], "x", where)
    assert k.rules.zeros(step, [known], k.meaning.Meaning(1)).count == 0
    assert rejected(k, k.rules.zeros, step, [], k.meaning.Meaning(1))


# case by case


def part(low: Any, high: Any, closed: str = "[]") -> Interval:
    """An interval, None for an infinite end."""
    ends = {} if low is None else {"lower": tree(low)}
    ends |= {} if high is None else {"upper": tree(high)}
    return Interval(**ends, lower_closed=closed[0] == "[", upper_closed=closed[1] == "]")


@law
def cases_are_the_whole_interval(k: Any) -> None:
    ring, line = k.meaning.Meaning(1), Interval()
    at_log_2 = Interval(call("log", 2), lower_closed=True), Interval(upper=call("log", 2))
    left, right = part(None, 0, "(]"), part(0, None, "[)")
    for parts, where, good in (
        ([left, right], line, True),
        ([line], line, True),
        ([part(None, 0, "()"), right], line, True),
        ([left, part(0, None, "()")], line, True),
        ([*reversed(at_log_2)], line, True),
        ([part(0, 1), part(1, 2, "()")], part(0, 2, "()"), True),
        ([part(None, 0, "()"), part(0, None, "()")], line, False),
        ([right, left], line, False),
        ([left], line, False),
        ([right], line, False),
        ([], line, False),
        ([left, part(1, None, "[)")], line, False),
        ([left, part(0, 1)], line, False),
        ([part(-1, 0), right], line, False),
        ([part(0, 1, "(]")], part(0, 1), False),
        ([part(0, 1, "[)")], part(0, 1), False),
        ([part(0, 1), part(1, -1), part(-1, 2)], part(0, 2), False),
        ([part(0, 1), part(1, 1), part(1, 2)], part(0, 2), False),
        ([part(None, Symbol("a"), "(]"), part(Symbol("a"), None, "[)")], line, False),
        ([at_log_2[0], at_log_2[1]], line, False),
    ):
        assert rejected(k, k.cases.require_cover, ring, parts, where) != good


@law
def absolute_values_are_replaced_by_signs_that_are_known(k: Any) -> None:
    size, n = call("abs", x), Symbol("n")
    where, Holds, LE, GE = part(None, 0, "(]"), k.facts.Holds, Relation.LE, Relation.GE
    known = [Holds(x, LE, Integer(0), "x", where), Holds(1 - (-x), GE, Integer(0), "x", where)]
    case = k.cases.Case.of(k.meaning.Meaning(1), "x", where, known)

    def ways(node: Any) -> list[Any]:
        return [sides[0] for _, sides in case.ways(node, Integer(0))]

    for node, expected in (
        (size, -x),
        (call("abs", 1 - size), 1 - (-x)),
        (Derivative(size * s, x, Integer(1)), Derivative(-x * s, x, Integer(1))),
        (At(size + n, x, size), At(size + n, x, -x)),
        (At(size + n, n, size), At(-x + n, n, -x)),
        (Sum(size * n, n, Integer(0), size), Sum(-x * n, n, Integer(0), -x)),
        (Sum(size, x, Integer(0), size), Sum(size, x, Integer(0), -x)),
        (call("relu", x), (x + -x) / 2),
        (call("abs", tree(-2)), call("abs", tree(-2))),
        (call("abs", x - x), call("abs", x - x)),
        (s, s),
    ):
        assert ways(node) == [expected]
    other = Symbol("y")
    assert ways(call("abs", other)) == [other, -other]
    assert ways(call("abs", 2 * other) + call("abs", -other)) == [
        2 * other + Neg(-other),
        -(2 * other) + -other,
    ]
    assert len(ways(call("abs", other) * call("abs", n))) == 4
    for node in (
        Derivative(call("abs", other), x, Integer(1)),
        At(call("abs", other), n, Integer(1)),
        Sum(call("abs", n), n, Integer(0), Integer(2)),
    ):
        assert rejected(k, ways, node)
        assert rejected(k, ways, call("abs", other) * call("abs", n) * node)
    elsewhere = [
        Holds(x, LE, Integer(0), "x", Interval()),
        Holds(x, LE, Integer(0), "y", where),
        Holds(x, LE, Integer(1), "x", where),
        Holds(x, Relation.NE, Integer(0), "x", where),
    ]
    assert not k.cases.Case.of(k.meaning.Meaning(1), "x", where, elsewhere).known


@law
def what_follows_from_the_sign_that_is_chosen(k: Any) -> None:
    """a - max(a, b) is (a - b)/2 - |a - b|/2: 0 where a ≥ b, and a - b elsewhere."""
    a, b = Symbol("a"), Symbol("b")
    for sign in (1, -1):
        case = k.cases.Case(k.meaning.Meaning(1), "a", {}, {a - b: sign})
        for left, good in (
            ((a, b), {"≥" if sign > 0 else "≤"}),
            ((a, a), {"≥", "≤", "="}),
            ((a, 2 * b), set()),
        ):
            assert {r for r in "<≤=≥>≠" if case.follows(left, Relation(r))} == good


@law
def an_absolute_value_is_analytic_off_its_zeros(k: Any) -> None:
    size, NE = call("abs", x), Relation.NE
    conditions = k.conditions.conditions
    assert list(conditions(size)) == []
    assert list(conditions(size, analytic=True)) == [(x, NE)]
    for node in (Derivative(size, x, Integer(1)), Derivative(call("relu", x), x, Integer(1))):
        assert set(conditions(node)) == {(x, NE)}
    slope = At(Derivative(size, x, Integer(1)), x, x - 1)
    assert set(conditions(slope)) == {(x - 1, NE)}
    assert list(conditions(At(size, x, x - 1))) == []
    assert list(conditions(call("abs", tree(-1)), analytic=True)) == []
    step = {"f": size, "x": "x", "where": Interval(), "q": 1}
    assert rejected(k, k.rules.regular, step, [], k.meaning.Meaning(1))
    assert rejected(
        k, k.rules.regular, step, [k.facts.Pieced(x, NE, Integer(0), "x", Interval())], k.meaning.Meaning(1)
    )


@law
def a_derivative_has_a_value_off_the_kink(k: Any) -> None:
    ring = k.meaning.Meaning(1)
    slope = Derivative(call("relu", x - 1), x, Integer(1))
    for at, expected in ((0, 0), (2, 1), (F(3, 2), 1)):
        assert ring.constant(At(slope, x, tree(at))) == expected
    assert ring.constant(At(Derivative(call("abs", x) ** 3, x, Integer(2)), x, tree(-2))) == 12
    assert rejected(k, ring.of, At(slope, x, Integer(1)))
    assert rejected(k, ring.of, At(slope, x, Symbol("y")))
    assert rejected(k, ring.of, slope)
    assert rejected(k, ring.of, call("abs", x))


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
