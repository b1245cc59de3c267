(** * The shape of σ and σ': monotone or not, extreme values, limits *)

From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From SigmoidSym Require Import Rows Sigmoid Derivatives.
Open Scope R_scope.

(** σ is increasing. *)
Theorem sigmoid_increasing x y : x < y -> sigmoid x < sigmoid y.
Proof.
  intros less. unfold sigmoid. assert (exp (- y) < exp (- x)) by (apply exp_increasing; lra).
  assert (0 < exp (- y)) by apply exp_pos. unfold Rdiv. rewrite !Rmult_1_l.
  apply Rinv_lt_contravar; [apply Rmult_lt_0_compat|]; lra.
Qed.

Lemma sigmoid_injective x y : sigmoid x = sigmoid y -> x = y.
Proof. intros same. now rewrite <- (logit_sigmoid x), <- (logit_sigmoid y), same. Qed.

(** 0 < σ'(x) ≤ 1/4. *)
Theorem Derive_sigmoid_bounds x : 0 < Derive sigmoid x <= 1 / 4.
Proof.
  rewrite Derive_sigmoid. pose proof (sigmoid_bounds x). split; [apply Rmult_lt_0_compat; lra|].
  pose proof (pow2_ge_0 (2 * sigmoid x - 1)). lra.
Qed.

(** σ'(x) = 1/4 only at x = 0. *)
Theorem Derive_sigmoid_max x : Derive sigmoid x = 1 / 4 <-> x = 0.
Proof.
  rewrite Derive_sigmoid. split.
  - intros top. apply sigmoid_injective. rewrite sigmoid_0.
    assert (square : Rsqr (2 * sigmoid x - 1) = 0) by (unfold Rsqr; lra). apply Rsqr_eq_0 in square. lra.
  - intros ->. rewrite sigmoid_0. field.
Qed.

(** σ' is even. *)
Theorem Derive_sigmoid_even x : Derive sigmoid (- x) = Derive sigmoid x.
Proof. rewrite !Derive_sigmoid, sigmoid_opp. ring. Qed.

(** σ' is increasing on x ≤ 0 ... *)
Theorem Derive_sigmoid_increasing x y : x < y -> y <= 0 -> Derive sigmoid x < Derive sigmoid y.
Proof.
  intros less left. rewrite !Derive_sigmoid.
  assert (sigmoid x < sigmoid y) by now apply sigmoid_increasing.
  assert (sigmoid y <= 1 / 2).
  { rewrite <- sigmoid_0. destruct left as [left| ->]; [left; now apply sigmoid_increasing | now right]. }
  assert (0 < (sigmoid y - sigmoid x) * (1 - sigmoid x - sigmoid y)) by (apply Rmult_lt_0_compat; lra). lra.
Qed.

(** ... and decreasing on x ≥ 0: it is not monotone. *)
Theorem Derive_sigmoid_decreasing x y : 0 <= x -> x < y -> Derive sigmoid y < Derive sigmoid x.
Proof.
  intros right less. rewrite <- (Derive_sigmoid_even x), <- (Derive_sigmoid_even y).
  apply Derive_sigmoid_increasing; lra.
Qed.

(** The values of σ' are those of (0, 1/4]. *)
Theorem Derive_sigmoid_range y : (exists x, Derive sigmoid x = y) <-> 0 < y <= 1 / 4.
Proof.
  split; [intros [x <-]; apply Derive_sigmoid_bounds|]. intros [above below].
  assert (0 <= sqrt (1 - 4 * y)) by apply sqrt_pos.
  assert (square : sqrt (1 - 4 * y) * sqrt (1 - 4 * y) = 1 - 4 * y) by (apply sqrt_sqrt; lra).
  exists (logit ((1 + sqrt (1 - 4 * y)) / 2)). rewrite Derive_sigmoid, sigmoid_logit; nra.
Qed.

(** σ'' is 0 at one point, x = 0. *)
Theorem Derive_sigmoid_inflection : exists! x, Derive_n sigmoid 2 x = 0.
Proof.
  assert (second : forall x, Derive_n sigmoid 2 x = sigmoid x * (1 - sigmoid x) * (1 - 2 * sigmoid x))
    by (intros x; rewrite (Derive_n_sigmoid_factored 1); unfold horner; simpl; ring).
  exists 0. split; [rewrite second, sigmoid_0; field|]. intros x zero. rewrite second in zero.
  pose proof (sigmoid_bounds x). apply sigmoid_injective. rewrite sigmoid_0.
  apply Rmult_integral in zero as [zero | zero]; [apply Rmult_integral in zero as [zero | zero]|]; lra.
Qed.

Lemma is_lim_opp_id (x : Rbar) : is_lim (fun x => - x) x (Rbar_opp x).
Proof. apply is_lim_opp, is_lim_id. Qed.

(** σ(x) → 0 as x → -∞ ... *)
Theorem is_lim_sigmoid_m : is_lim sigmoid m_infty 0.
Proof.
  apply is_lim_ext with (f := fun x => / (1 + exp (- x))).
  - intros x. pose proof (exp_pos (- x)). unfold sigmoid. field. lra.
  - apply (is_lim_inv (fun x => 1 + exp (- x)) m_infty p_infty); [|easy].
    apply (is_lim_plus _ _ _ 1 p_infty p_infty); [apply is_lim_const | | easy].
    apply is_lim_comp with (l := p_infty); [apply is_lim_exp_p | | now exists 0].
    apply (is_lim_opp_id m_infty).
Qed.

(** ... and σ(x) → 1 as x → +∞. *)
Theorem is_lim_sigmoid_p : is_lim sigmoid p_infty 1.
Proof.
  apply is_lim_ext with (f := fun x => 1 - sigmoid (- x)); [intros x; rewrite sigmoid_opp; ring|].
  replace (Finite 1) with (Finite (1 - 0)) by (f_equal; ring).
  apply is_lim_minus'; [apply is_lim_const|].
  apply is_lim_comp with (l := m_infty); [apply is_lim_sigmoid_m | | now exists 0].
  apply (is_lim_opp_id p_infty).
Qed.

(** σ(x) ~ e^x as x → -∞. *)
Theorem is_lim_sigmoid_exp : is_lim (fun x => sigmoid x / exp x) m_infty 1.
Proof.
  apply is_lim_ext with (f := fun x => 1 - sigmoid x).
  - intros x. assert (0 < exp x) by apply exp_pos. unfold sigmoid. rewrite exp_Ropp. field. lra.
  - replace (Finite 1) with (Finite (1 - 0)) by (f_equal; ring).
    apply is_lim_minus'; [apply is_lim_const | exact is_lim_sigmoid_m].
Qed.
