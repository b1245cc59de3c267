"""The functions whose n-th derivative is a combination of derivatives of solutions of y' = y(1-y)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from sigmoid_sym.closed_forms.forms import FORMS, ClosedForm, Order
from sigmoid_sym.closed_forms.logistic import Affine, Logistic, Number, Parameter, parameter_power
from sigmoid_sym.errors import ArgumentTypeError, SigmoidSymError, python_fraction, shown, whole_number
from sigmoid_sym.frozen import table_of
from sigmoid_sym.functions import FUNCTIONS, Function
from sigmoid_sym.language.letters import distinct, require_free
from sigmoid_sym.tree.expression import (
    Add,
    Call,
    Derivative,
    Div,
    Expression,
    Integer,
    Mul,
    Neg,
    Symbol,
    call,
    product,
    total,
    tree,
)

X = Symbol("x")


@dataclass(frozen=True, slots=True)
class Term:
    """number·factors·y^(order), the derivative of y taken in ξ."""

    number: Number
    factors: tuple[Expression, ...]
    order: Order
    y: Logistic


@dataclass(frozen=True, slots=True, repr=False)
class Relative:
    """A function of x and how its n-th derivative comes from derivatives of the logistic function.

    Attributes:
        name: its identifier.
        operand: the function at x, as it is written.
        least_order: the smallest n for which `terms` holds in all closed forms.
        terms: n -> the terms of the n-th derivative, y^(-m) being the m-fold integral of y from -∞.
        source: the identity that `terms` rests on.
        parameters: the parameters of a logistic family, by name.
        integrals: whether its integrals from -∞ exist, so that n may be negative.
        centred: whether the function itself, n = 0, has y - 1/2 in its terms for y.
    """

    name: str
    operand: Expression
    least_order: int
    terms: Callable[[Order], list[Term]]
    source: str
    parameters: tuple[tuple[str, Parameter], ...] = ()
    integrals: bool = False
    centred: bool = False

    def left_side(self, n: Order) -> Expression:
        """Return the tree for the n-th derivative as it is named: σ^(n)(x), d^n/dx^n σ(-x), …"""
        return Derivative(self.operand, X, tree(n))

    @property
    def function(self) -> str:
        """The function symbol in its closed forms: f for a logistic family, else σ."""
        return "f" if self.parameters else "sigma"

    def letters(self) -> Iterator[tuple[str, str, str]]:
        """Yield (argument, letter, what it means): the function symbol, the variable, the parameters."""
        yield "symbol", self.function, "the function"
        yield "variable", X.name, "the variable"
        for name, value in self.parameters:
            if isinstance(value, Symbol):
                yield name, value.name, f"the parameter {name}"

    def __repr__(self) -> str:
        if not self.parameters:
            return f"<Relative {self.name}: {self.source}>"
        return f"logistic_family({', '.join(f'{name}={value!r}' for name, value in self.parameters)})"


def _parity(n: Order, times: int = 1) -> tuple[Number, tuple[Expression, ...]]:
    """Return (-1)^n·times as a number and symbolic factors."""
    number, factors = parameter_power(-1, n)
    return number * times, tuple(factors)


def _sigma(slope: int = 1) -> Logistic:
    xi = Affine(X, slope)
    return Logistic(call("sigma", xi.times(1)), xi)


# Functions with a name, not lambdas: what holds them can be sent to another process.


def _sigmoid_terms(n: Order) -> list[Term]:
    return [Term(1, (), n, _sigma())]


def _reflected_terms(n: Order) -> list[Term]:
    return [Term(*_parity(n), n, _sigma(-1))]


def _softplus_terms(n: Order) -> list[Term]:
    return [Term(1, (), n - 1, _sigma())]


def _log_sigmoid_terms(n: Order) -> list[Term]:
    return [Term(*_parity(n, -1), n - 1, _sigma(-1))]


def _tanh_terms(n: Order) -> list[Term]:
    number, factors = parameter_power(2, n + 1)
    return [Term(number, tuple(factors), n, _sigma(2))]


def _silu_terms(n: Order) -> list[Term]:
    lower = (
        []
        if n == 0
        else [Term(n, (), n - 1, _sigma()) if isinstance(n, int) else Term(1, (n,), n - 1, _sigma())]
    )
    return [Term(1, (X,), n, _sigma()), *lower]


@dataclass(frozen=True, slots=True)
class _FamilyTerms:
    """n -> the n-th derivative of L·y, which is L kⁿ y^(n)."""

    L: Parameter
    y: Logistic

    def __call__(self, n: Order) -> list[Term]:
        number_L, factors_L = parameter_power(self.L, 1)
        number_k, factors_k = parameter_power(self.y.xi.slope, n)
        return [Term(number_L * number_k, (*factors_L, *factors_k), n, self.y)]


def logistic_family(L: Parameter = 1, k: Parameter = 1, x0: Parameter = 0, C: Parameter = 1) -> Relative:
    """Return f(x) = L/(1 + C e^{-k(x-x0)}), whose n-th derivative is L kⁿ P_n(f/L).

    Arguments:
        L, k, x0, C: an int, a Fraction or a `Symbol`. C = -1 is 1/(1-e^{-x}), which has a pole at
            x0 and satisfies the same differential equation; a symbolic C is taken to be positive in
            the forms with tanh, sech and cosh.

    Raises:
        ArgumentTypeError: a parameter is something else.
        SigmoidSymError: L, k or C is 0; a letter that has another meaning, as e, f and x have.

    >>> from sigmoid_sym.language.text import text
    >>> text(closed_form("stirling", 1, logistic_family(k=2)))
    '2f(x) − 2f(x)²'
    """
    parameters = {"L": L, "k": k, "x0": x0, "C": C}
    for name, value in parameters.items():
        if isinstance(value, bool) or not isinstance(value, (int, Fraction, Symbol)):
            raise ArgumentTypeError(f"{name} must be an int, a Fraction or a Symbol, not {shown(value)}")
        if name != "x0" and value == 0:
            raise SigmoidSymError(f"{name} must not be 0: f would be constant")
    L, k, x0, C = (
        python_fraction(value) if isinstance(value, Fraction) else value for value in (L, k, x0, C)
    )
    f = call("f", X)
    y = Logistic(f if L == 1 else f / L, Affine(X, k, x0), C)
    source = "chain rule: f' = k f (1 - f/L)"
    given = tuple(zip(parameters, (L, k, x0, C), strict=True))
    family = Relative("logistic", f, 0, _FamilyTerms(L, y), source, given)
    distinct(family.letters())
    return family


SIGMOID = Relative("sigmoid", call("sigma", X), 0, _sigmoid_terms, "definition", integrals=True)

RELATIVES = table_of(
    (
        SIGMOID,
        logistic_family(Symbol("L"), Symbol("k"), Symbol("x_0"), Symbol("C")),
        Relative("reflected", call("sigma", -X), 0, _reflected_terms, "chain rule"),
        Relative("tanh", call("tanh", X), 1, _tanh_terms, "tanh x = 2σ(2x) - 1", centred=True),
        Relative(
            "softplus", call("softplus", X), 1, _softplus_terms, "d/dx log(1 + e^x) = σ(x)", integrals=True
        ),
        Relative(
            "log-sigmoid", call("log", call("sigma", X)), 1, _log_sigmoid_terms, "d/dx log σ(x) = σ(-x)"
        ),
        Relative("silu", call("silu", X), 0, _silu_terms, "Leibniz' rule for x·σ(x)"),
    )
)


def relative_of_row(row: Function) -> Relative | None:
    """Return the relative that the function of a row is.

    >>> relative_of_row(FUNCTIONS["logsigmoid"]), relative_of_row(FUNCTIONS["logit"])
    (<Relative log-sigmoid: d/dx log σ(x) = σ(-x)>, None)
    """
    of_the_table = FUNCTIONS.get(row.name) == row
    meanings = (row.definition, Call(row.name, row.parameters) if of_the_table else None)
    return next((relative for relative in RELATIVES.values() if relative.operand in meanings), None)


# Of what there are values by name: the relatives, and the rows that are none of them.
NAMES = (
    *(name for name in RELATIVES if name != "logistic"),
    *(row.name for row in FUNCTIONS.values() if row.has_values and relative_of_row(row) is None),
)


def relative_of(name: str, value: Relative | str) -> Relative:
    """Return the relative that the argument `name` is, or is the name of.

    Raises:
        SigmoidSymError: it is neither.
    """
    found = RELATIVES.get(value) if isinstance(value, str) else value
    if isinstance(found, Relative):
        return found
    error = SigmoidSymError if isinstance(value, str) else ArgumentTypeError
    raise error(f"{name} must be one of {', '.join(RELATIVES)} or a logistic_family(…), not {shown(value)}")


def closed_form(name: str, n: int | Symbol, relative: Relative | str = SIGMOID) -> Expression:
    """Return the n-th derivative of a relative of σ in the closed form of that name, as a tree in x.

    Arguments:
        name: one of `FORMS`.
        n: the order; a `Symbol` for the forms that are `symbolic`.
        relative: the function or its name, σ if left out.

    Raises:
        SigmoidSymError: unknown name; n is not a whole number ≥ 0, or too small for this form and
            function; a symbolic n where the form has none, or with the name of another letter.

    >>> from sigmoid_sym.language.text import text
    >>> text(closed_form("factored", 3))
    'σ(x)·(1 − σ(x))·(1 − 6σ(x)·(1 − σ(x)))'
    """
    relative = relative_of("relative", relative)
    form = FORMS.get(name) if isinstance(name, str) else None
    if form is None:
        raise SigmoidSymError(f"form must be one of {', '.join(FORMS)}, not {shown(name)}")
    if isinstance(n, Symbol):
        if not form.symbolic:
            able = ", ".join(f.name for f in FORMS.values() if f.symbolic)
            raise SigmoidSymError(
                f"the form {name!r} needs a number for n; for a symbolic n there are {able}"
            )
        require_free("n", n.name, distinct(relative.letters()))
    else:
        n = whole_number("n", n)
        least = least_order(form, relative, n)
        if n < least:
            raise SigmoidSymError(
                f"the form {form.name!r} of {relative.name} holds for n ≥ {least}, not for n = {n}"
            )
    parts = [_built(term, form) for term in relative.terms(n)]
    return total([term for part in parts for term in (part.terms if isinstance(part, Add) else (part,))])


def least_order(form: ClosedForm, relative: Relative, n: int | Symbol) -> int:
    """Return the order from which on a closed form of a relative holds, as it is written for this n.

    >>> [least_order(FORMS["exponential-series"], SIGMOID, n) for n in (0, Symbol("n"))]
    [0, 1]
    """
    least, own = relative.least_order, form.least_order
    if isinstance(n, Symbol):
        n, own = least + 1, form.least_general
    if n < least:
        return least
    # Terms of lower order, as in (xσ)'' = xσ'' + 2σ', must be within the form's reach too.
    depth = max([n - term.order for term in relative.terms(n) if isinstance(term.order, int)])
    return max(least, own + depth)


def _built(term: Term, form: ClosedForm) -> Expression:
    """Return the tree of a term, its factors multiplied into the numerator of the form."""
    body = form.build(term.order, term.y, term.number)  # type: ignore[arg-type]
    return _multiplied(list(term.factors), body)


def _multiplied(factors: list[Expression], body: Expression) -> Expression:
    match body:
        case _ if not factors:
            return body
        case Neg(operand):
            return Neg(_multiplied(factors, operand))
        case Div(numerator, denominator):
            return _multiplied(factors, numerator) / denominator
        case Integer(1):
            return product(factors)
        case Mul((Integer() as number, *others)):
            return product([number, *factors, *others])
        case Mul(others):
            return product([*factors, *others])
        case _:
            return product([*factors, body])
