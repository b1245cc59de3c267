(** * Relatives of σ: logistic families, softplus, tanh *)

From Coq Require Import Reals Lra Lia ZArith List.
From Coquelicot Require Import Coquelicot.
From SigmoidSym Require Import Logistic Rows Sigmoid Derivatives.
Open Scope R_scope.

(** f = L/(1 + C e^{-k(x-x0)}) has f^(n) = L k^n P_n(f/L) wherever its denominator is not 0. *)
Theorem is_derive_n_family L k x0 C n x :
  1 + C * exp (- (k * (x - x0))) <> 0 ->
  is_derive_n (fun x => L * / (1 + C * exp (- (k * (x - x0))))) n x
    (L * (k ^ n * horner (0%Z :: row n) (/ (1 + C * exp (- (k * (x - x0))))))).
Proof.
  intros nonzero. apply is_derive_n_scal_l.
  exact (is_derive_n_row k _ _ (logistic_on_family k x0 C) n x nonzero).
Qed.

(** The n-th derivative of x ↦ σ(a x + b) is a^n σ^(n)(a x + b). *)
Theorem Derive_n_sigmoid_affine a b n x :
  Derive_n (fun x => sigmoid (a * x + b)) n x = a ^ n * Derive_n sigmoid n (a * x + b).
Proof.
  rewrite (Derive_n_comp_scal (fun y => sigmoid (y + b)) a n x), Derive_n_comp_trans; [easy|].
  apply filter_forall. intros y k _. apply ex_derive_n_comp_trans, ex_derive_n_sigmoid.
Qed.

Definition softplus (x : R) : R := ln (1 + exp x).

