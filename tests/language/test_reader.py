"""The reader: what a text says, in the trees of the package, or why it is not understood.

Every expected text was written down by reading the mathematics on its left; the writers that write it are
tested against Python's own parser.
"""

import contextlib
import inspect
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sigmoid_sym
from sigmoid_sym.errors import ArgumentTypeError, ParseError, SigmoidSymError
from sigmoid_sym.functions import FUNCTIONS as TABLE
from sigmoid_sym.functions import Function
from sigmoid_sym.language.reader import lexicon, parse, parse_claim, parse_expression, readings
from sigmoid_sym.language.statement import claim_latex, claim_text
from sigmoid_sym.language.text import ASCII, text
from sigmoid_sym.tree.claim import Claim, Domain, Extremum, Interval, Limit, Shape, Trend
from sigmoid_sym.tree.expression import Expression, Integer, Symbol, call

x = Symbol("x")
FUNCTION_ROWS = list(TABLE.values())

# text -> what it says
EQUATIONS = [
    (
        "sigma''(x) = sigma(x)*(1 - sigma(x))*(1 - 2*sigma(x))",
        "sigma''(x) = sigma(x)*(1 - sigma(x))*(1 - 2*sigma(x))",
    ),
    ("σ′(x) ≤ 1/4", "sigma'(x) <= 1/4"),
    (
        r"\frac{d^{2}\sigma}{dx^{2}} = \sigma(1-\sigma)(1-2\sigma)",
        "sigma''(x) = sigma(x)*(1 - sigma(x))*(1 - 2*sigma(x))",
    ),
    (
        r"\sigma'(x) = \frac{e^{-x}}{(1+e^{-x})^2} = \sigma(x)(1-\sigma(x)) \leqslant \frac14 < 1",
        "sigma'(x) = exp(-x)/(1 + exp(-x))^2 = sigma(x)*(1 - sigma(x)) <= 1/4 < 1",
    ),
    (
        r"\begin{aligned} \sigma' &= \sigma(1-\sigma) \\ &= \sigma - \sigma^2 \end{aligned}",
        "sigma'(x) = sigma(x)*(1 - sigma(x)) = sigma(x) - sigma(x)^2",
    ),
    (
        r"\begin{align*} S' &= \frac{d}{dx}\frac{1}{1+e^{-x}} \\ &= \frac{e^{-x}}{(1+e^{-x})^2} \end{align*}",
        "sigma'(x) = d/dx (1/(1 + exp(-x))) = exp(-x)/(1 + exp(-x))^2",
    ),
    ("σ' = σ(1-σ)\n   = σ - σ²", "sigma'(x) = sigma(x)*(1 - sigma(x)) = sigma(x) - sigma(x)^2"),
    ("0 < σ' ≤ 1/4 ≠ 1 ≥ σ > 0 ≡ 0 ≈ 0.00", "0 < sigma'(x) <= 1/4 != 1 >= sigma(x) > 0 = 0 approx 0.00"),
    ("σ ∈ (0,1)", "sigma(x) in (0, 1)"),
    (r"σ(x) \in [0, 1)", "sigma(x) in [0, 1)"),
]
FUNCTIONS = [
    (
        r"S' = logistic(x) + sigmoid(x) + sigma(x) + \sigma(x) + σ(x)",
        "sigma'(x) = sigma(x) + sigma(x) + sigma(x) + sigma(x) + sigma(x)",
    ),
    ("softplus(x) = log(1+exp(x)) = ln(1+e^x)", "softplus(x) = log(1 + exp(x)) = log(1 + exp(x))"),
    (r"logit(p) = \log\frac{p}{1-p}", "logit(p) = log(p/(1 - p))"),
    (r"\tanh x = 2\sigma(2x) - 1", "tanh(x) = 2*sigma(2*x) - 1"),
    (
        "tanh x = sinh x/cosh(x) = (e^x-e^{-x})/(e^x+e^{-x})",
        "tanh(x) = sinh(x)/cosh(x) = (exp(x) - exp(-x))/(exp(x) + exp(-x))",
    ),
    ("σ' = ¼sech²(x/2)", "sigma'(x) = (1/4)*sech(x/2)^2"),
    (
        r"\sigma'(x) = \tfrac14 \operatorname{sech}^2\left(\tfrac{x}{2}\right)",
        "sigma'(x) = (1/4)*sech(x/2)^2",
    ),
    (r"σ(x) = \sqrt2/(\sqrt{2}+sqrt(2)e^{-x})", "sigma(x) = sqrt(2)/(sqrt(2) + sqrt(2)*exp(-x))"),
    (r"\sqrt{\frac{4}{9}} = 2/3", "sqrt(4/9) = 2/3"),
    ("σ(x - x_0) = 1/(1+e^{-(x-x_0)})", "sigma(x - x_0) = 1/(1 + exp(-(x - x_0)))"),
    ("σ(x+iπ) = 1/(1-e^{-x})", "sigma(x + i*pi) = 1/(1 - exp(-x))"),
    ("Li_{-1}(-e^x) = -σ'(x)", "Li(-1, -exp(x)) = -sigma'(x)"),
    (r"log x^2 = \log x^{2} = (log x)^2", "log(x^2) = log(x^2) = log(x)^2"),
    (r"|σ'(x)| < |x| + \left|-1\right|", "|sigma'(x)| < |x| + |-1|"),
    ("silu(x) = x σ(x)", "SiLU(x) = x*sigma(x)"),
    ("exp^2(x) = e^{2x} = e^(2x)", "(exp(x))^2 = exp(2*x) = exp(2*x)"),
    ("Cke^{-kx} = 1", "C*k*exp(-k*x) = 1"),
]
DERIVATIVES = [
    (r"\sigma^{\prime}(x) = \sigma_{\prime}(x) = \sigma'(x)", "sigma'(x) = sigma'(x) = sigma'(x)"),
    ("σ_{′}(x) = σ″(x) = σ‴(x) = σ⁗(x)", "sigma'(x) = sigma''(x) = sigma'''(x) = sigma^(4)(x)"),
    (
        "σ'''''(x) = σ^(5)(x) = σ^{(5)}(x) = σ⁽⁵⁾(x)",
        "sigma^(5)(x) = sigma^(5)(x) = sigma^(5)(x) = sigma^(5)(x)",
    ),
    ("d/dx σ(x) = dσ/dx = dσ(x)/dx = ∂σ/∂x", "sigma'(x) = sigma'(x) = sigma'(x) = sigma'(x)"),
    (
        r"\frac{\partial \sigma}{\partial x} = \frac{d}{dx}\left[\sigma(x)\right] = D[σ(x), x]",
        "sigma'(x) = sigma'(x) = sigma'(x)",
    ),
    (
        r"d^n/dx^n σ(x) = \frac{d^{n}\sigma}{dx^{n}} = D[σ(x), {x, n}] = \sigma^{(n)}",
        "sigma^(n)(x) = sigma^(n)(x) = sigma^(n)(x) = sigma^(n)(x)",
    ),
    ("d²σ/dx² = d^2/dx^2 σ(x)", "sigma''(x) = sigma''(x)"),
    ("d/dx σ(2x) = 2σ'(2x)", "d/dx sigma(2*x) = 2*sigma'(2*x)"),
    ("(log σ)' = d/dx log σ(x)", "d/dx log(sigma(x)) = d/dx log(sigma(x))"),
    ("(xσ)''(0) = 1/2", "[d^2/dx^2 (x*sigma(x))]|_(x=0) = 1/2"),
    (r"\left.\frac{d\sigma}{dx}\right|_{x=0} = \frac14 = σ'(0)", "sigma'(0) = 1/4 = sigma'(0)"),
    (r"\frac{d\sigma(x)}{dx}\Big|_{x=0} = \frac14", "sigma'(0) = 1/4"),
    (
        r"(σ')² = σ'² = {\sigma'}^2 = \sigma'^2",
        "(sigma'(x))^2 = (sigma'(x))^2 = (sigma'(x))^2 = (sigma'(x))^2",
    ),
]
NUMBERS = [
    (r"\frac12 + \frac1{2} + \tfrac{1}{2} + ½ = 2", "1/2 + 1/2 + 1/2 + 1/2 = 2"),
    (
        r"\frac12\sigma \cdot 2 \times \sigma\,\sigma = \sigma^3",
        "(1/2)*sigma(x)*2*sigma(x)*sigma(x) = sigma(x)^3",
    ),
    ("1/2 (1 + tanh(x/2)) = σ(x)", "(1/2)*(1 + tanh(x/2)) = sigma(x)"),
    (r"σ'(2) \approx 0.1050", "sigma'(2) approx 0.1050"),
    ("1.5E3 = 1500", "1.5*10^3 = 1500"),
    ("2^-1 = 1/2", "2^(-1) = 1/2"),
    ("-x^2 = -(x^2)", "-x^2 = -x^2"),
    ("a/b/c = a/(b·c)", "a/b/c = a/(b*c)"),
    ("(2n)! = 2n!", "(2*n)! = 2*n!"),
    (r"\sigma*\sigma = \pi*2", "sigma(x)*sigma(x) = pi*2"),
    ("k!S(n,k) = 1", "k!*S(n, k) = 1"),
    (
        r"\binom{n}{k} = \frac{n!}{k!(n-k)!} = C(n,k) = {n \choose k}",
        "binomial(n, k) = n!/(k!*(n - k)!) = binomial(n, k) = binomial(n, k)",
    ),
    (r"{n \brace k} = S(n,k) = \left\{ {n \atop k} \right\}", "S(n, k) = S(n, k) = S(n, k)"),
    (r"A(n,k) = eulerian(n,k) = \left\langle {n \atop k} \right\rangle", "A(n, k) = A(n, k) = A(n, k)"),
    ("stirling2(n,k) = S(n,k)", "S(n, k) = S(n, k)"),
    ("S(n+1,k) = k S(n,k) + S(n,k-1)", "S(n + 1, k) = k*S(n, k) + S(n, k - 1)"),
    (
        r"\sum_{k=1}^n k = Σ_{k=1}^{n} k = sum_{k=1}^{n} k = Σ(k=1..n, k)",
        "sum(k=1..n, k) = sum(k=1..n, k) = sum(k=1..n, k) = sum(k=1..n, k)",
    ),
    (r"\sum_{k=1}^{n} k + 1 = 1 + \sum\limits_{k=1}^{n} k", "sum(k=1..n, k) + 1 = 1 + sum(k=1..n, k)"),
    (
        r"\sigma^{(n)}(x) = \sum_{k=1}^{n+1} (-1)^{k+1} (k-1)! S(n+1,k) \sigma^k",
        "sigma^(n)(x) = sum(k=1..n + 1, (-1)^(k + 1)*(k - 1)!*S(n + 1, k)*sigma(x)^k)",
    ),
    (r"\sum_{k=1}^\infty e^{-kx} = 1/(e^x-1)", "sum(k=1..oo, exp(-k*x)) = 1/(exp(x) - 1)"),
    ("{x^2}^3 = 2·-x", "(x^2)^3 = 2*(-x)"),
    ("x0 = x_0 = \\log2", "x_0 = x_0 = log(2)"),
    ("e² = e·e", "exp(2) = exp(1)*exp(1)"),
    ("S^2(n,k) = Li_2^2(x)", "S(n, k)^2 = Li(2, x)^2"),
    (r"\sum^n_{k=1} k = \sum_{k=1}^n k", "sum(k=1..n, k) = sum(k=1..n, k)"),
]
DOMAINS = [
    ("σ > 1/2 for 0 < x", "sigma(x) > 1/2 for x > 0"),
    ("n! > 0 for n > 3", "n! > 0 for integers n > 3"),
    ("Σ(k=1..a, k) = a(a+1)/2 for a ≥ 1", "sum(k=1..a, k) = a*(a + 1)/2 for integers a >= 1"),
    ("σ(x) > 1/2 for x > 0", "sigma(x) > 1/2 for x > 0"),
    ("σ(x) > 1/2, x > 0", "sigma(x) > 1/2 for x > 0"),
    ("x > 0: σ(x) > 1/2", "sigma(x) > 1/2 for x > 0"),
    ("if x > 0, then σ(x) > 1/2", "sigma(x) > 1/2 for x > 0"),
    ("for positive x, σ(x) > 1/2", "sigma(x) > 1/2 for x > 0"),
    ("σ(x) > 1/2 ∀x∈(0,∞)", "sigma(x) > 1/2 for x > 0"),
    ("σ(x) < 1/2 for x ∈ (-1,0]", "sigma(x) < 1/2 for -1 < x <= 0"),
    ("1 > x ≥ 0, σ(x) ≥ 1/2", "sigma(x) >= 1/2 for 0 <= x < 1"),
    ("σ(x) = 1/2 at x = 0", "sigma(x) = 1/2 for x = 0"),
    ("σ(x) = 1/2, x = 0", "sigma(x) = 1/2 for x = 0"),
    ("σ^{(n)}(0) = 0 for all n ≥ 1", "sigma^(n)(0) = 0 for integers n >= 1"),
    ("for all integers k ≥ 1, S(k,1) = 1", "S(k, 1) = 1 for integers k >= 1"),
    (r"\sigma'(x) \le \tfrac{1}{4} \quad \text{for all } x \in \mathbb{R}", "sigma'(x) <= 1/4"),
]
PROPERTIES = [
    ("σ is increasing", "sigma(x) is increasing"),
    ("σ is strictly increasing on ℝ", "sigma(x) is strictly increasing"),
    ("σ' decreases on (0, ∞)", "sigma'(x) is decreasing for x > 0"),
    ("σ is monotone", "sigma(x) is monotone"),
    ("σ is convex on (-oo, 0)", "sigma(x) is convex for x < 0"),
    ("σ is concave for x>0", "sigma(x) is concave for x > 0"),
    ("σ' is even", "sigma'(x) is even"),
    ("σ'' is odd", "sigma''(x) is odd"),
    ("σ' is symmetric about the y-axis", "sigma'(x) is even"),
    ("σ(x) - 1/2 is symmetric about the origin", "sigma(x) - 1/2 is odd"),
    ("σ'(t) is symmetric about t = 0", "sigma'(t) is even"),
    ("σ' is bounded by 1/4", "|sigma'(x)| <= 1/4"),
    ("σ is bounded", "sigma(x) is bounded"),
    ("σ(0) is 1/2", "sigma(0) = 1/2"),
    ("the maximum of a σ' is a/4", "the maximum of a*sigma'(x) is a/4"),
    ("the real function σ' has a maximum at x = 0", "sigma'(x) has a maximum at x = 0"),
    ("σ'(x)|_{x=0} = 2π|_{x=0}", "sigma'(0) = 2*[pi]|_(x=0)"),
    (r"\sigma\bigg|_{x=0} = \left.\sigma\right|_{x=0}", "[sigma(x)]|_(x=0) = [sigma(x)]|_(x=0)"),
    ("σ is bounded above by 1", "sigma(x) <= 1"),
    ("σ is positive", "sigma(x) > 0"),
    ("σ'(x) is at most 1/4", "sigma'(x) <= 1/4"),
    ("the range of σ' is (0, 1/4]", "the range of sigma'(x) is (0, 1/4]"),
    ("range σ = (0,1)", "the range of sigma(x) is (0, 1)"),
    (r"\operatorname{range}(\sigma)=(0,1)", "the range of sigma(x) is (0, 1)"),
    ("max σ' = 1/4 at x = 0", "the maximum of sigma'(x) is 1/4 at x = 0"),
    ("max σ' = 1/4, x = 0", "the maximum of sigma'(x) is 1/4 at x = 0"),
    (r"\max_{x} \sigma'(x) = \frac14", "the maximum of sigma'(x) is 1/4"),
    ("σ' has a maximum at x = 0", "sigma'(x) has a maximum at x = 0"),
    ("σ' has maximum 1/4 at x=0", "the maximum of sigma'(x) is 1/4 at x = 0"),
    (r"\min_{t} \sigma(t) = 0", "the minimum of sigma(t) is 0"),
    (r"\lim_{x\to\infty} \sigma(x) = 1", "lim_(x -> oo) sigma(x) = 1"),
    ("lim_{x→-∞} σ(x) = 0", "lim_(x -> -oo) sigma(x) = 0"),
    ("σ(x) → 1 as x → ∞", "lim_(x -> oo) sigma(x) = 1"),
    ("σ → 0 for x → -∞", "lim_(x -> -oo) sigma(x) = 0"),
    (r"\lim_{x\to0^+} \frac1x = \infty", "lim_(x -> 0^{+}) 1/x = oo"),
    ("σ''' has exactly 2 zeros", "sigma'''(x) has exactly 2 zeros"),
    ("σ has no zeros", "sigma(x) has exactly 0 zeros"),
    ("σ'' has one zero in (-1,1)", "sigma''(x) has exactly 1 zero for -1 < x < 1"),
]
DEFINITIONS = [
    (
        "σ(x) = 1/(1-e^{-x}), σ' = σ(1-σ)",
        "let sigma(x) = 1/(1 - exp(-x)); sigma'(x) = sigma(x)*(1 - sigma(x))",
    ),
    ("y = 1/(1+e^{-ax}); dy/dx = a y (1-y)", "let y = 1/(1 + exp(-a*x)); d/dx y = a*y*(1 - y)"),
    ("y' = y(1-y) where y = 1/(1+e^{-x})", "let y = 1/(1 + exp(-x)); d/dx y = y*(1 - y)"),
    ("y'=y(1-y), y=1/(1+e^{-x})", "let y = 1/(1 + exp(-x)); d/dx y = y*(1 - y)"),
    ("y = σ(x); y(0) = 1/2", "let y = sigma(x); [y]|_(x=0) = 1/2"),
    ("let s = σ(x); s' = s(1-s)", "let s = sigma(x); d/dx s = s*(1 - s)"),
    ("log(p/(1-p)) = x; dp/dx = p(1-p)", "let p = 1/(1 + exp(-x)); d/dx p = p*(1 - p)"),
    (
        "f(x) = L/(1+C e^{-kx}); f' = k f (1 - f/L)",
        "let f(x) = L/(1 + C*exp(-k*x)); f'(x) = k*f(x)*(1 - f(x)/L)",
    ),
    ("f = σ(2x), f'(0) = 1/2", "let f(x) = sigma(2*x); f'(0) = 1/2"),
    ("y = σ(x); y^2 > 0", "let y = sigma(x); y^2 > 0"),
    ("y = σ(x); y ∈ (0,1)", "let y = sigma(x); y in (0, 1)"),
    ("w = u(1-u), u = σ(x); σ' = w", "let u = sigma(x); let w = u*(1 - u); sigma'(x) = w"),
    ("k = 2; σ(kx) = 1/2 + 1/2 tanh x", "let k = 2; sigma(k*x) = 1/2 + (1/2)*tanh(x)"),
]
AMBIGUOUS = [
    ("1-σ = σ(1-x)", ["1 - sigma(x) = sigma(1 - x)", "1 - sigma(x) = sigma(x)*(1 - x)"]),
    ("σ' = σ(1-σ(x))", ["sigma'(x) = sigma(1 - sigma(x))", "sigma'(x) = sigma(x)*(1 - sigma(x))"]),
    ("σ(σ(x)) = 1/2", ["sigma(sigma(x)) = 1/2", "sigma(x)*sigma(x) = 1/2"]),
    ("σ x > 0", ["sigma(x)*x > 0", "sigma(x) > 0"]),
    ("1/2x = 1", ["1/(2*x) = 1", "(1/2)*x = 1"]),
    ("tanh x/2 = 1", ["tanh(x)/2 = 1", "tanh(x/2) = 1"]),
    ("e^-k(x-x_0) = 1", ["exp(-k)*(x - x_0) = 1", "exp(-k*(x - x_0)) = 1"]),
    ("e^-kx = 1", ["exp(-k)*x = 1", "exp(-k*x) = 1"]),
    ("d/dx x σ(x) = 1", ["(d/dx x)*sigma(x) = 1", "d/dx (x*sigma(x)) = 1"]),
    ("d/dx x^2 + x = 1", ["d/dx x^2 + x = 1", "d/dx (x^2 + x) = 1"]),
    (r"1 + \frac{d}{dx} \sigma(x) - x = 1", ["1 + sigma'(x) - x = 1", "1 + d/dx (sigma(x) - x) = 1"]),
    ("σ^(2)(x) = 1", ["sigma''(x) = 1", "sigma(x)^2 = 1"]),
    ("σ^(n+1)(x) = 1", ["sigma^(n + 1)(x) = 1", "sigma(x)^(n + 1) = 1"]),
]


