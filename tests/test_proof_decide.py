"""Claims of every kind get the right verdict, with evidence that is as simple as possible."""

import json
import statistics
import time
from fractions import Fraction

import pytest
import sympy

from claims import (
    C,
    D,
    HALF,
    L,
    LOGISTIC,
    OPEN,
    PROVED,
    QUARTER,
    REFUTED,
    SLIP,
    TABLE,
    about,
    bound,
    call,
    chain,
    count,
    e,
    eq,
    f,
    fills,
    inf,
    k,
    lim,
    n,
    on,
    parity,
    peak,
    s,
    shape,
    sigma_at,
    stirling,
    tanh,
    tree,
    whole,
    x,
)
from sigmoid_sym.closed_forms import closed_form
from sigmoid_sym.language.claim import Chain, Claim, Relation
from sigmoid_sym.language.expression import Expression, Integer, Neg
from sigmoid_sym.language.sympy import to_sympy
from sigmoid_sym.proof.decide import decide
from sigmoid_sym.proof.verdict import NotUnderstood, Proved, Refuted, Value

NAMES = {Proved: PROVED, Refuted: REFUTED, NotUnderstood: OPEN}


@pytest.mark.parametrize(("claim", "expected"), TABLE, ids=range(len(TABLE)))
def test_verdicts(claim: Claim, expected: str) -> None:
    verdict = decide(claim)
    assert NAMES[type(verdict)] == expected, str(verdict)


def refuted(claim: Claim) -> Refuted:
    verdict = decide(claim)
    assert isinstance(verdict, Refuted)
    return verdict


def proved(claim: Claim) -> Proved:
    verdict = decide(claim)
    assert isinstance(verdict, Proved), str(verdict)
    return verdict


@pytest.mark.parametrize(
    ("claim", "point"),
    [
        (eq(tanh, 2 * s - 1), {"x": tree(1)}),  # both are 0 at 0
        (eq(D(s, 3), -D(s, 3)), {"x": tree(0)}),
        (chain(D(s), "<", QUARTER), {"x": tree(0)}),
        (chain(s, "<", HALF, domains=on(Fraction(1, 3), HALF)), {"x": tree(Fraction(2, 5))}),
        (chain(s, "≠", Fraction(2, 3)), {"x": call("log", 2)}),
        (parity(s, "even"), {"x": tree(1)}),
        (shape(D(s), "increasing"), {"x": tree(1)}),
        (eq(D(s, n), stirling(k, n + 1, n + 1)), {"n": tree(1), "x": tree(0)}),  # at n = 0 it holds
        (eq(D(f), f * (1 - f / L), definitions=LOGISTIC), {"C": 1, "L": 1, "k": 2, "x": 0, "x_0": 0}),
    ],
)
def test_counterexamples_are_simple(claim: Claim, point: dict[str, Expression]) -> None:
    found = dict(refuted(claim).counterexamples[0].point)
    assert found == {name: tree(value) for name, value in point.items()}


def test_the_first_broken_link_is_shown() -> None:
    verdict = refuted(chain(D(s), "=", s * (1 - s), "=", s - 2 * s**2, "<", 1))
    assert [c.link for c in verdict.counterexamples] == [1]
    late = refuted(chain(call("g", x), "=", call("g", x), "<", 0, ">", 1))
    assert [c.link for c in late.counterexamples] == [2]


@pytest.mark.parametrize(
    ("claim", "hint"),
    [
        (chain(D(s), "<", QUARTER), "≤ for <"),
        (eq(D(s, 2), s * (1 - s) * (2 * s - 1)), "the opposite sign on the right"),
        (eq(tanh, 2 * s - 1), "half or twice the argument"),
        (eq(D(s, n), stirling(k, n + 1, n + 1)), "(k-1)! for k!"),
        (eq(D(s, n), stirling(k - 1, n + 1, n)), "the next row, n + 1 for n"),
        (eq(D(s, n), stirling(k - 1, n, n + 1)), "one more term in the sum"),
        (parity(s, "even"), "σ′ for σ"),
        (parity(s, "odd"), "σ − 1/2 for σ"),
        (shape(D(s), "monotone"), "σ for σ′"),
        (shape(s, "decreasing"), "the opposite direction"),
        (chain(s, ">", HALF), "x > 0 only"),
        (chain(s, "<", 1, definitions=SLIP), "the other definition, 1 + … for 1 - …"),
        (eq(sigma_at(2), tree(Fraction(88, 100))), ""),
        (about(sigma_at(2, 1), 1048, 4), ""),
        (fills(D(s), 0, QUARTER), "the upper end included"),
    ],
)
def test_hints_name_a_repair_that_holds(claim: Claim, hint: str) -> None:
    assert refuted(claim).hint == (f"It holds with {hint}." if hint else "")


