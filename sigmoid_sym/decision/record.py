"""The steps of a proof that were found so far, and the facts that they show."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sigmoid_sym.decision.points import Points
from sigmoid_sym.decision.reasons import NotShown, Wanted
from sigmoid_sym.decision.ring import in_ring, of_numbers
from sigmoid_sym.kernel.facts import Fact, Holds, Tends, Valued
from sigmoid_sym.kernel.goals import Goals
from sigmoid_sym.kernel.limits import require_limit
from sigmoid_sym.kernel.meaning import Meaning, TooCoarse
from sigmoid_sym.kernel.numbers import CertificateError
from sigmoid_sym.kernel.rules import between_numbers
from sigmoid_sym.tree.claim import Claim, Interval, Relation, Trend
from sigmoid_sym.tree.data import to_data
from sigmoid_sym.tree.expression import Expression, Symbol
from sigmoid_sym.tree.substitution import at


class Told(NamedTuple):
    """A step as it is told to a reader: its kind, and its parts as objects."""

    by: str
    parts: dict[str, Any]


@dataclass(slots=True)
class Record(Goals):
    """The steps found so far, and the facts that they show.

    Attributes:
        told: those of them that a reader is told of: where a function has values needs no words.
    """

    steps: list[dict[str, Any]] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    choices: dict[str, Any] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    asides: int = 0
    size: Expression | None = None
    points: Points = field(init=False)

    def __post_init__(self) -> None:
        self.points = Points(self.claim)

    def add(self, fact: Fact, by: str, **parts: Any) -> None:
        """Add a step, unless what it shows was shown before."""
        if fact not in self.facts:
            self.facts.append(fact)
            self.tell(by, **parts)
            self.steps.append({"by": by, **{name: _data(value) for name, value in parts.items()}})

    def tell(self, by: str, **parts: Any) -> None:
        """Say something to a reader, unless what is shown needs no words."""
        self.told += [] if self.asides else [Told(by, parts)]

    def certificate(self) -> dict[str, Any]:
        """Return the claim and the steps as JSON data."""
        return {"claim": to_data(self.claim), "steps": self.steps, "choices": self.choices}

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """What is shown meanwhile needs no words."""
        self.asides += 1
        try:
            yield
        finally:
            self.asides -= 1

    def need(self, holds: bool, what: str) -> None:
        if not holds:
            raise NotShown(f"not shown: {what}")

    def have_values(self, trees: tuple[Expression, ...], point: dict[str, Expression]) -> None:
        """Show that the trees have a value at a point."""
        ring, _ = of_numbers(lambda ring: [ring.of(at(node, point)) for node in trees])
        fact = Valued(trees, tuple(sorted(point.items())))
        self.add(fact, "values", trees=list(trees), point=point, q=ring.q)

    def numbers(self, left: Expression, relation: Relation, right: Expression) -> None:
        """Show a relation between two numbers."""
        ring, holds = of_numbers(lambda ring: between_numbers(ring, left, relation, right))
        if not holds:
            raise NotShown("not shown: a relation between numbers", Wanted(left, relation, right))
        self.add(Holds(left, relation, right), "numeric", left=left, relation=relation, right=right, q=ring.q)

    def leads(self, f: Expression, x: Symbol, point: Expression, side: str, value: Expression) -> None:
        """Show a limit by leading terms."""

        def compute(ring: Meaning) -> None:
            try:
                require_limit(ring, f, x.name, point, side, value)
            except TooCoarse:
                raise
            except CertificateError as error:
                raise NotShown(str(error)) from None

        ring, _ = in_ring(compute)
        self.add(
            Tends(f, x.name, point, side, value),
            "limit",
            f=f,
            x=x.name,
            point=point,
            side=side,
            value=value,
            q=ring.q,
        )

    def is_shown(self, claim: Claim) -> bool:
        """Return whether steps for another claim are found."""
        raise NotImplementedError


def _data(value: Any) -> Any:
    match value:
        case Relation() | Trend():
            return value.value
        case Expression() | Interval():
            return to_data(value)
        case list() if value and isinstance(value[0], Expression | Interval):
            return [to_data(node) for node in value]
        case dict() if value and isinstance(next(iter(value.values())), Expression):
            return {name: to_data(node) for name, node in value.items()}
    return value
