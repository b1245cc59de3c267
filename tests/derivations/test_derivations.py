"""Derivations: every line is proved, and a line that is spoilt is not."""

import dataclasses
import subprocess
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp

from sigmoid_sym import SigmoidSymError, derivative, logistic_family
from sigmoid_sym.closed_forms import RELATIVES
from sigmoid_sym.decision.decide import prove
from sigmoid_sym.decision.verdict import Refuted
from sigmoid_sym.derivations import DERIVATIONS, Derivation, derivation
from sigmoid_sym.language.latex import latex
from sigmoid_sym.language.reader import readings
from sigmoid_sym.language.text import ASCII, text
from sigmoid_sym.tree.expression import Decimal, Expression, Integer, children, mapped

GENERAL = RELATIVES["logistic"]  # L, k, x0, C are letters
SLIP = logistic_family(C=-1)  # 1/(1-e^-x)
PLAIN = [
    derivation("chain-rule"),
    derivation("quotient-rule"),
    derivation("two-forms"),
    derivation("log-odds"),
    derivation("order-by-order", n=6),
    derivation("theorem"),
    derivation("theorem", n=5),
    *(derivation("value", n=n, at=at, digits=8) for n in (1, 2, 3) for at in (0, 2, "-1/3", "0.5", -40)),
]
FAMILIES = [
    derivation(name, of=of)
    for of in (GENERAL, SLIP, logistic_family(L=3, k=Fraction(-1, 2), x0=2, C=Fraction(5, 7)))
    for name in ("chain-rule", "quotient-rule", "two-forms", "order-by-order", "theorem")
]


@pytest.mark.sampled(3)
@pytest.mark.parametrize("found", PLAIN + FAMILIES, ids=lambda d: d.name)
def test_every_equation_is_proved(found: Derivation) -> None:
    verdicts = list(found.check())
    assert len(verdicts) >= sum(len(passage.steps) for passage in found.passages)
    assert [claim for claim, holds in verdicts if not holds] == []


@settings(max_examples=15)
@given(
    L=st.fractions(-9, 9, max_denominator=4).filter(bool),
    k=st.fractions(-3, 3, max_denominator=3).filter(bool),
    x0=st.fractions(-3, 3, max_denominator=3),
    C=st.fractions(-5, 5, max_denominator=3).filter(bool),
    name=st.sampled_from(["chain-rule", "quotient-rule", "two-forms", "order-by-order"]),
)
def test_so_they_are_for_any_family(L: Fraction, k: Fraction, x0: Fraction, C: Fraction, name: str) -> None:
    found = derivation(name, of=logistic_family(L, k, x0, C))
    assert all(holds for _, holds in found.check())


def spoilt(node: Any) -> Any:
    """The tree with its last number one too large, or None if there is none."""
    if isinstance(node, Integer):
        return Integer(node.value + 1)
    if isinstance(node, Decimal):
        return Decimal(node.digits + 2, node.places)
    for child in reversed(list(children(node))):
        other = spoilt(child)
        if other is not None:
            return mapped(node, lambda c, old=child, new=other: new if c is old else c)
    return None


@pytest.mark.parametrize("name", ["chain-rule", "quotient-rule", "two-forms", "order-by-order", "value"])
def test_a_spoilt_line_is_refuted(name: str) -> None:
    found = derivation(name, **({"at": 2} if name == "value" else {}))
    tried = 0
    for claim in found.claims():
        wrong = spoilt(claim.sides[1])
        if wrong is None or wrong == claim.sides[1]:
            continue
        tried += 1
        verdict = prove(dataclasses.replace(claim, sides=(claim.sides[0], wrong)), hints=False)
        assert isinstance(verdict, Refuted), claim
    assert tried >= 3


def expressions(found: Derivation) -> Iterator[Expression]:
    for passage in found.passages:
        for step in passage.steps:
            yield step.right
            yield from () if step.left is None else (step.left,)
            yield from step.because or ()


@pytest.mark.sampled(3)
@pytest.mark.parametrize("found", PLAIN + FAMILIES, ids=lambda d: d.name)
def test_every_line_is_read_back(found: Derivation) -> None:
    """But for c(n,k), a name that derivations give to what is not known yet."""
    for node in expressions(found):
        sources = [r"\displaystyle " + latex(node), text(node), text(node, None, ASCII)]
        for source in sources if "c(" not in sources[1] else ():
            assert readings(source) == (node,), source


