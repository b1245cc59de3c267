"""The ring of the kernel, its work at the expense of the budget; the least q that will do."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

from sigmoid_sym.decision.budget import spend
from sigmoid_sym.decision.reasons import Undecided
from sigmoid_sym.kernel.meaning import Meaning, TooCoarse
from sigmoid_sym.kernel.numbers import Enclosure
from sigmoid_sym.kernel.ring import Product
from sigmoid_sym.tree.expression import Expression

Result = TypeVar("Result")
LARGEST_Q = 60  # of functions
LARGEST_Q_OF_NUMBERS = 1000  # as in the kernel
_SIGN = 20  # steps of work, at the least


class Counted(Meaning):
    """The ring of the kernel, its work at the expense of the budget."""

    def spend(self, work: int) -> None:
        spend(work)
        Meaning.spend(self, work)


def in_ring(compute: Callable[[Meaning], Result], most: int = LARGEST_Q) -> tuple[Meaning, Result]:
    """Return the ring with the least q that will do, and what was computed in it.

    Raises:
        Undecided: there is none, or it is too large.
    """
    q = 1
    while True:
        ring = Counted(q)
        try:
            return ring, compute(ring)
        except TooCoarse as coarse:
            q *= coarse.factor
            if q > most:
                raise Undecided("exponentials with too many different exponents") from None


def product_of(node: Expression) -> tuple[Meaning, Product]:
    """Return the ring, and what a tree is in it."""
    return in_ring(lambda ring: ring.of(node))


def of_numbers(compute: Callable[[Meaning], Result]) -> tuple[Meaning, Result]:
    """Return the same for what is about numbers alone."""
    spend(_SIGN)
    return in_ring(compute, LARGEST_Q_OF_NUMBERS)


def sign(node: Expression) -> int:
    """Return the sign of a number.

    Raises:
        CertificateError, Undecided: it has no value, or is not told from 0.
    """
    return of_numbers(lambda ring: ring.sign(ring.of(node)))[1]


def enclosed(node: Expression, bits: int) -> Enclosure:
    """Return rational numbers below and above a number."""
    return of_numbers(lambda ring: ring.enclosure(ring.of(node), bits))[1]


def constant(node: Expression) -> Fraction:
    """Return the rational number that a tree is."""
    return of_numbers(lambda ring: ring.constant(node))[1]
