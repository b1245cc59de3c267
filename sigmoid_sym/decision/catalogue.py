"""Identities of the sigmoid and its relatives, as data; and claims that are often printed and false."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MINAI = "Minai & Williams, Neural Networks 6 (1993) 845"
HOFFMAN = "Hoffman, Amer. Math. Monthly 102 (1995) 23"
GKP = "Graham, Knuth, Patashnik, Concrete Mathematics (1994)"
DLMF = "NIST DLMF"
VERHULST = "Verhulst, Corresp. math. phys. 10 (1838) 113"
COX = "Cox, J. R. Stat. Soc. B 20 (1958) 215"
DUGAS = "Dugas et al., NIPS 13 (2000) 472"
ELFWING = "Elfwing et al., Neural Networks 107 (2018) 3"
TEXTBOOK = "textbook"
SLIP = "a slip"


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim of the catalogue.

    Attributes:
        identifier: what it is called here.
        claim: the claim, in the grammar of the reader.
        domain: where it is made, in the same grammar; empty for all x (and all n ≥ 0).
        source: where it is stated; for a false claim, what went wrong.
        theorem: the name in `coq.theorems` of what Coq is told that it says, where the theory has it: for
            every n, in the limit, under conditions left unsaid. Else it is written and proved by its shape.
    """

    identifier: str
    claim: str
    domain: str = ""
    source: str = TEXTBOOK
    theorem: str = ""

    @property
    def text(self) -> str:
        """The claim with its domain.

        >>> Entry("positive", "σ(x) > 1/2", "x > 0").text
        'σ(x) > 1/2 for x > 0'
        """
        return f"{self.claim} for {self.domain}" if self.domain else self.claim


