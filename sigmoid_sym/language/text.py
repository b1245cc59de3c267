"""Expressions in plain text: Unicode for a person at a terminal, ASCII for everything else."""

from __future__ import annotations

from dataclasses import dataclass

from sigmoid_sym.functions import FUNCTIONS, is_symbol
from sigmoid_sym.language.notation import (
    Binding,
    DerivativeStyle,
    Notation,
    Writer,
    factor_out,
    filled,
)
from sigmoid_sym.language.numerals import decimal, decimal_places
from sigmoid_sym.tree.expression import (
    GREEK,
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
)


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The signs that a plain text is made of."""

    minus: str
    times: str
    prime: str
    greek: bool  # σ, or sigma
    raised: bool  # x², or x^2
    constants: tuple[tuple[str, str], ...]
    sigma: str  # the summation sign


ASCII = Alphabet("-", "*", "'", False, False, (("pi", "pi"), ("i", "i"), ("infinity", "oo")), "sum")
UNICODE = Alphabet("−", "·", "′", True, True, (("pi", "π"), ("i", "i"), ("infinity", "∞")), "Σ")

_SUPERSCRIPTS = str.maketrans("0123456789−+()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def text(node: Expression, notation: Notation | None = None, alphabet: Alphabet = UNICODE) -> str:
    """Return an expression in one line of text.

    >>> from sigmoid_sym.tree.expression import Symbol, call
    >>> s = call("sigma", Symbol("x"))
    >>> text(s - 2 * s**2), text(s - 2 * s**2, alphabet=ASCII)
    ('σ(x) − 2σ(x)²', 'sigma(x) - 2*sigma(x)^2')
    """
    return _Writer(notation, alphabet).write(node)


def text_equation(
    left: Expression,
    right: Expression,
    notation: Notation | None = None,
    alphabet: Alphabet = UNICODE,
    width: int | None = None,
) -> str:
    """Return `left = right`, broken before the terms of the longest sum to fit in `width` columns."""
    writer = _Writer(notation, alphabet)
    head = writer.write(left) + " = "
    whole = head + writer.write(right)
    parts = factor_out(right)
    if width is None or len(whole) <= width or parts is None:
        return whole
    factor, long_sum = parts
    opening = "" if factor is None else writer.scalar(factor) + "("
    pieces = writer.terms(long_sum)
    before = len(head) + len(opening)
    lines = filled(pieces, width, len, before)
    closing = ")" if opening else ""
    return head + opening + ("\n" + " " * before).join(line.strip() for line in lines) + closing


class _Writer(Writer):
    def __init__(self, notation: Notation | None, alphabet: Alphabet) -> None:
        super().__init__(notation)
        self.alphabet = alphabet
        self.minus = alphabet.minus
        self.after_factor = alphabet.times

    def write(self, node: Expression) -> str:
        match node:
            case Integer(value):
                return decimal(value)
            case Decimal(digits, places):
                return decimal_places(digits, places)
            case Symbol(name):
                return self.name(name)
            case Constant(name):
                return dict(self.alphabet.constants)[name]
            case Add():
                return "".join(self.terms(node))
            case Neg(operand):
                return self.alphabet.minus + self.at_least(Binding.PRODUCT, operand)
            case Mul(factors):
                return self.factors(factors)
            case Div(numerator, denominator):
                above = self.at_least(Binding.PRODUCT, numerator)
                if self.is_open(numerator):
                    above = f"({above})"
                return f"{above}/{self.at_least(Binding.POWER, denominator)}"
            case Pow(base, exponent):
                return self.at_least(Binding.ATOM, base) + self.superscript(exponent)
            case Call():
                return self.call(node)
            case Derivative(operand, variable, order):
                return self.derivative(operand, variable, order)
            case At(operand, variable, point):
                return self.at(operand, variable, point)
            case Sum(body, index, lower, upper):
                limits = f"{self.write(index)}={self.write(lower)}..{self.write(upper)}"
                return f"{self.alphabet.sigma}({limits}, {self.write(body)})"
            case _:
                raise TypeError(f"{type(node).__name__} is not an expression")

    def name(self, name: str) -> str:
        stem, _, subscript = self.notation.name(name).partition("_")
        if self.alphabet.greek:
            stem = GREEK.get(stem, stem)
            if subscript.isdigit():
                return stem + subscript.translate(_SUBSCRIPTS)
        return f"{stem}_{subscript}" if subscript else stem

    def word(self, function: str) -> str:
        return self.name(function) if is_symbol(function) else FUNCTIONS[function].word

    def superscript(self, node: Expression) -> str:
        source = self.write(node)
        if self.is_raised(source):
            return source.translate(_SUPERSCRIPTS)
        is_short = isinstance(node, (Integer, Decimal, Symbol, Constant))
        return f"^{source}" if is_short else f"^({source})"

    def is_raised(self, source: str) -> bool:
        """Return whether the source can be written in superscripts."""
        return self.alphabet.raised and all(ord(character) in _SUPERSCRIPTS for character in source)

    def factors(self, factors: tuple[Expression, ...]) -> str:
        result = ""
        for position, factor in enumerate(factors):
            source = self.at_least(Binding.PRODUCT, factor)
            last = position == len(factors) - 1
            if isinstance(factor, (Mul, Div)) or (self.is_open(factor) and not last):
                source = f"({source})"
            if position:
                # 31σ², but 31·e^x/2 and k·(x − x₀): only a number is set close to what it multiplies.
                before = factors[position - 1]
                close = isinstance(before, Integer) and source[0].isalpha()
                result += (
                    "" if close and self.alphabet.raised and not self.is_open(factor) else self.alphabet.times
                )
            result += source
        return result

    def is_open(self, node: Expression) -> bool:
        # d/dx reaches as far as it can.
        return isinstance(node, Derivative) and not self.notation.is_marked(node)

    def call(self, node: Call) -> str:
        if node.function == "factorial":
            return self.operand_of_factorial(node.arguments[0]) + "!"
        if node.function == "abs":
            return f"|{self.write(node.arguments[0])}|"
        if node.function == "exp" and self.alphabet.raised:
            return "e" + self.superscript(node.arguments[0])
        symbol = self.word(node.function)
        if self.notation.is_bare(node):
            return symbol
        return f"{symbol}({', '.join(map(self.write, node.arguments))})"

    def at(self, operand: Expression, variable: Symbol, point: Expression) -> str:
        if isinstance(operand, Derivative) and self.notation.is_marked(operand):
            return self.derivative(operand.operand, variable, operand.order, point)
        return f"[{self.write(operand)}]|_({self.write(variable)}={self.write(point)})"

    def derivative(
        self, operand: Expression, variable: Symbol, order: Expression, point: Expression | None = None
    ) -> str:
        if order == Integer(0):
            return self.write(operand)
        if (
            isinstance(operand, Call)
            and operand.arguments == (variable,)
            and self.notation.style is DerivativeStyle.LAGRANGE
        ):
            if isinstance(order, Integer) and order.value <= 3:
                mark = self.alphabet.prime * order.value
            elif self.is_raised(compact := f"({self.write(order).replace(' ', '')})"):
                mark = compact.translate(_SUPERSCRIPTS)
            else:
                mark = f"^({self.write(order)})"
            symbol = self.word(operand.function)
            if point is not None:
                return f"{symbol}{mark}({self.write(point)})"
            return symbol + mark + ("" if self.notation.is_bare(operand) else f"({self.write(variable)})")
        raised = "" if order == Integer(1) else self.superscript(order)
        return f"d{raised}/d{self.write(variable)}{raised} {self.at_least(Binding.POWER, operand)}"
