"""Statements about trees, and what is said where one is not shown."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sigmoid_sym.decision.checker.budget import spend
from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.tree.claim import (
    Definition,
    Interval,
    Relation,
)
from sigmoid_sym.tree.expression import (
    At,
    Call,
    Derivative,
    Expression,
    Integer,
    Neg,
    Sum,
    Symbol,
    free_symbols,
    mapped,
    names,
)
from sigmoid_sym.tree.substitution import put


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
    """Return the tree with the meanings of the defined names written out.

    Notes:
        A letter that a meaning depends on is that of the place where the name stands: with y = x², d/dx y is
        2x, and y at x = 3 is 9. The own variable of a function is bound: f(t) = t + x does not depend on t.
    """
    meanings: dict[str, Definition] = {}
    for definition in definitions:
        own = definition.variable
        before = {name: meant for name, meant in meanings.items() if own is None or name != own.name}
        meanings[definition.name] = replace(definition, body=_meant(definition.body, before))
    return _meant(node, meanings)


def _meant(node: Expression, meanings: dict[str, Definition]) -> Expression:
    spend(1)
    if not meanings.keys() & names(node):
        return node
    match node:
        case Derivative(_, Symbol(name)) | At(_, Symbol(name)) | Sum(_, Symbol(name)):
            require(name not in meanings, "a variable without another meaning")
    match node:
        case Sum(body, Symbol(index)):
            # Σ_k y with y = k x: the k of the sum or the k of before?
            inside = [meanings[name] for name in meanings.keys() & names(body)]
            is_one = all(index not in _parameters(definition) for definition in inside)
            require(is_one, f"the index {index} means the same in what is defined")
    inner = mapped(node, lambda child: _meant(child, meanings))
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


def cut(i: Interval, end: Expression, upper: bool, closed: bool) -> Interval:
    """Return the interval up to an end, or from it on."""
    if upper:
        return replace(i, upper=end, upper_closed=closed)
    return replace(i, lower=end, lower_closed=closed)


def minus(a: Expression, b: Expression) -> Expression:
    """Return a - b as one would write it."""
    if b == Integer(0):
        return a
    if a == Integer(0):
        return Neg(b)
    return a + b.operand if isinstance(b, Neg) else a - b
