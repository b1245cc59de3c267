(** * The factored form

    For n ≥ 1, P_n = w (1-2z)^ε Q_n(w) with w = z (1-z), and ε = 1 for even n, else 0. *)

From Coq Require Import Reals ZArith List Lia.
From Coquelicot Require Import Coquelicot.
From SigmoidSym Require Import Logistic Rows.
Import ListNotations.
Open Scope R_scope.

(** From odd to even order: Q becomes (w Q)'. *)
Fixpoint to_even (k : Z) (q : list Z) : list Z :=
  match q with
  | [] => []
  | c :: q => (k * c)%Z :: to_even (k + 1) q
  end.

(** From even to odd order: Q becomes (1-4w) (w Q)' - 2 w Q. *)
Fixpoint to_odd (k before : Z) (q : list Z) : list Z :=
  match q with
  | [] => [- ((4 * k - 2) * before)]%Z
  | c :: q => (k * c - (4 * k - 2) * before)%Z :: to_odd (k + 1) c q
  end.

(** The coefficients of Q_{m+1}. *)
Fixpoint factored_row (m : nat) : list Z :=
  match m with
  | O => [1%Z]
  | S m => if Nat.even (S m) then to_odd 1 0 (factored_row m) else to_even 1 (factored_row m)
  end.

Lemma horner_to_even k q w : horner (to_even k q) w = weighted k q w.
Proof.
  revert k. induction q as [|c q IH]; intros k; [easy|].
  change (IZR (k * c) + w * horner (to_even (k + 1) q) w = IZR k * IZR c + w * weighted (k + 1) q w).
  now rewrite IH, mult_IZR.
Qed.

Lemma horner_to_odd k before q w :
  horner (to_odd k before q) w
  = (1 - 4 * w) * weighted k q w - 2 * w * horner q w - (4 * IZR k - 2) * IZR before.
Proof.
  revert k before. induction q as [|c q IH]; intros k before; unfold horner; cbn [to_odd fold_right weighted].
  - rewrite opp_IZR, mult_IZR, minus_IZR, mult_IZR. ring.
  - fold (horner (to_odd (k + 1) c q) w) (horner q w).
    rewrite IH, minus_IZR, !mult_IZR, minus_IZR, mult_IZR, plus_IZR. ring.
Qed.

(** Q_n has constant term 1, and degree at most ⌊(n-1)/2⌋. *)
Lemma factored_row_constant m : nth 0 (factored_row m) 0%Z = 1%Z.
Proof.
  induction m as [|m IH]; [easy|]. cbn [factored_row].
  destruct (Nat.even (S m)), (factored_row m); cbn in IH |- *; try easy; subst; ring.
Qed.

Lemma factored_row_length m : length (factored_row m) = S (Nat.div2 m).
Proof.
  assert (even : forall q k, length (to_even k q) = length q) by (induction q; simpl; congruence).
  assert (odd : forall q k b, length (to_odd k b q) = S (length q)) by (induction q; simpl; congruence).
  induction m as [|m IH]; [easy|]. cbn [factored_row].
  destruct (Nat.even (S m)) eqn:parity; rewrite ?even, ?odd, IH.
  - apply Nat.even_spec in parity. destruct parity as [i Hi].
    rewrite Hi, Nat.div2_double. replace m with (S (2 * pred i)) by lia. rewrite Nat.div2_succ_double. lia.
  - rewrite <- Nat.negb_odd in parity. apply Bool.negb_false_iff, Nat.odd_spec in parity.
    destruct parity as [i Hi]. replace m with (2 * i)%nat by lia.
    now rewrite Nat.div2_double, Nat.div2_succ_double.
Qed.

Definition factored (n : nat) (z : R) : R :=
  match n with
  | O => z
  | S m => (if Nat.even n then 1 - 2 * z else 1) * (z * (1 - z) * horner (factored_row m) (z * (1 - z)))
  end.

Definition factored' (n : nat) (z : R) : R :=
  let w := z * (1 - z) in
  match n with
  | O => 1
  | S m =>
      let q := factored_row m in
      if Nat.even n
      then (1 - 4 * w) * weighted 1 q w - 2 * (w * horner q w)
      else (1 - 2 * z) * weighted 1 q w
  end.

Lemma is_derive_factored n z : is_derive (factored n) z (factored' n z).
Proof.
  destruct n as [|m]; [apply @is_derive_id|]. unfold factored, factored'.
  set (q := factored_row m).
  pose (g := fun z : R => z * (1 - z) * horner q (z * (1 - z))).
  assert (chain : is_derive g z ((1 - 2 * z) * weighted 1 q (z * (1 - z)))).
  { apply (is_derive_comp (fun w : R => w * horner q w) (fun z : R => z * (1 - z))).
    - apply is_derive_mult_horner.
    - auto_derive; [easy | ring]. }
  destruct (Nat.even (S m)).
  - replace (_ - _) with (- (2) * g z + (1 - 2 * z) * ((1 - 2 * z) * weighted 1 q (z * (1 - z))))
      by (unfold g; ring).
    apply (is_derive_mult (fun z : R => 1 - 2 * z) g); [|exact chain | exact Rmult_comm].
    auto_derive; [easy | ring].
  - apply is_derive_ext with (f := g); [intros; unfold g; simpl; ring | exact chain].
Qed.

(** y^(n) = k^n w (1-2y)^ε Q_n(w), w = y (1-y), for every solution of y' = k y (1 - y) and n ≥ 1. *)
Theorem is_derive_n_factored k D f :
  logistic_on k D f -> forall n x, D x -> is_derive_n f n x (k ^ n * factored n (f x)).
Proof.
  apply (is_derive_n_logistic factored factored'); [easy | exact is_derive_factored|].
  intros [|m] z; [simpl; ring|].
  unfold factored, factored'. rewrite (Nat.even_succ (S m)), <- Nat.negb_even. cbn [factored_row].
  destruct (Nat.even (S m)); cbn [negb]; rewrite ?horner_to_even, ?horner_to_odd; ring.
Qed.