@pytest.mark.latex
def test_pdflatex_sets_all_of_them(tmp_path: Path) -> None:
    body = "\n\n".join(found.latex(reasons) for found in PLAIN + FAMILIES for reasons in (False, True))
    page = rf"\documentclass{{article}}\usepackage{{amsmath}}\begin{{document}}{body}\end{{document}}"
    (tmp_path / "all.tex").write_text(page)
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "all.tex"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout[-2000:]


def test_html_is_well_formed() -> None:
    for found in PLAIN + FAMILIES:
        tree = ElementTree.fromstring(f"<div>{found.html()}</div>")
        assert len(tree.findall("table")) == len(found.passages)
        assert len(tree.findall("table/tr")) == sum(len(passage.steps) for passage in found.passages)


@pytest.mark.parametrize("n", [2, 3, 7])
def test_the_last_line_is_the_closed_form(n: int) -> None:
    for name in ("order-by-order", "theorem"):
        assert derivation(name, n=n).passages[-1].steps[-1].right == derivative(n).form("stirling")


def test_what_is_only_rearranged_is_kept_as_written() -> None:
    written = derivation("two-forms").text()
    assert "(e^x/e^x)·(1/(1 + e^(−x)))" in written
    assert "((1 + e^(−x) − 1)/(1 + e^(−x)))" in derivation("chain-rule").text()


def test_numbers_are_rounded_once() -> None:
    # σ'(2) is 0.104993585…; 0.8808·0.1192 would be 0.10499136
    written = derivation("value", at=2, digits=7).text()
    assert "≈ 0.8807971" in written
    assert "≈ 0.1049936" in written
    with mp.workdps(30):
        s = 1 / (1 + mp.exp(-2))
        assert mp.nstr(s * (1 - s), 7) == "0.1049936"
    assert "= 0" in derivation("value", n=2, at=0).text()


def test_columns_of_text() -> None:
    assert derivation("order-by-order", n=2).text().splitlines() == [
        "The second derivative:",
        "σ′′ = d/dx (σ·(1 − σ))             put in the first derivative: σ′ = σ·(1 − σ)",
        "    = σ′·(1 − σ) + σ·d/dx (1 − σ)  product rule",
        "    = σ′·(1 − σ) − σ·σ′            derivative of the bracket",
        "    = σ′·(1 − 2σ)                  take out the first derivative",
        "    = σ·(1 − σ)·(1 − 2σ)           put in the first derivative again",
        "    = σ − 3σ² + 2σ³                multiply out",
    ]
    plain = derivation("order-by-order", n=2).text(reasons=False)
    assert "rule" not in plain


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("chain", {}, "name must be one of chain-rule, quotient-rule"),
        (None, {}, "name must be one of"),
        ("chain-rule", {"n": 2}, "takes of, not 'n'"),
        ("log-odds", {"of": SLIP}, "takes no arguments"),
        ("order-by-order", {"n": 1}, "n must be"),
        ("order-by-order", {"n": 41}, "n must be at most 40"),
        ("theorem", {"n": "3"}, "n must be"),
        (
            "chain-rule",
            {"of": RELATIVES["tanh"]},
            "must be sigmoid or a logistic family for a derivation, not tanh",
        ),
        ("value", {}, "needs at"),
        ("value", {"at": "pi"}, "at must be a rational number"),
        ("value", {"at": "1+2j"}, "at must be a rational number"),
        ("value", {"at": "inf"}, "at must be a rational number"),
        ("value", {"at": mp.mpf(2) ** 10**6}, "too long a number"),
        ("value", {"at": 1, "n": 41}, "n must be at most 40"),
        ("value", {"at": 1, "digits": 0}, "digits"),
    ],
)
def test_bad_input(name: Any, arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(SigmoidSymError, match=message):
        derivation(name, **arguments)


def test_every_way_has_a_title_and_a_doctested_name() -> None:
    assert list(DERIVATIONS) == [way.name for way in DERIVATIONS.values()]
    assert all(way.title for way in DERIVATIONS.values())
