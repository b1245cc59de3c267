"""The one substitution: a value for a free symbol, and no symbol of the value gets bound by the tree."""

from __future__ import annotations

from itertools import count

from sigmoid_sym.tree.expression import (
    At,
    Derivative,
    Expression,
    Sum,
    Symbol,
    free_symbols,
    mapped,
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
    if name not in free_symbols(node):
        return node
    match node:
        case Symbol():
            return value
        case Sum(body, index, lower, upper):
            limits = put(lower, name, value), put(upper, name, value)
            if index.name == name:
                return Sum(body, index, *limits)
            if index.name in free_symbols(value):
                index = _fresh(index, body, value, Symbol(name))
                body = put(body, node.index.name, index)
            return Sum(put(body, name, value), index, *limits)
        case At(operand, variable, point):
            point = put(point, name, value)
            if variable.name == name:
                return At(operand, variable, point)
            if variable.name in free_symbols(value):
                variable = _fresh(variable, operand, value, Symbol(name))
                operand = _renamed(operand, node.variable, variable)
            return At(put(operand, name, value), variable, point)
        case Derivative(operand, variable, order) if variable.name == name:
            return At(Derivative(operand, variable, put(order, name, value)), variable, value)
        case Derivative(_, variable, _) if variable.name in free_symbols(value):
            fresh = _fresh(variable, node, value, Symbol(name))
            return At(put(_renamed(node, variable, fresh), name, value), fresh, variable)
    return mapped(node, lambda child: put(child, name, value))


def _renamed(node: Expression, old: Symbol, new: Symbol) -> Expression:
    """Return the tree with a new name for a symbol, for that of a derivative on top of it too."""
    if isinstance(node, Derivative) and node.variable == old:
        return Derivative(put(node.operand, old.name, new), new, put(node.order, old.name, new))
    return put(node, old.name, new)


def _fresh(symbol: Symbol, *nodes: Expression) -> Symbol:
    """Return a symbol like the given one that occurs in none of the trees."""
    taken = frozenset().union(*map(names, nodes))
    stem = symbol.name.partition("_")[0]
    return Symbol(next(name for k in count(1) if (name := f"{stem}_{k}") not in taken))
