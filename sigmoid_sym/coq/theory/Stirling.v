(** * The Stirling form *)

From Coq Require Import Reals ZArith List Lia.
From Coquelicot Require Import Coquelicot.
From SigmoidSym Require Import Logistic Rows.
Import ListNotations.
Open Scope R_scope.

(** Stirling numbers of the second kind: partitions of n things into k blocks. *)
Fixpoint stirling2 (n k : nat) : Z :=
  match n, k with
  | O, O => 1
  | O, S _ | S _, O => 0
  | S m, S j => Z.of_nat k * stirling2 m k + stirling2 m j
  end%Z.

Lemma mult_sum_n_m (a : R) (u : nat -> R) n m : a * sum_n_m u n m = sum_n_m (fun i => a * u i) n m.
Proof. exact (eq_sym (sum_n_m_mult_l (K := R_Ring) a u n m)). Qed.

(** A polynomial is the sum of its terms. *)
Lemma horner_sum p z N :
  (length p <= S N)%nat -> horner p z = sum_n (fun i => IZR (nth i p 0%Z) * z ^ i) N.
Proof.
  revert N. induction p as [|c p IH]; intros N fits; simpl.
  - symmetry. rewrite (sum_n_ext _ (fun _ => 0)); [rewrite sum_n_const; ring|].
    intros [|i]; simpl; ring.
  - fold (horner p z). destruct N as [|N].
    + rewrite sum_O. destruct p; [simpl; ring | simpl in fits; lia].
    + unfold sum_n. rewrite sum_Sn_m, <- sum_n_m_S by lia.
      rewrite (IH N) by (simpl in fits; lia). change plus with Rplus. f_equal; [simpl; ring|].
      unfold sum_n. rewrite mult_sum_n_m. apply sum_n_m_ext. intros i. simpl. ring.
Qed.

Lemma length_step k before p : length (step k before p) = S (length p).
Proof. revert k before. induction p; intros; simpl; congruence. Qed.

Lemma length_row n : length (row n) = S n.
Proof. induction n as [|n IH]; [easy|]. simpl. now rewrite length_step, IH. Qed.

Lemma nth_step_0 k before p :
  nth 0 (step k before p) 0%Z = (k * nth 0 p 0 - (k - 1) * before)%Z.
Proof. destruct p; simpl; ring. Qed.

Lemma nth_step_S i k before p :
  nth (S i) (step k before p) 0%Z
  = ((k + Z.of_nat i + 1) * nth (S i) p 0 - (k + Z.of_nat i) * nth i p 0)%Z.
Proof.
  revert i k before. induction p as [|c p IH]; intros i k before.
  - simpl. destruct i; ring.
  - change (nth i (step (k + 1) c p) 0%Z
      = ((k + Z.of_nat i + 1) * nth i p 0 - (k + Z.of_nat i) * nth i (c :: p) 0)%Z).
    destruct i as [|i]; [rewrite nth_step_0 | rewrite IH]; simpl nth; lia.
Qed.

(** (-1)^i i! *)
Fixpoint signed_factorial (i : nat) : Z :=
  match i with O => 1 | S j => - (Z.of_nat i * signed_factorial j) end%Z.

Lemma nth_row n i : nth i (row n) 0%Z = (signed_factorial i * stirling2 (S n) (S i))%Z.
Proof.
  revert i. induction n as [|n IH]; intros [|i].
  - easy.
  - simpl. destruct i; simpl; ring.
  - simpl row. rewrite nth_step_0, IH. cbn -[Z.of_nat Z.mul]. simpl Z.of_nat. ring.
  - simpl row. rewrite nth_step_S, !IH.
    change (stirling2 (S (S n)) (S (S i)))
      with (Z.of_nat (S (S i)) * stirling2 (S n) (S (S i)) + stirling2 (S n) (S i))%Z.
    change (signed_factorial (S i)) with (- (Z.of_nat (S i) * signed_factorial i))%Z.
    rewrite !Nat2Z.inj_succ. ring.
Qed.

Lemma signed_factorial_correct i : IZR (signed_factorial i) = (-1) ^ i * INR (fact i).
Proof.
  induction i as [|i IH]; [simpl; ring|].
  change (signed_factorial (S i)) with (- (Z.of_nat (S i) * signed_factorial i))%Z.
  rewrite opp_IZR, mult_IZR, IH, <- INR_IZR_INZ, fact_simpl, mult_INR. simpl. ring.
Qed.

(** y^(n) = k^n Σ_{j=1}^{n+1} (-1)^{j+1} (j-1)! S(n+1,j) y^j for every solution of y' = k y (1 - y). *)
Theorem is_derive_n_stirling k D f :
  logistic_on k D f -> forall n x, D x ->
  is_derive_n f n x
    (k ^ n * sum_n_m (fun j => (-1) ^ (j + 1) * INR (fact (j - 1)) * IZR (stirling2 (n + 1) j) * f x ^ j)
               1 (n + 1)).
Proof.
  intros solves n x Dx.
  replace (sum_n_m _ _ _) with (horner (0%Z :: row n) (f x)); [now apply is_derive_n_row with D|].
  simpl. fold (horner (row n) (f x)). rewrite Rplus_0_l, horner_sum with (N := n) by now rewrite length_row.
  rewrite Nat.add_1_r, <- sum_n_m_S. unfold sum_n. rewrite mult_sum_n_m.
  apply sum_n_m_ext. intros i. rewrite nth_row, mult_IZR, signed_factorial_correct, Nat.add_1_r.
  replace (S i - 1)%nat with i by lia. simpl. ring.
Qed.
