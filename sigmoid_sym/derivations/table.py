"""The derivations by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sigmoid_sym.derivations.derived import Derivation
from sigmoid_sym.derivations.first import chain_rule, log_odds, quotient_rule, two_forms
from sigmoid_sym.derivations.higher import order_by_order, theorem
from sigmoid_sym.derivations.value import value_at
from sigmoid_sym.errors import SigmoidSymError, shown
from sigmoid_sym.frozen import table_of


@dataclass(frozen=True, slots=True)
class Way:
    """A derivation that can be asked for.

    Attributes:
        name: its identifier.
        title: what it derives.
        build: the function that makes it.
        takes: the names of the arguments that it knows, of `n`, `of`, `at` and `digits`.
    """

    name: str
    title: str
    build: Callable[..., Derivation] = field(repr=False)
    takes: tuple[str, ...] = ()


DERIVATIONS = table_of(
    (
        Way("chain-rule", "σ' by the chain rule", chain_rule, ("of",)),
        Way("quotient-rule", "σ' by the quotient rule", quotient_rule, ("of",)),
        Way("two-forms", "1/(1+e^{-x}) = e^x/(e^x+1)", two_forms, ("of",)),
        Way("log-odds", "σ from log(p/(1-p)) = x", log_odds),
        Way("order-by-order", "σ'', σ''', …, each from the one before", order_by_order, ("n", "of")),
        Way("theorem", "the formula for every n, also in numbers for one n", theorem, ("n", "of")),
        Way("value", "σ^(n) at a number, rounded once", value_at, ("n", "at", "digits")),
    )
)


def derivation(name: str, **arguments: Any) -> Derivation:
    """Return the derivation of that name.

    Arguments:
        name: one of `DERIVATIONS`.
        arguments: those that it takes: `n`, an order; `of`, the sigmoid or a `logistic_family(…)`;
            `at`, an exact number; `digits`, significant decimal digits.

    Raises:
        SigmoidSymError: an unknown name, an argument that this derivation does not take or that is
            missing or out of range.

    >>> print(derivation("order-by-order", n=2).text(reasons=False))
    The second derivative:
    σ′′ = d/dx (σ·(1 − σ))
        = σ′·(1 − σ) + σ·d/dx (1 − σ)
        = σ′·(1 − σ) − σ·σ′
        = σ′·(1 − 2σ)
        = σ·(1 − σ)·(1 − 2σ)
        = σ − 3σ² + 2σ³
    """
    way = DERIVATIONS.get(name) if isinstance(name, str) else None
    if way is None:
        raise SigmoidSymError(f"name must be one of {', '.join(DERIVATIONS)}, not {shown(name)}")
    for argument in arguments:
        if argument not in way.takes:
            known = f"takes {', '.join(way.takes)}" if way.takes else "takes no arguments"
            raise SigmoidSymError(f"the derivation {name!r} {known}, not {shown(argument)}")
    if "at" in way.takes and "at" not in arguments:
        raise SigmoidSymError(f"the derivation {name!r} needs at, a number")
    if name == "value":
        arguments.setdefault("n", 1)
    return way.build(**arguments)
