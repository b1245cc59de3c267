"""What is written of the letters in a text, before anything is decided: the scope that it begins with.

Raw terms → meaning in a scope: in come the sorted statements, out goes the `Scope`. Which letter is the
variable, which functions stand without an argument and what stands beside them is seen in the text as a
whole, and decides how each of its parts is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from sigmoid_sym.functions import FUNCTIONS
from sigmoid_sym.language.reader import lexicon
from sigmoid_sym.language.reader.operations import is_symbol
from sigmoid_sym.language.reader.raw import (
    UNNAMED,
    Bracket,
    Decorated,
    Differential,
    Head,
    Juxtaposition,
    Mark,
    Misread,
    Name,
    indices_in,
    is_word,
    letters_in,
    undecorated,
    walk,
)
from sigmoid_sym.language.reader.scope import Choices, Scope
from sigmoid_sym.language.reader.sorting import Sorted
from sigmoid_sym.language.reader.undeclared import free_letters, quantities
from sigmoid_sym.tree.claim import COUNTERS, VARIABLES
from sigmoid_sym.tree.expression import Add, Expression, children


def scope_of(found: Sorted, text: str, latex: bool, choices: Choices) -> Scope:
    """Return the scope that a text is read in.

    Arguments:
        found: what is said in it.
        text: the text.
        latex: whether it obeys the rules of LaTeX.
        choices: the decisions of this reading.

    Raises:
        Misread: it speaks of a sequence.
    """
    _refuse_sequences(found)
    definitions = found.definitions
    spoken = [*found.spoken]
    variable = getattr(found.claim, "variable", UNNAMED)
    if variable is not UNNAMED:
        spoken.append(Name(variable.name))
    defined = {definition.own_name for definition in definitions}
    parameters = [definition.parameter for definition in definitions if definition.parameter]
    bodies = [definition.body for definition in definitions if definition.parameter is None]
    candidates = _possible_variables([*spoken, *bodies], defined) or _possible_variables(parameters, defined)
    every = [*spoken, *(definition.body for definition in definitions)]
    arguments = _written_arguments(every)
    functions = {*FUNCTIONS, *lexicon.FUNCTION_LETTERS}
    functions |= {definition.own_name for definition in definitions if definition.parameter}
    of_functions = {name: several for name, several in arguments.items() if name in functions}
    owned = frozenset(letters_in(parameters))
    written = _written_letters(every, of_functions) | owned
    counting = COUNTERS - _written_letters((), of_functions)
    fixed = VARIABLES | lexicon.FUNCTION_LETTERS | counting | indices_in(every) | defined
    others = (written & (letters_in(every).keys() | owned)) - fixed
    return Scope(
        text,
        latex,
        choices,
        candidates,
        frozenset(),
        others,
        written,
        arguments,
        free=free_letters(found),
        quantities=quantities(every),
    )


def _refuse_sequences(found: Sorted) -> None:
    """Refuse a_n beside n, unless a_n is defined and the only one: a_3 would be another value of it.

    Raises:
        Misread: there is a letter with a subscript that has a meaning elsewhere.
    """
    spoken = [*found.spoken, *(node for raw in found.definitions for node in (raw.name, raw.body))]
    letters = letters_in(spoken)
    subscripts = letters.keys() - indices_in(spoken)
    defined = {raw.own_name for raw in found.definitions}
    for name, part in letters.items():
        stem, _, subscript = name.partition("_")
        if subscript in subscripts:
            others = [other for other in letters if other != name and other.partition("_")[0] == stem]
            if name not in defined or subscript in defined or others:
                raise Misread(f"a sequence like {name} is not understood", part.at)


def _possible_variables(nodes: Sequence[Expression], defined: set[str]) -> frozenset[str]:
    """Return the letters that may be the variable.

    >>> sorted(_possible_variables([Juxtaposition((Name("k"), Name("t"), Name("y")))], {"y"}))
    ['t']
    """
    return frozenset(letters_in(nodes).keys() & VARIABLES) - indices_in(nodes) - defined


def _written_letters(nodes: Iterable[Expression], arguments: dict[str, list[Expression]]) -> frozenset[str]:
    """Return the letters in exponents and in arguments of functions, and those in which is differentiated."""
    within = [argument for several in arguments.values() for argument in several]
    found: set[str] = set()
    for node in nodes:
        for part in walk(node):
            if isinstance(part, Decorated) and part.exponent is not None:
                within.append(part.exponent)
            for left, right in pairwise(part.parts if isinstance(part, Juxtaposition) else ()):
                if isinstance(left, (Differential, Head)) or isinstance(undecorated(left).base, Head):
                    base = undecorated(right).base
                    found |= {base.name} if isinstance(base, Name) else set()
                    if isinstance(base, Bracket):
                        within += [item for item in base.items if not isinstance(item, Add)]
    return frozenset(found | letters_in(within).keys())


def bare_functions(nodes: Iterable[Expression], scope: Scope) -> frozenset[str]:
    """Return the functions that occur without an argument: σ, σ(1-σ), but not tanh x."""
    found = set()
    for node in nodes:
        inner = [pair for part in walk(node) for pair in _neighbours(part)]
        for part, following in [(node, None), *inner]:
            base = undecorated(part).base
            name = scope.function(base)
            if name is not None and _is_bare(name, is_word(base), following, scope):
                found.add(name)
    return frozenset(found)


def _is_bare(function: str, word: bool, following: Expression | None, scope: Scope) -> bool:
    base = undecorated(following).base if following is not None else None
    if is_symbol(function) and not word:
        own = isinstance(base, Bracket) and any(scope.refers_to(inner, function) for inner in walk(base))
        return own or not isinstance(base, Bracket)
    if isinstance(base, Bracket):
        return isinstance(base.items[0], Add) and function in bare_functions([base.items[0]], scope)
    return base is None or isinstance(base, Mark)


def _written_arguments(nodes: Iterable[Expression]) -> dict[str, list[Expression]]:
    """Return what stands in brackets beside a name, by name, unless it may be a factor, like 1-σ."""
    found: dict[str, list[Expression]] = {}
    for node in nodes:
        for part, following in [pair for inner in walk(node) for pair in _neighbours(inner)]:
            match undecorated(part).base, following and undecorated(following).base:
                case (Head(name) | Name(name)) as base, Bracket((argument,)) if base not in walk(argument):
                    if not isinstance(argument, Add) or not any(isinstance(p, Head) for p in walk(argument)):
                        found.setdefault(name, []).append(argument)
    return found


def _neighbours(node: Expression) -> list[tuple[Expression, Expression | None]]:
    """Return the pieces directly in a node that may be the names of functions, each with what follows it."""
    parts = tuple(children(node))
    if isinstance(node, Decorated):
        parts = parts[1:]  # its base is seen with what follows
    if isinstance(node, Juxtaposition):
        return list(zip(parts, (*parts[1:], None), strict=True))
    return [(part, None) for part in parts]
