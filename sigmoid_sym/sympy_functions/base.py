"""What sigmoid, logit and softplus share as SymPy functions."""

from __future__ import annotations

from numbers import Number
from typing import Any

from mpmath.libmp import finf, fnan, fninf, from_man_exp, mpf_sign
from sympy import AccumBounds, Expr, Float, Function, I, S, cosh, exp, nan, oo, pi, re, sech, tanh, zoo
from sympy.core.evalf import evalf, prec_to_dps
from sympy.core.function import ArgumentIndexError, PoleError

from sigmoid_sym.errors import ArgumentTypeError, shown
from sigmoid_sym.sympy_functions.printers import Printed


class LogisticFunction(Printed, Function):  # type: ignore[misc]
    """No text in, values, derivatives, series, printers, digits from Arb."""

    nargs = 1
    _values: tuple[tuple[Any, Any], ...]  # (point, value there)

    def __new__(cls, *args: Any, **options: Any) -> Any:
        for argument in args:
            # SymPy would execute a text, also one in a list, and take a matrix for a number.
            scalar = isinstance(argument, (Expr, Number)) or hasattr(argument, "_sympy_")
            if not scalar or isinstance(argument, bool) or getattr(argument, "is_Matrix", False):
                raise ArgumentTypeError(
                    f"{cls.__name__} takes a SymPy expression or a number, not {shown(argument)}"
                )
        return super().__new__(cls, *args, **options)

    @classmethod
    def eval(cls, arg: Any) -> Any:
        if arg in (nan, zoo):
            return nan
        if arg.is_Number:
            for point, value in cls._values:
                if arg is point or (arg - point).is_zero:
                    return value
        if isinstance(arg, AccumBounds):
            return cls._between(arg.min, arg.max)
        return None

    @classmethod
    def _between(cls, low: Any, high: Any) -> Any:
        """Return the bounds of the values between two points: the functions increase on the real line."""
        return AccumBounds(cls(low), cls(high))

    def fdiff(self, argindex: int = 1) -> Any:
        if argindex != 1:
            raise ArgumentIndexError(self, argindex)
        return self._nth_derivative(self.args[0], S.One)

    def slope(self, s: Any) -> Any:
        """Return a of an argument a·s + b, or None."""
        slope = self.args[0].diff(s)
        return None if slope.has(s) else slope

    def _eval_derivative_n_times(self, s: Any, n: Any) -> Any:
        slope = self.slope(s)
        value = None
        if slope is not None and n not in (0, 1) and n.is_integer and n.is_nonnegative:
            value = self._nth_derivative(self.args[0], n)
        return super()._eval_derivative_n_times(s, n) if value is None else slope**n * value

    def _definition(self) -> Any:
        return self.rewrite(exp, deep=False)

    def _eval_rewrite_as_tractable(self, arg: Any, **_: Any) -> Any:
        return self._definition()  # limits know exp and log only

    def _eval_rewrite_as_Piecewise(self, arg: Any, **_: Any) -> Any:
        # `solveset` asks for this, before it would take `inverse` for the only inverse also in ℂ.
        return None if arg.is_extended_real else self._definition()

    def rewrite(self, *args: Any, **hints: Any) -> Any:
        if len(args) == 2 and args[1] is cosh and isinstance(args[0], list) and {sech, tanh} <= {*args[0]}:
            # So `singularities` has functions written out, and then it looks for denominators.
            plain = self.replace(
                lambda e: isinstance(e, LogisticFunction), lambda e: e._with_poles(e.args[0])
            )
            return plain.rewrite(*args, **hints)
        return super().rewrite(*args, **hints)

    def _eval_as_leading_term(self, x: Any, logx: Any = None, cdir: Any = 0) -> Any:
        centre = self.args[0].subs(x, 0)
        if centre.has(nan):  # as of sin(1/x)
            centre = self.args[0].limit(x, 0, "-" if re(cdir).is_negative else "+")
        if isinstance(centre, AccumBounds) and isinstance(value := self.func(centre), AccumBounds):
            return value  # in the definition the argument may stand twice, and the bounds would be too wide
        if centre.has(nan, zoo, oo, -oo, AccumBounds):
            # Powers of e^(1/x) are no powers of x; SymPy drops terms next to them. Its other way to limits
            # (Gruntz) keeps them apart, and this error leads there.
            raise PoleError(f"{self} has no leading term at {x} = 0")
        return self._definition().as_leading_term(x, logx=logx, cdir=cdir)

    def _around(self, centre: Any) -> Any:
        """Return an expression that SymPy can expand as the argument tends to a singular point or ±∞."""
        return self._definition()

    def _on_cut(self, centre: Any) -> bool:
        """Return whether the argument may tend to a point of a branch cut."""
        return False

    def _eval_nseries(self, x: Any, n: int, logx: Any, cdir: Any = 0) -> Any:
        centre = self.args[0].limit(x, 0)
        if centre.has(oo, -oo, zoo) or self.func(centre).is_infinite or self._on_cut(centre):
            return self._around(centre)._eval_nseries(x, n, logx, cdir)
        return super()._eval_nseries(x, n, logx, cdir)

    def _eval_evalf(self, prec: int) -> Any:
        # python-flint only for numbers
        from sigmoid_sym.numeric.balls import ball_around, parts_of_value
        from sigmoid_sym.numeric.relatives import function, relative_named

        infinite: list[tuple[Any, Any]] = []

        def argument(bits: int) -> tuple[Any, Any] | None:
            try:
                value = evalf(self.args[0], bits, {})
            except (NotImplementedError, ValueError):
                return None
            if value is zoo:
                return None
            real, imag, real_accuracy, imag_accuracy = value
            if any(part in (finf, fninf, fnan) for part in (real, imag)):
                infinite.append((_sign(real), _sign(imag)))
                return None
            return ball_around(real, real_accuracy), ball_around(imag, imag_accuracy)

        parts = parts_of_value(function(relative_named(type(self).__name__), 0), argument, prec)
        if infinite:
            return self._at_infinity(*infinite[0]).evalf(prec_to_dps(prec))
        if parts is None:
            return None
        real, imag = (part and Float._new(from_man_exp(*part, prec, "n"), prec) for part in parts)
        return real if imag is None else real + I * imag