@pytest.mark.parametrize(
    ("digits", "places", "remark"),
    [
        (1048, 4, "the error is between 1 and 2 units of the last digit"),
        (1049, 4, "truncated, not rounded"),
        (1051, 4, "the error is between 1 and 2 units of the last digit"),
        (10500, 5, "rounded away from the true value, in the last digit"),
        (11, 2, "rounded away from the true value, in the last digit"),
        (105, 2, "the error is between 94 and 95 units of the last digit"),
    ],
)
def test_approximations_are_judged_by_the_last_digit(digits: int, places: int, remark: str) -> None:
    """σ'(2) = 0.104993585403506517…"""
    assert refuted(about(sigma_at(2, 1), digits, places)).remark == remark


def test_half_a_unit_is_right_exactly() -> None:
    assert isinstance(decide(chain(tree(Fraction(1, 8)), "≈", tree(0) + Fraction(13, 100))), NotUnderstood)
    assert isinstance(decide(about(sigma_at(0, 3), -12, 2)), Proved)  # -1/8: both neighbours are as near
    assert isinstance(decide(about(sigma_at(0, 3), -13, 2)), Proved)
    assert isinstance(decide(about(sigma_at(0, 3), -14, 2)), Refuted)
    assert isinstance(decide(chain(call("exp", 9), "≈", 8100)), NotUnderstood)  # 8103.08…: which zeros count?
    assert isinstance(decide(chain(call("exp", 9), "≈", 8103)), Proved)


def test_poles_belong_to_the_verdict() -> None:
    slip = proved(chain(s, ">", 0, definitions=SLIP, domains=on(0)))
    assert slip.remark == ""
    other = proved(chain(s * (1 - s), "<", 0, definitions=SLIP))
    assert other.remark == "where both sides are defined; not at x = 0"
    across = refuted(shape(s, "decreasing", definitions=SLIP))
    assert across.remark == "there is a pole in between"
    assert [str(v)[:5] for v in across.counterexamples[0].values] == ["-0.58", "1.581"]


def test_a_range_is_refuted_by_what_is_proved() -> None:
    verdict = refuted(fills(D(s), 0, HALF, "(]"))
    assert verdict.contrary is not None
    assert isinstance(verdict.contrary, Proved)


def test_nothing_is_said_of_parameters_whose_sign_is_not_known() -> None:
    for claim in (
        chain(f, "<", L, definitions=LOGISTIC),
        lim(f, inf, L, definitions=LOGISTIC),
        shape(1 / (1 + C * e), "decreasing"),
    ):
        assert isinstance(decide(claim), NotUnderstood)


def test_checked_is_not_proved() -> None:
    verdict = decide(TABLE[[claim for claim, _ in TABLE].index(_row_sum())][0])
    assert isinstance(verdict, NotUnderstood)
    assert verdict.reason == "checked for n ≤ 8, not proved"


def _row_sum() -> Chain:
    return next(
        claim
        for claim, expected in TABLE
        if expected == OPEN and isinstance(claim, Chain) and "eulerian" in str(claim)
    )


def test_a_claim_for_all_n_is_refuted_at_the_smallest() -> None:
    """c(n,1) = 1, but the sum of squares of the first row is not."""
    first_wrong_at_3 = eq(D(s, n), D(s, n) + n * (n - 1) * (n - 2) * s)
    verdict = refuted(first_wrong_at_3)
    assert dict(verdict.counterexamples[0].point)["n"] == Integer(3)
    assert isinstance(decide(eq(D(s, n), s * 0 + D(s, n), domains=whole(4))), Proved)


def test_the_domain_of_n_counts() -> None:
    """(-1)^{n+1}σ^(n) is the mirror image from n = 1 on."""
    from sigmoid_sym.language.expression import At

    def mirrored(least: int) -> Chain:
        return eq(At(D(s, n), x, -x), (-Integer(1)) ** (n + 1) * D(s, n), domains=whole(least))

    assert isinstance(decide(mirrored(1)), Proved)
    assert isinstance(decide(mirrored(5)), Proved)
    assert refuted(mirrored(0)).hint == "It holds with n ≥ 1 only."


