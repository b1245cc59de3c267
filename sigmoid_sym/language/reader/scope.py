"""What the letters and functions of one text mean.

Raw terms → meaning in a scope: `survey.py` makes the scope of a text, `claims.py` adds its definitions, and
all that decides asks here.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from sigmoid_sym.language.reader import lexicon
from sigmoid_sym.language.reader.operations import is_symbol
from sigmoid_sym.language.reader.raw import Head, Misread, Name, is_constant, place, spelt, walk
from sigmoid_sym.language.reader.undeclared import is_known
from sigmoid_sym.tree.claim import VARIABLES, Definition
from sigmoid_sym.tree.expression import Call, Constant, Expression, Neg, Symbol, names


def may_be_bare(function: str) -> bool:
    """Return whether the function may stand without an argument.

    >>> may_be_bare("sigma"), may_be_bare("f"), may_be_bare("tanh"), may_be_bare("log")
    (True, True, True, False)
    """
    return is_symbol(function) or function in lexicon.MAY_BE_BARE


@dataclass(slots=True)
class Choices:
    """The decisions of one reading; what is spelt alike is decided alike.

    Attributes:
        taken: whether the first of two ways was taken, by what it was about.
        opened: what nothing had been decided about before.
        unclear: whether what was not read may have a meaning that is not among the ways.
    """

    taken: dict[Hashable, bool] = field(default_factory=dict)
    opened: list[Hashable] = field(default_factory=list)
    unclear: bool = False

    def first(self, about: Hashable) -> bool:
        """Return whether this is read in the first of its two ways."""
        if about not in self.taken:
            self.taken[about] = True
            self.opened.append(about)
        return self.taken[about]


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
        free: the letters that are on no list, and stand for any real number all the same.
        quantities: the letters that are no function, since they stand without an argument elsewhere.
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
    free: frozenset[str] = frozenset()
    quantities: frozenset[str] = frozenset()

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
        """Return the letters and functions that a meaning depends on, through other meanings too."""
        seen: frozenset[str] = frozenset()
        pending = [body]
        while pending:
            further = names(pending.pop()) - seen
            seen |= further
            pending += [self.definitions[name].body for name in further & self.definitions.keys()]
        return seen

    def unclear(self, reason: str, at: int) -> Misread:
        """Return the error for what may mean something else than the readings of the text say."""
        self.choices.unclear = True
        return Misread(reason, at)

    def is_apart(self, node: Expression) -> bool:
        """Return whether a blank that means something stands before a letter or a bracket."""
        start = place(node)
        return not self.latex and start > 0 and self.text[start - 1].isspace()

    def is_quantity(self, name: str) -> bool:
        """Return whether a letter is defined, and no function."""
        return name in self.definitions and self.definitions[name].variable is None

    def is_inner(self, name: str) -> bool:
        """Return whether a letter is defined by letters alone, as z = a x + b: σ may be σ(z)."""
        reached = self.reached(Symbol(name))
        for definition in map(self.definitions.__getitem__, reached & self.definitions.keys()):
            if definition.variable or any(isinstance(part, Call) for part in walk(definition.body)):
                return False
        return bool((reached & VARIABLES) - self.definitions.keys())

    def is_variable(self, node: Expression) -> bool:
        """Return whether a function of `node` is the function itself: σ'(t) is dσ(t)/dt, σ'(a) is a value."""
        return (
            isinstance(node, Symbol)
            and (node.name in VARIABLES or (node.name in self.free and not is_known(node.name)))
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

    def refers_to(self, node: Expression, name: str) -> bool:
        """Return whether the node names `name`, itself or through a definition."""
        own = spelt(node)
        if own not in self.definitions:
            return own == name != ""
        return own == name or name in self.reached(self.definitions[own].body)

    def symbol(self, name: Name) -> Expression:
        """Return what a letter stands for that is no function.

        Raises:
            Misread: it is not on the white list, and has not been defined.
        """
        if name.name in self.bound or name.name in self.definitions:
            return Symbol(name.name)
        if name.name == "i":
            return Constant("i")
        if is_known(name.name) or name.name in self.free:
            return Symbol(name.name)
        raise Misread(f"unknown letter {name.name}; say what it is, as in “let {name.name} = …”", name.at)
