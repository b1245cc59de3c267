"""From what was said to one claim: the letters get their meaning, and every expression is decided."""

from __future__ import annotations

from dataclasses import fields, replace

from sigmoid_sym.errors import ParseError, SigmoidSymError
from sigmoid_sym.functions import FUNCTIONS
from sigmoid_sym.language.reader import lexicon
from sigmoid_sym.language.reader.application import Decider
from sigmoid_sym.language.reader.choices import Choices
from sigmoid_sym.language.reader.domains import domain_of, extremum_at, interval_of
from sigmoid_sym.language.reader.limits import check_sizes
from sigmoid_sym.language.reader.raw import (
    UNNAMED,
    Head,
    Misread,
    Name,
    Statement,
    SumSign,
    Within,
    expressions_in,
    place,
    position_of,
    walk,
)
from sigmoid_sym.language.reader.scope import (
    Scope,
    bare_functions,
    possible_variables,
    written_arguments,
    written_letters,
)
from sigmoid_sym.language.reader.sorting import RawDefinition, Sorted, in_order, sorted_statements
from sigmoid_sym.tree.claim import (
    COUNTERS,
    VARIABLES,
    Bounded,
    Chain,
    Claim,
    Definition,
    Extremum,
    Interval,
    Membership,
    Relation,
)
from sigmoid_sym.tree.expression import Call, Expression, Symbol


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
    found = sorted_statements(statement)
    _refuse_sequences(found)
    scope = _scope(found, text, latex, choices)
    definitions = _definitions(found, scope)
    claim = _decided(found.claim, scope)
    if isinstance(claim, Expression):
        if definitions or found.domains:
            reason = "nothing is claimed of this (a comma separates; a decimal has a point)"
            raise Misread(reason, position_of(found.claim))
        _check_sizes(claim, text)
        return claim
    domains = []
    for marked in found.domains:
        if marked.keyword == "AT" and isinstance(claim, Extremum):
            claim = extremum_at(claim, marked, Decider(scope))
        else:
            domains += domain_of(marked, claim, Decider(scope))
    if len({domain.variable for domain in domains}) < len(domains):
        raise Misread("two domains for one letter; write one, as in 0 < x < 1", found.domains[-1].at)
    whole = replace(claim, domains=tuple(domains), definitions=definitions, source=text)
    for expression in expressions_in(whole):
        _check_sizes(expression, text)
    return whole


def _refuse_sequences(found: Sorted) -> None:
    """Refuse a_n beside n, unless a_n is defined and the only one: a_3 would be another value of it.

    Raises:
        Misread: there is a letter with a subscript that has a meaning elsewhere.
    """
    spoken = [*expressions_in(found.claim)]
    for marked in found.domains:
        spoken += expressions_in(marked.content)
    for raw in found.definitions:
        spoken += [raw.name, raw.body]
    parts = [part for node in spoken for part in walk(node)]
    letters = {part.name: part for part in parts if isinstance(part, Name)}
    indices = {part.index.name for part in parts if isinstance(part, SumSign)}
    defined = {raw.own_name for raw in found.definitions}
    for name, part in letters.items():
        stem, _, subscript = name.partition("_")
        if subscript in letters.keys() - indices:
            others = [other for other in letters if other != name and other.partition("_")[0] == stem]
            if name not in defined or subscript in defined or others:
                raise Misread(f"a sequence like {name} is not understood", part.at)


def _check_sizes(node: Expression, text: str) -> None:
    try:
        check_sizes(node)
    except SigmoidSymError as error:
        raise ParseError(str(error), text, 0) from None


def _scope(found: Sorted, text: str, latex: bool, choices: Choices) -> Scope:
    spoken = [*expressions_in(found.claim)]
    for marked in found.domains:
        spoken += expressions_in(marked.content)
    variable = getattr(found.claim, "variable", UNNAMED)
    if variable is not UNNAMED:
        spoken.append(Name(variable.name))
    bodies = [definition.body for definition in found.definitions if definition.parameter is None]
    defined = [definition.own_name for definition in found.definitions]
    candidates = possible_variables([*spoken, *bodies], defined)
    if not candidates:
        parameters = [definition.parameter for definition in found.definitions if definition.parameter]
        candidates = possible_variables(parameters, defined)
    every = [*spoken, *(definition.body for definition in found.definitions)]
    arguments = written_arguments(every)
    letters = {part.name for node in every for part in walk(node) if isinstance(part, Name)}
    indices = {part.index.name for node in every for part in walk(node) if isinstance(part, SumSign)}
    owned = {d.parameter.name for d in found.definitions if d.parameter is not None}
    functions = {*FUNCTIONS, *lexicon.FUNCTION_LETTERS}
    functions |= {d.own_name for d in found.definitions if d.parameter is not None}
    of_functions = {name: several for name, several in arguments.items() if name in functions}
    counting = COUNTERS - written_letters((), of_functions)
    written = written_letters(every, of_functions) | owned
    fixed = VARIABLES | lexicon.FUNCTION_LETTERS | counting | indices | set(defined)
    others = (written & (letters | owned)) - fixed
    return Scope(text, latex, choices, candidates, frozenset(), others, written, arguments)


def _definitions(found: Sorted, scope: Scope) -> tuple[Definition, ...]:
    """Return the definitions, and put them and what is written without an argument into the scope."""
    decided = []
    for raw in in_order(found.definitions):
        definition = _definition(raw, scope)
        scope.definitions[definition.name] = definition
        decided.append(definition)
    scope.bare = bare_functions(expressions_in(found.claim), scope)
    return tuple(decided)


def _definition(raw: RawDefinition, scope: Scope) -> Definition:
    name = raw.own_name
    if raw.parameter is not None:
        variable = Symbol(raw.parameter.name)
        inner = replace(scope, candidates=frozenset({variable.name}))
        inner.bare = bare_functions([raw.body], inner)
        return Definition(name, variable, Decider(inner).expression(raw.body))
    scope.bare = bare_functions([raw.body], scope)
    is_function = isinstance(raw.name, Head) or name in lexicon.FUNCTION_LETTERS
    body = Decider(scope).expression(raw.body)
    if not is_function:
        return Definition(name, None, body)
    variable, letters = scope.variable(), scope.reached(body)
    if letters and variable.name not in letters:
        raise scope.unclear(f"of what is {name} a function? Write {name}(x)", place(raw.body))
    return Definition(name, variable, body)


def _decided(claim: Claim, scope: Scope) -> Claim | Expression:
    """Return the claim with its expressions decided and its variable in its place."""
    decider = Decider(scope)
    if isinstance(claim, Within):
        if claim.place.numbers == "Z":
            raise Misread("a claim about whole numbers only", position_of(claim))
        return Membership(decider.expression(claim.expression), interval_of(claim.place.interval, decider))
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
        if field.name == "variable":
            changes[field.name] = scope.variable() if value is UNNAMED else decider.letter(Name(value.name))
        elif isinstance(value, Expression):
            changes[field.name] = decider.expression(value)
        elif isinstance(value, Interval):
            changes[field.name] = interval_of(value, decider)
    return replace(claim, **changes)  # type: ignore[arg-type]
