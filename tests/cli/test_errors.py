"""An error names what was typed, as it was typed, and knows nothing of Python."""

import argparse
import re

import pytest

from sigmoid_sym import cli
from tests.cli.test_commands import inside

DERIVE, EVAL, VALUE = ("derive", "5"), ("eval", "1", "--at", "1"), ("derivation", "value", "--at", "2")
COQ, REPORT = ("coq", "2"), ("report", "1", "-o", "report.html")
PROVE = ("prove", "--coq", "σ > 0")

# For every command and everything that it takes: wrong ways to use it.
WRONG: dict[tuple[str, str], tuple[tuple[str, ...], ...]] = {
    ("check", "FILE"): (("check", "no/such.json"), ("check", "/dev/null"), ("check", "/")),
    ("derive", "N"): (
        ("derive", "x"),
        ("derive", "-1"),
        ("derive", "2.5"),
        ("derive", "k", "--family", "logistic"),
    ),
    ("derive", "--form"): ((*DERIVE, "--form", "sterling"), (*DERIVE, "--form", "")),
    ("derive", "--family"): tuple(
        (*DERIVE, "--family", text)
        for text in ("", "sinh", "C=0", "L=0", "k=0", "L=σσ", r"L=\frac", "L=1,L=1", "C=1/0", "C=1e5", "q=1")
    ),
    ("derive", "--notation"): ((*DERIVE, "--notation", "newton"),),
    ("derive", "--symbol"): tuple(
        (*DERIVE, "--symbol", text) for text in ("", "a b", r"\frac", r"\x", "a;b", "f(x)")
    ),
    ("derive", "--variable"): tuple(
        (*DERIVE, "--variable", text, "--format", written)
        for text in ("", "ab", r"\frac", "x'")
        for written in ("text", "latex", "mathml", "sympy")
    ),
    ("derive", "--width"): ((*DERIVE, "--width", "x"), (*DERIVE, "--width", "19")),
    ("derive", "--format"): ((*DERIVE, "--format", "pdf"), ("derive", "n", "--format", "c")),
    ("triangle", "N"): (("triangle", "x"), ("triangle", "-1"), ("triangle", "10001")),
    ("verify", "ORDERS"): (
        ("verify", "x"),
        ("verify", "5..1"),
        ("verify", "0..99999999999"),
        ("verify", "0..200000"),
    ),
    ("verify", "--jobs"): (("verify", "5", "--jobs", "0"), ("verify", "5", "--jobs", "x")),
    ("coq", "N"): (("coq", "x"), ("coq", "501", "--check")),
    ("coq", "--output"): (
        (*COQ, "-o", "five.txt"),
        (*COQ, "-o", ""),
        (*COQ, "-o", "nowhere/five.v"),
        (*COQ, "-o", "/"),
    ),
    ("coq", "--timeout"): tuple((*COQ, "--check", "--timeout", text) for text in ("x", "0", "-1", "9" * 30)),
    ("prove", "--output"): ((*PROVE, "-o", "five.txt"), ("prove", "σ > 0", "-o", "five.v")),
    ("catalogue", "--timeout"): tuple(
        ("catalogue", "--timeout", text) for text in ("x", "0", "-1", "9" * 30)
    ),
    ("prove", "--timeout"): tuple(
        (*PROVE, "--check", "--timeout", text) for text in ("x", "0", "-1", "9" * 30)
    ),
    ("eval", "N"): (
        ("eval", "x", "--at", "1"),
        ("eval", str(10**31), "--at", "1"),
        ("eval", "-1", "--at", "1", "--family", "tanh"),
    ),
    ("eval", "--at"): tuple(
        ("eval", "1", "--at", text) for text in ("", "x", "nan", "pi", "1/0", "1e99999999", "inf+j")
    ),
    ("eval", "--digits"): tuple((*EVAL, "--digits", text) for text in ("x", "0", "-1", "1" + "0" * 15)),
    ("eval", "--family"): tuple(
        (*EVAL, "--family", text) for text in ("", "sinus", "C=0", "logistic", "L=a", "L=1e5")
    ),
    ("zeros", "N"): (("zeros", "x"), ("zeros", "-1")),
    ("zeros", "--digits"): tuple(
        ("zeros", "2", "--digits", text) for text in ("x", "0", "-1", "1" + "0" * 15)
    ),
    ("zeros", "--family"): tuple(
        ("zeros", "2", "--family", text) for text in ("", "sinh", "C=0", "logistic", "L=a")
    ),
    ("derivation", "NAME"): (
        ("derivation", "sterling"),
        ("derivation", "--check"),
        ("derivation", "--format", "html"),
    ),
    ("derivation", "-n"): tuple(
        ("derivation", *arguments, "-n", n)
        for n in ("x", "0", "41")
        for arguments in (("theorem",), ("order-by-order",), VALUE[1:], ("chain-rule",))
    ),
    ("derivation", "--at"): (
        *(
            ("derivation", "value", "--at", text)
            for text in ("x", "j", "inf", "nan", "1/0", "5000", "1e-400000")
        ),
        ("derivation", "value"),
        ("derivation", "chain-rule", "--at", "1"),
    ),
    ("derivation", "--digits"): (
        *((*VALUE, "--digits", text) for text in ("x", "0", "201")),
        ("derivation", "theorem", "--digits", "3"),
    ),
    ("derivation", "--family"): (
        *(("derivation", "chain-rule", "--family", text) for text in ("", "sinh", "C=0", "tanh")),
        (*VALUE, "--family", "C=2"),
        ("derivation", "log-odds", "--family", "C=2"),
    ),
    ("derivation", "--format"): (("derivation", "theorem", "--format", "pdf"),),
    ("plot", "ORDERS"): (("plot", "x"), ("plot", "0..28"), ("plot", "1,2", "--what", "rounding")),
    ("plot", "--output"): (
        ("plot", "1", "-o", "out.gif"),
        ("plot", "1", "-o", ""),
        ("plot", "1", "-o", "nowhere/1.svg"),
    ),
    ("plot", "--what"): (("plot", "1", "--what", "curves"),),
    ("report", "ORDERS"): (("report", "x", "-o", "x.html"), ("report", "0..28", "-o", "x.html")),
    ("report", "--output"): (
        ("report", "1"),
        ("report", "1", "-o", "x.doc"),
        ("report", "1", "-o", "nowhere/x.html"),
    ),
    ("report", "--digits"): tuple((*REPORT, "--digits", text) for text in ("x", "0", "1001")),
}
PYTHON = re.compile(r"Traceback|logistic_family|\bmpf\b|range\(|Fraction|SymPy|None|takes of|\bNamespace")


