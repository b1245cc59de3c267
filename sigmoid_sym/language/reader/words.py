"""Runs of letters: a word of the lexicon, a letter, or letters side by side.

Text → tokens, the part of that stage that knows words: in comes a run of letters, out go its tokens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sigmoid_sym.errors import shown
from sigmoid_sym.language.reader import lexicon
from sigmoid_sym.language.reader.lexicon import Entry
from sigmoid_sym.language.reader.operations import is_symbol
from sigmoid_sym.language.reader.tokens import Token, Tokens
from sigmoid_sym.tree.claim import VARIABLES

_OPENING_WORDS = lexicon.words(
    "SEPARATOR FOR ON LET AT AS IS HAS OF BY IN ABOUT TREND PARITY SIGNED NUMBERS EXACTLY STRICTLY EXTREMUM "
    "TO EQUALS COMPARED COMPARING AND BETWEEN MAPS"
)
_OPEN = re.compile(r"\s*(\\left|\\[bB]igg?l?)?\s*(\(|\\?\{|\\lbrace)")
_END = re.compile(r"\s*[.,;]?\s*$")
_NEXT_NAME = re.compile(r"[\s$]*(\\?[A-Za-z]+|σ)")
_WOLFRAM = re.compile(r"\b[A-Z][A-Za-z]+'*\[")
# No letter for a function (f, g, h), a derivative (d, D) or a word (S) is first.
_PARAMETER_AND_VARIABLE = re.compile(r"[B-CF-HJ-NP-RT-Zbcj-np-tvwz][xtz]")
_NEXT_WORD = re.compile(r"\s+([A-Za-z]{2,20})")


@dataclass(slots=True)
class Words(Tokens):
    """The tokens found so far in a text, and what a word among them is."""

    latex: bool = False

    def word(self, word: str, start: int, end: int, whole: bool = False) -> int:
        """Take a run of letters, and return where to go on; one that is `whole` is no product of letters."""
        lowered = word.lower()
        after_word = not self.found or self.found[-1].type in _OPENING_WORDS
        if lowered == "real" and self.follows("FOR", "SIGNED", "LET", "ON"):
            self.emit("NUMBERS", "R", start, end)  # it says what a letter is
            return end
        if lowered in lexicon.FILLERS and after_word and (len(word) > 1 or self.is_article(end)):
            return end
        if lowered in ("always", "everywhere") and _END.match(self.text, end):
            return end
        if lowered in lexicon.TRAILERS and self.follows("HEAD", "SIGNED", "TREND", "TRENDS", "PARITY"):
            return self.trailer(end)
        if (opened := self.differentiator(word, end)) is not None:
            return opened
        keyword = lexicon.KEYWORDS.get(lowered) if len(word) > 1 else None
        known = self.either(lexicon.FUNCTION_WORDS.get(word), keyword, end) or lexicon.LETTERS.get(word)
        if word == "E" and _WOLFRAM.search(self.text):
            known = ("EULER", None)
        if known or len(word) == 1:
            terminal, value = known or ("NAME", word)
            self.emit(terminal, value, start, end)
            return end
        split = [] if whole else self.split(word, end)
        if not split:
            raise self.refuse(f"unknown word {shown(word)}{_suggestion(word)}", start)
        for part in split:
            start = self.word(part, start, start + len(part))
        return start

    def split(self, word: str, end: int) -> list[str]:
        """Return the letters and words that stand side by side without a blank, none if it is no product.

        >>> Words("").split("dx", 2), Words("kS(n,k)").split("kS", 2), Words("").split("foo", 3)
        (['d', 'x'], ['k', 'S'], [])
        """
        rest = word[1:]
        if word[0] == "d" and (len(rest) == 1 or rest in lexicon.FUNCTION_WORDS):
            return ["d", rest]  # dx, dsigma
        function = lexicon.FUNCTION_WORDS.get(word[:-1])
        if function and len(word) > 2 and word[-1] in VARIABLES and not is_symbol(function[1].function):
            return [word[:-1], word[-1]]  # coshx
        is_letter = word[0] in lexicon.KNOWN_LETTERS
        if is_letter and rest in lexicon.TWO_ARGUMENTS and self.text.startswith("(", end):
            return [word[0], rest]  # kS(n,k)
        first = self.latex or self.is_letter(word[0])
        if len(word) == 2 and first and word not in lexicon.NO_PRODUCTS and _OPEN.match(self.text, end):
            beside = rf"(?<![A-Za-z\\]){word[1]}['′]*\s*\("
            if re.search(beside, self.text):
                return [*word]  # kP(t) beside P(t)
        return [*word] if self.is_product(word, end) else []

    def is_article(self, end: int) -> bool:
        """Return whether a single letter is that of “has a maximum”."""
        following = _NEXT_WORD.match(self.text, end)
        is_word = following is not None and following[1].lower() in lexicon.KEYWORDS
        return is_word and self.follows("IS", "HAS", "OF")

    def is_product(self, word: str, end: int) -> bool:
        """Return whether the letters are meant to be multiplied: kx, Ce, rt, and in LaTeX Lk, jkx, kMt."""
        if word in lexicon.NO_PRODUCTS:
            return False
        first, last = lexicon.KNOWN_LETTERS, VARIABLES | {"e"}
        if self.latex:
            last = last | first | lexicon.FUNCTION_LETTERS
        if len(word) == 2 and word[0] in first and word[1] in last:
            return True
        if _OPEN.match(self.text, end):
            return False
        if _PARAMETER_AND_VARIABLE.fullmatch(word):
            return True
        if not self.latex:
            return False
        if len(word) == 2:
            return True  # kT, Ae^{-kt}
        # Without a vowel before the end it is no word, if its letters stand elsewhere, too.
        letters = re.fullmatch(r"[B-DF-HJ-NP-RT-Zb-df-hj-np-tv-z]{1,3}[b-df-hj-np-tv-ze]", word)
        return letters is not None and all(map(self.is_letter, word))

    def is_letter(self, letter: str) -> bool:
        """Return whether a letter is known, or stands alone elsewhere in the text."""
        known = letter in lexicon.KNOWN_LETTERS or letter == "e"
        return known or re.search(rf"(?<![A-Za-z\\]){letter}(?![A-Za-z])", self.text) is not None

    def trailer(self, end: int) -> int:
        """Take the “function” of “the sigmoid function”, and that name too if σ follows.

        Raises:
            ParseError: another name follows.
        """
        following = _NEXT_NAME.match(self.text, end)
        if following is None or not self.follows("HEAD"):
            return end
        name = following[1].removeprefix("\\")
        other = (
            lexicon.FUNCTION_WORDS.get(name) or lexicon.FUNCTION_MACROS.get(name) or lexicon.SIGNS.get(name)
        )
        if other and isinstance(other[1], lexicon.Spelling):
            if other[1].function != self.found[-1].value.function:
                raise self.refuse("two names beside each other", following.start(1))
            self.found.pop()
        elif name.lower() not in lexicon.FIRST_WORDS:
            raise self.refuse("two names beside each other", following.start(1))
        return end

    def differentiator(self, word: str, end: int) -> int | None:
        """Take D[ or diff(, and return where to go on; None if the word is neither."""
        opening = {"D": "["}.get(word, "(" if word in lexicon.DIFFERENTIATORS else "")
        if not opening or not self.text.startswith(opening, end):
            return None
        self.bracket("OPEN_SQUARE" if opening == "[" else "OPEN", None, end, end + 1)
        self.found[-1] = Token("DIFFERENTIATOR", None, end - len(word), end + 1)
        return end + 1

    def either(self, function: Entry | None, word: Entry | None, end: int) -> Entry | None:
        """Return what a word is that may name a function, too: max σ' and max(a, b)."""
        return function if function and (word is None or self.has_pair(end)) else word

    def has_pair(self, position: int) -> bool:
        """Return whether two expressions in a bracket come next, or more."""
        opened = _OPEN.match(self.text, position)
        depth = 1
        for character in self.text[opened.end() :] if opened else "":
            depth += (character in "([{") - (character in ")]}")
            if depth < 1 or (character == "," and depth == 1):
                return depth == 1
        return False


def _suggestion(word: str) -> str:
    from difflib import get_close_matches  # only an error needs it

    known = [word for word in (*lexicon.FUNCTION_WORDS, *lexicon.KEYWORDS) if len(word) > 2]
    close = [] if word.lower() in lexicon.FILLERS else get_close_matches(word[:40], known, 1, 0.75)
    return f"; did you mean {close[0]!r}?" if close else ""
