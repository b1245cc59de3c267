"""Equations for all whole n: both sides obey one recurrence, and agree where it starts.

Two sequences with T(n+1) = λ(n) D T(n), or T(n+1) = λ(n) T(n), for n ≥ n0 are the same from n0 on if they
are at n0. What depends on n is made a symbol: J for D^{n+c}F at u, Z for each power, factorial and entry
of a triangle. Then the step from n to n + 1 is an equation between trees without n in exponents.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sigmoid_sym.kernel.meaning import Meaning
from sigmoid_sym.kernel.numbers import CertificateError, require
from sigmoid_sym.kernel.ring import Atom
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

TRIANGLES = ("stirling2", "eulerian")
_ONE = Integer(1)
_MOST_ROWS = 20  # from one row of a triangle to another: the terms double with each
_MOST_FACTORS = 100  # from one factorial to another


def whole_letters(node: Expression, exponents: bool = True) -> frozenset[str]:
    """Return the free letters on which orders, exponents, limits of sums and triangles depend.

    Without `exponents` only those that have to be whole for the tree to have a value: x in 2^x has not.
    """
    own: frozenset[str] = frozenset()
    match node:
        case Derivative(_, _, order):
            own = free_symbols(order)
        case Pow(_, exponent) if exponents:
            own = free_symbols(exponent)
        case Sum(body, index, lower, upper):
            inner = whole_letters(body, exponents) - {index.name}
            return free_symbols(lower) | free_symbols(upper) | inner
        case Call(function, arguments) if function in (*TRIANGLES, "factorial", "binomial"):
            own = free_symbols(Add(arguments))
        case Call("polylog", (order, _)):
            own = free_symbols(order)
    return own.union(*(whole_letters(child, exponents) for child in children(node)))


def linear(node: Expression, n: str, k: str) -> tuple[int, int, int]:
    """Return whole numbers (a, b, c) with node = a·n + b·k + c."""
    ring, found = Meaning(1), {n: 0, k: 0, None: 0}
    value = ring.of(node)
    for powers, c in ring.expanded(value).items():
        present = ring.present(powers)
        name = present[0][0].of if present else None
        require(present in ([], [(Atom("x", name), 1)]) and name in found, f"a number that is linear in {n}")
        found[name] = c
    return found[n], found[k], found[None]


def same_row(left: Expression, right: Expression, n: str, k: str, ring: Meaning) -> None:
    """Reject unless both sides are one combination of powers, factorials and one row, for all n and k."""
    rows = [linear(entry.arguments[0], n, k)[2] for entry in _entries(left - right)]
    frozen = Frozen(n, k, names(left - right), ring, min(rows, default=0))
    _require_equal(frozen.of(left), frozen.of(right), ring)


def advances(T: Expression, rate: Expression, n: str, x: Symbol | None, start: int, ring: Meaning) -> None:
    """Reject unless T(n+1) = rate·D T(n) for all n ≥ start; without x, T(n+1) = rate·T(n).

    Notes:
        For T = Σ_k h(n,k) S(n+p,k+r) the recurrence of the triangle and a shift of k bring both sides to one
        row, and it is enough that the factors of S(n+p,k+r) agree:
        (k+r) h(n+1,k) + h(n+1,k+1) = rate·D h(n,k); likewise for Eulerian numbers. The sum must go over all
        entries of the row that are not 0.
    """
    require_values(rate, n, "", {n: start})
    sums = [part for part in _factors(T) if isinstance(part, Sum)]
    if sums:
        _row_advances(T, sums, rate, n, x, start, ring)
        return
    require_values(T, n, "", {n: start})
    frozen = Frozen(n, "", names(T) | names(rate), ring)
    _require_equal(frozen.of(T, 1), rate * frozen.slope(frozen.of(T), x), ring)


def _row_advances(
    T: Expression, sums: list[Sum], rate: Expression, n: str, x: Symbol | None, start: int, ring: Meaning
) -> None:
    require(len(sums) == 1, "one sum")
    (whole,), outer = sums, list(_factors(T))
    outer.remove(whole)
    k, inner = whole.index.name, list(_factors(whole.body))
    entries = [part for part in inner if isinstance(part, Call) and part.function in TRIANGLES]
    require(len(entries) == 1, "one row of numbers")
    (entry,) = entries
    inner.remove(entry)
    h, stirling = Mul((_ONE, *outer, *inner)), entry.function == "stirling2"
    (a, b, p), (c, d, r) = (linear(u, n, k) for u in entry.arguments)
    (e, f, low), (g, i, high) = linear(whole.lower, n, k), linear(whole.upper, n, k)
    require((a, b, c, d, e, f, g, i) == (1, 0, 0, 1, 0, 0, 1, 0), "a sum over a row")
    # S(m,j) is 0 for j > m, and for j = 0 < m; A(m,j) for j ≥ m.
    require(low + r in ((0, 1) if stirling else (0,)) and high >= p - r - (not stirling), "a whole row")
    require(start + p >= 1 and k not in free_symbols(Mul((_ONE, *outer))), "a row that is not the first")
    require_values(h, n, k, {n: start, k: int(stirling) - r})
    frozen = Frozen(n, k, names(T) | names(rate), ring)
    here, along = frozen.of(h, 1), frozen.of(h, 1, 1)
    j, m = Symbol(k) + r, Symbol(n) + p
    following = j * here + along if stirling else (j + 1) * here + (m - j) * along
    _require_equal(following, rate * frozen.slope(frozen.of(h), x), ring)


def _require_equal(left: Expression, right: Expression, ring: Meaning) -> None:
    require(not ring.of(left - right), "the step from n to n + 1")


@dataclass(slots=True)
class Frozen:
    """A tree with symbols for what depends on the whole numbers n and k.

    Attributes:
        n, k: their names; k = "" if there is one only.
        avoid: names that are taken.
        ring: where trees are compared.
        jets: (F, x, u, c) -> the symbol for D^{n+c}F at x = u.
        others: the symbols for powers, factorials (with the number in them) and entries of triangles.
        row: the row n + row to which triangles are brought down, None where they are not allowed.
    """

    n: str
    k: str
    avoid: frozenset[str]
    ring: Meaning
    row: int | None = None
    jets: dict[tuple[Expression, Symbol, Expression, int], Symbol] = field(default_factory=dict)
    others: dict[Any, tuple[Symbol, int]] = field(default_factory=dict)

    def fresh(self, letter: str, count: int) -> Symbol:
        require(f"{letter}_{count}" not in self.avoid, "a letter that is free")
        return Symbol(f"{letter}_{count}")

    def other(self, key: Any, constant: int = 0) -> tuple[Symbol, int]:
        return self.others.setdefault(key, (self.fresh("Z", len(self.others)), constant))

    def jet(self, F: Expression, x: Symbol, u: Expression, c: int) -> Symbol:
        return self.jets.setdefault((F, x, u, c), self.fresh("J", len(self.jets)))

    def depends(self, *parts: Expression) -> bool:
        return any(free_symbols(part) & {self.n, self.k} for part in parts)

    def of(self, node: Expression, n: int = 0, k: int = 0) -> Expression:
        """Return the tree with n + the number n for n, k + the number k for k."""
        self.ring.spend(2)
        if not self.depends(node):
            return node  # an n in it is bound: Σ(n=1..3, n) is 6 for every n
        match node:
            case Symbol(name):
                return node + (n if name == self.n else k)
            case Derivative(F, x, order) | At(Derivative(F, x, order), _, _) if self.depends(order):
                a, b, c = linear(order, self.n, self.k)
                u = node.point if isinstance(node, At) else x
                other = isinstance(node, At) and node.variable != x
                plain = not other and not self.depends(F, u) and x.name not in (self.n, self.k)
                require((a, b) == (1, 0) and plain, "an order n + a number")
                return self.jet(F, x, u, c + n)
            case Pow(base, exponent) if self.depends(exponent):
                a, b, c = linear(exponent, self.n, self.k)
                require(not self.depends(base) and bool(self.ring.of(base)), "a base that is not 0")
                return base ** tree(a * n + b * k + c) * self.other(("power", base, a, b))[0]
            case Call("factorial", (u,)):
                return self.factorial(linear(u, self.n, self.k), n, k)
            case Call(name, (upper, lower)) if name in TRIANGLES:
                (a, b, p), (c, d, r) = (linear(part, self.n, self.k) for part in (upper, lower))
                require((a, b, c, d, n, k) == (1, 0, 0, 1, 0, 0), "an entry of a row")
                if self.row is None:
                    raise CertificateError("not shown: rows that may be mixed")
                return self.entry(name, p - self.row, r)
            case Derivative(F, x, Integer(1)) if not self.depends(x):
                return self.slope(self.of(F, n, k), x)
            case Sum() | At() | Derivative() | Call("polylog" | "binomial"):
                raise CertificateError("not shown: a part that depends on n in a known way")
        return mapped(node, lambda child: self.of(child, n, k))

    def factorial(self, argument: tuple[int, int, int], n: int, k: int) -> Expression:
        """(m+j)! = m! (m+1)…(m+j). Where the smaller of two factorials has a value no factor between is 0."""
        a, b, c = argument
        Z, first = self.other(("factorial", a, b), c)
        steps = c + a * n + b * k - first
        require(abs(steps) <= _MOST_FACTORS, "factorials that are near each other")
        base = a * Symbol(self.n) + b * Symbol(self.k or self.n) + first
        return Mul((Z, *(base + j for j in range(1, steps + 1)), *(1 / (base - j) for j in range(-steps))))

    def entry(self, name: str, steps: int, r: int) -> Expression:
        """S(m+1,j) = j S(m,j) + S(m,j-1); A(m+1,j) = (j+1) A(m,j) + (m+1-j) A(m,j-1)."""
        require(0 <= steps <= _MOST_ROWS, "rows that are near each other")
        self.ring.spend(5)
        if steps == 0:
            return self.other((name, r))[0]
        j, m = Symbol(self.k) + r, Symbol(self.n) + ((self.row or 0) + steps - 1)
        same, before = self.entry(name, steps - 1, r), self.entry(name, steps - 1, r - 1)
        return j * same + before if name == "stirling2" else (j + 1) * same + (m + 1 - j) * before

    def slope(self, frozen: Expression, x: Symbol | None) -> Expression:
        """Return the derivative in x of a frozen tree; without x, the tree."""
        if x is None:
            return frozen
        result: Expression = Derivative(frozen, x, _ONE)
        for (F, y, u, c), J in tuple(self.jets.items()):
            require(y == x or x.name not in free_symbols(F), "a function of one variable")
            result += Derivative(frozen, J, _ONE) * Derivative(u, x, _ONE) * self.jet(F, y, u, c + 1)
        for key, (Z, _) in self.others.items():
            if key[0] == "power":
                _, base, a, b = key
                exponent = a * Symbol(self.n) + b * Symbol(self.k or self.n)
                result += Derivative(frozen, Z, _ONE) * Z * exponent * Derivative(base, x, _ONE) / base
        return result


def require_values(node: Expression, n: str, k: str, first: Mapping[str, int], below: bool = False) -> None:
    """Reject unless no factorial and no denominator lacks a value from the first n and k on.

    Below a line n and k may stand in exponents and factorials of a product only, which are never 0.
    """
    depends = bool(free_symbols(node) & {n, k})
    match node:
        case Call("factorial", (u,)) if depends:
            a, b, c = linear(u, n, k)
            least = a * first[n] + b * first.get(k, 0) + c
            require(min(a, b) >= 0 and least >= 0, "a factorial of a number that is not negative")
            return
        case Div(above, denominator):
            require_values(above, n, k, first, below)
            require_values(denominator, n, k, first, True)
            return
        case Pow(base, exponent) if not isinstance(exponent, Integer):
            require(not free_symbols(base) & {n, k}, "a base without n")
            return
        case Symbol() | Add() if below and depends:
            raise CertificateError("not shown: a denominator that is not 0")
    for child in children(node):
        require_values(child, n, k, first, below)


def _entries(node: Expression) -> Iterator[Call]:
    if isinstance(node, Call) and node.function in TRIANGLES:
        yield node
    for child in children(node):
        yield from _entries(child)


def _factors(node: Expression) -> Iterator[Expression]:
    match node:
        case Mul(factors):
            for factor in factors:
                yield from _factors(factor)
        case Neg(operand):
            yield Neg(_ONE)
            yield from _factors(operand)
        case Div(above, below):
            yield from _factors(above)
            yield _ONE / below
        case _:
            yield node
