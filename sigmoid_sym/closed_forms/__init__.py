"""The closed forms of σ^(n), of the logistic family and of the relatives of σ, as expression trees.

`forms` has one row a form, for c·y^(n) with y' = y(1-y); `logistic` is y in its letters; `relatives` writes
tanh, softplus and the others by y, so that each form serves all of them.
"""

from sigmoid_sym.closed_forms.forms import FORMS, ClosedForm
from sigmoid_sym.closed_forms.relatives import (
    RELATIVES,
    SIGMOID,
    Relative,
    closed_form,
    least_order,
    logistic_family,
    relative_of,
)

__all__ = [
    "FORMS",
    "RELATIVES",
    "SIGMOID",
    "ClosedForm",
    "Relative",
    "closed_form",
    "least_order",
    "logistic_family",
    "relative_of",
]
