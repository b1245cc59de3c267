"""Claims about functions with kinks: a table of them, and how they are proved."""

from __future__ import annotations

import pytest
from claims import OPEN, PROVED, REFUTED
from trees import D, chain, on, x

from sigmoid_sym import prove
from sigmoid_sym.decision.decide import decide
from sigmoid_sym.decision.verdict import Proved
from sigmoid_sym.tree.expression import call

CLAIMS = r"""
proved|\|x\| = max(x, -x)
proved|\|x\| ≥ 0
proved|softplus(x) = max(0, x) + log(1 + e^{-\|x\|})
proved|ReLU(x) = max(0, x)
proved|ReLU(x) - ReLU(-x) = x
proved|hardtanh(x) = max(-1, min(1, x))
proved|max(a, b) + min(a, b) = a + b
proved|max(a, b) - min(a, b) = \|a - b\|
proved|max(a, b) = max(b, a)
proved|max(2a, 2b) = 2 max(a, b)
proved|min(a, b) = -max(-a, -b)
proved|max(a, b) ≥ a
proved|min(a, b) ≤ max(a, b)
proved|\|a - b\| = \|b - a\|
proved|\|a\| ≥ a
proved|0 ≤ softplus(x) - ReLU(x) ≤ log 2
proved|log(1+e^x) ≤ max(0, x) + log 2
proved|\|tanh x\| ≤ \|x\|
proved|\|σ(x) - 1/2\| ≤ \|x\|/4
proved|ReLU(x) ≥ x
proved|σ(\|x\|) ≥ 1/2
proved|e^{-\|x\|} ≤ 1
proved|0 < e^{-\|x\|} ≤ 1
proved|\|e^x - 2\| ≥ 0
proved|\|x - 1\| + \|x\| ≥ 1
proved|\|1 - \|x\|\| ≤ 1 + \|x\|
proved|\|x\| ≤ 5 for -2 < x ≤ 5
proved|max(x, 1 - x) ≥ 1/2
proved|max(0, x, 1) ≥ 1
proved|log(1 + \|x\|) ≤ \|x\|
proved|\|x\|·x is odd
proved|x^2 + \|x\| is even
proved|hardtanh is odd
proved|hardtanh is bounded
proved|hardtanh(x) ∈ [-1, 1]
proved|the minimum of \|x\| is 0
proved|the maximum of e^{-\|x\|} is 1 at x = 0
proved|the maximum of e^{-\|x\|} is 1
proved|the minimum of \|e^x - 2\| is 0
proved|ReLU'(3) = 1
proved|ReLU'(-3) = 0
proved|0 ≤ ReLU'(x) ≤ 1
proved|d/dx (x \|x\|) = 2 \|x\|
proved|d^2/dx^2 (\|x\| x^2) = 6 \|x\|
proved|let f(x) = max(x, 0); f(x)^2 = x f(x)
proved|max(σ(x), σ(-x)) = σ(\|x\|)
proved|SiLU(x) ≤ ReLU(x)
proved|ReLU is increasing
proved|ReLU is monotone
proved|ReLU is convex
proved|\|x\| is convex
proved|min(x, 2x) is concave
proved|x + \|x\|/2 is strictly increasing
proved|x^2 + \|x\| is strictly convex
proved|hardtanh is increasing
proved|softplus(\|x\|) is convex
proved|the range of \|x\| is [0, ∞)
proved|the range of e^{-\|x\|} is (0, 1]
proved|the range of hardtanh is [-1, 1]
proved|the range of \|x\| is [1, 2) for 1 ≤ x < 2
proved|lim_{x→0} \|x\| = 0
proved|lim_{x→1} \|x\| = 1
proved|lim_{x→0^{+}} \|x\|/x = 1
proved|lim_{x→0^{-}} \|x\|/x = -1
proved|lim_{x→∞} e^{-\|x\|} = 0
proved|lim_{x→-∞} max(x, 0) = 0
refuted|\|x\| is increasing
refuted|\|x\| is monotone
refuted|the range of ReLU is (0, ∞)
refuted|the range of σ(\|x\|) is (0, 1)
not understood|ReLU is strictly increasing
not understood|e^{-\|x\|} is convex
not understood|lim_{x→0} \|x\|/x = 1
not understood|\|x\| has exactly 1 zero
refuted|e^{-\|x\|} < 1
refuted|\|x\| > 0
refuted|\|x\| = x
refuted|\|x\| ≤ 5
refuted|max(a, b) > a
refuted|max(a, b) ≤ a
refuted|max(a, b) = a + b
refuted|\|x - 1\| + \|x\| > 1
refuted|softplus(x) - ReLU(x) < log 2
refuted|\|tanh x\| < \|x\|
refuted|\|x\|·σ(x) is even
refuted|max(x, -x) = x
refuted|the maximum of e^{-\|x\|} is 2
refuted|the minimum of \|x\| is 0 for x > 0
not understood|ReLU'(0) = 1
not understood|ReLU'(0) = 0
not understood|ReLU'(0) ≥ 0
not understood|\|a + b\| ≤ \|a\| + \|b\|
not understood|\|a b\| = \|a\| \|b\|
"""
LINES = [line.replace("\\|", "¦").partition("|") for line in CLAIMS.strip().splitlines()]


@pytest.mark.parametrize(
    ("verdict", "_", "claim"), LINES, ids=[claim.replace("¦", "|") for *_, claim in LINES]
)
def test_claims_about_functions_with_kinks(verdict: str, _: str, claim: str) -> None:
    found = prove(claim.replace("¦", "|"), hints=False)
    assert verdict in (PROVED, REFUTED, OPEN)
    assert found.name == verdict, str(found)


def test_the_cases_are_told() -> None:
    assert str(prove("ReLU(x) ≥ x")).splitlines() == [
        "proved",
        "  For x ≤ 0, where no absolute value changes its sign:",
        "  Factored: (x − x)/2 − x = −x",
        "  By the signs of its factors, each by a chain of derivatives, it is nowhere negative.",
        "  For x ≥ 0, where no absolute value changes its sign:",
        "  Brought to one denominator in exponentials, both sides are the same: (x + x)/2 = x",
    ]


def test_a_sign_that_was_chosen_is_told() -> None:
    """Nobody knows the sign of a - b: both are tried, and each is a step."""
    proof = prove("min(a, b) ≤ max(a, b)")
    assert isinstance(proof, Proved)
    assert [step.words for step in proof.steps] == ["By the sign of what an absolute value is taken of:"] * 2
    assert all("≤" in step.formula and r"\le" in step.latex for step in proof.steps)


def test_a_zero_without_a_name_is_passed_over() -> None:
    """x² - 2 is 0 at √2, x + e^x where nobody can say: |u| is replaced by u and by -u there."""
    for claim in ("|x^2 - 2| ≤ x^2 + 2", "|x + e^x| ≤ x^2 + 1 + e^x", "|x - e^(-x)| ≤ |x| + e^(-x)"):
        assert isinstance(prove(claim), Proved), claim
    assert not isinstance(prove("|x + e^x| > 0"), Proved)


def test_a_value_at_a_kink_is_that_of_one_side_if_it_has_one() -> None:
    """D|x|² is 2x at 0 too: that it is nowhere 0 off the kink must not be said to hold everywhere."""
    squared = D(call("abs", x) ** 2)
    assert isinstance(decide(chain(squared, "=", 2 * x)), Proved)
    assert not isinstance(decide(chain(squared, "≠", 0)), Proved)
    assert not isinstance(decide(chain(D(call("abs", x)), "=", 1, domains=on(0, 0, "[]"))), Proved)
