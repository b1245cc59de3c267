"""Values of expressions: exact at rational values for independent generators, or enclosed at a real point.

Derivatives are coefficients of truncated power series. Where both sides of an equation are quotients of
polynomials in generators (symbols, e^{m/q} for monomials m in them, logarithms), they are the same
if they agree at more points than the degree of their difference allows.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from math import comb, factorial, lcm
from typing import Any

from sigmoid_sym.language.expression import (
    Add,
    At,
    Call,
    Decimal,
    Derivative,
    Div,
    Expression,
    Integer,
    Mul,
    Neg,
    Pow,
    Sum,
    Symbol,
    mapped,
    names,
    tree,
)
from sigmoid_sym.proof.checker.arithmetic import (
    Number,
    Series,
    Undefined,
    exp,
    inverse,
    log,
    power,
    sqrt,
)

Monomial = tuple[tuple[str, int], ...]
_MOST_POINTS = 6000
_STEP = "epsilon_step"  # the names of infinitesimals; no claim may use them


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a bound name stands for: a tree, read where it was written."""

    tree: Expression
    scope: Scope


@dataclass(frozen=True, slots=True)
class Scope:
    """Bound names."""

    bound: tuple[tuple[str, Meaning], ...] = ()

    def get(self, name: str) -> Meaning | None:
        return next((meaning for bound, meaning in self.bound if bound == name), None)

    def with_(self, name: str, node: Expression, scope: Scope | None = None) -> Scope:
        kept = tuple(pair for pair in self.bound if pair[0] != name)
        return Scope((*kept, (name, Meaning(node, self if scope is None else scope))))


def stepped(scope: Scope, variable: str, level: int) -> Scope:
    """Return the scope in which the variable is itself + h."""
    return scope.with_(variable, Symbol(variable) + Symbol(f"{_STEP}{level}"))


_IN_EXPONENTIAL = {
    # numerator and denominator in u = e^{argument}, by powers of u from 0 up
    "exp": ((0, 1), (1,)),
    "sigma": ((0, 1), (1, 1)),
    "tanh": ((-1, 0, 1), (1, 0, 1)),
    "coth": ((1, 0, 1), (-1, 0, 1)),
    "sinh": ((-1, 0, 1), (0, 2)),
    "cosh": ((1, 0, 1), (0, 2)),
    "sech": ((0, 2), (1, 0, 1)),
    "csch": ((0, 2), (-1, 0, 1)),
}


@lru_cache(maxsize=4096)
def rewritten(node: Call) -> Expression | None:
    """Return a call in simpler functions: all comes down to e^u and log u."""
    u = node.arguments[-1]
    e = Call("exp", (u,))
    if node.function in _IN_EXPONENTIAL and node.function != "exp":
        above, below = _IN_EXPONENTIAL[node.function]
        return _polynomial(above, e) / _polynomial(below, e)
    match node.function:
        case "silu":
            return u * Call("sigma", (u,))
        case "softplus":
            return Call("log", (1 + e,))
        case "logit":
            return Call("log", (u / (1 - u),))
        case "polylog":
            n = number(Neg(node.arguments[0]), Scope())
            # Li_{-n}(z) = Σ_k k! S(n+1,k+1) (z/(1-z))^{k+1}
            ratio = u / (1 - u)
            return _polynomial(
                (0, *(factorial(k) * _stirling2(int(n) + 1, k + 1) for k in range(int(n) + 1))), ratio
            )
    return None


def _polynomial(coefficients: tuple[int, ...], u: Expression) -> Expression:
    terms = [tree(c) if k == 0 else tree(c) * u ** tree(k) for k, c in enumerate(coefficients) if c]
    return Add(tuple(terms)) if len(terms) > 1 else terms[0]


def _stirling2(n: int, k: int) -> int:
    return sum((-1) ** (k - j) * comb(k, j) * j**n for j in range(k + 1)) // factorial(k)


def _eulerian(n: int, k: int) -> int:
    return sum((-1) ** j * comb(n + 1, j) * (k + 1 - j) ** n for j in range(k + 1)) if k < max(n, 1) else 0


_WHOLE = {"factorial": factorial, "binomial": comb, "stirling2": _stirling2, "eulerian": _eulerian}


