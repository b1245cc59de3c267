"""Claims as trees, true and false, of every kind; each with its verdict and the law or the slip that it shows."""

from __future__ import annotations

from fractions import Fraction

from sigmoid_sym.language.claim import (
    INFINITY,
    Bounded,
    Chain,
    Claim,
    Definition,
    Domain,
    Extremum,
    Interval,
    Limit,
    Membership,
    Parity,
    Range,
    Relation,
    Shape,
    Symmetry,
    Trend,
    ZeroCount,
)
from sigmoid_sym.language.expression import (
    At,
    Call,
    Constant,
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

x, t, p, n, k = map(Symbol, "xtpnk")
L, C, a, b, x0 = Symbol("L"), Symbol("C"), Symbol("a"), Symbol("b"), Symbol("x_0")
s = call("sigma", x)
e = call("exp", x)
HALF, QUARTER = tree(Fraction(1, 2)), tree(Fraction(1, 4))
PROVED, REFUTED, OPEN = "proved", "refuted", "not understood"

Number = int | Fraction | Expression


def D(f: Expression, order: Number = 1, variable: Symbol = x) -> Derivative:
    return Derivative(f, variable, tree(order))


def chain(*parts: Number | str, **rest: object) -> Chain:
    """chain(a, "<", b, "=", c)"""
    sides = tuple(tree(part) for part in parts[::2] if not isinstance(part, str))
    return Chain(sides=sides, relations=tuple(map(Relation, parts[1::2])), **rest)  # type: ignore[arg-type]


def eq(left: Number, right: Number, **rest: object) -> Chain:
    return chain(left, "=", right, **rest)


def on(
    low: Number = -INFINITY, high: Number = INFINITY, closed: str = "()", variable: Symbol = x
) -> tuple[Domain]:
    interval = Interval(tree(low), tree(high), closed[0] == "[", closed[1] == "]")
    return (Domain(variable, interval),)


def whole(least: int = 0, variable: Symbol = n) -> tuple[Domain]:
    return (Domain(variable, Interval(lower=tree(least), lower_closed=True), integers=True),)


def interval(low: Number, high: Number, closed: str = "()") -> Interval:
    return Interval(tree(low), tree(high), closed[0] == "[", closed[1] == "]")


def inside(f: Expression, low: Number, high: Number, closed: str = "()", **rest: object) -> Membership:
    return Membership(expression=f, interval=interval(low, high, closed), **rest)  # type: ignore[arg-type]


def fills(f: Expression, low: Number, high: Number, closed: str = "()", **rest: object) -> Range:
    return Range(expression=f, interval=interval(low, high, closed), **rest)  # type: ignore[arg-type]


def shape(f: Expression, trend: str, **rest: object) -> Shape:
    return Shape(expression=f, variable=x, trend=Trend(trend), **rest)  # type: ignore[arg-type]


def parity(f: Expression, symmetry: str, **rest: object) -> Parity:
    return Parity(expression=f, variable=x, symmetry=Symmetry(symmetry), **rest)  # type: ignore[arg-type]


def peak(
    f: Expression, value: Number | None, at: Number | None = None, top: bool = True, **rest: object
) -> Extremum:
    v, place = (None if c is None else tree(c) for c in (value, at))
    return Extremum(expression=f, variable=x, maximum=top, value=v, at=place, **rest)  # type: ignore[arg-type]


def lim(f: Expression, point: Number, value: Number, side: str = "", **rest: object) -> Limit:
    return Limit(expression=f, variable=x, point=tree(point), value=tree(value), side=side, **rest)  # type: ignore[arg-type]


def count(f: Expression, number: int, **rest: object) -> ZeroCount:
    return ZeroCount(expression=f, variable=x, count=tree(number), **rest)  # type: ignore[arg-type]


def bound(f: Expression, size: Number | None = None, **rest: object) -> Bounded:
    return Bounded(expression=f, bound=None if size is None else tree(size), **rest)  # type: ignore[arg-type]


def about(f: Expression, digits: int, places: int) -> Chain:
    number: Expression = Decimal(abs(digits), places)
    return chain(f, "≈", number if digits >= 0 else Neg(number))


def stirling(k_factorial: Expression, upper: Expression, row: Expression) -> Expression:
    """Σ_k (-1)^{k+1} k_factorial! S(row,k) σ^k."""
    body = (-Integer(1)) ** (k + 1) * call("factorial", k_factorial) * call("stirling2", row, k) * s**k
    return Sum(body, k, Integer(1), upper)


def sigma_at(value: Number, order: int = 0) -> Expression:
    return At(D(s, order) if order else s, x, tree(value))


SLIP = (Definition("sigma", x, 1 / (1 - call("exp", -x))),)
LOGISTIC = (Definition("f", x, L / (1 + C * call("exp", -(k * (x - x0))))),)
f = Call("f", (x,))
softplus, silu, tanh = call("softplus", x), call("silu", x), call("tanh", x)
logit = call("logit", p)
w = s * (1 - s)
inf = INFINITY

TABLE: list[tuple[Claim, str]] = [
    # equality: definitions, derivatives, relatives
    (eq(s, 1 / (1 + call("exp", -x))), PROVED),
    (eq(s, e / (1 + e)), PROVED),
    (eq(D(s), w), PROVED),
    (eq(D(s), call("exp", -x) / (1 + call("exp", -x)) ** 2), PROVED),
    (eq(D(s), -call("exp", -x) / (1 + call("exp", -x)) ** 2), REFUTED),  # a sign
    (eq(D(s, 2), w * (1 - 2 * s)), PROVED),
    (eq(D(s, 2), w * (2 * s - 1)), REFUTED),  # often printed
    (eq(D(s, 2), D(s) * (1 - 2 * s)), PROVED),
    (eq(D(s, 3), w * (1 - 6 * s + 6 * s**2)), PROVED),
    (eq(D(s, 3), s - 7 * s**2 + 12 * s**3 - 6 * s**4), PROVED),
    (eq(D(s, 3), s - 7 * s**2 + 12 * s**3 - 7 * s**4), REFUTED),
    (eq(D(D(s)), D(s, 2)), PROVED),
    (chain(D(s), "=", w, "=", s - s**2, "=", 1 / (2 + 2 * call("cosh", x))), PROVED),
    (chain(D(s), "=", w, "=", s - 2 * s**2), REFUTED),  # its second link
    (eq(call("sigma", -x), 1 - s), PROVED),
    (eq(call("sigma", -x), s), REFUTED),
    (eq(s + call("sigma", -x), 1), PROVED),
    (eq(tanh, 2 * call("sigma", 2 * x) - 1), PROVED),
    (eq(tanh, 2 * s - 1), REFUTED),  # often printed
    (eq(s, HALF + HALF * call("tanh", x / 2)), PROVED),
    (eq(D(s), QUARTER * call("sech", x / 2) ** 2), PROVED),
    (eq(D(s), QUARTER * call("sech", x) ** 2), REFUTED),
    (eq(1 - 2 * s, -call("tanh", x / 2)), PROVED),
    (eq(D(tanh), 1 - tanh**2), PROVED),
    (eq(D(tanh, 3), 16 * At(D(s, 3), x, 2 * x)), PROVED),
    (eq(D(tanh, 3), 8 * At(D(s, 3), x, 2 * x)), REFUTED),
    (eq(D(softplus), s), PROVED),
    (eq(softplus, call("log", 1 + e)), PROVED),
    (eq(softplus - call("softplus", -x), x), PROVED),
    (eq(softplus + call("softplus", -x), x), REFUTED),
    (eq(D(softplus, 3), D(s, 2)), PROVED),
    (eq(call("log", s), -call("softplus", -x)), PROVED),
    (eq(D(call("log", s)), 1 - s), PROVED),
    (eq(D(call("log", s)), s), REFUTED),
    (eq(D(call("log", 1 - s)), -s), PROVED),
    (eq(call("logit", s), x), PROVED),
    (eq(call("sigma", logit), p), PROVED),
    (eq(D(logit, 1, p), 1 / (p * (1 - p))), PROVED),
    (eq(D(logit, 1, p), 1 / p - 1 / (1 - p)), REFUTED),
    (eq(D(logit, 2, p), (2 * p - 1) / (p * (1 - p)) ** 2), PROVED),
    (eq(silu, x * s), PROVED),
    (eq(D(silu), s + x * w), PROVED),
    (eq(D(silu), s * (1 + x * (1 - s))), PROVED),
    (eq(D(silu, 2), x * D(s, 2) + 2 * D(s)), PROVED),
    (eq(D(silu, 2), x * D(s, 2) + D(s)), REFUTED),
    (eq(D(s, 4), -call("polylog", -tree(4), -e)), PROVED),
    (eq(s / (1 - s), e), PROVED),
    (eq((call("exp", 2 * x) - 1) / (e - 1), e + 1), PROVED),  # where both sides are defined
    (eq(At(D(call("sigma", t), 2, t), t, 3 * x) * 9, D(call("sigma", 3 * x), 2)), PROVED),
    (eq(call("sigma", x / 3) ** 3, s), REFUTED),
    (eq(call("sigma", x + 1), call("exp", x + 1) / (1 + call("exp", x + 1))), PROVED),
    (eq(call("sigma", 1 + x), s + call("sigma", Integer(1))), REFUTED),
    (eq(Call("sigma", (a * x + b,)), 1 / (1 + call("exp", -(a * x) - b))), PROVED),
    (eq(D(call("sigma", a * x + b)), a * call("sigma", a * x + b) * (1 - call("sigma", a * x + b))), PROVED),
    (eq(D(call("sigma", a * x + b)), call("sigma", a * x + b) * (1 - call("sigma", a * x + b))), REFUTED),
    (eq(D(f), k * f * (1 - f / L), definitions=LOGISTIC), PROVED),
    (eq(D(f), f * (1 - f / L), definitions=LOGISTIC), REFUTED),
    (eq(D(s), w, definitions=SLIP), PROVED),  # the slip obeys the same differential equation
    (eq(call("sigma", -x), 1 - s, definitions=SLIP), PROVED),
    (eq(D(s), call("exp", -x) / (1 - call("exp", -x)) ** 2, definitions=SLIP), REFUTED),
    (eq(Sum(call("binomial", 4, k) * s**k * (1 - s) ** (4 - k), k, tree(0), tree(4)), 1), PROVED),
    # numbers
    (eq(sigma_at(0), HALF), PROVED),
    (eq(sigma_at(0, 1), QUARTER), PROVED),
    (eq(sigma_at(0, 3), Fraction(-1, 8)), PROVED),
    (eq(sigma_at(0, 3), Fraction(1, 8)), REFUTED),
    (eq(sigma_at(call("log", 2)), Fraction(2, 3)), PROVED),
    (eq(sigma_at(1), call("exp", 1) / (1 + call("exp", 1))), PROVED),
    (eq(sigma_at(1) + sigma_at(-1), 1), PROVED),
    (eq(sigma_at(2, 1), Decimal(1050, 4)), REFUTED),  # it is only near that
    (chain(sigma_at(1), ">", Fraction(73, 100)), PROVED),
    (chain(sigma_at(1), "<", Fraction(73, 100)), REFUTED),
    (chain(sigma_at(0, 2), "≠", 0), REFUTED),
    (chain(sigma_at(3), "<", sigma_at(4), "<", 1), PROVED),
    (about(sigma_at(2, 1), 1050, 4), PROVED),
    (about(sigma_at(2, 1), 1048, 4), REFUTED),
    (about(sigma_at(2, 1), 1049, 4), REFUTED),  # truncated
    (about(sigma_at(2, 1), 10499, 5), PROVED),
    (about(sigma_at(1), 73106, 5), PROVED),
    (about(sigma_at(1), 73105, 5), REFUTED),
    (about(sigma_at(1, 2), -9086, 5), PROVED),
    (about(call("softplus", Integer(0)), 693, 3), PROVED),
    (chain(sigma_at(2), "≈", Decimal(88, 2), "<", Fraction(9, 10)), PROVED),
    # order
    (chain(0, "<", s, "<", 1), PROVED),
    (chain(0, "<", D(s), "≤", QUARTER), PROVED),
    (chain(0, "<", D(s), "<", QUARTER), REFUTED),  # often printed
    (chain(D(s), "<", QUARTER, domains=on(0)), PROVED),
    (chain(D(s), "<", Fraction(1, 5)), REFUTED),
    (chain(D(s), "≥", 0), PROVED),
    (chain(D(s, 2), ">", 0, domains=on(high=0)), PROVED),
    (chain(D(s, 2), ">", 0), REFUTED),
    (chain(D(s, 2), "≥", 0, domains=on(high=0, closed="(]")), PROVED),
    (chain(D(s, 2), ">", 0, domains=on(high=0, closed="(]")), REFUTED),
    (chain(s, ">", HALF, domains=on(0)), PROVED),
    (chain(s, ">", HALF, domains=on(0, closed="[)")), REFUTED),
    (chain(s, ">", Fraction(2, 3), domains=on(call("log", 2))), PROVED),
    (chain(s, "<", Fraction(88, 100), domains=on(0, 2)), REFUTED),
    (chain(s, "<", Fraction(89, 100), domains=on(0, 2, "[]")), PROVED),
    (chain(s, "≠", 0), PROVED),
    (chain(D(s, 3), "≠", 0), REFUTED),
    (chain(Call("abs", (D(s, 2),)), "≤", Fraction(1, 10)), PROVED),
    (chain(Call("abs", (D(s, 2),)), "≤", Fraction(9, 100)), REFUTED),
    (chain(x * s, ">", 0, domains=on(0)), PROVED),
    (chain(x * s, ">", 0), REFUTED),
    (chain(x * (s - HALF), "≥", 0), PROVED),
    (chain(s, "<", 1, definitions=SLIP), REFUTED),
    (chain(s, ">", 1, definitions=SLIP, domains=on(0)), PROVED),
    (chain(f, "<", L, definitions=LOGISTIC), OPEN),  # the signs of the parameters are not known
    (chain(s, "<", call("exp", 1) / 3), OPEN),
    # membership and ranges
    (inside(s, 0, 1), PROVED),
    (inside(s, 0, HALF), REFUTED),
    (inside(s, 0, 1, definitions=SLIP), REFUTED),
    (inside(tanh, -1, 1), PROVED),
    (fills(s, 0, 1), PROVED),
    (fills(s, 0, 1, "[]"), REFUTED),
    (fills(D(s), 0, QUARTER, "(]"), PROVED),
    (fills(D(s), 0, QUARTER), REFUTED),
    (fills(D(s), 0, QUARTER, "[]"), REFUTED),
    (fills(D(s), 0, HALF, "(]"), REFUTED),
    (fills(s, HALF, 1, domains=on(0)), PROVED),
    (fills(tanh, -1, 1), PROVED),
    (fills(call("cosh", x), 1, inf, "[)"), PROVED),
    (fills(call("cosh", x), 0, inf), REFUTED),
    (fills(e, 0, inf), PROVED),
    (fills(s, 1, inf, definitions=SLIP, domains=on(0)), PROVED),
    # bounds
    (bound(s, 1), PROVED),
    (bound(s, HALF), REFUTED),
    (bound(D(s, 2), Fraction(1, 10)), PROVED),
    (bound(D(s, 4)), PROVED),
    (bound(e), REFUTED),
    # growth and curvature
    (shape(s, "increasing"), PROVED),
    (shape(s, "increasing", strict=True), PROVED),
    (shape(s, "decreasing"), REFUTED),
    (shape(s, "monotone"), PROVED),
    (shape(D(s), "monotone"), REFUTED),  # often printed
    (shape(D(s), "increasing", domains=on(high=0)), PROVED),
    (shape(D(s), "decreasing", domains=on(0)), PROVED),
    (shape(s, "convex", domains=on(high=0)), PROVED),
    (shape(s, "concave", domains=on(0)), PROVED),
    (shape(s, "convex"), REFUTED),
    (shape(softplus, "convex"), PROVED),
    (shape(softplus, "increasing"), PROVED),
    (shape(call("log", s), "concave"), PROVED),
    (shape(s, "monotone", definitions=SLIP), REFUTED),  # falls on both sides of its pole, jumps up there
    (shape(s, "decreasing", definitions=SLIP, domains=on(0)), PROVED),
    (shape(silu, "increasing"), OPEN),  # x and e^x in one factor
    # symmetry
    (parity(D(s), "even"), PROVED),
    (parity(s, "even"), REFUTED),  # often printed
    (parity(s, "odd"), REFUTED),
    (parity(s - HALF, "odd"), PROVED),
    (parity(D(s, 2), "odd"), PROVED),
    (parity(D(s, 5), "even"), PROVED),
    (parity(x * D(s), "odd"), PROVED),
    (parity(call("softplus", x) - x / 2, "even"), PROVED),
    # extrema
    (peak(D(s), QUARTER, 0), PROVED),
    (peak(D(s), QUARTER), PROVED),
    (peak(D(s), None, 0), PROVED),
    (peak(D(s), QUARTER, 1), REFUTED),
    (peak(D(s), HALF, 0), REFUTED),
    (peak(D(s), Fraction(1, 5)), REFUTED),
    (peak(D(s, 3), Fraction(-1, 8), 0, top=False), PROVED),
    (peak(call("cosh", x), 1, 0, top=False), PROVED),
    (peak(s, 1), REFUTED),
    # limits
    (lim(s, inf, 1), PROVED),
    (lim(s, -inf, 0), PROVED),
    (lim(s, inf, 0), REFUTED),
    (lim(D(s, 3), inf, 0), PROVED),
    (lim(e * D(s), -inf, 0), PROVED),
    (lim(D(s) / s, -inf, 1), PROVED),
    (lim(x * (1 - s), inf, 0), PROVED),
    (lim(silu, inf, inf), PROVED),
    (lim(silu, -inf, 0), PROVED),
    (lim(silu / x, inf, 1), PROVED),
    (lim(s, 0, HALF), PROVED),
    (lim(s, 1, HALF), REFUTED),
    (lim((e - 1) / (call("exp", 2 * x) - 1), 0, HALF), PROVED),
    (lim(s, 0, inf, "+", definitions=SLIP), PROVED),
    (lim(s, 0, -inf, "-", definitions=SLIP), PROVED),
    (lim(s, 0, inf, definitions=SLIP), REFUTED),
    (lim(f, inf, L, definitions=LOGISTIC), OPEN),
    # zeros
    (count(D(s, 2), 1), PROVED),
    (count(D(s, 3), 2), PROVED),
    (count(D(s, 3), 3), REFUTED),
    (count(D(s, 4), 3), PROVED),
    (count(s, 0), PROVED),
    (count(D(s, 4), 1, domains=on(0)), PROVED),
    (count(D(s, 4), 2, domains=on(0, closed="[)")), PROVED),
    (count(D(s, 3), 1, domains=on(0, 1)), REFUTED),
    (count(x * s, 1), PROVED),
    # all n
    (eq(D(s, n), stirling(k - 1, n + 1, n + 1)), PROVED),
    (eq(D(s, n), stirling(k - 1, n, n)), REFUTED),  # S(n,k) for S(n+1,k)
    (eq(D(s, n), stirling(k, n + 1, n + 1)), REFUTED),  # k! for (k-1)!
    (eq(D(s, n), stirling(k - 1, n, n + 1)), REFUTED),  # a term too few
    (
        eq(
            D(s, n),
            Sum(
                (-Integer(1)) ** k * call("eulerian", n, k) * s ** (k + 1) * (1 - s) ** (n - k),
                k,
                Integer(0),
                n - 1,
            ),
            domains=whole(1),
        ),
        PROVED,
    ),
    (eq(At(D(s, n), x, -x), (-Integer(1)) ** (n + 1) * D(s, n), domains=whole(1)), PROVED),
    (eq(At(D(s, n), x, -x), (-Integer(1)) ** n * D(s, n), domains=whole(1)), REFUTED),
    (eq(At(D(s, n), x, -x), (-Integer(1)) ** (n + 1) * D(s, n)), OPEN),  # not for n = 0: where does n begin?
    (eq(D(softplus, n), D(s, n - 1), domains=whole(1)), PROVED),
    (eq(D(silu, n), x * D(s, n) + n * D(s, n - 1), domains=whole(1)), PROVED),
    (eq(D(silu, n), x * D(s, n) + D(s, n - 1), domains=whole(1)), REFUTED),
    (eq(D(tanh, n), Integer(2) ** (n + 1) * At(D(s, n), x, 2 * x), domains=whole(1)), PROVED),
    (eq(D(tanh, n), Integer(2) ** n * At(D(s, n), x, 2 * x), domains=whole(1)), REFUTED),
    (eq(D(call("sigma", 2 * x), n), Integer(2) ** n * At(D(s, n), x, 2 * x)), PROVED),
    (eq(call("stirling2", n + 1, k), k * call("stirling2", n, k) + call("stirling2", n, k - 1)), PROVED),
    (eq(call("stirling2", n + 1, k), k * call("stirling2", n, k) - call("stirling2", n, k - 1)), REFUTED),
    (
        eq(
            Sum((-Integer(1)) ** k * call("factorial", k) * call("stirling2", n, k), k, Integer(0), n),
            (-Integer(1)) ** n,
            domains=whole(1),
        ),
        PROVED,
    ),
    (
        eq(
            Sum(
                (-Integer(1)) ** (k + 1) * call("factorial", k - 1) * call("stirling2", n + 1, k),
                k,
                Integer(1),
                n + 1,
            ),
            0,
            domains=whole(1),
        ),
        PROVED,
    ),
    (
        eq(Sum(call("stirling2", n, k), k, Integer(0), n), Integer(2) ** n),
        REFUTED,
    ),  # the Bell numbers are not
    (eq(Sum(call("eulerian", n, k), k, Integer(0), n - 1), call("factorial", n), domains=whole(1)), OPEN),
    # what is not understood
    (eq(call("g", x), s), OPEN),
    (eq(Constant("pi") * s, s), OPEN),
    (chain(softplus, ">", 0), OPEN),
    (eq(call("sigma", x ** Integer(2)), s), REFUTED),
    (chain(s, "≈", HALF + x / 4), OPEN),
]
