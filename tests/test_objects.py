"""What every public object can do: be sent, copied, compared, hashed and shown in a line.

The examples are listed by public name, and a public name without an example fails.
"""

from __future__ import annotations

import copy
import importlib
import inspect
import itertools
import pickle
import pkgutil
from collections.abc import Callable, Iterator, MutableMapping, MutableSequence, MutableSet
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from types import ModuleType
from typing import Any

import pytest

pytest.importorskip("numpy")

import sympy

import sigmoid_sym
from sigmoid_sym import arrays, closed_forms, derivations, errors
from sigmoid_sym.closed_forms import FORMS, RELATIVES, SIGMOID, Relative, logistic_family
from sigmoid_sym.closed_forms.equation import equation
from sigmoid_sym.closed_forms.logistic import Affine, Logistic
from sigmoid_sym.closed_forms.relatives import Term
from sigmoid_sym.coq.checking import Checked
from sigmoid_sym.coq.errors import NotExported
from sigmoid_sym.crosscheck.normal_form import NotRationalError
from sigmoid_sym.crosscheck.report import Check, Outcome, Report
from sigmoid_sym.decision import verdict
from sigmoid_sym.decision.budget import GaveUp
from sigmoid_sym.decision.catalogue import IDENTITIES
from sigmoid_sym.decision.explanation import Step as ProofStep
from sigmoid_sym.decision.reasons import NotShown, Undecided, Wanted
from sigmoid_sym.derivations import DERIVATIONS
from sigmoid_sym.errors import ArgumentTypeError, DefinitionError, ParseError, SigmoidSymError, TooLargeError
from sigmoid_sym.functions import FUNCTIONS
from sigmoid_sym.kernel import CertificateError
from sigmoid_sym.kernel.cases import Unsigned
from sigmoid_sym.kernel.meaning import TooCoarse
from sigmoid_sym.language.code import DIALECTS, ZeroPair
from sigmoid_sym.language.layout import Binding, Style
from sigmoid_sym.language.notation import DerivativeStyle, Notation
from sigmoid_sym.language.reader.raw import Misread, OnlyDefines
from sigmoid_sym.language.text import UNICODE
from sigmoid_sym.numeric.expansion import Imprecise, NoValue
from sigmoid_sym.numeric.recognition import Unrecognised
from sigmoid_sym.numeric.rounding import Binary, Decimals, Digits
from sigmoid_sym.polynomial import DerivativePolynomial
from sigmoid_sym.publish import document
from sigmoid_sym.publish.charts import coefficients_chart
from sigmoid_sym.publish.report import PublishedReport
from sigmoid_sym.tree import claim as claims
from sigmoid_sym.tree import expression as trees
from sigmoid_sym.tree.definitions import Unclear
from sigmoid_sym.tree.expression import Derivative, Integer, Symbol, call

X, K = Symbol("x"), Symbol("k")
S = call("sigma", X)
CHECK = Check(1, "row sum", "P_1(1) = 0", Outcome.AGREES, 0.25)
POSITIVE = claims.Interval(lower=Integer(0))

Example = Callable[[], Any]

