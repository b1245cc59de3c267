"""False claims, or such as are about nothing, with the steps of a forger: each is one check from a proof."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from trees import D, chain, count, lim, on, s, shape, x

from sigmoid_sym.tree.claim import INFINITY, Claim, Extremum, Interval
from sigmoid_sym.tree.data import to_data
from sigmoid_sym.tree.expression import Decimal, Expression, Integer, Neg, Symbol, call, tree

Step = dict[str, Any]
y = Symbol("y")
ZERO, ONE, MINUS_INFINITY = Integer(0), Integer(1), Neg(INFINITY)
LINE, RIGHT = Interval(), Interval(lower=ZERO)

# [terms [i, j, c] of c x^i y^j, exponent, chain]
AT_0 = [["0", "0"]]


def factor(terms: list[list[int]], exponent: int, *levels: list[list[str]]) -> list[Any]:
    return [terms, exponent, [[0, list(level)] for level in levels]]


def signs(chart: str, scale: str, *factors: list[Any]) -> Step:
    return {"q": 1, "chart": chart, "letters": [], "scale": scale, "factors": list(factors)}


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


ONE_OVER_X, LOG = 1 / x, call("log", x)
LOG_OF_NOTHING = call("log", -call("exp", x))
NEGATIVE, POSITIVE = call("log", tree(-2)), call("log", 2)
POLE = signs("x", "1", factor([[1, 0, 1]], -1, AT_0))
BELOW_1 = signs("t", "-1", factor([[0, 0, 1], [1, 0, 1]], -1, []))  # σ - 1 = -1/(1 + t)
FROM_1, ABOVE_1 = Interval(lower=ONE, lower_closed=True), Interval(lower=ONE)

E, HALF = call("exp", 1), call("sigma", 0)


def numeric(left: Expression, relation: str, right: Expression) -> Step:
    sides = {"left": to_data(left), "relation": relation, "right": to_data(right)}
    return {"by": "numeric", **sides, "q": 1}


N = Symbol("n")
POWER = tree(2) ** N


def induction(left: Expression, right: Expression, rate: Expression) -> Step:
    data = {"by": "induction", "left": to_data(left), "right": to_data(right), "rate": to_data(rate)}
    return {**data, "n": "n", "least": 0, "start": 0, "x": None, "q": 1}


FORGERIES: list[tuple[str, Claim, list[Step]]] = [
    (
        "one recurrence, and another beginning",
        chain(POWER, "=", 2 * POWER),
        [
            induction(POWER, 2 * POWER, Integer(2)),
            {**values("0", POWER, 2 * POWER), "point": {"n": to_data(ZERO)}},
        ],
    ),
    ("no steps", chain(s, ">", 0), []),
    ("an equation", chain(s, "=", s**2), [equal(s, s**2), values("1", s, s**2)]),
    ("a number that is none", chain(NEGATIVE, "=", POSITIVE), [equal(NEGATIVE, POSITIVE)]),
    ("a wrong number", chain(E, ">", 3), [numeric(E, ">", Integer(3))]),
    ("numbers that are equal", chain(E, "≠", E), [numeric(E, "≠", E)]),
    ("a wrong digit", chain(E, "≈", Decimal(273, 2)), [numeric(E, "≈", Decimal(273, 2))]),
    ("a whole number", chain(HALF, "≈", 1), [numeric(HALF, "≈", ONE)]),
    (
        "an end with a letter in it, which may be any number",
        chain(x, "<", 3, domains=on(0, call("exp", y))),
        [
            order(
                *(x, "<", Integer(3), Interval(ZERO, call("exp", y))),
                signs("x", "1", factor([[0, 0, -3], [1, 0, 1]], 1, [])),
            ),
            values("1", x, Integer(3)),
        ],
    ),
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
]
