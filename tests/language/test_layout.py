"""One layout for all languages: every function of the table, and what LaTeX and MathML decide alike."""

import re

import pytest
from hypothesis import assume, given
from strategies import formulas

from sigmoid_sym.functions import FUNCTIONS
from sigmoid_sym.language.latex import latex
from sigmoid_sym.language.mathml import mathml
from sigmoid_sym.language.notation import Notation
from sigmoid_sym.language.statement import claim_latex
from sigmoid_sym.language.text import ASCII, text
from sigmoid_sym.tree.claim import Chain, Relation
from sigmoid_sym.tree.expression import (
    GREEK,
    At,
    Call,
    Derivative,
    Expression,
    Integer,
    Sum,
    Symbol,
    call,
    names,
)

x, k, n = Symbol("x"), Symbol("k"), Symbol("n")
s = call("sigma", x)
# The functions that have signs of their own, in the languages that set formulas.
SIGNS = {"exp", "sqrt", "abs", "factorial", "binomial", "polylog"}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_of_the_table_is_written_in_every_language(name: str) -> None:
    """A new row is, too: no writer knows the functions by name but for those with signs of their own."""
    row = FUNCTIONS[name]
    letters = "abd"[: row.arity]
    node, inside = Call(name, tuple(map(Symbol, letters))), ", ".join(letters)
    if name not in SIGNS:
        word = GREEK.get(row.word, row.word) if row.is_letter else row.word
        assert text(node) == f"{word}({inside})"
        assert text(node, alphabet=ASCII) == f"{row.word}({inside})"
        assert f"<mi>{word}</mi>" in mathml(node)
        named = row.word if len(row.word) == 1 else rf"\operatorname{{{row.word}}}"
        assert latex(node) == f"{row.latex or named}({inside})"
    assert all(letter in write(node) for letter in letters for write in (text, latex, mathml))
    squared = node**2
    if row.is_operator:
        assert latex(squared) == f"{row.latex}^{{2}}({inside})"
        assert re.match(rf".*<msup><mi>{row.word}</mi><mn>2</mn></msup>", mathml(squared))
    assert text(squared, alphabet=ASCII).endswith("^2")


def skeleton_of_latex(source: str) -> str:
    """The signs that a reader sees, in their order, brackets included."""
    source = source.replace(r"\left.", "")
    source = re.sub(r"\\(left|right|frac|sqrt|operatorname|mathrm|,)", "", source)
    words = {"cdot": "⋅", "sum": "∑", "infty": "∞", **GREEK}
    source = re.sub(r"\\([a-z]+)", lambda match: words.get(match[1], match[1]), source)
    return re.sub(r"[{}^_\s]", "", source)


def skeleton_of_mathml(source: str) -> str:
    page = re.sub(r"<[^>]*>", "", source.replace("&#x27;", "'"))
    for sign, ours in {"−": "-", "″": "''", "‴": "'''", "′": "'"}.items():
        page = page.replace(sign, ours)
    return re.sub("[\u2061\u2062]", "", page)


@given(formulas)
def test_latex_and_mathml_show_the_same_signs_in_the_same_order(node: Expression) -> None:
    """Dots, brackets, bars, slashes and primes: what one language has the other has at the same place."""
    assume("binomial" not in names(node))  # LaTeX draws its brackets itself
    for notation in (None, Notation(bare="x")):
        assert skeleton_of_latex(latex(node, notation)) == skeleton_of_mathml(mathml(node, notation))


@pytest.mark.parametrize(
    ("node", "source", "line"),
    [
        # The value of a derivative in another letter than the one that the point is for.
        (At(Derivative(s, x, Integer(1)), k, n), r"\left.\sigma'(x)\right|_{k = n}", "[σ′(x)]|_(k=n)"),
        # What is raised or lowered has slashes for bars.
        (Sum(k, k, n / 2, n), r"\sum_{k=n/2}^{n} k", "Σ(k=n/2..n, k)"),
        (At(s**2, x, n / 2), r"\left.\sigma(x)^{2}\right|_{x = n/2}", "[σ(x)²]|_(x=n/2)"),
        # Before a slash, what reaches to its right is closed first.
        (call("exp", Sum(k, k, n, n) / 2), r"e^{(\sum_{k=n}^{n} k)/2}", "e^(Σ(k=n..n, k)/2)"),
        (call("stirling2", x / 2, k), r"S\left(\frac{x}{2}, k\right)", "S(x/2, k)"),
        (k * (1 + call("binomial", n, k)), r"k\left(1 + \binom{n}{k}\right)", "k·(1 + binomial(n, k))"),
    ],
)
def test_layouts(node: Expression, source: str, line: str) -> None:
    assert (latex(node), text(node)) == (source, line)


def test_signs_between_the_sides_of_a_claim() -> None:
    for relation in Relation:
        claim = Chain(sides=(s, x), relations=(relation,))
        assert re.fullmatch(r"\\sigma\(x\) ([=<>]|\\[a-z]+) x", claim_latex(claim))
