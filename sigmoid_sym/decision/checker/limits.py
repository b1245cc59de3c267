"""Leading terms: a product of leading terms leads."""

from __future__ import annotations

from fractions import Fraction

from sigmoid_sym.decision.checker.algebra import Algebra
from sigmoid_sym.decision.checker.numbers import Undefined
from sigmoid_sym.decision.checker.polynomials import Generator, Product, number
from sigmoid_sym.kernel.limits import infinite as infinite
from sigmoid_sym.tree.expression import Expression, Symbol


def leading(
    algebra: Algebra, f: Product, x: Symbol, point: Expression
) -> tuple[tuple[Fraction, int], Product]:
    """Return ((a, b), c) with f ~ c·h^b at a point, h = x - point; at ±∞, f ~ c·x^-b e^{-a|x|}."""
    own = algebra.generator(Generator("x", x.name))
    power = next(e for e, one in zip(f.powers, own.powers, strict=True) if one)
    parts = [(own, int(power)), (Product(Fraction(1), f.powers) * own ** -int(power), 1)]
    parts += [(algebra.single(p), k) for p, k in f.factors.items()]
    a, b, c = Fraction(0), 0, number(f.number)
    for part, k in parts:
        (e, m), lead = (
            _far(algebra, part, x, infinite(point)) if infinite(point) else _near(algebra, part, x, point)
        )
        a, b, c = a + k * e, b + k * m, c * lead**k
    return (a, b), c


def _far(algebra: Algebra, f: Product, x: Symbol, direction: int) -> tuple[tuple[Fraction, int], Product]:
    """Exponentials outgrow powers."""
    own, exponential = Generator("x", x.name), Generator("e", ((x.name, 1),))
    terms = []
    for powers, c in algebra.expanded(f).items():
        growth, rest = dict(algebra.present(powers)), number(c)
        order = (-direction * Fraction(growth.pop(exponential, 0)), -int(growth.pop(own, 0)))
        for g, e in growth.items():
            rest *= algebra.generator(g, e)
        if not algebra.is_constant(rest):
            raise Undefined("powers of x and of e^x")
        terms.append((order, rest))
    order = min(o for o, _ in terms)
    lead = algebra.sum([c for o, c in terms if o == order])
    if not algebra.sign(lead) != 0:
        raise Undefined("the leading term")
    return order, lead


def _near(algebra: Algebra, f: Product, x: Symbol, point: Expression) -> tuple[tuple[Fraction, int], Product]:
    """The first derivative that is not 0 at the point leads, divided by its factorial."""
    below = 1
    for m in range(40):
        value = algebra.substituted(f, x.name, point)
        if value and algebra.sign(value):
            return (Fraction(0), m), value * number(Fraction(1, below))
        f, below = algebra.derivative(f, x.name), below * (m + 1)
    raise Undefined("a zero of too high an order")