def number(node: Expression, scope: Scope) -> Fraction:
    """Return the rational number that a constant tree is.

    Raises:
        Undefined: it is none.
    """
    value = Evaluation(Exact({}, {}, {})).value(node, scope)
    if not isinstance(value, Fraction):
        raise Undefined("not a rational number")
    return value


def whole(node: Expression, scope: Scope, most: int = 3000) -> int:
    """Return a whole number of at most that size."""
    value = number(node, scope)
    if value.denominator != 1 or abs(value) > most:
        raise Undefined("not a whole number, or too large")
    return int(value)


@lru_cache(maxsize=4096)
def exponent(node: Expression, scope: Scope) -> dict[Monomial, Fraction]:
    """Return a polynomial in the symbols, as a dictionary from monomials to coefficients."""
    match node:
        case Symbol(name):
            meaning = scope.get(name)
            return exponent(meaning.tree, meaning.scope) if meaning else {((name, 1),): Fraction(1)}
        case Add(terms):
            total: dict[Monomial, Fraction] = {}
            for term in terms:
                for m, c in exponent(term, scope).items():
                    total[m] = total.get(m, Fraction(0)) + c
            return {m: c for m, c in total.items() if c}
        case Neg(operand):
            return {m: -c for m, c in exponent(operand, scope).items()}
        case Mul(factors):
            result: dict[Monomial, Fraction] = {(): Fraction(1)}
            for factor in factors:
                other, grown = exponent(factor, scope), Counter[Monomial]()
                for (m, c), (n, d) in itertools.product(result.items(), other.items()):
                    joined = Counter(dict(m)) + Counter(dict(n))
                    grown[tuple(sorted(joined.items()))] += c * d  # type: ignore[assignment]
                result = {m: Fraction(c) for m, c in grown.items() if c}
            return result
        case Div(above, below):
            scale = inverse(number(below, scope))
            return {m: c * scale for m, c in exponent(above, scope).items()}
        case Pow(base, Integer(value)) if 1 <= value <= 6:
            return exponent(Mul((base,) * value), scope) if value > 1 else exponent(base, scope)
        case _:
            constant = number(node, scope)
            return {(): constant} if constant else {}


def has_step(monomial: Monomial) -> bool:
    """Return whether an infinitesimal is in the monomial."""
    return any(name.startswith(_STEP) for name, _ in monomial)


@dataclass(frozen=True, slots=True)
class Exact:
    """Rational values for the symbols, for e^{m/q} and for logarithms, all chosen independently."""

    symbols: Mapping[str, Fraction]
    exponentials: Mapping[Monomial, tuple[int, Fraction]]  # m -> q, the value of e^{m/q}
    logarithms: Mapping[Expression, Fraction]


