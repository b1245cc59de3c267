"""What letters, words and names of functions stand for: read as they are meant, or not at all."""

import itertools
import random

import pytest
from claims import OPEN, PROVED, REFUTED

from sigmoid_sym import parse, prove
from sigmoid_sym.language.statement import claim_text
from sigmoid_sym.tree.claim import Claim

# a letter that has a value is not free

VALUES = [
    ("let n = 5000; (-1)^n = 1", PROVED),
    ("let n = 5001; (-1)^n = 1", REFUTED),
    ("4^n = 2 where n = 1/2", PROVED),
    ("4^n = 2 where n = 3/2", REFUTED),
    ("let k = 1/2; (e^x)^k = e^{x/2}", PROVED),
    ("let k = 3/2; (e^x)^k = e^{x/2}", REFUTED),
    ("σ^{(n)}(0) = 0 for n = 4", PROVED),
    ("σ^{(n)}(0) = 0 for n = 5", REFUTED),
    ("σ^{(n)}(x) = σ(x) - σ(x)^2 for n = 1", PROVED),
    ("let n = 2; σ^{(n)}(x) < 1/10", PROVED),
    ("S(n,k) = 25 where n = 5 and k = 3", OPEN),
    ("let n = 5; let k = 3; S(n,k) = 25", PROVED),
    ("let n = 5; let k = 3; S(n,k) = 24", REFUTED),
    ("n! > 2^n where n = 4", PROVED),
    ("let m = n + 1; 2^m = 2·2^n", PROVED),
    ("let p = 1/2; σ(x) < p for x < 0", PROVED),
    ("let p = 1/2; σ(x) < p for x < 1", REFUTED),
]

# what "real" says of n

NUMBERS = [
    ("(-1)^(2n) = 1 for n > 0", PROVED),
    ("(-1)^(2n) = 1 for integers n > 0", PROVED),
    ("(-1)^(2n) = 1 for all n", PROVED),
    ("(-1)^(2n) = 1 for real n > 0", OPEN),
    ("(-1)^(2n) = 1 for all real numbers n > 0", OPEN),
    ("(-1)^(2n) = 1 for all real n", OPEN),
    ("(-1)^(2n) = 1 for n ∈ ℝ", OPEN),
    ("(-1)^(2n) = 1 for n ∈ (0, 5)", OPEN),
    ("(-1)^n = 1 for real n > 0", REFUTED),
    ("σ(x) > 0 for all real numbers x", PROVED),
    ("σ(x) > 1/2 for any positive real number x", PROVED),
    ("σ(x) > 1/2 for all real x", REFUTED),
]

# a condition, or what is claimed

CONDITIONS = [
    ("x > 0, x > e", OPEN),
    ("x > 0, y > x", OPEN),
    ("x = 0, x > 1", OPEN),
    ("0 < x < 1, x < 2", OPEN),
    ("x ∈ (0,1), x > 0", OPEN),
    ("x > 0, σ(x) > 1/2", PROVED),
    ("σ(x) > 1/2, x > 0", PROVED),
    ("σ(x) > 1/2, x > -1", REFUTED),
    ("x > 0, e^x > 1", PROVED),
]

# a definition claims nothing

DEFINES = "a definition"
NAMES = [
    ("y = 1/(1+e^{-x})", DEFINES),
    ("f(x) = 1/(1+e^{-x})", DEFINES),
    ("σ(x) = 1/(1+e^{-x})", PROVED),
    ("σ(x) = p", DEFINES),
    ("x = log(p/(1-p))", DEFINES),
    ("w = u(1-u), u = σ(x)", DEFINES),
    ("a = 1, b = 2", DEFINES),
    ("x > 0", OPEN),
    ("y = 1/(1+e^{-x}) = e^x/(1+e^x)", PROVED),
    ("y = 1/(1+e^{-x}) = e^x/(1-e^x)", REFUTED),
    ("σ' = w ≤ 1/4", PROVED),
    ("0 < p = σ(x) < 1/2", REFUTED),
    ("let y = σ(x); y = 1/(1+e^{-x})", PROVED),
    ("x + 1 > x", PROVED),
    ("a + b = b + a", PROVED),
]

# a sequence is no constant

SEQUENCES = [
    ("Σ(k=1..2, a_k) = a_1 + a_2", PROVED),
    (r"\sum_{k=1}^{2} a_k = 2a_k", REFUTED),
    (r"\sum_{k=1}^{2} a_k = 2a_1", REFUTED),
    ("Σ(k=0..3, a_k x^k) = a_0 + a_1 x + a_2 x^2 + a_3 x^3", PROVED),
    ("Σ(k=1..2, a_k b_k) = Σ(j=1..2, a_j b_j)", PROVED),
    ("Σ(k=1..n, a_k) = n a_k", OPEN),
    ("let a_k = 2; Σ(k=1..2, a_k) = 4", OPEN),
    ("let a_n = 2^n; a_3 = 8", OPEN),
    ("let a_n = 2^n; a_n a_n = 4^n", PROVED),
    ("σ^{(n)}(0) = c_n", DEFINES),
    ("d/dk a_k = 0", OPEN),
    ("let n = 3; a_n = a_3", OPEN),
    ("x_0 + x_1 = x_1 + x_0", PROVED),
]

