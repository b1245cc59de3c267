"""What is known of each function, one row each; all rooms take it from here.

A row says how the function is spelt and written, what it means and what follows from that. What follows
(slope, parity, range) is data for whoever searches; whoever proves takes the definition alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from types import MappingProxyType

from sigmoid_sym import combinatorics
from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.tree.claim import REAL_LINE, Interval, Symmetry
from sigmoid_sym.tree.expression import Call, Expression, Integer, Symbol, call, names, tree
from sigmoid_sym.tree.substitution import replaced

X, Y = Symbol("x"), Symbol("y")  # the parameters of definitions and slopes


@dataclass(frozen=True, slots=True)
class Function:
    r"""One function.

    Attributes:
        name: what it is called in trees.
        parameters: the letters of `definition`; as many as it has arguments.
        words: how it is spelt in plain text, besides its name.
        macros: how in LaTeX, without the backslash; `\operatorname{word}` is understood of each word.
        signs: how with a sign of its own, such as σ.
        page: how it is written on a page of text, if not by its name.
        latex: how in LaTeX, if not by a layout of its own.
        definition: what it means, by other functions; none for those that all others are defined by.
        slope: its derivative.
        domain: where it is defined, but for poles inside.
        odd_or_even, range: its parity, and the least interval that holds its values.
        logistic: (a, b, c) where it is a·σ(b·x) + c.
        whole: its value at whole numbers, where it has a meaning for these alone.
        inverse: the function that its name with ^(-1) always means, where it never means the reciprocal.
        coq, sympy: its name in the theory's Coq, and in SymPy.
        source: where the definition is from.
    """

    name: str
    parameters: tuple[Symbol, ...] = (X,)
    words: tuple[str, ...] = ()
    macros: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    page: str = ""
    latex: str = ""
    definition: Expression | None = None
    slope: Expression | None = None
    domain: Interval = REAL_LINE
    odd_or_even: Symmetry | None = None
    range: Interval = REAL_LINE
    logistic: tuple[Fraction, Fraction, Fraction] | None = None
    whole: Callable[..., int] | None = None
    inverse: str = ""
    coq: str = ""
    sympy: str = ""
    source: str = ""

    def __repr__(self) -> str:
        return f"<Function {self.name}>"

    @property
    def arity(self) -> int:
        """The number of its arguments."""
        return len(self.parameters)

    @property
    def has_values(self) -> bool:
        """Whether it is a real function of one number whose values and derivatives follow from its row."""
        return self.arity == 1 and (self.definition is not None or self.slope is not None)

    @property
    def has_kink(self) -> bool:
        """Whether an absolute value is in what it is defined by."""
        inner = names(self.definition) if self.definition is not None else frozenset()
        return self.name == "abs" or any(FUNCTIONS[name].has_kink for name in inner & FUNCTIONS.keys())

    @property
    def word(self) -> str:
        """The word or letter that stands for it on a page of text."""
        return self.page or self.name

    @property
    def is_letter(self) -> bool:
        """Whether it is written with a letter, as σ is, which may be changed and may stand without (x)."""
        return self.name == "sigma"

    @property
    def is_operator(self) -> bool:
        """Whether it is a word before its argument, with the exponent of a power on it: tanh²(x)."""
        return self.arity == 1 and bool(self.latex) and not self.is_letter


def _between(low: int, high: int | None, closed: bool = False) -> Interval:
    if high is None:
        return Interval(lower=tree(low), lower_closed=closed)
    return Interval(tree(low), tree(high), lower_closed=closed)


_exp, _log = partial(call, "exp"), partial(call, "log")
_E, _S = _exp(X), call("sigma", X)
_TANH, _COTH, _SINH, _COSH = (call(name, X) for name in ("tanh", "coth", "sinh", "cosh"))
_SECH, _CSCH, _SOFTPLUS = call("sech", X), call("csch", X), call("softplus", X)
_TWO_NUMBERS = (Symbol("n"), Symbol("k"))
_HALF, _EVEN, _ODD = _between(0, None, closed=True), Symmetry.EVEN, Symmetry.ODD

_ROWS = (
    # what all others are defined by
    Function("exp", macros=("exp",), slope=_E, range=_between(0, None), coq="exp", sympy="exp"),
    Function(
        "log",
        words=("ln",),
        macros=("log", "ln"),
        latex=r"\log",
        slope=1 / X,
        domain=_between(0, None),
        coq="ln",
        sympy="log",
    ),
    Function("sqrt", signs=("√",), slope=1 / (2 * call("sqrt", X)), domain=_HALF, range=_HALF, sympy="sqrt"),
    Function("abs", slope=X / call("abs", X), odd_or_even=_EVEN, range=_HALF, coq="Rabs", sympy="Abs"),
    # exponentials
    Function(
        "sigma",
        words=(
            *("sigmoid", "Sigmoid", "logistic", "expit", "sigm", "sig", "plogis", "LogisticSigmoid"),
            *("logistic_sigmoid", "inv_logit", "invlogit", "inverse_logit"),
        ),
        macros=("sigma",),
        signs=("σ",),
        latex=r"\sigma",
        definition=1 / (1 + _exp(-X)),
        slope=_S * (1 - _S),
        range=_between(0, 1),
        logistic=(Fraction(1), Fraction(1), Fraction(0)),
        coq="sigmoid",
        source="Verhulst 1845",
    ),
    Function(
        "tanh",
        macros=("tanh",),
        latex=r"\tanh",
        definition=(_exp(2 * X) - 1) / (_exp(2 * X) + 1),
        slope=1 - _TANH ** Integer(2),
        odd_or_even=_ODD,
        range=Interval(tree(-1), tree(1)),
        logistic=(Fraction(2), Fraction(2), Fraction(-1)),
        coq="tanh",
        sympy="tanh",
    ),
    Function(
        "coth",
        macros=("coth",),
        latex=r"\coth",
        definition=(_exp(2 * X) + 1) / (_exp(2 * X) - 1),
        slope=1 - _COTH ** Integer(2),
        odd_or_even=_ODD,
        sympy="coth",
    ),
    Function(
        "sinh",
        macros=("sinh",),
        latex=r"\sinh",
        definition=(_E - _exp(-X)) / 2,
        slope=_COSH,
        odd_or_even=_ODD,
        coq="sinh",
        sympy="sinh",
    ),
    Function(
        "cosh",
        macros=("cosh",),
        latex=r"\cosh",
        definition=(_E + _exp(-X)) / 2,
        slope=_SINH,
        odd_or_even=_EVEN,
        range=_between(1, None, closed=True),
        coq="cosh",
        sympy="cosh",
    ),
    Function(
        "sech",
        latex=r"\operatorname{sech}",
        definition=2 / (_E + _exp(-X)),
        slope=-(_TANH * _SECH),
        odd_or_even=_EVEN,
        range=Interval(tree(0), tree(1), upper_closed=True),
        sympy="sech",
    ),
    Function(
        "csch",
        latex=r"\operatorname{csch}",
        definition=2 / (_E - _exp(-X)),
        slope=-(_COTH * _CSCH),
        odd_or_even=_ODD,
        sympy="csch",
    ),
    # logarithms
    Function(
        "softplus",
        words=("Softplus", "SoftPlus"),
        latex=r"\operatorname{softplus}",
        definition=_log(1 + _E),
        slope=_S,
        range=_between(0, None),
        coq="softplus",
        source="Dugas, Bengio, Bélisle, Nadeau & Garcia 2001",
    ),
    Function(
        "logit",
        words=("qlogis",),
        latex=r"\operatorname{logit}",
        definition=_log(X / (1 - X)),
        slope=1 / (X * (1 - X)),
        domain=_between(0, 1),
        inverse="sigma",
        coq="logit",
        source="Berkson 1944",
    ),
    Function(
        "logsigmoid",
        words=("LogSigmoid", "log_sigmoid", "softminus"),
        latex=r"\operatorname{logsigmoid}",
        definition=_log(_S),
        slope=call("sigma", -X),
        range=Interval(upper=tree(0)),
        source="Gorin & Mammone 1994",
    ),
    Function(
        "artanh",
        words=("arctanh", "atanh", "ArcTanh"),
        macros=("artanh", "arctanh"),
        latex=r"\operatorname{artanh}",
        definition=_log((1 + X) / (1 - X)) / 2,
        slope=1 / (1 - X ** Integer(2)),
        domain=Interval(tree(-1), tree(1)),
        odd_or_even=_ODD,
        sympy="atanh",
        source="DLMF 4.37.24",
    ),
    # products
    Function(
        "silu",
        words=("SiLU", "swish", "Swish"),
        page="SiLU",
        latex=r"\operatorname{SiLU}",
        definition=X * _S,
        slope=_S + X * (_S * (1 - _S)),
        source="Elfwing, Uchibe & Doya 2018",
    ),
    Function(
        "mish",
        words=("Mish",),
        page="Mish",
        latex=r"\operatorname{Mish}",
        definition=X * call("tanh", _SOFTPLUS),
        slope=call("tanh", _SOFTPLUS) + X * ((1 - call("tanh", _SOFTPLUS) ** Integer(2)) * _S),
        source="Misra 2020",
    ),
    Function(
        "lisht",
        words=("LiSHT",),
        page="LiSHT",
        latex=r"\operatorname{LiSHT}",
        definition=X * _TANH,
        slope=_TANH + X * (1 - _TANH ** Integer(2)),
        odd_or_even=_EVEN,
        range=_HALF,
        source="Roy, Manna, Dubey & Chaudhuri 2019",
    ),
    # an exponential of an exponential
    Function(
        "gumbel",
        words=("Gumbel",),
        page="Gumbel",
        latex=r"\operatorname{Gumbel}",
        definition=_exp(-_exp(-X)),
        slope=_exp(-X) * _exp(-_exp(-X)),
        range=_between(0, 1),
        source="Gumbel 1935; the distribution function",
    ),
    # with a kink, off which alone there is a slope; and of two numbers
    Function(
        "relu",
        words=("ReLU",),
        page="ReLU",
        latex=r"\operatorname{ReLU}",
        definition=(X + call("abs", X)) / 2,
        slope=(1 + X / call("abs", X)) / 2,
        range=_HALF,
        source="Nair & Hinton 2010",
    ),
    Function(
        "hardtanh",
        words=("Hardtanh", "HardTanh"),
        page="Hardtanh",
        latex=r"\operatorname{Hardtanh}",
        definition=(call("abs", X + 1) - call("abs", X - 1)) / 2,
        slope=((X + 1) / call("abs", X + 1) - (X - 1) / call("abs", X - 1)) / 2,
        odd_or_even=_ODD,
        range=Interval(tree(-1), tree(1), lower_closed=True, upper_closed=True),
        source="Collobert 2004",
    ),
    *(
        Function(
            name, (X, Y), also, (name,), latex="\\" + name, definition=f / 2, coq="R" + name, sympy=also[1]
        )
        for name, also, f in (
            ("max", ("maximum", "Max", "fmax"), X + Y + call("abs", X - Y)),
            ("min", ("minimum", "Min", "fmin"), X + Y - call("abs", X - Y)),
        )
    ),
    # whole numbers
    Function("factorial", whole=math.factorial, sympy="factorial"),
    Function("binomial", _TWO_NUMBERS, ("binom",), whole=math.comb, sympy="binomial"),
    Function(
        "stirling2",
        _TWO_NUMBERS,
        ("Stirling2", "StirlingS2"),
        page="S",
        whole=combinatorics.stirling2,
        source="OEIS A008277",
    ),
    Function("eulerian", _TWO_NUMBERS, page="A", whole=combinatorics.eulerian, source="OEIS A173018"),
    Function("coefficient", _TWO_NUMBERS, page="c", source="OEIS A163626"),
    Function("polylog", (Symbol("s"), Symbol("z")), ("Li",), page="Li", sympy="polylog"),
)

FUNCTIONS: Mapping[str, Function] = MappingProxyType({row.name: row for row in _ROWS})


def row_named(spelling: str) -> Function | None:
    """Return the row of a function by its name or another word for it.

    >>> row_named("swish")
    <Function silu>
    """
    return FUNCTIONS.get(spelling) or next((row for row in FUNCTIONS.values() if spelling in row.words), None)


def is_symbol(name: str) -> bool:
    """Return whether a function is a letter on the page, as σ and f are, and not a word or a layout.

    >>> is_symbol("sigma"), is_symbol("f"), is_symbol("tanh")
    (True, True, False)
    """
    return name not in FUNCTIONS or FUNCTIONS[name].is_letter


def is_operator(name: str) -> bool:
    """Return whether the exponent of a power stands on the function, before its argument: tanh²(x)."""
    return name in FUNCTIONS and FUNCTIONS[name].is_operator


def arity(name: str) -> int:
    """Return the number of arguments of a function; one that is in no row has one."""
    return FUNCTIONS[name].arity if name in FUNCTIONS else 1


def has_definition(name: str) -> bool:
    """Return whether a function is defined by others."""
    return name in FUNCTIONS and FUNCTIONS[name].definition is not None


def defined(node: Call) -> Expression | None:
    """Return the definition of a function at the arguments of a call, None if it has none.

    >>> from sigmoid_sym.language.text import text
    >>> text(defined(call("softplus", X / 2)))
    'log(1 + e^(x/2))'
    """
    row = FUNCTIONS.get(node.function)
    if row is None or row.definition is None:
        return None
    return replaced(row.definition, dict(zip(row.parameters, node.arguments, strict=True)))


def slope_of(node: Call) -> Expression:
    """Return the derivative of a function in its argument, at the argument of a call.

    Raises:
        SigmoidSymError: none is known.

    >>> from sigmoid_sym.language.text import text
    >>> text(slope_of(call("log", X**2)))
    '1/x²'
    """
    row = FUNCTIONS.get(node.function)
    if row is None or row.slope is None:
        raise SigmoidSymError(f"no derivative is known of {node.function}")
    return replaced(row.slope, dict(zip(row.parameters, node.arguments, strict=True)))
