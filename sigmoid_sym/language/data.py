"""Expressions and claims as JSON data: a node is a list of its kind and its fields, nothing is executed."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from sigmoid_sym.errors import SigmoidSymError, shown
from sigmoid_sym.language import claim, expression

Data = Any  # what json.loads returns

_KINDS: dict[str, type] = {
    kind.__name__: kind
    for module in (expression, claim)
    for kind in vars(module).values()
    if isinstance(kind, type) and (is_dataclass(kind) or issubclass(kind, Enum)) and kind is not Enum
}
_DEEPEST = 400


def to_data(value: Any) -> Data:
    """Return an expression or a claim as lists, strings, numbers and None.

    >>> to_data(expression.Symbol("x") / 2)
    ['Div', ['Symbol', 'x'], ['Integer', 2]]
    """
    if isinstance(value, Enum):
        return [type(value).__name__, value.value]
    if is_dataclass(value):
        return [type(value).__name__, *(to_data(getattr(value, field.name)) for field in fields(value))]
    if isinstance(value, tuple):
        return ["tuple", *map(to_data, value)]
    return value


def from_data(data: Data, depth: int = 0) -> Any:
    """Return the expression or the claim.

    Raises:
        SigmoidSymError: the data are not those of one.

    >>> from_data(["Symbol", "x"])
    Symbol(name='x')
    """
    if depth > _DEEPEST:
        raise SigmoidSymError(f"a tree of more than {_DEEPEST} levels")
    if not isinstance(data, list):
        return data
    name, *parts = data or [None]
    values = tuple(from_data(part, depth + 1) for part in parts)
    if name == "tuple":
        return values
    if not isinstance(name, str) or name not in _KINDS:
        raise SigmoidSymError(f"no kind of expression or claim: {shown(name)}")
    kind = _KINDS[name]
    if issubclass(kind, Enum):
        return kind(*values)
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    if len(names) != len(values):
        raise SigmoidSymError(f"{name} has {len(names)} fields, not {len(values)}")
    return kind(**dict(zip(names, values, strict=True)))
