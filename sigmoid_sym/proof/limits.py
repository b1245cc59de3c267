"""Limits, from the leading terms of a quotient of polynomials in x and τ = e^{x/q}, or from its value."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Any

from sigmoid_sym.language.claim import INFINITY, Limit, Relation
from sigmoid_sym.language.expression import (
    At,
    Expression,
    Integer,
    Neg,
    Symbol,
    call,
    free_symbols,
    product,
    total,
    tree,
)
from sigmoid_sym.language.text import text
from sigmoid_sym.proof.field import Exponential, NotRationalError
from sigmoid_sym.proof.line import Undecided
from sigmoid_sym.proof.normal_form import normal_forms
from sigmoid_sym.proof.statements import Broken, Frame, Witnesses, expanded, number_sign
from sigmoid_sym.proof.verdict import certified, step

Terms = list[tuple[int, int, int]]  # c x^i τ^j


def limit(claim: Limit, frame: Frame) -> Witnesses:
    """The expression tends to the value."""
    f, x = expanded(claim.expression, claim.definitions), claim.variable
    point = expanded(claim.point, claim.definitions)
    value = expanded(claim.value, claim.definitions)
    if free_symbols(f) - {x.name} or free_symbols(point):
        raise Undecided("a limit with parameters: their signs are not known")
    sides = [claim.side] if claim.side else [""]
    if not claim.side and not _is_infinite(point):
        sides = ["+", "-"]
    for side in sides:
        actual, witness = limit_of(f, x, point, side)
        if not _same(actual, value):
            away = Limit(
                expression=claim.expression,
                variable=x,
                point=claim.point,
                value=actual,
                side=side,
                domains=claim.domains,
                definitions=claim.definitions,
            )
            raise Broken(contrary=certified(away, [witness], []), remark=f"the limit is {text(actual)}")
    where = "the leading terms of numerator and denominator" if _is_infinite(point) else "the values there"
    frame.steps.append(
        step(f"By {where} the limit as {x.name} → {text(point)} is", value, Relation.EQ, actual)
    )
    return [witness]


def _is_infinite(node: Expression) -> bool:
    return node in (INFINITY, Neg(INFINITY))


def _same(a: Expression, b: Expression) -> bool:
    if _is_infinite(a) or _is_infinite(b):
        return a == b
    return number_sign(a - b) == 0


def limit_of(f: Expression, x: Symbol, point: Expression, side: str) -> tuple[Expression, Any]:
    """Return the limit, as a tree, and the witness for the checker.

    Raises:
        Undecided, NotRationalError: it is not found.
    """
    q, above, below = _terms(f, x)
    witness = [q, [list(term) for term in above], [list(term) for term in below]]
    if not above:
        return Integer(0), [q, [[0, 0, 0]], witness[2]]
    if _is_infinite(point):
        return _at_infinity(above, below, 1 if point == INFINITY else -1), witness
    if number_sign(At(_polynomial(below, x, q), x, point)) != 0:
        return At(f, x, point) if _defined(f, x, point) else _ratio_at(above, below, x, q, point), witness
    if number_sign(point) != 0 or any(i for _, i, _ in (*above, *below)):
        raise Undecided("a pole that is not at 0")
    return _at_pole([(c, j) for c, _, j in above], [(c, j) for c, _, j in below], side), witness


def _defined(f: Expression, x: Symbol, point: Expression) -> bool:
    try:
        normal_forms(At(f, x, point))
    except NotRationalError:
        return False
    return True


def _ratio_at(above: Terms, below: Terms, x: Symbol, q: int, point: Expression) -> Expression:
    return At(_polynomial(above, x, q) / _polynomial(below, x, q), x, point)


def _polynomial(terms: Terms, x: Symbol, q: int) -> Expression:
    u = call("exp", x / q)
    return total([product([tree(c), x ** tree(i), u ** tree(j)]) for c, i, j in terms])


def _terms(f: Expression, x: Symbol) -> tuple[int, Terms, Terms]:
    field, (element,) = normal_forms(f)
    lowest = element.lowest()
    monomial = ((x.name, 1),)
    q = next((g.q for g in field.generators if isinstance(g, Exponential) and g.monomial == monomial), 1)
    known = {x.name: 0, Exponential(monomial, q): 1}
    used = field.used(lowest.numerator) + field.used(lowest.denominator)
    if not set(used) <= known.keys():
        raise Undecided("a limit of an expression with other functions than powers of x and of e^x")
    sides = []
    for polynomial in (lowest.numerator, lowest.denominator):
        terms = []
        for exponents, c in polynomial.to_dict().items():
            powers = [0, 0]
            for generator, e in zip(field.generators, exponents, strict=False):
                if e:
                    powers[known[generator]] = int(e)
            terms.append((Fraction(int(c.p), int(c.q)), powers[0], powers[1]))
        sides.append(terms)
    d = lcm(*(c.denominator for terms in sides for c, _, _ in terms))
    above, below = ([(int(c * d), i, j) for c, i, j in terms] for terms in sides)
    return q, above, below


def _at_infinity(above: Terms, below: Terms, direction: int) -> Expression:
    """Powers of τ outgrow powers of x."""
    (c, i, j), (d, k, m) = (max(p, key=lambda term: (direction * term[2], term[1])) for p in (above, below))
    growth = (direction * (j - m), i - k)
    if growth < (0, 0):
        return Integer(0)
    if growth == (0, 0):
        return tree(Fraction(c, d))
    positive = (c * d > 0) == (direction > 0 or (i - k) % 2 == 0)
    return INFINITY if positive else Neg(INFINITY)


def _at_pole(above: list[tuple[int, int]], below: list[tuple[int, int]], side: str) -> Expression:
    """At τ = 1, from the multiplicities of τ - 1."""
    m, c = _order_at_1(above)
    k, d = _order_at_1(below)
    if side not in ("+", "-"):
        raise Undecided("a limit at a pole from both sides")
    positive = (c * d > 0) == (side == "+" or (k - m) % 2 == 0)
    return INFINITY if positive else Neg(INFINITY)


def _order_at_1(terms: list[tuple[int, int]]) -> tuple[int, int]:
    m = 0
    while sum(c for c, _ in terms) == 0:
        # τ d/dτ kills no term but a constant, and lowers the multiplicity at 1 by one.
        terms, m = [(c * j, j) for c, j in terms], m + 1
    return m, sum(c for c, _ in terms)
