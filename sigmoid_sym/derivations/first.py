"""The first derivative by two rules, two ways to write the function, and the function from the log-odds."""

from __future__ import annotations

from sigmoid_sym.closed_forms import SIGMOID, Relative
from sigmoid_sym.derivations.curve import ONE, Curve, X, curve, first, times
from sigmoid_sym.derivations.derived import Derivation
from sigmoid_sym.derivations.steps import Passage, Step
from sigmoid_sym.tree.claim import Definition
from sigmoid_sym.tree.expression import Expression, Integer, Mul, Neg, Symbol, call, tree


def chain_rule(of: Relative = SIGMOID) -> Derivation:
    """Return the derivation of f' = k f (1 - f/L), for σ of σ' = σ(1-σ), by the chain rule."""
    f = curve(of)
    inverse_square = times(f.L, f.below ** tree(-2))
    steps = (
        Step(first(times(f.L, f.below ** tree(-1))), "the definition, with a power -1", f.slope),
        Step(Neg(_next_to(inverse_square, first(f.below))), "power rule and chain rule"),
        Step(Neg(_next_to(inverse_square, times(Neg(ONE), f.k, f.u))), "the derivative of the exponential"),
        Step(times(f.L, f.k, f.u) / f.below**2, "minus times minus is plus"),
        *_as_product(f),
    )
    return _about(f, "chain-rule", "The first derivative by the chain rule", steps)


def quotient_rule(of: Relative = SIGMOID) -> Derivation:
    """Return the derivation of f' = k f (1 - f/L), for σ of σ' = σ(1-σ), by the quotient rule."""
    f = curve(of)
    inner = times(Neg(ONE), f.k, f.u)
    steps = (
        Step(first(f.L / f.below), "the definition", f.slope),
        Step((_next_to(first(f.L), f.below) - _next_to(f.L, first(f.below))) / f.below**2, "quotient rule"),
        Step(
            (_next_to(Integer(0), f.below) - _next_to(f.L, inner)) / f.below**2,
            "a constant has the derivative 0",
        ),
        Step(times(f.L, f.k, f.u) / f.below**2, "minus times minus is plus"),
        *_as_product(f),
    )
    return _about(f, "quotient-rule", "The first derivative by the quotient rule", steps)


def _as_product(f: Curve) -> tuple[Step, ...]:
    """From L k u/(1+u)² to k f (1 - f/L)."""
    k = [] if f.k == ONE else [f.k]
    whole = f.L / f.below
    return (
        Step(Mul((*k, whole, f.u / f.below)), "one fraction becomes two"),
        Step(Mul((*k, whole, (f.below - 1) / f.below)), "add 1 and subtract it"),
        Step(Mul((*k, whole, 1 - 1 / f.below)), "divide term by term"),
        Step(Mul((*k, f.value, 1 - f.share)), "the definition again"),
    )


def two_forms(of: Relative = SIGMOID) -> Derivation:
    """Return why 1/(1 + e^{-x}) and e^x/(e^x + 1) are the same."""
    f = curve(of)
    steps = (
        Step(f.L / f.below, "the definition", f.value),
        Step(f.up / f.up * (f.L / f.below), "multiply by 1"),
        Step(times(f.L, f.up) / (_plus(f.up * ONE, f.up, f.u)), "multiply out below the bar"),
        Step(times(f.L, f.up) / _plus_constant(f), "powers of e add up to the power 0"),
    )
    return _about(f, "two-forms", "Two ways to write the same function", steps)


def _plus(head: Expression, up: Expression, u: Expression) -> Expression:
    return head - up * u.operand if isinstance(u, Neg) else head + up * u


def _plus_constant(f: Curve) -> Expression:
    return f.up - f.C.operand if isinstance(f.C, Neg) else f.up + f.C


def log_odds() -> Derivation:
    """Return how the logistic model, log-odds that are x, leads to p = σ(x)."""
    p, e = Symbol("p"), call("exp", X)
    steps = (
        Step(X, "the model: the logarithm of the odds is x", call("log", p / (1 - p))),
        Step(e, "the exponential of both sides", p / (1 - p)),
        Step(e * (1 - p), "multiply by 1 - p", p),
        Step(e - e * p, "multiply out", p),
        Step(e, "bring p to the left", p + e * p),
        Step(e, "take p out", (1 + e) * p),
        Step(e / (1 + e), "divide by the bracket, which is not 0", p),
        Step(1 / (1 + call("exp", -X)), "divide both parts of the fraction by the exponential"),
        Step(call("sigma", X), "the definition"),
    )
    # Read upwards, it shows that this p fits the model; that is what is checked.
    meaning = Definition("p", None, 1 / (1 + call("exp", -X)))
    return Derivation(
        "log-odds", "The logistic function from the log-odds", (Passage("", steps),), (meaning,)
    )


def _next_to(left: Expression, right: Expression) -> Expression:
    """Return left·right as it stands, a number 1 and 0 included."""
    return Mul((*(left.factors if isinstance(left, Mul) else (left,)), right))


def _about(f: Curve, name: str, title: str, steps: tuple[Step, ...]) -> Derivation:
    return Derivation(name, title, (Passage("", steps),), f.definitions(), f.domains())
