"""A synonym costs one row of a table: of every kind one that is made up is added, and read.

The rows are added in a process of their own, before anything is read there; nothing else is touched.
"""

import contextlib
import json
import subprocess
import sys
from functools import cache
from typing import Any

import pytest

from sigmoid_sym.errors import ParseError
from sigmoid_sym.language.reader import readings
from sigmoid_sym.tree.data import to_data

# kind of synonym: a row of the lexicon, a text with the synonym, the same text without
ROWS = {
    "relation": ('MACROS["lesssim"] = "RELATION", Relation.LE', r"\sigma \lesssim 1", r"\sigma \le 1"),
    "product": ('MACROS["bullet"] = "TIMES", "*"', r"x \bullet x > 1", r"x \cdot x > 1"),
    "constant": ('MACROS["uppi"] = "CONSTANT", _PI', r"2\uppi > 6", r"2\pi > 6"),
    "letter": ('MACROS["upalpha"] = "NAME", "alpha"', r"\upalpha + x > x", r"\alpha + x > x"),
    "differential": ('MACROS["dd"] = "DIFFERENTIAL", None', r"\frac{\dd \sigma}{\dd x} = 1", "σ' = 1"),
    "fraction": ('MACROS["sfrac"] = "FRAC", None', r"\sfrac12 = \sfrac{1}{2}", r"\frac12 = \frac{1}{2}"),
    "root": ('MACROS["radix"] = "SQRT", "sqrt"', r"\radix4 = 2", r"\sqrt4 = 2"),
    "binomial": ('MACROS["Choose"] = "BINOM", "binomial"', r"\Choose{n}{k} > 0", "C(n,k) > 0"),
    "storeys": ('MACROS["subsets"] = "INFIX", "stirling2"', r"{n \subsets k} > 0", "S(n,k) > 0"),
    "sum": ('MACROS["Total"] = "SUM", None', r"\Total_{k=1}^2 k = 3", r"\sum_{k=1}^2 k = 3"),
    "limit": ('MACROS["plim"] = "LIM", None', r"\plim_{x\to0} \sigma = 1", r"\lim_{x\to0} \sigma = 1"),
    "arrow": ('MACROS["goesto"] = "TO", None', r"\lim_{x\goesto0} x = 0", r"\lim_{x\to0} x = 0"),
    "extremum": ('MACROS["top"] = "EXTREMUM", True', r"\top_x \sigma = 1", r"\max_x \sigma = 1"),
    "membership": ('MACROS["isin"] = "IN", None', r"\sigma \isin (0,1)", r"\sigma \in (0,1)"),
    "quantifier": ('MACROS["each"] = "FOR", None', r"\sigma > 0 \each x > 1", "σ > 0 for x > 1"),
    "set": ('MACROS["whole"] = "SET", "Z"', r"2^n > 0, n \in \whole", "2^n > 0, n ∈ ℤ"),
    "letter of a set": ('BLACKBOARD["I"] = "Z"', r"2^n > 0, n \in \mathbb{I}", "2^n > 0, n ∈ ℤ"),
    "alphabet": ('MACROS["mathds"] = "blackboard", None', r"2^n > 0, n \in \mathds{Z}", "2^n > 0, n ∈ ℤ"),
    "layout": ('MACROS["medspace"] = "silent", None', r"2\medspace x > \medspace 1", "2x > 1"),
    "gap": ('MACROS["hfill"] = "GAP", None', r"\sigma > 0 \hfill \forall x > 1", "σ > 0 for x > 1"),
    "end of a line": ('MACROS["newline"] = "newline", False', r"\sigma \newline > 1", "σ > 1"),
    "size": ('MACROS["vast"] = "sized", "right"', r"\sigma' \vast|_{x=0} = 1", "σ'(0) = 1"),
    "stretch": ('MACROS["mleft"] = "stretched", "left"', r"\mleft. \sigma' \right|_{x=0} = 1", "σ'(0) = 1"),
    "bar": ('MACROS["mvert"] = "bar", ""', r"\mvert x\mvert > 0", "|x| > 0"),
    "bracket": ('MACROS["lparen"] = "OPEN", None', r"\sigma\lparen x) > 0", "σ(x) > 0"),
    "upright": ('MACROS["mathtt"] = "upright", None', r"\mathtt{logit}(x) > 0", "logit(x) > 0"),
    "prose": ('MACROS["emph"] = "prose", None', r"\sigma\emph{ is even}", "σ is even"),
    "environment": ('ENVIRONMENTS |= {"flalign"}', r"\begin{flalign} \sigma &> 1 \end{flalign}", "σ > 1"),
    "raised prime": (r'PRIME_MACROS["\\tick"] = 1', r"\sigma^{\tick\tick} = \sigma^\tick", "σ'' = σ'"),
    "prime": ('PRIMES["ʹ"] = 1', "σʹʹ = σ'", "σ'' = σ'"),
    "superscript": ('SUPERSCRIPTS["ᶻ"] = "z"', "e⁻ᶻ > 0", "e^(-z) > 0"),
    "subscript": ('SUBSCRIPTS["ₐ"] = "a"', "2^(x₁ₐ) > 0", "2^(x_{1a}) > 0"),
    "number": ('SIGNS["⅖"] = "VULGAR", Fraction(2, 5)', "σ > ⅖x", "σ > (2/5)x"),
    "sign": ('SIGNS["⪯"] = "RELATION", Relation.LE', "σ ⪯ 1", "σ ≤ 1"),
    "sign of two characters": ('SIGNS["=<"] = "RELATION", Relation.LE', "σ =< 1", "σ ≤ 1"),
    "sign of a bar": ('SIGNS["∣"] = "bar", ""', "∣x∣ > 0", "|x| > 0"),
    "word": ('KEYWORDS["rising"] = "TREND", Trend.INCREASING', "σ is rising", "σ is increasing"),
    "phrase": ('KEYWORDS["not above"] = "COMPARED", Relation.LE', "σ is not above 1", "σ is at most 1"),
    "number word": ('KEYWORDS["eleven"] = "COUNT", Integer(11)', "σ has eleven zeros", "σ has 11 zeros"),
    "filler": ('FILLERS |= {"smooth"}', "the smooth function σ is odd", "σ is odd"),
}
# kind of spelling: a function, what is changed in its row, and as above
FUNCTIONS = {
    "word": ("logit", {"words": ["log_odds", "lo2"]}, "log_odds = lo2", "logit = logit"),
    "macro": ("sech", {"macros": ["Sech"]}, r"\Sech2x = \Sech", "sech(2x) = sech"),
    "letter": ("sigma", {"signs": ["σ", "𝜎"]}, "𝜎' = 𝜎(1-𝜎)", "σ' = σ(1-σ)"),
    "operator": ("tanh", {"signs": ["⊤"]}, "⊤ 2x = 1", "tanh 2x = 1"),
    "word of a limit": (
        "binomial",
        {"words": ["limit"]},
        "the limit of σ as x -> 0 is limit(n, k)",
        "lim_(x -> 0) σ(x) = C(n,k)",
    ),
    "macro of a limit": (
        "eulerian",
        {"macros": ["lim"]},
        r"\lim_{x \to 0} x^2 = \lim\left(n,k\right)",
        "lim_(x -> 0) x² = A(n,k)",
    ),
}

