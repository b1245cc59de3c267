"""The command line as its users see it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import require_module

from sigmoid_sym import __version__, cli
from sigmoid_sym.closed_forms import forms
from sigmoid_sym.combinatorics import logistic_row
from sigmoid_sym.handle import derivative
from sigmoid_sym.language.code import DIALECTS


def run(*arguments: str, encoding: str = "utf-8") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, "-m", "sigmoid_sym", *arguments],
        capture_output=True,
        encoding=encoding,
        env=environment,
        timeout=120,
    )


def inside(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run the command in this process: (exit status, stdout, stderr)."""
    with pytest.raises(SystemExit) as stop:
        cli.main(arguments)
    return stop.value.code, *capsys.readouterr()  # type: ignore[return-value]


def test_derive_prints_formula_latex_and_verdicts() -> None:
    result = run("derive", "5")
    assert result.returncode == 0
    assert result.stderr == ""
    lines = result.stdout.split("\n")
    assert lines[0] == "σ⁽⁵⁾ = σ − 31σ² + 180σ³ − 390σ⁴ + 360σ⁵ − 120σ⁶"
    assert lines[2].startswith(r"\sigma^{(5)} = \sigma - 31\sigma^{2} + 180\sigma^{3}")
    assert sum(line.endswith("  ok") for line in lines) == 19
    assert lines[5:7] == ["  this formula, at points  ok", "  this formula, exactly    ok"]


def test_a_terminal_without_greek_gets_ascii() -> None:
    result = run("derive", "1", encoding="ascii")
    assert result.stdout.startswith("sigma' = sigma - sigma^2\n")
    assert result.returncode == 0


def test_derive_does_not_import_sympy() -> None:
    code = (
        "import sys\nfrom sigmoid_sym.cli import main\n"
        "try:\n    main(['derive', '5'])\n"
        "except SystemExit:\n    print('sympy' in sys.modules, 'mpmath' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.endswith("False False\n")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            ["2", "--form", "factored", "--format", "latex"],
            "\\sigma'' = \\sigma(1 - \\sigma)(1 - 2\\sigma)\n",
        ),
        (["2", "--format", "sympy"], "2*sigmoid(x)**3 - 3*sigmoid(x)**2 + sigmoid(x)\n"),
        (["1", "--format", "sympy", "--variable", "t"], "-sigmoid(t)**2 + sigmoid(t)\n"),
        (
            ["1", "--format", "latex", "--notation", "leibniz", "--symbol", "S"],
            "\\frac{d}{dx}S = S - S^{2}\n",
        ),
        (["1", "--format", "latex", "--argument"], "\\sigma'(x) = \\sigma(x) - \\sigma(x)^{2}\n"),
        (
            ["1", "--family", "C=-1", "--form", "exponential", "--format", "latex"],
            "f'(x) = -\\frac{e^{x}}{\\left(e^{x} - 1\\right)^{2}}\n",
        ),
        (
            ["1", "--family", "L=L,k=0.5", "--format", "latex"],
            "f' = \\frac{L\\left(\\frac{f}{L} - \\left(\\frac{f}{L}\\right)^{2}\\right)}{2}\n",
        ),
        (
            ["n", "--form", "polylogarithm", "--format", "latex"],
            "\\sigma^{(n)}(x) = -\\operatorname{Li}_{-n}\\left(-e^{x}\\right)\n",
        ),
        (
            ["2", "--family", "tanh", "--form", "tanh", "--format", "latex"],
            "\\tanh''(x) = -2\\tanh(x) + 2\\tanh^{3}(x)\n",
        ),
    ],
)
def test_derive_options(capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str) -> None:
    assert inside(capsys, "derive", *arguments) == (0, expected, "")


def test_derive_as_mathml_and_code(capsys: pytest.CaptureFixture[str]) -> None:
    mathml = derivative(4).mathml("tanh", symbol="S")
    arguments = ("4", "--form", "tanh", "--symbol", "S", "--format", "mathml")
    assert inside(capsys, "derive", *arguments) == (0, mathml + "\n", "")
    assert "<mi>&#963;</mi>" in run("derive", "1", "--format", "mathml", encoding="ascii").stdout
    for language in DIALECTS:
        assert inside(capsys, "derive", "4", "--format", language) == (0, derivative(4).code(language), "")


def test_derive_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = inside(capsys, "derive", "3", "--json")
    data = json.loads(out)
    assert status == 0
    assert data["coefficients"] == ["1", "-7", "12", "-6"]
    assert data["ok"] is True
    assert inside(capsys, "derive", "3", "--format", "json")[1] == out


