"""False claims, or such as are about nothing, with the steps of a forger: each is one check from a proof."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from trees import D, chain, count, e, lim, on, s, shape, x

from sigmoid_sym.tree.claim import INFINITY, Claim, Extremum, Interval
from sigmoid_sym.tree.data import to_data
from sigmoid_sym.tree.expression import (
    At,
    Decimal,
    Derivative,
    Expression,
    Integer,
    Neg,
    Sum,
    Symbol,
    call,
    tree,
)

Step = dict[str, Any]
ZERO, ONE, MINUS_INFINITY = Integer(0), Integer(1), Neg(INFINITY)
LINE, RIGHT = Interval(), Interval(lower=ZERO)

# [terms [i, j, c] of c x^i y^j, exponent, chain]
AT_0 = [["0", "0"]]


def factor(terms: list[list[int]], exponent: int, *levels: list[list[str]]) -> list[Any]:
    return [terms, exponent, [[0, list(level)] for level in levels]]


def signs(chart: str, scale: str, *factors: list[Any]) -> Step:
    return {"q": 1, "chart": chart, "scale": scale, "factors": list(factors)}


def order(left: Expression, relation: str, right: Expression, where: Interval, found: Step) -> Step:
    sides = {"left": to_data(left), "relation": relation, "right": to_data(right), "x": "x"}
    return {"by": "order", **sides, "where": to_data(where), "route": "difference", **found}


def zeros(f: Expression, found: Step) -> Step:
    return {"by": "zeros", "f": to_data(f), "x": "x", "where": to_data(LINE), **found}


def regular(f: Expression, where: Interval = LINE) -> Step:
    return {"by": "regular", "f": to_data(f), "x": "x", "where": to_data(where), "q": 1}


def values(point: str, *trees: Expression) -> Step:
    return {
        "by": "values",
        "trees": list(map(to_data, trees)),
        "point": {"x": to_data(tree(Fraction(point)))},
        "q": 1,
    }


def limit(f: Expression, point: Expression, side: str, value: Expression) -> Step:
    data = {"by": "limit", "f": to_data(f), "x": "x", "point": to_data(point), "side": side}
    return {**data, "value": to_data(value), "q": 1}


def equal(left: Expression, right: Expression) -> Step:
    return {"by": "equal", "left": to_data(left), "right": to_data(right), "q": 1}


def cases(left: Expression, relation: str, right: Expression, *parts: Interval, where: Interval) -> Step:
    sides = {"left": to_data(left), "relation": relation, "right": to_data(right), "x": "x", "q": 1}
    return {"by": "cases", **sides, "where": to_data(where), "parts": list(map(to_data, parts))}


ONE_OVER_X, LOG = 1 / x, call("log", x)
LOG_OF_NOTHING = call("log", -call("exp", x))
NEGATIVE, POSITIVE = call("log", tree(-2)), call("log", 2)
POLE = signs("x", "1", factor([[1, 0, 1]], -1, AT_0))
BELOW_1 = signs("t", "-1", factor([[0, 0, 1], [1, 0, 1]], -1, []))  # σ - 1 = -1/(1 + t)
FROM_1, ABOVE_1 = Interval(lower=ONE, lower_closed=True), Interval(lower=ONE)

E, HALF = call("exp", 1), call("sigma", 0)


TWO, ABS, SAME = Integer(2), call("abs", x), factor([[1, 0, 1]], 1, [])
UP_TO_0 = Interval(upper=ZERO, upper_closed=True)
FROM_0 = Interval(lower=ZERO, lower_closed=True)
LEFT = Interval(upper=ZERO)
SIGNS = [  # of x on closed and open half-lines
    order(x, "≥", ZERO, FROM_0, signs("x", "1", SAME)),
    order(x, "≤", ZERO, UP_TO_0, signs("x", "1", SAME)),
    order(x, ">", ZERO, RIGHT, signs("x", "1", SAME)),
    order(x, "<", ZERO, LEFT, signs("x", "1", SAME)),
]
y, k = Symbol("y"), Symbol("k")
SADDLE = x**2 - y**2
BOTH = Derivative(call("abs", SADDLE), x, Integer(2)) + Derivative(call("abs", SADDLE), y, Integer(2))
ONE_WAY = Derivative(SADDLE, x, Integer(2)) + Derivative(SADDLE, y, Integer(2))
OTHER_WAY = Derivative(-SADDLE, x, Integer(2)) + Derivative(-SADDLE, y, Integer(2))


def total(body: Expression) -> Expression:
    return Sum(body, k, ONE, Integer(2))


def between(low: str, high: str) -> Interval:
    return Interval(tree(Fraction(low)), tree(Fraction(high)), True, True)


def on_parts_of_1() -> list[Step]:
    """2|x| ≤ 2 on [-1, 0], [-1/2, 0] and [0, 1]; of |x| ≤ 1 itself -1 ≤ x ≤ 1 is asked."""
    found = []
    for part in (between("-1", "0"), between("-1/2", "0")):
        found += [order(x, "≤", ZERO, part, signs("x", "1", SAME))]
        found += [order(2 * -x, "≤", TWO, part, signs("x", "-2", factor([[1, 0, 1], [0, 0, 1]], 1, [])))]
    right = between("0", "1")
    found += [order(x, "≥", ZERO, right, signs("x", "1", SAME))]
    found += [order(2 * x, "≤", TWO, right, signs("x", "2", factor([[1, 0, 1], [0, 0, -1]], 1, [])))]
    return found


def numeric(left: Expression, relation: str, right: Expression) -> Step:
    sides = {"left": to_data(left), "relation": relation, "right": to_data(right)}
    return {"by": "numeric", **sides, "q": 1}


FORGERIES: list[tuple[str, Claim, list[Step]]] = [
    ("no steps", chain(s, ">", 0), []),
    ("an equation", chain(s, "=", s**2), [equal(s, s**2), values("1", s, s**2)]),
    ("a number that is none", chain(NEGATIVE, "=", POSITIVE), [equal(NEGATIVE, POSITIVE)]),
    ("a wrong number", chain(E, ">", 3), [numeric(E, ">", Integer(3))]),
    ("numbers that are equal", chain(E, "≠", E), [numeric(E, "≠", E)]),
    ("a wrong digit", chain(E, "≈", Decimal(273, 2)), [numeric(E, "≈", Decimal(273, 2))]),
    ("a whole number", chain(HALF, "≈", 1), [numeric(HALF, "≈", ONE)]),
    (
        "the other sign",
        chain(x**2, "<", 0, domains=on(0)),
        [
            order(x**2, "<", ZERO, RIGHT, signs("x", "1", factor([[1, 0, 1]], 2, []))),
            values("1", x**2, ZERO),
        ],
    ),
    (
        "strict where it touches",
        chain(x**2, ">", 0),
        [
            order(x**2, ">", ZERO, LINE, signs("x", "1", factor([[1, 0, 1]], 2, AT_0))),
            values("1", x**2, ZERO),
        ],
    ),
    (
        "strict at a closed end",
        chain(x, ">", 0, domains=on(0, closed="[)")),
        [
            order(
                *(x, ">", ZERO, Interval(lower=ZERO, lower_closed=True)),
                signs("x", "1", factor([[1, 0, 1]], 1, [])),
            ),
            values("1", x, ZERO),
        ],
    ),
    (
        "factors of another function",
        chain(x, ">", 0),
        [order(x, ">", ZERO, LINE, signs("x", "1")), values("1", x, ZERO)],
    ),
    ("zeros without a value everywhere", count(ONE_OVER_X, 0), [zeros(ONE_OVER_X, POLE)]),
    ("a pole", count(ONE_OVER_X, 0), [regular(ONE_OVER_X), zeros(ONE_OVER_X, POLE)]),
    (
        "a fall across a pole",
        shape(ONE_OVER_X, "decreasing"),
        [order(D(ONE_OVER_X), "≤", ZERO, LINE, signs("x", "-1", factor([[1, 0, 1]], -2, AT_0)))],
    ),
    (
        "an end left out",
        chain(LOG, ">", 0, domains=on(1, closed="[)")),
        [
            {
                "by": "nowhere",
                "trees": [to_data(LOG), to_data(ZERO)],
                "x": "x",
                "q": 1,
                "outer": to_data(FROM_1),
                "inner": to_data(ABOVE_1),
            },
            {
                **order(LOG, ">", ZERO, ABOVE_1, signs("x", "1", factor([[1, 0, 1], [0, 0, -1]], 1, []))),
                "route": "exponential",
            },
            values("2", LOG, ZERO),
        ],
    ),
    (
        "a maximum that is not taken",
        Extremum(s, x, True, value=ONE),
        [
            order(s, "≤", ONE, LINE, BELOW_1),
            values("0", s, ONE),
            regular(s - 1),
            zeros(s - 1, BELOW_1),
        ],
    ),
    (
        "a logarithm that has a value nowhere",
        lim(LOG_OF_NOTHING, MINUS_INFINITY, MINUS_INFINITY),
        [limit(LOG_OF_NOTHING, MINUS_INFINITY, "", MINUS_INFINITY)],
    ),
    (
        "a limit from outside",
        lim(s, 0, Fraction(1, 2), "-", domains=on(0)),
        [limit(s, ZERO, "+", tree(Fraction(1, 2)))],
    ),
    (
        "a point outside",
        chain(x**2, "=", x * x, domains=on(0)),
        [equal(x**2, x * x), values("-1", x**2, x * x)],
    ),
    # case by case
    (
        "a gap between the cases",
        chain(ABS, ">", 0),
        [
            *SIGNS,
            order(-x, ">", ZERO, LEFT, signs("x", "-1", SAME)),
            cases(ABS, ">", ZERO, LEFT, RIGHT, where=LINE),
            values("1", ABS, ZERO),
        ],
    ),
    (
        "cases that leave out both ends",
        chain(2 * ABS, "≤", 2),
        [
            *on_parts_of_1(),
            cases(2 * ABS, "≤", TWO, between("-1", "0"), between("0", "1"), where=LINE),
            values("1", 2 * ABS, TWO),
        ],
    ),
    (
        "cases that overlap and are not the whole",
        chain(2 * ABS, "≤", 2),
        [
            *on_parts_of_1(),
            cases(
                *(2 * ABS, "≤", TWO, between("-1", "0"), between("-1/2", "0"), between("0", "1")),
                where=Interval(tree(-1), INFINITY, True),
            ),
            values("1", 2 * ABS, TWO),
        ],
    ),
    (
        "no case",
        chain(ABS, "<", 0, domains=on(0)),
        [cases(ABS, "<", ZERO, where=RIGHT), values("1", ABS, ZERO)],
    ),
    (
        "the sign of another interval",
        chain(ABS, "=", x),
        [*SIGNS, equal(x, x), cases(ABS, "=", x, LINE, where=LINE), values("1", ABS, x)],
    ),
    (
        "a relation on another interval",
        chain(2 * ABS, "≤", 2, domains=on(0, closed="[)")),
        [*SIGNS, *on_parts_of_1(), cases(2 * ABS, "≤", TWO, FROM_0, where=FROM_0), values("1", 2 * ABS, TWO)],
    ),
    (
        "the wrong sign",
        chain(ABS, "=", x, domains=on(high=0)),
        [*SIGNS, equal(x, x), cases(ABS, "=", x, LEFT, where=LEFT), values("-1", ABS, x)],
    ),
    (
        "a case of another relation",
        chain(ABS, ">", x, domains=on(0)),
        [*SIGNS, equal(x, x), cases(ABS, ">", x, RIGHT, where=RIGHT), values("1", ABS, x)],
    ),
    ("a derivative at a kink", chain(At(D(ABS), x, ZERO), "=", 1), [numeric(At(D(ABS), x, ZERO), "=", ONE)]),
    (
        "a claim about a kink alone",
        chain(D(ABS), "=", 1, domains=on(0, 0, "[]")),
        [numeric(At(D(ABS), x, ZERO), "=", ONE), values("0", At(D(ABS), x, ZERO), ONE)],
    ),
    (
        "a slope across a kink",
        chain(D(ABS), "=", 1),
        [*SIGNS, equal(D(x), ONE), cases(D(ABS), "=", ONE, LINE, where=LINE), values("1", D(ABS), ONE)],
    ),
    (
        "a rise without a slope",
        shape(ABS - ABS, "increasing", domains=on(0)),
        [
            *SIGNS,
            order(x, "≠", ZERO, RIGHT, signs("x", "1", SAME)),
            equal(D(x - x), ZERO),
            cases(D(ABS - ABS), "≥", ZERO, RIGHT, where=RIGHT),
            regular(ABS - ABS, RIGHT),
        ],
    ),
    ("analytic at a kink", shape(ABS + e, "increasing"), [regular(ABS + e)]),
    (
        "one sign for two directions",  # at 0 it is 4
        chain(BOTH, "=", 0),
        [
            equal(ONE_WAY, ZERO),
            equal(OTHER_WAY, ZERO),
            cases(BOTH, "=", ZERO, LINE, where=LINE),
            {**values("2", BOTH, ZERO), "point": {"x": to_data(TWO), "y": to_data(ONE)}},
        ],
    ),
    (
        "one sign for all terms of a sum",
        chain(total(call("abs", x - k)), "=", call("abs", 2 * x - 3)),
        [
            equal(total(x - k), 2 * x - 3),
            equal(total(-(x - k)), -(2 * x - 3)),
            cases(total(call("abs", x - k)), "=", call("abs", 2 * x - 3), LINE, where=LINE),
            values("0", total(call("abs", x - k)), call("abs", 2 * x - 3)),
        ],
    ),
    (
        "the sign of a letter where another value is put for it",
        chain(At(ABS, x, tree(-1)) + x, "=", x - 1, domains=on(0)),
        [
            *SIGNS,
            equal(At(x, x, tree(-1)) + x, x - 1),
            cases(At(ABS, x, tree(-1)) + x, "=", x - 1, RIGHT, where=RIGHT),
            values("1", At(ABS, x, tree(-1)) + x, x - 1),
        ],
    ),
    (
        "one way only",
        chain(ABS, "=", x),
        [equal(x, x), cases(ABS, "=", x, LINE, where=LINE), values("1", ABS, x)],
    ),
    (
        "more than the sign that was chosen",
        chain(ABS, ">", x),
        [cases(ABS, ">", x, LINE, where=LINE), values("-1", ABS, x)],
    ),
    (
        "an extreme value outside of the domain",
        Extremum(ABS, x, False, value=ZERO, domains=on(0)),
        [
            *SIGNS,
            cases(ABS, "≥", ZERO, RIGHT, where=RIGHT),
            values("1", ABS, ZERO),
            numeric(At(ABS, x, ZERO), "=", ZERO),
        ],
    ),
]
