(* Derivatives of relatives of σ, and a claim on growth. *)
From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From SigmoidSym Require Import Sigmoid Relatives Claims.
Open Scope R_scope.

Theorem tanh_slope x : Derive tanh x = 1 - tanh x ^ 2.
Proof. by_unit x. Qed.

Theorem scaled a b x :
  Derive (fun x => sigmoid (a * x + b)) x = a * sigmoid (a * x + b) * (1 - sigmoid (a * x + b)).
Proof. write_derivatives; ring. Qed.

Theorem chain_rule_forgotten b x :
  Derive (fun x => sigmoid (2 * x + b)) x = sigmoid (2 * x + b) * (1 - sigmoid (2 * x + b)).
Proof. Fail (write_derivatives; ring). Abort.

Theorem softplus_convex x : 0 < Derive_n softplus 2 x.
Proof. destruct (sigmoid_facts x). by_difference (sigmoid x * (1 - sigmoid x)). Qed.

Theorem slope_rises x y : x < y -> y < 0 -> Derive sigmoid x < Derive sigmoid y.
Proof.
  intros less left. apply (Derive_n_sigmoid_incr 1 m_infty 0); [|exact I | exact less | exact left].
  intros z _ negative. destruct (sigmoid_facts z). pose proof (sigmoid_facts_neg z negative).
  by_difference (sigmoid z * (1 - sigmoid z) * (1 - 2 * sigmoid z)).
Qed.

Print Assumptions slope_rises.
