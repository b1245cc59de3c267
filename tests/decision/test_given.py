"""What stands before a claim: definitions and where letters lie; and texts that only define."""

import json

import pytest

from sigmoid_sym import Defined, NotUnderstood, Proved, Refuted, prove
from sigmoid_sym.errors import ArgumentTypeError, DefinitionError, SigmoidSymError
from sigmoid_sym.language.reader import parse, parse_claim
from tests.cli.test_commands import inside


@pytest.mark.parametrize(
    ("claim", "given", "kind"),
    [
        ("1/u = σ(x)", ["u = 1 + e^{-x}"], Proved),
        (r"\frac{1}{u} = \sigma(x)", ["u = 1 + e^(-x)"], Proved),
        ("u = σ(x)", ["u = 1 + e^{-x}"], Refuted),
        ("f'(0) = 1/4", ["f(t) = 1/(1 + e^(-t))"], Proved),
        ("1/u = σ(x)", ["v = e^{-x}", "u = 1 + v"], Proved),
        ("1/u = σ(x)", ["u = 1 + v", "v = e^{-x}"], Proved),
        ("1/u = σ(x)", ["u = 1 + v"], NotUnderstood),
        ("e^p > 1", ["p > 0"], Proved),
        ("e^p > 1", ["p > -1"], Refuted),
        ("e^p > 1", [], Refuted),
        ("σ > 0", ["q +"], NotUnderstood),
        ("u = 1 + e^{-x}", [], Defined),
        ("let f(x) = x^2", [], Defined),
        (r"\hat y := \sigma(x)", [], Defined),
        ("σ(x) = 1/(1 + e^{-x})", [], Proved),
        ("k > 0", [], NotUnderstood),
    ],
)
def test_verdicts(claim: str, given: list[str], kind: type) -> None:
    verdict = prove(claim, given=given)
    assert isinstance(verdict, kind), str(verdict)
    if given and kind is not NotUnderstood:
        written_out = "".join(f"let {text}; " for text in given) + claim
        assert prove(written_out).name == verdict.name


def test_places_are_those_of_the_claim() -> None:
    verdict = prove("σ(x) > q", given=["u = 1", "v = 2"])
    assert isinstance(verdict, NotUnderstood)
    assert verdict.position == (1, 8)
    verdict = prove("σ > 0", given=["u = 1", "q +"])
    assert isinstance(verdict, NotUnderstood)
    assert (verdict.reason, verdict.position) == ("given 'q +': the text ends too early", None)


@pytest.mark.parametrize("given", ["u = 1", [1], [None]])
def test_what_is_given_is_a_list_of_texts(given: object) -> None:
    with pytest.raises(ArgumentTypeError, match="given is a list of texts"):
        prove("σ > 0", given=given)  # type: ignore[arg-type]


@pytest.mark.parametrize("given", [[""], ["u = 1", " \n"]])
def test_an_empty_text_gives_nothing(given: list[str]) -> None:
    with pytest.raises(SigmoidSymError, match="given must be definitions or domains, not an empty text"):
        prove("σ > 0", given=given)


def test_a_claim_that_is_no_text_says_all_itself() -> None:
    with pytest.raises(ArgumentTypeError, match="given is for a claim that is text"):
        prove(parse_claim("σ > 0"), given=["u = 1"])


def test_a_definition_is_no_claim_and_no_formula() -> None:
    with pytest.raises(DefinitionError, match="this says what u is"):
        parse("u = 1 + e^{-x}")
    verdict = prove("u = 1 + e^{-x}")
    assert json.loads(verdict.to_json()) == {"verdict": "a definition", "reason": "this says what u is"}


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = inside(capsys, "prove", "--given", "u = 1 + e^{-x}", "--given", "v = 1/u", "v = σ(x)")
    assert (status, out.splitlines()[0]) == (0, "proved")
    status, out, _ = inside(capsys, "prove", "u = 1 + e^{-x}")
    assert (status, out) == (0, "a definition: nothing to check; this says what u is\n")
    status, out, _ = inside(capsys, "prove", "u = 1 + e^{-x}", "σ > 0", "σ > 1")
    assert status == 1
    assert out.endswith("3 claims: 1 proved, 1 refuted, 0 not understood, 1 a definition\n")
