(* Order through Bernstein's form: a sum of b_k s^k (1-s)^{d-k} with b_k > 0 is positive for 0 < s < 1. *)
From Coq Require Import Reals.
From Coquelicot Require Import Coquelicot.
From SigmoidSym Require Import Sigmoid Claims.
Open Scope R_scope.

Theorem concave_right x : 0 < x -> Derive_n sigmoid 2 x < 0.
Proof.
  intros right. destruct (sigmoid_facts x). pose proof (sigmoid_facts_pos x right).
  by_difference (sigmoid x * (1 - sigmoid x) * (2 * sigmoid x - 1)).
Qed.

Theorem bounded_second x : Derive_n sigmoid 2 x < 1 / 8.
Proof.
  destruct (sigmoid_facts x).
  by_difference
    (1 / 8 * sigmoid x ^ 0 * (1 - sigmoid x) ^ 12
     + 1 / 2 * sigmoid x ^ 1 * (1 - sigmoid x) ^ 11
     + 1 / 4 * sigmoid x ^ 2 * (1 - sigmoid x) ^ 10
     + 1 / 2 * sigmoid x ^ 3 * (1 - sigmoid x) ^ 9
     + 111 / 8 * sigmoid x ^ 4 * (1 - sigmoid x) ^ 8
     + 57 * sigmoid x ^ 5 * (1 - sigmoid x) ^ 7
     + 231 / 2 * sigmoid x ^ 6 * (1 - sigmoid x) ^ 6
     + 141 * sigmoid x ^ 7 * (1 - sigmoid x) ^ 5
     + 879 / 8 * sigmoid x ^ 8 * (1 - sigmoid x) ^ 4
     + 109 / 2 * sigmoid x ^ 9 * (1 - sigmoid x) ^ 3
     + 65 / 4 * sigmoid x ^ 10 * (1 - sigmoid x) ^ 2
     + 5 / 2 * sigmoid x ^ 11 * (1 - sigmoid x) ^ 1
     + 1 / 8 * sigmoid x ^ 12 * (1 - sigmoid x) ^ 0).
Qed.

Print Assumptions bounded_second.