# of what a function without an argument is

ARGUMENTS = [
    (r"let z = a x; \frac{\partial \sigma}{\partial a} = \sigma(z)(1-\sigma(z)) \cdot x", PROVED),
    (r"let z = a x; \frac{\partial \sigma}{\partial a} = \sigma(z)(1-\sigma(z)) \cdot a", REFUTED),
    (r"let z = a x; \sigma' = \sigma(z)(1-\sigma(z))", PROVED),
    ("let z = a x; dσ/dx = a σ(z)(1-σ(z))", PROVED),
    ("let z = a x; dσ/dz = σ(z)(1-σ(z))", PROVED),
    ("let z = a x; dσ/dz = a σ(z)(1-σ(z))", REFUTED),
    ("let z = 2x; tanh' = 1 - tanh(z)^2", PROVED),
    ("let z = a x + b; σ' = σ(1-σ)", OPEN),
    ("let y = -x; σ(y) = 1-σ", OPEN),
    ("σ' = aσ(ax+b)(1-σ(ax+b))", OPEN),
    ("σ' = 2σ(2x)(1-σ(2x))", OPEN),
    ("σ' = σσ(-x)", PROVED),
    ("let w = σ(1-σ); σ'' = w(1-2σ)", PROVED),
    ("let t = tanh(x/2); σ' = (1-t^2)/4", PROVED),
    ("let f(t) = t + x; df/dx = 1", OPEN),
    ("let f(t) = t + x; df/dt = 1", PROVED),
]

# a function beside a bracket

PRODUCTS = [
    ("tanh'' = -2tanh(1-tanh^2)", PROVED),
    ("tanh'' = 2tanh(1-tanh^2)", REFUTED),
    ("softplus - softplus^2 = softplus(1-softplus)", PROVED),
    ("sech'' = sech(1-2sech^2)", PROVED),
    ("silu' = silu + σ(1-silu)", OPEN),
    ("logit(1-σ) = -x", PROVED),
    ("tanh(tanh(x)) < 2", OPEN),
    ("tanh(1+x) = (tanh(1) + tanh(x))/(1 + tanh(1)tanh(x))", PROVED),
]


@pytest.mark.parametrize(
    ("claim", "verdict"), [*VALUES, *NUMBERS, *CONDITIONS, *NAMES, *SEQUENCES, *ARGUMENTS, *PRODUCTS]
)
def test_what_is_said_is_what_is_decided(claim: str, verdict: str) -> None:
    assert prove(claim).name == verdict


BARE = ["σ", "tanh", "coth", "sinh", "cosh", "sech", "csch", "softplus", "silu", "logit"]


@pytest.mark.parametrize("function", BARE)
def test_a_function_beside_a_bracket_with_itself_is_a_factor(function: str) -> None:
    f = function
    assert prove(f"{f} - {f}^2 = {f}(1-{f})", hints=False).name == PROVED
    assert prove(f"{f}(x)(1 - {f}(x)) = {f}(1-{f})", hints=False).name == PROVED


@pytest.mark.sampled(4)
@pytest.mark.parametrize(("f", "g"), [*itertools.permutations(BARE, 2)])
def test_a_product_is_never_refuted_as_a_call(f: str, g: str) -> None:
    assert prove(f"{f} + {f}·{g} = {f}(1+{g})", hints=False).name != REFUTED
    assert prove(f"{f}({g}+1) - {g}·{f} = {f}", hints=False).name != REFUTED


def test_a_letter_with_a_value_is_that_number() -> None:
    draw = random.Random(5)
    for _ in range(60):
        n, base, given = draw.randint(0, 40), draw.randint(-3, 5), draw.choice(["let", "where", "for", "at"])
        right = base**n + draw.choice([0, 0, 1, -base])
        equation = f"({base})^n = {right}" if right >= 0 else f"({base})^n = ({right})"
        claim = f"let n = {n}; {equation}" if given == "let" else f"{equation} {given} n = {n}"
        assert prove(claim, hints=False).name == (PROVED if right == base**n else REFUTED), claim


@pytest.mark.parametrize(
    "claim", [c for c, v in [*VALUES, *NUMBERS, *SEQUENCES, *ARGUMENTS] if v in (PROVED, REFUTED)]
)
def test_what_is_printed_says_the_same(claim: str) -> None:
    read = parse(claim)
    assert isinstance(read, Claim)
    again = parse(claim_text(read))
    assert isinstance(again, Claim)
    assert claim_text(again) == claim_text(read)
    assert prove(again, hints=False).name == prove(read, hints=False).name
