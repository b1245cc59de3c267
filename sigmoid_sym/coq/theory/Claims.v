(** * Tactics that prove claims about σ, its derivatives and e^x

    - [by_field]: equations that hold whatever the values of σ, exp, … are;
    - [by_unit (x / q)]: equations that are rational in e^{x/q}; both write out derivatives;
    - [by_slope]: that one expression is the derivative of another;
    - [by_difference d]: order, with a d for the difference that is seen to be positive, term by term, or with
      squares as factors. *)

From Coq Require Import Reals Lra Lia ZArith List.
From Coquelicot Require Import Coquelicot.
From SigmoidSym Require Import Rows Sigmoid Derivatives Shape Relatives Growth Certificate.
Open Scope R_scope.

(** Every derivative of σ in the goal as its polynomial; those of softplus, tanh and x ↦ σ(a x + b) too. *)
Ltac write_derivatives :=
  repeat match goal with |- context [Derive ?f ?x] => change (Derive f x) with (Derive_n f 1 x) end;
  repeat match goal with |- context [Derive_n ?f 0 ?x] => change (Derive_n f 0 x) with (f x); cbv beta end;
  repeat match goal with
  | |- context [Derive_n softplus (S ?n) ?x] => rewrite (Derive_n_softplus n x)
  | |- context [Derive_n tanh (S ?n) ?x] => rewrite (Derive_n_tanh (S n) x) by lia
  | |- context [Derive_n (fun y => y * sigmoid y) (S ?n) ?x] =>
    rewrite (Derive_n_silu (S n) x), (INR_IZR_INZ (S n)) by lia;
    cbn [Z.of_nat Pos.of_succ_nat Pos.succ Nat.sub]
  | |- context [Derive_n (fun y => sigmoid (?a * y + ?b)) ?n ?x] => rewrite (Derive_n_sigmoid_affine a b n x)
  | |- context [Derive_n sigmoid ?n ?x] =>
    let p := eval vm_compute in (0%Z :: row n) in
    rewrite (Derive_n_sigmoid_row n p (eq_refl true) x (sigmoid x) eq_refl)
  end;
  unfold horner; cbn [fold_right Nat.add].

(** Positive because of its shape: sums, products, quotients and powers of what is known to be positive. *)
Ltac positive :=
  lazymatch goal with
  | |- True => exact I
  | |- _ /\ _ => split; positive
  | |- _ <> 0 => apply Rgt_not_eq; unfold Rgt; positive
  | |- 0 < _ =>
    first
      [ assumption
      | lra
      | lazymatch goal with
        | |- 0 < exp _ => apply exp_pos
        | |- 0 < sigmoid _ => apply sigmoid_pos
        (* 1 - σ(x), as [auto_derive] leaves it *)
        | |- 0 < 1 + - (1 * / (1 + ?e)) =>
          replace (1 + - (1 * / (1 + e))) with (e / (1 + e)) by (field; positive); positive
        | |- 0 < _ + _ =>
          first [ apply Rplus_lt_0_compat; positive
                | apply Rplus_lt_le_0_compat; [positive | nonnegative]
                | apply Rplus_le_lt_0_compat; [nonnegative | positive] ]
        | |- 0 < _ * _ => apply Rmult_lt_0_compat; positive
        | |- 0 < _ / _ => apply Rdiv_lt_0_compat; positive
        | |- 0 < / _ => apply Rinv_0_lt_compat; positive
        | |- 0 < _ ^ _ => apply pow_lt; positive
        end ]
  end
with nonnegative :=
  lazymatch goal with
  | |- 0 <= _ =>
    first
      [ assumption
      | lra
      | lazymatch goal with
        | |- 0 <= _ + _ => apply Rplus_le_le_0_compat; nonnegative
        | |- 0 <= _ * _ => apply Rmult_le_pos; nonnegative
        | |- 0 <= _ / _ => apply Rdiv_le_0_compat; [nonnegative | positive]
        | |- 0 <= _ ^ 2 => apply pow2_ge_0
        | |- 0 <= _ ^ _ => apply pow_le; nonnegative
        end
      | apply Rlt_le; positive ]
  end.

(** Proves an equation between quotients whose denominators are seen to be positive. *)
Ltac by_quotients :=
  lazymatch goal with |- ?a = ?b => change (@eq R a b) | _ => idtac end;
  first [ field; positive | fail 1 "The two sides of the claim could not be shown to be the same" ].

(** e^{k y} and e^{-k y} as powers of e^y. *)
Lemma exp_multiple k y : exp (INR k * y) = exp y ^ k.
Proof.
  induction k as [|k IH]; [simpl; rewrite Rmult_0_l; apply exp_0|].
  rewrite S_INR, <- tech_pow_Rmult, <- IH, <- exp_plus. f_equal. ring.
Qed.

Lemma exp_multiple_opp k y : exp (- (INR k * y)) = / exp y ^ k.
Proof. now rewrite exp_Ropp, exp_multiple. Qed.

