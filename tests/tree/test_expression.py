"""Trees say exactly what was built, and refuse what is not mathematics."""

from fractions import Fraction

import pytest

from sigmoid_sym.errors import ArgumentTypeError, SigmoidSymError
from sigmoid_sym.tree.expression import (
    GREEK,
    Add,
    Call,
    Constant,
    Div,
    Integer,
    Mul,
    Neg,
    Symbol,
    call,
    checked_name,
    combination,
    names,
    product,
    total,
    tree,
)

x = Symbol("x")


def test_nothing_is_evaluated() -> None:
    assert call("exp", x) / call("exp", x) == Div(Call("exp", (x,)), Call("exp", (x,)))
    assert 1 * x == Mul((Integer(1), x)) != x
    assert x - x == Add((x, Neg(x)))
    assert -Neg(x) == Neg(Neg(x))


def test_sums_and_products_are_flat_on_the_left_only() -> None:
    assert x + 1 + 2 == Add((x, Integer(1), Integer(2)))
    assert x + (x + 1) == Add((x, Add((x, Integer(1)))))
    assert x * 2 * 3 == Mul((x, Integer(2), Integer(3)))


def test_numbers_become_trees() -> None:
    assert tree(Fraction(-2, 3)) == Neg(Div(Integer(2), Integer(3)))
    assert 2 / x == Div(Integer(2), x)
    assert 1 - x == Add((Integer(1), Neg(x)))
    for bad in (0.5, True, "x", None):
        with pytest.raises(ArgumentTypeError, match="whole numbers and fractions"):
            tree(bad)  # type: ignore[arg-type]
    with pytest.raises(SigmoidSymError, match="Neg"):
        Integer(-1)


def test_nodes_are_immutable_and_hashable() -> None:
    assert len({x, Symbol("x"), Symbol("y")}) == 2
    with pytest.raises(AttributeError):
        x.name = "y"  # type: ignore[misc]


def test_combination_total_product() -> None:
    assert combination([(0, x), (1, x), (-1, None), (2, x * x)]) == Add(
        (x, Neg(Integer(1)), Mul((Integer(2), x, x)))
    )
    assert combination([]) == total([]) == Integer(0)
    assert product([]) == Integer(1)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("x", "x"),
        (r"\sigma", "sigma"),
        ("σ", "sigma"),
        ("z_1", "z_1"),
        ("z_{12}", "z_12"),
        (r"\xi_{0}", "xi_0"),
        ("Ω", "Omega"),
        ("ŷ", "y_hat"),
        ("y\u0302", "y_hat"),
        ("μ\u0304", "mu_bar"),
        (r"\hat y", "y_hat"),
        (r"\hat{y}_{0}", "y_hat_0"),
        (r"\tilde{\theta}_1", "theta_tilde_1"),
        ("y_bar_12", "y_bar_12"),
    ],
)
def test_names(given: str, name: str) -> None:
    assert checked_name("variable", given) == name == Symbol(given).name


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "xy",
        "1",
        "x y",
        "x;y",
        "__import__",
        "x_",
        "\\",
        "x'",
        "x\n",
        "é",
        "x_a_b",
        "$x$",
        r"\hat",
        r"\hat{}",
        r"\hat{xy}",
        r"\check y",
        "y_hat_bar_1",
    ],
)
def test_other_text_is_no_name(bad: str) -> None:
    with pytest.raises(SigmoidSymError, match="variable must be a letter"):
        checked_name("variable", bad)


def test_words_are_names_of_functions_only() -> None:
    assert checked_name("symbol", "sig", words=True) == "sig"
    with pytest.raises(SigmoidSymError):
        Symbol("sig")
    with pytest.raises(ArgumentTypeError):
        checked_name("symbol", 3)


def test_names_are_those_of_symbols_and_functions() -> None:
    assert names(call("f", x) + call("tanh", Symbol("t"))) == {"f", "x", "t", "tanh"}
    with pytest.raises(SigmoidSymError, match="polylog takes one argument or more"):
        call("polylog")
    with pytest.raises(SigmoidSymError, match="constant is one of"):
        Constant("e")


def test_greek_letters_are_letters() -> None:
    assert all(len(letter) == 1 and letter.isalpha() for letter in GREEK.values())
    assert len(set(GREEK.values())) == len(GREEK)
