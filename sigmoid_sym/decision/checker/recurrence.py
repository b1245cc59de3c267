"""Equations for all n: both sides obey one recurrence, and agree where it starts.

Two sequences with T(n+1) = λ(n) D T(n), or T(n+1) = λ(n) T(n), for n ≥ n0 are the same from n0 on if they
are at n0. What depends on n is made a symbol: J for D^{n+c}F at u, Z for each power, factorial and entry
of a triangle. Then the step from n to n+1 is an equation between trees without n in exponents.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sigmoid_sym.decision.budget import spend
from sigmoid_sym.decision.checker.algebra import Algebra
from sigmoid_sym.decision.checker.numbers import Undefined
from sigmoid_sym.decision.checker.polynomials import Generator
from sigmoid_sym.kernel.induction import TRIANGLES
from sigmoid_sym.tree.expression import (
    Add,
    At,
    Call,
    Derivative,
    Div,
    Expression,
    Integer,
    Mul,
    Neg,
    Pow,
    Sum,
    Symbol,
    children,
    free_symbols,
    mapped,
    names,
    tree,
)

ONE = Integer(1)
_MOST_ROWS = 20  # from one row to another: the terms double with each


def equal(left: Expression, right: Expression) -> bool:
    """Return whether two trees are the same."""
    return not Algebra().of(left - right)


def linear(node: Expression, n: str, k: str) -> tuple[int, int, int]:
    """Return whole numbers (a, b, c) with node = a·n + b·k + c."""
    algebra, found = Algebra(), {n: 0, k: 0, None: 0}
    for powers, c in algebra.expanded(algebra.of(node)).items():
        present = algebra.present(powers)
        name = present[0][0].of if present else None
        if present not in ([], [(Generator("x", name), 1)]) or name not in found:
            raise Undefined(f"not linear in {n}")
        found[name] = c
    if algebra.of(node).number.denominator != 1:
        raise Undefined("not a whole number")
    return found[n], found[k], found[None]


@dataclass(slots=True)
class Frozen:
    """A tree with symbols for what depends on the whole numbers n and k.

    Attributes:
        n, k: their names; k = "" if there is one only.
        avoid: names that are taken.
        jets: (F, x, u, c) -> the symbol for D^{n+c}F at x = u.
        others: the symbols for powers, factorials (with the number in them) and entries of triangles.
        row: the row n + row to which triangles are brought down, None where they are not allowed.
    """

    n: str
    k: str
    avoid: frozenset[str]
    row: int | None = None
    jets: dict[tuple[Expression, Symbol, Expression, int], Symbol] = field(default_factory=dict)
    others: dict[Any, tuple[Symbol, int]] = field(default_factory=dict)

    def fresh(self, letter: str, count: int) -> Symbol:
        if f"{letter}_{count}" in self.avoid:
            raise Undefined(f"{letter}_{count} is taken")
        return Symbol(f"{letter}_{count}")

    def other(self, key: Any, constant: int = 0) -> tuple[Symbol, int]:
        return self.others.setdefault(key, (self.fresh("Z", len(self.others)), constant))

    def jet(self, F: Expression, x: Symbol, u: Expression, c: int) -> Symbol:
        return self.jets.setdefault((F, x, u, c), self.fresh("J", len(self.jets)))

    def of(self, node: Expression, n: int = 0, k: int = 0) -> Expression:
        """Return the tree with n + the number n for n, k + the number k for k."""

        spend(2)

        def depends(*parts: Expression) -> bool:
            return any(free_symbols(part) & {self.n, self.k} for part in parts)

        if not depends(node):
            return node  # an n in it is bound: Σ(n=1..3, n) is 6 for every n
        match node:
            case Symbol(name) if name == self.n:
                return node + n
            case Symbol(name) if name == self.k:
                return node + k
            case Derivative(F, x, order) | At(Derivative(F, x, order), _, _) if depends(order):
                a, b, c = linear(order, self.n, self.k)
                u = node.point if isinstance(node, At) else x
                bound = isinstance(node, At) and node.variable != x
                if (a, b) != (1, 0) or bound or depends(F, u) or x.name in (self.n, self.k):
                    raise Undefined("an order that is not n + a number")
                return self.jet(F, x, u, c + n)
            case Pow(base, exponent) if depends(exponent):
                a, b, c = linear(exponent, self.n, self.k)
                if depends(base) or equal(base, Integer(0)):
                    raise Undefined("a base that depends on n, or is 0")
                return base ** tree(a * n + b * k + c) * self.other(("power", base, a, b))[0]
            case Call("factorial", (u,)) if depends(u):
                a, b, c = linear(u, self.n, self.k)
                Z, first = self.other(("factorial", a, b), c)
                steps = c + a * n + b * k - first
                spend(5 * abs(steps))
                base = a * Symbol(self.n) + b * Symbol(self.k or self.n) + first
                # Where the smaller of two factorials has a value, no factor between them is 0.
                return Mul(
                    (Z, *(base + j for j in range(1, steps + 1)), *(1 / (base - j) for j in range(-steps)))
                )
            case Call(name, (upper, lower)) if name in TRIANGLES and depends(upper, lower):
                (a, b, p), (c, d, r) = (linear(part, self.n, self.k) for part in (upper, lower))
                if self.row is None or (a, b, c, d) != (1, 0, 0, 1) or n or k:
                    raise Undefined("a triangle's entry of another kind")
                return self.entry(name, p - self.row, r)
            case Derivative(F, x, Integer(1)) if depends(F) and not depends(x):
                return self.slope(self.of(F, n, k), x)
            case Sum() | At() | Derivative() | Call("polylog" | "binomial") if depends(node):
                raise Undefined("a part that depends on n in another way")
        return mapped(node, lambda child: self.of(child, n, k))

    def entry(self, name: str, steps: int, r: int) -> Expression:
        """S(m+1,j) = j S(m,j) + S(m,j-1); A(m+1,j) = (j+1) A(m,j) + (m+1-j) A(m,j-1)."""
        spend(5)
        if steps > _MOST_ROWS:
            raise Undefined("rows of a triangle that are too far apart")
        if steps == 0:
            return self.other((name, r))[0]
        j, m = Symbol(self.k) + r, Symbol(self.n) + ((self.row or 0) + steps - 1)
        same, before = self.entry(name, steps - 1, r), self.entry(name, steps - 1, r - 1)
        return j * same + before if name == "stirling2" else (j + 1) * same + (m + 1 - j) * before

    def slope(self, frozen: Expression, x: Symbol | None) -> Expression:
        """Return the derivative in x of a frozen tree; without x, the tree."""
        if x is None:
            return frozen
        result: Expression = Derivative(frozen, x, ONE)
        for (F, y, u, c), J in tuple(self.jets.items()):
            if y != x and x.name in free_symbols(F):
                raise Undefined("a derivative in one variable of a function of two")
            result += Derivative(frozen, J, ONE) * Derivative(u, x, ONE) * self.jet(F, y, u, c + 1)
        for key, (Z, _) in self.others.items():
            if key[0] == "power":
                _, base, a, b = key
                exponent = a * Symbol(self.n) + b * Symbol(self.k or self.n)
                result += Derivative(frozen, Z, ONE) * Z * exponent * Derivative(base, x, ONE) / base
        return result


def same_row(left: Expression, right: Expression, n: str, k: str) -> bool:
    """Return whether both sides are the same combination of one row of Stirling or Eulerian numbers."""
    rows = [linear(call.arguments[0], n, k)[2] for call in _triangles(left - right)]
    frozen = Frozen(n, k, names(left - right), min(rows, default=0))
    return equal(frozen.of(left), frozen.of(right))


def advances(T: Expression, rate: Expression, n: str, x: Symbol | None, start: int) -> bool:
    """Return whether T(n+1) = rate·D T(n) for all n ≥ start; without x, T(n+1) = rate·T(n).

    Notes:
        For T = Σ_k h(n,k) S(n+p,k+r) the recurrence of the triangle and a shift of k bring both sides to one
        row, and it is enough that the factors of S(n+p,k+r) agree:
        (k+r) h(n+1,k) + h(n+1,k+1) = rate·D h(n,k); likewise for Eulerian numbers. The sum must go over all
        entries of the row that are not 0.
    """
    parts = list(_factors(T))
    sums = [part for part in parts if isinstance(part, Sum)]
    if not _has_values(rate, n, "", {n: start}):
        return False
    if not sums:
        frozen = Frozen(n, "", names(T) | names(rate))
        return _has_values(T, n, "", {n: start}) and equal(
            frozen.of(T, 1), rate * frozen.slope(frozen.of(T), x)
        )
    if len(sums) > 1:
        return False
    (total,) = sums
    parts.remove(total)
    k, inner = total.index.name, list(_factors(total.body))
    entries = [part for part in inner if isinstance(part, Call) and part.function in TRIANGLES]
    if len(entries) != 1:
        return False
    (triangle,) = entries
    inner.remove(triangle)
    h = Mul((ONE, *parts, *inner))
    (a, b, p), (c, d, r) = (linear(u, n, k) for u in triangle.arguments)
    lower, upper = linear(total.lower, n, k), linear(total.upper, n, k)
    stirling = triangle.function == "stirling2"
    covered = lower[2] + r in ((0, 1) if stirling else (0,)) and upper[2] >= p - r - (not stirling)
    first = {n: start, k: int(stirling) - r}
    if (
        (a, b, c, d, *lower[:2], *upper[:2]) != (1, 0, 0, 1, 0, 0, 1, 0)
        or not covered
        or start + p < 1
        or k in free_symbols(Mul((ONE, *parts)))
        or not _has_values(h, n, k, first)
    ):
        return False
    frozen = Frozen(n, k, names(T) | names(rate))
    here, along = frozen.of(h, 1), frozen.of(h, 1, 1)
    j, m = Symbol(k) + r, Symbol(n) + p
    following = j * here + along if stirling else (j + 1) * here + (m - j) * along
    return equal(following, rate * frozen.slope(frozen.of(h), x))


def _has_values(node: Expression, n: str, k: str, first: Mapping[str, int], below: bool = False) -> bool:
    """Return whether no factorial and no denominator lacks a value from the first n and k on.

    Below a line, n and k may stand in exponents and factorials of a product only, which are never 0.
    """
    depends = bool(free_symbols(node) & {n, k})
    match node:
        case Call("factorial", (u,)) if depends:
            a, b, c = linear(u, n, k)
            return min(a, b) >= 0 and a * first[n] + b * first.get(k, 0) + c >= 0
        case Div(above, denominator):
            return all(
                _has_values(part, n, k, first, below or part is denominator) for part in (above, denominator)
            )
        case Pow(base, exponent) if not isinstance(exponent, Integer):
            return not free_symbols(base) & {n, k}
        case Symbol() | Add() if below and depends:
            return False
    return all(_has_values(child, n, k, first, below) for child in children(node))


def _triangles(node: Expression) -> Iterator[Call]:
    if isinstance(node, Call) and node.function in TRIANGLES:
        yield node
    for child in children(node):
        yield from _triangles(child)


def _factors(node: Expression) -> Iterator[Expression]:
    match node:
        case Mul(factors):
            for factor in factors:
                yield from _factors(factor)
        case Neg(operand):
            yield Neg(ONE)
            yield from _factors(operand)
        case Div(above, below):
            yield from _factors(above)
            yield Integer(1) / below
        case _:
            yield node
