"""σ^(n) at a number, the arithmetic shown: every decimal from the exact value, none from another decimal."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import fmpq

from sigmoid_sym.closed_forms import closed_form
from sigmoid_sym.derivations.curve import X
from sigmoid_sym.derivations.derived import Derivation
from sigmoid_sym.derivations.steps import Passage, Step
from sigmoid_sym.errors import SigmoidSymError, shown, whole_number
from sigmoid_sym.numeric.points import point
from sigmoid_sym.numeric.values import decimals, rounded_parts
from sigmoid_sym.tree.claim import Relation
from sigmoid_sym.tree.expression import (
    At,
    Call,
    Decimal,
    Derivative,
    Expression,
    Neg,
    call,
    mapped,
    tree,
)

_LARGEST_ORDER = 40
_MOST_DIGITS = 200
_LARGEST_POINT = 1000


def value_at(n: int, at: Any, digits: int = 6) -> Derivation:
    """Return how σ^(n)(a) is found, n ≥ 1, for a rational number a, to so many significant digits.

    Notes:
        Rounding σ(a) first and computing with it is how wrong last digits get printed: here each decimal
        number is the exact value, rounded once.

    Raises:
        ArgumentTypeError, SigmoidSymError: n is not one of 1, …, 40; `at` is no rational number of
            moderate length; digits is not one of 1, …, 200.
    """
    n, digits = whole_number("n", n, 1), whole_number("digits", digits, 1)
    for name, given, most in (("n", n, _LARGEST_ORDER), ("digits", digits, _MOST_DIGITS)):
        if given > most:
            raise SigmoidSymError(f"{name} must be at most {most} for a derivation, not {shown(given)}")
    a = _rational(at)
    if abs(a) > _LARGEST_POINT:
        raise SigmoidSymError(
            f"at must be from -{_LARGEST_POINT} to {_LARGEST_POINT} for a derivation, not {shown(at)}: "
            "no decimal number for the value there fits on a line"
        )
    s = call("sigma", a)
    exponential = call("exp", tree(-a))
    named = At(Derivative(call("sigma", X), X, tree(n)), X, tree(a))
    form = closed_form("factored", n)
    steps = [
        Passage(
            "The function at this point",
            (Step(1 / (1 + exponential), "the definition", s), _rounded(0, a, digits)),
        ),
        Passage(
            "The derivative there",
            (
                Step(_at(form, s), "the closed form", named),
                Step(_at(form, 1 / (1 + exponential)), "exactly"),
                _rounded(n, a, digits),
            ),
        ),
    ]
    return Derivation("value", f"The derivative of order {n} at a number", tuple(steps))


def _rational(at: Any) -> Fraction:
    x = point(at, "at")
    if x.imag is not None or x.infinite:
        raise SigmoidSymError(f"at must be a rational number, not {shown(at)}")
    a = Fraction(int(x.real.p), int(x.real.q)) if isinstance(x.real, fmpq) else None
    if a is None:
        mantissa, exponent = x.real.man_exp()
        if abs(int(exponent)) > 4000:
            raise SigmoidSymError(f"at is too long a number for a derivation: {shown(at)}")
        a = Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
    if max(a.numerator.bit_length(), a.denominator.bit_length()) > 4000:
        raise SigmoidSymError(f"at is too long a number for a derivation: {shown(at)}")
    return a


def _at(node: Expression, value: Expression) -> Expression:
    """Return the form with `value` for σ(x)."""
    if isinstance(node, Call) and node.function == "sigma":
        return value
    return mapped(node, lambda child: _at(child, value))


def _rounded(n: int, a: Fraction, digits: int) -> Step:
    number, _ = rounded_parts(n, a, decimals(digits))
    places = -number.exponent
    size = abs(number.significand) * 10 ** max(-places, 0)
    printed = Decimal(size, max(places, 0))
    exact = number.significand == 0
    return Step(
        Neg(printed) if number.significand < 0 else printed if not exact else tree(0),
        "exactly" if exact else "rounded once, at the end",
        relation=Relation.EQ if exact else Relation.APPROX,
    )
