"""`eval` and `zeros`: numbers, every digit right."""

from __future__ import annotations

import argparse

from sigmoid_sym.cli.arguments import Command, as_json, integer, patience, relative, whole
from sigmoid_sym.closed_forms import Relative
from sigmoid_sym.closed_forms.relatives import NAMES
from sigmoid_sym.functions import row_named
from sigmoid_sym.interrupts import fatal

_MANY_DIGITS = 100_000  # beyond, FLINT keeps everything else from running
_FAMILIES = f"{', '.join(NAMES)}; or parameters L=3,k=1/2,x0=1,C=-1 (numbers)"


def add_commands(command: Command) -> None:
    """Add the commands of this file to the parser."""
    sub = command("eval", _eval, "Print a value of σ^(N) or of a relative's derivative, correctly rounded.")
    sub.add_argument("order", metavar="N", help="order; -1, -2, … for repeated integrals")
    sub.add_argument("--at", metavar="X", required=True, help="exact: 1/3, 0.1, 1e-30, -2.5+3j, inf")
    sub.add_argument("--digits", default="16", help="significant decimal digits")
    sub.add_argument("--family", default="sigmoid", help=_FAMILIES)

    sub = command(
        "zeros", _zeros, "Print the real zeros of σ^(N), or of a relative's derivative, correctly rounded."
    )
    sub.add_argument("order", metavar="N", help="order, 0 or more")
    sub.add_argument("--digits", default="16", help="significant decimal digits")
    sub.add_argument("--extrema", action="store_true", help="the local extrema instead, and the values there")
    sub.add_argument("--family", default="sigmoid", help=_FAMILIES)


def _eval(options: argparse.Namespace) -> int:
    from sigmoid_sym.numeric.values import (  # mpmath and python-flint, only for numbers
        decimals,
        rounded_parts,
    )

    n, digits = integer("N", options.order), whole("digits", options.digits, 1)
    of = _relative(options.family)
    with patience(at_once=digits > _MANY_DIGITS), fatal():
        real, imag = rounded_parts(n, options.at, decimals(digits), of)
        value = str(real) if imag is None else _complex(str(real), str(imag))
    if options.json:
        result = {"order": n, "family": options.family, "at": options.at, "digits": digits}
        parts = {"value": value} if imag is None else {"real": str(real), "imag": str(imag)}
        print(as_json(result | parts))
    else:
        print(value)
    return 0


def _complex(real: str, imag: str) -> str:
    return f"{real} - {imag[1:]}i" if imag.startswith("-") else f"{real} + {imag}i"


def _zeros(options: argparse.Namespace) -> int:
    from sigmoid_sym.numeric.values import decimals  # mpmath and python-flint, only for numbers
    from sigmoid_sym.numeric.zeros import rounded_extrema, rounded_zeros

    n, digits = whole("N", options.order), whole("digits", options.digits, 1)
    of = _relative(options.family)
    rounded = rounded_extrema if options.extrema else rounded_zeros
    with patience(at_once=digits > _MANY_DIGITS), fatal():
        rows = [[str(part) for part in row] for row in rounded(n, decimals(digits), of)]
    if options.json:
        keys = ("x", "value") if options.extrema else ("x",)
        found = [dict(zip(keys, row, strict=True)) if options.extrema else row[0] for row in rows]
        result = {"order": n, "family": options.family, "digits": digits}
        print(as_json(result | {"extrema" if options.extrema else "zeros": found}))
    else:
        for row in rows:
            print("  ".join(row))
    return 0


def _relative(text: str) -> Relative | str:
    return text if row_named(text) else relative(text)
