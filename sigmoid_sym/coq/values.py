"""Zeros, values that are taken, ranges and limits."""

from __future__ import annotations

import itertools

from sigmoid_sym.coq.chains import Knot
from sigmoid_sym.coq.conditions import needs
from sigmoid_sym.coq.derivatives import Steps
from sigmoid_sym.coq.errors import NotExported
from sigmoid_sym.coq.exponents import Units, exponentials
from sigmoid_sym.coq.factored import Signs, combined
from sigmoid_sym.coq.orders import decided
from sigmoid_sym.coq.statements import Theorem, conjunction, hypotheses
from sigmoid_sym.decision.ring import in_ring
from sigmoid_sym.language.coq import PRODUCT, coq, coq_name, function
from sigmoid_sym.tree.claim import Interval, Relation
from sigmoid_sym.tree.expression import Expression, Integer, Symbol, free_symbols
from sigmoid_sym.tree.substitution import put

_ZERO = Integer(0)


class _Difference:
    """f - v as a product of known signs, everywhere, and what Coq is told of it."""

    def __init__(self, f: Expression, v: Expression, x: Symbol, where: Interval) -> None:
        if free_symbols(f) != {x.name} or needs(f):
            raise NotExported("zeros and values of what has no value somewhere are not exported to Coq")
        self.steps = Steps()
        plain, name = self.steps.plain(f), coq_name(x)
        ring, g = in_ring(lambda ring: ring.difference(plain, v))
        self.signs = Signs.of(ring, g, x, where)
        units = Units.of([*exponentials(combined(plain, v)), *self.signs.exponents()])
        left = coq(f) if v == _ZERO else coq(f - v)
        self.lines = [
            *self.signs.lines,
            f"assert (forall {name} : R, {left} = {self.signs.product(name)}) as same.",
            f"{{ intros. {self.steps}by_units {units}. }}",
        ]

    def places(self) -> list[Knot]:
        """Return where it is 0."""
        found = []

        def close(signs: dict[str, int] | None, place: Knot | None) -> str:
            if signs is None and place is not None:
                found.append(place)
            return ""

        self.signs.everywhere(close, "x")
        return found

    def zero(self, place: Knot) -> str:
        """The tactics that show that it is 0 at a place where a polynomial is."""
        for known, _ in self.signs.factors:
            if known.vanishes(place):
                value = f"value {self.signs.q} {known.p} {place.name}"
                return f"assert ({value} = 0) as zero by ({place.exact}); by_zero zero"
        raise NotExported("no zero was found")


def zeros(f: Expression, x: Symbol, where: Interval) -> tuple[Theorem, int]:
    """Return the theorem that says what zeros there are, and their number.

    Raises:
        NotExported: it is not exported.
    """
    known, name = _Difference(f, _ZERO, x, where), coq_name(x)
    places = known.places()
    stem = "w" if name.startswith("z") else "z"
    names = [f"{stem}_{i}" for i, _ in enumerate(places, 1)]
    inside = "".join(f"{h} -> " for h in hypotheses(where, name))
    if not places:
        statement = f"forall {name} : R, {inside}{coq(f)} <> 0"
        opening = [f"intros {name}. intros. rewrite same."]
        return Theorem(
            statement, [*known.lines, *opening, *_apart(known, name, "")], tuple(known.steps.met)
        ), 0
    said = [f"{a} < {b}" for a, b in itertools.pairwise(names)]
    shown = ["in_order"] * len(said)
    for z, place in zip(names, places, strict=True):
        its = list(hypotheses(where, z))
        said += [*its, f"{coq(put(f, x.name, Symbol(z)))} = 0"]
        shown += ["in_order"] * len(its) + [f"rewrite same; {known.zero(place)}"]
    others = " \\/ ".join(f"{name} = {z}" for z in names)
    said.append(f"forall {name} : R, {inside}{coq(f)} = 0 -> {others}")
    proof = [
        *known.lines,
        f"exists {', '.join(place.name for place in places)}.",
        *(["repeat split."] if len(said) > 1 else []),
        *(f"{{ {tactic}. }}" for tactic in shown),
        f"intros {name}. intros. match goal with H : _ = 0 |- _ => rewrite same in H; revert H end.",
        *_apart(known, name, others),
    ]
    return Theorem(f"exists {' '.join(names)} : R, {conjunction(said)}", proof, tuple(known.steps.met)), len(
        places
    )


def _apart(known: _Difference, name: str, others: str) -> list[str]:
    """The tactics that show that a product is not 0, or its letter one of its zeros."""

    def close(found: dict[str, int] | None, place: Knot | None) -> str:
        if found is None:
            return "intros _. tauto."
        opening = "intros root. exfalso. revert root. " if others else ""
        return opening + decided(known.signs, Relation.NE, found, name)

    return known.signs.everywhere(close, name)


def taken(f: Expression, x: Symbol, where: Interval, v: Expression) -> Theorem:
    """Return the theorem that a value is taken.

    Raises:
        NotExported: it is not exported.
    """
    name, steps = coq_name(x), Steps()
    said = [*hypotheses(where, name), f"{coq(f)} = {coq(v)}"]
    proof = place_of(f, x, where, v, steps)
    return Theorem(f"exists {name} : R, {conjunction(said)}", proof, tuple(steps.met))


def place_of(f: Expression, x: Symbol, where: Interval, v: Expression, steps: Steps) -> list[str]:
    """Return the tactics that show that a value is taken in an interval, exactly or weakly.

    Raises:
        NotExported: none were found.
    """
    known = _Difference(f, v, x, where)
    steps.met += known.steps.met
    places = known.places()
    if not places:
        raise NotExported("no place was found where the value is taken")
    place = places[0]
    apart = "" if v == _ZERO else f"- {coq(v, PRODUCT)} "
    return [
        *known.lines,
        f"assert ({function(f, x)} {place.name} {apart}= 0) as root",
        f"by (cbv beta; rewrite same; {known.zero(place)}).",
        f"cbv beta in root. exists {place.name}. repeat split; cbv beta; first [in_order | lra].",
    ]
