r"""The white list of the reader, as data: every word, sign and macro that it knows, and what each is.

A table goes from a spelling to (terminal of `grammar.lark`, value). What is in no table is not
understood; nothing is taken apart to make it fit (`\leqslant` is a relation, `\sigmaa` is unknown).
"""

from __future__ import annotations

from sigmoid_sym.functions import FUNCTIONS
from sigmoid_sym.tree.claim import VARIABLES as VARIABLES
from sigmoid_sym.tree.expression import GREEK

Entry = tuple[str, str]
Table = dict[str, Entry]


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


def _table(terminal: str, spellings: dict[str, str]) -> Table:
    """Return {spelling: (terminal, value)} from {value: spellings separated by blanks}."""
    return {word: (terminal, value) for value, words in spellings.items() for word in words.split()}


# Functions that are spelt with a word; what c(n,k) and n! are is seen by their layout.
_SPELT = [row for row in FUNCTIONS.values() if row.name not in ("factorial", "coefficient")]
FUNCTION_WORDS: Table = {
    **{word: ("HEAD", row.name) for row in _SPELT for word in (row.name, *row.words)},
    "S": ("HEAD", "sigma"),
}
# What S(n,k), A(n,k) and C(n,k) are; with one argument, or none, these are other things.
TWO_ARGUMENTS = {"S": "stirling2", "A": "eulerian", "C": "binomial"}

# Letters that may be used without saying what they are, besides the VARIABLES.
PARAMETERS = words("a b c k n m j C L alpha beta gamma lambda")
FUNCTION_LETTERS = words("f g h")
# Two letters that are a word, not a product.
NO_PRODUCTS = words("am an be me my up")
WHOLE_NUMBERS = words("n m j")

_RELATIONS = {
    "≡": "=",
    "==": "=",
    ":=": "=",
    "≈": "≈",
    "≅": "≈",
    "≠": "≠",
    "!=": "≠",
    "<": "<",
    "≤": "≤",
    "<=": "≤",
    "⩽": "≤",
    "≦": "≤",
    ">": ">",
    "≥": "≥",
    ">=": "≥",
    "⩾": "≥",
    "≧": "≥",
}
SIGNS: Table = {
    **{sign: ("RELATION", value) for sign, value in _RELATIONS.items()},
    "=": ("EQUALS", "="),
    "∈": ("IN", "∈"),
    "→": ("TO", "→"),
    "->": ("TO", "→"),
    "∀": ("FOR", "∀"),
    "+": ("SIGN", "+"),
    "-": ("SIGN", "-"),
    "−": ("SIGN", "-"),
    **dict.fromkeys(("*", "·", "⋅", "×", "∗"), ("TIMES", "*")),
    **dict.fromkeys(("/", "∕", "⁄", "÷"), ("OVER", "/")),
    **dict.fromkeys(("^", "**"), ("CARET", "^")),
    "_": ("UNDERSCORE", "_"),
    "!": ("BANG", "!"),
    "..": ("DOTS", ".."),
    "∂": ("DIFFERENTIAL", "d"),
    **dict.fromkeys(("Σ", "∑"), ("SUM", "Σ")),
    "∞": ("CONSTANT", "infinity"),
    "π": ("CONSTANT", "pi"),
    "ℝ": ("SET", "R"),
    "ℤ": ("SET", "Z"),
    "ℕ": ("SET", "N"),
    **dict.fromkeys((";", ":"), ("SEPARATOR", ";")),
    "½": ("VULGAR", "1/2"),
    "⅓": ("VULGAR", "1/3"),
    "⅔": ("VULGAR", "2/3"),
    "¼": ("VULGAR", "1/4"),
    "¾": ("VULGAR", "3/4"),
    "⅙": ("VULGAR", "1/6"),
    "⅛": ("VULGAR", "1/8"),
    **{letter: ("NAME", name) for name, letter in GREEK.items() if name not in ("pi", "Sigma", "sigma")},
    **{sign: ("HEAD", row.name) for row in FUNCTIONS.values() for sign in row.signs},
}

