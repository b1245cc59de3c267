"""Claims as a sentence, in plain text and in LaTeX; the reader reads them back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

from sigmoid_sym.language.latex import latex
from sigmoid_sym.language.notation import Notation
from sigmoid_sym.language.text import ASCII, UNICODE, Alphabet, text
from sigmoid_sym.tree.claim import (
    COUNTERS,
    INFINITY,
    REAL_LINE,
    VARIABLES,
    Bounded,
    Chain,
    Claim,
    Definition,
    Domain,
    Extremum,
    Interval,
    Limit,
    Membership,
    Parity,
    Range,
    Relation,
    Shape,
    ZeroCount,
)
from sigmoid_sym.tree.expression import Call, Expression, Integer, Neg, Symbol, call, names

_ASCII_SIGNS = {"≈": "approx", "≠": "!=", "≤": "<=", "≥": ">=", "∈": "in", "→": "->"}
_LATEX_SIGNS = {"≈": r"\approx", "≠": r"\ne", "≤": r"\le", "≥": r"\ge", "∈": r"\in", "→": r"\to"}


def claim_text(claim: Claim, notation: Notation | None = None, alphabet: Alphabet = UNICODE) -> str:
    """Return a claim in one line of text.

    >>> from sigmoid_sym.tree.expression import Integer, Symbol
    >>> from sigmoid_sym.tree.claim import Shape, Trend
    >>> x = Symbol("x")
    >>> domain = Domain(x, Interval(lower=Integer(0)))
    >>> claim_text(Shape(call("sigma", x), x, Trend.CONCAVE, domains=(domain,)))
    'σ(x) is concave for x > 0'
    """
    signs = _ASCII_SIGNS if alphabet is ASCII else {}
    speaker = _Speaker(
        write=lambda node: text(node, notation, alphabet),
        sign=lambda sign: signs.get(sign, sign),
        word=str,
        below=lambda limits: f"_({limits})",
        brackets="({}, {})",
    )
    return speaker.claim(claim)


def claim_latex(claim: Claim, notation: Notation | None = None) -> str:
    r"""Return a claim in LaTeX (amsmath), without dollars.

    >>> from sigmoid_sym.tree.expression import Derivative, Integer, Symbol
    >>> from sigmoid_sym.tree.claim import Parity, Symmetry
    >>> x = Symbol("x")
    >>> claim_latex(Parity(Derivative(call("sigma", x), x, Integer(1)), x, Symmetry.EVEN))
    "\\sigma'(x)\\text{ is even}"
    """
    speaker = _Speaker(
        write=lambda node: latex(node, notation),
        sign=lambda sign: _LATEX_SIGNS.get(sign, sign),
        word=lambda word: rf"\text{{{word}}}",
        below=lambda limits: f"_{{{limits}}}",
        brackets=r"\left({}, {}\right)",
    )
    return speaker.claim(claim)


@dataclass(frozen=True, slots=True)
class _Speaker:
    """How one language writes expressions, signs, words, what stands below a limit, and an interval."""

    write: Callable[[Expression], str]
    sign: Callable[[str], str]
    word: Callable[[str], str]
    below: Callable[[str], str]
    brackets: str

    def claim(self, claim: Claim) -> str:
        before = "".join(self.definition(definition) + "; " for definition in claim.definitions)
        domains = self.word(", ").join(self.domain(domain) for domain in claim.domains)
        said = self.statement(claim) + self.in_variable(claim)
        return before + said + (self.word(" for ") + domains if domains else "")

    def definition(self, definition: Definition) -> str:
        left: Expression = Symbol(definition.name)
        if definition.variable is not None:
            left = Call(definition.name, (definition.variable,))
        return self.word("let ") + f"{self.write(left)} = {self.write(definition.body)}"

    def statement(self, claim: Claim) -> str:
        match claim:
            case Chain(sides, relations):
                links = [
                    f" {self.sign(r.value)} {self.write(s)}"
                    for r, s in zip(relations, sides[1:], strict=True)
                ]
                return self.write(sides[0]) + "".join(links)
            case Membership(expression, interval):
                return f"{self.write(expression)} {self.sign('∈')} {self.interval(interval)}"
            case Range(expression, interval):
                head = self.word("the range of ") + self.write(expression)
                return head + self.word(" is ") + self.interval(interval)
            case Shape(expression, _, trend, strict):
                return self.write(expression) + self.word(f" is {'strictly ' if strict else ''}{trend.value}")
            case Parity(expression, _, symmetry):
                return self.write(expression) + self.word(f" is {symmetry.value}")
            case Bounded(expression, None):
                return self.write(expression) + self.word(" is bounded")
            case Bounded(expression, Expression() as bound):
                return f"{self.write(call('abs', expression))} {self.sign('≤')} {self.write(bound)}"
            case Extremum():
                return self.extremum(claim)
            case Limit(expression, variable, point, value, side):
                tendency = f"{self.write(variable)} {self.sign('→')} {self.write(point)}"
                sided = f"{tendency}^{{{side}}}" if side else tendency
                limit = self.word("lim") if self.word("lim") == "lim" else r"\lim"
                return f"{limit}{self.below(sided)} {self.write(expression)} = {self.write(value)}"
            case ZeroCount(expression, _, count):
                return (
                    self.write(expression)
                    + self.word(" has exactly ")
                    + self.write(count)
                    + self.word(" zero" if count == Integer(1) else " zeros")
                )
            case _:
                raise TypeError(f"{type(claim).__name__} is not a claim")

    def in_variable(self, claim: Claim) -> str:
        """Return " in y" where a reader would take another letter for the variable of a function."""
        match claim:
            case (
                Shape(variable=x) | Parity(variable=x) | ZeroCount(variable=x) | Extremum(variable=x, at=None)
            ):
                return "" if _spoken_of(claim) == {x.name} else self.word(" in ") + self.write(x)
        return ""

    def extremum(self, claim: Extremum) -> str:
        kind = "maximum" if claim.maximum else "minimum"
        at = "" if claim.at is None else self.word(" at ") + self.equation(claim.variable, claim.at)
        if claim.value is None:
            return self.write(claim.expression) + self.word(f" has a {kind}") + at
        head = self.word(f"the {kind} of ") + self.write(claim.expression)
        return head + self.word(" is ") + self.write(claim.value) + at

    def equation(self, left: Expression, right: Expression) -> str:
        return f"{self.write(left)} = {self.write(right)}"

    def interval(self, interval: Interval) -> str:
        written = self.brackets.format(self.write(interval.lower), self.write(interval.upper))
        if interval.lower_closed:
            written = written.replace("(", "[", 1)
        return written[:-1] + "]" if interval.upper_closed else written

    def domain(self, domain: Domain) -> str:
        """Return 0 < x ≤ 1, x > 0, or all real x."""
        is_counter = domain.variable.name in COUNTERS
        kind = self.word("integers ") if domain.integers else self.word("real ") if is_counter else ""
        variable, interval = self.write(domain.variable), domain.interval
        if interval == REAL_LINE:
            return self.word("all ") + (kind or self.word("real ")) + variable
        if interval.lower == interval.upper:
            return kind + self.equation(domain.variable, interval.lower)
        least = Relation.LE if interval.lower_closed else Relation.LT
        most = Relation.LE if interval.upper_closed else Relation.LT
        if interval.lower == Neg(INFINITY):
            return f"{kind}{variable} {self.sign(most.value)} {self.write(interval.upper)}"
        if interval.upper == INFINITY:
            more = Relation.GE if interval.lower_closed else Relation.GT
            return f"{kind}{variable} {self.sign(more.value)} {self.write(interval.lower)}"
        below = f"{self.write(interval.lower)} {self.sign(least.value)} "
        return f"{kind}{below}{variable} {self.sign(most.value)} {self.write(interval.upper)}"


def _spoken_of(claim: Claim) -> frozenset[str]:
    """Return the letters that a reader may take for the variable of a claim."""
    definitions = claim.definitions
    whole = [definition.body for definition in definitions if definition.variable is None]
    for field in fields(claim):
        value = getattr(claim, field.name)
        whole += [value] if isinstance(value, Expression) and field.name != "variable" else []
    for domain in claim.domains:
        whole += [domain.variable, domain.interval.lower, domain.interval.upper]
    parameters = frozenset(d.variable.name for d in definitions if d.variable is not None)
    spoken = frozenset().union(*(names(node, bound=False) for node in whole))
    defined = {definition.name for definition in definitions}
    return (spoken & VARIABLES) - defined or (parameters & VARIABLES) - defined or frozenset({"x"})
