"""What a person sees: the same in a terminal, in a file and in a pipe, and the same as in the README."""

import functools
import os
import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from terminals import COMMAND, Seen, Warm, on_screen, seen, surroundings

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")

CERTIFICATE = str(Path(__file__).parents[2] / "examples" / "certificate.json")

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
    "check": ((CERTIFICATE,), (CERTIFICATE, "--json")),
    "eval": (("1", "--at", "1/3"), ("2", "--at", "2j", "--json")),
    "zeros": (("4",), ("4", "--extrema", "--json"), ("210", "--digits", "3")),
    "derivation": ((), ("chain-rule",), ("value", "--at", "2", "--check"), ("two-forms", "--format", "html")),
    "plot": (("2",), ("1,2", "--json"), ("1", "-o", "WHERE/1.svg"), ("1", "-o", "WHERE/1.pdf")),
    "report": (("1", "-o", "WHERE/report.md"), ("1", "-o", "WHERE/report.tex", "--json")),
}
RUNS = [(name, *arguments) for name, ways in COMMANDS.items() for arguments in ways]
Where = Callable[[tuple[str, ...]], tuple[list[str], Seen]]


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory, warm: Warm) -> Where:
    """A function that puts a directory into a command, and tells what comes of it in a pipe."""
    directory = str(tmp_path_factory.mktemp("where"))

    @functools.cache
    def piped(arguments: tuple[str, ...]) -> tuple[list[str], Seen]:
        command = [part.replace("WHERE", directory) for part in arguments]
        return command, warm.seen(*command, out="pipe", err="pipe")

    return piped


TIMES = re.compile(r"""\s+\d+\.\d+ s|(?<="seconds": )[\d.e-]+|─+""")


def test_the_table_has_every_command() -> None:
    listed = re.findall(r"^    ([a-z]+)(?:  |$)", seen("--help", out="pipe").out, re.MULTILINE)
    assert set(listed) == set(COMMANDS)


@pytest.mark.sampled(2)
@pytest.mark.parametrize("arguments", RUNS, ids=" ".join)
def test_results_go_whole_to_stdout_and_progress_leaves_nothing(
    arguments: tuple[str, ...], where: Where, warm: Warm
) -> None:
    # Only what is asked for in columns depends on the terminal: nothing here is wider than 400.
    command, piped = where(arguments)
    assert piped.err == ""
    assert piped.out or "-o" in command
    assert "\x1b" not in piped.out
    wide = {"COLUMNS": "400"} if arguments[0] != "plot" else {}
    for out in ("file", "terminal"):
        told = warm.seen(*command, out=out, environment=wide)
        assert told.status == piped.status
        assert TIMES.sub("", told.out) == TIMES.sub("", piped.out)
        assert on_screen(told.err) == [""]


PLAIN = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_fresh_process_does_the_same(name: str, where: Where, warm: Warm) -> None:
    command, piped = where((name, *COMMANDS[name][0]))
    for told, fresh in (
        (piped, seen(*command, out="pipe", err="pipe")),
        (warm.seen(*command, environment=PLAIN), seen(*command, environment=PLAIN)),
    ):
        assert (told.status, on_screen(told.err)) == (fresh.status, on_screen(fresh.err))
        assert TIMES.sub("", told.out) == TIMES.sub("", fresh.out)


@pytest.mark.sampled(2)
@pytest.mark.parametrize("arguments", RUNS, ids=" ".join)
def test_what_has_no_greek_gets_words(arguments: tuple[str, ...], where: Where, warm: Warm) -> None:
    command, greek = where(arguments)
    words = warm.seen(*command, environment=PLAIN)
    assert words.status == greek.status
    assert (words.out + words.err).isascii()
    if not {"--json", "json", "html"} & set(arguments):
        assert not re.search(r"\\[uxU][0-9a-f]", words.out)


def test_columns_stand_in_ascii_too() -> None:
    told = seen("derivation", "value", "--at", "2", environment={"PYTHONIOENCODING": "ascii"}).out
    reasons = ("the definition", "rounded once, at the end")
    columns = [
        {line.index(why) for line in told.split("\n\n")[0].splitlines() if why in line} for why in reasons
    ]
    assert columns[0] == columns[1]
    assert len(columns[0]) == 1


@pytest.mark.parametrize("name", COMMANDS)
def test_narrow_and_dumb_terminals(name: str, where: Where, warm: Warm) -> None:
    command, piped = where((name, *COMMANDS[name][0]))
    for columns, around in (
        (0, {"TERM": "dumb", "NO_COLOR": "1"}),
        (1, {"TERM": "", "COLUMNS": "x", "FORCE_COLOR": "1"}),
    ):
        told = warm.seen(*command, columns=columns, environment=around)
        assert told.status == piped.status
        assert on_screen(told.err) == [""]
        assert "\x1b" not in told.out


@pytest.mark.parametrize("name", COMMANDS)
def test_streams_that_are_closed(name: str, where: Where) -> None:
    command, piped = where((name, *COMMANDS[name][0]))
    shell = f"{shlex.join([*COMMAND, *command])} <&- >&- 2>&-"
    run = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, timeout=120)
    assert (run.returncode, run.stderr) == (2 if piped.out else piped.status, "")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_disk_that_is_full_and_a_reader_that_has_gone(
    name: str, where: Where, warm: Warm, tmp_path: Path
) -> None:
    command, piped = where((name, *COMMANDS[name][0]))
    reading, writing = os.pipe()
    os.close(reading)
    statuses, complaints = [], []
    for number in (os.open("/dev/full", os.O_WRONLY), writing):
        with open(os.devnull, "rb") as nothing, open(tmp_path / "err", "wb+") as err:
            statuses.append(warm.status(tuple(command), surroundings(), nothing, number, err))
        os.close(number)
        complaints.append((tmp_path / "err").read_text(encoding="utf-8"))
    assert statuses[0] == 2
    assert statuses[1] in (piped.status, 141)
    assert complaints == ["sigmoid-sym: cannot write: No space left on device\n", ""]


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
    arguments: list[str], output: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if "--check" in arguments:
        request.getfixturevalue("coq_cache")
    printed = seen(*[str(tmp_path / word) if word.endswith(".v") else word for word in arguments])
    shown, cut, _ = output.partition("  …\n")
    ours, theirs = TIMES.sub("", printed.out), TIMES.sub("", shown)
    assert ours[: len(theirs)] == theirs
    assert cut or ours == theirs
    assert on_screen(printed.err) == [""]