def said(source: str) -> list[str]:
    """What the text says, in all its readings, written in ASCII."""
    return [
        claim_text(reading, alphabet=ASCII) if isinstance(reading, Claim) else text(reading, alphabet=ASCII)
        for reading in readings(source)
    ]


CLAIMS = [*EQUATIONS, *FUNCTIONS, *DERIVATIVES, *NUMBERS, *DOMAINS, *PROPERTIES, *DEFINITIONS]


@pytest.mark.parametrize(("source", "meaning"), CLAIMS)
def test_understood(source: str, meaning: str) -> None:
    assert said(source) == [meaning]


@pytest.mark.parametrize(("source", "meanings"), AMBIGUOUS)
def test_every_reading_is_given(source: str, meanings: list[str]) -> None:
    assert said(source) == meanings
    with pytest.raises(ParseError, match=f"in {len(meanings)} ways"):
        parse(source)


@pytest.mark.parametrize("row", [row for row in FUNCTION_ROWS if row.definition and row.arity == 1], ids=repr)
def test_every_function_with_a_definition_may_stand_alone(row: Function) -> None:
    for f in (row.name, *row.words, *row.signs, *(f"\\{macro}" for macro in row.macros)):
        alone, called = call(row.name, x), f"{f}(x)"
        assert readings(f"{f}(1-{f})") == (alone * (1 - alone),)
        assert readings(f"{f}^2·{f}'") == readings(f"{called}^2·{f}'(x)")


