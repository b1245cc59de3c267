"""The proof for a reader: what the checker asked, and what it was answered, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sigmoid_sym.decision.checker.conditions import conditions
from sigmoid_sym.decision.checker.numbers import Undefined
from sigmoid_sym.decision.checker.recurrence import whole_symbols
from sigmoid_sym.decision.checker.statements import cut
from sigmoid_sym.decision.factors import Undecided, factored
from sigmoid_sym.decision.witnesses import Oracle
from sigmoid_sym.language.latex import latex
from sigmoid_sym.language.statement import claim_latex, claim_text
from sigmoid_sym.language.text import text
from sigmoid_sym.tree.claim import Chain, Domain, Limit, Relation
from sigmoid_sym.tree.data import from_data
from sigmoid_sym.tree.expression import Expression, Neg, Symbol, free_symbols

LATEX_RELATIONS = MappingProxyType(
    {
        Relation.EQ: "=",
        Relation.APPROX: r"\approx",
        Relation.NE: r"\neq",
        Relation.LT: "<",
        Relation.LE: r"\leq",
        Relation.GT: ">",
        Relation.GE: r"\geq",
    }
)


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


def _same(about: tuple[Any, ...], answer: Any) -> Step:
    words = "Brought to one denominator in exponentials, both sides are the same:"
    return _equation(words, *about)


def _factors(about: tuple[Any, ...], answer: Any) -> Step:
    f, x = about
    return _equation("Factored:", f, factored(f, x).expression())


def _inside(about: tuple[Any, ...], answer: Any) -> Step:
    _, x, *_ = about
    return Step(
        f"No factor changes that sign in the domain (Sturm), and at {x.name} = {answer} it is positive."
    )


def _somewhere(about: tuple[Any, ...], answer: Any) -> Step:
    return Step("The exponential function is increasing: left and right are compared as exponents of e.")


def _defined(about: tuple[Any, ...], answer: Any) -> Step:
    x, inside, *_ = about
    for upper, witness in enumerate(answer):
        inside = inside if witness is None else cut(inside, from_data(witness[1]), bool(upper), False)
    where = claim_text(Chain(sides=(x,), relations=(), domains=(Domain(x, inside),)))
    return Step(f"Where the logarithms have a value: {where.partition(' for ')[2]}.")


def _end(about: tuple[Any, ...], answer: Any) -> Step:
    *_, value = about
    return Step(f"At the {answer} end of the domain the limit is", text(value), latex(value))


def _recurrence(about: tuple[Any, ...], answer: Any) -> Step:
    start, _, x = answer
    what = f"derivative in {x}" if x else "multiple"
    words = (
        f"Induction: both sides agree for n = {start}, and on both sides the step from n to n + 1 is the "
        f"same {what}, by the recurrence of the coefficients:"
    )
    return _equation(words, *about)


def _instance(about: tuple[Any, ...], answer: Any) -> Step:
    words = "By the recurrences of powers, factorials and triangles both sides are the same:"
    return _equation(words, *about[:2])


_WORDS: dict[str, Callable[[tuple[Any, ...], Any], Step]] = {
    "point": _same,
    "factors": _factors,
    "inside": _inside,
    "instance": _instance,
    "somewhere": _somewhere,
    "defined": _defined,
    "end": _end,
    "recurrence": _recurrence,
    "bound": lambda about, answer: Step(f"A bound is {answer}."),
    "direction": lambda about, answer: Step(f"It is {answer}."),
}


def explained(oracle: Oracle) -> tuple[Step, ...]:
    """Return the steps of the proof that the answers of an oracle make."""
    said, write = oracle.said, oracle.examination().written
    for all_n in ("recurrence", "instance"):
        if any(question == all_n for question, _, _ in said):
            said = [answer for answer in said if answer[0] == all_n]  # where it begins needs no words
    # Why a logarithm has no value elsewhere needs no words either.
    asides = [Neg(need) for question, about, _ in said if question == "defined" for need in about[2:]]
    said = [answer for answer in said if not answer[1] or answer[1][0] not in asides]
    steps = [_WORDS[question](about, answer) for question, about, answer in said]
    if not steps:
        words = "By exact values, or enclosures of both sides:"
        if isinstance(oracle.claim, Limit):
            words = "By the leading terms of all factors:"
        elif isinstance(oracle.claim, Chain) and any(map(whole_symbols, map(write, oracle.claim.sides))):
            words = "By the recurrences of powers, factorials and triangles both sides are the same:"
        steps = [Step(words, claim_text(oracle.claim), claim_latex(oracle.claim))]
    return tuple(dict.fromkeys(steps))


def pole_remark(oracle: Oracle) -> str:
    """Return where in the domain a side is not defined, as far as such places have a simple name."""
    found: list[str] = []
    partly = False
    if any(question == "defined" for question, _, _ in oracle.said):
        return "where both sides are defined"
    for question, about, _ in oracle.said:
        for side in {"factors": about[:1], "point": about}.get(question, ()):
            for part, relation in _needs(side):
                partly |= question == "point" and relation is Relation.GT
                found += _zeros(oracle, part) if relation is Relation.NE else []
    where = ", ".join(dict.fromkeys(found))
    if where and not partly:
        return f"where both sides are defined; not at {where}"
    return "where both sides are defined" * (partly or bool(where))


def _needs(side: Expression) -> list[tuple[Expression, Relation]]:
    try:
        return conditions(side)
    except Undefined:
        return []


def _zeros(oracle: Oracle, f: Expression) -> list[str]:
    names = free_symbols(f)
    if len(names) != 1:
        return []
    x = Symbol(min(names))
    try:
        marks = factored(f, x).marks()
        places = [place for part, place in marks if part[2] > 0 and oracle.admits(x.name, place)]
    except (Undecided, Undefined):
        return []
    return [f"{x.name} = {text(place)}" for place in places]
