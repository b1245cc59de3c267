"""Step-by-step derivations, every step of which is a claim that can be proved."""

from sigmoid_sym.derivations.derived import Derivation
from sigmoid_sym.derivations.steps import Passage, Step
from sigmoid_sym.derivations.table import DERIVATIONS, derivation

__all__ = ["DERIVATIONS", "Derivation", "Passage", "Step", "derivation"]
