"""derivative(n): the handle on σ^(n), each of its methods one call down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Unpack

from sigmoid_sym.closed_forms import SIGMOID, Relative, closed_form, relative_of
from sigmoid_sym.closed_forms.equation import Wishes, equation, form_name, letters_of
from sigmoid_sym.combinatorics import logistic_row
from sigmoid_sym.errors import ArgumentTypeError, SigmoidSymError, shown, whole_number
from sigmoid_sym.language.letters import FIXED, distinct, require_free
from sigmoid_sym.polynomial import DerivativePolynomial
from sigmoid_sym.tree.expression import Expression, Symbol

if TYPE_CHECKING:
    from sigmoid_sym.crosscheck.report import Report


@dataclass(frozen=True, slots=True)
class SigmoidDerivative:
    """The n-th derivative of σ(x) = 1/(1+e^{-x}).

    Attributes:
        order: n, a whole number; or a `tree.expression.Symbol` for the general formula, which
            has the forms of `closed_forms.FORMS` that are `symbolic` but no coefficients.

    >>> d = derivative(3)
    >>> str(d), d.coefficients
    ('σ′′′ = σ − 7σ² + 12σ³ − 6σ⁴', (1, -7, 12, -6))
    >>> d == derivative(3), d.verify(quick=True).ok
    (True, True)
    """

    order: int | Symbol

    def __post_init__(self) -> None:
        if not isinstance(self.order, Symbol):
            object.__setattr__(self, "order", whole_number("n", self.order))
        else:
            require_free("n", self.order.name, {**FIXED, "x": "the variable"})

    @property
    def coefficients(self) -> tuple[int, ...]:
        """(c(n,1), …, c(n,n+1)), with σ^(n) = Σ_k c(n,k) σ^k; see `combinatorics.logistic_row`."""
        return logistic_row(whole_number("n", self.order))

    @property
    def polynomial(self) -> DerivativePolynomial:
        """P_n, with σ^(n) = P_n(σ); its coefficients start with that of s^0, which is 0."""
        return DerivativePolynomial.of_order(whole_number("n", self.order))

    def form(self, name: str = "stirling", *, of: Relative | str = SIGMOID) -> Expression:
        """Return a closed form as an expression tree in the variable x; see `closed_forms.closed_form`.

        Arguments:
            name: one of `closed_forms.FORMS`; for a symbolic order `stirling` is `stirling-sum`.
            of: one of `closed_forms.RELATIVES` or its name, or a `logistic_family(…)`; σ if left out.

        Raises:
            SigmoidSymError: unknown name, or a form that does not hold for this order.
        """
        return closed_form(form_name(name, self.order), self.order, relative_of("of", of))

    def latex(
        self, form: str = "stirling", *, environment: str | None = None, **wishes: Unpack[Wishes]
    ) -> str:
        r"""Return a closed form in LaTeX (amsmath), without dollars.

        Arguments:
            form: as in `form`.
            environment: `aligned` or `align*`; by default `aligned`, when there is a line to break.
            wishes: `of`, `symbol`, `variable`, `argument`, `left`, `notation`, `width`, as in
                `closed_forms.equation.Wishes`.

        Raises:
            SigmoidSymError: an argument that is not one of these; a letter that has another meaning.

        >>> derivative(2).latex("factored", symbol="S")
        "S'' = S(1 - S)(1 - 2S)"
        """
        return equation(self.order, form, **wishes).latex(environment)

    def text(self, form: str = "stirling", *, ascii: bool = False, **wishes: Unpack[Wishes]) -> str:
        """Return a closed form in plain text; the arguments are those of `latex`, `width` in columns.

        >>> derivative(2).text("eulerian", ascii=True)
        "sigma'' = sigma*(1 - sigma)^2 - sigma^2*(1 - sigma)"
        """
        return equation(self.order, form, **wishes).text(ascii)

    def mathml(self, form: str = "stirling", *, display: bool = True, **wishes: Unpack[Wishes]) -> str:
        """Return a closed form as a `<math>` element of MathML Core, shown by browsers without JavaScript.

        Arguments:
            display: whether it stands on lines of its own (`display="block"`).
            form, wishes: as in `latex`.

        >>> derivative(1).mathml(left=False, display=False).removeprefix(
        ...     '<math xmlns="http://www.w3.org/1998/Math/MathML">')
        '<mrow><mi>σ</mi><mo>−</mo><msup><mi>σ</mi><mn>2</mn></msup></mrow></math>'
        """
        return equation(self.order, form, **wishes).mathml(display)

    def code(self, language: str = "python") -> str:
        """Return a program for σ^(n) in double precision; its header says how accurate it is.

        Arguments:
            language: one of `language.code.DIALECTS`: python, numpy, c, matlab, jax, torch.

        Notes:
            A product over the zeros in which nothing cancels; see `language.code.program`.

        Raises:
            SigmoidSymError: an unknown language, a symbolic order, or one above 100.

        >>> print(derivative(2).code("c").partition("#endif")[2].strip())
        double sigmoid_d2(double x)
        {
            const double a = fabs(x);
            const double e = exp(-a);
            const double q = 1 + e;
            double y = e / (q * q);
            return -tanh(x / 2) * y;
        }
        """
        # As in the methods below: for formulas alone, nothing of this is needed.
        from sigmoid_sym.language.code import program
        from sigmoid_sym.numeric.programs import error_units, zero_pairs

        n = whole_number("n", self.order)
        pairs = zero_pairs(n)
        return program(n, pairs, error_units(n, pairs), language)

    def sympy(self, x: Any = None, form: str = "stirling", *, of: Relative | str = SIGMOID) -> Any:
        """Return a closed form as a SymPy expression in `sigmoid(x)` (`sigmoid_sym.sigmoid`).

        Arguments:
            x: a SymPy expression; `Symbol("x")` if left out.
            form, of: as in `form`.

        Raises:
            ArgumentTypeError: `x` is not a SymPy expression.
            SigmoidSymError: a symbol in `x` has the name of a parameter of `of`.

        >>> derivative(2).sympy()
        2*sigmoid(x)**3 - 3*sigmoid(x)**2 + sigmoid(x)
        """
        import sympy

        from sigmoid_sym.language.sympy import to_sympy
        from sigmoid_sym.sympy_functions import sigmoid, softplus

        x = sympy.Symbol("x") if x is None else x
        if not isinstance(x, sympy.Expr):
            raise ArgumentTypeError(f"x must be a SymPy expression, not {shown(x)}")
        node = self.form(form, of=of)
        functions = {"sigma": sigmoid, "softplus": softplus, "f": sympy.Function("f")}
        taken = distinct(letters_of(self.order, relative_of("of", of)), {})
        for name in sorted({symbol.name for symbol in x.free_symbols} - {"x", "sigma"}):
            require_free("a letter in x", name, taken)
        return to_sympy(node, {"x": x}, functions)

    def evaluate(self, x: Any, digits: int | None = None, *, of: Relative | str = SIGMOID) -> Any:
        """Return the value at x as an mpmath number, correctly rounded; see `numeric.values.evaluate`.

        >>> print(derivative(2).evaluate("1/3"))
        -0.0401592024842315
        """
        from sigmoid_sym.numeric.values import evaluate

        return evaluate(whole_number("n", self.order), x, digits, of=of)

    def enclose(
        self, x: Any, digits: int | None = None, *, of: Relative | str = SIGMOID, ball: bool = False
    ) -> Any:
        """Return an interval that contains the value; see `numeric.enclosures.enclose`."""
        from sigmoid_sym.numeric.enclosures import enclose

        return enclose(whole_number("n", self.order), x, digits, of=of, ball=ball)

    def zeros(self, digits: int | None = None, *, of: Relative | str = SIGMOID) -> tuple[Any, ...]:
        """Return the real zeros in increasing order, correctly rounded; see `numeric.zeros.zeros`.

        >>> print(*derivative(3).zeros(10))
        -1.316957897 1.316957897
        """
        from sigmoid_sym.numeric.zeros import zeros

        return zeros(whole_number("n", self.order), digits, of=of)

    def verify(
        self,
        form: str = "stirling",
        *,
        of: Relative | str = SIGMOID,
        symbol: str | None = None,
        variable: str | None = None,
        quick: bool = False,
        formal: bool = False,
    ) -> Report:
        """Check a closed form as it is printed, and for σ the polynomial of this order by independent roads.

        Arguments:
            form, of, symbol, variable: as in `latex`.
            quick, formal: as in `crosscheck.roads.verify`, for the polynomial; `formal` is for σ only.

        Returns:
            A `Report`; its first rows are those of `crosscheck.printed.printed_checks`. A formula for every
            order is checked at some orders.

        Raises:
            SigmoidSymError: as for `latex`; `formal` for a relative or for a letter n.

        >>> print(*derivative(2).verify("tanh", of="silu").checks[0].compared.split(";")[:1])
        the form tanh with the power series of SiLU(x)
        """
        from sigmoid_sym.crosscheck.printed import printed_checks
        from sigmoid_sym.crosscheck.report import Report
        from sigmoid_sym.crosscheck.roads import verify

        of = relative_of("of", of)
        value = equation(self.order, form, of=of, symbol=symbol, variable=variable).right
        found = printed_checks(value, self.order, of, form_name(form, self.order))
        if isinstance(self.order, int) and of == SIGMOID:
            found += verify(self.order, quick=quick, formal=formal).checks
        elif formal:
            raise SigmoidSymError("formal is for the derivatives of sigmoid, and for a number n")
        return Report(tuple(found))

    def coq(self) -> str:
        """Return a Coq file that states σ^(n) as this polynomial in σ; see `coq.certificate`.

        >>> print(derivative(2).coq().partition("Theorem ")[2].partition("Proof")[0])
        derivative_2 : forall x s : R, s = sigmoid x ->
          Derive_n sigmoid 2 x = s - 3 * s ^ 2 + 2 * s ^ 3.
        """
        from sigmoid_sym.coq.certificate import certificate

        return certificate(whole_number("n", self.order), self.polynomial.coefficients)

    def __str__(self) -> str:
        return self.text()

    def _repr_latex_(self) -> str:
        return rf"$\displaystyle {self.latex()}$"


def derivative(n: int | Symbol) -> SigmoidDerivative:
    """Return the n-th derivative of the logistic function σ(x) = 1/(1+e^{-x}).

    Arguments:
        n: a whole number ≥ 0, or a `tree.expression.Symbol` for the general formula.

    Raises:
        SigmoidSymError: `n` is not a whole number ≥ 0. (A row that could not fit in memory is
            refused when it is asked for.)

    >>> derivative(1).latex()
    "\\\\sigma' = \\\\sigma - \\\\sigma^{2}"
    >>> print(derivative(Symbol("n")).text("polylogarithm"))
    σ⁽ⁿ⁾(x) = −Li(−n, −e^x)
    """
    return SigmoidDerivative(n)
