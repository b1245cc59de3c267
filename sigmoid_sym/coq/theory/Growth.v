(** * Growth and convexity from the sign of a derivative

    [f] is what a claim is about, [F] the same in a form whose derivatives [dF] and [d2F] are known, the ends
    [a] and [b] of the interval may be infinite. *)

From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
Open Scope R_scope.

(** Where the derivative is positive the function is increasing. *)
Theorem incr_of_slope (f F dF : R -> R) (a b : Rbar) :
  (forall z, f z = F z) -> (forall z, is_derive F z (dF z)) ->
  (forall z : R, Rbar_lt a z -> Rbar_lt z b -> 0 < dF z) ->
  forall x y : R, Rbar_lt a x -> Rbar_lt y b -> x < y -> f x < f y.
Proof.
  intros same slope rises x y left right less. rewrite !same.
  apply (incr_function F a b dF); [intros; apply slope | exact rises | exact left | exact less | exact right].
Qed.

Theorem decr_of_slope (f F dF : R -> R) (a b : Rbar) :
  (forall z, f z = F z) -> (forall z, is_derive F z (dF z)) ->
  (forall z : R, Rbar_lt a z -> Rbar_lt z b -> dF z < 0) ->
  forall x y : R, Rbar_lt a x -> Rbar_lt y b -> x < y -> f y < f x.
Proof.
  intros same slope falls x y left right less. apply Ropp_lt_cancel.
  apply (incr_of_slope (fun z => - f z) (fun z => - F z) (fun z => - dF z) a b); try assumption.
  - intros z. now rewrite same.
  - intros z. apply (is_derive_opp F z (dF z)), slope.
  - intros z above below. specialize (falls z above below). lra.
Qed.

(** So it does not fall, two points that are the same included. *)
Theorem weak_incr_of_slope (f F dF : R -> R) (a b : Rbar) :
  (forall z, f z = F z) -> (forall z, is_derive F z (dF z)) ->
  (forall z : R, Rbar_lt a z -> Rbar_lt z b -> 0 < dF z) ->
  forall x y : R, Rbar_lt a x -> Rbar_lt y b -> x <= y -> f x <= f y.
Proof.
  intros same slope rises x y left right [less | <-]; [|apply Rle_refl].
  apply Rlt_le, (incr_of_slope f F dF a b); assumption.
Qed.

Theorem weak_decr_of_slope (f F dF : R -> R) (a b : Rbar) :
  (forall z, f z = F z) -> (forall z, is_derive F z (dF z)) ->
  (forall z : R, Rbar_lt a z -> Rbar_lt z b -> dF z < 0) ->
  forall x y : R, Rbar_lt a x -> Rbar_lt y b -> x <= y -> f y <= f x.
Proof.
  intros same slope falls x y left right [less | <-]; [|apply Rle_refl].
  apply Rlt_le, (decr_of_slope f F dF a b); assumption.
Qed.

(** A function lies above its tangents where its derivative is increasing. *)
Lemma above_tangent (F dF : R -> R) (a b : Rbar) :
  (forall z, is_derive F z (dF z)) ->
  (forall x y : R, Rbar_lt a x -> Rbar_lt y b -> x < y -> dF x < dF y) ->
  forall m z : R, Rbar_lt a m -> Rbar_lt m b -> Rbar_lt a z -> Rbar_lt z b -> F m + dF m * (z - m) <= F z.
Proof.
  intros slope rises m z am mb az zb.
  destruct (MVT_gen F m z dF) as [c [between difference]].
  - intros; apply slope.
  - intros t _. apply continuity_pt_filterlim, (ex_derive_continuous F). now exists (dF t).
  - destruct (Rlt_or_le m z) as [less|more].
    + rewrite Rmin_left, Rmax_right in between by lra.
      assert (dF m <= dF c).
      { destruct (proj1 between) as [strict | ->]; [|apply Rle_refl].
        apply Rlt_le, rises; [exact am | | exact strict]. apply Rbar_le_lt_trans with z; [exact (proj2 between) | exact zb]. }
      nra.
    + rewrite Rmin_right, Rmax_left in between by lra.
      assert (dF c <= dF m).
      { destruct (proj2 between) as [strict | ->]; [|apply Rle_refl].
        apply Rlt_le, rises; [ | exact mb | exact strict]. apply Rbar_lt_le_trans with z; [exact az | exact (proj1 between)]. }
      nra.
