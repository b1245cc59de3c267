"""`sigmoid`, its inverse `logit` and its antiderivative `softplus` as SymPy functions."""

from __future__ import annotations

from typing import Any

from mpmath.libmp import from_man_exp
from sympy import (
    Add,
    Dummy,
    Float,
    Function,
    I,
    Integer,
    Integral,
    Lambda,
    Order,
    S,
    Sum,
    Tuple,
    atanh,
    bernoulli,
    cos,
    cosh,
    exp,
    factorial,
    log,
    pi,
    sin,
    sinh,
    tanh,
)
from sympy.concrete.expr_with_limits import AddWithLimits
from sympy.core.evalf import evalf

from sigmoid_sym.combinatorics import logistic_row
from sigmoid_sym.errors import ArgumentTypeError, shown
from sigmoid_sym.language.sympy import Stirling2
from sigmoid_sym.language.sympy_code import printed_as


class _Function(Function):  # type: ignore[misc]
    """What the three share: no text in, printers of code, digits from Arb, powers in LaTeX."""

    nargs = 1

    def __new__(cls, *args: Any, **options: Any) -> Any:
        for argument in args:
            # SymPy would execute a text, and take a matrix for a number.
            if isinstance(argument, str) or getattr(argument, "is_Matrix", False):
                raise ArgumentTypeError(
                    f"{cls.__name__} takes a SymPy expression or a number, not {shown(argument)}"
                )
        return super().__new__(cls, *args, **options)

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

    def _slope(self, s: Any) -> Any:
        """Return a of an argument a·s + b, or None."""
        slope = self.args[0].diff(s)
        return None if slope.has(s) else slope

    def _eval_derivative_n_times(self, s: Any, n: Any) -> Any:
        slope = self._slope(s)
        value = None if slope is None or n == 0 else self._nth_derivative(n)
        return super()._eval_derivative_n_times(s, n) if value is None else slope**n * value

    def _eval_rewrite_as_tractable(self, arg: Any, **_: Any) -> Any:
        return self.rewrite(exp, deep=False)  # limits know exp and log only

    def _eval_nseries(self, x: Any, n: int, logx: Any, cdir: Any = 0) -> Any:
        centre = self.args[0].limit(x, 0)
        if centre in (S.Infinity, S.NegativeInfinity):
            return self._eval_aseries(n, [centre], x, logx)
        if centre.is_finite and not self.is_singular(centre):
            return super()._eval_nseries(x, n, logx, cdir)
        return self.rewrite(exp, deep=False)._eval_nseries(x, n, logx, cdir)

    def _eval_aseries(self, n: int, args0: Any, x: Any, logx: Any) -> Any:
        return self.rewrite(exp, deep=False)._eval_nseries(x, n, logx)

    def _eval_as_leading_term(self, x: Any, logx: Any = None, cdir: Any = 0) -> Any:
        return self.rewrite(exp, deep=False).as_leading_term(x, logx=logx, cdir=cdir)

    def _eval_evalf(self, prec: int) -> Any:
        from sigmoid_sym.numeric.balls import ball_around, parts_of_value  # python-flint only for numbers

        def argument(bits: int) -> tuple[Any, Any] | None:
            try:
                real, imag, real_accuracy, imag_accuracy = evalf(self.args[0], bits, {})
            except (NotImplementedError, ValueError):
                return None
            return ball_around(real, real_accuracy), ball_around(imag, imag_accuracy)

        parts = parts_of_value(type(self).__name__, argument, prec)
        if parts is None:
            return None
        real, imag = (part and Float._new(from_man_exp(*part, prec, "n"), prec) for part in parts)
        return real if imag is None else real + I * imag


