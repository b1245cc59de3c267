"""The page of the language says what the reader reads."""

import re
from pathlib import Path

import pytest
from reading import said

from sigmoid_sym.errors import ParseError
from sigmoid_sym.language.reader.undeclared import is_known
from sigmoid_sym.tree.expression import GREEK

PAGE = Path(__file__).parents[2].joinpath("docs/language.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(.+?)` \| (?:`(.+)`|(not understood)) \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("written", "meaning", "refused"), ROWS)
def test_each_row_is_read_as_it_says(written: str, meaning: str, refused: str) -> None:
    if refused:
        with pytest.raises(ParseError):
            said(written)
    else:
        assert said(written) == [meaning.replace(r"\|", "|")]


def test_every_row_was_found() -> None:
    assert len(ROWS) == sum(line.startswith("| `") for line in PAGE.splitlines()) > 30


def test_the_letters_that_need_no_declaration_are_listed() -> None:
    (listed,) = re.findall(r"The letters (.+?) need no declaration", PAGE)
    words = {letter: name for name, letter in GREEK.items()}
    names = {words.get(letter, letter) for letter in re.split(r",? and |, ", listed)}
    letters = [*map(chr, range(65, 91)), *map(chr, range(97, 123)), *GREEK]
    assert names == {letter for letter in letters if is_known(letter)}
