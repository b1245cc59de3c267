"""Short ways to build claims as trees."""

from __future__ import annotations

from fractions import Fraction

from sigmoid_sym.tree.claim import (
    INFINITY,
    Bounded,
    Chain,
    Domain,
    Interval,
    Limit,
    Membership,
    Parity,
    Relation,
    Shape,
    Symmetry,
    Trend,
    ZeroCount,
)
from sigmoid_sym.tree.expression import Derivative, Expression, Symbol, call, tree

x = Symbol("x")
s = call("sigma", x)
e = call("exp", x)

Number = int | Fraction | Expression


def D(f: Expression, order: Number = 1) -> Derivative:
    return Derivative(f, x, tree(order))


def chain(*parts: Number | str, **rest: object) -> Chain:
    """chain(a, "<", b, "=", c)"""
    sides = tuple(tree(part) for part in parts[::2] if not isinstance(part, str))
    return Chain(sides=sides, relations=tuple(map(Relation, parts[1::2])), **rest)  # type: ignore[arg-type]


def on(low: Number = -INFINITY, high: Number = INFINITY, closed: str = "()") -> tuple[Domain]:
    return (Domain(x, Interval(tree(low), tree(high), closed[0] == "[", closed[1] == "]")),)


def inside(f: Expression, low: Number, high: Number, closed: str = "()", **rest: object) -> Membership:
    interval = Interval(tree(low), tree(high), closed[0] == "[", closed[1] == "]")
    return Membership(expression=f, interval=interval, **rest)  # type: ignore[arg-type]


def shape(f: Expression, trend: str, **rest: object) -> Shape:
    return Shape(expression=f, variable=x, trend=Trend(trend), **rest)  # type: ignore[arg-type]


def parity(f: Expression, symmetry: str, **rest: object) -> Parity:
    return Parity(expression=f, variable=x, symmetry=Symmetry(symmetry), **rest)  # type: ignore[arg-type]


def lim(f: Expression, point: Number, value: Number, side: str = "", **rest: object) -> Limit:
    return Limit(expression=f, variable=x, point=tree(point), value=tree(value), side=side, **rest)  # type: ignore[arg-type]


def count(f: Expression, number: int, **rest: object) -> ZeroCount:
    return ZeroCount(expression=f, variable=x, count=tree(number), **rest)  # type: ignore[arg-type]


def bound(f: Expression, size: Number | None = None, **rest: object) -> Bounded:
    return Bounded(expression=f, bound=None if size is None else tree(size), **rest)  # type: ignore[arg-type]