class sigmoid(_Function):
    """The logistic function σ(x) = 1/(1 + e^{-x}) as a SymPy function.

    Notes:
        `σ^(n) = Σ_k c(n,k) σ^k`: `diff(sigmoid(x), x, n)` is this polynomial at once, and a sum with
        Stirling numbers of the second kind for a symbolic n. The poles are at odd multiples of πi.

    Raises:
        ArgumentTypeError: the argument is text.

    References:
        OEIS A163626; A. A. Minai, R. D. Williams, Neural Networks 6 (1993) 845-853.

    >>> from sympy import Symbol, limit, oo, tanh
    >>> x = Symbol("x")
    >>> sigmoid(x).diff(x, 3)
    (-6*sigmoid(x)**3 + 12*sigmoid(x)**2 - 7*sigmoid(x) + 1)*sigmoid(x)
    >>> sigmoid(0), limit(sigmoid(x), x, oo), sigmoid(x).rewrite(tanh)
    (1/2, 1, tanh(x/2)/2 + 1/2)
    >>> sigmoid(-100).evalf(20)
    3.7200759760208359630e-44
    """

    @classmethod
    def eval(cls, arg: Any) -> Any:
        if arg is S.NaN or arg is S.ComplexInfinity:
            return S.NaN
        if arg is S.Infinity:
            return S.One
        if arg is S.NegativeInfinity or arg.is_zero:
            return S.Zero if arg is S.NegativeInfinity else S.Half
        if isinstance(arg, logit):
            return arg.args[0]
        turns = arg.as_coefficient(pi * I)
        if turns is not None and turns.is_Integer:
            return S.Half if turns.is_even else S.ComplexInfinity
        return None

    @classmethod
    def is_singular(cls, a: Any) -> Any:
        """Return whether σ has no derivative at a: at ∞ and at odd multiples of πi."""
        return True if a.is_infinite else (a / (pi * I)).is_odd

    def fdiff(self, argindex: int = 1) -> Any:
        return self * (1 - self)

    def _nth_derivative(self, n: Any) -> Any:
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

    def _eval_rewrite_as_cosh(self, arg: Any, **_: Any) -> Any:
        return exp(arg / 2) / (2 * cosh(arg / 2))

    def _eval_is_extended_real(self) -> bool | None:
        return True if self.args[0].is_extended_real else None

    def _eval_is_finite(self) -> bool | None:
        return True if self.args[0].is_extended_real else None

    def _eval_is_extended_nonnegative(self) -> bool | None:
        return True if self.args[0].is_extended_real else None

    def _eval_is_extended_positive(self) -> bool | None:
        return True if self.args[0].is_real else None

    def _eval_is_zero(self) -> bool | None:
        return False if self.args[0].is_finite else None  # 1/(1+e^-z) has no zero

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
        return S.Half + sinh(x) / below, sin(y) / below

    @staticmethod
    def taylor_term(n: int, x: Any, *previous: Any) -> Any:
        """Return the term of x^n in the Taylor series at 0, (2^{n+1}-1) B_{n+1} x^n/(n+1)!."""
        if n == 0:
            return S.Half
        return (2 ** (Integer(n) + 1) - 1) * bernoulli(n + 1) * x**n / factorial(n + 1)

    def _eval_aseries(self, n: int, args0: Any, x: Any, logx: Any) -> Any:
        z = self.args[0]
        # What is left is O(e^-|z|), for which SymPy's Order has no place among the powers of z.
        limit = S.One if args0[0] is S.Infinity else S.Zero
        return limit + Order(z**-n, x)

    def _eval_Integral(self, *symbols: Any, **assumptions: Any) -> Any:
        """Return softplus/a for the argument a·x + b, also between real limits; SymPy asks here first."""
        if len(symbols) == 1:
            x, *limits = symbols[0] if isinstance(symbols[0], (tuple, list, Tuple)) else symbols
            slope = self._slope(x) if x.is_Symbol else None
            real = len(limits) != 1 and all(S(limit).is_extended_real for limit in limits)
            if slope and slope.is_zero is False and real and (not limits or slope.is_real):
                antiderivative = softplus(self.args[0])
                if not limits:
                    return antiderivative / slope
                low, high = (softplus(self.args[0].subs(x, limit)) for limit in limits)
                return (high - low) / slope
        return AddWithLimits.__new__(Integral, self, *symbols, **assumptions)


