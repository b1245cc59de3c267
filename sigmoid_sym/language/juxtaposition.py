"""Pieces side by side, decided: which is a product, which a call, and of what.

Where the text leaves two readings open, `Choices` takes each in turn: `σ(1-x)` beside a σ without
argument, `1/2x`, `tanh x/2`. A σ beside a bracket with a sum that contains σ is a product.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

from sigmoid_sym.language.differentials import with_derivatives
from sigmoid_sym.language.expression import (
    FUNCTIONS,
    Add,
    At,
    Constant,
    Derivative,
    Div,
    Expression,
    Integer,
    Neg,
    Pow,
    Sum,
    Symbol,
    call,
    product,
)
from sigmoid_sym.language.lexicon import TWO_ARGUMENTS, VARIABLES
from sigmoid_sym.language.raw import (
    Bracket,
    Decorated,
    Differentiated,
    Differentiation,
    Euler,
    Evaluation,
    Fraction,
    Head,
    Juxtaposition,
    Mark,
    Misread,
    Name,
    Operator,
    Polylogarithm,
    SumSign,
    parts_of,
    place,
    undecorated,
    walk,
)
from sigmoid_sym.language.scope import Scope

Parts = tuple[Expression, ...]
_OVER, _TIMES, _MINUS = Mark("/"), Mark("*"), Mark("-")
_ONE = Integer(1)
# From σ^(4) on no one writes primes: a number that needs no brackets has them for a reason.
_LEAST_ORDER_IN_BRACKETS = 4


@dataclass(slots=True)
class Unit:
    """A factor, the number of parts that it takes, and what it is if a divisor belongs inside (tanh x/2)."""

    value: Expression
    taken: int
    divided: Callable[[Expression], Expression] | None = None


@dataclass(slots=True)
class Decider:
    """Turns raw expressions into expressions, in the scope of one text."""

    scope: Scope

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
            case Fraction(above, below) if with_derivatives((node,)) == (node,):
                return Div(self.expression(above), self.expression(below))
            case Differentiation(operand, variable, order):
                return Derivative(self.expression(operand), self.letter(variable), self.expression(order))
            case Evaluation(operand, variable, point):
                return At(self.expression(operand), self.letter(variable), self.expression(point))
            case Name() | Head() | Decorated() | Euler() | Fraction() | Juxtaposition():
                return self.term(parts_of(node))
            case Polylogarithm() | Operator() | Differentiated() | SumSign() | Mark():
                return self.term((node,))
            case _ if type(node).__module__ == Name.__module__:
                return self.term((node,))
            case _:
                return self.rebuilt(node)

    def rebuilt(self, node: Expression) -> Expression:
        """Return the node with its operands decided."""
        changes: dict[str, object] = {}
        for field in fields(node):  # type: ignore[arg-type]
            value = getattr(node, field.name)
            if isinstance(value, Expression):
                changes[field.name] = self.expression(value)
            elif isinstance(value, tuple):
                changes[field.name] = tuple(map(self.expression, value))
        return replace(node, **changes) if changes else node  # type: ignore[type-var]

    def letter(self, name: Name) -> Symbol:
        """Return the variable that a derivative is taken in."""
        symbol = self.scope.symbol(name)
        if not isinstance(symbol, Symbol) or name.name in self.scope.definitions:
            raise Misread(f"{name.name} is no variable", name.at)
        return symbol

    def among(self, about: object, *options: Callable[[], Expression]) -> Expression:
        """Return one of the readings."""
        return self.scope.choices.among(about, *options)  # type: ignore[arg-type]

    # A term: pieces with · and / between them

    def term(self, parts: Parts) -> Expression:
        parts = with_derivatives(parts)
        opener = next((k for k, part in enumerate(parts) if isinstance(part, (SumSign, Operator))), None)
        if opener is None:
            return self.quotient(parts)
        before, sign, after = parts[:opener], parts[opener], parts[opener + 1 :]
        if not after or isinstance(after[0], Mark):
            raise Misread("nothing stands after the sign of a sum or of a derivative", place(sign))
        if before and before[-1] == _OVER:
            raise Misread("a sum or a derivative below a slash needs brackets", place(sign))
        if isinstance(sign, SumSign):
            return self.quotient((*before, self.sum(sign, after)))
        assert isinstance(sign, Operator)
        return self.differentiated(before, sign, after)

    def sum(self, sign: SumSign, after: Parts) -> Expression:
        index = Symbol(sign.index.name)
        if index.name in self.scope.bound or index.name in self.scope.definitions:
            raise Misread(f"the index {index.name} means something else already", sign.index.at)
        inner = Decider(replace(self.scope, bound=self.scope.bound | {index.name}))
        return Sum(inner.term(after), index, self.expression(sign.lower), self.expression(sign.upper))

    def differentiated(self, before: Parts, operator: Operator, after: Parts) -> Expression:
        """Return the derivative of the unit that follows, or of the whole term."""
        variable, order = self.letter(operator.variable), self.expression(operator.order)
        unit = self.unit(after, 0, after[1:2] == (_OVER,))
        rest = after[unit.taken :]

        def narrow() -> Expression:
            return self.quotient((*before, Derivative(unit.value, variable, order), *rest))

        def wide() -> Expression:
            return self.quotient((*before, Derivative(self.term(after), variable, order)))

        if not rest:
            return narrow()
        # Nobody differentiates the 1 of d/dx 1/(1+e^-x).
        is_number = not any(isinstance(part, (Name, Head, Euler)) for part in walk(after[0]))
        return wide() if is_number else self.among(("d/dx", after), narrow, wide)

    def quotient(self, parts: Parts) -> Expression:
        """Return a product of runs with slashes between them, from left to right."""
        factors: list[Expression] = []
        runs = self.runs(parts)
        for position, (mark, negative, run) in enumerate(runs):
            before_slash = position + 1 < len(runs) and runs[position + 1][0] == _OVER
            units = self.units(run)
            last = units[-1].divided
            if last is not None and before_slash:
                # tanh x/2 is tanh(x)/2 or tanh(x/2).
                below = runs[position + 1][2]
                taken = self.among(("/", run, below), lambda: Integer(0), lambda: Integer(1)) == _ONE
                if taken:
                    if len(below) > 1:
                        raise Misread("write the argument in brackets", place(run[0]))
                    units[-1] = Unit(last(self.expression(below[0])), 1)
                    del runs[position + 1]
            values = [unit.value for unit in units]
            if negative:
                values[0] = Neg(values[0])
            if mark != _OVER:
                factors += values
            elif len(values) == 1 or self.is_plain_fraction(factors, run, units[0].taken):
                factors = [Div(product(factors), values[0]), *values[1:]]
            else:
                whole = self.among(("/", run), lambda: Integer(0), lambda: Integer(1)) == Integer(0)
                below_bar = values if whole else values[:1]
                factors = [Div(product(factors), product(below_bar)), *values[len(below_bar) :]]
        return product(factors)

    def is_plain_fraction(self, factors: list[Expression], run: Parts, taken: int) -> bool:
        """Return whether it is a fraction of two numbers, with a blank after it: 1/2 (1 + tanh(x/2))."""
        numbers = len(factors) == 1 and isinstance(factors[0], Integer) and isinstance(run[0], Integer)
        start = place(run[taken])
        return numbers and not self.scope.latex and start > 0 and self.scope.text[start - 1].isspace()

    def runs(self, parts: Parts) -> list[tuple[Mark, bool, Parts]]:
        """Return (mark before it, whether a - stands before it, pieces side by side)."""
        found: list[tuple[Mark, bool, list[Expression]]] = [(_TIMES, False, [])]
        for part in parts:
            if part == _MINUS:
                mark, _, run = found.pop()
                found.append((mark, True, run))
            elif isinstance(part, Mark):
                found.append((part, False, []))
            else:
                found[-1][2].append(part)
        return [(mark, negative, tuple(run)) for mark, negative, run in found]

    def units(self, run: Parts) -> list[Unit]:
        found: list[Unit] = []
        position = 0
        while position < len(run):
            unit = self.unit(run, position)
            found.append(unit)
            position += unit.taken
        return found

    # A unit: a piece, with the argument that stands beside it

    def unit(self, run: Parts, position: int, last: bool = False) -> Unit:
        part, *after = run[position:]
        following = after[0] if after and not isinstance(after[0], Mark) else None
        marked = undecorated(part)
        base = marked.base
        if isinstance(base, (Head, Name)) and (two := self.two_arguments(base, following)):
            return Unit(self.raised(two, marked, following), 2)
        if isinstance(base, Polylogarithm):
            return self.polylogarithm(base, marked, following)
        if isinstance(base, Euler):
            return self.exponential(marked, tuple(after))
        if isinstance(base, Differentiated):
            return self.derived_name(base, marked, following)
        function = self.scope.function(base)
        if function is not None:
            return self.application(function, marked, tuple(after))
        if isinstance(base, Name) and base.name in self.scope.definitions:
            return self.quantity(base, marked, following)
        if isinstance(base, Name) and (marked.primes or self.is_order(marked)):
            raise Misread(f"{base.name} has a derivative, but what {base.name} is has not been said", base.at)
        if isinstance(base, Bracket) and (marked.primes or self.is_order(marked)):
            return Unit(self.derivative_of_bracket(base, marked), 1)
        if marked.primes:
            raise Misread("primes stand after the name of a function or a bracket", place(base))
        value = self.scope.symbol(base) if isinstance(base, Name) else self.expression_of_piece(base)
        if marked.exponent is None:
            return Unit(value, 1)
        return Unit(Pow(value, self.exponent(marked, tuple(after))), 1)

    def expression_of_piece(self, base: Expression) -> Expression:
        if isinstance(base, Decorated):
            raise Misread("two exponents; write brackets", place(base))
        return self.expression(base)

    def two_arguments(self, base: Head | Name, following: Expression | None) -> Expression | None:
        """Return S(n,k) and its like, None if there are not two arguments beside it."""
        bracket = undecorated(following).base if following is not None else None
        written = base.written if isinstance(base, Head) else base.name
        function = base.function if isinstance(base, Head) else ""
        wanted = function if FUNCTIONS.get(function) == 2 else TWO_ARGUMENTS.get(written)
        if isinstance(bracket, Bracket) and len(bracket.items) == 2:
            if wanted is None or written in self.scope.definitions:
                raise Misread(f"{written} takes one argument", bracket.at)
            return call(wanted, *map(self.expression, bracket.items))
        if FUNCTIONS.get(function) == 2:
            raise Misread(f"{written} takes two arguments", base.at)
        return None

    def raised(self, value: Expression, marked: Decorated, following: Expression | None) -> Expression:
        """Return a call to the power that stands after its name and that after its argument."""
        if marked.primes:
            raise Misread("a derivative of this is not understood", place(marked))
        if marked.exponent is not None:
            self.refuse_inverse(marked)
            value = Pow(value, self.exponent(marked, ()))
        behind = undecorated(following) if following is not None else None
        if behind is None or not isinstance(behind.base, Bracket):
            return value
        if behind.primes or self.is_order(behind):
            raise Misread("a derivative or a power of this value? Write σ'(x), or brackets", place(behind))
        return value if behind.exponent is None else Pow(value, self.exponent(behind, ()))

    def refuse_inverse(self, marked: Decorated) -> None:
        inner = marked.exponent.items[0] if isinstance(marked.exponent, Bracket) else marked.exponent
        if inner == Neg(_ONE):
            reason = "an inverse function or a power? Write log(x/(1-x)), or 1/σ(x)"
            raise Misread(f"the exponent -1 of a function: {reason}", place(marked))

    def polylogarithm(self, base: Polylogarithm, marked: Decorated, following: Expression | None) -> Unit:
        argument = undecorated(following).base if following is not None else None
        if not isinstance(argument, Bracket):
            raise Misread("Li needs an argument in brackets", base.at)
        value = call("polylog", self.expression(base.order), self.expression(argument))
        return Unit(self.raised(value, marked, following), 2)

    def exponential(self, marked: Decorated, after: Parts) -> Unit:
        """Return e to a power: e^-kx is e^(-kx) or e^(-k) x."""
        if marked.primes:
            raise Misread("primes stand after the name of a function or a bracket", place(marked))
        if marked.exponent is None:
            return Unit(call("exp", 1), 1)
        exponent = self.exponent(marked, ())
        wide = list(_leading(after, Name))
        bracket = after[len(wide)] if len(after) > len(wide) else None
        if isinstance(bracket, Bracket) and not any(isinstance(part, Euler) for part in walk(bracket)):
            wide.append(bracket)
        if marked.braces or isinstance(marked.exponent, Bracket) or self.scope.latex or not wide:
            return Unit(call("exp", exponent), 1)
        if self.among(("e", marked, tuple(wide)), lambda: Integer(0), lambda: _ONE) == Integer(0):
            return Unit(call("exp", exponent), 1)
        negative = isinstance(exponent, Neg)
        size = exponent.operand if isinstance(exponent, Neg) else exponent
        whole = product([size, *(unit.value for unit in self.units(tuple(wide)))])
        return Unit(call("exp", Neg(whole) if negative else whole), 1 + len(wide))

    def exponent(self, marked: Decorated, after: Parts) -> Expression:
        """Return the exponent of a power."""
        node = marked.exponent
        assert node is not None
        size = node.operand if isinstance(node, Neg) else node
        if not marked.braces and not isinstance(node, Bracket):
            if self.scope.latex and (node is not size or (isinstance(size, Integer) and size.value > 9)):
                raise Misread("in LaTeX an exponent of more than one character needs braces", place(marked))
            if (
                isinstance(size, Name)
                and not self.scope.latex
                and after
                and isinstance(undecorated(after[0]).base, Name)
                and place(after[0]) == marked.end
            ):
                raise Misread("where does the exponent end? Write brackets", place(after[0]))
        return self.expression(node)

    def is_order(self, marked: Decorated) -> bool:
        r"""Return whether the exponent is that of a derivative: f^{(n)}, f⁽ⁿ⁾."""
        return marked.braces and isinstance(marked.exponent, Bracket)

    def order_and_power(self, marked: Decorated) -> tuple[Expression, Expression | None]:
        """Return (order of the derivative, exponent or None) of what stands after the name of a function."""
        primes = Integer(marked.primes)
        if marked.exponent is None:
            return primes, None
        self.refuse_inverse(marked)
        value = self.exponent(marked, ())
        if not isinstance(marked.exponent, Bracket):
            return primes, value
        if marked.primes:
            raise Misread("primes and an order in brackets", place(marked))
        if marked.braces:
            return value, None
        # σ^(4) and σ^(n) are derivatives; σ^(2) and σ^(k+1) may be powers.
        is_clear = (isinstance(value, Integer) and value.value >= _LEAST_ORDER_IN_BRACKETS) or (
            isinstance(value, Symbol) and value.name not in self.scope.bound
        )
        if isinstance(value, (Neg, Div)):
            return primes, value
        if is_clear or self.scope.choices.among(("^", marked), lambda: True, lambda: False):
            return value, None
        return primes, value

    # A function, with its argument or without

    def application(self, function: str, marked: Decorated, after: Parts) -> Unit:
        if marked.primes < 0:
            raise Misread("a factorial of the name of a function", place(marked))
        order, power = self.order_and_power(marked)
        following = after[0] if after and not isinstance(after[0], Mark) else None

        def to_power(value: Expression) -> Expression:
            return value if power is None else Pow(value, power)

        def at(argument: Expression) -> Expression:
            return to_power(self.applied(function, order, argument))

        bracket = undecorated(following).base if following is not None else None
        if isinstance(bracket, Bracket) and self.is_call(function, bracket):
            value = at(self.expression(bracket))
            return Unit(self.raised(value, Decorated(marked.base), following), 2)
        if self.scope.is_symbol(function):
            if isinstance(following, Name) and following.name in VARIABLES:
                name = following
                alone = self.scope.choices.among(("σ x", marked, name), lambda: True, lambda: False)
                if not alone:
                    return Unit(at(self.expression(name)), 2)
            return Unit(at(self.scope.variable()), 1)
        if following is not None:
            return self.without_brackets(function, at, after)
        if not self.scope.may_be_bare(function):
            raise Misread(f"{function} needs an argument", place(marked))
        return Unit(at(self.scope.variable()), 1)

    def is_call(self, function: str, bracket: Bracket) -> bool:
        """Return whether the bracket beside a function is its argument, and not a factor."""
        if not self.scope.is_symbol(function):
            return True
        (argument,) = bracket.items
        about = ("call", function, bracket)
        if any(self.scope.refers_to(inner, function) for inner in walk(argument)):
            # σ(1-σ) is a product; σ(2σ) may be either.
            return not isinstance(argument, Add) and self.scope.choices.among(
                about, lambda: True, lambda: False
            )
        if not isinstance(argument, Add) or function not in self.scope.bare:
            return True
        return self.scope.choices.among(about, lambda: True, lambda: False)

    def applied(
        self, function: str, order: Expression, argument: Expression, variable: Symbol | None = None
    ) -> Expression:
        """Return f(argument), or the value there of the derivative of that order."""
        if order == Integer(0):
            return call(function, argument)
        if variable is None:
            own = isinstance(argument, Symbol) and self.scope.is_variable(argument)
            variable = argument if own and isinstance(argument, Symbol) else self.scope.placeholder()
        derivative = Derivative(call(function, variable), variable, order)
        return derivative if argument == variable else At(derivative, variable, argument)

    def without_brackets(self, function: str, at: Callable[[Expression], Expression], after: Parts) -> Unit:
        """Return tanh x, log 2x, \\tanh\\frac{x}{2}, log σ(x)."""
        first = undecorated(after[0])
        inner = self.scope.function(first.base)
        if isinstance(first.base, Fraction) and first == Decorated(first.base):
            return Unit(at(self.expression(first.base)), 2)
        if inner is not None and inner != function:
            if not self.scope.is_symbol(inner) and not isinstance(
                undecorated(after[1]).base if len(after) > 1 else None, Bracket
            ):
                raise Misread("two functions without brackets", place(first))
            unit = self.unit(after, 0)
            return self.with_rest(at, unit.value, 1 + unit.taken, after[unit.taken :])
        run: list[Expression] = [part for part in after[:1] if isinstance(part, Integer)]
        run += _leading(after[len(run) :], Name, Constant)
        run = [part for part in run if self.scope.function(undecorated(part).base) is None]
        if not run:
            if self.scope.may_be_bare(function):
                return Unit(at(self.scope.variable()), 1)
            raise Misread(f"the argument of {function} needs brackets", place(first))
        argument = self.quotient(tuple(run))
        return self.with_rest(at, argument, 1 + len(run), after[len(run) :])

    def with_rest(
        self, at: Callable[[Expression], Expression], argument: Expression, taken: int, rest: Parts
    ) -> Unit:
        """Return the function of the argument; a bracket beside that may belong to it."""
        if rest and isinstance(undecorated(rest[0]).base, Bracket):
            raise Misread("where does the argument end? Write brackets", place(rest[0]))
        return Unit(at(argument), taken, lambda divisor: at(Div(argument, divisor)))

    def quantity(self, name: Name, marked: Decorated, following: Expression | None) -> Unit:
        """Return y of `y = 1/(1+e^{-x})`, which may have derivatives, and an argument that says where."""
        order, power = (
            self.order_and_power(marked)
            if marked.primes or isinstance(marked.exponent, Bracket)
            else (Integer(0), None if marked.exponent is None else self.exponent(marked, ()))
        )
        value: Expression = Symbol(name.name)
        if order != Integer(0):
            value = Derivative(value, self.scope.variable(), order)
        return self.at_argument(name.name, value, power, following)

    def derived_name(self, base: Differentiated, marked: Decorated, following: Expression | None) -> Unit:
        """Return dσ/dx, at the argument beside it if there is one."""
        if marked.primes or marked.exponent is not None:
            raise Misread("a power of a derivative needs brackets", place(base))
        variable, order = self.letter(base.variable), self.expression(base.order)
        function = self.scope.function(base.function)
        if function is not None and not self.scope.may_be_bare(function):
            raise Misread(f"{function} needs an argument", place(base))
        if isinstance(base.function, Name) and function is None:
            operand = self.scope.symbol(base.function)
            if base.function.name not in self.scope.definitions and operand != variable:
                name = base.function.name
                raise Misread(f"{name} has a derivative, but what {name} is has not been said", place(base))
        else:
            operand = call(function, variable)
        own = function or base.function.name
        return self.at_argument(own, Derivative(operand, variable, order), None, following, variable)

    def at_argument(
        self,
        name: str,
        value: Expression,
        power: Expression | None,
        following: Expression | None,
        variable: Symbol | None = None,
    ) -> Unit:
        """Return a quantity, at the argument in the bracket beside it unless that is a factor."""
        bracket = undecorated(following).base if following is not None else None

        def to_power(value: Expression) -> Expression:
            return value if power is None else Pow(value, power)

        if isinstance(bracket, Bracket) and len(bracket.items) == 1:
            argument = bracket.items[0]
            # w(1-2σ) is a product; w(1-x) may be either.
            is_factor = isinstance(argument, Add) and any(
                isinstance(inner, (Head, Euler)) or self.scope.refers_to(inner, name)
                for inner in walk(argument)
            )
            if not is_factor:
                point = self.expression(argument)
                where = variable or self.scope.variable()
                is_point = point == where or not any(
                    isinstance(part, (Name, Head, Euler)) for part in walk(argument)
                )
                if is_point or self.scope.choices.among(("at", name, bracket), lambda: True, lambda: False):
                    there = value if point == where else At(value, where, point)
                    return Unit(self.raised(to_power(there), Decorated(bracket), following), 2)
        return Unit(to_power(value), 1)

    def derivative_of_bracket(self, base: Bracket, marked: Decorated) -> Expression:
        """Return (log σ)', (xσ)^{(n)}."""
        order = Integer(marked.primes) if marked.primes else self.exponent(marked, ())
        if marked.primes and marked.exponent is not None:
            raise Misread("write brackets around the derivative", base.at)
        return Derivative(self.expression(base), self.scope.variable(), order)


def _leading(parts: Parts, *kinds: type[Expression]) -> list[Expression]:
    """Return the parts at the beginning that are of these kinds, with an exponent or without."""
    found = []
    for part in parts:
        if not isinstance(undecorated(part).base, kinds):
            break
        found.append(part)
    return found
