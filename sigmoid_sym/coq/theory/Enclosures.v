(** * Enclosures: whole numbers below and above e times a real number, and so the signs of polynomials

    e is the scale, in the end a power of 2. Numbers are rounded outward; e^x comes from e^{x/2^m} by m squarings. *)

From Coq Require Import Reals Lra Lia ZArith List Bool.
From Coquelicot Require Import Coquelicot.
From SigmoidSym Require Import Chain.
Import ListNotations.
Open Scope R_scope.

(** A rational number. *)
Definition ratio (n : Z) (d : positive) : R := IZR n / IZR (Zpos d).

Definition within (e : positive) (i : Z * Z) (x : R) : Prop :=
  IZR (fst i) <= x * IZR (Zpos e) <= IZR (snd i).

(** Quotients rounded up; those of Coq are rounded down. *)
Definition above (a d : Z) : Z := (- (- a / d))%Z.

Definition multiple (c : Z) (i : Z * Z) : Z * Z :=
  if (0 <=? c)%Z then (c * fst i, c * snd i)%Z else (c * snd i, c * fst i)%Z.

Definition divided (d : positive) (i : Z * Z) : Z * Z := (fst i / Zpos d, above (snd i) (Zpos d))%Z.

(** The same for d = 2^n, without dividing. *)
Definition shifted (n : positive) (i : Z * Z) : Z * Z :=
  (Z.shiftr (fst i) (Zpos n), - Z.shiftr (- snd i) (Zpos n))%Z.

Definition times (n : positive) (i k : Z * Z) : Z * Z :=
  let (a, b) := i in let (c, d) := k in
  shifted n (Z.min (Z.min (a * c) (a * d)) (Z.min (b * c) (b * d)),
             Z.max (Z.max (a * c) (a * d)) (Z.max (b * c) (b * d)))%Z.

Fixpoint power (n : positive) (i : Z * Z) (k : nat) : Z * Z :=
  match k with
  | O => (Zpos (2 ^ n), Zpos (2 ^ n))
  | S O => i
  | S k => times n i (power n i k)
  end.

(** 1 + x ≤ e^x ≤ 1/(1 - x) for x < 1. *)
Definition small_exponential (n : positive) (i : Z * Z) : Z * Z :=
  (Z.max 0 (Zpos (2 ^ n) + fst i), above (Zpos (2 ^ n) * Zpos (2 ^ n)) (Zpos (2 ^ n) - snd i))%Z.

Definition square (n : positive) (i : Z * Z) : Z * Z :=
  let a := Z.max 0 (fst i) in shifted n (a * a, snd i * snd i)%Z.

Fixpoint exponential (n : positive) (m : nat) (i : Z * Z) : option (Z * Z) :=
  match m with
  | O => if (snd i <? Zpos (2 ^ n))%Z then Some (small_exponential n i) else None
  | S m => match exponential n m (shifted 1 i) with Some k => Some (square n k) | None => None end
  end.

(** Powers of e^{x/q}, given g for it and h for its reciprocal. *)
Definition grown (n : positive) (g h : Z * Z) (j : Z) : Z * Z :=
  power n (if (0 <=? j)%Z then g else h) (Z.abs_nat j).

Fixpoint enclosure (n : positive) (g h x : Z * Z) (p : list term) : Z * Z :=
  match p with
  | [] => (0, 0)%Z
  | Term i j c :: p =>
    let t := multiple c (times n (power n x i) (grown n g h j)) in
    let r := enclosure n g h x p in (fst t + fst r, snd t + snd r)%Z
  end.

(** x lies between two rational numbers. *)
Definition place (n : positive) (a : Z) (b : positive) (c : Z) (d : positive) : Z * Z :=
  (a * Zpos (2 ^ n) / Zpos b, above (c * Zpos (2 ^ n)) (Zpos d))%Z.

Definition decided (n : positive) (m : nat) (q : positive) (p : list term) (s : Z) (x : Z * Z) : bool :=
  match exponential n m (divided q x), exponential n m (divided q (multiple (-1) x)) with
  | Some g, Some h =>
    let r := enclosure n g h x p in (0 <? s * fst r)%Z && (0 <? s * snd r)%Z
  | _, _ => false
  end.

