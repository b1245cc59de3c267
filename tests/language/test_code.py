"""Every program is run in its language and agrees with `evaluate` to the accuracy that its header states."""

import ast
import functools
import importlib.util
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("numpy")

import numpy as np
from conftest import missing, require_module, require_program
from mpmath import mp

from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.handle import derivative
from sigmoid_sym.language.code import DIALECTS, function_name
from sigmoid_sym.numeric.programs import error_units, zero_pairs
from sigmoid_sym.numeric.values import evaluate
from sigmoid_sym.numeric.zeros import zeros
from sigmoid_sym.tree.expression import Symbol

ORDERS = range(13)
Results = dict[int, np.ndarray]


@functools.cache
def points(n: int) -> np.ndarray:
    """Points on [-700, 700]: everywhere, near 0, and the neighbours of every zero."""
    chosen = random.Random(n)
    xs = [0.0, -0.0, 1e-300, 5e-308, 1e-17, 1e-8, 700.0, *np.linspace(-700, 700, 71)]
    xs += [chosen.uniform(-700, 700) for _ in range(50)]
    xs += [chosen.uniform(-12, 12) for _ in range(150)]
    xs += [10 ** chosen.uniform(-15, 0) for _ in range(30)]
    for zero in zeros(n):
        below = above = float(zero)
        for step in range(8):
            xs += [below, above, float(zero) * (1 + 10.0 ** -(2 * step + 1))]
            below, above = np.nextafter(below, -np.inf), np.nextafter(above, np.inf)
    return np.array([x for x in xs for x in (x, -x)])


