"""Terms, decided: pieces side by side with · and / between them, and what Σ and d/dx reach.

Raw terms → meaning in a scope: in comes a raw term, out goes an `Expression`; what begins with a function or
a letter is left to `application.py`. Where the text leaves two readings open, `Choices` takes each in turn:
`1/2x`, `tanh x/2`, `d/dx σ(x)x`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from sigmoid_sym.language.reader.pieces import MOST_FACTORS, Parts, checked_pieces, with_derivatives
from sigmoid_sym.language.reader.raw import (
    Bracket,
    Differentiation,
    Evaluation,
    Fraction,
    Juxtaposition,
    Mark,
    Misread,
    Name,
    Operator,
    SumSign,
    is_constant,
    is_long,
    is_raw,
    letters_in,
    parts_of,
    place,
    undecorated,
    walk,
)
from sigmoid_sym.language.reader.scope import Scope
from sigmoid_sym.tree.claim import Interval
from sigmoid_sym.tree.expression import (
    Add,
    At,
    Derivative,
    Div,
    Expression,
    Integer,
    Neg,
    Sum,
    Symbol,
    product,
    total,
)
from sigmoid_sym.tree.substitution import put

T = TypeVar("T")
_OVER, _TIMES, _MINUS = Mark("/"), Mark("*"), Mark("-")


@dataclass(slots=True)
class Unit:
    """A factor, the number of parts that it takes, and what it is if a divisor belongs inside (tanh x/2)."""

    value: Expression
    taken: int
    divided: Callable[[Expression], Expression] | None = None


@dataclass(slots=True)
class _Run:
    """Pieces side by side, the mark before them, and whether a - stands between the two."""

    mark: Mark
    parts: Parts = ()
    negative: bool = False


@dataclass(slots=True)
class Terms:
    """Turns raw expressions into expressions, in the scope of one text; `unit` is left to a subclass."""

    scope: Scope

    def unit(self, run: Parts, position: int) -> Unit:
        """Return the factor that begins at that piece."""
        raise NotImplementedError

    def expression(self, node: Expression) -> Expression:
        """Return the expression that a raw one stands for.

        Raises:
            Misread: it stands for none.
        """
        match node:
            case Bracket((inner,)):
                return self.expression(inner)
            case Bracket():
                raise Misread("two expressions in one bracket", node.at)
            case Add(terms):
                barred = [any(isinstance(part, Evaluation) for part in walk(term)) for term in terms]
                if any(barred) and any(
                    not bar and not is_constant(t) for bar, t in zip(barred, terms, strict=True)
                ):
                    raise self.scope.unclear("how far does the bar reach? Write brackets", place(node))
                reaching = self.reaching(node)
                return self.rebuilt(node) if reaching is node else self.expression(reaching)
            case Fraction(above, below) if with_derivatives((node,)) == (node,):
                return Div(self.expression(above), self.expression(below))
            case Differentiation(operand, variable, order):
                return Derivative(self.expression(operand), self.letter(variable), self.expression(order))
            case Evaluation(operand, variable, point):
                return At(self.expression(operand), self.letter(variable), self.expression(point))
            case _ if is_raw(node):
                return self.term(parts_of(node))
            case _:
                return self.rebuilt(node)

    def reaching(self, node: Add) -> Expression:
        """Return the sum with what d/dx is of in brackets, where it may be of the terms that follow, too.

        Raises:
            Misread: nothing else makes sense, but nobody says it.
        """
        pieces = [with_derivatives(parts_of(t.operand if isinstance(t, Neg) else t)) for t in node.terms]
        operated = [position for position, parts in enumerate(pieces) if isinstance(parts[0], Operator)]
        for position in operated:
            if position < len(pieces) - 1 and all(map(is_constant, pieces[position][1:])):
                raise self.scope.unclear(
                    "how far does d/dx reach? Write brackets", place(pieces[position][0])
                )
        if len(operated) != 1 or isinstance(node.terms[operated[0]], Neg):
            return node
        (position,) = operated
        (sign, *inner), others = pieces[position], node.terms[position + 1 :]
        # d/dx (f) + g is clear.
        clear = not others or not inner or isinstance(undecorated(inner[0]).base, Bracket)
        if clear or self.scope.choices.first(("reach", node)):
            return node
        whole = Bracket((Add((Juxtaposition(tuple(inner)), *others)),), place(inner[0]))
        return total([*node.terms[:position], Juxtaposition((sign, whole))])

    def rebuilt(self, whole: T) -> T:
        """Return a node, an interval or a claim with the expressions in it decided."""
        changes: dict[str, object] = {}
        for field in fields(whole):  # type: ignore[arg-type]
            value = getattr(whole, field.name)
            if isinstance(value, Expression):
                changes[field.name] = self.expression(value)
            elif isinstance(value, Interval):
                changes[field.name] = self.rebuilt(value)
            elif isinstance(value, tuple):
                changes[field.name] = tuple(
                    self.expression(part) if isinstance(part, Expression) else part for part in value
                )
        return replace(whole, **changes) if changes else whole  # type: ignore[type-var]

    def letter(self, name: Name) -> Symbol:
        """Return a letter that something is done in: differentiated, summed, replaced.

        Raises:
            Misread: it has a fixed meaning.
        """
        symbol = self.scope.symbol(name)
        if not isinstance(symbol, Symbol) or name.name in self.scope.definitions:
            raise Misread(f"{name.name} is no variable", name.at)
        return symbol

    def term(self, parts: Parts) -> Expression:
        """Return what a term stands for."""
        parts = checked_pieces(parts)
        for position, sign in enumerate(parts):
            if isinstance(sign, (SumSign, Operator)):
                before, after = parts[:position], parts[position + 1 :]
                if not after or isinstance(after[0], Mark):
                    raise Misread("nothing stands after the sign of a sum or of a derivative", place(sign))
                if before and before[-1] == _OVER:
                    raise Misread("a sum or a derivative below a slash needs brackets", place(sign))
                if isinstance(sign, SumSign):
                    return self.quotient((*before, self.sum(sign, after)))
                return self.differentiated(before, sign, after)
        return self.quotient(parts)

    def sum(self, sign: SumSign, after: Parts) -> Expression:
        """Return Σ of all that follows in the term."""
        index = Symbol(sign.index.name)
        if index.name in self.scope.bound or index.name in self.scope.definitions:
            raise Misread(f"the index {index.name} means something else already", sign.index.at)
        if self.scope.latex and is_long(sign.upper) and not sign.braces:
            raise Misread("in LaTeX a limit of more than one character needs braces", sign.index.at)
        inner = replace(self, scope=replace(self.scope, bound=self.scope.bound | {index.name}))
        lower, upper = self.expression(sign.lower), self.expression(sign.upper)
        letters = letters_in(after).items()
        entries = {name: part for name, part in letters if index.name in name.partition("_")[2]}
        if not entries:
            return Sum(inner.term(after), index, lower, upper)
        for name, part in entries.items():
            if name.partition("_")[2] != index.name or name in self.scope.definitions:
                raise Misread(f"how {name} depends on {index.name} is not understood", part.at)
        if not (isinstance(lower, Integer) and isinstance(upper, Integer)) or upper.value > MOST_FACTORS:
            raise Misread(f"a sum of {next(iter(entries))} is understood between numbers", sign.index.at)
        return _written_out(inner.term(after), index, range(lower.value, upper.value + 1), entries)

    def differentiated(self, before: Parts, operator: Operator, after: Parts) -> Expression:
        """Return the derivative of the factor that follows, or of all that follows in the term."""
        variable, order = self.letter(operator.variable), self.expression(operator.order)
        unit = self.unit(after, 0)
        rest = after[unit.taken :]
        # Nobody differentiates the 1 of d/dx 1/(1+e^-x).
        wide = bool(rest) and (is_constant(after[0]) or not self.scope.choices.first(("d/dx", after)))
        if wide:
            return self.quotient((*before, Derivative(self.term(after), variable, order)))
        return self.quotient((*before, Derivative(unit.value, variable, order), *rest))

    def quotient(self, parts: Parts) -> Expression:
        """Return a product of runs with slashes between them, from left to right."""
        factors: list[Expression] = []
        runs = _runs(parts)
        while runs:
            run = runs.pop(0)
            units = self.units(run.parts)
            divided = units[-1].divided
            if divided and runs and runs[0].mark == _OVER:
                # tanh x/2 is tanh(x)/2 or tanh(x/2).
                below = runs[0].parts
                if not self.scope.choices.first(("/", run.parts, below)):
                    if len(below) > 1:
                        raise Misread("where does the argument end? Write brackets", place(below[0]))
                    units[-1] = Unit(divided(self.expression(below[0])), 1)
                    del runs[0]
            values = [unit.value for unit in units]
            if run.negative:
                values[0] = Neg(values[0])
            if run.mark != _OVER:
                factors += values
                continue
            # 1/2x is 1/(2x) or (1/2)x.
            below_bar = len(values)
            if below_bar > 1 and (
                self.is_plain_fraction(factors, run.parts, units[0].taken)
                or not self.scope.choices.first(("/", run.parts))
            ):
                below_bar = 1
            factors = [Div(product(factors), product(values[:below_bar])), *values[below_bar:]]
        return product(factors)

    def is_plain_fraction(self, factors: list[Expression], run: Parts, taken: int) -> bool:
        """Return whether it is 1/2 (1 + tanh(x/2)), with a blank, or a/2 Σ(…): Σ is in no denominator."""
        if isinstance(run[0], Integer) and _is_sum(run[taken]):
            return True
        numbers = len(factors) == 1 and isinstance(factors[0], Integer) and isinstance(run[0], Integer)
        return numbers and self.scope.is_apart(run[taken])

    def units(self, run: Parts) -> list[Unit]:
        """Return the factors of pieces side by side."""
        found: list[Unit] = []
        position = 0
        while position < len(run):
            unit = self.unit(run, position)
            found.append(unit)
            position += unit.taken
        return found


def _is_sum(node: Expression) -> bool:
    """Return whether it is Σ(k=1..n, …)."""
    inner = node.items[0] if isinstance(node, Bracket) else node
    return isinstance(inner, Juxtaposition) and isinstance(inner.parts[0], SumSign)


def _written_out(body: Expression, index: Symbol, values: range, entries: Iterable[str]) -> Expression:
    """Return a_1 + a_2 for the sum of the a_k."""
    terms = []
    for k in values:
        term = put(body, index.name, Integer(k))
        for name in entries:
            term = put(term, name, Symbol(f"{name.partition('_')[0]}_{k}"))
        terms.append(term)
    return total(terms)


def _runs(parts: Parts) -> list[_Run]:
    runs = [_Run(_TIMES)]
    for part in parts:
        if part == _MINUS:
            runs[-1].negative = True
        elif isinstance(part, Mark):
            runs.append(_Run(part))
        else:
            runs[-1].parts += (part,)
    return runs
