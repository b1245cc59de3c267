"""`sigmoid-sym prove` as its users see it."""

import io
import json
import subprocess
from pathlib import Path

import pytest
from terminals import COMMAND, Warm, seen

from sigmoid_sym import prove
from tests.cli.test_commands import inside, run
from tests.decision.test_decide import HOSTILE


@pytest.mark.parametrize(
    ("claim", "status", "first"),
    [
        ("σ' = σ(1-σ)", 0, "proved"),
        (r"0 < \sigma'(x) < \frac14", 1, "refuted"),
        ("σ(q) > 0", 3, "not understood at line 1, column 3: unknown letter q"),
        ("σ(x)", 3, "not understood: nothing is claimed"),
    ],
)
def test_the_exit_status_is_the_verdict(
    capsys: pytest.CaptureFixture[str], claim: str, status: int, first: str
) -> None:
    code, out, err = inside(capsys, "prove", claim)
    assert (code, err) == (status, "")
    assert out.startswith(first)


def test_hints_can_be_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert "It holds with ≤ for <." in inside(capsys, "prove", "σ' < 1/4")[1]
    assert "It holds" not in inside(capsys, "prove", "--no-hints", "σ' < 1/4")[1]


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = inside(capsys, "prove", "--json", "σ is even")
    found = json.loads(out)
    assert (status, found["verdict"], found["claim"]) == (1, "refuted", "σ is even")
    status, out, _ = inside(capsys, "prove", "--json", "σ is increasing", "σ(0) = 1/2")
    assert [row["verdict"] for row in json.loads(out)] == ["proved", "proved"]


def test_many_claims_come_from_stdin(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "# a comment\nσ(0) = 1/2\n\nσ' = σ\nfoo = 1\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    status, out, _ = inside(capsys, "prove")
    assert status == 1  # refuted weighs more than not understood
    assert out.splitlines()[-1] == "3 claims: 1 proved, 1 refuted, 1 not understood"
    monkeypatch.setattr("sys.stdin", io.StringIO("σ(0) = 1/2\nfoo = 1\n"))
    assert inside(capsys, "prove", "-")[0] == 3
    for nothing in ("", "\n  \n", "# a comment\n", "  # one\n\t# two"):
        monkeypatch.setattr("sys.stdin", io.StringIO(nothing))
        complaint = "sigmoid-sym: there is no claim on stdin; give one a line, or as an argument\n"
        assert inside(capsys, "prove", "--json") == (2, "", complaint)


@pytest.mark.parametrize(
    ("line", "claim"),
    [
        ("σ(0) = 1/2 # a half", "σ(0) = 1/2"),
        ("σ(0) = 1/2\t#", "σ(0) = 1/2"),
        ("σ(0) = 1/2 # one # two", "σ(0) = 1/2"),
        ("σ(0) = 1/2#", "σ(0) = 1/2#"),
        (r"\#(0) = 1/2", r"\#(0) = 1/2"),
    ],
)
def test_a_comment_begins_at_the_start_or_after_a_blank(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, line: str, claim: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{line}\n# nothing else"))
    status, out, _ = inside(capsys, "prove", "--json")
    assert [told["claim"] for told in json.loads(out)] == [claim]
    assert status == (3 if "#" in claim else 0)


@pytest.mark.parametrize("claims", [("σ(0) = 1/2", "-"), ("-", "σ(0) = 1/2"), ("-", "-")])
def test_stdin_is_read_alone(capsys: pytest.CaptureFixture[str], claims: tuple[str, ...]) -> None:
    status, out, err = inside(capsys, "prove", *claims)
    assert (status, out) == (2, "")
    assert "- reads claims from stdin, and stands alone" in err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_unicode_encoding_with_its_mark(encoding: str, newline: str, warm: Warm) -> None:
    source = newline.join(["# what Notepad and PowerShell write", "σ(0) = 1/2", "", "σ' ≤ 1/4", ""])
    mark = "\ufeff" if encoding.endswith("e") else ""
    told = warm.seen("prove", "-", out="pipe", err="pipe", stdin=(mark + source).encode(encoding))
    assert (told.status, told.err) == (0, "")
    assert told.out.endswith("2 claims: 2 proved, 0 refuted, 0 not understood\n")


def test_files_joined_together_have_marks_inside(warm: Warm) -> None:
    joined = "\ufeffσ(0) = 1/2\n\ufeff# and more\n\ufeffσ > 0\n".encode()
    assert "2 claims: 2 proved" in warm.seen("prove", out="pipe", err="pipe", stdin=joined).out


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("σ > 0\n".encode("utf-16-le"), "stdin is not text, or it is UTF-16 without a byte order mark"),
        (b"\xff\xfe\x00\xd8\x41\x00", "stdin is not text in utf-16, as it begins"),
        (b"\x9d > 0\n", "stdin is not text in utf-8, the encoding that is set"),
        (b"x" * 10_000_001, "more than 10000000 bytes on stdin"),
    ],
    ids=["no mark", "half a character", "another encoding", "too long"],
)
@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
def test_what_is_no_text_is_refused(content: bytes, says: str, locale: str) -> None:
    told = seen("prove", "-", out="pipe", err="pipe", stdin=content, environment={"LC_ALL": locale})
    assert (told.status, told.out) == (2, "")
    assert says in told.err
    assert told.err.count("\n") == 1


