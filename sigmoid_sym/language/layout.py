"""How a formula is laid out: brackets, signs of multiplication, marks of derivatives, powers of functions.

All that is decided here; LaTeX, MathML and plain text write the boxes that come of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, IntEnum
from itertools import chain

from sigmoid_sym.functions import FUNCTIONS, is_operator, is_symbol
from sigmoid_sym.language.boxes import (
    APPLY,
    DOT,
    MINUS,
    THIN_TIMES,
    TIMES,
    Box,
    Fence,
    Fraction,
    Name,
    Number,
    Root,
    Row,
    Script,
    Sign,
    Word,
    first,
    is_tall,
    row,
)
from sigmoid_sym.language.notation import Notation
from sigmoid_sym.language.numerals import decimal, decimal_places
from sigmoid_sym.tree.expression import (
    Add,
    At,
    Call,
    Constant,
    Decimal,
    Derivative,
    Div,
    Expression,
    Integer,
    Mul,
    Neg,
    Pow,
    Sum,
    Symbol,
    name_parts,
)

_CONSTANTS: dict[str, Box] = {
    "pi": Name("pi"),
    "i": Word("i", r"\mathrm{i}"),
    "infinity": Word("∞", r"\infty"),
}


class Style(Enum):
    """Where a formula stands."""

    PLANE = "plane"
    SMALL = "small"  # raised or lowered: a fraction is a/b
    LINE = "line"  # of text: so it is everywhere, and every sign of multiplication but that in 2x is seen
    PLAIN = "plain"  # such a line without superscripts


_SPELT = {"sqrt", "binomial", "polylog"}  # the functions that have no sign of their own in a line


class Binding(IntEnum):
    """How strongly an expression's outermost operation binds."""

    SUM = 1
    SIGN = 2
    PRODUCT = 3
    POWER = 4
    ATOM = 5


_BINDINGS = {
    Add: Binding.SUM,
    Neg: Binding.SIGN,
    Pow: Binding.POWER,
    At: Binding.POWER,
    **dict.fromkeys((Mul, Div, Sum, Derivative), Binding.PRODUCT),
}


