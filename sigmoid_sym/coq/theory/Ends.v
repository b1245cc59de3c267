(** * Polynomials in x and e^{x/q} far out: the leading term leads *)

From Coq Require Import Reals Lra Lia ZArith List Bool.
From Coquelicot Require Import Coquelicot.
From SigmoidSym Require Import Chain.
Import ListNotations.
Open Scope R_scope.

(** Whether no term is larger than x^i e^{jx/q} far to the right. *)
Definition leads (i : nat) (j : Z) (p : list term) : bool :=
  forallb (fun t => let '(Term k l _) := t in (l <? j)%Z || ((l =? j)%Z && (k <=? i)%nat)) p.

Fixpoint coefficient (i : nat) (j : Z) (p : list term) : Z :=
  match p with
  | [] => 0
  | Term k l c :: p => ((if Nat.eqb k i && Z.eqb l j then c else 0) + coefficient i j p)%Z
  end.

(** p(-x) *)
Fixpoint mirror (p : list term) : list term :=
  match p with
  | [] => []
  | Term i j c :: p => Term i (- j) (if Nat.even i then c else - c) :: mirror p
  end.

Lemma value_mirror q p x : value q (mirror p) x = value q p (- x).
Proof.
  induction p as [|[i j c] p IH]; simpl; [reflexivity|]. rewrite IH. f_equal.
  assert (growth q (- j) x = growth q j (- x)) as ->.
  { unfold growth. rewrite opp_IZR. f_equal. field. apply not_0_IZR. discriminate. }
  f_equal. replace (- x) with (-1 * x) by ring. rewrite Rpow_mult_distr.
  destruct (Nat.even i) eqn:parity.
  - apply Nat.even_spec in parity as [h ->]. rewrite pow_1_even. ring.
  - rewrite <- Nat.negb_odd in parity. apply negb_false_iff, Nat.odd_spec in parity as [h ->].
    rewrite Nat.add_1_r, pow_1_odd, opp_IZR. ring.
Qed.

Lemma exp_above_power n y : 0 <= y -> (y / INR (S n)) ^ S n <= exp y.
Proof.
  intros weak. assert (0 < INR (S n)) by (apply lt_0_INR; lia).
  replace (exp y) with (exp (y / INR (S n)) ^ S n).
  - apply pow_incr. split; [apply Rdiv_le_0_compat; assumption|].
    pose proof (exp_ineq1_le (y / INR (S n))). lra.
  - rewrite <- Rpower_pow by apply exp_pos. unfold Rpower. rewrite ln_exp. f_equal. field. lra.
Qed.

Lemma is_lim_inverse c : is_lim (fun x => c / x) p_infty 0.
Proof.
  replace (Finite 0) with (Rbar_mult c 0) by (simpl; f_equal; ring).
  apply (is_lim_scal_l Rinv c p_infty 0). apply (is_lim_inv (fun x => x) p_infty p_infty); [|easy].
  apply is_lim_id.
Qed.

(** e^{-dx} falls faster than every power of x grows. *)
Lemma is_lim_power_exp n d : 0 < d -> is_lim (fun x => x ^ n * exp (- (d * x))) p_infty 0.
Proof.
  intros positive. set (K := (INR (S n) / d) ^ S n).
  assert (0 < INR (S n)) by (apply lt_0_INR; lia).
  apply (is_lim_le_le_loc (fun _ => 0) (fun x => K / x)); [ | apply is_lim_const | apply is_lim_inverse].
  exists 0. intros x right. assert (0 < x ^ n) by now apply pow_lt. split.
  - apply Rlt_le, Rmult_lt_0_compat; [assumption | apply exp_pos].
  - assert (0 < d * x) by now apply Rmult_lt_0_compat.
    pose proof (exp_above_power n (d * x)) as large. rewrite exp_Ropp.
    assert (0 < d * x / INR (S n)) by now apply Rdiv_lt_0_compat.
    assert (0 < (d * x / INR (S n)) ^ S n) by now apply pow_lt.
    apply Rle_trans with (x ^ n * / (d * x / INR (S n)) ^ S n).
    + apply Rmult_le_compat_l; [lra|]. apply Rinv_le_contravar; [assumption | apply large; lra].
    + right. unfold K. replace (d * x / INR (S n)) with (/ (INR (S n) / d) * x) by (field; lra).
      rewrite Rpow_mult_distr, pow_inv. change (x ^ S n) with (x * x ^ n).
      field. repeat split; try lra. apply pow_nonzero. apply Rgt_not_eq, Rdiv_lt_0_compat; assumption.
Qed.

Lemma is_lim_smaller_power k i : (k < i)%nat -> is_lim (fun x => x ^ k / x ^ i) p_infty 0.
Proof.
  intros less. apply (is_lim_le_le_loc (fun _ => 0) (fun x => 1 / x));
    [ | apply is_lim_const | apply is_lim_inverse].
  exists 1. intros x large. assert (0 < x ^ k) by (apply pow_lt; lra).
  assert (0 < x ^ i) by (apply pow_lt; lra).
  split; [now apply Rlt_le, Rdiv_lt_0_compat|].
  apply Rle_div_l; [assumption|].
  replace (1 / x * x ^ i) with (x ^ (i - 1)).
  - apply Rle_pow; [lra | lia].
  - replace i with (S (i - 1)) at 2 by lia. simpl. field. lra.
Qed.

Lemma is_lim_term q i j k l c :
  (l < j)%Z \/ (l = j /\ (k <= i)%nat) ->
  is_lim (fun x => IZR c * x ^ k * growth q l x / (x ^ i * growth q j x)) p_infty
    (IZR (if Nat.eqb k i && Z.eqb l j then c else 0)).
Proof.
  assert (0 < IZR (Zpos q)) by now apply IZR_lt. intros smaller.
  destruct (Nat.eqb_spec k i) as [-> | other]; destruct (Z.eqb_spec l j) as [-> | differ]; simpl.
  - apply (is_lim_ext_loc (fun _ => IZR c)); [|apply is_lim_const]. exists 0. intros x right.
    pose proof (growth_pos q j x). field. split; [lra | apply pow_nonzero; lra].
  - destruct smaller as [less | [same _]]; [|easy].
    apply (is_lim_ext_loc (fun x => IZR c * (x ^ 0 * exp (- (IZR (j - l) / IZR (Zpos q) * x))))).
    + exists 0. intros x right. pose proof (growth_pos q j x). assert (x ^ i <> 0) by (apply pow_nonzero; lra).
      replace (exp _) with (growth q l x / growth q j x); [field; split; [lra | assumption]|].
      unfold growth, Rdiv at 1. rewrite <- exp_Ropp, <- exp_plus, minus_IZR. f_equal. field. lra.
    + replace (Finite 0) with (Rbar_mult (IZR c) 0) by (simpl; f_equal; ring).
      apply is_lim_scal_l, is_lim_power_exp. apply Rdiv_lt_0_compat; [apply IZR_lt; lia | assumption].
  - apply (is_lim_ext_loc (fun x => IZR c * (x ^ k / x ^ i))).
    + exists 0. intros x right. pose proof (growth_pos q j x). assert (x ^ i <> 0) by (apply pow_nonzero; lra).
      field. split; [lra | assumption].
    + replace (Finite 0) with (Rbar_mult (IZR c) 0) by (simpl; f_equal; ring).
      apply is_lim_scal_l, is_lim_smaller_power. destruct smaller as [less | [_ order]]; lia.
  - destruct smaller as [less | [same _]]; [|easy].
    apply (is_lim_le_le_loc
      (fun x => - (Rabs (IZR c) * (x ^ k * exp (- (IZR (j - l) / IZR (Zpos q) * x)))))
      (fun x => Rabs (IZR c) * (x ^ k * exp (- (IZR (j - l) / IZR (Zpos q) * x))))).
    + exists 1. intros x right. pose proof (growth_pos q j x). pose proof (growth_pos q l x).
      assert (1 <= x ^ i) by (apply pow_R1_Rle; lra). assert (0 < x ^ k) by (apply pow_lt; lra).
      replace (exp _) with (growth q l x / growth q j x).
      2: { unfold growth, Rdiv at 1. rewrite <- exp_Ropp, <- exp_plus, minus_IZR. f_equal. field. lra. }
      replace (_ / (x ^ i * growth q j x)) with (IZR c * (x ^ k * (growth q l x / growth q j x)) * / x ^ i)
        by (field; lra).
      assert (0 < x ^ k * (growth q l x / growth q j x)) by
        (apply Rmult_lt_0_compat; [assumption | now apply Rdiv_lt_0_compat]).
      set (v := x ^ k * (growth q l x / growth q j x)) in *.
      assert (0 < / x ^ i <= 1).
      { split; [apply Rinv_0_lt_compat; lra|]. rewrite <- Rinv_1. apply Rinv_le_contravar; lra. }
      pose proof (Rle_abs (IZR c)). pose proof (Rabs_pos (IZR c)). pose proof (Rle_abs (- IZR c)) as opp.
      rewrite Rabs_Ropp in opp.
      assert (0 < v * / x ^ i <= v) by
        (split; [apply Rmult_lt_0_compat; lra | rewrite <- (Rmult_1_r v) at 2; apply Rmult_le_compat_l; lra]).
      rewrite (Rmult_assoc (IZR c)). split; nra.
    + replace (Finite 0) with (Rbar_opp (Rbar_mult (Rabs (IZR c)) 0)) by (simpl; f_equal; ring).
      apply is_lim_opp, is_lim_scal_l, is_lim_power_exp.
      apply Rdiv_lt_0_compat; [apply IZR_lt; lia | assumption].
    + replace (Finite 0) with (Rbar_mult (Rabs (IZR c)) 0) by (simpl; f_equal; ring).
      apply is_lim_scal_l, is_lim_power_exp.
      apply Rdiv_lt_0_compat; [apply IZR_lt; lia | assumption].
Qed.

(** p/(x^i e^{jx/q}) tends to the coefficient of x^i e^{jx/q} if no term is larger. *)
Theorem is_lim_leading q i j p :
  leads i j p = true ->
  is_lim (fun x => value q p x / (x ^ i * growth q j x)) p_infty (IZR (coefficient i j p)).
Proof.
  induction p as [|[k l c] p IH]; simpl.
  - intros _. apply (is_lim_ext (fun _ => 0)); [intros; unfold Rdiv; ring | apply is_lim_const].
  - intros all. apply andb_prop in all as [first rest]. rewrite plus_IZR.
    apply (is_lim_ext (fun x => IZR c * x ^ k * growth q l x / (x ^ i * growth q j x)
                                + value q p x / (x ^ i * growth q j x))); [intros; unfold Rdiv; ring|].
    apply is_lim_plus'; [|now apply IH]. apply is_lim_term.
    apply orb_prop in first as [less | both]; [left; now apply Z.ltb_lt | right].
    apply andb_prop in both as [same order]. split; [now apply Z.eqb_eq | now apply Nat.leb_le].
Qed.

Lemma eventually_signed q i j p s :
  leads i j p = true -> (0 < s * coefficient i j p)%Z ->
  Rbar_locally p_infty (fun x => 0 < IZR s * value q p x).
Proof.
  intros first sign. apply IZR_lt in sign. rewrite mult_IZR in sign.
  pose proof (is_lim_scal_l _ (IZR s) _ _ (is_lim_leading q i j p first)) as lim.
  apply is_lim_spec in lim. specialize (lim (mkposreal _ sign)) as [M close]. simpl in close.
  exists (Rmax 0 M). intros x large. pose proof (Rmax_l 0 M). pose proof (Rmax_r 0 M).
  assert (0 < x ^ i) by (apply pow_lt; lra). pose proof (growth_pos q j x).
  specialize (close x ltac:(lra)). apply Rabs_def2 in close.
  assert (0 < IZR s * (value q p x / (x ^ i * growth q j x))) as quotient by lra.
  replace (IZR s * value q p x)
    with (IZR s * (value q p x / (x ^ i * growth q j x)) * (x ^ i * growth q j x)) by (field; lra).
  apply Rmult_lt_0_compat; [assumption | now apply Rmult_lt_0_compat].
Qed.

(** The sign near ∞ is that of the leading term ... *)
Theorem begins_right q i j p s :
  leads i j p = true -> (0 <? s * coefficient i j p)%Z = true -> begins s p_infty (value q p).
Proof.
  intros first sign. apply Z.ltb_lt in sign. destruct (eventually_signed q i j p s first sign) as [M far].
  exists M. intros x large. apply Rlt_le, far, large.
Qed.

(** ... and near -∞. *)
Theorem begins_left q i j p s :
  leads i j (mirror p) = true -> (0 <? s * coefficient i j (mirror p))%Z = true -> begins s m_infty (value q p).
Proof.
  intros first sign. apply Z.ltb_lt in sign. destruct (eventually_signed q i j (mirror p) s first sign) as [M far].
  exists (- M). intros x large. rewrite <- (Ropp_involutive x), <- value_mirror. apply Rlt_le, far. lra.
Qed.