(** softplus' = σ, so softplus^(n+1) = σ^(n). *)
Theorem is_derive_softplus x : is_derive softplus x (sigmoid x).
Proof.
  assert (0 < exp x) by apply exp_pos. unfold softplus, sigmoid. rewrite exp_Ropp.
  auto_derive; [lra | field; lra].
Qed.

Theorem Derive_n_softplus n x : Derive_n softplus (S n) x = Derive_n sigmoid n x.
Proof.
  rewrite <- Nat.add_1_r, <- Derive_n_comp. apply Derive_n_ext. intros y.
  apply is_derive_unique, is_derive_softplus.
Qed.

(** softplus(x) - softplus(-x) = x. *)
Theorem softplus_opp x : softplus x - softplus (- x) = x.
Proof.
  assert (0 < exp x) by apply exp_pos. assert (0 < exp (- x)) by apply exp_pos. unfold softplus.
  rewrite <- ln_div by lra.
  replace ((1 + exp x) / (1 + exp (- x))) with (exp x) by (rewrite exp_Ropp; field; lra).
  apply ln_exp.
Qed.

(** tanh^(n)(x) = 2^{n+1} σ^(n)(2x) for n ≥ 1. *)
Theorem Derive_n_tanh n x : (1 <= n)%nat -> Derive_n tanh n x = 2 ^ (n + 1) * Derive_n sigmoid n (2 * x).
Proof.
  intros positive. destruct n as [|n]; [lia|].
  rewrite (Derive_n_ext tanh (fun x => 2 * sigmoid (2 * x + 0) + (-1))).
  - rewrite Derive_n_plus.
    + rewrite Derive_n_scal_l, Derive_n_sigmoid_affine, Derive_n_const, !Rplus_0_r.
      rewrite (Nat.add_1_r (S n)). change (2 ^ S (S n)) with (2 * 2 ^ S n). ring.
    + apply filter_forall. intros y k _. apply ex_derive_n_scal_l.
      apply (ex_derive_n_comp_scal (fun y => sigmoid (y + 0))), filter_forall.
      intros z j _. apply ex_derive_n_comp_trans, ex_derive_n_sigmoid.
    + apply filter_forall. intros y k _. apply ex_derive_n_const.
  - intros y. rewrite Rplus_0_r. pose proof (tanh_sigmoid (2 * y)) as H.
    replace (2 * y / 2) with y in H by field. lra.
Qed.

(** (log σ)' = σ(-x). *)
Theorem is_derive_ln_sigmoid x : is_derive (fun x => ln (sigmoid x)) x (sigmoid (- x)).
Proof.
  pose proof (sigmoid_pos x). rewrite sigmoid_opp.
  replace (1 - sigmoid x) with (sigmoid x * (1 - sigmoid x) * / sigmoid x) by (field; lra).
  apply (is_derive_comp ln sigmoid); [now apply is_derive_ln | apply is_derive_sigmoid].
Qed.

(** logit' = 1/(p(1-p)) for 0 < p < 1. *)
Theorem is_derive_logit p : 0 < p < 1 -> is_derive logit p (1 / (p * (1 - p))).
Proof.
  intros inside. unfold logit. assert (odds : 0 < p / (1 - p)) by (apply Rdiv_lt_0_compat; lra).
  auto_derive; [repeat split; first [exact odds | lra] | field; lra].
Qed.

(** log σ(x) = -softplus(-x). *)
Theorem ln_sigmoid x : ln (sigmoid x) = - softplus (- x).
Proof.
  assert (0 < exp (- x)) by apply exp_pos. unfold softplus, sigmoid. rewrite ln_div by lra.
  rewrite ln_1. ring.
Qed.

(** SiLU^(n)(x) = x σ^(n)(x) + n σ^{(n-1)}(x) for n ≥ 1. *)
Theorem Derive_n_silu n x :
  (1 <= n)%nat ->
  Derive_n (fun x => x * sigmoid x) n x = x * Derive_n sigmoid n x + INR n * Derive_n sigmoid (n - 1) x.
Proof.
  intros positive. destruct n as [|n]; [lia|]. clear positive.
  replace (S n - 1)%nat with n by lia. revert x.
  assert (forall n x, is_derive (Derive_n sigmoid n) x (Derive_n sigmoid (S n) x)) as next
    by (intros k x; apply Derive_correct; exact (ex_derive_n_sigmoid (S k) x)).
  induction n as [|n IH]; intros x.
  - apply is_derive_unique. replace (x * _ + _) with (1 * sigmoid x + x * Derive_n sigmoid 1 x)
      by (simpl; ring).
    apply (is_derive_mult (fun x => x) sigmoid x); [apply @is_derive_id | exact (next 0%nat x) | exact Rmult_comm].
  - change (Derive (Derive_n (fun x => x * sigmoid x) (S n)) x
      = x * Derive_n sigmoid (S (S n)) x + INR (S (S n)) * Derive_n sigmoid (S n) x).
    rewrite (Derive_ext _ _ x IH). apply is_derive_unique.
    replace (x * _ + _)
      with ((1 * Derive_n sigmoid (S n) x + x * Derive_n sigmoid (S (S n)) x)
            + INR (S n) * Derive_n sigmoid (S n) x) by (rewrite (S_INR (S n)); ring).
    apply (is_derive_plus (fun x => x * Derive_n sigmoid (S n) x) (fun x => INR (S n) * Derive_n sigmoid n x)).
    + apply (is_derive_mult (fun x => x) (Derive_n sigmoid (S n)) x);
        [apply @is_derive_id | apply next | exact Rmult_comm].
    + apply is_derive_scal, next.
Qed.

(** softplus has derivatives of every order, everywhere. *)
Theorem ex_derive_n_softplus n x : ex_derive_n softplus n x.
Proof.
  destruct n as [|[|n]]; [exact I | eexists; apply is_derive_softplus |].
  apply (ex_derive_ext (Derive_n sigmoid n)); [intros y; symmetry; apply Derive_n_softplus|].
  exact (ex_derive_n_sigmoid (S n) x).
Qed.

(** tanh = 2σ(2·) - 1 as well. *)
Theorem ex_derive_n_tanh n x : ex_derive_n tanh n x.
Proof.
  apply (ex_derive_n_ext (fun x => 2 * sigmoid (2 * x + 0) + (-1))).
  - intros y. rewrite Rplus_0_r. pose proof (tanh_sigmoid (2 * y)) as H.
    replace (2 * y / 2) with y in H by field. lra.
  - apply ex_derive_n_plus.
    + apply filter_forall. intros y k _. apply ex_derive_n_scal_l.
      apply (ex_derive_n_comp_scal (fun y => sigmoid (y + 0))), filter_forall.
      intros z j _. apply ex_derive_n_comp_trans, ex_derive_n_sigmoid.
    + apply filter_forall. intros y k _. apply ex_derive_n_const.
Qed.

(** SiLU by the formula for its derivatives. *)
Theorem ex_derive_n_silu n x : ex_derive_n (fun x => x * sigmoid x) n x.
Proof.
  assert (forall n x, ex_derive (Derive_n sigmoid n) x) as next
    by (intros k y; exact (ex_derive_n_sigmoid (S k) y)).
  destruct n as [|[|n]]; [exact I | |].
  - apply (ex_derive_mult (fun x => x) sigmoid x); [apply ex_derive_id | exact (next 0%nat x)].
  - apply (ex_derive_ext
      (fun x => x * Derive_n sigmoid (S n) x + INR (S n) * Derive_n sigmoid (S n - 1) x));
      [intros y; symmetry; apply Derive_n_silu; lia|].
    apply (ex_derive_plus (fun x => x * Derive_n sigmoid (S n) x)).
    + apply (ex_derive_mult (fun x => x)); [apply ex_derive_id | apply next].
    + apply (ex_derive_scal (Derive_n sigmoid (S n - 1))), next.
Qed.
