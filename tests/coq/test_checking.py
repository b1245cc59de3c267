"""Coq is found or missed, stopped, trusted only for what it says; the compiled theory is kept."""

import functools
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path

import pytest

from sigmoid_sym import DerivativePolynomial, SigmoidSymError, cli, derivative, verify
from sigmoid_sym.coq import checking
from sigmoid_sym.coq.checking import THEORY, cache_directory, check
from sigmoid_sym.crosscheck.report import Outcome
from sigmoid_sym.crosscheck.roads import FORMAL

AXIOMS = r"echo Axioms:; echo 'Classical_Prop.classic : forall P : Prop, P \/ ~ P'"


@pytest.fixture
def fake_coqc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program coqc that notes its calls and, for a certificate, does what `certificate.sh` says."""
    programs = tmp_path / "programs"
    programs.mkdir()
    program = programs / "coqc"
    program.write_text(
        f"#!/bin/sh\ncd {programs}\n"
        'for name; do :; done\necho "$name" >> calls\n'
        'case "$name" in\n'
        "--print-version) cat version ;;\n"
        "-where) echo /nowhere ;;\n"
        "certificate.v) . ./certificate.sh ;;\n"
        "*) . ./theory.sh ;;\n"
        "esac\n"
    )
    program.chmod(0o755)
    (programs / "version").write_text("8.99.0 4.13.1\n")
    (programs / "certificate.sh").write_text(AXIOMS)
    (programs / "theory.sh").write_text("exit 0")
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return programs


def calls(programs: Path) -> list[str]:
    return (programs / "calls").read_text().split()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_without_coq_the_message_names_the_packages(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    for arguments in (["coq", "5", "--check"], ["verify", "5", "--formal", "--quick"]):
        with pytest.raises(SystemExit) as stop:
            cli.main(arguments)
        assert stop.value.code == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err == (
            "sigmoid-sym: the Coq compiler coqc is missing; install Coq with Coquelicot "
            "(Debian: coq, libcoq-coquelicot)\n"
        )


def test_without_coquelicot_the_message_names_the_packages(fake_coqc: Path, tmp_path: Path) -> None:
    (fake_coqc / "theory.sh").write_text(
        "echo 'Error: Cannot find a physical path bound to logical path Coquelicot.' >&2; exit 1"
    )
    with pytest.raises(SigmoidSymError, match=r"Debian: coq, libcoq-coquelicot.*path Coquelicot"):
        check("")
    assert list((tmp_path / "cache/sigmoid-sym/coq").iterdir()) == [], "no half a theory is left"


def test_the_theory_is_compiled_once_for_each_version(
    fake_coqc: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = [f"{name}.v" for name in THEORY]
    assert check("").prover == "Coq 8.99.0"
    assert [call for call in calls(fake_coqc) if call in compiled] == compiled
    (fake_coqc / "calls").unlink()
    assert check("").accepted
    assert calls(fake_coqc).count("certificate.v") == 1
    assert not set(calls(fake_coqc)) & set(compiled)
    (fake_coqc / "version").write_text("8.99.1 4.13.1\n")
    assert check("").prover == "Coq 8.99.1"
    changed = tmp_path / "theory"
    changed.mkdir()
    for name in THEORY:
        (changed / f"{name}.v").write_text("(* changed *)")
    monkeypatch.setattr(checking, "SOURCES", changed)
    assert check("").accepted
    assert calls(fake_coqc).count("Logistic.v") == 2
    kept = [path.name for path in (tmp_path / "cache/sigmoid-sym/coq").iterdir()]
    assert sorted(name[:6] for name in kept) == ["8.99.0", "8.99.1", "8.99.1"]


def test_several_at_once_may_compile_the_theory(fake_coqc: Path, tmp_path: Path) -> None:
    (fake_coqc / "theory.sh").write_text("sleep 0.02")
    with ThreadPoolExecutor(4) as pool:
        assert all(checked.accepted for checked in pool.map(check, [""] * 4))
    assert len(list((tmp_path / "cache/sigmoid-sym/coq").iterdir())) == 1


@pytest.mark.parametrize(
    ("says", "message"),
    [
        ("echo 'Error: Stack overflow.' >&2; exit 1", "failed on the certificate: Error: Stack overflow"),
        ("kill -9 $$", "failed on the certificate: exit status -9"),
        ("exit 0", "Print Assumptions is missing"),
        ("echo Axioms:; echo 'trust_me : False'", "rests on more than it may: trust_me"),
        ("echo Axioms:; echo foo; echo '  : nat'; echo 'bar :'; echo '  nat'", "may: bar, foo"),
    ],
)
def test_what_is_no_verdict_is_not_taken_for_one(fake_coqc: Path, says: str, message: str) -> None:
    (fake_coqc / "certificate.sh").write_text(says)
    with pytest.raises(SigmoidSymError, match=message):
        check("")


def test_a_rejection_is_known_by_its_words(fake_coqc: Path) -> None:
    words = "Tactic failure: The claimed polynomial is not the derivative of this order."
    (fake_coqc / "certificate.sh").write_text(f"echo 'Error: {words}' >&2; exit 1")
    assert not check("").accepted
    assert words[:-1].partition(": ")[2] in (checking.SOURCES / "Certificate.v").read_text(encoding="utf-8")


def test_coq_is_stopped_when_the_time_is_up(fake_coqc: Path) -> None:
    (fake_coqc / "certificate.sh").write_text("echo $$ > pid; exec sleep 60")
    with pytest.raises(SigmoidSymError, match=r"stopped after 0.3 s"):
        check("", timeout=0.3)
    assert not alive(int((fake_coqc / "pid").read_text()))


def test_an_interrupt_stops_coq_too(fake_coqc: Path) -> None:
    (fake_coqc / "certificate.sh").write_text("sleep 0.5; echo $$ > pid.new; mv pid.new pid; exec sleep 60")
    command = [sys.executable, "-m", "sigmoid_sym", "coq", "3", "--check"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not (fake_coqc / "pid").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)  # to this one alone, not to coqc
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, "", "sigmoid-sym: interrupted\n")
    assert not alive(int((fake_coqc / "pid").read_text()))


@pytest.mark.parametrize("cache", ["file", "/proc/nowhere", "/dev/null/x"])
def test_without_a_cache_the_theory_is_kept_for_the_process(
    fake_coqc: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: str
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / cache))
    monkeypatch.setattr(checking, "_scratch", functools.cache(checking._scratch.__wrapped__))
    assert check("").accepted
    assert check("").accepted
    assert calls(fake_coqc).count("Logistic.v") == 1
    kept = Path(checking._scratch().name)
    assert kept.is_dir()
    checking._scratch().cleanup()
    monkeypatch.setattr(checking, "_own_directory", lambda: tmp_path / "file")
    with pytest.raises(SigmoidSymError, match="there is no place for the compiled theory"):
        check("")


def test_nothing_is_left_of_a_theory_without_a_cache(fake_coqc: Path, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    surroundings = {**os.environ, "XDG_CACHE_HOME": "/dev/null", "TMPDIR": str(scratch)}
    command = [sys.executable, "-m", "sigmoid_sym", "coq", "2", "--check"]
    run = subprocess.run(command, capture_output=True, text=True, env=surroundings)
    assert (run.returncode, run.stderr) == (0, "")
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(
    ("platform", "variable", "place"),
    [
        ("linux", None, "home/.cache/sigmoid-sym"),
        ("linux", "XDG_CACHE_HOME", "elsewhere/sigmoid-sym"),
        ("darwin", None, "home/Library/Caches/sigmoid-sym"),
        ("win32", None, "home/AppData/Local/sigmoid-sym"),
        ("win32", "LOCALAPPDATA", "elsewhere/sigmoid-sym"),
    ],
)
def test_where_the_cache_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, variable: str | None, place: str
) -> None:
    monkeypatch.setattr(checking.sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    if variable is not None:
        monkeypatch.setenv(variable, str(tmp_path / "elsewhere"))
    assert cache_directory() == tmp_path / place


@pytest.mark.coq
def test_an_axiom_of_ones_own_is_refused(coq_cache: Path) -> None:
    with pytest.raises(SigmoidSymError, match="rests on more than it may: easy"):
        check("Axiom easy : 1 = 2.\nTheorem two : 1 = 2. exact easy. Qed.\nPrint Assumptions two.\n")
    with pytest.raises(SigmoidSymError, match="rests on more than it may: two"):
        check("Theorem two : 1 = 2. Admitted.\nPrint Assumptions two.\n")
    with pytest.raises(SigmoidSymError, match="failed on the certificate"):
        check("Theorem two : 1 = 2. reflexivity. Qed.\nPrint Assumptions two.\n")


@pytest.mark.coq
def test_verify_formal_adds_a_row(coq_cache: Path) -> None:
    last = verify(4, quick=True, formal=True).checks[-1]
    assert (last.road, last.outcome) == ("formal proof", Outcome.AGREES)
    assert "kernel of Coq 8." in last.compared
    wrong = verify(2, quick=True, formal=True, coefficients=(1, -3, 3))
    assert "formal proof" in {check.road for check in wrong.failed}
    assert "formal proof" not in {check.road for check in verify(2, quick=True).checks}


def test_verify_formal_says_nothing_of_fractions_and_of_very_large_orders() -> None:
    halves = verify(1, quick=True, formal=True, coefficients=(Fraction(1, 2), -1))  # type: ignore[arg-type]
    assert halves.checks[-1].outcome is Outcome.SKIPPED
    large = FORMAL.walk(501, DerivativePolynomial.of_order(501))
    assert large == (Outcome.SKIPPED, "Coq takes too long beyond n = 500")


def test_command_coq(fake_coqc: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*arguments: str) -> tuple[object, str]:
        with pytest.raises(SystemExit) as stop:
            cli.main(["coq", *arguments])
        return stop.value.code, capsys.readouterr().out

    text = derivative(5).coq()
    assert run("5") == (0, text)
    file = tmp_path / "five.v"
    assert run("5", "-o", str(file)) == (0, "")
    assert file.read_text(encoding="utf-8") == text
    status, out = run("5", "--check", "--output", str(file))
    assert status == 0
    assert out.startswith("derivative_5: accepted by Coq 8.99.0 in ")
    status, out = run("5", "--check", "--json")
    assert json.loads(out) | {"seconds": 0} == {
        "order": 5,
        "theorem": text,
        "accepted": True,
        "prover": "Coq 8.99.0",
        "seconds": 0,
    }
    assert run("5", "-o", str(tmp_path / "no" / "five.v"))[0] == 2
    assert run("five")[0] == 2
    assert run("5", "--check", "--timeout", "0")[0] == 2
    assert run("501", "--check")[0] == 2
    assert run("501")[0] == 0


def test_command_coq_tells_a_rejection(fake_coqc: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (fake_coqc / "certificate.sh").write_text(f"echo '{checking._REJECTIONS[0]}' >&2; exit 1")
    with pytest.raises(SystemExit) as stop:
        cli.main(["coq", "5", "--check"])
    assert stop.value.code == 1
    assert capsys.readouterr().out.startswith("derivative_5: REJECTED by Coq 8.99.0 in ")
