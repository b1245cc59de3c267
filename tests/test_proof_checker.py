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
from hypothesis import given
from hypothesis import strategies as st

from claims import D, PROVED, TABLE, chain, e, eq, s, tree, x
from sigmoid_sym.language.claim import Claim
from sigmoid_sym.language.data import from_data, to_data
from sigmoid_sym.proof import checker
from sigmoid_sym.proof.checker import arithmetic, sturm
from sigmoid_sym.proof.checker.claims import CertificateError, check, digest
from sigmoid_sym.proof.checker.comparison import compare
from sigmoid_sym.proof.checker.evaluation import equal
from sigmoid_sym.proof.decide import decide
from sigmoid_sym.proof.verdict import Counterexample, Proved, certified

TRUE = [claim for claim, verdict in TABLE if verdict == PROVED]


def certificate_of(claim: Claim) -> Any:
    verdict = decide(claim)
    assert isinstance(verdict, Proved)
    return json.loads(verdict.certificate)


def mutations(data: Any) -> Iterator[Any]:
    """The data with one leaf changed or one entry of a list left out."""
    match data:
        case dict():
            for key, part in data.items():
                yield from ({**data, key: other} for other in mutations(part))
        case list():
            yield from (data[:i] + data[i + 1 :] for i in range(len(data)))
            for i, part in enumerate(data):
                yield from ([*data[:i], other, *data[i + 1 :]] for other in mutations(part))
        case bool():
            yield not data
        case int():
            yield from (data + 1, -data if data else 2)
        case str():
            yield data + "x"
        case None:
            yield 1


def rejected(certificate: Any) -> bool:
    try:
        check(certificate)
    except CertificateError:
        return True
    return False


def signed(certificate: Any) -> Any:
    return {**certificate, "digest": digest(certificate["claim"], certificate["witnesses"])}


@pytest.mark.parametrize("index", range(len(TRUE)))
def test_any_change_of_a_certificate_is_seen(index: int) -> None:
    certificate = certificate_of(TRUE[index])
    assert check(copy.deepcopy(certificate)) == TRUE[index]
    assert all(map(rejected, mutations(certificate)))


@pytest.mark.parametrize("index", range(len(TRUE)))
def test_a_forged_witness_does_not_help(index: int) -> None:
    """With a digest that fits, a changed witness is rejected for its mathematics, or proves the same claim.

    Only where the witness is a choice among several good ones may it do so: where an induction begins.
    """
    certificate = certificate_of(TRUE[index])
    others = list(mutations(certificate["witnesses"]))
    for witnesses in random.Random(index).sample(others, min(len(others), 25)):
        forged = signed({**certificate, "witnesses": witnesses})
        inductive = any(isinstance(w, list) and len(w) == 3 and isinstance(w[0], int) for w in witnesses)
        assert rejected(forged) or inductive


@pytest.mark.parametrize("index", range(0, len(TRUE), 3))
def test_a_certificate_does_not_serve_another_claim(index: int) -> None:
    """With a digest that fits, a changed claim is rejected unless it is true as well."""
    certificate = certificate_of(TRUE[index])
    others = list(mutations(certificate["claim"]))
    for data in random.Random(index).sample(others, min(len(others), 12)):
        forged = signed({**certificate, "claim": data})
        if not rejected(forged):
            assert isinstance(decide(from_data(data)), Proved), data


@pytest.mark.parametrize(
    "rubbish", [None, 1, "", [], {}, {"claim": []}, {"claim": ["Chain"], "witnesses": [], "digest": ""}]
)
def test_rubbish_is_rejected(rubbish: Any) -> None:
    with pytest.raises(CertificateError):
        check(rubbish)


def test_nothing_false_is_proved_by_a_true_witness() -> None:
    """0 < σ' ≤ 1/4 has these witnesses; 0 < σ' < 1/4 has none."""
    positive, below = [1, [], [0, 1], [1, 2, 1]], [1, [], [1, -2, 1], [4, 8, 4]]
    certified(chain(0, "<", D(s), "≤", tree(Fraction(1, 4))), [positive, below], [])
    for claim in (
        chain(0, "<", D(s), "<", tree(Fraction(1, 4))),
        chain(0, ">", D(s), "≤", tree(Fraction(1, 4))),
    ):
        with pytest.raises(CertificateError):
            certified(claim, [positive, below], [])


