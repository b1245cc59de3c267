"""One letter, one meaning: a letter is refused exactly where the printed formula would have it twice."""

from __future__ import annotations

import re
import string
from collections import Counter
from typing import Any

import pytest

from sigmoid_sym import SigmoidSymError, closed_form, derivative, logistic_family
from sigmoid_sym.cli import main
from sigmoid_sym.closed_forms import FORMS, RELATIVES, Relative
from sigmoid_sym.derivations import DERIVATIONS, derivation
from sigmoid_sym.language.letters import free_symbol, with_free_indices
from sigmoid_sym.language.text import text
from sigmoid_sym.tree.expression import GREEK, Integer, Sum, Symbol, call, names

FRESH = "q"
LETTERS = [letter for letter in string.ascii_letters if letter != FRESH]
LETTERS += ["delta", "pi", "sigma", "Sigma", "varphi"]
WORDS = ["tanh", "exp", "log", "Li", "polylog", "SiLU", "sum", "oo", "infinity", "factorial"]
# Nobody reads these as letters, whatever the formula.
NUMBERS = {"e", "i", "pi"}
OTHERS = {"x", "f", "L", "r", "s", "C"}  # in the family, though not in each of its forms
PARAMETERS = ("L", "k", "x0", "C")
# One of each kind: a plain one, e^x, Σ and i, Σ and S, Li.
KINDS = ("stirling", "exponential", "poles", "stirling-sum", "polylogarithm", "exponential-series")


def printed(form: str, of: str, letters: dict[str, str], notation: str) -> tuple[str, ...]:
    """The formula in LaTeX, ASCII and MathML, with these letters; a `SigmoidSymError` if it is refused."""
    relative: Relative | str = of
    if of == "logistic":
        own = {"L": "L", "k": "r", "x0": "s", "C": "C"} | letters
        relative = logistic_family(**{name: Symbol(own[name]) for name in PARAMETERS})
    order = Symbol(letters["n"]) if "n" in letters else 2
    d = derivative(order)
    style: dict[str, Any] = {"of": relative, "notation": notation, "argument": True}
    style |= {option: letters[option] for option in ("symbol", "variable") if option in letters}
    return d.latex(form, **style), d.text(form, ascii=True, **style), d.mathml(form, **style)


def refused(complaint: str, option: str, letter: str) -> None:
    assert re.search(rf" must not be '{letter}': {letter} is .+ there$", complaint)
    assert option in complaint


def tokens(sources: tuple[str, ...]) -> list[Counter[str]]:
    """How often each letter and word is seen."""
    latex, ascii_text, mathml = sources
    latex = re.sub(r"\\(left|right|frac|quad|mathrm|operatorname)(?![a-z])|\\[,;]", " ", latex)
    greek = {letter: name for name, letter in GREEK.items()} | {"∑": "Sigma"}
    words = re.findall(r"<m[io][^>]*>([^<]+)<", mathml)
    return [
        Counter(re.findall(r"(?<=\\)[A-Za-z]+|(?<=\{)[A-Za-z]{2,}(?=\})|[A-Za-z]", latex)),
        Counter(re.findall(r"[A-Za-z]+", re.sub(r"(\bd(?:\^\w)?/d)(?=[A-Za-z])", r"\1 ", ascii_text))),
        Counter(greek.get(word, word) for word in words),
    ]


CASES = [
    *(("logistic", form, "2") for form in KINDS),
    *(("logistic", form, "n") for form in KINDS if FORMS[form].symbolic),
    *((of, form, order) for of in ("sigmoid", "reflected") for form in KINDS[2:4] for order in ("2", "n")),
]