Lemma below_le a d : (0 < d)%Z -> IZR (a / d) <= IZR a / IZR d.
Proof.
  intros positive. assert (0 < IZR d) by now apply IZR_lt.
  apply Rle_div_r; [assumption|]. rewrite <- mult_IZR. apply IZR_le.
  rewrite Z.mul_comm. now apply Z.mul_div_le.
Qed.

Lemma above_ge a d : (0 < d)%Z -> IZR a / IZR d <= IZR (above a d).
Proof.
  intros positive. unfold above. pose proof (below_le (- a) d positive) as H. rewrite opp_IZR in *.
  replace (- IZR a / IZR d) with (- (IZR a / IZR d)) in H; [lra|].
  field. apply Rgt_not_eq. now apply IZR_lt.
Qed.

Lemma within_multiple e c i x : within e i x -> within e (multiple c i) (IZR c * x).
Proof.
  destruct i as [a b]. unfold within, multiple. intros [low high].
  destruct (Z.leb_spec 0 c) as [sign | sign]; simpl in *; rewrite !mult_IZR, Rmult_assoc.
  - apply IZR_le in sign. split; now apply Rmult_le_compat_l.
  - apply IZR_lt, Rlt_le in sign. split; now apply Rmult_le_compat_neg_l.
Qed.

Lemma within_divided e d i x : within e i x -> within e (divided d i) (x / IZR (Zpos d)).
Proof.
  destruct i as [a b]. unfold within, divided. simpl. intros [low high].
  assert (0 < IZR (Zpos d)) by now apply IZR_lt.
  replace (x / IZR (Zpos d) * IZR (Zpos e)) with (x * IZR (Zpos e) / IZR (Zpos d)) by (field; lra).
  split.
  - eapply Rle_trans; [now apply below_le|]. apply Rmult_le_compat_r; [|exact low].
    now apply Rlt_le, Rinv_0_lt_compat.
  - eapply Rle_trans; [|now apply above_ge]. apply Rmult_le_compat_r; [|exact high].
    now apply Rlt_le, Rinv_0_lt_compat.
Qed.

Lemma product_between (a b c d : Z) (x y : R) :
  IZR a <= x <= IZR b -> IZR c <= y <= IZR d ->
  IZR (Z.min (Z.min (a * c) (a * d)) (Z.min (b * c) (b * d))) <= x * y
  <= IZR (Z.max (Z.max (a * c) (a * d)) (Z.max (b * c) (b * d))).
Proof.
  intros X Y.
  assert (forall u v : Z, IZR (u * v) <= x * y ->
    (Z.min (Z.min (a * c) (a * d)) (Z.min (b * c) (b * d)) <= u * v)%Z ->
    IZR (Z.min (Z.min (a * c) (a * d)) (Z.min (b * c) (b * d))) <= x * y) as down
    by (intros u v corner least; apply IZR_le in least; lra).
  assert (forall u v : Z, x * y <= IZR (u * v) ->
    (u * v <= Z.max (Z.max (a * c) (a * d)) (Z.max (b * c) (b * d)))%Z ->
    x * y <= IZR (Z.max (Z.max (a * c) (a * d)) (Z.max (b * c) (b * d)))) as up
    by (intros u v corner most; apply IZR_le in most; lra).
  split.
  - destruct (Rle_or_lt 0 y).
    + destruct (Rle_or_lt 0 (IZR a)); [apply (down a c) | apply (down a d)]; try lia;
        rewrite mult_IZR; nra.
    + destruct (Rle_or_lt 0 (IZR b)); [apply (down b c) | apply (down b d)]; try lia;
        rewrite mult_IZR; nra.
  - destruct (Rle_or_lt 0 y).
    + destruct (Rle_or_lt 0 (IZR b)); [apply (up b d) | apply (up b c)]; try lia;
        rewrite mult_IZR; nra.
    + destruct (Rle_or_lt 0 (IZR a)); [apply (up a d) | apply (up a c)]; try lia;
        rewrite mult_IZR; nra.
Qed.

Lemma shifted_divided n i : shifted n i = divided (2 ^ n) i.
Proof.
  unfold shifted, divided, above. now rewrite !Z.shiftr_div_pow2, !Pos2Z.inj_pow by easy.
Qed.

Lemma within_times n i k x y :
  within (2 ^ n) i x -> within (2 ^ n) k y -> within (2 ^ n) (times n i k) (x * y).