def _sign(part: Any) -> Any:
    """Return ±∞ for an infinite part of a number, else its sign; None for what is not a number."""
    if part in (finf, fninf):
        return oo if part == finf else -oo
    return None if part == fnan else 0 if part is None else mpf_sign(part)


class PositiveFunction(LogisticFunction):
    """What σ and softplus share: positive on ℝ, defined by e^z, singular at odd multiples of πi."""

    @classmethod
    def eval(cls, arg: Any) -> Any:
        turns = S.Zero if arg.is_zero else arg.as_coefficient(pi * I)
        if turns is not None and turns.is_integer:
            return super().eval(S.Zero) if turns.is_even else zoo if turns.is_odd else None
        return super().eval(arg)

    @classmethod
    def _at_infinity(cls, real: Any, imag: Any) -> Any:
        """Return the value for parts of an argument, one of which is ±∞, the other a sign, ±∞ or None."""
        return cls(real) if real in (oo, -oo) and imag in (-1, 0, 1) else nan

    def aseries(self, x: Any = None, n: int = 6, bound: int = 0, hir: bool = False) -> Any:
        return self._definition().aseries(x, n, bound, hir)

    def series(self, x: Any = None, x0: Any = 0, n: Any = 6, *args: Any, **options: Any) -> Any:
        slope = None if x is None else self.slope(x)
        if n and x0 in (oo, -oo) and slope is not None and slope.is_number and slope.is_nonzero:
            # The terms are powers of e^-|x|; SymPy would look for powers of 1/x only.
            sign = 1 if x0 == oo else -1
            return self.subs(x, sign * x).aseries(x, n).subs(x, sign * x)
        return super().series(x, x0, n, *args, **options)

    def _eval_is_extended_real(self) -> bool | None:
        return True if self.args[0].is_extended_real else None

    _eval_is_extended_nonnegative = _eval_is_extended_real

    def _eval_is_extended_positive(self) -> bool | None:
        return True if self.args[0].is_real else None

    def _eval_is_zero(self) -> bool | None:
        return False if self.args[0].is_finite else None  # e^z is neither 0 nor ∞ there
