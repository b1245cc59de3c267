(** * Signs of polynomials in x and e^{x/q}, by the chain of their derivatives

    For p = Σ c x^i e^{jx/q} and a whole k the derivative of p e^{-kx/q} is, but for a factor q > 0, a
    polynomial of the same kind: [step q k p]. Where it has one sign, p e^{-kx/q} is monotone: so the sign of
    p at one end of an interval, or at two points of it, gives the sign of p all over the interval. *)

From Coq Require Import Reals Lra Lia ZArith List Bool.
From Coquelicot Require Import Coquelicot.
Import ListNotations.
Open Scope R_scope.

(** c x^i e^{jx/q} *)
Inductive term := Term (i : nat) (j c : Z).
Arguments Term i%nat j%Z c%Z.

Definition growth (q : positive) (j : Z) (x : R) : R := exp (IZR j * (x / IZR (Zpos q))).

Fixpoint value (q : positive) (p : list term) (x : R) : R :=
  match p with
  | [] => 0
  | Term i j c :: p => IZR c * x ^ i * growth q j x + value q p x
  end.

Fixpoint add (i : nat) (j c : Z) (p : list term) : list term :=
  match p with
  | [] => if Z.eqb c 0 then [] else [Term i j c]
  | Term k l d :: p =>
    if Nat.eqb i k && Z.eqb j l then if Z.eqb (c + d) 0 then p else Term i j (c + d) :: p
    else Term k l d :: add i j c p
  end.

Fixpoint step (q : positive) (k : Z) (p : list term) : list term :=
  match p with
  | [] => []
  | Term i j c :: p =>
    add (pred i) (j - k) (Zpos q * Z.of_nat i * c) (add i (j - k) ((j - k) * c) (step q k p))
  end.

Lemma value_add q i j c p x : value q (add i j c p) x = IZR c * x ^ i * growth q j x + value q p x.
Proof.
  induction p as [|[k l d] p IH]; simpl.
  - destruct (Z.eqb_spec c 0) as [-> | _]; simpl; ring.
  - destruct (Nat.eqb_spec i k) as [-> | _]; simpl; [|rewrite IH; ring].
    destruct (Z.eqb_spec j l) as [-> | _]; simpl; [|rewrite IH; ring].
    destruct (Z.eqb_spec (c + d) 0) as [none | _]; simpl; [|rewrite plus_IZR; ring].
    apply (f_equal IZR) in none. rewrite plus_IZR in none.
    transitivity ((IZR c + IZR d) * x ^ k * growth q l x + value q p x); [rewrite none|]; ring.
Qed.

Lemma growth_pos q j x : 0 < growth q j x.
Proof. apply exp_pos. Qed.

Lemma is_derive_growth q j x : is_derive (growth q j) x (IZR j / IZR (Zpos q) * growth q j x).
Proof.
  assert (IZR (Zpos q) <> 0) by (apply not_0_IZR; discriminate).
  apply (is_derive_comp exp (fun y => IZR j * (y / IZR (Zpos q)))); [apply is_derive_exp|].
  apply (is_derive_ext (fun y => IZR j / IZR (Zpos q) * y)); [intros; simpl; now field|].
  generalize (IZR j / IZR (Zpos q)). intros c. auto_derive; [easy | ring].
Qed.

(** p e^{-kx/q} has the derivative [step q k p] / q. *)
Lemma is_derive_step q k p x :
  is_derive (fun y => growth q (- k) y * value q p y) x (value q (step q k p) x / IZR (Zpos q)).
