"""Equations for all n: both sides obey one recurrence, and agree where it starts.

Two sequences of functions with T(n+1) = λ(n) D T(n), or of numbers with T(n+1) = λ(n) T(n), are the same
from n0 on if they are at n0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sigmoid_sym.language.expression import (
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
from sigmoid_sym.proof.checker.arithmetic import Undefined
from sigmoid_sym.proof.checker.evaluation import Scope, equal, exponent

TRIANGLES = ("stirling2", "eulerian")
ONE = Integer(1)


def whole_symbols(node: Expression, inner: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the free symbols on which orders, exponents, limits of sums and triangles depend."""
    match node:
        case Derivative(operand, _, order):
            own = free_symbols(order)
        case Pow(base, power):
            own = free_symbols(power)
        case Sum(body, index, lower, upper):
            own = free_symbols(lower) | free_symbols(upper)
            return own | (whole_symbols(body) - {index.name})
        case Call(function, arguments) if function in (*TRIANGLES, "factorial", "binomial", "polylog"):
            own = free_symbols(Add(arguments)) if function != "polylog" else free_symbols(arguments[0])
        case _:
            own = frozenset()
    return own.union(*map(whole_symbols, children(node)))


def _linear(node: Expression, n: str, k: str | None = None) -> tuple[int, int, int]:
    """Return whole numbers (a, b, c) with node = a·n + b·k + c."""
    result = [0, 0, 0]
    for monomial, coefficient in exponent(node, Scope()).items():
        places = {((n, 1),): 0, ((k, 1),): 1, (): 2}
        if monomial not in places or coefficient.denominator != 1:
            raise Undefined(f"not linear in {n}")
        result[places[monomial]] = int(coefficient)
    return result[0], result[1], result[2]


def advances(T: Expression, rate: Expression, n: str, x: Symbol | None, start: int) -> bool:
    """Return whether T(n+1) = rate·D T(n) for all n ≥ start; without x, T(n+1) = rate·T(n)."""
    factors, total = _sum_in(T)
    if total is None:
        return _jets_advance(T, rate, n, x)
    k = total.index.name
    parts = [*factors, *_factors(total.body)]
    (triangle,) = (p for p in parts if isinstance(p, Call) and p.function in TRIANGLES)
    parts.remove(triangle)
    (a, b, p), (c, d, r) = (_linear(u, n, k) for u in triangle.arguments)
    lower, upper = _linear(total.lower, n), _linear(total.upper, n)
    # The triangle's rows end where the sum does, and begin where it begins.
    stirling = triangle.function == "stirling2"
    first = 1 if stirling else 0
    fits = (a, b, c, d, lower[0], upper[0]) == (1, 0, 0, 1, 0, 1)
    begins = lower[2] + r in ((0, 1) if stirling else (0,)) and start + p >= 1
    ends = upper[2] >= p - r - (0 if stirling else 1)
    if not (fits and begins and ends):
        return False
    basis = [part for part in parts if x is not None and x.name in free_symbols(part)]
    rest = Mul((ONE, *(part for part in parts if part not in basis)))
    least = {n: start, k: first - r}
    here, along = (_ratio(rest, n, k, 1, step, least) for step in (0, 1))
    K, N = Symbol(k), Symbol(n)
    if x is None:
        # Σ c(n+1,k) [(k+r) S(n+p,k+r) + S(n+p,k+r-1)] = Σ [(k+r) c(n+1,k) + c(n+1,k+1)] S(n+p,k+r)
        return stirling and not basis and equal((K + r) * here + along, rate)
    powers = [_power(part) for part in basis]
    ups = [(P, _linear(u, n, k)) for P, u in powers]
    P, e = next((P, u[2]) for P, u in ups if u[:2] == (0, 1))
    slope = Derivative(P, x, ONE) / P
    if stirling:
        # s^j with D s = α s(1-s): D s^j = α j (s^j - s^{j+1})
        alpha = slope / (1 - P)
        pair = (K + r, ONE, -(K + e))
        fits = len(ups) == 1
    else:
        # P^i Q^j with D P = αPQ, D Q = -αPQ: D P^i Q^j = α (i P^i Q^{j+1} - j P^{i+1} Q^j)
        Q, f = next((Q, u[2]) for Q, u in ups if u[:2] == (1, -1))
        alpha = slope / Q
        fits = len(ups) == 2 and equal(Derivative(Q, x, ONE), -(alpha * P * Q))
        pair = (K + (r + 1), N + (p - r) - K, -(N + f - K))
    constant = equal(Derivative(alpha, x, ONE), Integer(0))
    return (
        fits
        and constant
        and equal(here * pair[0], rate * alpha * (K + e))
        and equal(along * pair[1], rate * alpha * pair[2])
    )


