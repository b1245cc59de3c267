"""Ordinals, wherever a person meets one."""

import re
from pathlib import Path

from sigmoid_sym.language.numerals import ordinal

ROOT = Path(__file__).parents[2]


def test_ordinals() -> None:
    """CLDR 44, plurals of ordinals in English: 1, 21, … but not 11; 2, 22, …; 3, 23, …; all others."""
    for number in range(1, 2000):
        written = str(number)
        ending = {"1": "st", "2": "nd", "3": "rd"}.get(written[-1], "th")
        assert ordinal(number) == written + ("th" if written[-2:] in ("11", "12", "13") else ending)
    assert ordinal(10**5000 + 1).endswith("00001st")


def test_no_other_ordinals_are_put_together() -> None:
    """A letter may have -th, as in n-th; a number, or a name in a format, may not."""
    read = [
        ROOT / "README.md",
        *ROOT.glob("sigmoid_sym/**/*.py"),
        *ROOT.glob("docs/*.md"),
        *ROOT.glob("examples/*"),
    ]
    wrong = re.compile(r"[0-9}]-(?:st|nd|rd|th)\b|\}(?:st|nd|rd|th)\b")
    assert [(path.name, match[0]) for path in read for match in wrong.finditer(path.read_text("utf-8"))] == []
