"""The code of every printer, run where the language is installed, against digits of the definitions."""

import functools
import importlib
import math
import re
import subprocess
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import mpmath
import pytest

pytest.importorskip("numpy")

import numpy as np
import sympy
from conftest import require_module, require_program
from sympy import Rational, S, exp, log
from sympy.printing.cxx import CXX17CodePrinter
from sympy.printing.glsl import glsl_code
from sympy.printing.lambdarepr import NumExprPrinter, lambdarepr
from sympy.printing.maple import maple_code
from sympy.printing.numpy import CuPyPrinter, JaxPrinter, NumPyPrinter, SciPyPrinter
from sympy.printing.pycode import MpmathPrinter, pycode
from sympy.printing.rcode import rcode
from sympy.printing.tensorflow import TensorflowPrinter

from sigmoid_sym import logit, sigmoid, softplus
from sigmoid_sym.errors import SigmoidSymError

SINCE_1_14 = tuple(map(int, sympy.__version__.split(".")[:2])) >= (1, 14)  # prints torch, cmath
x = sympy.Symbol("x")
DEFINITIONS = {
    sigmoid: lambda z: 1 / (1 + exp(-z)),
    logit: lambda z: log(z / (1 - z)),
    softplus: lambda z: log(1 + exp(z)),
}
LINE = [-300.0, -40.0, -5.5, -1.0, -1e-9, 0.0, 0.3, 2.0, 30.0, 40.0, 300.0]
UNIT = [1e-30, 1e-9, 0.2, 0.25, 0.6, 0.75, 0.9, 1 - 2.0**-40]

# Written in F, which stands for each of the functions; G for sigmoid.
Shape = Callable[[Any, Any], Any]
SHAPES: dict[str, Shape] = {
    "alone": lambda F, G: F(x),
    "square": lambda F, G: F(x) ** 2,
    "reciprocal": lambda F, G: 1 / F(x + Rational(1, 1024)),
    "inverse square": lambda F, G: F(x + Rational(1, 1024)) ** -2,
    "root": lambda F, G: sympy.sqrt(F(x) ** 2),
    "as exponent": lambda F, G: 2 ** -G(x),
    "negative": lambda F, G: -F(x),
    "negative square": lambda F, G: -(F(x) ** 2),
    "product": lambda F, G: 3 * F(x) * G(x) * x,
    "quotient": lambda F, G: F(x) / G(x),
    "quotient of squares": lambda F, G: F(x) ** 2 / G(x) ** 2,
    "sum": lambda F, G: 2 + F(x) ** 2 * 3 + G(x / 2),
    "inner sum": lambda F, G: F(x * Rational(3, 4) + Rational(1, 8)),
    "nested": lambda F, G: F(G(x)),
    "nested in power": lambda F, G: G(F(x) ** 2) ** 2,
    "number": lambda F, G: F(Rational(1, 3)) + x,
}
Case = tuple[
    str, Any, Any, list[float], float
]  # name, expression, its definition, points, absolute error allowed


@functools.cache
def cases() -> list[Case]:
    """Every function in every shape, and its derivatives of order 1 to 6."""
    found: list[Case] = []
    for function, definition in DEFINITIONS.items():
        points = UNIT if function is logit else LINE
        for name, shape in SHAPES.items():
            theirs = shape(definition, DEFINITIONS[sigmoid])
            # Next to its zero only logit itself is that exact.
            near = [0.4999999] * (function is logit and name == "alone")
            found.append(
                (f"{function.__name__} {name}", shape(function, sigmoid), theirs, points + near, 0.0)
            )
        for order in range(1, 7):
            mine, theirs = (f.diff(x, order) for f in (function(x), definition(x)))
            # Between its zeros a derivative is of size n!, times e^-|x| in the tails.
            found.append(
                (f"{function.__name__} derivative {order}", mine, theirs, points, math.factorial(order))
            )
    return found


_expected: dict[tuple[int, float], Any] = {}


def expected(index: int, at: float) -> Any:
    """The value by SymPy, which may be complex or infinite."""
    if (index, at) not in _expected:
        try:
            _expected[index, at] = cases()[index][2].subs(x, Rational(Fraction(at))).evalf(30, maxn=5000)
        except ZeroDivisionError:  # a denominator that only its digits show to be 0
            _expected[index, at] = sympy.zoo
    return _expected[index, at]


def points_of(index: int) -> list[float]:
    """The points where the value is real and fits in a float."""
    values = [(at, expected(index, at)) for at in cases()[index][3]]
    return [at for at, value in values if value.is_Float and abs(value) < 1e300]


# These take logit for the logarithm of a quotient, whose error next to its zero is that of the quotient.
QUOTIENTS = ("octave", "r", "jax", "torch", "numexpr", "scipy")