@pytest.mark.parametrize(
    "row", [row for row in FUNCTION_ROWS if not row.definition and row.arity == 1], ids=repr
)
def test_no_other_does(row: Function) -> None:
    for f in (row.name, *row.words, *row.signs):
        with pytest.raises(ParseError, match=r"needs an argument|unknown word"):
            readings(f"{f} > 0")


def unsourced(reading: Claim | Expression) -> list[object]:
    """The fields of a claim without the text that it was read from."""
    names = [name for name in reading.__dataclass_fields__ if name != "source"]
    return [type(reading), *(getattr(reading, name) for name in names)]


@pytest.mark.parametrize("source", [source for source, _ in CLAIMS])
def test_a_claim_is_read_back_from_its_writers(source: str) -> None:
    claim = parse_claim(source)
    for written in (claim_text(claim), claim_text(claim, alphabet=ASCII), claim_latex(claim)):
        assert unsourced(parse_claim(written)) == unsourced(claim)


SPELLINGS = [
    [
        "σ'(x) = σ(x)(1-σ(x))",
        "sigma'(x) = sigma(x)*(1 - sigma(x))",
        "S' = S(1-S)",
        "sigmoid' = sigmoid·(1 − sigmoid)",
        "dσ/dx = σ(1 - σ)",
        r"\frac{d\sigma}{dx} = \sigma\left(1 - \sigma\right)",
        r"\frac{\mathrm{d}}{\mathrm{d}x}\sigma(x) = \sigma(x)\,\bigl(1-\sigma(x)\bigr)",
        r"$\sigma^{\prime}(x) = \sigma(x) \cdot (1 - \sigma(x)).$",
        r"\[ \sigma' = \sigma (1 - \sigma) \]",
        r"\begin{equation*} \sigma'(x) = \sigma(x) \times (1 - \sigma(x)) \end{equation*}",
        "D[σ, x] = σ(1-σ)",
    ],
    [
        "σ'(x) ≤ 1/4",
        "sigma'(x) <= 1/4",
        "σ′ ⩽ ¼",
        r"\sigma'(x) \leqslant \frac14",
        r"\sigma' \leq \tfrac{1}{4}",
        "σ' is at most 1/4",
        "σ' is bounded above by 1/4",
    ],
    [
        "lim_{x→∞} σ(x) = 1",
        r"\lim_{x \to \infty} \sigma(x) = 1",
        r"\lim\limits_{x\rightarrow+\infty} \sigma = 1",
        "σ(x) -> 1 as x -> oo",
        "σ tends to 1 as x goes to infinity",
        "the limit of σ(x) as x → ∞ is 1",
    ],
    ["σ² = σ^2", "σ(x)^2 = σ(x)**2", r"\sigma^{2}(x) = \sigma(x)^2", "σ²(x) = (σ(x))²"],
    ["e^{-x} > 0", "e^(-x) > 0", "exp(-x) > 0", "e^-x > 0", "e⁻ˣ > 0"],
]