def taken() -> set[tuple[str, str]]:
    """Return every command with everything that it takes: what follows an option, or stands by itself."""
    (commands,) = (
        action for action in cli._parser()._actions if isinstance(action, argparse._SubParsersAction)
    )
    return {
        (name, action.option_strings[-1] if action.option_strings else str(action.metavar))
        for name, command in commands.choices.items()
        for action in command._actions
        if action.nargs != 0
    }


def test_the_table_has_everything_that_is_taken() -> None:
    assert set(WRONG) == taken() - {
        ("prove", "CLAIM"),
        ("prove", "--given"),
    }  # what is wrong with them is a verdict


@pytest.mark.parametrize(
    ("name", "arguments"),
    [(name, arguments) for (_, name), ways in WRONG.items() for arguments in ways],
    ids=lambda value: value if isinstance(value, str) else " ".join(value)[:60],
)
def test_the_error_names_what_was_typed(
    capsys: pytest.CaptureFixture[str], name: str, arguments: tuple[str, ...]
) -> None:
    status, out, err = inside(capsys, *arguments)
    assert (status, out) == (2, "")
    assert re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", err)
    assert not PYTHON.search(err)
    assert err.count("\n") == 1


def test_a_fault_of_our_own_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(*_: object, **__: object) -> None:
        raise ZeroDivisionError("division\nby zero")

    monkeypatch.setattr(cli.checks, "verify", wrong)
    with pytest.raises(ZeroDivisionError):
        cli.main(["verify", "5"])
    monkeypatch.delenv("SIGMOID_SYM_DEBUG")
    status, out, err = inside(capsys, "verify", "5")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "ZeroDivisionError: division by zero" in err
