"""What was said, sorted: definitions, domains and the one claim that is made."""

from __future__ import annotations

from dataclasses import dataclass

from sigmoid_sym.language.claim import Chain, Claim, Relation
from sigmoid_sym.language.expression import Add, Expression, Integer, Neg, call
from sigmoid_sym.language.reader import lexicon
from sigmoid_sym.language.reader.domains import DOWNWARD, UPWARD
from sigmoid_sym.language.reader.raw import (
    Bracket,
    Fraction,
    Head,
    Juxtaposition,
    Mark,
    Marked,
    Misread,
    Name,
    Place,
    Statement,
    Within,
    is_constant,
    place,
    position_of,
    walk,
)

_ONE = Integer(1)


@dataclass(frozen=True, slots=True)
class RawDefinition:
    """name(parameter) = body, not yet decided."""

    name: Name | Head
    parameter: Name | None
    body: Expression

    @property
    def own_name(self) -> str:
        """The name that is defined."""
        return _spelt(self.name)

    @property
    def is_point(self) -> bool:
        """Whether it may be a point, as in “at x = 0”."""
        is_letter = isinstance(self.name, Name) and self.parameter is None
        return is_letter and self.own_name in lexicon.VARIABLES and is_constant(self.body)


@dataclass(frozen=True, slots=True)
class Sorted:
    """The parts of a statement by what they are."""

    definitions: list[RawDefinition]
    domains: list[Marked]
    claim: Claim


def sorted_statements(statement: Statement) -> Sorted:
    """Return the parts of a statement by what they are.

    Raises:
        Misread: there is no claim, or more than one.
    """
    definitions: list[RawDefinition] = []
    domains: list[Marked] = []
    claims: list[Claim] = []
    for part in statement.parts:
        if not isinstance(part, Marked):
            claims.append(part)
        elif (found := _as_definition(part.content)) and (part.keyword == "LET" or not found.is_point):
            definitions.append(found)
        else:
            domains.append(part)
    known = {found.own_name for claim in claims if (found := _as_definition(claim))}
    known |= {definition.own_name for definition in definitions}
    if len(claims) > 1:
        places = {k: mark for k, claim in enumerate(claims) if (mark := _as_domain(claim, known))}
        domains += [Marked(mark, claims[k]) for k, mark in places.items()]
        claims = [claim for k, claim in enumerate(claims) if k not in places]
    plain = [claim for claim in claims if _as_definition(claim) is None] or claims[-1:]
    if not plain:
        raise Misread("nothing is claimed", 0)
    if len(plain) > 1:
        raise Misread("several statements; give one at a time", position_of(plain[1]))
    for claim in claims:
        if claim is not plain[0] and (found := _as_definition(claim)):
            # What has a meaning of its own is given another one before it is used, or with a word.
            if isinstance(found.name, Head) and claims.index(claim) > claims.index(plain[0]):
                raise Misread("a second claim, or a definition? Write “where”", found.name.at)
            definitions.append(found)
    seen = [definition.own_name for definition in definitions]
    for name in seen:
        if seen.count(name) > 1:
            raise Misread(f"two definitions of {name}", 0)
    return Sorted(definitions, domains, plain[0])


def _as_definition(content: Claim | Place) -> RawDefinition | None:
    """Return σ(x) = …, y = …, log(p/(1-p)) = x as a definition, None if it is none."""
    if not isinstance(content, Chain) or content.relations != (Relation.EQ,):
        return None
    left, right = content.sides
    match left:
        case Name() | Head():
            name, parameter = left, None
        case Juxtaposition((Name() | Head() as name, Bracket((Name() as parameter,)))):
            pass
        case _:
            return _as_log_odds(left, right)
    if isinstance(name, Head) and name.function != "sigma":
        return _as_log_odds(left, right)
    # σ(x) = 1/2 speaks of a point.
    if name in (Name("i"), Name("x")) or (isinstance(name, Head) and is_constant(right)):
        return None
    return None if _spelt(name) in map(_spelt, walk(right)) else RawDefinition(name, parameter, right)


def _as_log_odds(left: Expression, right: Expression) -> RawDefinition | None:
    """Return p = 1/(1+e^{-x}) for log(p/(1-p)) = x and logit(p) = x."""
    if not isinstance(right, Name):
        return None
    for part in walk(left):
        if isinstance(part, Name):
            others = Add((_ONE, Neg(part)))
            bar, slash = Fraction(part, others), Juxtaposition((part, Mark("/"), Bracket((others,))))
            arguments = (bar, Bracket((bar,)), Bracket((slash,)))
            log_odds = [Juxtaposition((Head("log", ""), argument)) for argument in arguments]
            log_odds.append(Juxtaposition((Head("logit", ""), Bracket((part,)))))
            if _unwritten(left) in log_odds:
                body = Fraction(_ONE, Add((_ONE, call("exp", Neg(right)))))
                return RawDefinition(part, None, body)
    return None


def _unwritten(node: Expression) -> Expression:
    """Return a call with its function's name in one spelling."""
    match node:
        case Juxtaposition((Head(function), argument)):
            return Juxtaposition((Head(function, ""), argument))
        case _:
            return node


def _as_domain(claim: Claim, known: set[str]) -> str | None:
    """Return the word that 0 < x < 1, x ∈ (0,1) or x = 0 goes without, where another claim is made."""
    match claim:
        case Within(expression=Name(name)):
            return None if name in known else "FOR"
        case Chain((Name(name), point), (Relation.EQ,)) if name in lexicon.VARIABLES and is_constant(point):
            return "AT"
        case Chain(sides, relations) if relations and set(relations) <= UPWARD | DOWNWARD:
            letters = [side for side in sides if isinstance(side, Name)]
            others = [side for side in sides if not isinstance(side, Name)]
            is_one = len(letters) == 1 and letters[0].name not in known
            return "FOR" if is_one and all(map(is_constant, others)) else None
        case _:
            return None


def in_order(definitions: list[RawDefinition]) -> list[RawDefinition]:
    """Return the definitions so that each uses only those before it."""
    waiting, ordered = list(definitions), []
    while waiting:
        names = {raw.own_name for raw in waiting}
        ready = [raw for raw in waiting if not names & {*map(_spelt, walk(raw.body))}]
        if not ready:
            raise Misread("definitions that go round in a circle", place(waiting[0].body))
        ordered.append(ready[0])
        waiting.remove(ready[0])
    return ordered


def _spelt(node: Expression) -> str:
    return node.function if isinstance(node, Head) else node.name if isinstance(node, Name) else ""
