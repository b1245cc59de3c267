"""One letter, one meaning: which letters of a formula are taken, and by what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import count
from types import MappingProxyType

from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.functions import FUNCTIONS, is_symbol
from sigmoid_sym.language.notation import Notation
from sigmoid_sym.tree.expression import (
    CONSTANTS,
    Call,
    Derivative,
    Expression,
    Integer,
    Sum,
    Symbol,
    checked_name,
    children,
    mapped,
    names,
)

Letter = tuple[str, str, str]  # the argument that it was given for, the letter, what it means

_WORDS = [
    word
    for row in FUNCTIONS.values()
    for word in (row.name, row.word)
    if len(word) > 1 and not is_symbol(row.name)
]

# What is no letter to choose, in whatever formula: numbers, and words for functions.
FIXED = MappingProxyType(
    {
        **dict.fromkeys(_WORDS, "a function"),
        **dict.fromkeys((*CONSTANTS, "oo"), "a constant"),
        "sum": "the summation sign",
        "e": "the base of the exponential",
        "i": "the imaginary unit",
        "pi": "the number π",
    }
)
# Signs that look like letters, in the formulas that have them.
SIGNS = MappingProxyType(
    {
        "d": "the d of d/dx",
        "S": "the Stirling number S(n,k)",
        "A": "the Eulerian number A(n,k)",
        "c": "the coefficient c(n,k)",
        "Sigma": "the summation sign",
    }
)


def require_free(option: str, letter: str, taken: Mapping[str, str]) -> None:
    """Refuse a letter that means something else in a formula.

    Arguments:
        option: the argument that the letter was given for.
        letter: the letter.
        taken: the letters that are taken: what each means.

    Raises:
        SigmoidSymError: it does.

    >>> require_free("variable", "e", FIXED)
    Traceback (most recent call last):
    sigmoid_sym.errors.SigmoidSymError: variable must not be 'e': e is the base of the exponential there
    """
    if letter in taken:
        raise SigmoidSymError(f"{option} must not be {letter!r}: {letter} is {taken[letter]} there")


def distinct(letters: Iterable[Letter], taken: Mapping[str, str] = FIXED) -> dict[str, str]:
    """Return the letters that are taken when all of these are, too: what each means.

    Arguments:
        letters: those that are added.
        taken: those taken before.

    Raises:
        SigmoidSymError: one of the letters means something else already.
    """
    meanings = dict(taken)
    for option, letter, meaning in letters:
        require_free(option, letter, meanings)
        meanings[letter] = meaning
    return meanings


def renaming(
    letters: Iterable[Letter], wishes: Mapping[str, object], taken: Mapping[str, str]
) -> tuple[tuple[tuple[str, str], ...], dict[str, str]]:
    """Return the pairs for `Notation.renamed`, and what every letter on the page means.

    Arguments:
        letters: those of the tree, as in `distinct`.
        wishes: the letters wanted for some arguments; None for the letter in the tree.
        taken: as in `distinct`.

    Raises:
        SigmoidSymError: a letter wanted is no letter, or means something else.
    """
    listed = list(letters)
    wanted = {
        option: checked_name(option, wish, words=option == "symbol")
        for option, wish in wishes.items()
        if wish is not None
    }
    kept = [letter for letter in listed if letter[0] not in wanted]
    new = [(option, wanted[option], meaning) for option, _, meaning in listed if option in wanted]
    pairs = tuple((old, wanted[option]) for option, old, _ in listed if option in wanted)
    return pairs, distinct([*kept, *new], taken)


def signs(nodes: Iterable[Expression], notation: Notation) -> dict[str, str]:
    """Return the signs in these expressions, as they are written, that look like letters."""
    found = {sign for node in nodes for sign in _signs(node, notation)}
    return {sign: meaning for sign, meaning in SIGNS.items() if sign in found}


def _signs(node: Expression, notation: Notation) -> Iterator[str]:
    match node:
        case Call(function) if not is_symbol(function):
            yield FUNCTIONS[function].word
        case Sum():
            yield "Sigma"
        case Derivative(_, _, order) if order != Integer(0) and not notation.is_marked(node):
            yield "d"
    for child in children(node):
        yield from _signs(child, notation)


def free_symbol(letters: str, taken: Collection[str]) -> Symbol:
    """Return the first of the letters that is not taken; when all are, the first with a subscript.

    >>> free_symbol("kj", {"k"}).name, free_symbol("kj", {"j", "k", "k_1"}).name
    ('j', 'k_2')
    """
    subscripted = (f"{letters[0]}_{i}" for i in count(1))
    every = (letter for source in (letters, subscripted) for letter in source)
    return Symbol(next(letter for letter in every if letter not in taken))


def with_free_indices(node: Expression, taken: Collection[str]) -> Expression:
    """Return the expression with other letters for those indices of sums that are taken.

    >>> from sigmoid_sym.language.text import text
    >>> k = Symbol("k")
    >>> text(with_free_indices(Sum(Symbol("x") ** k, k, Integer(0), Integer(3)), {"k"}))
    'Σ(j=0..3, x^j)'
    """
    node = mapped(node, lambda child: with_free_indices(child, taken))
    if not isinstance(node, Sum) or node.index.name not in taken:
        return node
    index = free_symbol("kjml", {*taken, *names(node)})
    return Sum(_put(node.body, node.index, index), index, node.lower, node.upper)


def _put(node: Expression, old: Symbol, new: Symbol) -> Expression:
    if isinstance(node, Symbol):
        return new if node == old else node
    if isinstance(node, Sum) and node.index == old:  # the letter means another index there
        return Sum(node.body, old, _put(node.lower, old, new), _put(node.upper, old, new))
    return mapped(node, lambda child: _put(child, old, new))