# What a function returns, an instance of a class, a table itself; by the name in `__all__`.
PUBLIC: dict[str, Example] = {
    "FORMS": lambda: FORMS,
    "RELATIVES": lambda: RELATIVES,
    "SIGMOID": lambda: SIGMOID,
    "DERIVATIONS": lambda: DERIVATIONS,
    "Claim": lambda: claims.Chain(sides=(S, X), relations=(claims.Relation.LT,)),
    "ClosedForm": lambda: FORMS["tanh"],
    "CertificateError": lambda: CertificateError,
    "Counterexample": lambda: sigmoid_sym.prove("σ' = σ").counterexamples[0],
    "Derivation": lambda: derivations.derivation("chain-rule"),
    "DerivativePolynomial": lambda: DerivativePolynomial((0, Fraction(1, 2), -1)),
    "Extremum": lambda: sigmoid_sym.extrema(3)[0],
    "NotUnderstood": lambda: sigmoid_sym.prove("σ(q) = 1"),
    "Defined": lambda: sigmoid_sym.prove("u = 1 + e^x"),
    "ParseError": lambda: ParseError,
    "Passage": lambda: derivations.derivation("order-by-order", n=2).passages[0],
    "Proved": lambda: sigmoid_sym.prove("0 < σ' ≤ 1/4"),
    "Refuted": lambda: sigmoid_sym.prove("σ' is monotone"),
    "Relative": lambda: RELATIVES["silu"],
    "Report": lambda: Report((CHECK,)),
    "SigmoidDerivative": lambda: sigmoid_sym.SigmoidDerivative(Symbol("n")),
    "SigmoidSymError": lambda: SigmoidSymError,
    "Value": lambda: verdict.Value(Fraction(1, 3), Fraction(1, 2)),
    "Verdict": lambda: sigmoid_sym.prove("σ' = σ"),
    "closed_form": lambda: sigmoid_sym.closed_form("eulerian", 2),
    "least_order": lambda: closed_forms.least_order(FORMS["poles"], SIGMOID, 3),
    "derivation": lambda: derivations.derivation("theorem", of=logistic_family(L=K)),
    "derivative": lambda: sigmoid_sym.derivative(3),
    "enclose": lambda: sigmoid_sym.evaluate(2, "1/3"),  # mpmath's own intervals cannot be pickled
    "eulerian": lambda: sigmoid_sym.eulerian(4, 2),
    "eulerian_row": lambda: sigmoid_sym.eulerian_row(4),
    "evaluate": lambda: sigmoid_sym.evaluate(2, "1+2j"),
    "extrema": lambda: sigmoid_sym.extrema(3),
    "family": lambda: arrays.family(2, 0.5, L=2.0).tolist(),
    "jet": lambda: sigmoid_sym.jet(3, 1),
    "logistic_coefficient": lambda: sigmoid_sym.logistic_coefficient(3, 2),
    "logistic_family": lambda: logistic_family(3, Fraction(1, 2), Symbol("x_0"), -1),
    "logistic_row": lambda: sigmoid_sym.logistic_row(3),
    "logistic_triangle": lambda: tuple(itertools.islice(sigmoid_sym.logistic_triangle(), 4)),
    "logit": lambda: sigmoid_sym.logit(sympy.Symbol("x")),
    "parse": lambda: sigmoid_sym.parse("0 < σ' ≤ 1/4"),
    "plot": lambda: sigmoid_sym.plot(2),
    "prove": lambda: sigmoid_sym.prove("σ' = σ(1-σ)"),
    "relative_of": lambda: closed_forms.relative_of("of", "tanh"),
    "report": lambda: sigmoid_sym.report(1, 5).document.blocks[0],
    "sigmoid": lambda: sigmoid_sym.sigmoid(sympy.Symbol("x")),
    "silu": lambda: arrays.silu(2, [0.5]).tolist(),
    "softplus": lambda: sigmoid_sym.softplus(sympy.Symbol("x")),
    "stirling2": lambda: sigmoid_sym.stirling2(4, 2),
    "stirling2_row": lambda: sigmoid_sym.stirling2_row(4),
    "supremum": lambda: sigmoid_sym.supremum(3),
    "tanh": lambda: arrays.tanh(2, [0.5]).tolist(),
    "tower": lambda: arrays.tower(2, [0.5]).tolist(),
    "verify": lambda: sigmoid_sym.verify(2, quick=True).checks[0].compared,
    "zeros": lambda: sigmoid_sym.zeros(3),
}

