"""The closed forms of σ^(n), of the logistic family and of the relatives of σ, as expression trees."""

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
