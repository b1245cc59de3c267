"""In words, what differs between a claim and the same claim after a repair."""

from __future__ import annotations

from sigmoid_sym.language.statement import claim_text
from sigmoid_sym.language.text import text
from sigmoid_sym.tree.claim import Chain, Claim
from sigmoid_sym.tree.expression import Call, Expression, children, mapped


def exchanged(before: Claim, after: Claim) -> str:
    """Return “b for a”, the parts where the expressions of two claims begin to differ.

    >>> from sigmoid_sym.language.reader import parse_claim
    >>> exchanged(parse_claim("tanh' = 2·3!"), parse_claim("tanh' = 2·4!"))
    '4! for 3!'
    >>> exchanged(parse_claim("tanh' is even"), parse_claim("tanh is even"))
    'tanh for tanh′'
    """
    old, new = (c.sides[-1] if isinstance(c, Chain) else c.expression for c in (before, after))  # type: ignore[attr-defined]
    while (inner := _only_difference(old, new)) is not None:
        old, new = inner
    old, new = text(old), text(new)
    if old.endswith("(x)") and "(x)" in new and new.count("x") == 1:
        old, new = old.removesuffix("(x)"), new.replace("(x)", "")
    return f"{new} for {old}"


def _only_difference(old: Expression, new: Expression) -> tuple[Expression, Expression] | None:
    """Return the children of two sums, products, … that differ, if all else is the same."""
    if type(old) is not type(new) or isinstance(old, Call):
        return None
    pairs = [(a, b) for a, b in zip(children(old), children(new), strict=False) if a != b]
    if len(pairs) != 1:
        return None
    [(a, b)] = pairs
    return (a, b) if mapped(old, lambda child: b if child == a else child) == new else None


def defined(before: Claim, after: Claim) -> str:
    """Return the definition that is another one now.

    >>> from sigmoid_sym.language.reader import parse_claim
    >>> defined(parse_claim("let f(t) = 1 - t; f(x) > x"), parse_claim("let f(t) = 1 + t; f(x) > x"))
    'f(t) = 1 + t'
    """
    pairs = zip(before.definitions, after.definitions, strict=True)
    name, x, body = next((new.name, new.variable, new.body) for old, new in pairs if old != new)
    return f"{name if x is None else text(Call(name, (x,)))} = {text(body)}"


def ends(before: Claim, after: Claim) -> str:
    """Return which ends of an interval belong to it now, and which do no longer.

    >>> from sigmoid_sym.language.reader import parse_claim
    >>> ends(parse_claim("σ ∈ [0, 1)"), parse_claim("σ ∈ (0, 1]"))
    'the upper end included and the lower end left out'
    """
    old, new = before.interval, after.interval  # type: ignore[attr-defined]
    words = []
    for verb, now in (("included", True), ("left out", False)):
        changed = {
            "lower": (old.lower_closed, new.lower_closed),
            "upper": (old.upper_closed, new.upper_closed),
        }
        found = [end for end, (was, is_now) in changed.items() if was is not now and is_now is now]
        words += ["both ends " + verb] if len(found) == 2 else [f"the {end} end {verb}" for end in found]
    return " and ".join(words)


def narrowed(before: Claim, after: Claim) -> str:
    """Return the domain that was not there before.

    >>> from sigmoid_sym.language.reader import parse_claim
    >>> narrowed(parse_claim("σ > 1/2"), parse_claim("σ > 1/2 for x > 0"))
    'x > 0'
    """
    domain = next(domain for domain in after.domains if domain not in before.domains)
    return claim_text(Chain(sides=(domain.variable,), relations=(), domains=(domain,))).partition(" for ")[2]
