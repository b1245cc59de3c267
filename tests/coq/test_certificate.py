"""Certificates say what derivative(n) says, are accepted, and a planted error is rejected."""

import random
import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sigmoid_sym import SigmoidSymError, derivative
from sigmoid_sym.coq.certificate import LARGEST_WRITTEN_OUT, certificate
from sigmoid_sym.coq.checking import check
from sigmoid_sym.errors import ArgumentTypeError
from sigmoid_sym.tree.expression import Symbol

IN_EACH_RUN = [*range(31), 50]
LARGE = [100, 200, 300]


def statement(text: str) -> tuple[int, list[int]]:
    """Read order and coefficients back from a certificate; shares nothing with its writer."""
    match = re.search(
        r"^Theorem derivative_(\d+) : forall x s : R, s = sigmoid x ->\n"
        r"  Derive_n sigmoid (\d+) x = ([^.]*)\.$",
        text,
        re.MULTILINE,
    )
    assert match
    assert match[1] == match[2]
    if match[3].startswith("fold_right"):
        assert match[3] == "fold_right (fun c value => IZR c + s * value) 0 coefficients"
        listed = re.search(r"Definition coefficients : list Z := \[([^]]*)\]%Z\.", text)
        assert listed
        return int(match[1]), [int(entry, 16) for entry in listed[1].split(";")]
    found: dict[int, int] = {}
    rest = match[3] if match[3][0] == "-" else "+ " + match[3]
    for sign, number, variable, power in re.findall(
        r"([+-]) (?:(\d+)(?: \* )?)?(?:(s)(?: \^ (\d+))?)?(?: |$)", rest
    ):
        k = int(power or 1) if variable else 0
        assert k not in found
        found[k] = int(sign + (number or "1"))
    assert "".join(re.findall(r"[-+*^s\d ]+", rest)) == rest
    return int(match[1]), [found.get(k, 0) for k in range(max(found) + 1)]


@pytest.mark.parametrize("n", [*IN_EACH_RUN, 31, *LARGE])
def test_the_statement_is_what_the_package_prints(n: int) -> None:
    text = derivative(n).coq()
    assert statement(text) == (n, [0, *derivative(n).coefficients])
    assert "Definition sigmoid (x : R) : R := 1 / (1 + exp (- x))." in text
    # Nothing before the theorem but imports, the definition of σ and the list.
    assert re.findall(r"^(\w+)\b.*", text, re.MULTILINE)[:6] == [
        *["From"] * 3,
        "Import",
        "Open",
        "Definition",
    ]


@given(
    st.integers(0, 2 * LARGEST_WRITTEN_OUT),
    st.lists(st.integers(-3, 3) | st.integers(), max_size=8),
    st.integers(1) | st.integers(max_value=-1),
)
def test_any_polynomial_is_written_as_it_is(n: int, coefficients: list[int], last: int) -> None:
    assert statement(certificate(n, [*coefficients, last])) == (n, [*coefficients, last])


def test_what_cannot_be_a_certificate_is_refused() -> None:
    assert statement(certificate(1, [Fraction(0), Fraction(1), Fraction(-1)])) == (1, [0, 1, -1])
    assert "x = 0." in certificate(1, [0, 0])
    with pytest.raises(ArgumentTypeError, match="whole numbers as coefficients, not Fraction"):
        certificate(1, [0, Fraction(1, 2)])
    with pytest.raises(ArgumentTypeError, match="a coefficient must be a whole number, not '1"):
        certificate(1, ["1. Admitted."])  # type: ignore[list-item]
    with pytest.raises(SigmoidSymError, match="n must be a whole number of at least 0"):
        certificate(-1, [0, 1])
    with pytest.raises(SigmoidSymError, match="n must be a whole number"):
        derivative(Symbol("n")).coq()


def planted(n: int) -> list[int]:
    """The coefficients with one of them off by one; which one, and which way, changes with n."""
    row = list(derivative(n).polynomial.coefficients)
    choice = random.Random(n)
    row[choice.randrange(len(row))] += choice.choice((1, -1))
    return row


def together(certificates: list[str], name: str) -> str:
    """Return one Coq file with all of them, to load the libraries once."""
    libraries, opened, _ = certificates[0].partition("Open Scope R_scope.\n")
    modules, names = [], []
    for i, text in enumerate(certificates):
        body = re.sub(r"^Print.*\n", "", text.partition(opened)[2], flags=re.MULTILINE)
        modules.append(f"Module C{i}.\n{body}\nEnd C{i}.\n")
        names.append(f"C{i}.{name}_{statement(text)[0]}")
    everything = f"Definition everything := ({', '.join(names)}).\nPrint Assumptions everything.\n"
    return libraries + opened + "".join(modules) + everything


@pytest.mark.coq
def test_certificates_are_accepted(coq_cache: Path) -> None:
    assert check(together([derivative(n).coq() for n in IN_EACH_RUN], "derivative")).accepted


@pytest.mark.coq
def test_planted_errors_are_rejected(coq_cache: Path) -> None:
    def failing(text: str) -> str:
        proof = re.compile(r"Proof\. (Certificate\.by_\w+ .*) Qed\.")
        assert len(proof.findall(text)) == 1
        return proof.sub(r"Proof. Fail \1 Abort.", text)

    wrong = [failing(certificate(n, planted(n))) for n in IN_EACH_RUN]
    assert check(together(wrong, "ex_derivative")).accepted  # each proof failed, as it says
    right = failing(derivative(4).coq())
    with pytest.raises(SigmoidSymError, match="The command has not failed"):
        check(together([right], "ex_derivative"))


@pytest.mark.coq
@pytest.mark.parametrize("n", [5, 50])
def test_a_planted_error_is_rejected_by_itself(coq_cache: Path, n: int) -> None:
    assert not check(certificate(n, planted(n))).accepted


@pytest.mark.coq
@pytest.mark.parametrize(
    ("n", "coefficients"),
    [(2, []), (40, [0, 1]), (40, [*derivative(40).polynomial.coefficients, 0])],
)
def test_wrong_degrees_are_rejected(coq_cache: Path, n: int, coefficients: list[int]) -> None:
    assert not check(certificate(n, coefficients)).accepted


@pytest.mark.coq
@pytest.mark.slow
@pytest.mark.parametrize("n", [*IN_EACH_RUN, *LARGE])
def test_each_certificate_and_each_planted_error_by_itself(coq_cache: Path, n: int) -> None:
    right, wrong = check(derivative(n).coq()), check(certificate(n, planted(n)))
    print(f"n = {n}: accepted in {right.seconds:.1f} s, error rejected in {wrong.seconds:.1f} s")
    assert (right.accepted, wrong.accepted) == (True, False)