IDENTITIES = (
    Entry("definition", "σ(x) = 1/(1 + e^(-x)) = e^x/(1 + e^x)", source=VERHULST),
    Entry("differential-equation", "σ' = σ(1-σ)", source=VERHULST),
    Entry("slope-exponential", "σ'(x) = e^(-x)/(1 + e^(-x))^2"),
    Entry("slope-hyperbolic", "σ'(x) = 1/(2 + 2cosh(x)) = sech(x/2)^2/4"),
    Entry("second-derivative", "σ'' = σ(1-σ)(1-2σ)", source=MINAI),
    Entry("third-derivative", "σ''' = σ(1-σ)(1 - 6σ + 6σ^2)", source=MINAI),
    Entry("fourth-derivative", "σ^(4) = σ(1-σ)(1-2σ)(1 - 12σ + 12σ^2)", source=MINAI),
    Entry("fifth-in-w", "let w = σ(x)(1-σ(x)); σ^(5)(x) = w(1 - 30w + 120w^2)"),
    Entry("seventh-in-w", "let w = σ(x)(1-σ(x)); σ^(7)(x) = w(1 - 126w + 1680w^2 - 5040w^3)"),
    Entry(
        "stirling",
        "σ^(n)(x) = Σ(k=1..n+1, (-1)^(k+1) (k-1)! S(n+1,k) σ(x)^k)",
        source=MINAI,
        theorem="Derive_n_sigmoid_stirling",
    ),
    Entry(
        "eulerian",
        "σ^(n)(x) = Σ(k=0..n-1, (-1)^k A(n,k) σ(x)^(k+1) (1-σ(x))^(n-k))",
        "n ≥ 1",
        HOFFMAN,
        theorem="Derive_n_sigmoid_eulerian",
    ),
    Entry("reflection", "σ(-x) = 1 - σ(x)"),
    Entry("parity", "σ^(n)(-x) = (-1)^(n+1) σ^(n)(x)", "n ≥ 1", theorem="Derive_n_sigmoid_opp"),
    Entry("slope-even", "σ' is even"),
    Entry("centred-odd", "σ - 1/2 is odd"),
    Entry("odds", "σ(x)/(1 - σ(x)) = e^x", source=COX),
    Entry("logit-inverse", "logit(σ(x)) = x", source=COX, theorem="logit_sigmoid"),
    Entry("inverse-logit", "σ(logit(p)) = p", source=COX, theorem="sigmoid_logit"),
    Entry("logit-slope", "logit'(p) = 1/(p(1-p))", source=COX, theorem="is_derive_logit"),
    Entry("scaled", "d/dx σ(a x + b) = a σ(a x + b) (1 - σ(a x + b))"),
    Entry(
        "growth",
        "let f(x) = L/(1 + C e^(-k(x - b))); f'(x) = k f(x) (1 - f(x)/L)",
        source=VERHULST,
        theorem="growth",
    ),
    Entry("other-solution", "let y(x) = 1/(1 - e^(-x)); y' = y(1-y)", theorem="other_solution"),
    Entry("tanh", "tanh(x) = 2σ(2x) - 1", source=DLMF),
    Entry("half-tanh", "σ(x) = (1 + tanh(x/2))/2", source=DLMF),
    Entry("tanh-slope", "tanh'(x) = 1 - tanh(x)^2 = sech(x)^2", source=DLMF + " 4.34.10"),
    Entry("tanh-derivatives", "tanh^(n)(x) = 2^(n+1) σ^(n)(2x)", "n ≥ 1", theorem="Derive_n_tanh"),
    Entry("cosh-sinh", "cosh(x)^2 - sinh(x)^2 = 1", source=DLMF + " 4.35.11"),
    Entry("softplus", "softplus(x) = log(1 + e^x)", source=DUGAS, theorem="softplus"),
    Entry("softplus-slope", "softplus' = σ", source=DUGAS),
    Entry("softplus-reflection", "softplus(x) - softplus(-x) = x", source=DUGAS, theorem="softplus_opp"),
    Entry("softplus-derivatives", "softplus^(n)(x) = σ^{(n-1)}(x)", "n ≥ 1", theorem="Derive_n_softplus"),
    Entry("softplus-convex", "softplus is convex", source=DUGAS),
    Entry("log-sigmoid", "log(σ(x)) = -softplus(-x)", theorem="ln_sigmoid"),
    Entry("log-sigmoid-slope", "d/dx log(σ(x)) = 1 - σ(x)", source=COX),
    Entry("log-sigmoid-concave", "log(σ(x)) is concave"),
    Entry("silu-slope", "SiLU'(x) = σ(x)(1 + x(1 - σ(x)))", source=ELFWING),
    Entry("silu-derivatives", "SiLU^(n)(x) = x σ^(n)(x) + n σ^{(n-1)}(x)", "n ≥ 1", theorem="Derive_n_silu"),
    Entry("range", "the range of σ is (0, 1)", theorem="sigmoid_range"),
    Entry("slope-range", "the range of σ' is (0, 1/4]", theorem="Derive_sigmoid_range"),
    Entry("slope-maximum", "the maximum of σ' is 1/4 at x = 0"),
    Entry("increasing", "σ is strictly increasing"),
    Entry("convex-left", "σ is convex", "x < 0"),
    Entry("concave-right", "σ is concave", "x > 0"),
    Entry("upper-limit", "lim_{x→∞} σ(x) = 1", theorem="is_lim_sigmoid_p"),
    Entry("lower-limit", "lim_{x→-∞} σ(x) = 0", theorem="is_lim_sigmoid_m"),
    Entry("tail", "lim_{x→-∞} σ(x)/e^x = 1", theorem="is_lim_sigmoid_exp"),
    Entry("inflection", "σ''(x) has exactly 1 zero", theorem="Derive_sigmoid_inflection"),
    Entry("zeros-of-fourth", "σ^(4)(x) has exactly 3 zeros"),
    Entry("at-zero", "σ(0) = 1/2"),
    Entry("slope-at-zero", "σ'(0) = 1/4"),
    Entry("third-at-zero", "σ'''(0) = -1/8"),
    Entry("slope-at-two", "σ'(2) ≈ 0.1050"),
    Entry(
        "stirling-recurrence",
        "S(n+1,k) = k S(n,k) + S(n,k-1)",
        source=GKP + " (6.3)",
        theorem="stirling2_recurrence",
    ),
    Entry("stirling-alternating", "Σ(k=0..n, (-1)^k k! S(n,k)) = (-1)^n", "n ≥ 1", GKP),
    Entry("row-sum", "Σ(k=1..n+1, (-1)^(k+1) (k-1)! S(n+1,k)) = 0", "n ≥ 1"),
    Entry(
        "eulerian-row-sum",
        "Σ(k=0..n-1, A(n,k)) = n!",
        "n ≥ 1",
        GKP + " (6.38)",
    ),
)

