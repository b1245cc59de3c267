(** * Certificates: the derivative of one order, as the polynomial that somebody claims *)

From Coq Require Import Reals ZArith List.
From Coquelicot Require Import Coquelicot.
From SigmoidSym Require Import Rows Sigmoid Derivatives.
Import ListNotations.
Open Scope R_scope.

Fixpoint same (p q : list Z) : bool :=
  match p, q with
  | [], [] => true
  | c :: p, d :: q => Z.eqb c d && same p q
  | _, _ => false
  end.

Lemma same_eq p q : same p q = true -> p = q.
Proof.
  revert q. induction p as [|c p IH]; intros [|d q]; simpl; try easy.
  intros H. apply andb_prop in H as [head tail]. apply Z.eqb_eq in head. now rewrite head, (IH q).
Qed.

(** A list of coefficients is right if it is the one that the recurrence gives. *)
Theorem Derive_n_sigmoid_row n p :
  same (0%Z :: row n) p = true -> forall x s, s = sigmoid x -> Derive_n sigmoid n x = horner p s.
Proof. intros right x s ->. apply same_eq in right. subst. apply is_derive_n_unique, is_derive_n_sigmoid. Qed.

(** Closes [forall x s, s = sigmoid x -> Derive_n sigmoid n x = P] for P written out in powers of s. Meant
    for short P. *)
Ltac by_ring n :=
  intros x s value;
  let p := eval vm_compute in (0%Z :: row n) in
  transitivity (horner p s);
  [ exact (Derive_n_sigmoid_row n p eq_refl x s value)
  | unfold horner; cbn [fold_right];
    first [ring | fail 1 "The claimed polynomial is not the derivative of this order"] ].

(** The same for P = fold_right (fun c value => IZR c + s * value) 0 p with a list p of numerals, as long as
    it may be: the kernel's virtual machine compares it with the row. *)
Ltac by_row n p :=
  first [ apply (Derive_n_sigmoid_row n p); abstract (vm_cast_no_check (eq_refl true))
        | fail 1 "The claimed polynomial is not the derivative of this order" ].