Proof.
  assert (IZR (Zpos q) <> 0) as nonzero by (apply not_0_IZR; discriminate).
  induction p as [|[i j c] p IH]; cbn [value step].
  - apply (is_derive_ext (fun _ => 0)); [intros; simpl; ring|].
    replace (0 / IZR (Zpos q)) with 0 by (field; exact nonzero). auto_derive; easy.
  - rewrite !value_add.
    apply (is_derive_ext (fun y => IZR c * y ^ i * growth q (j - k) y + growth q (- k) y * value q p y)).
    { intros y. replace (growth q (j - k) y) with (growth q (- k) y * growth q j y); [simpl; ring|].
      unfold growth. rewrite <- exp_plus, minus_IZR, opp_IZR. f_equal. field. exact nonzero. }
    replace (_ / IZR (Zpos q)) with
      ((IZR c * (INR i * x ^ pred i) * growth q (j - k) x
        + IZR c * x ^ i * (IZR (j - k) / IZR (Zpos q) * growth q (j - k) x))
       + value q (step q k p) x / IZR (Zpos q)).
    2: { rewrite !mult_IZR, <- INR_IZR_INZ. now field. }
    apply (is_derive_plus (fun y => IZR c * y ^ i * growth q (j - k) y)); [|exact IH].
    apply (is_derive_mult (fun y => IZR c * y ^ i)); [ | apply is_derive_growth | exact Rmult_comm].
    apply is_derive_scal. replace (INR i * x ^ pred i) with (INR i * 1 * x ^ pred i) by ring.
    apply is_derive_pow, @is_derive_id.
Qed.

Lemma continuous_value q p x : continuous (value q p) x.
Proof.
  assert (IZR (Zpos q) <> 0) by (apply not_0_IZR; discriminate).
  apply (continuous_ext (fun y => growth q (- 0) y * value q p y)).
  - intros y. unfold growth. simpl. rewrite Rmult_0_l, exp_0. ring.
  - apply (ex_derive_continuous (fun y => growth q (- 0) y * value q p y)). eexists. apply is_derive_step.
Qed.

(** The sign of a function is s between two ends. *)
Definition signed (s : Z) (a b : Rbar) (f : R -> R) : Prop :=
  forall x : R, Rbar_lt a x -> Rbar_lt x b -> 0 < IZR s * f x.

(** It is s or 0 at an end, or near an infinite one. *)
Definition begins (s : Z) (a : Rbar) (f : R -> R) : Prop :=
  match a with
  | Finite a => 0 <= IZR s * f a
  | _ => Rbar_locally a (fun x => 0 <= IZR s * f x)
  end.

Lemma begins_at s (a : R) f : 0 < IZR s * f a -> begins s a f.
Proof. apply Rlt_le. Qed.

Lemma begins_at_zero s (a : R) f : f a = 0 -> begins s a f.
Proof. intros zero. simpl. rewrite zero. lra. Qed.

(** Mean value theorem: where [step q k p] has the sign s, s p e^{-kx/q} is increasing. *)
Lemma rises q k p s u v :
  u < v -> (forall z, u < z < v -> 0 < IZR s * value q (step q k p) z) ->
  IZR s * (growth q (- k) u * value q p u) < IZR s * (growth q (- k) v * value q p v).
Proof.
  intros less slope. assert (0 < IZR (Zpos q)) by now apply IZR_lt.
  destruct (MVT_cor2 (fun y => growth q (- k) y * value q p y)
    (fun y => value q (step q k p) y / IZR (Zpos q)) u v less) as [z [difference inside]].
  { intros z _. apply is_derive_Reals, is_derive_step. }
  specialize (slope z inside).
  assert (0 < IZR s * (growth q (- k) v * value q p v - growth q (- k) u * value q p u)); [|lra].
  rewrite difference.
  replace (_ * _) with (IZR s * value q (step q k p) z * (/ IZR (Zpos q) * (v - u))) by (field; lra).
  apply Rmult_lt_0_compat; [exact slope|]. apply Rmult_lt_0_compat; [now apply Rinv_0_lt_compat | lra].
Qed.

(** What grows from 0 or more is positive. *)
Theorem from_left q k p s a b :
  signed s a b (value q (step q k p)) -> begins s a (value q p) -> signed s a b (value q p).
