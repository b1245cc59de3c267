"""Claims that the theory proves by name, for every n or in the limit: how they are stated, and the proof."""

from __future__ import annotations

from types import MappingProxyType

_FAMILY = "(fun x => L / (1 + C * exp (- (k * (x - b)))))"

Pair = tuple[str, str]


def _exists(function: str, lemma: str) -> Pair:
    """A function has derivatives of every order; in Coq the derivative of what has none is a number too."""
    return f"forall (n : nat) (x : R), ex_derive_n {function} n x", f"exact ex_derive_n_{lemma}."


_OF_SIGMOID = _exists("sigmoid", "sigmoid")

# By the name of the theorem, that of the theory where it has one: what Coq is told that a claim says, and why
# it holds. The rows of the catalogue name them.
_THEOREMS: dict[str, tuple[Pair, ...]] = {
    "Derive_n_sigmoid_stirling": (
        (
            """forall (n : nat) (x : R),
  Derive_n sigmoid n x
  = sum_n_m (fun k => (-1) ^ (k + 1) * INR (fact (k - 1)) * IZR (stirling2 (n + 1) k) * sigmoid x ^ k)
            1 (n + 1)""",
            "exact Derive_n_sigmoid_stirling.",
        ),
        _OF_SIGMOID,
    ),
    "Derive_n_sigmoid_eulerian": (
        (
            """forall (n : nat) (x : R), (1 <= n)%nat ->
  Derive_n sigmoid n x
  = sum_n_m (fun k => (-1) ^ k * IZR (eulerian n k) * sigmoid x ^ (k + 1) * (1 - sigmoid x) ^ (n - k))
            0 (n - 1)""",
            "exact Derive_n_sigmoid_eulerian.",
        ),
        _OF_SIGMOID,
    ),
    "Derive_n_sigmoid_opp": (
        (
            """forall (n : nat) (x : R), (1 <= n)%nat ->
  Derive_n sigmoid n (- x) = (-1) ^ (n + 1) * Derive_n sigmoid n x""",
            "exact Derive_n_sigmoid_opp.",
        ),
        _OF_SIGMOID,
    ),
    "Derive_n_tanh": (
        (
            """forall (n : nat) (x : R), (1 <= n)%nat ->
  Derive_n tanh n x = 2 ^ (n + 1) * Derive_n sigmoid n (2 * x)""",
            "exact Derive_n_tanh.",
        ),
        _OF_SIGMOID,
        _exists("tanh", "tanh"),
    ),
    "Derive_n_softplus": (
        (
            """forall (n : nat) (x : R), (1 <= n)%nat ->
  Derive_n softplus n x = Derive_n sigmoid (n - 1) x""",
            "intros [|n] x positive; [lia|]. replace (S n - 1)%nat with n by lia. apply Derive_n_softplus.",
        ),
        _OF_SIGMOID,
        _exists("softplus", "softplus"),
    ),
    "Derive_n_silu": (
        (
            """forall (n : nat) (x : R), (1 <= n)%nat ->
  Derive_n (fun x => x * sigmoid x) n x = x * Derive_n sigmoid n x + INR n * Derive_n sigmoid (n - 1) x""",
            "exact Derive_n_silu.",
        ),
        _OF_SIGMOID,
        _exists("(fun x => x * sigmoid x)", "silu"),
    ),
    "stirling2_recurrence": (
        (
            """forall n k : nat, (1 <= k)%nat ->
  stirling2 (n + 1) k = (Z.of_nat k * stirling2 n k + stirling2 n (k - 1))%Z""",
            "intros n [|k] positive; [lia|]. replace (S k - 1)%nat with k by lia. now rewrite Nat.add_1_r.",
        ),
    ),
    "logit_sigmoid": (("forall x : R, logit (sigmoid x) = x", "exact logit_sigmoid."),),
    "sigmoid_logit": (("forall p : R, 0 < p < 1 -> sigmoid (logit p) = p", "exact sigmoid_logit."),),
    "is_derive_logit": (
        ("forall p : R, 0 < p < 1 -> is_derive logit p (1 / (p * (1 - p)))", "exact is_derive_logit."),
    ),
    "softplus": (("forall x : R, softplus x = ln (1 + exp x)", "reflexivity."),),
    "softplus_opp": (("forall x : R, softplus x - softplus (- x) = x", "exact softplus_opp."),),
    "ln_sigmoid": (("forall x : R, ln (sigmoid x) = - softplus (- x)", "exact ln_sigmoid."),),
    "growth": (
        (
            f"""forall L C k b x : R,
  L <> 0 -> 1 + C * exp (- (k * (x - b))) <> 0 ->
  let f := {_FAMILY} in
  is_derive f x (k * f x * (1 - f x / L))""",
            "intros. unfold f, Rminus in *. auto_derive; [easy|]. field. now split.",
        ),
    ),
    "other_solution": (
        (
            """forall x : R, 1 - exp (- x) <> 0 ->
  let y := (fun x => 1 / (1 - exp (- x))) in
  is_derive y x (y x * (1 - y x))""",
            "intros. unfold y. auto_derive; [easy|]. field. easy.",
        ),
    ),
    "sigmoid_range": (
        (
            "forall y : R, (exists x : R, sigmoid x = y) <-> 0 < y < 1",
            "split; [intros [x <-]; exact (sigmoid_bounds x) | exists (logit y); now apply sigmoid_logit].",
        ),
    ),
    "Derive_sigmoid_range": (
        (
            "forall y : R, (exists x : R, Derive_n sigmoid 1 x = y) <-> 0 < y <= 1 / 4",
            "exact Derive_sigmoid_range.",
        ),
        _OF_SIGMOID,
    ),
    "Derive_sigmoid_inflection": (
        ("exists! x : R, Derive_n sigmoid 2 x = 0", "exact Derive_sigmoid_inflection."),
        _OF_SIGMOID,
    ),
    "is_lim_sigmoid_p": (("is_lim sigmoid p_infty 1", "exact is_lim_sigmoid_p."),),
    "is_lim_sigmoid_m": (("is_lim sigmoid m_infty 0", "exact is_lim_sigmoid_m."),),
    "is_lim_sigmoid_exp": (("is_lim (fun x => sigmoid x / exp x) m_infty 1", "exact is_lim_sigmoid_exp."),),
}
THEOREMS = MappingProxyType(_THEOREMS)