ADD_ROWS = """
import json, sys
from dataclasses import replace
from types import MappingProxyType
from sigmoid_sym import functions

rows, changes, texts = json.load(sys.stdin)
table = dict(functions.FUNCTIONS)
for name, spellings in changes:
    table[name] = replace(table[name], **{field: tuple(several) for field, several in spellings.items()})
functions.FUNCTIONS = MappingProxyType(table)

from sigmoid_sym.language.reader import lexicon, readings
from sigmoid_sym.errors import ParseError
from sigmoid_sym.tree.claim import Trend
from sigmoid_sym.tree.data import to_data
from sigmoid_sym.tree.expression import Integer

vars(lexicon).update(Trend=Trend, Integer=Integer)
for row in rows:
    exec(row, vars(lexicon))


def said(text):
    try:
        return [to_data(reading) for reading in readings(text)]
    except ParseError as error:
        return error.reason


print(json.dumps([said(text) for text in texts]))
"""


def read_with(rows: list[str], changes: list[Any], texts: list[str]) -> list[Any]:
    """What a process reads in which there are these rows, too."""
    told = json.dumps([rows, changes, texts])
    python = [sys.executable, "-c", ADD_ROWS]
    done = subprocess.run(python, input=told, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)  # type: ignore[no-any-return]


@cache
def read_with_all() -> dict[str, Any]:
    """What is read where all rows are added, each kind in its text."""
    texts = [text for _, text, _ in ROWS.values()]
    return dict(zip(ROWS, read_with([row for row, _, _ in ROWS.values()], [], texts), strict=True))


def said(text: str) -> list[Any]:
    return [to_data(reading) for reading in readings(text)]


@pytest.mark.parametrize("kind", ROWS)
def test_a_row_is_a_synonym(kind: str) -> None:
    _, text, known = ROWS[kind]
    with pytest.raises(ParseError):
        readings(text)
    assert read_with_all()[kind] == said(known)


@pytest.mark.parametrize("kind", ["fraction", "phrase", "raised prime"])
def test_that_row_alone(kind: str) -> None:
    row, text, known = ROWS[kind]
    assert read_with([row], [], [text]) == [said(known)]


@pytest.mark.parametrize("kind", FUNCTIONS)
def test_the_spelling_of_a_function_stands_in_its_row(kind: str) -> None:
    name, spellings, text, known = FUNCTIONS[kind]
    before = None  # max(a, b) is the larger of two numbers before it is a binomial coefficient
    with contextlib.suppress(ParseError):
        before = said(text)
    assert before is None or (before != said(known) and "extremum" in kind)
    assert read_with([], [[name, spellings]], [text]) == [said(known)]


def test_dots_of_every_kind_leave_something_out() -> None:
    (reason,) = read_with(['MACROS["dotsc"] = "ellipsis", None'], [], [r"x + \dotsc > 1"])
    assert reason.startswith("the dots leave something out")
