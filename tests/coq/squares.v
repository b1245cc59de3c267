(* Bounds that are attained: a square as a factor. *)
From Coq Require Import Reals.
From Coquelicot Require Import Coquelicot.
From SigmoidSym Require Import Sigmoid Claims.
Open Scope R_scope.

Theorem greatest_slope x : Derive sigmoid x <= 1 / 4.
Proof. by_difference ((sigmoid x - 1 / 2) ^ 2). Qed.

(* The least value of σ''' is -1/8, at 0. *)
Theorem least_third x : Derive_n sigmoid 3 x >= - (1 / 8).
Proof.
  destruct (sigmoid_facts x).
  by_difference
    ((2 * sigmoid x - 1) ^ 2
     * (1 / 8 * (1 - sigmoid x) ^ 2 + 7 / 4 * sigmoid x * (1 - sigmoid x) + 1 / 8 * sigmoid x ^ 2)).
Qed.

Theorem false_slope x : Derive sigmoid x <= 1 / 5.
Proof. Fail by_difference ((sigmoid x - 1 / 2) ^ 2). Abort.

Print Assumptions least_third.
