"""Exponentials in a claim as products of powers of a few units e^{m/q}, as Coq is told them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from sigmoid_sym.coq.chains import whole
from sigmoid_sym.coq.errors import NotExported
from sigmoid_sym.decision.ring import in_ring
from sigmoid_sym.functions import defined
from sigmoid_sym.kernel.meaning import Meaning
from sigmoid_sym.kernel.numbers import CertificateError
from sigmoid_sym.language.coq import coq
from sigmoid_sym.tree.expression import (
    Add,
    Call,
    Div,
    Expression,
    Integer,
    Mul,
    Neg,
    Symbol,
    children,
    free_symbols,
    product,
    tree,
)

_LARGEST_MULTIPLE = 1000
_MOST_UNITS = 4

Exponent = dict[Expression, Fraction]  # what is multiplied by what


def parts(node: Expression) -> Iterator[Expression]:
    """Yield a tree and all that is in it."""
    yield node
    for child in children(node):
        yield from parts(child)


def exponent(node: Expression) -> Exponent:
    """Return a tree as a sum of rational multiples of letters, their products, logarithms and 1.

    Raises:
        NotExported: it is something else.
    """
    match node:
        case Add(terms):
            found: Exponent = {}
            for term in terms:
                for atom, c in exponent(term).items():
                    found[atom] = found.get(atom, Fraction(0)) + c
            return found
        case Neg(operand):
            return {atom: -c for atom, c in exponent(operand).items()}
        case Div(above, below) if divisor := number(below):
            return {atom: a / divisor for atom, a in exponent(above).items()}
        case Mul(factors) if len(rest := [f for f in factors if number(f) is None]) == 1:
            rate = math.prod((n for f in factors if (n := number(f)) is not None), start=Fraction(1))
            return {atom: a * rate for atom, a in exponent(rest[0]).items()}
        case Call("log", (_,)):
            return {node: Fraction(1)}
        case Call() if node.function != "exp" and (meant := defined(node)) is not None:
            return exponent(meant)
    return _polynomial(node)


def number(node: Expression) -> Fraction | None:
    """Return the rational number that a tree is."""
    if free_symbols(node):
        return None
    try:
        return in_ring(lambda ring: ring.constant(node))[1]
    except CertificateError:
        return None


def _polynomial(node: Expression) -> Exponent:
    ring = Meaning(1)
    try:
        value = ring.of(node)
        found: Exponent = {}
        common = value.scale.denominator
        terms = ring.expanded(Meaning.of(ring, tree(common)) * value)
    except CertificateError:
        raise _unsuited(node) from None
    for powers, c in terms.items():
        present = ring.present(powers)
        if any(g.kind != "x" or k < 0 for g, k in present):
            raise _unsuited(node)
        letters: list[Expression] = [Symbol(g.of) for g, k in sorted(present) for _ in range(k)]
        found[product(letters)] = Fraction(c, common)
    return found


def _unsuited(node: Expression) -> NotExported:
    return NotExported(f"an exponential of {coq(node)} is not exported to Coq")


def exponentials(node: Expression) -> Iterator[Exponent]:
    """Yield the exponents of all exponentials that a tree is made of, by the definitions of functions."""
    match node:
        case Call("exp" | "sinh" | "cosh" | "sech", (u,)):
            for atom in (found := exponent(u)):
                yield from exponentials(atom)
            # Coq is told that e^{log t} = t.
            yield {atom: c for atom, c in found.items() if not any(exponentials(atom))}
            return
        case Call() if (meant := defined(node)) is not None:
            yield from exponentials(meant)
            return
    for child in children(node):
        yield from exponentials(child)


@dataclass(frozen=True, slots=True)
class Units:
    """Units, and the powers of them that occur.

    Attributes:
        units: their exponents.
        vectors: the powers of each.
    """

    units: list[Expression]
    vectors: list[tuple[int, ...]]

    @classmethod
    def of(cls, found: Iterable[Exponent]) -> Units:
        """Return units of which all exponentials are products of powers.

        Raises:
            NotExported: they are too many, or the powers are too large.
        """
        every = [e for e in found if any(e.values())]
        atoms = list(dict.fromkeys(atom for e in every for atom, c in e.items() if c))
        rates = {a: math.lcm(*(e[a].denominator for e in every if a in e)) for a in atoms}
        # e^{x/2} and e^{3x/2} are powers of e^{x/2}, e^{2x} and e^{4x} of e^{2x}.
        sizes = {a: math.gcd(*(int(e[a] * rates[a]) for e in every if a in e)) for a in atoms}
        sizes |= {a: 1 for a in atoms if isinstance(a, Call)}  # e^{log t} = t
        steps = {a: Fraction(sizes[a], rates[a]) for a in atoms}
        vectors = {tuple(int(e.get(a, 0) / steps[a]) for a in atoms) for e in every}
        vectors |= {tuple(-k for k in v) for v in vectors} | {(0,) * len(atoms)}
        if len(atoms) > _MOST_UNITS:
            raise NotExported(f"more than {_MOST_UNITS} independent exponentials are not exported to Coq")
        if any(abs(k) > _LARGEST_MULTIPLE for v in vectors for k in v):
            raise NotExported("exponents that are so far apart are not exported to Coq")
        if any(isinstance(a, Call) and steps[a].denominator > 1 for a in atoms):
            raise NotExported("a root is not exported to Coq")
        return cls([_times(a, steps[a]) for a in atoms], sorted(vectors, key=lambda v: (sum(map(abs, v)), v)))

    def __str__(self) -> str:
        if not self.units:
            return "(@nil R) [@nil Z]"
        rows = "; ".join(f"[{'; '.join(map(whole, v))}]" for v in self.vectors)
        return f"[{'; '.join(map(coq, self.units))}] [{rows}]%Z"


def _times(node: Expression, c: Fraction) -> Expression:
    if isinstance(node, Call):
        return node
    above = node if c.numerator == 1 else tree(c.numerator) if node == Integer(1) else c.numerator * node
    return above if c.denominator == 1 else above / c.denominator
