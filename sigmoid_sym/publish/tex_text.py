"""Plain text as LaTeX sets it, the letters of our subject included."""

from __future__ import annotations

_SIGNS = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "|": r"\textbar{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    '"': r"\textquotedbl{}",
    **{sign: rf"\{sign}" for sign in "#$%&_{}"},
    "−": "$-$",
    "–": "--",
    "·": r"$\cdot$",
    "′": "$'$",
    "σ": r"$\sigma$",
    "Σ": r"$\Sigma$",
    "π": r"$\pi$",
    "ℚ": r"$\mathbb{Q}$",
    "≤": r"$\le$",
    "≥": r"$\ge$",
    "±": r"$\pm$",
    "∞": r"$\infty$",
    **{sign: f"$^{plain}$" for sign, plain in zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾ⁿ", "0123456789()n", strict=True)},
}


def escaped(text: str) -> str:
    r"""Return the text with everything replaced that LaTeX would take for a command or does not know.

    >>> escaped("σ′ ≤ 1/4, 50 %")
    "$\\sigma$$'$ $\\le$ 1/4, 50 \\%"
    >>> escaped("日")
    'U+65E5'
    """
    return "".join(_SIGNS.get(c, c if " " <= c <= "~" else f"U+{ord(c):04X}") for c in text)
