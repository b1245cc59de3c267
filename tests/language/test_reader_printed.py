r"""TeX as pages print it, and the code of programs: what is read, and what is refused with its reason.

Every expected text was written down by reading the mathematics on its left.
"""

import pytest
from reading import said

from sigmoid_sym.errors import ParseError
from sigmoid_sym.language.coq import coq_name
from sigmoid_sym.language.latex import latex
from sigmoid_sym.language.mathml import mathml
from sigmoid_sym.language.reader import readings
from sigmoid_sym.language.sympy import to_sympy
from sigmoid_sym.language.text import ASCII, text
from sigmoid_sym.tree.claim import Chain, Relation
from sigmoid_sym.tree.expression import Symbol

SIGMOID = "sigma'(x) = sigma(x)*(1 - sigma(x))"

# the same statement, as pages of every kind have it
PRINTED = [
    r"\boxed{\sigma'(x) = \sigma(x)(1-\sigma(x))}",
    r"\sigma'(x) = \boxed{\sigma(x)(1-\sigma(x))}",
    r"{\displaystyle \sigma '(x)=\sigma (x)(1-\sigma (x)).}",
    r"{\displaystyle {\begin{aligned}{\sigma}'(x)&=\sigma (x)(1-\sigma (x))\end{aligned}}}",
    r"\begin{eqnarray} \sigma'(x) &=& \sigma(x)(1-\sigma(x)) \end{eqnarray}",
    r"\begin{alignat*}{2} \sigma'(x) &= \sigma(x)(1-\sigma(x)) \end{alignat*}",
    r"\begin{gather*} \sigma'(x) = \sigma(x)(1-\sigma(x)) \end{gather*}",
    r"\begin{multline} \sigma'(x) \\ = \sigma(x)(1-\sigma(x)) \end{multline}",
    r"\begin{align} \sigma'(x) &= \sigma(x)(1-\sigma(x)) \tag{1} \label{eq:sigma} \end{align}",
    r"\sigma'(x) = \sigma(x)(1-\sigma(x)) \qquad (1)",
    r"\sigma'(x) = \sigma(x)(1-\sigma(x)) \hspace{1cm} (2.1)",
    r"\Large \sigma'(x) = \sigma(x)(1-\sigma(x))\, .",
    r"\color{blue} \sigma'(x) = \sigma(x) \big(1-\sigma(x)\big)",
    r"\sigma {}'(x) = \sigma(x)\left(1-\sigma(x)\right),",
    r"{\sigma}^{\prime}\!(x) = {\sigma}(x) \cdot (1-{\sigma}(x))",
    r"{d \sigma(x) \over dx} = \sigma(x)(1-\sigma(x))",
    r"{{d \; \sigma(x)}\over{d x}} = \sigma(x)(1-\sigma(x))",
    r"\frac{\delta \sigma}{\delta x} = \sigma(x)(1-\sigma(x))",
    r"\frac{\mathrm d}{\mathrm dx}\,\sigma(x) = \sigma(x)(1-\sigma(x))",
    r"\dfrac{\partial \sigma(x)}{\partial x} = \sigma(x)\Bigl[1-\sigma(x)\Bigr]",
    r"\sigma'(x) \triangleq \sigma(x)(1-\sigma(x))",
    r"\text{The derivative of } \sigma \text{ is } \sigma(x)(1-\sigma(x)).",
    "\\sigma'(x) = \\\\\n \\sigma(x)(1-\\sigma(x))",
    r"\sigma'(x) = \sigma(x)(1-\sigma(x)) \text{ (by the chain rule)}",
    r"\operatorname*{sigmoid}'(x) = \mathrm{sigmoid}(x) (1-\mbox{sigmoid}(x))",
    "σ’(x) = σ(x)(1 − σ(x))",
    "σ'(x) := σ(x)(1 - σ(x)) by the quotient rule",
]