Proof.
  destruct i as [a b], k as [c d]. intros X Y. unfold times. rewrite shifted_divided.
  assert (0 < IZR (Zpos (2 ^ n))) by now apply IZR_lt.
  replace (x * y) with (x * y * IZR (Zpos (2 ^ n)) / IZR (Zpos (2 ^ n))) by (field; lra).
  apply within_divided. unfold within in *. cbn [fst snd] in *.
  replace (x * y * _ * _) with ((x * IZR (Zpos (2 ^ n))) * (y * IZR (Zpos (2 ^ n)))) by ring.
  now apply product_between.
Qed.

Lemma within_power n i k x : within (2 ^ n) i x -> within (2 ^ n) (power n i k) (x ^ k).
Proof.
  intros X. induction k as [|[|k] IH]; [unfold within; simpl fst; simpl snd; simpl pow; lra | |].
  - now rewrite pow_1.
  - change (power n i (S (S k))) with (times n i (power n i (S k))).
    change (x ^ S (S k)) with (x * x ^ S k). now apply within_times.
Qed.

Lemma within_exponential n m i k x :
  exponential n m i = Some k -> within (2 ^ n) i x -> within (2 ^ n) k (exp x).
Proof.
  revert i k x. induction m as [|m IH]; intros [a b] k x; cbn [exponential fst snd].
  - set (e := (2 ^ n)%positive). destruct (Z.ltb_spec b (Zpos e)) as [small | _]; [|discriminate].
    intros [= <-] [low high]. unfold within, small_exponential. fold e. cbn [fst snd] in *.
    assert (0 < IZR (Zpos e)) by now apply IZR_lt. assert (0 < exp x) by apply exp_pos. split.
    + apply Z.max_case_strong; intros _; [apply Rmult_le_pos; lra|].
      rewrite plus_IZR. pose proof (exp_ineq1_le x). nra.
    + eapply Rle_trans; [|apply above_ge; lia]. rewrite mult_IZR, minus_IZR.
      apply IZR_lt in small. pose proof (exp_ineq1_le (- x)) as inverse. rewrite exp_Ropp in inverse.
      apply (Rle_div_r (exp x * IZR (Zpos e))); [lra|]. assert (exp x * (1 - x) <= 1).
      { apply Rle_trans with (exp x * / exp x); [apply Rmult_le_compat_l; lra|].
        rewrite Rinv_r; lra. }
      set (E := IZR (Zpos e)) in *.
      assert (exp x * (E - IZR b) <= exp x * (E - x * E)) by (apply Rmult_le_compat_l; lra).
      replace (exp x * (E - x * E)) with (E * (exp x * (1 - x))) in * by ring.
      assert (E * (exp x * (1 - x)) <= E * 1) by (apply Rmult_le_compat_l; lra).
      replace (exp x * E * (E - IZR b)) with (E * (exp x * (E - IZR b))) by ring.
      apply Rmult_le_compat_l; lra.
  - destruct (exponential n m (shifted 1 (a, b))) as [[c d]|] eqn:half; [|discriminate].
    intros [= <-] X. replace (exp x) with (exp (x / 2) * exp (x / 2)) by
      (rewrite <- exp_plus; f_equal; field).
    assert (within (2 ^ n) (c, d) (exp (x / 2))) as [low high].
    { apply (IH _ _ _ half). rewrite shifted_divided. now apply (within_divided (2 ^ n) 2). }
    unfold square. rewrite shifted_divided. cbn [fst snd] in *.
    set (y := exp (x / 2)) in *. assert (0 < y) by apply exp_pos.
    assert (0 < IZR (Zpos (2 ^ n))) by now apply IZR_lt.
    replace (y * y) with (y * y * IZR (Zpos (2 ^ n)) / IZR (Zpos (2 ^ n))) by (field; lra).
    apply within_divided. unfold within. cbn [fst snd].
    replace (y * y * _ * _) with ((y * IZR (Zpos (2 ^ n))) * (y * IZR (Zpos (2 ^ n)))) by ring.
    assert (0 < y * IZR (Zpos (2 ^ n))) by now apply Rmult_lt_0_compat.
    rewrite !mult_IZR. split; apply Rmult_le_compat; try lra.
    all: apply Z.max_case_strong; intros sign; apply IZR_le in sign; lra.
Qed.

Lemma growth_power q j x :
  growth q j x = (if (0 <=? j)%Z then exp (x / IZR (Zpos q)) else exp (- x / IZR (Zpos q))) ^ Z.abs_nat j.
