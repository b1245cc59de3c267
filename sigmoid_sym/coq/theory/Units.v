(** * Exponentials as products of powers of a few units *)

From Coq Require Import Reals Lra Lia ZArith List.
From Coquelicot Require Import Coquelicot.
From SigmoidSym Require Import Sigmoid Relatives Claims Chain Enclosures.
Import ListNotations.
Open Scope R_scope.

(** e^{ky} for a whole k. *)
Definition raised (y : R) (k : Z) : R :=
  match k with
  | Z0 => 1
  | Zpos p => exp y ^ Pos.to_nat p
  | Zneg p => / exp y ^ Pos.to_nat p
  end.

Fixpoint powers (ys : list R) (ks : list Z) : R :=
  match ys, ks with
  | y :: ys, k :: ks => raised y k * powers ys ks
  | _, _ => 1
  end.

Fixpoint combination (ys : list R) (ks : list Z) : R :=
  match ys, ks with
  | y :: ys, k :: ks => IZR k * y + combination ys ks
  | _, _ => 0
  end.

Lemma exp_combination ys ks : exp (combination ys ks) = powers ys ks.
Proof.
  revert ks. induction ys as [|y ys IH]; intros [|k ks]; simpl; try apply exp_0.
  rewrite exp_plus, IH. f_equal. destruct k as [|p|p]; simpl.
  - rewrite Rmult_0_l. apply exp_0.
  - rewrite <- positive_nat_Z, <- INR_IZR_INZ. apply exp_multiple.
  - rewrite <- Pos2Z.opp_pos, opp_IZR, <- positive_nat_Z, <- INR_IZR_INZ, Ropp_mult_distr_l_reverse.
    apply exp_multiple_opp.
Qed.

Lemma tanh_exp x : tanh x = (exp (2 * x) - 1) / (exp (2 * x) + 1).
Proof.
  replace (2 * x) with (x + x) by ring. rewrite exp_plus. unfold tanh, sinh, cosh. rewrite exp_Ropp.
  assert (0 < exp x) by apply exp_pos. field. split; nra.
Qed.

(** exp a by the units: the vectors of powers are tried in turn. *)
Ltac try_powers ys vectors a :=
  lazymatch vectors with
  | ?v :: ?rest =>
    first
      [ replace (exp a) with (powers ys v) by (rewrite <- exp_combination; f_equal; cbn [combination]; field; easy)
      | try_powers ys rest a ]
  | _ => fail "no product of powers of the units"
  end.

Ltac into_powers ys vectors :=
  repeat match goal with |- context [exp ?a] =>
    lazymatch a with context [exp _] => fail | _ => try_powers ys vectors a end end.

Ltac name_units ys :=
  lazymatch ys with
  | ln ?t :: ?rest => rewrite ?(exp_ln t) by lra; name_units rest
  | ?y :: ?rest =>
    let u := fresh "u" in pose proof (exp_pos y); set (u := exp y) in *; clearbody u; name_units rest
  | _ => idtac
  end.

Ltac written_powers :=
  repeat match goal with |- context [Pos.to_nat ?p] =>
    let n := eval compute in (Pos.to_nat p) in change (Pos.to_nat p) with n end.

(** What a denominator needs: it is positive, or a hypothesis says that it is not 0. *)
Ltac nonzero :=
  lazymatch goal with
  | |- _ /\ _ => split; nonzero
  | |- _ =>
    first
      [ positive
      | assumption
      | match goal with H : _ <> 0 |- _ <> 0 =>
          let zero := fresh in
          intros zero; apply H;
          first [lra | rewrite zero; ring | field_simplify_eq; first [lra | nra | positive]] end
      | let zero := fresh in intros zero; lra
      | match goal with H : 0 < _ |- _ =>
          let zero := fresh in intros zero; rewrite zero in H; unfold Rdiv in H; rewrite !Rmult_0_l in H; lra end
      | apply Rmult_integral_contrapositive_currified; nonzero
      | apply pow_nonzero; nonzero
      | apply Rgt_not_eq; unfold Rgt; ring_simplify; positive
      | let zero := fresh in intros zero; nra ]
  end.

(** Proves an equation that is rational in the units; hypotheses t <> 0 about them may be needed. *)
Ltac by_units ys vectors :=
  repeat match goal with p := _ : list term |- _ => subst p end;
  repeat match goal with H : _ <> 0 |- _ => revert H end;
  write_derivatives; cbn [value]; unfold growth, ratio, softplus, logit, sigmoid; rewrite ?tanh_exp;
  unfold sinh, cosh;
  into_powers ys vectors;
  cbn [powers raised]; written_powers;
  name_units ys; intros;
  lazymatch goal with |- ?a = ?b => change (@eq R a b) | _ => idtac end;
  first [ field; nonzero | fail 1 "The two sides of the claim could not be shown to be the same" ].

