"""What a person sees: the same in a terminal, in a file and in a pipe, and the same as in the README."""

import re
import shlex
from pathlib import Path

import pytest
from terminals import on_screen, seen

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")

# Every command, in the ways that write in different places of the code; WHERE is a directory of the test.
COMMANDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "derive": (
        ("5",),
        ("12", "--format", "latex"),
        ("4", "--format", "mathml"),
        ("3", "--format", "sympy"),
        ("5", "--format", "c"),
        ("3", "--json"),
        ("n",),
    ),
    "triangle": (("6",), ("6", "--json")),
    "forms": ((), ("--json",)),
    "verify": (("3..4",), ("2", "--json")),
    "coq": (("5",), ("2", "--json"), ("2", "-o", "WHERE/two.v")),
    "prove": (
        ("σ is odd", "σ > 0"),
        ("--json", "σ(0) = 1/2"),
        ("σ' > 0", "σ' > 1", "σ' > 2", "σ' < 1", "σ' ≤ 1/4", "foo"),
        ("--coq", "σ' > 0"),
    ),
    "catalogue": (("--markdown",), ("--false",)),
    "eval": (("1", "--at", "1/3"), ("2", "--at", "2j", "--json")),
    "zeros": (("4",), ("4", "--extrema", "--json"), ("250", "--digits", "3")),
    "derivation": ((), ("chain-rule",), ("value", "--at", "2", "--check"), ("two-forms", "--format", "html")),
    "plot": (("2",), ("1,2", "--json"), ("1", "-o", "WHERE/1.svg"), ("1", "-o", "WHERE/1.pdf")),
    "report": (("1", "-o", "WHERE/report.html"), ("2", "-o", "WHERE/report.md", "--json")),
}
RUNS = [(name, *arguments) for name, ways in COMMANDS.items() for arguments in ways]
TIMES = re.compile(r"""\s+\d+\.\d+ s|(?<="seconds": )[\d.e-]+|─+""")


def test_the_table_has_every_command() -> None:
    listed = re.findall(r"^    ([a-z]+)(?:  |$)", seen("--help", out="pipe").out, re.MULTILINE)
    assert set(listed) == set(COMMANDS)


@pytest.mark.parametrize("arguments", RUNS, ids=" ".join)
def test_results_go_whole_to_stdout_and_progress_leaves_nothing(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    command = [part.replace("WHERE", str(tmp_path)) for part in arguments]
    # Only what is asked for in columns depends on the terminal: nothing here is wider than 400.
    piped = seen(*command, out="pipe", err="pipe")
    assert piped.err == ""
    assert piped.out or "-o" in command
    assert "\x1b" not in piped.out
    wide = {"COLUMNS": "400"} if arguments[0] != "plot" else {}
    for out in ("file", "terminal"):
        told = seen(*command, out=out, environment=wide)
        assert told.status == piped.status
        assert TIMES.sub("", told.out) == TIMES.sub("", piped.out)
        assert on_screen(told.err) == [""]


def consoles() -> list[object]:
    """Return the commands in the README that are followed by what they print."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        for command, output in re.findall(
            r"^\$ (?:.*&& )?sigmoid-sym (.*)\n((?:(?!\$ ).*\n)+)", block, re.MULTILINE
        ):
            marks = [pytest.mark.coq] if "--check" in command else []
            found.append(pytest.param(shlex.split(command), output, marks=marks, id=command))
    return found


def test_the_readme_shows_four_commands() -> None:
    assert len(consoles()) == 4


@pytest.mark.parametrize(("arguments", "output"), consoles())
def test_the_readme_shows_what_a_terminal_shows(
    arguments: list[str], output: str, tmp_path: Path, coq_cache: Path
) -> None:
    printed = seen(*[str(tmp_path / word) if word.endswith(".v") else word for word in arguments])
    shown, cut, _ = output.partition("  …\n")
    ours, theirs = TIMES.sub("", printed.out), TIMES.sub("", shown)
    assert ours[: len(theirs)] == theirs
    assert cut or ours == theirs
    assert on_screen(printed.err) == [""]
