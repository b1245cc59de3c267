"""Proved claims are accepted by Coq as the statements they are; altered statements are not."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from claims import PROVED, TABLE
from conftest import Sample
from trees import D, chain, s, x

from sigmoid_sym import Claim, Proved, SigmoidSymError, prove
from sigmoid_sym.coq.checking import check
from sigmoid_sym.coq.export import exported
from sigmoid_sym.coq.theorems import THEOREMS
from sigmoid_sym.decision.catalogue import IDENTITIES
from sigmoid_sym.language.reader import parse_claim
from sigmoid_sym.tree.expression import Integer, call

# What is about sums to n.
NOT_EXPORTED = {
    "stirling-alternating",
    "row-sum",
    "eulerian-row-sum",
}
_THEOREM = re.compile(r"Theorem claim_\d+ : (.*?)\.\nProof\.\n(.*?)\nQed\.", re.DOTALL)


def theorem(claim: str) -> str:
    verdict = prove(claim)
    assert isinstance(verdict, Proved), str(verdict)
    return verdict.coq()


def statements(source: str) -> list[str]:
    return [" ".join(statement.split()) for statement, _ in _THEOREM.findall(source)]


def together(sources: list[str]) -> str:
    """Return one file with the theorems of several, each once."""
    found = list(dict.fromkeys(pair for source in sources for pair in _THEOREM.findall(source)))
    head = sources[0].partition("Theorem ")[0].partition("*)")[2]
    theorems = [f"Theorem t{i} : {says}.\nProof.\n{proof}\nQed." for i, (says, proof) in enumerate(found)]
    every = ", ".join(f"t{i}" for i, _ in enumerate(found))
    return "\n".join([head, *theorems, f"Definition every := ({every}).\nPrint Assumptions every."])


def exports(claims: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the files of those that are exported, and the claims that are not."""
    sources, refused = [], []
    for claim in claims:
        try:
            sources.append(theorem(claim))
        except SigmoidSymError:
            refused.append(claim)
    return sources, refused


# Each shape of statement and of proof that the catalogue has not.
MORE = [
    "|σ''| < 1/8",
    "σ''' ≥ -1/8",
    "σ^(5) ≤ 1/4",
    "σ^(12)(-x) = -σ^(12)(x)",
    "σ'' < 1/9",
    "σ''(x) < 0 for x > 0",
    "σ(x) ≥ 1/2 for x ≥ 0",
    "σ(x) ≤ 1/2 for x ≤ 0",
    "σ(x) < 1/2 for x < -1/3",
    "σ' < 1/4 for x > 0",
    "x·σ'(x) > 0 for x > 0",
    "x·σ'(x) < 0 for x < 0",
    "tanh(x/2) > 0 for x > 0",
    "σ(x) ≠ 0",
    "σ(x) ≠ 1",
    "σ(x) ∈ (0, 1)",
    "σ'(x) ∈ (0, 1/4]",
    "σ(1) = e/(1+e)",
    "tanh(1/2) = 2σ(1) - 1",
    "σ(2x/3) = σ(x/3)^2/(σ(x/3)^2 + (1-σ(x/3))^2)",
    "σ' is decreasing for x > 1",
    "σ' is increasing for x < 0",
    "-σ is monotone",
    "σ is strictly monotone",
    "softplus is strictly convex",
    "log(σ(x)) is strictly concave",
    "σ is strictly convex for x < -1",
    "σ' is strictly increasing for x < 0",
    "d/dt σ(k t) = k σ(k t)(1 - σ(k t))",
    "d²/dx² (a σ(b x)) = a b^2 σ(b x)(1 - σ(b x))(1 - 2σ(b x))",
    "d/dx (x^2 σ(3x)) = 2x σ(3x) + 3x^2 σ(3x)(1-σ(3x))",
    "d/dx log(1-σ(x)) = -σ(x)",
    "d²/dx² (e^x/(1+e^x)) = σ''(x)",
    "softplus''(x) = σ(x)(1-σ(x))",
    "tanh'''(x) = 16σ'''(2x)",
    "SiLU^{(6)}(x) = x σ^{(6)}(x) + 6 σ^{(5)}(x)",
    "Σ(k=1..3, σ(x)^k) = σ(x) + σ(x)^2 + σ(x)^3",
    "0 < σ(x)^2 < σ(x) < 1",
    # conditions as hypotheses
    "1/x · x = 1",
    "coth(x) tanh(x) = 1",
    "let y(x) = 1/(1 - e^(-x)); y' = y(1-y)",
    "logit''(p) = (2p-1)/(p(1-p))^2",
    "log(x^2) = 2 log(x)",
    # several exponentials, logarithms, powers of e
    "e^(x+y) = e^x e^y",
    "σ(x+1) = e σ(x)/(1 + (e-1) σ(x))",
    "log(e^x) = x",
    "log(8) = 3 log(2)",
    "σ(2 log(3)) = 9/10",
    "d/dx (σ'(x)) = σ''(x)",
    # x and e^x
    "e^x ≥ 1 + x",
    "σ(x) ≤ 1/2 + x/4 for x ≥ 0",
    "tanh(x) ≤ x for x ≥ 0",
    "x·σ(x) > -0.2785",
    "x σ''(x) ≤ 0",
    "softplus(x) ≥ x",
    "log(x) < x for x ≥ 1",
    "-x σ(x) < 0.2785 for x < 0",
    # numbers
    "σ(1) > 1/2",
    "σ(0) ≥ 1/2",
    "σ'(0) ≤ 1/4",
    "x/x ≥ 1",
    "σ'(2) ≈ 0.1050",
    "σ'(0) ≈ 0.25",
    # values, zeros, limits
    "σ^(4) is bounded",
    "the maximum of σ'(x) is 1/4 at x = 0 for -1 < x < 1",
    "the minimum of e^x - x is 1",
    "σ^(4) has exactly 3 zeros",
    "σ^(4) has exactly 2 zeros for x ≥ 0",
    "x(e^x - 2) has exactly 2 zeros",
    "σ has exactly 0 zeros",
    "the range of tanh is (-1, 1)",
    "the range of σ(y) is (0, 1)",
    "the range of σ(x) is (1/2, 1) for x > 0",
    "the range of e^x - x is [1, ∞)",
    "lim_{x→0} σ(x) = 1/2",
    "lim_{x→-∞} x σ(x) = 0",
    "lim_{x→∞} x σ(x) = ∞",
    "lim_{x→-∞} 3 x σ(-x)/(2x+1) = 3/2",
]


