"""A closed form as it is to be written: which function, which letters, which marks, how wide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypedDict

from sigmoid_sym.closed_forms.relatives import SIGMOID, Relative, X, closed_form, relative_of
from sigmoid_sym.errors import SigmoidSymError, shown, whole_number
from sigmoid_sym.language.latex import latex_lines
from sigmoid_sym.language.letters import FIXED, Letter, renaming, signs, with_free_indices
from sigmoid_sym.language.notation import DerivativeStyle, Notation, appears_outside
from sigmoid_sym.language.text import ASCII, UNICODE, text_equation
from sigmoid_sym.tree.expression import Expression, Symbol

_ENVIRONMENTS = ("aligned", "align*")
LEAST_WIDTH = 20


class Wishes(TypedDict, total=False):
    r"""How a closed form is to be written; all may be left out.

    Attributes:
        of: one of `RELATIVES` or its name, or a `logistic_family(…)`; σ if left out.
        symbol: the letter for the function: `S`, `f`, `\varphi`, `z_1`, or a word.
        variable: the letter for x.
        argument: whether σ(x) is written in full; by default only where x is seen elsewhere too.
        left: whether to write the left-hand side.
        notation: `lagrange` (σ', σ'', σ''', σ^{(4)}) or `leibniz` (d^n/dx^n).
        width: break lines longer than about so many printed characters, of text so many columns.
    """

    of: Relative | str
    symbol: str | None
    variable: str | None
    argument: bool | None
    left: bool
    notation: str
    width: int | None


@dataclass(frozen=True, slots=True, repr=False)
class Equation:
    """A derivative and one of its closed forms, and how they are to be written.

    Attributes:
        left: the derivative as it is named; None for the closed form alone.
        right: the closed form.
        notation: its letters and its marks of derivatives.
        width: how wide a line may be, if that matters.

    >>> found = equation(2, "factored", symbol="S")
    >>> found, found.latex()
    (<Equation S′′ = S·(1 − S)·(1 − 2S)>, "S'' = S(1 - S)(1 - 2S)")
    """

    left: Expression | None
    right: Expression
    notation: Notation
    width: int | None

    def __repr__(self) -> str:
        whole = replace(self, width=None).text()
        return f"<Equation {whole if len(whole) <= 80 else whole[:80] + '…'}>"

    def latex(self, environment: str | None = None) -> str:
        """Return it in LaTeX; see `SigmoidDerivative.latex`."""
        if environment is not None and environment not in _ENVIRONMENTS:
            allowed = ", ".join(_ENVIRONMENTS)
            raise SigmoidSymError(f"environment must be one of {allowed}, not {shown(environment)}")
        return latex_lines(self.left, self.right, self.width, self.notation, environment or "aligned")

    def text(self, ascii: bool = False) -> str:
        """Return it in plain text."""
        alphabet = ASCII if ascii else UNICODE
        return text_equation(self.left, self.right, self.notation, alphabet, self.width)

    def mathml(self, display: bool = True) -> str:
        """Return it as a `<math>` element."""
        from sigmoid_sym.language.mathml import mathml_equation  # with the names of all HTML entities

        return mathml_equation(self.left, self.right, self.notation, display=display, width=self.width)


def equation(
    order: int | Symbol,
    form: str = "stirling",
    *,
    of: Relative | str = SIGMOID,
    symbol: str | None = None,
    variable: str | None = None,
    argument: bool | None = None,
    left: bool = True,
    notation: str = "lagrange",
    width: int | None = None,
) -> Equation:
    """Return a closed form as it is to be written.

    Arguments:
        order: the order of the derivative.
        form: one of `FORMS`; for a symbolic order `stirling` is `stirling-sum`.
        of, symbol, variable, argument, left, notation, width: see `Wishes`.

    Raises:
        SigmoidSymError: an argument that is not one of these; a form that does not hold for this order; a
            letter that has another meaning.
    """
    styles = {style.value: style for style in DerivativeStyle}
    if not isinstance(notation, str) or notation not in styles:
        raise SigmoidSymError(f"notation must be one of {', '.join(styles)}, not {shown(notation)}")
    of = relative_of("of", of)
    value, name = closed_form(form_name(form, order), order, of), of.left_side(order)
    if argument is None:
        argument = appears_outside(value, X) or appears_outside(name, X)
    plain = Notation(style=styles[notation])
    wanted = {"symbol": symbol, "variable": variable}
    pairs, taken = renaming(letters_of(order, of), wanted, {**FIXED, **signs([name, value], plain)})
    return Equation(
        name if left else None,
        with_free_indices(value, taken),
        replace(plain, renamed=pairs, bare=None if argument else X.name),
        width if width is None else whole_number("width", width, LEAST_WIDTH),
    )


def form_name(form: str, order: int | Symbol) -> str:
    """Return the name in `FORMS`: the general formula has its own for `stirling`."""
    return "stirling-sum" if isinstance(order, Symbol) and form == "stirling" else form


def letters_of(order: int | Symbol, of: Relative) -> list[Letter]:
    """Return the letters of a closed form: the order, where it is one, and those of the function."""
    own = [("n", order.name, "the order")] if isinstance(order, Symbol) else []
    return [*own, *of.letters()]