def test_verdicts_are_written_out() -> None:
    good, bad, open_ = (decide(c) for c in (eq(D(s), s * (1 - s)), eq(D(s), s), eq(call("g", x), s)))
    assert json.loads(good.to_json())["verdict"] == "proved"
    assert json.loads(good.to_json())["certificate"]["witnesses"] == []
    data = json.loads(bad.to_json())
    assert data["counterexamples"][0]["point"] == {"x": "0"}
    assert data["counterexamples"][0]["left_value"] == "1/4"
    assert json.loads(open_.to_json()) == {
        "verdict": "not understood",
        "reason": "g is not a function that is known here",
        "position": None,
    }
    assert str(good).startswith("proved\n  Both sides are the same")
    assert r"\sigma'(x) = \sigma(x)" in good._repr_latex_()  # type: ignore[union-attr]
    assert "Refuted" in bad._repr_html_()
    assert "≠" not in open_._repr_html_()


def test_values_show_their_error() -> None:
    assert str(Value(Fraction(1, 3), Fraction(1, 3))) == "1/3"
    for low, high in (
        (Fraction(1, 3), Fraction(1, 3) + Fraction(1, 10**9)),
        (Fraction(-5, 7) - Fraction(1, 10**4), Fraction(-5, 7)),
    ):
        middle, error = str(Value(low, high)).split(" ± ")
        assert Fraction(middle) - Fraction(error) <= low <= high <= Fraction(middle) + Fraction(error)


def test_extremes_of_size() -> None:
    deep: Expression = x
    for _ in range(200):
        deep = Neg(deep)
    assert isinstance(decide(eq(call("sigma", deep), s)), Proved)
    for _ in range(5000):
        deep = Neg(deep)
    for claim in (
        eq(call("sigma", deep), s),
        eq(D(s, 10**9), s),
        eq(s ** tree(10**9), s),
        eq(call("factorial", 10**9), 1),
        eq(call("exp", x / 10**9), s),
    ):
        start = time.perf_counter()
        assert isinstance(decide(claim), NotUnderstood)
        assert time.perf_counter() - start < 1


def test_order_20_is_decided_quickly() -> None:
    start = time.perf_counter()
    proved(eq(D(s, 20), closed_form("stirling", 20)))
    assert time.perf_counter() - start < 0.5  # about 0.07 s; a margin for a busy machine


def test_a_decision_takes_milliseconds() -> None:
    times = []
    for claim, _ in TABLE:
        start = time.perf_counter()
        decide(claim, hints=False)
        times.append(time.perf_counter() - start)
    assert statistics.median(times) < 0.02


EQUATIONS = [
    (claim, expected)
    for claim, expected in TABLE
    if isinstance(claim, Chain) and claim.relations == (Relation.EQ,) and expected in (PROVED, REFUTED)
]


@pytest.mark.parametrize(("claim", "expected"), EQUATIONS[::2], ids=range(len(EQUATIONS[::2])))
def test_sympy_agrees(claim: Chain, expected: str) -> None:
    """SymPy's numbers at a point, to 30 digits: a proved equation holds there."""
    if (
        "stirling2" in str(claim)
        or "eulerian" in str(claim)
        or "Symbol(name='n')" in str(claim)
        or claim.definitions
    ):
        pytest.skip("not in SymPy as it stands")
    X = sympy.Symbol("x")
    functions = {
        "sigma": lambda u: 1 / (1 + sympy.exp(-u)),
        "softplus": lambda u: sympy.log(1 + sympy.exp(u)),
        "silu": lambda u: u / (1 + sympy.exp(-u)),
        "logit": lambda u: sympy.log(u / (1 - u)),
    }
    if any(word in str(claim) for word in ("At(", "Decimal", "polylog")):
        pytest.skip("SymPy's writer has no such node")
    difference = to_sympy(claim.sides[0] - claim.sides[1], functions=functions).doit()
    points = {
        symbol: sympy.Rational(k + 2, 7) for k, symbol in enumerate(sorted(difference.free_symbols, key=str))
    }
    number = sympy.N(difference.subs(points), 30, chop=True)
    assert X is not None
    assert (abs(number) < sympy.Float("1e-25")) == (expected == PROVED)


def test_bounds_are_found() -> None:
    witness = json.loads(proved(bound(D(s, 4))).certificate)["witnesses"][0]
    assert witness == "1"


def test_places_without_a_simple_name() -> None:
    """The zeros of σ''' are at ±log(2+√3): no counterexample can name them, a proved count stands for one."""
    verdict = refuted(chain(D(s, 3), "≠", 0))
    assert verdict.counterexamples == ()
    assert verdict.contrary is not None
    assert refuted(count(D(s, 3), 3)).remark == "there are 2 zeros"
    assert refuted(peak(s, 1)).remark == "that value is never taken"
