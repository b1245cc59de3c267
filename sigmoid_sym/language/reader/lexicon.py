r"""The white list of the reader, as data: every word, sign and macro that it knows, and what each is.

Text → tokens, the tables of that stage. A table goes from a spelling to (kind, value): the kind is a
terminal of `grammar.lark`, or in lower case what `lexer.py` does there; the value is what the token stands
for. A synonym is one more spelling in a row. What is in no table is not understood; nothing is taken apart
to make it fit (`\leqslant` is a relation, `\sigmaa` is unknown).
"""

from __future__ import annotations

from fractions import Fraction
from string import ascii_letters
from unicodedata import normalize

from sigmoid_sym.functions import FUNCTIONS
from sigmoid_sym.language.reader.operations import OPERATIONS
from sigmoid_sym.language.reader.phrases import FILLERS, FIRST_WORDS, KEYWORDS, REMARK, TRAILERS
from sigmoid_sym.language.reader.tables import Entry, Spelling, Table, plain, table, words
from sigmoid_sym.tree.claim import INFINITY, VARIABLES, Relation
from sigmoid_sym.tree.expression import ACCENTS, GREEK, Constant

__all__ = ["FILLERS", "FIRST_WORDS", "KEYWORDS", "REMARK", "TRAILERS", "Entry", "Spelling", "Table", "words"]


# Letters

# Letters that may be used without saying what they are.
KNOWN_LETTERS = VARIABLES | words("a b c k n m j C L alpha beta gamma lambda")
FUNCTION_LETTERS = words("f g h")
WHOLE_NUMBERS = words("n m j")
# Letters that are a word or the name of a function, not a product.
NO_PRODUCTS = words(
    "am an be me my up as at by do go he if in is it no of on or so st to us we "
    "arg cos cot csc cov def deg det dim div erf gcd hom inf ker lcm lim log max min mod pr sec sgn sin sup "
    "tan var Pr Re Im Ei Si Ci tr id Tr Li ln lg tg th sh ch cth sn cn dn vs eg ie et al ah ok ex re hi"
)
_PI = Constant("pi")
# Σ is the sign of a sum, π a number, and σ a function.
_LETTERS = {name: letter for name, letter in GREEK.items() if name not in ("pi", "Sigma", "sigma")}
LETTERS: Table = {
    "e": ("EULER", None),
    "d": ("DIFFERENTIAL", None),
    **table("NAME", {name: name for name in _LETTERS}),
}


def _accented() -> Table:
    """Return the letters with an accent that are one character: ŷ."""
    letters = [(letter, letter) for letter in ascii_letters] + [(sign, name) for name, sign in GREEK.items()]
    return {
        sign: ("NAME", f"{name}_{accent}")
        for letter, name in letters
        for accent, mark in ACCENTS.items()
        if len(sign := normalize("NFC", letter + mark)) == 1
    }


# Functions

