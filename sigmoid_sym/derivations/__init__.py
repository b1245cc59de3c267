"""Step-by-step derivations, every step of which is a claim that can be proved.

`table` lists them; `first`, `higher`, `value` and `curve` make their steps (`steps`); `derived` is what one
returns, and `writing` puts it on paper.
"""

from sigmoid_sym.derivations.derived import Derivation
from sigmoid_sym.derivations.steps import Passage, Step
from sigmoid_sym.derivations.table import DERIVATIONS, derivation

__all__ = ["DERIVATIONS", "Derivation", "Passage", "Step", "derivation"]