def test_wide_formulas_are_broken(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = inside(capsys, "derive", "12", "--width", "60", "--no-check")
    text = out.split("\n\n")[0].split("\n")
    assert len(text) > 2
    assert max(map(len, text)) <= 60
    assert "\\begin{aligned}" in out
    assert "not checked, as asked" in out


def test_triangle(capsys: pytest.CaptureFixture[str]) -> None:
    assert inside(capsys, "triangle", "2") == (0, "0: 1\n1: 1 -1\n2: 1 -3 2\n", "")
    assert inside(capsys, "triangle", "3", "--stirling")[1].endswith("3: 0 1 3 1\n")
    rows = json.loads(inside(capsys, "triangle", "9", "--json")[1])["rows"]
    assert [tuple(map(int, row)) for row in rows] == [logistic_row(n) for n in range(10)]


def test_plot(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    require_module("matplotlib")
    status, out, err = inside(capsys, "plot", "0..2")
    assert (status, err) == (0, "")
    assert out.count("│") == 30
    assert run("plot", "2", "--what", "rounding", encoding="ascii").stdout.startswith("powers of sigma")
    data = json.loads(inside(capsys, "plot", "2", "--json")[1])
    assert data["lines"][0]["label"] == "sigma''(x)"
    assert data["lines"][0]["zero"] == [[0, 0]]
    file = tmp_path / "out.png"
    assert inside(capsys, "plot", "1,3", "--normalised", "-o", str(file)) == (0, "", "")
    assert file.read_bytes().startswith(b"\x89PNG")


def test_verify(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = inside(capsys, "verify", "1..3,5")
    assert (status, err) == (0, "")
    assert "direct differentiation" in out
    assert out.endswith("n = 1..3, 5: all roads agree (76 agree, 0 differ, 0 skipped)\n")
    assert json.loads(inside(capsys, "verify", "2", "--quick", "--json", "--jobs", "2")[1])["ok"] is True


def test_a_failed_check_is_exit_status_1(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "tanh_row", lambda n: (0, 1))
    status, out, _ = inside(capsys, "derive", "5")
    assert status == 1
    assert "form: tanh                  DIFFERS" in out
    assert inside(capsys, "verify", "5", "--quick")[0] == 1


def test_forms_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert "OEIS A163626" in inside(capsys, "forms")[1]
    assert len(json.loads(inside(capsys, "forms", "--json")[1])) == 12
    assert inside(capsys, "--version") == (0, f"sigmoid-sym {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["derive", "-1"], "N must be a whole number of at least 0, not '-1'"),
        (["derive", "2.5"], "N must be a whole number of at least 0, not '2.5'"),
        (["derive", "True"], "N must be a whole number of at least 0, not 'True'"),
        (["derive", "five"], "N must be a whole number of at least 0, not 'five'"),
        (["derive", "٣"], "N must be a whole number of at least 0, not '٣'"),
        (["derive", ""], "N must be a whole number of at least 0, not ''"),
        (["derive", "1000000000000"], "GiB"),
        (["derive", "9" * 5000], "N must be a whole number"),
        (["derive", "x"], "N must not be 'x'"),
        (["derive", "k", "--family", "logistic"], "N must not be 'k'"),
        (["derive", "5", "--form", "sterling"], "form must be one of stirling, eulerian"),
        (["derive", "0", "--form", "factored"], "holds for n ≥ 1, not for n = 0"),
        (["derive", "5", "--family", "C=0"], "C must not be 0"),
        (["derive", "5", "--family", "C=1/0"], "denominator 0"),
        (["derive", "5", "--family", "C=1e5"], "C must be a number"),
        (["derive", "5", "--family", "q=1"], "family must be one of sigmoid, logistic"),
        (["derive", "5", "--symbol", "a;b"], "symbol must be a letter"),
        (["derive", "5", "--variable", "__import__('os')", "--format", "sympy"], "must be a letter"),
        (["derive", "5", "--format", "pdf"], "invalid choice: 'pdf'"),
        (["derive", "5", "--format", "c", "--family", "tanh"], "--format c has no use for --family"),
        (["derive", "5", "--format", "c", "--form", "tanh"], "--format c has no use for --form"),
        (["derive", "5", "--format", "c", "--symbol", "f"], "--format c has no use for --symbol"),
        (["derive", "5", "--format", "sympy", "--width", "40"], "--format sympy has no use for --width"),
        (["derive", "n", "--format", "c"], "--format c needs a number for N, not 'n'"),
        (["derive", "5", "--format", "c", "--json"], "--json and --format c exclude each other"),
        (["derive", "5", "--width", "-3"], "width must be a whole number of at least 20, not '-3'"),
        (["derive", "5", "--width", "19"], "width must be a whole number of at least 20, not '19'"),
        (["catalogue", "--json", "--markdown"], "--json and --markdown exclude each other"),
        (["coq", "5", "-o", "five.txt"], "the file must end in .v, not 'five.txt'"),
        (["coq", "5", "-o", "nowhere/five.v"], "there is no directory 'nowhere'"),
        (["coq", "5", "--check", "--timeout", "9" * 30], "timeout must be at most 1000000 seconds"),
        (["derivation", "--check"], "give the NAME of a derivation"),
        (["derivation", "-n", "3"], "give the NAME of a derivation"),
        (["derivation", "value", "--at", "1e400"], "at must be from -1000 to 1000 for a derivation"),
        (["derivation", "value", "--at", "-1001"], "at must be from -1000 to 1000 for a derivation"),
        (["derive", "101", "--format", "c"], "up to 100, not for n = 101"),
        (["derive", "5", "--notation", "newton"], "notation must be one of"),
        (["derive", "5", "--width", "x"], "width must be a whole number"),
        (["derive"], "required: N"),
        (["derive", "5", "6"], "unrecognized arguments: 6"),
        (["derive", "5", "--bogus"], "unrecognized arguments: --bogus"),
        (["triangle", "10000000"], "N must be at most 10000"),
        (["verify", "5..1"], "empty range: '5..1'"),
        (["verify", "1...3"], "ORDERS must look like"),
        (["verify", "x"], "ORDERS must look like"),
        (["verify", "0..99999999999"], "at most 100000"),
        (["verify", "5", "--jobs", "0"], "jobs must be a whole number of at least 1"),
        (["report", "5"], "required: -o/--output"),
        (["report", "5", "-o", "r.html", "--digits", "x"], "digits must be a whole number"),
        (["plot", "3", "-o", "out.gif"], "the file must end in .svg, .png, .pdf, not 'out.gif'"),
        (["plot", "3", "-o", "nowhere/out.svg"], "there is no directory 'nowhere'"),
        (["plot", "0..1000"], "ORDERS may be at most 28 at once"),
        (["plot", "151"], "n must be at most 150"),
        (["plot", "1,2", "--what", "rounding"], "ORDERS must be a single order for --what rounding"),
        (["plot", "1", "--what", "coefficients", "--normalised"], "--normalised is for curves"),
        (["disprove", "x"], "invalid choice: 'disprove'"),
        ([], "required: COMMAND"),
    ],
)
def test_bad_usage_is_one_line_and_exit_status_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    status, out, err = inside(capsys, *arguments)
    assert status == 2
    assert out == ""
    assert message in err
    assert err.startswith("sigmoid-sym: ")
    assert err.count("\n") == 1


LISTINGS = (
    ["--help"],
    ["verify", "--help"],
    ["forms"],
    ["verify", "1..2"],
    ["verify", "2", "--json"],
    ["catalogue", "--markdown"],
    ["derivation"],
    ["derivation", "chain-rule"],
    ["derivation", "value", "--at", "2", "--json"],
    ["derivation", "two-forms", "--format", "html"],
)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize("arguments", LISTINGS)
def test_no_encoding_is_too_small(arguments: list[str], encoding: str) -> None:
    result = run(*arguments, encoding=encoding)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout
    if "--json" in arguments:
        assert json.loads(result.stdout)
    elif "html" not in arguments:
        assert "\\u03c3" not in result.stdout


def test_a_derivation_in_ascii() -> None:
    last = run("derivation", "chain-rule", encoding="ascii").stdout.splitlines()[-1]
    assert " ".join(last.split()) == "= sigma(x)*(1 - sigma(x)) the definition again"


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "arguments",
    [
        ["derive", "5"],
        ["triangle", "300"],
        ["--help"],
        ["--version"],
        ["derive", "--help"],
        ["catalogue", "--markdown"],
    ],
)
@pytest.mark.parametrize("buffered", ["", "1"])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
def test_output_that_nobody_takes(arguments: list[str], buffered: str) -> None:
    """A reader that has gone is no error of ours; a full disk or a closed stdout is one line."""
    command = f"{sys.executable} -m sigmoid_sym {' '.join(arguments)}"
    for redirected, status, said in (
        (f"{command} | true; exit ${{PIPESTATUS[0]}}", {0, 141}, ""),
        (f"{command} > /dev/full", {2}, "sigmoid-sym: cannot write: No space left on device\n"),
        (f"{command} >&-", {2}, "sigmoid-sym: cannot write: Bad file descriptor\n"),
        (f"{command} >&- 2>&-", {2}, ""),
    ):
        result = subprocess.run(
            ["bash", "-c", redirected],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": buffered},
            timeout=60,
        )
        assert result.returncode in status
        assert result.stderr == said


def test_what_prints_nothing_needs_no_stdout(tmp_path: Path) -> None:
    shell = f"{sys.executable} -m sigmoid_sym coq 2 -o {tmp_path / 'two.v'} >&-"
    assert subprocess.run(["bash", "-c", shell], timeout=60).returncode == 0
    assert (tmp_path / "two.v").read_text(encoding="utf-8") == derivative(2).coq()


def test_no_more_processes_than_orders(capsys: pytest.CaptureFixture[str]) -> None:
    assert inside(capsys, "verify", "3", "--quick", "--jobs", "1000000")[0] == 0


def test_nothing_is_half_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    require_module("matplotlib")
    target = tmp_path / "five.v"
    assert inside(capsys, "coq", "5", "-o", str(target)) == (0, "", "")
    assert target.read_text(encoding="utf-8") == derivative(5).coq()
    assert inside(capsys, "plot", "1", "--json", "-o", str(tmp_path / "1.svg"))[1].startswith("{")
    assert {path.name for path in tmp_path.iterdir()} == {"five.v", "1.svg"}


def test_interrupt_and_closed_pipe(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.checks, "verify", interrupted)
    assert inside(capsys, "verify", "5") == (130, "", "sigmoid-sym: interrupted\n")
    shell = f"{sys.executable} -m sigmoid_sym triangle 800 | head -1"
    result = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, timeout=60)
    assert (result.stdout, result.stderr) == ("0: 1\n", "")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["eval", "1", "--at", "0"], "0.2500000000000000"),
        (["eval", "2", "--at", "-inf"], "0"),
        (["eval", "0", "--at", "1/3", "--digits", "5"], "0.58257"),
        # log(1+e^2), sympy.log(1 + sympy.E**2).evalf(20)
        (["eval", "-1", "--at", "2", "--digits", "20"], "2.1269280110429724964"),
        # tan(1)/2, by mpmath
        (["eval", "0", "--at", "2j", "--digits", "20"], "0.50000000000000000000 + 0.77870386232745111525i"),
        # sech(1)^2, log(1/3) and 2/(1 - e^{1/3}), by mpmath
        (["eval", "1", "--at", "1", "--family", "tanh", "--digits", "12"], "0.419974341614"),
        (["eval", "0", "--at", "1/4", "--family", "logit", "--digits", "6"], "-1.09861"),
        (["eval", "0", "--at", "-1/3", "--family", "L=2,C=-1", "--digits", "6"], "-5.05545"),
        # 1 - 6w = 0 gives ±log(2+√3)
        (["zeros", "3", "--digits", "15"], "-1.31695789692482\n1.31695789692482"),
        (["zeros", "1"], ""),
        (["zeros", "1", "--extrema", "--digits", "3"], "0  0.250"),
    ],
)
def test_numbers(capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str) -> None:
    status, out, err = inside(capsys, *arguments)
    assert (status, out, err) == (0, f"{expected}\n" if expected else "", "")


