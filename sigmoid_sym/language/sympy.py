"""Expressions as SymPy objects. SymPy evaluates and reorders them as it builds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sympy
from sympy.functions.combinatorial.numbers import stirling

from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.functions import FUNCTIONS, defined
from sigmoid_sym.tree.expression import (
    Add,
    Call,
    Constant,
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


class Stirling2(sympy.Function):  # type: ignore[misc]
    """S(n,k), the Stirling number of the second kind; SymPy's `stirling` takes no symbols.

    >>> n = sympy.Symbol("n")
    >>> Stirling2(n, 2).subs(n, 5)
    15
    """

    nargs = 2

    @classmethod
    def eval(cls, n: Any, k: Any) -> Any:
        if n.is_Integer and k.is_Integer and n >= 0 and k >= 0:
            return stirling(n, k)
        return None

    def _latex(self, printer: Any, exp: str | None = None) -> str:
        n, k = map(printer._print, self.args)
        source = rf"\left\{{{n} \atop {k}\right\}}"
        return source if exp is None else f"{source}^{{{exp}}}"


_CONSTANTS = {"pi": sympy.pi, "i": sympy.I, "infinity": sympy.oo}
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{row.name: getattr(sympy, row.sympy) for row in FUNCTIONS.values() if row.sympy},
    "stirling2": Stirling2,
}


def to_sympy(
    node: Expression,
    symbols: Mapping[str, Any] | None = None,
    functions: Mapping[str, Callable[..., Any]] | None = None,
) -> Any:
    """Return the SymPy expression.

    Arguments:
        node: the expression.
        symbols: SymPy expressions for names of symbols; any other is a plain `sympy.Symbol`, whose
            name has passed the check of `tree.expression.Symbol`.
        functions: callables for names of function symbols such as `sigma`.

    Raises:
        SigmoidSymError: `node` has a function that is not in `functions`, that SymPy does not have and
            that has no definition.

    >>> from sigmoid_sym.tree.expression import call
    >>> to_sympy(call("softplus", Symbol("x") ** 2 / 2))
    log(exp(x**2/2) + 1)
    """
    symbols, known = symbols or {}, {**_FUNCTIONS, **(functions or {})}

    def convert(node: Expression) -> Any:
        match node:
            case Integer(value):
                return sympy.Integer(value)
            case Symbol(name):
                return symbols[name] if name in symbols else sympy.Symbol(name)
            case Constant(name):
                return _CONSTANTS[name]
            case Add(terms):
                return sympy.Add(*map(convert, terms))
            case Mul(factors):
                return sympy.Mul(*map(convert, factors))
            case Neg(operand):
                return -convert(operand)
            case Div(numerator, denominator):
                return convert(numerator) / convert(denominator)
            case Pow(base, exponent):
                return convert(base) ** convert(exponent)
            case Derivative(operand, variable, order):
                return sympy.Derivative(convert(operand), (convert(variable), convert(order)))
            case Sum(body, index, lower, upper):
                # A dummy: a plain symbol would capture one of that name in what stands for x.
                dummy = sympy.Dummy(index.name, integer=True)
                summand = to_sympy(body, {**symbols, index.name: dummy}, functions)
                return sympy.Sum(summand, (dummy, convert(lower), convert(upper)))
            case Call(function, arguments):
                if function not in known and (meaning := defined(node)) is not None:
                    return convert(meaning)
                if function not in known:
                    raise SigmoidSymError(f"SymPy has no function for {function!r}; give one in `functions`")
                return known[function](*map(convert, arguments))
            case _:
                raise TypeError(f"{type(node).__name__} is not an expression")

    return convert(node)
