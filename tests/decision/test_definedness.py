"""A claim is about the points where both sides have a value: logarithms inside functions, and bounds."""

import random
from collections import Counter

import mpmath
import pytest
from claims import OPEN, PROVED, REFUTED
from conftest import Sample
from meaning import NoValue, real_value
from trees import chain, on, x

from sigmoid_sym import prove
from sigmoid_sym.decision.decide import decide
from sigmoid_sym.decision.verdict import Proved, Refuted
from sigmoid_sym.tree.claim import Chain, Domain, Interval
from sigmoid_sym.tree.expression import Expression, Integer, call, tree

CLAIMS = [
    ("σ(log(x)) < 1", PROVED),
    ("σ(log(x)) = x/(1+x)", PROVED),
    ("0 < σ(logit(p)) < 1", PROVED),
    ("cosh(log(x)) ≥ 1", PROVED),
    ("cosh(log(x)) > 1", REFUTED),
    ("let y = log(x); σ(y) < 1", PROVED),
    ("let y = log(x); σ(y) > 1/2", REFUTED),
    ("e^{softplus(log(x))} > 1", PROVED),
    ("e^(2 log(x)) > 0", PROVED),
    ("e^{log(x) + log(1-x)} ≤ 1/4", PROVED),
    ("e^{log(x) + log(1-x)} < 1/4", REFUTED),
    ("tanh(log(x)) ∈ (-1, 1)", PROVED),
    ("the range of σ(log(x)) is (0, 1)", PROVED),
    ("the range of σ(log(x)) is (0, 1/2)", REFUTED),
    ("σ(log(x)) is increasing", PROVED),
    ("log(x) is increasing", PROVED),
    ("log(x) is concave", PROVED),
    ("logit(x) is increasing", PROVED),
    ("log(-x) < 1 for x > 0", OPEN),
    ("σ(logit(2)) = 2", OPEN),
    ("σ(log(-2)) = -2/(-1)", OPEN),
    ("e^(log(0)) = 0", OPEN),
    ("e^(0·log(-1)) = 1", OPEN),
    ("σ(log(x)) > 1 for x < -1", OPEN),
    ("σ(log(x)) = x/(1+x) for x < 0", OPEN),
    ("let f(x) = 2; f(log(-1)) = 2", OPEN),
    ("[2]|_(x=log(-1)) = 2", OPEN),
    ("lim_{x→0^+} σ(log(x)) = 0", PROVED),
    ("√(e^x) = e^(x/2)", PROVED),
    ("√(e^(2x)) = e^(-x)", REFUTED),
    ("(-4)^(1/2) = 2", OPEN),
    ("√(-4) = 2", OPEN),
    ("log(-x) = log(x)", OPEN),  # nowhere both
    ("x log(-x) = x log(x)", OPEN),
    ("d/dx log(-x) = log(x) + 1/x - log(x)", OPEN),
    ("d/dx (x log(-x)) = log(x) + 1", OPEN),
    ("d/dx (x log(-x)) = log(-x) + 1", PROVED),
    ("d/dp (p log p + (1-p) log(1-p)) = logit(p)", PROVED),
    ("d/dp (p log p + (1-p) log(1-p)) = logit(p) for 0 < p < 1", PROVED),
    ("d/dp (p log p + (1-p) log(1-p)) = -logit(p)", REFUTED),
    ("[d/dp (p log(1-p))]|_(p=1/2) = -log(2) - 1", PROVED),
    ("[d/dp (p log(1-p))]|_(p=1/2) = log(2) - 1", REFUTED),
    ("[d/dp (p log(1-p))]|_(p=2) = -2", OPEN),
    ("[d/dp (p log(1-p))]|_(p=2) = 0", OPEN),
    ("lim_(x→0) log(x-1) = 0", OPEN),
    ("log(x-100) = log(2x-200) - log(2)", PROVED),
    ("log(x-100) = log(2x-200) - log(3)", REFUTED),
    ("log(x/(20-x)/(x-19)) = log(x/(20-x)) - log(x-19)", PROVED),
]


@pytest.mark.parametrize(("claim", "verdict"), CLAIMS)
def test_a_claim_is_about_where_it_has_a_meaning(claim: str, verdict: str) -> None:
    assert prove(claim).name == verdict


@pytest.mark.parametrize(
    ("claim", "remark"),
    [
        ("σ(log(x)) = x/(1+x)", "where both sides are defined"),  # not only x = -1 is left out
        ("logit(p) = log(p) - log(1-p)", "where both sides are defined"),
        ("x/x = 1", "where both sides are defined; not at x = 0"),
        ("σ(log(x)) = x/(1+x) for x > 0", "where both sides are defined"),
    ],
)
def test_the_remark_does_not_name_some_places_for_all(claim: str, remark: str) -> None:
    verdict = prove(claim)
    assert isinstance(verdict, Proved)
    assert verdict.remark == remark