CHART = coefficients_chart(3)
# An instance of each class whose instances a person can hold, by module and name.
CLASSES: dict[str, Example] = {
    "closed_forms.logistic.Affine": lambda: Affine(X, 2, Fraction(1, 3)),
    "closed_forms.logistic.Logistic": lambda: Logistic(S, Affine(X)),
    "closed_forms.relatives.Term": lambda: Term(1, (X,), 2, Logistic(S, Affine(X))),
    "derivations.steps.Step": lambda: derivations.Step(S, "the definition", X),
    "derivations.table.Way": lambda: DERIVATIONS["value"],
    "frozen.FrozenTable": lambda: FORMS,
    "tree.claim.Relation": lambda: claims.Relation.LE,
    "tree.claim.Interval": lambda: POSITIVE,
    "tree.claim.Domain": lambda: claims.Domain(X, POSITIVE),
    "tree.claim.Definition": lambda: claims.Definition("f", X, S),
    "tree.claim.Chain": PUBLIC["Claim"],
    "tree.claim.Membership": lambda: claims.Membership(expression=S, interval=POSITIVE),
    "tree.claim.Range": lambda: claims.Range(expression=S, interval=POSITIVE),
    "tree.claim.Trend": lambda: claims.Trend.CONVEX,
    "tree.claim.Shape": lambda: claims.Shape(S, X, claims.Trend.CONVEX, domains=(claims.Domain(X),)),
    "tree.claim.Symmetry": lambda: claims.Symmetry.ODD,
    "tree.claim.Parity": lambda: claims.Parity(S, X, claims.Symmetry.ODD),
    "tree.claim.Bounded": lambda: claims.Bounded(S, Integer(1)),
    "tree.claim.Extremum": lambda: claims.Extremum(S, X, True, Integer(1)),
    "tree.claim.Limit": lambda: claims.Limit(S, X, claims.INFINITY, Integer(1)),
    "tree.claim.ZeroCount": lambda: claims.ZeroCount(S, X),
    "closed_forms.equation.Equation": lambda: equation(2, "factored", symbol="S"),
    "language.code.Dialect": lambda: DIALECTS["c"],
    "language.code.ZeroPair": lambda: ZeroPair(1.5, 1e-17, 0.2),
    "tree.expression.Integer": lambda: Integer(5),
    "tree.expression.Symbol": lambda: Symbol("x_0"),
    "tree.expression.Constant": lambda: trees.Constant("pi"),
    "tree.expression.Add": lambda: X + 1,
    "tree.expression.Mul": lambda: X * S,
    "tree.expression.Neg": lambda: -X,
    "tree.expression.Div": lambda: 1 / X,
    "tree.expression.Pow": lambda: X**2,
    "tree.expression.Call": lambda: S,
    "tree.expression.Derivative": lambda: Derivative(S, X, Integer(2)),
    "tree.expression.At": lambda: trees.At(S, X, Integer(2)),
    "tree.expression.Decimal": lambda: trees.Decimal(1050, 4),
    "tree.expression.Sum": lambda: trees.Sum(S**K, K, Integer(1), Integer(3)),
    "language.notation.DerivativeStyle": lambda: DerivativeStyle.LEIBNIZ,
    "language.notation.Notation": lambda: Notation((("sigma", "S"),), "x"),
    "language.layout.Binding": lambda: Binding.SUM,
    "language.layout.Style": lambda: Style.LINE,
    "language.text.Alphabet": lambda: UNICODE,
    "numeric.rounding.Binary": lambda: Binary(53),
    "numeric.rounding.Decimals": lambda: Decimals(20),
    "numeric.rounding.Digits": lambda: Digits(-13, 2),
    "functions.Function": lambda: FUNCTIONS["tanh"],
    "decision.catalogue.Entry": lambda: IDENTITIES[0],
    "decision.reasons.Wanted": lambda: Wanted(S, claims.Relation.LT, Integer(1)),
    "coq.checking.Checked": lambda: Checked(True, "Coq 8.16", 1.5),
    "decision.explanation.Step": lambda: ProofStep("Factored:", "x", "x"),
    "crosscheck.report.Check": lambda: CHECK,
    "crosscheck.report.Outcome": lambda: Outcome.DIFFERS,
    "publish.charts.Line": lambda: CHART.lines[0],
    "publish.charts.Chart": lambda: CHART,
    "publish.document.Digits": lambda: document.Digits("1e-5"),
    "publish.document.Heading": lambda: document.Heading(1, ("σ",)),
    "publish.document.Paragraph": lambda: document.Paragraph(("σ is ", S), strong=True),
    "publish.document.Formula": lambda: document.Formula(S, X, Notation()),
    "publish.document.Table": lambda: document.Table((("x",),), (((document.Digits("1"),),),)),
    "publish.document.Drawing": lambda: document.Drawing(CHART),
    "publish.document.Lines": lambda: document.Lines(PUBLIC["Passage"]()),
    "publish.document.Document": lambda: document.Document((document.Heading(1, ("σ",)),)),
    "publish.pictures.Picture": lambda: sigmoid_sym.plot(2),
    "publish.report.PublishedReport": lambda: PublishedReport("σ", document.Document(()), Report((CHECK,))),
}
# Classes at work inside one call, and bases of others: no function gives one of these away.
INNER = {
    *(
        "arrays.tables.Table",
        "closed_forms.equation.Wishes",
        "derivations.curve.Curve",
        "tree.expression.Expression",
        "language.layout.Layout",
    ),
    *("decision.budget.Budget", "decision.steps.Search", "decision.signs.Chain"),
    *(
        "decision.signs.Root",
        "decision.factoring.Factors",
        "decision.factoring.Quotient",
        "decision.ring.Counted",
    ),
    *("numeric.expansion.Expansion", "numeric.expansion.Balls"),
    *("numeric.recognition.Series", "numeric.recognition.Exact"),
    *("language.sympy.Stirling2", "numeric.balls.working_precision", "numeric.points.Point"),
    *(
        "numeric.quantities.Quantity",
        "numeric.relatives.Summand",
        "numeric.roots.Root",
        "numeric.zeros.Place",
    ),
    *("coq.chains.Knot", "coq.chains.Known", "coq.chains.Script", "coq.derivatives.Steps"),
    *("coq.exponents.Units", "coq.export.Export", "coq.factored.Signs", "coq.statements.Theorem"),
    *(
        "crosscheck.roads.Road",
        "decision.record.Record",
        "decision.record.Told",
        "crosscheck.normal_form.Quotient",
        "decision.repairs.Repair",
    ),
    *("sympy_functions.base.LogisticFunction", "sympy_functions.base.PositiveFunction"),
    *("sympy_functions.integrals.ComplexIntegral", "sympy_functions.integrals.LinearRule"),
    "sympy_functions.printers.Printed",
    *(
        "crosscheck.sample.Sample",
        "decision.points.Points",
        "decision.pieces.Pieces",
        "decision.evidence.Evidence",
        "publish.contents.Section",
        "publish.styles.Style",
    ),
}
ERRORS: dict[str, Callable[[], Exception]] = {
    "errors.SigmoidSymError": lambda: SigmoidSymError("n must be 1"),
    "errors.ArgumentTypeError": lambda: ArgumentTypeError("n must be an int"),
    "errors.ParseError": lambda: ParseError("unknown letter q", "σ(x)\n = σ(q) > 0", 10),
    "decision.budget.GaveUp": lambda: GaveUp("gave up"),
    "language.reader.raw.OnlyDefines": lambda: OnlyDefines("this says what u is", 3),
    "errors.DefinitionError": lambda: DefinitionError("nothing is claimed", "u = 1", 0),
    "errors.TooLargeError": lambda: TooLargeError("too large"),
    "language.reader.raw.Misread": lambda: Misread("not understood", 3),
    "coq.errors.NotExported": lambda: NotExported("not exported"),
    "kernel.numbers.CertificateError": lambda: CertificateError("no"),
    "kernel.meaning.TooCoarse": lambda: TooCoarse(2),
    "kernel.cases.Unsigned": lambda: Unsigned(X, False),
    "tree.definitions.Unclear": lambda: Unclear("two definitions of a"),
    "decision.reasons.NotShown": lambda: NotShown("no", Wanted(S, claims.Relation.LT, X)),
    "decision.reasons.Undecided": lambda: Undecided("no"),
    "numeric.expansion.NoValue": lambda: NoValue("a pole"),
    "numeric.expansion.Imprecise": lambda: Imprecise("too wide"),
    "numeric.recognition.Unrecognised": lambda: Unrecognised("not known"),
    "crosscheck.normal_form.NotRationalError": lambda: NotRationalError("no"),
}

