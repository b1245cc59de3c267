"""Letters of which nothing was said: which may stand for any real number, and which stand for something else.

Raw terms → meaning in a scope: in come the sorted statements, out go the letters that are free though no list
has them. A letter that nobody declared may name something that stands before the text, the activation
a = σ(z) as often as any number. It is free only where no author can mean that: in an equation that has it on
two sides, as an identity has its letters.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from sigmoid_sym.language.reader import lexicon
from sigmoid_sym.language.reader.raw import (
    Bracket,
    Decorated,
    Differential,
    Differentiation,
    Euler,
    Head,
    Juxtaposition,
    Misread,
    Name,
    expressions_in,
    indices_in,
    letters_in,
    undecorated,
    walk,
)
from sigmoid_sym.language.reader.sorting import RawDefinition, Sorted
from sigmoid_sym.tree.claim import COUNTERS, VARIABLES, Chain, Relation
from sigmoid_sym.tree.expression import GREEK, Expression, name_parts

# They may be a number, a unit, a set or the sign of an error term: O(x²), I, E.
_NEVER = lexicon.words("i e d D O E I R N Z")
# Greek letters that stand for functions as often as for numbers.
_FUNCTIONS = lexicon.words("phi varphi psi zeta Phi Psi Gamma theta Theta eta xi rho chi")
_INTERMEDIATE = lexicon.words("u v w")


def free_letters(found: Sorted) -> frozenset[str]:
    """Return the letters that stand for any real number though they are on no list.

    Raises:
        Misread: a letter stands where only something that has not been said makes sense.
    """
    definitions = {raw.own_name: raw for raw in found.definitions}
    declared = {name for marked in found.domains for name in letters_in(expressions_in(marked.content))}
    bodies = letters_in(raw.body for raw in found.definitions).keys()
    parameters = letters_in(raw.parameter for raw in found.definitions if raw.parameter).keys()
    sides = found.claim.sides if isinstance(found.claim, Chain) else ()
    nodes = [*expressions_in(found.claim), *(raw.body for raw in found.definitions)]
    _refuse_transposes(nodes)
    if not sides or found.claim.relations == ():  # type: ignore[attr-defined]
        return frozenset(declared | parameters)
    bound = indices_in(nodes) | COUNTERS
    letters = [frozenset(_reached(side, definitions)) - bound - definitions.keys() for side in sides]
    of_variables = [raw.body for raw in found.definitions if letters_in([raw.body]).keys() & VARIABLES]
    apart = _apart_from_derivatives(sides, letters) - declared - letters_in(of_variables).keys()
    for side in sides:
        for name, part in letters_in([side]).items():
            if name in apart and is_known(name) and name != "x":
                raise Misread(f"what {name} is has not been said; is it a function?", part.at)
    if {*found.claim.relations} != {Relation.EQ}:  # type: ignore[attr-defined]
        return frozenset(declared | parameters)
    _refuse_relations(sides, letters)
    said = declared | bodies | definitions.keys()
    if not indices_in(nodes):
        _refuse_parameters(sides, [frozenset(_reached(side, definitions)) - said for side in sides])
    once = {name for own in letters for name in own if sum(name in other for other in letters) < 2}
    inside = _inside(nodes)
    every = frozenset().union(*letters)
    several = len(every - declared) > 1 and bool(once - declared - bodies)
    if len(every) == 1 and every == once and _only_in_arguments(nodes, min(every)):
        once = set()  # σ(q) + σ(-q) = 1
    own = {
        name
        for name in every - once - apart - _NEVER
        if not several
        and Name(name) not in sides
        and (len(every) == 1 or name in inside or _is_parameter(name))
    }
    return frozenset(declared | parameters | (bodies - _NEVER) | own)


def quantities(nodes: Iterable[Expression]) -> frozenset[str]:
    """Return the Greek letters that somewhere stand without a bracket beside them, as no function does."""
    found: set[str] = set()
    for node in nodes:
        parts = [*walk(node)]
        pairs = [pair for part in parts if isinstance(part, Juxtaposition) for pair in pairwise(part.parts)]
        called = {id(left) for left, right in pairs if isinstance(undecorated(right).base, Bracket)}
        found |= {part.name for part in parts if isinstance(part, Name) and id(part) not in called}
    return frozenset(name for name in found if name_parts(name)[0] in GREEK) - _FUNCTIONS


def is_known(name: str) -> bool:
    """Return whether a letter may be used without saying what it is.

    >>> is_known("x_0"), is_known("q"), is_known("y_hat")
    (True, False, False)
    """
    letter, accent, _ = name_parts(name)
    return letter in lexicon.KNOWN_LETTERS and not accent


def _is_parameter(name: str) -> bool:
    """Return whether it is a letter that authors have for constants: K, μ, P_0, and ŷ."""
    letter, accent, subscript = name_parts(name)
    return letter.isupper() or letter in GREEK or bool(accent) or bool(subscript)


def _reached(node: Expression, definitions: dict[str, RawDefinition]) -> set[str]:
    """Return the letters in a node and in what it is defined by."""
    found: set[str] = set()
    pending, seen = [node], set[str]()
    while pending:
        part = pending.pop()
        found |= letters_in([part]).keys()
        spelt = {inner.name if isinstance(inner, Name) else inner.function for inner in _named(part)}
        for name in (spelt & definitions.keys()) - seen:
            seen.add(name)
            raw = definitions[name]
            own = {raw.parameter.name} if raw.parameter else set()
            pending.append(raw.body)
            found |= letters_in([raw.body]).keys() - own
    return found


def _named(node: Expression) -> list[Name | Head]:
    return [part for part in walk(node) if isinstance(part, (Name, Head))]


def _inside(nodes: Iterable[Expression]) -> frozenset[str]:
    """Return the letters in exponents, and beside the names of functions."""
    found: set[str] = set()
    for node in nodes:
        for part in walk(node):
            if isinstance(part, Decorated) and part.exponent is not None:
                found |= letters_in([part.exponent]).keys()
            if isinstance(part, Juxtaposition):
                for left, right in pairwise(part.parts):
                    if any(isinstance(inner, Head) for inner in walk(left)):
                        found |= letters_in([right]).keys()
    return frozenset(found)


def _only_in_arguments(nodes: Iterable[Expression], name: str) -> bool:
    """Return whether a letter stands several times, each time in a bracket beside a function."""
    inside = total = 0
    for node in nodes:
        total += sum(part == Name(name) for part in walk(node))
        for part in walk(node):
            for left, right in pairwise(part.parts if isinstance(part, Juxtaposition) else ()):
                if isinstance(undecorated(left).base, Head) and isinstance(undecorated(right).base, Bracket):
                    inside += sum(inner == Name(name) for inner in walk(right))
    return 1 < total == inside


def _refuse_transposes(nodes: Iterable[Expression]) -> None:
    """Refuse w^T x, unless T is a letter elsewhere, too.

    Raises:
        Misread: it is not.
    """
    for node in nodes:
        for part in walk(node):
            if (
                isinstance(part, Decorated)
                and part.exponent == Name("T")
                and not isinstance(part.base, Euler)
            ):
                raise Misread("a transpose or a power? Only numbers are understood", part.end)


def _has_derivative(node: Expression) -> bool:
    return any(
        isinstance(part, (Differential, Differentiation)) or (isinstance(part, Decorated) and part.primes > 0)
        for part in walk(node)
    )


def _apart_from_derivatives(sides: tuple[Expression, ...], letters: list[frozenset[str]]) -> frozenset[str]:
    """Return the a of σ'(z) = a(1-a): it is in no side that has a derivative, and may be a function."""
    derived = [own for side, own in zip(sides, letters, strict=True) if _has_derivative(side)]
    return frozenset().union(*letters) - frozenset().union(*derived) if derived else frozenset()