@pytest.mark.parametrize("redirected", ["<&-", "< /dev/null", "0> /dev/null"])
def test_stdin_that_cannot_be_read(redirected: str) -> None:
    run = subprocess.run(
        ["bash", "-c", f"{' '.join(COMMAND)} prove - {redirected}"], capture_output=True, text=True
    )
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (2, "", 1)
    assert "stdin" in run.stderr


def test_bytes_that_are_no_text_in_an_argument() -> None:
    told = subprocess.run([*COMMAND, "prove", b"\xff > 0"], capture_output=True, text=True)
    assert told.returncode == 3
    assert "Traceback" not in told.stdout + told.stderr


def test_stdin_in_another_encoding(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("σ > 0".encode()), encoding="ascii"))
    status, out, err = inside(capsys, "prove")
    assert (status, out) == (2, "")
    assert err == "sigmoid-sym: stdin is not text in ascii, the encoding that is set\n"


def test_a_claim_may_begin_with_a_minus_sign(capsys: pytest.CaptureFixture[str]) -> None:
    assert inside(capsys, "prove", "-σ(x)<0")[0] == 0
    assert inside(capsys, "prove", "-x<1")[0] == 1


def test_a_terminal_without_greek() -> None:
    result = run("prove", "sigma is even", encoding="ascii")
    assert result.returncode == 1
    assert result.stdout.startswith("refuted")


def test_bad_usage() -> None:
    assert run("prove", "--what").returncode == 2


def test_hostile_text(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(HOSTILE[:13])))
    status, out, _ = inside(capsys, "prove", "--no-hints")
    assert status == 3
    assert "0 proved" in out
    assert "\x1b" not in out


def test_a_proved_claim_is_written_for_coq(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, out, _ = inside(capsys, "prove", "--coq", "σ' ≤ 1/4")
    assert (status, out) == (0, prove("σ' ≤ 1/4").coq())  # type: ignore[union-attr]
    assert out.isascii()
    file = tmp_path / "claim.v"
    assert inside(capsys, "prove", "σ' ≤ 1/4", "--coq", "-o", str(file)) == (0, "", "")
    assert file.read_text(encoding="utf-8") == out
    status, found, _ = inside(capsys, "prove", "σ' ≤ 1/4", "--coq", "--json")
    assert json.loads(found) == {"claim": "σ' ≤ 1/4", "verdict": "proved", "theorem": out}


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["--coq", "σ' < 1/4"], 1, "refuted"),
        (["--coq", "foo"], 3, "not understood"),
        (["--coq", "f(x) = 2σ(x)"], 2, "no theorem: a definition"),
        (
            ["--coq", "(n+1)! = (n+1) n!"],
            2,
            "a claim for whole numbers is exported to Coq only from the theory",
        ),
        (["--coq"], 2, "--coq is for one claim"),
        (["--coq", "σ > 0", "σ < 1"], 2, "--coq is for one claim"),
        (["--coq", "-"], 2, "--coq is for one claim"),
        (["--check", "σ > 0"], 2, "--output and --check are for --coq"),
        (["--timeout", "5", "σ > 0"], 2, "--output and --check are for --coq"),
        (["--coq", "σ > 0", "--timeout", "x"], 2, "timeout must be"),
        (["--coq", "--check", "σ > 0", "--timeout", "0"], 2, "timeout must be"),
    ],
)
def test_what_is_not_written_for_coq(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: list[str], status: int, says: str
) -> None:
    file = tmp_path / "claim.v"
    code, out, err = inside(capsys, "prove", *arguments, *(["-o", str(file)]))
    assert code == status
    assert says in out + err
    assert not file.exists()


def test_a_claim_is_given_up_after_the_timeout(capsys: pytest.CaptureFixture[str]) -> None:
    """Status 3, as for everything that is not understood."""
    long = r"\sigma^{(400)}(x) = \sigma(x)/(1+x^2)"
    for options in (["--timeout", "1"], ["--timeout", "1", "--coq"]):
        status, out, err = inside(capsys, "prove", long, *options)
        assert (status, err) == (3, "")
        assert out == "not understood: gave up after 1 s of work; a longer timeout allows more\n"
    for command in (["prove", "σ > 0"], ["catalogue"], ["catalogue", "--markdown"]):
        for wrong in ("0", "-1", "1.5", "x", "9" * 30):
            assert inside(capsys, *command, "--timeout", wrong)[0] == 2
    assert inside(capsys, "prove", "σ > 0", "--timeout", "1000000")[0] == 0
    assert inside(capsys, "catalogue", "--false", "--timeout", "20")[0] == 0


@pytest.mark.coq
def test_coq_checks_a_proved_claim(capsys: pytest.CaptureFixture[str], coq_cache: Path) -> None:
    status, out, _ = inside(capsys, "prove", "--coq", "--check", "σ is increasing")
    assert status == 0
    assert out.startswith("the claim: accepted by Coq 8.")