(** exp a as a power of exp y: the exponents 0, 1, -1, 2, -2, … are tried in turn. *)
Ltac as_power y a k :=
  lazymatch k with
  | 65%nat => fail "not a small multiple of the unit"
  | _ =>
    first
      [ replace (exp a) with (exp y ^ k) by (rewrite <- exp_multiple; f_equal; simpl; field)
      | replace (exp a) with (/ exp y ^ k) by (rewrite <- exp_multiple_opp; f_equal; simpl; field)
      | let next := eval cbv in (S k) in as_power y a next ]
  end.

(** Proves an equation that is rational in e^y for this one y. *)
Ltac by_unit y :=
  write_derivatives; unfold sigmoid, tanh, sinh, cosh;
  let u := fresh "u" in
  repeat match goal with |- context [exp ?a] =>
    lazymatch a with y => fail | _ => as_power y a 0%nat end end;
  pose proof (exp_pos y); set (u := exp y) in *; clearbody u;
  by_quotients.

(** Proves an equation that holds whatever the values of σ, exp, … are. *)
Ltac by_field := cbv beta; write_derivatives; by_quotients.

(** One derivative of many. *)
Lemma Derive_n_step f g n x : (forall y, is_derive f y (g y)) -> Derive_n f (S n) x = Derive_n g n x.
Proof.
  intros slope. rewrite <- Nat.add_1_r, <- Derive_n_comp. apply Derive_n_ext. intros y.
  apply is_derive_unique, slope.
Qed.

(** Derivatives up to an order, one by one: each of them exists. *)
Lemma ex_derive_n_none (f : R -> R) (k : nat) (x : R) : (k <= 0)%nat -> ex_derive_n f k x.
Proof. intros none. now replace k with 0%nat by lia. Qed.

Lemma ex_derive_n_step (f g : R -> R) (n : nat) :
  (forall y, is_derive f y (g y)) -> (forall (k : nat) (x : R), (k <= n)%nat -> ex_derive_n g k x) ->
  forall (k : nat) (x : R), (k <= S n)%nat -> ex_derive_n f k x.
Proof.
  intros slope further [|[|k]] x within; [exact I | now exists (g x) |].
  apply (ex_derive_ext (Derive_n g k)); [intros y; symmetry; now apply Derive_n_step|].
  apply (further (S k)). lia.
Qed.

(** Proves that g(y) is the derivative of f in y, for f and g that are defined everywhere. *)
Ltac by_slope :=
  intros ?; unfold sigmoid, softplus, tanh, sinh, cosh; cbv beta; auto_derive;
  [repeat split; positive | rewrite ?exp_Ropp; field; positive].

(** What is known of s = σ(x), for the tactics above. *)
Lemma sigmoid_facts x : 0 < sigmoid x /\ 0 < 1 - sigmoid x.
Proof. pose proof (sigmoid_bounds x). lra. Qed.

(** σ(x) > 1/2 for x > 0, σ(x) < 1/2 for x < 0. *)
Lemma sigmoid_facts_pos x : 0 < x -> 0 < 2 * sigmoid x - 1.
Proof.
  intros right. assert (sigmoid 0 < sigmoid x) as H by now apply sigmoid_increasing.
  rewrite sigmoid_0 in H. lra.
Qed.

Lemma sigmoid_facts_neg x : x < 0 -> 0 < 1 - 2 * sigmoid x.
Proof.
  intros left. assert (sigmoid x < sigmoid 0) as H by now apply sigmoid_increasing.
  rewrite sigmoid_0 in H. lra.
Qed.

(** Proves a < b, a ≤ b, a > b or a ≥ b by an expression d for the difference that is seen to be positive, or
    not negative. *)
Ltac by_difference d :=
  write_derivatives;
  lazymatch goal with |- _ >= _ => apply Rle_ge | |- _ > _ => unfold Rgt | _ => idtac end;
  lazymatch goal with
  | |- ?a < ?b => apply Rminus_gt_0_lt; unfold Rgt; replace (b - a) with d by field; positive
  | |- ?a <= ?b => apply Rminus_le_0; replace (b - a) with d by field; nonnegative
  end.

(** Where σ^(n+1) is positive between a and b, σ^(n) is increasing there. *)
Theorem Derive_n_sigmoid_incr n (a b : Rbar) :
  (forall x : R, Rbar_lt a x -> Rbar_lt x b -> 0 < Derive_n sigmoid (S n) x) ->
  forall x y : R, Rbar_lt a x -> x < y -> Rbar_lt y b -> Derive_n sigmoid n x < Derive_n sigmoid n y.
Proof.
  intros rises. apply incr_function with (df := Derive_n sigmoid (S n)); [|exact rises].
  intros x _ _. apply Derive_correct. exact (ex_derive_n_sigmoid (S n) x).
Qed.
