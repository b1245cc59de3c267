"""The relatives on balls, against Taylor series in mpmath; repeated integrals, against quadrature."""

import random
from fractions import Fraction
from typing import Any

import pytest
import reference
from flint import acb, arb, fmpq
from mpmath import mp

from sigmoid_sym import SigmoidSymError, evaluate, logistic_family
from sigmoid_sym.closed_forms import RELATIVES, SIGMOID
from sigmoid_sym.numeric.balls import working_precision
from sigmoid_sym.numeric.points import point
from sigmoid_sym.numeric.quantities import ball_of
from sigmoid_sym.numeric.relatives import function, relative_named, softplus

NAMES = ["sigmoid", "reflected", "tanh", "softplus", "log-sigmoid", "silu", "logit"]


def contains(ball: Any, value: Any) -> bool:
    """Whether a number known to 300 bits may lie in a ball."""
    parts = zip((ball.real, ball.imag), (mp.re(value), mp.im(value)), strict=True)
    error = arb(0, abs(arb(mp.fabs(value))) * arb(2) ** -300)
    return all(part.overlaps(arb(number) + error) for part, number in parts)


@pytest.mark.parametrize("name", NAMES)
def test_balls_contain_the_coefficients_of_a_taylor_series(name: str) -> None:
    source = random.Random(name)
    f = RELATIVES.get(name, name)
    for _ in range(25):
        n, x = source.randint(0, 40), Fraction(source.randint(1, 999), 1000)
        if name != "logit":
            x = (x - Fraction(1, 2)) * source.choice((1, 10, 60))
        with mp.workprec(400):
            true = reference.by_series(name, n, x)(400)
        for bits in (60, 200):
            with working_precision(bits):
                ball = function(f, n)(arb(fmpq(x.numerator, x.denominator)))
                assert contains(ball, true), (n, x, ball)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("z", ["1/3+1/2j", "-2+3j", "5-1j", "1/7-3j"])
def test_complex_balls_likewise(name: str, z: str) -> None:
    at = point(z)
    pair = tuple(Fraction(int(v.p), int(v.q)) for v in (at.real, at.imag))
    for n in (0, 1, 2, 5, 17):
        with mp.workprec(600):
            true = reference.SERIES[name](reference.number(pair), n)[n] * mp.factorial(n)
        if n == 0 and name in ("log-sigmoid", "logit"):  # logarithms of quotients: modulo 2πi
            with mp.workprec(600):
                w = reference.number(pair)
                true = -mp.log1p(mp.exp(-w)) if name == "log-sigmoid" else mp.log(w / (1 - w))
        with working_precision(200):
            assert contains(function(RELATIVES.get(name, name), n)(ball_of(at)), true), n


@pytest.mark.parametrize("name", NAMES)
def test_a_wide_ball_contains_the_values_inside(name: str) -> None:
    f = RELATIVES.get(name, name)
    for n in (0, 1, 2, 6):
        with working_precision(64):
            ball = function(f, n)(arb(0.3, 0.01))
        for k in range(-10, 11):
            value = evaluate(n, Fraction(300 + k, 1000), digits=30, of=name)
            assert ball.overlaps(arb(value)), (n, k)


def test_a_family_without_parameters_is_the_sigmoid() -> None:
    for n in (0, 1, 5, 40):
        for x in ("1/3", "-7", "1+2j", 100):
            assert evaluate(n, x, of=logistic_family()) == evaluate(n, x)
    family = logistic_family(L=2, k=2, C=1)  # 2σ(2x) = 1 + tanh x
    assert all(evaluate(n, "2/7", of=family) == evaluate(n, "2/7", of="tanh") for n in range(1, 30))


@pytest.mark.parametrize(
    "x", [Fraction(-700), Fraction(-1, 9), Fraction(1, 10**30), Fraction(3), Fraction(10**9)]
)
def test_softplus(x: Fraction) -> None:
    with mp.workprec(300 + (1500 if x < 0 else 0)):
        at = reference.number(x)
        true = mp.log1p(mp.exp(-abs(at))) + max(at, 0)
    with working_precision(200):
        ball = softplus(arb(fmpq(x.numerator, x.denominator)))
        assert contains(ball, true)
        assert ball.rel_accuracy_bits() > 180


# Repeated integrals: F_m(z) = -Li_m(-e^z) = 1/(m-1)! ∫_0^∞ t^{m-1}/(e^{t-z} + 1) dt (Lewin 1981, 7.2).


