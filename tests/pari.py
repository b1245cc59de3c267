"""Integer rows computed by PARI/GP, a system that shares no code with this package."""

import subprocess

from flint import fmpz

# S(n,k) = Σ_j j^n/j! (-1)^{k-j}/(k-j)!, the Cauchy product of the exponential generating functions;
# quicker at n = 2000 than stirling(n,k,2), which makes one sum for each k.
STIRLING2_BY_PRODUCT = """
stirling2row(n) = {
  my(f = n!, C);
  C = sum(j = 0, n, f/j!*j^n*y^j) * sum(j = 0, n, (-1)^j*f/j!*y^j);
  vector(n + 1, k, polcoef(C, k - 1)/f^2);
};
"""


def pari_rows(script: str) -> list[tuple[int, ...]]:
    """Run a GP script that prints one vector of integers a line."""
    run = subprocess.run(
        ["gp", "-q", "-f", "-s", "512M"],
        input="default(linewrap, 0);\n" + script,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    # fmpz reads any number of digits; int() refuses more than 4300.
    return [tuple(int(fmpz(a)) for a in line.strip("[]~").split(",")) for line in run.stdout.splitlines()]
