"""The table of closed forms: for order n and a solution y of y' = y(1-y), an expression tree each."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from sigmoid_sym.closed_forms.logistic import Logistic, Number, plus
from sigmoid_sym.combinatorics import eulerian_row, factored_row, logistic_row, tanh_row
from sigmoid_sym.frozen import table_of
from sigmoid_sym.tree.expression import (
    Add,
    Constant,
    Expression,
    Integer,
    Neg,
    Sum,
    call,
    combination,
    product,
    total,
    tree,
)

Order = int | Expression
Build = Callable[[int, Logistic, Number], Expression]
BuildSymbolic = Callable[[Order, Logistic, Number], Expression]


@dataclass(frozen=True, slots=True)
class ClosedForm:
    """A closed form of σ^(n), valid for every solution y of y' = y(1-y).

    Attributes:
        name: its identifier.
        title: what it is, in a few words.
        least_order: the smallest n for which it holds.
        domain: for which real x it holds, with u = C e^{-k(x-x0)}; u = e^{-x} for σ.
        source: where the formula stands.
        build: (n, y, c) -> the tree of c·y^(n).
        symbolic: whether n may be an expression.
        least_general: the smallest n for which it holds with an expression for n.
        exact: whether it is a finite expression in e^{x/2}, which can be compared exactly.
    """

    name: str
    title: str
    least_order: int
    domain: str
    source: str
    build: Build | BuildSymbolic = field(repr=False)
    symbolic: bool = False
    exact: bool = True
    least_general: int = 0


def _powers(*pairs: tuple[Expression, int]) -> Expression | None:
    """Return the product of base^exponent, None where all exponents are 0."""
    factors = [base if exponent == 1 else base ** tree(exponent) for base, exponent in pairs if exponent]
    return product(factors) if factors else None


def _times(c: Number, *factors: Expression) -> Expression:
    """Return c times the factors, the denominator of c under the whole; factors 1 are left out."""
    whole = product([factor for factor in factors if factor != Integer(1)])
    return _fraction(1, [(c, None if whole == Integer(1) else whole)])


def _fraction(below: int | Expression, terms: Iterable[tuple[Number, Expression | None]]) -> Expression:
    """Return a combination over `below`: with whole numbers above the bar, and no - before the first."""
    listed = [(Fraction(c), factor) for c, factor in terms if c]
    d = math.lcm(*(c.denominator for c, _ in listed))
    bar = [tree(factor) for factor in (d, below) if factor != 1]
    if not bar:
        return combination(listed)
    sign = -1 if listed[0][0] < 0 else 1
    size = combination((sign * c * d, factor) for c, factor in listed) / product(bar)
    return Neg(size) if sign < 0 else size


def _successor(n: Order) -> Expression:
    """Return n + 1, and n for n - 1."""
    if isinstance(n, int):
        return tree(n + 1)
    if isinstance(n, Add) and n.terms[1:] == (Neg(Integer(1)),):
        return n.terms[0]
    return n + 1


def _stirling(n: int, y: Logistic, c: Number) -> Expression:
    return _fraction(1, ((c * a, _powers((y.value, k))) for k, a in enumerate(logistic_row(n), 1)))


def _eulerian(n: int, y: Logistic, c: Number) -> Expression:
    s = y.value
    row = enumerate(eulerian_row(n))
    return _fraction(1, (((-1) ** k * c * a, _powers((s, k + 1), (1 - s, n - k))) for k, a in row))


def _factored(n: int, y: Logistic, c: Number) -> Expression:
    s = y.value
    odd_factor = [1 - 2 * s] if n % 2 == 0 else []
    q = combination((a, _powers((s, j), (1 - s, j))) for j, a in enumerate(factored_row(n)))
    return _times(c, s, 1 - s, *odd_factor, q)


def _exponential(n: int, y: Logistic, c: Number) -> Expression:
    """Σ_k (-1)^k A(n,k) C^{n-k} e^{(k+1)ξ} / (e^ξ + C)^{n+1}."""
    row = [((-1) ** k * a, n - k, k + 1) for k, a in enumerate(eulerian_row(n))]
    below = plus(y.exp(1), y.C)
    return _fraction(_powers((below, n + 1)) or 1, _exponential_terms(y, c, row))


def _exponential_negative(n: int, y: Logistic, c: Number) -> Expression:
    """Σ_k (-1)^k A(n,k) u^{n-k} / (1 + u)^{n+1}, u = C e^{-ξ}."""
    row = [((-1) ** k * a, n - k, k - n) for k, a in enumerate(eulerian_row(n))][::-1]
    below = combination([(1, None), *_exponential_terms(y, 1, [(1, 1, -1)])])
    return _fraction(_powers((below, n + 1)) or 1, _exponential_terms(y, c, row))


def _exponential_terms(
    y: Logistic, c: Number, row: Iterable[tuple[int, int, int]]
) -> list[tuple[Number, Expression | None]]:
    """Return the terms c·a·C^p e^{qξ} for the triples (a, p, q)."""
    terms: list[tuple[Number, Expression | None]] = []
    for a, p, q in row:
        number, letters = y.power_of_C(p)
        factors = [*letters, *([y.exp(q)] if q else [])]
        terms.append((c * a * number, product(factors) if factors else None))
    return terms


def _hyperbolic_tangent(y: Logistic) -> Expression:
    """2y - 1."""
    return call("coth" if y.has_real_pole else "tanh", y.centred(Fraction(1, 2)))


def _tanh(n: int, y: Logistic, c: Number) -> Expression:
    t = _hyperbolic_tangent(y)
    row = (1, 1) if n == 0 else tanh_row(n)
    return _fraction(1, ((Fraction(c * a, 2 ** (n + 1)), _powers((t, k))) for k, a in enumerate(row)))


def _hyperbolic(n: int, y: Logistic, c: Number) -> Expression:
    """w = ¼ sech²(z), 1-2y = -tanh(z), z = (ξ - log C)/2; for C < 0: w = -¼ csch²(z), 1-2y = -coth(z)."""
    quarter = Fraction(-1 if y.has_real_pole else 1, 4)
    sech = call("csch" if y.has_real_pole else "sech", y.centred(Fraction(1, 2)))
    row = [a * quarter**j for j, a in enumerate(factored_row(n))]
    d = math.lcm(*(a.denominator for a in row))
    q = combination((a * d, _powers((sech, 2 * j))) for j, a in enumerate(row))
    odd_factor = [_hyperbolic_tangent(y)] if n % 2 == 0 else []
    return _times((-1) ** (n + 1) * c * quarter / d, sech**2, *odd_factor, q)


def _cosh(n: int, y: Logistic, c: Number) -> Expression:
    """w = 1/(2 + 2 cosh z), 1-2y = -2w sinh z, z = ξ - log C; for C < 0 with -cosh and -sinh."""
    sign = -1 if y.has_real_pole else 1
    z = y.centred()
    below = 2 + 2 * call("cosh", z) if sign > 0 else 2 - 2 * call("cosh", z)
    even = n % 2 == 0
    above, number = (call("sinh", z), -2 * sign * c) if even else (None, c)
    parts = [
        _fraction(_powers((below, j + 1 + even)) or 1, [(number * a, above)])
        for j, a in enumerate(factored_row(n))
    ]
    return total(parts)


def _polylogarithm(n: Order, y: Logistic, c: Number) -> Expression:
    """-Li_{-n}(-e^ξ/C)."""
    number, letters = y.power_of_C(1)
    argument = _fraction(letters[0] if letters else 1, [(-1 / Fraction(number), y.exp(1))])
    return _times(-c, call("polylog", -n, argument))


def _poles(n: Order, y: Logistic, c: Number) -> Expression:
    """(-1)^n n! Σ_j (ξ - log C - (2j+1)πi)^{-(n+1)}; for C < 0 the poles are at log|C| + 2jπi."""
    j = y.free_index(tree(n), "jml")
    turns = (tree(2), j) if y.has_real_pole else (2 * j + 1,)
    distance = y.centred() - product([*turns, Constant("pi"), Constant("i")])
    infinity = Constant("infinity")
    series = Sum(1 / distance ** _successor(n), j, -infinity, infinity)
    if isinstance(n, int):
        return _times((-1) ** n * c, call("factorial", n) if n > 1 else Integer(1), series)
    return _times(c, (-Integer(1)) ** n, call("factorial", n), series)


def _exponential_series(n: Order, y: Logistic, c: Number) -> Expression:
    """Σ_{k≥1} (-C)^k (-k)^n e^{-kξ}, and 1 more for n = 0."""
    k = y.free_index(tree(n), "kjml")
    growth = y.xi.times(k)
    wave = call("exp", growth.operand if isinstance(growth, Neg) else -growth)
    sign = (-1) ** n if isinstance(n, int) else 1
    factors = [power] if (power := _powers((k, n)) if isinstance(n, int) else (-k) ** n) else []
    if y.C == 1:
        factors.insert(0, (-Integer(1)) ** (k if sign > 0 else k + 1))
        sign = 1
    elif y.C != -1:
        factors.insert(0, tree(-y.C) ** k)
    series = Sum(product([*factors, wave]), k, Integer(1), Constant("infinity"))
    return combination([(c, None), (c, series)]) if n == 0 else _times(sign * c, series)


def _stirling_sum(n: Order, y: Logistic, c: Number) -> Expression:
    k = y.free_index(tree(n), "kjml")
    above = _successor(n)
    summand = [(-Integer(1)) ** (k + 1), call("factorial", k - 1), call("stirling2", above, k), y.value**k]
    return _times(c, Sum(product(summand), k, Integer(1), above))


_MINAI = "A. A. Minai, R. D. Williams, Neural Networks 6 (1993) 845-853"
_HOFFMAN = "M. E. Hoffman, Amer. Math. Monthly 102 (1995) 23-30"

FORMS = table_of(
    (
        ClosedForm("stirling", "powers of σ", 0, "all x", f"OEIS A163626; {_MINAI}", _stirling),
        ClosedForm("eulerian", "products of σ and 1-σ", 1, "all x", f"OEIS A173018; {_MINAI}", _eulerian),
        ClosedForm("factored", "powers of w = σ(1-σ)", 1, "all x", "OEIS A036969", _factored),
        ClosedForm("exponential", "rational in e^x", 0, "all x", "OEIS A173018", _exponential),
        ClosedForm(
            "exponential-negative", "rational in e^(-x)", 0, "all x", "OEIS A173018", _exponential_negative
        ),
        ClosedForm("tanh", "powers of tanh(x/2)", 0, "all x", f"OEIS A155100; {_HOFFMAN}", _tanh),
        ClosedForm("hyperbolic", "powers of sech²(x/2)", 1, "all x", "OEIS A036969", _hyperbolic),
        ClosedForm("cosh", "powers of 1/(2 + 2 cosh x)", 1, "all x", "OEIS A036969", _cosh),
        ClosedForm(
            "polylogarithm",
            "polylogarithm of order -n",
            0,
            "all x",
            "DLMF 25.12.10 continued to negative order",
            _polylogarithm,
            symbolic=True,
            exact=False,
        ),
        ClosedForm(
            "poles",
            "partial fractions over the poles",
            1,
            "all x",
            "Mittag-Leffler: DLMF 4.36.3 differentiated",
            _poles,
            symbolic=True,
            exact=False,
            least_general=1,
        ),
        ClosedForm(
            "exponential-series",
            "series in e^(-kx)",
            0,
            "x > 0 (|u| < 1)",
            "geometric series, differentiated term by term",
            _exponential_series,
            symbolic=True,
            exact=False,
            least_general=1,
        ),
        ClosedForm(
            "stirling-sum",
            "the sum with Stirling numbers, not expanded",
            0,
            "all x",
            f"OEIS A163626; {_MINAI}",
            _stirling_sum,
            symbolic=True,
        ),
    )
)
