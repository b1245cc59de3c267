"""A forged certificate is rejected, or it states something that is true and says what it states."""

import copy
import functools
import itertools
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from claims import PROVED, TABLE
from sampling import objection
from trees import D, chain, lim, on, parity, s, shape, tree, x

from sigmoid_sym import Proved, prove
from sigmoid_sym.kernel import CertificateError, check
from sigmoid_sym.kernel.check import opened
from sigmoid_sym.kernel.facts import Fact, Holds, Pieced
from sigmoid_sym.kernel.meaning import Meaning
from sigmoid_sym.kernel.rules import RULES
from sigmoid_sym.language.statement import claim_text
from sigmoid_sym.tree.claim import Chain, Claim, Definition, Domain, Interval
from sigmoid_sym.tree.data import from_data, to_data
from sigmoid_sym.tree.expression import Call, Integer, Symbol, call

# Plain trees and exact numbers: nothing here depends on the version of anything.
pytestmark = pytest.mark.once
KINKED = """\
|tanh x| ≤ |x|
softplus(x) - ReLU(x) ≤ log 2
|x - 1| + |x| ≥ 1
max(a, b) + min(a, b) = a + b
max(a, b) ≥ a
|x^2 - 2| ≤ x^2 + 2
d/dx (x |x|) = 2 |x|
|x|·x is odd
the maximum of e^{-|x|} is 1
ReLU is increasing
x^2 + |x| is strictly convex
the range of e^{-|x|} is (0, 1]
lim_{x→0} |x| = 0
"""
TRUE = [*(claim for claim, verdict in TABLE if verdict == PROVED), *KINKED.splitlines()]

# One of each type that JSON and the language have, and the names that stand beside each other in them.
FOREIGN = [
    *(None, True, False, 0, 1, -1, 2, 1.0, 0.5, float("nan"), float("inf"), 10**5000),
    *("", "x", "y", "σ", "sigma", "-x", "+", "1", "1/2", "1e999999999", "=", "≤", ">", "increasing", "even"),
    *(
        [],
        {},
        [[]],
        ["tuple"],
        ["tuple", ["Symbol", "x"]],
        ["Symbol", "x"],
        ["Symbol", "σ"],
        ["Symbol", "pi"],
    ),
    *(["Integer", 1], ["Integer", True], ["Integer", 1.0], ["Integer", -1], ["Decimal", 5, -1]),
    *(["Constant", "infinity"], ["Constant", "x"], ["Neg", ["Symbol", "x"]], ["Add", ["tuple"]]),
    *(["Mul", ["tuple"]], ["Mul", ["tuple", ["Symbol", "x"]]], ["Call", "sigma", ["tuple"]], ["Neg"]),
    *(["Call", "σ", ["tuple", ["Symbol", "x"]]], ["Expression"], ["Claim", ["tuple"], ["tuple"]]),
    *(
        ["Trend", "increasing"],
        ["Trend", "odd"],
        ["Symmetry", "even"],
        ["Symmetry", "odd"],
        ["Relation", "<"],
    ),
    *(["Interval", ["Integer", 0], ["Integer", 1], False, True], ["Symbol", "x", "y"], ["Unknown", 1]),
]


@functools.cache
def written_of(claim: str | Claim) -> str:
    verdict = prove(claim, hints=False)
    assert isinstance(verdict, Proved), str(verdict)
    return verdict.certificate


def certificate_of(claim: str | Claim) -> Any:
    return json.loads(written_of(claim))


def corruptions(data: Any, values: list[Any]) -> Iterator[Any]:
    """The data with one part, at any depth, replaced by each of the values, left out or there twice."""
    yield from (value for value in values if value is not data)
    match data:
        case list():
            for i, part in enumerate(data):
                yield data[:i] + data[i + 1 :]
                yield [*data[: i + 1], *data[i:]]
                yield from ([*data[:i], other, *data[i + 1 :]] for other in corruptions(part, values))
        case dict():
            for key, part in data.items():
                yield {k: v for k, v in data.items() if k != key}
                yield {("σ" if k == key else k): v for k, v in data.items()}
                yield from ({**data, key: other} for other in corruptions(part, values))


def accepted(certificate: Any) -> Claim | None:
    try:
        return check(copy.deepcopy(certificate))
    except CertificateError:
        return None


def survives(data: Any) -> bool:
    """Whether the data are those of a claim; then they are the only ones of it."""
    try:
        claim = from_data(data, Claim)
    except ValueError:
        return False
    written = json.dumps(to_data(claim))
    assert written == json.dumps(data), "two certificates of one claim"
    return True


def some(every: Iterator[Any], seed: int, count: int) -> Iterator[Any]:
    """So many of those that are still claims, drawn from all; few are, so no more are read than are drawn."""
    drawn = list(every)
    random.Random(seed).shuffle(drawn)
    return itertools.islice(filter(survives, drawn), count)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("index", range(0, len(TRUE), 10))
def test_no_claim_has_two_certificates(index: int) -> None:
    """Every part is replaced by everything that is foreign to it: none is another way to write a claim."""
    assert sum(map(survives, corruptions(certificate_of(TRUE[index])["claim"], FOREIGN))) > 20


