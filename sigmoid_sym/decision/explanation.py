"""The proof for a reader: the steps that were found, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from sigmoid_sym.decision.factoring import quotient, written
from sigmoid_sym.decision.reasons import NOT_FOUND
from sigmoid_sym.decision.record import Told
from sigmoid_sym.decision.steps import Search
from sigmoid_sym.kernel.conditions import conditions
from sigmoid_sym.kernel.numbers import CertificateError
from sigmoid_sym.language.latex import latex
from sigmoid_sym.language.statement import claim_latex, claim_text
from sigmoid_sym.language.text import text
from sigmoid_sym.tree.claim import Chain, Domain, Limit, Relation, Shape, Trend
from sigmoid_sym.tree.expression import Expression, Integer, Neg, Symbol, free_symbols

_SIGNS = MappingProxyType(
    {
        Relation.GT: "positive",
        Relation.GE: "nowhere negative",
        Relation.LT: "positive",
        Relation.LE: "nowhere negative",
        Relation.NE: "nowhere 0",
    }
)
_ALL_N = ("row", "induction")


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a proof: words, and the formula they speak of, in text and in LaTeX."""

    words: str
    formula: str = ""
    latex: str = ""

    def __str__(self) -> str:
        return f"{self.words} {self.formula}".rstrip()


def _equation(words: str, left: Expression, right: Expression) -> Step:
    return Step(words, f"{text(left)} = {text(right)}", f"{latex(left)} = {latex(right)}")


def _equal(parts: dict[str, Any]) -> Iterator[Step]:
    words = "Brought to one denominator in exponentials, both sides are the same:"
    yield _equation(words, parts["left"], parts["right"])


def _minus(a: Expression, b: Expression) -> Expression:
    """Return a - b as one would write it."""
    if b == Integer(0):
        return a
    if a == Integer(0):
        return Neg(b)
    return a + b.operand if isinstance(b, Neg) else a - b


def _order(parts: dict[str, Any]) -> Iterator[Step]:
    left, right = parts["left"], parts["right"]
    if parts["route"] == "exponential":
        yield Step("The exponential function is increasing: left and right are compared as exponents of e.")
    else:
        if parts["relation"] in (Relation.LT, Relation.LE):
            left, right, parts = right, left, {**parts, "scale": str(-Fraction(parts["scale"]))}
        yield _equation("Factored:", _minus(left, right), written(parts))
    sign = _SIGNS[parts["relation"]]
    yield Step(f"By the signs of its factors, each by a chain of derivatives, it is {sign}.")


def _zeros(parts: dict[str, Any]) -> Iterator[Step]:
    yield _equation("Factored:", parts["f"], written(parts))
    yield Step("Between the zeros of its derivatives each factor is monotone, and has at most one zero.")


def _nowhere(parts: dict[str, Any]) -> Iterator[Step]:
    where = _for(Domain(Symbol(parts["x"]), parts["inner"]))
    yield Step(f"Where the logarithms have a value: {where}.")


def _case(parts: dict[str, Any]) -> Iterator[Step]:
    where = _for(Domain(parts["x"], parts["where"]))
    if parts["whole"]:
        return
    yield Step(f"For {where}, where no absolute value changes its sign:")


def _for(domain: Domain) -> str:
    said = claim_text(Chain(sides=(domain.variable,), relations=(), domains=(domain,)))
    return said.partition(" for ")[2]


def _limit(parts: dict[str, Any]) -> Iterator[Step]:
    said = Limit(parts["f"], Symbol(parts["x"]), parts["point"], parts["value"], parts["side"])
    yield Step("By the leading terms of all factors:", claim_text(said), claim_latex(said))


def _induction(parts: dict[str, Any]) -> Iterator[Step]:
    n = parts["n"]
    what = f"derivative in {parts['x']}" if parts["x"] else "multiple"
    words = (
        f"Induction: both sides agree for {n} = {parts['start']}, and on both sides the step from "
        f"{n} to {n} + 1 is the same {what}, by the recurrence of the coefficients:"
    )
    yield _equation(words, parts["left"], parts["right"])


