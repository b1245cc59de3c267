"""Evidence for the kernel: points and proofs that refute a claim, and such as do not."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from trees import D, bound, chain, count, inside, lim, on, parity, s, shape, tree, x

from sigmoid_sym import Proved, prove
from sigmoid_sym.tree.claim import INFINITY, Claim, Domain, Extremum, Interval, Range
from sigmoid_sym.tree.data import to_data
from sigmoid_sym.tree.expression import Expression, Integer, Neg, Sum, Symbol, call


def _tree(value: Any) -> Expression:
    return tree(Fraction(value) if isinstance(value, str) else value)


def points(claim: Claim, *values: dict[str, Any], q: int = 12) -> dict[str, Any]:
    data = [{name: to_data(tree(value)) for name, value in point.items()} for point in values]
    return {"refuted": to_data(claim), "points": data, "q": q}


def contrary(claim: Claim, known: Claim) -> dict[str, Any]:
    proof = prove(known, hints=False)
    assert isinstance(proof, Proved), str(proof)
    return {"refuted": to_data(claim), "contrary": json.loads(proof.certificate), "q": 1}


HALF = Fraction(1, 2)
LOWER_HALF, ONE_OVER_X = on(-INFINITY, 0), 1 / x
N = Symbol("n")
POWER = chain(tree(2) ** N, "≥", N + 1)
LATER = (Domain(N, Interval(lower=Integer(0), lower_closed=True), integers=True),)
IN_A_ROW = chain(D(s, N), "=", tree(-1) ** (N + 1) * D(s, N))

NOTHING = Sum(call("log", x), Symbol("k"), Integer(1), Integer(0))

# why it is none, and what a forger says is a refutation
NO_EVIDENCE: list[tuple[str, dict[str, Any]]] = [
    ("outside of the domain", points(chain(s, "<", Fraction(1, 2), domains=LOWER_HALF), {"x": 1})),
    ("an open end", points(chain(x, "<", 0, domains=LOWER_HALF), {"x": 0})),
    ("no number for the letter", points(chain(s, "<", 0), {})),
    ("a letter for the letter", points(chain(s, "<", 0), {"x": Symbol("y")})),
    ("a letter that goes away", points(chain(x - x, "<", 0), {"x": Symbol("y")})),
    ("no value there", points(chain(ONE_OVER_X, "=", 1), {"x": 0})),
    (
        "a point of no use to another letter",
        points(chain(x, "<", 5, domains=(Domain(Symbol("y"), Interval(x, tree(3))),)), {"x": 5}),
    ),
    ("a whole number that may be rounded", points(chain(call("exp", 7), "≈", 1100), {})),
    ("two points without a value", points(shape(1 / x, "decreasing"), {}, {"x": 1})),
    ("a term of no sum", points(chain(NOTHING + x, "=", call("abs", x), domains=on(0)), {"x": -1})),
    ("it holds there", points(chain(s, "=", HALF), {"x": 0})),
    ("two points for one", points(chain(s, "<", 0), {"x": 1}, {"x": 2})),
    ("no point", points(chain(s, "<", 0))),
    ("half a derivative", points(IN_A_ROW, {"x": 0, "n": Fraction(1, 2)})),
    ("where n begins is not said", points(chain(D(s, N), "=", -D(s, N)), {"x": 0, "n": 0})),
    ("it rises there", points(shape(s, "increasing"), {"x": 0})),
    ("two points, the wrong way round", points(shape(ONE_OVER_X, "decreasing"), {"x": 1}, {"x": -1})),
    ("two points in the wrong order", points(shape(s, "increasing"), {"x": 1}, {"x": -1})),
    ("two points on one side of the pole", points(shape(ONE_OVER_X, "decreasing"), {"x": 1}, {"x": 2})),
    ("one direction of two", points(shape(x**2, "monotone"), {"x": 1})),
    ("one direction of a falling function", points(shape(-s, "monotone"), {"x": 0}, {"x": 1})),
    ("one direction twice", points(shape(s, "monotone"), {"x": 1}, {"x": 2})),
    ("a bound that is not said", points(bound(x**2), {"x": 100})),
    ("an equation between digits", points(chain(Fraction(1, 4), "≈", 1), {})),
    (
        "a limit of another side",
        contrary(lim(ONE_OVER_X, 0, INFINITY, "+"), lim(ONE_OVER_X, 0, -INFINITY, "-")),
    ),
    ("the same limit", contrary(lim(s, INFINITY, 1), lim(s, INFINITY, 1))),
    ("a limit of another function", contrary(lim(s, INFINITY, 1), lim(2 * s, INFINITY, 2))),
    ("another domain", contrary(count(x, 1), count(x, 0, domains=on(1)))),
    (
        "values on another domain",
        contrary(
            Range(expression=s, interval=Interval(tree(0), tree(1))), inside(s, 0, HALF, domains=LOWER_HALF)
        ),
    ),
    ("the same count", contrary(count(x, 1), count(x, 1))),
    (
        "values that come near",
        contrary(Range(expression=s, interval=Interval(tree(0), tree(1))), inside(s, 0, 1)),
    ),
    (
        "an end that may be reached",
        contrary(
            Range(expression=D(s), interval=Interval(tree(0), tree(1) / 4, upper_closed=True)),
            inside(D(s), 0, tree(1) / 4, "(]"),
        ),
    ),
    (
        "a value that is taken",
        contrary(
            Extremum(expression=D(s), variable=x, maximum=True, value=tree(1) / 4),
            inside(D(s), 0, tree(1) / 4, "(]"),
        ),
    ),
    ("a limit that is no bound", contrary(bound(s), lim(s, INFINITY, 1))),
    ("no zero", contrary(chain(s, ">", 0), count(s - 0, 0))),
    ("a zero where it may be", contrary(chain(x**2, "≥", 0), count(x**2 - 0, 1))),
]

EVIDENCE: list[dict[str, Any]] = [
    points(chain(s, "<", HALF), {"x": 1}),
    points(POWER, {"n": 1}) | {"refuted": to_data(chain(tree(2) ** N, ">", N + 1))},
    points(chain(D(s, N), "=", -D(s, N)), {"x": 0, "n": 1}),
    points(chain(D(s, N), "=", -D(s, N), domains=LATER), {"x": 0, "n": 0}),
    points(shape(ONE_OVER_X, "decreasing"), {"x": -1}, {"x": 1}),
    points(shape(x**2, "monotone"), {"x": -1}, {"x": 1}),
    points(shape(ONE_OVER_X, "monotone"), {"x": 1}, {"x": -1}, {"x": 1}),
    points(parity(s, "even"), {"x": 1}),
    points(inside(s, 0, HALF), {"x": 0}),
    points(bound(s, HALF), {"x": 1}),
    points(Extremum(expression=s, variable=x, maximum=True, value=tree(1) / 2), {"x": 1}),
    contrary(lim(ONE_OVER_X, 0, INFINITY), lim(ONE_OVER_X, 0, -INFINITY, "-")),
    contrary(count(x, 0), count(x, 1)),
    contrary(chain(x**2, ">", 0), count(x**2 - 0, 1)),
    contrary(Range(expression=s, interval=Interval(tree(0), tree(2))), inside(s, 0, 1)),
    contrary(Range(expression=s, interval=Interval(tree(0), tree(1), upper_closed=True)), inside(s, 0, 1)),
    contrary(Range(expression=s, interval=Interval(Neg(INFINITY), tree(1))), inside(s, 0, 1)),
    contrary(Extremum(expression=s, variable=x, maximum=True, value=tree(1)), inside(s, 0, 1)),
    contrary(bound(x**2), lim(x**2, INFINITY, INFINITY)),
]