@pytest.mark.sampled(4)
@pytest.mark.parametrize("index", range(len(TRUE)))
def test_a_corrupted_claim_is_rejected_or_true(index: int) -> None:
    """Some part is replaced by something that is foreign to it; what is still a claim must be true."""
    certificate = certificate_of(TRUE[index])
    for data in some(corruptions(certificate["claim"], FOREIGN), index, 12):
        claim = accepted({**certificate, "claim": data})
        if claim is not None:
            assert not objection(claim), claim_text(claim)


KINDS = {
    "Relation": ["=", "≈", "≠", "<", "≤", ">", "≥"],
    "Trend": ["increasing", "decreasing", "monotone", "convex", "concave"],
    "Symmetry": ["even", "odd"],
}
OTHER_FUNCTIONS = ["sigma", "tanh", "exp", "cosh", "softplus", "silu", "log"]


def slips(data: Any) -> Iterator[Any]:
    """Well-formed data with one slip: of a number, a sign, a relation, an end, a function, a letter."""
    match data:
        case bool():
            yield not data
        case ["Integer", int(n)]:
            yield from (["Integer", m] for m in (n + 1, n - 1, 2 * n) if m >= 0)
            yield ["Neg", data]
        case ["Symbol", str()]:
            yield from (
                ["Neg", data],
                ["Mul", ["tuple", ["Integer", 2], data]],
                ["Symbol", "y"],
                ["Integer", 1],
            )
        case [("Relation" | "Trend" | "Symmetry") as kind, value]:
            yield from ([kind, other] for other in KINDS[kind] if other != value)
        case [("Div" | "Pow" | "At") as kind, first, *rest]:
            yield from ([kind, other, *rest] for other in slips(first))
            yield [kind, rest[-1], *rest[:-1], first]
            yield from ([kind, first, *rest[:-1], other] for other in slips(rest[-1]))
        case ["Neg", operand]:
            yield operand
            yield from (["Neg", other] for other in slips(operand))
        case ["Call", str(name), arguments]:
            yield from (["Call", other, arguments] for other in OTHER_FUNCTIONS if other != name)
            yield from (["Call", name, other] for other in slips(arguments))
            yield ["Neg", data]
        case list():
            for i, part in enumerate(data):
                yield from ([*data[:i], other, *data[i + 1 :]] for other in slips(part))
            if data[:1] == ["tuple"] and len(data) > 2:
                yield from (data[:i] + data[i + 1 :] for i in range(1, len(data)))


@pytest.mark.sampled(4)
@pytest.mark.parametrize("index", range(len(TRUE)))
def test_the_steps_of_a_true_claim_show_no_false_one(index: int) -> None:
    certificate = certificate_of(TRUE[index])
    for data in some(slips(certificate["claim"]), index, 25):
        claim = accepted({**certificate, "claim": data})
        if claim is not None:
            assert not objection(claim), claim_text(claim)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("index", range(len(TRUE)))
def test_a_corrupted_step_is_rejected_or_another_choice(index: int) -> None:
    certificate = certificate_of(TRUE[index])
    said = check(copy.deepcopy(certificate))
    for part in ("steps", "choices"):
        every = list(corruptions(certificate[part], FOREIGN))
        for forged in random.Random(index).sample(every, min(len(every), 10)):
            assert accepted({**certificate, part: forged}) in (None, said)


def fact_of(step: Any, facts: list[Fact]) -> Fact | None:
    """What a step shows, None if it is rejected."""
    try:
        kind, parts = opened(copy.deepcopy(step))
        return RULES[kind](parts, facts, Meaning(parts["q"]))
    except ValueError:  # a SigmoidSymError is one
        return None


def stated(fact: Holds | Pieced) -> Claim:
    """A relation that a step showed, as a claim."""
    domains = () if fact.where is None else (Domain(Symbol(fact.x), fact.where),)
    return Chain(sides=(fact.left, fact.right), relations=(fact.relation,), domains=domains)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("index", range(len(TRUE)))
def test_a_step_shows_nothing_false(index: int) -> None:
    """After a slip in it a step is rejected, or what it shows holds as well: that is seen at points."""
    facts: list[Fact] = []
    draw = random.Random(index)
    for step in certificate_of(TRUE[index])["steps"]:
        own = fact_of(step, facts)
        assert own is not None
        if isinstance(own, Holds | Pieced):
            assert not objection(stated(own))
            keys = ("left", "relation", "right", "where", "parts", "scale", "factors")
            parts = [key for key in keys if key in step]
            every = [{**step, key: other} for key in parts for other in corrupted(key, step[key])]
            for forged in draw.sample(every, min(len(every), 12)):
                shown = fact_of(forged, facts)
                if isinstance(shown, Holds | Pieced):
                    assert not objection(stated(shown)), claim_text(stated(shown))
        facts.append(own)


def corrupted(key: str, data: Any) -> Iterator[Any]:
    """Another value for a part of a step."""
    if key == "relation":
        yield from (relation for relation in KINDS["Relation"] if relation != data)
    elif key in ("scale", "factors"):
        yield from corruptions(data, [0, 1, -1, 2, "0", "1", "-1", "1/2", []])
    else:
        yield from slips(data)


