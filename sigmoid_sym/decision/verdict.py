"""Verdicts: proved or refuted with a certificate, not understood with a reason; or it was a definition."""

from __future__ import annotations

import html
import json
import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from sigmoid_sym.decision.budget import limited
from sigmoid_sym.decision.explanation import Step, explained, pole_remark
from sigmoid_sym.decision.ring import of_numbers
from sigmoid_sym.decision.steps import found
from sigmoid_sym.kernel import CertificateError, check, check_refutation
from sigmoid_sym.kernel.refutation import values
from sigmoid_sym.language.boxes import Sign
from sigmoid_sym.language.latex import latex, latex_of_box
from sigmoid_sym.language.numerals import decimal, shortened
from sigmoid_sym.language.statement import claim_latex, claim_text
from sigmoid_sym.language.text import text
from sigmoid_sym.numeric.rounding import Digits
from sigmoid_sym.tree.claim import Claim, Relation
from sigmoid_sym.tree.expression import Expression
from sigmoid_sym.tree.substitution import at

__all__ = [
    "CertificateError",
    "Counterexample",
    "Defined",
    "NotUnderstood",
    "Proved",
    "Refuted",
    "Step",
    "Value",
    "Verdict",
]


@dataclass(frozen=True, slots=True)
class Value:
    """A real number between two rational ends, which are the same where it is known exactly."""

    low: Fraction
    high: Fraction

    def __str__(self) -> str:
        return shortened(self.written())

    def written(self) -> str:
        """Return the number with all its digits, or its middle with an error bound.

        >>> Value(Fraction(1, 3), Fraction(1, 3)).written()
        '1/3'
        """
        if self.low == self.high:
            above, below = decimal(self.low.numerator), self.low.denominator
            return above if below == 1 else f"{above}/{decimal(below)}"
        # The unit of the last digit is at least the width: it then bounds the error of the middle, half the
        # width, together with that of rounding it, half a unit.
        width = self.high - self.low
        bits = width.numerator.bit_length() - width.denominator.bit_length() - 1
        exponent = math.floor(bits * math.log10(2))
        while width > Fraction(10) ** exponent:
            exponent += 1
        middle = round((self.low + self.high) / 2 / Fraction(10) ** exponent)
        return f"{Digits(middle, exponent)} ± {Digits(1, exponent)}"


@dataclass(frozen=True, slots=True, repr=False)
class Counterexample:
    """A point where left and right are not related as the claim says.

    Attributes:
        left, relation, right: what the claim says, or what follows from it.
        point: the values of its symbols.
        link: which link of a chain breaks, counted from 0.

    Raises:
        CertificateError: a side has no value there, or the relation is not seen to fail.
    """

    left: Expression
    relation: Relation
    right: Expression
    point: tuple[tuple[str, Expression], ...]
    link: int = 0

    def __post_init__(self) -> None:
        self.values  # noqa: B018 - raises if it does not refute the claim

    def __repr__(self) -> str:
        return f"<Counterexample: {self}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return Counterexample, (self.left, self.relation, self.right, self.point, self.link)

    @property
    def values(self) -> tuple[Value, Value]:
        """The values of both sides, with their error bounds."""
        left, right = (at(side, dict(self.point)) for side in (self.left, self.right))
        _, sides = of_numbers(lambda ring: values(ring, left, self.relation, right))
        if sides is None:
            raise CertificateError("the relation holds there")
        return Value(*sides[0]), Value(*sides[1])

    def __str__(self) -> str:
        at = ", ".join(f"{name} = {text(value)}" for name, value in self.point)
        left, right = self.values
        says = f"{text(self.left)} {self.relation.value} {text(self.right)}"
        values = f"the left side is {left}, the right side {right}"
        return f"{shortened(f'at {at}: ' if at else '')}{shortened(says)} fails: {values}"

    def data(self) -> dict[str, Any]:
        """Return the counterexample as JSON data."""
        left, right = self.values
        return {
            "left": text(self.left),
            "relation": self.relation.value,
            "right": text(self.right),
            "point": {name: text(value) for name, value in self.point},
            "left_value": left.written(),
            "right_value": right.written(),
            "link": self.link,
        }


class _Answer:
    """What the three verdicts have in common."""

    __slots__ = ()
    name: ClassVar[str]
    claim: Claim

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {claim_text(self.claim)}>"

    def data(self) -> dict[str, Any]:
        """Return the verdict and its evidence as JSON data."""
        raise NotImplementedError

    def to_json(self) -> str:
        """Return the verdict and its evidence as a JSON object."""
        return json.dumps(self.data(), ensure_ascii=False, indent=1)

    def _repr_html_(self) -> str:
        first, *lines = str(self).splitlines()
        rows = "".join(f"<li>{html.escape(line.strip())}</li>" for line in lines)
        return f"<p><b>{html.escape(first)}</b></p><ul>{rows}</ul>"