def test_numbers_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = inside(capsys, "eval", "3", "--at", "0", "--digits", "3", "--json")
    assert json.loads(out) == {"order": 3, "family": "sigmoid", "at": "0", "digits": 3, "value": "-0.125"}
    _, out, _ = inside(capsys, "eval", "2", "--at", "1j", "--digits", "3", "--json")
    assert json.loads(out)["real"] == "0"
    _, out, _ = inside(capsys, "zeros", "2", "--json")
    assert json.loads(out)["zeros"] == ["0"]
    _, out, _ = inside(capsys, "zeros", "1", "--extrema", "--digits", "2", "--json")
    assert json.loads(out)["extrema"] == [{"x": "0", "value": "0.25"}]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["eval", "2", "--at", "nan"], "--at must be a number, not nan"),
        (["eval", "2", "--at", "pi"], "--at must be a rational number"),
        (["eval", "2", "--at", "__import__('os')"], "--at must be a rational number"),
        (["eval", "2", "--at", "1", "--digits", "0"], "digits must be a whole number of at least 1"),
        (["eval", "2", "--at", "1", "--digits", "-3"], "digits must be a whole number of at least 1"),
        (
            ["eval", "2", "--at", "1", "--digits", "1000000000000"],
            "--digits = 1000000000000 would take about",
        ),
        (["eval", "2.5", "--at", "1"], "N must be a whole number, not '2.5'"),
        (["eval", "-2", "--at", "1", "--family", "tanh"], "N must be at least 0 for tanh, not -2"),
        (["eval", "1", "--at", "0", "--family", "C=-1"], "pole at x = 0"),
        (["eval", "1", "--at", "0", "--family", "logistic"], "must have numbers for L, k, x0 and C"),
        (["eval", "1", "--at", "0", "--family", "L=a"], "must have numbers"),
        (["eval", "1"], "the following arguments are required: --at"),
        (["zeros", "-2"], "N must be a whole number of at least 0"),
        (["zeros", "99999999999"], "the zeros of order 99999999999 would take about"),
    ],
)
def test_wrong_numbers(capsys: pytest.CaptureFixture[str], arguments: list[str], complaint: str) -> None:
    status, out, err = inside(capsys, *arguments)
    assert (status, out) == (2, "")
    assert complaint in err
    assert err.count("\n") == 1
