"""Expressions of real numbers as terms of Coq, in the words of its Reals, of Coquelicot and of our theory."""

from __future__ import annotations

from types import MappingProxyType

from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.functions import FUNCTIONS, defined
from sigmoid_sym.language.numerals import decimal
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
    Symbol,
)

# Coq's levels: what binds more strongly has the smaller number.
ATOM, APPLIED, POWER, SIGN, PRODUCT, SUM = 0, 10, 30, 35, 40, 50

NAMES = MappingProxyType({row.name: row.coq for row in FUNCTIONS.values() if row.coq})
RECIPROCALS = MappingProxyType({"sech": "cosh"})  # what has no name there, but the reciprocal has one
_TAKEN = {"R": "R'", "f": "f'"}  # letters that have a meaning in the statements


def coq(node: Expression, level: int = SUM) -> str:
    """Return an expression as a term of Coq's scope R_scope.

    Arguments:
        node: an expression of real numbers.
        level: the largest level that needs no brackets; 0 puts them around everything but a name or number.

    Notes:
        Coq's division by 0 has a value, and so has the derivative of what has none: that both sides of a
        claim are defined has to be said besides.

    Raises:
        SigmoidSymError: something in it has no term there.

    >>> x = Symbol("x")
    >>> coq(Derivative(Call("sigma", (x,)), x, Integer(2)) * (1 - x) / 2)
    'Derive_n sigmoid 2 x * (1 - x) / 2'
    """
    source, own = _written(node)
    return source if own <= level else f"({source})"


def coq_name(variable: Symbol) -> str:
    """Return the name of a variable."""
    return _TAKEN.get(variable.name, variable.name)


def function(body: Expression, variable: Symbol) -> str:
    """Return x ↦ body as an atom.

    >>> x = Symbol("x")
    >>> function(Call("sigma", (x,)), x), function(x**2, x)
    ('sigmoid', '(fun x => x ^ 2)')
    """
    if isinstance(body, Call) and body.arguments == (variable,) and body.function in NAMES:
        return NAMES[body.function]
    return f"(fun {coq_name(variable)} => {coq(body)})"


def _written(node: Expression) -> tuple[str, int]:
    match node:
        case Integer(value):
            return decimal(value), ATOM
        case Decimal(digits, places):
            return (f"{decimal(digits)} / 1{'0' * places}", PRODUCT) if places else (decimal(digits), ATOM)
        case Symbol():
            return coq_name(node), ATOM
        case Constant("pi"):
            return "PI", ATOM
        case Add((first, *rest)):
            return coq(first) + "".join(map(_signed, rest)), SUM
        case Neg(operand):
            return f"- {coq(operand, POWER)}", SIGN
        case Mul((first, *rest)):
            return " * ".join([coq(first, PRODUCT), *(coq(factor, POWER) for factor in rest)]), PRODUCT
        case Div(above, below):
            return f"{coq(above, PRODUCT)} / {coq(below, POWER)}", PRODUCT
        case Pow(base, Integer(k)):
            return f"{coq(base, APPLIED)} ^ {k}", POWER
        case Pow(base, Neg(Integer(k))):
            return f"/ {coq(base, APPLIED)} ^ {k}", SIGN
        case Call(name, arguments) if name in NAMES:
            return " ".join([NAMES[name], *(coq(argument, ATOM) for argument in arguments)]), APPLIED
        case Call(name, (argument,)) if name in RECIPROCALS:
            return f"/ {RECIPROCALS[name]} {coq(argument, ATOM)}", SIGN
        case Call() if (meaning := defined(node)) is not None:
            return _written(meaning)
        case Derivative(operand, variable, order):
            return _derivative(operand, variable, order, variable)
        case At(Derivative(operand, variable, order), place, point) if place == variable:
            return _derivative(operand, variable, order, point)
    what = getattr(node, "function", getattr(node, "name", type(node).__name__.lower()))
    raise SigmoidSymError(f"{what} cannot be exported to Coq")


def _signed(term: Expression) -> str:
    return f" - {coq(term.operand, PRODUCT)}" if isinstance(term, Neg) else f" + {coq(term, PRODUCT)}"


def _derivative(
    operand: Expression, variable: Symbol, order: Expression, point: Expression
) -> tuple[str, int]:
    if not isinstance(order, Integer):
        raise SigmoidSymError("a derivative of symbolic order cannot be exported to Coq")
    return f"Derive_n {function(operand, variable)} {order.value} {coq(point, ATOM)}", APPLIED
