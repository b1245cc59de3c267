"""The SymPy writer."""

import pytest
import sympy

from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.language.sympy import to_sympy
from sigmoid_sym.tree.expression import Constant, Derivative, Integer, Sum, Symbol, call

x, k = Symbol("x"), Symbol("k")


def test_each_node() -> None:
    X = sympy.Symbol("x")
    assert to_sympy(-(x**2) / 3 + Constant("pi") * Constant("i")) == -(X**2) / 3 + sympy.pi * sympy.I
    assert to_sympy(call("polylog", -2, x)) == sympy.polylog(-2, X)
    assert to_sympy(call("stirling2", 5, 2)) == 15
    f = sympy.Function("f")
    assert to_sympy(Derivative(call("f", x), x, Integer(2)), functions={"f": f}) == f(X).diff(X, 2)


def test_the_index_of_a_sum_captures_nothing() -> None:
    node = Sum(k * x, k, Integer(1), Integer(3))
    K = sympy.Symbol("k")
    assert to_sympy(node, {"x": K}).doit() == 6 * K


def test_unknown_functions_are_refused() -> None:
    with pytest.raises(SigmoidSymError, match="'g'"):
        to_sympy(call("g", x))
