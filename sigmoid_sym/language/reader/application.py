"""Functions and what stands beside them, decided: an argument, or a factor.

Raw terms → meaning in a scope: in come the pieces of a term, out goes the factor that begins with the first.
A σ beside a bracket with a sum that contains σ is a product, σ(1-σ); beside any other it is a call, unless σ
is written without an argument elsewhere: then σ(1-x) has both readings.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, reduce

from sigmoid_sym.functions import FUNCTIONS, arity
from sigmoid_sym.language.reader.derivatives import Derivatives, bracket_of, leading
from sigmoid_sym.language.reader.lexicon import ASSOCIATIVE, TWO_ARGUMENTS
from sigmoid_sym.language.reader.operations import INDEXED, OPERATIONS, is_symbol
from sigmoid_sym.language.reader.pieces import Parts
from sigmoid_sym.language.reader.raw import (
    Bracket,
    Decorated,
    Differentiated,
    Euler,
    Evaluation,
    Fraction,
    Head,
    Indexed,
    Mark,
    Misread,
    Name,
    is_constant,
    is_word,
    letters_in,
    place,
    undecorated,
    walk,
)
from sigmoid_sym.language.reader.scope import may_be_bare
from sigmoid_sym.language.reader.survey import bare_functions
from sigmoid_sym.language.reader.terms import Unit
from sigmoid_sym.language.reader.undeclared import is_known
from sigmoid_sym.tree.claim import VARIABLES
from sigmoid_sym.tree.expression import (
    Add,
    At,
    Call,
    Constant,
    Decimal,
    Div,
    Expression,
    Integer,
    Neg,
    Pow,
    Symbol,
    call,
)

_ZERO, _MINUS_ONE = Integer(0), Neg(Integer(1))


@dataclass(slots=True)
class Decider(Derivatives):
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
        if isinstance(base, Head) and base.function in OPERATIONS:
            return self.operation(base, marked, after)
        if isinstance(base, (Head, Name)) and (two := self.two_arguments(base, after)):
            return Unit(self.raised(two, marked, after), 2)
        if isinstance(base, Head) and marked.exponent == _MINUS_ONE and (own := _inverse(base.function)):
            return self.inverse(base, own, marked, after)
        match base:
            case Indexed():
                return self.indexed(base, marked, after)
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
        if isinstance(base, Name) and marked.exponent is None and base.name not in self.scope.quantities:
            _refuse_value(base, bracket_of(after))
        _refuse_order(marked)
        value = self.scope.symbol(base) if isinstance(base, Name) else self.expression(base)
        return Unit(value if marked.exponent is None else Pow(value, self.exponent(marked, after)), 1)

    def may_take_argument(self, base: Expression) -> bool:
        """Return whether a bracket beside it may be an argument."""
        defined = isinstance(base, Name) and base.name in self.scope.definitions
        return defined or self.scope.function(base) is not None or isinstance(base, (Differentiated, Indexed))

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
        bracket = bracket_of(after)
        function, written = (base.function, base.written) if isinstance(base, Head) else ("", base.name)
        wanted = function if arity(function) == 2 else TWO_ARGUMENTS.get(written)
        if bracket is not None and len(bracket.items) > 1:
            if wanted is None or written in self.scope.definitions:
                raise Misread(f"{written} takes one argument", bracket.at)
            if len(bracket.items) > 2 and wanted not in ASSOCIATIVE:
                raise Misread(f"{written} takes two arguments", bracket.at)
            return reduce(partial(call, wanted), map(self.expression, bracket.items))
        if arity(function) == 2:
            raise Misread(f"{written} takes two arguments", base.at)
        return None

    def operation(self, base: Head, marked: Decorated, after: Parts) -> Unit:
        """Return log1p(x) and pow(x, 2), written out."""
        bracket, row = bracket_of(after), OPERATIONS[base.function]
        if bracket is None or len(bracket.items) != row.arity:
            number = "one argument" if row.arity == 1 else "two arguments"
            raise Misread(f"{base.written} takes {number}, in brackets", base.at)
        if base.function == "inverse" and isinstance(bracket.items[0], Head):
            raise Misread("the reciprocal, or the inverse function?", base.at)
        value = row.written_out(*map(self.expression, bracket.items))
        return Unit(self.raised(value, marked, after), 2)

    def inverse(self, base: Head, function: str, marked: Decorated, after: Parts) -> Unit:
        r"""Return \operatorname{logit}^{-1}(x)."""
        bracket = bracket_of(after)
        if bracket is None or marked.primes:
            raise Misread(f"{base.written}^(-1) needs an argument in brackets", base.at)
        value = call(function, self.expression(bracket))
        return Unit(self.raised(value, Decorated(base), after), 2)

    def indexed(self, base: Indexed, marked: Decorated, after: Parts) -> Unit:
        """Return Li_{-n}(z), swish_β(x)."""
        bracket = bracket_of(after)
        if bracket is None:
            raise Misread(f"{base.written} needs an argument in brackets", base.at)
        value = INDEXED[base.function](self.expression(base.order), self.expression(bracket))
        return Unit(self.raised(value, marked, after), 2)

    # A function, with its argument or without

    def application(self, function: str, marked: Decorated, after: Parts) -> Unit:
        """Return σ(x), σ''(2), σ², tanh² x: a function with its derivatives, argument and power."""
        order, power = self.order_and_power(marked)

        def at(argument: Expression) -> Expression:
            value = self.applied(function, order, argument)
            return value if power is None else Pow(value, power)

        bracket = bracket_of(after)
        if bracket is not None and self.is_call(function, bracket, is_word(marked.base)):
            return Unit(self.raised(at(self.expression(bracket)), Decorated(marked.base), after), 2)
        if after and bracket is None and not is_symbol(function):
            return self.without_brackets(function, at, after)
        if after and bracket is None:
            first = undecorated(after[0])
            number = isinstance(first.base, (Integer, Decimal, Fraction))
            if number or (isinstance(first.base, Name) and (first.primes or first.exponent is not None)):
                raise self.scope.unclear(f"the argument of {function} needs brackets", place(marked))
        if not may_be_bare(function):
            raise Misread(f"{function} needs an argument", place(marked))
        following = after[0] if after else None
        if following and is_word(marked.base) and is_word(undecorated(following).base):
            raise self.scope.unclear("two names beside each other: a product? Write ·", place(marked))
        is_letter = isinstance(following, Name) and following.name in VARIABLES
        several = after[1:] and isinstance(following, Name) and isinstance(undecorated(after[1]).base, Name)
        if several and not is_letter and undecorated(after[1]).base.name in VARIABLES:  # type: ignore[attr-defined]
            raise self.scope.unclear(f"the argument of {function} needs brackets", place(marked))
        apart = following is not None and self.scope.is_apart(following)
        applied = apart and is_word(marked.base)  # sigmoid x
        if (
            following
            and is_letter
            and (applied or not self.scope.choices.first(("beside", marked, following)))
        ):
            argument = self.expression(following)
            return Unit(at(argument), 2, lambda divisor: at(Div(argument, divisor)))
        return Unit(at(self.scope.bare_argument(function, order != _ZERO, place(marked))), 1)

    def is_call(self, function: str, bracket: Bracket, word: bool) -> bool:
        """Return whether the bracket beside a function is its argument, and no factor."""
        if not may_be_bare(function):
            return True
        argument = bracket.items[0]
        is_sum, bare = isinstance(argument, Add), bare_functions([argument], self.scope)
        if is_sum and function in bare:
            return False  # σ(1-σ)
        if is_symbol(function) and not word:
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

    def without_brackets(self, function: str, at: Callable[[Expression], Expression], after: Parts) -> Unit:
        r"""Return tanh x, log 2x, \tanh\frac{x}{2}, log σ(x).

        Raises:
            Misread: it is not clear where the argument ends.
        """
        first = undecorated(after[0])
        inner = self.scope.function(first.base)
        enclosed = isinstance(after[0], Call) and after[0].function in ("abs", "sqrt")  # log|x|
        if isinstance(after[0], Fraction) or enclosed:
            self.require_end(after[1:], place(after[0]))
            return Unit(at(self.expression(after[0])), 2)
        if inner is not None:
            if not is_symbol(inner) and bracket_of(after[1:]) is None:
                raise Misread("two functions without brackets", place(first))
            unit = self.unit(after, 0)
            argument, taken = unit.value, unit.taken
        else:
            taken = isinstance(after[0], Integer)
            letters = leading(after[taken:], Name, Constant)
            taken += sum(self.scope.function(undecorated(letter).base) is None for letter in letters)
            if not taken:
                raise Misread(f"the argument of {function} needs brackets", place(first))
            apart = [letter for letter in after[1:taken] if self.scope.is_apart(letter)]
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


def _inverse(function: str) -> str:
    """Return the function that the name with ^(-1) always means, "" if it may be the reciprocal."""
    return FUNCTIONS[function].inverse if function in FUNCTIONS else ""


def _refuse_value(letter: Name, bracket: Bracket | None) -> None:
    """Refuse y(0) and y(1-x) where it has not been said that y is a function.

    Raises:
        Misread: the bracket is no sum, or one without the letter beside a letter such as y.
    """
    if bracket is None:
        return
    inner = bracket.items[0]
    own_value = letter.name in VARIABLES - {"x", "t"} or not is_known(letter.name)
    may_be_function = (
        own_value and letter.name not in letters_in([inner]) and not _has_function(inner, letter)
    )
    if may_be_function or not isinstance(inner, Add):
        reason = f"{letter.name} beside a bracket: a product, or a value of a function? Write ·, or “let”"
        raise Misread(reason, letter.at)


def _has_function(inner: Expression, letter: Name) -> bool:
    """Return whether K[1 + e^x] is a product: the bracket is no point where a function is taken."""
    return not is_known(letter.name) and any(isinstance(part, (Head, Euler)) for part in walk(inner))


def _refuse_order(marked: Decorated) -> None:
    """Refuse y^(3), which may be the third derivative of a function y.

    Raises:
        Misread: it is a letter other than x and t that is not declared, to a number in brackets.
    """
    match marked.base, marked.exponent:
        case Name(name) as letter, Bracket((Integer(),)) if name not in ("x", "t"):
            raise Misread(f"a power of {name}, or a derivative?", letter.at)


def _is_factorial_of_bracket(node: Expression) -> bool:
    return isinstance(node, Call) and node.function == "factorial" and isinstance(node.arguments[0], Bracket)