class Layout:
    """Lays expressions out, with a notation and in a style."""

    def __init__(self, notation: Notation | None = None, style: Style = Style.PLANE) -> None:
        self.notation = notation or Notation()
        self.inline = style is not Style.PLANE
        self.linear = style in (Style.LINE, Style.PLAIN)
        self.spelt = (_SPELT if self.linear else set()) | ({"exp"} if style is Style.PLAIN else set())

    @property
    def small(self) -> Layout:
        """The layout of what is raised or lowered."""
        return self if self.inline else Layout(self.notation, Style.SMALL)

    def lay(self, node: Expression) -> Box:
        """Return the box of an expression."""
        match node:
            case Integer(value):
                return Number(decimal(value))
            case Decimal(digits, places):
                return Number(decimal_places(digits, places))
            case Symbol(name):
                return self.name(name)
            case Constant(name):
                return _CONSTANTS[name]
            case Add():
                return row(*chain(*self.terms(node)))
            case Neg(operand):
                return row(MINUS, self.at_least(Binding.PRODUCT, operand))
            case Mul(factors):
                return row(*self.factors(factors))
            case Div(numerator, denominator):
                return self.fraction(numerator, denominator)
            case Pow(base, exponent):
                return self.power(base, exponent)
            case Call():
                return self.call(node)
            case Derivative():
                return self.derivative(node, node.variable)
            case At():
                return self.at(node)
            case Sum():
                return self.sum(node)
            case _:
                raise TypeError(f"{type(node).__name__} is not an expression")

    def name(self, name: str) -> Name:
        """Return a letter as it is on this page."""
        stem, accent, subscript = name_parts(self.notation.name(name))
        return Name(stem, subscript, accent)

    def word(self, function: str) -> Box:
        """Return what a function is written with."""
        if is_symbol(function):
            return self.name(function)
        found = FUNCTIONS[function]
        if len(found.word) == 1:
            return Name(found.word)
        return Word(found.word, found.latex or rf"\operatorname{{{found.word}}}")

    def fenced(self, *boxes: Box) -> Fence:
        """Return the boxes in brackets."""
        return Fence("(", boxes, ")", not self.inline and any(map(is_tall, boxes)))

    def at_least(self, least: Binding, node: Expression) -> Box:
        """Return the expression, in brackets if it binds less than `least`."""
        box = self.lay(node)
        return box if self.binding(node) >= least else self.fenced(box)

    def binding(self, node: Expression) -> Binding:
        """Return how strongly the expression binds as it is written."""
        if isinstance(node, Div) and not self.inline:
            return Binding.ATOM  # a fraction with a bar is a thing by itself
        if isinstance(node, Call) and node.function in ("factorial", "exp"):
            return Binding.POWER
        return _BINDINGS.get(type(node), Binding.ATOM)

    def reaches(self, node: Expression) -> bool:
        """Return whether what follows would be read as a part of it: of Σ, or of d/dx."""
        if isinstance(node, Derivative):
            return not self.notation.is_marked(node)
        return isinstance(node, Sum) and not self.linear

    def terms(self, node: Add) -> Iterator[tuple[Box, ...]]:
        """Yield the terms, each but the first with its sign before it."""
        # A sum inside a sum keeps its brackets: the tree is not flattened on paper.
        yield (self.at_least(Binding.SIGN, node.terms[0]),)
        for term in node.terms[1:]:
            sign, size = (" − ", term.operand) if isinstance(term, Neg) else (" + ", term)
            yield Sign(sign), self.at_least(Binding.PRODUCT, size)

    def scalar(self, node: Expression) -> tuple[Box, ...]:
        """Return a factor that stands before a bracket; a plain 1 is not written."""
        if isinstance(node, Neg):
            return (MINUS, *self.scalar(node.operand))
        times = DOT if self.linear else TIMES
        return () if node == Integer(1) else (self.at_least(Binding.PRODUCT, node), times)

    def factors(self, factors: Sequence[Expression]) -> Iterator[Box]:
        """Yield the factors and the signs of multiplication between them."""
        for position, factor in enumerate(factors):
            box = self.at_least(Binding.PRODUCT, factor)
            if self.is_apart(factor, position == 0, position == len(factors) - 1):
                box = self.fenced(box)
            if position:
                yield self.times(factors[position - 1], factor, first(box))
            yield box

    def is_apart(self, factor: Expression, is_first: bool, is_last: bool) -> bool:
        """Return whether a factor that binds well enough has brackets all the same."""
        match factor:
            case Mul():
                return True  # a product inside a product is a choice of the author's
            case At():
                return not (is_first or self.linear)
            case Div():
                return self.linear or (self.inline and not is_last)
            case _:
                return self.reaches(factor) and not is_last

    def times(self, left: Expression, right: Expression, following: Box) -> Sign:
        """Return the sign of multiplication before something that starts with the box `following`."""
        number = isinstance(left, Integer)
        if self.linear:  # 31σ², but 31·e^x/2 and k·(x − x₀)
            starts = isinstance(following, Name) or (
                isinstance(following, Word) and following.plain.isalpha()
            )
            return TIMES if number and starts and not self.reaches(right) else DOT
        opens = isinstance(following, Fence) and following.left == "("
        # k(x + 1) is a product to a reader, but x(2) is not.
        like_a_call = isinstance(left, Symbol) and opens and not isinstance(right, Add)
        after_number = number and isinstance(following, Fraction) and following.bar
        if isinstance(following, Number) or after_number or like_a_call:
            return DOT
        bare = isinstance(left, Call) and self.notation.is_bare(left)
        return THIN_TIMES if isinstance(left, (Call, Div)) and not bare else TIMES

    def fraction(self, numerator: Expression, denominator: Expression) -> Box:
        """Return a fraction, with a bar or a slash."""
        if not self.inline:
            return Fraction(self.lay(numerator), self.lay(denominator))
        above = self.at_least(Binding.PRODUCT, numerator)
        above = self.fenced(above) if self.reaches(numerator) else above
        return row(above, Sign("/"), self.at_least(Binding.POWER, denominator))

    def power(self, base: Expression, exponent: Expression) -> Box:
        """Return a power, that of a function with a word as tanh²(x)."""
        if isinstance(base, Call) and is_operator(base.function) and not self.linear:
            return self.applied(self.raised(self.word(base.function), exponent), base.arguments)
        # A fraction stands by itself everywhere but under an exponent.
        whole = self.fenced(self.lay(base)) if isinstance(base, Div) else self.at_least(Binding.ATOM, base)
        return self.raised(whole, exponent)

    def raised(self, base: Box, exponent: Expression) -> Script:
        """Return the box with an exponent."""
        return Script(base, self.small.lay(exponent))

    def applied(self, function: Box, arguments: Iterable[Expression]) -> Row:
        """Return the function with its arguments in brackets."""
        _, *inside = chain.from_iterable((Sign(", "), self.lay(argument)) for argument in arguments)
        return row(function, APPLY, self.fenced(*inside))

    def call(self, node: Call) -> Box:
        """Return a function at its arguments; some have a sign of their own."""
        symbol = self.word(node.function)
        match node.function, node.arguments:
            case spelt, _ if spelt in self.spelt:
                pass
            case "exp", (exponent,):
                return self.raised(Name("e"), exponent)
            case "sqrt", (operand,):
                return Root(self.lay(operand))
            case "abs", (operand,):
                return Fence("|", (self.lay(operand),), "|", stretches=True)
            case "factorial", (operand,):
                # f(k)! would be f·(k!) to some.
                plain, box = isinstance(operand, (Integer, Symbol)), self.lay(operand)
                return row(box if plain else self.fenced(box), Sign("!"))
            case "binomial", (n, k):
                return Fraction(self.lay(n), self.lay(k), bar=False)
            case "polylog", (order, argument):
                return self.applied(Script(symbol, below=self.small.lay(order)), (argument,))
        return symbol if self.notation.is_bare(node) else self.applied(symbol, node.arguments)

    def derivative(self, node: Derivative, point: Expression) -> Box:
        """Return a derivative as f'(x), or as d/dx before its operand."""
        operand, variable, order = node.operand, node.variable, node.order
        if order == Integer(0):
            return self.lay(operand)
        if isinstance(operand, Call) and self.notation.is_marked(node):
            mark: Box = self.small.fenced(self.small.lay(order))
            if isinstance(order, Integer) and order.value <= 3:
                mark = Sign("′" * order.value)
            symbol = Script(self.word(operand.function), mark)
            bare = point == variable and self.notation.is_bare(operand)
            return symbol if bare else self.applied(symbol, (point,))
        above: Box = Name("d")
        below = row(above, self.lay(variable))
        if order != Integer(1):
            above, below = self.raised(above, order), row(above, self.raised(self.lay(variable), order))
        operator = (above, Sign("/"), below, Sign(" ")) if self.linear else (Fraction(above, below),)
        return row(*operator, self.at_least(Binding.POWER, operand))

    def at(self, node: At) -> Box:
        """Return f'(2), or an expression with a bar and below it the place where its value is meant."""
        operand, variable, point = node.operand, node.variable, node.point
        marked = isinstance(operand, Derivative) and self.notation.is_marked(operand)
        if isinstance(operand, Derivative) and marked and operand.variable == variable:
            return self.derivative(operand, point)
        left, equals, right = ("[", "=", "]|") if self.linear else ("", " = ", "|")
        place = row(self.small.lay(variable), Sign(equals), self.small.lay(point))
        return Script(Fence(left, (self.lay(operand),), right, stretches=True), below=place)

    def sum(self, node: Sum) -> Box:
        """Return a sum with its limits."""
        index, lower, upper = map(self.small.lay, (node.index, node.lower, node.upper))
        start = row(index, Sign("="), lower)
        if self.linear:
            inside = (start, Sign(".."), upper, Sign(", "), self.lay(node.body))
            return row(Word("Σ", r"\sum"), self.fenced(*inside))
        return row(Script(Sign("∑"), upper, start), Sign(" "), self.at_least(Binding.PRODUCT, node.body))