# Those that have a word: n! has a sign instead, and c(n,k) is only written, never read.
_ROWS = [
    row
    for row in FUNCTIONS.values()
    if row.definition or row.slope or row.words or (row.whole and row.arity > 1)
]
_CAPITALS = {  # Tanh, TANH; Sigma is the sign of a sum
    word: row.name
    for row in _ROWS
    for name in (row.name, *row.words)
    for word in (name.capitalize(), name.upper())
    if len(name) > 2 and name != "sigma"
}
FUNCTION_WORDS: Table = {
    **{word: ("HEAD", Spelling(word, word)) for word in OPERATIONS},
    **{word: ("HEAD", Spelling(name, word)) for word, name in _CAPITALS.items()},
    **{word: ("HEAD", Spelling(row.name, word)) for row in _ROWS for word in (row.name, *row.words)},
    "S": ("HEAD", Spelling("sigma", "S")),
}
_FUNCTION_SIGNS = {sign: ("HEAD", Spelling(row.name, sign)) for row in _ROWS for sign in row.signs}
FUNCTION_MACROS: Table = {
    **{word: ("HEAD", Spelling(word, word)) for word in ("max", "min")},
    **{macro: ("HEAD", Spelling(row.name, macro)) for row in _ROWS for macro in row.macros},
}
# What differentiates: diff(f(x), x).
DIFFERENTIATORS = words("diff Diff Derivative differentiate")
# What stands before a function in a program: np.exp, torch.nn.functional.softplus, std::exp.
MODULES = words(
    "Math math cmath np numpy jnp jax torch tf nn F functional special scipy sp sympy mpmath mp keras K "
    "backend activations std"
)
# What S(n,k), A(n,k) and C(n,k) are; with one argument, or none, these are other things.
TWO_ARGUMENTS = {"C": "binomial", **{row.page: row.name for row in _ROWS if row.whole and row.page}}
# Those of two numbers of which it does not matter how more are put in brackets.
ASSOCIATIVE = frozenset({"max", "min"})
# Functions of whole numbers.
COUNTING = frozenset(row.name for row in FUNCTIONS.values() if row.whole)
# Functions that may stand without an argument where nothing follows, as exp and √ never do.
MAY_BE_BARE = frozenset(row.name for row in FUNCTIONS.values() if row.definition and row.arity == 1)

# Signs

_FRACTIONS = {Fraction(1, 2): "½", Fraction(1, 3): "⅓", Fraction(2, 3): "⅔", Fraction(1, 4): "¼"}
_FRACTIONS |= {Fraction(3, 4): "¾", Fraction(1, 6): "⅙", Fraction(1, 8): "⅛"}
_PLAIN_SIGNS = {
    "DIFFERENTIAL": "∂",
    "SUM": "Σ ∑",
    "INT": "∫",
    "IN": "∈",
    "TO": "→ ->",
    "FOR": "∀",
    "IMPLIES": "⇒ ⟹ =>",
    "SEPARATOR": "; :",
    "OPEN": "(",
    "CLOSE": ")",
    "OPEN_SQUARE": "[",
    "CLOSE_SQUARE": "]",
    "OPEN_BRACE": "{",
    "CLOSE_BRACE": "}",
    "ellipsis": "... … ⋯",
}
SIGNS: Table = {
    **_FUNCTION_SIGNS,
    **{letter: ("NAME", name) for name, letter in _LETTERS.items()},
    **_accented(),
    **table("CONSTANT", {INFINITY: "∞", _PI: "π"}),
    **table("VULGAR", _FRACTIONS),
    **table("EQUALS", {Relation.EQ: "="}),
    **table("RELATION", {Relation.EQ: "≡ == :=", Relation.APPROX: "≈ ≅", Relation.NE: "≠ !="}),
    **table("RELATION", {Relation.LT: "<", Relation.LE: "≤ <= ⩽ ≦"}),
    **table("RELATION", {Relation.GT: ">", Relation.GE: "≥ >= ⩾ ≧"}),
    **table("SIGN", {"+": "+", "-": "- −"}),
    **table("TIMES", {"*": "* · ⋅ × ∗"}),
    **table("OVER", {"/": "/ ∕ ⁄ ÷"}),
    **table("CARET", {"^": "^ **"}),
    **table("UNDERSCORE", {"_": "_"}),
    **table("BANG", {"!": "!"}),
    **table("DOTS", {"..": ".."}),
    **table("SET", {"R": "ℝ", "Z": "ℤ", "N": "ℕ"}),
    **table("bar", {"": "|"}),
    **table("layout", {"environment": "&", "LaTeX": "~"}),
    **plain(_PLAIN_SIGNS),
    "\n": ("newline", False),
}
SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿᵏᵐʲⁱˣᵗ", "0123456789+-()nkmjixt", strict=True))
SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))
PRIMES = {"'": 1, "’": 1, "′": 1, "″": 2, "‴": 3, "⁗": 4}

