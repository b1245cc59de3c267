"""The words of sentences, as data: every word and phrase that the reader knows, and what each is.

Text → tokens, a part of the tables of that stage (see `lexicon.py`). A phrase is one token: “never greater
than” is the ≤ between two expressions.
"""

from __future__ import annotations

from sigmoid_sym.language.reader.tables import Spelling, Table, plain, table, words
from sigmoid_sym.tree.claim import INFINITY, Relation, Symmetry, Trend
from sigmoid_sym.tree.expression import Constant, Integer

_PLAIN_WORDS = {
    "FOR": "for forall when whenever if",
    "ON": "on",
    "LET": "let where with define given assume suppose",
    "AT": "at",
    "AS": "as",
    "IS": "is are remains stays",
    "HAS": "has attains reaches achieves takes",
    "OF": "of",
    "BY": "by",
    "AND": "and",
    "STRICTLY": "strictly",
    "SYMMETRIC": "symmetric symmetrical point-symmetric",
    "BOUNDED": "bounded",
    "BETWEEN": "between",
    "RANGE": "range image",
    "LIM": "lim limit",
    "INTEGRAL": "integral antiderivative primitive",
    "LIPSCHITZ": "lipschitz",
    "MAPS": "maps",
    "VANISHES": "vanishes",
    "IMPLIES": "implies hence therefore thus",
    "EXACTLY": "exactly precisely",
    "ZEROS": "zeros zeroes zero roots root",
    "SEPARATOR": "then",
    "SUM": "sum",
}
_PLAIN_PHRASES = {
    "TO": "to | tends to | goes to | converges to | approaches",
    "IN": "in | lies in | takes values in | belongs to | is in | has values in | into",
    "IS": "lies | is given by | is equal to | is the same as | is identical to",
    "AT": "attained at | reached at | achieved at | attained for",
    "BETWEEN": "has values between | takes values between | values between | bounded between",
    "ABOUT": "about | around | with respect to",
    "ZEROS": "real zeros | real zeroes | real zero | real roots | real root",
    "INTEGRAL": "indefinite integral",
    "IMPLIES": "which implies | this implies",
    "LIPSCHITZ": "-lipschitz | lipschitz continuous | -lipschitz continuous | lipschitz with constant "
    "| lipschitz continuous with constant",
    # What says nothing before the name of a function, or before a claim.
    "silent": "value of | values of | output of | outputs of | graph of | we have | note that | recall that "
    "| observe that | notice that",
}
_COMPARED = {
    Relation.LE: "at most | less than or equal to | bounded above by | bounded from above by | no more than "
    "| no greater than | no larger than | never greater than | never larger than | never more than "
    "| never above",
    Relation.GE: "at least | greater than or equal to | bounded below by | bounded from below by "
    "| no less than | no smaller than | never less than | never smaller than | never below",
    Relation.LT: "less than | smaller than | strictly less than | strictly smaller than | below "
    "| strictly below",
    Relation.GT: "greater than | larger than | strictly greater than | strictly larger than | above "
    "| strictly above",
    Relation.EQ: "equal to",
    Relation.NE: "never equal to",
    Relation.APPROX: "approximately | approximately equal to | roughly",
}
_COMPARING = {
    Relation.GT: "exceeds | always exceeds",
    Relation.LE: "never exceeds | does not exceed | cannot exceed",
    Relation.NE: "never equals",
    Relation.EQ: "always equals",
}
_TRENDS = {
    Trend.INCREASING: "increasing | monotone increasing | monotonically increasing | monotonic increasing "
    "| nondecreasing | growing | never decreasing",
    Trend.DECREASING: "decreasing | monotone decreasing | monotonically decreasing | monotonic decreasing "
    "| nonincreasing | never increasing",
    Trend.MONOTONE: "monotone | monotonic",
    Trend.CONVEX: "convex | concave up",
    Trend.CONCAVE: "concave | concave down",
}
_CHANGING = {
    Trend.INCREASING: "increases | grows | rises | never decreases | monotonically increases",
    Trend.DECREASING: "decreases | falls | never increases | monotonically decreases",
}
_SIGNED = {
    Relation.GT: "positive | strictly positive",
    Relation.LT: "negative | strictly negative",
    Relation.GE: "nonnegative | non-negative | never negative",
    Relation.LE: "non-positive | nonpositive | never positive",
    Relation.NE: "nonzero | non-zero | never zero",
}
_EXTREMUM = {
    True: "maximum | max | global maximum | absolute maximum | maximum value | maximal value | largest value "
    "| greatest value | peak",
    False: "minimum | min | global minimum | absolute minimum | minimum value | minimal value "
    "| smallest value | least value",
}
_ORDERS = "first second third fourth fifth sixth"
_DERIVATIVE = {order: f"{word} derivative" for order, word in enumerate(_ORDERS.split(), 1)}
_DERIVATIVE[1] += " | derivative | slope | gradient | rate of change"
_FUNCTIONS = {
    "tanh": "hyperbolic tangent",
    "sinh": "hyperbolic sine",
    "cosh": "hyperbolic cosine",
    "sech": "hyperbolic secant",
}
_COUNTS = "no one two three four five six seven eight nine ten"
KEYWORDS: Table = {
    **plain(_PLAIN_WORDS),
    **plain(_PLAIN_PHRASES, " | "),
    **table("EQUALS", {Relation.EQ: "equals"}),
    **table("RELATION", {Relation.APPROX: "approx"}),
    **table("COMPARED", _COMPARED, " | "),
    **table("COMPARING", _COMPARING, " | "),
    **table("SIGNED", _SIGNED, " | "),
    **table("SIGNS", {Relation.NE: "never vanishes | does not vanish"}, " | "),
    **table("TREND", _TRENDS, " | "),
    **table("TREND", {Trend.INCREASING: "non-decreasing", Trend.DECREASING: "non-increasing"}),
    **table("TRENDS", _CHANGING, " | "),
    **table("PARITY", {Symmetry.EVEN: "even", Symmetry.ODD: "odd antisymmetric"}),
    **table("AXIS", {Symmetry.EVEN: "y-axis | vertical axis | y axis", Symmetry.ODD: "origin"}, " | "),
    **table("EXTREMUM", _EXTREMUM, " | "),
    **table("EXTREMAL", {True: "maximal largest greatest maximized", False: "minimal smallest minimized"}),
    **table("COUNT", {Integer(number): word for number, word in enumerate(_COUNTS.split())}),
    **table("NUMBERS", {"Z": "integer | integers | whole number | whole numbers"}, " | "),
    **table("CONSTANT", {INFINITY: "infinity inf oo", Constant("pi"): "pi"}),
    **table("DERIVATIVE", _DERIVATIVE, " | "),
    **{word: ("HEAD", Spelling(name, word)) for name, word in _FUNCTIONS.items()},
}
# What a step rests on, in brackets or without; it says nothing of whether the step is right.
_RULES = "chain quotient product power reciprocal sum constant difference"
REMARK = rf"\(?(?:by|using|from|applying|apply)\s+(?:the\s+)?(?:{'|'.join(_RULES.split())})\s+rule\)?"
# Words that say nothing where they stand after another word (`the`, `for all real numbers x`).
FILLERS = words(
    "a an the all every each any real function functions value number numbers its always everywhere also "
    "point line lines"
)
FIRST_WORDS = frozenset(key.split()[0] for key in KEYWORDS) | FILLERS
# Words that say nothing after the name of a function, or at the end.
TRAILERS = words("function itself curve activation everywhere always")
