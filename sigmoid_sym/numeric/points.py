"""Exact arguments: what a person means by "1/3", 0.1 or an mpf, and no other number."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from numbers import Integral, Rational, Real
from typing import Any

from flint import arb, fmpq, fmpz
from mpmath import mp

from sigmoid_sym.errors import ArgumentTypeError, SigmoidSymError, shown

# A longer text, or an exponent beyond this, would be a number of megabytes.
_LONGEST_TEXT = 1_000_000
_LARGEST_EXPONENT = 1_000_000

_UNSIGNED = r"(?:\d+/\d+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
_REAL = re.compile(rf"[+-]?{_UNSIGNED}", re.ASCII)
_COMPLEX = re.compile(rf"(?:(?P<real>[+-]?{_UNSIGNED})(?=[+-]))?(?P<imag>[+-]?{_UNSIGNED}?)\*?[ij]", re.ASCII)
_INFINITE = re.compile(r"(?P<sign>[+-]?)(?:inf|infinity|oo|∞)", re.IGNORECASE)
_ALLOWED = (
    "an int, a Fraction, a Decimal, a float, an mpmath or python-flint number, "
    "or a text such as '1/3', '0.1', '1e-30', '-2.5+3j'"
)


@dataclass(frozen=True, slots=True)
class Point:
    """An exact number, or ±∞.

    Attributes:
        real, imag: each an `fmpq`, or an exact `arb` for a dyadic number; `imag` is None for a real number.
        infinite: 1 for ∞, -1 for -∞ (`real` is 0 then), else 0.
    """

    real: Any
    imag: Any = None
    infinite: int = 0

    @property
    def is_zero(self) -> bool:
        return self.real == 0 and not self.imag and not self.infinite


def point(x: object, name: str = "x") -> Point:
    """Return the exact number that `x` is; a float is the binary number that it holds.

    Raises:
        ArgumentTypeError: `x` is not a number nor a text, or is a ball or an interval.
        SigmoidSymError: a text that is no rational number, nan, a number too long to hold.

    >>> point("1/3").real, point("-2.5+3j").imag
    (1/3, 3)
    """
    kind = type(x)
    if kind is mp.mpf:
        return _mpmath(x, name)
    if kind is int:
        return Point(fmpq(x))
    if isinstance(x, str):
        return _read(x, name)
    if isinstance(x, bool):
        raise ArgumentTypeError(f"{name} must be {_ALLOWED}, not {shown(x)}")
    if hasattr(x, "_mpi_") or hasattr(x, "_mpci_"):
        raise ArgumentTypeError(f"{name} must be a number; for the interval {shown(x)} there is enclose")
    if kind.__module__.startswith("flint"):
        return _flint(x, name)
    if isinstance(x, mp.constant):
        raise ArgumentTypeError(f"{name} must be rational, not {shown(x)}: give as many digits as you mean")
    if hasattr(x, "_mpf_"):
        return _mpmath(x, name)
    if hasattr(x, "_mpc_") or isinstance(x, complex):
        parts = (x.real, x.imag) if isinstance(x, complex) else map(mp.make_mpf, x._mpc_)
        real, imag = (point(part, name) for part in parts)
        if real.infinite or imag.infinite:
            raise SigmoidSymError(f"{name} must be finite if it is complex, not {shown(x)}")
        return Point(real.real, imag.real)
    if isinstance(x, Integral):
        return Point(fmpq(int(x)))
    if isinstance(x, Rational):
        return Point(fmpq(int(x.numerator), int(x.denominator)))
    if isinstance(x, (Real, Decimal)):  # floats of any size, and decimals
        return _ratio(x, name)
    raise ArgumentTypeError(f"{name} must be {_ALLOWED}, not {shown(x)}")


def _ratio(x: Any, name: str) -> Point:
    if x.is_nan() if isinstance(x, Decimal) else math.isnan(x):  # math refuses a signalling nan
        raise SigmoidSymError(f"{name} must be a number, not nan")
    if x in (math.inf, -math.inf):  # math.isinf takes for infinite what is too large for a float
        return Point(fmpq(0), None, 1 if x > 0 else -1)
    if isinstance(x, Decimal):
        _require_exponent(x.adjusted(), name, x)
    return Point(fmpq(*x.as_integer_ratio()))


def _mpmath(x: Any, name: str) -> Point:
    _, mantissa, exponent, _ = x._mpf_
    if not mantissa and exponent:  # mpmath's marks for what is not finite
        return _ratio(float(x), name)
    return Point(arb(x))  # exact, whatever Arb's precision


def _flint(x: Any, name: str) -> Point:
    kind = type(x).__name__
    if kind in ("fmpz", "fmpq"):
        return Point(fmpq(x))
    if kind in ("arb", "acb", "arf"):
        parts = (x.real, x.imag) if kind == "acb" else (arb(x),)
        if all(part.is_exact() and part.is_finite() for part in parts):
            return Point(*parts)
        if any(part.is_nan() for part in parts):
            raise SigmoidSymError(f"{name} must be a number, not nan")
        if kind != "acb" and x in (arb.pos_inf(), arb.neg_inf()):
            return Point(fmpq(0), None, 1 if x > 0 else -1)
        raise ArgumentTypeError(f"{name} must be an exact number; for the ball {shown(x)} there is enclose")
    raise ArgumentTypeError(f"{name} must be {_ALLOWED}, not {shown(x)}")


def _read(text: str, name: str) -> Point:
    if len(text) > _LONGEST_TEXT:
        raise SigmoidSymError(f"{name} must have at most {_LONGEST_TEXT} characters, not {len(text)}")
    plain = text.strip().replace("−", "-")
    if plain.lower().lstrip("+-") == "nan":
        raise SigmoidSymError(f"{name} must be a number, not nan")
    if match := _INFINITE.fullmatch(plain):
        return Point(fmpq(0), None, -1 if match["sign"] == "-" else 1)
    if _REAL.fullmatch(plain):
        return Point(_rational(plain, name))
    if match := _COMPLEX.fullmatch(plain):
        imag = match["imag"] + ("1" if match["imag"] in ("", "+", "-") else "")
        return Point(_rational(match["real"] or "0", name), _rational(imag, name))
    raise SigmoidSymError(
        f"{name} must be a rational number ('1/3', '0.1', '1e-30', '-2.5+3j'), not {shown(text)}: "
        "other numbers have no exact text, give as many of their digits as you mean"
    )


def _rational(text: str, name: str) -> Any:
    sign = -1 if text[0] == "-" else 1
    digits = text.lstrip("+-")
    if "/" in digits:
        above, below = (fmpz(part) for part in digits.split("/"))
        if below == 0:
            raise SigmoidSymError(f"{name} must not have the denominator 0: {shown(text)}")
        return fmpq(sign * above, below)
    mantissa, _, power = digits.lower().partition("e")
    whole, _, decimals = mantissa.partition(".")
    written = fmpz(power.lstrip("+") or 0)  # int() refuses more than 4300 digits
    _require_exponent(written, name, text)
    exponent = int(written) - len(decimals)
    size = fmpz(whole + decimals)
    return sign * (fmpq(size * fmpz(10) ** exponent) if exponent >= 0 else fmpq(size, fmpz(10) ** -exponent))


def _require_exponent(exponent: Any, name: str, x: object) -> None:
    if abs(exponent) > _LARGEST_EXPONENT:
        raise SigmoidSymError(
            f"{name} must have a decimal exponent of at most {_LARGEST_EXPONENT} in absolute value, "
            f"not {shown(x)}"
        )
