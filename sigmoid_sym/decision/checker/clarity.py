"""Whether each letter of a claim has one meaning, as a matter of the checker."""

from sigmoid_sym.decision.checker.numbers import Undefined
from sigmoid_sym.kernel import clarity
from sigmoid_sym.tree.claim import Claim
from sigmoid_sym.tree.definitions import Unclear


def require_clear(claim: Claim) -> None:
    """Return if no letter of a claim has two meanings.

    Raises:
        Undefined: one has, or has none.
    """
    try:
        clarity.require_clear(claim)
    except Unclear as error:
        raise Undefined(str(error)) from None
