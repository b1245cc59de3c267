"""Letters that nobody declared: free where an equation is an identity in them, else not understood.

A letter may name what stands before the text: the activation a = σ(z), the h of a hidden unit. Such a claim
is never refuted by another value of the letter.
"""

import pytest
from claims import OPEN, PROVED, REFUTED

from sigmoid_sym import prove

IDENTITIES = [
    ("logit(q) = -log(1/q - 1)", PROVED),
    (r"\operatorname{logit}^{-1}(\xi) = \frac{e^\xi}{1+e^\xi}", PROVED),
    (r"\operatorname{logit}^{-1}(\xi) = \frac{1}{1+e^{-\xi}} - 1", REFUTED),
    ("σ(q) + σ(-q) = 1", PROVED),
    ("σ(q) + σ(-q) = 2", REFUTED),
    (r"\sigma(\mu x) = 1 - \sigma(-\mu x)", PROVED),
    (r"\sigma(wx) = \frac{1}{1+e^{-wx}}", PROVED),
    ("σ(ŵx) = 1/(1+e^(-ŵx))", PROVED),
    (r"\hat y(1-\hat y) = \hat y - \hat y^2", PROVED),
    (r"\hat y(1-\hat y) = \hat y + \hat y^2", REFUTED),
    (r"\frac{K P_0}{P_0 + (K-P_0)e^{-rt}} = \frac{K}{1+\frac{K-P_0}{P_0}e^{-rt}}", PROVED),
    (r"\frac{d}{d\theta}\sigma(\theta) = \sigma(\theta)(1-\sigma(\theta))", PROVED),
    (r"\frac{\partial}{\partial w}\sigma(wx+b) = x\sigma(wx+b)(1-\sigma(wx+b))", PROVED),
    (r"\frac{\partial}{\partial w}\sigma(wx+b) = w\sigma(wx+b)(1-\sigma(wx+b))", REFUTED),
]
# Each letter has its meaning elsewhere in the text.
DECLARED = [
    ("let P(t) = K/(1+((K-P_0)/P_0)e^(-rt)); P(0) = P_0", PROVED),
    (r"let P(t) = \frac{M}{1+Ae^{-kMt}}; P'(t) = kP(t)\left(M - P(t)\right)", PROVED),
    (r"let P(t) = \frac{M}{1+Ae^{-kMt}}; P'(t) = kP(t)\left(1 - \frac{P(t)}{M}\right)", REFUTED),
    ("let N(t) = L/(1+C e^(-kt)); C = (L-N(0))/N(0)", PROVED),
    ("let N(t) = L/(1+C e^(-kt)); C = L/N(0)", REFUTED),
    ("σ(q) > 1/2 for q > 0", PROVED),
    ("let a = σ(z); da/dz = a(1-a)", PROVED),
    (r"\theta = \sigma(x); \frac{d\theta}{dx} = \theta(1-\theta)", PROVED),
]
# What they are has not been said: never a verdict.
UNSAID = [
    "σ(q) > 0",
    "σ'(x) ≤ 1/q",
    "σ'(z) = a(1-a)",
    "σ'(z) = h(1-h)",
    r"\sigma'(x) = \hat y(1-\hat y)",
    r"\frac{\partial L}{\partial w} = (\hat y - y)x",
    r"\frac{da}{dz} = a(1-a)",
    "y' = y(1-y)",
    "y^(3) = y - 7y^2 + 12y^3 - 6y^4",
    r"\sigma(u) = u^{-1}",
    "σ(x) = 1/u",
    r"\frac{d\sigma}{dx} = -u^{-2} \cdot -e^{-x}",
    "σ(x) = 1/(1+e^{-kx})",
    "σ(x) = L/(1+C e^{-kx})",
    r"\sigma(x) = \frac{1}{1+e^{-\beta x}}",
    r"\operatorname{softplus}(x) = \frac{1}{\beta}\log(1+e^{\beta x})",
    "σ'(x) = kσ(x)(1-σ(x))",
    "σ(x) = a/(1+a)",
    "s(1-s) = e^{-x}/(1+e^{-x})^2",
    "1 - h = e^{-x}h",
    "1 - r = e^{-x}r",
    r"\frac{p}{1-p} = e^{\theta}",
    "q = tanh(q)",
    r"\theta = \tanh(\beta\theta)",
    "K/(1+e^{-x}) = 1",
    r"\lim_{t\to\infty} \frac{K}{1+e^{-rt}} = K",
    r"\sigma(w^T x) = 1 - \sigma(-w^T x)",
    "E x = x E",
    "f'' = (1-2f)(1-f)f",
    "let f = s(1-s); σ'(x) = f",
    "odds = p/(1-p) = e^(logit(p))",
    "T(n, k) = (k+1)*T(n-1,k) - k*T(n-1,k-1)",
    "P(1+x) = P + Px",
]


@pytest.mark.parametrize(("claim", "verdict"), [*IDENTITIES, *DECLARED])
def test_a_letter_in_an_identity_is_free(claim: str, verdict: str) -> None:
    assert prove(claim, hints=False).name == verdict


@pytest.mark.parametrize("claim", UNSAID)
def test_no_verdict_where_a_letter_has_not_been_said(claim: str) -> None:
    assert prove(claim, hints=False).name == OPEN
