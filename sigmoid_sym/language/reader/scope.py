"""What the letters of one text mean: its variable, its definitions, what is written without an argument."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sigmoid_sym.language.claim import Definition
from sigmoid_sym.language.expression import Constant, Expression, Symbol, children, names
from sigmoid_sym.language.reader import lexicon
from sigmoid_sym.language.reader.choices import Choices
from sigmoid_sym.language.reader.raw import (
    Bracket,
    Decorated,
    Head,
    Juxtaposition,
    Misread,
    Name,
    SumSign,
    undecorated,
    walk,
)

# Function symbols, which may stand without an argument and beside a bracket that they multiply.
_FUNCTION_SYMBOLS = frozenset({"sigma"})
# Functions that may stand without an argument where nothing follows; a bracket is always their argument.
_MAY_BE_BARE = lexicon.words("tanh coth sinh cosh sech csch softplus silu logit")


@dataclass(slots=True)
class Scope:
    """What is known while one text is read.

    Attributes:
        text: the text.
        latex: whether it obeys the rules of LaTeX.
        choices: the decisions of this reading.
        candidates: the letters that may be the variable.
        bare: the functions that occur without an argument.
        definitions: what the writer has defined so far, by name.
        bound: the indices of the sums that one is inside of.
    """

    text: str
    latex: bool
    choices: Choices
    candidates: frozenset[str]
    bare: frozenset[str]
    definitions: dict[str, Definition] = field(default_factory=dict)
    bound: frozenset[str] = frozenset()

    def variable(self) -> Symbol:
        """Return the variable of the text: x, or the only letter that can be it.

        Raises:
            Misread: there are several.
        """
        if len(self.candidates) > 1:
            letters = " or ".join(sorted(self.candidates))
            raise Misread(f"which letter is the variable, {letters}? Write the argument, as in σ(x)", 0)
        return Symbol(next(iter(self.candidates), "x"))

    def placeholder(self) -> Symbol:
        """Return a variable to be replaced by a point: that of the text, or x."""
        return self.variable() if len(self.candidates) == 1 else Symbol("x")

    def is_variable(self, node: Expression) -> bool:
        """Return whether a function of `node` is the function itself: σ'(t) is dσ(t)/dt, σ'(a) is a value."""
        return (
            isinstance(node, Symbol)
            and node.name in lexicon.VARIABLES
            and node.name not in self.definitions
            and node.name not in self.bound
        )

    def function(self, node: Expression) -> str | None:
        """Return the function that a name stands for, None if it stands for a number."""
        if isinstance(node, Head):
            return node.function
        if not isinstance(node, Name) or node.name in self.bound:
            return None
        definition = self.definitions.get(node.name)
        if definition is not None:
            return node.name if definition.variable is not None else None
        return node.name if node.name in lexicon.FUNCTION_LETTERS else None

    def is_symbol(self, function: str) -> bool:
        """Return whether it is a function symbol, which may multiply a bracket beside it."""
        return function in _FUNCTION_SYMBOLS | lexicon.FUNCTION_LETTERS or function in self.definitions

    def may_be_bare(self, function: str) -> bool:
        """Return whether the function may stand without an argument."""
        return self.is_symbol(function) or function in _MAY_BE_BARE

    def refers_to(self, node: Expression, name: str) -> bool:
        """Return whether the node names `name`, itself or through a definition."""
        own = node.function if isinstance(node, Head) else node.name if isinstance(node, Name) else None
        if own is None:
            return False
        seen, pending = {own}, [own]
        while pending:
            definition = self.definitions.get(pending.pop())
            further = names(definition.body) - seen if definition else frozenset()
            seen |= further
            pending += further
        return name in seen

    def symbol(self, name: Name) -> Expression:
        """Return what a letter stands for that is no function.

        Raises:
            Misread: it is not on the white list, and has not been defined.
        """
        if name.name in self.bound or name.name in self.definitions:
            return Symbol(name.name)
        if name.name == "i":
            return Constant("i")
        if name.name.partition("_")[0] in lexicon.VARIABLES | lexicon.PARAMETERS:
            return Symbol(name.name)
        raise Misread(f"unknown letter {name.name}; say what it is, as in “let {name.name} = …”", name.at)


def possible_variables(nodes: Iterable[Expression], defined: Iterable[str]) -> frozenset[str]:
    """Return the letters among `nodes` that may be the variable.

    >>> sorted(possible_variables([Juxtaposition((Name("k"), Name("t")))], ()))
    ['t']
    """
    inner = [part for node in nodes for part in walk(node)]
    indices = {part.index.name for part in inner if isinstance(part, SumSign)}
    letters = {part.name for part in inner if isinstance(part, Name)}
    return frozenset(letters & lexicon.VARIABLES) - indices - set(defined)


def bare_functions(nodes: Iterable[Expression], scope: Scope) -> frozenset[str]:
    """Return the functions that occur where no bracket follows, or one that contains the function itself."""
    found = set()
    for node in nodes:
        inner = [pair for part in walk(node) for pair in _neighbours(part)]
        for part, following in [(node, None), *inner]:
            name = scope.function(undecorated(part).base)
            if name is not None and not _is_argument(following, name, scope):
                found.add(name)
    return frozenset(found)


def _neighbours(node: Expression) -> list[tuple[Expression, Expression | None]]:
    """Return the pieces directly in a node that may be the names of functions, each with what follows it."""
    parts = tuple(children(node))
    if isinstance(node, Decorated):
        parts = parts[1:]  # its base is seen with what follows
    if isinstance(node, Juxtaposition):
        return list(zip(parts, (*parts[1:], None), strict=True))
    return [(part, None) for part in parts]


def _is_argument(node: Expression | None, function: str, scope: Scope) -> bool:
    base = undecorated(node).base if node is not None else None
    return isinstance(base, Bracket) and not any(scope.refers_to(inner, function) for inner in walk(base))
