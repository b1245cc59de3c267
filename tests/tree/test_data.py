"""Expressions and claims as JSON data: written and read back they are the same, and nothing else is read."""

import json

import pytest
from hypothesis import given
from strategies import formulas
from trees import chain, s, x

from sigmoid_sym.errors import ArgumentTypeError, SigmoidSymError
from sigmoid_sym.tree.claim import Chain, Claim, Definition, Relation
from sigmoid_sym.tree.data import from_data, to_data
from sigmoid_sym.tree.expression import Call, Decimal, Expression, Integer, Symbol


@given(formulas)
def test_trees_are_read_back(node: Expression) -> None:
    assert from_data(json.loads(json.dumps(to_data(node))), Expression) == node


def test_the_text_of_a_claim_is_no_part_of_it() -> None:
    claim, other = chain(s, ">", 0, source="σ > 0"), chain(s, ">", 0, source="σ is even")
    assert claim == other
    assert hash(claim) == hash(other)
    assert to_data(claim) == to_data(other)
    assert from_data(to_data(claim)).source == ""


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (["Neg", ["Trend", "increasing"]], "Neg.operand must be of the kind Expression, not Trend"),
        (["Neg", 1], "Neg.operand must be of the kind Expression, not 1"),
        (["Integer", True], "Integer.value must be of the kind int, not True"),
        (["Integer", 1.0], "Integer.value must be of the kind int, not 1.0"),
        (["Integer", 10**4300], "more than 4300 digits"),
        (["Symbol", "σ"], "Symbol.name is 'sigma', not 'σ'"),
        (["Symbol", ["Symbol", "x"]], "Symbol.name must be of the kind str, not Symbol"),
        (["Call", "σ", ["tuple", ["Symbol", "x"]]], "Call.function is 'sigma', not 'σ'"),
        (["Call", "exp", [["Symbol", "x"]]], "Call.arguments must be a tuple"),
        (["Add", ["tuple", ["Symbol", "x"]]], "a sum has two terms or more"),
        (["Mul", ["tuple"]], "a product has two factors or more"),
        (["Decimal", 1, 10**9], "at most 4300 places"),
        (
            ["At", ["Symbol", "x"], ["Neg", ["Symbol", "x"]], ["Integer", 1]],
            "At.variable must be of the kind",
        ),
        (["Neg"], "Neg has 1 fields, not 0"),
        (["Trend", "upward"], "must be of the kind"),
        (["Claim", ["tuple"], ["tuple"]], "must be of the kind"),
        (Symbol("x"), "must be of the kind"),
        ("x", "must be of the kind"),
        (None, "must be of the kind"),
    ],
)
def test_what_is_no_tree_is_refused(data: object, reason: str) -> None:
    with pytest.raises(SigmoidSymError, match=reason):
        from_data(data)


@pytest.mark.parametrize(
    "relation", [["Relation", "~"], ["Relation", "<", "<"], "<", ["Relation"], ["Trend", "even"]]
)
def test_a_relation_is_one_of_those_there_are(relation: object) -> None:
    kind, domains, definitions, sides, _ = to_data(chain(s, ">", 0))
    with pytest.raises(SigmoidSymError):
        from_data([kind, domains, definitions, sides, ["tuple", relation]], Claim)


def test_a_chain_has_one_relation_less_than_sides() -> None:
    for sides, relations in (((s,), ()), ((s, x), ()), ((s, x), (Relation.LT, Relation.LT)), ((), ())):
        with pytest.raises(SigmoidSymError, match="between two sides"):
            from_data(to_data(Chain(sides, relations)), Claim)


@pytest.mark.parametrize("value", [True, 1.0, "1", None])
def test_a_number_is_of_an_int(value: object) -> None:
    for build in (lambda: Integer(value), lambda: Decimal(value, 1), lambda: Decimal(1, value)):  # type: ignore[arg-type]
        with pytest.raises(ArgumentTypeError):
            build()
    with pytest.raises(SigmoidSymError):
        Decimal(1, -1)


def test_a_name_has_one_spelling() -> None:
    assert Call("σ", (x,)) == Call("sigma", (x,))
    assert Definition("σ", x, s) == Definition("sigma", x, s)
