"""What was said, sorted: definitions, domains and the one claim that is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from sigmoid_sym.errors import ParseError, SigmoidSymError
from sigmoid_sym.language.claim import (
    INFINITY,
    Bounded,
    Chain,
    Claim,
    Definition,
    Domain,
    Extremum,
    Interval,
    Limit,
    Membership,
    Relation,
)
from sigmoid_sym.language.expression import (
    Add,
    Call,
    Derivative,
    Expression,
    Integer,
    Neg,
    Sum,
    Symbol,
    call,
    children,
    names,
)
from sigmoid_sym.language.reader import lexicon
from sigmoid_sym.language.reader.application import Decider
from sigmoid_sym.language.reader.choices import Choices
from sigmoid_sym.language.reader.limits import check_sizes
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
    walk,
)
from sigmoid_sym.language.reader.scope import Scope, bare_functions, possible_variables

_ONE, _ZERO = Integer(1), Integer(0)
_UPWARD = {Relation.LT, Relation.LE}
_DOWNWARD = {Relation.GT, Relation.GE}
_CLOSED = {Relation.LE, Relation.GE}


@dataclass(frozen=True, slots=True)
class _RawDefinition:
    """name(parameter) = body, not yet decided."""

    name: Name | Head
    parameter: Name | None
    body: Expression


@dataclass(frozen=True, slots=True)
class _Sorted:
    definitions: list[_RawDefinition]
    domains: list[Marked]
    claim: Claim


def interpreted(statement: Statement, text: str, latex: bool, choices: Choices) -> Claim | Expression:
    """Return the claim that is made, or the expression if nothing is said of it.

    Raises:
        ParseError: it is not understood.
    """
    try:
        return _interpreted(statement, text, latex, choices)
    except Misread as error:
        raise ParseError(error.reason, text, error.position) from None


def _interpreted(statement: Statement, text: str, latex: bool, choices: Choices) -> Claim | Expression:
    found = _sorted(statement)
    scope = _scope(found, text, latex, choices)
    definitions = _definitions(found, scope)
    claim = _decided(found.claim, scope)
    if isinstance(claim, Expression):
        if definitions or found.domains:
            reason = "nothing is claimed of this (a comma separates; a decimal has a point)"
            raise Misread(reason, _position(found.claim))
        _check(claim, text)
        return claim
    domains = []
    for marked in found.domains:
        if marked.keyword == "AT" and isinstance(claim, Extremum):
            claim = _extremum_at(claim, marked, scope)
        else:
            domains += _domain(marked, claim, scope)
    if len({domain.variable for domain in domains}) < len(domains):
        raise Misread("two domains for one letter; write one, as in 0 < x < 1", found.domains[-1].at)
    whole = replace(claim, domains=tuple(domains), definitions=definitions, source=text)
    for expression in _expressions(whole):
        _check(expression, text)
    return whole


def _check(node: Expression, text: str) -> None:
    try:
        check_sizes((node,))
    except SigmoidSymError as error:
        raise ParseError(str(error), text, 0) from None


def _expressions(value: object) -> Iterator[Expression]:
    """Yield the expressions in a claim, a domain, an interval or a definition."""
    if isinstance(value, Expression):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _expressions(item)
    elif isinstance(value, (Claim, Domain, Interval, Definition, Place)):
        for field in fields(value):
            yield from _expressions(getattr(value, field.name))


# Sorting


def _sorted(statement: Statement) -> _Sorted:
    definitions: list[_RawDefinition] = []
    domains: list[Marked] = []
    claims: list[Claim] = []
    for part in statement.parts:
        if isinstance(part, Marked):
            definition = _as_definition(part.content)
            if definition and (part.keyword == "LET" or not _is_point(definition)):
                definitions.append(definition)
            else:
                domains.append(part)
        else:
            claims.append(part)
    if len(claims) > 1:
        known = {
            *map(_own_name, definitions),
            *(_own_name(found) for claim in claims if (found := _as_definition(claim))),
        }
        inequalities = [claim for claim in claims if _is_inequality_of_a_letter(claim, known)]
        domains += [Marked("FOR", claim) for claim in inequalities]
        claims = [claim for claim in claims if claim not in inequalities]
    plain = [claim for claim in claims if _as_definition(claim) is None] or claims[-1:]
    if not plain:
        raise Misread("nothing is claimed", 0)
    if len(plain) > 1:
        raise Misread("several statements; give one at a time", _position(plain[1]))
    definitions += [
        definition for claim in claims if claim is not plain[0] and (definition := _as_definition(claim))
    ]
    seen = [_own_name(definition) for definition in definitions]
    for name in seen:
        if seen.count(name) > 1:
            raise Misread(f"two definitions of {name}", 0)
    return _Sorted(definitions, domains, plain[0])


def _position(claim: Claim) -> int:
    return next((place(expression) for expression in _expressions(claim)), 0)


def _own_name(definition: _RawDefinition) -> str:
    name = definition.name
    return name.function if isinstance(name, Head) else name.name


def _as_definition(content: Claim | Place) -> _RawDefinition | None:
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
    if isinstance(name, Name) and name.name in ("i", "x"):
        return None
    own = name.function if isinstance(name, Head) else name.name
    if own in map(_spelt, walk(right)):
        return None
    return _RawDefinition(name, parameter, right)


def _as_log_odds(left: Expression, right: Expression) -> _RawDefinition | None:
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
                return _RawDefinition(part, None, body)
    return None


def _unwritten(node: Expression) -> Expression:
    """Return a call with its function's name in one spelling."""
    match node:
        case Juxtaposition((Head(function), argument)):
            return Juxtaposition((Head(function, ""), argument))
        case _:
            return node


