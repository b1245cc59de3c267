r"""From a text to its tokens: what each word, sign and macro is by the lexicon, and where it stands.

Text → tokens, the first stage: in comes a text, out go its tokens, each a terminal of `grammar.lark` with
the value that it stands for and its place; `tokens.py` sees to brackets and to the ends of statements.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Any

from sigmoid_sym.errors import ParseError, shown
from sigmoid_sym.language.reader import lexicon
from sigmoid_sym.language.reader.operations import is_symbol
from sigmoid_sym.language.reader.tokens import BRACKETS, Token, separated
from sigmoid_sym.language.reader.typeset import ARGUMENTS, Typeset
from sigmoid_sym.tree.expression import (
    ACCENTS,
    Decimal,
    Expression,
    Integer,
    Mul,
    Neg,
    Pow,
    checked_name,
    name_parts,
)

LONGEST_TEXT = 20_000
LONGEST_NUMBER = 1_000
_MACRO = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_SINGLE = re.compile(r"(?<!\\)\\(\\\\)*(?!\\)")
_DOUBLED = re.compile(
    r"\\\\(frac|left|right|begin|text|operatorname|mathrm|sigma|exp|cdot|tanh|log|lim)(?![A-Za-z])"
)
_NAMED = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
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
    if (doubled := _DOUBLED.search(text)) and not _SINGLE.search(text):
        macro = doubled[0][1:]
        reason = f"the backslashes are doubled, as in JSON: write {macro} for {doubled[0]}"
        raise ParseError(reason, text, doubled.start())
    lexer = _Lexer(text, latex=is_latex(text))
    lexer.scan(text, 0, len(text))
    lexer.require_closed()
    lexer.require_one_style()
    if lexer.environments:
        raise lexer.refuse(f"\\begin{{{lexer.environments[-1]}}} without its \\end", len(text))
    return separated(lexer.found, text)


def is_latex(text: str) -> bool:
    """Return whether the text obeys the rules of LaTeX: an exponent is one character or in braces."""
    return "\\" in text or "^{" in text or "_{" in text


@dataclass(slots=True)
class _Lexer(Typeset):
    """Reads a text from left to right."""

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

    def entity(self, match: re.Match[str]) -> None:
        """Refuse &lt; and its like."""
        sign = unescape(match[0])
        what = f"; write {sign} for it" if sign != match[0] and sign.isprintable() else ""
        raise self.refuse(f"{match[0]} is an escape of HTML{what}", match.start())

    def mark(self, match: re.Match[str]) -> None:
        """Take a comma, or the point at the end of a sentence."""
        self.emit("COMMA" if self.open else "SEPARATOR", None, *match.span())

    def possessive(self, match: re.Match[str]) -> None:
        self.emit("POSSESSIVE", None, *match.span())

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
        is_argument = self.latex and self.arguments > 0  # the 2 of \frac x2
        if not is_argument and self.touches(start, "NAME", "HEAD", "EULER"):
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
        self.ungroup(start)
        if not self.touches(start, "NAME") or name_parts(self.found[-1].value)[2]:
            if match[3] is not None:
                raise self.refuse("a subscript stands after a letter", start)
            self.emit("UNDERSCORE", "_", start, start + 1)
            return start + 1
        written = match[1] or match[2] or "".join(lexicon.SUBSCRIPTS[digit] for digit in match[3])
        last = self.found[-1]
        self.found[-1] = Token("NAME", f"{last.value}_{written}", last.start, end)
        return end

    def ungroup(self, start: int) -> None:
        """Make {P} a P where a subscript follows."""
        last = [token.type for token in self.found[-3:]]
        if last == ["OPEN_BRACE", "NAME", "CLOSE_BRACE"] and self.found[-1].end == start:
            first, letter, end = self.found[-3:]
            self.found[-3:] = [Token("NAME", letter.value, first.start, end.end)]

    def phrase(self, match: re.Match[str]) -> int:
        return self.take(*lexicon.KEYWORDS[" ".join(match[0].lower().split())], *match.span())

    def letters(self, match: re.Match[str]) -> int:
        start, end = match.span()
        if self.latex and self.arguments:  # \frac xy
            end = start + 1
        return self.word(self.source[start:end], start, end)

    def module(self, match: re.Match[str]) -> None:
        """Take np. of np.exp, which says where a function is from."""
        following = _NAMED.match(self.source, match.end(), self.stop)
        # The second argument of np.max(x, 0) is an axis.
        axis = (
            following and following[0] in lexicon.ASSOCIATIVE and match[0] not in ("Math.", "math.", "std::")
        )
        known = following and (following[0] in lexicon.FUNCTION_WORDS or following[0] in ("e", "pi"))
        if axis or not known:
            raise self.refuse(
                f"unknown word {shown(self.source[match.start() : match.end()][:-1])}", match.start()
            )

    def empty(self, match: re.Match[str]) -> int | None:
        """Take {}, which prints nothing in LaTeX."""
        if not self.latex:
            self.bracket("OPEN_BRACE", None, match.start(), match.start() + 1)
            return match.start() + 1
        return None

    def braced(self, match: re.Match[str]) -> int:
        """Take {)} as the bracket that it prints: (1+x{)}^{2}."""
        return self.take(*lexicon.SIGNS[match[1]], *match.span())

    def accented(self, match: re.Match[str]) -> None:
        """Take the mark that combines with the letter before it: ŷ."""
        start, end = match.span()
        last = self.found[-1] if self.touches(start, "NAME", "HEAD", "EULER") else None
        if last is None or last.end - last.start > 1:
            raise self.refuse("an accent stands over a letter", start)
        name = checked_name("a letter", self.source[last.start : end])
        self.found[-1] = Token("NAME", name, last.start, end)

    def sign(self, match: re.Match[str]) -> int:
        start, end = match.span()
        if match[0] == "!=" and self.found and self.found[-1].end == start:
            raise self.refuse("a factorial, or ≠? Write 3! = or ≠", start)
        if match[0] == ";" and self.open:  # F(x; μ)
            self.emit("PARAMETERS", None, start, end)
            return end
        is_minus = _MINUS_OF_ARGUMENT.match(self.source, start, self.stop)
        # In LaTeX a blank must stand after \sigma, and says nothing.
        apart = self.follows("HEAD") and self.found[-1].end < start
        if is_minus and apart and not (self.latex and is_symbol(self.found[-1].value.function)):
            raise self.refuse("a difference, or an argument? Write brackets", start)
        return self.take(*lexicon.SIGNS[match[0]], start, end)

    def macro(self, match: re.Match[str]) -> int:
        name, (start, end) = match[1], match.span()
        entry = self.either(lexicon.FUNCTION_MACROS.get(name), lexicon.MACROS.get(name), end)
        kind, value = entry or ("unknown", None)
        if kind in ARGUMENTS:
            value = ARGUMENTS[kind].match(self.source, end, self.stop)
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


_ACTIONS: dict[str, Callable[[_Lexer, Any, int, int], int | None]] = {
    "silent": _Lexer.skip,
    "newline": _Lexer.newline,
    "ellipsis": _Lexer.ellipsis,
    "layout": _Lexer.layout,
    "bar": _Lexer.line,
    "stretched": _Lexer.stretched,
    "sized": _Lexer.sized,
    "boxed": _Lexer.boxed,
    **{kind: getattr(_Lexer, kind) for kind in ARGUMENTS},
}


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Callable[[_Lexer, re.Match[str]], int | None]], ...]:
    """Return what a piece of text may begin with, in the order of trial, and what is done then."""
    primes = "".join(lexicon.PRIMES)
    raised_primes = _any_of(lexicon.PRIME_MACROS, "(?![A-Za-z])")
    lowered, accents = "".join(lexicon.SUBSCRIPTS), "|".join(ACCENTS)
    phrases = [word for word in lexicon.KEYWORDS if not word.isalpha()]
    spelt = [word for word in lexicon.FUNCTION_WORDS if not word.isalpha()]
    return (
        # What stands on the two sides of a gap is not multiplied.
        (re.compile(r"\$+| {3,}|\t"), _Lexer.gap),
        (re.compile(r"[ \t\r\u00a0\u2009\u202f]"), _Lexer.skip),
        (re.compile(r"&(#[0-9]+|[A-Za-z]{2,8});"), _Lexer.entity),
        (re.compile(lexicon.REMARK, re.IGNORECASE), _Lexer.gap),
        (_MACRO, _Lexer.macro),
        (re.compile(r"([0-9]*\.[0-9]+|[0-9]+(?=E))[eE]([+-]?)([0-9]{1,4})(?![\w.])"), _Lexer.scientific),
        (re.compile(r"(?!\.\.)[0-9.]+e[+-]?[0-9]"), _Lexer.unclear_power),
        (re.compile(r"[0-9]*\.[0-9]+|[0-9]+(\.(?=\s*[-+*/^)\]]))?"), _Lexer.number),
        (re.compile(r",|\.(?=[\s$}\\]|$)"), _Lexer.mark),
        (re.compile(r"['’]s(?=\s+(?:\w+\s+)?(?:derivative|slope|gradient))"), _Lexer.possessive),
        (re.compile(rf"[{primes}]+"), _Lexer.primes),
        (
            re.compile(rf"[\^_]\s*({raised_primes}|\{{\s*(([{primes}]|{raised_primes})\s*)+\}})"),
            _Lexer.primes,
        ),
        (re.compile(r"\{\s*\}"), _Lexer.empty),
        (re.compile(r"\{\s*([()\[\]])\s*\}"), _Lexer.braced),
        (re.compile(f"[{''.join(ACCENTS.values())}]"), _Lexer.accented),
        (re.compile(r"\^\s*(\{\s*([+−-])\s*\}|([+−-])(?=\s*[})\]]))"), _Lexer.side),
        (re.compile(f"[{''.join(lexicon.SUPERSCRIPTS)}]+"), _Lexer.raised),
        (re.compile(rf"(?:(?:{_any_of(lexicon.MODULES)})(?:\.|::))+(?=[A-Za-z])"), _Lexer.module),
        (re.compile(_any_of(phrases, "(?![A-Za-z])").replace(r"\ ", r"\s+"), re.IGNORECASE), _Lexer.phrase),
        (re.compile(_any_of(spelt, "(?![A-Za-z0-9])") + "|[A-Za-z]+"), _Lexer.letters),
        (
            re.compile(
                rf"_(?:\{{([A-Za-z0-9]{{1,8}})\}}|([0-9]+|(?:{accents})(?![A-Za-z0-9])|[A-Za-z](?![A-Za-z])))|([{lowered}]+)"
            ),
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
    whole, _, places = digits.partition(".")
    return Decimal(int(whole + places), len(places)) if places else Integer(int(whole))