Proof.
  intros slope start x left right.
  assert (exists u, u < x /\ Rbar_le a u /\ 0 <= IZR s * value q p u) as (u & less & above & weak).
  { destruct a as [a | |]; simpl in *.
    - exists a. repeat split; [exact left | apply Rle_refl | exact start].
    - easy.
    - destruct start as [M start]. exists (Rmin M x - 1).
      pose proof (Rmin_l M x). pose proof (Rmin_r M x). repeat split; [lra | apply start; lra]. }
  pose proof (rises q k p s u x less) as grows.
  pose proof (growth_pos q (- k) u) as pu. pose proof (growth_pos q (- k) x) as px.
  assert (0 <= IZR s * (growth q (- k) u * value q p u)) by
    (replace (_ * _) with (growth q (- k) u * (IZR s * value q p u)) by ring; apply Rmult_le_pos; lra).
  assert (0 < growth q (- k) x * (IZR s * value q p x)).
  { replace (_ * _) with (IZR s * (growth q (- k) x * value q p x)) by ring.
    eapply Rle_lt_trans; [eassumption|]. apply grows. intros z [low high]. apply slope.
    - apply (Rbar_le_lt_trans a u z); assumption.
    - apply (Rbar_lt_trans z x b); assumption. }
  apply (Rmult_lt_reg_l (growth q (- k) x)); [exact px | now rewrite Rmult_0_r].
Qed.

(** What grows up to 0 or less is negative. *)
Theorem from_right q k p s a b :
  signed s a b (value q (step q k p)) -> begins (- s) b (value q p) -> signed (- s) a b (value q p).
Proof.
  intros slope start x left right. rewrite opp_IZR.
  assert (exists u, x < u /\ Rbar_le u b /\ 0 <= - IZR s * value q p u) as (u & less & above & weak).
  { rewrite <- opp_IZR. destruct b as [b | |]; simpl in *.
    - exists b. repeat split; [exact right | apply Rle_refl | exact start].
    - destruct start as [M start]. exists (Rmax M x + 1).
      pose proof (Rmax_l M x). pose proof (Rmax_r M x). repeat split; [lra | apply start; lra].
    - easy. }
  pose proof (rises q k p s x u less) as grows.
  pose proof (growth_pos q (- k) u) as pu. pose proof (growth_pos q (- k) x) as px.
  assert (0 <= growth q (- k) u * (- IZR s * value q p u)) by (apply Rmult_le_pos; lra).
  assert (0 < growth q (- k) x * (- IZR s * value q p x)).
  { assert (IZR s * (growth q (- k) x * value q p x) < IZR s * (growth q (- k) u * value q p u)); [|lra].
    apply grows. intros z [low high]. apply slope.
    - apply (Rbar_lt_trans a x z); assumption.
    - apply (Rbar_lt_le_trans z u b); assumption. }
  apply (Rmult_lt_reg_l (growth q (- k) x)); [exact px | now rewrite Rmult_0_r].
Qed.

Lemma signed_within s a b c d f : Rbar_le a c -> Rbar_le d b -> signed s a b f -> signed s c d f.
Proof.
  intros left right known x low high. apply known.
  - now apply Rbar_le_lt_trans with c.
  - now apply Rbar_lt_le_trans with d.
Qed.

(** A zero of what grows parts the two signs. *)
Theorem parted q k p s a b (z : R) :
  signed s a b (value q (step q k p)) -> Rbar_le a z -> Rbar_le z b -> value q p z = 0 ->
  signed (- s) a z (value q p) /\ signed s z b (value q p).
Proof.
  intros slope left right zero. split.
  - apply from_right with k; [|simpl; rewrite zero; lra].
    apply signed_within with a b; [apply Rbar_le_refl | exact right | exact slope].
  - apply from_left with k; [|simpl; rewrite zero; lra].
    apply signed_within with a b; [exact left | apply Rbar_le_refl | exact slope].
Qed.

(** Between a negative and a positive value there is one. *)
Theorem crossing q k p s a b (l r : R) :
  signed s a b (value q (step q k p)) -> l < r -> Rbar_le a l -> Rbar_le r b ->
  0 < IZR (- s) * value q p l -> 0 < IZR s * value q p r ->
  exists z : R, l <= z <= r /\ l < z < r /\ value q p z = 0
    /\ signed (- s) a z (value q p) /\ signed s z b (value q p).
Proof.
  intros slope less left right low high. rewrite opp_IZR in low.
  destruct (IVT_gen (fun x => IZR s * value q p x) l r 0) as [z [inside zero]].
  - intros x. apply continuity_pt_filterlim.
    apply (continuous_scal_r (IZR s) (value q p)), continuous_value.
  - rewrite Rmin_left, Rmax_right; lra.
  - rewrite Rmin_left, Rmax_right in inside by lra. exists z.
    assert (value q p z = 0) as root.
    { apply Rmult_integral in zero as [none | zero]; [rewrite none in high; lra | exact zero]. }
    assert (l <> z) by (intros ->; rewrite root in low; lra).
    assert (r <> z) by (intros ->; rewrite root in high; lra).
    repeat split; try lra; apply (parted q k p s a b z); try assumption.
    all: first [apply Rbar_le_trans with l; [exact left | apply inside]
               | apply Rbar_le_trans with r; [apply inside | exact right]].
