(* What the theory proves, said again in terms of Coq's standard library and Coquelicot alone: a theorem that
   were weakened would not prove its line here. *)
From Coq Require Import Reals ZArith List.
From Coquelicot Require Import Coquelicot.
From SigmoidSym Require Logistic Rows Stirling Eulerian Factored Sigmoid Derivatives Shape Relatives Growth.
Open Scope R_scope.

Definition S (x : R) : R := 1 / (1 + exp (- x)).

(* Stirling numbers of the second kind and Eulerian numbers, with their usual recurrences. *)
Fact stirling2_1 : Stirling.stirling2 0 0 = 1%Z. reflexivity. Qed.
Fact stirling2_2 n : Stirling.stirling2 (n + 1) 0 = 0%Z. rewrite Nat.add_1_r; reflexivity. Qed.
Fact stirling2_3 k : Stirling.stirling2 0 (k + 1) = 0%Z. rewrite Nat.add_1_r; reflexivity. Qed.
Fact stirling2_4 n k :
  Stirling.stirling2 (n + 1) (k + 1)
  = (Z.of_nat (k + 1) * Stirling.stirling2 n (k + 1) + Stirling.stirling2 n k)%Z.
rewrite !Nat.add_1_r; reflexivity. Qed.
Fact eulerian_1 : Eulerian.eulerian 0 0 = 1%Z. reflexivity. Qed.
Fact eulerian_2 n : Eulerian.eulerian n 0 = 1%Z. exact (Eulerian.eulerian_0 n). Qed.
Fact eulerian_3 k : Eulerian.eulerian 0 (k + 1) = 0%Z. rewrite Nat.add_1_r; reflexivity. Qed.
Fact eulerian_4 n k :
  Eulerian.eulerian (n + 1) (k + 1)
  = ((Z.of_nat k + 2) * Eulerian.eulerian n (k + 1)
     + (Z.of_nat n + 1 - (Z.of_nat k + 1)) * Eulerian.eulerian n k)%Z.
rewrite !Nat.add_1_r, Eulerian.eulerian_S; ring. Qed.

(* For every order, on every open domain, for every rate. *)
Fact ode k (D : R -> Prop) (f : R -> R) :
  open D -> (forall x, D x -> is_derive f x (k * (f x * (1 - f x)))) ->
  forall n x, D x ->
  is_derive_n f n x
    (k ^ n * sum_n_m (fun j => (-1) ^ (j + 1) * INR (fact (j - 1)) * IZR (Stirling.stirling2 (n + 1) j)
                               * f x ^ j) 1 (n + 1)).
exact (fun openD solves => Stirling.is_derive_n_stirling k D f (conj openD solves)). Qed.

Fact ode_eulerian k (D : R -> Prop) (f : R -> R) :
  open D -> (forall x, D x -> is_derive f x (k * (f x * (1 - f x)))) ->
  forall n x, D x ->
  is_derive_n f n x
    (k ^ n * sum_n (fun j => (-1) ^ j * IZR (Eulerian.eulerian n j) * f x ^ (j + 1) * (1 - f x) ^ (n - j)) n).
exact (fun openD solves => Eulerian.is_derive_n_eulerian k D f (conj openD solves)). Qed.

(* 1/(1 - e^{-x}), the solution with a pole, among them. *)
Fact family_with_pole x :
  1 - exp (- x) <> 0 ->
  is_derive_n (fun x => / (1 - exp (- x))) 2 x
    (/ (1 - exp (- x)) - 3 * (/ (1 - exp (- x))) ^ 2 + 2 * (/ (1 - exp (- x))) ^ 3).
Proof.
  assert (same : forall y, 1 + -1 * exp (- (1 * (y - 0))) = 1 - exp (- y)).
  { intros y. replace (- (1 * (y - 0))) with (- y) by ring. ring. }
  intros nonzero. pose proof (Relatives.is_derive_n_family 1 1 0 (-1) 2 x) as H.
  rewrite same in H. specialize (H nonzero). cbn in H.
  apply is_derive_n_ext with (f := fun y => 1 * / (1 + -1 * exp (- (1 * (y - 0))))).
  - intros y. now rewrite same, Rmult_1_l.
  - match type of H with is_derive _ _ ?v => match goal with |- is_derive_n _ _ _ ?w =>
      replace w with v; [exact H | field; exact nonzero] end end.
Qed.

Fact existence n x : ex_derive_n S n x. exact (Derivatives.ex_derive_n_sigmoid n x). Qed.
Fact stirling n x :
  Derive_n S n x
  = sum_n_m (fun k => (-1) ^ (k + 1) * INR (fact (k - 1)) * IZR (Stirling.stirling2 (n + 1) k) * S x ^ k)
            1 (n + 1).
exact (Derivatives.Derive_n_sigmoid_stirling n x). Qed.
Fact eulerian n x : (1 <= n)%nat ->
  Derive_n S n x
  = sum_n_m (fun k => (-1) ^ k * IZR (Eulerian.eulerian n k) * S x ^ (k + 1) * (1 - S x) ^ (n - k)) 0 (n - 1).
