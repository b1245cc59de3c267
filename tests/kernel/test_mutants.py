"""Of the kernel's mutants (see `mutants`) none goes unnoticed but those that change nothing."""

import ast
import copy
import json
import random
from functools import cache
from typing import Any

import pytest
from claims import PROVED, TABLE

from sigmoid_sym import Proved, prove
from sigmoid_sym.kernel import CertificateError, check
from tests.kernel import mutants
from tests.kernel.test_certificates import FOREIGN, corruptions, slips

pytestmark = pytest.mark.once

MORE = """\
x·σ(x) > -0.2785
tanh(x) < x for x > 0
x - x^3/6 < tanh(x) + x^3 for 0 < x < 1
e^x ≥ 1 + x
softplus(x) ≥ x
log(x) < x for x ≥ 1
σ(log(x)) < 1
(x-1)^2 (e^x - 2) ≥ 0 for x > 1
x^2 - 2x < 0 for 0 < x < 2
x^4 - 3x^2 + 1 has exactly 4 zeros
x^4 - 3x^2 + 1 has exactly 2 zeros for x ≥ 0
(x-1)(x-2) has exactly 1 zero for 1 ≤ x < 2
x^2 (x - 1) has exactly 2 zeros
(x - 1) e^x + 1 has exactly 1 zero
x(e^x - 2) has exactly 2 zeros
σ^{(6)} has exactly 5 zeros
1/x is decreasing for x > 0
x^3 is increasing
the range of e^x - x is [1, ∞)
the range of 1/x is (0, 1) for x > 1
lim_{x→∞} x^2 e^(-x) = 0
lim_{x→-∞} x^3 = -∞
lim_{x→0^{-}} 1/x = -∞
lim_{x→0} 1/x^2 = ∞
e^3 > 20
log(3) > 1.0986
e^(-7/2) < 0.0303
σ(1/2) ≈ 0.62246
tanh(-1/3) ≈ -0.32151
the maximum of x·(1-x) is 1/4 at x = 1/2
the minimum of e^x - x is 1
x^2·x^3 is odd
2^(n+3) = 8·2^n
(n+2)! = (n+2)(n+1) n!
"""
# What changes nothing that matters: precisions, limits on size, words, and what is checked twice.
EQUIVALENT = 1000


@cache
def cases() -> list[tuple[Any, bool]]:
    """Good certificates, and forged ones of them that the kernel rejects."""
    good, bad = [], []
    draw = random.Random(0)
    for text in [*(claim for claim, verdict in TABLE if verdict == PROVED), *MORE.splitlines()]:
        verdict = prove(text, hints=False)
        assert isinstance(verdict, Proved), (text, str(verdict))
        certificate = json.loads(verdict.certificate)
        good.append((certificate, True))
        for part, changes in (
            ("claim", slips),
            ("steps", lambda data: corruptions(data, FOREIGN)),
            ("steps", slips),
        ):
            every = list(changes(certificate[part]))
            for forged in draw.sample(every, min(len(every), 6)):
                candidate = {**certificate, part: forged}
                try:
                    check(copy.deepcopy(candidate))
                except CertificateError:
                    bad.append((candidate, False))
    draw.shuffle(good)
    draw.shuffle(bad)
    return good + bad


def test_the_kernel_itself_raises_no_alarm() -> None:
    source = (mutants.ROOT / "signs.py").read_text(encoding="utf-8")
    assert not mutants.notices(mutants.loaded("signs", ast.parse(source)), cases())


def test_mutants_are_noticed() -> None:
    *survivors, _ = mutants.unnoticed(("signs", "ring"), cases(), share=0.02)
    assert len(survivors) <= EQUIVALENT, survivors


@pytest.mark.slow
def test_all_mutants_are_noticed() -> None:
    *survivors, _ = mutants.unnoticed(mutants.MODULES, cases())
    assert len(survivors) <= EQUIVALENT, survivors
