"""What the commands have in common: arguments as numbers, the terminal, patience."""

from __future__ import annotations

import argparse
import contextlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path

from sigmoid_sym.closed_forms import RELATIVES, Relative, logistic_family
from sigmoid_sym.errors import SigmoidSymError, shown
from sigmoid_sym.progress import is_watched, telling
from sigmoid_sym.tree.expression import Symbol

_LONGEST_TIMEOUT = 1_000_000  # seconds

Command = Callable[[str, object, str], argparse.ArgumentParser]  # name, function, summary -> its parser


def whole(name: str, text: str, minimum: int = 0) -> int:
    """Return a whole number of at least `minimum`."""
    if re.fullmatch(r"[0-9]{1,4000}", text, re.ASCII) and int(text) >= minimum:
        return int(text)
    raise SigmoidSymError(f"{name} must be a whole number of at least {minimum}, not {shown(text)}")


def integer(name: str, text: str) -> int:
    """Return a whole number."""
    plain = text.replace("−", "-")
    if re.fullmatch(r"-?[0-9]{1,100}", plain, re.ASCII):
        return int(plain)
    raise SigmoidSymError(f"{name} must be a whole number, not {shown(text)}")


def seconds(text: str | None, default: int) -> int:
    """Return what --timeout says: a number of seconds, the default if it is left out."""
    number = default if text is None else whole("timeout", text, 1)
    if number > _LONGEST_TIMEOUT:
        raise SigmoidSymError(f"timeout must be at most {_LONGEST_TIMEOUT} seconds, not {shown(number)}")
    return number


def orders(text: str) -> list[int] | range:
    """Return the orders that 5, 1..50 or 1,2,10..20 name."""
    single: list[int] = []
    for part in text.split(","):
        first, dots, last = part.strip().partition("..")
        if not all(
            re.fullmatch(r"[0-9]{1,18}", end, re.ASCII) for end in ((first, last) if dots else (first,))
        ):
            raise SigmoidSymError(f"ORDERS must look like 5, 1..50 or 1,2,10..20, not {shown(text)}")
        span = range(int(first), int(last if dots else first) + 1)
        if not span:
            raise SigmoidSymError(f"ORDERS has an empty range: {shown(part)}")
        if len(span) > 10_000:
            return span  # refused where every range is
        single.extend(span)
    return single


def relative(text: str) -> Relative:
    """Return the relative of that name, or the family with the parameters L=…,k=…,x0=…,C=…."""
    if text in RELATIVES:
        return RELATIVES[text]
    parameters: dict[str, int | Fraction | Symbol] = {}
    for part in text.split(","):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or name not in ("L", "k", "x0", "C") or name in parameters:
            raise SigmoidSymError(
                f"--family must be one of {', '.join(RELATIVES)}, or L=…,k=…,x0=…,C=…, not {shown(text)}"
            )
        with belongs_to("--family"):
            parameters[name] = _parameter(name, value)
    with belongs_to("--family"):
        return logistic_family(**parameters)


def _parameter(name: str, text: str) -> int | Fraction | Symbol:
    if match := re.fullmatch(r"(-?[0-9]{1,100})(?:/([0-9]{1,100})|\.([0-9]{1,100}))?", text, re.ASCII):
        whole, below, decimals = match.groups()
        if below is not None and int(below) == 0:
            raise SigmoidSymError(f"{name} must not have the denominator 0")
        return Fraction(text) if below or decimals else int(whole)
    if re.fullmatch(r"[A-Za-z\\].{0,20}", text):
        return Symbol(text)
    raise SigmoidSymError(f"{name} must be a number (3, -1, 1/2, 0.5) or a letter, not {shown(text)}")


def output(text: str, suffixes: Iterable[str]) -> Path:
    """Return the path of the file that is to be written."""
    from sigmoid_sym.publish.files import checked_path  # only where there is a file to write

    with belongs_to("--output"):
        return checked_path(text, suffixes)


@contextlib.contextmanager
def belongs_to(option: str) -> Iterator[None]:
    """Have every error begin with the option that it is about."""
    try:
        yield
    except SigmoidSymError as error:
        raise SigmoidSymError(f"{option}: {error}") from error


def as_typed(message: str, options: argparse.Namespace) -> str:
    """Return a message about an argument of a function as one about what was typed on the command line.

    >>> options = argparse.Namespace(typed={"digits": "--digits"})
    >>> as_typed("digits must be at least 1, not 0", options)
    '--digits must be at least 1, not 0'
    """
    name, space, rest = message.partition(" ")
    said = rest.startswith(("must ", "may ", "cannot ", "is ", "= "))
    return f"{getattr(options, 'typed', {}).get(name, name) if said else name}{space}{rest}"


def typed(parser: argparse.ArgumentParser) -> dict[str, str]:
    """Return how the arguments of functions are typed on the command line."""
    names = {
        action.dest: next((option for option in action.option_strings[::-1]), str(action.metavar))
        for action in parser._actions
    }
    others = {"n": "order", "x": "at", "of": "family", "path": "output"}
    parameters = {p: f"{names['family']}: {p}" for p in ("L", "k", "x0", "C") if "family" in names}
    return {**parameters, **{ours: names[dest] for ours, dest in others.items() if dest in names}, **names}


def speaks_unicode(signs: str = "σ⁽⁵⁾−·′Σ∞") -> bool:
    """Return whether stdout can show the letters of our formulas, or other signs."""
    try:
        signs.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def as_json(data: object) -> str:
    """Return the data as JSON, in ASCII where stdout has no Greek."""
    return json.dumps(data, ensure_ascii=not speaks_unicode(), indent=1)


def as_markup(source: str) -> str:
    """Return HTML or MathML with references for the signs that stdout does not have."""
    return source if speaks_unicode(source) else source.encode("ascii", "xmlcharrefreplace").decode()


@contextlib.contextmanager
def patience(at_once: bool = False) -> Iterator[None]:
    """Show that work goes on when it takes long and a person watches."""
    if is_watched():
        with telling("computing…", at_once):
            yield
    else:
        yield
