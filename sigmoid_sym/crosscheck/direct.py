"""SymPy's own differentiation of 1/(1+e^{-x}), step by step, read as a quotient of polynomials."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy

from sigmoid_sym.crosscheck.normal_form import NotRationalError, Quotient, constant, exponential

_X = sympy.Symbol("x")
_DEFINITION = 1 / (1 + sympy.exp(-_X))
# The last derivative made here and its order: the next order needs one more step, not n.
_last: tuple[int, Any] = (0, _DEFINITION)


def differentiated_by_sympy(n: int) -> Quotient:
    """Return 1/(1+e^{-x}) differentiated n times by SymPy, in ℚ(e^{x/2}).

    >>> differentiated_by_sympy(1) == exponential(Fraction(1)) / (exponential(Fraction(1)) + constant(1)) ** 2
    True
    """
    global _last
    m, derivative = _last if _last[0] <= n else (0, _DEFINITION)
    for _ in range(m, n):
        derivative = derivative.diff(_X)
    _last = n, derivative
    return _read(derivative)


def _read(node: Any) -> Quotient:
    if node.is_Rational:
        return constant(Fraction(int(node.p), int(node.q)))
    if isinstance(node, sympy.exp):
        rate = node.args[0].coeff(_X)
        if rate.is_Rational and node.args[0] == rate * _X:
            return exponential(Fraction(int(rate.p), int(rate.q)))
    elif node.is_Add or node.is_Mul:
        parts = list(map(_read, node.args))
        result = parts[0]
        for part in parts[1:]:
            result = result + part if node.is_Add else result * part
        return result
    elif node.is_Pow and node.exp.is_Integer:
        return _read(node.base) ** int(node.exp)
    raise NotRationalError(f"SymPy's derivative has a part that is not rational in e^x: {node}")
