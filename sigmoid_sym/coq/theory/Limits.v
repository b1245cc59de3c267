(** * Limits of quotients of polynomials in x and e^{x/q}, and the values between two values *)

From Coq Require Import Reals Lra Lia ZArith List.
From Coquelicot Require Import Coquelicot.
From SigmoidSym Require Import Sigmoid Relatives Claims Chain Ends.
Import ListNotations.
Open Scope R_scope.

(** Numerator and denominator are compared with one term x^i e^{jx/q}. *)
Theorem is_lim_quotient q i j n d :
  leads i j n = true -> leads i j d = true -> Z.eqb (coefficient i j d) 0 = false ->
  is_lim (fun x => value q n x / value q d x) p_infty (IZR (coefficient i j n) / IZR (coefficient i j d)).
Proof.
  intros above below nonzero. apply Z.eqb_neq in nonzero.
  assert (IZR (coefficient i j d) <> 0) by now apply not_0_IZR.
  apply (is_lim_ext_loc
    (fun x => value q n x / (x ^ i * growth q j x) / (value q d x / (x ^ i * growth q j x)))).
  - exists 0. intros x right. pose proof (growth_pos q j x). assert (0 < x ^ i) by now apply pow_lt.
    destruct (Req_dec (value q d x) 0) as [zero | other].
    + rewrite zero. unfold Rdiv. rewrite Rmult_0_l, !Rinv_0. ring.
    + field. repeat split; lra.
  - apply (is_lim_div _ _ _ (IZR (coefficient i j n)) (IZR (coefficient i j d))).
    + now apply is_lim_leading.
    + now apply is_lim_leading.
    + intros same. injection same. assumption.
    + unfold ex_Rbar_div. simpl. easy.
Qed.

(** What is not 0 is small only if its reciprocal is large. *)
Lemma is_lim_reciprocal f s :
  is_lim f p_infty 0 -> Rbar_locally p_infty (fun x => 0 < s * f x) -> s = 1 \/ s = -1 ->
  is_lim (fun x => / f x) p_infty (if Rlt_dec 0 s then p_infty else m_infty).
Proof.
  intros small sign unit. apply is_lim_spec in small.
  destruct sign as [M sign]. destruct (Rlt_dec 0 s) as [plus | minus].
  - replace s with 1 in sign by lra. apply is_lim_spec. intros B.
    assert (0 < / (Rabs B + 1)) as size by (apply Rinv_0_lt_compat; pose proof (Rabs_pos B); lra).
    destruct (small (mkposreal _ size)) as [N close]. exists (Rmax M N). intros x large.
    pose proof (Rmax_l M N). pose proof (Rmax_r M N).
    specialize (sign x ltac:(lra)). specialize (close x ltac:(lra)). simpl in close.
    rewrite Rminus_0_r in close. apply Rabs_def2 in close. rewrite Rmult_1_l in sign.
    pose proof (Rle_abs B). apply Rlt_le_trans with (Rabs B + 1); [lra|].
    rewrite <- (Rinv_inv (Rabs B + 1)). apply Rinv_le_contravar; lra.
  - replace s with (-1) in sign by lra. apply is_lim_spec. intros B.
    assert (0 < / (Rabs B + 1)) as size by (apply Rinv_0_lt_compat; pose proof (Rabs_pos B); lra).
    destruct (small (mkposreal _ size)) as [N close]. exists (Rmax M N). intros x large.
    pose proof (Rmax_l M N). pose proof (Rmax_r M N).
    specialize (sign x ltac:(lra)). specialize (close x ltac:(lra)). simpl in close.
    rewrite Rminus_0_r in close. apply Rabs_def2 in close.
    pose proof (Rle_abs (- B)) as opp. rewrite Rabs_Ropp in opp.
    assert (Rabs B + 1 <= / - f x).
    { rewrite <- (Rinv_inv (Rabs B + 1)). apply Rinv_le_contravar; lra. }
    rewrite Rinv_opp in *. lra.
Qed.

