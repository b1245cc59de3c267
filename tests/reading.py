"""What a text says, in words: shared by the tests of the reader."""

from sigmoid_sym.language.reader import readings
from sigmoid_sym.language.statement import claim_text
from sigmoid_sym.language.text import ASCII, text
from sigmoid_sym.tree.claim import Claim


def said(source: str) -> list[str]:
    """What the text says, in all its readings, written in ASCII."""
    return [
        claim_text(reading, alphabet=ASCII) if isinstance(reading, Claim) else text(reading, alphabet=ASCII)
        for reading in readings(source)
    ]
