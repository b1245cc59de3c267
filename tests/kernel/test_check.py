"""The kernel accepts what is proved, rejects what was tampered with, and knows nothing of the prover."""

import ast
import copy
import json
import math
import random
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from claims import PROVED, TABLE
from trees import D, chain, s, shape, tree, x

from sigmoid_sym import Proved, kernel, prove
from sigmoid_sym.decision.decide import decide
from sigmoid_sym.decision.verdict import Counterexample
from sigmoid_sym.kernel import CertificateError, check
from sigmoid_sym.tree.claim import Claim
from sigmoid_sym.tree.data import from_data, to_data
from sigmoid_sym.tree.expression import Expression, Integer, call

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


@pytest.mark.sampled(4)
@pytest.mark.parametrize("index", range(len(TRUE)))
def test_a_changed_step_is_rejected(index: int) -> None:
    """Unless it is one more good choice: another point where both sides are defined, another bracket."""
    certificate = certificate_of(TRUE[index])
    assert check(copy.deepcopy(certificate)) == from_data(certificate["claim"])
    others = list(mutations(certificate["steps"]))
    for steps in random.Random(index).sample(others, min(len(others), 20)):
        if accepted({**certificate, "steps": steps}):
            for old, new in zip(certificate["steps"], steps, strict=len(steps) == len(certificate["steps"])):
                if old != new and "factors" in old:
                    assert product_at_2_and_3(old) == product_at_2_and_3(new)


def product_at_2_and_3(step: Any) -> Fraction:
    """Where x is 2, e^{x/q} is 3 and what comes behind is 5, 7, …; what remains of a q that is changed."""
    result = Fraction(step["scale"])
    letters = (3,) if step["chart"] == "t" else (2, 3, 5, 7, 11, 13)
    for terms, k, _ in step["factors"]:
        result *= sum(c * math.prod(map(pow, letters, map(Fraction, key))) for *key, c in terms) ** k
    return result


@pytest.mark.sampled(2)
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
    [
        None,
        1,
        "",
        [],
        {},
        {"claim": []},
        {"claim": ["Chain"], "steps": [], "choices": {}},
        {"claim": 1, "steps": 2},
    ],
)
def test_rubbish_is_rejected(rubbish: Any) -> None:
    with pytest.raises(CertificateError):
        check(rubbish)


def test_nothing_false_is_proved_by_true_steps() -> None:
    """0 < σ' ≤ 1/4 has these steps; 0 < σ' < 1/4 has none."""
    quarter = tree(Fraction(1, 4))
    certificate = certificate_of(chain(0, "<", D(s), "≤", quarter))
    assert accepted(certificate)
    for false in (chain(0, "<", D(s), "<", quarter), chain(0, ">", D(s), "≤", quarter)):
        assert not accepted({**certificate, "claim": to_data(false)})


def test_convex_is_not_monotone() -> None:
    convex = certificate_of("cosh is convex")
    monotone = to_data(shape(call("cosh", x), "monotone"))
    for rises in (True, False):
        assert not accepted({"claim": monotone, "steps": convex["steps"], "choices": {"rises": rises}})


def test_a_verdict_cannot_be_made_without_evidence() -> None:
    claim = chain(D(s), "=", s)
    with pytest.raises(CertificateError):
        Proved(claim, json.dumps({"claim": to_data(claim), "steps": [], "choices": {}}))
    with pytest.raises(CertificateError):
        Counterexample(D(s), claim.relations[0], D(s), (("x", Integer(1)),))  # they are equal


def test_the_kernel_imports_nothing_of_the_prover() -> None:
    standard = {
        "__future__", "collections", "contextlib", "contextvars", "dataclasses", "fractions", "itertools",
        "math", "operator", "types", "typing",
    }  # fmt: skip
    for path in Path(kernel.__file__).parent.glob("[!_]*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                module = node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
                assert module is not None
                own = module.startswith(
                    (
                        "sigmoid_sym.tree",
                        "sigmoid_sym.functions",
                        "sigmoid_sym.kernel",
                        "sigmoid_sym.errors",
                    )
                )
                assert own or module.split(".")[0] in standard, (path.name, module)


@pytest.mark.parametrize("node", [call("tanh", x, x), call("polylog", x), call("sigma", x, x)], ids=str)
def test_functions_have_the_arguments_that_they_take(node: Expression) -> None:
    step = {"by": "equal", "left": to_data(node), "right": to_data(node), "q": 1}
    data = {"claim": to_data(chain(node, "=", node)), "steps": [step], "choices": {}}
    with pytest.raises(CertificateError, match=r"takes [12] argument"):
        check(data)


def test_the_work_of_all_steps_together_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step alone would do."""
    f, value = (
        (x + 1) ** tree(60),
        {"by": "values", "trees": [to_data(x)], "point": {"x": to_data(x * 0 + 1)}, "q": 1},
    )
    step = {"by": "equal", "left": to_data(f + 1), "right": to_data(1 + f), "q": 1}
    claim = to_data(chain(x, "=", x))
    same = {"by": "equal", "left": to_data(x), "right": to_data(x), "q": 1}
    monkeypatch.setattr(sys.modules["sigmoid_sym.kernel.check"], "_MOST_WORK", 50_000)
    good = {"claim": claim, "steps": [same, value, step], "choices": {}}
    assert check(good) == chain(x, "=", x)
    with pytest.raises(CertificateError, match="steps of moderate work"):
        check({**good, "steps": [same, value, *[step] * 40]})