@pytest.mark.sampled(4)
@pytest.mark.once  # plain texts, of every letter
@pytest.mark.parametrize(("of", "form", "order"), CASES)
@pytest.mark.parametrize("notation", ["lagrange", "leibniz"])
def test_a_letter_is_refused_exactly_where_it_would_mean_two_things(
    of: str, form: str, order: str, notation: str
) -> None:
    given = {"n": "n"} if order == "n" else {}
    options = ("symbol", "variable", *given, *(PARAMETERS if of == "logistic" else ()))
    for option in options:
        base = tokens(printed(form, of, given | {option: FRESH}, notation))
        node = closed_form(form, Symbol("n") if given else 2, of)
        indices = names(node) - names(node, bound=False)
        for letter in [*LETTERS, *(WORDS if option == "symbol" else ())]:
            taken = {*NUMBERS, *WORDS, *(OTHERS if of == "logistic" else {"x", "sigma"})}
            taken |= {seen for counts in base for seen in counts} - (indices - NUMBERS)
            try:
                mine = tokens(printed(form, of, given | {option: letter}, notation))
            except SigmoidSymError as error:
                assert letter in taken, (option, letter)
                refused(str(error), option, letter)
            else:
                same = [counts[letter] for counts in mine] == [counts[FRESH] for counts in base]
                assert same, (option, letter)


REFUSED = [
    ("derive 1 --family k=x", "k", "x", "the variable"),
    ("derive 1 --family L=f", "L", "f", "the function"),
    ("derive 1 --family x0=x", "x0", "x", "the variable"),
    ("derive 1 --variable e", "variable", "e", "the base of the exponential"),
    ("derive 1 --family L=e", "L", "e", "the base of the exponential"),
    ("derive 1 --family C=i", "C", "i", "the imaginary unit"),
    ("derive 1 --family C=pi", "C", "pi", "the number π"),
    ("derive 1 --family L=a,k=a", "k", "a", "the parameter L"),
    ("derive 1 --family L=a --variable a", "variable", "a", "the parameter L"),
    ("derive 1 --symbol x --variable x", "variable", "x", "the function"),
    ("derive 1 --symbol x", "symbol", "x", "the variable"),
    ("derive 1 --family L=P --symbol P", "symbol", "P", "the parameter L"),
    ("derive 1 --symbol Li", "symbol", "Li", "a function"),
    ("derive 1 --symbol tanh", "symbol", "tanh", "a function"),
    ("derive n --family L=S", "L", "S", "the Stirling number S(n,k)"),
    ("derive n --symbol S", "symbol", "S", "the Stirling number S(n,k)"),
    ("derive n --variable n", "variable", "n", "the order"),
    ("derive n --form poles --family k=n", "n", "n", "the parameter k"),
    ("derive e", "n", "e", "the base of the exponential"),
    ("derive x", "n", "x", "the variable"),
    ("derive f --form poles --family L=3", "n", "f", "the function"),
    ("derive 2 --notation leibniz --variable d", "variable", "d", "the d of d/dx"),
    ("derive 2 --family reflected --symbol d", "symbol", "d", "the d of d/dx"),
    ("derive 2 --format latex --family k=x", "k", "x", "the variable"),
    ("derive 2 --format mathml --variable e", "variable", "e", "the base of the exponential"),
    ("derive 2 --format sympy --variable E", "variable", "E", "the number e"),
    ("derive 2 --format sympy --family L=I", "L", "I", "the imaginary unit"),
    ("derive 2 --format sympy --variable lambda", "variable", "lambda", "a word of Python"),
    ("derive 2 --format sympy --family L=t --variable t", "variable", "t", "the parameter L"),
    ("derive 2 --json --family k=x", "k", "x", "the variable"),
    ("derivation chain-rule --family L=d", "L", "d", "the d of d/dx"),
    ("derivation theorem --family L=S", "L", "S", "the Stirling number S(n,k)"),
    ("derivation theorem --family C=n", "C", "n", "the order"),
    ("derivation theorem --family C=c", "C", "c", "the coefficient c(n,k)"),
    ("derivation two-forms --family k=x", "k", "x", "the variable"),
    ("eval 1 --at 0 --family k=x", "k", "x", "the variable"),
    ("zeros 3 --family k=f", "k", "f", "the function"),
]