FALSE = (
    Entry("monotone-slope", "σ' is monotone", source="that is σ; σ' rises, then falls"),
    Entry("even-sigmoid", "σ is even", source="σ' is; σ is symmetric about the point (0, 1/2)"),
    Entry("odd-sigmoid", "σ is odd", source="σ - 1/2 is"),
    Entry("open-slope", "0 < σ' < 1/4", source="1/4 is the value at 0"),
    Entry("closed-range", "the range of σ is [0, 1]", source="neither end is taken"),
    Entry("tanh-unscaled", "tanh(x) = 2σ(x) - 1", source="2σ(2x) - 1"),
    Entry("wrong-sign-second", "σ'' = σ(1-σ)(2σ-1)", source=SLIP + " of sign"),
    Entry("wrong-sign-slope", "σ'(x) = -e^(-x)/(1 + e^(-x))^2", source=SLIP + " of sign"),
    Entry(
        "wrong-definition",
        "let σ(x) = 1/(1 - e^(-x)); 0 < σ(x) < 1",
        source=SLIP + " of sign in the definition",
    ),
    Entry(
        "wrong-definition-centre",
        "let σ(x) = 1/(1 - e^(-x)); σ' > 0",
        source=SLIP + " of sign in the definition",
    ),
    Entry("reflection-dropped", "σ(-x) = σ(x)", source="1 - σ(x)"),
    Entry("reflection-odd", "σ(-x) = -σ(x)", source="1 - σ(x)"),
    Entry(
        "stirling-row",
        "σ^(n)(x) = Σ(k=1..n+1, (-1)^(k+1) (k-1)! S(n,k) σ(x)^k)",
        source="S(n,k) for S(n+1,k)",
    ),
    Entry(
        "stirling-factorial", "σ^(n)(x) = Σ(k=1..n+1, (-1)^(k+1) k! S(n+1,k) σ(x)^k)", source="k! for (k-1)!"
    ),
    Entry(
        "stirling-limit",
        "σ^(n)(x) = Σ(k=1..n, (-1)^(k+1) (k-1)! S(n+1,k) σ(x)^k)",
        source="upper limit n for n+1",
    ),
    Entry("parity-exponent", "σ^(n)(-x) = (-1)^n σ^(n)(x)", "n ≥ 1", source="the exponent is n+1"),
    Entry("slope-truncated", "σ'(2) ≈ 0.1049", source="0.10499… truncated, not rounded"),
    Entry("slope-misprinted", "σ'(2) ≈ 0.1048", source="it is 0.10499…"),
    Entry("third-at-zero-sign", "σ'''(0) = 1/8", source=SLIP + " of sign"),
    Entry("convex-everywhere", "σ is convex", source="for x < 0 only"),
    Entry("tanh-scale", "tanh^(n)(x) = 2^n σ^(n)(2x)", "n ≥ 1", source="2^(n+1)"),
    Entry("softplus-sum", "softplus(x) + softplus(-x) = x", source="the difference is"),
    Entry("logit-slope-sign", "logit'(p) = 1/p - 1/(1-p)", source=SLIP + " of sign"),
    Entry("chain-rule-forgotten", "d/dx σ(a x + b) = σ(a x + b) (1 - σ(a x + b))", source="the factor a"),
    Entry("silu-product-rule", "SiLU''(x) = x σ''(x) + σ'(x)", source="the factor 2"),
    Entry("zeros-of-third", "σ'''(x) has exactly 3 zeros", source="n - 1 zeros: 2"),
    Entry("maximum-of-sigmoid", "the maximum of σ is 1", source="a limit that is not taken"),
    Entry("limit-at-zero", "lim_{x→-∞} σ(x) = -1", source="that is tanh"),
)


def markdown(entries: Iterable[Entry]) -> str:
    """Return a table in Markdown.

    >>> print(markdown(IDENTITIES[1:2]))
    | identifier | claim | for | source |
    | --- | --- | --- | --- |
    | differential-equation | `σ' = σ(1-σ)` |  | Verhulst, Corresp. math. phys. 10 (1838) 113 |
    <BLANKLINE>
    """
    rows = [("identifier", "claim", "for", "source"), ("---",) * 4]
    rows += [(e.identifier, f"`{e.claim}`", e.domain, e.source) for e in entries]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)
