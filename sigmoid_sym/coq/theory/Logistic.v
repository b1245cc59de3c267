(** * The logistic differential equation y' = k y (1 - y), on any open domain

    Everything else about derivatives rests on one induction, done here once. *)

From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
Open Scope R_scope.

(** [f] solves y' = k y (1 - y) on the open set [D]. *)
Definition logistic_on (k : R) (D : R -> Prop) (f : R -> R) : Prop :=
  open D /\ forall x, D x -> is_derive f x (k * (f x * (1 - f x))).

(** If P_0 = z and P_{n+1} = z (1 - z) P_n', then every solution has derivatives of all orders on D,
    and the n-th is k^n P_n(y). *)
Theorem is_derive_n_logistic (P dP : nat -> R -> R) :
  (forall z, P 0%nat z = z) ->
  (forall n z, is_derive (P n) z (dP n z)) ->
  (forall n z, P (S n) z = z * (1 - z) * dP n z) ->
  forall k D f, logistic_on k D f ->
  forall n x, D x -> is_derive_n f n x (k ^ n * P n (f x)).
Proof.
  intros base diff step k D f [openD ode] n.
  induction n as [|n IH]; intros x Dx; simpl.
  - now rewrite base, Rmult_1_l.
  - apply is_derive_ext_loc with (f := fun y => k ^ n * P n (f y)).
    + apply filter_imp with (P := D); [|exact (openD x Dx)].
      intros y Dy. symmetry. now apply is_derive_n_unique, IH.
    + rewrite step.
      replace (k * k ^ n * (f x * (1 - f x) * dP n (f x)))
        with (k ^ n * (k * (f x * (1 - f x)) * dP n (f x))) by ring.
      apply is_derive_scal. exact (is_derive_comp (P n) f x _ _ (diff n (f x)) (ode x Dx)).
Qed.

(** What [is_derive_n] says of order n + 1 includes that there is a derivative. *)
Lemma ex_derive_n_of_is_derive_n f n x l : is_derive_n f n x l -> ex_derive_n f n x.
Proof. destruct n; [easy|]. intros H. now exists l. Qed.

(** Where 1 + C e^{-k(x-x0)} does not vanish, y = 1/(1 + C e^{-k(x-x0)}) is a solution: C = 1 is the
    logistic function, C = -1 the solution with a pole at x0. *)
Theorem logistic_on_family (k x0 C : R) :
  logistic_on k (fun x => 1 + C * exp (- (k * (x - x0))) <> 0)
    (fun x => / (1 + C * exp (- (k * (x - x0))))).
Proof.
  split.
  - apply (open_comp (fun x : R => 1 + C * exp (- (k * (x - x0)))) (fun y => y <> 0)); [|apply open_neq].
    intros x _. apply (ex_derive_continuous (fun x : R => 1 + C * exp (- (k * (x - x0))))).
    now auto_derive.
  - intros x nonzero. auto_derive; [exact nonzero|]. simpl in *. unfold Rminus in *. field. exact nonzero.
Qed.