@dataclass(frozen=True, slots=True)
class Real:
    """A real point: enclosures for the symbols, and for their exponentials where these are known better."""

    bits: int
    symbols: Mapping[str, Number] = field(default_factory=dict)
    exponentials: Mapping[Monomial, tuple[int, Number]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The value of a tree at a point."""

    at: Exact | Real
    orders: tuple[int, ...] = ()  # of truncation, one for each level of power series

    def value(self, node: Expression, scope: Scope) -> Number:
        match node:
            case Integer(value):
                return Fraction(value)
            case Decimal(digits, places):
                return Fraction(digits, 10**places)
            case Symbol(name):
                return self.symbol(name, scope)
            case Add(terms):
                result: Number = Fraction(0)
                for term in terms:
                    result = result + self.value(term, scope)
                return result
            case Mul(factors):
                result = Fraction(1)
                for factor in factors:
                    result = result * self.value(factor, scope)
                return result
            case Neg(operand):
                return -self.value(operand, scope)
            case Div(above, below):
                return self.value(above, scope) * inverse(self.value(below, scope))
            case Pow(base, k):
                return power(self.value(base, scope), whole(k, scope))
            case Sum(body, index, lower, upper):
                first, last = whole(lower, scope), whole(upper, scope)
                terms_ = (
                    self.value(body, scope.with_(index.name, tree(k), Scope()))
                    for k in range(first, last + 1)
                )
                return sum(terms_, Fraction(0))
            case Derivative(operand, variable, order):
                n, level = whole(order, scope, 400), len(self.orders) + 1
                if n < 0:
                    raise Undefined("a derivative of negative order")
                deeper = Evaluation(self.at, (*self.orders, n))
                series = deeper.value(operand, stepped(scope, variable.name, level))
                constant = not isinstance(series, Series) or series.level != level
                return (series if n == 0 else Fraction(0)) if constant else series.c[n]
            case At(operand, variable, point):
                return self.value(operand, scope.with_(variable.name, point))
            case Call("exp", (argument,)):
                return self.exponential(argument, scope)
            case Call("log", (argument,)):
                return self.logarithm(argument, scope)
            case Call("sqrt", (argument,)):
                return sqrt(self.value(argument, scope), self.at.bits if isinstance(self.at, Real) else 8)
            case Call(function, arguments) if function in _WHOLE:
                return Fraction(_WHOLE[function](*(whole(a, scope) for a in arguments)))
            case Call() if (simpler := rewritten(node)) is not None:
                return self.value(simpler, scope)
        raise Undefined(f"no value for {node}")

    def symbol(self, name: str, scope: Scope) -> Number:
        if name.startswith(_STEP):
            level = int(name.removeprefix(_STEP))
            zeros = [Fraction(0)] * (self.orders[level - 1] + 1)
            return Series(level, [*zeros[:1], Fraction(1), *zeros[2:]][: len(zeros)])
        meaning = scope.get(name)
        if meaning is not None:
            return self.value(meaning.tree, meaning.scope)
        if name not in self.at.symbols:
            raise Undefined(f"no value for {name}")
        return self.at.symbols[name]

    def exponential(self, node: Expression, scope: Scope) -> Number:
        match node:
            case Add(terms):
                result: Number = Fraction(1)
                for term in terms:
                    result = result * self.exponential(term, scope)
                return result
            case Neg(operand):
                return inverse(self.exponential(operand, scope))
            case Symbol(name) if (meaning := scope.get(name)) is not None:
                return self.exponential(meaning.tree, meaning.scope)
            case Call("log", (argument,)):
                return self.value(argument, scope)
            case Call("logit" | "softplus") if (simpler := rewritten(node)) is not None:
                return self.exponential(simpler, scope)
            case Mul((Integer(value), second, *rest)) if value < 3000:
                return power(self.exponential(Mul((second, *rest)) if rest else second, scope), value)
        if isinstance(self.at, Real) and not self.at.exponentials:
            return exp(self.value(node, scope), self.at.bits)
        result = Fraction(1)
        for monomial, rate in exponent(node, scope).items():
            result = result * self.one_exponential(monomial, rate)
        return result

    def one_exponential(self, monomial: Monomial, rate: Fraction) -> Number:
        q, base = self.at.exponentials.get(monomial, (1, None))
        if base is not None and (rate * q).denominator == 1:
            return power(base, int(rate * q))
        factors: list[Expression] = [Symbol(name) for name, k in monomial for _ in range(k)]
        bits = self.at.bits if isinstance(self.at, Real) else 8
        if isinstance(self.at, Exact) and not has_step(monomial):
            raise Undefined("an exponential without a value")
        return exp(self.value(Mul((tree(rate), *factors)), Scope()), bits)

    def logarithm(self, node: Expression, scope: Scope) -> Number:
        if isinstance(self.at, Real):
            return log(self.value(node, scope), self.at.bits)
        logarithms = self.at.logarithms
        if not logarithms:
            raise Undefined("a logarithm without a value")
        result: Number = Fraction(0)
        for part, sign, linear in log_parts(node, scope):
            if linear:
                result = result + self.value(part, scope) * Fraction(sign)
            else:
                key = resolved(part, scope)
                result = result + log(self.value(part, scope), 8, lambda k=key: logarithms[k]) * Fraction(
                    sign
                )  # type: ignore[misc]
        return result


def log_parts(node: Expression, scope: Scope) -> Iterator[tuple[Expression, int, bool]]:
    """Yield (part, k, linear): log node = Σ k·part where linear, else Σ k·log|part|.

    log(1+e^u) = u + log(1+e^{-u}) gives both one name.
    """
    match node:
        case Mul(factors):
            for factor in factors:
                yield from log_parts(factor, scope)
        case Div(above, below):
            yield from log_parts(above, scope)
            yield from ((part, -k, linear) for part, k, linear in log_parts(below, scope))
        case Pow(base, k):
            times = whole(k, scope)
            yield from ((part, times * j, linear) for part, j, linear in log_parts(base, scope))
        case Call("exp", (u,)):
            yield u, 1, True
        case Call("sigma", (u,)):
            yield u, 1, True
            yield from ((part, -k, linear) for part, k, linear in log_parts(1 + Call("exp", (u,)), scope))
        case Add((Integer(1), Neg(Call("sigma", (u,))))):
            yield from ((part, -k, linear) for part, k, linear in log_parts(1 + Call("exp", (u,)), scope))
        case Add((Integer(1), Call("exp", (u,)))) | Add((Call("exp", (u,)), Integer(1))):
            monomials = {m: c for m, c in exponent(u, scope).items() if not has_step(m)}
            if monomials and monomials[max(monomials)] < 0:
                yield u, 1, True
                yield 1 + Call("exp", (Neg(u),)), 1, False
            else:
                yield 1 + Call("exp", (u,)), 1, False
        case Integer(n) if 0 < n < 1 << 20:
            p = 2
            while n > 1:
                if n % p:
                    p += 1
                else:
                    n //= p
                    yield tree(p), 1, False
        case Symbol(name) if (meaning := scope.get(name)) is not None and not isinstance(meaning.tree, Add):
            # read where it was written: only trees without bound names may leave their scope
            if names(meaning.tree) & {n for n, _ in meaning.scope.bound}:
                yield node, 1, False
            else:
                yield from log_parts(meaning.tree, meaning.scope)
        case _:
            yield node, 1, False


def resolved(node: Expression, scope: Scope) -> Expression:
    """Return the name of a logarithm's argument: bound names written out, infinitesimals left out."""
    match node:
        case Add((Integer(1), Call("exp", (u,)))):
            polynomial = {m: c for m, c in exponent(u, scope).items() if not has_step(m)}
            terms: list[Expression] = [tree(0)]
            for m, c in sorted(polynomial.items()):
                terms.append(Mul((tree(c), *(Symbol(name) ** tree(k) for name, k in m))))
            return 1 + Call("exp", (Add(tuple(terms)),))
        case Symbol(name):
            meaning = scope.get(name)
            if meaning is None:
                return node
            return resolved(meaning.tree, meaning.scope)
        case Add((first, Symbol(name))) if name.startswith(_STEP):
            return resolved(first, scope)
        case Derivative() | At() | Sum():
            raise Undefined("the logarithm of a derivative or a sum")
    return mapped(node, lambda child: resolved(child, scope))


Degrees = Counter[Any]  # generator -> degree; "*" -> total degree


@dataclass(frozen=True, slots=True)
class Bound:
    """Degrees of a numerator, and the factors of a denominator: key -> (multiplicity, degrees of one)."""

    above: Degrees
    below: dict[Any, tuple[int, Degrees]] = field(default_factory=dict)
    slope: Degrees = field(default_factory=Counter)  # what one differentiation may add besides

    def over(self, common: dict[Any, tuple[int, Degrees]]) -> Degrees:
        """Return the degrees of the numerator over a common denominator."""
        missing = (_scaled(d, k - self.below.get(key, (0, d))[0]) for key, (k, d) in common.items())
        return sum(missing, Counter(self.above))


def _scaled(degrees: Degrees, times: int) -> Degrees:
    return Counter({g: d * times for g, d in degrees.items()}) if times > 0 else Counter()


def _common(bounds: list[Bound]) -> dict[Any, tuple[int, Degrees]]:
    result: dict[Any, tuple[int, Degrees]] = {}
    for bound in bounds:
        for key, (k, d) in bound.below.items():
            result[key] = (max(k, result.get(key, (0, d))[0]), d)
    return result


def _product(bounds: list[Bound]) -> Bound:
    below: dict[Any, tuple[int, Degrees]] = {}
    above: Degrees = Counter()
    slope: Degrees = Counter()
    for bound in bounds:
        above, slope = above + bound.above, slope | bound.slope
        for key, (k, d) in bound.below.items():
            below[key] = (k + below.get(key, (0, d))[0], d)
    return Bound(above, below, slope)


def _inverted(bound: Bound, key: Any, times: int = 1) -> Bound:
    above = sum((_scaled(d, k * times) for k, d in bound.below.values()), Counter())
    # What a logarithm brings with it when it is differentiated stays; other factors are now above.
    kept = {name: (0, d) for name, (k, d) in bound.below.items() if k == 0}
    return Bound(above, {**kept, key: (times, bound.above)}, bound.slope)


@dataclass(slots=True)
class Degree:
    """Bounds for the degrees of a tree as a quotient of polynomials in its generators.

    Attributes:
        roots: m -> q, so that only whole powers of e^{m/q} appear.
        seen: the generators met.
    """

    roots: dict[Monomial, int] = field(default_factory=dict)
    seen: set[Any] = field(default_factory=set)
    level: int = 0

    def one(self, generator: Any) -> Degrees:
        """Return the degrees of the generator alone."""
        self.seen.add(generator)
        return Counter({generator: 1, "*": 1})

    def of(self, node: Expression, scope: Scope) -> Bound:
        match node:
            case Symbol(name):
                if name.startswith(_STEP):
                    return Bound(Counter())
                meaning = scope.get(name)
                return self.of(meaning.tree, meaning.scope) if meaning else Bound(self.one(name))
            case Add(terms):
                bounds = [self.of(term, scope) for term in terms]
                return self.joined(bounds)
            case Mul(factors):
                return _product([self.of(factor, scope) for factor in factors])
            case Neg(operand):
                return self.of(operand, scope)
            case Div(above, below):
                return _product([self.of(above, scope), _inverted(self.of(below, scope), (below, scope))])
            case Pow(base, k):
                times, inner = whole(k, scope), self.of(base, scope)
                if times < 0:
                    return _inverted(inner, (base, scope), -times)
                kept = {key: (m * times, d) for key, (m, d) in inner.below.items()}
                return Bound(_scaled(inner.above, times), kept, inner.slope)
            case Sum(body, index, lower, upper):
                values = range(whole(lower, scope), whole(upper, scope) + 1)
                return self.joined([self.of(body, scope.with_(index.name, tree(k), Scope())) for k in values])
            case Derivative(operand, variable, order):
                return self.derived(operand, variable.name, whole(order, scope, 400), scope)
            case At(operand, variable, point):
                return self.of(operand, scope.with_(variable.name, point))
            case Call("exp", (argument,)):
                return self.exponential(argument, scope)
            case Call("log", (argument,)):
                return self.logarithm(argument, scope)
            case Call() if node.function not in _WHOLE and (simpler := rewritten(node)) is not None:
                return self.of(simpler, scope)
            case _:
                return Bound(Counter())

    def joined(self, bounds: list[Bound]) -> Bound:
        common = _common(bounds)
        above: Degrees = Counter()
        slope: Degrees = Counter()
        for bound in bounds:
            above, slope = above | bound.over(common), slope | bound.slope
        return Bound(above, common, slope)

    def derived(self, operand: Expression, variable: str, n: int, scope: Scope) -> Bound:
        """The coefficient of h^n in N/Π d^k has the denominator Π d^{k+n}."""
        self.level += 1
        inner = self.of(operand, stepped(scope, variable, self.level))
        self.level -= 1
        growth = sum((d for _, d in inner.below.values()), Counter(inner.slope))
        below = {key: (k + n, d) for key, (k, d) in inner.below.items()}
        return Bound(inner.above + _scaled(growth, n), below, inner.slope)

    def exponential(self, node: Expression, scope: Scope) -> Bound:
        match node:
            case Add(terms):
                return _product([self.exponential(term, scope) for term in terms])
            case Neg(operand):
                return _inverted(self.exponential(operand, scope), ("exp", operand, scope))
            case Symbol(name) if (meaning := scope.get(name)) is not None:
                return self.exponential(meaning.tree, meaning.scope)
            case Call("log", (argument,)):
                return self.of(argument, scope)
            case Call("logit" | "softplus") if (simpler := rewritten(node)) is not None:
                return self.exponential(simpler, scope)
            case Mul((Integer(value), second, *rest)) if value < 3000:
                inner = self.exponential(Mul((second, *rest)) if rest else second, scope)
                return _product([inner] * value) if value else Bound(Counter())
        above: Degrees = Counter()
        below: dict[Any, tuple[int, Degrees]] = {}
        slope: Degrees = Counter()
        for m, rate in exponent(node, scope).items():
            if has_step(m):
                plain = Counter({name: k for name, k in m if not name.startswith(_STEP)})
                self.seen |= plain.keys()
                slope |= plain + Counter({"*": plain.total()})
                continue
            q = self.roots[m] = lcm(self.roots.get(m, 1), rate.denominator)
            times = int(rate * q)
            above += _scaled(self.one(("exp", m)), times)
            if times < 0:
                below[("exp", m)] = (-times, self.one(("exp", m)))
        return Bound(above, below, slope)

    def logarithm(self, node: Expression, scope: Scope) -> Bound:
        bounds = [Bound(Counter())]
        for part, _, linear in log_parts(node, scope):
            inner = self.of(part, scope)
            if linear:
                bounds.append(inner)
                continue
            # D log(N/Π d) = D N/N - Σ D d/d
            key = resolved(part, scope)
            below = {name: (0, d) for name, (_, d) in inner.below.items()}
            bounds.append(
                Bound(self.one(("log", key)), {**below, ("log", key): (0, inner.above)}, inner.slope)
            )
        return self.joined(bounds)


def equal(left: Expression, right: Expression, scope: Scope | None = None) -> bool:
    """Return whether two trees are the same quotient of polynomials in their generators.

    Notes:
        A polynomial whose exponents lie in a set that contains with each vector all smaller ones is 0 if
        it is 0 at those vectors (for one variable: more zeros than its degree).

    Raises:
        Undefined: they are no such quotients, or there would be too many points.
    """
    scope = scope or Scope()
    degree = Degree()
    degree.joined([degree.of(side, scope) for side in (left, right)])
    # Once more: the first walk has found the roots e^{m/q} on which the degrees depend.
    bounds = [degree.of(side, scope) for side in (left, right)]
    degrees = degree.joined(bounds).above
    total = degrees.pop("*", 0)
    generators = sorted(degree.seen, key=str)
    for shift in range(5):
        try:
            return all(
                Evaluation(point).value(left, scope) == Evaluation(point).value(right, scope)
                for point in _points(generators, degrees, total, shift, degree.roots)
            )
        except Undefined as undefined:
            reason = undefined
    raise Undefined(f"no values at the points of comparison: {reason}")


def _points(
    generators: list[Any], degrees: Degrees, total: int, shift: int, roots: Mapping[Monomial, int]
) -> Iterator[Exact]:
    if comb(total + len(generators), len(generators)) > _MOST_POINTS * 50:
        raise Undefined("too many points")
    vectors = list(_smaller([degrees[g] for g in generators], total, _MOST_POINTS))
    for vector in vectors:
        values = {
            g: Fraction(2 + i + shift * (i + 3) + k)
            for i, (g, k) in enumerate(zip(generators, vector, strict=True))
        }
        symbols = {g: v for g, v in values.items() if isinstance(g, str)}
        powers = {
            g[1]: (roots[g[1]], v) for g, v in values.items() if not isinstance(g, str) and g[0] == "exp"
        }
        logs = {g[1]: v for g, v in values.items() if not isinstance(g, str) and g[0] == "log"}
        yield Exact(symbols, powers, logs)


def _smaller(degrees: list[int], total: int, most: int) -> Iterator[tuple[int, ...]]:
    """Yield the vectors of whole numbers below the degrees and the total degree."""
    count = 0
    stack: list[tuple[int, ...]] = [()]
    while stack:
        vector = stack.pop()
        if len(vector) == len(degrees):
            count += 1
            if count > most:
                raise Undefined("too many points")
            yield vector
        else:
            room = min(degrees[len(vector)], total - sum(vector))
            stack.extend((*vector, k) for k in range(room + 1))
