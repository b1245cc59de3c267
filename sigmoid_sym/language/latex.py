r"""Expressions in LaTeX (amsmath), set as a careful author sets them."""

from __future__ import annotations

import re

from sigmoid_sym.functions import FUNCTIONS, is_operator
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

_CONSTANTS = {"pi": r"\pi", "i": r"\mathrm{i}", "infinity": r"\infty"}


def latex(node: Expression, notation: Notation | None = None) -> str:
    r"""Return the LaTeX of an expression, without dollars.

    >>> from sigmoid_sym.tree.expression import Symbol, call
    >>> x = Symbol("x")
    >>> latex(call("exp", -x) / (1 + call("exp", -x)) ** 2)
    '\\frac{e^{-x}}{\\left(1 + e^{-x}\\right)^{2}}'
    """
    return _Writer(notation).write(node)


def latex_equation(left: Expression, right: Expression, notation: Notation | None = None) -> str:
    """Return `left = right` on one line."""
    return f"{latex(left, notation)} = {latex(right, notation)}"


def latex_lines(
    left: Expression | None,
    right: Expression,
    width: int,
    notation: Notation | None = None,
    environment: str = "aligned",
) -> str:
    r"""Return the formula broken over lines of about `width` characters, in an `aligned` or `align*`.

    The breaks stand before the + and - of the longest sum. Width is counted in printed characters,
    those in superscripts and fractions included. A formula that fits in one line stays as it is.
    """
    writer = _Writer(notation)
    head = f"{writer.write(left)} = " if left is not None else ""
    whole = head + writer.write(right)
    parts = factor_out(right)
    if printed_width(whole) > width and parts is not None:
        factor, long_sum = parts
        opening, closing = ("", "") if factor is None else (writer.scalar(factor) + r"\bigl(", r"\bigr)")
        pieces = writer.terms(long_sum)
        before = printed_width(head)
        lines = filled([opening + pieces[0], *pieces[1:]], width, printed_width, before)
        indent = r" \\" + "\n" + r"&\quad " if opening else r" \\" + "\n& "
        body = indent.join(line.strip() for line in lines) + closing
    else:
        body = writer.write(right)
    if environment == "aligned" and "\n" not in body:
        return whole
    mark = head.replace("= ", "&= ") if head else "& "
    return f"\\begin{{{environment}}}\n{mark}{body}\n\\end{{{environment}}}"


def printed_width(source: str) -> int:
    r"""Return about how many characters wide a piece of LaTeX is when printed.

    >>> printed_width(r"\frac{1}{2}\sigma^{2}")
    4
    """
    text = re.sub(r"\\(left|right|bigl|bigr|quad|operatorname|mathrm|frac|,)", "", source)
    return len(re.sub(r"[{}^_\s]", "", re.sub(r"\\[A-Za-z]+", "x", text)))