_MACRO_VALUES = {
    "≤": "le leq leqslant leqq",
    "≥": "ge geq geqslant geqq",
    "≠": "ne neq",
    "≈": "approx",
    "=": "equiv coloneqq",
    "<": "lt",
    ">": "gt",
}
MACROS: Table = {
    **{name: ("NAME", name) for name in GREEK if name not in ("pi", "sigma", "Sigma")},
    "pi": ("CONSTANT", "pi"),
    "infty": ("CONSTANT", "infinity"),
    **{macro: ("HEAD", row.name) for row in FUNCTIONS.values() for macro in row.macros},
    **_table("RELATION", _MACRO_VALUES),
    "in": ("IN", "∈"),
    **_table("TO", {"→": "to rightarrow longrightarrow"}),
    "forall": ("FOR", "∀"),
    **_table("TIMES", {"*": "cdot times ast"}),
    **_table("FRAC", {"/": "frac tfrac dfrac cfrac"}),
    "sqrt": ("SQRT", "√"),
    "sum": ("SUM", "Σ"),
    **_table("BINOM", {"binomial": "binom tbinom dbinom"}),
    "brace": ("INFIX", "stirling2"),
    "choose": ("INFIX", "binomial"),
    "atop": ("ATOP", ""),
    "partial": ("DIFFERENTIAL", "d"),
    "lim": ("LIM", "lim"),
    "max": ("EXTREMUM", "max"),
    "min": ("EXTREMUM", "min"),
    "langle": ("OPEN_ANGLE", "⟨"),
    "rangle": ("CLOSE_ANGLE", "⟩"),
}
# Only layout: they do not change what a formula says.
SILENT_MACROS = (
    words(", ; : ! > thinspace enspace displaystyle textstyle limits nolimits nonumber notag")
    | words("left right middle")
    | {" "}
    | {size + side for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")}
)
ENVIRONMENTS = words("aligned align align* alignat equation equation* split gather gathered")

# Phrases of several words come before their parts.
_PHRASES: Table = {
    **dict.fromkeys(("tends to", "goes to", "converges to", "approaches"), ("TO", "→")),
    **dict.fromkeys(("lies in", "takes values in", "belongs to", "is in"), ("IN", "∈")),
    **dict.fromkeys(("with respect to", "about", "around"), ("ABOUT", "about")),
    "monotonically increasing": ("TREND", "increasing"),
    "monotonically decreasing": ("TREND", "decreasing"),
    "monotone increasing": ("TREND", "increasing"),
    "monotone decreasing": ("TREND", "decreasing"),
    "concave up": ("TREND", "convex"),
    "concave down": ("TREND", "concave"),
    "bounded above by": ("COMPARED", "≤"),
    "bounded below by": ("COMPARED", "≥"),
    "at most": ("COMPARED", "≤"),
    "at least": ("COMPARED", "≥"),
    "less than or equal to": ("COMPARED", "≤"),
    "greater than or equal to": ("COMPARED", "≥"),
    "less than": ("COMPARED", "<"),
    "greater than": ("COMPARED", ">"),
    "equal to": ("COMPARED", "="),
    "y-axis": ("AXIS", "even"),
    "vertical axis": ("AXIS", "even"),
    "origin": ("AXIS", "odd"),
    "non-negative": ("SIGNED", "≥"),
    "non-positive": ("SIGNED", "≤"),
    "non-zero": ("SIGNED", "≠"),
    "non-decreasing": ("TREND", "increasing"),
    "non-increasing": ("TREND", "decreasing"),
    **dict.fromkeys(
        ("real zeros", "real zeroes", "real zero", "real roots", "real root"), ("ZEROS", "zeros")
    ),
    "whole numbers": ("NUMBERS", "Z"),
    "whole number": ("NUMBERS", "Z"),
}
_TRENDS = {
    "increasing": "increasing nondecreasing",
    "decreasing": "decreasing nonincreasing",
    "monotone": "monotone monotonic",
    "convex": "convex",
    "concave": "concave",
}
_COUNTS = "no one two three four five six seven eight nine ten"
KEYWORDS: Table = {
    **_table("FOR", {"for": "for forall when whenever if"}),
    **_table("ON", {"on": "on"}),
    **_table("LET", {"let": "let where with define given assume suppose"}),
    **_table("AT", {"at": "at"}),
    **_table("AS", {"as": "as"}),
    **_table("IS", {"is": "is are"}),
    **_table("EQUALS", {"=": "equals"}),
    **_table("RELATION", {"≈": "approx"}),
    **_table("HAS", {"has": "has attains reaches achieves"}),
    **_table("IN", {"∈": "in"}),
    **_table("TREND", _TRENDS),
    **_table("TRENDS", {"increasing": "increases", "decreasing": "decreases"}),
    **_table("STRICTLY", {"strictly": "strictly"}),
    **_table("PARITY", {"even": "even", "odd": "odd antisymmetric"}),
    **_table("SYMMETRIC", {"symmetric": "symmetric symmetrical"}),
    **_table("BOUNDED", {"bounded": "bounded"}),
    **_table("BY", {"by": "by"}),
    **_table("OF", {"of": "of"}),
    **_table("SIGNED", {">": "positive", "<": "negative", "≥": "nonnegative", "≠": "nonzero"}),
    **_table("RANGE", {"range": "range image"}),
    **_table("EXTREMUM", {"max": "maximum max", "min": "minimum min"}),
    **_table("EXTREMAL", {"max": "maximal", "min": "minimal"}),
    **_table("LIM", {"lim": "lim limit"}),
    **_table("EXACTLY", {"exactly": "exactly precisely"}),
    **_table("ZEROS", {"zeros": "zeros zeroes zero roots root"}),
    **_table("NUMBERS", {"Z": "integer integers"}),
    **_table("SEPARATOR", {"then": "then"}),
    **_table("CONSTANT", {"infinity": "infinity inf oo", "pi": "pi"}),
    **_table("SUM", {"Σ": "sum"}),
    **{word: ("COUNT", str(number)) for number, word in enumerate(_COUNTS.split())},
    **_PHRASES,
}
# Words that say nothing where they stand after another word (`the`, `for all real numbers x`).
FILLERS = words("a an the all every each any real function functions value number numbers its")

SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿᵏᵐʲⁱˣᵗ", "0123456789+-()nkmjixt", strict=True))
SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))
PRIMES = {"'": 1, "’": 1, "′": 1, "″": 2, "‴": 3, "⁗": 4}
