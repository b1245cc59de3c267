"""Sentences: which claim each makes, or why none."""

import pytest
from claims import OPEN, PROVED, REFUTED
from reading import said

from sigmoid_sym import prove
from sigmoid_sym.errors import ParseError

# Sentences of one kind say the same.
KINDS = {
    "sigma'(x) <= 1/4": [
        "the derivative of the sigmoid is at most 1/4",
        "The sigmoid's derivative is never greater than 1/4.",
        "the slope of the sigmoid function never exceeds 1/4",
        "the gradient of the logistic function is always less than or equal to 1/4",
        "the first derivative of σ is bounded above by 1/4",
        "σ' is no more than 1/4",
    ],
    "sigma'(x) > 0": [
        "σ' is always positive",
        "the derivative of the sigmoid is strictly positive everywhere",
        "the slope of σ is always greater than 0",
        "σ'(x) > 0 everywhere.",
    ],
    "sigma(x) >= 0": ["the sigmoid is never negative", "σ is nonnegative", "σ is at least 0"],
    "sigma'(x) != 0": ["σ' never vanishes", "σ' is never zero", "the derivative of σ is never equal to 0"],
    "0 < sigma(x) < 1": ["σ > 0 and σ < 1", "σ is greater than 0 and less than 1", "0 < σ and σ < 1"],
    "sigma(x) in (0, 1)": [
        "the sigmoid lies strictly between 0 and 1",
        "σ maps ℝ to (0,1)",
        "the output of σ lies in (0, 1)",
        "the sigmoid takes values in (0, 1)",
    ],
    "sigma'(x) = sigma(x)*(1 - sigma(x))": [
        "the derivative of the sigmoid is σ(1-σ)",
        "the derivative of σ(x) with respect to x is given by σ(x)(1-σ(x))",
        "the derivative of the sigmoid function σ(x) equals σ(x)(1-σ(x))",
        "the derivative of σ = σ(1-σ)",
        "σ's derivative is σ(1-σ)",
        "Hence, σ' = σ(1-σ)",
    ],
    "softplus'(x) = sigma(x)": [
        "the derivative of softplus is the sigmoid",
        "the integral of the sigmoid is softplus",
        "softplus is an antiderivative of σ",
    ],
    "sigma(x) = softplus'(x)": ["the sigmoid is the derivative of softplus"],
    "the maximum of sigma'(x) is 1/4 at x = 0": [
        "the derivative of the sigmoid function has a maximum of 1/4 at x = 0",
        "the maximum value of the slope of σ is 1/4, attained at x = 0",
        "σ' attains its maximum 1/4 at x = 0",
    ],
    "lim_(x -> oo) sigma(x) = 1": [
        "as x → ∞, σ(x) approaches 1",
        "when x goes to infinity, the sigmoid tends to 1",
        "the sigmoid approaches 1 as x tends to infinity",
        "the limit of the sigmoid as x → ∞ is 1",
        "the limit of the sigmoid at infinity is 1",
    ],
    "sigma(x) is increasing": ["the sigmoid is monotonically increasing", "σ grows", "σ never decreases"],
    "sigma'(x) is even": [
        "the derivative of the sigmoid is symmetric about the y-axis",
        "the slope of the sigmoid is an even function",
    ],
    "sigma(x) - 1/2 is odd": [
        "the sigmoid is symmetric about the point (0, 1/2)",
        "σ is antisymmetric around (0, 1/2)",
        "the sigmoid curve is point-symmetric with respect to (0, 1/2)",
    ],
    "|sigma'(x)| <= 1/4": ["σ is 1/4-Lipschitz", "the sigmoid is Lipschitz continuous with constant 1/4"],
    "sigma'(0) = 1/4": ["the derivative of σ at 0 is 1/4", "the slope of the sigmoid at x = 0 is 1/4"],
    "sigma''(x) = 0 for x = 0": ["σ'' vanishes at x = 0", "the second derivative of σ is zero at x = 0"],
    "tanh(x) is odd": ["the hyperbolic tangent is odd", "tanh is an odd function", "Tanh is odd"],
    "let y = sigma(x); d/dx y = y*(1 - y)": [
        "if y = σ(x), then y' = y(1-y)",
        "suppose y = σ(x); then y' = y(1-y)",
        "y = σ(x) implies y' = y(1-y)",
        "y' = y(1-y) where y = σ(x)",
        "Let y = σ(x). Then y' = y(1-y).",
        r"y = \sigma(x) \implies y' = y(1-y)",
    ],
    "sigma'(x) = exp(-x)/(1 + exp(-x))^2 = sigma(x)*(1 - sigma(x))": [
        "the derivative of the sigmoid, e^(-x)/(1+e^(-x))^2, equals σ(x)(1-σ(x))",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("source", "meaning"), [(s, m) for m, several in KINDS.items() for s in several])
def test_a_sentence_makes_a_claim(source: str, meaning: str) -> None:
    assert said(source) == [meaning]


def test_between_leaves_the_ends_open() -> None:
    assert said("σ has values between 0 and 1") == ["sigma(x) in (0, 1)", "sigma(x) in [0, 1]"]


# What a sentence claims is decided as the mathematics says, or not at all.
DECIDED = [
    ("the sigmoid function has values between 0 and 1", PROVED),
    ("σ' is between 0 and 1/4", OPEN),  # 1/4 is attained
    ("σ' is between 0 and 1/5", REFUTED),
    ("the slope of the sigmoid is never greater than 0.2", REFUTED),
    ("σ is 1/5-Lipschitz", REFUTED),
    ("the sigmoid is symmetric about the y-axis", REFUTED),
    ("tanh is symmetric about the point (0, 1/2)", REFUTED),
    ("the derivative of softplus is tanh", REFUTED),
    ("the derivative of the sigmoid is monotonically decreasing", REFUTED),
    ("σ'' vanishes at x = 1", REFUTED),
    (r"\int \sigma(x)\,dx = \sigma(x) + C", REFUTED),
    (r"\int \tanh(x)\,dx = \ln(\cosh(x)) + C", PROVED),
    ("σ(x) > 1/2 implies x > 0", OPEN),
    ("x > 0 implies σ(x) > 1/2", PROVED),
    ("x > -1 implies σ(x) > 1/2", REFUTED),
    ("σ'' vanishes", OPEN),
]


@pytest.mark.parametrize(("claim", "verdict"), DECIDED)
def test_verdicts(claim: str, verdict: str) -> None:
    assert prove(claim, hints=False).name == verdict


REFUSED = [
    ("σ > 0 and σ' < 1", "two statements"),
    ("σ(x) > 0 and x > 0", "two statements"),
    ("σ is even about the origin", "odd or even?"),
    ("σ' is odd about x = 0", "odd or even?"),
    ("σ is symmetric about the point (1, 1/2)", "a point above x = 0"),
    ("σ is symmetric about 0", "a symmetry is about"),
    ("σ is not monotone", "unknown word 'not'"),
    ("σ is neither convex nor concave", "unknown word 'neither'"),
    ("the derivative of σ(t) at x = 0 is 1/4", "where is the derivative taken?"),
    ("the derivative of y is y(1-y)", "what y is has not been said"),
    ("(y)' = y(1-y)", "what y is has not been said"),
    ("tanh maps ℤ to (-1, 1)", "only maps of ℝ"),
    ("the sigmoid tanh function is odd", "two names beside each other"),
    ("the derivative of the inverse is 1", "needs an argument|takes one argument"),
]


@pytest.mark.parametrize(("source", "reason"), REFUSED)
def test_refused(source: str, reason: str) -> None:
    with pytest.raises(ParseError, match=reason):
        said(source)