def _refuse_parameters(sides: tuple[Expression, ...], letters: list[frozenset[str]]) -> None:
    """Refuse σ(x) = 1/(1+e^{-ax}): with an a on one side alone, it says what σ is there.

    Raises:
        Misread: a letter besides the variable stands on one of two sides that both have letters.
    """
    written = frozenset().union(*letters)
    pairs = any(isinstance(part, Bracket) and len(part.items) == 2 for side in sides for part in walk(side))
    kept = VARIABLES | (COUNTERS if written & {"n", "m"} else COUNTERS - {"k"})
    kept |= lexicon.TWO_ARGUMENTS.keys() if pairs else frozenset()  # C(n, k)
    for k, (left, right) in enumerate(pairwise(letters)):
        stems = [name_parts(name)[0] for name in left | right]
        for name in sorted((left ^ right) - kept) if left and right else ():
            if is_known(name) and stems.count(name_parts(name)[0]) == 1:  # not one of a_1, a_2
                at = letters_in([sides[k], sides[k + 1]]).get(name, Name(name)).at
                raise Misread(f"what {name} is has not been said: it is on one side only", at)


def _refuse_relations(sides: tuple[Expression, ...], letters: list[frozenset[str]]) -> None:
    """Refuse σ(x) = 1/u, which relates two letters, and σ(u) = 1/u, which makes σ another function.

    Raises:
        Misread: it is such an equation.
    """
    for k, (left, right) in enumerate(pairwise(letters)):
        if (left - right) & VARIABLES and (right - left) & VARIABLES:
            name = min((right - left) & VARIABLES)
            raise Misread(f"what {name} is has not been said", letters_in([sides[k + 1]])[name].at)
        for one, other in ((k, k + 1), (k + 1, k)):
            shared = letters[one] & letters[other] & _INTERMEDIATE
            functions = [
                any(isinstance(part, (Head, Euler)) for part in walk(side))
                for side in (sides[one], sides[other])
            ]
            if shared and functions == [True, False] and letters[other] == shared:
                name = min(shared)
                raise Misread(f"what {name} is has not been said", letters_in([sides[one]])[name].at)
