"""Limits by leading terms: a product of leading terms leads."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from sigmoid_sym.kernel.meaning import Meaning
from sigmoid_sym.kernel.numbers import CertificateError, require
from sigmoid_sym.kernel.ring import Atom, Product, number
from sigmoid_sym.tree.claim import INFINITY
from sigmoid_sym.tree.expression import Expression, Neg

_HIGHEST = 40  # order of a zero at a point
_TERMS = 4  # of the series of a logarithm; the last one leads what follows
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


class Part(NamedTuple):
    """A coefficient, and whether it is exact: else what follows it is smaller, but not known."""

    value: Product
    exact: bool = True


Parts = dict[Order, Part]
_NO_ORDER = (Fraction(0), 0)


def _far(ring: Meaning, f: Product, x: str, direction: int) -> tuple[Order, Product]:
    """Exponentials outgrow powers; the leading terms together must not be 0."""
    parts = _parts(ring, f, x, direction)
    require(bool(parts), "a leading term")
    order = min(parts)
    lead = parts[order]
    require(ring.sign(lead.value) != 0, "a leading term")
    return order, lead.value


def _parts(ring: Meaning, f: Product, x: str, direction: int) -> Parts:
    """Return the coefficients of a polynomial in x, e^{x/q} and logarithms, by their orders."""
    terms: list[Parts] = []
    for powers, c in ring.expanded(f).items():
        parts: Parts = {_NO_ORDER: Part(number(c))}
        for atom, k in ring.present(powers):
            if atom == Atom("e", ((x, 1),)):
                own = {(-direction * Fraction(k, ring.q), 0): Part(number(1))}
            elif atom == Atom("x", x):
                own = {(Fraction(0), -k): Part(number(1))}
            elif ring.fixed(atom):
                own = {_NO_ORDER: Part(ring.atom(atom, k))}
            else:
                require(atom.kind == "log" and 0 < k <= _HIGHEST, "powers of x, e^x and logarithms")
                log = _log(ring, ring.single(atom.of), x, direction)
                own = log
                for _ in range(k - 1):
                    own = _times(ring, own, log)
            parts = _times(ring, parts, own)
        terms.append(parts)
    return _sum(ring, [found for parts in terms for found in parts.items()])


def _log(ring: Meaning, p: Product, x: str, direction: int) -> Parts:
    """Return log|p|: p = c e^{ax} (1 + ε) and ε → 0 give log|c| + a x + ε - ε²/2 + …, cut off at a power."""
    orders = _parts(ring, p, x, direction)
    require(bool(orders), "a leading term")
    a, b = least = min(orders)
    lead = orders.pop(least)
    sign = ring.sign(lead.value)
    exact = lead.exact and all(part.exact for part in orders.values())
    require(sign != 0 and b == 0 and exact, "a logarithm that grows as x does, or is bounded")
    found = [(_NO_ORDER, Part(ring.logarithm(lead.value * number(sign))))]
    found.append(((Fraction(0), -1), Part(number(-direction * a))))
    below = lead.value**-1
    epsilon = {(c - a, d): Part(part.value * below) for (c, d), part in orders.items()}
    first = min(epsilon, default=_NO_ORDER)
    last, power = (first[0] * _TERMS, first[1] * _TERMS), epsilon
    for k in range(1, _TERMS + 1 if epsilon else 1):
        factor = number(Fraction((-1) ** (k + 1), k))
        found += [(o, Part(part.value * factor, o < last)) for o, part in power.items() if o <= last]
        power = _times(ring, power, epsilon)
    return _sum(ring, found)


def _times(ring: Meaning, f: Parts, g: Parts) -> Parts:
    return _sum(
        ring,
        [
            ((a + c, b + d), Part(v.value * w.value, v.exact and w.exact))
            for (a, b), v in f.items()
            for (c, d), w in g.items()
        ],
    )


def _sum(ring: Meaning, found: list[tuple[Order, Part]]) -> Parts:
    """Return the sum; what is 0 is left out only where it is so exactly."""
    collected: dict[Order, list[Part]] = {}
    for order, part in found:
        collected.setdefault(order, []).append(part)
    result = {}
    for order, parts in collected.items():
        whole = Part(ring.sum([part.value for part in parts]), all(part.exact for part in parts))
        if whole.value or not whole.exact:
            result[order] = whole
    return result


def _near(ring: Meaning, f: Product, x: str, point: Expression) -> tuple[Order, Product]:
    """The first derivative that is not 0 at the point leads, divided by its factorial."""
    below = 1
    for m in range(_HIGHEST):
        value = ring.put(f, x, point)
        if value and ring.sign(value):
            return (Fraction(0), m), value * number(Fraction(1, below))
        f, below = ring.derivative(f, x), below * (m + 1)
    raise CertificateError("not shown: a zero of moderate order")
