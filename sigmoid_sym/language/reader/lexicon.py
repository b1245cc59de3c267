r"""The white list of the reader, as data: every word, sign and macro that it knows, and what each is.

Text → tokens, the tables of that stage. A table goes from a spelling to (kind, value): the kind is a
terminal of `grammar.lark`, or in lower case what `lexer.py` does there; the value is what the token stands
for. A synonym is one more spelling in a row. What is in no table is not understood; nothing is taken apart
to make it fit (`\leqslant` is a relation, `\sigmaa` is unknown).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sigmoid_sym.functions import FUNCTIONS
from sigmoid_sym.tree.claim import INFINITY, VARIABLES, Relation, Symmetry, Trend
from sigmoid_sym.tree.expression import GREEK, Constant, Integer

Entry = tuple[str, Any]
Table = dict[str, Entry]


@dataclass(frozen=True, slots=True)
class Spelling:
    """A function, and how it is written in the text: that tells S(n,k) from σ(n,k)."""

    function: str
    written: str


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


def _table(kind: str, spellings: Mapping[Any, str], between: str | None = None) -> Table:
    """Return {spelling: (kind, value)} from {value: spellings}, which blanks separate, or `between`."""
    return {word: (kind, value) for value, several in spellings.items() for word in several.split(between)}


# Letters

# Letters that may be used without saying what they are.
KNOWN_LETTERS = VARIABLES | words("a b c k n m j C L alpha beta gamma lambda")
FUNCTION_LETTERS = words("f g h")
WHOLE_NUMBERS = words("n m j")
# Two letters that are a word, not a product.
NO_PRODUCTS = words("am an be me my up")
_PI = Constant("pi")
# Σ is the sign of a sum, π a number, and σ a function.
_LETTERS = {name: letter for name, letter in GREEK.items() if name not in ("pi", "Sigma", "sigma")}
LETTERS: Table = {
    "e": ("EULER", None),
    "d": ("DIFFERENTIAL", None),
    **_table("NAME", {name: name for name in _LETTERS}),
}

# Functions

# Those that have a word: n! has a sign instead, and c(n,k) is only written, never read.
_ROWS = [
    row
    for row in FUNCTIONS.values()
    if row.definition or row.slope or row.words or (row.whole and row.arity > 1)
]
FUNCTION_WORDS: Table = {
    **{word: ("HEAD", Spelling(row.name, word)) for row in _ROWS for word in (row.name, *row.words)},
    "S": ("HEAD", Spelling("sigma", "S")),
}
_FUNCTION_SIGNS = {sign: ("HEAD", Spelling(row.name, sign)) for row in _ROWS for sign in row.signs}
FUNCTION_MACROS: Table = {macro: ("HEAD", Spelling(row.name, macro)) for row in _ROWS for macro in row.macros}
# What S(n,k), A(n,k) and C(n,k) are; with one argument, or none, these are other things.
TWO_ARGUMENTS = {"S": "stirling2", "A": "eulerian", "C": "binomial"}
# Functions of whole numbers.
COUNTING = frozenset(row.name for row in FUNCTIONS.values() if row.whole)
# Functions that may stand without an argument where nothing follows, as exp and √ never do.
MAY_BE_BARE = frozenset(row.name for row in FUNCTIONS.values() if row.definition and row.arity == 1)

# Signs

SIGNS: Table = {
    **_FUNCTION_SIGNS,
    **{letter: ("NAME", name) for name, letter in _LETTERS.items()},
    **_table("CONSTANT", {INFINITY: "∞", _PI: "π"}),
    **_table("VULGAR", {Fraction(1, 2): "½", Fraction(1, 3): "⅓", Fraction(2, 3): "⅔", Fraction(1, 4): "¼"}),
    **_table("VULGAR", {Fraction(3, 4): "¾", Fraction(1, 6): "⅙", Fraction(1, 8): "⅛"}),
    **_table("EQUALS", {Relation.EQ: "="}),
    **_table("RELATION", {Relation.EQ: "≡ == :=", Relation.APPROX: "≈ ≅", Relation.NE: "≠ !="}),
    **_table(
        "RELATION", {Relation.LT: "<", Relation.LE: "≤ <= ⩽ ≦", Relation.GT: ">", Relation.GE: "≥ >= ⩾ ≧"}
    ),
    **_table("SIGN", {"+": "+", "-": "- −"}),
    **_table("TIMES", {"*": "* · ⋅ × ∗"}),
    **_table("OVER", {"/": "/ ∕ ⁄ ÷"}),
    **_table("CARET", {"^": "^ **"}),
    **_table("UNDERSCORE", {"_": "_"}),
    **_table("BANG", {"!": "!"}),
    **_table("DOTS", {"..": ".."}),
    **_table("DIFFERENTIAL", {None: "∂"}),
    **_table("SUM", {None: "Σ ∑"}),
    **_table("IN", {None: "∈"}),
    **_table("TO", {None: "→ ->"}),
    **_table("FOR", {None: "∀"}),
    **_table("SET", {"R": "ℝ", "Z": "ℤ", "N": "ℕ"}),
    **_table("SEPARATOR", {None: "; :"}),
    **_table("OPEN", {None: "("}),
    **_table("CLOSE", {None: ")"}),
    **_table("OPEN_SQUARE", {None: "["}),
    **_table("CLOSE_SQUARE", {None: "]"}),
    **_table("OPEN_BRACE", {None: "{"}),
    **_table("CLOSE_BRACE", {None: "}"}),
    **_table("bar", {"": "|"}),
    **_table("ellipsis", {None: "... … ⋯"}),
    **_table("layout", {"environment": "&", "LaTeX": "~"}),
    "\n": ("newline", False),
}
SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿᵏᵐʲⁱˣᵗ", "0123456789+-()nkmjixt", strict=True))
SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))
PRIMES = {"'": 1, "’": 1, "′": 1, "″": 2, "‴": 3, "⁗": 4}

# LaTeX

_SIZES = ("big", "Big", "bigg", "Bigg")
MACROS: Table = {
    **_table("NAME", {name: name for name in _LETTERS}),
    **_table("CONSTANT", {INFINITY: "infty", _PI: "pi"}),
    **_table("RELATION", {Relation.EQ: "equiv coloneqq", Relation.APPROX: "approx", Relation.NE: "ne neq"}),
    **_table("RELATION", {Relation.LT: "lt", Relation.LE: "le leq leqslant leqq"}),
    **_table("RELATION", {Relation.GT: "gt", Relation.GE: "ge geq geqslant geqq"}),
    **_table("TIMES", {"*": "cdot times ast"}),
    **_table("DIFFERENTIAL", {None: "partial"}),
    **_table("FRAC", {None: "frac tfrac dfrac cfrac"}),
    **_table("SQRT", {"sqrt": "sqrt"}),
    **_table("BINOM", {"binomial": "binom tbinom dbinom"}),
    **_table("INFIX", {"stirling2": "brace", "binomial": "choose"}),
    **_table("ATOP", {None: "atop"}),
    **_table("SUM", {None: "sum"}),
    **_table("LIM", {None: "lim"}),
    **_table("EXTREMUM", {True: "max", False: "min"}),
    **_table("IN", {None: "in"}),
    **_table("TO", {None: "to rightarrow longrightarrow"}),
    **_table("FOR", {None: "forall"}),
    **_table("OPEN_SET", {"stirling2": "{ lbrace"}),
    **_table("CLOSE_SET", {None: "} rbrace"}),
    **_table("OPEN_ANGLE", {"eulerian": "langle"}),
    **_table("CLOSE_ANGLE", {None: "rangle"}),
    **_table("bar", {"": "vert rvert", "left": "lvert"}),
    **_table("stretched", {"left": "left", "right": "right"}),
    **_table("sized", {"left": " ".join(f"{size}l" for size in _SIZES)}),
    **_table("sized", {"right": " ".join(size + side for size in _SIZES for side in ("", "m", "r"))}),
    **_table("GAP", {None: "quad qquad [ ] ( )"}),
    **_table("silent", {None: ", ; : ! > thinspace enspace displaystyle textstyle"}),
    **_table("silent", {None: "middle limits nolimits nonumber notag"}),
    " ": ("silent", None),
    **_table("newline", {True: "\\"}),
    **_table("ellipsis", {None: "dots ldots cdots ddots"}),
    **_table("upright", {None: "operatorname mathrm mathsf mathit"}),
    **_table("prose", {None: "text textrm textit mbox"}),
    **_table("blackboard", {None: "mathbb"}),
    **_table("begin", {None: "begin"}),
    **_table("end", {None: "end"}),
}
PRIME_MACROS = {r"\prime": 1}  # where they are raised
BLACKBOARD = {"R": "R", "Z": "Z", "N": "N"}
ENVIRONMENTS = words("aligned align align* alignat equation equation* split gather gathered")

# Words

_COUNTS = "no one two three four five six seven eight nine ten"
KEYWORDS: Table = {
    **_table("FOR", {None: "for forall when whenever if"}),
    **_table("ON", {None: "on"}),
    **_table("LET", {None: "let where with define given assume suppose"}),
    **_table("AT", {None: "at"}),
    **_table("AS", {None: "as"}),
    **_table("IS", {None: "is are"}),
    **_table("HAS", {None: "has attains reaches achieves"}),
    **_table("OF", {None: "of"}),
    **_table("BY", {None: "by"}),
    **_table("EQUALS", {Relation.EQ: "equals"}),
    **_table("RELATION", {Relation.APPROX: "approx"}),
    **_table(
        "TREND", {Trend.INCREASING: "increasing nondecreasing", Trend.DECREASING: "decreasing nonincreasing"}
    ),
    **_table(
        "TREND", {Trend.MONOTONE: "monotone monotonic", Trend.CONVEX: "convex", Trend.CONCAVE: "concave"}
    ),
    **_table("TRENDS", {Trend.INCREASING: "increases", Trend.DECREASING: "decreases"}),
    **_table("STRICTLY", {None: "strictly"}),
    **_table("PARITY", {Symmetry.EVEN: "even", Symmetry.ODD: "odd antisymmetric"}),
    **_table("SYMMETRIC", {None: "symmetric symmetrical"}),
    **_table("BOUNDED", {None: "bounded"}),
    **_table("SIGNED", {Relation.GT: "positive", Relation.LT: "negative"}),
    **_table("SIGNED", {Relation.GE: "nonnegative", Relation.NE: "nonzero"}),
    **_table("RANGE", {None: "range image"}),
    **_table("EXTREMUM", {True: "maximum max", False: "minimum min"}),
    **_table("EXTREMAL", {True: "maximal", False: "minimal"}),
    **_table("LIM", {None: "lim limit"}),
    **_table("EXACTLY", {None: "exactly precisely"}),
    **_table("ZEROS", {None: "zeros zeroes zero roots root"}),
    **_table("COUNT", {Integer(number): word for number, word in enumerate(_COUNTS.split())}),
    **_table("NUMBERS", {"Z": "integer integers"}),
    **_table("SEPARATOR", {None: "then"}),
    **_table("CONSTANT", {INFINITY: "infinity inf oo", _PI: "pi"}),
    **_table("SUM", {None: "sum"}),
    # Phrases, which come before the words that they are made of.
    **_table("TO", {None: "tends to | goes to | converges to | approaches"}, " | "),
    **_table("IN", {None: "in | lies in | takes values in | belongs to | is in"}, " | "),
    **_table("ABOUT", {None: "about | around | with respect to"}, " | "),
    **_table(
        "TREND", {Trend.INCREASING: "monotonically increasing | monotone increasing | non-decreasing"}, " | "
    ),
    **_table(
        "TREND", {Trend.DECREASING: "monotonically decreasing | monotone decreasing | non-increasing"}, " | "
    ),
    **_table("TREND", {Trend.CONVEX: "concave up", Trend.CONCAVE: "concave down"}, " | "),
    **_table("COMPARED", {Relation.LE: "at most | less than or equal to | bounded above by"}, " | "),
    **_table("COMPARED", {Relation.GE: "at least | greater than or equal to | bounded below by"}, " | "),
    **_table(
        "COMPARED", {Relation.LT: "less than", Relation.GT: "greater than", Relation.EQ: "equal to"}, " | "
    ),
    **_table("AXIS", {Symmetry.EVEN: "y-axis | vertical axis", Symmetry.ODD: "origin"}, " | "),
    **_table("SIGNED", {Relation.GE: "non-negative", Relation.LE: "non-positive", Relation.NE: "non-zero"}),
    **_table("ZEROS", {None: "real zeros | real zeroes | real zero | real roots | real root"}, " | "),
    **_table("NUMBERS", {"Z": "whole numbers | whole number"}, " | "),
}
# Words that say nothing where they stand after another word (`the`, `for all real numbers x`).
FILLERS = words("a an the all every each any real function functions value number numbers its")