Qed.

(** It touches them in one point only: half-way to z the tangent is steeper. *)
Lemma above_tangent_strictly (F dF : R -> R) (a b : Rbar) :
  (forall z, is_derive F z (dF z)) ->
  (forall x y : R, Rbar_lt a x -> Rbar_lt y b -> x < y -> dF x < dF y) ->
  forall m z : R, Rbar_lt a m -> Rbar_lt m b -> Rbar_lt a z -> Rbar_lt z b -> z <> m ->
  F m + dF m * (z - m) < F z.
Proof.
  intros slope rises m z am mb az zb apart. set (w := (m + z) / 2).
  assert (Rmin m z <= w <= Rmax m z) as [low high] by
    (unfold w; destruct (Rle_or_lt m z); [rewrite Rmin_left, Rmax_right | rewrite Rmin_right, Rmax_left]; lra).
  assert (Rbar_lt a w) as aw by (apply Rbar_lt_le_trans with (Rmin m z); [now apply Rmin_case | exact low]).
  assert (Rbar_lt w b) as wb by (apply Rbar_le_lt_trans with (Rmax m z); [exact high | now apply Rmax_case]).
  pose proof (above_tangent F dF a b slope rises m w am mb aw wb).
  pose proof (above_tangent F dF a b slope rises w z aw wb az zb).
  assert (0 < (dF w - dF m) * (z - m)).
  { destruct (Rdichotomy z m apart) as [left | right].
    - assert (dF w < dF m) by (apply rises; [exact aw | exact mb | unfold w; lra]).
      replace ((dF w - dF m) * (z - m)) with ((dF m - dF w) * (m - z)) by ring. apply Rmult_lt_0_compat; lra.
    - assert (dF m < dF w) by (apply rises; [exact am | exact wb | unfold w; lra]).
      apply Rmult_lt_0_compat; lra. }
  replace (w - m) with ((z - m) / 2) in * by (unfold w; field).
  replace (z - w) with ((z - m) / 2) in * by (unfold w; field). lra.
Qed.

(** Points between two points of an interval are in it. *)
Lemma mean_bounds (x y t : R) : 0 <= t <= 1 -> Rmin x y <= t * x + (1 - t) * y <= Rmax x y.
Proof.
  intros unit. destruct (Rle_or_lt x y).
  - rewrite Rmin_left, Rmax_right by lra. nra.
  - rewrite Rmin_right, Rmax_left by lra. nra.
Qed.

Lemma between_points (a b : Rbar) (x y t : R) :
  Rbar_lt a x -> Rbar_lt x b -> Rbar_lt a y -> Rbar_lt y b -> 0 <= t <= 1 ->
  Rbar_lt a (t * x + (1 - t) * y) /\ Rbar_lt (t * x + (1 - t) * y) b.
Proof.
  intros ax xb ay yb unit. destruct (mean_bounds x y t unit) as [low high]. split.
  - apply Rbar_lt_le_trans with (Rmin x y); [now apply Rmin_case | exact low].
  - apply Rbar_le_lt_trans with (Rmax x y); [exact high | now apply Rmax_case].
Qed.

(** Where the second derivative is positive the function is convex. *)
Theorem convex_of_slope (f F dF d2F : R -> R) (a b : Rbar) :
  (forall z, f z = F z) -> (forall z, is_derive F z (dF z)) -> (forall z, is_derive dF z (d2F z)) ->
  (forall z : R, Rbar_lt a z -> Rbar_lt z b -> 0 < d2F z) ->
  forall x y t : R, Rbar_lt a x -> Rbar_lt x b -> Rbar_lt a y -> Rbar_lt y b -> 0 <= t <= 1 ->
  f (t * x + (1 - t) * y) <= t * f x + (1 - t) * f y.
Proof.
  intros same slope slope2 bends x y t ax xb ay yb unit. rewrite !same.
  destruct (between_points a b x y t) as [am mb]; try assumption.
  assert (forall x y : R, Rbar_lt a x -> Rbar_lt y b -> x < y -> dF x < dF y) as rises
    by now apply incr_of_slope with (F := dF) (dF := d2F).
  pose proof (above_tangent F dF a b slope rises _ x am mb ax xb).
  pose proof (above_tangent F dF a b slope rises _ y am mb ay yb).
  nra.
