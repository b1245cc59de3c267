"""Tokens, and the brackets and bars among them: what is open, and what closes it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sigmoid_sym.errors import ParseError
from sigmoid_sym.language.reader.lexicon import words

DEEPEST_NESTING = 60
MOST_TOKENS = 3_000
_OPERAND_ENDS = words("NUMBER DECIMAL SCIENTIFIC NAME HEAD EULER CONSTANT VULGAR PRIMES BANG BAR_CLOSE")
# sign -> its terminal, and what closes it if it opens; the last is an opening that is not printed
_BRACKETS = {
    "(": ("OPEN", ")"),
    ")": ("CLOSE", ""),
    "[": ("OPEN_SQUARE", "]"),
    "]": ("CLOSE_SQUARE", ""),
    "{": ("OPEN_BRACE", "}"),
    "}": ("CLOSE_BRACE", ""),
    r"\{": ("OPEN_SET", r"\}"),
    r"\}": ("CLOSE_SET", ""),
    r"\left.": ("OPEN", r"\right."),
    r"\right.": ("CLOSE", ""),
}


@dataclass(frozen=True, slots=True)
class Token:
    """A terminal of the grammar, what it stands for, and its place in the text."""

    terminal: str
    value: str
    start: int
    end: int


@dataclass(slots=True)
class Brackets:
    """The tokens found so far in a text, and the brackets that are open."""

    text: str
    latex: bool
    found: list[Token] = field(default_factory=list)
    open: list[tuple[str, int]] = field(default_factory=list)  # what closes it, and where it was opened
    arguments: int = 0  # of a \frac, still to come

    def refuse(self, reason: str, position: int) -> ParseError:
        """Return the error to be raised."""
        return ParseError(reason, self.text, position)

    def emit(self, terminal: str, value: str, start: int, end: int) -> None:
        """Add a token.

        Raises:
            ParseError: there are too many.
        """
        if len(self.found) >= MOST_TOKENS:
            raise self.refuse(f"more than {MOST_TOKENS} numbers, letters and signs", start)
        self.arguments = max(0, self.arguments - 1)
        self.found.append(Token(terminal, value, start, end))

    def follows(self, *terminals: str) -> bool:
        """Return whether the last token is one of these."""
        return bool(self.found) and self.found[-1].terminal in terminals

    def push(self, closing: str, start: int) -> None:
        """Open a bracket that `closing` will close."""
        if len(self.open) >= DEEPEST_NESTING:
            raise self.refuse(f"brackets more than {DEEPEST_NESTING} deep", start)
        self.open.append((closing, start))

    def bracket(self, sign: str, start: int) -> None:
        """Take a bracket."""
        terminal, closing = _BRACKETS[sign]
        if closing:
            self.push(closing, start)
        else:
            # (0, 1] is an interval; the grammar sees to it that nothing else is so closed.
            allowed = (")", "]") if sign in (")", "]") else (sign,)
            if not self.open or self.open[-1][0] not in allowed:
                raise self.refuse(f"{sign} closes no bracket", start)
            self.open.pop()
        self.emit(terminal, sign, start, start + len(sign))

    def no_bracket(self, match: re.Match[str], offset: int) -> None:
        r"""Take \left. or \right., which print nothing."""
        self.bracket("\\left." if match[1] == "left" else "\\right.", offset + match.start())

    def is_closing_bar(self, prefix: str | None) -> bool:
        r"""Return whether a bar ends |x|; `prefix` is the \left or \right before it."""
        side = (prefix or "").removeprefix("\\")
        if side == "left" or side.endswith("l"):
            return False
        is_open = bool(self.open) and self.open[-1][0] == "|"
        return is_open and bool(self.found) and ends_operand(self.found[-1])

    def bar(self, match: re.Match[str], offset: int) -> int:
        """Take a bar of |x|."""
        start, end = offset + match.start(2), offset + match.end(2)
        if self.is_closing_bar(match[1]):
            self.open.pop()
            self.emit("BAR_CLOSE", "|", start, end)
        else:
            self.push("|", start)
            self.emit("BAR_OPEN", "|", start, end)
        return match.end(2)

    def evaluation(self, match: re.Match[str], offset: int) -> int | None:
        r"""Take the bar of \sigma'|_{x=0}."""
        start = offset + match.start()
        if match[1] and self.open and self.open[-1][0] == r"\right.":
            self.bracket(r"\right.", start)
        elif self.is_closing_bar(match[1]):
            return self.bar(match, offset)
        self.emit("EVALUATED", "|", start, offset + match.end())
        return None


def ends_operand(token: Token) -> bool:
    """Return whether a number, a name or a bracket ends with it."""
    return token.terminal in _OPERAND_ENDS or token.terminal.startswith("CLOSE")
