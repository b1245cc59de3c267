"""Whether each letter of a claim has one meaning: then what is printed is what is examined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from sigmoid_sym.functions import is_symbol
from sigmoid_sym.tree.claim import Claim, Definition, Extremum, Interval, Parity, Shape, ZeroCount
from sigmoid_sym.tree.definitions import Unclear, written_out
from sigmoid_sym.tree.expression import CONSTANTS, Expression, free_symbols, names

# As symbols they would be printed like the number e, the imaginary unit, π and the function σ.
RESERVED = frozenset({"e", "i", "pi", "sigma"})


def require_clear(claim: Claim) -> None:
    """Return if no letter of a claim has two meanings.

    Raises:
        Unclear: one has, or has none.
    """
    defined = [definition.name for definition in claim.definitions]
    _once(defined, "definitions")
    for position, definition in enumerate(claim.definitions):
        _require_definition(definition, frozenset(defined[position:]))
    _once([domain.variable.name for domain in claim.domains], "domains")
    bound = {domain.variable.name for domain in claim.domains}
    variable = getattr(claim, "variable", None)
    varies = bound if variable is None else bound | {variable.name}
    for name in varies & set(defined):
        raise Unclear(f"{name} is defined: it ranges over nothing")
    for domain in claim.domains:
        if domain.variable.name in free_symbols(domain.interval.lower) | free_symbols(domain.interval.upper):
            raise Unclear(f"a domain of {domain.variable.name} with {domain.variable.name} in it")
    for name in sorted((varies | {n for f in _expressions(claim) for n in free_symbols(f)}) & RESERVED):
        raise Unclear(f"{name} as the name of a variable")
    if isinstance(claim, (Extremum, Parity, Shape, ZeroCount)):
        meant = written_out(claim.expression, claim.definitions)
        free = free_symbols(claim.expression) | free_symbols(meant)
        if claim.variable.name not in free and (free or isinstance(claim, Parity)):
            raise Unclear(f"a function of {claim.variable.name} without {claim.variable.name} in it")


def _once(found: list[str], what: str) -> None:
    for name in found:
        if found.count(name) > 1:
            raise Unclear(f"two {what} of {name}")


def _require_definition(definition: Definition, later: frozenset[str]) -> None:
    """Return if a definition names nothing that is defined with it or after it."""
    name, own = definition.name, definition.variable
    reserved = name in RESERVED and (name != "sigma" or own is None)
    if reserved or name in CONSTANTS or not is_symbol(name):
        raise Unclear(f"a definition of {name}, which has a meaning")
    parameter = frozenset() if own is None else frozenset({own.name})
    if parameter & (RESERVED | {name}):
        raise Unclear(f"{min(parameter)} as the name of a variable")
    for other in sorted((names(definition.body) - parameter) & later):
        raise Unclear(f"a definition of {name} with {other} in it, which is defined after it")


def _expressions(claim: Claim) -> Iterator[Expression]:
    """Yield the expressions that a claim is made of."""
    values = [getattr(claim, field.name) for field in fields(claim) if field.name != "variable"]
    while values:
        match values.pop():
            case Expression() as node:
                yield node
            case Interval(lower, upper):
                yield from (lower, upper)
            case Definition(_, _, body):
                yield body
            case tuple() as several:
                values += several
