"""What a report on σ^(n) says, section by section."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Callable
from dataclasses import dataclass

from sigmoid_sym.closed_forms import FORMS, SIGMOID, closed_form
from sigmoid_sym.combinatorics import eulerian_row, logistic_row, stirling2
from sigmoid_sym.crosscheck.report import Report
from sigmoid_sym.derivations import derivation
from sigmoid_sym.language.notation import Notation, appears_outside
from sigmoid_sym.language.numerals import decimal
from sigmoid_sym.language.text import text
from sigmoid_sym.numeric.values import decimals, rounded_parts
from sigmoid_sym.numeric.zeros import rounded_extrema, rounded_zeros
from sigmoid_sym.publish.charts import coefficients_chart, derivatives_chart, rounding_chart
from sigmoid_sym.publish.document import (
    Block,
    Digits,
    Document,
    Drawing,
    Formula,
    Heading,
    Lines,
    Paragraph,
    Table,
)
from sigmoid_sym.tree.expression import Expression, Symbol, call

_X = Symbol("x")
_S = call("sigma", _X)
_BARE = Notation(bare="x")
_POINTS = ("-10", "-5", "-2", "-1", "-1/2", "0", "1/2", "1", "2", "5", "10")
# The lines of a longer derivation are wider than a page.
_LARGEST_DERIVED = 5
# Above this order the roads through SymPy and mpmath take many seconds each.
_LARGEST_FULLY_CHECKED = 40


@dataclass(frozen=True, slots=True)
class Section:
    """A part of what is said of one order.

    Attributes:
        title: its heading.
        blocks: (n, digits) -> what is below it; nothing if there is nothing to say.
    """

    title: str
    blocks: Callable[[int, int], list[Block]]


def is_high(n: int) -> bool:
    """Return whether the roads through SymPy and mpmath take too long for a report."""
    return n > _LARGEST_FULLY_CHECKED


def contents(numbers: tuple[int, ...], digits: int, checks: Report) -> Document:
    """Return the document on σ^(n) for some n, with the outcome of their checks."""
    blocks: list[Block] = [Heading(1, (title(numbers),)), *_verdict(checks), *_introduction()]
    several = len(numbers) > 1
    if several:
        blocks += [Drawing(derivatives_chart(numbers)), Drawing(coefficients_chart(numbers))]
    for n in numbers:
        blocks += [Heading(2, (f"Order {n}: ", _name(n)))] if several else []
        for section in SECTIONS:
            if found := section.blocks(n, digits):
                blocks += [Heading(2 + several, (section.title,)), *found]
    blocks += [Heading(2, ("Checks",)), *_checks(checks, is_high(numbers[-1]))]
    return Document(tuple(blocks))


def title(numbers: tuple[int, ...]) -> str:
    """Return the title of the document on these orders."""
    if numbers == (0,):
        return "The logistic function σ"
    if len(numbers) == 1:
        return f"{text(SIGMOID.left_side(numbers[0]), _BARE)}, a derivative of the logistic function"
    return "Derivatives of the logistic function: " + ", ".join(
        text(SIGMOID.left_side(n), _BARE) for n in numbers
    )


def _name(n: int) -> Expression:
    return SIGMOID.left_side(n)


def _verdict(checks: Report) -> list[Block]:
    if checks.ok:
        return []
    return [Paragraph((f"These formulas are not confirmed. {checks.summary()}.",), strong=True)]


def _introduction() -> list[Block]:
    definition = 1 / (1 + call("exp", -_X))
    return [
        Formula(_S, definition, Notation()),
        Paragraph(
            (
                "Since ",
                SIGMOID.left_side(1),
                " = ",
                _S * (1 - _S),
                ", the derivative of order n is a polynomial of degree n + 1 in σ, with Stirling numbers "
                "of the second kind in its coefficients:",
            )
        ),
        Formula(
            SIGMOID.left_side(Symbol("n")),
            closed_form("stirling-sum", Symbol("n")),
            _BARE,
        ),
    ]


def _formulas(n: int, digits: int) -> list[Block]:
    blocks: list[Block] = []
    for form in FORMS.values():
        if n < form.least_order:
            continue
        value = closed_form(form.name, n)
        if (n, form.name) == (0, "stirling"):
            continue  # σ = σ
        bare = not appears_outside(value, _X)
        domain = form.domain.partition(" (")[0]
        where = "" if domain == "all x" else f", for {domain}"
        blocks += [
            Paragraph((f"{form.title[0].upper()}{form.title[1:]}{where}. Source: {form.source}.",)),
            Formula(_name(n), value, _BARE if bare else Notation()),
        ]
    return blocks


def _derivation(n: int, digits: int) -> list[Block]:
    if n == 0:
        ways = [derivation("two-forms"), derivation("log-odds")]
    elif n == 1:
        ways = [derivation("chain-rule"), derivation("quotient-rule")]
    elif n <= _LARGEST_DERIVED:
        ways = [derivation("order-by-order", n=n), derivation("theorem", n=n)]
    else:
        ways = [derivation("theorem")]
    blocks: list[Block] = []
    for way in ways:
        blocks.append(Paragraph((f"{way.title}.",)))
        for passage in way.passages:
            blocks += [Paragraph((f"{passage.words}:",))] if passage.words else []
            blocks.append(Lines(passage))
    return blocks


def _coefficients(n: int, digits: int) -> list[Block]:
    k = Symbol("k")
    powers = Table(
        (("k",), ("coefficient of ", _S**k), ("S(n+1,k)",)),
        tuple(
            ((_whole(j),), (_whole(c),), (_whole(stirling2(n + 1, j)),))
            for j, c in enumerate(logistic_row(n), 1)
        ),
    )
    if n == 0:
        return [powers]
    products = Table(
        (("k",), ("coefficient of ", _S ** (k + 1) * (1 - _S) ** (n - k), " (Eulerian numbers)")),
        tuple(((_whole(j),), (_whole((-1) ** j * a),)) for j, a in enumerate(eulerian_row(n))),
    )
    return [powers, products]


def _pictures(n: int, digits: int) -> list[Block]:
    blocks: list[Block] = [Drawing(derivatives_chart(n))]
    if n:
        blocks += [
            Drawing(rounding_chart(n)),
            Paragraph(
                (
                    "Relative errors of two of the formulas, evaluated in double precision as they stand: "
                    "where σ is close to 1, 1 − σ has lost its digits, and the powers of σ cancel.",
                )
            ),
        ]
    return blocks


def _values(n: int, digits: int) -> list[Block]:
    rounding = decimals(digits)
    rows = [((Digits(x),), (Digits(str(rounded_parts(n, x, rounding)[0])),)) for x in _POINTS]
    return [Table((("x",), (_name(n), " at x")), tuple(rows))]


def _zeros(n: int, digits: int) -> list[Block]:
    rounding = decimals(digits)
    found = tuple(((Digits(str(z)),),) for (z,) in rounded_zeros(n, rounding, SIGMOID))
    return [Table((("x",),), found)] if found else []


def _extrema(n: int, digits: int) -> list[Block]:
    rounding = decimals(digits)
    found = tuple(
        ((Digits(str(x)),), (Digits(str(value)),)) for x, value in rounded_extrema(n, rounding, SIGMOID)
    )
    return [Table((("x",), (_name(n), " at x")), found)] if found else []


def _whole(value: int) -> Digits:
    return Digits(decimal(value) if value >= 0 else "-" + decimal(-value))


# What is said of every order, in this order.
SECTIONS = (
    Section("Formulas", _formulas),
    Section("Derivation", _derivation),
    Section("Coefficients", _coefficients),
    Section("Pictures", _pictures),
    Section("Values", _values),
    Section("Zeros", _zeros),
    Section("Extrema", _extrema),
)


def _checks(checks: Report, quick: bool) -> list[Block]:
    heading, rows = checks.rows()
    kept = [column for column, name in enumerate(heading) if name != "time"]
    cells = tuple(tuple((row[column],) for column in kept) for row in rows)
    versions = ", ".join(f"{name} {version}" for name, version in _versions())
    return [
        Paragraph((checks.summary() + ".",), strong=not checks.ok),
        *([Paragraph(("Without the roads through SymPy and mpmath: the order is high.",))] if quick else []),
        Table(tuple((heading[column],) for column in kept), cells),
        Paragraph(
            (
                "Every value, zero and extremum is correctly rounded to the digits shown. These are "
                f"checks of single orders by independent roads. Computed by {versions}.",
            )
        ),
    ]


def _versions() -> list[tuple[str, str]]:
    packages = ("sigmoid-sym", "python-flint", "sympy", "mpmath")
    return [
        *((name, importlib.metadata.version(name)) for name in packages),
        ("Python", platform.python_version()),
    ]
