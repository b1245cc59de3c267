"""Is it true?  `prove` reads a claim and decides it; `decide` takes one that is read already."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import replace

from sigmoid_sym.decision.budget import GaveUp, limited, share
from sigmoid_sym.decision.evidence import Evidence
from sigmoid_sym.decision.reasons import NOT_FOUND, NotShown, Undecided, Wanted
from sigmoid_sym.decision.refutation import refuting
from sigmoid_sym.decision.repairs import hint_for
from sigmoid_sym.decision.ring import Counted
from sigmoid_sym.decision.verdict import Defined, NotUnderstood, Proved, Verdict, proved
from sigmoid_sym.errors import (
    ArgumentTypeError,
    DefinitionError,
    ParseError,
    SigmoidSymError,
    positive,
    shown,
)
from sigmoid_sym.kernel.goals import Goals
from sigmoid_sym.language.reader import parse_claim, readings
from sigmoid_sym.tree.claim import Chain, Claim, Definition

# One way led to no answer; another may. All else that goes wrong is no answer at all.
_NO_ANSWER = (*NOT_FOUND, GaveUp)
TIMEOUT = 10.0  # seconds
_FOR_HINTS = 0.25  # of them


def prove(
    claim: str | Claim, hints: bool = True, timeout: float = TIMEOUT, *, given: Iterable[str] = ()
) -> Verdict:
    r"""Return whether a claim holds, with the evidence.

    Arguments:
        claim: plain text, Unicode or LaTeX; or a claim that was read or built.
        hints: whether to look for a small change after which a refuted claim holds.
        timeout: seconds. Work is counted, not time, so that the verdict does not depend on the machine:
            a third of this on most, at most this on any. A fourth is for the hint.
        given: what stands before a text: definitions (`"u = 1 + e^{-x}"`, `"f(t) = tanh(t/2)"`) and where
            letters lie (`"k > 0"`).

    Returns:
        `Proved` with a certificate that the kernel accepted, `Refuted` with a counterexample that it
        confirmed or a proved claim that excludes it, or `NotUnderstood` with the reason; `Defined` of a text
        that only says what a name means.

    Notes:
        A claim is about every point of its domain where both sides are defined. Where a text can be read in
        several ways there is a verdict only if all of them have it.

    Raises:
        ArgumentTypeError: `claim` is neither text nor a claim, `timeout` is no number, or `given` is not of
            texts, or stands beside a claim that is no text.
        SigmoidSymError: `timeout` is not positive.

    >>> print(prove("σ' = σ(1-σ)"))
    proved
      Brought to one denominator in exponentials, both sides are the same: σ′(x) = σ(x)·(1 − σ(x))
    >>> print(prove(r"0 < \sigma'(x) < \frac14"))
    refuted
      at x = 0: σ′(x) < 1/4 fails: the left side is 1/4, the right side 1/4
      It holds with ≤ for <.
    >>> print(prove("1/u = σ(x)", given=["u = 1 + e^{-x}"], hints=False).name)
    proved
    >>> print(prove("u = 1 + e^{-x}"))
    a definition: nothing to check; this says what u is
    >>> print(prove("σ(q) > 0"))
    not understood at line 1, column 3: unknown letter q; say what it is, as in “let q = …”
    >>> print(prove("σ^(400)(x) = σ(x)/(1+x^2)", timeout=0.1))
    not understood: gave up after 0.1 s of work; a longer timeout allows more
    """
    texts = _texts(claim, given)
    if isinstance(claim, Claim):
        return decide(claim, hints, timeout)
    if not isinstance(claim, str):
        raise ArgumentTypeError(f"a claim is text or a Claim, not {shown(claim)}")
    seconds = positive("timeout", timeout)
    try:
        known = _definitions(texts)
        found = readings(_lines(texts) + claim)
    except DefinitionError as error:
        return Defined(error.reason.removeprefix("nothing is claimed: "))
    except ParseError as error:
        if error.line > len(texts):
            return NotUnderstood(error.reason, (error.line - len(texts), error.column))
        text = texts[error.line - 1]
        return NotUnderstood(f"given {shown(text)}: {_unread(text) or error.reason}")
    except SigmoidSymError as error:
        return NotUnderstood(str(error))
    claims = [reading for reading in found if isinstance(reading, Claim)]
    if len(claims) < len(found):
        return NotUnderstood("nothing is claimed: a relation (= < ≤ …) or a property is wanted")
    if not all(definition in reading.definitions for reading in claims for definition in known):
        return NotUnderstood(
            "what is given would mean something else beside the claim: write both in one way"
        )
    verdicts = [decide(reading, hints, seconds / len(claims)) for reading in claims]
    if len({type(verdict) for verdict in verdicts}) > 1:
        return NotUnderstood(
            f"it can be read in {len(verdicts)} ways, and they differ: write brackets and ·, or arguments"
        )
    return verdicts[0]


def _texts(claim: str | Claim, given: Iterable[str]) -> list[str]:
    """Return what is given, each text in one line."""
    texts = [given] if isinstance(given, str) else list(given)
    if isinstance(given, str) or not all(isinstance(text, str) for text in texts):
        raise ArgumentTypeError(f"given is a list of texts, not {shown(given)}")
    if not all(map(str.strip, texts)):
        raise SigmoidSymError("given must be definitions or domains, not an empty text")
    if texts and isinstance(claim, Claim):
        raise ArgumentTypeError("given is for a claim that is text; a Claim has definitions and domains")
    return [" ".join(text.split()) for text in texts]


def _lines(texts: list[str]) -> str:
    """Return what is given as the beginning of a text."""
    return "".join(f"let {text};\n" for text in texts)


def _unread(text: str) -> str:
    """Return why a text that is given is not understood, without what follows it; '' if it is."""
    try:
        readings(f"let {text}")
    except DefinitionError:
        return ""
    except ParseError as error:
        return error.reason
    return ""


def _definitions(texts: list[str]) -> tuple[Definition, ...]:
    """Return what is defined, as it is read without a claim; where letters lie is no definition."""
    defining: list[str] = []
    for text in texts:
        try:
            readings(_lines([*defining, text]))
        except DefinitionError:
            defining.append(text)
        except SigmoidSymError:
            continue  # it is said where the claim is read
    return parse_claim(f"{_lines(defining)}0 = 0").definitions if defining else ()


def decide(claim: Claim, hints: bool = True, timeout: float = TIMEOUT) -> Verdict:
    """Return whether a claim that was read or built holds; see `prove`.

    >>> from sigmoid_sym.language.reader import parse_claim
    >>> type(decide(parse_claim("σ is increasing"))).__name__
    'Proved'
    """
    seconds = positive("timeout", timeout)
    try:
        with limited(seconds, 1 - _FOR_HINTS):
            found = _decided(claim)
            if isinstance(found, Proved):
                return found
            verdict = found.refuted(claim)
    except SigmoidSymError as reason:
        return NotUnderstood(str(reason))
    if hints:
        # The verdict stands, whatever the hint would cost.
        with contextlib.suppress(GaveUp), limited(seconds, _FOR_HINTS):
            if hint := hint_for(claim, verdict.link, holds):
                return replace(verdict, hint=hint)
    return verdict


def holds(claim: Claim) -> bool:
    """Return whether a claim is proved."""
    try:
        proved(claim)
    except NOT_FOUND:
        return False
    return True


def _decided(claim: Claim) -> Proved | Evidence:
    try:
        with share(1 / 2):
            return proved(claim)
    except _NO_ANSWER as reason:
        if isinstance(claim, Chain) and len(claim.relations) > 1:
            return _broken(claim)
        if isinstance(reason, NotShown):
            return refuting(claim, reason)
        if isinstance(claim, Chain):
            with contextlib.suppress(*NOT_FOUND):
                return refuting(claim, NotShown(str(reason), _wanted(claim)))
        raise


def _wanted(claim: Chain) -> Wanted:
    left, right = map(Goals(claim, Counted(1)).written, claim.sides)
    return Wanted(left, claim.relations[0], right)


def _broken(claim: Chain) -> Evidence:
    """Refute a chain by its first broken link, even if others could not be decided."""
    undecided: Exception = Undecided("no link that is broken was found")
    for link, relation in enumerate(claim.relations):
        one = replace(claim, sides=claim.sides[link : link + 2], relations=(relation,))
        try:
            with share(1 / (len(claim.relations) - link)):
                found = _decided(one)
        except _NO_ANSWER as reason:
            undecided = reason
            continue
        if isinstance(found, Evidence):
            return found.of_link(link)
    raise undecided