@pytest.mark.long
def test_the_readme_says_how_many_are_exported() -> None:
    proved = [claim for claim, verdict in TABLE if verdict == PROVED]
    catalogue, _ = exports(entry.text for entry in IDENTITIES)
    table, _ = exports(proved)
    said = " ".join((Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8").split())
    assert f"Of the {len(IDENTITIES)} identities of the catalogue {len(catalogue)} are" in said
    assert (
        f"of the {len(proved)} true claims of [`benchmarks/claims.txt`](benchmarks/claims.txt) {len(table)},"
        in said
    )


@pytest.mark.coq
def test_coq_accepts_whatever_is_exported(coq_cache: Path, sample: Sample) -> None:
    """In one file, for the claims have theorems in common."""
    identifiers = {entry.text: entry.identifier for entry in IDENTITIES}
    catalogue, refused = exports(identifiers)
    assert {identifiers[claim] for claim in refused} == NOT_EXPORTED
    proved = sample([claim for claim, verdict in TABLE if verdict == PROVED], 4)
    table, _ = exports(proved)
    assert len(table) > 0.84 * len(proved)
    more, refused = exports(MORE)
    assert not refused
    assert check(together([*catalogue, *table, *more]), timeout=3000).accepted


@pytest.mark.sampled(3)
@pytest.mark.coq
@pytest.mark.parametrize(
    ("claim", "said", "altered"),
    [
        ("σ'' = σ'(1-2σ)", "1 - 2 * sigmoid x", "1 - 3 * sigmoid x"),
        ("tanh(x/2) = 2σ(x) - 1", "tanh (x / 2)", "tanh x"),
        ("σ' ≤ 1/4", "<= 1 / 4", "<= 1 / 5"),
        ("σ > 0", "sigmoid x > 0", "sigmoid x > 1 / 9"),
        ("σ''(x) < 0 for x > 0", "Derive_n sigmoid 2", "Derive_n sigmoid 3"),
        ("d/dx (x σ(x)) = σ(x) + x σ'(x)", "= sigmoid x + x", "= sigmoid x - x"),
    ],
)
def test_coq_rejects_an_altered_statement(coq_cache: Path, claim: str, said: str, altered: str) -> None:
    source = theorem(claim)
    head, proof, rest = source.partition("Proof.")
    assert head.count(said) == 1
    assert not check(head.replace(said, altered) + proof + rest).accepted


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (
            "let w = σ(x)(1-σ(x)); σ'(x) = w",
            ["forall x : R, Derive_n sigmoid 1 x = sigmoid x * (1 - sigmoid x)"],
        ),
        (
            "0 < σ' ≤ 1/4",
            ["forall x : R, 0 < Derive_n sigmoid 1 x", "forall x : R, Derive_n sigmoid 1 x <= 1 / 4"],
        ),
        (
            "|σ''| ≤ 1",
            ["forall x : R, Derive_n sigmoid 2 x <= 1", "forall x : R, Derive_n sigmoid 2 x >= - 1"],
        ),
        ("σ'(-x) = σ'(x)", ["forall x : R, Derive_n sigmoid 1 (- x) = Derive_n sigmoid 1 x"]),
        ("σ' is even", ["forall x : R, Derive_n sigmoid 1 (- x) = Derive_n sigmoid 1 x"]),
        ("σ - 1/2 is odd", ["forall x : R, sigmoid (- x) - 1 / 2 = - (sigmoid x - 1 / 2)"]),
        ("σ(x) > 1/2 for 0 < x ≤ 3", ["forall x : R, 0 < x -> x <= 3 -> sigmoid x > 1 / 2"]),
        ("let a = 1/2; σ > a for x > 0", ["forall x : R, 0 < x -> sigmoid x > 1 / 2"]),
        (
            "the range of σ(y) is (1/2, 1) for y > 0",
            [
                "forall y : R, 0 < y -> sigmoid y > 1 / 2",
                "forall y : R, 0 < y -> sigmoid y < 1",
                "forall v : R, 1 / 2 < v -> v < 1 -> exists y : R, 0 < y /\\ sigmoid y = v",
            ],
        ),
        (
            "x^2 - 1 has exactly 2 zeros",
            [
                "exists z_1 z_2 : R, z_1 < z_2 /\\ z_1 ^ 2 - 1 = 0 /\\ z_2 ^ 2 - 1 = 0 /\\ "
                "forall x : R, x ^ 2 - 1 = 0 -> x = z_1 \\/ x = z_2"
            ],
        ),
        (
            "z - 1 has exactly 1 zero",
            ["exists w_1 : R, w_1 - 1 = 0 /\\ forall z : R, z - 1 = 0 -> z = w_1"],
        ),
        ("lim_{x→-∞} x σ(x) = 0", ["is_lim (fun x => x * sigmoid x) m_infty 0"]),
        ("1/x · x = 1", ["forall x : R, x <> 0 -> 1 / x * x = 1"]),
        (
            "σ'(2) ≈ 0.1050",
            [
                "Derive_n sigmoid 1 2 - 1050 / 10000 <= 1 / 20000",
                "Derive_n sigmoid 1 2 - 1050 / 10000 >= - (1 / 20000)",
            ],
        ),
        ("let a = 0; σ > 1/2 for x > a", ["forall x : R, 0 < x -> sigmoid x > 1 / 2"]),
        ("σ'''(0) = -1/8", ["Derive_n sigmoid 3 0 = - (1 / 8)"]),
        (
            "the maximum of σ' is 1/4 at x = 0",
            ["Derive_n sigmoid 1 0 = 1 / 4", "forall x : R, Derive_n sigmoid 1 x <= 1 / 4"],
        ),
        (
            "σ' is decreasing for x > 0",
            [
                "let f := (fun x => Derive_n sigmoid 1 x) in "
                "forall x y : R, 0 < x -> 0 < y -> x <= y -> f y <= f x"
            ],
        ),
        ("σ is strictly increasing", ["let f := sigmoid in forall x y : R, x < y -> f x < f y"]),
        (
            "σ is monotone",
            [
                "let f := sigmoid in (forall x y : R, x <= y -> f x <= f y) \\/ "
                "(forall x y : R, x <= y -> f y <= f x)"
            ],
        ),
        (
            "softplus is strictly convex",
            [
                "let f := softplus in forall x y t : R, x <> y -> 0 < t < 1 -> "
                "f (t * x + (1 - t) * y) < t * f x + (1 - t) * f y"
            ],
        ),
        (
            "σ is convex for x < 0",
            [
                "let f := sigmoid in forall x y t : R, x < 0 -> y < 0 -> 0 <= t <= 1 -> "
                "f (t * x + (1 - t) * y) <= t * f x + (1 - t) * f y"
            ],
        ),
    ],
)
def test_the_statement_is_the_claim(claim: str, expected: list[str]) -> None:
    stated = statements(theorem(claim))
    assert [statement for statement in stated if "ex_derive_n" not in statement] == expected


