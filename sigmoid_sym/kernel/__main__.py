"""`python -m sigmoid_sym.kernel FILE …`: check certificates, and print the claims that they prove."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from sigmoid_sym.kernel.check import check, given
from sigmoid_sym.kernel.numbers import CertificateError
from sigmoid_sym.language.statement import claim_text


def main(files: list[str]) -> int:
    """Return 0 if every file proves its claim, 1 if one does not, 2 if one cannot be read."""
    status = 0
    for file in files:
        try:
            claims = [check(data) for data in given(json.loads(Path(file).read_text(encoding="utf-8")))]
        except CertificateError as error:
            print(f"{file}: {error}", file=sys.stderr)
            status = max(status, 1)
        except (OSError, ValueError, RecursionError) as error:
            print(f"{file}: {error}", file=sys.stderr)
            status = 2
        else:
            for claim in claims:
                print(f"{file}: proved: {claim_text(claim)}")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
