(* Equalities of derivatives: each is a polynomial in σ, and [ring] compares. *)
From Coq Require Import Reals.
From Coquelicot Require Import Coquelicot.
From SigmoidSym Require Import Sigmoid Claims.
Open Scope R_scope.

Theorem third x : Derive_n sigmoid 3 x = Derive sigmoid x * (1 - 6 * Derive sigmoid x).
Proof. write_derivatives; ring. Qed.

Theorem second x : Derive_n sigmoid 2 x = Derive sigmoid x * (1 - 2 * sigmoid x).
Proof. write_derivatives; ring. Qed.

Theorem fifth x :
  Derive_n sigmoid 5 x
  = Derive sigmoid x - 30 * Derive sigmoid x ^ 2 + 120 * Derive sigmoid x ^ 3.
Proof. write_derivatives; ring. Qed.

Theorem false_second x : Derive_n sigmoid 2 x = Derive sigmoid x * (2 * sigmoid x - 1).
Proof. Fail (write_derivatives; ring). Abort.

Print Assumptions fifth.
