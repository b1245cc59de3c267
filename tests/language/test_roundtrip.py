"""What the writers write, the reader reads back: the same tree, or all readings of what has several."""

import itertools

import pytest
from conftest import Sample
from hypothesis import assume, given
from strategies import expressions, formulas

from sigmoid_sym.closed_forms import FORMS, RELATIVES, closed_form, logistic_family
from sigmoid_sym.errors import ParseError, SigmoidSymError
from sigmoid_sym.language.latex import latex, latex_lines
from sigmoid_sym.language.notation import DerivativeStyle, Notation
from sigmoid_sym.language.reader import parse, readings
from sigmoid_sym.language.reader.sizes import check_sizes
from sigmoid_sym.language.text import ASCII, text, text_equation
from sigmoid_sym.tree.claim import Chain, Relation
from sigmoid_sym.tree.expression import Div, Expression, Integer, Symbol

NOTATIONS = [Notation((), bare, style) for bare in (None, "x") for style in DerivativeStyle]
FAMILIES = [*RELATIVES.values(), logistic_family(2, 3, 1, -1)]


def written(node: Expression, notation: Notation | None = None) -> list[str]:
    # The macro says that it is LaTeX even where a formula has none, so that ab is a·b.
    return [text(node, notation), text(node, notation, ASCII), r"\displaystyle " + latex(node, notation)]


@pytest.mark.parametrize("form", FORMS)
def test_closed_forms_are_read_back_to_the_same_tree(form: str, sample: Sample) -> None:
    """In every order, notation and language, without exception: 0 of about 10 000 has a second reading."""
    orders = [*range(7), Symbol("n")]
    count = 0
    for family, order, notation in sample([*itertools.product(FAMILIES, orders, NOTATIONS)], 5):
        try:
            node = closed_form(form, order, family)
        except SigmoidSymError:  # this family has no such form of this order
            continue
        for source in written(node, notation):
            assert readings(source) == (node,), source
            count += 1
    assert count >= len(sample(range(12 * len(FAMILIES)), 5))


def scaled(node: Expression) -> Expression:
    match node:
        case Div(numerator, denominator):
            return (Integer(1) / denominator) * numerator
        case _:
            return node


def test_equations_over_several_lines_are_read_back() -> None:
    for form, order in itertools.product(("stirling", "eulerian", "exponential"), (3, 6)):
        left, right = RELATIVES["sigmoid"].left_side(order), closed_form(form, order)
        for notation in NOTATIONS:
            sources = [
                text_equation(left, right, notation, width=40),
                latex_lines(left, right, 30, notation),
                latex_lines(left, right, 30, notation, "align*"),
            ]
            for source in sources:
                (found,) = readings(source)
                assert isinstance(found, Chain)
                assert found.relations == (Relation.EQ,)
                # Broken over lines, a fraction stands as a factor before its numerator.
                assert found.sides in ((left, right), (left, scaled(right))), source


@given(expressions)
def test_arithmetic_is_read_back_to_the_same_tree(node: Expression) -> None:
    for source in (text(node), text(node, alphabet=ASCII)):
        assert parse(source) == node


@given(formulas)
def test_no_formula_is_read_as_another(node: Expression) -> None:
    """Where the writer's text has several readings, the tree is among them; or the text is refused."""
    try:
        check_sizes(node)
    except SigmoidSymError:
        assume(False)
    for source in written(node):
        reason = ""
        try:
            assert node in readings(source), source
        except ParseError as error:
            reason = error.reason
        assert not reason or any(known in reason for known in REFUSED), (source, reason)


# Why a formula of the writers may be refused, and an example of each.
REFUSED = {
    "unknown word": r"\displaystyle aaa",
    "the index k means something else already": "Σ(k=1..2, Σ(k=1..2, k))",
    "the place where this is taken": r"\displaystyle (\sigma''(x))(0)",
    "a product, or a value of a function": r"\displaystyle a(-1)",
    "a mixed number": r"\displaystyle 2\frac{1}{2}",
    "how far does d/dx reach": "d/dx 1 + x",
    "how far does the bar reach": "x·σ(x)|_{x=0}",
    "where does the argument end": r"\displaystyle \log\frac{1}{2}x",
    "can be read in more than": "+".join(f"σ(σ(x)·{k})" for k in range(9)),
}


@pytest.mark.parametrize(("reason", "source"), REFUSED.items())
def test_refused(reason: str, source: str) -> None:
    with pytest.raises(ParseError, match=reason):
        readings(source)


@pytest.mark.parametrize(
    "source", ["sigma^(n + 1)(x)", r"\sigma(\sigma(x))", "σ′(σ(x))", r"\sigma''(2\sigma(x))", "exp^(2)(x)"]
)
def test_what_the_writers_write_in_two_ways(source: str) -> None:
    assert len(readings(source)) == 2
