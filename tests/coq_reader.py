"""A reader of the statements that are exported to Coq, with Coq's levels, and what they mean in numbers.

It knows Coq's own words and the definitions of the theory, as a person would look them up, and nothing of
the exporter. A statement is a tree of tuples: (head, part, …).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import mpmath
from sampling import triangle

Tree = tuple[Any, ...]
_TOKEN = re.compile(r"[A-Za-z_][\w.]*'?|\d+|:=|<->|->|<>|<=|>=|=>|\\/|/\\|%[A-Za-z]+|exists!|\S")
_RELATIONS = ("=", "<>", "<", "<=", ">", ">=")


class Reader:
    r"""Loose to tight: -> and <->, \/, /\, relations, + and -, * and /, both as signs, ^, application."""

    def __init__(self, source: str) -> None:
        self.tokens = _TOKEN.findall(source.replace("exists!", "exists_one"))

    def peek(self) -> str:
        return self.tokens[0] if self.tokens else ""

    def take(self, *expected: str) -> str:
        assert not expected or self.peek() in expected, (expected, self.tokens[:8])
        return self.tokens.pop(0)

    def whole(self) -> Tree:
        tree = self.statement()
        assert not self.tokens, self.tokens
        return tree

    def statement(self) -> Tree:
        head = self.peek()
        if head == "let":
            self.take()
            name = self.take()
            self.take(":=")
            term = self.sum()
            self.take("in")
            return ("let", name, term, self.statement())
        if head in ("forall", "exists", "exists_one"):
            self.take()
            bound = self.binders()
            self.take(",")
            return (head, bound, self.statement())
        left = self.disjunction()
        if self.peek() in ("->", "<->"):
            return (self.take(), left, self.statement())
        return left

    def binders(self) -> tuple[tuple[str, str], ...]:
        if self.peek() == "(":
            found: tuple[tuple[str, str], ...] = ()
            while self.peek() == "(":
                self.take()
                found += self.binders()
                self.take(")")
            return found
        names = []
        while self.peek() != ":":
            names.append(self.take())
        self.take(":")
        kind = self.take("R", "nat")
        return tuple((name, kind) for name in names)

    def disjunction(self) -> Tree:
        left = self.conjunction()
        while self.peek() == "\\/":
            left = (self.take(), left, self.conjunction())
        return left

    def conjunction(self) -> Tree:
        left = self.relation()
        while self.peek() == "/\\":
            sign = self.take()
            quantified = self.peek() in ("forall", "exists")
            left = (sign, left, self.statement() if quantified else self.relation())
        return left

    def relation(self) -> Tree:
        links, left = [], self.sum()
        while self.peek() in _RELATIONS:
            sign = self.take()
            right = self.sum()
            links.append((sign, left, right))
            left = right
        if not links:
            return left
        return links[0] if len(links) == 1 else ("/\\", *links)

    def sum(self) -> Tree:
        left = self.product()
        while self.peek() in ("+", "-"):
            left = (self.take(), left, self.product())
        return left

    def product(self) -> Tree:
        left = self.sign()
        while self.peek() in ("*", "/"):
            left = (self.take(), left, self.sign())
        return left

    def sign(self) -> Tree:
        if self.peek() in ("-", "/"):
            return (f"{self.take()}_", self.sign())
        return self.power()

    def power(self) -> Tree:
        base = self.application()
        return (self.take(), base, self.power()) if self.peek() == "^" else base

    def application(self) -> Tree:
        parts = [self.atom()]
        while self.peek() and (self.peek()[0].isalnum() or self.peek() == "(") and self.peek() != "in":
            parts.append(self.atom())
        return parts[0] if len(parts) == 1 else ("apply", *parts)

    def atom(self) -> Tree:
        token = self.take()
        if token == "(" and self.peek() == "fun":
            self.take()
            name = self.take()
            self.take("=>")
            tree: Tree = ("fun", name, self.statement())
            self.take(")")
        elif token == "(":
            tree = self.statement()
            self.take(")")
        else:
            tree = ("number", int(token)) if token.isdigit() else ("name", token)
        return ("scope", self.take(), tree) if self.peek()[:1] == "%" else tree


def read(source: str) -> Tree:
    """The tree of a statement."""
    return Reader(source).whole()


def sigmoid(u: Any) -> Any:
    return 1 / (1 + mpmath.exp(-u))


# What the words mean: those of Reals and Coquelicot, then those of the theory's definitions.
_WORDS: dict[str, Any] = {
    **{name: getattr(mpmath, name) for name in ("exp", "tanh", "sinh", "cosh")},
    "ln": mpmath.log,
    "PI": mpmath.pi,
    "p_infty": mpmath.inf,
    "m_infty": -mpmath.inf,
    "INR": lambda n: n,
    "IZR": lambda n: n,
    "Z.of_nat": lambda n: n,
    "Finite": lambda u: u,
    "fact": lambda n: math.factorial(int(n)),
    "sigmoid": sigmoid,
    "softplus": lambda u: mpmath.log(1 + mpmath.exp(u)),
    "logit": lambda p: mpmath.log(p / (1 - p)),
    "stirling2": lambda n, k: triangle(int(n), int(k), lambda n, k: (k, 1)),
    "eulerian": lambda n, k: triangle(int(n), int(k), lambda n, k: (k + 1, n - k)),
    "Derive_n": lambda f, n, u: mpmath.diff(f, u, int(n)) if n else f(u),
    "sum_n_m": lambda f, a, b: mpmath.fsum(f(mpmath.mpf(k)) for k in range(int(a), int(b) + 1)),
}
# Where a natural number is wanted: there 1 - 2 is 0.
_NATURAL = {"Derive_n": (1,), "sum_n_m": (1, 2), "fact": (0,), "stirling2": (0, 1), "eulerian": (0, 1)}


def value(tree: Tree, at: dict[str, Any], natural: bool = False) -> Any:
    """The number, or the function, that a term is."""

    def of(part: Tree) -> Any:
        return value(part, at, natural)

    match tree:
        case ("number", number):
            return mpmath.mpf(number)
        case ("name", name):
            return at[name] if name in at else _WORDS[name]
        case ("+", left, right):
            return of(left) + of(right)
        case ("-", left, right):
            return max(of(left) - of(right), mpmath.mpf(0)) if natural else of(left) - of(right)
        case ("*", left, right):
            return of(left) * of(right)
        case ("/", left, right):
            return of(left) / of(right)
        case ("-_", part):
            return -of(part)
        case ("/_", part):
            return 1 / of(part)
        case ("^", base, exponent):
            return of(base) ** int(value(exponent, at, True))
        case ("fun", name, body):
            return lambda u: value(body, at | {name: u})
        case ("apply", ("name", word), *arguments):
            places = _NATURAL.get(word, ())
            parts = [value(part, at, i in places or natural) for i, part in enumerate(arguments)]
            return of(("name", word))(*parts)
        case ("scope", scope, part):
            return value(part, at, scope == "%nat")
    raise TypeError(tree)


def holds(tree: Tree, at: dict[str, Any], grid: Callable[[str], list[Any]]) -> bool:
    """Whether a statement holds where its letters range over the points of a grid: R, or nat."""
    match tree:
        case ("let", name, term, body):
            return holds(body, {name: value(term, at)} | at, grid)
        case ("forall", ((name, kind), *others), body):
            rest = ("forall", tuple(others), body) if others else body
            return all(holds(rest, at | {name: v}, grid) for v in grid(kind))
        case ("->", condition, conclusion):
            return not holds(condition, at, grid) or holds(conclusion, at, grid)
        case ("\\/", left, right):
            return holds(left, at, grid) or holds(right, at, grid)
        case ("/\\", *parts):
            return all(holds(part, at, grid) for part in parts)
        case ("scope", "%nat", part):
            return holds(part, at, grid)
        case ("apply", ("fun", name, body), point):
            return holds(body, at | {name: value(point, at)}, grid)
        case (sign, left, right) if sign in _RELATIONS:
            difference = value(left, at) - value(right, at)
            exact = 0 if abs(difference) < mpmath.mpf(10) ** -25 else difference
            return {
                "=": exact == 0,
                "<>": exact != 0,
                "<": exact < 0,
                "<=": exact <= 0,
                ">": exact > 0,
                ">=": exact >= 0,
            }[sign]
    raise TypeError(tree)