def test_a_verdict_cannot_be_made_without_evidence() -> None:
    claim = eq(D(s), s)
    with pytest.raises(CertificateError):
        certified(claim, [], [])
    with pytest.raises(CertificateError):
        Counterexample(*claim.sides[:1], claim.relations[0], D(s), ())  # they are equal
    good = certified(eq(s, e / (1 + e)), [], [])
    with pytest.raises(CertificateError):
        Proved(claim, good.certificate)


def test_the_checker_imports_the_tree_and_nothing_of_the_prover() -> None:
    folder = Path(checker.__file__).parent
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                module = node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
                assert module is not None
                own = module.startswith(("sigmoid_sym.language", "sigmoid_sym.proof.checker"))
                assert own or module.split(".")[0] in {
                    "__future__", "collections", "dataclasses", "fractions", "functools", "hashlib", "itertools",
                    "json", "math", "typing",
                }, (path.name, module)  # fmt: skip


def test_every_claim_is_data_and_back() -> None:
    for claim, _ in TABLE:
        assert from_data(json.loads(json.dumps(to_data(claim)))) == claim


@given(st.fractions(-30, 30, max_denominator=50), st.integers(10, 200))
def test_exponentials_and_logarithms_are_enclosed(value: Fraction, bits: int) -> None:
    with mpmath.workprec(300):
        exact = mpmath.mpf(value.numerator) / value.denominator
        for function, true, at in (
            (arithmetic.exp, mpmath.exp(exact), value),
            (arithmetic.log, mpmath.log(abs(exact) + 1), abs(value) + 1),
        ):
            low, high = arithmetic.ends(function(at, bits))
            assert mpmath.mpf(low.numerator) / low.denominator <= true + mpmath.mpf(2) ** -290
            assert true - mpmath.mpf(2) ** -290 <= mpmath.mpf(high.numerator) / high.denominator
            assert high - low <= abs(high) * Fraction(1, 2 ** (bits - 8)) + Fraction(4, 2**bits)


@given(
    st.lists(st.integers(-4, 6), min_size=1, max_size=5),
    st.integers(-2, 3),
    st.integers(1, 5),
    st.booleans(),
    st.booleans(),
)
def test_sturm_counts_roots(places: list[int], low: int, length: int, lower: bool, upper: bool) -> None:
    p = [1]
    for place in places:
        p = sturm.times(p, [-place, 1])
    p = sturm.times(p, [3, 1, 1])  # no real root
    ends = [
        sturm.End(lambda bits, v=v: (Fraction(v), Fraction(v)), closed)
        for v, closed in ((low, lower), (low + length, upper))
    ]
    expected = {
        r for r in places if low < r < low + length or (r == low and lower) or (r == low + length and upper)
    }
    assert sturm.roots(p, sturm.Span(*ends)) == len(expected)
    variable = sympy.Symbol("t")
    polynomial = sympy.Poly(p[::-1], variable)
    assert {int(r) for r in sympy.real_roots(polynomial)} == set(places)
    if low >= 0:
        found = list(sturm.isolated(p, sturm.Span(*ends), 10))
        assert len(found) == len(expected)
        assert all(any(a <= r <= b for r in expected) for a, b in found)


def test_more_points_than_the_degree() -> None:
    """Two functions that agree at many of the points of comparison, but not at all."""
    u = e
    vanishing = (u - 2) * (u - 3) * (u - 4) * (u - 5)
    assert not equal(vanishing, tree(0))
    assert not equal(s + vanishing * (u - 6), s)
    assert equal(D(vanishing), vanishing * 0 + 4 * u**4 - 42 * u**3 + 142 * u**2 - 154 * u)


def test_numbers_are_compared() -> None:
    from sigmoid_sym.language.expression import call

    assert compare(call("exp", 1), tree(Fraction(271828, 100000))) > 0
    assert compare(call("log", 8), 3 * call("log", 2)) == 0
    assert compare(call("sqrt", 12), 2 * call("sqrt", 3) - Fraction(1, 10**15)) > 0
    assert compare(call("sigma", call("log", 3)), tree(Fraction(3, 4))) == 0
    with pytest.raises(arithmetic.Undefined):
        compare(call("log", tree(-1)), x * 0 + 0)
