"""The numbers of other libraries, alone or inside of a Fraction, are the numbers that they are."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
import sympy
from conftest import require_module
from flint import fmpq, fmpz

import sigmoid_sym as s
from sigmoid_sym.derivations import derivation
from sigmoid_sym.errors import ArgumentTypeError
from sigmoid_sym.numeric.points import point
from sigmoid_sym.tree.expression import tree


def mpz(value: int) -> Any:
    return pytest.importorskip("gmpy2").mpz(value)


def int64(value: int) -> Any:
    return require_module("numpy").int64(value)


INTEGERS = [int64, mpz, sympy.Integer, fmpz]

OF_AN_ORDER = {
    "derivative": lambda n: [s.derivative(n).latex(form) for form in s.FORMS],
    "coq": lambda n: s.derivative(n).coq(),
    "code": lambda n: s.derivative(n).code("c"),
    "closed_form": lambda n: s.closed_form("tanh", n),
    "rows": lambda n: [s.logistic_row(n), s.stirling2_row(n), s.eulerian_row(n)],
    "numbers": lambda n: [s.logistic_coefficient(n, n), s.stirling2(n, n), s.eulerian(n, n)],
    "polynomial": lambda n: s.DerivativePolynomial.of_order(n),
    "coefficients": lambda n: s.DerivativePolynomial((n, 0, n)).coefficients,
    "at": lambda n: s.derivative(2).polynomial(n),
    "evaluate": lambda n: [s.evaluate(n, n), s.evaluate(1, 2, digits=n)],
    "enclose": lambda n: s.enclose(n, n),
    "jet": lambda n: s.jet(n, n),
    "zeros": lambda n: [s.zeros(n), s.extrema(n), s.supremum(n)],
    "verify": lambda n: s.verify(n, quick=True).ok,
    "derivation": lambda n: derivation("order-by-order", n=n).text(),
    "point": lambda n: point(n),
}


@pytest.mark.parametrize("integer", INTEGERS)
@pytest.mark.parametrize("name", OF_AN_ORDER)
def test_integers(name: str, integer: Callable[[int], Any]) -> None:
    call = OF_AN_ORDER[name]
    assert repr(call(integer(4))) == repr(call(4))


OF_A_FRACTION = {
    "tree": tree,
    "latex": lambda q: s.derivative(5).latex(of=s.logistic_family(L=q, k=q, x0=q, C=q)),
    "closed_form": lambda q: s.closed_form("stirling", 5, s.logistic_family(L=q, k=q)),
    "derivation": lambda q: derivation("chain-rule", of=s.logistic_family(L=q, k=q)).latex(),
    "value": lambda q: derivation("value", at=q).text(),
    "evaluate": lambda q: s.evaluate(5, q, of=s.logistic_family(L=q, C=q)),
    "jet": lambda q: s.jet(5, q),
    "polynomial": lambda q: s.derivative(9).polynomial(q),
    "coefficients": lambda q: s.DerivativePolynomial((q, 1, q)).coefficients,
    "product": lambda q: (s.derivative(40).polynomial * q).coefficients,
    "sum": lambda q: (s.DerivativePolynomial((q,)) * s.DerivativePolynomial((q,))).coefficients,
    "sympy": lambda q: s.DerivativePolynomial((q,)).tree(),
    "point": lambda q: point(q),
}


@pytest.mark.filterwarnings("ignore:overflow:RuntimeWarning")  # it is the wrong value that must not be
@pytest.mark.parametrize("integer", [int64, mpz])
@pytest.mark.parametrize("numbers", [(2**40 + 1, 2**40 - 1), (6, 2), (-7, 2)])
@pytest.mark.parametrize("name", OF_A_FRACTION)
def test_fractions_of_integers(name: str, numbers: tuple[int, int], integer: Callable[[int], Any]) -> None:
    call = OF_A_FRACTION[name]
    assert repr(call(Fraction(*map(integer, numbers)))) == repr(call(Fraction(*numbers)))


@pytest.mark.parametrize("library", ["numpy", "torch"])
def test_truth_values_are_no_numbers(library: str) -> None:
    module = require_module(library)
    for truth in (module.tensor(True) if library == "torch" else module.bool_(True), True):
        for call in (s.logistic_row, s.derivative(2).polynomial, lambda n: s.evaluate(n, 1)):
            with pytest.raises(ArgumentTypeError, match="must be"):
                call(truth)


def test_fractions_and_floats_of_gmpy2() -> None:
    gmpy2 = pytest.importorskip("gmpy2")
    assert point(gmpy2.mpq(-7, 2)) == point(Fraction(-7, 2))
    with gmpy2.context(precision=200):
        third = gmpy2.mpfr(1) / 3
    assert 3 * point(third).real.fmpq() - 1 == fmpq(1, 2**201) * (-1) ** (point(third).real.fmpq() * 3 < 1)
    assert repr(s.evaluate(2, gmpy2.mpfr("-0.375"))) == repr(s.evaluate(2, -0.375))


def test_parameters_of_numpy() -> None:
    require_module("numpy")
    from sigmoid_sym.arrays import family

    assert family(9, 0.5, L=int64(3), k=int64(2**20 + 1), x0=int64(1)) == family(
        9, 0.5, L=3, k=2**20 + 1, x0=1
    )
