"""Claims: what each says, piece by piece, and whether the witnesses of a certificate show it."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from sigmoid_sym.language.claim import (
    Bounded,
    Chain,
    Claim,
    Definition,
    Domain,
    Extremum,
    Interval,
    Limit,
    Membership,
    Parity,
    Range,
    Relation,
    Shape,
    Symmetry,
    Trend,
    ZeroCount,
)
from sigmoid_sym.language.data import from_data
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
    children,
    free_symbols,
    mapped,
    names,
    tree,
)
from sigmoid_sym.proof.checker import arithmetic
from sigmoid_sym.proof.checker.arithmetic import Undefined, ends
from sigmoid_sym.proof.checker.comparison import INFINITY, compare, enclosed, infinite, printed
from sigmoid_sym.proof.checker.evaluation import Evaluation, Real, Scope, equal
from sigmoid_sym.proof.checker.evaluation import whole as whole_number
from sigmoid_sym.proof.checker.induction import advances, reduced, whole_symbols
from sigmoid_sym.proof.checker.sturm import (
    End,
    Polynomial,
    Span,
    by_multiplicity,
    common,
    inside,
    isolated,
    roots,
    times,
    value,
)


class CertificateError(ValueError):
    """A certificate that does not prove its claim."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """Π (x - r)^m · N(τ)/D(τ), τ = e^{x/q}, N and D without common factor."""

    q: int
    linear: list[tuple[Fraction, int]]
    above: Polynomial
    below: Polynomial


def digest(claim: Any, witnesses: Any) -> str:
    """Return the fingerprint of the data of a claim and its witnesses: a change by accident shows."""
    return hashlib.sha256(json.dumps([claim, witnesses]).encode()).hexdigest()


def check(certificate: Any) -> Claim:
    """Return the claim that the certificate proves.

    Arguments:
        certificate: a JSON object with the keys `claim`, `digest` and `witnesses`.

    Raises:
        CertificateError: it does not prove it, or is no certificate.
    """
    try:
        claim = from_data(certificate["claim"])
        if certificate["digest"] != digest(certificate["claim"], certificate["witnesses"]):
            raise CertificateError("the certificate is not as it was made")
        if not isinstance(claim, Claim):
            raise CertificateError("no claim")
        examination = _Examination(claim.domains, claim.definitions, iter(certificate["witnesses"]))
        examination.claim(claim)
        if next(examination.witnesses, None) is not None:
            raise CertificateError("a witness too many")
    except CertificateError:
        raise
    except (ArithmeticError, ValueError, TypeError, LookupError, AttributeError, StopIteration) as error:
        raise CertificateError(f"not shown: {error}") from error
    return claim


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise CertificateError(f"not shown: {what}")


def expanded(node: Expression, definitions: tuple[Definition, ...]) -> Expression:
    """Return the tree with the meanings of the defined names written out, the last definition first."""
    for definition in reversed(definitions):
        node = _with_meaning(node, definition)
    return node


def _with_meaning(node: Expression, definition: Definition) -> Expression:
    inner = mapped(node, lambda child: _with_meaning(child, definition))
    match inner:
        case Symbol(name) if name == definition.name and definition.variable is None:
            return definition.body
        case Call(function, (argument,)) if function == definition.name and definition.variable is not None:
            return _put(definition.body, definition.variable, argument)
        case _:
            return inner


def _put(body: Expression, variable: Symbol, argument: Expression) -> Expression:
    """Return the body with the argument for the variable."""
    if body == variable or argument == variable:
        return argument if body == variable else body
    if isinstance(body, (Derivative, At, Sum)):
        return At(body, variable, argument)  # these bind names of their own
    return mapped(body, lambda child: _put(child, variable, argument))


@dataclass(slots=True)
class _Examination:
    domains: tuple[Domain, ...]
    definitions: tuple[Definition, ...]
    witnesses: Iterator[Any]
    variable: Symbol = field(default_factory=lambda: Symbol("x"))
    interval: Interval = field(default_factory=Interval)

    def claim(self, claim: Claim) -> None:
        write = self.written
        match claim:
            case Chain(sides=sides, relations=relations):
                _require(len(sides) == len(relations) + 1 > 1, "a chain")
                for (left, right), relation in zip(
                    itertools.pairwise(map(write, sides)), relations, strict=True
                ):
                    self.link(left, relation, right)
            case Membership(expression=f, interval=interval):
                self.within(write(f), interval)
            case Range(expression=f, interval=interval):
                f = write(f)
                self.within(f, interval)
                self.regular(f)
                for end, closed in (
                    (interval.lower, interval.lower_closed),
                    (interval.upper, interval.upper_closed),
                ):
                    if closed:
                        _require(bool(self.zeros(f - write(end))), "the end of the range is a value")
                    else:
                        self.approached(f, write(end))
            case Bounded(expression=f, bound=bound):
                self.bounded(write(f), bound)
            case Shape(expression=f, variable=x, trend=trend):
                self.shape(write(f), x, trend)
            case Parity(expression=f, variable=x, symmetry=symmetry):
                f = write(f)
                self.same(At(f, x, Neg(x)), f if symmetry is Symmetry.EVEN else Neg(f))
            case Extremum(expression=f, variable=x, maximum=maximum, value=v, at=at):
                self.extremum(write(f), x, maximum, v, at)
            case Limit(expression=f, variable=x, point=point, value=v, side=side):
                self.limit(write(f), x, write(point), write(v), side)
            case ZeroCount(expression=f, count=count):
                self.over(f := write(f))
                _require(compare(tree(len(self.zeros(f))), count) == 0, "the number of zeros")
            case _:
                raise CertificateError(f"a claim of the kind {type(claim).__name__}")

    def written(self, node: Expression) -> Expression:
        _require(not any(name.startswith("epsilon_step") for name in names(node)), "names that are free")
        return expanded(node, self.definitions)

    # what a claim is about

    def over(self, *trees: Expression) -> None:
        """Take the one symbol of the trees for the variable, and its domain."""
        free = frozenset().union(*map(free_symbols, trees))
        _require(len(free) <= 1, f"a statement in one variable, not in {', '.join(sorted(free))}")
        if free:
            self.variable = Symbol(min(free))
        found = [d for d in self.domains if d.variable == self.variable]
        _require(len(found) <= 1 and not any(d.integers for d in found), "one interval for the variable")
        self.interval = found[0].interval if found else Interval()

    def end(self, node: Expression, closed: bool, q: int) -> End:
        if infinite(node):
            return End(None) if infinite(node) > 0 else End(lambda bits: (Fraction(0), Fraction(0)))
        power = Call("exp", (node / q,)) if q > 1 else Call("exp", (node,))
        return End(lambda bits: ends(enclosed(power, Scope(), bits)), closed)

    def span(self, q: int) -> Span:
        i = self.interval
        return Span(
            self.end(self.written(i.lower), i.lower_closed, q),
            self.end(self.written(i.upper), i.upper_closed, q),
        )

    def contains(self, point: Expression) -> bool:
        i = self.interval
        low, high = compare(self.written(i.lower), point), compare(point, self.written(i.upper))
        return (low < 0 or (low == 0 and i.lower_closed)) and (high < 0 or (high == 0 and i.upper_closed))

    def ratio(self, f: Expression) -> Ratio:
        """Return the next witness, a factored quotient, if it is the same as f."""
        q, linear, above, below = next(self.witnesses)
        x, one = self.variable, Integer(1)
        _require(isinstance(q, int) and q > 0 and bool(below), "a quotient")
        if not above:
            _require(equal(f, Integer(0)), "0")
            return Ratio(1, [], [], [1])
        whole = all(isinstance(c, int) for c in (*above, *below)) and above[-1] != 0 and below[-1] != 0
        _require(whole and len(common(above, below)) == 1, "a quotient in lowest terms")
        u = Call("exp", (x / q if q > 1 else x,))

        def polynomial(p: Polynomial) -> Expression:
            return Add((Integer(0), *(tree(c) * u ** tree(k) for k, c in enumerate(p) if c)))

        factors = [(Fraction(r), m) for r, m in linear]
        product = Mul((one, *((x - tree(r)) ** tree(m) for r, m in factors)))
        _require(equal(f, product * polynomial(above) / polynomial(below)), "the quotient is the expression")
        return Ratio(q, sorted(factors), above, below)

    # statements about one expression on the domain

    def sign(self, f: Expression, relation: str) -> Ratio | None:
        """f > 0, f ≥ 0 or f ≠ 0 wherever it is defined."""
        self.over(f)
        strict = relation != ">="
        if not free_symbols(f):
            c = compare(f, Integer(0))
            _require(c != 0 if relation == "!=" else c > 0 or (c == 0 and not strict), "a sign")
            return None
        w = self.ratio(f)
        if not w.above:
            _require(not strict, "a sign of 0")
            return w
        i = self.interval
        cuts = [(self.written(i.lower), i.lower_closed)]
        for r, m in w.linear:
            if self.contains(tree(r)):
                _require(m < 0 or not strict, "no zero of a factor")
            if compare(self.written(i.lower), tree(r)) < 0 < compare(self.written(i.upper), tree(r)):
                cuts.append((tree(r), False))
        cuts.append((self.written(i.upper), i.upper_closed))
        for (a, a_closed), (b, b_closed) in itertools.pairwise(cuts):
            span = Span(self.end(a, a_closed, w.q), self.end(b, b_closed, w.q))
            if strict:
                _require(roots(w.above, span) == 0, "no zero")
            if relation != "!=":
                odd_below = sum(m for r, m in w.linear if compare(tree(r), a) > 0)
                self.not_negative(times(times(w.above, w.below), [(-1) ** odd_below]), span)
        return w

    def not_negative(self, p: Polynomial, span: Span) -> None:
        interior = Span(End(span.lower.enclosure), End(span.upper.enclosure))
        odd: Polynomial = [1]
        for k, factor in by_multiplicity(p):
            odd = times(odd, factor) if k % 2 else odd
        _require(roots(odd, interior) == 0, "no change of sign")
        signs = [v > 0 for t in inside(interior) if (v := value(p, t)) != 0]
        _require(bool(signs) and signs[0], "the sign at a point")

    def zeros(self, f: Expression) -> list[tuple[Fraction, Fraction]]:
        """Return enclosures of e^{x/q} for the zeros x of f in the domain, at each of which f is defined."""
        self.over(f)
        w = self.ratio(f)
        _require(bool(w.above), "a function that is not 0")
        found = list(isolated(w.above, self.span(w.q), 24))
        for low, high in found:
            t: Any = low if low == high else arithmetic.Interval.around(low, high, 64)
            x: Any = arithmetic.log(t, 64) * Fraction(w.q)
            at = Real(64, {self.variable.name: x}, {((self.variable.name, 1),): (w.q, t)})
            Evaluation(at).value(f, Scope())
        for r, m in w.linear:
            if m > 0 and self.contains(tree(r)) and not (r == 0 and value(w.above, Fraction(1)) == 0):
                enclosed(At(f, self.variable, tree(r)), Scope(), 256)
                found.append((r, r))
        return found

    def regular(self, f: Expression) -> None:
        """f is defined, and so continuous, on the whole domain."""
        for below in _denominators(f):
            if not _positive(below):
                self.sign(below, "!=")

    def within(self, f: Expression, interval: Interval) -> None:
        lower, upper = self.written(interval.lower), self.written(interval.upper)
        if infinite(lower) >= 0:
            self.sign(f - lower, ">=" if interval.lower_closed else ">")
        if infinite(upper) <= 0:
            self.sign(upper - f, ">=" if interval.upper_closed else ">")

    def approached(self, f: Expression, end: Expression) -> None:
        """f tends to the value at one end of its domain; the witness says at which."""
        self.over(f)
        if next(self.witnesses) == "upper":
            self.limit(f, self.variable, self.written(self.interval.upper), end, "-")
        else:
            self.limit(f, self.variable, self.written(self.interval.lower), end, "+")

    def bounded(self, f: Expression, bound: Expression | None) -> None:
        limit = tree(Fraction(next(self.witnesses))) if bound is None else self.written(bound)
        self.sign(limit - f, ">=")
        self.sign(f + limit, ">=")

    def shape(self, f: Expression, x: Symbol, trend: Trend) -> None:
        if trend is Trend.MONOTONE:
            trend = Trend(next(self.witnesses))
            _require(trend in (Trend.INCREASING, Trend.DECREASING), "a direction")
        order = 1 if trend in (Trend.INCREASING, Trend.DECREASING) else 2
        slope: Expression = Derivative(f, x, Integer(order))
        w = self.sign(slope if trend in (Trend.INCREASING, Trend.CONVEX) else Neg(slope), ">=")
        _require(
            w is not None and self.variable == x and free_symbols(f) <= {x.name}, "a function of the variable"
        )
        if w is not None:
            # Across a pole nothing follows from the sign of the derivative.
            span = self.span(w.q)
            _require(
                roots(w.below, Span(End(span.lower.enclosure), End(span.upper.enclosure))) == 0, "no pole"
            )
            _require(all(m > 0 for _, m in w.linear), "no pole")

    def extremum(
        self, f: Expression, x: Symbol, maximum: bool, v: Expression | None, at: Expression | None
    ) -> None:
        _require(v is not None or at is not None, "an extremum with its value or its place")
        place = None if at is None else self.written(at)
        extreme = self.written(v) if v is not None else At(f, x, place) if place is not None else f
        self.sign(extreme - f if maximum else f - extreme, ">=")
        if place is None:
            _require(bool(self.zeros(f - extreme)), "the extremum is a value")
        else:
            _require(self.contains(place) and compare(At(f, x, place), extreme) == 0, "the value there")

    def limit(self, f: Expression, x: Symbol, point: Expression, v: Expression, side: str) -> None:
        """f → v as x → point: both polynomials by their leading terms, or by their values."""
        self.over(f, x)
        q, above, below = next(self.witnesses)
        u = Call("exp", (x / q if q > 1 else x,))

        def polynomial(terms: list[list[int]]) -> Expression:
            return Add((Integer(0), *(tree(c) * x ** tree(i) * u ** tree(j) for c, i, j in terms)))

        whole = all(isinstance(n, int) for term in (*above, *below) for n in term)
        _require(whole and equal(f, polynomial(above) / polynomial(below)), "the quotient is the expression")
        if direction := infinite(point):
            (c, i, j), (d, k, l) = (
                max(p, key=lambda term: (direction * term[2], term[1])) for p in (above, below)
            )
            growth = (direction * (j - l), i - k)
            _require(c != 0 != d and len({(i, j) for _, i, j in above}) == len(above), "leading terms")
            _require(len({(i, j) for _, i, j in below}) == len(below), "leading terms")
            if growth > (0, 0):
                positive = (c * d > 0) == (direction > 0 or (i - k) % 2 == 0)
                _require(infinite(v) == (1 if positive else -1), "the infinite limit")
            else:
                _require(not infinite(v), "a finite limit")
                ratio = tree(Fraction(c, d)) if growth == (0, 0) else Integer(0)
                _require(compare(ratio, v) == 0, "the limit")
        elif compare(At(polynomial(below), x, point), Integer(0)) != 0:
            _require(not infinite(v), "a finite limit")
            _require(compare(At(polynomial(above) / polynomial(below), x, point), v) == 0, "the limit")
        else:
            _require(
                compare(point, Integer(0)) == 0 and not any(i for _, i, _ in (*above, *below)), "a pole at 0"
            )
            self.pole([(c, j) for c, _, j in above], [(c, j) for c, _, j in below], v, side)

    def pole(
        self, above: list[tuple[int, int]], below: list[tuple[int, int]], v: Expression, side: str
    ) -> None:
        """At τ = 1: p(τ) ~ p^(m)(1) (τ-1)^m/m!, and p^(m)(1) = Σ c j(j-1)…(j-m+1)."""

        def order(p: list[tuple[int, int]]) -> tuple[int, int]:
            for m in range(64):
                slope = sum(c * _falling(j, m) for c, j in p)
                if slope:
                    return m, slope
            raise Undefined("a polynomial that is 0")

        (m, c), (k, d) = order(above), order(below)
        _require(k > m, "a pole")
        sign = (c * d > 0) == (side == "+" or (k - m) % 2 == 0)
        _require(side in ("+", "-") or (k - m) % 2 == 0, "the same sign on both sides")
        _require(infinite(v) == (1 if sign else -1), "the infinite limit")

    # links of chains

    def link(self, left: Expression, relation: Relation, right: Expression) -> None:
        match relation:
            case Relation.EQ:
                self.same(left, right)
            case Relation.APPROX:
                self.approximate(left, right)
            case Relation.NE:
                self.sign(left - right, "!=")
            case Relation.LT | Relation.LE:
                self.link(right, Relation.GT if relation is Relation.LT else Relation.GE, left)
            case _:
                strict = relation is Relation.GT
                match left, right:
                    case Call("abs", (f,)), _:
                        raise CertificateError(f"|f| above a bound: {f}")
                    case _, Call("abs", (f,)):
                        # c > |f|: -c < f < c
                        self.sign(left - f, ">" if strict else ">=")
                        self.sign(left + f, ">" if strict else ">=")
                    case _:
                        self.sign(left - right, ">" if strict else ">=")

    def for_all(self, left: Expression, right: Expression, whole: list[str]) -> None:
        """Both sides obey one recurrence from some n on, and agree up to there."""
        if len(whole) == 2:
            n, k = next(self.witnesses)
            _require(sorted((n, k)) == whole, "the symbols for whole numbers")
            _require(equal(reduced(left - right, n, k), Integer(0)), "the same combination of one row")
            return
        n, (start, rate, x) = whole[0], next(self.witnesses)
        variable, factor = (None if x is None else Symbol(x)), from_data(rate)
        least = self.least(n)
        _require(isinstance(start, int) and start >= least, "a start")
        _require(not free_symbols(factor) & {x} and n != x, "a rate that is no function of the variable")
        if variable is None:
            _require(not (free_symbols(left) | free_symbols(right)) - {n}, "numbers")
        for m in range(least, start + 1):
            self.same(*(_instantiated(side, n, m) for side in (left, right)))
        for side in (left, right):
            _require(advances(side, factor, n, variable, start), "the step from n to n + 1")

    def least(self, n: str) -> int:
        """Return the smallest whole number for which the claim is made: 0, if it does not say."""
        found = [domain for domain in self.domains if domain.variable == Symbol(n)]
        if not found:
            return 0
        _require(len(found) == 1 and not infinite(found[0].interval.lower), "whole numbers from a first one")
        _require(compare(found[0].interval.upper, INFINITY) == 0, "all whole numbers from a first one")
        lower = whole_number(self.written(found[0].interval.lower), Scope())
        return lower + (not found[0].interval.lower_closed)

    def same(self, left: Expression, right: Expression) -> None:
        """Both sides are the same where both are defined, and somewhere they are."""
        whole = sorted(whole_symbols(left) | whole_symbols(right))
        if whole:
            self.for_all(left, right, whole)
            return
        if not free_symbols(left) | free_symbols(right):
            _require(compare(left, right) == 0, "two equal numbers")
            return
        _require(equal(left, right), "both sides are the same")
        _require(_somewhere(left, right), "a point where both sides are defined")

    def approximate(self, left: Expression, right: Expression) -> None:
        """|left - right| is at most half a unit of the last digit of the side that is a printed number."""
        number = printed(right) or printed(left)
        if number is None:
            raise CertificateError("≈ without a number in digits")
        half = tree(number[1] / 2)
        _require(compare(left - right, half) <= 0 and compare(right - left, half) <= 0, "half a unit")


def _instantiated(node: Expression, n: str, m: int) -> Expression:
    if node == Symbol(n):
        return tree(m)
    if isinstance(node, (Derivative, At)) and node.variable == Symbol(n):
        raise Undefined("a variable that is a whole number")
    return mapped(node, lambda child: _instantiated(child, n, m))


def _falling(j: int, m: int) -> int:
    result = 1
    for i in range(m):
        result *= j - i
    return result


def _somewhere(left: Expression, right: Expression) -> bool:
    free = sorted(free_symbols(left) | free_symbols(right))
    for start in (Fraction(0), Fraction(1, 2), Fraction(2), Fraction(-2), Fraction(1, 3)):
        scope = Scope()
        for k, name in enumerate(free):
            # All 0 first: there exponentials are rational.
            scope = scope.with_(name, tree(start and start + Fraction(k, 8)), Scope())
        try:
            (a, b), (c, d) = (ends(enclosed(side, scope, 64)) for side in (left, right))
        except Undefined:
            continue
        return a <= d and c <= b
    return False


def _denominators(node: Expression) -> Iterator[Expression]:
    match node:
        case Div(_, below):
            yield below
        case Pow(base, exponent) if not isinstance(exponent, Integer):
            yield base
        case Call("coth" | "csch", (u,)):
            yield Call("exp", (u,)) - Call("exp", (Neg(u),))
        case Call("log" | "logit" | "sqrt" | "polylog" | "abs") | At():
            raise Undefined("a function that need not be defined everywhere")
    for child in children(node):
        yield from _denominators(child)


def _positive(node: Expression) -> bool:
    match node:
        case Integer(n) | Decimal(n):
            return n > 0
        case Add(parts) | Mul(parts):
            return all(map(_positive, parts))
        case Div(above, below):
            return _positive(above) and _positive(below)
        case Pow(base):
            return _positive(base)
        case Call(function):
            return function in ("exp", "sigma", "cosh", "sech")
        case _:
            return False
