r"""From a text to its tokens: what each word, sign and macro is by the lexicon, and where it stands.

Text → tokens, the first stage: in comes a text, out go its tokens, each a terminal of `grammar.lark` with
the value that it stands for and its place; `tokens.py` sees to brackets and to the ends of statements.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sigmoid_sym.errors import ParseError, shown
from sigmoid_sym.functions import is_symbol
from sigmoid_sym.language.reader import lexicon
from sigmoid_sym.language.reader.tokens import BRACKETS, Token, separated
from sigmoid_sym.language.reader.words import Words
from sigmoid_sym.tree.expression import Decimal, Expression, Integer, Mul, Neg, Pow

LONGEST_TEXT = 20_000
LONGEST_NUMBER = 1_000
_MACRO = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
# What stands behind a macro that takes an argument; the last group is the argument.
_ARGUMENTS = {
    "upright": re.compile(r"\s*\{\s*([A-Za-z]+[0-9]*)\s*\}"),
    "prose": re.compile(r"\s*\{([^{}\\$]*)\}"),
    "blackboard": re.compile(r"\s*(\{\s*)?([A-Za-z])(?(1)\s*\})"),
    "begin": re.compile(r"\s*\{([A-Za-z]+\*?)\}"),
    "end": re.compile(r"\s*\{([A-Za-z]+\*?)\}"),
}
_DISTANCE = re.compile(r"\s*\[[0-9]*(pt|em|ex|mm)\]")
_POINT, _BELOW = re.compile(r"\s*\."), re.compile(r"\s*_(?=\s*[{(])")
_SIGN_OR_MACRO = re.compile(r"\s*(\\[A-Za-z]+|.)", re.DOTALL)
_NO = ("", None)
_MINUS_OF_ARGUMENT = re.compile(r"[-−](?=\S)")


def tokens(text: str) -> list[Token]:
    """Return the tokens of a text.

    Raises:
        ParseError: a word, sign or macro that is in no table, brackets that do not match, or a text
            beyond the limits on length, nesting and digits.

    >>> [token.type for token in tokens(r"\\sigma' \\leqslant 1/4")]
    ['HEAD', 'PRIMES', 'RELATION', 'NUMBER', 'OVER', 'NUMBER']
    """
    if len(text) > LONGEST_TEXT:
        reason = f"the text has {len(text)} characters, at most {LONGEST_TEXT} are read"
        raise ParseError(reason, text[:60], 0)
    lexer = _Lexer(text, latex=is_latex(text))
    lexer.scan(text, 0, len(text))
    lexer.require_closed()
    if lexer.environments:
        raise lexer.refuse(f"\\begin{{{lexer.environments[-1]}}} without its \\end", len(text))
    return separated(lexer.found, text)


def is_latex(text: str) -> bool:
    """Return whether the text obeys the rules of LaTeX: an exponent is one character or in braces."""
    return "\\" in text or "^{" in text or "_{" in text


@dataclass(slots=True)
class _Lexer(Words):
    """Reads a text from left to right; `source` up to `stop` is the part of it that is read at the moment."""

    source: str = ""
    stop: int = 0
    environments: list[str] = field(default_factory=list)

    def scan(self, source: str, start: int, stop: int) -> None:
        """Find the tokens of a part of the text, or of what has been put in its place."""
        outer = self.source, self.stop
        self.source, self.stop = source, stop
        position = start
        while position < stop:
            found = ((pattern.match(source, position, stop), action) for pattern, action in _patterns())
            match, action = next(((match, action) for match, action in found if match), (None, None))
            if match is None or action is None:
                raise self.refuse(f"unknown sign {shown(source[position])}", position)
            position = action(self, match) or match.end()
        self.source, self.stop = outer

    def skip(self, *_: object) -> None:
        pass

    # Each of these takes a match, and returns where to go on if that is not at its end.

    def gap(self, match: re.Match[str]) -> None:
        self.emit("GAP", None, *match.span())

    def mark(self, match: re.Match[str]) -> None:
        """Take a comma, or the point at the end of a sentence."""
        self.emit("COMMA" if self.open else "SEPARATOR", None, *match.span())

    def primes(self, match: re.Match[str]) -> None:
        worth = lexicon.PRIMES | lexicon.PRIME_MACROS
        count = sum(number * match[0].count(prime) for prime, number in worth.items())
        self.emit("PRIMES", count, *match.span())

    def side(self, match: re.Match[str]) -> None:
        self.emit("SIDE", "+" if "+" in match[0] else "-", *match.span())

    def raised(self, match: re.Match[str]) -> None:
        start, end = match.span()
        inner = "".join(lexicon.SUPERSCRIPTS[character] for character in match[0])
        self.emit("CARET", "^", start, start)
        self.bracket("OPEN_BRACE", None, start, start + 1)
        depth = len(self.open)
        self.scan(self.source[:start] + inner + self.source[end:], start, end)
        self.require_closed(depth)
        self.bracket("CLOSE_BRACE", None, end - 1, end)

    def scientific(self, match: re.Match[str]) -> None:
        digits, sign, power = match.groups()
        self.require_short(digits, match.start())
        exponent = Integer(int(power))
        power_of_ten = Pow(Integer(10), Neg(exponent) if sign == "-" else exponent)
        self.emit("SCIENTIFIC", Mul((_number(digits), power_of_ten)), *match.span())

    def unclear_power(self, match: re.Match[str]) -> None:
        reason = f"{shown(match[0])}: a power of ten or a multiple of e? Write 10^-3, or 2·e"
        raise self.refuse(reason, match.start())

    def number(self, match: re.Match[str]) -> int:
        digits, (start, end) = match[0], match.span()
        if self.touches(start, "NAME", "HEAD", "EULER"):
            name = self.found[-1]
            if name.type == "NAME" and "_" not in name.value and digits == "0":
                self.found[-1] = Token("NAME", name.value + "_0", name.start, end)
                return end
            # \log2 and √2, but not σ2
            takes = name.type == "HEAD" and not is_symbol(name.value.function)
            if not takes or self.text[name.start].isalpha():
                written = self.text[name.start : name.end] + digits
                reason = f"{written} is not understood: a product, a power or a subscript?"
                raise self.refuse(reason, name.start)
        elif "." not in digits and self.arguments and self.latex:
            digits, end = digits[0], start + 1  # \frac12 is 1/2, \frac123 is 1/2 · 3
        self.require_short(digits, start)
        self.emit("DECIMAL" if "." in digits else "NUMBER", _number(digits), start, end)
        return end

    def require_short(self, digits: str, start: int) -> None:
        if len(digits) > LONGEST_NUMBER:
            raise self.refuse(f"a number of more than {LONGEST_NUMBER} digits", start)

    def subscript(self, match: re.Match[str]) -> int:
        start, end = match.span()
        if not self.touches(start, "NAME") or "_" in self.found[-1].value:
            if match[3] is not None:
                raise self.refuse("a subscript stands after a letter", start)
            self.emit("UNDERSCORE", "_", start, start + 1)
            return start + 1
        written = match[1] or match[2] or "".join(lexicon.SUBSCRIPTS[digit] for digit in match[3])
        last = self.found[-1]
        self.found[-1] = Token("NAME", f"{last.value}_{written}", last.start, end)
        return end

    def phrase(self, match: re.Match[str]) -> int:
        return self.take(*lexicon.KEYWORDS[" ".join(match[0].lower().split())], *match.span())

    def letters(self, match: re.Match[str]) -> int:
        return self.word(match[0], *match.span())

    def sign(self, match: re.Match[str]) -> int:
        start, end = match.span()
        if match[0] == "!=" and self.found and self.found[-1].end == start:
            raise self.refuse("a factorial, or ≠? Write 3! = or ≠", start)
        is_minus = _MINUS_OF_ARGUMENT.match(self.source, start, self.stop)
        if is_minus and self.follows("HEAD") and self.found[-1].end < start:
            raise self.refuse("a difference, or an argument? Write brackets", start)
        return self.take(*lexicon.SIGNS[match[0]], start, end)

    def macro(self, match: re.Match[str]) -> int:
        name, (start, end) = match[1], match.span()
        entry = self.either(lexicon.FUNCTION_MACROS.get(name), lexicon.MACROS.get(name), end)
        kind, value = entry or ("unknown", None)
        if kind in _ARGUMENTS:
            value = _ARGUMENTS[kind].match(self.source, end, self.stop)
            kind, end = (kind, value.end()) if value else ("unknown", end)
        if kind == "unknown":
            raise self.refuse(f"unknown macro \\{shown(name)[1:-1]}", start)
        return self.take(kind, value, start, end)

    def take(self, kind: str, value: Any, start: int, end: int) -> int:
        """Take what the lexicon has: a token, a bracket, or what is done there."""
        if kind in _ACTIONS:
            return _ACTIONS[kind](self, value, start, end) or end
        (self.bracket if kind in BRACKETS else self.emit)(kind, value, start, end)
        return end

    # Each of these takes the value of an entry and its place, and returns where to go on if not at its end.

    def newline(self, takes_distance: bool, start: int, end: int) -> int:
        distance = _DISTANCE.match(self.source, end, self.stop) if takes_distance else None
        end = distance.end() if distance else end
        if not self.open:
            self.emit("NEWLINE", None, start, end)
        return end

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
        return self.word(argument[1], start, end, whole=True)

    def prose(self, argument: re.Match[str], start: int, end: int) -> None:
        latex, self.latex = self.latex, False
        self.scan(self.source, *argument.span(1))
        self.latex = latex

    def blackboard(self, argument: re.Match[str], start: int, end: int) -> None:
        if argument[2] not in lexicon.BLACKBOARD:
            raise self.refuse(f"unknown set {shown(argument[2])}", start)
        self.emit("SET", lexicon.BLACKBOARD[argument[2]], start, end)

    def begin(self, argument: re.Match[str], start: int, end: int) -> None:
        self.environments.append(self.environment(argument[1], start))

    def end(self, argument: re.Match[str], start: int, end: int) -> None:
        name = self.environment(argument[1], start)
        if not self.environments or self.environments.pop() != name:
            raise self.refuse(f"\\end{{{name}}} without its \\begin", start)

    def environment(self, name: str, start: int) -> str:
        if name not in lexicon.ENVIRONMENTS:
            raise self.refuse(f"unknown environment {name}", start)
        return name


_ACTIONS: dict[str, Callable[[_Lexer, Any, int, int], int | None]] = {
    "silent": _Lexer.skip,
    "newline": _Lexer.newline,
    "ellipsis": _Lexer.ellipsis,
    "layout": _Lexer.layout,
    "bar": _Lexer.line,
    "stretched": _Lexer.stretched,
    "sized": _Lexer.sized,
    "upright": _Lexer.upright,
    "prose": _Lexer.prose,
    "blackboard": _Lexer.blackboard,
    "begin": _Lexer.begin,
    "end": _Lexer.end,
}


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Callable[[_Lexer, re.Match[str]], int | None]], ...]:
    """Return what a piece of text may begin with, in the order of trial, and what is done then."""
    primes = "".join(lexicon.PRIMES)
    raised_primes = _any_of(lexicon.PRIME_MACROS, "(?![A-Za-z])")
    lowered = "".join(lexicon.SUBSCRIPTS)
    phrases = [word for word in lexicon.KEYWORDS if not word.isalpha()]
    spelt = [word for word in lexicon.FUNCTION_WORDS if not word.isalpha()]
    return (
        # What stands on the two sides of a gap is not multiplied.
        (re.compile(r"\$+| {3,}|\t"), _Lexer.gap),
        (re.compile(r"[ \t\r\u00a0\u2009\u202f]"), _Lexer.skip),
        (re.compile(lexicon.MODULE), _Lexer.skip),
        (_MACRO, _Lexer.macro),
        (re.compile(r"([0-9]*\.[0-9]+|[0-9]+(?=E))[eE]([+-]?)([0-9]{1,4})(?![\w.])"), _Lexer.scientific),
        (re.compile(r"(?!\.\.)[0-9.]+e[+-]?[0-9]"), _Lexer.unclear_power),
        (re.compile(r"[0-9]*\.[0-9]+|[0-9]+"), _Lexer.number),
        (re.compile(r",|\.(?=[\s$]|$)"), _Lexer.mark),
        (re.compile(rf"[{primes}]+"), _Lexer.primes),
        (
            re.compile(rf"[\^_]\s*({raised_primes}|\{{\s*(([{primes}]|{raised_primes})\s*)+\}})"),
            _Lexer.primes,
        ),
        (re.compile(r"\^\s*(\{\s*([+−-])\s*\}|([+−-])(?=\s*[})\]]))"), _Lexer.side),
        (re.compile(f"[{''.join(lexicon.SUPERSCRIPTS)}]+"), _Lexer.raised),
        (re.compile(_any_of(phrases, "(?![A-Za-z])").replace(r"\ ", r"\s+"), re.IGNORECASE), _Lexer.phrase),
        (re.compile(_any_of(spelt, "(?![A-Za-z0-9])") + "|[A-Za-z]+"), _Lexer.letters),
        (
            re.compile(rf"_(?:\{{([A-Za-z0-9]{{1,8}})\}}|([0-9]+|[A-Za-z](?![A-Za-z])))|([{lowered}]+)"),
            _Lexer.subscript,
        ),
        (re.compile(_any_of(lexicon.SIGNS)), _Lexer.sign),
    )


def _any_of(spellings: Iterable[str], behind: str = "") -> str:
    """Return a pattern for any of these, the longest first."""
    return "|".join(re.escape(spelling) + behind for spelling in sorted(spellings, key=len, reverse=True))


def _number(digits: str) -> Expression:
    """Return a number as it is written.

    >>> _number("0.1050")
    Decimal(digits=1050, places=4)
    """
    whole, point, places = digits.partition(".")
    return Decimal(int(whole + places), len(places)) if point else Integer(int(whole))
