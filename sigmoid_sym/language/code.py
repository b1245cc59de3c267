"""Programs for σ^(n) in double precision, in the languages of the table `DIALECTS`."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from sigmoid_sym.errors import SigmoidSymError, shown
from sigmoid_sym.language.numerals import ordinal


class ZeroPair(NamedTuple):
    """Zeros ±z of σ^(n), as binary64 numbers.

    Attributes:
        high: z, rounded.
        low: z - high, rounded.
        decay: e^{-z}, rounded.
    """

    high: float
    low: float
    decay: float


@dataclass(frozen=True, slots=True, repr=False)
class Dialect:
    """How a language writes what the programs need.

    Attributes:
        title: the language, for a person.
        comment: the line before the header's lines, what is before each of them, the line after them.
        before: lines above the function.
        head: its first lines; `{name}` is its name.
        last: its last lines; `{value}` is what it returns.
        small: e where x < 0 and 1 elsewhere.
        module: what stands before the names of functions.
        absolute: the absolute value.
        times, over: multiplication and division, element by element for arrays.
        constant, variable: what declares a name whose value stays or changes.
        end: the end of a statement.
        note: one more line of the header.
    """

    title: str
    comment: tuple[str, str, str]
    before: tuple[str, ...]
    head: tuple[str, ...]
    last: tuple[str, ...]
    small: str
    module: str = ""
    absolute: str = "abs"
    times: str = "*"
    over: str = "/"
    constant: str = ""
    variable: str = ""
    end: str = ""
    note: str = ""

    def __repr__(self) -> str:
        return f"<Dialect {self.title}>"


_HASHES = ("", "# ", "")
_DEF = "def {name}(x):"
_RETURN = ("    return {value}",)
_VALUES_ONLY = "Values only: for the gradient take the program of the next order."

_DIALECTS = {
    "python": Dialect(
        "Python",
        _HASHES,
        ("import math", "", ""),
        (_DEF,),
        _RETURN,
        "(e if x < 0 else 1)",
        module="math.",
        absolute="fabs",
    ),
    "numpy": Dialect(
        "NumPy",
        _HASHES,
        ("import numpy as np", "", ""),
        (_DEF, "    x = np.asarray(x, dtype=np.float64)"),
        _RETURN,
        "np.where(x < 0, e, 1)",
        module="np.",
    ),
    "c": Dialect(
        "C99",
        ("/*", " * ", " */"),
        (
            "#include <math.h>",
            "#ifdef __FAST_MATH__",
            "#error the order of the operations matters: compile without -ffast-math",
            "#endif",
            "",
        ),
        ("double {name}(double x)", "{{"),
        ("    return {value};", "}}"),
        "(x < 0 ? e : 1)",
        absolute="fabs",
        constant="const double ",
        variable="double ",
        end=";",
        note="Link with -lm; without -ffast-math.",
    ),
    "matlab": Dialect(
        "MATLAB and Octave",
        ("", "% ", ""),
        (),
        ("function f = {name}(x)", "    x = double(x);"),
        ("    f = {value};", "end"),
        "(e .* (x < 0) + (x >= 0))",
        times=".*",
        over="./",
        end=";",
        note="To be saved as {name}.m.",
    ),
    "jax": Dialect(
        "JAX",
        _HASHES,
        ("import jax.numpy as jnp", "", ""),
        (
            _DEF,
            "    x = jnp.asarray(x, dtype=float)",
            "    if x.dtype != jnp.float64:",
            "        raise TypeError('double precision is off: jax.config.update(\"jax_enable_x64\", True)')",
        ),
        _RETURN,
        "jnp.where(x < 0, e, 1)",
        module="jnp.",
        note=_VALUES_ONLY,
    ),
    "torch": Dialect(
        "PyTorch",
        _HASHES,
        ("import torch", "", ""),
        (_DEF, "    x = torch.as_tensor(x, dtype=torch.float64)"),
        _RETURN,
        "torch.where(x < 0, e, 1)",
        module="torch.",
        note=_VALUES_ONLY,
    ),
}
DIALECTS = MappingProxyType(_DIALECTS)


def function_name(order: int) -> str:
    """Return the name of the function in the program of an order."""
    return f"sigmoid_d{order}"


def program(order: int, zeros: tuple[ZeroPair, ...], error: int, language: str) -> str:
    """Return a program for σ^(n), n = `order`.

    Arguments:
        zeros: those above 0.
        error: a bound on the relative error, in units 2^-53, for the header.
        language: a key of `DIALECTS`.

    Notes:
        With a = |x|, e = e^{-a}, q = 1 + e, w = σ(x) σ(-x) = e/q², z_j > 0 the zeros and w_j = w(z_j),

            σ^(n)(x) = w Π_j (1 - w/w_j)  for odd n, and -tanh(x/2) times as much for even n ≥ 2;
            1 - w/w_j = (e^{z_j - a} - 1)(e^{-z_j - a} - 1)/q².

        Next to a zero, high - a is exact and low corrects it: with d = expm1(high - a) the first factor
        is d + low (d + 1), up to low². So no step cancels, and the relative error stays small at every x.
        Not expm1((high - a) + low): XLA adds the two constants, and low is lost.

    Raises:
        SigmoidSymError: `language` is not one of these.
    """
    if not isinstance(language, str) or language not in DIALECTS:
        raise SigmoidSymError(f"language must be one of {', '.join(DIALECTS)}, not {shown(language)}")
    dialect, name = DIALECTS[language], function_name(order)
    opening, prefix, closing = dialect.comment
    header = [prefix + line for line in _header(order, error, dialect, name)]
    above = [line for line in (opening, *header, closing) if line]
    body = [f"    {line}{dialect.end}" for line in _body(order, zeros, dialect)]
    names = {"name": name, "value": _value(order, dialect)}
    head, last = ([line.format(**names) for line in lines] for lines in (dialect.head, dialect.last))
    return "\n".join([*above, *dialect.before, *head, *body, *last, ""])


def _header(order: int, error: int, dialect: Dialect, name: str) -> list[str]:
    what = f"the {ordinal(order)} derivative of" if order else "the value of"
    return [
        f"{name}(x): {what} the logistic function 1/(1 + exp(-x)), in double precision.",
        f"The relative error is at most {error} * 2^-53 for -700 <= x <= 700, next to zeros too, if exp,",
        "expm1 and tanh are right to 2 units in the last place, and x/2 and the result 0 or normal numbers.",
        *([dialect.note.format(name=name)] if dialect.note else []),
        f"{dialect.title}; made by sigmoid-sym.",
    ]


def _body(order: int, zeros: tuple[ZeroPair, ...], dialect: Dialect) -> list[str]:
    of, times, over = dialect.module, dialect.times, dialect.over
    lines = [
        f"{dialect.constant}a = {of}{dialect.absolute}(x)",
        f"{dialect.constant}e = {of}exp(-a)",
        f"{dialect.constant}q = 1 + e",
    ]
    if order:
        lines.append(f"{dialect.variable}y = e {over} (q {times} q)")
    for position, zero in enumerate(zeros):
        let = "" if position else dialect.variable
        low = f"{'-' if zero.low < 0 else '+'} {abs(zero.low)!r} {times} (d + 1)"
        lines.append(f"{let}d = {of}expm1({zero.high!r} - a)")
        lines.append(f"y = y {times} (d {low}) {times} ({zero.decay!r} {times} e - 1) {over} (q {times} q)")
    return lines


def _value(order: int, dialect: Dialect) -> str:
    if order == 0:
        return f"{dialect.small} {dialect.over} q"
    return "y" if order % 2 else f"-{dialect.module}tanh(x / 2) {dialect.times} y"
