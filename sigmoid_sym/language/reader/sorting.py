"""What was said, sorted: definitions, domains and the one claim that is made.

Raw terms → meaning in a scope, the first part of that stage: in comes a `Statement`, out goes what is
`Sorted`, with raw expressions still.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sigmoid_sym.language.reader.operations import is_symbol
from sigmoid_sym.language.reader.raw import (
    Bracket,
    Euler,
    Fraction,
    Head,
    Juxtaposition,
    Mark,
    Marked,
    Misread,
    Name,
    OnlyDefines,
    Place,
    Statement,
    Within,
    expressions_in,
    is_constant,
    letters_in,
    place,
    position_of,
    spelt,
    walk,
)
from sigmoid_sym.tree.claim import VARIABLES, Chain, Claim, Relation
from sigmoid_sym.tree.expression import Add, Expression, Integer, Neg, call

UPWARD, DOWNWARD = {Relation.LT, Relation.LE}, {Relation.GT, Relation.GE}
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
        return spelt(self.name)

    @property
    def may_name_a_value(self) -> bool:
        """Whether it is f(x) = y: y may be a name of that value."""
        return self.parameter is not None and isinstance(self.body, Name) and self.body != self.parameter

    @property
    def is_point(self) -> bool:
        """Whether it may be a point, as in “at x = 0”."""
        is_letter = isinstance(self.name, Name) and self.parameter is None
        return is_letter and self.own_name in VARIABLES and is_constant(self.body)


@dataclass(frozen=True, slots=True)
class Sorted:
    """The parts of a statement by what they are."""

    definitions: list[RawDefinition]
    domains: list[Marked]
    claim: Claim

    @property
    def spoken(self) -> list[Expression]:
        """The expressions in the claim and in the domains."""
        domains = [node for marked in self.domains for node in expressions_in(marked.content)]
        return [*expressions_in(self.claim), *domains]


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
            if isinstance(found.name, Head) and part.keyword != "LET":
                raise Misread("a condition, or another meaning? Write “where”", found.name.at)
            definitions.append(found)
        else:
            domains.append(part)
    known = {found.own_name for claim in claims if (found := _as_definition(claim))}
    known |= {definition.own_name for definition in definitions}
    if len(claims) > 1:
        others = [claim for claim in claims if not _as_definition(claim)]
        if others and all(_is_condition(claim, known) for claim in others):
            raise Misread("which is claimed, and which is a condition? Write “for”", position_of(others[-1]))
        places = {k: mark for k, claim in enumerate(claims) if (mark := _as_domain(claim, known))}
        domains += [Marked(mark, claims[k]) for k, mark in places.items()]
        claims = [claim for k, claim in enumerate(claims) if k not in places]
    plain = [claim for claim in claims if _as_definition(claim) is None] or claims[-1:]
    if not plain and definitions:
        raise _only_defines(definitions[-1], definitions[:-1])
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
    parts = [part for node in expressions_in(tuple(claims)) for part in walk(node)]
    for own in [raw.name for raw in definitions if isinstance(raw.name, Head)]:
        written = {part.written for part in parts if isinstance(part, Head) and part.function == own.function}
        if len((written | {own.written}) - {own.function}) > 1:
            raise Misread("two names of σ: are they the same function?", own.at)
    claim = _claimed(plain[0], definitions)
    return Sorted(_in_order(_each_once(definitions)), domains, claim)


def _claimed(claim: Claim, definitions: list[RawDefinition]) -> Claim:
    """Return what is claimed: of y = a = b that a = b, and y becomes a definition.

    Raises:
        Misread: it only says what a letter is, or where letters lie.
    """
    known = {spelt(part) for raw in definitions for node in (raw.name, raw.body) for part in walk(node)}
    if (
        isinstance(claim, Within)
        and isinstance(claim.expression, Name)
        and claim.expression.name not in known
        and claim.place.numbers != "Z"
    ):
        raise Misread("nothing is claimed: this says where a letter lies", claim.expression.at)
    if not isinstance(claim, Chain) or not claim.relations:
        return claim
    whole = _as_definition(claim)
    if whole and _is_circular(whole, definitions):
        return claim  # with N(t) = L/(1+Ce^(-kt)), C = (L-N(0))/N(0) says nothing new of C
    if whole and isinstance(whole.name, Name) and whole.own_name not in [raw.own_name for raw in definitions]:
        raise _only_defines(whole, definitions)
    letters = {side.name for side in claim.sides if isinstance(side, Name)}
    if all(map(_is_bare, claim.sides)) and len({*claim.sides}) > 1 and letters - known:
        raise Misread("nothing is claimed: this says where letters lie", position_of(claim))
    sides, relations = list(claim.sides), list(claim.relations)
    for link in reversed(range(len(claim.relations))):
        if relations[link] is not Relation.EQ:
            continue
        for own, other in ((link, link + 1), (link + 1, link)):
            found = _as_new_name(sides[own], sides[other])
            elsewhere = {spelt(part) for side in (*sides[:own], *sides[own + 1 :]) for part in walk(side)}
            if found and found.own_name not in known | elsewhere:
                if len(relations) == 1:
                    raise _only_defines(found, definitions)
                definitions.append(found)
                del sides[own], relations[link]
                break
    return replace(claim, sides=tuple(sides), relations=tuple(relations))


def _only_defines(found: RawDefinition, beside: list[RawDefinition]) -> Misread:
    """Return why nothing is claimed; a_3 beside a_n is no new name, but may be one of many."""
    stem, _, subscript = found.own_name.partition("_")
    others = {spelt(part) for raw in (found, *beside) for node in (raw.name, raw.body) for part in walk(node)}
    one_of_many = subscript and any(other.partition("_")[0] == stem for other in others - {found.own_name})
    kind = Misread if one_of_many else OnlyDefines
    return kind(f"nothing is claimed: this says what {found.own_name} is", found.name.at)


def _is_circular(raw: RawDefinition, definitions: list[RawDefinition]) -> bool:
    """Return whether the body speaks of what the name itself defines."""
    meanings = {other.own_name: other.body for other in definitions}
    pending, seen = [raw.body], set[str]()
    while pending:
        spoken = {spelt(part) for part in walk(pending.pop())}
        if raw.own_name in spoken:
            return True
        pending += [meanings[name] for name in (spoken & meanings.keys()) - seen]
        seen |= spoken
    return False


def _as_new_name(side: Expression, other: Expression) -> RawDefinition | None:
    """Return the definition that y = other or f(x) = other makes if y or f has no meaning yet."""
    if isinstance(side, Name) and side != Name("i"):
        return RawDefinition(side, None, other)
    found = _as_definition(Chain((side, other), (Relation.EQ,)))
    return found if found and isinstance(found.name, Name) and found.parameter else None


def _is_bare(side: Expression) -> bool:
    return isinstance(side, (Name, Euler)) or is_constant(side)


def _each_once(definitions: list[RawDefinition]) -> list[RawDefinition]:
    """Return the definitions, f(x) = y beside a definition of f as the name y of that value.

    Raises:
        Misread: two definitions of one name, or f(x) = y beside none.
    """
    formulas = [raw.own_name for raw in definitions if not raw.may_name_a_value]
    found: list[RawDefinition] = []
    for raw in definitions:
        if raw.may_name_a_value and raw.own_name in formulas:
            raw = RawDefinition(raw.body, None, Juxtaposition((raw.name, Bracket((raw.parameter,)))))  # type: ignore[arg-type]
        elif raw.may_name_a_value and raw.body.name in VARIABLES:  # type: ignore[attr-defined]
            raise Misread(f"what {raw.own_name} is has not been said", raw.name.at)
        if raw.own_name in [other.own_name for other in found]:
            raise Misread(f"two definitions of {raw.own_name}", 0)
        found.append(raw)
    return found


def _as_definition(content: Claim | Place) -> RawDefinition | None:
    """Return f(x) = …, y = … as a definition, e^x = u and σ(x) = p as that of u and p; None if it is none."""
    if not isinstance(content, Chain) or content.relations != (Relation.EQ,):
        return None
    left, right = content.sides
    match left:
        case Name() as name:
            found = RawDefinition(name, None, right)
        case Juxtaposition((Name() as name, Bracket((Name() as parameter,)))):
            found = RawDefinition(name, parameter, right)
        case Head(function) as name if is_symbol(function) and not isinstance(right, Name):
            if not letters_in([right]):
                return None  # σ = 1/2 speaks of a point
            found = RawDefinition(name, None, right)
        # What has a meaning gets another one by a formula in x only.
        case Juxtaposition((Head(function) as name, Bracket((Name() as parameter,)))) if is_symbol(
            function
        ) and parameter in walk(right):
            found = RawDefinition(name, parameter, right)
        case _:
            return _as_log_odds(left, right) or _as_name_of_value(left, right)
    if found.name in (Name("i"), Name("x")):
        return None
    return None if found.own_name in map(spelt, walk(right)) else found


def _as_name_of_value(left: Expression, right: Expression) -> RawDefinition | None:
    """Return u = e^x for e^x = u."""
    if not isinstance(right, Name) or right in (Name("i"), Name("x")) or right in walk(left):
        return None
    has_function = any(isinstance(part, (Head, Euler)) for part in walk(left))
    return RawDefinition(right, None, left) if has_function else None


def _as_log_odds(left: Expression, right: Expression) -> RawDefinition | None:
    """Return p = 1/(1+e^{-x}) for log(p/(1-p)) = x and logit(p) = x."""
    letter: Name | None
    match left:
        case Juxtaposition((Head("logit"), Bracket((Name() as letter,)))):
            pass
        case Juxtaposition((Head("log"), Bracket((odds,)) | (Fraction() as odds))) if letter := _of_odds(
            odds
        ):
            pass
        case _:
            return None
    if not isinstance(right, Name):
        return None
    return RawDefinition(letter, None, Fraction(_ONE, Add((_ONE, call("exp", Neg(right))))))


def _of_odds(node: Expression) -> Name | None:
    """Return the p of p/(1-p)."""
    match node:
        case Fraction(Name() as letter, others):
            pass
        case Juxtaposition((Name() as letter, Mark("/"), Bracket((others,)))):
            pass
        case _:
            return None
    return letter if others == Add((_ONE, Neg(letter))) else None


def _as_domain(claim: Claim, known: set[str]) -> str | None:
    """Return the word that 0 < x < 1, x ∈ (0,1) or x = 0 goes without, where another claim is made."""
    match claim:
        case Within(expression=Name(name)):
            return None if name in known else "FOR"
        case Chain((Name(name), point), (Relation.EQ,)) if name in VARIABLES and is_constant(point):
            return "AT"
        case Chain(sides, relations) if relations and set(relations) <= UPWARD | DOWNWARD:
            letters = [side for side in sides if isinstance(side, Name)]
            others = [side for side in sides if not isinstance(side, Name)]
            is_one = len(letters) == 1 and letters[0].name not in known
            return "FOR" if is_one and all(map(is_constant, others)) else None
        case _:
            return None


def _is_condition(claim: Claim, known: set[str]) -> bool:
    """Return whether it only says where letters lie: x > 0, y > x, x ∈ (0, 1), x = e."""
    match claim:
        case Within(expression=Name(name)):
            return name not in known
        case Chain(sides, relations):
            ordered = bool(relations) and set(relations) <= UPWARD | DOWNWARD | {Relation.EQ}
            parts = [part for side in sides for part in walk(side)]
            depends = any(isinstance(part, Head) or spelt(part) in known for part in parts)
            powers = any(isinstance(part, Euler) for part in parts) and not all(map(_is_bare, sides))
            return ordered and not depends and not powers and any(isinstance(side, Name) for side in sides)
        case _:
            return False


def _in_order(definitions: list[RawDefinition]) -> list[RawDefinition]:
    """Return the definitions so that each uses only those before it."""
    waiting, ordered = list(definitions), []
    while waiting:
        names = {raw.own_name for raw in waiting}
        ready = [raw for raw in waiting if not names & {*map(spelt, walk(raw.body))}]
        if not ready:
            raise Misread("definitions that go round in a circle", place(waiting[0].body))
        ordered.append(ready[0])
        waiting.remove(ready[0])
    return ordered
