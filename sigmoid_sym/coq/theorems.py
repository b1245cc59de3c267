"""Claims that the theory proves by name, for every n or in the limit: how they are stated, and the proof."""

from __future__ import annotations

from types import MappingProxyType

_FAMILY = "(fun x => L / (1 + C * exp (- (k * (x - b)))))"

Pair = tuple[str, str]


def _exists(function: str, lemma: str) -> Pair:
    """A function has derivatives of every order; in Coq the derivative of what has none is a number too."""
    return f"forall (n : nat) (x : R), ex_derive_n {function} n x", f"exact ex_derive_n_{lemma}."


_OF_SIGMOID = _exists("sigmoid", "sigmoid")

# A claim as it is printed, what Coq is told that it says, and why it holds.
_THEOREMS: dict[str, tuple[Pair, ...]] = {
    "σ⁽ⁿ⁾(x) = Σ(k=1..n + 1, (−1)^(k + 1)·(k − 1)!·S(n + 1, k)·σ(x)^k)": (
        (
            """forall (n : nat) (x : R),
  Derive_n sigmoid n x
  = sum_n_m (fun k => (-1) ^ (k + 1) * INR (fact (k - 1)) * IZR (stirling2 (n + 1) k) * sigmoid x ^ k)
            1 (n + 1)""",
            "exact Derive_n_sigmoid_stirling.",
        ),
        _OF_SIGMOID,
    ),
    "σ⁽ⁿ⁾(x) = Σ(k=0..n − 1, (−1)^k·A(n, k)·σ(x)^(k + 1)·(1 − σ(x))^(n − k)) for integers n ≥ 1": (
        (
            """forall (n : nat) (x : R), (1 <= n)%nat ->
  Derive_n sigmoid n x
  = sum_n_m (fun k => (-1) ^ k * IZR (eulerian n k) * sigmoid x ^ (k + 1) * (1 - sigmoid x) ^ (n - k))
            0 (n - 1)""",
            "exact Derive_n_sigmoid_eulerian.",
        ),
        _OF_SIGMOID,
    ),
    "σ⁽ⁿ⁾(−x) = (−1)^(n + 1)·σ⁽ⁿ⁾(x) for integers n ≥ 1": (
        (
            """forall (n : nat) (x : R), (1 <= n)%nat ->
  Derive_n sigmoid n (- x) = (-1) ^ (n + 1) * Derive_n sigmoid n x""",
            "exact Derive_n_sigmoid_opp.",
        ),
        _OF_SIGMOID,
    ),
    "tanh⁽ⁿ⁾(x) = 2^(n + 1)·σ⁽ⁿ⁾(2x) for integers n ≥ 1": (
        (
            """forall (n : nat) (x : R), (1 <= n)%nat ->
  Derive_n tanh n x = 2 ^ (n + 1) * Derive_n sigmoid n (2 * x)""",
            "exact Derive_n_tanh.",
        ),
        _OF_SIGMOID,
        _exists("tanh", "tanh"),
    ),
    "softplus⁽ⁿ⁾(x) = σ⁽ⁿ⁻¹⁾(x) for integers n ≥ 1": (
        (
            """forall (n : nat) (x : R), (1 <= n)%nat ->
  Derive_n softplus n x = Derive_n sigmoid (n - 1) x""",
            "intros [|n] x positive; [lia|]. replace (S n - 1)%nat with n by lia. apply Derive_n_softplus.",
        ),
        _OF_SIGMOID,
        _exists("softplus", "softplus"),
    ),
    "SiLU⁽ⁿ⁾(x) = x·σ⁽ⁿ⁾(x) + n·σ⁽ⁿ⁻¹⁾(x) for integers n ≥ 1": (
        (
            """forall (n : nat) (x : R), (1 <= n)%nat ->
  Derive_n (fun x => x * sigmoid x) n x = x * Derive_n sigmoid n x + INR n * Derive_n sigmoid (n - 1) x""",
            "exact Derive_n_silu.",
        ),
        _OF_SIGMOID,
        _exists("(fun x => x * sigmoid x)", "silu"),
    ),
    "S(n + 1, k) = k·S(n, k) + S(n, k − 1)": (
        (
            """forall n k : nat, (1 <= k)%nat ->
  stirling2 (n + 1) k = (Z.of_nat k * stirling2 n k + stirling2 n (k - 1))%Z""",
            "intros n [|k] positive; [lia|]. replace (S k - 1)%nat with k by lia. now rewrite Nat.add_1_r.",
        ),
    ),
    "logit(σ(x)) = x": (("forall x : R, logit (sigmoid x) = x", "exact logit_sigmoid."),),
    "σ(logit(p)) = p": (("forall p : R, 0 < p < 1 -> sigmoid (logit p) = p", "exact sigmoid_logit."),),
    "logit′(p) = 1/(p·(1 − p))": (
        ("forall p : R, 0 < p < 1 -> is_derive logit p (1 / (p * (1 - p)))", "exact is_derive_logit."),
    ),
    "softplus(x) = log(1 + e^x)": (("forall x : R, softplus x = ln (1 + exp x)", "reflexivity."),),
    "softplus(x) − softplus(−x) = x": (
        ("forall x : R, softplus x - softplus (- x) = x", "exact softplus_opp."),
    ),
    "log(σ(x)) = −softplus(−x)": (("forall x : R, ln (sigmoid x) = - softplus (- x)", "exact ln_sigmoid."),),
    "let f(x) = L/(1 + C·e^(−k·(x − b))); f′(x) = k·f(x)·(1 − f(x)/L)": (
        (
            f"""forall L C k b x : R,
  L <> 0 -> 1 + C * exp (- (k * (x - b))) <> 0 ->
  let f := {_FAMILY} in
  is_derive f x (k * f x * (1 - f x / L))""",
            "intros. unfold f, Rminus in *. auto_derive; [easy|]. field. now split.",
        ),
    ),
    "let y(x) = 1/(1 − e^(−x)); y′(x) = y(x)·(1 − y(x))": (
        (
            """forall x : R, 1 - exp (- x) <> 0 ->
  let y := (fun x => 1 / (1 - exp (- x))) in
  is_derive y x (y x * (1 - y x))""",
            "intros. unfold y. auto_derive; [easy|]. field. easy.",
        ),
    ),
    "the range of σ(x) is (0, 1)": (
        (
            "forall y : R, (exists x : R, sigmoid x = y) <-> 0 < y < 1",
            "split; [intros [x <-]; exact (sigmoid_bounds x) | exists (logit y); now apply sigmoid_logit].",
        ),
    ),
    "the range of σ′(x) is (0, 1/4]": (
        (
            "forall y : R, (exists x : R, Derive_n sigmoid 1 x = y) <-> 0 < y <= 1 / 4",
            "exact Derive_sigmoid_range.",
        ),
        _OF_SIGMOID,
    ),
    "σ′′(x) has exactly 1 zero": (
        ("exists! x : R, Derive_n sigmoid 2 x = 0", "exact Derive_sigmoid_inflection."),
        _OF_SIGMOID,
    ),
    "lim_(x → ∞) σ(x) = 1": (("is_lim sigmoid p_infty 1", "exact is_lim_sigmoid_p."),),
    "lim_(x → −∞) σ(x) = 0": (("is_lim sigmoid m_infty 0", "exact is_lim_sigmoid_m."),),
    "lim_(x → −∞) σ(x)/e^x = 1": (
        ("is_lim (fun x => sigmoid x / exp x) m_infty 1", "exact is_lim_sigmoid_exp."),
    ),
}
THEOREMS = MappingProxyType(_THEOREMS)
