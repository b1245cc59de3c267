"""Runs of letters: a word of the lexicon, a letter, or letters side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sigmoid_sym.errors import shown
from sigmoid_sym.language.reader import lexicon
from sigmoid_sym.language.reader.brackets import Brackets, Token
from sigmoid_sym.tree.expression import GREEK

_OPENING_WORDS = lexicon.words(
    "SEPARATOR FOR ON LET AT AS IS HAS OF BY IN ABOUT TREND PARITY SIGNED NUMBERS EXACTLY STRICTLY EXTREMUM"
)


@dataclass(slots=True)
class Words(Brackets):
    """The tokens found so far in a text, and what a word among them is."""

    def word(self, word: str, start: int, end: int, whole: bool = False) -> None:
        """Take a run of letters: a known word, a letter, or (unless `whole`) a product of letters."""
        lowered = word.lower()
        after_word = not self.found or self.found[-1].terminal in _OPENING_WORDS
        if lowered == "real" and self.follows("FOR", "SIGNED", "LET", "ON"):
            self.emit("NUMBERS", "R", start, end)  # it says what a letter is
            return
        if lowered in lexicon.FILLERS and after_word and (len(word) > 1 or self.is_article(end)):
            return
        if word in lexicon.FUNCTION_WORDS:
            self.emit("HEAD", lexicon.FUNCTION_WORDS[word][1] + " " + word, start, end)
        elif len(word) > 1 and lowered in lexicon.KEYWORDS:
            self.emit(*lexicon.KEYWORDS[lowered], start, end)
        elif word == "D" and self.text.startswith("[", end):
            self.bracket("[", end)
            self.found[-1] = Token("DIFFERENTIATOR", "D", start, end + 1)
        elif len(word) == 1:
            self.letter(word, start, end)
        elif word in GREEK and word not in ("sigma", "Sigma"):
            self.emit("NAME", word, start, end)
        elif not whole and word[0] == "d" and (len(word) == 2 or word[1:] in lexicon.FUNCTION_WORDS):
            self.letter("d", start, start + 1)
            self.word(word[1:], start + 1, end)
        elif not whole and self.is_call_of_two(word, end):
            self.letter(word[0], start, start + 1)
            self.word(word[1], start + 1, end)
        elif not whole and self.is_product(word):
            for place, letter in enumerate(word, start):
                self.letter(letter, place, place + 1)
        else:
            raise self.refuse(f"unknown word {shown(word)}{_suggestion(word)}", start)

    def is_article(self, end: int) -> bool:
        """Return whether a single letter is that of “has a maximum”."""
        following = re.match(r"\s+([A-Za-z]{2,20})", self.text[end : end + 40])
        is_word = following is not None and following[1].lower() in lexicon.KEYWORDS
        return is_word and self.follows("IS", "HAS", "OF")

    def letter(self, letter: str, start: int, end: int) -> None:
        terminal = {"e": "EULER", "d": "DIFFERENTIAL"}.get(letter, "NAME")
        self.emit(terminal, letter, start, end)

    def is_call_of_two(self, word: str, end: int) -> bool:
        """Return whether it is the beginning of kS(n,k)."""
        is_factor = word[0] in lexicon.VARIABLES | lexicon.PARAMETERS
        return is_factor and word[1:] in lexicon.TWO_ARGUMENTS and self.text.startswith("(", end)

    def is_product(self, word: str) -> bool:
        """Return whether the letters are meant to be multiplied: kx, Ce, and in LaTeX Lk, jkx too."""
        if word in lexicon.NO_PRODUCTS:
            return False
        first, last = lexicon.VARIABLES | lexicon.PARAMETERS, lexicon.VARIABLES | {"e"}
        if self.latex:
            last = last | first | lexicon.FUNCTION_LETTERS
        # Without a vowel before the end it is no word.
        several = self.latex and re.fullmatch(r"[bcjkmnCL]{2,3}[xtze]", word)
        return bool(several) or (len(word) == 2 and word[0] in first and word[1] in last)


def _suggestion(word: str) -> str:
    from difflib import get_close_matches  # only an error needs it

    known = [word for word in (*lexicon.FUNCTION_WORDS, *lexicon.KEYWORDS) if len(word) > 2]
    close = get_close_matches(word[:40], known, 1, 0.75)
    return f"; did you mean {close[0]!r}?" if close else ""