Proof.
  assert (forall (k : nat) y, exp (INR k * y) = exp y ^ k) as multiples.
  { intros k y. induction k as [|k IH]; [simpl; rewrite Rmult_0_l; apply exp_0|].
    rewrite S_INR, <- tech_pow_Rmult, <- IH, <- exp_plus. f_equal. ring. }
  assert (IZR (Zpos q) <> 0) by (apply not_0_IZR; discriminate).
  unfold growth. destruct (Z.leb_spec 0 j) as [sign | sign];
    rewrite <- multiples, INR_IZR_INZ, Zabs2Nat.id_abs; f_equal.
  - now rewrite Z.abs_eq.
  - rewrite Z.abs_neq, opp_IZR by lia. field. assumption.
Qed.

Lemma within_enclosure n q g h i p x :
  within (2 ^ n) i x -> within (2 ^ n) g (exp (x / IZR (Zpos q))) ->
  within (2 ^ n) h (exp (- x / IZR (Zpos q))) -> within (2 ^ n) (enclosure n g h i p) (value q p x).
Proof.
  intros X G H. induction p as [|[k j c] p IH]; [unfold within; simpl; lra|]. cbn [enclosure value].
  assert (within (2 ^ n) (grown n g h j) (growth q j x)).
  { rewrite growth_power. unfold grown. destruct (0 <=? j)%Z; now apply within_power. }
  assert (within (2 ^ n) (multiple c (times n (power n i k) (grown n g h j))) (IZR c * x ^ k * growth q j x)).
  { rewrite Rmult_assoc. apply within_multiple, within_times; [now apply within_power | assumption]. }
  unfold within in *. cbn [fst snd]. rewrite !plus_IZR. lra.
Qed.

Lemma within_place n a b c d x :
  ratio a b <= x <= ratio c d -> within (2 ^ n) (place n a b c d) x.
Proof.
  intros [low high]. unfold within, place, ratio in *. cbn [fst snd].
  assert (0 < IZR (Zpos (2 ^ n))) by now apply IZR_lt.
  assert (0 < IZR (Zpos b)) by now apply IZR_lt. assert (0 < IZR (Zpos d)) by now apply IZR_lt. split.
  - eapply Rle_trans; [now apply below_le|]. rewrite mult_IZR.
    replace (_ / _) with (IZR a / IZR (Zpos b) * IZR (Zpos (2 ^ n))) by (field; lra).
    now apply Rmult_le_compat_r; [apply Rlt_le|].
  - eapply Rle_trans; [|now apply above_ge]. rewrite mult_IZR.
    replace (IZR c * _ / _) with (IZR c / IZR (Zpos d) * IZR (Zpos (2 ^ n))) by (field; lra).
    now apply Rmult_le_compat_r; [apply Rlt_le|].
Qed.

(** The sign of a polynomial all over a place, computed. *)
Theorem sign_within n m q p s a b c d :
  decided n m q p s (place n a b c d) = true ->
  forall x, ratio a b <= x <= ratio c d -> 0 < IZR s * value q p x.
Proof.
  intros decision x inside. apply (within_place n) in inside. unfold decided in decision.
  set (i := place n a b c d) in *.
  destruct (exponential n m (divided q i)) as [g|] eqn:grows; [|discriminate].
  destruct (exponential n m (divided q (multiple (-1) i))) as [h|] eqn:falls; [|discriminate].
  apply (within_exponential n m _ _ (x / IZR (Zpos q))) in grows; [|now apply within_divided].
  apply (within_exponential n m _ _ (- x / IZR (Zpos q))) in falls.
  2: { replace (- x) with (IZR (-1) * x) by ring. now apply within_divided, within_multiple. }
  pose proof (within_enclosure n q g h i p x inside grows falls) as [low high].
  apply andb_prop in decision as [first second].
  apply Z.ltb_lt, IZR_lt in first. apply Z.ltb_lt, IZR_lt in second. rewrite mult_IZR in *.
  assert (0 < IZR (Zpos (2 ^ n))) by now apply IZR_lt.
  apply (Rmult_lt_reg_r (IZR (Zpos (2 ^ n)))); [assumption|]. rewrite Rmult_0_l, Rmult_assoc.
  destruct (Rle_or_lt 0 (IZR s)); nra.
Qed.