exact (Derivatives.Derive_n_sigmoid_eulerian n x). Qed.
Fact factored m x : let w := S x * (1 - S x) in
  Derive_n S (m + 1) x
  = (if Nat.even (m + 1) then 1 - 2 * S x else 1)
    * (w * fold_right (fun c value => IZR c + w * value) 0 (Factored.factored_row m)).
rewrite Nat.add_1_r; exact (Derivatives.Derive_n_sigmoid_factored m x). Qed.
Fact factored_degree m : length (Factored.factored_row m) = (m / 2 + 1)%nat.
rewrite Factored.factored_row_length, Nat.div2_div, Nat.add_1_r; reflexivity. Qed.
Fact factored_constant m : nth 0 (Factored.factored_row m) 0%Z = 1%Z.
exact (Factored.factored_row_constant m). Qed.
Fact parity n x : (1 <= n)%nat -> Derive_n S n (- x) = (-1) ^ (n + 1) * Derive_n S n x.
exact (Derivatives.Derive_n_sigmoid_opp n x). Qed.

Fact range x : 0 < S x < 1. exact (Sigmoid.sigmoid_bounds x). Qed.
Fact reflection x : S (- x) = 1 - S x. exact (Sigmoid.sigmoid_opp x). Qed.
Fact logit_left x : ln (S x / (1 - S x)) = x. exact (Sigmoid.logit_sigmoid x). Qed.
Fact logit_right p : 0 < p < 1 -> S (ln (p / (1 - p))) = p. exact (Sigmoid.sigmoid_logit p). Qed.
Fact half_angle x : tanh (x / 2) = 2 * S x - 1. exact (Sigmoid.tanh_sigmoid x). Qed.

Fact slope x : 0 < Derive S x <= 1 / 4. exact (Shape.Derive_sigmoid_bounds x). Qed.
Fact steepest x : Derive S x = 1 / 4 <-> x = 0. exact (Shape.Derive_sigmoid_max x). Qed.
Fact slope_even x : Derive S (- x) = Derive S x. exact (Shape.Derive_sigmoid_even x). Qed.
Fact increasing x y : x < y -> S x < S y. exact (Shape.sigmoid_increasing x y). Qed.
Fact slope_increasing x y : x < y -> y <= 0 -> Derive S x < Derive S y.
exact (Shape.Derive_sigmoid_increasing x y). Qed.
Fact slope_decreasing x y : 0 <= x -> x < y -> Derive S y < Derive S x.
exact (Shape.Derive_sigmoid_decreasing x y). Qed.
Fact limit_left : is_lim S m_infty 0. exact Shape.is_lim_sigmoid_m. Qed.
Fact limit_right : is_lim S p_infty 1. exact Shape.is_lim_sigmoid_p. Qed.

Fact softplus x : is_derive (fun x => ln (1 + exp x)) x (S x). exact (Relatives.is_derive_softplus x). Qed.
Fact softplus_higher n x : Derive_n (fun x => ln (1 + exp x)) (n + 1) x = Derive_n S n x.
rewrite Nat.add_1_r; exact (Relatives.Derive_n_softplus n x). Qed.
Fact affine a b n x : Derive_n (fun x => S (a * x + b)) n x = a ^ n * Derive_n S n (a * x + b).
exact (Relatives.Derive_n_sigmoid_affine a b n x). Qed.
Fact tanh_higher n x : (1 <= n)%nat -> Derive_n tanh n x = 2 ^ (n + 1) * Derive_n S n (2 * x).
exact (Relatives.Derive_n_tanh n x). Qed.
Fact log_sigmoid x : is_derive (fun x => ln (S x)) x (S (- x)). exact (Relatives.is_derive_ln_sigmoid x). Qed.
Fact logit_slope p : 0 < p < 1 -> is_derive (fun p => ln (p / (1 - p))) p (1 / (p * (1 - p))).
exact (Relatives.is_derive_logit p). Qed.

Fact log_is_softplus x : ln (S x) = - ln (1 + exp (- x)). exact (Relatives.ln_sigmoid x). Qed.
Fact silu n x :
  (1 <= n)%nat -> Derive_n (fun x => x * S x) n x = x * Derive_n S n x + INR n * Derive_n S (n - 1) x.
exact (Relatives.Derive_n_silu n x). Qed.
Fact tail : is_lim (fun x => S x / exp x) m_infty 1. exact Shape.is_lim_sigmoid_exp. Qed.

Fact growth (f df : R -> R) :
  (forall x, is_derive f x (df x)) -> (forall x, 0 < x -> 0 < df x) ->
  forall x y, 0 < x -> x < y -> f x < f y.
intros slope rises x y right less.
apply (Growth.incr_of_slope f f df 0 p_infty); try easy. intros z above _; exact (rises z above). Qed.
Fact convexity (f df d2f : R -> R) :
  (forall x, is_derive f x (df x)) -> (forall x, is_derive df x (d2f x)) -> (forall x, 0 < d2f x) ->
  forall x y t, 0 <= t <= 1 -> f (t * x + (1 - t) * y) <= t * f x + (1 - t) * f y.
intros slope slope2 bends x y t unit.
apply (Growth.convex_of_slope f f df d2f m_infty p_infty); easy. Qed.

Print Assumptions stirling.
