"""The checker accepts what is proved, rejects what was tampered with, and knows nothing of the prover."""

import ast
import copy
import json
import random
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import mpmath
import pytest
import sympy
from claims import PROVED, TABLE
from hypothesis import given
from hypothesis import strategies as st
from trees import D, chain, e, s, shape, tree, x

from sigmoid_sym import Proved, prove
from sigmoid_sym.decision import checker
from sigmoid_sym.decision.checker import numbers
from sigmoid_sym.decision.checker.algebra import Algebra
from sigmoid_sym.decision.checker.claims import check
from sigmoid_sym.decision.checker.recurrence import advances
from sigmoid_sym.decision.checker.statements import CertificateError
from sigmoid_sym.decision.decide import decide
from sigmoid_sym.decision.verdict import Counterexample
from sigmoid_sym.language.reader import parse_expression
from sigmoid_sym.tree.claim import Claim
from sigmoid_sym.tree.data import from_data, to_data
from sigmoid_sym.tree.expression import Expression, Integer, Symbol, call
from sigmoid_sym.tree.substitution import put

TRUE = [claim for claim, verdict in TABLE if verdict == PROVED]


def certificate_of(claim: str | Claim) -> Any:
    verdict = prove(claim)
    assert isinstance(verdict, Proved)
    return json.loads(verdict.certificate)


def mutations(data: Any) -> Iterator[Any]:
    """The data with one leaf changed or one entry of a list left out."""
    match data:
        case list():
            yield from (data[:i] + data[i + 1 :] for i in range(len(data)))
            for i, part in enumerate(data):
                yield from ([*data[:i], other, *data[i + 1 :]] for other in mutations(part))
        case dict():
            yield from ({**data, key: other} for key, part in data.items() for other in mutations(part))
        case bool():
            yield not data
        case int():
            yield from (data + 1, -data if data else 2)
        case str():
            yield data + "x"
            if data.lstrip("-").isdigit():
                yield str(int(data) + 1)
        case None:
            yield 1


def accepted(certificate: Any) -> bool:
    try:
        check(certificate)
    except CertificateError:
        return False
    return True


@pytest.mark.parametrize("index", range(len(TRUE)))
def test_a_changed_witness_is_rejected(index: int) -> None:
    """Unless it is one more good choice: another point where both sides are defined, another bound."""
    certificate = certificate_of(TRUE[index])
    assert check(copy.deepcopy(certificate)) == from_data(certificate["claim"])
    others = list(mutations(certificate["witnesses"]))
    for witnesses in random.Random(index).sample(others, min(len(others), 20)):
        forged = {**certificate, "witnesses": witnesses}
        if accepted(forged):
            pairs = zip(certificate["witnesses"], witnesses, strict=True)
            assert all(another_choice(old, new) for old, new in pairs if old != new)


def another_choice(old: Any, new: Any) -> bool:
    """Whether a witness was one of several good ones; factors must have the same product."""
    if not (isinstance(old, list) and len(old) == 3 and isinstance(old[2], list)):
        return True
    return product_at_2_and_3(old) == product_at_2_and_3(new)


def product_at_2_and_3(witness: Any) -> Fraction:
    """Where x is 2 and e^{x/q} is 3."""
    result = Fraction(witness[1])
    for kind, p, k in witness[2]:
        result *= sum(a * Fraction(2 if kind == "x" else 3) ** j for j, a in enumerate(p)) ** k
    return result


@pytest.mark.parametrize("index", range(0, len(TRUE), 3))
def test_a_certificate_does_not_serve_another_claim(index: int) -> None:
    """The claim is in the certificate; a changed one is rejected unless it is true as well."""
    certificate = certificate_of(TRUE[index])
    others = list(mutations(certificate["claim"]))
    for data in random.Random(index).sample(others, min(len(others), 12)):
        if accepted({**certificate, "claim": data}):
            assert isinstance(decide(from_data(data)), Proved), data
    with pytest.raises(CertificateError):
        Proved(decide(chain(s, "=", s)).claim, json.dumps(certificate))  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "rubbish",
    [None, 1, "", [], {}, {"claim": []}, {"claim": ["Chain"], "witnesses": []}, {"claim": 1, "witnesses": 2}],
)
def test_rubbish_is_rejected(rubbish: Any) -> None:
    with pytest.raises(CertificateError):
        check(rubbish)


