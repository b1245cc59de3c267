"""MathML: well-formed, only what MathML Core has, nothing unescaped, and the same formula as the text."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import expressions

from sigmoid_sym.closed_forms import FORMS, RELATIVES, closed_form, logistic_family
from sigmoid_sym.handle import derivative
from sigmoid_sym.language.mathml import mathml, mathml_equation, printed_width
from sigmoid_sym.language.notation import DerivativeStyle, Notation
from sigmoid_sym.language.text import text, text_equation
from sigmoid_sym.tree.expression import (
    At,
    Call,
    Constant,
    Decimal,
    Derivative,
    Expression,
    Integer,
    Sum,
    Symbol,
    call,
)

x, k, n = Symbol("x"), Symbol("k"), Symbol("n")
s = call("sigma", x)

# Elements and the children each must have, from the W3C's MathML Core, sections 3.2 to 3.5;
# None where any number will do, 0 for text alone.
CHILDREN = {
    **dict.fromkeys(("math", "mrow", "msqrt", "mtable", "mtr", "mtd"), None),
    **dict.fromkeys(("mi", "mn", "mo", "mspace"), 0),
    **dict.fromkeys(("mfrac", "msup", "msub"), 2),
    "munderover": 3,
}
ATTRIBUTES = {"display", "displaystyle", "stretchy", "style", "width", "mathvariant", "linethickness", "form"}


def parsed(source: str) -> ElementTree.Element:
    """The tree of the XML, once it has been found to be MathML Core."""
    root = ElementTree.fromstring(source)
    for element in root.iter():
        namespace, _, tag = element.tag.rpartition("}")
        assert namespace == "{http://www.w3.org/1998/Math/MathML"
        assert tag in CHILDREN
        assert CHILDREN[tag] in (None, len(element)), tag
        assert set(element.attrib) <= ATTRIBUTES
    return root


def read(element: ElementTree.Element, inline: bool = False) -> str:
    """What a person reads off the page, written in one line with a bracket around every part."""
    tag = element.tag.rpartition("}")[2]
    parts = [read(child) for child in element]
    match tag:
        case "mfrac" if element.get("linethickness") == "0":
            return f"{parts[0]}|{parts[1]}"
        case "mfrac":
            return f"[{parts[0]}]/[{parts[1]}]"
        case "msup":
            return f"{parts[0]}^[{parts[1]}]"
        case "msub":
            return f"{parts[0]}_[{parts[1]}]"
        case "munderover":
            return f"{parts[0]}_[{parts[1]}]^[{parts[2]}]"
        case "msqrt":
            return f"√[{''.join(parts)}]"
        case "mspace":
            return ""
        case "mi" | "mn" | "mo":
            return (element.text or "").replace("\u2061", "").replace("\u2062", "")
        case _:
            return "".join(parts)


@pytest.mark.parametrize(
    ("node", "page"),
    [
        (s - 31 * s**2, "σ(x)−31σ(x)^[2]"),
        (-(s + 1), "−(σ(x)+1)"),
        (1 / (1 + call("exp", -x)), "[1]/[1+e^[−x]]"),
        ((x / 2) ** 2, "([x]/[2])^[2]"),
        (call("exp", -(x / 2)), "e^[−x/2]"),
        (call("exp", x / (k + 1)), "e^[x/(k+1)]"),
        (call("tanh", x / 2) ** 4, "tanh^[4]([x]/[2])"),
        (2 * Integer(3), "2⋅3"),
        (3 * (x / 2), "3⋅[x]/[2]"),
        (Constant("pi") * Constant("i"), "πi"),
        (Symbol("z_1") + Symbol("xi_0"), "z_[1]+ξ_[0]"),
        ((-Integer(1)) ** (k + 1), "(−1)^[k+1]"),
        (call("factorial", k - 1) * call("stirling2", n + 1, k), "(k−1)!S(n+1,k)"),
        (call("eulerian", n, k), "A(n,k)"),
        (call("binomial", n, k), "(n|k)"),
        (call("polylog", -n, -x), "Li_[−n](−x)"),
        (Sum(k**2, k, Integer(1), Constant("infinity")), "∑_[k=1]^[∞]k^[2]"),
        (Sum(k + 1, k, Integer(1), n) * x, "(∑_[k=1]^[n](k+1))x"),
        (Derivative(s, x, Integer(0)), "σ(x)"),
        (Derivative(s, x, Integer(3)), "σ^[‴](x)"),
        (Derivative(s, x, Integer(4)), "σ^[(4)](x)"),
        (Derivative(call("sigma", -x), x, Integer(1)), "[d]/[dx]σ(−x)"),
        (Derivative(s + 1, x, Integer(2)), "[d^[2]]/[dx^[2]](σ(x)+1)"),
        (Derivative(call("silu", x), x, Integer(1)), "SiLU^[′](x)"),
        (x - -x, "x−(−x)"),
        (Decimal(125, 3), "0.125"),
        (call("sqrt", x + 1), "√[x+1]"),
        (call("abs", x - 1) ** 2, "|x−1|^[2]"),
        (call("factorial", call("factorial", n)), "(n!)!"),
        (x * -k, "x⋅(−k)"),
        (k * (x + 1), "k(x+1)"),
        (At(Derivative(s, x, Integer(1)), x, Integer(2)), "σ^[′](2)"),
        (At(s**2, x, Integer(2)), "σ(x)^[2]|_[x=2]"),
        (k * At(s**2, x, Integer(2)), "k⋅(σ(x)^[2]|_[x=2])"),
        ((x * k) * (x * n), "xk⋅(xn)"),
        ((x**2) ** 3, "(x^[2])^[3]"),
    ],
)
def test_as_a_careful_author_sets_it(node: Expression, page: str) -> None:
    assert read(parsed(mathml(node))) == page


def test_notation() -> None:
    node = Derivative(s, x, Integer(5))
    assert read(parsed(mathml(node, Notation(style=DerivativeStyle.LEIBNIZ)))) == "[d^[5]]/[dx^[5]]σ(x)"
    assert read(parsed(mathml(node, Notation((("sigma", "S"), ("x", "z_a")))))) == "S^[(5)](z_[a])"
    assert read(parsed(mathml(node, Notation((("sigma", "sig"),), bare="x")))) == "sig^[(5)]"
    assert mathml(x, display=True).startswith(
        '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block"'
    )


def every_formula() -> list[str]:
    families = [*RELATIVES.values(), logistic_family(C=-1), logistic_family(3, Symbol("k"), 1, -2)]
    sources = [
        derivative(order).mathml(name, notation=style, width=90)
        for order in range(13)
        for name, form in FORMS.items()
        if order >= form.least_order
        for style in ("lagrange", "leibniz")
    ]
    for of in families:
        sources += [derivative(3).mathml(name, of=of) for name in FORMS]
        sources += [
            mathml_equation(of.left_side(n), closed_form(name, n, of))
            for name, form in FORMS.items()
            if form.symbolic
        ]
    return sources


def test_every_formula_is_mathml_core() -> None:
    for source in every_formula():
        page = read(parsed(source))
        assert not re.search(r"[+−][+−]|\(\)|\[\]", page), page


@given(expressions)
def test_the_page_and_the_text_have_the_same_signs_in_the_same_order(node: Expression) -> None:
    # The text writer is tested by itself; brackets and bars differ, numbers, letters and signs do not.
    kept = re.compile(r"[0-9]+|[a-z]|[+−]")
    flat = text(node).translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789−"))
    page = "".join(parsed(mathml(node)).itertext())
    assert "".join(kept.findall(page)) == "".join(kept.findall(flat))


@given(st.text(alphabet="<>&\"'ax/!-;", min_size=1))
def test_no_name_can_break_out(name: str) -> None:
    hostile = Notation((("x", name), ("sigma", name)))
    root = parsed(mathml(s + x, hostile))
    words = [element.text or "" for element in root.iter() if element.tag.endswith("}mi")]
    assert words == [name, name, name]
    assert not {"<", ">", '"', "'"} & set(
        mathml(x, hostile).partition("<mi>")[2].removesuffix("</mi></math>")
    )


def test_no_function_can_break_out() -> None:
    with pytest.raises(ValueError, match="function symbol"):
        Call("<script>", (x,))


@pytest.mark.parametrize("name", ["stirling", "eulerian", "factored", "exponential", "hyperbolic", "cosh"])
def test_broken_lines_say_the_same(name: str) -> None:
    left, right = RELATIVES["sigmoid"].left_side(12), closed_form(name, 12)
    broken = parsed(mathml_equation(left, right, width=50))
    rows = broken.findall(".//{*}mtr")
    assert len(rows) > 1
    assert all(read(row)[0] in "+−" for row in rows[1:])
    # The terms are those of the formula in one line of text, in the same order.
    flat = text_equation(left, right).translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))
    terms = [re.findall(r"\d{3,}", written) for written in (read(broken), flat)]
    assert terms[0] == terms[1]


def test_a_formula_that_fits_is_one_line() -> None:
    assert "<mtable" not in derivative(2).mathml(width=80)
    assert derivative(12).mathml().count("<mtr") == 0


def test_printed_width_counts_what_is_seen() -> None:
    assert printed_width(mathml(s - 31 * s**2)) == len("σ(x)−31σ(x)2")