def test_the_envelope_is_a_claim_steps_and_choices() -> None:
    certificate = certificate_of("σ' ≤ 1/4")
    said, given = certificate["claim"], certificate["steps"]
    for forged in (None, [], {}, said, [said, given], {"claim": said}, {"claim": said, "steps": given}):
        assert accepted(forged) is None
    for steps in (None, {}, "", 1, tuple(given), {"0": given[0]}, [*given, None], given[1:]):
        assert accepted({**certificate, "steps": steps}) is None
    for choices in (None, [], {"x": 1}, {"q": 0}, {"q": True}, {"rises": 1}):
        assert accepted({**certificate, "choices": choices}) is None
    for extra in ("source", "text", "Claim", ""):
        assert accepted({**certificate, extra: "σ is even"}) is None


def test_a_certificate_does_not_vouch_for_a_text() -> None:
    """The text is no part of what is claimed: it is not in the certificate, and cannot be smuggled in."""
    verdict = prove("σ' ≤ 1/4")
    assert isinstance(verdict, Proved)
    assert "σ' ≤" not in verdict.certificate
    assert check(json.loads(verdict.certificate)).source == ""
    certificate = json.loads(verdict.certificate)
    kind, domains, definitions, *rest = certificate["claim"]
    assert accepted({**certificate, "claim": [kind, domains, definitions, "σ is even", *rest]}) is None


y = Symbol("y")
MISLEADING = [
    (parity(Symbol("sigma"), "odd", domains=()), "σ is odd"),  # the identity, printed as the function
    (shape(Symbol("e") ** 2, "convex"), "e"),
    (chain(Symbol("pi"), "=", Symbol("pi")), "π"),
    (chain(Symbol("i") ** 2, "≥", 0), "i² ≥ 0"),
    (parity(s, "even", domains=(Domain(y), Domain(y, Interval(Integer(0))))), "two domains"),
    (chain(s, ">", 0, domains=(*on(0), *on(high=0))), "two domains"),
    (chain(s, ">", 0, domains=on(x)), "its own letter"),
    (chain(call("exp", 1), "<", 3, definitions=(Definition("e", None, Integer(4)),)), "e = 4"),
    (chain(call("tanh", x), "=", x, definitions=(Definition("tanh", x, x),)), "tanh(x) = x"),
    (chain(s, "=", s, definitions=(Definition("sigma", None, Integer(1)),)), "a function as a number"),
    (chain(s, ">", 0, definitions=(Definition("a", None, Integer(1)), Definition("a", None, x))), "twice"),
    (
        chain(Call("f", (x,)), "<", 1, definitions=(Definition("f", x, s), Definition("sigma", x, 2 + x**2))),
        "σ before and after it is defined",
    ),
    (chain(Symbol("a"), "=", 1, definitions=(Definition("a", None, Symbol("a") ** 0),)), "by itself"),
    (parity(call("sigma", y), "even", definitions=(Definition("y", None, Integer(2)),)), "a constant"),
    (lim(s, 0, Integer(1), definitions=(Definition("x", None, Integer(2)),)), "a variable that is 2"),
]


@pytest.mark.parametrize(("claim", "what"), MISLEADING, ids=[what for _, what in MISLEADING])
def test_a_letter_has_one_meaning(claim: Claim, what: str) -> None:
    """What is printed of these is false, or has two meanings, though the tree may hold."""
    assert not isinstance(prove(claim, hints=False), Proved)
    assert accepted({"claim": to_data(claim), "steps": [], "choices": {}}) is None


@pytest.mark.parametrize("text", ["σ(x) is symmetric about y = 0", "let y = 2; σ(y) is even", "σ(a) is even"])
def test_a_function_is_one_of_its_variable(text: str) -> None:
    """A function without its variable in it is constant, hence even; nobody means that."""
    assert not isinstance(prove(text), Proved)


def test_another_variable_than_a_reader_would_take_is_named() -> None:
    a = Symbol("a")
    assert claim_text(parity(a * x, "odd")) == "a·x is odd"
    assert claim_text(parity(x**2 * y, "even")) == "x²·y is even in x"
    odd = parity(x**2 * y, "odd")
    assert claim_text(type(odd)(odd.expression, y, odd.symmetry)) == "x²·y is odd in y"
    assert claim_text(type(odd)(a * x**2, a, odd.symmetry)) == "a·x² is odd in a"


def test_a_deep_tree_is_rejected_with_a_reason() -> None:
    certificate = certificate_of("σ' ≤ 1/4")
    node: Any = ["Symbol", "x"]
    for _ in range(10_000):
        node = ["Neg", node]
    certificate["claim"][3][1] = node
    with pytest.raises(CertificateError):
        check(certificate)


def test_integers_in_an_empty_domain() -> None:
    """There is no integer n = 1/2."""
    half = tree(1) / 2
    domain = (Domain(x, Interval(half, half, True, True), True),)
    assert not isinstance(prove(chain(D(s), "<", s, domains=domain), hints=False), Proved)
