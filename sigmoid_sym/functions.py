"""`sigmoid`, its inverse `logit` and its antiderivative `softplus` as SymPy functions."""

from __future__ import annotations

from numbers import Number
from typing import Any

from mpmath.libmp import from_man_exp
from sympy import (
    Add,
    Dummy,
    Expr,
    Float,
    Function,
    I,
    Integer,
    Integral,
    Lambda,
    S,
    Sum,
    atanh,
    bernoulli,
    cos,
    cosh,
    coth,
    exp,
    factorial,
    log,
    nan,
    oo,
    pi,
    sin,
    tanh,
    zoo,
)
from sympy.concrete.expr_with_limits import AddWithLimits
from sympy.core.evalf import evalf, prec_to_dps
from sympy.core.function import ArgumentIndexError
from sympy.core.logic import fuzzy_or

from sigmoid_sym.combinatorics import logistic_row
from sigmoid_sym.errors import ArgumentTypeError, shown
from sigmoid_sym.language.sympy import Stirling2
from sigmoid_sym.language.sympy_code import printed_as


class _Function(Function):  # type: ignore[misc]
    """What the three share: no text in, values, derivatives, series, printers, digits from Arb."""

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
        return None

    _numpycode = printed_as("numpy")
    _scipycode = printed_as("scipy")
    _mpmathcode = printed_as("mpmath")
    _pythoncode = printed_as("python")
    _ccode = printed_as("c")
    _jaxcode = printed_as("jax")
    _torchcode = printed_as("torch")

    def _latex(self, printer: Any, exp: str | None = None) -> str:
        name = r"\sigma" if isinstance(self, sigmoid) else rf"\operatorname{{{type(self).__name__}}}"
        power = "" if exp is None else f"^{{{exp}}}"
        return rf"{name}{power}\left({printer._print(self.args[0])}\right)"

    def _pretty(self, printer: Any) -> Any:
        name = "σ" if printer._use_unicode and isinstance(self, sigmoid) else type(self).__name__
        return printer._print_Function(self, func_name=name)

    def fdiff(self, argindex: int = 1) -> Any:
        if argindex != 1:
            raise ArgumentIndexError(self, argindex)
        return self._derivative(self.args[0])

    def _slope(self, s: Any) -> Any:
        """Return a of an argument a·s + b, or None."""
        slope = self.args[0].diff(s)
        return None if slope.has(s) else slope

    def _eval_derivative_n_times(self, s: Any, n: Any) -> Any:
        slope = self._slope(s)
        value = None if slope is None or n in (0, 1) else self._nth_derivative(self.args[0], n)
        return super()._eval_derivative_n_times(s, n) if value is None else slope**n * value

    def _definition(self) -> Any:
        return self.rewrite(exp, deep=False)

    def _eval_rewrite_as_tractable(self, arg: Any, **_: Any) -> Any:
        return self._definition()  # limits know exp and log only

    def _eval_as_leading_term(self, x: Any, logx: Any = None, cdir: Any = 0) -> Any:
        return self._definition().as_leading_term(x, logx=logx, cdir=cdir)

    def _around(self, centre: Any) -> Any:
        """Return an expression that SymPy can expand as the argument tends to a singular point or ±∞."""
        return self._definition()

    def _eval_nseries(self, x: Any, n: int, logx: Any, cdir: Any = 0) -> Any:
        centre = self.args[0].limit(x, 0)
        if centre.has(oo, zoo) or self.func(centre).is_infinite:
            return self._around(centre)._eval_nseries(x, n, logx, cdir)
        return super()._eval_nseries(x, n, logx, cdir)

    def _eval_evalf(self, prec: int) -> Any:
        # python-flint only for numbers
        from sigmoid_sym.numeric.balls import ball_around, parts_of_value
        from sigmoid_sym.numeric.relatives import function, relative_named

        def argument(bits: int) -> tuple[Any, Any] | None:
            try:
                value = evalf(self.args[0], bits, {})
            except (NotImplementedError, ValueError):
                return None
            if value is zoo:
                return None
            real, imag, real_accuracy, imag_accuracy = value
            return ball_around(real, real_accuracy), ball_around(imag, imag_accuracy)

        parts = parts_of_value(function(relative_named(type(self).__name__), 0), argument, prec)
        if parts is None:
            return None
        real, imag = (part and Float._new(from_man_exp(*part, prec, "n"), prec) for part in parts)
        return real if imag is None else real + I * imag


class _Positive(_Function):
    """What σ and softplus share: positive on ℝ, defined by e^z, singular at odd multiples of πi."""

    @classmethod
    def eval(cls, arg: Any) -> Any:
        turns = S.Zero if arg.is_zero else arg.as_coefficient(pi * I)
        if turns is not None and turns.is_integer:
            return super().eval(S.Zero) if turns.is_even else zoo if turns.is_odd else None
        return super().eval(arg)

    def aseries(self, x: Any = None, n: int = 6, bound: int = 0, hir: bool = False) -> Any:
        return self._definition().aseries(x, n, bound, hir)

    def series(self, x: Any = None, x0: Any = 0, n: Any = 6, *args: Any, **options: Any) -> Any:
        slope = None if x is None else self._slope(x)
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


