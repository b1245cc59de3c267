"""Tactics for equations: whatever values functions have, rational in exponentials, or of exponentials."""

from __future__ import annotations

from sigmoid_sym.coq.conditions import Need
from sigmoid_sym.coq.errors import NotExported
from sigmoid_sym.coq.exponents import Units, exponentials, number, parts
from sigmoid_sym.decision.ring import product_of
from sigmoid_sym.functions import defined
from sigmoid_sym.kernel.numbers import CertificateError
from sigmoid_sym.tree.expression import (
    Add,
    Call,
    Div,
    Expression,
    Mul,
    Neg,
    Pow,
    Symbol,
    children,
    free_symbols,
    mapped,
)


def equation(left: Expression, right: Expression, needed: list[Need]) -> list[str]:
    """Return the tactics that show that two sides without derivatives are the same.

    Arguments:
        needed: what is known to be positive or not 0.

    Raises:
        NotExported: there are none.
    """
    if _whatever_the_values(left - right):
        return ["by_field."]
    opening = []
    if any(map(_is_logarithmic, (left, right))):
        _require_whole_logarithms(left - right)
        left, right = Call("exp", (left,)), Call("exp", (right,))
        opening = ["to_exponentials."]
    units = Units.of(e for node in (left, right, *(u for u, _ in needed)) for e in exponentials(node))
    return [*opening, f"by_units {units}."]


def _whatever_the_values(f: Expression) -> bool:
    """Return whether f is 0 with any numbers for the values of functions in it, without division."""
    calls = dict.fromkeys(part for part in parts(f) if isinstance(part, Call))
    apart = {node: Symbol(f"z_{i}") for i, node in enumerate(calls)}
    if any(map(_is_quotient, parts(f))):
        return False
    try:
        return not product_of(_replaced(f, apart))[1]
    except CertificateError:
        return False


def _is_quotient(node: Expression) -> bool:
    match node:
        case Div(_, below) | Pow(below, Neg()):
            return bool(free_symbols(below))
    return False


def _replaced(node: Expression, symbols: dict[Call, Symbol]) -> Expression:
    if isinstance(node, Call):
        return symbols[node]
    return mapped(node, lambda child: _replaced(child, symbols))


def _is_logarithmic(node: Expression) -> bool:
    """Return whether there is a logarithm in a tree that is in no exponential."""
    match node:
        case Call("log"):
            return True
        case Call("exp"):
            return False
        case Call() if (meant := defined(node)) is not None:
            return _is_logarithmic(meant)
    return any(map(_is_logarithmic, children(node)))


def _require_whole_logarithms(node: Expression, whole: bool = True) -> None:
    """Return if logarithms are added and taken a whole number of times only."""
    match node:
        case Add(terms):
            for term in terms:
                _require_whole_logarithms(term, whole)
        case Neg(operand):
            _require_whole_logarithms(operand, whole)
        case Mul(factors) if sum(map(_is_logarithmic, factors)) == 1:
            for factor in factors:
                c = number(factor)
                if _is_logarithmic(factor):
                    _require_whole_logarithms(factor, whole)
                elif c is None or c.denominator > 1:
                    raise NotExported("logarithms times functions are not exported to Coq")
        case Call() if node.function != "log" and (meant := defined(node)) is not None:
            _require_whole_logarithms(meant, whole)
        case Call("log"):
            return
        case _ if _is_logarithmic(node):
            raise NotExported("functions of logarithms are not exported to Coq")
