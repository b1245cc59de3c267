"""One formula in many notations is one tree, or is not understood; it is never another tree.

Each tree is written by the small writers here, which know nothing of those of the package: LaTeX as papers
and web pages have it, Unicode, ASCII, and the code of programs and computer algebra.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from sigmoid_sym.errors import ParseError
from sigmoid_sym.language.reader import readings
from sigmoid_sym.tree.claim import Chain, Relation
from sigmoid_sym.tree.expression import (
    Add,
    Call,
    Derivative,
    Div,
    Expression,
    Integer,
    Mul,
    Neg,
    Pow,
    Symbol,
    call,
    children,
)

x = Symbol("x")
FUNCTIONS = ("sigma", "tanh", "exp", "log", "softplus", "silu", "sech")


def formula(draw: random.Random, depth: int) -> Expression:
    """A tree of at most that depth."""
    if depth == 0:
        return draw.choice([x, x, Integer(draw.randint(1, 12))])
    inner = (formula(draw, depth - 1) for _ in range(2))
    kind = draw.randrange(7)
    match kind:
        case 0:
            return Add(
                tuple(Neg(part) if k and draw.random() < 0.4 else part for k, part in enumerate(inner))
            )
        case 1:
            return Mul(tuple(inner))
        case 2:
            return Div(*inner)
        case 3:
            return Pow(next(inner), Integer(draw.randint(2, 9)))
        case 4 | 5:
            return call(draw.choice(FUNCTIONS), next(inner))
        case _:
            function = draw.choice(["sigma", "tanh", "softplus"])
            return Derivative(call(function, x), x, Integer(draw.randint(1, 3)))


@dataclass(frozen=True)
class Style:
    """One way to write: each field has the ways to write one kind of node."""

    functions: dict[str, tuple[str, ...]]
    brackets: tuple[str, ...]  # with … for what stands in them
    calls: tuple[str, ...]
    products: tuple[str, ...]
    quotients: tuple[str, ...]  # with N and D
    powers: tuple[str, ...]  # with B and K
    exponentials: tuple[str, ...]  # with …
    derivatives: tuple[str, ...]  # with F, K and primes '
    equals: tuple[str, ...]
    frames: tuple[str, ...]
    blanks: tuple[str, ...]


PLAIN = {
    "sigma": ("sigma", "sigmoid", "logistic", "expit"),
    "tanh": ("tanh", "Tanh", "TANH"),
    "exp": ("exp",),
    "log": ("log", "ln"),
    "softplus": ("softplus", "Softplus", "SoftPlus"),
    "silu": ("silu", "SiLU", "swish"),
    "sech": ("sech",),
}
TEX = {
    "sigma": (r"\sigma", r"\operatorname{sigmoid}", r"\mathrm{sigmoid}", r"\text{sigmoid}", r"{\sigma}"),
    "tanh": (r"\tanh", r"\operatorname{tanh}", r"\mathrm{tanh}", "tanh", r"\operatorname {Tanh}"),
    "exp": (r"\exp",),
    "log": (r"\log", r"\ln", "ln"),
    "softplus": (r"\operatorname{softplus}", r"\mathrm{Softplus}", r"\mbox{softplus}"),
    "silu": (r"\operatorname{SiLU}", r"\text{Swish}", r"\mathsf{silu}"),
    "sech": (r"\operatorname{sech}", r"\operatorname*{sech}"),
}
CODE = {
    "sigma": ("torch.sigmoid", "F.sigmoid", "scipy.special.expit", "tf.nn.sigmoid", "jax.nn.sigmoid"),
    "tanh": ("np.tanh", "math.tanh", "torch.tanh", "Math.tanh", "std::tanh"),
    "exp": ("np.exp", "math.exp", "Math.exp"),
    "log": ("np.log", "math.log", "Math.log"),
    "softplus": ("F.softplus", "torch.nn.functional.softplus", "tf.math.softplus"),
    "silu": ("F.silu", "tf.nn.swish"),
    "sech": ("sech",),
}
WOLFRAM = {
    "sigma": ("LogisticSigmoid",),
    "tanh": ("Tanh",),
    "exp": ("Exp",),
    "log": ("Log",),
    "softplus": ("Softplus",),
    "silu": ("Swish",),
    "sech": ("Sech",),
}
STYLES = {
    "LaTeX": Style(
        TEX,
        (r"\left(…\right)", "(…)", r"\bigl(…\bigr)", r"\big[…\big]", r"\Bigl\{…\Bigr\}", r"\left[…\right]"),
        (r"\left(…\right)", "(…)", r"\!\left(…\right)", r"\bigl(…\bigr)", r"\big[…\big]"),
        (r" \cdot ", r" \times ", r"\ast ", " * "),
        (r"\frac{N}{D}", r"\dfrac{N}{D}", r"\tfrac {N} {D}", r"\cfrac{N}{D}", r"{N \over D}", "{N}/{D}"),
        ("{B}^{K}", "{B}^K"),
        (r"e^{…}", r"\mathrm{e}^{…}", r"{e}^{…}", r"\exp\left(…\right)"),
        (r"F'(x)", r"F^{\prime}(x)", r"\frac{d^K}{dx^K} F(x)", r"\frac{\mathrm{d}^{K}F}{\mathrm{d}x^{K}}"),
        (" = ", " &= ", r" \equiv ", "=\n"),
        ("$…$", "$$…$$", r"\[ … \]", r"\( … \)", r"\begin{align}…\end{align}", "…", r"\Large …", "… ."),
        ("", " ", r"\,", r"\;", "~", r"\ ", r"\displaystyle "),
    ),
    "Unicode": Style(
        PLAIN | {"sigma": ("σ",)},
        ("(…)", "[…]"),
        ("(…)", " (…)"),
        ("·", "⋅", "×", "∗"),
        ("(N)/(D)", "(N) ÷ (D)", "(N)⁄(D)"),
        ("(B)^K", "(B)**K", "(B)^{K}"),
        ("e^(…)", "e^{…}", "exp(…)"),
        ("F'(x)", "F′(x)", "F’(x)", "d^K/dx^K F(x)", "∂^KF/∂x^K"),
        (" = ", "=", " ≡ "),
        ("…", "…."),
        ("", " "),
    ),
    "ASCII": Style(
        PLAIN,
        ("(…)", "[…]"),
        ("(…)",),
        ("*", " * "),
        ("(N)/(D)", "(N) / (D)"),
        ("(B)^K", "(B)**K", "(B) ^ K"),
        ("exp(…)", "e^(…)", "e**(…)"),
        ("F'(x)", "D[F(x), {x, K}]", "diff(F(x), x, K)", "d^K/dx^K F(x)"),
        (" = ", " == ", " := "),
        ("…",),
        ("", " "),
    ),
    "code": Style(
        CODE,
        ("(…)",),
        ("(…)", "( … )"),
        ("*", " * "),
        ("(N)/(D)", "(N) / (D)"),
        ("(B)**K", "pow(B, K)", "Math.pow(B, K)", "np.power(B, K)"),
        ("np.exp(…)", "Math.exp(…)", "np.e**(…)"),
        ("diff(F(x), x, K)", "Derivative(F(x), x, K)"),
        (" == ", " = "),
        ("…",),
        ("", " "),
    ),
    "Wolfram": Style(
        WOLFRAM,
        ("(…)",),
        ("[…]",),
        ("*", " * "),
        ("(N)/(D)",),
        ("(B)^K", "Power[B, K]"),
        ("Exp[…]", "E^(…)"),
        ("D[F[x], {x, K}]", "F'[x]"),
        (" == ",),
        ("…",),
        ("", " "),
    ),
}


@dataclass(frozen=True)
class Writer:
    """Writes trees in one style, at random among its ways."""

    style: Style
    draw: random.Random

    def pick(self, ways: tuple[str, ...]) -> str:
        return self.draw.choice(ways)

    def bracketed(self, node: Expression, ways: tuple[str, ...]) -> str:
        blank = self.pick(self.style.blanks)
        return self.pick(ways).replace("…", f"{blank}{self.written(node)}{blank}")

    def factor(self, node: Expression) -> str:
        """What may stand beside any sign."""
        if isinstance(node, (Symbol, Integer)):
            return self.written(node)
        return self.bracketed(node, self.style.brackets)

    def written(self, node: Expression) -> str:
        style = self.style
        match node:
            case Symbol(name):
                return name
            case Integer(value):
                return str(value)
            case Add(terms):
                text = ""
                for position, term in enumerate(terms):
                    negative = isinstance(term, Neg)
                    inner = term.operand if isinstance(term, Neg) else term
                    sign = "-" if negative else "+" if position else ""
                    text += f"{self.pick(style.blanks)}{sign}{self.pick(style.blanks)}{self.factor(inner)}"
                return text
            case Mul((one, other)):
                return self.factor(one) + self.pick(style.products) + self.factor(other)
            case Div(above, below):
                way = self.pick(style.quotients)
                if way == "{N}/{D}":
                    return f"{self.factor(above)}/{self.factor(below)}"
                return filled(way, N=self.written(above), D=self.written(below))
            case Pow(base, Integer(exponent)):
                way = self.pick(style.powers)
                inner = self.factor(base) if "{B}" in way else self.written(base)
                return filled(way, B=inner, K=str(exponent))
            case Call("exp", (argument,)) if self.draw.random() < 0.7:
                return filled(self.pick(style.exponentials), **{"…": self.written(argument)})
            case Call(function, (argument,)):
                return self.pick(style.functions[function]) + self.bracketed(argument, style.calls)
            case Derivative(Call(function), _, Integer(order)):
                ways = [
                    way for way in style.derivatives if "K" in way or order == 1 or "'" in way or "′" in way
                ]
                way = self.pick(tuple(ways))
                for prime in ("'", "′", "’", r"\prime"):
                    way = way.replace(prime, prime * order)
                return filled(way, F=self.pick(style.functions[function]), K=str(order))
            case _:
                raise TypeError(node)


def filled(way: str, **parts: str) -> str:
    """The way with the parts in the places of their letters, all at once."""
    return "".join(parts.get(character, character) for character in way)


def has_sigma_in_sigma(node: Expression, inside: bool = False) -> bool:
    """Whether σ is applied to an expression that has σ in it."""
    own = isinstance(node, Call) and node.function == "sigma"
    return (own and inside) or any(has_sigma_in_sigma(child, inside or own) for child in children(node))


def read(text: str) -> tuple[object, ...] | None:
    """All readings; None if it is not understood."""
    try:
        return readings(text)
    except ParseError:
        return None


@pytest.mark.parametrize("name", STYLES)
def test_one_formula_in_many_notations(name: str) -> None:
    draw = random.Random(f"notations of {name}")
    style, understood, count = STYLES[name], 0, 400
    for _ in range(count):
        sides = formula(draw, draw.randint(1, 3)), formula(draw, draw.randint(1, 3))
        writer = Writer(style, draw)
        equation = writer.written(sides[0]) + writer.pick(style.equals) + writer.written(sides[1])
        frame = writer.pick(style.frames)
        if "&" in equation and "align" not in frame:
            frame = r"\begin{aligned}…\end{aligned}"
        text = frame.replace("…", equation)
        found = read(text)
        understood += found is not None
        meant = Chain(sides, (Relation.EQ,))
        # σ(σ(x)) may be a product of two, and all readings are given.
        several = any(map(has_sigma_in_sigma, sides))
        assert found is None or (meant in found if several else found == (meant,)), text
    assert understood > 0.9 * count


DAMAGE: tuple[Callable[[str], str], ...] = (
    lambda text: text.replace("(", "[").replace(")", "]"),
    lambda text: text.replace(" ", ""),
    lambda text: text.replace(" ", "  "),
    lambda text: text.replace("^", " ^ "),
    lambda text: f"  {text} ",
    lambda text: text + ".",
    lambda text: f"${text}$",
)


@pytest.mark.parametrize("text", ["σ'(x) = σ(x)*(1 - σ(x))", r"\sigma'(x) = \frac{e^{-x}}{(1+e^{-x})^2}"])
def test_blanks_brackets_and_a_point_change_nothing(text: str) -> None:
    for changed in (change(text) for change in DAMAGE):
        assert read(changed) in (None, read(text)), changed
