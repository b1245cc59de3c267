(** * Tactics for signs: places in order, signs at places by enclosures, exact zeros *)

From Coq Require Import Reals Lra Lia ZArith List.
From Coquelicot Require Import Coquelicot.
From SigmoidSym Require Import Chain Enclosures Ends Claims.
Import ListNotations.
Open Scope R_scope.

Lemma at_ratio n d : ratio n d <= ratio n d <= ratio n d.
Proof. split; apply Rle_refl. Qed.

Lemma growth_at_0 q j : growth q j (ratio 0 1) = 1.
Proof. unfold growth, ratio, Rdiv. rewrite !Rmult_0_l, Rmult_0_r. apply exp_0. Qed.

(** One place is before another. *)
Ltac in_order := simpl; first [exact I | unfold ratio in *; lra].

(** The sign of a polynomial at a number between two rational numbers, more finely if need be. *)
Ltac by_enclosure near :=
  first
    [ refine (sign_within 40 12 _ _ _ _ _ _ _ _ _ near); vm_compute; reflexivity
    | refine (sign_within 100 35 _ _ _ _ _ _ _ _ _ near); vm_compute; reflexivity
    | refine (sign_within 300 100 _ _ _ _ _ _ _ _ _ near); vm_compute; reflexivity
    | refine (sign_within 900 300 _ _ _ _ _ _ _ _ _ near); vm_compute; reflexivity
    | fail 1 "The sign of a number could not be shown" ].

(** A polynomial is 0 at a rational number. *)
Ltac exact_zero :=
  lazymatch goal with |- value ?q ?p ?x = 0 =>
    let terms := eval vm_compute in p in
    change (value q terms x = 0); cbn [value]; rewrite ?growth_0, ?growth_at_0; unfold ratio; field
  end.

(** c v^k .../w^l ... is positive because of the signs of v, w, ..., by which it is written in the goal anew. *)
Ltac nonzero_signed :=
  lazymatch goal with
  | |- _ /\ _ => split; nonzero_signed
  | |- ?v <> 0 => intros zero; rewrite zero in *; lra
  end.

Ltac by_signs product :=
  lazymatch goal with
  | |- 0 < ?d => replace d with product; [positive | field; nonzero_signed]
  | |- 0 <= ?d => replace d with product; [apply Rlt_le; positive | field; nonzero_signed]
  end.

(** It is 0 because one of them is. *)
Ltac by_zero zero := unfold Rdiv; rewrite zero; first [right; ring | ring].

(** A product is not 0: it, or what is written for it, is positive. *)
Ltac by_nonzero product :=
  lazymatch goal with |- ?d = 0 -> False => change (d <> 0) | _ => idtac end;
  lazymatch goal with |- ?d <> 0 =>
    let positive_one := fresh in
    assert (0 < product) as positive_one by positive;
    first
      [ replace d with product by (field; nonzero_signed); lra
      | replace d with (- (product)) by (field; nonzero_signed); lra ]
  end.