def test_points_without_a_simple_name() -> None:
    verdict = prove("(x^2-2)^2 > 0")
    assert isinstance(verdict, Refuted)
    assert verdict.remark == "there are points, with no simple name, where both sides are equal"


INNER = [
    x,
    -x,
    x - 1,
    1 - x,
    x / (1 - x),
    1 / x,
    x**2,
    2 * x + 1,
    3 * x,
    (x - 2) / (x + 1),
    Integer(2),
    x + 5,
]
DOMAINS = [(), (), on(0), on(high=0), on(0, 1, "[]"), on(-3, -1), on(2), on(0, closed="[)")]
POINTS = [mpmath.mpf(k) / 8 for k in range(-48, 49)] + [mpmath.mpf(sign * 40) for sign in (-1, 1)]


def composed(draw: random.Random) -> Expression:
    """A function of a logarithm, and often what it is where that has a value."""
    u = draw.choice(INNER)
    log = draw.choice([call("log", u), call("log", u), 2 * call("log", u), -call("log", u), call("logit", u)])
    outer = draw.choice(["sigma", "exp", "exp", "tanh", "cosh", "softplus", "log"])
    match outer:
        case "softplus":
            return call("exp", call("softplus", log))
        case "log":
            return log + draw.choice([0, 1]) * call("log", 1 + call("exp", x))
        case _:
            return call(outer, log)


def in_domain(at: mpmath.mpf, domains: tuple[Domain, ...]) -> bool:
    return all(_within(at, domain.interval) for domain in domains)


def _within(at: mpmath.mpf, interval: Interval) -> bool:
    low, high = (
        -mpmath.inf
        if "infinity" in str(end) and k == 0
        else mpmath.inf
        if "infinity" in str(end)
        else real_value(end, {})
        for k, end in enumerate((interval.lower, interval.upper))
    )
    return bool(
        low < at < high or (at == low and interval.lower_closed) or (at == high and interval.upper_closed)
    )


HOLDS = {
    "=": lambda a, b: abs(a - b) < 1e-25 * (1 + abs(a)),
    "≠": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "≤": lambda a, b: a <= b + mpmath.mpf(10) ** -25 * (1 + abs(b)),
    ">": lambda a, b: a > b,
    "≥": lambda a, b: a >= b - mpmath.mpf(10) ** -25 * (1 + abs(b)),
}


def random_claim(draw: random.Random) -> Chain:
    left = composed(draw)
    right: Expression = draw.choice(
        [tree(draw.choice([-2, -1, 0, 1, 2])), draw.choice(INNER), composed(draw)]
    )
    return chain(left, draw.choice(list(HOLDS)), right, domains=draw.choice(DOMAINS))


def examine(seed: int, number: int) -> Counter[str]:
    draw, counts = random.Random(seed), Counter[str]()
    with mpmath.workdps(40):
        for index in range(number):
            claim = random_claim(draw)
            verdict = decide(claim, hints=False)
            counts[verdict.name] += 1
            where = f"seed {seed}, case {index}: {claim}"
            (left, right), (relation,) = claim.sides, claim.relations
            if isinstance(verdict, Proved):
                seen = [values(left, right, at) for at in POINTS if in_domain(at, claim.domains)]
                seen = [pair for pair in seen if pair]
                assert seen, f"{where} is proved, and has a value nowhere"
                wrong = [pair for pair in seen if not HOLDS[relation.value](*pair)]
                assert not wrong, f"{where} is proved, but {wrong[0]}"
            elif isinstance(verdict, Refuted):
                for found in verdict.counterexamples:
                    at = {name: real_value(value, {}) for name, value in found.point}
                    assert all(in_domain(v, claim.domains) for v in at.values()), where
                    pair = real_value(found.left, at), real_value(found.right, at)  # NoValue fails the test
                    assert found.relation.value in ("<", ">", "≠") or not HOLDS[found.relation.value](
                        *pair
                    ), where
    return counts


def values(left: Expression, right: Expression, at: mpmath.mpf) -> tuple[mpmath.mpf, mpmath.mpf] | None:
    try:
        return real_value(left, {"x": at}), real_value(right, {"x": at})
    except NoValue:
        return None


def test_compositions_with_logarithms_keep_their_domain(sample: Sample) -> None:
    number = len(sample(range(250), 3))
    counts = examine(2027, number)
    assert min(counts[PROVED], counts[REFUTED]) > number // 10, counts


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_thousands_of_compositions_keep_their_domain(seed: int) -> None:
    print(examine(seed, 1500))