def _is_point(definition: _RawDefinition) -> bool:
    """Return whether it may be a point, as in “at x = 0”."""
    name = definition.name
    return isinstance(name, Name) and name.name in lexicon.VARIABLES and is_constant(definition.body)


def _is_inequality_of_a_letter(claim: Claim, known: set[str]) -> bool:
    """Return whether it is 0 < x < 1 or x ∈ (0,1): no claim of x, where another claim is made."""
    match claim:
        case Within(expression=Name(name)):
            return name not in known
        case Chain(sides, relations) if relations and set(relations) <= _UPWARD | _DOWNWARD:
            letters = [side for side in sides if isinstance(side, Name)]
            others = [side for side in sides if not isinstance(side, Name)]
            return len(letters) == 1 and letters[0].name not in known and all(map(is_constant, others))
        case _:
            return False


# Deciding


def _scope(found: _Sorted, text: str, latex: bool, choices: Choices) -> Scope:
    spoken = [*_expressions(found.claim)]
    for marked in found.domains:
        spoken += _expressions(marked.content)
    if isinstance(found.claim, Limit):
        spoken.append(Name(found.claim.variable.name))
    bodies = [definition.body for definition in found.definitions if definition.parameter is None]
    defined = [_own_name(definition) for definition in found.definitions]
    candidates = possible_variables([*spoken, *bodies], defined)
    if not candidates:
        parameters = [definition.parameter for definition in found.definitions if definition.parameter]
        candidates = possible_variables(parameters, defined)
    return Scope(text, latex, choices, candidates, frozenset())


def _definitions(found: _Sorted, scope: Scope) -> tuple[Definition, ...]:
    """Return the definitions, and put them and what is written without an argument into the scope."""
    decided = []
    for raw in _in_order(found.definitions):
        definition = _definition(raw, scope)
        scope.definitions[definition.name] = definition
        decided.append(definition)
    scope.bare = bare_functions(_expressions(found.claim), scope)
    return tuple(decided)


def _in_order(definitions: list[_RawDefinition]) -> list[_RawDefinition]:
    """Return the definitions so that each uses only those before it."""
    waiting, ordered = list(definitions), []
    while waiting:
        names = {_own_name(raw) for raw in waiting}
        ready = [raw for raw in waiting if not names & {*map(_spelt, walk(raw.body))}]
        if not ready:
            raise Misread("definitions that go round in a circle", place(waiting[0].body))
        ordered.append(ready[0])
        waiting.remove(ready[0])
    return ordered


def _spelt(node: Expression) -> str:
    return node.function if isinstance(node, Head) else node.name if isinstance(node, Name) else ""


def _definition(raw: _RawDefinition, scope: Scope) -> Definition:
    name = _own_name(raw)
    if raw.parameter is not None:
        variable = Symbol(raw.parameter.name)
        inner = replace(scope, candidates=frozenset({variable.name}))
        inner.bare = bare_functions([raw.body], inner)
        return Definition(name, variable, Decider(inner).expression(raw.body))
    scope.bare = bare_functions([raw.body], scope)
    is_function = isinstance(raw.name, Head) or name in lexicon.FUNCTION_LETTERS
    return Definition(name, scope.variable() if is_function else None, Decider(scope).expression(raw.body))


