"""Curves with more parameters than the logistic family: rows of their own, with no closed form of order n."""

from __future__ import annotations

from fractions import Fraction

from sigmoid_sym.closed_forms.logistic import Parameter
from sigmoid_sym.errors import ArgumentTypeError, SigmoidSymError, shown
from sigmoid_sym.functions import Function
from sigmoid_sym.tree.claim import Interval
from sigmoid_sym.tree.expression import Expression, Integer, Neg, Symbol, call, product, tree

_X = Symbol("x")
_ZERO, _ONE = Integer(0), Integer(1)


def richards_family(
    A: Parameter = 0,
    K: Parameter = 1,
    B: Parameter = 1,
    M: Parameter = 0,
    Q: Parameter = 1,
    C: Parameter = 1,
    nu: Parameter = 1,
) -> Function:
    r"""Return the generalised logistic function A + (K - A)/(C + Q e^{-B(x-M)})^{1/ν} as a row.

    Arguments:
        A, K, B, M, Q, C, nu: ints, Fractions or `Symbol`s; Q, C and ν, if numbers, positive, B not 0.

    Returns:
        A `Function` with its definition and slope as trees for the writers; with numbers for all parameters
        `evaluate`, `enclose`, `jet` and `plot` take it as `of`, for real x and n up to 1000. There is no
        closed form of its n-th derivative here, for ν = 1 only: see `logistic_family`.

    Raises:
        ArgumentTypeError, SigmoidSymError: a parameter that is not one of these.

    References:
        F. J. Richards, "A flexible growth function for empirical use", J. Exp. Bot. 10 (1959) 290-301.

    >>> from sigmoid_sym.language.latex import latex
    >>> print(latex(richards_family(K=2, B=3, nu=Symbol("nu")).definition))
    \frac{2}{\left(1 + e^{-3x}\right)^{1/\nu}}
    """
    values = _checked({"A": A, "K": K, "B": B, "M": M, "Q": Q, "C": C, "nu": nu}, ("Q", "C", "nu"), ("B",))
    a, k, b, m, q, c, v = values.values()
    wave = _times(q, call("exp", Neg(_times(b, _minus(_X, m)))))
    base, height = c + wave, _minus(k, a)
    power = _ONE / v if isinstance(nu, Symbol) else tree(1 / Fraction(nu))
    more = power + 1 if isinstance(nu, Symbol) else tree(1 / Fraction(nu) + 1)
    definition = _plus(a, height / _raised(base, power))
    slope = _times(height, b, wave) / _times(v, _raised(base, more))
    return Function("richards", definition=definition, slope=slope, source="Richards 1959")


def hill_family(a: Parameter = 0, d: Parameter = 1, c: Parameter = 1, b: Parameter = 1) -> Function:
    r"""Return the four-parameter logistic d + (a - d)/(1 + (x/c)^b), x > 0, of doses x, as a row.

    Arguments:
        a: the response at dose 0, for b > 0.
        d: that at infinite dose; a = 0, d = 1 is the Hill function.
        c: the dose halfway between, positive if it is a number.
        b: Hill's coefficient, not 0.

    Returns:
        A `Function`, as from `richards_family`. In log x it is logistic: with x = c e^{t} it is
        d + (a - d) σ(-b t), of which `logistic_family` has all derivatives in closed form.

    Raises:
        ArgumentTypeError, SigmoidSymError: a parameter that is not one of these.

    References:
        A. V. Hill, J. Physiol. 40 (1910) iv-vii; D. Rodbard, Clin. Chem. 20 (1974) 1255-1270.

    >>> from sigmoid_sym import evaluate
    >>> evaluate(0, 2, of=hill_family(b=2)), evaluate(1, 2, of=hill_family(b=2))
    (mpf('0.80000000000000004'), mpf('0.16'))
    """
    values = _checked({"a": a, "d": d, "c": c, "b": b}, ("c",), ("b",))
    low, high, dose, k = values.values()
    ratio = _raised(_over(_X, dose), k)
    height = _minus(low, high)
    definition = _plus(high, height / (1 + ratio))
    slope = Neg(_times(height, k, ratio) / _times(_X, (1 + ratio) ** Integer(2)))
    return Function(
        "hill",
        definition=definition,
        slope=slope,
        domain=Interval(lower=_ZERO),
        source="Hill 1910; Rodbard 1974",
    )


def _checked(
    given: dict[str, Parameter], positive: tuple[str, ...], nonzero: tuple[str, ...]
) -> dict[str, Expression]:
    """Return the parameters as trees.

    Raises:
        ArgumentTypeError, SigmoidSymError: one is of another type or sign, or is the letter x.
    """
    for name, value in given.items():
        if isinstance(value, bool) or not isinstance(value, (int, Fraction, Symbol)):
            raise ArgumentTypeError(f"{name} must be an int, a Fraction or a Symbol, not {shown(value)}")
        if value == _X:
            raise SigmoidSymError(f"{name} must not be x, which is the variable")
        if isinstance(value, Symbol):
            continue
        if (name in positive and value <= 0) or (name in nonzero and value == 0):
            must = "be positive" if name in positive else "not be 0"
            raise SigmoidSymError(f"{name} must {must}, not {shown(value)}")
    return {name: tree(value) for name, value in given.items()}


def _plus(a: Expression, b: Expression) -> Expression:
    return b if a == _ZERO else a if b == _ZERO else a + b


def _minus(a: Expression, b: Expression) -> Expression:
    return a if b == _ZERO else a + b.operand if isinstance(b, Neg) else Neg(b) if a == _ZERO else a - b


def _times(*factors: Expression) -> Expression:
    return product([factor for factor in factors if factor != _ONE])


def _over(a: Expression, b: Expression) -> Expression:
    return a if b == _ONE else a / b


def _raised(base: Expression, power: Expression) -> Expression:
    return base if power == _ONE else base**power