def test_derivatives_are_said_to_exist_up_to_their_order() -> None:
    # In Coq what is not differentiable has derivatives too: they are numbers that say nothing.
    assert statements(theorem("σ'''(x) = σ'(x)(1 - 6σ'(x))"))[1:] == [
        "forall (order : nat) (point : R), (order <= 3)%nat -> ex_derive_n sigmoid order point"
    ]
    assert statements(theorem("d/dx σ(k x + b) = k σ(k x + b) (1 - σ(k x + b))"))[1:] == [
        "forall b k : R, forall (order : nat) (point : R), (order <= 1)%nat -> "
        "ex_derive_n (fun x => sigmoid (k * x + b)) order point"
    ]
    assert statements(theorem("σ(-x) = 1 - σ(x)"))[1:] == []


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("lim_{x→0} (e^x - 1)/x = 1", "a limit where a function has no value"),
        ("lim_{x→0^{+}} 1/x = ∞", "limits from one side"),
        ("σ^(30)(-x) = -σ^(30)(x)", "up to the order 24"),
        ("d^5/dx^5 (σ(2x)) = 32 σ^{(5)}(2x)", "up to the order 4"),
        ("σ' is increasing for x ≤ 0", "open intervals"),
        ("1/(1 - e^(-x)) is decreasing for x > 0", "no value somewhere"),
        ("σ(x) > 2/3 for x > log(2)", "an interval that ends at ln 2"),
        ("σ(x) ∈ (-∞, ∞)", "real numbers"),
        ("2^(2n) = 4^n for n ≥ 1", "whole numbers"),
        ("sqrt(4) σ(0) = 1", "sqrt"),
        ("relu(x) ≥ x", "kinks"),
        ("relu is increasing", "kinks"),
        ("relu(x) ≥ 0", "kinks"),
    ],
)
def test_what_is_not_exported_says_so(claim: str, reason: str) -> None:
    verdict = prove(claim)
    assert isinstance(verdict, Proved), str(verdict)
    with pytest.raises(SigmoidSymError, match=re.escape(reason)):
        verdict.coq()