TEX = [
    (r"\frac x2 = \frac12x", "x/2 = (1/2)*x"),
    (r"\frac xy = \frac{x}y", "x/y = x/y"),
    (r"\frac\pi2 > 1", "pi/2 > 1"),
    (r"{1\over2} + {x \over {1+x}} = 1", "1/2 + x/(1 + x) = 1"),
    ("\\frac{1}\n{2} = 1/2", "1/2 = 1/2"),
    (r"\begin{aligned}{2}^x &= 4\end{aligned}", "2^x = 4"),
    (r"{e}^{-x} = {\rm e}^{-x}", "exp(-x) = exp(-x)"),
    (r"\mathrm{e}^{-x} = e^-x", "exp(-x) = exp(-x)"),
    (r"{P}_{0}\,{P}_0 = P_0^2", "P_0*P_0 = P_0^2"),
    (r"{\sigma}^{\prime}=\frac{{e}^{-x}}{(1+{e}^{-x}{)}^{2}}", "sigma'(x) = exp(-x)/(1 + exp(-x))^2"),
    (
        r"\sigma' = \sigma -{\sigma}^{2} = \sigma -\sigma^2",
        "sigma'(x) = sigma(x) - sigma(x)^2 = sigma(x) - sigma(x)^2",
    ),
    (r"k!\phantom{\rule{.3em}{0ex}}S(n,k) = 1", "k!*S(n, k) = 1"),
    (r"\begin{array}{rcl}\sigma &=& 1 \\ \phantom{\sigma} &=& 2\end{array}", "sigma(x) = 1 = 2"),
    (r"\lvert x \rvert \leqslant \left\lvert x \right\rvert + 1", "|x| <= |x| + 1"),
    (r"\ln|x| = \log\left|x\right|", "log(|x|) = log(|x|)"),
    (r"x \in \R, \sigma(x) > 0", "sigma(x) > 0"),
    (r"\sigma(x) > 0 \text{ for all $x > 1$}", "sigma(x) > 0 for x > 1"),
    (r"x > 0 \implies \sigma(x) > \frac12", "sigma(x) > 1/2 for x > 0"),
    (r"f(x) = \sigma(2x) \Rightarrow f'(0) = \frac12", "let f(x) = sigma(2*x); f'(0) = 1/2"),
    (r"\text{the range of } \sigma \text{ is } \openint 0 1", "the range of sigma(x) is (0, 1)"),
    (r"\int \sigma(x)(1-\sigma(x))\,dx = \sigma(x) + C", "sigma'(x) = sigma(x)*(1 - sigma(x))"),
    (r"\int \frac{dx}{1+e^{-x}} = \ln(1+e^x)", "d/dx log(1 + exp(x)) = 1/(1 + exp(-x))"),
    (r"\int dt = t + C", "d/dt t = 1"),
    (r"\operatorname{logit}^{-1}(x) = \sigma(x)", "sigma(x) = sigma(x)"),
    (r"\operatorname{swish}_{\beta}(x) = x\sigma(\beta x)", "x*sigma(beta*x) = x*sigma(beta*x)"),
    (r"\operatorname{swish}_{2}(x) = x\sigma(2x)", "x*sigma(2*x) = x*sigma(2*x)"),
    (r"F(x;\mu,s) = \sigma(x) = \frac{1}{1+e^{-x}}", "let F(x) = sigma(x); sigma(x) = 1/(1 + exp(-x))"),
    (r"\mathbf{x} + \hat{\mathbf y}\mathbf{x} = \mathbf x(1 + \hat y)", "x + y_hat*x = x*(1 + y_hat)"),
    (r"\tilde{x}_0 + \bar x = \bar x + \tilde{x}_0", "x_tilde_0 + x_bar = x_bar + x_tilde_0"),
]

CODE = [
    ("1.0 / (1 + Math.exp(-x)) == σ(x)", "1.0/(1 + exp(-x)) = sigma(x)"),
    ("1./(1.+np.exp(-x)) = torch.sigmoid(x)", "1/(1 + exp(-x)) = sigma(x)"),
    ("F.softplus(x) = np.log1p(np.exp(x))", "softplus(x) = log(1 + exp(x))"),
    ("tf.nn.softplus(x) = torch.nn.functional.softplus(x)", "softplus(x) = softplus(x)"),
    ("scipy.special.expit(x) = jax.nn.sigmoid(x)", "sigma(x) = sigma(x)"),
    ("std::expm1(x) = std::exp(x) - 1", "exp(x) - 1 = exp(x) - 1"),
    ("math.e**(-x) = math.pow(math.e, -x)", "exp(-x) = (exp(1))^(-x)"),
    ("x**2 = pow(x, 2) = np.square(x)", "x^2 = x^2 = x^2"),
    ("sigmoid x = inverse (1 + exp(-x))", "sigma(x) = 1/(1 + exp(-x))"),
    ("log2(x) = log10(x) + exp2(x)", "log(x)/log(2) = log(x)/log(10) + 2^x"),
    ("max(x, 0) = -min(0, -x)", "max(x, 0) = -min(0, -x)"),
    ("np.maximum(x, y) = y + relu(x - y)", "max(x, y) = y + ReLU(x - y)"),
    ("log_sigmoid(x) = softminus(x)", "logsigmoid(x) = logsigmoid(x)"),
    ("sig(x) = plogis(x) = inv_logit(x)", "sigma(x) = sigma(x) = sigma(x)"),
    ("tanh(x/2) = (coshx - 1)/sinhx", "tanh(x/2) = (cosh(x) - 1)/sinh(x)"),
    ("TANH(x) = Tanh[x]", "tanh(x) = tanh(x)"),
    ("LogisticSigmoid[x] == 1/(1 + E^(-x))", "sigma(x) = 1/(1 + exp(-x))"),
    ("D[Tanh[x], {x, 2}] == -2 Tanh[x] Sech[x]^2", "tanh''(x) = -2*tanh(x)*sech(x)^2"),
    ("diff(tanh(x), x, 2) = diff(tanh(x), x, x)", "tanh''(x) = tanh''(x)"),
    ("Derivative(tanh(x), x, 2) = 1", "tanh''(x) = 1"),
    ("Stirling2(n,k) = StirlingS2[n,k]", "S(n, k) = S(n, k)"),
    ("Sum_{j=0..k} binomial(k, j) = 2^k", "sum(j=0..k, binomial(k, j)) = 2^k"),
    ("swish(1) → 0.7311", "SiLU(1) approx 0.7311"),
    ("let f(x) = x*sigmoid(x); df(x)/dx = f(x) + sigmoid(x)*(1 - f(x))",
     "let f(x) = x*sigma(x); f'(x) = f(x) + sigma(x)*(1 - f(x))"),
]  # fmt: skip

