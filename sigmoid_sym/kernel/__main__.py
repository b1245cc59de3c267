"""`python -m sigmoid_sym.kernel FILE …`: checks certificates, and prints what they prove or refute."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.kernel.check import given, judged
from sigmoid_sym.kernel.numbers import CertificateError
from sigmoid_sym.language.statement import claim_text


def main(files: list[str]) -> int:
    """Return 0 if every certificate is accepted, 1 if one is not, 2 if there is nothing to check."""
    if not files:
        print("usage: python -m sigmoid_sym.kernel FILE …", file=sys.stderr)
        return 2
    status = 0
    for file in files:
        try:
            certificates = list(given(json.loads(Path(file).read_text(encoding="utf-8"))))
            if not certificates:
                raise SigmoidSymError("there is no certificate in it")
            for certificate in certificates:
                verdict, claim = judged(certificate)
                print(f"{file}: {verdict}: {claim_text(claim)}")
        except CertificateError as error:
            print(f"{file}: rejected: {error}", file=sys.stderr)
            status = max(status, 1)
        except (OSError, ValueError, RecursionError) as error:  # a SigmoidSymError is a ValueError
            print(f"{file}: {error}", file=sys.stderr)
            status = 2
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
