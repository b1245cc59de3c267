r"""What the macros of LaTeX do: line breaks, bars and their sizes, environments, letters of other styles.

Text → tokens, the part of that stage that knows TeX: in comes the value of an entry of the lexicon and its
place, out go the tokens of what is printed there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sigmoid_sym.errors import shown
from sigmoid_sym.language.reader import lexicon
from sigmoid_sym.language.reader.words import Words
from sigmoid_sym.tree.expression import GREEK, name_parts

_LETTER = r"(?:\{\s*(\\?[A-Za-z]+)\s*\}|(\\[A-Za-z]+|[A-Za-z]))"
# What stands behind a macro that takes an argument; the last group that matches is the argument.
ARGUMENTS = {
    "upright": re.compile(r"\*?\s*(?:\{\s*([A-Za-z](?:[A-Za-z0-9]|\\?_)*)\s*\}|([A-Za-z]))"),
    "prose": re.compile(r"\s*\{((?:[^{}]|\{[^{}]*\})*)\}"),
    "blackboard": re.compile(r"\s*(\{\s*)?([A-Za-z])(?(1)\s*\})"),
    "styled": re.compile(rf"\s*{_LETTER}"),
    "accent": re.compile(
        rf"\s*(?:\{{\s*)?\\(mathbf|boldsymbol|bm|mathrm)\s*{_LETTER}(?:\s*\}})?|\s*{_LETTER}"
    ),
    "thrown": re.compile(r"\*?\s*\{([^{}]*)\}"),
    "distance": re.compile(r"\*?\s*\{([^{}]*)\}"),
    "phantom": re.compile(r"\s*\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}"),
    "begin": re.compile(
        r"\s*\{(alignat\*?|alignedat)\}\s*\{[0-9]+\}|\s*\{(array)\}\s*\{(?:[lcr]|rl|ll|rcl|lcl|rll)\}"
        r"|\s*\{(?!array)([A-Za-z]+\*?)\}"
    ),
    "end": re.compile(r"\s*\{([A-Za-z]+\*?)\}"),
}
_DISTANCE = re.compile(r"\s*\*?\s*\[\s*-?[0-9.]*\s*(pt|em|ex|mm|cm|in|pc|\\[a-z]+)\s*\]|\*")
_SMALL = re.compile(r"\\rule\s*\{([0-9]*\.?[0-9]+)em\}\s*\{0[a-z]*\}")
_POINT, _BELOW = re.compile(r"\s*\."), re.compile(r"\s*_(?=\s*[{(])")
_SIGN_OR_MACRO = re.compile(r"\s*(\\[A-Za-z]+|.)", re.DOTALL)
_NEXT_ARGUMENT = re.compile(r"\s*\{")
_FIXED = lexicon.words("e d i pi")  # what they are is said by how they are set
_NO = ("", None)


@dataclass(slots=True)
class Typeset(Words):
    """The tokens found so far; `source` up to `stop` is the part of the text that is read at the moment.

    Attributes:
        environments: those that are open.
        styles: in which style each letter has been written; two styles of one letter are two letters.
    """

    source: str = ""
    stop: int = 0
    environments: list[str] = field(default_factory=list)
    styles: dict[str, str] = field(default_factory=dict)

    def scan(self, source: str, start: int, stop: int) -> None:
        """Find the tokens of a part of the text, or of what has been put in its place."""
        raise NotImplementedError

    # Each of these takes the value of an entry and its place, and returns where to go on if not at its end.

    def newline(self, takes_distance: bool, start: int, end: int) -> int:
        distance = _DISTANCE.match(self.source, end, self.stop) if takes_distance else None
        end = distance.end() if distance else end
        if not self.open and (takes_distance or not self.is_blank(end)):
            self.emit("NEWLINE", None, start, end)
        return end

    def is_blank(self, end: int) -> bool:
        r"""Return whether the end of a line of LaTeX prints none: in an environment, before a second {…}."""
        goes_on = self.follows("CLOSE_BRACE") and _NEXT_ARGUMENT.match(self.source, end, self.stop)
        return self.latex and (bool(self.environments) or goes_on is not None)

    def ellipsis(self, value: None, start: int, end: int) -> None:
        raise self.refuse("the dots leave something out; write it in full", start)

    def layout(self, where: str, start: int, end: int) -> None:
        """Take what prints nothing: & between the columns of an environment, ~ in LaTeX."""
        if not (self.environments if where == "environment" else self.latex):
            raise self.refuse(f"unknown sign {shown(self.source[start:end])}", start)

    def stretched(self, side: str, start: int, end: int) -> int:
        r"""Take \left or \right: of nothing, or of the bracket or bar that follows."""
        point = _POINT.match(self.source, end, self.stop)
        if point is None:
            return self.sized(side, start, end)
        self.nothing(side, start, point.end())
        return point.end()

    def sized(self, side: str, start: int, end: int) -> int:
        r"""Take the size of what follows, which matters if that is a bar: \big|."""
        sign = _SIGN_OR_MACRO.match(self.source, end, self.stop)
        name = sign[1] if sign else ""
        kind, own = lexicon.MACROS.get(name[1:], _NO) if name[1:] else lexicon.SIGNS.get(name, _NO)
        return self.line(own, sign.start(1), sign.end(), side, start) if sign and kind == "bar" else end

    def line(self, own: str, start: int, end: int, side: str = "", first: int | None = None) -> int:
        r"""Take a bar of |x|, or that of \sigma'|_{x=0}.

        Arguments:
            own: the side that the bar itself has: \lvert.
            start, end: its place.
            side, first: the side of the \left, \right or \big before it, and where that begins.
        """
        below = None if "left" in (own, side) else _BELOW.match(self.source, end, self.stop)
        closes_nothing = bool(side) and self.closes_nothing()
        if below is None or (not closes_nothing and self.closes_bar(side)):
            self.bar(side, start, end)
            return end
        first = start if first is None else first
        if closes_nothing:
            self.nothing("right", first, start)
        self.emit("EVALUATED", None, first, below.end())
        return below.end()

    def upright(self, argument: re.Match[str], start: int, end: int) -> int:
        return self.word((argument[1] or argument[2]).replace("\\_", "_"), start, end, whole=True)

    def prose(self, argument: re.Match[str], start: int, end: int) -> None:
        latex, self.latex = self.latex, False
        self.scan(self.source, *argument.span(1))
        self.latex = latex

    def blackboard(self, argument: re.Match[str], start: int, end: int) -> None:
        if argument[2] not in lexicon.BLACKBOARD:
            raise self.refuse(f"unknown set {shown(argument[2])}", start)
        self.emit("SET", lexicon.BLACKBOARD[argument[2]], start, end)

    def begin(self, argument: re.Match[str], start: int, end: int) -> None:
        self.environments.append(self.environment(_last(argument), start))

    def end(self, argument: re.Match[str], start: int, end: int) -> None:
        name = self.environment(argument[1], start)
        if not self.environments or self.environments.pop() != name:
            raise self.refuse(f"\\end{{{name}}} without its \\begin", start)

    def environment(self, name: str, start: int) -> str:
        if name not in lexicon.ENVIRONMENTS:
            raise self.refuse(f"unknown environment {name}", start)
        return name

    # Letters

    def letter(self, written: str, start: int) -> str:
        r"""Return the name of the letter that `y` or `\theta` is.

        Raises:
            ParseError: it is none.
        """
        name = written.removeprefix("\\")
        is_letter = len(name) == 1 if name == written else name in GREEK
        if not is_letter:
            raise self.refuse(f"{shown(written)} is no letter", start)
        return name

    def styled(self, argument: re.Match[str], start: int, end: int) -> None:
        r"""Take \mathbf{w}: w in another style, which is no other letter unless w stands there, too."""
        style = self.source[start : argument.start()]
        name = self.letter(_last(argument), start)
        if name in _FIXED or name in lexicon.FUNCTION_WORDS:
            raise self.refuse(f"{name} in this style is not understood", start)
        if self.styles.setdefault(name, style) != style:
            raise self.refuse(f"{name} in two styles: are they the same letter?", start)
        self.emit("NAME", name, start, end)

    def accent(self, argument: re.Match[str], start: int, end: int) -> None:
        r"""Take \hat{y}."""
        over = lexicon.MACROS[self.source[start + 1 : argument.start()].strip()][1]
        self.emit("NAME", f"{self.letter(_last(argument), start)}_{over}", start, end)

    def distance(self, argument: re.Match[str], start: int, end: int) -> None:
        self.emit("GAP", None, start, end)

    def phantom(self, argument: re.Match[str], start: int, end: int) -> None:
        r"""Take \phantom{\rule{.3em}{0ex}}, a small blank; a larger one stands between two formulas."""
        width = _SMALL.fullmatch(argument[1])
        if width is None or float(width[1]) >= 1:
            self.emit("GAP", None, start, end)

    def thrown(self, argument: re.Match[str], start: int, end: int) -> None:
        r"""Take \label{…}, which prints nothing."""

    def boxed(self, value: None, start: int, end: int) -> int:
        r"""Take \boxed: its braces are drawn; round a whole statement they group nothing."""
        opened = _NEXT_ARGUMENT.match(self.source, end, self.stop)
        if opened is None:
            raise self.refuse(r"the argument of \boxed needs braces", start)
        self.bracket("OPEN_BRACE", "box", start, opened.end())
        return opened.end()

    def require_one_style(self) -> None:
        """Refuse w beside a bold w.

        Raises:
            ParseError: a letter stands in two styles.
        """
        for token in self.found:
            letter, accent, _ = name_parts(token.value) if token.type == "NAME" else ("", "", "")
            style = self.styles.get(letter)
            if style and not accent and not self.text.startswith(style, token.start):
                raise self.refuse(f"{letter} in two styles: are they the same letter?", token.start)


def _last(argument: re.Match[str]) -> str:
    """Return the last group that matches."""
    return [group for group in argument.groups() if group is not None][-1]