@pytest.mark.parametrize("spellings", SPELLINGS)
def test_many_spellings_of_one_claim(spellings: list[str]) -> None:
    first = unsourced(parse_claim(spellings[0]))
    assert [unsourced(parse_claim(spelling)) for spelling in spellings] == [first] * len(spellings)


def test_trees() -> None:
    """A few trees written down node by node, without any writer between."""
    assert parse_expression("2x/(x+1)") == (2 * x) / (x + 1)
    assert unsourced(parse("σ is concave for x > 0")) == [
        Shape, (Domain(x, Interval(lower=Integer(0))),), (), call("sigma", x), x, Trend.CONCAVE, False,
    ]  # fmt: skip
    extremum = parse("max_t σ'(t) = 1/4 at t = 0")
    assert isinstance(extremum, Extremum)
    assert (extremum.variable, extremum.value, extremum.at) == (Symbol("t"), Integer(1) / 4, Integer(0))
    assert parse("max_t σ'(x) = 1/4").variable == Symbol("t")  # type: ignore[union-attr]
    limit = parse(r"\lim_{x\to0^-} 1/x = -\infty")
    assert isinstance(limit, Limit)
    assert limit.side == "-"
    assert parse("σ > 0").source == "σ > 0"  # type: ignore[union-attr]