def test_nothing_false_is_proved_by_a_true_witness() -> None:
    """0 < σ' ≤ 1/4 has these witnesses; 0 < σ' < 1/4 has none."""
    quarter = tree(Fraction(1, 4))
    certificate = certificate_of(chain(0, "<", D(s), "≤", quarter))
    assert accepted(certificate)
    for false in (chain(0, "<", D(s), "<", quarter), chain(0, ">", D(s), "≤", quarter)):
        assert not accepted({**certificate, "claim": to_data(false)})


def test_convex_is_not_monotone() -> None:
    convex = certificate_of("cosh is convex")
    monotone = to_data(shape(call("cosh", x), "monotone"))
    assert not accepted({"claim": monotone, "witnesses": ["convex", *convex["witnesses"]]})


def test_a_verdict_cannot_be_made_without_evidence() -> None:
    claim = chain(D(s), "=", s)
    with pytest.raises(CertificateError):
        Proved(claim, json.dumps({"claim": to_data(claim), "witnesses": [{"x": "0"}]}))
    with pytest.raises(CertificateError):
        Counterexample(D(s), claim.relations[0], D(s), (("x", Integer(1)),))  # they are equal


def test_the_checker_imports_the_tree_and_nothing_of_the_prover() -> None:
    standard = {
        "__future__", "collections", "contextlib", "contextvars", "dataclasses", "fractions", "itertools",
        "math", "operator", "sys", "time", "typing",
    }  # fmt: skip
    for path in Path(checker.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                module = node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
                assert module is not None
                own = module.startswith(
                    (
                        "sigmoid_sym.tree",
                        "sigmoid_sym.functions",
                        "sigmoid_sym.decision.checker",
                        "sigmoid_sym.errors",
                    )
                )
                assert own or module.split(".")[0] in standard, (path.name, module)


# numbers


@given(st.fractions(-60, 60, max_denominator=50), st.integers(10, 200))
def test_exponentials_and_logarithms_are_enclosed(value: Fraction, bits: int) -> None:
    with mpmath.workprec(400):
        exact = mpmath.mpf(value.numerator) / value.denominator
        positive = abs(value) + Fraction(1, 10**6)
        for enclosure, true in (
            (numbers.exp(value, bits), mpmath.exp(exact)),
            (numbers.log((positive, positive), bits), mpmath.log(abs(exact) + mpmath.mpf(1) / 10**6)),
        ):
            low, high = (mpmath.mpf(end.numerator) / end.denominator for end in enclosure)
            assert low <= true + abs(true) * mpmath.mpf(2) ** -380
            assert true <= high + abs(true) * mpmath.mpf(2) ** -380
            assert high - low <= mpmath.mpf(2) ** (8 - bits) * (abs(true) + mpmath.mpf(2) ** -20)


@given(
    st.sets(st.integers(-4, 6), min_size=1, max_size=5),
    st.integers(-2, 3),
    st.integers(1, 5),
    st.booleans(),
    st.booleans(),
)
def test_sturm_counts_roots(places: set[int], low: int, length: int, lower: bool, upper: bool) -> None:
    t = sympy.Symbol("t")
    p = [int(c) for c in sympy.Poly(sympy.prod(t - r for r in places) * (t**2 + t + 3), t).all_coeffs()[::-1]]
    ends = [lambda bits, v=v: (Fraction(v), Fraction(v)) for v in (low, low + length)]
    expected = [
        r for r in places if low < r < low + length or (r == low and lower) or (r == low + length and upper)
    ]
    assert numbers.roots(p, ends[0], ends[1], (lower, upper)) == len(expected)
    assert numbers.roots(p, None, None) == len(places)
    with pytest.raises(numbers.Undefined):
        numbers.roots(
            [int(c) for c in sympy.Poly((t - 1) ** 2 * (t + low), t).all_coeffs()[::-1]], None, None
        )


@pytest.mark.parametrize(
    ("number", "sign"),
    [
        ("e - 2.71828", 1),
        ("e - 2.718281828459046", -1),
        ("log(8) - 3log(2)", 0),
        ("sqrt(9/4) - 3/2", 0),
        ("log(2)^2 - log(4)/2", -1),
        ("σ(log(3)) - 3/4", 0),
        ("σ'(2) - 0.104993585403506517", 1),  # …1786 (mpmath)
        ("σ'(2) - 0.104993585403506518", -1),
        ("e^(-50)", 1),
        ("softplus(-40)", 1),
    ],
)
def test_signs_of_numbers(number: str, sign: int) -> None:
    algebra = Algebra()
    assert algebra.sign(algebra.of(parse_expression(number))) == sign


@pytest.mark.parametrize(
    "number", ["log(-1)", "log(0)", "1/(2-2)", "log(σ(0) - 1/2)", "0^(-1)", "(log(x)+1)/0", "sqrt(2)"]
)
def test_what_has_no_value_is_undefined(number: str) -> None:
    with pytest.raises(numbers.Undefined):
        Algebra().of(parse_expression(number))


# algebra


def test_equality_is_no_coincidence() -> None:
    vanishing = (e - 2) * (e - 3) * (e - 4) * (e - 5)
    algebra = Algebra()
    assert algebra.of(vanishing)
    assert algebra.of(s + vanishing - s)
    assert not algebra.of(D(vanishing) - (4 * e**4 - 42 * e**3 + 142 * e**2 - 154 * e))


@pytest.mark.parametrize(
    "f",
    [
        s**2 / (1 + x),
        x * s + call("log", 1 + e),
        call("exp", x / 3) / (x**2 + 1),
        call("tanh", 2 * x) * call("log", x + 3),
    ],
)
def test_derivatives_agree_with_sympy(f: Expression) -> None:
    from sigmoid_sym.language.sympy import to_sympy

    functions = {"sigma": lambda u: 1 / (1 + sympy.exp(-u))}
    t = sympy.Symbol("x")
    true = sympy.N(to_sympy(f, functions=functions).diff(t, 2).subs(t, sympy.Rational(2, 3)), 30)
    algebra = Algebra()
    at = put(D(f, 2), "x", tree(Fraction(2, 3)))
    low, high = algebra.enclosure(algebra.of(at), 120)
    assert abs(true - sympy.Rational(low.numerator, low.denominator)) < sympy.Float("1e-27")
    assert high - low < Fraction(1, 10**28)


def test_no_symbol_is_captured() -> None:
    t, algebra = Symbol("t"), Algebra()
    assert not algebra.of(put(D(x * t), "t", x) - x)  # the derivative of 3x at x = 3 is not that of x²
    assert not algebra.of(put(D(x**2), "x", t) - 2 * t)


def test_a_wrong_recurrence_is_rejected() -> None:
    n = Symbol("n")
    slope = D(s, n)
    assert advances(slope, Integer(1), "n", x, 0)
    assert not advances(slope, Integer(2), "n", x, 0)
    assert not advances(slope, Integer(1), "n", None, 0)
    assert not advances(slope / (n - 3), Integer(1), "n", x, 0)
    assert advances(2 * slope, Integer(1), "n", x, 0)


@pytest.mark.parametrize(
    ("lower", "upper", "good"),
    [("1", "n+1", True), ("0", "n+1", True), ("1", "n+2", True), ("2", "n+1", False), ("1", "n", False)],
)
def test_a_sum_must_go_over_the_whole_row(lower: str, upper: str, good: bool) -> None:
    total = parse_expression(f"Σ(k={lower}..{upper}, (-1)^(k+1) k^0 S(n+1,k) k! )")
    assert advances(total, parse_expression("-1"), "n", None, 1) == good


@pytest.mark.parametrize("claim", ["2^n·(1 + Σ(n=1..2, n)) = 4·3^n", "2^n·(1 + [n]|_(n=1)) = 2·3^n"])
def test_a_bound_n_does_not_advance(claim: str) -> None:
    # 2^n·4 = 4·3^n and 2^n·2 = 2·3^n for n = 0 alone
    assert not isinstance(prove(claim), Proved)


def test_a_recurrence_holds_from_a_first_row_on() -> None:
    """Σ_{k=1}^n (-1)^k k! S(n,k) is 0 for n = 0, and (-1)^n from n = 1 on."""
    total = parse_expression("Σ(k=1..n, (-1)^k k! S(n,k))")
    assert advances(total, parse_expression("-1"), "n", None, 1)
    assert not advances(total, parse_expression("-1"), "n", None, 0)


@pytest.mark.parametrize("node", [call("tanh", x, x), call("polylog", x), call("sigma", x, x)], ids=str)
def test_functions_have_the_arguments_that_they_take(node: Expression) -> None:
    data = {"claim": to_data(chain(node, "=", node)), "witnesses": [{"x": "1"}]}
    with pytest.raises(CertificateError, match=r"takes [12] argument"):
        check(data)
