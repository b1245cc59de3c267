"""The formal theory: complete, as strong as it says, on no more axioms than Coq's real numbers."""

import re
import subprocess
from pathlib import Path

import pytest

from sigmoid_sym.combinatorics import eulerian_row, logistic_row, stirling2_row
from sigmoid_sym.coq.checking import AXIOMS, SOURCES, THEORY, assumptions, check

EXAMPLES = sorted(Path(__file__).parent.glob("*.v"))

# Commands by which a file could claim what it does not prove.
ESCAPES = (
    r"\b(Admitted|admit|give_up|Axioms?|Parameters?|Hypothes[ie]s|Variables?|Conjectures?|Context|Unset|"
    r"bypass_check\w*)\b"
)


def source(name: str) -> str:
    return (SOURCES / f"{name}.v").read_text(encoding="utf-8")


def without_comments(text: str) -> str:
    return re.sub(r"\(\*.*?\*\)", " ", text, flags=re.DOTALL)


def imports_only_what_comes_before(name: str) -> bool:
    needed = re.findall(r"From SigmoidSym Require (?:Import )?([^.]*)\.", source(name))
    return set(" ".join(needed).split()) <= set(THEORY[: THEORY.index(name)])


def test_theory_lists_every_file_after_those_it_rests_on() -> None:
    assert sorted(THEORY) == sorted(path.stem for path in SOURCES.glob("*.v"))
    assert all(map(imports_only_what_comes_before, THEORY))


@pytest.mark.parametrize(
    "path", [*(SOURCES / f"{name}.v" for name in THEORY), *EXAMPLES], ids=lambda p: p.stem
)
def test_nothing_is_left_unproved(path: Path) -> None:
    assert not re.findall(ESCAPES, without_comments(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", THEORY)
def test_every_theorem_has_its_sentence(name: str) -> None:
    # A comment right before it, or before the theorem that it stands under.
    for block in re.split(r"\n\n+", source(name)):
        if block.startswith("Theorem "):
            before = source(name).partition(block)[0].rstrip().rsplit("\n\n", 1)[-1]
            assert before.startswith("(**"), block


@pytest.mark.coq
def test_every_theorem_rests_on_the_axioms_of_the_real_numbers_alone(coq_cache: Path) -> None:
    theorems = [
        f"{name}.{theorem}"
        for name in THEORY
        for theorem in re.findall(r"^(?:Theorem|Lemma) ([\w']+)", source(name), re.MULTILINE)
    ]
    assert len(theorems) > 50
    everything = (
        "From SigmoidSym Require {}.\nDefinition everything := ({}).\nPrint Assumptions everything.\n"
    )
    assert check(everything.format(" ".join(THEORY), ", ".join("@" + t for t in theorems))).accepted


@pytest.mark.long
@pytest.mark.coq
def test_examples_and_restated_theorems_are_accepted(coq_cache: Path) -> None:
    """In one file, for Coq takes longer to load the real numbers than to check most of these."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in EXAMPLES}
    assert all("Print Assumptions" in text for text in texts.values())
    assert check("\n".join(f"Module {name}.\n{text}\nEnd {name}.\n" for name, text in texts.items())).accepted


@pytest.mark.coq
def test_numbers_of_the_theory_are_those_of_the_package(coq_cache: Path) -> None:
    n = 9

    def goal(value: str, row: tuple[int, ...]) -> str:
        return f"Goal {value} = [{'; '.join(map(str, row))}]%Z. reflexivity. Qed.\n"

    text = (
        "From Coq Require Import ZArith List.\nFrom SigmoidSym Require Import Rows Stirling Eulerian.\n"
        "Import ListNotations.\n"
        + goal(f"map (stirling2 {n}) (seq 0 {n + 1})", stirling2_row(n))
        + goal(f"map (eulerian {n}) (seq 0 {n})", eulerian_row(n))
        + goal(f"row {n}", logistic_row(n))
        + "Definition done := tt.\nPrint Assumptions done.\n"
    )
    assert check(text).accepted


@pytest.mark.coq
@pytest.mark.slow
def test_coqchk_accepts_the_compiled_theory(coq_cache: Path) -> None:
    check("Definition done := tt.\nPrint Assumptions done.\n")  # compiles the theory
    (theory,) = (coq_cache / "sigmoid-sym" / "coq").iterdir()
    libraries = [f"SigmoidSym.{name}" for name in THEORY]
    command = ["coqchk", "-o", "-Q", str(theory), "SigmoidSym", *libraries]
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600)
    assert run.returncode == 0, run.stdout
    _, _, context = run.stdout.partition("CONTEXT SUMMARY")
    found = {title: text.split() for title, text in re.findall(r"\* (.*?):(.*?)\n *\n", context, re.DOTALL)}
    assert {
        name.removeprefix("Coq.Logic.").removeprefix("Coq.Reals.") for name in found.pop("Axioms")
    } == AXIOMS
    assert found.pop("Theory") == ["Set", "is", "predicative"]
    assert set(map(tuple, found.values())) == {("<none>",)}


def test_axioms_are_read_from_what_coq_prints() -> None:
    printed = (
        "Axioms:\nClassical_Prop.classic : forall P : Prop, P \\/ ~ P\n"
        "A.long_name\n  : forall x,\n    x = x\n"
    )
    assert assumptions(printed) == {"Classical_Prop.classic", "A.long_name"}
    assert assumptions("Closed under the global context\n") == set()