FALSE_ORDERS = [
    chain(D(s), ">", 1),
    chain(s, "<", 0),
    chain(D(s, 2), "≥", 0),
    chain(x, ">", 0),
    chain(call("exp", x), ">", 1 + x),
    chain(call("tanh", x), "≤", x),
    chain(call("softplus", x), "<", x),
    chain(call("sigma", Integer(1)), "<", Integer(1) / 2),
]


@pytest.mark.parametrize("claim", FALSE_ORDERS)
def test_no_proof_is_written_for_a_false_order(claim: Claim) -> None:
    with pytest.raises(SigmoidSymError, match="no proof of this"):
        exported(claim, {})


def rejected(source: str) -> bool:
    """Whether Coq refuses a file, be it by the words of a tactic."""
    try:
        return not check(source).accepted
    except SigmoidSymError as error:
        return "failed on the certificate" in str(error)


@pytest.mark.coq
@pytest.mark.parametrize(
    "claim",
    [
        "σ' = σ(1-2σ)",
        "coth(x) tanh(x) = 2",
        "e^(x+y) = e^x + e^y",
        "log(x^2) = 3 log(x)",
        "lim_{x→∞} σ(x) = 1/2",
        "lim_{x→0} σ(x) = 1",
        "the maximum of σ' is 1/4 at x = 1",
    ],
)
def test_coq_rejects_what_is_written_for_a_false_claim(coq_cache: Path, claim: str) -> None:
    assert rejected(exported(parse_claim(claim), {}))


@pytest.mark.coq
@pytest.mark.parametrize(
    ("claim", "said", "altered"),
    [
        ("e^x ≥ 1 + x", "1 + x", "1 + 2 * x"),
        ("e^x ≥ 1 + x", ">=", ">"),
        ("x·σ(x) > -0.2785", "2785", "2784"),
        ("σ(x) ≤ 1/2 + x/4 for x ≥ 0", "0 <= x -> ", ""),
        ("σ'(2) ≈ 0.1050", "1050", "1051"),
        ("σ^(4) has exactly 3 zeros", "Derive_n sigmoid 4 z_1 = 0", "Derive_n sigmoid 4 z_1 = 1"),
        ("σ has exactly 0 zeros", "sigmoid x <> 0", "sigmoid x <> 1 / 2"),
        ("the range of e^x - x is [1, ∞)", "1 <= y", "0 <= y"),
        ("lim_{x→-∞} x σ(x) = 0", "m_infty", "p_infty"),
        ("lim_{x→∞} x σ(x) = ∞", "p_infty p_infty", "p_infty m_infty"),
        ("coth(x) tanh(x) = 1", "<> 0 ->", "<> 1 ->"),
    ],
)
def test_coq_rejects_an_altered_statement_of_each_kind(
    coq_cache: Path, claim: str, said: str, altered: str
) -> None:
    source = theorem(claim)
    place = next(says for says, _ in _THEOREM.findall(source) if said in " ".join(says.split()))
    assert rejected(source.replace(place, " ".join(place.split()).replace(said, altered, 1)))


def test_the_catalogue_names_every_theorem() -> None:
    named = {entry.theorem: entry for entry in IDENTITIES if entry.theorem}
    assert named.keys() == THEOREMS.keys()
    for name, entry in named.items():
        expected = [" ".join(statement.split()) for statement, _ in THEOREMS[name]]
        assert statements(theorem(entry.text)) == expected
        # What is proved by one theorem of the theory has its name.
        assert set(re.findall(r"\Aexact ([\w']+)\.\Z", THEOREMS[name][0][1])) <= {name}