def _sum_in(T: Expression) -> tuple[list[Expression], Sum | None]:
    parts = _factors(T)
    sums = [part for part in parts if isinstance(part, Sum)]
    if len(sums) != 1:
        return [], None
    parts.remove(sums[0])
    return parts, sums[0]


def _factors(node: Expression) -> list[Expression]:
    match node:
        case Mul(factors):
            return [part for factor in factors for part in _factors(factor)]
        case Neg(operand):
            return [Neg(ONE), *_factors(operand)]
        case Div(above, below):
            return [*_factors(above), *(Pow(part, Neg(ONE)) for part in _factors(below))]
        case _:
            return [node]


def _power(node: Expression) -> tuple[Expression, Expression]:
    return (node.base, node.exponent) if isinstance(node, Pow) else (node, ONE)


def _ratio(c: Mul, n: str, k: str, dn: int, dk: int, least: dict[str, int]) -> Expression:
    """Return c(n+dn, k+dk)/c(n, k), each factor a power, a factorial or linear in n and k."""
    result: list[Expression] = [ONE]
    for factor in c.factors:
        if not free_symbols(factor) & {n, k}:
            continue
        base, power = _power(factor)
        if free_symbols(base) & {n, k}:
            result.append(_shifted(base, n, k, dn, dk, least) ** power)
            if free_symbols(power) & {n, k}:
                raise Undefined("a base and an exponent that depend on n")
        else:
            a, b, _ = _linear(power, n, k)
            result.append(base ** tree(a * dn + b * dk))
    return Mul(tuple(result))


def _shifted(node: Expression, n: str, k: str, dn: int, dk: int, least: dict[str, int]) -> Expression:
    if isinstance(node, Call) and node.function == "factorial":
        a, b, _ = _linear(node.arguments[0], n, k)
        steps = a * dn + b * dk
        if steps < 0:
            raise Undefined("a factorial that decreases")
        return Mul((ONE, *(node.arguments[0] + j for j in range(1, steps + 1))))
    a, b, c = _linear(node, n, k)
    if min(a, b) < 0 or a * least[n] + b * least[k] + c <= 0:
        raise Undefined("a factor that may be 0")
    return (node + (a * dn + b * dk)) / node


@dataclass(slots=True)
class _Frozen:
    """A tree with symbols for what depends on n: J for each D^{n+a}F(u), Z for each c^n and n!."""

    n: str
    x: Symbol | None
    avoid: frozenset[str]
    jets: dict[tuple[Expression, Expression, int], Symbol] = field(default_factory=dict)
    others: dict[Expression, Symbol] = field(default_factory=dict)

    def jet(self, F: Expression, variable: Symbol, u: Expression, order: int) -> Symbol:
        return self.jets.setdefault(
            (Derivative(F, variable, ONE), u, order), self._fresh("J", len(self.jets))
        )

    def _fresh(self, letter: str, number: int) -> Symbol:
        name = f"{letter}_{number}"
        if name in self.avoid:
            raise Undefined(f"{name} is taken")
        return Symbol(name)

    def of(self, node: Expression, shift: int) -> Expression:
        match node:
            case Symbol(name) if name == self.n:
                return node + shift
            case Derivative(F, x, order) if self.n in free_symbols(order):
                return self._jet(F, x, x, order, shift)
            case At(Derivative(F, x, order), y, u) if x == y and self.n in free_symbols(order):
                return self._jet(F, x, u, order, shift)
            case Pow(base, power) if self.n in free_symbols(power):
                a, _, c = _linear(power, self.n)
                if free_symbols(base) & {self.n, self.x and self.x.name}:
                    raise Undefined("a base that depends on n or on the variable")
                Z = self.others.setdefault(base, self._fresh("Z", len(self.others)))
                return base ** tree(a * shift + c) * Z ** tree(a)
            case Call("factorial", (u,)) if self.n in free_symbols(u):
                a, _, c = _linear(u, self.n)
                if a != 1 or c + shift < 0:
                    raise Undefined("a factorial of another kind")
                Z = self.others.setdefault(
                    Call("factorial", (Symbol(self.n),)), self._fresh("Z", len(self.others))
                )
                return Mul((Z, *(Symbol(self.n) + j for j in range(1, c + shift + 1))))
            case Sum() | At() | Call("polylog" | "stirling2" | "eulerian" | "binomial") if (
                self.n in free_symbols(node)
            ):
                raise Undefined("a part that depends on n in another way")
            case Derivative() if self.n in free_symbols(node):
                raise Undefined("a derivative of what depends on n")
        return mapped(node, lambda child: self.of(child, shift))

    def _jet(self, F: Expression, x: Symbol, u: Expression, order: Expression, shift: int) -> Expression:
        a, _, c = _linear(order, self.n)
        other = self.x is not None and self.x != x and self.x.name in free_symbols(F)
        if a != 1 or other or self.n in free_symbols(F) | free_symbols(u):
            raise Undefined("an order that is not n + a number")
        return self.jet(F, x, u, c + shift)