EXAMPLES = {**PUBLIC, **CLASSES}
FACES = (sigmoid_sym, closed_forms, derivations, arrays, verdict)
# The classes and tables of these rooms stay inside them.
CLOSED_ROOMS = ("language.reader", "language.boxes", "kernel")


def modules() -> Iterator[tuple[str, ModuleType]]:
    for found in pkgutil.walk_packages(sigmoid_sym.__path__, "sigmoid_sym."):
        if not found.name.endswith(("__main__", "arrays.torch", "arrays.jax")):
            yield found.name.removeprefix("sigmoid_sym."), importlib.import_module(found.name)


def classes() -> Iterator[tuple[str, type]]:
    for name, module in modules():
        for own, value in vars(module).items():
            if inspect.isclass(value) and value.__module__ == module.__name__ and not own.startswith("_"):
                yield f"{name}.{own}", value


def test_every_public_name_has_an_example() -> None:
    assert {name for face in FACES for name in face.__all__} - {"Step"} == set(PUBLIC)


def test_every_class_has_an_example_or_stays_inside() -> None:
    named = {getattr(face, name) for face in FACES for name in face.__all__ if name != "Verdict"}
    found = {
        name
        for name, value in classes()
        if value not in named and not issubclass(value, Exception) and not name.startswith(CLOSED_ROOMS)
    }
    mine = {name for name in CLASSES if not name.startswith(CLOSED_ROOMS)}
    assert found | {"derivations.steps.Step", "decision.explanation.Step"} == mine | INNER


