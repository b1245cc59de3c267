(* Identities in e^{x/q}: one unit u = e^{x/q} > 0, then [field]. *)
From Coq Require Import Reals.
From Coquelicot Require Import Coquelicot.
From SigmoidSym Require Import Sigmoid Claims.
Open Scope R_scope.

Theorem half_angle x : tanh (x / 2) = 2 * sigmoid x - 1.
Proof. by_unit (x / 2). Qed.

Theorem hyperbolic x : Derive sigmoid x = 1 / (2 + 2 * cosh x).
Proof. by_unit x. Qed.

Theorem doubling x : sigmoid (2 * x) = sigmoid x ^ 2 / (sigmoid x ^ 2 + (1 - sigmoid x) ^ 2).
Proof. by_unit x. Qed.

Theorem squared_secant x : Derive_n sigmoid 2 x = - (tanh (x / 2) / (4 * cosh (x / 2) ^ 2)).
Proof. by_unit (x / 2). Qed.

Theorem odd_third x : Derive_n sigmoid 4 (- x) = - Derive_n sigmoid 4 x.
Proof. by_unit x. Qed.

Theorem false_half_angle x : tanh x = 2 * sigmoid x - 1.
Proof. Fail by_unit x. Abort.

Print Assumptions squared_secant.
