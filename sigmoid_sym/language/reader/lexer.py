r"""From a text to tokens: what each word, sign and macro is by the lexicon, and where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sigmoid_sym.errors import ParseError, shown
from sigmoid_sym.language.reader import lexicon
from sigmoid_sym.language.reader.brackets import Token
from sigmoid_sym.language.reader.separators import separated
from sigmoid_sym.language.reader.words import Words

LONGEST_TEXT = 20_000
LONGEST_NUMBER = 1_000

_PHRASE = re.compile(
    "|".join(
        rf"{re.escape(phrase)}(?![A-Za-z])".replace(r"\ ", r"\s+")
        for phrase in sorted(lexicon.KEYWORDS, key=len, reverse=True)
        if not phrase.isalpha()
    ),
    re.IGNORECASE,
)
_SIGN = re.compile("|".join(re.escape(sign) for sign in sorted(lexicon.SIGNS, key=len, reverse=True)))
_SPACE = re.compile(r"[ \t\r\u00a0\u2009\u202f]")
# What stands on the two sides of a gap is not multiplied.
_GAP = re.compile(r"\$+| {3,}|\t|\\q?quad(?![A-Za-z])|\\[\[\]()]")
_NEWLINE = re.compile(r"\n|\\\\(\s*\[[0-9]*(pt|em|ex|mm)\])?")
_ELLIPSIS = re.compile(r"\.\.\.|…|⋯|\\[lcd]?dots(?![A-Za-z])")
_STOP = re.compile(r"[,]|\.(?=[\s$]|$)")
_PRIMES = re.compile(r"['’′″‴⁗]+|[\^_]\s*(\\prime(?![A-Za-z])|\{\s*((\\prime(?![A-Za-z])|['’′″‴⁗])\s*)+\})")
_RAISED = re.compile(f"[{''.join(lexicon.SUPERSCRIPTS)}]+")
_UNCLEAR_POWER = re.compile(r"[0-9.]+e[+-]?[0-9]")
_NUMBER = re.compile(r"([0-9]*)\.([0-9]+)|[0-9]+")
_SCIENTIFIC = re.compile(r"(?:([0-9]*)\.([0-9]+)|([0-9]+)(?=E))[eE]([+-]?)([0-9]{1,4})(?![\w.])")
_MACRO = re.compile(r"\\([A-Za-z]+\*?|.)", re.DOTALL)
_UPRIGHT = re.compile(r"\\(operatorname|mathrm|mathsf|mathit)\s*\{\s*([A-Za-z]+)\s*\}")
_PROSE = re.compile(r"\\(text|textrm|textit|mbox)\s*\{([^{}\\$]*)\}")
_NUMBER_SET = re.compile(r"\\mathbb\s*(\{\s*)?([RZN])(?(1)\s*\})")
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([A-Za-z]+\*?)\}")
_EVALUATION = re.compile(r"(\\(?:right|[bB]igg?[rm]?)\s*)?(\||\\r?vert(?![A-Za-z]))\s*_(?=\s*[{(])")
_BAR = re.compile(r"(\\left|\\right|\\[bB]igg?[lr]?)?\s*(\||\\[lr]?vert(?![A-Za-z]))")
_NO_BRACKET = re.compile(r"\\(left|right)\s*\.")
_SIDE = re.compile(r"\^\s*(\{\s*([+−-])\s*\}|([+−-])(?=\s*[})\]]))")
_SUBSCRIPT = re.compile(r"_(?:\{([A-Za-z0-9]{1,8})\}|([0-9]+|[A-Za-z](?![A-Za-z])))|([₀-₉]+)")
_LETTERS = re.compile(r"stirling2(?![A-Za-z0-9])|[A-Za-z]+")


def tokens(text: str) -> list[Token]:
    """Return the tokens of a text.

    Raises:
        ParseError: a word, sign or macro that is in no table, brackets that do not match, or a text
            beyond the limits on length, nesting and digits.

    >>> [token.terminal for token in tokens(r"\\sigma' \\leqslant 1/4")]
    ['HEAD', 'PRIMES', 'RELATION', 'NUMBER', 'OVER', 'NUMBER']
    """
    if len(text) > LONGEST_TEXT:
        raise ParseError(
            f"the text has {len(text)} characters, at most {LONGEST_TEXT} are read", text[:60], 0
        )
    lexer = _Lexer(text, is_latex(text))
    lexer.scan(text, 0)
    lexer.require_closed()
    return separated(lexer.found, text)


def is_latex(text: str) -> bool:
    """Return whether the text obeys the rules of LaTeX: an exponent is one character or in braces."""
    return "\\" in text or "^{" in text or "_{" in text


@dataclass(slots=True)
class _Lexer(Words):
    environments: list[str] = field(default_factory=list)

    def scan(self, text: str, offset: int) -> None:
        """Find the tokens of `text`, which stands at `offset`."""
        position = 0
        while position < len(text):
            found = ((pattern.match(text, position), action) for pattern, action in _ACTIONS)
            match, action = next((pair for pair in found if pair[0]), (None, None))
            if match is None or action is None:
                raise self.refuse(f"unknown sign {shown(text[position])}", offset + position)
            result = action(self, match, offset)
            position = match.end() if result is None else result

    # Each takes a match, and returns where to go on if that is not at its end.

    def skip(self, match: re.Match[str], offset: int) -> None:
        pass

    def gap(self, match: re.Match[str], offset: int) -> None:
        self.emit("GAP", match[0], offset + match.start(), offset + match.end())

    def layout(self, match: re.Match[str], offset: int) -> None:
        # Only where it prints nothing: & between the columns of an environment, ~ as a blank of TeX.
        if not (self.environments if match[0] == "&" else self.latex):
            raise self.refuse(f"unknown sign {shown(match[0])}", offset + match.start())

    def newline(self, match: re.Match[str], offset: int) -> None:
        if not self.open:
            self.emit("NEWLINE", "", offset + match.start(), offset + match.end())

    def ellipsis(self, match: re.Match[str], offset: int) -> None:
        raise self.refuse("the dots leave something out; write it in full", offset + match.start())

    def stop(self, match: re.Match[str], offset: int) -> None:
        terminal = "COMMA" if self.open else "SEPARATOR"
        self.emit(terminal, match[0], offset + match.start(), offset + match.end())

    def primes(self, match: re.Match[str], offset: int) -> None:
        count = sum(lexicon.PRIMES.get(character, 0) for character in match[0]) + match[0].count("prime")
        self.emit("PRIMES", str(count), offset + match.start(), offset + match.end())

    def raised(self, match: re.Match[str], offset: int) -> None:
        start, end = offset + match.start(), offset + match.end()
        self.emit("CARET", "^", start, start)
        self.bracket("{", start)
        inner = "".join(lexicon.SUPERSCRIPTS[character] for character in match[0])
        self.scan(inner, start)
        self.bracket("}", end - 1)

    def scientific(self, match: re.Match[str], offset: int) -> None:
        start, end = offset + match.start(), offset + match.end()
        whole, places, integer, sign, power = match.groups()
        self.digits((whole or "") + (places or "") + (integer or ""), start)
        value = f"{whole or '0'}.{places}" if integer is None else integer
        self.emit("SCIENTIFIC", f"{value} {sign} {power}", start, end)

    def unclear_power(self, match: re.Match[str], offset: int) -> None:
        reason = f"{shown(match[0])}: a power of ten or a multiple of e? Write 10^-3, or 2·e"
        raise self.refuse(reason, offset + match.start())

    def number(self, match: re.Match[str], offset: int) -> int | None:
        start, end = offset + match.start(), offset + match.end()
        if (
            self.found
            and self.found[-1].end == start
            and self.found[-1].terminal in ("NAME", "HEAD", "EULER")
        ):
            self.number_after_letter(match, offset)
            return None
        self.digits(match[0], start)
        if match[2] is not None:
            self.emit("DECIMAL", f"{match[1] or '0'}.{match[2]}", start, end)
            return None
        if self.arguments and self.latex:
            # \frac12 is 1/2, \frac123 is 1/2 · 3.
            self.emit("NUMBER", match[0][0], start, start + 1)
            return match.start() + 1
        self.emit("NUMBER", match[0], start, end)
        return None

    def number_after_letter(self, match: re.Match[str], offset: int) -> None:
        token = self.found[-1]
        if token.terminal == "NAME" and "_" not in token.value and match[0] == "0":
            self.found[-1] = Token("NAME", token.value + "_0", token.start, offset + match.end())
            return
        letter = self.text[token.start : token.end]
        if letter[0] in "\\√" and not token.value.startswith("sigma") and token.terminal == "HEAD":
            self.digits(match[0], offset + match.start())
            self.emit("NUMBER", match[0], offset + match.start(), offset + match.end())
            return
        raise self.refuse(
            f"{letter}{match[0]} is not understood: a product, a power or a subscript?", token.start
        )

    def digits(self, digits: str, start: int) -> None:
        if len(digits) > LONGEST_NUMBER:
            raise self.refuse(f"a number of more than {LONGEST_NUMBER} digits", start)

    def upright(self, match: re.Match[str], offset: int) -> None:
        self.word(match[2], offset + match.start(), offset + match.end(), whole=True)

    def prose(self, match: re.Match[str], offset: int) -> None:
        latex, self.latex = self.latex, False
        self.scan(match[2], offset + match.start(2))
        self.latex = latex

    def number_set(self, match: re.Match[str], offset: int) -> None:
        self.emit("SET", match[2], offset + match.start(), offset + match.end())

    def environment(self, match: re.Match[str], offset: int) -> None:
        name, start = match[2], offset + match.start()
        if name not in lexicon.ENVIRONMENTS:
            raise self.refuse(f"unknown environment {name}", start)
        if match[1] == "begin":
            self.environments.append(name)
        elif not self.environments or self.environments.pop() != name:
            raise self.refuse(f"\\end{{{name}}} without its \\begin", start)

    def side(self, match: re.Match[str], offset: int) -> None:
        sign = "+" if "+" in match[0] else "-"
        self.emit("SIDE", sign, offset + match.start(), offset + match.end())

    def plain_bracket(self, match: re.Match[str], offset: int) -> None:
        self.bracket(match[0], offset + match.start())
        self.arguments = 0  # what stands in braces is read as everywhere

    def macro(self, match: re.Match[str], offset: int) -> None:
        name, start, end = match[1], offset + match.start(), offset + match.end()
        if name in ("{", "}", "lbrace", "rbrace"):
            self.bracket(r"\{" if name in ("{", "lbrace") else r"\}", start)
        elif name in lexicon.MACROS:
            terminal, value = lexicon.MACROS[name]
            self.emit(terminal, f"{value} {name}" if terminal == "HEAD" else value, start, end)
            self.arguments = {"FRAC": 2, "BINOM": 2, "SQRT": 1}.get(terminal, 0)
        elif name not in lexicon.SILENT_MACROS:
            raise self.refuse(f"unknown macro \\{shown(name)[1:-1]}", start)

    def subscript(self, match: re.Match[str], offset: int) -> int | None:
        start, end = offset + match.start(), offset + match.end()
        last = self.found[-1] if self.found else None
        if last is None or last.terminal != "NAME" or last.end != start or "_" in last.value:
            if match[3] is not None:
                raise self.refuse("a subscript stands after a letter", start)
            self.emit("UNDERSCORE", "_", start, start + 1)
            return match.start() + 1
        written = match[1] or match[2] or "".join(lexicon.SUBSCRIPTS[c] for c in match[3])
        self.found[-1] = Token("NAME", f"{last.value}_{written}", last.start, end)
        return None

    def phrase(self, match: re.Match[str], offset: int) -> None:
        terminal, value = lexicon.KEYWORDS[" ".join(match[0].lower().split())]
        self.emit(terminal, value, offset + match.start(), offset + match.end())

    def letters(self, match: re.Match[str], offset: int) -> int:
        self.word(match[0], offset + match.start(), offset + match.end())
        return self.found[-1].end - offset if self.follows("DIFFERENTIATOR") else match.end()

    def require_closed(self) -> None:
        if self.open:
            sign = self.text[self.open[-1][1]]
            raise self.refuse(f"the bracket {sign} is not closed", self.open[-1][1])
        if self.environments:
            raise self.refuse(f"\\begin{{{self.environments[-1]}}} without its \\end", len(self.text))

    def sign(self, match: re.Match[str], offset: int) -> None:
        terminal, value = lexicon.SIGNS[match[0]]
        start, last = offset + match.start(), self.found[-1] if self.found else None
        if match[0] == "!=" and last is not None and last.end == start:
            raise self.refuse("a factorial, or ≠? Write 3! = or ≠", start)
        blank_before = last is not None and last.end < start
        if (
            match[0] in "-−"
            and self.follows("HEAD")
            and blank_before
            and not match.string[match.end()].isspace()
        ):
            raise self.refuse("a difference, or an argument? Write brackets", start)
        if terminal == "HEAD":
            value = f"{value} {match[0]}"
        self.emit(terminal, value, offset + match.start(), offset + match.end())


_ACTIONS = (
    (_GAP, _Lexer.gap),
    (_SPACE, _Lexer.skip),
    (re.compile(r"[&~]"), _Lexer.layout),
    (_NEWLINE, _Lexer.newline),
    (_ELLIPSIS, _Lexer.ellipsis),
    (_SCIENTIFIC, _Lexer.scientific),
    (_UNCLEAR_POWER, _Lexer.unclear_power),
    (_NUMBER, _Lexer.number),
    (_STOP, _Lexer.stop),
    (_PRIMES, _Lexer.primes),
    (_SIDE, _Lexer.side),
    (_RAISED, _Lexer.raised),
    (_EVALUATION, _Lexer.evaluation),
    (_BAR, _Lexer.bar),
    (_NO_BRACKET, _Lexer.no_bracket),
    (_UPRIGHT, _Lexer.upright),
    (_PROSE, _Lexer.prose),
    (_NUMBER_SET, _Lexer.number_set),
    (_ENVIRONMENT, _Lexer.environment),
    (_MACRO, _Lexer.macro),
    (_PHRASE, _Lexer.phrase),
    (_LETTERS, _Lexer.letters),
    (_SUBSCRIPT, _Lexer.subscript),
    (re.compile(r"[(){}\[\]]"), _Lexer.plain_bracket),
    (_SIGN, _Lexer.sign),
)
