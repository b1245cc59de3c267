"""What must hold for a tree to have a value, as far as it does not hold everywhere."""

from __future__ import annotations

from sigmoid_sym.decision.ring import product_of
from sigmoid_sym.kernel.conditions import conditions
from sigmoid_sym.kernel.meaning import Meaning
from sigmoid_sym.kernel.numbers import CertificateError
from sigmoid_sym.kernel.ring import Monomial
from sigmoid_sym.tree.claim import Relation
from sigmoid_sym.tree.expression import Expression

Need = tuple[Expression, Relation]


def needs(*trees: Expression) -> list[Need]:
    """Return what is not 0, or positive, where all trees have a value, without what is so everywhere.

    >>> from sigmoid_sym.language.reader import parse
    >>> from sigmoid_sym.tree.expression import Symbol, call
    >>> needs(1 / (1 + call("exp", Symbol("x"))))
    []
    """
    found = dict.fromkeys(need for node in trees for need in conditions(node))
    return [(u, relation) for u, relation in found if not _holds(u, relation)]


def _holds(u: Expression, relation: Relation) -> bool:
    """Return whether a tree is seen to be positive, or of one sign, for all values of its letters."""
    try:
        ring, f = product_of(u)
        if ring.is_constant(f):
            sign = ring.sign(f)
        else:
            sign = 1 if f.scale > 0 else -1
            if not _exponential(ring, f.powers):
                return False
            for p, k in f.factors.items():
                signs = {1 if c > 0 else -1 for _, c in p}
                if len(signs) > 1 or not all(_exponential(ring, powers) for powers, _ in p):
                    return False
                sign *= signs.pop() if k % 2 else 1
    except CertificateError:
        return False
    return sign > 0 or (sign < 0 and relation is Relation.NE)


def _exponential(ring: Meaning, powers: Monomial) -> bool:
    return all(g.kind == "e" for g, _ in ring.present(powers))