# text -> a part of the reason, the column
REFUSED = [
    ("σ'(x) <= 1/q", "unknown letter q", 12),
    (r"\foo(x) = 1", r"unknown macro \\foo", 1),
    (r"\sigmaa = 1", r"unknown macro \\sigmaa", 1),
    (r"\sigma \leslant 1", r"unknown macro \\leslant", 8),
    ("σ is montone", "did you mean 'monotone'", 6),
    ("σ^{-1}(x) = log(x/(1-x))", "inverse function or a power", 1),
    ("σ^-1(x) = 1", "inverse function or a power", 1),
    ("tanh⁻¹ x = 1", "inverse function or a power", 1),
    ("σ is not monotone", "unknown word 'not'", 6),
    ("σ has at least one zero", "'at least' is not understood", 7),
    ("σ > 0 and σ' < 1", "two statements", 7),
    ("σ(x) > 1/2 iff x > 0", "unknown word 'iff'", 12),
    ("σ' > 0, σ < 1", "several statements", 9),
    ("σ > 1/2 for x>0, σ = 1 - e^x", "a second claim, or a definition", 18),
    ("a = b; b = a; σ > 0", "circle", 5),
    ("y' = y(1-y)", "what y is has not been said", 1),
    ("y(0) = 1/2", "a product, or a value", 1),
    ("y(1-x) = 1", "a product, or a value", 1),
    ("(1-σ)(0) = 1", "the place where this is taken", 6),
    ("d/dx σ(x) (0) = 1/4", "the place where this is taken", 11),
    ("d/dx e^{kx} = k e^kx", "where does the exponent end", 20),
    ("σ(2x) = e^2x/(1+e^{2x})", "where does the exponent end", 12),
    ("2^nm = 2^{nm}", "where does the exponent end", 4),
    ("inf σ = 0", "∞ is no number", 1),
    ("σ(∞) = 1", "∞ is no number", 1),
    ("ln x(1-x) = 1", "where does the argument end", 5),
    ("σ(x)' = 1", "a derivative or a power of this value", 2),
    ("x2 = 1", "a product, a power or a subscript", 1),
    ("1 000 = 1000", "a number beside a factor", 1),
    ("2½ = 5/2", "a mixed number or a product", 2),
    ("1e-3 = 0.001", "a power of ten or a multiple of e", 1),
    ("e^x^2 = 1", "'^' is not understood", 4),
    (r"e^-kx = \sigma", "needs braces", 1),
    ("σ(x) = 0.5 + 0.25x + …", "the dots leave something out", 22),
    ("σ(0) = 0,5", "several statements", 1),
    ("σ(1) ≈ 73.1%", "unknown sign '%'", 12),
    ("n ∈ ℕ, S(n,1) = 1", "with 0 or without", 5),
    ("(x + 1 = 2", "not closed", 1),
    ("x + 1) = 2", "closes no bracket", 6),
    ("x⁽ⁿ = 2", "the bracket ⁽ is not closed", 2),
    (r"\left. x = 2", r"the bracket \left. is not closed", 1),
    (r"1 = \lbrace x", r"the bracket \lbrace is not closed", 5),
    (r"{n \brack k} = 1", r"unknown macro \\brack", 4),
    (r"\begin{matrix} 1 \end{matrix}", "unknown environment matrix", 1),
    ("", "empty", 1),
    ("σ =", "ends too early", 4),
    ("\n\n σ > q", "unknown letter q", 6),
    ("be = 1", "unknown word 'be'", 1),
    ("σ(x)! = 1", "of what is this the factorial", 1),
    ("σ! = 1", "a factorial of the name of a function", 1),
    ("σ(n,k) = 1", "σ takes one argument", 2),
    ("stirling2 = 1", "takes two arguments", 1),
    ("Li_{2} = 1", "Li needs an argument", 1),
    (r"log_{2} x = 1", "a subscript of log", 1),
    (r"tanh \sum_{k=1}^2 k = 1", "the argument of tanh needs brackets", 1),
    ("dσ/dx^2 = 1", "must be the same order", 1),
    ("d log/dx = 1", "log needs an argument", 3),
    ("d/d2 σ = 1", "a derivative is taken in a letter", 1),
    ("1/dx = 1", "a differential dx without its d", 3),
    (r"\frac{1}{dx} = 1", "a differential dx without its d", 1),
    (r"\frac{d\sigma}{dx\,dt} = 1", "only d/dx, dσ/dx", 7),
    ("d/di σ = 1", "i is no variable", 4),
    ("d/dx = 1", "nothing stands after the sign", 4),
    (r"1/\sum_{k=1}^2 k = 1", "below a slash needs brackets", 9),
    ("2' = 1", "primes stand after the name", 1),
    ("e' = 1", "primes stand after the name", 1),
    ("S'(n,k) = 1", "a derivative of this", 1),
    ("σ'^(2) = 1", "primes and an order", 1),
    ("(log σ)'^2 = 1", "brackets around the derivative", 1),
    ("max σ' = 1/4 at x > 0", "the point of an extremum", 14),
    ("max_{x∈ℤ} σ = 1", "only an extremum over ℝ", 4),
    ("range of σ is ℤ", "a range is an interval", 1),
    ("σ is symmetric about x = 1", "only a symmetry about x = 0", 3),
    ("σ > 0 for positive x < 1", "two domains for one letter", 7),
    ("σ > 0 for x > 0 for x < 1", "two domains for one letter", 17),
    ("σ > 0 for x > x²", "its own letter", 7),
    ("σ > 1/2 for x ≠ 0", "a domain with ≠", 9),
    ("σ > 1/2 for x + 1 ∈ (0, 1)", "this domain is not understood", 9),
    ("n ∈ ℤ", "whole numbers only", 1),
    ("(1,2) = 1", "two expressions in one bracket", 1),
    ("σ(x), x > 0", "nothing is claimed of this", 1),
    ("let y = 1", "this says what y is", 5),
    ("let y = x; let y = 2x; y > 0", "two definitions of y", 1),
    ("xσ|_{x=0} = 0", "how far does the bar reach", 6),
    ("σ > 0   σ < 1", "are these two formulas", 9),
    ("σ = t + x", "which letter is the variable, t or x", 1),
    (r"\end{aligned} x", r"without its \\begin", 1),
    ("²₁ = 1", "a subscript stands after a letter", 2),
    (r"\frac{1}23 = 1", "several digits needs braces", 9),
    ("1 - σ -", "ends too early", 8),
    (r"\log2.5 = 1", "the argument of log needs brackets", 1),
    (r"σ(x) > 0 for x ∈ \mathbb{Q}", "unknown set 'Q'", 18),
]