@functools.cache
def values(n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where the values are 0, the doubles nearest to them, and what is left of them to 25 digits."""
    exact = [evaluate(n, float(x), digits=25) for x in points(n)]
    nearest = np.array([float(value) for value in exact])
    with mp.workdps(40):
        rest = np.array([float(v - mp.mpf(float(d))) for v, d in zip(exact, nearest, strict=True)])
    return np.array([value == 0 for value in exact]), nearest, rest


def largest_error(n: int, results: np.ndarray) -> float:
    """The largest relative error, in units 2^-53."""
    zero, nearest, rest = values(n)
    assert np.isfinite(results).all()
    assert not results[zero].any()
    normal = np.abs(nearest) >= sys.float_info.min
    # A difference of doubles that are near each other is exact.
    errors = np.abs((results - nearest - rest)[normal] / nearest[normal])
    return float(errors.max()) * 2**53


def stated_units(source: str) -> int:
    stated = re.search(r"at most (\d+) \* 2\^-53 for -700 <= x <= 700", source)
    assert stated
    return int(stated[1])


def python_function(language: str, n: int) -> Callable[[Any], Any]:
    """The function of a program in Python, which does nothing but import and define."""
    source = derivative(n).code(language)
    assert {type(node) for node in ast.parse(source).body} == {ast.Import, ast.FunctionDef}
    scope: dict[str, Any] = {}
    exec(compile(source, language, "exec"), scope)
    function: Callable[[Any], Any] = scope[function_name(n)]
    return function


def run_python(directory: Path) -> Results:
    functions = {n: python_function("python", n) for n in ORDERS}
    return {n: np.array([f(float(x)) for x in points(n)]) for n, f in functions.items()}


def run_numpy(directory: Path) -> Results:
    return {n: python_function("numpy", n)(points(n)) for n in ORDERS}


# In a process of its own: once JAX is loaded, no test may fork.
JAX_DRIVER = """
import importlib, sys
import jax
import numpy as np
from sigmoid_d3 import sigmoid_d3
try:
    sigmoid_d3(1.0)
except TypeError as error:
    assert "jax_enable_x64" in str(error)
else:
    raise SystemExit("single precision was taken")
jax.config.update("jax_enable_x64", True)
for n in map(int, sys.argv[1:]):
    function = getattr(importlib.import_module(f"sigmoid_d{n}"), f"sigmoid_d{n}")
    points = np.load(f"{n}.npy")
    np.save(f"eager{n}.npy", function(points))
    np.save(f"compiled{n}.npy", jax.jit(function)(points))
"""


def run_jax(directory: Path) -> Results:
    if importlib.util.find_spec("jax") is None:
        missing("the Python package jax is missing")
    for n in ORDERS:
        (directory / f"{function_name(n)}.py").write_text(derivative(n).code("jax"), encoding="ascii")
        np.save(directory / f"{n}.npy", points(n))
    (directory / "driver.py").write_text(JAX_DRIVER, encoding="ascii")
    subprocess.run(
        [sys.executable, "driver.py", *map(str, ORDERS)],
        cwd=directory,
        env={**os.environ, "JAX_PLATFORMS": "cpu"},
        check=True,
        timeout=120,
    )
    for n in ORDERS:  # XLA moves operations about: they must be as accurate
        compiled = np.load(directory / f"compiled{n}.npy")
        assert largest_error(n, compiled) <= stated_units(derivative(n).code("jax"))
    return {n: np.load(directory / f"eager{n}.npy") for n in ORDERS}


def run_torch(directory: Path) -> Results:
    torch = require_module("torch")
    return {n: python_function("torch", n)(torch.from_numpy(points(n))).numpy() for n in ORDERS}


def run_c(directory: Path) -> Results:
    names = [function_name(n) for n in ORDERS]
    for n, name in zip(ORDERS, names, strict=True):
        (directory / f"{name}.c").write_text(derivative(n).code("c"), encoding="ascii")
    main = [
        "#include <stdio.h>\n#include <stdlib.h>",
        *(f"double {name}(double);" for name in names),
        f"static double (*const functions[])(double) = {{{', '.join(names)}}};",
        "int main(int count, char **arguments) { double x, y; (void)count;",
        "while (fread(&x, sizeof x, 1, stdin)) { y = functions[atoi(arguments[1])](x);",
        "fwrite(&y, sizeof y, 1, stdout); } return 0; }",
    ]
    (directory / "main.c").write_text("\n".join(main), encoding="ascii")
    sources = ["main.c", *(f"{name}.c" for name in names)]
    strict = ["-std=c99", "-pedantic", "-O2", "-Wall", "-Wextra", "-Werror"]
    gcc = require_program("gcc", "gcc")
    subprocess.run([gcc, *strict, "-o", "programs", *sources, "-lm"], cwd=directory, check=True, timeout=120)
    fast = subprocess.run(
        [gcc, "-ffast-math", "-c", sources[1]], cwd=directory, capture_output=True, text=True, timeout=60
    )
    assert "without -ffast-math" in fast.stderr
    return {
        n: np.frombuffer(
            subprocess.run(
                [directory / "programs", str(n)],
                input=points(n).tobytes(),
                capture_output=True,
                check=True,
                timeout=60,
            ).stdout
        )
        for n in ORDERS
    }


def run_matlab(directory: Path) -> Results:
    octave = require_program("octave-cli", "octave")
    calls = []
    for n in ORDERS:
        name = function_name(n)
        (directory / f"{name}.m").write_text(derivative(n).code("matlab"), encoding="ascii")
        points(n).tofile(directory / f"{n}.in")
        calls.append(
            f"f = fopen('{n}.in'); x = fread(f, Inf, 'double'); fclose(f);"
            f"f = fopen('{n}.out', 'w'); fwrite(f, {name}(x), 'double'); fclose(f);"
        )
    subprocess.run(
        [octave, "--no-gui", "--quiet", "--eval", "".join(calls)],
        cwd=directory,
        check=True,
        capture_output=True,
        timeout=120,
    )
    return {n: np.fromfile(directory / f"{n}.out") for n in ORDERS}


RUNNERS = {
    "python": run_python,
    "numpy": run_numpy,
    "c": run_c,
    "matlab": run_matlab,
    "jax": run_jax,
    "torch": run_torch,
}


def test_every_language_is_run() -> None:
    assert RUNNERS.keys() == DIALECTS.keys()


@pytest.mark.parametrize("language", RUNNERS)
def test_accuracy_is_as_stated(language: str, tmp_path: Path) -> None:
    for n, results in RUNNERS[language](tmp_path).items():
        error = largest_error(n, results)
        assert error <= stated_units(derivative(n).code(language))


@pytest.mark.parametrize("language", ["python", "numpy"])
def test_limits(language: str) -> None:
    for n in ORDERS:
        function = python_function(language, n)
        assert np.isnan(function(float("nan")))
        assert [float(function(x)) for x in (float("-inf"), float("inf"))] == [0, not n]
        assert [float(function(x)) for x in (-1e4, 1e4)] == [0, not n]


@pytest.mark.parametrize("n", [30, 31, 99, 100])
def test_high_orders(n: int) -> None:
    function = python_function("python", n)
    error = 0.0
    for x in (
        -700.0,
        -100.5,
        -20.0,
        -3.0,
        -0.1,
        1e-9,
        0.7,
        5.0,
        33.3,
        float(zeros(n)[3]),
        float(zeros(n)[-1]),
    ):
        exact = evaluate(n, x, digits=25)
        error = max(error, float(abs(function(x) - exact) / abs(exact)) * 2**53)
    assert error <= stated_units(derivative(n).code())


def test_zero_pairs_hold_the_zero_to_twice_the_precision() -> None:
    for pair, z in zip(zero_pairs(9), [z for z in zeros(9, 60) if z > 0], strict=True):
        with mp.workdps(60):
            assert abs(mp.mpf(pair.high) + pair.low - z) <= mp.ldexp(z, -105)
            assert abs(pair.decay - mp.exp(-z)) <= mp.ldexp(pair.decay, -53)


def test_bound_grows_with_the_number_of_factors_only() -> None:
    # Horner's rule on Q_n would lose 0.65 n bits: 2^65 units at n = 100.
    assert error_units(100, zero_pairs(100)) < 3000


def test_programs_are_ascii_and_say_what_they_are() -> None:
    for language, dialect in DIALECTS.items():
        for n in ORDERS:
            source = derivative(n).code(language)
            assert source.isascii()
            assert dialect.title in source
            assert max(map(len, source.split("\n"))) <= 130
    ordinals = {1: "1st", 2: "2nd", 3: "3rd", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 22: "22nd"}
    assert all(f"the {word} derivative of" in derivative(n).code() for n, word in ordinals.items())


@pytest.mark.parametrize(
    ("handle", "language", "message"),
    [
        (derivative(3), "fortran", "language must be one of python, numpy, c, matlab, jax, torch"),
        (derivative(101), "c", "up to 100, not for n = 101"),
        (derivative(Symbol("n")), "c", "n must be a whole number"),
    ],
)
def test_refusals(handle: Any, language: str, message: str) -> None:
    with pytest.raises(SigmoidSymError, match=message):
        handle.code(language)
