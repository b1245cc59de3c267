"""What is read of printed TeX, code and sentences is written, and read back as the same claim."""

import pytest

from sigmoid_sym.language.reader import readings
from sigmoid_sym.language.statement import claim_latex, claim_text
from sigmoid_sym.language.text import ASCII
from sigmoid_sym.tree.claim import Claim

from .test_reader_printed import CODE, PRINTED, TEX
from .test_reader_sentences import DECIDED, KINDS
from .test_reader_undeclared import DECLARED, IDENTITIES

TEXTS = [
    *PRINTED,
    *(source for source, _ in [*TEX, *CODE, *IDENTITIES, *DECLARED]),
    *(source for several in KINDS.values() for source in several),
    *(source for source, _ in DECIDED if "implies x > 0" not in source and source != "σ'' vanishes"),
]


@pytest.mark.parametrize("source", TEXTS)
def test_read_back(source: str) -> None:
    for claim in readings(source):
        assert isinstance(claim, Claim)
        for written in (claim_text(claim), claim_text(claim, alphabet=ASCII), claim_latex(claim)):
            assert claim in readings(written), written