(** A quotient of which the reciprocal tends to 0 and has a sign. *)
Theorem is_lim_infinite q i j k l n d s :
  leads i j n = true -> leads i j d = true -> Z.eqb (coefficient i j n) 0 = false ->
  Z.eqb (coefficient i j d) 0 = true ->
  leads k l d = true -> (0 <? s * coefficient i j n * coefficient k l d)%Z = true -> s = 1%Z \/ s = (-1)%Z ->
  is_lim (fun x => value q n x / value q d x) p_infty (if Rlt_dec 0 (IZR s) then p_infty else m_infty).
Proof.
  intros top leading nonzero zero second sign unit.
  pose proof (is_lim_quotient q i j d n leading top nonzero) as small.
  apply Z.eqb_eq in zero. rewrite zero in small.
  replace (0 / IZR (coefficient i j n)) with 0 in small by (unfold Rdiv; ring).
  apply Z.ltb_lt in sign. apply Z.eqb_neq in nonzero.
  set (a := coefficient i j n) in *. set (b := coefficient k l d) in *.
  destruct (eventually_signed q i j n (Z.sgn a)) as [M far]; [exact top | fold a; lia |].
  destruct (eventually_signed q k l d (Z.sgn b)) as [N wide]; [exact second | fold b; nia |].
  assert (s = (Z.sgn a * Z.sgn b)%Z) as same by (destruct unit; subst s; nia).
  apply (is_lim_ext_loc (fun x => / (value q d x / value q n x))).
  - exists (Rmax M N). intros x large. pose proof (Rmax_l M N). pose proof (Rmax_r M N).
    specialize (far x ltac:(lra)). specialize (wide x ltac:(lra)).
    field. split; intros none; [rewrite none in wide; lra | rewrite none in far; lra].
  - apply is_lim_reciprocal; [exact small | | destruct unit as [-> | ->]; [left | right]; reflexivity].
    exists (Rmax M N). intros x large. pose proof (Rmax_l M N). pose proof (Rmax_r M N).
    specialize (far x ltac:(lra)). specialize (wide x ltac:(lra)).
    rewrite same, mult_IZR.
    replace (_ * _) with (IZR (Z.sgn b) * value q d x * (IZR (Z.sgn a) * / value q n x))
      by (unfold Rdiv; ring).
    apply Rmult_lt_0_compat; [exact wide|].
    assert (value q n x <> 0) by (intros none; rewrite none in far; lra).
    replace (IZR (Z.sgn a) * / value q n x)
      with (IZR (Z.sgn a) * value q n x * (/ value q n x * / value q n x)) by now field.
    apply Rmult_lt_0_compat; [exact far|].
    replace (/ value q n x * / value q n x) with (Rsqr (/ value q n x)) by reflexivity.
    apply Rlt_0_sqr. now apply Rinv_neq_0_compat.
Qed.

(** Limits at -∞ are those of f(-x) at ∞. *)
Theorem is_lim_mirror f (l : Rbar) : is_lim (fun x => f (- x)) p_infty l -> is_lim f m_infty l.
Proof.
  intros lim. apply (is_lim_ext (fun x => f (- - x))); [intros x; now rewrite Ropp_involutive|].
  apply (is_lim_comp (fun x => f (- x)) (fun x => - x) m_infty l p_infty lim); [|now exists 0].
  apply (is_lim_opp (fun x => x) m_infty m_infty), is_lim_id.
Qed.

(** A continuous function takes all values between two values, at points between the two. *)
Theorem between_values f (u v y : R) :
  (forall x, Rmin u v <= x <= Rmax u v -> ex_derive f x) -> f u <= y <= f v ->
  exists x, Rmin u v <= x <= Rmax u v /\ f x = y.
Proof.
  intros smooth [low high]. destruct (Req_dec (f u) y) as [same | more].
  { exists u. split; [split; [apply Rmin_l | apply Rmax_l] | exact same]. }
  destruct (Req_dec (f v) y) as [same | less].
  { exists v. split; [split; [apply Rmin_r | apply Rmax_r] | exact same]. }
  assert (forall x, Rmin u v <= x <= Rmax u v -> continuity_pt f x) as continuous_f
    by (intros x inside; now apply continuity_pt_filterlim, (ex_derive_continuous f), smooth).
  destruct (Rtotal_order u v) as [order | [-> | order]]; [ | lra | ].
  - rewrite Rmin_left, Rmax_right in * by lra.
    destruct (Ranalysis5.IVT_interv (fun x => f x - y) u v) as [x [inside zero]]; try lra.
    + intros x inside. apply (continuity_pt_minus f (fun _ => y)); [now apply continuous_f|].
      apply continuity_pt_const. now intros a b.
    + exists x. split; [exact inside | lra].
  - rewrite Rmin_right, Rmax_left in * by lra.
    destruct (Ranalysis5.IVT_interv (fun x => y - f x) v u) as [x [inside zero]]; try lra.
    + intros x inside. apply (continuity_pt_minus (fun _ => y) f); [|now apply continuous_f].
      apply continuity_pt_const. now intros a b.
    + exists x. split; [exact inside | lra].
