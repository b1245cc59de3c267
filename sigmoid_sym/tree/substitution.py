"""The one substitution: a value for a free symbol, and no symbol of the value gets bound by the tree."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from sigmoid_sym.tree.expression import (
    At,
    Derivative,
    Expression,
    Sum,
    Symbol,
    free_symbols,
    mapped,
    name_parts,
    names,
)


def put(node: Expression, name: str, value: Expression) -> Expression:
    """Return the tree with the value for each free occurrence of a symbol.

    Notes:
        Σ binds its index, `At` its variable. d/dx f is the derivative at x: x = value makes it the
        derivative at that value, and another letter put in is a constant for it, even if x is in its value.
        Where a symbol of the value would get bound, the bound symbol gets another name first.

    >>> k, n, x = map(Symbol, "knx")
    >>> put(Sum(n, n, Symbol("m"), n), "n", k) == Sum(n, n, Symbol("m"), k)
    True
    >>> put(Sum(n * k, k, x, n), "n", k)
    Sum(body=Mul(factors=(Symbol(name='k'), Symbol(name='k_1'))), index=Symbol(name='k_1'),
        lower=Symbol(name='x'), upper=Symbol(name='k'))
    """
    return _Substitution(name, value).of(node)


def at(node: Expression, point: Mapping[str, Expression]) -> Expression:
    """Return the tree with the values, in which none of these letters is free, for its letters.

    >>> at(Symbol("x") + Symbol("y"), {"x": Symbol("a"), "y": Symbol("b")})
    Add(terms=(Symbol(name='a'), Symbol(name='b')))
    """
    for name, value in point.items():
        node = put(node, name, value)
    return node


def replaced(node: Expression, meant: Mapping[Symbol, Expression]) -> Expression:
    """Return a tree that binds no symbol with other trees for its symbols, all at once.

    >>> x, y = Symbol("x"), Symbol("y")
    >>> replaced(x / y, {x: y, y: x}) == y / x
    True
    """
    if isinstance(node, Symbol):
        return meant.get(node, node)
    return mapped(node, lambda child: replaced(child, meant))


class _Substitution:
    """A value for a symbol. A part that stands in several places is replaced once: there may be many."""

    def __init__(self, name: str, value: Expression) -> None:
        self._name, self._value = name, value
        self._bindable = free_symbols(value)
        self._free: dict[int, frozenset[str]] = {}
        self._done: dict[int, tuple[Expression, Expression]] = {}  # with the part: its id stays its own

    def of(self, node: Expression) -> Expression:
        if id(node) not in self._done:
            free = self._name in free_symbols(node, self._free)
            self._done[id(node)] = node, self._replaced(node) if free else node
        return self._done[id(node)][1]

    def _replaced(self, node: Expression) -> Expression:
        name, value = self._name, self._value
        match node:
            case Symbol():
                return value
            case Sum(body, index, lower, upper):
                limits = self.of(lower), self.of(upper)
                if index.name == name:
                    return Sum(body, index, *limits)
                if index.name in self._bindable:
                    index = _fresh(index, body, value, Symbol(name))
                    body = put(body, node.index.name, index)
                return Sum(self.of(body), index, *limits)
            case At(operand, variable, point):
                point = self.of(point)
                if variable.name == name:
                    return At(operand, variable, point)
                if variable.name in self._bindable:
                    variable = _fresh(variable, operand, value, Symbol(name))
                    operand = _renamed(operand, node.variable, variable)
                return At(self.of(operand), variable, point)
            case Derivative(operand, variable, order) if variable.name == name:
                return At(Derivative(operand, variable, self.of(order)), variable, value)
            case Derivative(_, variable, _) if variable.name in self._bindable:
                fresh = _fresh(variable, node, value, Symbol(name))
                return At(self.of(_renamed(node, variable, fresh)), fresh, variable)
        return mapped(node, self.of)


def _renamed(node: Expression, old: Symbol, new: Symbol) -> Expression:
    """Return the tree with a new name for a symbol, for that of a derivative on top of it too."""
    if isinstance(node, Derivative) and node.variable == old:
        return Derivative(put(node.operand, old.name, new), new, put(node.order, old.name, new))
    return put(node, old.name, new)


def _fresh(symbol: Symbol, *nodes: Expression) -> Symbol:
    """Return a symbol like the given one that occurs in none of the trees."""
    taken = frozenset().union(*map(names, nodes))
    stem, accent, _ = name_parts(symbol.name)
    letter = f"{stem}_{accent}" if accent else stem
    return Symbol(next(name for k in count(1) if (name := f"{letter}_{k}") not in taken))
