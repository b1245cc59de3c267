"""What the cross-checks found: rows that print as a table, as JSON and as HTML."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Outcome(Enum):
    """What a road to σ^(n) says of the polynomial."""

    AGREES = "agrees"
    DIFFERS = "differs"
    SKIPPED = "skipped"  # the road says nothing of this order, and its row says why


@dataclass(frozen=True, slots=True)
class Check:
    """One road to σ^(n), walked.

    Attributes:
        order: n.
        road: the road's name.
        compared: what was compared with what, and where.
        outcome: whether they agree.
        seconds: wall time.
    """

    order: int
    road: str
    compared: str
    outcome: Outcome
    seconds: float


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """The rows of a verification.

    Attributes:
        checks: one row for each order and road.

    >>> Report((Check(1, "row sum", "P_1(1) = 0", Outcome.AGREES, 0.0),)).ok
    True
    """

    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        """Whether some road agrees for every order, and none differs."""
        agreed = {check.order for check in self.checks if check.outcome is Outcome.AGREES}
        return bool(self.checks) and not self.failed and agreed == {check.order for check in self.checks}

    @property
    def failed(self) -> tuple[Check, ...]:
        """The rows whose outcome is DIFFERS."""
        return tuple(check for check in self.checks if check.outcome is Outcome.DIFFERS)

    def rows(self) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """Return heading and rows of a table: a row each check, or each road of several orders."""
        if len({check.order for check in self.checks}) <= 1:
            return ("road", "compared", "outcome", "time"), [
                (c.road, c.compared, c.outcome.value, f"{c.seconds:.3f} s") for c in self.checks
            ]
        rows = []
        for road in dict.fromkeys(check.road for check in self.checks):
            walked = [check for check in self.checks if check.road == road]
            counts = [
                ranges(check.order for check in walked if check.outcome is outcome) for outcome in Outcome
            ]
            rows.append((road, *counts, f"{sum(check.seconds for check in walked):.3f} s"))
        return ("road", *(outcome.value for outcome in Outcome), "time"), rows

    def __repr__(self) -> str:
        return f"<Report: {self.summary()}>"

    def __str__(self) -> str:
        heading, rows = self.rows()
        widths = [max(map(len, column)) for column in zip(heading, *rows, strict=True)]
        lines = [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in (heading, tuple("─" * width for width in widths), *rows)
        ]
        return "\n".join([*lines, self.summary()])

    def summary(self) -> str:
        """Return the verdict in one line."""
        orders = ranges(check.order for check in self.checks)
        counts = [sum(check.outcome is outcome for check in self.checks) for outcome in Outcome]
        verdict = "all roads agree" if self.ok else "DIFFERENCES FOUND" if self.failed else "nothing decided"
        return f"n = {orders}: {verdict} ({counts[0]} agree, {counts[1]} differ, {counts[2]} skipped)"

    def data(self) -> dict[str, Any]:
        """Return the rows as JSON data, with the keys `ok` and `checks`."""
        checks = [
            {
                "order": c.order,
                "road": c.road,
                "compared": c.compared,
                "outcome": c.outcome.value,
                "seconds": round(c.seconds, 6),
            }
            for c in self.checks
        ]
        return {"ok": self.ok, "checks": checks}

    def to_json(self) -> str:
        """Return the rows as a JSON object."""
        return json.dumps(self.data(), ensure_ascii=False, indent=1)

    def _repr_html_(self) -> str:
        heading, rows = self.rows()

        def line(cells: Iterable[str], tag: str) -> str:
            left = f'{tag} style="text-align:left"'  # with the element: a notebook has rules for cells
            return "<tr>" + "".join(f"<{left}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"

        body = "".join(line(row, "td") for row in rows)
        return f"<table>{line(heading, 'th')}{body}</table><p>{html.escape(self.summary())}</p>"


def ranges(numbers: Iterable[int]) -> str:
    """Return whole numbers in ascending order, neighbours drawn together.

    >>> ranges([1, 2, 3, 7])
    '1..3, 7'
    """
    parts: list[list[int]] = []
    for number in sorted(set(numbers)):
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(p[0]) if len(p) == 1 else f"{p[0]}..{p[-1]}" for p in parts) or "–"