class sigmoid(_Positive):
    """The logistic function σ(x) = 1/(1 + e^{-x}) as a SymPy function.

    Notes:
        `σ^(n) = Σ_k c(n,k) σ^k`: `diff(sigmoid(x), x, n)` is this polynomial at once, and a sum with
        Stirling numbers of the second kind for a symbolic n. The poles are at odd multiples of πi.
        `Integral(sigmoid(a*x + b), x)` is evaluated as it is made, since SymPy asks only then.

    Raises:
        ArgumentTypeError: the argument is text, a matrix, a truth value or a container.

    References:
        OEIS A163626; A. A. Minai, R. D. Williams, Neural Networks 6 (1993) 845-853.

    >>> from sympy import Symbol, limit, oo, tanh
    >>> x = Symbol("x")
    >>> sigmoid(x).diff(x, 3)
    (-6*sigmoid(x)**3 + 12*sigmoid(x)**2 - 7*sigmoid(x) + 1)*sigmoid(x)
    >>> sigmoid(0), limit(sigmoid(x), x, oo), sigmoid(x).rewrite(tanh)
    (1/2, 1, tanh(x/2)/2 + 1/2)
    >>> sigmoid(x).series(x, oo, 3)
    exp(-2*x) - exp(-x) + 1 + O(exp(-3*x), (x, oo))
    >>> sigmoid(-100).evalf(20)
    3.7200759760208359630e-44
    """

    _values = ((oo, S.One), (-oo, S.Zero), (S.Zero, S.Half))
    _singularities = (zoo,)  # SymPy lists the points where a function is not meromorphic

    @classmethod
    def eval(cls, arg: Any) -> Any:
        return arg.args[0] if isinstance(arg, logit) else super().eval(arg)

    def _derivative(self, z: Any) -> Any:
        return self * (1 - self)

    def _nth_derivative(self, z: Any, n: Any) -> Any:
        if n.is_Integer:
            return Add(*(c * self**k for k, c in enumerate(logistic_row(int(n)), 1)))
        k = Dummy("k", integer=True, positive=True)
        return Sum((-1) ** (k + 1) * factorial(k - 1) * Stirling2(n + 1, k) * self**k, (k, 1, n + 1))

    def inverse(self, argindex: int = 1) -> Any:
        return logit

    def _eval_rewrite_as_exp(self, arg: Any, **_: Any) -> Any:
        return 1 / (1 + exp(-arg))

    def _eval_rewrite_as_tanh(self, arg: Any, **_: Any) -> Any:
        return (1 + tanh(arg / 2)) / 2

    def _eval_rewrite_as_coth(self, arg: Any, **_: Any) -> Any:
        return (1 + 1 / coth(arg / 2)) / 2

    def _eval_rewrite_as_cosh(self, arg: Any, **_: Any) -> Any:
        return exp(arg / 2) / (2 * cosh(arg / 2))

    def _around(self, centre: Any) -> Any:
        return 1 - 1 / (1 + exp(self.args[0])) if centre == -oo else self._definition()

    _eval_is_finite = _Positive._eval_is_extended_real

    def _eval_is_integer(self) -> bool | None:
        return False if self.args[0].is_real else None

    def _eval_is_algebraic(self) -> bool | None:
        # Lindemann: e^a is transcendental for algebraic a ≠ 0.
        return False if self.args[0].is_algebraic and self.args[0].is_zero is False else None

    def _eval_conjugate(self) -> Any:
        return self.func(self.args[0].conjugate())

    def as_real_imag(self, deep: bool = True, **hints: Any) -> tuple[Any, Any]:
        x, y = self.args[0].as_real_imag(deep, **hints)
        if y.is_zero:
            return self.func(x), S.Zero
        below = 2 * (cosh(x) + cos(y))
        return S.Half if x.is_zero else (exp(x) + cos(y)) / below, sin(y) / below

    @staticmethod
    def taylor_term(n: int, x: Any, *previous: Any) -> Any:
        """Return the term of x^n in the Taylor series at 0, (2^{n+1}-1) B_{n+1} x^n/(n+1)!."""
        if n == 0:
            return S.Half
        return (2 ** (Integer(n) + 1) - 1) * bernoulli(n + 1) * x**n / factorial(n + 1)

    def _eval_Integral(self, *symbols: Any, **assumptions: Any) -> Any:
        """Return softplus(a·x + b)/a, also between real limits; SymPy asks here first."""
        integral = AddWithLimits.__new__(Integral, self, *symbols, **assumptions)
        x, *limits = integral.limits[0]
        slope = self._slope(x)
        # A path that is not real may cross a cut of the logarithm.
        known = slope is not None and slope.is_nonzero and all(limit.is_extended_real for limit in limits)
        if not known or len(integral.limits) > 1 or len(limits) == 1:
            return integral
        if not limits:
            return softplus(self.args[0]) / slope
        low, high = (softplus(self.args[0].subs(x, limit)) for limit in limits)
        return (high - low) / slope


