"""Time of a decision, reading included, beside `sympy.simplify(left - right) == 0` on the same equations.

The claims are those of `claims.txt`, which the tests read too. SymPy gets the expressions ready-made, with
1/(1+e^{-x}) for σ, each in a process of its own; it gives up where it takes longer than the limit, or returns
what is neither 0 nor a number other than 0 for an equation that holds.

Run: python benchmarks/bench_claims.py [seconds for one equation, 5 if left out]
"""

from __future__ import annotations

import multiprocessing
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sigmoid_sym import prove
from sigmoid_sym.closed_forms import closed_form
from sigmoid_sym.decision.decide import decide
from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.language.reader import readings
from sigmoid_sym.language.sympy import to_sympy
from sigmoid_sym.tree.claim import Chain, Relation
from sigmoid_sym.tree.definitions import written_out
from sigmoid_sym.tree.expression import Call, Derivative, Expression, Integer, Symbol, names

PROVED, OPEN = "proved", "not understood"
CLAIMS = [
    (claim.strip(), OPEN if verdict == "open" else verdict)
    for line in Path(__file__).with_name("claims.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
    for verdict, _, claim in [line.partition(" ")]
]


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds, the best of three, and the result."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        result = call()
        times.append(time.perf_counter() - start)
    return min(times), result


def as_sympy(node: Expression) -> Any:
    import sympy

    functions = {
        "sigma": lambda u: 1 / (1 + sympy.exp(-u)),
        "softplus": lambda u: sympy.log(1 + sympy.exp(u)),
        "silu": lambda u: u / (1 + sympy.exp(-u)),
        "logit": lambda u: sympy.log(u / (1 - u)),
    }
    return to_sympy(node, functions=functions).doit()


def simplified(difference: Any, sender: Any) -> None:
    import sympy

    start = time.perf_counter()
    result = sympy.simplify(difference)
    sender.send((time.perf_counter() - start, result == 0))


def limited(difference: Any, limit: float) -> tuple[float, bool] | None:
    """Seconds, and whether simplify returns 0; None if it takes too long."""
    receiver, sender = multiprocessing.get_context("fork").Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=simplified, args=(difference, sender))
    process.start()
    try:
        return receiver.recv() if receiver.poll(limit) else None
    finally:
        process.kill()
        process.join()


def equation_of(claim: str) -> tuple[Chain, Any] | None:
    """The claim and the difference of its sides for SymPy, if it is one equation between functions.

    Raises:
        SigmoidSymError, NotImplementedError, TypeError, ValueError: it is not in SymPy as it stands.
    """
    found = readings(claim)
    equation = found[0]
    if len(found) > 1 or not isinstance(equation, Chain) or equation.relations != (Relation.EQ,):
        return None
    sides = [written_out(side, equation.definitions) for side in equation.sides]
    if names(sides[0]) & {"n", "k"} and "f(" not in claim:  # of every order: nothing for simplify
        return None
    return equation, as_sympy(sides[0] - sides[1])


def all_claims() -> float:
    """Print what `prove` makes of every claim; return the median of its seconds."""
    times, verdicts = [], Counter[str]()
    for claim, expected in CLAIMS:
        seconds, verdict = timed(lambda claim=claim: prove(claim, hints=False))
        times.append((seconds, claim))
        verdicts[f"{verdict.name}{'' if verdict.name == expected else ' (WRONG)'}"] += 1
    slowest, claim = max(times)
    median = statistics.median(seconds for seconds, _ in times)
    print(f"{len(times)} claims, {dict(verdicts)}")
    print(f"median {median * 1e3:.1f} ms, slowest {slowest * 1e3:.0f} ms: {claim}")
    return median


def equations(limit: float) -> tuple[list[float], list[float]]:
    """Print what SymPy makes of the equations; return our seconds for each, and SymPy's."""
    ours, theirs, outcomes = [], [], Counter[str]()
    for claim, expected in CLAIMS:
        try:
            found = equation_of(claim) if expected != OPEN else None
        except (SigmoidSymError, NotImplementedError, TypeError, ValueError):
            outcomes["not in SymPy as it stands"] += 1
            continue
        if found is None:
            continue
        equation, difference = found
        ours.append(timed(lambda equation=equation: decide(equation, hints=False))[0])
        answer = limited(difference, limit)
        theirs.append(limit if answer is None else answer[0])
        if answer is None:
            outcomes["gives up: too long"] += 1
        elif answer[1] == (expected == PROVED):
            outcomes["right"] += 1
        else:
            outcomes["gives up: not 0" if expected == PROVED else "WRONG: 0"] += 1
    print(f"{len(ours)} equations: SymPy {dict(outcomes)}")
    return ours, theirs


def main(limit: float) -> None:
    """Print both tables, and how they compare."""
    prove("σ = σ")  # load the grammar
    every = all_claims()

    x = Symbol("x")
    for n in (5, 20, 50):
        left = Derivative(Call("sigma", (x,)), x, Integer(n))
        chain = Chain((left, closed_form("stirling", n)), (Relation.EQ,))
        print(f"σ^({n}) = Σ c_k σ^k: {timed(lambda chain=chain: decide(chain))[0] * 1e3:.1f} ms")

    ours, theirs = equations(limit)
    mine, its = statistics.median(ours), statistics.median(theirs)
    ratio = statistics.median(b / a for a, b in zip(ours, theirs, strict=True))
    print(f"equations: median {mine * 1e3:.1f} ms, SymPy {its * 1e3:.0f} ms, {its / mine:.0f} ×")
    print(f"equations one by one, median of the ratios: SymPy {ratio:.0f} ×")
    print(f"all claims: median {every * 1e3:.1f} ms, SymPy on the equations {its / every:.0f} × that")
    print(f"all equations: {sum(ours):.2f} s, SymPy {sum(theirs):.0f} s, {sum(theirs) / sum(ours):.0f} ×")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 5.0)
