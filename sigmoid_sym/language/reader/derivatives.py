"""Powers and derivatives, decided: what stands raised or primed, and dσ/dx.

Raw terms → meaning in a scope: in comes a piece with its marks, out goes the power, the derivative or the
value of one that it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from sigmoid_sym.language.reader.pieces import Parts
from sigmoid_sym.language.reader.raw import (
    Bracket,
    Decorated,
    Differentiated,
    Euler,
    Head,
    Misread,
    Name,
    is_constant,
    is_long,
    place,
    undecorated,
    walk,
)
from sigmoid_sym.language.reader.scope import may_be_bare
from sigmoid_sym.language.reader.terms import Terms, Unit
from sigmoid_sym.tree.expression import (
    Add,
    At,
    Derivative,
    Div,
    Expression,
    Integer,
    Neg,
    Pow,
    Symbol,
    call,
    names,
    product,
)

_ZERO, _ONE = Integer(0), Integer(1)
# From σ^(4) on no one writes primes: a number that needs no brackets has them for a reason.
_LEAST_ORDER_IN_BRACKETS = 4


@dataclass(slots=True)
class Derivatives(Terms):
    """What stands raised or primed after a number, a name, a bracket or e, and dσ/dx."""

    def exponent(self, marked: Decorated, after: Parts = ()) -> Expression:
        """Return the exponent of a power.

        Raises:
            Misread: it is not clear where the exponent ends.
        """
        node = marked.exponent or _ONE
        size = node.operand if isinstance(node, Neg) else node
        if not marked.braces and not isinstance(node, Bracket):
            follows = (
                bool(after) and isinstance(undecorated(after[0]).base, Name) and place(after[0]) == marked.end
            )
            # e^-x prints e⁻x, which nobody means; e^-kx may be e^{-k}x.
            one = isinstance(node, Neg) and not is_long(size) and not follows
            if self.scope.latex and is_long(node) and not one:
                raise Misread("in LaTeX an exponent of more than one character needs braces", place(marked))
            is_number = isinstance(size, Integer) and (
                isinstance(marked.base, Euler) or is_constant(marked.base)
            )
            if (isinstance(size, Name) or is_number) and follows:
                reason = f"where does the exponent end? Write {'braces' if self.scope.latex else 'brackets'}"
                raise Misread(reason, place(after[0]))
        return self.expression(node)

    def is_order(self, marked: Decorated) -> bool:
        r"""Return whether the exponent is that of a derivative: f^{(n)}, f⁽ⁿ⁾."""
        return marked.braces and isinstance(marked.exponent, Bracket)

    def order_and_power(self, marked: Decorated) -> tuple[Expression, Expression | None]:
        """Return (order of the derivative, exponent or None) of what stands after the name of a function."""
        primes = Integer(marked.primes)
        if marked.exponent is None:
            return primes, None
        value = self.exponent(marked)
        if value == Neg(_ONE):
            reason = "an inverse function or a power? Write log(x/(1-x)), or 1/σ(x)"
            raise Misread(f"the exponent -1 of a function: {reason}", place(marked))
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
        is_order = not isinstance(value, (Neg, Div)) and (is_clear or self.scope.choices.first(("^", marked)))
        return (value, None) if is_order else (primes, value)

    def raised(self, value: Expression, marked: Decorated, after: Parts) -> Expression:
        """Return a call to the power that stands after its name, then to that after its argument."""
        if marked.primes:
            raise Misread("a derivative of this is not understood", place(marked))
        if marked.exponent is not None:
            value = Pow(
                value, self.order_and_power(Decorated(marked.base, 0, marked.exponent, True))[1] or _ONE
            )
        behind = undecorated(after[0])
        if behind.primes or self.is_order(behind):
            reason = "a derivative or a power of this value? Write σ'(x), or brackets"
            raise self.scope.unclear(reason, place(behind))
        return value if behind.exponent is None else Pow(value, self.exponent(behind, after[1:]))

    def exponential(self, marked: Decorated, after: Parts) -> Unit:
        """Return e to a power: e^-kx is e^(-kx) or e^(-k) x."""
        if marked.primes:
            raise Misread("primes stand after the name of a function or a bracket", place(marked))
        if marked.exponent is None:
            return Unit(call("exp", 1), 1)
        exponent = self.exponent(marked, after if self.scope.latex else ())
        narrow = Unit(call("exp", exponent), 1)
        size = exponent.operand if isinstance(exponent, Neg) else exponent
        wide = leading(after, Name)
        if after[len(wide) :] and isinstance(after[len(wide)], Bracket) and not self.scope.is_variable(size):
            wide = after[: len(wide) + 1]
        clear = marked.braces or isinstance(marked.exponent, Bracket) or self.scope.latex
        if clear or not wide or self.scope.choices.first(("e", marked, wide)):
            return narrow
        whole = product([size, *(unit.value for unit in self.units(wide))])
        return Unit(call("exp", Neg(whole) if isinstance(exponent, Neg) else whole), 1 + len(wide))

    def slope(self, function: str, variable: Symbol, order: Expression, point: Expression) -> Expression:
        """Return the derivative of a function in its own variable, at a point."""
        definition = self.scope.definitions.get(function)
        own = definition.variable if definition else None
        if definition and own and self.scope.reached(definition.body) - {own.name}:
            variable = own  # f'(x) of f(t) = t + x is not d/dx f(x)
        derivative = Derivative(call(function, variable), variable, order)
        return derivative if point == variable else At(derivative, variable, point)

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
        elif not may_be_bare(function):
            raise Misread(f"{function} needs an argument", at)
        elif self.scope.is_quantity(base.variable.name):
            if base.variable not in self.scope.arguments.get(function, ()):
                raise self.scope.unclear(f"of what is {function} here? Write its argument", at)
            letter = Symbol(base.variable.name)  # dσ/dz of σ(z), z = a x
            value = self.slope(function, self.scope.placeholder(), order, letter)
            bracket = bracket_of(after)
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
        bracket = bracket_of(after)
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
        inner = base.items[0] if isinstance(base, Bracket) else base
        if inner not in (Name("x"), Name("t")):
            self.require_known(inner)
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


def bracket_of(after: Parts) -> Bracket | None:
    """Return the bracket that comes next, if one does."""
    base = undecorated(after[0]).base if after else None
    return base if isinstance(base, Bracket) else None


def leading(parts: Parts, *kinds: type[Expression]) -> Parts:
    """Return the parts at the beginning that are of these kinds, with an exponent or without."""
    count = 0
    while count < len(parts) and isinstance(undecorated(parts[count]).base, kinds):
        count += 1
    return parts[:count]