class logit(_Function):
    """The log-odds log(p/(1-p)), the inverse of σ, as a SymPy function.

    Notes:
        The n-th derivative is `(n-1)! ((-1)^{n-1} p^{-n} + (1-p)^{-n})`.

    >>> from sympy import Rational, Symbol
    >>> x = Symbol("x", real=True)
    >>> logit(sigmoid(x)), logit(Rational(1, 2)), logit(Rational(9, 10)).evalf(5)
    (x, 0, 2.1972)
    """

    # At ±∞ p/(1-p) tends to -1 along the cut.
    _values = ((S.Zero, -oo), (S.Half, S.Zero), (S.One, oo), (oo, I * pi), (-oo, I * pi))
    _singularities = (S.Zero, S.One, zoo)

    @classmethod
    def eval(cls, arg: Any) -> Any:
        # For other x the principal branch may differ by a multiple of 2πi.
        if isinstance(arg, sigmoid) and arg.args[0].is_extended_real:
            return arg.args[0]
        return super().eval(arg)

    def _derivative(self, p: Any) -> Any:
        return 1 / (p * (1 - p))

    def _nth_derivative(self, p: Any, n: Any) -> Any:
        return factorial(n - 1) * ((-1) ** (n - 1) * p**-n + (1 - p) ** -n) if n.is_positive else None

    def inverse(self, argindex: int = 1) -> Any:
        return sigmoid

    def _eval_rewrite_as_log(self, arg: Any, **_: Any) -> Any:
        return log(arg / (1 - arg))

    _eval_rewrite_as_exp = _eval_rewrite_as_log

    def _eval_rewrite_as_atanh(self, arg: Any, **_: Any) -> Any:
        return 2 * atanh(2 * arg - 1)

    def _within(self) -> bool:
        """Return whether 0 < p < 1 is known."""
        p = self.args[0]
        return bool(p.is_positive and (1 - p).is_positive)

    def _eval_is_extended_real(self) -> bool | None:
        p = self.args[0]
        return True if p.is_extended_nonnegative and (1 - p).is_extended_nonnegative else None

    def _eval_is_finite(self) -> bool | None:
        return True if self._within() else None

    def _eval_is_extended_positive(self) -> bool | None:
        return (2 * self.args[0] - 1).is_positive if self._within() else None

    def _eval_is_extended_negative(self) -> bool | None:
        return (2 * self.args[0] - 1).is_negative if self._within() else None

    def _eval_is_zero(self) -> Any:
        return (2 * self.args[0] - 1).is_zero

    def _eval_conjugate(self) -> Any:
        # The cuts of the logarithm are p < 0 and p > 1.
        p = self.args[0]
        return self.func(p.conjugate()) if self._within() or p.is_extended_real is False else None


class softplus(_Positive):
    """log(1 + e^x), the antiderivative of σ, as a SymPy function.

    >>> from sympy import Symbol
    >>> x = Symbol("x")
    >>> softplus(x).diff(x), softplus(0), softplus(-1000).evalf(10)
    (sigmoid(x), log(2), 5.075958898e-435)
    """

    _values = ((oo, oo), (-oo, S.Zero), (S.Zero, log(2)))

    @classmethod
    def is_singular(cls, a: Any) -> Any:
        """Return whether softplus is not meromorphic at a: at ∞ and the branch points, (2k+1)πi."""
        return fuzzy_or([a.is_infinite, (a / (pi * I)).is_odd])

    def _derivative(self, z: Any) -> Any:
        return sigmoid(z)

    def _nth_derivative(self, z: Any, n: Any) -> Any:
        return sigmoid(z, evaluate=False)._nth_derivative(z, n - 1) if n.is_positive else None

    def inverse(self, argindex: int = 1) -> Any:
        y = Dummy("y")
        return Lambda(y, log(exp(y) - 1))

    def _eval_rewrite_as_log(self, arg: Any, **_: Any) -> Any:
        return log(1 + exp(arg))

    _eval_rewrite_as_exp = _eval_rewrite_as_log

    def _around(self, centre: Any) -> Any:
        z = self.args[0]
        return z + log(1 + exp(-z)) if centre is oo else self._definition()

    def _eval_is_finite(self) -> bool | None:
        return True if self.args[0].is_real else None

    def _eval_conjugate(self) -> Any:
        # 1 + e^x may lie on the cut of the logarithm for other x.
        return self if self.args[0].is_extended_real else None

    @staticmethod
    def taylor_term(n: int, x: Any, *previous: Any) -> Any:
        """Return the term of x^n in the Taylor series at 0, the integral of σ's term before it."""
        return log(2) if n == 0 else sigmoid.taylor_term(n - 1, x) * x / n

    def _eval_evalf(self, prec: int) -> Any:
        power = exp(self.args[0])
        if power.is_negative:
            # On the cut, where balls never tell the sides apart, but SymPy has found e^z to be real.
            return log(1 + power).evalf(prec_to_dps(prec))
        return super()._eval_evalf(prec)
