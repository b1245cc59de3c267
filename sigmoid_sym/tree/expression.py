"""Immutable mathematical expressions that are never evaluated behind one's back.

`e^x/e^x` stays `e^x/e^x`, `1·x` stays `1·x`: a tree says exactly what its writer will print. The
operators `+ - * / **` build nodes and do nothing else, except that `a + b + c` is one sum of three
terms and `a*b*c` one product of three factors. A number below zero is `Neg(Integer(…))`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any, ClassVar

from sigmoid_sym.errors import ArgumentTypeError, SigmoidSymError, python_fraction, shown

_GREEK_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon "
    "phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega "
    "varepsilon vartheta varphi varsigma varrho"
)
_GREEK_LETTERS = "αβγδϵζηθικλμνξπρστυϕχψωΓΔΘΛΞΠΣΥΦΨΩεϑφςϱ"
GREEK = MappingProxyType(dict(zip(_GREEK_NAMES.split(), _GREEK_LETTERS, strict=True)))
_WORDS = {letter: word for word, letter in GREEK.items()}
CONSTANTS = frozenset({"pi", "i", "infinity"})
# What stands over a letter, and the mark that combines with it: ŷ is y_hat, in every language a name.
ACCENTS = MappingProxyType({"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303"})
_MARKS = {mark: accent for accent, mark in ACCENTS.items()}
_FUNCTION = re.compile(r"[a-z]{2,19}[0-9]?")
_ACCENT = "|".join(ACCENTS)
_NAME = re.compile(rf"(?P<stem>[A-Za-z]+)(?:_(?P<accent>{_ACCENT}))?(?:_(?P<subscript>[A-Za-z0-9]{{1,8}}))?")
_ACCENTED = re.compile(rf"\\({_ACCENT})\s*(?:\{{(\\?[A-Za-z]+)\}}|(\\?[A-Za-z]+))")


def checked_name(what: str, name: object, words: bool = False) -> str:
    r"""Return `name` if it is a letter or a Greek letter's name, with or without a subscript.

    The backslash of a Greek letter and the braces of a subscript are taken off (`\sigma`, `z_{1}`), a Greek
    letter becomes its name, and an accent is written behind (`y_hat` for `\hat y` and ŷ); no other command of
    TeX (`\frac`) is a letter. With `words`, a word of up to 20 letters will do too.

    Raises:
        SigmoidSymError: anything else.

    >>> checked_name("variable", r"\xi_{0}"), checked_name("symbol", "σ"), checked_name("variable", "ŷ")
    ('xi_0', 'sigma', 'y_hat')
    """
    allowed = f"{what} must be a letter or a Greek letter, with a subscript if wanted (x, \\sigma, z_1)"
    if not isinstance(name, str):
        raise ArgumentTypeError(f"{allowed}, not {shown(name)}")
    written = _ACCENTED.sub(lambda found: f"{found[2] or found[3]}_{found[1]}", name, 1)
    plain = re.sub(r"_\{(\w+)\}$", r"_\1", written.removeprefix("\\"))
    stem, mark, subscript = plain.partition("_")
    apart = unicodedata.normalize("NFD", stem)
    if len(apart) == 2 and apart[1] in _MARKS:
        stem, mark = apart[0], f"_{_MARKS[apart[1]]}{mark}"
    plain = _WORDS.get(stem, stem) + mark + subscript
    match = _NAME.fullmatch(plain)
    if not match or not (
        match["stem"] in GREEK
        or (
            not written.startswith("\\") and (len(match["stem"]) == 1 or (words and len(match["stem"]) <= 20))
        )
    ):
        raise SigmoidSymError(f"{allowed}, not {shown(name)}")
    return plain


def name_parts(name: str) -> tuple[str, str, str]:
    """Return the letter of a name, the accent over it and the subscript, "" where there is none.

    >>> name_parts("y_hat_0"), name_parts("x_0"), name_parts("mu")
    (('y', 'hat', '0'), ('x', '', '0'), ('mu', '', ''))
    """
    match = _NAME.fullmatch(name)
    return (match["stem"], match["accent"] or "", match["subscript"] or "") if match else (name, "", "")


class Expression:
    """Base of all nodes; gives the operators that build trees."""

    __slots__ = ()
    __match_args__: ClassVar[tuple[str, ...]] = ()  # the fields, of each node that is a dataclass

    def __add__(self, other: Expression | int | Fraction) -> Add:
        return Add((*(self.terms if isinstance(self, Add) else (self,)), tree(other)))

    def __radd__(self, other: int | Fraction) -> Add:
        return tree(other) + self

    def __sub__(self, other: Expression | int | Fraction) -> Add:
        return self + Neg(tree(other))

    def __rsub__(self, other: int | Fraction) -> Add:
        return tree(other) - self

    def __mul__(self, other: Expression | int | Fraction) -> Mul:
        return Mul((*(self.factors if isinstance(self, Mul) else (self,)), tree(other)))

    def __rmul__(self, other: int | Fraction) -> Mul:
        return tree(other) * self

    def __truediv__(self, other: Expression | int | Fraction) -> Div:
        return Div(self, tree(other))

    def __rtruediv__(self, other: int | Fraction) -> Div:
        return tree(other) / self

    def __pow__(self, other: Expression | int | Fraction) -> Pow:
        return Pow(self, tree(other))

    def __neg__(self) -> Neg:
        return Neg(self)


@dataclass(frozen=True, slots=True)
class Integer(Expression):
    """A whole number ≥ 0."""

    value: int

    def __post_init__(self) -> None:
        if type(self.value) is not int:
            raise ArgumentTypeError(f"an Integer is of an int, not of {shown(self.value)}")
        if self.value < 0:
            raise SigmoidSymError("a negative number is Neg(Integer(…)); tree(value) builds it")


@dataclass(frozen=True, slots=True)
class Symbol(Expression):
    """A variable or a parameter: a letter or a Greek letter's name, with or without a subscript."""

    name: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", checked_name("a symbol's name", self.name))


