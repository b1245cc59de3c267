"""Claims as people write them, each with its verdict: those of `benchmarks/claims.txt`, which says more."""

from pathlib import Path

PROVED, REFUTED, OPEN = "proved", "refuted", "not understood"
_VERDICTS = {"proved": PROVED, "refuted": REFUTED, "open": OPEN}
_LINES = (Path(__file__).parents[1] / "benchmarks" / "claims.txt").read_text(encoding="utf-8").splitlines()

TABLE = [
    (claim.strip(), _VERDICTS[verdict])
    for verdict, _, claim in (line.partition(" ") for line in _LINES if line and not line.startswith("#"))
]
