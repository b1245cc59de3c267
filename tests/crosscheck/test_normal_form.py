"""Equality of expressions in e^x is decided, and only for those."""

import pytest

from sigmoid_sym.crosscheck.normal_form import NotRationalError, normal_form
from sigmoid_sym.tree.expression import Constant, Expression, Integer, Sum, Symbol, call

x, k = Symbol("x"), Symbol("k")
s, t = call("sigma", x), call("tanh", x / 2)
e = call("exp", x)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (s, e / (1 + e)),
        (call("sigma", -x), 1 - s),
        (t, 2 * s - 1),
        (call("sech", x) ** 2, 1 - call("tanh", x) ** 2),
        (call("coth", x) * call("tanh", x), Integer(1)),
        (call("cosh", x) ** 2 - call("sinh", x) ** 2, Integer(1)),
        (call("csch", x), 1 / call("sinh", x)),
        (call("exp", x / 2) ** 2, e),
        (call("exp", -(2 * x)), 1 / e**2),
        (Sum(k**2, k, Integer(1), Integer(10)), Integer(385)),
        (Sum(call("stirling2", 4, k), k, Integer(0), Integer(4)), Integer(15)),
        (call("binomial", 6, 2) + call("eulerian", 4, 1) - call("factorial", 4), Integer(2)),
        (e ** (-Integer(2)) * e**2, Integer(1)),
    ],
)
def test_identities(left: Expression, right: Expression) -> None:
    assert normal_form(left) == normal_form(right)
    assert normal_form(left + s) == normal_form(right + s)
    assert normal_form(left + 1) != normal_form(right)


@pytest.mark.parametrize(
    "node",
    [
        x * s,
        call("exp", x / 3),
        call("exp", x + 1),
        call("log", x),
        Constant("pi") * s,
        s**x,
        s ** (Integer(1) / 2),
        1 / (s - s),
        Sum(k, k, Integer(1), Constant("infinity")),
        Symbol("y") + 1,
    ],
)
def test_what_is_not_rational_in_it_is_refused(node: Expression) -> None:
    with pytest.raises(NotRationalError):
        normal_form(node)


def test_the_variable_may_have_another_name() -> None:
    z = Symbol("z")
    assert normal_form(call("exp", z), z) == normal_form(e)
    assert normal_form(call("exp", z * (Integer(3) / 2)), z) == normal_form(call("exp", 3 * x / 2))
    assert normal_form(Integer(1) / 3) == normal_form(Integer(2) / 6)
