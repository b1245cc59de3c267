"""Expressions in MathML Core, which a browser shows without JavaScript."""

from __future__ import annotations

import html
import re

from sigmoid_sym.functions import FUNCTIONS, is_operator, is_symbol
from sigmoid_sym.language.notation import (
    Binding,
    DerivativeStyle,
    Notation,
    Writer,
    factor_out,
    filled,
)
from sigmoid_sym.language.numerals import decimal, decimal_places
from sigmoid_sym.language.text import UNICODE
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

_NAMESPACE = "http://www.w3.org/1998/Math/MathML"
_PRIMES = "′″‴"
_INVISIBLE_TIMES, _APPLY = "\u2062", "\u2061"


def mathml(node: Expression, notation: Notation | None = None, *, display: bool = False) -> str:
    """Return the `<math>` element of an expression, in a line of text or displayed.

    Notes:
        Only elements and attributes of MathML Core, https://www.w3.org/TR/mathml-core/; every name and
        number is escaped. It is well-formed XML and may stand in HTML as it is.

    >>> from sigmoid_sym.tree.expression import Symbol
    >>> mathml(Symbol("x") / 2)
    '<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mi>x</mi><mn>2</mn></mfrac></math>'
    """
    return _math(_Writer(notation).write(node), display)


def mathml_equation(
    left: Expression,
    right: Expression,
    notation: Notation | None = None,
    *,
    display: bool = True,
    width: int | None = None,
) -> str:
    """Return `left = right`, broken before terms of the longest sum at about `width` characters.

    Width is counted as in `latex_lines`: no browser breaks a formula by itself.
    """
    writer = _Writer(notation)
    head = writer.write(left) + _mo("=")
    whole = head + writer.write(right)
    parts = factor_out(right)
    if width is None or printed_width(whole) <= width or parts is None:
        return _math(whole, display)
    factor, long_sum = parts
    opening, closing = ("", "") if factor is None else (writer.scalar(factor) + _fence("("), _fence(")"))
    first, *rest = writer.terms(long_sum)
    lines = filled([opening + first, *rest], width, printed_width, printed_width(head))
    # A sign at the start of a line is still one between two terms.
    lines[1:] = [line.replace("<mo>", '<mo form="infix">', 1) for line in lines[1:]]
    lines[-1] += closing
    rows = [
        f"<mtr>{_cell(head if row == 0 else '', 'right')}{_cell(line, 'left')}</mtr>"
        for row, line in enumerate(lines)
    ]
    return _math(f'<mtable displaystyle="true">{"".join(rows)}</mtable>', display)


def printed_width(source: str) -> int:
    """Return about how many characters wide a piece of MathML is when shown.

    >>> printed_width("<msup><mi>e</mi><mi>x</mi></msup><mo>&lt;</mo>")
    3
    """
    return len(re.sub(rf"[{_INVISIBLE_TIMES}{_APPLY}]", "", html.unescape(re.sub(r"<[^>]*>", "", source))))


def _math(content: str, display: bool) -> str:
    block = ' display="block"' if display else ""
    return f'<math xmlns="{_NAMESPACE}"{block}>{content}</math>'


def _text(tag: str, content: str) -> str:
    return f"<{tag}>{html.escape(content)}</{tag}>"


def _mo(sign: str) -> str:
    return _text("mo", sign)


def _fence(bracket: str) -> str:
    """Return a bracket that does not stretch, with its partner on another line or low things between."""
    return f'<mo stretchy="false">{bracket}</mo>'


def _cell(content: str, side: str) -> str:
    return f'<mtd style="text-align: {side}">{content}</mtd>'


def _row(*content: str) -> str:
    return f"<mrow>{''.join(content)}</mrow>"