Qed.

(** Far out, and near a point, a function is on the one side of a number on which its limit is. *)
Lemma eventually_above f (p l : Rbar) (y : R) :
  is_lim f p l -> Rbar_lt y l -> Rbar_locally' p (fun x => y <= f x).
Proof.
  intros lim less. apply (lim (fun v => y <= v)). destruct l as [l | |]; simpl in *; [|exists y; intros; lra | easy].
  assert (0 < l - y) as size by lra. exists (mkposreal _ size). intros z close.
  apply Rabs_def2 in close. simpl in close. unfold minus, plus, opp in close. simpl in close. lra.
Qed.

Lemma eventually_below f (p l : Rbar) (y : R) :
  is_lim f p l -> Rbar_lt l y -> Rbar_locally' p (fun x => f x <= y).
Proof.
  intros lim less. apply (lim (fun v => v <= y)). destruct l as [l | |]; simpl in *; [| easy | exists y; intros; lra].
  assert (0 < y - l) as size by lra. exists (mkposreal _ size). intros z close.
  apply Rabs_def2 in close. simpl in close. unfold minus, plus, opp in close. simpl in close. lra.
Qed.

(** There is a point near an end, between two ends, at which something holds that holds near it. *)
Lemma inside (P : R -> Prop) (a b : Rbar) (right : bool) :
  Rbar_lt a b -> Rbar_locally' (if right then b else a) P -> exists x : R, Rbar_lt a x /\ Rbar_lt x b /\ P x.
Proof.
  intros less near. destruct right.
  - destruct b as [b | |]; simpl in *; [ | | now destruct a].
    + destruct near as [e near]. pose proof (cond_pos e). destruct a as [a | |]; simpl in *; [| easy |].
      * exists (Rmax (b - e / 2) ((a + b) / 2)). unfold Rmax.
        destruct (Rle_dec _ _); repeat split; try lra; apply near;
          try (apply Rabs_def1; unfold minus, plus, opp; simpl; lra); lra.
      * exists (b - e / 2). repeat split; try lra. apply near; [|lra].
        apply Rabs_def1; unfold minus, plus, opp; simpl; lra.
    + destruct near as [M near]. destruct a as [a | |]; simpl in *; [| easy |].
      * exists (Rmax a M + 1). pose proof (Rmax_l a M). pose proof (Rmax_r a M).
        repeat split; try lra. apply near. lra.
      * exists (M + 1). repeat split. apply near. lra.
  - destruct a as [a | |]; simpl in *; [ | now destruct b |].
    + destruct near as [e near]. pose proof (cond_pos e). destruct b as [b | |]; simpl in *; [| |easy].
      * exists (Rmin (a + e / 2) ((a + b) / 2)). unfold Rmin.
        destruct (Rle_dec _ _); repeat split; try lra; apply near;
          try (apply Rabs_def1; unfold minus, plus, opp; simpl; lra); lra.
      * exists (a + e / 2). repeat split; try lra. apply near; [|lra].
        apply Rabs_def1; unfold minus, plus, opp; simpl; lra.
    + destruct near as [M near]. destruct b as [b | |]; simpl in *; [| |easy].
      * exists (Rmin b M - 1). pose proof (Rmin_l b M). pose proof (Rmin_r b M).
        repeat split; try lra. apply near. lra.
      * exists (M - 1). repeat split. apply near. lra.
Qed.

(** A function that is made of functions with derivatives, with no denominator that may be 0, has one. *)
Ltac has_derivative :=
  unfold sigmoid, softplus, tanh, sinh, cosh; cbv beta; auto_derive; repeat split; positive.