def _row(parts: dict[str, Any]) -> Iterator[Step]:
    words = "By the recurrences of powers, factorials and triangles both sides are the same:"
    yield _equation(words, parts["left"], parts["right"])


def _numeric(parts: dict[str, Any]) -> Iterator[Step]:
    yield _relation("By exact values, or enclosures of both sides:", parts)


def _follows(parts: dict[str, Any]) -> Iterator[Step]:
    yield _relation("By the sign of what an absolute value is taken of:", parts)


def _relation(words: str, parts: dict[str, Any]) -> Step:
    said = Chain(sides=(parts["left"], parts["right"]), relations=(parts["relation"],))
    return Step(words, claim_text(said), claim_latex(said))


_WORDS: dict[str, Callable[[dict[str, Any]], Iterator[Step]]] = {
    "equal": _equal,
    "numeric": _numeric,
    "order": _order,
    "zeros": _zeros,
    "nowhere": _nowhere,
    "case": _case,
    "follows": _follows,
    "limit": _limit,
    "induction": _induction,
    "row": _row,
}


def explained(search: Search) -> tuple[Step, ...]:
    """Return the steps of a proof that was found, for a reader."""
    told = [step for step in search.told if step.by in _WORDS]
    if any(step.by in _ALL_N for step in told):
        told = [step for step in told if step.by in _ALL_N]  # where it begins needs no words
    steps, said = [*_chosen(search)], set[Step]()
    for step in told:
        said = set() if step.by == "case" else said  # in each case all is said anew
        for words in _WORDS[step.by](step.parts):
            steps += [words] if words not in said else []
            said.add(words)
    return tuple(steps)


def _chosen(search: Search) -> Iterator[Step]:
    """What the claim leaves open."""
    match search.claim:
        case Shape(trend=Trend.MONOTONE):
            yield Step(f"It is {'increasing' if search.choices['rises'] else 'decreasing'}.")
        case _ if search.size is not None:
            yield Step(f"A bound is {text(search.size)}.")


def pole_remark(search: Search) -> str:
    """Return where in the domain a side is not defined, as far as such places have a simple name."""
    if any(step.by == "nowhere" for step in search.told):
        return "where both sides are defined"
    found: list[str] = []
    partly = False
    for side, is_equation in _sides(search.told):
        for part, relation in _needs(side):
            partly |= is_equation and relation is Relation.GT
            found += _places(search, part) if relation is Relation.NE else []
    where = ", ".join(dict.fromkeys(found))
    if where and not partly:
        return f"where both sides are defined; not at {where}"
    return "where both sides are defined" * (partly or bool(where))


def _sides(told: list[Told]) -> Iterator[tuple[Expression, bool]]:
    """Yield the trees that the proof is about, and whether an equation is."""
    in_case = False
    for by, parts in told:
        # |u| is not written out of the function of which it is said where it has values.
        in_case = by == "case" or (in_case and by not in ("cases", "shape"))
        if by in ("order", "equal", "cases") and not in_case:
            is_equation = by == "equal" or parts["relation"] is Relation.EQ
            yield from ((parts["left"], is_equation), (parts["right"], is_equation))
        elif by in ("zeros", "shape"):
            yield parts["f"], False


def _needs(side: Expression) -> list[tuple[Expression, Relation]]:
    try:
        return list(conditions(side))
    except CertificateError:
        return []


def _places(search: Search, f: Expression) -> list[str]:
    names = free_symbols(f)
    if len(names) != 1:
        return []
    x = Symbol(min(names))
    try:
        marks = quotient(f, x).marks()
        places = [place for k, place in marks if k > 0 and search.points.admits(x.name, place)]
    except NOT_FOUND:
        return []
    return [f"{x.name} = {text(place)}" for place in places]
