"""Why a claim is not written for Coq."""

from sigmoid_sym.errors import SigmoidSymError


class NotExported(SigmoidSymError):
    """A claim of a kind, or with a proof of a kind, that is not exported to Coq."""
