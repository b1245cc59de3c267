"""Tables that cannot be changed, and that can be sent to another process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Protocol, TypeVar


class _Named(Protocol):
    @property
    def name(self) -> str: ...


Row = TypeVar("Row", covariant=True)
NamedRow = TypeVar("NamedRow", bound=_Named)


class FrozenTable(Mapping[str, Row]):
    """Rows by their names; unlike `types.MappingProxyType` it can be pickled, copied and hashed.

    >>> table = FrozenTable({"one": 1, "two": 2})
    >>> table["two"], list(table), table
    (2, ['one', 'two'], <table of one, two>)
    """

    __slots__ = ("_rows",)

    def __init__(self, rows: Mapping[str, Row]) -> None:
        self._rows = MappingProxyType(dict(rows))

    def __getitem__(self, name: str) -> Row:
        return self._rows[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __hash__(self) -> int:
        return hash(frozenset(self._rows.items()))

    def __repr__(self) -> str:
        return f"<table of {', '.join(self._rows)}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return FrozenTable, (dict(self._rows),)


def table_of(rows: Iterable[NamedRow]) -> FrozenTable[NamedRow]:
    """Return the table of some rows, each under its own name."""
    return FrozenTable({row.name: row for row in rows})