@dataclass(frozen=True, slots=True)
class Constant(Expression):
    """One of π (`pi`), the imaginary unit (`i`), ∞ (`infinity`)."""

    name: str

    def __post_init__(self) -> None:
        if self.name not in CONSTANTS:
            raise SigmoidSymError(
                f"a constant is one of {', '.join(sorted(CONSTANTS))}, not {shown(self.name)}"
            )


@dataclass(frozen=True, slots=True)
class Add(Expression):
    """A sum of two or more terms; a term that is subtracted is a `Neg`."""

    terms: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Mul(Expression):
    """A product of two or more factors."""

    factors: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Neg(Expression):
    """The negative of an expression."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Div(Expression):
    """A fraction."""

    numerator: Expression
    denominator: Expression


@dataclass(frozen=True, slots=True)
class Pow(Expression):
    """A power."""

    base: Expression
    exponent: Expression


@dataclass(frozen=True, slots=True)
class Call(Expression):
    """A function at its arguments, by its name: one of the table of functions, or a letter such as `f`."""

    function: str
    arguments: tuple[Expression, ...]

    def __post_init__(self) -> None:
        if not (isinstance(self.function, str) and _FUNCTION.fullmatch(self.function)):
            name = checked_name("a function symbol", self.function, words=True)
            object.__setattr__(self, "function", name)
        if not self.arguments:
            raise SigmoidSymError(f"{self.function} takes one argument or more")


@dataclass(frozen=True, slots=True)
class Derivative(Expression):
    """The derivative of an expression in a variable, of an order that is a number or a symbol, or n + 1."""

    operand: Expression
    variable: Symbol
    order: Expression


@dataclass(frozen=True, slots=True)
class At(Expression):
    """The value where the variable is `point`: σ''(2) is `At(Derivative(σ(x), x, 2), x, 2)`."""

    operand: Expression
    variable: Symbol
    point: Expression


@dataclass(frozen=True, slots=True)
class Decimal(Expression):
    """A number ≥ 0 as it is printed, digits/10^places: 0.1050 is `Decimal(1050, 4)`, not 0.105."""

    digits: int
    places: int

    def __post_init__(self) -> None:
        if type(self.digits) is not int or type(self.places) is not int:
            raise ArgumentTypeError(f"a Decimal is of two ints, not {shown((self.digits, self.places))}")
        if self.digits < 0 or self.places < 0:
            raise SigmoidSymError("a Decimal is at least 0, with 0 places or more")


@dataclass(frozen=True, slots=True)
class Sum(Expression):
    """Σ of `body` over a whole-numbered index from `lower` to `upper`, both included."""

    body: Expression
    index: Symbol
    lower: Expression
    upper: Expression


def call(function: str, *arguments: Expression | int | Fraction) -> Call:
    """Return the function at the arguments.

    >>> call("exp", 2)
    Call(function='exp', arguments=(Integer(value=2),))
    """
    return Call(function, tuple(map(tree, arguments)))


def tree(value: Expression | int | Fraction) -> Expression:
    """Return the expression for an exact number; an expression stays as it is.

    >>> tree(Fraction(-1, 2))
    Neg(operand=Div(numerator=Integer(value=1), denominator=Integer(value=2)))
    """
    if isinstance(value, Expression):
        return value
    if isinstance(value, bool) or not isinstance(value, (int, Fraction)):
        raise ArgumentTypeError(f"an expression holds whole numbers and fractions, not {shown(value)}")
    value = python_fraction(value) if isinstance(value, Fraction) else int(value)
    if value < 0:
        return Neg(tree(-value))
    return Integer(value) if isinstance(value, int) else Div(*map(Integer, value.as_integer_ratio()))


def total(terms: list[Expression]) -> Expression:
    """Return the sum of the terms: 0 of none, the term itself of one.

    >>> total([Symbol("x")])
    Symbol(name='x')
    """
    return Add(tuple(terms)) if len(terms) > 1 else terms[0] if terms else Integer(0)


def product(factors: list[Expression]) -> Expression:
    """Return the product of the factors: 1 of none, the factor itself of one."""
    return Mul(tuple(factors)) if len(factors) > 1 else factors[0] if factors else Integer(1)


def children(node: Expression) -> Iterator[Expression]:
    """Yield the expressions that `node` is made of.

    >>> list(children(Symbol("x") ** 2))
    [Symbol(name='x'), Integer(value=2)]
    """
    for name in node.__match_args__:  # to ask `dataclasses` for the fields takes most of a walk
        value = getattr(node, name)
        if isinstance(value, Expression):
            yield value
        elif isinstance(value, tuple):
            for item in value:
                if isinstance(item, Expression):
                    yield item


def names(node: Expression, bound: bool = True) -> frozenset[str]:
    """Return the names of the symbols and of the functions in `node`.

    Without `bound` the indices of sums do not count.

    >>> sorted(names(call("sigma", Symbol("x")) * call("exp", Symbol("t"))))
    ['exp', 'sigma', 't', 'x']
    """
    own: frozenset[str] = frozenset()
    if isinstance(node, Symbol):
        own = frozenset({node.name})
    elif isinstance(node, Call):
        own = frozenset({node.function})
    inner = own.union(*(names(child, bound) for child in children(node)))
    return inner - {node.index.name} if isinstance(node, Sum) and not bound else inner


def free_symbols(node: Expression, known: dict[int, frozenset[str]] | None = None) -> frozenset[str]:
    """Return the names of the symbols whose values the expression depends on.

    A part that stands in several places is looked at once: there may be more places than can be visited. What
    is found is kept in `known`, by the parts' ids, for whoever asks about parts of one tree.

    >>> x = Symbol("x")
    >>> sorted(free_symbols(At(call("sigma", x), x, Symbol("a"))))
    ['a']
    """
    known = {} if known is None else known
    if id(node) not in known:
        found: frozenset[str] = frozenset()
        match node:
            case Symbol(name):
                found = frozenset({name})
            case At(operand, variable, point):
                found = (free_symbols(operand, known) - {variable.name}) | free_symbols(point, known)
            case Sum(body, index, lower, upper):
                found = free_symbols(body, known) - {index.name}
                found |= free_symbols(lower, known) | free_symbols(upper, known)
            case _:
                for child in children(node):
                    found |= free_symbols(child, known)
        known[id(node)] = found
    return known[id(node)]


def mapped(node: Expression, function: Callable[[Expression], Expression]) -> Expression:
    """Return the node with the function applied to its children, its variable or index left alone.

    >>> mapped(Symbol("x") + 1, lambda child: -child) == -Symbol("x") + -Integer(1)
    True
    """
    parts, leaf = [], True
    for name in node.__match_args__:
        part: Any = getattr(node, name)
        if isinstance(part, tuple):
            part, leaf = tuple(map(function, part)), False
        elif isinstance(part, Expression) and name not in ("variable", "index"):
            part, leaf = function(part), False
        parts.append(part)
    return node if leaf else type(node)(*parts)


def combination(terms: Iterable[tuple[int | Fraction, Expression | None]]) -> Expression:
    """Return Σ coefficient·factor as an author writes it: signs as + and -, no factor 1, no term 0.

    A factor None is an empty product: the term is the coefficient alone.

    >>> x = Symbol("x")
    >>> combination([(1, None), (-3, x), (0, x**2)]) == 1 - 3 * x
    True
    """
    written: list[Expression] = []
    for coefficient, factor in terms:
        if coefficient == 0:
            continue
        size = tree(-coefficient if coefficient < 0 else coefficient)
        if factor is not None:
            factors = factor.factors if isinstance(factor, Mul) else (factor,)
            size = product([*factors] if size == Integer(1) else [size, *factors])
        written.append(Neg(size) if coefficient < 0 else size)
    return total(written)
