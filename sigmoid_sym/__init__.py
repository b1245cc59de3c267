"""sigmoid-sym: derivatives of the logistic sigmoid of any order, exact, checked, ready to print."""

from __future__ import annotations

import importlib

TYPE_CHECKING = False  # for type checkers; to import it from typing takes longer than all else here
if TYPE_CHECKING:
    from typing import Any

    from sigmoid_sym.closed_forms import FORMS, RELATIVES, closed_form, logistic_family
    from sigmoid_sym.combinatorics import (
        eulerian,
        eulerian_row,
        logistic_coefficient,
        logistic_row,
        logistic_triangle,
        stirling2,
        stirling2_row,
    )
    from sigmoid_sym.crosscheck.report import Report
    from sigmoid_sym.crosscheck.roads import verify
    from sigmoid_sym.decision.decide import prove
    from sigmoid_sym.decision.verdict import Defined, NotUnderstood, Proved, Refuted, Verdict
    from sigmoid_sym.errors import ParseError, SigmoidSymError
    from sigmoid_sym.handle import SigmoidDerivative, derivative
    from sigmoid_sym.language.reader import parse
    from sigmoid_sym.numeric.enclosures import enclose
    from sigmoid_sym.numeric.jets import jet
    from sigmoid_sym.numeric.values import evaluate
    from sigmoid_sym.numeric.zeros import Extremum, extrema, supremum, zeros
    from sigmoid_sym.polynomial import DerivativePolynomial
    from sigmoid_sym.publish.pictures import plot
    from sigmoid_sym.publish.report import report
    from sigmoid_sym.sympy_functions import logit, sigmoid, softplus
    from sigmoid_sym.tree.claim import Claim

__version__ = "0.1.0"

__all__ = [
    "FORMS",
    "RELATIVES",
    "Claim",
    "Defined",
    "DerivativePolynomial",
    "Extremum",
    "NotUnderstood",
    "ParseError",
    "Proved",
    "Refuted",
    "Report",
    "SigmoidDerivative",
    "SigmoidSymError",
    "Verdict",
    "closed_form",
    "derivative",
    "enclose",
    "eulerian",
    "eulerian_row",
    "evaluate",
    "extrema",
    "jet",
    "logistic_coefficient",
    "logistic_family",
    "logistic_row",
    "logistic_triangle",
    "logit",
    "parse",
    "plot",
    "prove",
    "report",
    "sigmoid",
    "softplus",
    "stirling2",
    "stirling2_row",
    "supremum",
    "verify",
    "zeros",
]

# On first use: whoever wants one thing does not wait for all, and the command hears Ctrl-C from its start on.
# No module may have the name of one of these: once imported it would stand in its place.
_ON_FIRST_USE = {
    **dict.fromkeys(("FORMS", "RELATIVES", "closed_form", "logistic_family"), "closed_forms"),
    **dict.fromkeys(
        (
            "eulerian",
            "eulerian_row",
            "logistic_coefficient",
            "logistic_row",
            "logistic_triangle",
            "stirling2",
            "stirling2_row",
        ),
        "combinatorics",
    ),
    **dict.fromkeys(("SigmoidDerivative", "derivative"), "handle"),
    **dict.fromkeys(("ParseError", "SigmoidSymError"), "errors"),
    "DerivativePolynomial": "polynomial",
    "verify": "crosscheck.roads",
    "Report": "crosscheck.report",
    **dict.fromkeys(("logit", "sigmoid", "softplus"), "sympy_functions"),
    **dict.fromkeys(("Extremum", "extrema", "supremum", "zeros"), "numeric.zeros"),
    "enclose": "numeric.enclosures",
    "evaluate": "numeric.values",
    "jet": "numeric.jets",
    "Claim": "tree.claim",
    "prove": "decision.decide",
    **dict.fromkeys(("Defined", "NotUnderstood", "Proved", "Refuted", "Verdict"), "decision.verdict"),
    "parse": "language.reader",
    "plot": "publish.pictures",
    "report": "publish.report",
}


def __getattr__(name: str) -> Any:
    if name in _ON_FIRST_USE:
        return getattr(importlib.import_module(f"{__name__}.{_ON_FIRST_USE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