Qed.

Theorem concave_of_slope (f F dF d2F : R -> R) (a b : Rbar) :
  (forall z, f z = F z) -> (forall z, is_derive F z (dF z)) -> (forall z, is_derive dF z (d2F z)) ->
  (forall z : R, Rbar_lt a z -> Rbar_lt z b -> d2F z < 0) ->
  forall x y t : R, Rbar_lt a x -> Rbar_lt x b -> Rbar_lt a y -> Rbar_lt y b -> 0 <= t <= 1 ->
  t * f x + (1 - t) * f y <= f (t * x + (1 - t) * y).
Proof.
  intros same slope slope2 bends x y t ax xb ay yb unit.
  assert (- f (t * x + (1 - t) * y) <= t * - f x + (1 - t) * - f y); [|lra].
  apply (convex_of_slope (fun z => - f z) (fun z => - F z) (fun z => - dF z) (fun z => - d2F z) a b);
    try assumption.
  - intros z. now rewrite same.
  - intros z. apply (is_derive_opp F z (dF z)), slope.
  - intros z. apply (is_derive_opp dF z (d2F z)), slope2.
  - intros z above below. specialize (bends z above below). lra.
Qed.

(** Strictly so between two different points. *)
Theorem strictly_convex_of_slope (f F dF d2F : R -> R) (a b : Rbar) :
  (forall z, f z = F z) -> (forall z, is_derive F z (dF z)) -> (forall z, is_derive dF z (d2F z)) ->
  (forall z : R, Rbar_lt a z -> Rbar_lt z b -> 0 < d2F z) ->
  forall x y t : R, Rbar_lt a x -> Rbar_lt x b -> Rbar_lt a y -> Rbar_lt y b -> x <> y -> 0 < t < 1 ->
  f (t * x + (1 - t) * y) < t * f x + (1 - t) * f y.
Proof.
  intros same slope slope2 bends x y t ax xb ay yb apart inner. rewrite !same.
  destruct (between_points a b x y t) as [am mb]; try assumption; [lra|].
  assert (forall x y : R, Rbar_lt a x -> Rbar_lt y b -> x < y -> dF x < dF y) as rises
    by now apply incr_of_slope with (F := dF) (dF := d2F).
  set (m := t * x + (1 - t) * y) in *.
  assert (x <> m) as xm by
    (intros same_point; apply apart, (Rmult_eq_reg_l (1 - t)); [unfold m in same_point; lra | lra]).
  assert (y <> m) as ym by
    (intros same_point; apply apart, (Rmult_eq_reg_l t); [unfold m in same_point; lra | lra]).
  pose proof (above_tangent_strictly F dF a b slope rises m x am mb ax xb xm) as atx.
  pose proof (above_tangent_strictly F dF a b slope rises m y am mb ay yb ym) as aty.
  apply (Rmult_lt_compat_l t) in atx; [|lra]. apply (Rmult_lt_compat_l (1 - t)) in aty; [|lra].
  replace (F m) with (t * (F m + dF m * (x - m)) + (1 - t) * (F m + dF m * (y - m)))
    by (unfold m; ring). lra.
Qed.

Theorem strictly_concave_of_slope (f F dF d2F : R -> R) (a b : Rbar) :
  (forall z, f z = F z) -> (forall z, is_derive F z (dF z)) -> (forall z, is_derive dF z (d2F z)) ->
  (forall z : R, Rbar_lt a z -> Rbar_lt z b -> d2F z < 0) ->
  forall x y t : R, Rbar_lt a x -> Rbar_lt x b -> Rbar_lt a y -> Rbar_lt y b -> x <> y -> 0 < t < 1 ->
  t * f x + (1 - t) * f y < f (t * x + (1 - t) * y).
Proof.
  intros same slope slope2 bends x y t ax xb ay yb apart inner.
  assert (- f (t * x + (1 - t) * y) < t * - f x + (1 - t) * - f y); [|lra].
  apply (strictly_convex_of_slope (fun z => - f z) (fun z => - F z) (fun z => - dF z) (fun z => - d2F z) a b);
    try assumption.
  - intros z. now rewrite same.
  - intros z. apply (is_derive_opp F z (dF z)), slope.
  - intros z. apply (is_derive_opp dF z (d2F z)), slope2.
  - intros z above below. specialize (bends z above below). lra.
Qed.
