"""Exponents, decided: a power, the order of a derivative, or the exponent of e."""

from __future__ import annotations

from dataclasses import dataclass

from sigmoid_sym.language.reader.juxtaposition import Parts, Terms, Unit
from sigmoid_sym.language.reader.raw import Bracket, Decorated, Misread, Name, is_constant, place, undecorated
from sigmoid_sym.tree.expression import Div, Expression, Integer, Neg, Pow, Symbol, call, product

_ONE = Integer(1)
# From σ^(4) on no one writes primes: a number that needs no brackets has them for a reason.
_LEAST_ORDER_IN_BRACKETS = 4


@dataclass(slots=True)
class Exponents(Terms):
    """What stands raised after a number, a name, a bracket or e."""

    def exponent(self, marked: Decorated, after: Parts = ()) -> Expression:
        """Return the exponent of a power.

        Raises:
            Misread: it is not clear where the exponent ends.
        """
        node = marked.exponent or _ONE
        size = node.operand if isinstance(node, Neg) else node
        if not marked.braces and not isinstance(node, Bracket):
            if self.scope.latex and (node is not size or (isinstance(size, Integer) and size.value > 9)):
                raise Misread("in LaTeX an exponent of more than one character needs braces", place(marked))
            follows = after and isinstance(undecorated(after[0]).base, Name) and place(after[0]) == marked.end
            is_number = is_constant(marked.base) and isinstance(size, Integer)
            if (isinstance(size, Name) or is_number) and follows and not self.scope.latex:
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
        exponent = self.exponent(marked)
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


def leading(parts: Parts, *kinds: type[Expression]) -> Parts:
    """Return the parts at the beginning that are of these kinds, with an exponent or without."""
    count = 0
    while count < len(parts) and isinstance(undecorated(parts[count]).base, kinds):
        count += 1
    return parts[:count]
