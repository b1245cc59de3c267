"""False claims about functions with kinks, with the steps of a forger: each is one check from a proof."""

from __future__ import annotations

from fractions import Fraction

from trees import D, chain, e, lim, on, shape, x

from sigmoid_sym.tree.claim import INFINITY, Claim, Extremum, Interval, Range
from sigmoid_sym.tree.data import to_data
from sigmoid_sym.tree.expression import At, Derivative, Expression, Integer, Neg, Sum, Symbol, call, tree
from tests.kernel.forgeries import (
    LINE,
    ONE,
    RIGHT,
    ZERO,
    Step,
    equal,
    factor,
    limit,
    numeric,
    order,
    regular,
    signs,
    values,
)


def cases(left: Expression, relation: str, right: Expression, *parts: Interval, where: Interval) -> Step:
    sides = {"left": to_data(left), "relation": relation, "right": to_data(right), "x": "x", "q": 1}
    return {"by": "cases", **sides, "where": to_data(where), "parts": list(map(to_data, parts))}


def ended(f: Expression, point: Expression, side: str, value: Expression, *parts: Interval) -> Step:
    return {**limit(f, point, side, value), "by": "end", "parts": list(map(to_data, parts))}


def bent(f: Expression, trend: str, *parts: Interval) -> Step:
    data = {"by": "shape", "f": to_data(f), "x": "x", "where": to_data(LINE), "trend": trend, "q": 1}
    return {**data, "parts": list(map(to_data, parts))}


def continuous(f: Expression) -> Step:
    return {"by": "continuous", "f": to_data(f), "x": "x", "where": to_data(LINE), "q": 1}


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


RELU, SIGN = call("relu", x), ABS / x
RELU_LEFT, RELU_RIGHT = (x + -x) / 2, (x + x) / 2
RISING = [
    *SIGNS,
    regular(RELU_LEFT, UP_TO_0),
    regular(RELU_RIGHT, FROM_0),
    equal(D(RELU_LEFT), ZERO),
    order(D(RELU_RIGHT), "≥", ZERO, FROM_0, signs("x", "1")),
]
TURNING = [
    *SIGNS,
    regular(-x, UP_TO_0),
    regular(x, FROM_0),
    regular(Neg(-x), UP_TO_0),
    regular(Neg(x), FROM_0),
    *(equal(D(f, 2), ZERO) for f in (-x, x, Neg(-x), Neg(x))),
]
SIGN_IS = [
    *SIGNS,
    *(equal(side / x, value) for side, value in ((x, ONE), (-x, Neg(ONE)))),
    order(-x / x, "≤", ONE, UP_TO_0, signs("x", "-2")),
    order(x / x, "≥", Neg(ONE), FROM_0, signs("x", "2")),
    cases(SIGN, "≤", ONE, UP_TO_0, FROM_0, where=LINE),
    cases(SIGN, "≥", Neg(ONE), UP_TO_0, FROM_0, where=LINE),
    *(numeric(At(SIGN, x, end), "=", end) for end in (ONE, Neg(ONE))),
    values("1", SIGN, ONE),
    values("1", SIGN, Neg(ONE)),
]
FROM_LEFT, FROM_RIGHT = limit(-x / x, ZERO, "-", Neg(ONE)), limit(x / x, ZERO, "+", ONE)