def test_every_error_has_an_example() -> None:
    assert {name for name, value in classes() if issubclass(value, Exception)} == set(ERRORS)


@pytest.mark.parametrize("name", EXAMPLES)
def test_pickled_and_copied(name: str) -> None:
    """With every protocol; SymPy takes those from 2 on."""
    example = EXAMPLES[name]()
    least = 2 if isinstance(example, sympy.Basic) else 0
    copies = [pickle.loads(pickle.dumps(example, p)) for p in range(least, pickle.HIGHEST_PROTOCOL + 1)]
    for twin in [*copies, copy.copy(example), copy.deepcopy(example)]:
        assert type(twin) is type(example)
        assert twin == example
        assert repr(twin) == repr(example)
        if not isinstance(example, list):
            assert hash(twin) == hash(example)


@pytest.mark.parametrize("name", EXAMPLES)
def test_made_twice_it_is_the_same(name: str) -> None:
    first, second = EXAMPLES[name](), EXAMPLES[name]()
    assert first == second
    assert first != object()
    if not isinstance(first, list):
        assert {first: 1}[second] == 1


@pytest.mark.parametrize("name", EXAMPLES)
def test_shown_in_one_line(name: str) -> None:
    """Short, or the very call that makes it; never an address in memory."""
    example = EXAMPLES[name]()
    line = repr(example)
    assert "\n" not in line
    assert " at 0x" not in line
    if len(line) > 250:
        assert eval(line, vars(trees) | vars(derivations)) == example


@pytest.mark.parametrize("name", [*ERRORS])
def test_errors_sent_and_copied(name: str) -> None:
    error = ERRORS[name]()
    error.add_note("while reading the third line")
    copies = [pickle.loads(pickle.dumps(error, p)) for p in range(pickle.HIGHEST_PROTOCOL + 1)]
    for twin in [*copies, copy.copy(error), copy.deepcopy(error)]:
        assert type(twin) is type(error)
        assert (str(twin), repr(twin), twin.args) == (str(error), repr(error), error.args)
        assert vars(twin) == vars(error)


