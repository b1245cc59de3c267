"""Functions and what stands beside them, decided: an argument, or a factor.

A σ beside a bracket with a sum that contains σ is a product, σ(1-σ); beside any other it is a call,
unless σ is written without an argument elsewhere: then σ(1-x) has both readings.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sigmoid_sym.functions import arity
from sigmoid_sym.language.reader.exponents import Exponents, leading
from sigmoid_sym.language.reader.juxtaposition import Parts, Unit
from sigmoid_sym.language.reader.lexicon import TWO_ARGUMENTS
from sigmoid_sym.language.reader.raw import (
    Bracket,
    Decorated,
    Differentiated,
    Euler,
    Evaluation,
    Fraction,
    Head,
    Mark,
    Misread,
    Name,
    Polylogarithm,
    is_constant,
    place,
    undecorated,
    walk,
)
from sigmoid_sym.language.reader.scope import bare_functions
from sigmoid_sym.tree.claim import VARIABLES
from sigmoid_sym.tree.expression import (
    Add,
    At,
    Call,
    Constant,
    Decimal,
    Derivative,
    Div,
    Expression,
    Integer,
    Pow,
    Symbol,
    call,
    names,
)

_ZERO, _ONE = Integer(0), Integer(1)


@dataclass(slots=True)
class Decider(Exponents):
    """Decides every expression of one reading of a text."""

    def unit(self, run: Parts, position: int) -> Unit:
        part = run[position]
        after = tuple(run[position + 1 :])
        if after and isinstance(after[0], Mark):
            after = ()
        if after and isinstance(after[0], Evaluation):
            return self.evaluated(part, after[0])
        marked = undecorated(part)
        base = marked.base
        if after and _is_factorial_of_bracket(after[0]) and self.may_take_argument(base):
            raise Misread("of what is this the factorial? Write brackets or ·", place(base))
        if isinstance(base, (Head, Name)) and (two := self.two_arguments(base, after)):
            return Unit(self.raised(two, marked, after), 2)
        match base:
            case Polylogarithm():
                return self.polylogarithm(base, marked, after)
            case Euler():
                return self.exponential(marked, after)
            case Differentiated():
                return self.derived_name(base, after)
        function = self.scope.function(base)
        if function is not None:
            return self.application(function, marked, after)
        if isinstance(base, Name) and base.name in self.scope.definitions:
            return self.quantity(base, marked, after)
        if marked.primes or self.is_order(marked):
            value = self.derivative_of_bracket(base, marked)
            return self.at_argument("", value, None, self.scope.variable(), after)
        if isinstance(base, Name) and marked.exponent is None:
            _refuse_value(base, _bracket(after))
        value = self.scope.symbol(base) if isinstance(base, Name) else self.expression(base)
        return Unit(value if marked.exponent is None else Pow(value, self.exponent(marked, after)), 1)

    def may_take_argument(self, base: Expression) -> bool:
        """Return whether a bracket beside it may be an argument."""
        defined = isinstance(base, Name) and base.name in self.scope.definitions
        return (
            defined
            or self.scope.function(base) is not None
            or isinstance(base, (Differentiated, Polylogarithm))
        )

    def evaluated(self, part: Expression, evaluation: Evaluation) -> Unit:
        r"""Return \sigma'(x)|_{x=0}."""
        unit = self.unit((part, evaluation.operand), 0)
        if unit.taken < 2 and not is_constant(part):
            raise Misread("how far does the bar reach? Write brackets", evaluation.variable.at)
        if unit.taken < 2:
            return unit
        return Unit(At(unit.value, self.letter(evaluation.variable), self.expression(evaluation.point)), 2)

    # Functions with an argument that is always theirs

    def two_arguments(self, base: Head | Name, after: Parts) -> Expression | None:
        """Return S(n,k) and its like, None if there are not two arguments beside it."""
        bracket = _bracket(after)
        function, written = (base.function, base.written) if isinstance(base, Head) else ("", base.name)
        wanted = function if arity(function) == 2 else TWO_ARGUMENTS.get(written)
        if bracket is not None and len(bracket.items) == 2:
            if wanted is None or written in self.scope.definitions:
                raise Misread(f"{written} takes one argument", bracket.at)
            return call(wanted, *map(self.expression, bracket.items))
        if arity(function) == 2:
            raise Misread(f"{written} takes two arguments", base.at)
        return None

    def polylogarithm(self, base: Polylogarithm, marked: Decorated, after: Parts) -> Unit:
        """Return Li_{-n}(z)."""
        bracket = _bracket(after)
        if bracket is None:
            raise Misread("Li needs an argument in brackets", base.at)
        value = call("polylog", self.expression(base.order), self.expression(bracket))
        return Unit(self.raised(value, marked, after), 2)

    # A function, with its argument or without

    def application(self, function: str, marked: Decorated, after: Parts) -> Unit:
        """Return σ(x), σ''(2), σ², tanh² x: a function with its derivatives, argument and power."""
        order, power = self.order_and_power(marked)

        def at(argument: Expression) -> Expression:
            value = self.applied(function, order, argument)
            return value if power is None else Pow(value, power)

        bracket = _bracket(after)
        if bracket is not None and self.is_call(function, bracket):
            return Unit(self.raised(at(self.expression(bracket)), Decorated(marked.base), after), 2)
        if after and bracket is None and not self.scope.is_symbol(function):
            return self.without_brackets(function, at, after)
        if after and bracket is None:
            first = undecorated(after[0])
            number = isinstance(first.base, (Integer, Decimal, Fraction))
            if number or (isinstance(first.base, Name) and (first.primes or first.exponent is not None)):
                raise self.scope.unclear(f"the argument of {function} needs brackets", place(marked))
        if not self.scope.may_be_bare(function):
            raise Misread(f"{function} needs an argument", place(marked))
        following = after[0] if after else None
        is_letter = isinstance(following, Name) and following.name in VARIABLES
        several = after[1:] and isinstance(following, Name) and isinstance(undecorated(after[1]).base, Name)
        if several and not is_letter and undecorated(after[1]).base.name in VARIABLES:  # type: ignore[attr-defined]
            raise self.scope.unclear(f"the argument of {function} needs brackets", place(marked))
        if following and is_letter and not self.scope.choices.first(("beside", marked, following)):
            argument = self.expression(following)
            return Unit(at(argument), 2, lambda divisor: at(Div(argument, divisor)))
        return Unit(at(self.scope.bare_argument(function, order != _ZERO, place(marked))), 1)

    def is_call(self, function: str, bracket: Bracket) -> bool:
        """Return whether the bracket beside a function is its argument, and not a factor."""
        if not self.scope.may_be_bare(function):
            return True
        argument = bracket.items[0]
        is_sum, bare = isinstance(argument, Add), bare_functions([argument], self.scope)
        if is_sum and function in bare:
            return False  # σ(1-σ)
        if self.scope.is_symbol(function):
            # σ(2σ) and σ(1-σ(x)) may be either, and so may σ(1-tanh).
            itself = any(self.scope.refers_to(inner, function) for inner in walk(argument))
            is_clear = not itself and not (is_sum and (bare or function in self.scope.bare))
        else:
            is_clear = not is_sum or function not in self.scope.bare
        return is_clear or self.scope.choices.first(("call", function, bracket))

    def applied(self, function: str, order: Expression, argument: Expression) -> Expression:
        """Return f(argument), or the value there of its derivative: σ'(x), and σ'(2) as a value."""
        if order == _ZERO:
            return call(function, argument)
        own = isinstance(argument, Symbol) and self.scope.is_variable(argument)
        variable = argument if own and isinstance(argument, Symbol) else self.scope.placeholder()
        return self.slope(function, variable, order, argument)

    def slope(self, function: str, variable: Symbol, order: Expression, point: Expression) -> Expression:
        """Return the derivative of a function in its own variable, at a point."""
        definition = self.scope.definitions.get(function)
        own = definition.variable if definition else None
        if definition and own and self.scope.reached(definition.body) - {own.name}:
            variable = own  # f'(x) of f(t) = t + x is not d/dx f(x)
        derivative = Derivative(call(function, variable), variable, order)
        return derivative if point == variable else At(derivative, variable, point)

    def without_brackets(self, function: str, at: Callable[[Expression], Expression], after: Parts) -> Unit:
        r"""Return tanh x, log 2x, \tanh\frac{x}{2}, log σ(x).

        Raises:
            Misread: it is not clear where the argument ends.
        """
        first = undecorated(after[0])
        inner = self.scope.function(first.base)
        if isinstance(after[0], Fraction):
            self.require_end(after[1:], place(after[0]))
            return Unit(at(self.expression(after[0])), 2)
        if inner is not None:
            if not self.scope.is_symbol(inner) and _bracket(after[1:]) is None:
                raise Misread("two functions without brackets", place(first))
            unit = self.unit(after, 0)
            argument, taken = unit.value, unit.taken
        else:
            taken = isinstance(after[0], Integer)
            letters = leading(after[taken:], Name, Constant)
            taken += sum(self.scope.function(undecorated(letter).base) is None for letter in letters)
            if not taken:
                raise Misread(f"the argument of {function} needs brackets", place(first))
            apart = [letter for letter in after[1:taken] if self.is_apart(letter)]
            if apart and not self.scope.choices.first(("argument", function, after[:taken])):
                taken = 1  # log x y is log(xy), or log(x) y
            argument = self.quotient(after[:taken])
        following = undecorated(after[taken]).base if after[taken:] else None
        goes_on = inner is not None or isinstance(after[taken - 1], Integer)
        if goes_on or isinstance(following, (Bracket, Euler)):
            self.require_end(after[taken:], place(after[taken]) if after[taken:] else 0)
        return Unit(at(argument), 1 + taken, lambda divisor: at(Div(argument, divisor)))

    def require_end(self, after: Parts, at: int) -> None:
        """Refuse log 2 e^x and tanh ½ x, of which the argument may go on.

        Raises:
            Misread: a factor follows.
        """
        if after and not isinstance(after[0], Mark):
            raise self.scope.unclear("where does the argument end? Write brackets", at)

    def is_apart(self, letter: Expression) -> bool:
        """Return whether a blank that means something stands before a letter."""
        start = place(letter)
        return not self.scope.latex and start > 0 and self.scope.text[start - 1].isspace()

    # Letters that have been defined, and derivatives that are written out

    def quantity(self, name: Name, marked: Decorated, after: Parts) -> Unit:
        """Return y of `y = 1/(1+e^{-x})`, which may have derivatives, and an argument that says where."""
        order: Expression = Integer(marked.primes)
        power: Expression | None = None
        if marked.primes or isinstance(marked.exponent, Bracket):
            order, power = self.order_and_power(marked)
        elif marked.exponent is not None:
            power = self.exponent(marked, after)
        value: Expression = Symbol(name.name)
        if order == _ZERO:
            variable = self.scope.placeholder()
        else:
            variable = self.scope.variable()
            self.require_dependence(value, variable, place(marked))
            value = Derivative(value, variable, order)
        return self.at_argument(name.name, value, power, variable, after)

    def derived_name(self, base: Differentiated, after: Parts) -> Unit:
        """Return dσ/dx, at the argument beside it if there is one."""
        order, at = self.expression(base.order), place(base)
        function = self.scope.function(base.function)
        own = function or base.function.name  # type: ignore[union-attr]
        if function is None:
            operand = self.expression(base.function)
            self.require_known(base.function)
        elif not self.scope.may_be_bare(function):
            raise Misread(f"{function} needs an argument", at)
        elif self.scope.is_quantity(base.variable.name):
            if base.variable not in self.scope.arguments.get(function, ()):
                raise self.scope.unclear(f"of what is {function} here? Write its argument", at)
            letter = Symbol(base.variable.name)  # dσ/dz of σ(z), z = a x
            value = self.slope(function, self.scope.placeholder(), order, letter)
            bracket = _bracket(after)
            return Unit(value, 2 if bracket and bracket.items == (base.variable,) else 1)
        else:
            operand = self.derived_call(function, self.letter(base.variable), at)
        variable = self.letter(base.variable)
        return self.at_argument(own, Derivative(operand, variable, order), None, variable, after)

    def derived_call(self, function: str, variable: Symbol, at: int) -> Expression:
        """Return the f of df/dx: f(x), or f(z) where z is what depends on x.

        Raises:
            Misread: it may be either.
        """
        definition = self.scope.definitions.get(function)
        if definition and definition.variable != variable and variable.name in names(definition.body):
            reason = f"{function} depends on {variable.name} in two ways; write d/d{variable.name}"
            raise self.scope.unclear(reason, at)
        is_letter = Name(variable.name) in self.scope.arguments.get(function, ())
        argument = variable if is_letter else self.scope.bare_argument(function, True, at, variable)
        return call(function, argument)

    def require_known(self, name: Expression) -> None:
        """Refuse the derivative of a letter of which it is not said how it depends on the variable.

        Raises:
            Misread: it has not been defined.
        """
        if isinstance(name, Name) and name.name not in self.scope.definitions:
            reason = f"{name.name} has a derivative, but what {name.name} is has not been said"
            raise Misread(reason, name.at)

    def at_argument(
        self, name: str, value: Expression, power: Expression | None, variable: Symbol, after: Parts
    ) -> Unit:
        """Return a quantity, at the argument in the bracket beside it unless that is a factor."""
        bracket = _bracket(after)
        taken = 1
        if bracket is not None and not self.is_factor(name, bracket):
            depends = name not in self.scope.definitions or variable.name in self.scope.reached(Symbol(name))
            if self.scope.is_quantity(name) and not depends:
                reason = f"{name} beside a bracket: a product, or a value? Write ·"
                raise self.scope.unclear(reason, place(bracket))
            point = self.expression(bracket)
            is_point = point == variable or is_constant(bracket)
            if is_point or self.scope.choices.first(("at", name, bracket)):
                value = value if point == variable else At(value, variable, point)
                taken = 2
        value = value if power is None else Pow(value, power)
        return Unit(value if taken == 1 else self.raised(value, Decorated(value), after), taken)

    def is_factor(self, name: str, bracket: Bracket) -> bool:
        """Return whether the bracket can only be a factor: w(1-2σ), but not w(1-x)."""
        return isinstance(bracket.items[0], Add) and any(
            isinstance(inner, (Head, Euler))
            or self.scope.refers_to(inner, name)
            or (isinstance(inner, Name) and inner.name in self.scope.definitions)
            for inner in walk(bracket)
        )

    def derivative_of_bracket(self, base: Expression, marked: Decorated) -> Expression:
        """Return (log σ)', (xσ)^{(n)}."""
        self.require_known(base)
        if not isinstance(base, Bracket):
            raise Misread("primes stand after the name of a function or a bracket", place(base))
        if marked.primes and marked.exponent is not None:
            raise Misread("write brackets around the derivative", base.at)
        order = Integer(marked.primes) if marked.primes else self.exponent(marked)
        if not marked.primes and isinstance(order, Integer):
            raise self.scope.unclear("the order of a derivative, or an exponent?", base.at)
        value, variable = self.expression(base), self.scope.variable()
        self.require_dependence(value, variable, base.at)
        return Derivative(value, variable, order)

    def require_dependence(self, value: Expression, variable: Symbol, at: int) -> None:
        """Refuse the derivative of what does not depend on the variable: another letter may be meant.

        Raises:
            Misread: it does not.
        """
        if variable.name not in self.scope.reached(value):
            raise self.scope.unclear(f"a derivative of what does not depend on {variable.name}", at)


def _bracket(after: Parts) -> Bracket | None:
    """Return the bracket that comes next, if one does."""
    base = undecorated(after[0]).base if after else None
    return base if isinstance(base, Bracket) else None


def _refuse_value(letter: Name, bracket: Bracket | None) -> None:
    """Refuse y(0) and y(1-x) where it has not been said that y is a function.

    Raises:
        Misread: the bracket is no sum, or one without the letter beside a letter such as y.
    """
    if bracket is None:
        return
    inner = bracket.items[0]
    names = {node.name for node in walk(inner) if isinstance(node, Name)}
    may_be_function = letter.name in VARIABLES - {"x", "t"} and letter.name not in names
    if may_be_function or not isinstance(inner, Add):
        reason = f"{letter.name} beside a bracket: a product, or a value of a function? Write ·, or “let”"
        raise Misread(reason, letter.at)


def _is_factorial_of_bracket(node: Expression) -> bool:
    return isinstance(node, Call) and node.function == "factorial" and isinstance(node.arguments[0], Bracket)