(** An order as that of a difference and 0, the difference written as a product. *)
Ltac to_difference product ys vectors :=
  lazymatch goal with |- _ >= _ => apply Rle_ge | |- _ > _ => unfold Rgt | _ => idtac end;
  lazymatch goal with
  | |- ?a < ?b => apply Rminus_gt_0_lt; unfold Rgt; replace (b - a) with product; [|symmetry; by_units ys vectors]
  | |- ?a <= ?b => apply Rminus_le_0; replace (b - a) with product; [|symmetry; by_units ys vectors]
  | |- ?a <> ?b => apply Rminus_not_eq; replace (a - b) with product; [|symmetry; by_units ys vectors]
  end.

Lemma exp_le_inv a b : exp a <= exp b -> a <= b.
Proof. intros [less | same]; [left; now apply exp_lt_inv | right; now apply exp_inv]. Qed.

(** e^{ln t} = t, and the exponentials of sums and whole multiples of logarithms. *)
Ltac split_exponentials :=
  repeat match goal with
  | |- context [exp (ln ?t)] => rewrite (exp_ln t) by first [positive | assumption]
  | |- context [exp ?a] =>
    lazymatch a with context [ln _] =>
      lazymatch a with
      | - ?b => rewrite (exp_Ropp b)
      | ?b + ?c => rewrite (exp_plus b c)
      | ?b - ?c => unfold Rminus at 1; rewrite (exp_plus b (- c))
      | IZR (Zpos ?k) * ?b =>
        let n := eval vm_compute in (Pos.to_nat k) in
        replace (exp a) with (exp b ^ n) by (rewrite <- exp_multiple; f_equal; simpl; ring)
      end end
  end.

(** Sides of which the exponentials are compared; the exponential function is increasing. *)
Ltac to_exponentials :=
  lazymatch goal with |- _ >= _ => apply Rle_ge | |- _ > _ => unfold Rgt | _ => idtac end;
  lazymatch goal with
  | |- _ = _ => apply exp_inv
  | |- _ < _ => apply exp_lt_inv
  | |- ?a <= ?b => apply (exp_le_inv a b)
  end;
  unfold softplus, logit; split_exponentials.

(** One derivative of many, on an open set. *)
Lemma Derive_n_step_on (D : R -> Prop) f g n x :
  (forall y, D y -> locally y D) -> (forall y, D y -> is_derive f y (g y)) -> D x ->
  Derive_n f (S n) x = Derive_n g n x.
Proof.
  intros open_D slope inside. rewrite <- Nat.add_1_r, <- Derive_n_comp. apply Derive_n_ext_loc.
  apply (filter_imp D); [|now apply open_D]. intros y Dy. apply is_derive_unique. now apply slope.
Qed.

Lemma ex_derive_n_step_on (D : R -> Prop) f g (n : nat) :
  (forall y, D y -> locally y D) -> (forall y, D y -> is_derive f y (g y)) ->
  (forall (k : nat) (x : R), D x -> (k <= n)%nat -> ex_derive_n g k x) ->
  forall (k : nat) (x : R), D x -> (k <= S n)%nat -> ex_derive_n f k x.
Proof.
  intros open_D slope further [|[|k]] x Dx within; [exact I | exists (g x); now apply slope |].
  apply (ex_derive_ext_loc (Derive_n g k)).
  - apply (filter_imp D); [|now apply open_D]. intros y Dy. symmetry. now apply (Derive_n_step_on D).
  - apply (further (S k)); [exact Dx | lia].
Qed.

Lemma ex_derive_n_none_on (D : R -> Prop) (f : R -> R) (k : nat) (x : R) :
  D x -> (k <= 0)%nat -> ex_derive_n f k x.
Proof. intros _. apply ex_derive_n_none. Qed.

Lemma locally_nonzero (t : R -> R) y : ex_derive t y -> t y <> 0 -> locally y (fun z => t z <> 0).
Proof.
  intros smooth apart. apply (ex_derive_continuous t y smooth (fun v => v <> 0)). now apply open_neq.
Qed.

Lemma locally_positive (t : R -> R) y : ex_derive t y -> 0 < t y -> locally y (fun z => 0 < t z).
Proof.
  intros smooth above. apply (ex_derive_continuous t y smooth (fun v => 0 < v)). now apply open_gt.
Qed.

(** Proves what is asked where a function has values: that this is an open set, that one expression is the
    derivative of another there, that a point is in it. *)
Ltac on_domain :=
  cbv beta;
  lazymatch goal with
  | |- forall y : R, _ -> locally y _ =>
    intros y inside; repeat match goal with H : _ /\ _ |- _ => destruct H end;
    repeat apply filter_and;
    (apply (locally_nonzero (fun z => _)) || apply (locally_positive (fun z => _)));
    first [assumption | auto_derive; repeat split; nonzero]
  | |- forall y : R, _ -> is_derive _ y _ =>
    intros y inside; repeat match goal with H : _ /\ _ |- _ => destruct H end;
    unfold logit, sigmoid, softplus, tanh, sinh, cosh, Rminus in *; cbv beta in *; auto_derive;
    [repeat split; nonzero | first [field; nonzero | rewrite ?exp_Ropp in *; field; nonzero]]
  | |- _ => repeat split; nonzero
  end.
