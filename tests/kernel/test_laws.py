"""The laws hold of the kernel, and none of the forgeries is accepted."""

from collections.abc import Callable
from typing import Any

import pytest

from sigmoid_sym.kernel import CertificateError, check
from sigmoid_sym.tree.claim import Claim
from sigmoid_sym.tree.data import to_data
from tests.kernel import mutants
from tests.kernel.forged_kinks import KINKS
from tests.kernel.forgeries import FORGERIES
from tests.kernel.laws import LAWS


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_laws(law: Callable[[Any], None]) -> None:
    law(mutants.modules())


FORGED = FORGERIES + KINKS


@pytest.mark.parametrize(("what", "claim", "steps"), FORGED, ids=[what for what, _, _ in FORGED])
def test_forgeries_are_rejected(what: str, claim: Claim, steps: list[Any]) -> None:
    with pytest.raises(CertificateError, match="not shown"):
        check({"claim": to_data(claim), "steps": steps, "choices": {}})
