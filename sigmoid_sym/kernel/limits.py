"""Limits by leading terms: a product of leading terms leads."""

from __future__ import annotations

from fractions import Fraction

from sigmoid_sym.kernel.meaning import Meaning
from sigmoid_sym.kernel.numbers import CertificateError, require
from sigmoid_sym.kernel.ring import Atom, Product, number
from sigmoid_sym.tree.claim import INFINITY
from sigmoid_sym.tree.expression import Expression, Neg

_HIGHEST = 40  # order of a zero at a point
Order = tuple[Fraction, int]


def infinite(node: Expression) -> int:
    """Return 1 for ∞, -1 for -∞, else 0."""
    return (node == INFINITY) - (node == Neg(INFINITY))


def require_limit(
    ring: Meaning, f: Expression, x: str, point: Expression, side: str, value: Expression
) -> None:
    """Reject unless f → value as x → point, from the side "+" or "-", or from both for "".

    Notes:
        f ~ c·h^b with h = x - point; at ±∞ f ~ c·x^(-b) e^{-a|x|}, by which f → 0 for (a, b) > (0, 0).
    """
    (a, b), lead = leading(ring, ring.of(f), x, point)
    from_above = point == INFINITY or (side == "+" and not infinite(point))
    if not lead or (a, b) > (0, 0):
        require(not infinite(value) and not ring.of(value), "the limit 0")
    elif a == b == 0:
        require(not infinite(value), "a finite limit")
        require(not ring.sum([lead, number(-1) * ring.of(value)]), "the limit")
    else:
        odd = b % 2 == 1
        require(from_above or side == "-" or bool(infinite(point)) or not odd, "one limit on both sides")
        require(infinite(value) == ring.sign(lead) * (-1 if odd and not from_above else 1), "the limit")


def leading(ring: Meaning, f: Product, x: str, point: Expression) -> tuple[Order, Product]:
    """Return ((a, b), c), see `require_limit`."""
    if not f:
        return (Fraction(0), 0), f
    own = ring.letter(x)
    position = own.powers.index(1)
    parts = [(own, f.powers[position])]
    others = tuple(0 if i == position else e for i, e in enumerate(f.powers))
    parts += [(Product(Fraction(1), others), 1), *((ring.single(p), k) for p, k in f.factors.items())]
    a, b, c = Fraction(0), 0, number(f.scale)
    for part, k in parts:
        (e, m), lead = (
            _far(ring, part, x, infinite(point)) if infinite(point) else _near(ring, part, x, point)
        )
        a, b, c = a + k * e, b + k * m, c * lead**k
    return (a, b), c


def _far(ring: Meaning, f: Product, x: str, direction: int) -> tuple[Order, Product]:
    """Exponentials outgrow powers; the leading terms together must not be 0."""
    terms = []
    for powers, c in ring.expanded(f).items():
        growth, rest = dict(ring.present(powers)), number(c)
        e, m = growth.pop(Atom("e", ((x, 1),)), 0), growth.pop(Atom("x", x), 0)
        for atom, k in growth.items():
            rest *= ring.atom(atom, k)
        require(ring.is_constant(rest), "powers of x and of e^x")
        terms.append(((-direction * Fraction(e, ring.q), -m), rest))
    order = min(o for o, _ in terms)
    lead = ring.sum([c for o, c in terms if o == order])
    require(ring.sign(lead) != 0, "a leading term")
    return order, lead


def _near(ring: Meaning, f: Product, x: str, point: Expression) -> tuple[Order, Product]:
    """The first derivative that is not 0 at the point leads, divided by its factorial."""
    below = 1
    for m in range(_HIGHEST):
        value = ring.put(f, x, point)
        if value and ring.sign(value):
            return (Fraction(0), m), value * number(Fraction(1, below))
        f, below = ring.derivative(f, x), below * (m + 1)
    raise CertificateError("not shown: a zero of moderate order")
