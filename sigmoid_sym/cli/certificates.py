"""`check`: are certificates good?  Exit status 0 if each is accepted, 1 if one is not."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from sigmoid_sym.cli.arguments import Command, as_json
from sigmoid_sym.cli.streams import read_text
from sigmoid_sym.errors import SigmoidSymError, shown

_LONGEST_INPUT = 10_000_000
_SAID = {"proves": "proved", "refutes": "refuted", "rejected": "rejected"}


def add_commands(command: Command) -> None:
    """Add the command of this file to the parser."""
    sub = command(
        "check",
        _check,
        "Check certificates, with the kernel alone, and print the claims that they prove or refute.",
    )
    sub.add_argument(
        "files",
        metavar="FILE",
        nargs="*",
        help="a certificate, or what `prove --json` prints; none or - reads stdin",
    )


def _check(options: argparse.Namespace) -> int:
    from sigmoid_sym.kernel import CertificateError, given, judged  # not for the other commands
    from sigmoid_sym.language.statement import claim_text

    rows: list[dict[str, str]] = []
    for file in options.files or ["-"]:
        certificates = list(given(_read(file)))
        if not certificates:
            raise SigmoidSymError(f"FILE {file}: there is no certificate in it")
        for certificate in certificates:
            try:
                verdict, claim = judged(certificate)
                said = "proves" if verdict == "proved" else "refutes"
                rows.append({"file": file, said: claim_text(claim)})
            except CertificateError as error:
                rows.append({"file": file, "rejected": str(error)})
    if options.json:
        print(as_json(rows))
    else:
        for row in rows:
            said, what = list(row.items())[1]
            print(f"{_SAID[said]}: {what}")
    return int(any("rejected" in row for row in rows))


def _read(file: str) -> Any:
    try:
        if file == "-":
            text = read_text(sys.stdin, _LONGEST_INPUT)
        elif Path(file).stat().st_size > _LONGEST_INPUT:
            raise SigmoidSymError(f"FILE {file} is longer than {_LONGEST_INPUT} bytes")
        else:
            text = Path(file).read_text(encoding="utf-8")
        return json.loads(text)
    except OSError as error:
        raise SigmoidSymError(f"FILE {file} cannot be read: {error.strerror or error}") from None
    except (ValueError, RecursionError) as error:
        raise SigmoidSymError(f"FILE {file} is no JSON: {shown(str(error))}") from None