@pytest.mark.parametrize(("arguments", "option", "letter", "meaning"), REFUSED)
def test_the_command_line_names_option_letter_and_meaning(
    capsys: pytest.CaptureFixture[str], arguments: str, option: str, letter: str, meaning: str
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments.split())
    assert caught.value.code == 2
    typed = (
        f"--family: {option}" if option in ("L", "k", "x0", "C") else "N" if option == "n" else f"--{option}"
    )
    complaint = f"sigmoid-sym: {typed} must not be '{letter}': {letter} is {meaning} there\n"
    assert capsys.readouterr() == ("", complaint)


def test_the_same_rule_in_python() -> None:
    with pytest.raises(SigmoidSymError, match="k must not be 'x': x is the variable there"):
        logistic_family(k=Symbol("x"))
    with pytest.raises(SigmoidSymError, match="n must not be 'e'"):
        derivative(Symbol("e"))
    with pytest.raises(SigmoidSymError, match="n must not be 'K': K is the parameter L there"):
        closed_form("poles", Symbol("K"), logistic_family(L=Symbol("K")))
    with pytest.raises(SigmoidSymError, match="n must not be 'sigma': sigma is the function there"):
        closed_form("stirling-sum", Symbol("sigma"), RELATIVES["tanh"])


@pytest.mark.parametrize(
    ("form", "source"),
    [
        ("stirling-sum", "σ⁽ⁿ⁾ = Σ(j=1..n + 1, (−1)^(j + 1)·(j − 1)!·S(n + 1, j)·σ^j)"),
        ("poles", "σ⁽ⁿ⁾(k) = (−1)ⁿ·n!·Σ(j=−∞..∞, 1/(k − (2j + 1)·π·i)^(n + 1))"),
    ],
)
def test_an_index_makes_way(form: str, source: str) -> None:
    assert derivative(Symbol("n")).text(form, variable="k") == source


def test_an_index_is_never_the_imaginary_unit_and_never_runs_out() -> None:
    letters = {"L": "j", "k": "m", "x0": "l", "C": "k"}
    family = logistic_family(**{name: Symbol(letter) for name, letter in letters.items()})
    for form in ("poles", "exponential-series", "stirling-sum"):
        node = closed_form(form, Symbol("n"), family)
        (index,) = names(node) - names(node, bound=False)
        assert index not in {*letters.values(), "i", "n", "x", "f"}


def test_indices_inside_one_another() -> None:
    k, j = Symbol("k"), Symbol("j")
    inner = Sum(call("exp", k) * j, k, Integer(1), k)
    outer = Sum(inner + k, k, Integer(0), Integer(3))
    assert text(outer) == "Σ(k=0..3, Σ(k=1..k, e^k·j) + k)"
    # The upper end of the inner sum belongs to the outer one.
    assert text(with_free_indices(outer, {"k"})) == "Σ(l=0..3, Σ(m=1..l, e^m·j) + l)"
    assert with_free_indices(outer, {"j", "x"}) == outer


def test_letters_of_an_index() -> None:
    taken: set[str] = set()
    found = []
    for _ in range(5):
        found.append(free_symbol("kj", taken).name)
        taken.add(found[-1])
    assert found == ["k", "j", "k_1", "k_2", "k_3"]


def test_sigma_is_no_parameter_of_a_derivation() -> None:
    with pytest.raises(SigmoidSymError, match="the logistic function"):
        derivation("chain-rule", of=logistic_family(L=Symbol("sigma")))


LATIN = [letter for letter in string.ascii_letters if letter not in "eifxdqScn"]


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", [name for name, way in DERIVATIONS.items() if "of" in way.takes])
@pytest.mark.parametrize("letter", [*LATIN[::5], "k", "j", "m", "A", "tau", "phi"])
def test_every_other_letter_serves_in_derivations(name: str, letter: str) -> None:
    """And each step is still proved."""
    arguments = {"n": 2} if name == "order-by-order" else {}
    found = derivation(name, of=logistic_family(L=Symbol(letter), k=Symbol("q")), **arguments)
    assert all(holds for _, holds in found.check())