class _Writer(Writer):
    """`write` returns a single element, so that it may stand wherever MathML counts its children."""

    plus, minus, gap = _mo("+"), _mo("−"), ""
    after_factor = _mo(_INVISIBLE_TIMES)

    def __init__(self, notation: Notation | None, inline: bool = False) -> None:
        super().__init__(notation)
        self.inline = inline  # in a superscript a fraction is a/b

    def write(self, node: Expression) -> str:
        match node:
            case Integer(value):
                return _text("mn", decimal(value))
            case Decimal(digits, places):
                return _text("mn", decimal_places(digits, places))
            case Symbol(name):
                return self.name(name)
            case Constant("i"):
                return '<mi mathvariant="normal">i</mi>'
            case Constant(name):
                return _text("mi", dict(UNICODE.constants)[name])
            case Add():
                return _row(*self.terms(node))
            case Neg(operand):
                return _row(self.minus, self.at_least(Binding.PRODUCT, operand))
            case Mul(factors):
                return self.factors(factors)
            case Div(numerator, denominator) if self.inline:
                above = self.at_least(Binding.PRODUCT, numerator)
                return _row(above, _mo("/"), self.at_least(Binding.POWER, denominator))
            case Div(numerator, denominator):
                return f"<mfrac>{self.write(numerator)}{self.write(denominator)}</mfrac>"
            case Pow(base, exponent):
                return self.power(base, exponent)
            case Call():
                return self.call(node)
            case Derivative(operand, variable, order):
                return self.derivative(operand, variable, order)
            case At(operand, variable, point):
                return self.at(operand, variable, point)
            case Sum(body, index, lower, upper):
                below = _row(self.write(index), _mo("="), self.write(lower))
                limits = f"<munderover>{_mo('∑')}{below}{self.write(upper)}</munderover>"
                return _row(limits, self.at_least(Binding.PRODUCT, body))
            case _:
                raise TypeError(f"{type(node).__name__} is not an expression")

    def name(self, name: str) -> str:
        stem, _, subscript = self.notation.name(name).partition("_")
        letter = _text("mi", GREEK.get(stem, stem))
        below = _text("mn" if subscript.isdigit() else "mi", subscript)
        return f"<msub>{letter}{below}</msub>" if subscript else letter

    def word(self, function: str) -> str:
        """Return the function's name as it is written."""
        return self.name(function) if is_symbol(function) else _text("mi", FUNCTIONS[function].word)

    def raised(self, base: str, exponent: Expression) -> str:
        return f"<msup>{base}{_Writer(self.notation, inline=True).write(exponent)}</msup>"

    def binding(self, node: Expression) -> Binding:
        # A fraction with a bar is a thing by itself.
        return Binding.ATOM if isinstance(node, Div) and not self.inline else super().binding(node)

    def parenthesised(self, source: str) -> str:
        # Only what is taller than a line of text needs stretching brackets.
        tall = any(f"<{tag}" in source for tag in ("mfrac", "munderover", "msup"))
        fence = _mo if tall else _fence
        return _row(fence("("), source, fence(")"))

    def factors(self, factors: tuple[Expression, ...]) -> str:
        pieces: list[str] = []
        for position, factor in enumerate(factors):
            source = self.at_least(Binding.PRODUCT, factor)
            last = position == len(factors) - 1
            # A product inside a product is a choice of the author's.
            reaches = self.is_open(factor) and not last
            if isinstance(factor, Mul) or reaches or (isinstance(factor, At) and position):
                source = self.parenthesised(source)
            if pieces:
                pieces.append(self.between(factors[position - 1], factor, source))
            pieces.append(source)
        return _row(*pieces)

    def between(self, left: Expression, right: Expression, following: str) -> str:
        """Return the sign of multiplication, a dot between numbers, else invisible."""
        first = re.sub(r"<[^>]*>", "", following)[0]
        after_number = isinstance(left, Integer) and following.startswith("<mfrac")
        # k(x + 1) is a product to a reader, but x(2) is not.
        like_a_call = isinstance(left, Symbol) and not isinstance(right, Add) and first == "("
        if after_number or like_a_call or first.isdigit():
            return _mo("⋅")
        thin = isinstance(left, (Call, Div)) and not self.is_bare(left)
        return _mo(_INVISIBLE_TIMES) + ('<mspace width="0.17em"/>' if thin else "")

    def is_bare(self, node: Expression) -> bool:
        return isinstance(node, Call) and self.notation.is_bare(node)

    def power(self, base: Expression, exponent: Expression) -> str:
        if isinstance(base, Call) and is_operator(base.function):
            return _row(self.raised(self.word(base.function), exponent), self.arguments(base))
        # A fraction stands by itself everywhere but under an exponent.
        source = (
            self.parenthesised(self.write(base))
            if isinstance(base, Div)
            else self.at_least(Binding.ATOM, base)
        )
        return self.raised(source, exponent)

    def arguments(self, node: Call) -> str:
        return _mo(_APPLY) + self.parenthesised(_mo(",").join(map(self.write, node.arguments)))

    def call(self, node: Call) -> str:
        match node.function, node.arguments:
            case "exp", (exponent,):
                return self.raised(_text("mi", "e"), exponent)
            case "sqrt", (operand,):
                return f"<msqrt>{self.write(operand)}</msqrt>"
            case "abs", (operand,):
                return _row(_mo("|"), self.write(operand), _mo("|"))
            case "factorial", (operand,):
                return _row(self.operand_of_factorial(operand), _mo("!"))
            case "polylog", (order, argument):
                lower = _Writer(self.notation, inline=True).write(order)
                symbol = f"<msub>{self.word(node.function)}{lower}</msub>"
                return _row(symbol, _mo(_APPLY), self.parenthesised(self.write(argument)))
            case "binomial", (n, k):
                return self.parenthesised(f'<mfrac linethickness="0">{self.write(n)}{self.write(k)}</mfrac>')
        symbol = self.word(node.function)
        return symbol if self.is_bare(node) else _row(symbol, self.arguments(node))

    def at(self, operand: Expression, variable: Symbol, point: Expression) -> str:
        if isinstance(operand, Derivative) and self.notation.is_marked(operand):
            return self.derivative(operand.operand, variable, operand.order, point)
        place = _row(self.write(variable), _mo("="), self.write(point))
        return _row(self.write(operand), f'<msub><mo stretchy="true">|</mo>{place}</msub>')

    def derivative(
        self, operand: Expression, variable: Symbol, order: Expression, point: Expression | None = None
    ) -> str:
        if order == Integer(0):
            return self.write(operand)
        plain = isinstance(operand, Call) and operand.arguments == (variable,)
        if plain and isinstance(operand, Call) and self.notation.style is DerivativeStyle.LAGRANGE:
            few = isinstance(order, Integer) and order.value <= 3
            mark = (
                _mo(_PRIMES[order.value - 1])
                if few and isinstance(order, Integer)
                else self.parenthesised(_Writer(self.notation, inline=True).write(order))
            )
            symbol = f"<msup>{self.word(operand.function)}{mark}</msup>"
            if point is not None:
                return _row(symbol, _mo(_APPLY), self.parenthesised(self.write(point)))
            return symbol if self.is_bare(operand) else _row(symbol, self.arguments(operand))
        d, x = _text("mi", "d"), self.write(variable)
        above, below = (d, x) if order == Integer(1) else (self.raised(d, order), self.raised(x, order))
        return _row(f"<mfrac>{above}{_row(d, below)}</mfrac>", self.at_least(Binding.POWER, operand))
