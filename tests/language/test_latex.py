r"""LaTeX as a careful author sets it, and as pdflatex accepts it."""

import re
import subprocess
from pathlib import Path

import pytest

from sigmoid_sym.closed_forms import FORMS, RELATIVES, closed_form, logistic_family
from sigmoid_sym.handle import derivative
from sigmoid_sym.language.latex import latex, latex_lines, printed_width
from sigmoid_sym.language.notation import DerivativeStyle, Notation
from sigmoid_sym.tree.expression import (
    Constant,
    Derivative,
    Expression,
    Integer,
    Sum,
    Symbol,
    call,
)

x, k, n = Symbol("x"), Symbol("k"), Symbol("n")
s = call("sigma", x)


@pytest.mark.parametrize(
    ("node", "source"),
    [
        (s**2, r"\sigma(x)^{2}"),
        (s - 31 * s**2, r"\sigma(x) - 31\sigma(x)^{2}"),
        (-(s + 1), r"-(\sigma(x) + 1)"),
        (s * (1 - s), r"\sigma(x)\,(1 - \sigma(x))"),
        (1 / (1 + call("exp", -x)), r"\frac{1}{1 + e^{-x}}"),
        ((1 + call("exp", -x)) ** 2, r"\left(1 + e^{-x}\right)^{2}"),
        ((x / 2) ** 2, r"\left(\frac{x}{2}\right)^{2}"),
        (call("exp", -(x / 2)), "e^{-x/2}"),
        (call("tanh", x / 2) ** 4, r"\tanh^{4}\left(\frac{x}{2}\right)"),
        (2 * Integer(3), r"2 \cdot 3"),
        (Constant("pi") * x, r"\pi x"),
        (Symbol("L") * k**5, "Lk^{5}"),
        (Symbol("z_1") + Symbol("xi_0"), r"z_{1} + \xi_{0}"),
        ((-Integer(1)) ** (k + 1), "(-1)^{k + 1}"),
        (call("factorial", k - 1) * call("stirling2", n + 1, k), r"(k - 1)!\,S(n + 1, k)"),
        (call("binomial", n, k), r"\binom{n}{k}"),
        (call("polylog", -n, -x), r"\operatorname{Li}_{-n}(-x)"),
        (Sum(k**2, k, Integer(1), Constant("infinity")), r"\sum_{k=1}^{\infty} k^{2}"),
        (Sum(k + 1, k, Integer(1), n) * x, r"\left(\sum_{k=1}^{n} (k + 1)\right)x"),
        (Derivative(s, x, Integer(0)), r"\sigma(x)"),
        (Derivative(s, x, Integer(3)), r"\sigma'''(x)"),
        (Derivative(s, x, Integer(4)), r"\sigma^{(4)}(x)"),
        (Derivative(s, x, n), r"\sigma^{(n)}(x)"),
        (Derivative(call("sigma", -x), x, Integer(1)), r"\frac{d}{dx}\sigma(-x)"),
        (Derivative(call("silu", x), x, Integer(1)), r"\operatorname{SiLU}'(x)"),
        (x + -x, "x - x"),
        (x - -x, "x - (-x)"),
    ],
)
def test_as_a_careful_author_sets_it(node: Expression, source: str) -> None:
    assert latex(node) == source


def test_notation() -> None:
    node = Derivative(s, x, Integer(5))
    assert latex(node, Notation(style=DerivativeStyle.LEIBNIZ)) == r"\frac{d^{5}}{dx^{5}}\sigma(x)"
    assert latex(node, Notation((("sigma", "S"), ("x", "z_1")))) == "S^{(5)}(z_{1})"
    assert latex(node, Notation((("sigma", "sig"),), bare="x")) == r"\operatorname{sig}^{(5)}"


@pytest.mark.parametrize("width", [30, 50, 80])
@pytest.mark.parametrize(
    "name", ["stirling", "eulerian", "factored", "exponential", "tanh", "hyperbolic", "cosh"]
)
def test_broken_lines_say_the_same(name: str, width: int) -> None:
    left, right = RELATIVES["sigmoid"].left_side(12), closed_form(name, 12)
    source = latex_lines(left, right, width)
    assert source.startswith("\\begin{aligned}\n")
    assert source.endswith("\n\\end{aligned}")
    lines = source.split("\n")[1:-1]
    assert len(lines) > 1
    assert all(re.sub(r"&(\\quad)? ?", "", line)[0] in "+-" for line in lines[1:])
    # The terms are those of the formula in one line, in the same order.
    flat = re.sub(r"\\\\|&=|&(\\quad)?|\\bigl|\\bigr|\\left|\\right|\\frac\{1\}", "", " ".join(lines))
    whole = re.sub(r"\\left|\\right|\\frac", "", latex_lines(left, right))
    assert re.findall(r"\d+", flat) == re.findall(r"\d+", whole) or name not in ("stirling", "eulerian")
    assert max(printed_width(line) for line in lines) <= width + 16  # a single term may be wider


def test_a_formula_that_fits_is_one_line() -> None:
    assert derivative(2).latex(width=80) == r"\sigma'' = \sigma - 3\sigma^{2} + 2\sigma^{3}"
    assert derivative(2).latex(environment="align*") == (
        "\\begin{align*}\n\\sigma'' &= \\sigma - 3\\sigma^{2} + 2\\sigma^{3}\n\\end{align*}"
    )


def every_formula() -> list[str]:
    sources = []
    for order in range(13):
        for name, form in FORMS.items():
            if order >= form.least_order:
                sources.append(derivative(order).latex(name, width=110))
    families = [*RELATIVES.values(), logistic_family(C=-1), logistic_family(3, Symbol("k"), 1, -2)]
    for relative in families:
        for name, form in FORMS.items():
            sources.append(derivative(3).latex(name, of=relative, notation="leibniz"))
            if form.symbolic:
                sources.append(latex_lines(relative.left_side(n), closed_form(name, n, relative)))
    return sources


def test_no_slip_of_typography_in_any_formula() -> None:
    for source in every_formula():
        assert not re.search(r"(?<![0-9^{(])1\\(sigma|tanh|operatorname)", source), source
        assert not re.search(r"[+-] ?[+-]", source), source
        assert not re.search(r"\^[^{]|(?<!\})\^\{1\}", source), source
        assert source.count("{") == source.count("}"), source
        assert source.count(r"\left") == source.count(r"\right"), source


@pytest.mark.latex
def test_pdflatex_accepts_every_formula(tmp_path: Path) -> None:
    body = "\n".join(f"\\[{source}\\]" for source in every_formula())
    page = derivative(12).latex(width=60, environment="align*")
    document = (
        "\\documentclass{article}\\usepackage{amsmath}\\allowdisplaybreaks\n"
        f"\\begin{{document}}\n{body}\n{page}\n\\end{{document}}\n"
    )
    (tmp_path / "formulas.tex").write_text(document, encoding="utf-8")
    run = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "formulas.tex"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=300,
    )
    assert run.returncode == 0, run.stdout[-2000:]