def fermi_dirac(m: int, z: Any) -> Any:
    """That integral, by quadrature."""
    cuts = sorted(
        {0, 2, 6, max(m - 1, 1), m + 20, m + 60, m + 200, *([float(mp.re(z))] if mp.re(z) > 0 else [])}
    )
    return mp.quad(lambda t: t ** (m - 1) / (mp.exp(t - z) + 1), [*cuts, mp.inf]) / mp.factorial(m - 1)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("m", [1, 2, 3, 6, 21, 60])
@pytest.mark.parametrize("z", ["0", "-3/2", "1/5", "8", "2+1j", "-1-3j", "2j", "3-3j", "1+40j", "-1/2+22/7j"])
def test_repeated_integrals(m: int, z: str) -> None:
    at = point(z)
    with mp.workdps(40):
        pair = [Fraction(int(v.p), int(v.q)) if v is not None else Fraction(0) for v in (at.real, at.imag)]
        integral = fermi_dirac(
            m, reference.number(tuple(pair)) if at.imag is not None else reference.number(pair[0])
        )
        value = evaluate(-m, z, digits=30)
        assert abs(value - integral) < abs(integral) * mp.mpf(10) ** -18, (value, integral)


@pytest.mark.parametrize("m", [2, 3, 8, 33, 70])
@pytest.mark.parametrize("bits", [50, 300])
def test_the_ways_to_a_repeated_integral_agree(m: int, bits: int) -> None:
    # few exponentials for large m, Arb's polylogarithm for small m, inversion to the right of 0
    for z in (arb(-3), arb(-0.001), arb(0), arb(0.001), arb(2), arb(40), acb(1, 3), acb(-1, 9), acb(0, 1)):
        with working_precision(bits):
            found = function(SIGMOID, -m)(z)
        with working_precision(1500):
            polylogarithm = -acb(-acb(z).exp()).polylog(m)
            assert found.real.overlaps(polylogarithm.real), (z, found)
            assert found.imag.overlaps(polylogarithm.imag), (z, found)
        # Arb's polylogarithm loses some next to 0.
        assert found.real.rel_accuracy_bits() > bits / 4 or bits < 100


def test_values_of_the_eta_function() -> None:
    # F_m(0) = η(m) = (1 - 2^{1-m}) ζ(m)
    for m in (2, 3, 10, 50, 1000, 10**5):
        with mp.workdps(60):
            eta = mp.altzeta(m)
        assert evaluate(-m, 0) == +eta
        assert evaluate(1 - m, 0, of="softplus") == +eta


def test_very_many_integrals() -> None:
    # F_m(x) = e^x - e^{2x}/2^m + …, for m → ∞ and fixed x
    with mp.workdps(60):
        expected = {x: mp.exp(x) for x in (-3, 0, 1, 20)}
    for x, value in expected.items():
        assert abs(evaluate(-5000, x) / value - 1) < mp.mpf(10) ** -15
    assert abs(evaluate(-5000, "1/2+1j") - mp.exp(mp.mpc(0.5, 1))) < 1e-14
    for x in (0, -1, 1, "1j"):
        for m in (10**6 + 1, 10**30):
            with pytest.raises(SigmoidSymError, match="n must be at least -1000000, not -"):
                evaluate(-m, x)


def test_each_integral_is_the_derivative_of_the_next() -> None:
    # central differences with h = 10^-12 at 60 digits: an error of about h²
    h = Fraction(1, 10**12)
    for m in (1, 2, 5, 40):
        for x in (Fraction(-2), Fraction(1, 7), Fraction(11)):
            with mp.workdps(60):
                slope = (evaluate(-m - 1, x + h, 60) - evaluate(-m - 1, x - h, 60)) / (
                    2 * reference.number(h)
                )
                assert abs(slope / evaluate(-m, x, 60) - 1) < mp.mpf(10) ** -22


def test_names() -> None:
    assert relative_named("sigmoid") is SIGMOID
    assert relative_named(RELATIVES["tanh"]) is RELATIVES["tanh"]
    assert relative_named("logit") == "logit"
    for of, message in (
        ("sigmoid'", "of must be one of sigmoid, "),
        ("", "of must be one of"),
        (None, "of must be one of"),
        ("logistic", "must have numbers for L, k, x0 and C here"),
        (RELATIVES["logistic"], "must have numbers for L, k, x0 and C here"),
    ):
        with pytest.raises(SigmoidSymError, match=message):
            relative_named(of)


@pytest.mark.parametrize("name", ["reflected", "tanh", "log-sigmoid", "silu", "logit"])
def test_no_closed_integrals(name: str) -> None:
    with pytest.raises(SigmoidSymError, match=f"n must be at least 0 for {name}, not -2"):
        function(RELATIVES.get(name, name), -2)