def check(language: str, index: int, at: float, value: Any) -> None:
    precision = 2.0**-24 if language == "jax" else 2.0**-53
    name, exact, slack = cases()[index][0], expected(index, at), cases()[index][4]
    tail = math.exp(-abs(at)) if "logit" not in name else abs(exact) / 720
    if "nested" in name:  # the inner value has a rounding error, whatever the outer one
        slack, tail = 0.01, 1.0
    # An argument with a rounding error of its own may change the value so much more.
    allowed = 400 * precision * (abs(exact) + slack * tail)
    if at == 0.4999999 and language in QUOTIENTS:
        allowed = precision
    number = sympy.N(value if isinstance(value, sympy.Expr) else sympy.Float(str(value), 30), 30)
    assert abs(number - exact) <= allowed, (name, at, value, exact)


@pytest.mark.parametrize(
    "module", ["math", "mpmath", "numpy", "scipy", "sympy", "numexpr", "cmath", "jax", "torch"]
)
def test_lambdified(module: str) -> None:
    if module in ("numexpr", "jax", "torch"):
        library = require_module(module)
    if module in ("cmath", "torch") and not SINCE_1_14:
        pytest.skip("needs SymPy 1.14")
    for index, (_, expression, _, _, _) in enumerate(cases()):
        code = sympy.lambdify(x, expression, module)
        for at in points_of(index):
            if module == "jax" and (not 1e-6 < abs(at) < 50 or 0 < 1 - at < 1e-6):
                continue
            argument: Any = at
            if module == "sympy":
                argument = sympy.Float(at, 40)
            elif module in ("numpy", "numexpr", "scipy"):
                argument = np.array([at])
            elif module == "torch":
                argument = library.tensor([at], dtype=library.float64)
            with mpmath.workdps(15):
                value = code(argument)
            if module not in ("sympy", "mpmath"):
                value = complex(np.ravel(value)[0]).real
            check(module, index, at, value)


# A program that prints the value of every expression at every point, one a line, in the order of the cases.
PROGRAMS: dict[str, dict[str, Any]] = {
    "c": {
        "print": sympy.ccode,
        "each": "static double f{i}(double x) {{ return {code}; }}\n",
        "call": '  printf("%.17g\\n", f{i}({at!r}));\n',
        "file": "#include <math.h>\n#include <stdio.h>\n{each}int main(void) {{\n{call}}}\n",
        "run": [("gcc", "gcc"), "cc -Wall -Werror -o program {file} -lm && ./program", "program.c"],
    },
    "c++": {
        "print": CXX17CodePrinter().doprint,
        "each": "static double f{i}(double x) {{ return {code}; }}\n",
        "call": '  std::printf("%.17g\\n", f{i}({at!r}));\n',
        "file": "#include <cmath>\n#include <cstdio>\n{each}int main() {{\n{call}}}\n",
        "run": [("g++", "g++"), "g++ -std=c++17 -o program {file} && ./program", "program.cpp"],
    },
    "javascript": {
        "print": sympy.jscode,
        "each": "function f{i}(x) {{ return {code}; }}\n",
        "call": "console.log(f{i}({at!r}));\n",
        "file": "{each}{call}",
        "run": [("node", "nodejs"), "node {file}", "program.js"],
    },
    "octave": {
        "print": sympy.octave_code,
        "each": "f{i} = @(x) {code};\n",
        "call": 'printf("%.17g\\n", f{i}({at!r}));\n',
        "file": "{each}{call}",
        "run": [("octave-cli", "octave"), "octave-cli --norc {file}", "program.m"],
    },
    "r": {
        "print": rcode,
        "each": "f{i} <- function(x) {code}\n",
        "call": 'cat(sprintf("%.17g\\n", f{i}({at!r})))\n',
        "file": "{each}{call}",
        "run": [("Rscript", "r-base-core"), "Rscript {file}", "program.R"],
    },
    "rust": {
        # SymPy itself mixes integers with floats, which Rust does not.
        "print": lambda e: re.sub(r"(?<![\w.])1/", "1.0/", sympy.rust_code(sympy.N(e, 17))),
        "each": "#[allow(unused_parens)] fn f{i}(x: f64) -> f64 {{ {code} }}\n",
        "call": '    println!("{{:e}}", f{i}({at!r}));\n',
        "file": "{each}fn main() {{\n{call}}}\n",
        "run": [("rustc", "rustc"), "rustc -o program {file} && ./program", "program.rs"],
    },
    "fortran": {
        "print": lambda e: sympy.fcode(e, source_format="free", standard=95),
        "each": "real*8 function f{i}(x)\nreal*8, intent(in) :: x\nf{i} = {code}\nend function\n",
        "call": "print '(ES25.17E3)', f{i}({at!r}_8)\n",
        "file": "module m\ncontains\n{each}end module\nprogram p\nuse m\n{call}end program\n",
        "run": [("gfortran", "gfortran"), "gfortran -o program {file} && ./program", "program.f90"],
    },
}