class logit(_Function):
    """The log-odds log(p/(1-p)), the inverse of σ, as a SymPy function.

    Notes:
        The n-th derivative is `(n-1)! ((-1)^{n-1} p^{-n} + (1-p)^{-n})`.

    >>> from sympy import Rational, Symbol
    >>> x = Symbol("x", real=True)
    >>> logit(sigmoid(x)), logit(Rational(1, 2)), logit(Rational(9, 10)).evalf(5)
    (x, 0, 2.1972)
    """

    @classmethod
    def eval(cls, arg: Any) -> Any:
        known = {S.Zero: S.NegativeInfinity, S.Half: S.Zero, S.One: S.Infinity, S.NaN: S.NaN}
        if arg in known:
            return known[arg]
        # For other x the principal branch may differ by a multiple of 2πi.
        if isinstance(arg, sigmoid) and arg.args[0].is_extended_real:
            return arg.args[0]
        return None

    @classmethod
    def is_singular(cls, a: Any) -> Any:
        """Return whether logit has no derivative at a: at 0, 1 and ∞."""
        return True if a.is_infinite else a.is_zero or (a - 1).is_zero

    def fdiff(self, argindex: int = 1) -> Any:
        p = self.args[0]
        return 1 / (p * (1 - p))

    def _nth_derivative(self, n: Any) -> Any:
        if not n.is_positive:
            return None
        p = self.args[0]
        return factorial(n - 1) * ((-1) ** (n - 1) * p**-n + (1 - p) ** -n)

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

    def _eval_is_zero(self) -> bool | None:
        zero: bool | None = (2 * self.args[0] - 1).is_zero
        return zero

    def _eval_conjugate(self) -> Any:
        # The cuts of the logarithm are p < 0 and p > 1.
        return self.func(self.args[0].conjugate()) if self._within() else None


class softplus(_Function):
    """log(1 + e^x), the antiderivative of σ, as a SymPy function.

    >>> from sympy import Symbol
    >>> x = Symbol("x")
    >>> softplus(x).diff(x), softplus(0), softplus(-1000).evalf(10)
    (sigmoid(x), log(2), 5.075958898e-435)
    """

    @classmethod
    def eval(cls, arg: Any) -> Any:
        known = {S.NegativeInfinity: S.Zero, S.Zero: log(2), S.Infinity: S.Infinity, S.NaN: S.NaN}
        return known.get(arg)

    is_singular = sigmoid.is_singular

    def fdiff(self, argindex: int = 1) -> Any:
        return sigmoid(self.args[0])

    def _nth_derivative(self, n: Any) -> Any:
        if not n.is_positive:
            return None
        first = sigmoid(self.args[0])
        return first if n == 1 else first._nth_derivative(n - 1) if isinstance(first, sigmoid) else None

    def inverse(self, argindex: int = 1) -> Any:
        y = Dummy("y")
        return Lambda(y, log(exp(y) - 1))

    def _eval_rewrite_as_log(self, arg: Any, **_: Any) -> Any:
        return log(1 + exp(arg))

    _eval_rewrite_as_exp = _eval_rewrite_as_log

    def _eval_is_extended_real(self) -> bool | None:
        return True if self.args[0].is_extended_real else None

    def _eval_is_extended_nonnegative(self) -> bool | None:
        return True if self.args[0].is_extended_real else None

    def _eval_is_extended_positive(self) -> bool | None:
        return True if self.args[0].is_real else None

    def _eval_is_finite(self) -> bool | None:
        return True if self.args[0].is_real else None

    def _eval_aseries(self, n: int, args0: Any, x: Any, logx: Any) -> Any:
        z = self.args[0]
        linear = z._eval_nseries(x, n, logx) if args0[0] is S.Infinity else S.Zero
        return linear + Order(z**-n, x)

    def _eval_conjugate(self) -> Any:
        # 1 + e^x may lie on the cut of the logarithm for other x.
        return self if self.args[0].is_extended_real else None