# LaTeX

_SIZES = ("big", "Big", "bigg", "Bigg")
_PLAIN_MACROS = {
    "DIFFERENTIAL": "partial",
    "FRAC": "frac tfrac dfrac cfrac",
    "ATOP": "atop",
    "OVERBAR": "over",
    "boxed": "boxed fbox",
    "SUM": "sum",
    "INT": "int",
    "LIM": "lim",
    "IN": "in",
    "TO": "to rightarrow longrightarrow",
    "FOR": "forall",
    "IMPLIES": "implies Rightarrow Longrightarrow",
    "CLOSE_SET": "} rbrace",
    "CLOSE_ANGLE": "rangle",
    "GAP": "quad qquad [ ] ( )",
    "ellipsis": "dots ldots cdots ddots",
    "upright": "operatorname mathrm mathsf mathit",
    "prose": "text textrm textit textbf textnormal mbox hbox intertext",
    "styled": "mathbf boldsymbol bm vec mathcal mathscr mathfrak",
    "thrown": "label tag color vspace",
    "distance": "hspace",
    "phantom": "phantom hphantom",
    "blackboard": "mathbb",
    "begin": "begin",
    "end": "end",
}
# Only layout: they do not change what a formula says.
_SILENT = (
    ", ; : ! > / thinspace enspace displaystyle textstyle scriptstyle scriptscriptstyle middle limits "
    "nolimits nonumber notag strut mathstrut hline tiny scriptsize footnotesize small normalsize large Large "
    "LARGE huge Huge rm protect noindent centering"
)
MACROS: Table = {
    **table("NAME", {name: name for name in _LETTERS}),
    **table("CONSTANT", {INFINITY: "infty", _PI: "pi"}),
    **table(
        "RELATION",
        {
            Relation.EQ: "equiv coloneqq triangleq",
            Relation.APPROX: "approx simeq approxeq",
            Relation.NE: "ne neq",
        },
    ),
    **table("RELATION", {Relation.LT: "lt", Relation.LE: "le leq leqslant leqq"}),
    **table("RELATION", {Relation.GT: "gt", Relation.GE: "ge geq geqslant geqq"}),
    **table("TIMES", {"*": "cdot times ast"}),
    **table("SQRT", {"sqrt": "sqrt"}),
    **table("BINOM", {"binomial": "binom tbinom dbinom"}),
    **table("INFIX", {"stirling2": "brace", "binomial": "choose"}),
    **table("OPEN_SET", {"stirling2": "{ lbrace"}),
    **table("OPEN_ANGLE", {"eulerian": "langle"}),
    **table("EXTREMUM", {True: "max", False: "min"}),
    **table("bar", {"": "vert rvert", "left": "lvert"}),
    **table("stretched", {"left": "left", "right": "right"}),
    **table("sized", {"left": " ".join(f"{size}l" for size in _SIZES)}),
    **table("sized", {"right": " ".join(size + side for size in _SIZES for side in ("", "m", "r"))}),
    **table("newline", {True: "\\"}),
    **table("accent", {"hat": "hat widehat", "bar": "bar overline", "tilde": "tilde widetilde"}),
    **table("SET", {"R": "R", "Z": "Z"}),
    **table("INTERVAL", {(False, False): "openint", (True, True): "closedint"}),
    **table("INTERVAL", {(False, True): "hointl", (True, False): "hointr"}),
    **plain({"silent": _SILENT}),
    **plain(_PLAIN_MACROS),
    " ": ("silent", None),
}
PRIME_MACROS = {r"\prime": 1}  # where they are raised
BLACKBOARD = {"R": "R", "Z": "Z", "N": "N"}
ENVIRONMENTS = words(
    "aligned align align* alignat alignat* alignedat equation equation* split gather gather* gathered "
    "eqnarray eqnarray* array multline multline* displaymath math"
)
