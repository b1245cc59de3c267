(** * The derivatives of the logistic function, of every order and in three forms *)

From Coq Require Import Reals Lra Lia ZArith List.
From Coquelicot Require Import Coquelicot.
From SigmoidSym Require Import Logistic Rows Stirling Eulerian Factored Sigmoid.
Open Scope R_scope.

(** σ' = σ (1 - σ), everywhere. *)
Theorem logistic_on_sigmoid : logistic_on 1 (fun _ => True) sigmoid.
Proof.
  split; [apply open_true|]. intros x _.
  assert (0 < exp (- x)) by apply exp_pos. unfold sigmoid. auto_derive; [lra|]. field. lra.
Qed.

Lemma is_derive_sigmoid x : is_derive sigmoid x (sigmoid x * (1 - sigmoid x)).
Proof.
  replace (sigmoid x * _) with (1 * (sigmoid x * (1 - sigmoid x))) by ring. now apply logistic_on_sigmoid.
Qed.

Lemma Derive_sigmoid x : Derive sigmoid x = sigmoid x * (1 - sigmoid x).
Proof. apply is_derive_unique, is_derive_sigmoid. Qed.

Lemma one_pow n l : 1 ^ n * l = l.
Proof. rewrite pow1. ring. Qed.

(** The coefficients of the n-th derivative in powers of σ are 0, followed by [row n]. *)
Theorem is_derive_n_sigmoid n x : is_derive_n sigmoid n x (horner (0%Z :: row n) (sigmoid x)).
Proof.
  rewrite <- one_pow with (n := n). exact (is_derive_n_row 1 _ _ logistic_on_sigmoid n x I).
Qed.

(** σ has derivatives of every order, everywhere. *)
Theorem ex_derive_n_sigmoid n x : ex_derive_n sigmoid n x.
Proof. eapply ex_derive_n_of_is_derive_n, is_derive_n_sigmoid. Qed.

(** σ^(n) = Σ_{k=1}^{n+1} (-1)^{k+1} (k-1)! S(n+1,k) σ^k. *)
Theorem Derive_n_sigmoid_stirling n x :
  Derive_n sigmoid n x
  = sum_n_m (fun k => (-1) ^ (k + 1) * INR (fact (k - 1)) * IZR (stirling2 (n + 1) k) * sigmoid x ^ k)
            1 (n + 1).
Proof.
  apply is_derive_n_unique. rewrite <- one_pow with (n := n).
  exact (is_derive_n_stirling 1 _ _ logistic_on_sigmoid n x I).
Qed.

(** For n ≥ 1, σ^(n) = Σ_{k=0}^{n-1} (-1)^k A(n,k) σ^{k+1} (1-σ)^{n-k}. *)
Theorem Derive_n_sigmoid_eulerian n x :
  (1 <= n)%nat ->
  Derive_n sigmoid n x
  = sum_n_m (fun k => (-1) ^ k * IZR (eulerian n k) * sigmoid x ^ (k + 1) * (1 - sigmoid x) ^ (n - k))
            0 (n - 1).
Proof.
  intros positive. apply is_derive_n_unique.
  pose proof (is_derive_n_eulerian 1 _ _ logistic_on_sigmoid n x I) as full.
  rewrite one_pow in full. destruct n as [|n]; [lia|].
  rewrite sum_Sn, eulerian_diagonal in full. change plus with Rplus in full.
  replace (S n - 1)%nat with n by lia.
  match goal with |- is_derive_n _ _ _ ?v => match type of full with is_derive_n _ _ _ ?w =>
    replace v with w; [exact full|] end end.
  unfold sum_n. ring.
Qed.

(** For n ≥ 1, σ^(n) = w (1-2σ)^ε Q_n(w), w = σ (1-σ), ε = 1 for even n, else 0; here n = m + 1. *)
Theorem Derive_n_sigmoid_factored m x :
  let w := sigmoid x * (1 - sigmoid x) in
  Derive_n sigmoid (S m) x
  = (if Nat.even (S m) then 1 - 2 * sigmoid x else 1) * (w * horner (factored_row m) w).
Proof.
  apply is_derive_n_unique. rewrite <- one_pow with (n := S m).
  exact (is_derive_n_factored 1 _ _ logistic_on_sigmoid (S m) x I).
Qed.

(** σ^(n)(-x) = (-1)^{n+1} σ^(n)(x) for n ≥ 1. *)
Theorem Derive_n_sigmoid_opp n x :
  (1 <= n)%nat -> Derive_n sigmoid n (- x) = (-1) ^ (n + 1) * Derive_n sigmoid n x.
Proof.
  intros positive. destruct n as [|m]; [lia|]. rewrite !Derive_n_sigmoid_factored, sigmoid_opp.
  replace ((1 - sigmoid x) * (1 - (1 - sigmoid x))) with (sigmoid x * (1 - sigmoid x)) by ring.
  destruct (Nat.even (S m)) eqn:parity.
  - apply Nat.even_spec in parity as [i Hi]. rewrite Hi, Nat.add_1_r, <- tech_pow_Rmult, pow_1_even. ring.
  - rewrite <- Nat.negb_odd in parity. apply Bool.negb_false_iff, Nat.odd_spec in parity as [i Hi].
    replace (S m + 1)%nat with (2 * S i)%nat by lia. rewrite pow_1_even. ring.
Qed.
