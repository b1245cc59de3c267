r"""Tokens, the brackets that are open among them, and where one statement ends and the next begins.

Text → tokens, the part of that stage that looks at tokens alone: in come those that `lexer.py` finds one by
one, out go all of a text, with its brackets closed and a separator between two statements only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sigmoid_sym.errors import ParseError
from sigmoid_sym.language.reader.lexicon import words

DEEPEST_NESTING = 60
MOST_TOKENS = 3_000
# What closes each bracket; (0, 1] is an interval, and the grammar sees to it that nothing else is so closed.
_CLOSING = {
    "OPEN": words("CLOSE CLOSE_SQUARE"),
    "OPEN_SQUARE": words("CLOSE CLOSE_SQUARE"),
    "OPEN_BRACE": words("CLOSE_BRACE"),
    "OPEN_SET": words("CLOSE_SET"),
}
BRACKETS = _CLOSING.keys() | frozenset().union(*_CLOSING.values())
_BAR, _NOTHING = words("BAR_CLOSE"), words(r"\right.")
_ARGUMENTS = {"FRAC": 2, "BINOM": 2, "INTERVAL": 2, "SQRT": 1}
# Where an arrow is that of a limit, or of a map.
_TENDING = words("AS FOR LIM MAPS SET UNDERSCORE")

_ATOMS = words("NUMBER DECIMAL SCIENTIFIC VULGAR NAME HEAD EULER CONSTANT")
_OPERAND_ENDS = _ATOMS | words("PRIMES BANG BAR_CLOSE")
_OPERAND_BEGINNINGS = _ATOMS | words("BAR_OPEN FRAC SQRT SUM BINOM DIFFERENTIAL DIFFERENTIATOR LIM")
_MARKED = words("FOR ON LET AT AS")
_ARROW = words("IMPLIES")
_CONTINUING = words("SIGN TIMES OVER EQUALS RELATION IN TO IMPLIES")
_BOX = ("OPEN_BRACE", "box")
# What a number in brackets is, far from a formula: (1), (2.3).
_NUMBERED = [["OPEN", number, "CLOSE"] for number in ("NUMBER", "DECIMAL")]


@dataclass(frozen=True, slots=True)
class Token:
    """A terminal of the grammar, what it stands for, and its place in the text."""

    type: str
    value: Any
    start: int
    end: int

    @property
    def ends_operand(self) -> bool:
        """Whether a number, a name or a bracket ends with it."""
        return self.type in _OPERAND_ENDS or self.type.startswith("CLOSE")

    @property
    def begins_operand(self) -> bool:
        """Whether a number, a name or a bracket begins with it."""
        return self.type in _OPERAND_BEGINNINGS or self.type.startswith("OPEN")


@dataclass(slots=True)
class Tokens:
    """The tokens found so far in a text, and the brackets that are open."""

    text: str
    found: list[Token] = field(default_factory=list)
    open: list[tuple[frozenset[str], int, int]] = field(default_factory=list)  # what closes it, its place
    arguments: int = 0  # of a \frac, still to come

    def refuse(self, reason: str, position: int) -> ParseError:
        """Return the error to be raised."""
        return ParseError(reason, self.text, position)

    def emit(self, terminal: str, value: Any, start: int, end: int) -> None:
        """Add a token.

        Raises:
            ParseError: there are too many.
        """
        if len(self.found) >= MOST_TOKENS:
            raise self.refuse(f"more than {MOST_TOKENS} numbers, letters and signs", start)
        self.arguments = _ARGUMENTS.get(terminal, max(0, self.arguments - 1))
        self.found.append(Token(terminal, value, start, end))

    def follows(self, *terminals: str) -> bool:
        """Return whether the last token is one of these."""
        return bool(self.found) and self.found[-1].type in terminals

    def touches(self, start: int, *terminals: str) -> bool:
        """Return whether the last token is one of these, and ends at that place."""
        return self.follows(*terminals) and self.found[-1].end == start

    def bracket(self, terminal: str, value: Any, start: int, end: int) -> None:
        """Take a bracket."""
        if terminal in _CLOSING:
            self._open(_CLOSING[terminal], start, end)
        else:
            self._close(terminal, start, end)
        self.emit(terminal, value, start, end)
        self.arguments = 0  # what stands in braces is read as everywhere

    def nothing(self, side: str, start: int, end: int) -> None:
        r"""Take \left. or \right., which print nothing."""
        if side == "left":
            self._open(_NOTHING, start, end)
        else:
            self._close(r"\right.", start, end)
        self.emit("OPEN" if side == "left" else "CLOSE", None, start, end)

    def bar(self, side: str, start: int, end: int) -> None:
        r"""Take a bar of |x|, with a \left or \right before it or without."""
        if self.closes_bar(side):
            self.open.pop()
            self.emit("BAR_CLOSE", None, start, end)
        else:
            self._open(_BAR, start, end)
            self.emit("BAR_OPEN", "abs", start, end)

    def closes_bar(self, side: str) -> bool:
        """Return whether a bar ends |x|."""
        is_open = bool(self.open) and self.open[-1][0] is _BAR
        return side != "left" and is_open and self.found[-1].ends_operand

    def closes_nothing(self) -> bool:
        r"""Return whether a \left. is open, which \right| closes as \right. does."""
        return bool(self.open) and self.open[-1][0] is _NOTHING

    def require_closed(self, depth: int = 0) -> None:
        """Refuse what ends where more than so many brackets are open.

        Raises:
            ParseError: they are.
        """
        if len(self.open) > depth:
            _, start, end = self.open[-1]
            raise self.refuse(f"the bracket {self.text[start:end]} is not closed", start)

    def _open(self, closing: frozenset[str], start: int, end: int) -> None:
        if len(self.open) >= DEEPEST_NESTING:
            raise self.refuse(f"brackets more than {DEEPEST_NESTING} deep", start)
        self.open.append((closing, start, end))

    def _close(self, terminal: str, start: int, end: int) -> None:
        if not self.open or terminal not in self.open[-1][0]:
            raise self.refuse(f"{self.text[start:end]} closes no bracket", start)
        self.open.pop()


def separated(found: list[Token], text: str) -> list[Token]:
    """Return the tokens with a SEPARATOR only where one statement ends and another begins.

    Raises:
        ParseError: two formulas with only a gap between them.
    """
    kept: list[Token] = []
    gap, number_ends = False, 0
    found = _unboxed(found)
    for position, token in enumerate(found):
        if token.type == "GAP" or position < number_ends:
            gap = True
            continue
        if not kept and (token.type in _ARROW or _is_leading_number(found[position:], text)):
            if token.type in _ARROW:
                continue
            raise ParseError("the number of a formula, or a factor?", text, token.start)
        named = kept and kept[-1].type in ("HEAD", "NAME")  # σ   (2)
        if gap and kept and not named and _is_number_of_formula(found[position:]):
            number_ends = position + 3
            continue
        if gap and kept and kept[-1].ends_operand and token.begins_operand:
            raise ParseError("are these two formulas? Put , or ; between them", text, token.start)
        gap = False
        if token.type in ("NEWLINE", "SEPARATOR"):
            if not kept or kept[-1].type == "SEPARATOR":
                continue
            if token.type == "NEWLINE" and _is_continued(kept[-1], found[position + 1 :]):
                continue
            token = Token("SEPARATOR", None, token.start, token.end)
        elif token.type in _MARKED | _ARROW and kept and kept[-1].type == "SEPARATOR":
            kept.pop()
        kept.append(token)
    if kept and kept[-1].type == "SEPARATOR":
        kept.pop()
    if not any(token.type in _TENDING for token in kept):
        kept = [_arrow_of_value(token, text) for token in kept]
    return kept


def _arrow_of_value(token: Token, text: str) -> Token:
    """Return the arrow of tanh(1) → 0.7616 as a relation."""
    is_sign = token.type == "TO" and not text[token.start].isalpha()
    return Token("RELATION", None, token.start, token.end) if is_sign else token


def _is_number_of_formula(following: list[Token]) -> bool:
    """Return whether a line ends with (1)."""
    line = [token.type for token in following[:4]]
    return line[:3] in _NUMBERED and line[3:] in ([], ["NEWLINE"], ["SEPARATOR"], ["GAP"])


def _is_leading_number(following: list[Token], text: str) -> bool:
    """Return whether a text begins with (1), a blank, and a formula."""
    first = [token.type for token in following[:3]]
    if first not in _NUMBERED or len(following) < 4:
        return False
    return following[3].begins_operand and text[following[2].end : following[2].end + 1].isspace()


def _unboxed(found: list[Token]) -> list[Token]:
    r"""Return the tokens without the braces round a whole statement: of \boxed, of {\displaystyle …}."""
    dropped: set[int] = set()
    begins = True  # a statement
    for start, token in enumerate(found):
        if (token.type, token.value) == _BOX or (begins and token.type == "OPEN_BRACE"):
            end = _end_of_statement(found, start)
            if end:
                dropped |= {start, end}
                dropped |= {end - 1} if found[end - 1].type == "COMMA" else set()
        begins = token.type in ("SEPARATOR", "NEWLINE", "GAP") or start in dropped
    return [token for position, token in enumerate(found) if position not in dropped]


def _end_of_statement(found: list[Token], start: int) -> int:
    """Return where the brace closes that opens there, if there is a relation between the two; else 0."""
    depth, end, is_statement = 1, start, False
    nested = 1  # {{a = b}} is one
    while found[start + nested].type == "OPEN_BRACE":
        nested += 1
    while depth:
        end += 1
        token = found[end]
        depth += token.type.startswith(("OPEN", "BAR_OPEN")) - token.type.startswith(("CLOSE", "BAR_CLOSE"))
        is_statement |= depth <= nested and token.type in ("EQUALS", "RELATION", "IN")
    return end if is_statement else 0


def _is_continued(before: Token, following: list[Token]) -> bool:
    """Return whether the line that begins with these tokens goes on with the one before."""
    line: list[str] = []
    for token in following:
        if token.type == "NEWLINE" and line:
            break
        if token.type not in ("NEWLINE", "GAP"):
            line.append(token.type)
    if before.type in _CONTINUING or (line and line[0] in _CONTINUING - {"SIGN"}):
        return True
    # A line that begins with a sign and has a relation may be a statement about a negative.
    return bool(line) and line[0] == "SIGN" and not {"EQUALS", "RELATION"} & set(line)
