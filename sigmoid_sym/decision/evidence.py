"""Evidence that a claim does not hold, before the kernel has looked at it as a whole."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from sigmoid_sym.decision.reasons import NOT_FOUND, Wanted
from sigmoid_sym.decision.ring import in_ring, of_numbers
from sigmoid_sym.decision.verdict import Counterexample, Proved, Refuted
from sigmoid_sym.kernel.refutation import require_excluded, require_failing
from sigmoid_sym.tree.claim import Claim
from sigmoid_sym.tree.data import to_data
from sigmoid_sym.tree.expression import Expression

Point = dict[str, Expression]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Points where a claim fails, or a proved claim that excludes it.

    Attributes:
        counterexamples: what fails at the points, for a reader.
        remark, link: those of the verdict.
    """

    points: tuple[Point, ...] = ()
    counterexamples: tuple[Counterexample, ...] = ()
    contrary: Proved | None = None
    remark: str = ""
    link: int = 0

    def of_link(self, link: int) -> Evidence:
        """Return the evidence against a chain of which this link breaks."""
        shown = tuple(replace(c, link=link) for c in self.counterexamples)
        return replace(self, counterexamples=shown, link=link)

    def refuted(self, claim: Claim) -> Refuted:
        """Return the verdict, if the kernel accepts the evidence.

        Raises:
            CertificateError: it does not.
        """
        if self.contrary is None:
            ring, _ = of_numbers(lambda ring: require_failing(claim, ring, list(self.points)))
            points = [{name: to_data(value) for name, value in point.items()} for point in self.points]
            certificate = {"refuted": to_data(claim), "points": points, "q": ring.q}
        else:
            known = self.contrary
            ring, _ = in_ring(lambda ring: require_excluded(claim, ring, known.claim))
            contrary = json.loads(known.certificate)
            certificate = {"refuted": to_data(claim), "contrary": contrary, "q": ring.q}
        shown = self.counterexamples, self.contrary, self.remark
        return Refuted(claim, json.dumps(certificate), *shown, link=self.link)


def counterexample(fact: Wanted, point: Point) -> Counterexample | None:
    """Return the counterexample to a fact at a point, if it is one."""
    try:
        return Counterexample(fact.left, fact.relation, fact.right, tuple(sorted(point.items())))
    except NOT_FOUND:
        return None
