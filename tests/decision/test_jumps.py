"""What jumps does not grow, bend or stay Lipschitz as its pieces do; and other claims with a catch."""

import pytest
from trees import chain, count, lim, s, x

from sigmoid_sym import Proved, Refuted, prove
from sigmoid_sym.decision.decide import decide
from sigmoid_sym.tree.claim import INFINITY, Bounded, Claim, Domain, Extremum, Interval, Range
from sigmoid_sym.tree.expression import Symbol, tree


@pytest.mark.parametrize(
    "claim",
    [
        "ReLU' is decreasing",
        "ReLU' is convex",
        "d/dx (-|x|) is increasing",
        "d/dx max(x, -x) is decreasing",
        "d/dx (x^2/2 - 3|x|) is increasing",
        "d/dx (x^3 - 3|x|) is convex for x > -1",
        "d^2/dx^2 (-x|x|) is increasing",
        "e^x - 5 ReLU'(x) is strictly increasing",
        "x^3 - ReLU'(x) is increasing",
        "the derivative of hardtanh is monotone",
        "ReLU' is 0-Lipschitz",
        "ReLU' is 1-Lipschitz",
        "hardtanh' is 1/2-Lipschitz",
        "x/|x| is 1-Lipschitz",
        "1/x is 1-Lipschitz",
        "logit is 100-Lipschitz",
        "the range of Σ(k=1..0, log(x)) + x is (0, ∞)",
        "σ(x) + Σ(k=1..0, log(x)) > 1/2",
    ],
)
def test_not_proved(claim: str) -> None:
    assert not isinstance(prove(claim, hints=False), Proved)


@pytest.mark.parametrize(
    "claim",
    [
        "0 < σ(x) < 0.96 < 0.96 + e^y for x < y < 3",
        "x < 5 ≤ 5 + y^2 for x < y < 3",
        "tanh(x) < 0 < e^a for x < a < 0",
        "σ lies between 1 and 0",
        "tanh lies between 1 and -1",
        "σ is strictly between 1 and 0",
        "σ(x) := max(0, x)",
        r"\sigma(x) \triangleq 1/(1+e^{x})",
        "e^7 ≈ 1100",
        "e^10 ≈ 22000",
    ],
)
def test_not_refuted(claim: str) -> None:
    assert not isinstance(prove(claim, hints=False), Refuted)


@pytest.mark.parametrize(
    "claim",
    [
        "σ is 1/4-Lipschitz",
        "ReLU is 1-Lipschitz",
        "tanh is 1-Lipschitz",
        "softplus' is 1/4-Lipschitz",
        "ReLU is increasing",
        "|x| is convex",
        "x|x| is increasing",
        "x^2 + |x| is convex",
        "d/dx (x|x|) is decreasing for x < 0",
        "σ lies between 1 and 0",
    ],
)
def test_proved(claim: str) -> None:
    assert isinstance(prove(claim, hints=False), Proved)


BELOW_Y = (Domain(Symbol("y"), Interval(x, tree(3))),)  # so that x < 3


@pytest.mark.parametrize(
    "claim",
    [
        Range(expression=s, interval=Interval(tree(0), tree(1)), domains=BELOW_Y),
        count(x - 6, 1, domains=BELOW_Y),
        count(x - 6, 0, domains=BELOW_Y),
        lim(s, INFINITY, 1, domains=BELOW_Y),
        Bounded(expression=s, domains=BELOW_Y),
        Extremum(expression=-((x - 6) ** tree(2)), variable=x, maximum=True, value=tree(0), domains=BELOW_Y),
        chain(x, "<", 5, domains=BELOW_Y),
    ],
    ids=range(7),
)
def test_a_letter_that_is_bound_by_another_has_no_interval_of_its_own(claim: Claim) -> None:
    assert not isinstance(decide(claim, hints=False), (Proved, Refuted))
