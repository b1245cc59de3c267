"""Statements about trees, and what is said where one is not shown."""

from __future__ import annotations

from dataclasses import dataclass

from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.language.claim import (
    Definition,
    Relation,
)
from sigmoid_sym.language.expression import (
    At,
    Call,
    Derivative,
    Expression,
    Sum,
    Symbol,
    children,
    free_symbols,
    mapped,
)
from sigmoid_sym.proof.checker.budget import spend
from sigmoid_sym.proof.checker.rewriting import put


class CertificateError(SigmoidSymError):
    """A certificate that does not prove its claim."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What should hold at every point of the domain."""

    left: Expression
    relation: Relation
    right: Expression


class NotShown(CertificateError):
    """A fact that was not shown; `fact` is what a counterexample would refute, if one would."""

    def __init__(self, reason: str, fact: Fact | None = None, link: int = 0) -> None:
        super().__init__(reason)
        self.fact, self.link = fact, link


def require(holds: bool, what: str, fact: Fact | None = None) -> None:
    if not holds:
        raise NotShown(f"not shown: {what}", fact)


def expanded(node: Expression, definitions: tuple[Definition, ...]) -> Expression:
    """Return the tree with the meanings of the defined names written out, the last definition first."""
    for definition in reversed(definitions):
        node = _meant(node, definition)
    return node


def _meant(node: Expression, definition: Definition) -> Expression:
    spend(1)
    match node:
        case Derivative(_, Symbol(name)) | At(_, Symbol(name)) | Sum(_, Symbol(name)):
            require(name != definition.name, "a variable without another meaning")
    match node:
        case Sum(body, Symbol(index)) if _named(body, definition.name):
            # Σ_k y with y = k x: the k of the sum or the k of before?
            own = definition.variable is not None and definition.variable.name == index
            is_one = own or index not in free_symbols(definition.body)
            require(is_one, f"the index {index} means the same in what is defined")
    inner = mapped(node, lambda child: _meant(child, definition))
    match inner:
        case Symbol(name) if name == definition.name and definition.variable is None:
            return definition.body
        case Call(name, (argument,)) if name == definition.name and definition.variable is not None:
            return put(definition.body, definition.variable.name, argument)
    return inner


def _named(node: Expression, name: str) -> bool:
    own = node.name if isinstance(node, Symbol) else node.function if isinstance(node, Call) else ""
    return own == name or any(_named(child, name) for child in children(node))


ALLOWED = {
    Relation.EQ: (0,),
    Relation.NE: (-1, 1),
    Relation.LT: (-1,),
    Relation.LE: (-1, 0),
    Relation.GT: (1,),
    Relation.GE: (0, 1),
}
MIRROR = {
    Relation.LT: Relation.GT,
    Relation.GT: Relation.LT,
    Relation.LE: Relation.GE,
    Relation.GE: Relation.LE,
}