def test_what_a_parse_error_keeps() -> None:
    error = pickle.loads(pickle.dumps(ERRORS["errors.ParseError"]()))
    assert (error.reason, error.line, error.column) == ("unknown letter q", 2, 6)
    assert str(error) == "line 2, column 6: unknown letter q\n   = σ(q) > 0\n       ^"


def test_from_another_process() -> None:
    with ProcessPoolExecutor(1) as pool:
        refused = pool.submit(sigmoid_sym.parse, "σ(x) = §")
        family = pool.submit(logistic_family, L=3)
        answer = pool.submit(sigmoid_sym.prove, "σ' ≤ 1/4")
        with pytest.raises(ParseError) as caught:
            refused.result(timeout=60)
        assert (caught.value.line, caught.value.column) == (1, 8)
        assert family.result(timeout=60) == logistic_family(L=3)
        assert answer.result(timeout=60) == sigmoid_sym.prove("σ' ≤ 1/4")


def test_a_copy_of_a_proof_is_checked() -> None:
    """What arrives is no proof because it says so."""
    make, (claim, _, *rest) = sigmoid_sym.prove("σ' ≤ 1/4").__reduce__()
    with pytest.raises(CertificateError):
        make(claim, sigmoid_sym.prove("σ' ≤ 1/3").certificate, *rest)


def test_no_public_table_can_be_changed() -> None:
    inside = [
        id(value)
        for name, module in modules()
        if name.startswith(CLOSED_ROOMS)
        for value in vars(module).values()
    ]
    loose = [
        f"{name}.{own}"
        for name, module in modules()
        for own, value in vars(module).items()
        if not own.startswith("_") and id(value) not in inside
        if isinstance(value, (MutableMapping, MutableSequence, MutableSet))
    ]
    assert not loose


@pytest.mark.parametrize("table", [FORMS, RELATIVES, DERIVATIONS])
def test_tables_refuse_changes(table: Any) -> None:
    with pytest.raises(TypeError):
        table["sigmoid"] = None
    with pytest.raises(TypeError):
        del table["sigmoid"]
    with pytest.raises(AttributeError):
        table.clear()
    with pytest.raises(AttributeError):
        table.more = 1
    assert dict(table) == table
    assert table.get("no such row") is None


@pytest.mark.parametrize("relative", [*RELATIVES.values(), logistic_family(3, 2, 1, -5)], ids=repr)
def test_a_copied_relative_does_what_the_original_does(relative: Relative) -> None:
    twin = pickle.loads(pickle.dumps(relative))
    d = sigmoid_sym.derivative(3)
    assert d.text(of=twin) == d.text(of=relative)
    if relative == RELATIVES["logistic"]:
        with pytest.raises(errors.SigmoidSymError, match="numbers for L, k, x0 and C"):
            d.evaluate("1/3", of=twin)
    else:
        assert d.evaluate("1/3", of=twin) == d.evaluate("1/3", of=relative)
        assert sigmoid_sym.jet(3, 2, of=twin) == sigmoid_sym.jet(3, 2, of=relative)
    if relative.name == "silu":
        assert d.zeros(of=twin) == d.zeros(of=relative)


@pytest.mark.parametrize(
    "relative", [logistic_family(), logistic_family(Symbol("K"), Fraction(-1, 2), 1, -3)]
)
def test_a_family_is_shown_as_the_call_that_makes_it(relative: Relative) -> None:
    names = {"logistic_family": logistic_family, "Symbol": Symbol, "Fraction": Fraction}
    assert eval(repr(relative), names) == relative


def test_families_are_equal_where_their_parameters_are() -> None:
    assert logistic_family(L=3) == logistic_family(L=Fraction(3))
    assert hash(logistic_family(L=3)) == hash(logistic_family(L=Fraction(3)))
    different = [logistic_family(**{name: 2}) for name in ("L", "k", "x0", "C")]
    assert len({logistic_family(), *different}) == 5