@pytest.mark.parametrize("language", PROGRAMS)
def test_programs(language: str, tmp_path: Path) -> None:
    recipe = PROGRAMS[language]
    program, command, name = recipe["run"]
    require_program(*program)
    each, calls, order = [], [], []
    for index, (_, expression, _, _, _) in enumerate(cases()):
        each.append(recipe["each"].format(i=index, code=recipe["print"](expression)))
        for at in points_of(index):
            calls.append(recipe["call"].format(i=index, at=at))
            order.append((index, at))
    (tmp_path / name).write_text(recipe["file"].format(each="".join(each), call="".join(calls)))
    done = subprocess.run(command.format(file=name), shell=True, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[:3000]
    lines = done.stdout.split()
    assert len(lines) == len(order)
    for (index, at), value in zip(order, lines, strict=True):
        check(language, index, at, value)


PRINTERS: dict[str, Callable[[Any], str]] = {
    "pycode": pycode,
    "lambdarepr": lambdarepr,
    "numpy": NumPyPrinter().doprint,
    "scipy": SciPyPrinter().doprint,
    "cupy": CuPyPrinter().doprint,
    "jax": JaxPrinter().doprint,
    "tensorflow": TensorflowPrinter().doprint,
    "mpmath": MpmathPrinter().doprint,
    "numexpr": NumExprPrinter().doprint,
    "julia": sympy.julia_code,
    "mathematica": sympy.mathematica_code,
    "maple": maple_code,
    "glsl": glsl_code,
    **(
        {
            name: getattr(importlib.import_module(f"sympy.printing.{module}"), printer)().doprint
            for name, module, printer in (
                ("torch", "pytorch", "TorchPrinter"),
                ("cmath", "pycode", "CmathPrinter"),
            )
        }
        if SINCE_1_14
        else {}
    ),
    **{language: recipe["print"] for language, recipe in PROGRAMS.items()},
}


def is_one_piece(code: str) -> bool:
    """Whether the code is a name and brackets, or brackets alone, so that `^2` after it squares all of it."""
    rest = re.sub(r"\s|&$", "", code)
    while (shorter := re.sub(r"[(\[{][^()\[\]{}]*[)\]}]", "#", rest)) != rest:
        rest = shorter
    return re.fullmatch(r"[\w.:]*#+", rest) is not None


@pytest.mark.parametrize("language", PRINTERS)
@pytest.mark.parametrize("function", DEFINITIONS)
def test_code_is_one_piece_in_known_functions(language: str, function: Any) -> None:
    for argument in (x, 2 * x + 1, Rational(1, 3), sigmoid(x)):
        if language == "rust" and argument.is_number:
            continue  # a number is printed as its value
        code = PRINTERS[language](function(argument, evaluate=False))
        assert is_one_piece(code), code
        unknown = set(re.findall(r"(?<![\w.])(sigmoid|logit|softplus)\b", code))
        assert not unknown, code
        assert "ot supported" not in code


@pytest.mark.parametrize("language", PRINTERS)
@pytest.mark.parametrize("function", DEFINITIONS)
def test_code_of_nested_functions_does_not_explode(language: str, function: Any) -> None:
    expression: Any = x
    for _ in range(20):
        expression = function(2 * expression)
    if function is not sigmoid and language in (
        "c",
        "fortran",
        "glsl",
        "numexpr",
    ):  # they cannot name a value
        with pytest.raises(SigmoidSymError, match=r"give the argument a name \(sympy\.cse\)"):
            PRINTERS[language](expression)
    else:
        assert len(PRINTERS[language](expression)) < 20_000


@pytest.mark.parametrize("function", DEFINITIONS)
def test_complex_code(function: Any) -> None:
    """Off the cuts, in the languages with complex numbers."""
    points = [1 + 2j, -30 + 1j, 0.5 + 0.01j, 3 - 0.5j, -0.3 - 2j]
    for at in points:
        z = sympy.Float(at.real, 40) + sympy.I * sympy.Float(at.imag, 40)
        exact = complex(DEFINITIONS[function](z).evalf(30))
        modules = (
            ["cmath"] * SINCE_1_14 + ["mpmath", "sympy"] + ["numpy", "scipy"] * (function is not softplus)
        )
        for module in modules:
            argument: Any = np.array([at]) if module in ("numpy", "scipy") else at
            if module == "sympy":
                argument = z
            if module == "scipy" and function is logit:
                continue  # SciPy's own logit is real
            value = sympy.lambdify(x, function(x), module)(argument)
            value = complex(value[0] if module in ("numpy", "scipy") else value)
            assert abs(value - exact) < 1e-14 * abs(exact), (module, at)


def test_float_code_in_single_precision() -> None:
    from sympy.codegen.ast import float32, real

    code = sympy.ccode(sigmoid(x) ** 2, type_aliases={real: float32})
    assert "expf" in code


def test_plotted_square() -> None:
    squares = sympy.lambdify(x, sigmoid(x) ** 2, ["numpy"])(np.linspace(-5, 5, 11))
    assert squares[5] == 0.25
    assert sympy.latex(sigmoid(x) ** 2) == r"\sigma^{2}\left(x\right)"
    assert S(sympy.lambdify(x, sigmoid(x).diff(x))(40.0)) > 4e-18
