"""What the letters of one text mean: its variable, its definitions, what is written without an argument."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from sigmoid_sym.functions import FUNCTIONS
from sigmoid_sym.language.reader import lexicon
from sigmoid_sym.language.reader.choices import Choices
from sigmoid_sym.language.reader.raw import (
    Bracket,
    Decorated,
    Differential,
    Head,
    Juxtaposition,
    Mark,
    Misread,
    Name,
    SumSign,
    is_constant,
    undecorated,
    walk,
)
from sigmoid_sym.tree.claim import Definition
from sigmoid_sym.tree.expression import (
    Add,
    Call,
    Constant,
    Expression,
    Neg,
    Symbol,
    children,
    names,
)

# Function symbols, which may stand without an argument and beside a bracket that they multiply.
_FUNCTION_SYMBOLS = frozenset({"sigma"})
# Functions that may stand without an argument where nothing follows; a bracket is always their argument.
_MAY_BE_BARE = frozenset(row.name for row in FUNCTIONS.values() if row.definition and not row.is_letter)


@dataclass(slots=True)
class Scope:
    """What is known while one text is read.

    Attributes:
        text: the text.
        latex: whether it obeys the rules of LaTeX.
        choices: the decisions of this reading.
        candidates: the letters that may be the variable.
        others: the letters that have no meaning yet and cannot be the variable, as a in σ(a).
        written_at: the letters that functions are written of, or that stand in exponents.
        bare: the functions that occur without an argument.
        arguments: what stands in brackets beside a function as its argument, by function.
        definitions: what the writer has defined so far, by name.
        bound: the indices of the sums that one is inside of.
    """

    text: str
    latex: bool
    choices: Choices
    candidates: frozenset[str]
    bare: frozenset[str]
    others: frozenset[str] = frozenset()
    written_at: frozenset[str] = frozenset()
    arguments: dict[str, list[Expression]] = field(default_factory=dict)
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
        if not self.candidates and self.others - self.definitions.keys() - self.bound:
            raise self.unclear("which letter is the variable? Write the argument, as in σ(x)", 0)
        return Symbol(next(iter(self.candidates), "x"))

    def placeholder(self) -> Symbol:
        """Return a variable to be replaced by a point: that of the text, or x."""
        return self.variable() if len(self.candidates) == 1 else Symbol("x")

    def bare_argument(
        self, function: str, differentiated: bool, at: int, variable: Symbol | None = None
    ) -> Symbol:
        """Return of what a function without an argument is: of the variable, or of a letter like z = a x.

        Raises:
            Misread: it may be either.
        """
        written = [a for a in self.arguments.get(function, ()) if not is_constant(a)]
        cores = {a.operand if isinstance(a, Neg) else a for a in written}
        letters = [a for a in cores if isinstance(a, Name)]
        inner = [a for a in letters if a.name in self.definitions]
        if inner and len(cores) == 1:
            if differentiated or self.choices.first(("of", function)):
                return Symbol(inner[0].name)
        elif inner or (not letters and any(map(self.is_inner, self.definitions))):
            raise self.unclear(f"of what is {function} here? Write its argument", at)
        elif differentiated and cores and not letters:
            raise self.unclear(f"where is this derivative of {function} taken? Write its argument", at)
        own = variable or self.variable()
        definition = self.definitions.get(function)
        if (
            definition
            and definition.variable not in (None, own)
            and own.name in self.reached(definition.body)
        ):
            raise self.unclear(f"of what is {function} here? Write its argument", at)
        if variable is None and own.name not in {"x"} | self.written_at and self.candidates:
            raise self.unclear(f"is {function} here a function of {own.name}? Write its argument", at)
        return own

    def reached(self, body: Expression) -> frozenset[str]:
        """Return the letters that a meaning depends on, through other meanings too."""
        seen: frozenset[str] = frozenset()
        pending = [body]
        while pending:
            parts = tuple(walk(pending.pop()))
            letters = {part.name for part in parts if isinstance(part, Symbol)}
            letters |= {part.function for part in parts if isinstance(part, Call)}
            letters -= seen
            seen |= letters
            pending += [self.definitions[name].body for name in letters if name in self.definitions]
        return seen

    def unclear(self, reason: str, at: int) -> Misread:
        """Return the error for what may mean something else than the readings of the text say."""
        self.choices.unclear = True
        return Misread(reason, at)

    def is_quantity(self, name: str) -> bool:
        """Return whether a letter is defined, and no function."""
        return name in self.definitions and self.definitions[name].variable is None

    def is_inner(self, name: str) -> bool:
        """Return whether a letter is defined by letters alone, as z = a x + b: σ may be σ(z)."""
        pending, seen, depends = [name], {name}, False
        while pending:
            definition = self.definitions[pending.pop()]
            parts = tuple(walk(definition.body))
            if definition.variable is not None or any(isinstance(part, Call) for part in parts):
                return False
            letters = {part.name for part in parts if isinstance(part, Symbol)}
            depends |= bool((letters & lexicon.VARIABLES) - self.definitions.keys())
            pending += (letters & self.definitions.keys()) - seen
            seen |= letters
        return depends

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


def written_letters(nodes: Iterable[Expression], arguments: dict[str, list[Expression]]) -> frozenset[str]:
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
    return frozenset(found) | {part.name for node in within for part in walk(node) if isinstance(part, Name)}


def bare_functions(nodes: Iterable[Expression], scope: Scope) -> frozenset[str]:
    """Return the functions that occur without an argument: σ, σ(1-σ), but not tanh x."""
    found = set()
    for node in nodes:
        inner = [pair for part in walk(node) for pair in _neighbours(part)]
        for part, following in [(node, None), *inner]:
            name = scope.function(undecorated(part).base)
            if name is not None and _is_bare(name, following, scope):
                found.add(name)
    return frozenset(found)


def _is_bare(function: str, following: Expression | None, scope: Scope) -> bool:
    base = undecorated(following).base if following is not None else None
    if scope.is_symbol(function):
        own = isinstance(base, Bracket) and any(scope.refers_to(inner, function) for inner in walk(base))
        return own or not isinstance(base, Bracket)
    if isinstance(base, Bracket):
        return isinstance(base.items[0], Add) and function in bare_functions([base.items[0]], scope)
    return base is None or isinstance(base, Mark)


def written_arguments(nodes: Iterable[Expression]) -> dict[str, list[Expression]]:
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