Qed.

(** One sign on both sides of a point and at it. *)
Theorem joined s a (z : R) b f :
  signed s a z f -> 0 < IZR s * f z -> signed s z b f -> signed s a b f.
Proof.
  intros before at_z after x left right.
  destruct (Rtotal_order x z) as [less | [-> | more]];
    [now apply before | exact at_z | now apply after].
Qed.

(** Whether all coefficients have one sign, and no x stands with them. *)
Definition one_sign (s : Z) (p : list term) : bool :=
  match p with
  | [] => false
  | _ => forallb (fun t => let '(Term i _ c) := t in Nat.eqb i 0 && (0 <? s * c)%Z) p
  end.

(** A sum of positive multiples of exponentials is positive: a chain ends there. *)
Theorem ended q p s a b : one_sign s p = true -> signed s a b (value q p).
Proof.
  assert (forall p x, forallb (fun t => let '(Term i _ c) := t in Nat.eqb i 0 && (0 <? s * c)%Z) p = true ->
    0 <= IZR s * value q p x /\ (p <> [] -> 0 < IZR s * value q p x)) as general.
  { intros r x. induction r as [|[i j c] r IH]; simpl; [split; [lra | easy]|]. intros all.
    apply andb_prop in all as [first rest]. apply andb_prop in first as [none same].
    apply Nat.eqb_eq in none. apply Z.ltb_lt, IZR_lt in same. rewrite mult_IZR in same. subst i.
    destruct (IH rest) as [weak _]. pose proof (growth_pos q j x).
    assert (0 < IZR s * IZR c * growth q j x) by now apply Rmult_lt_0_compat.
    split; simpl; lra. }
  intros all x _ _. destruct p as [|t p]; [discriminate|]. now apply general.
Qed.

Lemma growth_0 q x : growth q 0 x = 1.
Proof. unfold growth. rewrite Rmult_0_l. apply exp_0. Qed.

(** What has one sign between two points has none other at them. *)
Theorem closed q p s (a b : Rbar) :
  Rbar_lt a b -> signed s a b (value q p) ->
  forall x : R, Rbar_le a x -> Rbar_le x b -> 0 <= IZR s * value q p x.
Proof.
  intros nonempty known x left right. apply Rnot_lt_le. intros below.
  assert (continuous (fun y => IZR s * value q p y) x) as near
    by apply (continuous_scal_r (IZR s) (value q p)), continuous_value.
  specialize (near (fun v => v < 0) (open_lt 0 _ below)) as [eps near].
  assert (exists y : R, Rabs (y - x) < eps /\ Rbar_lt a y /\ Rbar_lt y b) as (y & close & above & beneath).
  { pose proof (cond_pos eps) as size. apply Rbar_le_lt_or_eq_dec in left as [left | same]; [|subst a].
    - apply Rbar_le_lt_or_eq_dec in right as [right | same]; [|subst b].
      + exists x. rewrite Rminus_eq_0, Rabs_R0. now repeat split.
      + destruct a as [a | |]; simpl in *; [|easy|].
        * exists (Rmax (x - eps / 2) ((a + x) / 2)). unfold Rabs, Rmax.
          destruct (Rle_dec _ _), (Rcase_abs _); repeat split; lra.
        * exists (x - eps / 2). unfold Rabs. destruct (Rcase_abs _); repeat split; lra.
    - destruct b as [b | |]; simpl in *; [| |easy].
      + exists (Rmin (x + eps / 2) ((x + b) / 2)). unfold Rabs, Rmin.
        destruct (Rle_dec _ _), (Rcase_abs _); repeat split; lra.
      + exists (x + eps / 2). unfold Rabs. destruct (Rcase_abs _); repeat split; lra. }
  specialize (known y above beneath). specialize (near y close). simpl in near. lra.
Qed.
