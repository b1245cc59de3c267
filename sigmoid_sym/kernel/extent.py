"""How deep and how large a claim is: what Python's stack cannot hold is refused before it is worked on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from sigmoid_sym.errors import SigmoidSymError, require_stack
from sigmoid_sym.functions import FUNCTIONS, arity, has_definition
from sigmoid_sym.tree.claim import Claim, Interval
from sigmoid_sym.tree.expression import (
    At,
    Call,
    Decimal,
    Expression,
    Integer,
    Symbol,
    children,
    names,
)

DEEPEST = 205  # levels, with the definitions written out
LONGEST = 14_000  # bits of a number: no more than Python writes into a certificate
LARGEST = 200_000  # parts; the definitions are written out at the expense of the budget
_FRAMES = 4  # on the stack for each level, at most; and for what is done at the deepest
_FRAMES_BELOW = 100


def require_moderate(claim: Claim) -> None:
    """Refuse a claim that is too deep for the stack, or too large.

    Raises:
        SigmoidSymError: it has more than `DEEPEST` levels or `LARGEST` parts, a number in it
            has more than `LONGEST` bits, a function has too many or too few arguments, or little of the
            stack is left to the caller.
    """
    defined: dict[str, int] = {}
    parts = 0
    for definition in claim.definitions:
        defined[definition.name], size = extent(definition.body, defined)
        parts += size
    extents = [extent(node, defined) for node in _expressions(claim)]
    levels = max([depth for depth, _ in extents], default=0)
    if parts + sum(size for _, size in extents) > LARGEST:
        raise SigmoidSymError(f"a claim of more than {LARGEST} parts")
    if levels > DEEPEST:
        raise SigmoidSymError(f"an expression of {levels} levels; at most {DEEPEST} are worked on")
    require_stack(f"an expression of {levels} levels", _FRAMES * levels + _FRAMES_BELOW)


def extent(node: Expression, defined: dict[str, int]) -> tuple[int, int]:
    """Return a bound for the levels of a tree, names replaced by meanings of so many levels; and its size.

    A part that stands in several places is looked at once: there may be more places than can be counted out.

    >>> extent(Symbol("x") + Symbol("y"), {"y": 3})
    (4, 3)
    """
    found: dict[int, tuple[int, int]] = {}
    pending = [node]
    while pending:
        top = pending[-1]
        below = list(children(top))
        if id(top) not in found and (missing := [child for child in below if id(child) not in found]):
            pending += missing
            continue
        pending.pop()
        levels = [found[id(child)][0] for child in below]
        match top:
            case Integer(value) | Decimal(value) if value.bit_length() > LONGEST:
                raise SigmoidSymError(
                    f"a number of {value.bit_length()} bits; at most {LONGEST} are worked on"
                )
            case Call(name, arguments) if len(arguments) != arity(name):
                raise SigmoidSymError(f"{name} takes {arity(name)} argument(s), not {len(arguments)}")
            case At():  # the point takes the place of the variable
                own, inner = 1, sum(levels)
            case Call(name) | Symbol(name) if name in defined:
                own, inner = defined[name], max(levels, default=0)
            case Call(name):
                own, inner = _LEVELS.get(name, 1), max(levels, default=0)
            case _:
                own, inner = 1, max(levels, default=0)
        found[id(top)] = own + inner, 1 + sum(found[id(child)][1] for child in below)
    return found[id(node)]


def _levels_of(name: str) -> int:
    """Return how many levels a call counts for, the definitions of all that defines the function included."""
    row = FUNCTIONS[name]
    if row.definition is None:
        return 1 if row.arity == 1 else 2
    return 2 + max([_levels_of(inner) for inner in names(row.definition) if has_definition(inner)], default=0)


_LEVELS = {name: _levels_of(name) for name in FUNCTIONS}


def _expressions(claim: Claim) -> Iterator[Expression]:
    intervals = [domain.interval for domain in claim.domains]
    for field in fields(claim):
        value = getattr(claim, field.name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Expression):
                yield item
            elif isinstance(item, Interval):
                intervals.append(item)
    for interval in intervals:
        yield from (interval.lower, interval.upper)
