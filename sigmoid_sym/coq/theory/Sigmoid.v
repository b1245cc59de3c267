(** * The logistic function: values, range, reflection, inverse *)

From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
Open Scope R_scope.

Definition sigmoid (x : R) : R := 1 / (1 + exp (- x)).

Definition logit (p : R) : R := ln (p / (1 - p)).

(** 0 < σ(x) < 1. *)
Lemma sigmoid_bounds x : 0 < sigmoid x < 1.
Proof.
  assert (0 < exp (- x)) by apply exp_pos. unfold sigmoid.
  split; [apply Rdiv_lt_0_compat; lra | apply Rlt_div_l; lra].
Qed.

Lemma sigmoid_pos x : 0 < sigmoid x.
Proof. apply sigmoid_bounds. Qed.

Lemma sigmoid_lt_1 x : sigmoid x < 1.
Proof. apply sigmoid_bounds. Qed.

(** σ(0) = 1/2. *)
Lemma sigmoid_0 : sigmoid 0 = 1 / 2.
Proof. unfold sigmoid. rewrite Ropp_0, exp_0. field. Qed.

(** σ(-x) = 1 - σ(x). *)
Lemma sigmoid_opp x : sigmoid (- x) = 1 - sigmoid x.
Proof.
  assert (0 < exp x) by apply exp_pos. unfold sigmoid. rewrite Ropp_involutive, exp_Ropp. field. lra.
Qed.

(** The odds are e^x: σ(x) = e^x (1 - σ(x)). *)
Lemma sigmoid_odds x : sigmoid x / (1 - sigmoid x) = exp x.
Proof.
  assert (0 < exp x) by apply exp_pos.
  rewrite <- sigmoid_opp. unfold sigmoid. rewrite Ropp_involutive, exp_Ropp. field. lra.
Qed.

(** logit is the inverse of σ: logit(σ(x)) = x, and σ(logit(p)) = p for 0 < p < 1. *)
Theorem logit_sigmoid x : logit (sigmoid x) = x.
Proof. unfold logit. rewrite sigmoid_odds. apply ln_exp. Qed.

Theorem sigmoid_logit p : 0 < p < 1 -> sigmoid (logit p) = p.
Proof.
  intros inside. unfold sigmoid, logit.
  rewrite exp_Ropp, exp_ln by (apply Rdiv_lt_0_compat; lra). field. lra.
Qed.

(** tanh(x/2) = 2σ(x) - 1. *)
Theorem tanh_sigmoid x : tanh (x / 2) = 2 * sigmoid x - 1.
Proof.
  assert (0 < exp (x / 2)) by apply exp_pos.
  unfold tanh, sinh, cosh, sigmoid.
  replace (- x) with (- (x / 2) + - (x / 2)) by field. rewrite exp_plus, exp_Ropp. field. nra.
Qed.
