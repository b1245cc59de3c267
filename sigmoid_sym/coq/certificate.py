"""σ^(n) as a polynomial in σ, written as a file that Coq's kernel accepts or rejects."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from sigmoid_sym.errors import ArgumentTypeError, shown, whole_number

# Up to this order the polynomial is written out in powers of s, and `ring` compares it; beyond
# it is a list of coefficients, which the kernel's virtual machine compares.
LARGEST_WRITTEN_OUT = 12

# Coq needs 80 s at this order; at 1000 many minutes and gigabytes.
LARGEST_CHECKED = 500

_FILE = """\
(** The derivative of order {n} of the logistic function, as a polynomial in its value s.

    The statements use nothing but Coq's real numbers and lists and Coquelicot's derivatives; the proofs are
    those of the theory SigmoidSym. *)

From Coq Require Import Reals ZArith List.
From Coquelicot Require Import Coquelicot.
From SigmoidSym Require Certificate.
Import ListNotations.
Open Scope R_scope.

Definition sigmoid (x : R) : R := 1 / (1 + exp (- x)).

{statement}

(* In Coq the derivative of what has none is some number too; all of these exist. *)
Theorem ex_derivative_{n} : forall (k : nat) (x : R), (k <= {n})%nat -> ex_derive_n sigmoid k x.
Proof. intros k x _. exact (Derivatives.ex_derive_n_sigmoid k x). Qed.

Print Assumptions derivative_{n}.
"""

_WRITTEN_OUT = """\
Theorem derivative_{n} : forall x s : R, s = sigmoid x ->
  Derive_n sigmoid {n} x = {polynomial}.
Proof. Certificate.by_ring {n}%nat. Qed."""

# Hexadecimal: Coq reads decimal numerals in quadratic time.
_LISTED = """\
(* Of s^0, s^1, s^2, ... *)
Definition coefficients : list Z := [
  {polynomial}
]%Z.

Theorem derivative_{n} : forall x s : R, s = sigmoid x ->
  Derive_n sigmoid {n} x = fold_right (fun c value => IZR c + s * value) 0 coefficients.
Proof. Certificate.by_row {n}%nat coefficients. Qed."""


def certificate(n: int, coefficients: Iterable[int | Fraction]) -> str:
    """Return a Coq file that states σ^(n) = Σ_k c_k σ^k, and which Coq accepts if and only if it is true.

    Arguments:
        n: order of the derivative, a whole number ≥ 0.
        coefficients: c_0, c_1, …, whole numbers.

    Raises:
        SigmoidSymError: `n` is not a whole number ≥ 0, or a coefficient is not a whole number.

    Notes:
        The statement is in terms of Coq's standard library and Coquelicot alone, so that a reader need
        not trust the theory that proves it. `coq.checking.check` runs Coq on it.

    >>> print(certificate(1, (0, 1, -1)).partition("Theorem ")[2].partition("Proof")[0])
    derivative_1 : forall x s : R, s = sigmoid x ->
      Derive_n sigmoid 1 x = s - s ^ 2.
    """
    n = whole_number("n", n)
    whole = [_whole(c) for c in coefficients]
    if n <= LARGEST_WRITTEN_OUT:
        statement = _WRITTEN_OUT.format(n=n, polynomial=_written_out(whole))
    else:
        statement = _LISTED.format(n=n, polynomial=";\n  ".join(map(hex, whole)))
    return _FILE.format(n=n, statement=statement)


def _whole(value: int | Fraction) -> int:
    if isinstance(value, Fraction) and value.denominator == 1:
        return value.numerator
    if isinstance(value, Fraction):
        raise ArgumentTypeError(f"a certificate has whole numbers as coefficients, not {shown(value)}")
    return whole_number("a coefficient", value, None)


def _written_out(coefficients: list[int]) -> str:
    terms = [f"{'-' if c < 0 else '+'} {_monomial(abs(c), k)}" for k, c in enumerate(coefficients) if c != 0]
    return " ".join(terms).removeprefix("+ ") or "0"


def _monomial(c: int, k: int) -> str:
    if k == 0:
        return str(c)
    power = "s" if k == 1 else f"s ^ {k}"
    return power if c == 1 else f"{c} * {power}"