@pytest.mark.parametrize(("source", "reason", "column"), REFUSED)
def test_not_understood(source: str, reason: str, column: int) -> None:
    with pytest.raises(ParseError) as caught:
        readings(source)
    assert reason.replace("\\\\", "\\") in caught.value.reason
    assert caught.value.column == column
    assert caught.value.line == 1 + source.count("\n")
    assert caught.value.excerpt.split("\n")[1] == " " * (column - 1) + "^"


HOSTILE = [
    "__import__('os').system('x')",
    "().__class__.__bases__[0].__subclasses__()",
    "lambda: 0",
    "{}.format(1) = 1",
    "σ.__globals__ = 1",
    "let __import__ = σ; __import__(x) = 1",
    "exec(x) = 1",
    "x_{__class__} = 1",
    "f'{x}' = eval(1)",
    r"\operatorname{__import__}(x) = 1",
    r"\input{/etc/passwd}",
    r"\def\x{1} \x = 1",
    "σ(x) = open('f').read()",
    "import os; σ > 0",
    "x if x else x",
    "\x00 = 1",
    "σ\u202e = 1",
]


@pytest.mark.parametrize("source", HOSTILE)
def test_code_is_not_understood(source: str) -> None:
    with pytest.raises(ParseError) as caught:
        readings(source)
    assert caught.value.excerpt.replace("\n", "").isprintable()


