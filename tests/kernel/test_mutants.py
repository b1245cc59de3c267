"""Of the kernel's mutants (see `mutants`) none goes unnoticed but those that change nothing."""

import ast
import copy
import json
import random
from functools import cache
from typing import Any

import pytest
from claims import PROVED, TABLE

from sigmoid_sym import Proved, prove
from sigmoid_sym.kernel import CertificateError, check
from sigmoid_sym.tree.data import to_data
from tests.kernel import mutants
from tests.kernel.forged_kinks import KINKS
from tests.kernel.forgeries import FORGERIES
from tests.kernel.refutations import EVIDENCE, NO_EVIDENCE
from tests.kernel.test_certificates import FOREIGN, corruptions, slips

pytestmark = [pytest.mark.once, pytest.mark.long]

MORE = """\
x·σ(x) > -0.2785
tanh(x) < x for x > 0
x - x^3/6 < tanh(x) + x^3 for 0 < x < 1
e^x ≥ 1 + x
softplus(x) ≥ x
log(x) < x for x ≥ 1
σ(log(x)) < 1
(x-1)^2 (e^x - 2) ≥ 0 for x > 1
x^2 - 2x < 0 for 0 < x < 2
x^4 - 3x^2 + 1 has exactly 4 zeros
x^4 - 3x^2 + 1 has exactly 2 zeros for x ≥ 0
(x-1)(x-2) has exactly 1 zero for 1 ≤ x < 2
x^2 (x - 1) has exactly 2 zeros
(x - 1) e^x + 1 has exactly 1 zero
x(e^x - 2) has exactly 2 zeros
σ^{(6)} has exactly 5 zeros
1/x is decreasing for x > 0
x^3 is increasing
the range of e^x - x is [1, ∞)
the range of 1/x is (0, 1) for x > 1
lim_{x→∞} x^2 e^(-x) = 0
lim_{x→-∞} x^3 = -∞
lim_{x→0^{-}} 1/x = -∞
lim_{x→0} 1/x^2 = ∞
e^3 > 20
log(3) > 1.0986
e^(-7/2) < 0.0303
σ(1/2) ≈ 0.62246
σ(0) ≈ 1/2
tanh(-1/3) ≈ -0.32151
the maximum of x·(1-x) is 1/4 at x = 1/2
the minimum of e^x - x is 1
x^2·x^3 is odd
2^(n+3) = 8·2^n
log(1+e^x) ≤ log(2) + x/2 + x^2/8
softplus(x) < e^x
x e^(-x) ≤ e^(-1)
log(2)·σ(x) < 7/10
lim_{x→∞} (softplus(x) - x) e^x = 1
(n+2)! = (n+2)(n+1) n!
|x - 1| + |x| ≥ 1
|x| ≤ 5 for -2 < x ≤ 5
|e^x - 2| ≥ 0
max(a, b) ≥ a
max(2a, 2b) = 2 max(a, b)
ReLU'(3) = 1
d/dx (x|x|) = 2|x|
|x^2 - 2| ≤ x^2 + 2
softplus(x) - ReLU(x) ≤ log(2)
the maximum of e^(-|x|) is 1
ReLU is increasing
x + |x|/2 is strictly increasing
|x| is convex
min(x, 2x) is concave
softplus(|x|) is convex
the range of e^(-|x|) is (0, 1]
the range of hardtanh is [-1, 1]
the range of 1/(1 + |x|) is (0, 1]
lim_{x→0} |x| = 0
lim_{x→0^{-}} |x|/x = -1
lim_{x→∞} e^(-|x|) = 0
lim_{x→-∞} max(x, 0) = 0
"""


@cache
def cases() -> list[tuple[Any, bool]]:
    """Good certificates, and forged ones of them that the kernel rejects."""
    good, bad = [], []
    draw = random.Random(0)
    for text in [*(claim for claim, verdict in TABLE if verdict == PROVED), *MORE.splitlines()]:
        verdict = prove(text, hints=False)
        assert isinstance(verdict, Proved), (text, str(verdict))
        certificate = json.loads(verdict.certificate)
        good.append((certificate, True))
        for part, changes in (
            ("claim", slips),
            ("steps", lambda data: corruptions(data, FOREIGN)),
            ("steps", slips),
        ):
            every = list(changes(certificate[part]))
            for forged in draw.sample(every, min(len(every), 6)):
                candidate = {**certificate, part: forged}
                try:
                    check(copy.deepcopy(candidate))
                except CertificateError:
                    bad.append((candidate, False))
    draw.shuffle(good)
    draw.shuffle(bad)
    forged = [
        ({"claim": to_data(said), "steps": steps, "choices": {}}, False)
        for _, said, steps in FORGERIES + KINKS
    ]
    refuted = [(certificate, True) for certificate in EVIDENCE]
    refuted += [(certificate, False) for _, certificate in NO_EVIDENCE]
    return forged + refuted + good + bad