KINKS: list[tuple[str, Claim, list[Step]]] = [
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
    (
        "strictly increasing where it is constant",
        shape(RELU, "increasing", strict=True),
        [*RISING, continuous(RELU), bent(RELU, "increasing", UP_TO_0, FROM_0)],
    ),
    ("half a rise", shape(RELU, "increasing"), [*RISING, continuous(RELU), bent(RELU, "increasing", FROM_0)]),
    (
        "a rise that is a fall",
        shape(RELU, "decreasing"),
        [*RISING, continuous(RELU), bent(RELU, "decreasing", UP_TO_0, FROM_0)],
    ),
    (
        "another function rises",
        shape(-RELU, "increasing"),
        [*RISING, continuous(-RELU), bent(-RELU, "increasing", UP_TO_0, FROM_0)],
    ),
    (
        "a kink upward",
        shape(ABS, "concave"),
        [*TURNING, continuous(ABS), bent(ABS, "concave", UP_TO_0, FROM_0)],
    ),
    (
        "a kink downward",
        shape(-ABS, "convex"),
        [*TURNING, continuous(-ABS), bent(-ABS, "convex", UP_TO_0, FROM_0)],
    ),
    (
        "the signs of both pieces on the line",
        shape(ABS, "convex"),
        [*TURNING, continuous(ABS), bent(ABS, "convex", LINE)],
    ),
    (
        "a rise across a jump",
        shape(SIGN, "increasing"),
        [
            *SIGNS,
            *(equal(D(side / x), ZERO) for side in (x, -x)),
            regular(-x / x, LEFT),
            regular(x / x, RIGHT),
            bent(SIGN, "increasing", UP_TO_0, FROM_0),
        ],
    ),
    (
        "a derivative that jumps",
        shape(D(ABS), "decreasing"),
        [
            *SIGNS,
            *(equal(D(D(side)), ZERO) for side in (x, -x)),
            regular(D(-x), UP_TO_0),
            regular(D(x), FROM_0),
            bent(D(ABS), "decreasing", UP_TO_0, FROM_0),
        ],
    ),
    (
        "the limit of the other side",
        lim(SIGN, 0, Neg(ONE), "+"),
        [*SIGNS, FROM_LEFT, ended(SIGN, ZERO, "+", Neg(ONE), UP_TO_0)],
    ),
    (
        "the limit of one side",
        lim(SIGN, 0, Neg(ONE)),
        [*SIGNS, FROM_LEFT, FROM_RIGHT, ended(SIGN, ZERO, "", Neg(ONE), UP_TO_0)],
    ),
    (
        "two limits",
        lim(SIGN, 0, ONE),
        [*SIGNS, FROM_LEFT, FROM_RIGHT, ended(SIGN, ZERO, "", ONE, UP_TO_0, FROM_0)],
    ),
    (
        "one limit twice",
        lim(SIGN, 0, ONE),
        [*SIGNS, FROM_RIGHT, ended(SIGN, ZERO, "", ONE, FROM_0, FROM_0)],
    ),
    (
        "the limit of a piece that ends elsewhere",
        lim(ABS, INFINITY, Neg(INFINITY)),
        [*SIGNS, limit(-x, INFINITY, "", Neg(INFINITY)), ended(ABS, INFINITY, "", Neg(INFINITY), UP_TO_0)],
    ),
    (
        "values between those of both sides of a jump",
        Range(SIGN, Interval(Neg(ONE), ONE, True, True)),
        [*SIGN_IS, continuous(SIGN)],
    ),
    ("values that a function may jump over", Range(SIGN, Interval(Neg(ONE), ONE, True, True)), SIGN_IS),
    (
        "a sign that nobody has shown",
        shape(ABS, "increasing"),
        [
            regular(x),
            order(D(x), "≥", ZERO, LINE, signs("x", "1")),
            continuous(ABS),
            bent(ABS, "increasing", LINE),
        ],
    ),
    (
        "values between two slopes",
        Range(D(ABS), Interval(Neg(ONE), ONE, True, True)),
        [
            *SIGNS,
            *(equal(D(side), value) for side, value in ((x, ONE), (-x, Neg(ONE)))),
            order(D(-x), "≤", ONE, UP_TO_0, signs("x", "-2")),
            order(D(x), "≥", Neg(ONE), FROM_0, signs("x", "2")),
            cases(D(ABS), "≤", ONE, UP_TO_0, FROM_0, where=LINE),
            cases(D(ABS), "≥", Neg(ONE), UP_TO_0, FROM_0, where=LINE),
            *(numeric(At(D(ABS), x, end), "=", end) for end in (ONE, Neg(ONE))),
            values("1", D(ABS), ONE),
            values("1", D(ABS), Neg(ONE)),
            continuous(D(ABS)),
        ],
    ),
]
