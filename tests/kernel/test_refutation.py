"""A refutation is accepted only of a false claim; true claims withstand every point and every proof."""

import copy
import functools
import json
import random
from fractions import Fraction
from typing import Any

import pytest
from claims import PROVED, REFUTED, TABLE
from trees import chain, on, s, tree, x

from sigmoid_sym import Refuted, prove
from sigmoid_sym.kernel import CertificateError, check_refutation, judged
from sigmoid_sym.tree.claim import Claim
from sigmoid_sym.tree.data import from_data, to_data
from sigmoid_sym.tree.expression import Expression, Symbol, call
from tests.kernel.refutations import EVIDENCE, NO_EVIDENCE, points

# Plain trees and exact numbers: nothing here depends on the version of anything.
pytestmark = pytest.mark.once
TRUE = [claim for claim, verdict in TABLE if verdict == PROVED]
FALSE = [claim for claim, verdict in TABLE if verdict == REFUTED]


@functools.cache
def verdict_on(claim: str | Claim) -> Any:
    return prove(claim, hints=False)


def accepted(certificate: Any) -> bool:
    try:
        check_refutation(certificate)
    except CertificateError:
        return False
    return True


@pytest.mark.parametrize("claim", FALSE)
def test_what_is_refuted_has_a_certificate(claim: str) -> None:
    verdict = verdict_on(claim)
    assert isinstance(verdict, Refuted)
    certificate = json.loads(verdict.certificate)
    assert judged(certificate) == ("refuted", verdict.claim)
    for key in certificate:
        assert not accepted({other: part for other, part in certificate.items() if other != key})
    assert not accepted({**certificate, "more": 1})


@functools.cache
def evidence() -> list[dict[str, Any]]:
    """All points, and all proofs, by which something was refuted, and those of true claims."""
    found = [json.loads(verdict_on(claim).certificate) for claim in FALSE]
    kept = [{k: v for k, v in certificate.items() if k != "refuted"} for certificate in found]
    kept += [{"contrary": json.loads(verdict_on(claim).certificate), "q": 1} for claim in TRUE[::9]]
    places = [{"x": to_data(tree(v))} for v in (0, 1, -1, 5, -3)]
    numbers = [{**place, "n": to_data(tree(n)), "k": to_data(tree(1))} for place in places for n in (0, 1, 4)]
    several = [[p] for p in places + numbers] + [[places[0], places[1]], [places[2], places[0], places[1]]]
    return kept + [{"points": p, "q": q} for p in several for q in (1, 2, 6)]


@pytest.mark.parametrize("claim", TRUE)
def test_a_true_claim_withstands_the_evidence_against_all_others(claim: str) -> None:
    data = to_data(verdict_on(claim).claim)
    for other in random.Random(claim).sample(evidence(), 15):
        assert not accepted({"refuted": data, **other}), other


@pytest.mark.parametrize(("why", "certificate"), NO_EVIDENCE, ids=[why for why, _ in NO_EVIDENCE])
def test_no_evidence(why: str, certificate: Any) -> None:
    assert not accepted(certificate)


@pytest.mark.parametrize("certificate", EVIDENCE, ids=range(len(EVIDENCE)))
def test_evidence(certificate: Any) -> None:
    assert accepted(certificate)
    assert from_data(certificate["refuted"], Claim) == check_refutation(certificate)


def test_a_letter_at_an_end_takes_its_value() -> None:
    y = Symbol("y")
    claim = chain(x, "<", 3, domains=on(0, call("exp", y)))
    assert accepted(points(claim, {"x": 5, "y": 2}))
    assert not accepted(points(claim, {"x": 5, "y": 1}))
    assert not accepted(points(claim, {"x": 5}))


def test_the_numbers_of_a_point_are_checked() -> None:
    good = points(chain(s, "<", Fraction(1, 2)), {"x": 1})
    assert accepted(good)
    for value in (
        "1",
        1,
        1.0,
        None,
        ["Integer", -1],
        ["Integer", True],
        ["Constant", "infinity"],
        ["Symbol", "σ"],
    ):
        bad = copy.deepcopy(good)
        bad["points"][0]["x"] = value
        assert not accepted(bad), value
    for q in (0, -1, True, 1.0, "1", 10**9):
        assert not accepted({**good, "q": q})


def test_numbers_are_expressions() -> None:
    half: Expression = call("log", 3)
    assert accepted(points(chain(s, "≤", Fraction(1, 2)), {"x": half}))
