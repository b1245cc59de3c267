"""Time of a decision, reading included, beside `sympy.simplify(left - right) == 0` on the same equations.

The claims are those of the tests. SymPy gets the expressions ready-made, with 1/(1+e^{-x}) for σ, each in a
process of its own; it gives up where it takes longer than the limit, or returns what is neither 0 nor a
number other than 0 for an equation that holds.

Run: python benchmarks/bench_claims.py [seconds for one equation, 20 if left out]
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
from sigmoid_sym.decision.checker.statements import expanded
from sigmoid_sym.decision.decide import decide
from sigmoid_sym.errors import SigmoidSymError
from sigmoid_sym.language.reader import readings
from sigmoid_sym.language.sympy import to_sympy
from sigmoid_sym.tree.claim import Chain, Relation
from sigmoid_sym.tree.expression import Call, Derivative, Expression, Integer, Symbol, names

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from claims import OPEN, PROVED, TABLE


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


def main(limit: float) -> None:
    """Print both tables."""
    prove("σ = σ")  # load the grammar
    times, by_verdict = [], Counter[str]()
    for claim, expected in TABLE:
        seconds, verdict = timed(lambda claim=claim: prove(claim, hints=False))
        times.append((seconds, claim))
        by_verdict[f"{verdict.name}{'' if verdict.name == expected else ' (WRONG)'}"] += 1
    times.sort()
    print(f"{len(times)} claims, {dict(by_verdict)}")
    median, (slowest, claim) = statistics.median(t for t, _ in times), times[-1]
    print(f"median {median * 1e3:.1f} ms, slowest {slowest * 1e3:.0f} ms: {claim}")

    x = Symbol("x")
    for n in (5, 20, 50):
        chain = Chain(
            (Derivative(Call("sigma", (x,)), x, Integer(n)), closed_form("stirling", n)), (Relation.EQ,)
        )
        print(f"σ^({n}) = Σ c_k σ^k: {timed(lambda chain=chain: decide(chain))[0] * 1e3:.1f} ms")

    ours, theirs, outcomes = [], [], Counter[str]()
    for claim, expected in TABLE:
        if expected == OPEN or len(found := readings(claim)) > 1 or not isinstance(found[0], Chain):
            continue
        equation = found[0]
        sides = [expanded(side, equation.definitions) for side in equation.sides]
        if equation.relations != (Relation.EQ,) or (names(sides[0]) & {"n", "k"} and "f(" not in claim):
            continue
        try:
            difference = as_sympy(sides[0] - sides[1])
        except (SigmoidSymError, NotImplementedError, TypeError, ValueError):
            outcomes["not in SymPy as it stands"] += 1
            continue
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
    medians = [statistics.median(times) * 1e3 for times in (ours, theirs)]
    print(
        f"median {medians[0]:.1f} ms, SymPy {medians[1]:.0f} ms; "
        f"all {sum(ours):.2f} s, SymPy {sum(theirs):.0f} s"
    )


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 20.0)
