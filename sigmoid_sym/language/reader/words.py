"""Runs of letters: a word of the lexicon, a letter, or letters side by side.

Text → tokens, the part of that stage that knows words: in comes a run of letters, out go its tokens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sigmoid_sym.errors import shown
from sigmoid_sym.language.reader import lexicon
from sigmoid_sym.language.reader.lexicon import Entry
from sigmoid_sym.language.reader.tokens import Token, Tokens
from sigmoid_sym.tree.claim import VARIABLES

_OPENING_WORDS = lexicon.words(
    "SEPARATOR FOR ON LET AT AS IS HAS OF BY IN ABOUT TREND PARITY SIGNED NUMBERS EXACTLY STRICTLY EXTREMUM"
)
_OPEN = re.compile(r"\s*(\\left|\\[bB]igg?l?)?\s*(\(|\\?\{|\\lbrace)")
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
        if word == "D" and self.text.startswith("[", end):
            self.bracket("OPEN_SQUARE", None, end, end + 1)
            self.found[-1] = Token("DIFFERENTIATOR", None, start, end + 1)
            return end + 1
        keyword = lexicon.KEYWORDS.get(lowered) if len(word) > 1 else None
        known = self.either(lexicon.FUNCTION_WORDS.get(word), keyword, end) or lexicon.LETTERS.get(word)
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
        is_letter = word[0] in lexicon.KNOWN_LETTERS
        if is_letter and rest in lexicon.TWO_ARGUMENTS and self.text.startswith("(", end):
            return [word[0], rest]  # kS(n,k)
        return [*word] if self.is_product(word) else []

    def is_article(self, end: int) -> bool:
        """Return whether a single letter is that of “has a maximum”."""
        following = _NEXT_WORD.match(self.text, end)
        is_word = following is not None and following[1].lower() in lexicon.KEYWORDS
        return is_word and self.follows("IS", "HAS", "OF")

    def is_product(self, word: str) -> bool:
        """Return whether the letters are meant to be multiplied: kx, Ce, and in LaTeX Lk, jkx too."""
        if word in lexicon.NO_PRODUCTS:
            return False
        first, last = lexicon.KNOWN_LETTERS, VARIABLES | {"e"}
        if self.latex:
            last = last | first | lexicon.FUNCTION_LETTERS
        # Without a vowel before the end it is no word.
        several = self.latex and re.fullmatch(r"[bcjkmnCL]{2,3}[xtze]", word)
        return bool(several) or (len(word) == 2 and word[0] in first and word[1] in last)

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