LARGE = {
    "parentheses": "(" * 300 + "x" + ")" * 300,
    "tower": "9^{9^{9}} = 1",
    "power": "(10^6)! = 1",
    "powers": "((9^999)^999)^999 = 1",
    "factorial": "99999! = 1",
    "factorials": "(99!)! = 1",
    "order": "σ^{(10000)}(x) = 1",
    "index": "S(10^9, 2) = 1",
    "sum": r"\sum_{k=1}^{10^{10}} k = 1",
    "digits": "1" * 2000 + " = 1",
    "factors": "x/" * 200 + "x = 1",
    "terms": "x+" * 9000 + "x = 1",
    "readings": "+".join(f"{k}/{k}x" for k in range(2, 12)) + " = 1",
    "derivatives": "d/dx " * 500 + "x = 1",
    "calls": "σ(1-" * 200 + "x" + ")" * 200,
}
MEGABYTE = 1_000_000
GARBAGE = [
    "a",
    "σ",
    "(",
    ")",
    "\\",
    "{",
    "9",
    "'",
    " ",
    "\n",
    "𝕊",
    "|",
    "\\frac",
    "^",
    "_",
    "!",
    "x+",
    "∑",
    "=",
    ",",
]


@pytest.mark.parametrize("source", LARGE.values(), ids=LARGE.keys())
def test_too_large(source: str) -> None:
    with pytest.raises(ParseError):
        readings(source)


