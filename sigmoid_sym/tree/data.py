"""Expressions and claims as JSON data: a node is a list of its kind and its fields, nothing is executed.

What is read back is held to the types of the classes in `expression` and `claim`: `_schema` takes them from
the annotations, `_LAWS` has what they do not say. Nothing else is data, and nothing is mended on the way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from sigmoid_sym.errors import SigmoidSymError, shown
from sigmoid_sym.tree import claim, expression
from sigmoid_sym.tree.claim import Chain, Claim, Limit
from sigmoid_sym.tree.expression import Add, Decimal, Expression, Mul

Data = Any  # what json.loads returns

_KINDS: dict[str, type] = {
    kind.__name__: kind
    for module in (expression, claim)
    for kind in vars(module).values()
    if isinstance(kind, type) and (is_dataclass(kind) or issubclass(kind, Enum)) and kind not in (Enum, Claim)
}
_PLAIN = (str, int, bool)
_DEEPEST = 300
_MOST_DIGITS = 4300  # what Python reads and writes in decimal
_TOO_LONG = 10**_MOST_DIGITS

_LAWS: tuple[tuple[type, Callable[[Any], bool], str], ...] = (
    (Add, lambda node: len(node.terms) > 1, "a sum has two terms or more"),
    (Mul, lambda node: len(node.factors) > 1, "a product has two factors or more"),
    (Decimal, lambda node: node.places <= _MOST_DIGITS, f"a number has at most {_MOST_DIGITS} places"),
    (
        Chain,
        lambda said: len(said.sides) == len(said.relations) + 1 > 1,
        "a relation stands between two sides",
    ),
    (Limit, lambda said: said.side in ("", "+", "-"), "a side is +, - or none"),
)


def to_data(value: Any) -> Data:
    """Return an expression or a claim as lists, strings, numbers and None.

    The text that a claim was read from is no part of what it says, and is left out.

    >>> to_data(expression.Symbol("x") / 2)
    ['Div', ['Symbol', 'x'], ['Integer', 2]]
    """
    if isinstance(value, Enum):
        return [type(value).__name__, value.value]
    if is_dataclass(value):
        kind: Any = type(value)
        return [kind.__name__, *(to_data(getattr(value, name)) for name in _schema(kind))]
    if isinstance(value, tuple):
        return ["tuple", *map(to_data, value)]
    return value


def from_data(data: Data, kind: Any = Expression | Claim) -> Any:
    """Return the expression or the claim that has these data, and no others.

    Arguments:
        data: what `to_data` returned.
        kind: what it must be: a class, a union or a tuple type.

    Raises:
        SigmoidSymError: the data are not those of one.

    >>> from_data(["Symbol", "x"])
    Symbol(name='x')
    >>> from_data(["Neg", ["Trend", "increasing"]])
    Traceback (most recent call last):
    sigmoid_sym.errors.SigmoidSymError: Neg.operand must be of the kind Expression, not Trend
    """
    return _read(data, _wanted("the data", kind), 0)


class _Wanted(NamedTuple):
    """What a value must be: of one of the kinds, or a tuple of what `each` says."""

    where: str
    kinds: tuple[type, ...]
    each: _Wanted | None


def _wanted(where: str, kind: Any) -> _Wanted:
    if get_origin(kind) is tuple:
        return _Wanted(where, (), _wanted(where, get_args(kind)[0]))
    return _Wanted(where, get_args(kind) or (kind,), None)


@cache
def _schema(kind: Any) -> dict[str, _Wanted]:
    """Return what each field that is part of the value must be."""
    types = get_type_hints(kind)
    return {
        field.name: _wanted(f"{kind.__name__}.{field.name}", types[field.name])
        for field in fields(kind)
        if field.compare
    }


def _read(data: Data, wanted: _Wanted, depth: int) -> Any:
    if depth > _DEEPEST:
        raise SigmoidSymError(f"a tree of more than {_DEEPEST} levels")
    where, kinds, each = wanted
    if each is not None:
        if type(data) is not list or data[:1] != ["tuple"]:
            raise SigmoidSymError(f"{where} must be a tuple, not {shown(data)}")
        return tuple([_read(part, each, depth + 1) for part in data[1:]])
    if data is None and NoneType in kinds:
        return None
    if type(data) in _PLAIN and type(data) in kinds:
        if type(data) is int and abs(data) >= _TOO_LONG:
            raise SigmoidSymError(f"{where} is a number of more than {_MOST_DIGITS} digits")
        return data
    name = data[0] if type(data) is list and data else data
    found = _KINDS.get(name) if type(name) is str and name is not data else None
    if found is None or not issubclass(found, kinds):
        names = " or ".join(k.__name__ for k in kinds if k is not NoneType)
        raise SigmoidSymError(f"{where} must be of the kind {names}, not {name if found else shown(data)}")
    return _member(found, data[1:]) if issubclass(found, Enum) else _node(found, data[1:], depth)


def _member(kind: type[Enum], parts: list[Data]) -> Enum:
    for member in kind:
        if [member.value] == parts:
            return member
    raise SigmoidSymError(f"no {kind.__name__}: {shown(parts)}")


def _node(kind: type, parts: list[Data], depth: int) -> Any:
    schema = _schema(kind)
    if len(parts) != len(schema):
        raise SigmoidSymError(f"{kind.__name__} has {len(schema)} fields, not {len(parts)}")
    values = {}
    for part, (name, wanted) in zip(parts, schema.items(), strict=True):
        values[name] = _read(part, wanted, depth + 1)
    node = kind(**values)
    for name, value in values.items():
        if getattr(node, name) != value:
            raise SigmoidSymError(
                f"{kind.__name__}.{name} is {shown(getattr(node, name))}, not {shown(value)}"
            )
    for lawful, holds, law in _LAWS:
        if kind is lawful and not holds(node):
            raise SigmoidSymError(law)
    return node