class _Writer(Writer):
    def __init__(self, notation: Notation | None, inline: bool = False) -> None:
        super().__init__(notation)
        self.inline = inline  # in a superscript a fraction is a/b

    def write(self, node: Expression) -> str:
        match node:
            case Integer(value):
                return decimal(value)
            case Decimal(digits, places):
                return decimal_places(digits, places)
            case Symbol(name):
                return self.name(name)
            case Constant(name):
                return _CONSTANTS[name]
            case Add():
                return "".join(self.terms(node))
            case Neg(operand):
                return f"-{self.at_least(Binding.PRODUCT, operand)}"
            case Mul(factors):
                return self.factors(factors)
            case Div(numerator, denominator):
                if self.inline:
                    above = self.at_least(Binding.PRODUCT, numerator)
                    return f"{above}/{self.at_least(Binding.POWER, denominator)}"
                return rf"\frac{{{self.write(numerator)}}}{{{self.write(denominator)}}}"
            case Pow(base, exponent):
                return self.power(base, exponent)
            case Call():
                return self.call(node)
            case Derivative(operand, variable, order):
                return self.derivative(operand, variable, order)
            case At(operand, variable, point):
                return self.at(operand, variable, point)
            case Sum(body, index, lower, upper):
                limits = rf"_{{{self.write(index)}={self.write(lower)}}}^{{{self.write(upper)}}}"
                return rf"\sum{limits} {self.at_least(Binding.PRODUCT, body)}"
            case _:
                raise TypeError(f"{type(node).__name__} is not an expression")

    def name(self, name: str) -> str:
        stem, _, subscript = self.notation.name(name).partition("_")
        stem = rf"\{stem}" if stem in GREEK else stem if len(stem) == 1 else rf"\operatorname{{{stem}}}"
        return f"{stem}_{{{subscript}}}" if subscript else stem

    def word(self, function: str) -> str:
        return FUNCTIONS[function].latex if is_operator(function) else self.name(function)

    def superscript(self, node: Expression) -> str:
        return f"^{{{_Writer(self.notation, inline=True).write(node)}}}"

    def binding(self, node: Expression) -> Binding:
        # A fraction with a bar is a thing by itself.
        return Binding.ATOM if isinstance(node, Div) and not self.inline else super().binding(node)

    def parenthesised(self, source: str) -> str:
        # Only what is taller than a line of text needs stretching brackets.
        tall = any(mark in source for mark in (r"\frac", r"\sum", "^", r"\left"))
        return rf"\left({source}\right)" if tall and not self.inline else f"({source})"

    def factors(self, factors: tuple[Expression, ...]) -> str:
        result = ""
        for position, factor in enumerate(factors):
            source = self.at_least(Binding.PRODUCT, factor)
            last = position == len(factors) - 1
            # A product inside a product is a choice of the author's.
            reaches = self.is_open(factor) and not last
            if isinstance(factor, Mul) or reaches or (isinstance(factor, At) and position):
                source = self.parenthesised(source)
            if result:
                result += self.between(factors[position - 1], result, source, isinstance(factor, Add))
            result += source
        return result

    def between(self, left: Expression, written: str, following: str, is_sum: bool) -> str:
        if following[0].isdigit() or (isinstance(left, Integer) and following.startswith(r"\frac")):
            return r" \cdot "
        if isinstance(left, Symbol) and not is_sum and following.startswith((r"\left(", "(")):
            return r" \cdot "
        if isinstance(left, (Call, Div)) and not self.is_short(left):
            return r"\,"
        return " " if re.search(r"\\[A-Za-z]+$", written) and following[0].isalpha() else ""

    def is_short(self, node: Expression) -> bool:
        return isinstance(node, Call) and not is_operator(node.function) and self.notation.is_bare(node)

    def power(self, base: Expression, exponent: Expression) -> str:
        if isinstance(base, Call) and is_operator(base.function):
            return self.word(base.function) + self.superscript(exponent) + self.arguments(base)
        # A fraction stands by itself everywhere but under an exponent.
        source = (
            self.parenthesised(self.write(base))
            if isinstance(base, Div)
            else self.at_least(Binding.ATOM, base)
        )
        return source + self.superscript(exponent)

    def arguments(self, node: Call) -> str:
        return self.parenthesised(", ".join(map(self.write, node.arguments)))

    def call(self, node: Call) -> str:
        match node.function, node.arguments:
            case "exp", (exponent,):
                return f"e{self.superscript(exponent)}"
            case "sqrt", (operand,):
                return rf"\sqrt{{{self.write(operand)}}}"
            case "abs", (operand,):
                return rf"\left|{self.write(operand)}\right|"
            case "factorial", (operand,):
                return self.operand_of_factorial(operand) + "!"
            case "polylog", (order, argument):
                return (
                    rf"\operatorname{{Li}}_{{{self.write(order)}}}{self.parenthesised(self.write(argument))}"
                )
            case "stirling2", (n, k):
                return f"S({self.write(n)}, {self.write(k)})"
            case "eulerian", (n, k):
                return f"A({self.write(n)}, {self.write(k)})"
            case "coefficient", (n, k):
                return f"c({self.write(n)}, {self.write(k)})"
            case "binomial", (n, k):
                return rf"\binom{{{self.write(n)}}}{{{self.write(k)}}}"
        symbol = self.word(node.function)
        return symbol if self.notation.is_bare(node) else symbol + self.arguments(node)

    def at(self, operand: Expression, variable: Symbol, point: Expression) -> str:
        if isinstance(operand, Derivative) and self.notation.is_marked(operand):
            return self.derivative(operand.operand, variable, operand.order, point)
        return rf"\left.{self.write(operand)}\right|_{{{self.write(variable)} = {self.write(point)}}}"

    def derivative(
        self, operand: Expression, variable: Symbol, order: Expression, point: Expression | None = None
    ) -> str:
        plain = isinstance(operand, Call) and operand.arguments == (variable,)
        if order == Integer(0):
            return self.write(operand)
        if plain and isinstance(operand, Call) and self.notation.style is DerivativeStyle.LAGRANGE:
            symbol = self.word(operand.function)
            few = isinstance(order, Integer) and order.value <= 3
            mark = "'" * order.value if few and isinstance(order, Integer) else f"^{{({self.write(order)})}}"
            if point is not None:
                return symbol + mark + self.parenthesised(self.write(point))
            return symbol + mark + ("" if self.notation.is_bare(operand) else self.arguments(operand))
        raised = "" if order == Integer(1) else self.superscript(order)
        operator = rf"\frac{{d{raised}}}{{d{self.write(variable)}{raised}}}"
        return operator + self.at_least(Binding.POWER, operand)
