"""Where one statement ends and the next begins: commas, ends of lines, gaps."""

from __future__ import annotations

from sigmoid_sym.errors import ParseError
from sigmoid_sym.language.reader.brackets import Token, ends_operand
from sigmoid_sym.language.reader.lexicon import words

_MARKED = words("FOR ON LET AT AS")
_CONTINUING = words("SIGN TIMES OVER EQUALS RELATION IN TO")
_OPERAND_BEGINNINGS = words(
    "NUMBER DECIMAL SCIENTIFIC NAME HEAD EULER CONSTANT VULGAR BAR_OPEN FRAC SQRT SUM BINOM DIFFERENTIAL "
    "DIFFERENTIATOR LIM"
)


def separated(found: list[Token], text: str) -> list[Token]:
    """Return the tokens with a SEPARATOR only where one statement ends and another begins.

    Raises:
        ParseError: two formulas with only a gap between them.
    """
    kept: list[Token] = []
    gap = False
    for position, token in enumerate(found):
        if token.terminal == "GAP":
            gap = True
            continue
        if gap and kept and ends_operand(kept[-1]) and _begins_operand(token):
            raise ParseError("are these two formulas? Put , or ; between them", text, token.start)
        gap = False
        if token.terminal in ("NEWLINE", "SEPARATOR"):
            if not kept or kept[-1].terminal == "SEPARATOR":
                continue
            if token.terminal == "NEWLINE" and _is_continued(kept[-1], found, position + 1):
                continue
            token = Token("SEPARATOR", token.value, token.start, token.end)
        elif token.terminal in _MARKED and kept and kept[-1].terminal == "SEPARATOR":
            kept.pop()
        kept.append(token)
    if kept and kept[-1].terminal == "SEPARATOR":
        kept.pop()
    return kept


def _is_continued(before: Token, found: list[Token], position: int) -> bool:
    """Return whether the line that begins at that token goes on with the one before."""
    line: list[str] = []
    for token in found[position:]:
        if token.terminal == "NEWLINE" and line:
            break
        if token.terminal not in ("NEWLINE", "GAP"):
            line.append(token.terminal)
    if before.terminal in _CONTINUING or (line and line[0] in _CONTINUING - {"SIGN"}):
        return True
    # A line that begins with a sign and has a relation may be a statement about a negative.
    return bool(line) and line[0] == "SIGN" and not {"EQUALS", "RELATION"} & set(line)


def _begins_operand(token: Token) -> bool:
    return token.terminal in _OPERAND_BEGINNINGS or token.terminal.startswith("OPEN")
