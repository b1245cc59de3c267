"""From what was said to one claim: definitions, the claim, and where it is made.

Meaning in a scope → claims, the last stage: in comes a `Statement`, out goes a `Claim`, or the `Expression`
of which nothing is said.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from sigmoid_sym.errors import DefinitionError, ParseError, SigmoidSymError
from sigmoid_sym.language.reader.application import Decider
from sigmoid_sym.language.reader.lexicon import COUNTING, FUNCTION_LETTERS, WHOLE_NUMBERS
from sigmoid_sym.language.reader.raw import (
    UNNAMED,
    Between,
    Head,
    Lipschitz,
    Marked,
    Misread,
    Name,
    OnlyDefines,
    Place,
    Statement,
    Within,
    expressions_in,
    place,
    position_of,
)
from sigmoid_sym.language.reader.scope import Choices, Scope
from sigmoid_sym.language.reader.sizes import check_sizes
from sigmoid_sym.language.reader.smoothness import is_continuous
from sigmoid_sym.language.reader.sorting import DOWNWARD, UPWARD, RawDefinition, sorted_statements
from sigmoid_sym.language.reader.survey import bare_functions, scope_of
from sigmoid_sym.tree.claim import (
    COUNTERS,
    INFINITY,
    MIRROR,
    REAL_LINE,
    Bounded,
    Chain,
    Claim,
    Definition,
    Domain,
    Extremum,
    Interval,
    Membership,
    Relation,
)
from sigmoid_sym.tree.expression import (
    Call,
    Decimal,
    Derivative,
    Div,
    Expression,
    Integer,
    Neg,
    Pow,
    Sum,
    Symbol,
    children,
    names,
)

_CLOSED = {Relation.LE, Relation.GE}


def interpreted(said: Statement, text: str, latex: bool, choices: Choices) -> Claim | Expression:
    """Return the claim that is made, or the expression if nothing is said of it.

    Raises:
        ParseError: it is not understood.
    """
    try:
        found = _interpreted(said, text, latex, choices)
    except OnlyDefines as error:
        raise DefinitionError(error.reason, text, error.position) from None
    except Misread as error:
        raise ParseError(error.reason, text, error.position) from None
    try:
        for expression in expressions_in(found):
            check_sizes(expression)
    except SigmoidSymError as error:
        raise ParseError(str(error), text, 0) from None
    return found


def _interpreted(said: Statement, text: str, latex: bool, choices: Choices) -> Claim | Expression:
    found = sorted_statements(said)
    scope = scope_of(found, text, latex, choices)
    for raw in found.definitions:
        scope.definitions[raw.own_name] = _definition(raw, scope)
    scope.bare = bare_functions(expressions_in(found.claim), scope)
    decider = Decider(scope)
    claim = _decided(found.claim, decider)
    if isinstance(claim, Expression):
        if found.definitions or found.domains:
            reason = "nothing is claimed of this (a comma separates; a decimal has a point)"
            raise Misread(reason, position_of(found.claim))
        return claim
    domains: list[Domain] = []
    for marked in found.domains:
        if marked.keyword == "AT" and isinstance(claim, Extremum):
            claim = _extremum_at(claim, marked, decider)
        else:
            domains += _domain(marked, claim, decider)
    if len({domain.variable for domain in domains}) < len(domains):
        raise Misread("two domains for one letter; write one, as in 0 < x < 1", found.domains[-1].at)
    definitions = tuple(scope.definitions.values())
    return replace(claim, domains=tuple(domains), definitions=definitions, source=text)


def _definition(raw: RawDefinition, scope: Scope) -> Definition:
    name = raw.own_name
    if raw.parameter is not None:
        variable = Symbol(raw.parameter.name)
        inner = replace(scope, candidates=frozenset({variable.name}))
        inner.bare = bare_functions([raw.body], inner)
        return Definition(name, variable, Decider(inner).expression(raw.body))
    scope.bare = bare_functions([raw.body], scope)
    is_function = isinstance(raw.name, Head) or name in FUNCTION_LETTERS
    body = Decider(scope).expression(raw.body)
    if not is_function:
        return Definition(name, None, body)
    variable, letters = scope.variable(), scope.reached(body)
    if letters and variable.name not in letters:
        raise scope.unclear(f"of what is {name} a function? Write {name}(x)", place(raw.body))
    return Definition(name, variable, body)


def _number(node: Expression) -> Fraction | None:
    """Return the number that is written."""
    match node:
        case Integer(value):
            return Fraction(value)
        case Decimal(digits, places):
            return Fraction(digits, 10**places)
        case Neg(operand):
            inner = _number(operand)
            return None if inner is None else -inner
        case Div(above, below):
            a, b = _number(above), _number(below)
            return a / b if a is not None and b else None
    return None


def _decided(claim: Claim, decider: Decider) -> Claim | Expression:
    """Return the claim with its expressions decided and its variable in its place."""
    if isinstance(claim, Within):
        if claim.place.numbers == "Z":
            raise Misread("a claim about whole numbers only", position_of(claim))
        claim = Membership(claim.expression, claim.place.interval)
    decided = decider.rebuilt(claim)
    if isinstance(decided, Between):
        closed = not decided.strict and not decider.scope.choices.first("between")
        low, high = _number(decided.lower), _number(decided.upper)
        ends = (decided.lower, decided.upper)
        if low is not None and high is not None and low > high:
            ends = (decided.upper, decided.lower)  # between 1 and 0
        interval = Interval(*ends, closed, closed)
        return Membership(decided.expression, interval)
    if isinstance(decided, Lipschitz):
        if not is_continuous(decided.expression):
            raise Misread("Lipschitz: it is not seen that the function is continuous", position_of(claim))
        return Bounded(decided.slope, decided.constant)
    match decided:
        case Chain((only,), ()):
            return only
        case Chain((Call("abs", (inner,)), bound), (Relation.LE,)):
            return Bounded(inner, bound)
    variable = getattr(claim, "variable", None)
    if variable is None:
        return decided
    own = decider.scope.variable() if variable is UNNAMED else decider.letter(Name(variable.name))
    return replace(decided, variable=own)  # type: ignore[call-arg]


def _extremum_at(claim: Extremum, marked: Marked, decider: Decider) -> Extremum:
    """Return the extremum at the point that "at x = 0" names."""
    match marked.content:
        case Chain((Name(name), point), (Relation.EQ,)) if Symbol(name) == claim.variable:
            return replace(claim, at=decider.expression(point))
        case _:
            reason = f"the point of an extremum is written as in “at {claim.variable.name} = 0”"
            raise Misread(reason, marked.at)


def _domain(marked: Marked, claim: Claim, decider: Decider) -> list[Domain]:
    """Return the domain that "for x > 0" or "on (0, 1)" names; none if it is all of ℝ.

    Raises:
        Misread: it names none that is understood.
    """
    content, numbers = marked.content, marked.numbers
    if isinstance(content, Place):
        domain = Domain(decider.scope.variable(), decider.rebuilt(content.interval), content.numbers == "Z")
    else:
        letter, interval = _named(marked, decider)
        variable = decider.letter(letter)
        if marked.sign is not None:
            if interval != REAL_LINE:
                raise Misread("two domains for one letter; write one, as in 0 < x < 1", marked.at)
            interval = _half_line(Integer(0), marked.sign, marked)
        if variable.name in names(interval.lower) | names(interval.upper):
            raise Misread("a domain with its own letter in it", marked.at)
        if isinstance(content, Within):
            numbers = numbers or content.place.numbers
        if not numbers and interval == REAL_LINE:
            return []  # “for all n” does not say where n begins
        may_count = variable.name in WHOLE_NUMBERS | _counted(claim)
        domain = Domain(variable, interval, numbers == "Z" or (may_count and not numbers))
    name = domain.variable.name
    if not any(name in decider.scope.reached(node) for node in expressions_in(claim)):
        raise Misread(f"{name} does not occur in the claim", marked.at)
    # That it is any real number is said of a letter only that stands for whole numbers elsewhere.
    is_plain = domain.interval == REAL_LINE and not domain.integers
    return [] if is_plain and name not in COUNTERS else [domain]


def _named(marked: Marked, decider: Decider) -> tuple[Name, Interval]:
    """Return the letter of x > 0, 0 < x ≤ 1, x ∈ (0, 1), x = 0, and where it lies."""
    match marked.content:
        case Within(expression=Name() as name, place=where):
            return name, decider.rebuilt(where.interval)
        case Chain((Name() as name,), ()):
            return name, REAL_LINE
        case Chain((Name() as name, point), (Relation.EQ,)):
            value = decider.expression(point)
            return name, Interval(value, value, True, True)
        case Chain((Name() as name, bound), (relation,)):
            return name, _half_line(decider.expression(bound), relation, marked)
        case Chain((bound, Name() as name), (relation,)):
            return name, _half_line(decider.expression(bound), MIRROR.get(relation, relation), marked)
        case Chain((low, Name() as name, high), (one, two)) if {one, two} <= UPWARD:
            ends = decider.expression(low), decider.expression(high)
            return name, Interval(*ends, one in _CLOSED, two in _CLOSED)
        case Chain((high, Name() as name, low), (one, two)) if {one, two} <= DOWNWARD:
            ends = decider.expression(low), decider.expression(high)
            return name, Interval(*ends, two in _CLOSED, one in _CLOSED)
    raise Misread("this domain is not understood; write it as in “for x > 0” or “on (0, 1)”", marked.at)


def _half_line(bound: Expression, relation: Relation, marked: Marked) -> Interval:
    """Return the interval of the numbers that stand in the relation to the bound."""
    if relation in UPWARD:
        return Interval(Neg(INFINITY), bound, False, relation in _CLOSED)
    if relation in DOWNWARD:
        return Interval(bound, INFINITY, relation in _CLOSED, False)
    reason = f"a domain with {relation.value} is not understood; name the intervals one at a time"
    raise Misread(reason, marked.at)


def _counted(claim: Claim) -> frozenset[str]:
    """Return the letters that stand for whole numbers by their place: in n!, S(n,k), σ^(n), limits of Σ."""
    found: set[str] = set()
    pending = [*expressions_in(claim)]
    while pending:
        node = pending.pop()
        match node:
            case Call(function, arguments) if function in COUNTING:
                found = found.union(*map(names, arguments))
            case Derivative(_, _, order):
                found |= names(order)
            case Pow(_, exponent):
                found |= names(exponent) & {"k"}
            case Sum(_, _, lower, upper):
                found |= names(lower) | names(upper)
        pending += children(node)
    return frozenset(found)