@pytest.mark.parametrize("length", [MEGABYTE, 19_000])
@pytest.mark.parametrize("piece", GARBAGE)
def test_garbage_ends_at_once(piece: str, length: int) -> None:
    """No time is asserted to the millisecond, only that no input makes the reader hang."""
    start = time.process_time()
    with pytest.raises(ParseError):
        readings(piece * (length // len(piece)) + " = 1")
    assert time.process_time() - start < 5


def test_a_long_text_is_refused_for_its_length() -> None:
    with pytest.raises(ParseError, match="20001 characters, at most 20000"):
        readings("x = x" + " " * 19_996)


def test_little_of_the_stack_left() -> None:
    """Where the caller is deep in recursion already, that is said at once."""
    source = "(" * 50 + "x" + ")" * 50 + " = 1"
    assert said(source) == ["x = 1"]
    limit, reason = sys.getrecursionlimit(), ""
    sys.setrecursionlimit(len(inspect.stack(0)) + 40)
    try:
        readings(source)
    except SigmoidSymError as error:
        reason = str(error)
    finally:
        sys.setrecursionlimit(limit)
    assert reason == "too little of Python's stack is left for so many brackets"


PIECES = sorted(
    {
        *(
            "σ",
            "x",
            "y",
            "k",
            "n",
            "e",
            "d",
            "1",
            "2.5",
            "9",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "|",
            "^",
            "_",
            "'",
            "!",
        ),
        *(
            "+",
            "-",
            "*",
            "/",
            "=",
            "<",
            "≤",
            "∈",
            "→",
            ",",
            ";",
            ":",
            ".",
            "\n",
            " ",
            "   ",
            "²",
            "⁽",
            "½",
            "∞",
            "√",
        ),
        *(
            "\\frac",
            "\\sigma",
            "\\sum",
            "\\left",
            "\\right",
            "\\{",
            "\\\\",
            "&",
            "\\text{",
            "\\begin{aligned}",
        ),
        *(
            "sigma",
            "tanh ",
            "log ",
            "is ",
            "even",
            "for ",
            "let ",
            "max ",
            "lim_",
            "d/dx ",
            "dσ/dx",
            "D[",
            "S(n,k)",
        ),
    }
)


def parsed_or_refused(source: str) -> None:
    with contextlib.suppress(ParseError):
        assert all(isinstance(reading, (Claim, Expression)) for reading in readings(source))


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_pieces_in_any_order_are_read_or_refused(source: str) -> None:
    parsed_or_refused(source)


@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda data: data.decode("latin-1")))
def test_any_text_is_read_or_refused(source: str) -> None:
    parsed_or_refused(source)


@given(st.sampled_from([source for source, _ in CLAIMS]), st.data())
def test_damaged_claims_are_read_or_refused(source: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(source)))
        end = data.draw(st.integers(start, min(len(source), start + 3)))
        source = source[:start] + data.draw(st.sampled_from(["", *PIECES])) + source[end:]
    parsed_or_refused(source)


@pytest.mark.parametrize("claims", [CLAIMS[start::40] for start in range(40)])
def test_a_text_may_end_anywhere(claims: list[tuple[str, str]]) -> None:
    for source, _ in claims:
        for end in range(len(source)):
            parsed_or_refused(source[:end])


@pytest.mark.sampled(3)
@pytest.mark.parametrize("number", ["2", "2.5", ".5", "007", "1.5e3", "2E3", "½", "²", "⁻¹", "₂"])
def test_every_number_may_stand_beside_every_sign(number: str) -> None:
    signs = [*lexicon.SIGNS, *(f"\\{macro}" for macro in {**lexicon.MACROS, **lexicon.FUNCTION_MACROS})]
    for sign in [*signs, *lexicon.FUNCTION_WORDS, *lexicon.KEYWORDS]:
        for beside in (sign + number, number + sign, f"{sign} {number}", f"{{{number}}}{sign}{{{number}}}"):
            parsed_or_refused(beside)


@pytest.mark.parametrize("value", [None, 1, b"x", ["x = 1"], Symbol("x")])
def test_only_text_is_read(value: object) -> None:
    with pytest.raises(ArgumentTypeError, match="a claim is read from a string"):
        readings(value)  # type: ignore[arg-type]


def test_the_face() -> None:
    assert sigmoid_sym.parse is parse
    assert sigmoid_sym.Claim is Claim
    assert sigmoid_sym.ParseError is ParseError
    with pytest.raises(ParseError, match="nothing is claimed"):
        parse_claim("σ(x)")
    with pytest.raises(ParseError, match="this is a claim"):
        parse_expression("σ(x) > 0")
