"""The checks of a printed formula: they pass on what holds, and see every change that matters."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import fields, replace
from fractions import Fraction as F
from typing import Any

import pytest
from conftest import Sample
from mpmath import mp

from sigmoid_sym import SigmoidSymError
from sigmoid_sym.closed_forms import (
    FORMS,
    RELATIVES,
    SIGMOID,
    Relative,
    closed_form,
    forms,
    least_order,
    logistic_family,
)
from sigmoid_sym.closed_forms.relatives import Term
from sigmoid_sym.combinatorics import stirling2
from sigmoid_sym.crosscheck.printed import printed_checks
from sigmoid_sym.crosscheck.report import Outcome
from sigmoid_sym.tree.expression import (
    Add,
    Call,
    Constant,
    Div,
    Expression,
    Integer,
    Mul,
    Neg,
    Pow,
    Sum,
    Symbol,
    children,
)

N = Symbol("n")
FAMILIES = {
    **RELATIVES,
    "with a factor": logistic_family(L=3),
    "numbers": logistic_family(F(1, 2), 2, -1, F(1, 3)),
    "C < 0": logistic_family(2, F(1, 2), 1, -3),
    "C = -1": logistic_family(C=-1),
    "falling": logistic_family(k=-2),
    "some letters": logistic_family(L=Symbol("M"), C=Symbol("alpha")),
    "far out": logistic_family(L=F(1, 10**30), x0=10**20, C=10**40),
}


def outcomes(node: Expression, n: int | Symbol, of: Relative, form: str) -> set[Outcome]:
    return {check.outcome for check in printed_checks(node, n, of, form)}


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("of", FAMILIES)
def test_every_formula_agrees(of: str, name: str, sample: Sample) -> None:
    relative = FAMILIES[of]
    orders = sample((0, 1, 2, 3, 6, 20, N), 3)
    checked = 0
    for n in orders:
        try:
            node = closed_form(name, n, relative)
        except SigmoidSymError:
            assert isinstance(n, Symbol) or n <= 1
            continue
        assert outcomes(node, n, relative, name) == {Outcome.AGREES}, n
        checked += 1
    assert checked >= sum(n not in (0, 1, N) for n in orders)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("name", FORMS)
def test_a_high_order(name: str) -> None:
    assert outcomes(closed_form(name, 100), 100, SIGMOID, name) == {Outcome.AGREES}


@pytest.mark.parametrize("name", FORMS)
def test_the_exact_road_is_there_where_it_can_be(name: str) -> None:
    for of in ("sigmoid", "tanh", "softplus", "with a factor", "some letters"):
        relative = FAMILIES[of]
        roads = [check.road for check in printed_checks(closed_form(name, 3, relative), 3, relative, name)]
        logarithm = of == "some letters" and name in ("tanh", "hyperbolic", "cosh")
        assert ("this formula, exactly" in roads) == (FORMS[name].exact and not logarithm)


def value(node: Expression, at: dict[str, Any]) -> Any:
    """The value by mpmath, from the meaning of each node; series cut off."""

    def of(child: Expression) -> Any:
        return value(child, at)

    match node:
        case Integer(whole):
            return mp.mpf(whole)
        case Symbol(name):
            return at[name]
        case Constant(name):
            return {"pi": mp.pi, "i": mp.j, "infinity": 100}[name]
        case Add(terms):
            return sum(map(of, terms), mp.mpf(0))
        case Mul(factors):
            return math.prod(map(of, factors), start=mp.mpf(1))
        case Neg(operand):
            return -of(operand)
        case Div(above, below):
            return of(above) / of(below)
        case Pow(base, exponent):
            return mp.power(of(base), of(exponent))
        case Sum(body, index, lower, upper):
            span = range(int(of(lower)), int(of(upper)) + 1)
            return sum((value(body, {**at, index.name: mp.mpf(j)}) for j in span), mp.mpf(0))
        case Call("sigma", (u,)):
            return 1 / (1 + mp.exp(-of(u)))
        case Call("f", _):
            return at["L"] / (1 + at["C"] * mp.exp(-at["k"] * (at["x"] - at["x_0"])))
        case Call("stirling2", (n, k)):
            return mp.mpf(stirling2(int(of(n)), int(of(k))))
        case Call("polylog", (s, z)):
            return mp.polylog(of(s), of(z))
        case Call(name, (u,)):
            return getattr(mp, name)(of(u))
    raise TypeError(node)


def changed(node: Expression) -> Iterator[Expression]:
    """The tree with one number a unit larger, or one sign less, at every place."""
    match node:
        case Integer(whole):
            yield Integer(whole + 1)
        case Neg(operand) if not isinstance(operand, Constant):
            yield operand
    for field in fields(node):  # type: ignore[arg-type]
        part = getattr(node, field.name)
        for i, child in enumerate(part if isinstance(part, tuple) else (part,)):
            if isinstance(child, Expression) and field.name != "index":
                for other in changed(child):
                    new = (*part[:i], other, *part[i + 1 :]) if isinstance(part, tuple) else other
                    yield replace(node, **{field.name: new})  # type: ignore[type-var]


LETTERS = {"L": 1.5, "k": 0.75, "x_0": -0.5, "C": 1.25}


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("of", ["sigmoid", "logistic", "reflected", "tanh", "log-sigmoid", "silu"])
def test_every_change_that_matters_is_seen(of: str, name: str) -> None:
    """A change by more than 1/1000 of the value at some point must be seen; by nothing at all, must not."""
    relative = RELATIVES[of]
    n = 5 if name == "poles" else max(2, least_order(FORMS[name], relative, 2))
    node = closed_form(name, n, relative)
    places = [{key: mp.mpf(v) for key, v in {**LETTERS, "x": x}.items()} for x in (0.75, 1.875)]
    if of in ("reflected", "log-sigmoid"):
        places = [{**place, "x": -place["x"]} for place in places]
    before = [value(node, place) for place in places]
    seen = 0
    for other in changed(node):
        try:
            after = [value(other, place) for place in places]
        except (ZeroDivisionError, ValueError, TypeError):
            continue
        apart = [abs(b - a) / (1 + abs(a)) for a, b in zip(before, after, strict=True)]
        found = outcomes(other, n, relative, name)
        if max(apart) > 1e-3:
            assert Outcome.DIFFERS in found, other
            seen += 1
        elif max(apart) == 0:
            assert found == {Outcome.AGREES}, other
    assert seen >= 3


ROWS = {
    "eulerian_row": {"eulerian", "exponential", "exponential-negative"},
    "tanh_row": {"tanh"},
    "factored_row": {"factored", "hyperbolic", "cosh"},
    "logistic_row": {"stirling"},
}


@pytest.mark.parametrize("source", ROWS)
@pytest.mark.parametrize("of", ["sigmoid", "logistic", "tanh", "silu", "softplus"])
def test_a_wrong_row_is_seen(monkeypatch: pytest.MonkeyPatch, source: str, of: str, sample: Sample) -> None:
    right = getattr(forms, source)
    monkeypatch.setattr(forms, source, lambda n: (*right(n)[:-1], right(n)[-1] + 1))
    for n in sample((3, 8, 30), 3):
        wrong = {
            name
            for name in FORMS
            if Outcome.DIFFERS in outcomes(closed_form(name, n, of), n, RELATIVES[of], name)
        }
        assert wrong == ROWS[source]


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize(
    "of", ["sigmoid", "logistic", "reflected", "tanh", "softplus", "log-sigmoid", "silu"]
)
def test_a_wrong_chain_rule_is_seen(of: str, name: str) -> None:
    """A sign, a factor 2 and an order too high."""
    right = RELATIVES[of]

    def wrong(terms: list[Term], kind: str) -> list[Term]:
        first, *rest = terms
        changes = {"sign": {"number": -first.number}, "factor": {"number": 2 * first.number}}
        return [replace(first, **changes.get(kind, {"order": first.order + 1})), *rest]

    for kind in ("sign", "factor", "order"):
        relative = replace(right, terms=lambda n, kind=kind: wrong(right.terms(n), kind))
        for n in (3, 10):
            assert Outcome.DIFFERS in outcomes(closed_form(name, n, relative), n, right, name), (kind, n)


@pytest.mark.parametrize("parameter", ["L", "k", "x_0", "C"])
@pytest.mark.parametrize("name", FORMS)
def test_a_parameter_in_the_place_of_another_is_seen(parameter: str, name: str) -> None:
    node = closed_form(name, 3, "logistic")
    other = _with(node, parameter, Symbol("k" if parameter != "k" else "L"))
    if other != node:
        assert outcomes(other, 3, RELATIVES["logistic"], name) == {Outcome.DIFFERS}


def _with(node: Expression, name: str, new: Symbol) -> Expression:
    if isinstance(node, Symbol):
        return new if node.name == name else node
    if not list(children(node)):
        return node
    parts = {}
    for field in fields(node):  # type: ignore[arg-type]
        part = getattr(node, field.name)
        if isinstance(part, tuple):
            part = tuple(_with(child, name, new) for child in part)
        elif isinstance(part, Expression):
            part = _with(part, name, new)
        parts[field.name] = part
    return replace(node, **parts)  # type: ignore[type-var]


def test_undecided_is_no_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    from sigmoid_sym.crosscheck import series

    monkeypatch.setattr(series, "_DOUBLINGS", 0)
    first, *_ = printed_checks(closed_form("stirling", 3), 3, SIGMOID, "stirling")
    assert first.outcome is Outcome.SKIPPED
    assert "too wide to decide" in first.compared


def test_a_formula_for_every_order() -> None:
    """Read with another n, it is another formula."""
    for name, form in FORMS.items():
        if form.symbolic:
            node = closed_form(name, N)
            assert outcomes(node, N, SIGMOID, name) == {Outcome.AGREES}
            assert Outcome.DIFFERS in outcomes(
                _with(node, "n", Symbol("m")), Symbol("m"), RELATIVES["reflected"], name
            )
            assert Outcome.DIFFERS in outcomes(node * 2, N, SIGMOID, name)
