"""The integral of σ, which SymPy cannot find, for its table of integrals of special functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Integral, im, pi
from sympy.concrete.expr_with_limits import AddWithLimits
from sympy.integrals import manualintegrate
from sympy.integrals.manualintegrate import AtomicRule


@dataclass
class LinearRule(AtomicRule):  # type: ignore[misc]
    """The integral of f(a·x + b) is F(a·x + b)/a, where F = ∫f is `f.antiderivative()`."""

    a: Any
    b: Any

    def eval(self) -> Any:
        return self.integrand.antiderivative() / self.a


def teach_sympy(function: Any) -> None:
    """Add the rule for `function` to SymPy's table, which its `integrate` consults for each term of a sum.

    SymPy asks a function itself only while `Integral` is being made, and that must stay unevaluated.
    """
    manualintegrate.special_function_rule((pi, manualintegrate._symbol))  # SymPy fills its table when used
    a, b, *_ = manualintegrate._wilds
    pattern = function(a * manualintegrate._symbol + b, evaluate=False)
    row = (function, pattern, lambda a, b=0: a.is_nonzero, LinearRule)
    manualintegrate._special_function_patterns.append(row)


class ComplexIntegral(Integral):  # type: ignore[misc]
    """An integral of σ(a·x + b) that stays unevaluated: its path may meet a pole or cross a cut of softplus.

    >>> from sympy import I, Symbol, integrate
    >>> from sigmoid_sym import sigmoid
    >>> x = Symbol("x")
    >>> integrate(sigmoid(x), (x, 0, 4 + 4*I))
    Integral(sigmoid(x), (x, 0, 4 + 4*I))
    """

    def __new__(cls, function: Any, *symbols: Any, **assumptions: Any) -> Any:
        return Integral(function, *symbols, **assumptions)

    def doit(self, **hints: Any) -> Any:
        return self


def integral(function: Any, *symbols: Any, **assumptions: Any) -> Any:
    """Return the unevaluated integral of an applied σ."""
    made = AddWithLimits.__new__(Integral, function, *symbols, **assumptions)
    for x, *limits in getattr(made, "limits", ()):
        slope = function.slope(x)
        turned = slope is not None and (
            slope.is_extended_real is False or (im(function.args[0].subs(x, 0)) / pi).is_odd
        )
        if len(limits) == 2 and (turned or not all(limit.is_extended_real for limit in limits)):
            return AddWithLimits.__new__(ComplexIntegral, function, *symbols, **assumptions)
    return made
