"""Tactics for order: the difference of two sides, or of their exponentials, is a product of known signs."""

from __future__ import annotations

from fractions import Fraction

from sigmoid_sym.coq.chains import Knot, Known, Script, rational, whole, written
from sigmoid_sym.coq.equations import equation
from sigmoid_sym.coq.errors import NotExported
from sigmoid_sym.coq.exponents import Units, exponentials
from sigmoid_sym.coq.factored import Signs, combined
from sigmoid_sym.decision.factoring import has_logarithms
from sigmoid_sym.decision.ring import in_ring
from sigmoid_sym.kernel.meaning import Meaning
from sigmoid_sym.kernel.ring import Atom, Monomial, Product, number
from sigmoid_sym.kernel.signs import Setting, sign_at
from sigmoid_sym.language.coq import coq_name
from sigmoid_sym.tree.claim import Interval, Relation
from sigmoid_sym.tree.expression import Call, Expression, Integer, Symbol

_WEAK = (Relation.LE, Relation.GE)
# The difference of the sides that has to be positive.
_DIFFERENCES = {Relation.LT: -1, Relation.LE: -1, Relation.GT: 1, Relation.GE: 1}


def order(left: Expression, relation: Relation, right: Expression, x: Symbol, where: Interval) -> list[str]:
    """Return the tactics that show an order of two functions of x on an interval.

    Raises:
        NotExported: none were found.
    """
    at = coq_name(x)
    ring, f = in_ring(lambda ring: ring.difference(left, right))
    if not f:
        return _equal(left, relation, right)
    opening: list[str] = []
    if has_logarithms(ring, f):
        left, right = Call("exp", (left,)), Call("exp", (right,))
        opening = ["to_exponentials."]
        ring, f = in_ring(lambda ring: ring.difference(left, right))
    if relation in _DIFFERENCES and _DIFFERENCES[relation] < 0:
        f = number(-1) * f
    signs = Signs.of(ring, f, x, where)
    units = Units.of([*exponentials(combined(left, right)), *signs.exponents()])
    return [
        *opening,
        *signs.lines,
        f"to_difference ({signs.product(at)}) {units}.",
        *finished(signs, relation, at),
    ]


def _equal(left: Expression, relation: Relation, right: Expression) -> list[str]:
    """Return the tactics that show a weak order of two sides that are the same."""
    if relation not in _WEAK:
        raise NotExported("the two sides are equal, so there is no proof of this")
    return [f"apply {'Req_ge' if relation is Relation.GE else 'Req_le'}.", *equation(left, right, [])]


def finished(signs: Signs, relation: Relation, at: str) -> list[str]:
    """Return the tactics that show that a product is positive, not negative, or not 0."""

    def close(found: dict[str, int] | None, place: Knot | None) -> str:
        if found is None:
            if relation not in _WEAK:
                raise NotExported("the two sides are equal somewhere, so there is no proof of this")
            return "by_zero zero."
        sign = signs.sign(found)
        if relation is not Relation.NE and sign < 0:
            raise NotExported("the difference of the sides is not positive, so there is no proof of this")
        return decided(signs, relation, found, at)

    return signs.everywhere(close, at)


def decided(signs: Signs, relation: Relation, found: dict[str, int], at: str) -> str:
    """Return the tactic for the sign of a product where all signs are known."""
    product = signs.product(at, found)
    return (
        f"by_nonzero ({product.removeprefix('- ')})." if relation is Relation.NE else f"by_signs ({product})."
    )


def order_of_numbers(left: Expression, relation: Relation, right: Expression) -> list[str]:
    """Return the tactics that show an order of two numbers: of polynomials in e^{1/q}, that is x = 1.

    Raises:
        NotExported: none were found.
    """
    ring, f = in_ring(lambda ring: ring.difference(left, right))
    if not f:
        return _equal(left, relation, right)
    opening: list[str] = []
    if any(g.kind == "log" for g in _atoms(ring, f)):
        left, right = Call("exp", (left,)), Call("exp", (right,))
        opening = ["to_exponentials."]
        ring, f = in_ring(lambda ring: ring.difference(left, right))
    if relation in _DIFFERENCES and _DIFFERENCES[relation] < 0:
        f = number(-1) * f
    signs = at_one(ring, f)
    units = Units.of([*exponentials(combined(left, right)), *signs.exponents()])
    found = {known.p: known.signs[0] for known, _ in signs.factors}
    if relation is not Relation.NE and signs.sign(found) < 0:
        raise NotExported("the difference of the sides is not positive, so there is no proof of this")
    at = "(ratio 1 1)"
    return [
        *opening,
        *signs.lines,
        f"to_difference ({signs.product(at)}) {units}.",
        decided(signs, relation, found, at),
    ]


def _atoms(ring: Meaning, f: Product) -> list[Atom]:
    every = [f.powers, *(powers for p in f.factors for powers, _ in p)]
    return [g for powers in every for g, _ in ring.present(powers)]


def at_one(ring: Meaning, f: Product) -> Signs:
    """Return a number as a product of polynomials in e^{1/q}, with the sign of each."""
    script, one, exponential = Script(), rational(Fraction(1), ring.q), Atom("e", ())

    def term(powers: Monomial) -> tuple[int, ...]:
        present = dict(ring.present(powers))
        j = present.pop(exponential, 0)
        if present:
            raise NotExported("numbers with several logarithms in them are not exported to Coq")
        return 0, j

    factors = []
    for terms, k in [
        ({term(f.powers): 1}, 1),
        *(({term(v): c for v, c in p}, k) for p, k in f.factors.items()),
    ]:
        name, sign = script.name("poly"), sign_at(terms, one.place, Setting(ring.q))
        script.add(f"pose ({name} := {written(terms)}).")
        script.add(
            f"assert (0 < IZR {whole(sign)} * value {ring.q} {name} {one.name}) by by_enclosure {one.near}."
        )
        factors.append((Known(name, ring.q, terms, [one], [], [sign]), k))
    return Signs(Integer(1), ring.q, f.scale, factors, [], (False, False), script.lines)