def _decided(claim: Claim, scope: Scope) -> Claim | Expression:
    """Return the claim with its expressions decided and its variable in its place."""
    decider = Decider(scope)
    if isinstance(claim, Within):
        if claim.place.integers:
            raise Misread("a claim about whole numbers only", _position(claim))
        return Membership(decider.expression(claim.expression), _interval(claim.place.interval, decider))
    if isinstance(claim, Chain):
        sides = tuple(map(decider.expression, claim.sides))
        match sides, claim.relations:
            case (only,), ():
                return only
            case (Call("abs", (inner,)), bound), (Relation.LE,):
                return Bounded(inner, bound)
        return Chain(sides, claim.relations)
    changes: dict[str, object] = {}
    for field in fields(claim):
        value = getattr(claim, field.name)
        if field.name == "variable" and not isinstance(claim, Limit):
            changes[field.name] = scope.variable()
        elif isinstance(value, Expression) and field.name != "variable":
            changes[field.name] = decider.expression(value)
        elif isinstance(value, Interval):
            changes[field.name] = _interval(value, decider)
    return replace(claim, **changes)  # type: ignore[arg-type]


def _interval(interval: Interval, decider: Decider) -> Interval:
    lower, upper = decider.expression(interval.lower), decider.expression(interval.upper)
    return replace(interval, lower=lower, upper=upper)


def _extremum_at(claim: Extremum, marked: Marked, scope: Scope) -> Extremum:
    match marked.content:
        case Chain((Name(name), point), (Relation.EQ,)) if Symbol(name) == claim.variable:
            return replace(claim, at=Decider(scope).expression(point))
        case _:
            reason = f"the point of an extremum is written as in “at {claim.variable.name} = 0”"
            raise Misread(reason, marked.at)


def _domain(marked: Marked, claim: Claim, scope: Scope) -> list[Domain]:
    decider = Decider(scope)
    content = marked.content
    if isinstance(content, Place):
        return [Domain(scope.variable(), _interval(content.interval, decider), content.integers)]
    variable: Symbol | None = None
    interval = Interval()
    integers = marked.integers
    match content:
        case Within(expression=Name() as name, place=where):
            variable, interval = decider.letter(name), _interval(where.interval, decider)
            integers |= where.integers
        case Chain((Name() as name,), ()):
            variable = decider.letter(name)
        case Chain((Name() as name, point), (Relation.EQ,)):
            variable, value = decider.letter(name), decider.expression(point)
            interval = Interval(value, value, True, True)
        case Chain((Name() as name, bound), (relation,)):
            variable = decider.letter(name)
            interval = _half_line(decider.expression(bound), relation, marked)
        case Chain((bound, Name() as name), (relation,)):
            variable = decider.letter(name)
            interval = _half_line(decider.expression(bound), _turned(relation), marked)
        case Chain((low, Name() as name, high), (one, two)) if {one, two} <= _UPWARD:
            variable = decider.letter(name)
            ends = decider.expression(low), decider.expression(high)
            interval = Interval(*ends, one in _CLOSED, two in _CLOSED)
        case Chain((high, Name() as name, low), (one, two)) if {one, two} <= _DOWNWARD:
            variable = decider.letter(name)
            ends = decider.expression(low), decider.expression(high)
            interval = Interval(*ends, two in _CLOSED, one in _CLOSED)
    if variable is None:
        raise Misread("this domain is not understood; write it as in “for x > 0” or “on (0, 1)”", marked.at)
    if marked.sign is not None:
        if interval != Interval():
            raise Misread("two domains for one letter; write one, as in 0 < x < 1", marked.at)
        interval = _half_line(_ZERO, marked.sign, marked)
    if variable.name in names(interval.lower) | names(interval.upper):
        raise Misread("a domain with its own letter in it", marked.at)
    integers = integers or variable.name in lexicon.WHOLE_NUMBERS | _counted(claim)
    return [] if interval == Interval() and not integers else [Domain(variable, interval, integers)]


def _turned(relation: Relation) -> Relation:
    return {
        Relation.LT: Relation.GT,
        Relation.LE: Relation.GE,
        Relation.GT: Relation.LT,
        Relation.GE: Relation.LE,
    }.get(relation, relation)


def _half_line(bound: Expression, relation: Relation, marked: Marked) -> Interval:
    """Return the interval of the numbers that stand in the relation to the bound."""
    if relation in _UPWARD:
        return Interval(Neg(INFINITY), bound, False, relation in _CLOSED)
    if relation in _DOWNWARD:
        return Interval(bound, INFINITY, relation in _CLOSED, False)
    raise Misread(
        f"a domain with {relation.value} is not understood; name the intervals one at a time", marked.at
    )


def _counted(claim: Claim) -> frozenset[str]:
    """Return the letters that stand for whole numbers by their place: in n!, S(n,k), σ^(n), limits of Σ."""
    found: set[str] = set()
    pending = [*_expressions(claim)]
    while pending:
        node = pending.pop()
        match node:
            case Call("factorial" | "binomial" | "stirling2" | "eulerian", arguments):
                found = found.union(*map(names, arguments))
            case Derivative(_, _, order):
                found |= names(order)
            case Sum(_, _, lower, upper):
                found |= names(lower) | names(upper)
        pending += children(node)
    return frozenset(found)