@dataclass(frozen=True, slots=True, repr=False)
class Proved(_Answer):
    """The claim holds wherever its sides are defined.

    Attributes:
        claim: what is proved.
        certificate: JSON that the kernel accepts.
        steps: the proof, for a reader.
        remark: where the sides are not defined, or what else belongs to the verdict.

    Raises:
        CertificateError: the kernel does not accept the certificate for this claim.
    """

    name: ClassVar[str] = "proved"
    claim: Claim
    certificate: str
    steps: tuple[Step, ...] = ()
    remark: str = ""

    def __post_init__(self) -> None:
        if check(json.loads(self.certificate)) != self.claim:
            raise CertificateError("the certificate is that of another claim")

    def __reduce__(self) -> tuple[Any, ...]:
        # A copy, in another process too, is made as any other: the kernel looks at it.
        return Proved, (self.claim, self.certificate, self.steps, self.remark)

    def __str__(self) -> str:
        lines = [f"proved{f' ({self.remark})' if self.remark else ''}"]
        return "\n".join([*lines, *(f"  {step}" for step in self.steps)])

    def coq(self, timeout: float = 10.0) -> str:
        """Return the claim and a proof of it as a file for Coq.

        Arguments:
            timeout: seconds of work, counted as in `prove`.

        Returns:
            A theorem for each relation in the claim, for zeros, values that are taken and limits, and one for
            each function whose derivatives are in it: they exist. `sigmoid_sym.coq.checking.check` runs Coq.

        Raises:
            SigmoidSymError: the claim is of a kind that is not exported, or the work takes longer.

        Notes:
            Equations in which all is rational in exponentials, or is so after taking exponentials; order by
            the factors of the difference, whose signs follow from those of their derivatives; growth and
            convexity on open intervals, zeros, ranges and limits where a function has values everywhere; and
            what the theory has for every n. Where both sides are defined is said by hypotheses.

        >>> from sigmoid_sym import prove
        >>> print(prove("σ' ≤ 1/4").coq().partition("Theorem ")[2].partition("Proof")[0].rstrip())
        claim_1 : forall x : R,
          Derive_n sigmoid 1 x <= 1 / 4.
        """
        from sigmoid_sym.coq.export import exported  # only when asked for

        with limited(timeout):
            return exported(self.claim, json.loads(self.certificate)["choices"])

    def data(self) -> dict[str, Any]:
        return {
            "verdict": self.name,
            "remark": self.remark,
            "proof": [str(step) for step in self.steps],
            "certificate": json.loads(self.certificate),
        }

    def _repr_latex_(self) -> str:
        rows = (rf"\text{{{_plain(s.words)}}} & {s.latex}" for s in self.steps)
        return _aligned(["\\text{Proved.}", *rows])


@dataclass(frozen=True, slots=True, repr=False)
class Refuted(_Answer):
    """The claim does not hold.

    Attributes:
        claim: what is refuted.
        certificate: JSON that the kernel accepts: the points, or the proof of what excludes it.
        counterexamples: points where what it says fails; all of them together refute it.
        contrary: a proved claim that excludes it.
        remark: how it fails.
        hint: a small change after which it holds, proved too.
        link: which link of a chain breaks, counted from 0.

    Raises:
        CertificateError: the kernel does not accept the certificate for this claim.
    """

    name: ClassVar[str] = "refuted"
    claim: Claim
    certificate: str
    counterexamples: tuple[Counterexample, ...] = ()
    contrary: Proved | None = None
    remark: str = ""
    hint: str = ""
    link: int = 0

    def __post_init__(self) -> None:
        if check_refutation(json.loads(self.certificate)) != self.claim:
            raise CertificateError("the certificate is that of another claim")

    def __reduce__(self) -> tuple[Any, ...]:
        parts = self.counterexamples, self.contrary, self.remark, self.hint, self.link
        return Refuted, (self.claim, self.certificate, *parts)

    def __str__(self) -> str:
        lines = [f"refuted{f' ({self.remark})' if self.remark else ''}"]
        lines += [f"  {counterexample}" for counterexample in self.counterexamples]
        if self.contrary is not None:
            lines.append(f"  for it is proved that {claim_text(self.contrary.claim)}")
        return "\n".join([*lines, *([f"  {self.hint}"] if self.hint else [])])

    def data(self) -> dict[str, Any]:
        return {
            "verdict": self.name,
            "remark": self.remark,
            "counterexamples": [c.data() for c in self.counterexamples],
            "contrary": json.loads(self.contrary.certificate) if self.contrary else None,
            "hint": self.hint,
            "certificate": json.loads(self.certificate),
        }

    def _repr_latex_(self) -> str:
        rows = [
            rf"{latex(c.left)} &\not{latex_of_box(Sign(c.relation.value))} {latex(c.right)}"
            for c in self.counterexamples
        ]
        if self.contrary is not None:
            rows.append(claim_latex(self.contrary.claim))
        return _aligned([r"\text{Refuted.}", *rows])


@dataclass(frozen=True, slots=True)
class NotUnderstood(_Answer):
    """No verdict.

    Attributes:
        reason: why.
        position: the place in the text (line, column), where it is a matter of reading.
    """

    name: ClassVar[str] = "not understood"
    reason: str
    position: tuple[int, int] | None = None

    def __str__(self) -> str:
        where = f" at line {self.position[0]}, column {self.position[1]}" if self.position else ""
        return f"not understood{where}: {self.reason}"

    def data(self) -> dict[str, Any]:
        return {"verdict": self.name, "reason": self.reason, "position": self.position}


@dataclass(frozen=True, slots=True)
class Defined(_Answer):
    """The text says what a name means, and claims nothing.

    Attributes:
        reason: what it says.
    """

    name: ClassVar[str] = "a definition"
    reason: str

    def __str__(self) -> str:
        return f"a definition: nothing to check; {self.reason}"

    def data(self) -> dict[str, Any]:
        return {"verdict": self.name, "reason": self.reason}


Verdict = Proved | Refuted | NotUnderstood | Defined


def proved(claim: Claim) -> Proved:
    """Return the claim as proved, by the steps that were found.

    Raises:
        CertificateError, Undecided, Unclear: they were not found.
    """
    search = found(claim)
    return Proved(claim, json.dumps(search.certificate()), explained(search), pole_remark(search))


def _plain(words: str) -> str:
    return words.replace("\\", "").replace("_", r"\_").replace("^", r"\^{}").replace("%", r"\%")


def _aligned(rows: list[str]) -> str:
    return "$\\begin{aligned}\n" + " \\\\\n".join(rows) + "\n\\end{aligned}$"
