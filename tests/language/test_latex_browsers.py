"""Every formula in KaTeX in its strict mode and in MathJax, whose MathML says the same as ours."""

import functools
import html
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import missing, require_program

from sigmoid_sym.closed_forms import FORMS, RELATIVES, closed_form, logistic_family
from sigmoid_sym.handle import derivative
from sigmoid_sym.language.latex import latex_lines
from sigmoid_sym.language.mathml import mathml_equation
from sigmoid_sym.tree.expression import Symbol

# What KaTeX and MathJax say of a text; the texts are compared in other tests.
pytestmark = pytest.mark.once
DIRECTORY = Path(__file__).parents[1] / "javascript"
n = Symbol("n")


def answers(script: str, formulas: list[str]) -> list[Any]:
    """What the program in JavaScript makes of each formula."""
    node = require_program("node", "nodejs")
    if not (DIRECTORY / "node_modules").is_dir():
        missing("the packages of tests/javascript are missing (npm ci in that directory)")
    run = subprocess.run(
        [node, DIRECTORY / script],
        input=json.dumps(formulas),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    result: list[Any] = json.loads(run.stdout)
    assert len(result) == len(formulas)
    return result


@functools.cache
def formulas() -> dict[str, str]:
    """LaTeX -> our MathML, for all forms and orders, both notations, with and without the argument."""
    pairs = {}
    for order in range(13):
        for name in (name for name, form in FORMS.items() if order >= form.least_order):
            for notation in ("lagrange", "leibniz"):
                for argument in (None, True):
                    wishes: dict[str, Any] = {"notation": notation, "argument": argument}
                    d = derivative(order)
                    pairs[d.latex(name, **wishes)] = d.mathml(name, **wishes)
    letters = {"symbol": "z_1", "variable": r"\varphi"}
    pairs[derivative(4).latex("tanh", **letters)] = derivative(4).mathml("tanh", **letters)
    families = [*RELATIVES.values(), logistic_family(C=-1), logistic_family(3, Symbol("k"), 1, -2)]
    for of in families:
        for name, form in FORMS.items():
            pairs[derivative(3).latex(name, of=of)] = derivative(3).mathml(name, of=of)
            if form.symbolic:
                sides = of.left_side(n), closed_form(name, n, of)
                pairs[latex_lines(*sides)] = mathml_equation(*sides)
    return pairs


def broken_formulas() -> list[str]:
    return [
        derivative(12).latex(name, width=width, environment=environment)
        for name in FORMS
        for width in (30, 60)
        for environment in ("aligned", "align*")
    ]


def test_katex_in_strict_mode() -> None:
    sources = [*formulas(), *broken_formulas()]
    complaints = answers("katex.mjs", sources)
    assert [pair for pair in zip(sources, complaints, strict=True) if pair[1]] == []


def test_katex_would_complain() -> None:
    complaints = answers("katex.mjs", [r"\frac{1}{", r"\foo", "a%b"])
    assert all(complaints)
    assert "commentAtEnd" in complaints[2]  # a warning only, unless strict


def page(mathml: str) -> str:
    """The letters and signs in the order of the source, spaces and invisible signs left out."""
    return re.sub("[\\s\u2061\u2062]", "", html.unescape(re.sub(r"<[^>]*>", "", mathml)))


def test_mathjax_reads_what_our_mathml_says() -> None:
    for (source, ours), answer in zip(
        formulas().items(), answers("mathjax.mjs", list(formulas())), strict=True
    ):
        assert "complaint" not in answer, (source, answer)
        assert page(answer["mathml"]) == page(ours), source


def test_mathjax_accepts_broken_lines() -> None:
    assert all("mathml" in answer for answer in answers("mathjax.mjs", broken_formulas()))


def test_mathjax_would_complain() -> None:
    assert [*map(set, answers("mathjax.mjs", [r"\frac{1}{", r"\foo"]))] == [{"complaint"}] * 2


@pytest.mark.parametrize("script", ["katex.mjs", "mathjax.mjs"])
def test_no_formula_no_complaint(script: str) -> None:
    assert answers(script, []) == []