def _jets_advance(T: Expression, rate: Expression, n: str, x: Symbol | None) -> bool:
    frozen = _Frozen(n, x, names(T) | names(rate))
    now = frozen.of(T, 0)
    if x is None:
        return not frozen.jets and equal(frozen.of(T, 1), rate * now)
    slope: Expression = Derivative(now, x, ONE)
    for (F, u, order), J in tuple(frozen.jets.items()):
        following = frozen.jets.setdefault((F, u, order + 1), frozen._fresh("J", len(frozen.jets)))
        slope = slope + Derivative(now, J, ONE) * Derivative(u, x, ONE) * following
    return equal(frozen.of(T, 1), rate * slope)


def reduced(node: Expression, n: str, k: str) -> Expression:
    """Return the tree with every S(n+p,k+r), and A(n+p,k+r), brought down to one row, as symbols."""
    calls = [c for c in _calls(node) if c.function in TRIANGLES]
    rows = [_linear(c.arguments[0], n, k) for c in calls]
    least = min((row[2] for row in rows), default=0)
    if any(row[:2] != (1, 0) for row in rows) or any(name.startswith("Z_") for name in names(node)):
        raise Undefined("a row that is not n + a number")
    return _in_row(node, n, k, least)


def _calls(node: Expression) -> Iterator[Call]:
    if isinstance(node, Call):
        yield node
    for child in children(node):
        yield from _calls(child)


def _in_row(node: Expression, n: str, k: str, row: int) -> Expression:
    match node:
        case Call(function, (upper, lower)) if function in TRIANGLES:
            p, (a, b, r) = _linear(upper, n, k)[2], _linear(lower, n, k)
            if (a, b) != (0, 1):
                raise Undefined("a column that is not k + a number")
            return _brought_down(function, p - row, r, Symbol(n) + row, Symbol(k))
        case Sum() | Derivative() | At():
            raise Undefined("a sum or a derivative beside triangles")
        case Pow(_, power) if free_symbols(power) & {n, k}:
            raise Undefined("a power that depends on n")
        case Call("factorial" | "binomial"):
            raise Undefined("a factorial beside triangles")
    return mapped(node, lambda child: _in_row(child, n, k, row))


def _brought_down(function: str, steps: int, r: int, row: Expression, k: Symbol) -> Expression:
    """S(m+1,j) = j S(m,j) + S(m,j-1); A(m+1,j) = (j+1) A(m,j) + (m+1-j) A(m,j-1)."""
    if steps == 0:
        return Symbol(f"Z_{function[0]}{r + 50}")
    j, m = k + r, row + (steps - 1)
    same, before = (_brought_down(function, steps - 1, q, row, k) for q in (r, r - 1))
    if function == "stirling2":
        return j * same + before
    return (j + 1) * same + (m + 1 - j) * before
