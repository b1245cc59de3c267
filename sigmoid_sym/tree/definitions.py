"""Definitions written out: a tree without the names that a writer gave a meaning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.tree.claim import Definition
from sigmoid_sym.tree.expression import (
    At,
    Call,
    Derivative,
    Expression,
    Sum,
    Symbol,
    free_symbols,
    mapped,
    names,
)
from sigmoid_sym.tree.substitution import put

_MOST = 200_000  # parts looked at


class Unclear(SigmoidSymError):
    """What is said has two meanings, or none, or is too large to be written out."""


def written_out(
    node: Expression, definitions: tuple[Definition, ...], spend: Callable[[float], None] | None = None
) -> Expression:
    """Return the tree with the meanings of the defined names written out.

    Arguments:
        spend: called with 1 for each part that is looked at; without it there are at most 200 000.

    Raises:
        Unclear: a name is bound and defined, or the parts are too many.

    Notes:
        A letter that a meaning depends on is that of the place where the name stands: with y = x², d/dx y is
        2x, and y at x = 3 is 9. The own variable of a function is bound: f(t) = t + x does not depend on t.

    >>> x = Symbol("x")
    >>> written_out(Symbol("y") / 2, (Definition("y", None, x * 3),)) == (x * 3) / 2
    True
    """
    if not definitions:
        return node
    writer = _Writer(spend or _Counter())
    meanings: dict[str, Definition] = {}
    for definition in definitions:
        own = definition.variable
        before = {name: meant for name, meant in meanings.items() if own is None or name != own.name}
        meanings[definition.name] = replace(definition, body=writer.write(definition.body, before))
    return writer.write(node, meanings)


@dataclass(slots=True)
class _Counter:
    left: float = _MOST

    def __call__(self, parts: float) -> None:
        self.left -= parts
        if self.left < 0:
            raise Unclear(f"definitions that make more than {_MOST} parts")


@dataclass(frozen=True, slots=True)
class _Writer:
    spend: Callable[[float], None] = field(default_factory=_Counter)

    def write(self, node: Expression, meanings: dict[str, Definition]) -> Expression:
        self.spend(1)
        if not meanings.keys() & names(node):
            return node
        match node:
            case Derivative(_, Symbol(name)) | At(_, Symbol(name)) | Sum(_, Symbol(name)):
                if name in meanings:
                    raise Unclear(f"{name} is defined, and a variable too")
        match node:
            case Sum(body, Symbol(index)):
                # Σ_k y with y = k x: the k of the sum or the k of before?
                inside = [meanings[name] for name in meanings.keys() & names(body)]
                if any(index in _parameters(definition) for definition in inside):
                    raise Unclear(f"the index {index} is in what is defined")
        inner = mapped(node, lambda child: self.write(child, meanings))
        match inner:
            case Symbol(name) if name in meanings and meanings[name].variable is None:
                return meanings[name].body
            case Call(name, (argument,)) if name in meanings and (x := meanings[name].variable):
                body = meanings[name].body
                if x.name in free_symbols(body) or isinstance(argument, Symbol):
                    return put(body, x.name, argument)
                return At(body, x, argument)  # a constant has no value either where the argument has none
        return inner


def _parameters(definition: Definition) -> frozenset[str]:
    own = definition.variable
    return free_symbols(definition.body) - ({own.name} if own else frozenset())