def test_the_kernel_itself_raises_no_alarm() -> None:
    """Loaded as a mutant is; it was the kernel that judged each case."""
    source = (mutants.ROOT / "signs.py").read_text(encoding="utf-8")
    assert not mutants.notices(mutants.loaded("signs", ast.parse(source)), cases()[::4])


PLANTED = [
    ("numbers", "low, high = max(low, -high, Fraction(0)), max(-low, high)", "low, high = low, high"),
    ("numbers", "return 1 / high, 1 / low", "return 1 / low, 1 / high"),
    ("numbers", "return math.floor(x * scale) / scale", "return math.ceil(x * scale) / scale"),
    ("ring", "parts.append(self.collected(moved) * rate)", "parts.append(self.collected(moved))"),
    ("ring", "own += [number(k) *", "own += [number(-k) *"),
    ("ring", "number(Fraction(1, self.q))", "number(1)"),
    ("ring", "result[key] = result.get(key, 0) + c * d", "result[key] = c * d"),
    ("meaning", "return self.of(above) * self.of(below) ** -1", "return self.of(above) * self.of(below)"),
    ("meaning", "return row[n]", "return row[max(n - 1, 0)]"),
    ("meaning", "return self.exponential(operand, -rate)", "return self.exponential(operand, rate)"),
    ("meaning", "require(bool(f) and (not self.is_constant(f) or self.sign(f) > 0), ", "require(bool(f), "),
    ("conditions", "yield u, Relation.GT", "return"),
    ("conditions", "yield below, Relation.NE", "return"),
    ("signs", "(key, (b - j) * c)", "(key, b * c)"),
    ("signs", "(_lowered(key, 0), q * a * c)", "(_lowered(key, 0), a * c)"),
    ("signs", "require(all(key[:2] == (0, j) for key in p) and", "require(True or"),
    ("signs", 'require(not remaining, "no zero', 'require(True, "no zero'),
    ("signs", '== before, "the sign before', '!= 0, "the sign before'),
    ("signs", '== after, "the sign after', '!= 0, "the sign after'),
    (
        "signs",
        "before, after = values[i] or rising, values[i + 1] or -rising",
        "before, after = rising, -rising",
    ),
    ("signs", "if k % 2 else 1", "if k else 1"),
    ("signs", "(-1 if i % 2 and place.infinite < 0 else 1)", "1"),
    ("limits", "(-1 if odd and not from_above else 1)", "1"),
    ("limits", "value * number(Fraction(1, below))", "value"),
    ("limits", "order = min(parts)", "order = max(parts)"),
    ("limits", "Fraction((-1) ** (k + 1), k)", "Fraction(1, k)"),
    ("limits", "if whole.value or not whole.exact", "if whole.value"),
    ("limits", "o < last", "True"),
    ("signs", "part = _product(_sum(moved, p, -m)", "part = _product(_sum(moved, p, m)"),
    ("factored", "require(plain.signs(p, levels) == Signs([], [1]), ", "require(True, "),
    ("induction", "base ** tree(a * n + b * k + c)", "base ** tree(c)"),
    ("induction", "j * same + before if", "same + before if"),
    ("induction", "require(low + r in", "require(True or low + r in"),
    ("induction", "high >= p - r - (not stirling)", "True"),
    ("factored", "require(bool(whole) and not ring.sum([f, number(-1) * whole]), ", "require(bool(whole), "),
    (
        "factored",
        "k for p, k, _ in self.factors if closed and sign_at(p, end, self.chart.setting) == 0",
        "k for p, k, _ in self.factors if sign_at(p, end, self.chart.setting) == 0",
    ),
    ("factored", "sign if self.scale > 0 else -sign", "sign"),
    ("kinks", "return u if sign > 0 else Neg(u)", "return Neg(u) if sign > 0 else u"),
    ("kinks", "operand if y.name == self.x else self.of", "operand if False else self.of"),
    ("kinks", "body if index.name == self.x else self.of", "body if False else self.of"),
    ("kinks", "bound = True", "bound = bound"),
    ("cases", "() if bound else self.chosen.items()", "self.chosen.items()"),
    ("cases", "return sign * self.ring.sign(ratio)\n        raise", "return sign\n        raise"),
    ("cases", "for sign in (1, -1):", "for sign in (1,):"),
    ("cases", "(letter, place) == (x, where)", "letter == x"),
    ("cases", "(Relation.LE, -1)", "(Relation.LE, 1)"),
    ("cases", "require(shown or case.follows(sides, relation), ", "require(True, "),
    ("cases", "{0, sign * self.ring.sign(ratio)} <=", "{sign * self.ring.sign(ratio)} <="),
    ("cases", "where is None or (letter, where) == (x, part)", "True"),
    ("cases", "return implies(known, relation) and", "return"),
    ("cases", "require(before.upper == after.lower and ", "require("),
    ("cases", "(before.upper_closed or after.lower_closed)", "True"),
    ("cases", "require(first.lower == where.lower and ", "require("),
    ("cases", "last.upper_closed >= where.upper_closed", "True"),
    ("joined", "require(not case.chosen, ", "require(True, "),
    ("joined", "require(is_shown(facts, need, relation, x, where), ", "require(True, "),
    ("joined", 'require(len(sides) == len(step["parts"]), ', "require(True, "),
    ("joined", "require(point == (part.upper if below else part.lower), ", "require(True, "),
    ("joined", "require(Tends(g, x, point, own, value) in facts, ", "require(True, "),
    ("joined", "strict = False", "pass"),
    ("joined", "for known in _strict(relation)), ", "for known in ALLOWED) or True, "),
    ("joined", "require(ring.sign(turn) in ALLOWED[relation], ", "require(True, "),
    ("conclusion", '[True] if getattr(self.claim, "strict", True) else [True, False]', "[True, False]"),
    ("conclusion", "require(Continuous(f, x.name, where) in self.facts, ", "require(True, "),
    ("meaning", "return self.sign(value)", "return 1"),
    ("conditions", "if analytic and free_symbols(u)", "if False"),
    ("conditions", "case Derivative():\n            analytic = True", "case Derivative():\n            pass"),
    ("rules", "conditions(f, analytic=True)", "conditions(f)"),
    ("conclusion", "require_between(self.ring, place, self.domain(x))", "pass"),
    ("rules", "require(not ring.of(left - right), ", "require(True, "),
    ("rules", "require(known.signs() <= set(ALLOWED[relation]), ", "require(True, "),
    ("rules", "require(0 in ALLOWED[relation] or not known.vanishes(), ", "require(True, "),
    ("rules", "require(between_numbers(ring, left, relation, right), ", "require(True, "),
    ("rules", "require(not difference, ", "require(True, "),
    ("rules", "return low <= 0 <= high", "return low <= high"),
    ("rules", "require(first in facts, ", "require(True, "),
    ("rules", 'require(Regular(f, x, where) in facts, "a function', 'require(True, "a function'),
    ("rules", "for u in needs if ring.sign(ring.of(put(u, x, part.lower))) <= 0", "for u in needs"),
    ("goals", "self.need(self.attained(f, x, extreme), ", "self.need(True, "),
    ("goals", "self.regular(f, x, where)\n\n    def extremum", "pass\n\n    def extremum"),
    (
        "goals",
        "if relation is Relation.GT:\n                self.needed",
        "if False:\n                self.needed",
    ),
    ("goals", 'require(side in ("", only), ', "require(True, "),
    ("meaning", 'require(self.fixed(g), "a number")', "pass"),
    ("goals", "require_between(self.ring, value, replace(i, lower=low, upper=high))", "pass"),
    ("refutation", "not joint or domain.variable.name in point", "True"),
    ("refutation", "number.value % 10 != 0 or number.value == 0", "True"),
    ("joined", 'require(Continuous(f, x, where) in facts, "a function without jumps")', "pass"),
    ("refutation", "ring.sign(ring.of(b - a)) > 0", "True"),
    ("refutation", "_fails(rising, ring, a) and _fails(falling, ring, b)", "_fails(rising, ring, a)"),
    ("refutation", "(known.domains, known.definitions) == (claim.domains, claim.definitions)", "True"),
    ("refutation", "require(side in", "require(True or side in"),
    ("refutation", "low > 0 or high > 0 or", "True or"),
    ("refutation", "away > 0 or (away == 0 and closed and not known_closed)", "away >= 0"),
    ("refutation", 'ring.sign(ring.of(goals.written(count))) > 0, "a zero"', 'True, "a zero"'),
    ("refutation", "relation in (Relation.NE, Relation.LT, Relation.GT) and f", "f"),
    ("conclusion", "require(Regular(f, x.name, where) in self.facts, ", "require(True, "),
    ("conclusion", "fact.least <= self.least(fact.letters[0])", "True"),
    ("conclusion", "self.admit(name, point[name])", "pass"),
]


@pytest.mark.parametrize(("module", "old", "new"), PLANTED, ids=range(len(PLANTED)))
def test_planted_errors_are_noticed(module: str, old: str, new: str) -> None:
    source = (mutants.ROOT / f"{module}.py").read_text(encoding="utf-8")
    assert source.count(old) == 1, "no such place"
    kernel = mutants.loaded(module, ast.parse(source.replace(old, new)))
    assert mutants.notices(kernel, cases())
