"""`sigmoid`, its inverse `logit` and its antiderivative `softplus` as SymPy functions."""

from __future__ import annotations

from typing import Any

from sympy import (
    Add,
    Dummy,
    I,
    Integer,
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
from sympy.core.evalf import prec_to_dps
from sympy.core.logic import fuzzy_or

from sigmoid_sym.combinatorics import eulerian_row
from sigmoid_sym.language.sympy import Stirling2
from sigmoid_sym.sympy_functions.base import LogisticFunction, PositiveFunction
from sigmoid_sym.sympy_functions.integrals import integral, teach_sympy


class sigmoid(PositiveFunction):
    """The logistic function σ(x) = 1/(1 + e^{-x}) as a SymPy function.

    Notes:
        `diff(sigmoid(x), x, n)` is at once `Σ_k (-1)^k A(n,k) σ(x)^{k+1} σ(-x)^{n-k}` with Eulerian
        numbers A(n,k), and for a symbolic n a sum with Stirling numbers of the second kind. In floating
        point no digit of it is lost in the tails, where 1 - σ(x) loses all. The identity σ(-x) = 1 - σ(x)
        is that of `expand`, which makes of it the polynomial in σ(x). The poles are at odd multiples of πi;
        SymPy's `singularities` finds them for the function itself, and in a larger expression only after
        `rewrite(exp)`. A part of a complex value that is 0 by cancellation of several terms may be printed
        as about 10^-17, as everywhere in SymPy: `evalf(chop=True)` leaves it out.

    Raises:
        ArgumentTypeError: the argument is text, a matrix, a truth value or a container.

    References:
        OEIS A163626; A. A. Minai, R. D. Williams, Neural Networks 6 (1993) 845-853.

    >>> from sympy import Symbol, limit, oo, tanh
    >>> x = Symbol("x")
    >>> sigmoid(x).diff(x), sigmoid(x).diff(x, 3).expand()
    (sigmoid(-x)*sigmoid(x), -6*sigmoid(x)**4 + 12*sigmoid(x)**3 - 7*sigmoid(x)**2 + sigmoid(x))
    >>> sigmoid(0), limit(sigmoid(x), x, oo), sigmoid(x).rewrite(tanh)
    (1/2, 1, tanh(x/2)/2 + 1/2)
    >>> sigmoid(x).series(x, oo, 3)
    exp(-2*x) - exp(-x) + 1 + O(exp(-3*x), (x, oo))
    >>> sigmoid(-100).evalf(20)
    3.7200759760208359630e-44
    """

    _symbol, _latex_name = "σ", r"\sigma"
    _values = ((oo, S.One), (-oo, S.Zero), (S.Zero, S.Half))
    _singularities = (zoo,)  # SymPy lists the points where a function is not meromorphic

    @classmethod
    def eval(cls, arg: Any) -> Any:
        return arg.args[0] if isinstance(arg, logit) else super().eval(arg)

    def _nth_derivative(self, z: Any, n: Any) -> Any:
        if n.is_Integer:
            mirrored, order = self.func(-z), int(n)
            return Add(
                *(
                    (-1) ** k * a * self ** (k + 1) * mirrored ** (order - k)
                    for k, a in enumerate(eulerian_row(order))
                )
            )
        k = Dummy("k", integer=True, positive=True)
        return Sum((-1) ** (k + 1) * factorial(k - 1) * Stirling2(n + 1, k) * self**k, (k, 1, n + 1))

    def _eval_expand_basic(self, **_: Any) -> Any:
        z = self.args[0]
        return 1 - self.func(-z) if z.free_symbols and z.could_extract_minus_sign() else self

    def _eval_subs(self, old: Any, new: Any) -> Any:
        # SymPy's search for substitutions relies on this: with u = σ(x) it integrates every σ^(n).
        return 1 - new if isinstance(old, sigmoid) and old.args[0] == -self.args[0] else None

    def inverse(self, argindex: int = 1) -> Any:
        return logit

    def _eval_rewrite_as_exp(self, arg: Any, **_: Any) -> Any:
        return 1 / (1 + exp(-arg))

    def _with_poles(self, arg: Any) -> Any:
        return 1 / (1 + exp(-arg))

    def _eval_rewrite_as_tanh(self, arg: Any, **_: Any) -> Any:
        return (1 + tanh(arg / 2)) / 2

    def _eval_rewrite_as_coth(self, arg: Any, **_: Any) -> Any:
        return (1 + 1 / coth(arg / 2)) / 2

    def _eval_rewrite_as_cosh(self, arg: Any, **_: Any) -> Any:
        return exp(arg / 2) / (2 * cosh(arg / 2))

    def _around(self, centre: Any) -> Any:
        return 1 - 1 / (1 + exp(self.args[0])) if centre == -oo else self._definition()

    _eval_is_finite = PositiveFunction._eval_is_extended_real

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

    def antiderivative(self) -> Any:
        """Return the softplus of the argument, the antiderivative with respect to the argument."""
        return softplus(self.args[0])

    def _eval_Integral(self, *symbols: Any, **assumptions: Any) -> Any:
        return integral(self, *symbols, **assumptions)


class logit(LogisticFunction):
    """The log-odds log(p/(1-p)), the inverse of σ, as a SymPy function.

    Notes:
        The n-th derivative is `(n-1)! ((-1)^{n-1} p^{-n} + (1-p)^{-n})`.

    >>> from sympy import Rational, Symbol
    >>> x = Symbol("x", real=True)
    >>> logit(sigmoid(x)), logit(Rational(1, 2)), logit(Rational(9, 10)).evalf(5)
    (x, 0, 2.1972)
    """

    _latex_name = r"\operatorname{logit}"
    # At ±∞ p/(1-p) tends to -1 along the cut.
    _values = ((S.Zero, -oo), (S.Half, S.Zero), (S.One, oo), (oo, I * pi), (-oo, I * pi))
    _singularities = (S.Zero, S.One, zoo)

    @classmethod
    def eval(cls, arg: Any) -> Any:
        # For other x the principal branch may differ by a multiple of 2πi.
        if isinstance(arg, sigmoid) and arg.args[0].is_extended_real:
            return arg.args[0]
        return super().eval(arg)

    def _nth_derivative(self, p: Any, n: Any) -> Any:
        if n == 1:
            return 1 / (p * (1 - p))
        return factorial(n - 1) * ((-1) ** (n - 1) * p**-n + (1 - p) ** -n) if n.is_positive else None

    def inverse(self, argindex: int = 1) -> Any:
        return sigmoid

    def _eval_rewrite_as_log(self, arg: Any, **_: Any) -> Any:
        return log(arg / (1 - arg))

    _eval_rewrite_as_exp = _eval_rewrite_as_log

    def _with_poles(self, arg: Any) -> Any:
        return log(1 / (1 / arg - 1))

    @classmethod
    def _between(cls, low: Any, high: Any) -> Any:
        # As that of SymPy's log, where a part is not real; comparisons may stay open.
        inside = low.is_extended_nonnegative and (1 - high).is_extended_nonnegative
        outside = low.is_extended_negative or (1 - high).is_extended_negative
        return super()._between(low, high) if inside else nan if outside else None

    @classmethod
    def _at_infinity(cls, real: Any, imag: Any) -> Any:
        """Return ±πi: p/(1-p) tends to -1, for Im p < 0 from below the cut."""
        if real is None or imag is None:
            return nan
        return -I * pi if imag < 0 else I * pi

    def _eval_rewrite_as_atanh(self, arg: Any, **_: Any) -> Any:
        # On the cut p > 1 the two differ by 2πi.
        off = arg.is_extended_real is False or (1 - arg).is_extended_nonnegative
        return 2 * atanh(2 * arg - 1) if off else None

    def _on_cut(self, centre: Any) -> bool:
        return logit(centre).is_extended_real is False and bool(centre.is_extended_real)

    def _within(self) -> bool:
        """Return whether 0 < p < 1 is known."""
        p = self.args[0]
        return bool(p.is_positive and (1 - p).is_positive)

    def _eval_is_extended_real(self) -> bool | None:
        p = self.args[0]
        if p.is_extended_negative or (1 - p).is_extended_negative:
            return False
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


class softplus(PositiveFunction):
    """log(1 + e^x), the antiderivative of σ, as a SymPy function.

    >>> from sympy import Symbol
    >>> x = Symbol("x")
    >>> softplus(x).diff(x), softplus(0), softplus(-1000).evalf(10)
    (sigmoid(x), log(2), 5.075958898e-435)
    """

    _latex_name = r"\operatorname{softplus}"
    _values = ((oo, oo), (-oo, S.Zero), (S.Zero, log(2)))

    @classmethod
    def is_singular(cls, a: Any) -> Any:
        """Return whether softplus is not meromorphic at a: at ∞ and the branch points, (2k+1)πi."""
        return fuzzy_or([a.is_infinite, (a / (pi * I)).is_odd])

    def _nth_derivative(self, z: Any, n: Any) -> Any:
        if n == 1:
            return sigmoid(z)
        return sigmoid(z, evaluate=False)._nth_derivative(z, n - 1) if n.is_positive else None

    def inverse(self, argindex: int = 1) -> Any:
        y = Dummy("y")
        return Lambda(y, log(exp(y) - 1))

    def _eval_rewrite_as_log(self, arg: Any, **_: Any) -> Any:
        return log(1 + exp(arg))

    _eval_rewrite_as_exp = _eval_rewrite_as_log

    def _with_poles(self, arg: Any) -> Any:
        return -log(1 / (1 + exp(arg)))

    def _on_cut(self, centre: Any) -> bool:
        return bool(exp(centre).is_extended_negative)

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


teach_sympy(sigmoid)
