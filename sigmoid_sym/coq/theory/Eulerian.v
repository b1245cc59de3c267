(** * The Eulerian form *)

From Coq Require Import Reals ZArith Lia.
From Coquelicot Require Import Coquelicot.
From SigmoidSym Require Import Logistic.
Open Scope R_scope.

(** Eulerian numbers: permutations of n things with k ascents. *)
Fixpoint eulerian (n k : nat) : Z :=
  match n, k with
  | O, O => 1
  | O, S _ => 0
  | S m, O => eulerian m O
  | S m, S j => (Z.of_nat k + 1) * eulerian m k + (Z.of_nat m - Z.of_nat j) * eulerian m j
  end%Z.

Lemma eulerian_S n k :
  eulerian (S n) (S k)
  = ((Z.of_nat k + 2) * eulerian n (S k) + (Z.of_nat n - Z.of_nat k) * eulerian n k)%Z.
Proof. cbn -[Z.of_nat]. rewrite Nat2Z.inj_succ. ring. Qed.

Lemma eulerian_0 n : eulerian n 0 = 1%Z.
Proof. now induction n. Qed.

Lemma eulerian_large n k : (n < k)%nat -> eulerian n k = 0%Z.
Proof.
  revert k. induction n as [|n IH]; intros [|k] large; try lia; [easy|].
  rewrite eulerian_S, !IH by lia. ring.
Qed.

Lemma eulerian_diagonal n : eulerian (S n) (S n) = 0%Z.
Proof. rewrite eulerian_S, (eulerian_large n (S n)) by lia. ring. Qed.

(** The terms of P_n and of P_n'. *)
Definition term (n k : nat) (z : R) : R :=
  (-1) ^ k * IZR (eulerian n k) * z ^ (k + 1) * (1 - z) ^ (n - k).

Definition term' (n k : nat) (z : R) : R :=
  (-1) ^ k * IZR (eulerian n k)
  * (INR (k + 1) * z ^ k * (1 - z) ^ (n - k) - INR (n - k) * z ^ (k + 1) * (1 - z) ^ pred (n - k)).

Lemma is_derive_term n k z : is_derive (term n k) z (term' n k z).
Proof.
  unfold term, term'. auto_derive; [easy|].
  replace (pred (k + 1)) with k by lia. unfold Rminus. ring.
Qed.

(** The sums telescope at every cut-off N: z (1-z) Σ_{k≤N} term' n k falls short of
    Σ_{k≤N} term (n+1) k by what the next index takes from it. *)
Lemma telescope n N z :
  (N <= n)%nat ->
  sum_n (fun k => term (S n) k z) N
  = z * (1 - z) * sum_n (fun k => term' n k z) N
    + (-1) ^ N * INR (n - N) * IZR (eulerian n N) * z ^ (N + 2) * (1 - z) ^ (n - N).
Proof.
  induction N as [|N IH]; intros fits.
  - rewrite !sum_O. unfold term, term'. rewrite !eulerian_0, !Nat.sub_0_r.
    destruct n as [|n]; [simpl; ring|]. simpl pred. rewrite !S_INR. simpl. ring.
  - rewrite !sum_Sn, IH by lia. change plus with Rplus. unfold term, term'.
    rewrite eulerian_S, plus_IZR, !mult_IZR, plus_IZR, minus_IZR, <- !INR_IZR_INZ.
    replace (n - N)%nat with (S (n - S N)) by lia.
    replace (S n - S N)%nat with (S (n - S N)) by lia.
    replace (INR n) with (INR N + 1 + INR (n - S N)) by (rewrite minus_INR, S_INR by lia; ring).
    rewrite !(Nat.add_comm _ 1), !(Nat.add_comm _ 2).
    destruct (n - S N)%nat as [|m]; simpl Nat.add; simpl pred; rewrite !S_INR; simpl; ring.
Qed.

Lemma sum_eulerian_succ n z :
  sum_n (fun k => term (S n) k z) (S n) = z * (1 - z) * sum_n (fun k => term' n k z) n.
Proof.
  rewrite sum_Sn, telescope by lia. unfold term at 1.
  rewrite eulerian_diagonal, Nat.sub_diag. change plus with Rplus. simpl. ring.
Qed.

(** y^(n) = k^n Σ_{j=0}^{n} (-1)^j A(n,j) y^{j+1} (1-y)^{n-j} for every solution of y' = k y (1 - y);
    for n ≥ 1 the last term is 0. *)
Theorem is_derive_n_eulerian k D f :
  logistic_on k D f -> forall n x, D x ->
  is_derive_n f n x
    (k ^ n * sum_n (fun j => (-1) ^ j * IZR (eulerian n j) * f x ^ (j + 1) * (1 - f x) ^ (n - j)) n).
Proof.
  apply (is_derive_n_logistic
           (fun n z => sum_n (fun k => term n k z) n) (fun n z => sum_n (fun k => term' n k z) n)).
  - intros z. rewrite sum_O. unfold term. simpl. ring.
  - intros n z. apply @is_derive_sum_n. intros j _. apply is_derive_term.
  - intros n z. apply sum_eulerian_succ.
Qed.