REFUSED = [
    ("σ'(x) &lt; 1", "&lt; is an escape of HTML; write < for it"),
    (r"\\sigma'(x) = \\frac{1}{4}", r"the backslashes are doubled, as in JSON: write \sigma for \\sigma"),
    ("(2) σ'(x) = σ(x)(1-σ(x))", "the number of a formula, or a factor?"),
    (r"\mathbf{w} x = w x", "w in two styles"),
    (r"\mathbf{e}^x > 0", "e in this style is not understood"),
    (r"\sigma(w^T x) = 1 - \sigma(-w^T x)", "a transpose or a power?"),
    (r"x^{T} x = x^2", "a transpose or a power?"),
    (r"x\phantom{\rule{5em}{0ex}}y = 1", "are these two formulas"),
    (r"\begin{array}{cc} 1 & x \end{array} = 1", "unknown macro"),
    (r"\sigma' = \tanh -x", "a difference, or an argument?"),
    (r"\begin{cases} 0 \\ x \end{cases} = 1", "unknown environment cases"),
    (r"x\mathbb{1}(x>0) = 1", "unknown macro"),
    ("foo.exp(x) = 1", "unknown word 'foo'"),
    ("np.foo(x) = 1", "unknown word 'np'"),
    ("pow(x) = 1", "pow takes two arguments"),
    ("log1p x = 1", "log1p takes one argument"),
    ("inverse(σ) = logit", "the reciprocal, or the inverse function?"),
    ("diff(x*y, x, y) = 1", "a derivative in several letters"),
    ("the sigmoid function f(x) = 1/(1+e^(-x))", "two names beside each other"),
    ("σ(x) → 0.5", "where does it tend to that?"),
    (r"\int \sigma(x) = 1", "an integral ends with dx"),
    (r"\int \sigma(x)\,dx = \frac{1}{u}", "an antiderivative in which letter?"),
    (r"\sigma^{-1}(x) = \operatorname{logit}(x)", "an inverse function or a power?"),
    (r"\operatorname{tanh}_2(x) = 1", "a subscript of tanh"),
    ("y^(3) = y - 7y^2", "a power of y, or a derivative?"),
    (r"\hat{f}(x) = \hat{f}(x)^2", "a product, or a value of a function"),
]


@pytest.mark.parametrize("source", PRINTED)
def test_one_statement_as_pages_print_it(source: str) -> None:
    assert said(source) == [SIGMOID]


@pytest.mark.parametrize(("source", "meaning"), [*TEX, *CODE])
def test_understood(source: str, meaning: str) -> None:
    assert said(source) == [meaning]


@pytest.mark.parametrize(("source", "reason"), REFUSED)
def test_refused(source: str, reason: str) -> None:
    with pytest.raises(ParseError) as caught:
        said(source)
    assert reason in caught.value.reason


@pytest.mark.parametrize("accent", ["hat", "bar", "tilde"])
@pytest.mark.parametrize("letter", ["y", "K", "μ", "theta"])
@pytest.mark.parametrize("subscript", ["", "_0", "_12"])
def test_accents_are_read_back_from_every_writer(accent: str, letter: str, subscript: str) -> None:
    symbol = Symbol(f"{letter}_{accent}{subscript}")
    meant = Chain((symbol * 2, 2 * symbol), (Relation.EQ,))
    for write in (text, latex, lambda node: text(node, alphabet=ASCII)):
        assert readings(f"{write(symbol * 2)} = {write(2 * symbol)}") == (meant,)  # type: ignore[operator]
    assert str(to_sympy(symbol)) == coq_name(symbol) == symbol.name
    assert '<mover accent="true">' in mathml(symbol)
