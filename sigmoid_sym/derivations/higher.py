"""Order by order: σ^(m) from σ^(m-1); and the general theorem."""

from __future__ import annotations

from sigmoid_sym.closed_forms import SIGMOID, Relative, closed_form
from sigmoid_sym.combinatorics import logistic_row, stirling2
from sigmoid_sym.derivations.curve import ONE, Curve, X, curve, first, times
from sigmoid_sym.derivations.derived import Derivation
from sigmoid_sym.derivations.steps import Passage, Step, closed_coefficient, coefficient
from sigmoid_sym.errors import SigmoidSymError, shown, whole_number
from sigmoid_sym.language.letters import FIXED, SIGNS, free_symbol
from sigmoid_sym.tree.claim import INFINITY, Domain, Interval
from sigmoid_sym.tree.expression import (
    Derivative,
    Expression,
    Integer,
    Symbol,
    call,
    combination,
    tree,
)

_LARGEST_ORDER = 40  # the formulas of a longer derivation fit on no page
N = Symbol("n")
_SIGNS = ("d", "S", "c", "Sigma")  # those in the general theorem that look like letters


def order_by_order(n: int = 3, of: Relative = SIGMOID) -> Derivation:
    """Return the derivation of the n-th derivative, each order from the one before it.

    Raises:
        SigmoidSymError: n is not one of 2, 3, …, 40; `of` is not the sigmoid or a logistic family.
    """
    f = curve(of)
    passages = [_second(f, of), *(_next(m, f, of) for m in range(3, _order(n) + 1))]
    return Derivation(
        "order-by-order", f"Order by order, up to n = {n}", tuple(passages), f.definitions(), f.domains()
    )


def _order(n: object) -> int:
    number = whole_number("n", n, 2)
    if number > _LARGEST_ORDER:
        raise SigmoidSymError(f"n must be at most {_LARGEST_ORDER} for a derivation, not {shown(n)}")
    return number


def _second(f: Curve, of: Relative) -> Passage:
    """f'' by the product rule."""
    rest, y = 1 - f.share, f.share
    logistic = times(f.k, f.value, rest)
    steps = (
        Step(
            first(logistic),
            "put in the first derivative",
            Derivative(f.value, X, Integer(2)),
            because=(f.slope, logistic),
        ),
        Step(times(f.k, f.slope, rest) + times(f.k, f.value, first(rest)), "product rule"),
        Step(
            times(f.k, f.slope, rest) - times(f.k, f.value, _over(f.slope, f.L)), "derivative of the bracket"
        ),
        Step(times(f.k, f.slope, 1 - 2 * y), "take out the first derivative"),
        Step(times(_power(f.k, 2), f.value, rest, 1 - 2 * y), "put in the first derivative again"),
        Step(closed_form("stirling", 2, of), "multiply out"),
    )
    return Passage("The second derivative", steps)


def _next(m: int, f: Curve, of: Relative) -> Passage:
    """f^(m) from f^(m-1), term by term."""
    y = f.share
    inner = combination((j * c, y ** tree(j - 1) if j > 2 else y if j == 2 else None)
                        for j, c in enumerate(logistic_row(m - 1), 1))  # fmt: skip
    before = closed_form("stirling", m - 1, of)
    slope = _over(f.slope, f.L)
    steps = (
        Step(first(before), "the derivative of the order before", Derivative(f.value, X, Integer(m))),
        Step(times(f.L, _power(f.k, m - 1), inner, slope), "chain rule, term by term"),
        Step(
            times(f.L, _power(f.k, m), inner, y, 1 - y),
            "put in the first derivative",
            because=(slope, times(f.k, y, 1 - y)),
        ),
        Step(closed_form("stirling", m, of), "multiply out"),
    )
    return Passage(f"The derivative of order {m}", steps)


def _over(node: Expression, below: Expression) -> Expression:
    return node if below == ONE else node / below


def _power(base: Expression, exponent: int) -> Expression:
    return base if base == ONE or exponent == 1 else base ** tree(exponent)


def theorem(n: int | None = None, of: Relative = SIGMOID) -> Derivation:
    """Return the induction behind `f^(n) = L kⁿ Σ_k (-1)^{k+1} (k-1)! S(n+1,k) (f/L)^k`.

    Arguments:
        n: an order, 2 ≤ n ≤ 40, for which the recurrences are carried out in numbers as well; or None.
        of: the sigmoid or a logistic family.

    Raises:
        SigmoidSymError: n is out of range; `of` is something else.
    """
    f = curve(of, {**FIXED, **{sign: SIGNS[sign] for sign in _SIGNS}, N.name: "the order"})
    y, j = f.share, free_symbol("kjm", {parameter.name for parameter in f.parameters})
    general = closed_form("stirling-sum", N, of)
    passages = [
        Passage(
            "The derivative of a power is a difference of two powers",
            (
                Step(j * y ** (j - 1) * first(y), "chain rule", first(y**j)),
                Step(times(j, y ** (j - 1), f.k, y, 1 - y), "the first derivative"),
                Step(times(f.k, j, y**j) - times(f.k, j, y ** (j + 1)), "multiply out"),
            ),
        ),
        Passage(
            "So each order is a sum of such powers, with coefficients that follow from one order to the "
            f"next, from {j.name} = 2 on",
            (
                Step(
                    j * coefficient(N, j) - (j - 1) * coefficient(N, j - 1),
                    "collect the terms of one power",
                    coefficient(N + 1, j),
                ),
            ),
        ),
        Passage(
            "The first order that there is has one coefficient",
            (Step(ONE, "the function itself", coefficient(Integer(0), ONE)),),
        ),
        Passage(
            "Stirling numbers of the second kind grow by the same rule, but for signs and factorials",
            (
                Step(
                    j * call("stirling2", N + 1, j) + call("stirling2", N + 1, j - 1),
                    "a new element joins one of the blocks, or is one",
                    call("stirling2", N + 2, j),
                ),
            ),
        ),
        Passage(
            "So that is what the coefficients are",
            (Step(closed_coefficient(N, j), "both sides obey one rule and begin with 1", coefficient(N, j)),),
        ),
        Passage("And for every n", (Step(general, "induction", Derivative(f.value, X, N)),)),
    ]
    if n is not None:
        passages += _in_numbers(_order(n), f, of)
    domains = (*f.domains(), Domain(j, Interval(Integer(2), INFINITY, lower_closed=True), integers=True))
    return Derivation("theorem", "The general formula", tuple(passages), f.definitions(), domains)


def _in_numbers(n: int, f: Curve, of: Relative) -> list[Passage]:
    """The recurrences from row n-1 to row n, and the formula for this n."""
    before, row = (0, *logistic_row(n - 1), 0), logistic_row(n)
    at = tree(n)
    coefficients = [
        step
        for k, c in enumerate(row, 1)
        for step in (
            Step(k * tree(before[k]) - (k - 1) * tree(before[k - 1]), "", coefficient(at, tree(k))),
            Step(tree(c)),
        )
    ]
    numbers = [
        step
        for k in range(2, n + 1)
        for step in (
            Step(k * tree(stirling2(n, k)) + tree(stirling2(n, k - 1)), "", call("stirling2", n + 1, k)),
            Step(tree(stirling2(n + 1, k))),
        )
    ]
    formula = (Step(closed_form("stirling", n, of), "", Derivative(f.value, X, at)),)
    return [
        Passage(f"In numbers, for n = {n}: the coefficients", tuple(coefficients)),
        Passage("and the Stirling numbers", tuple(numbers)),
        Passage("which gives", formula),
    ]
