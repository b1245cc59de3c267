(** * The derivative polynomials, by their recurrence on lists of integers

    A polynomial is the list of its coefficients, that of z^0 first. *)

From Coq Require Import Reals ZArith List.
From Coquelicot Require Import Coquelicot.
From SigmoidSym Require Import Logistic.
Import ListNotations.
Open Scope R_scope.

(** p(z) by Horner's rule. *)
Definition horner (p : list Z) (z : R) : R :=
  fold_right (fun c value => IZR c + z * value) 0 p.

(** Σ_i (k + i) p_i z^i. *)
Fixpoint weighted (k : Z) (p : list Z) (z : R) : R :=
  match p with
  | [] => 0
  | c :: p => IZR k * IZR c + z * weighted (k + 1) p z
  end.

Lemma weighted_succ k p z : weighted (k + 1) p z = weighted k p z + horner p z.
Proof.
  revert k. induction p as [|c p IH]; intros k; simpl; [ring|].
  rewrite IH, plus_IZR. unfold horner. ring.
Qed.

Lemma is_derive_mult_id (f : R -> R) (z l : R) :
  is_derive f z l -> is_derive (fun z : R => z * f z) z (f z + z * l).
Proof.
  intros H. auto_derive; [now exists l|].
  replace (Derive (fun z => f z) z) with l by now symmetry; apply is_derive_unique. ring.
Qed.

Lemma is_derive_plus_const (c : R) (f : R -> R) (z l : R) :
  is_derive f z l -> is_derive (fun z : R => c + f z) z l.
Proof.
  intros H. replace l with (0 + l) by ring.
  apply (is_derive_plus (fun _ => c) f); [apply @is_derive_const | exact H].
Qed.

(** (z p(z))' = Σ_i (1 + i) p_i z^i. *)
Lemma is_derive_mult_horner (p : list Z) (z : R) :
  is_derive (fun z : R => z * horner p z) z (weighted 1 p z).
Proof.
  induction p as [|c p IH].
  - replace (weighted 1 [] z) with (horner [] z + z * 0) by (simpl; ring).
    apply is_derive_mult_id, @is_derive_const.
  - replace (weighted 1 (c :: p) z) with (horner (c :: p) z + z * weighted 1 p z).
    + now apply is_derive_mult_id, (is_derive_plus_const (IZR c) (fun z => z * horner p z)).
    + change (horner (c :: p) z) with (IZR c + z * horner p z).
      change (weighted 1 (c :: p) z) with (1 * IZR c + z * weighted (1 + 1) p z).
      rewrite weighted_succ. ring.
Qed.

Lemma is_derive_horner (c : Z) (p : list Z) (z : R) : is_derive (horner (c :: p)) z (weighted 1 p z).
Proof. apply (is_derive_plus_const (IZR c) (fun z => z * horner p z)), is_derive_mult_horner. Qed.

(** One pass over p: its i-th coefficient is (k+i) p_i - (k+i-1) p_{i-1}, with [before] as p_{-1},
    in a shape that takes one product. *)
Fixpoint step (k before : Z) (p : list Z) : list Z :=
  match p with
  | [] => [before - k * before]%Z
  | c :: p => (k * (c - before) + before)%Z :: step (k + 1) c p
  end.

Lemma horner_step k before p z :
  horner (step k before p) z = (1 - z) * weighted k p z - (IZR k - 1) * IZR before.
Proof.
  revert k before. induction p as [|c p IH]; intros k before; unfold horner; cbn [step fold_right weighted].
  - rewrite minus_IZR, mult_IZR. ring.
  - fold (horner (step (k + 1) c p) z).
    rewrite IH, plus_IZR, mult_IZR, minus_IZR, plus_IZR. ring.
Qed.

(** The coefficients of z, z^2, …, z^{n+1} in P_n. *)
Definition row (n : nat) : list Z := Nat.iter n (step 1 0) [1%Z].

(** For every solution of y' = k y (1 - y): y^(n) = k^n P_n(y). *)
Theorem is_derive_n_row k D f :
  logistic_on k D f -> forall n x, D x -> is_derive_n f n x (k ^ n * horner (0%Z :: row n) (f x)).
Proof.
  apply (is_derive_n_logistic (fun n => horner (0%Z :: row n)) (fun n => weighted 1 (row n))).
  - intros z. simpl. ring.
  - intros n z. apply is_derive_horner.
  - intros n z. simpl. fold (horner (step 1 0 (row n)) z). rewrite horner_step. ring.
Qed.
