"""The printed formula itself, against the function that it is a derivative of, differentiated anew.

No row of coefficients is known here: the definition is differentiated by power series, or in ℚ(e^{x/2}), and
the formula is evaluated as its tree says.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from fractions import Fraction

from sigmoid_sym.closed_forms import FORMS, Relative, least_order
from sigmoid_sym.closed_forms.relatives import X
from sigmoid_sym.crosscheck.report import Check, Outcome
from sigmoid_sym.crosscheck.sample import Sample
from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.language.text import text
from sigmoid_sym.tree.expression import Call, Expression, Integer, Neg, Symbol, call, mapped, tree
from sigmoid_sym.tree.substitution import put

THIS_FORMULA = "this formula"  # the names of the roads begin so
_POINTS = 3
_FEW_POLES = 5  # below this order the sum over the poles converges slowly: one point will do
_ORDERS = (0, 1, 2, 3, 5, 8)  # those at which a formula for every order is checked
_LARGEST_EXACT = 100  # beyond, the quotients take seconds

Finding = tuple[Outcome, str]  # and what was compared


def printed_checks(node: Expression, n: int | Symbol, of: Relative, form: str) -> list[Check]:
    """Return what is found when a closed form, as it is printed, is compared with its function.

    Arguments:
        node: the tree of the formula.
        n: the order; for a symbol the formula is checked at some orders.
        of: the function whose derivative it is to be.
        form: the name of the form.

    Returns:
        Rows of a `Report`. The first road always: enclosures of both at some points, for some values of
        the parameters that are letters. The second where both are rational in e^{x/2}.

    >>> from sigmoid_sym.closed_forms import SIGMOID, closed_form
    >>> right = closed_form("stirling", 2)
    >>> [(check.road, check.outcome.value) for check in printed_checks(right, 2, SIGMOID, "stirling")]
    [('this formula, at points', 'agrees'), ('this formula, exactly', 'agrees')]
    >>> [check.outcome.value for check in printed_checks(right + 1, 2, SIGMOID, "stirling")]
    ['differs', 'differs']
    """
    if isinstance(n, int):
        return list(_rows(node, n, of, form))
    orders = [m for m in _ORDERS if m >= least_order(FORMS[form], of, n)]
    return [check for m in orders for check in _rows(put(node, n.name, Integer(m)), m, of, form)]


def _rows(node: Expression, n: int, of: Relative, form: str) -> Iterator[Check]:
    definition = definition_of(of)
    node = _spelt_out(node, definition)
    for road, walk in (("at points", _at_points), ("exactly", _exactly)):
        start = time.perf_counter()
        finding = walk(node, definition, n, of, form)
        if finding is not None:
            outcome, compared = finding
            yield Check(n, f"{THIS_FORMULA}, {road}", compared, outcome, time.perf_counter() - start)


def definition_of(of: Relative) -> Expression:
    """Return the function as it is defined: L/(1 + C e^{-k(x-x0)}) for a logistic family.

    >>> from sigmoid_sym.closed_forms import RELATIVES
    >>> text(definition_of(RELATIVES["logistic"])), text(definition_of(RELATIVES["silu"]))
    ('L/(1 + C·e^(−k·(x − x₀)))', 'SiLU(x)')
    """
    if not of.parameters:
        return of.operand
    L, k, x0, C = (tree(value) for _, value in of.parameters)
    shifted = X if x0 == Integer(0) else X - x0
    return L / (1 + C * call("exp", Neg(k * shifted)))


def _spelt_out(node: Expression, definition: Expression) -> Expression:
    """Return the formula with the definition for f(x)."""
    if isinstance(node, Call) and node.function == "f":
        return definition
    return mapped(node, lambda child: _spelt_out(child, definition))


def _at_points(node: Expression, definition: Expression, n: int, of: Relative, form: str) -> Finding:
    from sigmoid_sym.crosscheck.series import meet  # imports python-flint

    chance = random.Random(f"{form}/{of.name}/{n}")
    slow = form == "poles" and n < _FEW_POLES
    samples = [Sample.drawn(chance, n, of, form) for _ in range(1 if slow else _POINTS)]
    orders = [term.order for term in of.terms(n) if isinstance(term.order, int)]
    compared = f"the form {form} with the power series of {text(definition)}; enclosures"
    places = "; ".join(map(str, samples))
    try:
        agree = all(meet(node, definition, n, sample, form, orders) for sample in samples)
    except SigmoidSymError as error:
        return Outcome.SKIPPED, str(error)
    return Outcome.AGREES if agree else Outcome.DIFFERS, f"{compared} at {places}"


def _exactly(node: Expression, definition: Expression, n: int, of: Relative, form: str) -> Finding | None:
    """Return None where one of the two is not rational in e^{x/2}: there is nothing to compare then."""
    from sigmoid_sym.crosscheck.normal_form import NotRationalError, differentiated, normal_form  # FLINT

    if n > _LARGEST_EXACT or not FORMS[form].exact:
        return None
    values = {"L": Fraction(3, 2), "k": Fraction(2), "x0": Fraction(0), "C": Fraction(5, 3)}
    for name, parameter in of.parameters:
        if isinstance(parameter, Symbol):
            node, definition = (put(side, parameter.name, tree(values[name])) for side in (node, definition))
    try:
        agree = normal_form(node) == differentiated(definition, n)
    except NotRationalError:
        return None
    compared = f"the form {form} with {text(definition)} differentiated {n} times, in ℚ(e^(x/2))"
    return Outcome.AGREES if agree else Outcome.DIFFERS, compared
