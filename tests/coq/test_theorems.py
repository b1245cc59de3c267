"""A statement for Coq says what the claim says: read back, it has the same sides, signs and domain."""

import functools
import itertools
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import mpmath
import pytest
import sampling
from claims import PROVED, TABLE
from coq_reader import Tree, holds, read, value
from sampling import meanings, said

from sigmoid_sym import Proved, SigmoidSymError, prove
from sigmoid_sym.decision.catalogue import IDENTITIES
from sigmoid_sym.language.reader import parse_claim
from sigmoid_sym.tree.claim import (
    INFINITY,
    REAL_LINE,
    Bounded,
    Chain,
    Claim,
    Extremum,
    Interval,
    Limit,
    Membership,
    Parity,
    Range,
    Relation,
    Shape,
    Symmetry,
    Trend,
    ZeroCount,
)
from sigmoid_sym.tree.expression import At, Call, Decimal, Expression, Integer, Neg, free_symbols, tree

_THEOREM = re.compile(r"Theorem claim_\d+ : (.*?)\.\nProof\.", re.DOTALL)
_SIGNS = {"=": "=", "≠": "<>", "<": "<", "≤": "<=", ">": ">", "≥": ">="}
_MIRRORED = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_NEAR = mpmath.mpf(10) ** -20

MORE = [
    "|σ''| < 1/8",
    "σ ≠ 1",
    "softplus is strictly convex",
    "log(σ(x)) is strictly concave",
    "σ is strictly convex for x < 0",
    "σ' is strictly decreasing for x > 1",
    "-σ is monotone",
    "σ is strictly monotone",
    "σ' is increasing for x < -1/2",
    "σ'(x) < 1/4 for 1 < x ≤ 3",
    "the minimum of σ''' is -1/8 at x = 0",
    "let a = 1/2; σ > a for x > 0",
    "0 < σ(x)^2 < σ(x) < 1",
    "σ'(x) ∈ (0, 1/4]",
    "d/dx (x^2 σ(3x)) = 2x σ(3x) + 3x^2 σ(3x)(1-σ(3x))",
    "d/dx σ(a x + b) = a σ(a x + b) (1 - σ(a x + b))",
    "1/x · x = 1",
    "log(x^2) = 2 log(x)",
    "d/dx (1/(1 - e^(-x))) = -e^(-x)/(1 - e^(-x))^2",
    "e^(x+y) = e^x e^y",
    "e^x ≥ 1 + x",
    "tanh(x) ≤ x for x ≥ 0",
    "σ'(2) ≈ 0.1050",
    "the maximum of σ'(x) is 1/4 at x = 0 for -1 < x ≤ 1",
    "σ^(4) has exactly 2 zeros for x ≥ 0",
    "σ has exactly 0 zeros for x > 1",
    "the range of σ(x) is (1/2, 1) for x > 0",
    "lim_{x→0} σ(x) = 1/2",
    "lim_{x→∞} x σ(x) = ∞",
]


TEXTS = list(dict.fromkeys([*(e.text for e in IDENTITIES), *(t for t, v in TABLE if v == PROVED), *MORE]))


@functools.cache
def export_of(text: str) -> tuple[Claim, list[Tree]] | None:
    """A claim that is proved, and its statements for Coq; none where it is not exported."""
    verdict = prove(text, hints=False)
    assert isinstance(verdict, Proved), text
    try:
        source = verdict.coq()
    except SigmoidSymError:
        assert text not in MORE, text
        return None
    return verdict.claim, [read(statement) for statement in _THEOREM.findall(source)]


def parts(tree: Any) -> Iterator[Tree]:
    if isinstance(tree, tuple):
        yield tree
        for part in tree:
            yield from parts(part)


def is_existence(tree: Tree) -> bool:
    return ("name", "ex_derive_n") in parts(tree)


def opened(tree: Tree) -> tuple[dict[str, str], list[Tree], dict[str, Tree], Tree]:
    """The letters, the hypotheses, the local definitions and the conclusion."""
    letters: dict[str, str] = {}
    hypotheses: list[Tree] = []
    local: dict[str, Tree] = {}
    while True:
        match tree:
            case ("forall", bound, body):
                letters |= dict(bound)
                tree = body
            case ("->", hypothesis, body):
                hypotheses.append(hypothesis)
                tree = body
            case ("let", name, term, body):
                local[name] = term
                tree = body
            case _:
                return letters, hypotheses, local, tree


Link = tuple[Expression, str, Expression]


def links(claim: Claim) -> list[Link]:
    """What a claim says, as relations that hold everywhere in its domain."""
    match claim:
        case Chain(sides=sides, relations=relations):
            found = []
            for left, relation, right in zip(sides, relations, sides[1:], strict=False):
                if relation is Relation.APPROX:
                    half = half_unit(right if half_unit(right) else left)
                    found += [(left - right, Relation.LE, half), (left - right, Relation.GE, Neg(half))]
                else:
                    found.append((left, relation, right))
        case Membership(expression=f, interval=i):
            found = [
                (f, Relation.GE if i.lower_closed else Relation.GT, i.lower),
                (f, Relation.LE if i.upper_closed else Relation.LT, i.upper),
            ]
            found = [link for link in found if link[2] not in (INFINITY, Neg(INFINITY))]
        case Bounded(expression=f, bound=Expression() as bound):
            found = [(Call("abs", (f,)), Relation.LE, bound)]
        case Parity(expression=f, variable=x, symmetry=symmetry):
            found = [(At(f, x, Neg(x)), Relation.EQ, f if symmetry is Symmetry.EVEN else Neg(f))]
        case Extremum(expression=f, variable=x, value=v, at=Expression() as at):
            (i,) = [domain.interval for domain in claim.domains] or [REAL_LINE]
            found = []
            if i.lower != Neg(INFINITY):
                found.append((at, Relation.GE if i.lower_closed else Relation.GT, i.lower))
            if i.upper != INFINITY:
                found.append((at, Relation.LE if i.upper_closed else Relation.LT, i.upper))
            found += [(At(f, x, at), Relation.EQ, v)] if v is not None else []
            found.append((f, Relation.LE if claim.maximum else Relation.GE, v or At(f, x, at)))
        case _:
            raise TypeError(claim)
    every: list[Link] = []
    for left, relation, right in found:
        match left:
            case Call("abs", (f,)):
                every += [(f, _SIGNS[relation.value], right), (Neg(right), _SIGNS[relation.value], f)]
            case _:
                every.append((left, _SIGNS[relation.value], right))
    return every


def half_unit(node: Expression) -> Expression | None:
    """Half a unit of the last digit of a decimal number."""
    match node:
        case Neg(operand):
            return half_unit(operand)
        case Decimal(_, places):
            return Integer(1) / (2 * 10**places)
    return None


def places(claim: Claim, letters: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Points for all letters, in the domain and outside."""
    few = [mpmath.mpf(n) / 4 for n in (-13, -4, -2, -1, 0, 1, 2, 4, 13)]
    if len(letters) == 1:
        ends = [e for d in claim.domains for e in (d.interval.lower, d.interval.upper)]
        found = [sampling.value(end, {}) for end in ends]
        few += [end + j for end in found if mpmath.isfinite(end) for j in (-0.01, 0, 0.01)]
    choices = [[mpmath.mpf(n) for n in range(5)] if kind == "nat" else few for kind in letters.values()]
    every = list(itertools.product(*choices))
    for chosen in every[:: max(1, len(every) // 150)]:
        yield {name.rstrip("'"): v for name, v in zip(letters, chosen, strict=True)}


def in_domain(claim: Claim, at: dict[str, Any]) -> bool:
    return all(
        sampling.inside(at[d.variable.name], d.interval, claim)
        for d in claim.domains
        if d.variable.name in at
    )


def has_value(claim: Claim, nodes: tuple[Expression, ...], at: dict[str, Any]) -> list[Any] | None:
    try:
        found = [sampling.value(node, meanings(claim) | at) for node in nodes]
    except ArithmeticError:
        return None
    return found if all(mpmath.isfinite(v) for v in found) else None


def as_relation(conclusion: Tree) -> tuple[str, Tree, Tree]:
    """A relation; that f has the derivative v at a point is the equation, and that there is one."""
    match conclusion:
        case ("apply", ("name", "is_derive"), f, point, v):
            return "=", ("apply", ("name", "Derive_n"), f, ("number", 1), point), v
        case ("scope", _, ("=" as sign, left, right)) | (sign, left, right):
            return sign, left, right
    raise TypeError(conclusion)


def require_same_link(claim: Claim, link: Link, statement: Tree) -> None:
    letters, hypotheses, local, conclusion = opened(statement)
    match conclusion:
        case ("=", left, ("scope", "%Z", right)):
            conclusion = ("=", left, right)
    sign, left, right = as_relation(conclusion)
    nodes = (link[0], link[2])
    bodies = [d.body for d in claim.definitions if d.variable is not None]
    parameters = {d.variable.name for d in claim.definitions if d.variable is not None}
    wanted = frozenset().union(*map(free_symbols, (*nodes, *(b for b in bodies)))) - (parameters - {"x"})
    assert set(letters) >= free_symbols(link[0] - link[2])
    assert {name.rstrip("'") for name in letters} <= wanted | {"x"}
    met = 0
    for at in places(claim, letters):
        numbers: dict[str, Any] = dict(at)
        for name, term in local.items():
            numbers[name] = value(term, numbers)
        try:
            stated = all(holds(h, numbers, lambda kind: []) for h in hypotheses)
        except ZeroDivisionError:
            stated = False
        found = has_value(claim, nodes, at) if in_domain(claim, at) else None
        assert stated == (found is not None), (at, "in the one domain and not in the other")
        if found is None:
            continue
        met += 1
        ours = [value(left, numbers), value(right, numbers)]
        straight = sign == link[1] and all(abs(a - b) < _NEAR for a, b in zip(ours, found, strict=True))
        turned = sign == _MIRRORED[link[1]] and all(
            abs(a - b) < _NEAR for a, b in zip(reversed(ours), found, strict=True)
        )
        assert straight or turned, (at, ours, sign, found, link[1])
    assert met > 0


# Functions to try what is said of a function on, and what is true of them on any interval.
_TRIED = [
    (lambda u: 2 * u, {"increasing", "strictly increasing", "convex", "concave"}),
    (lambda u: -u, {"decreasing", "strictly decreasing", "convex", "concave"}),
    (lambda u: mpmath.mpf(1), {"increasing", "decreasing", "convex", "concave"}),
    (lambda u: mpmath.exp(u), {"increasing", "strictly increasing", "convex", "strictly convex"}),
    (lambda u: -mpmath.exp(u), {"decreasing", "strictly decreasing", "concave", "strictly concave"}),
    (lambda u: mpmath.floor(u), {"increasing"}),
    (lambda u: mpmath.sin(9 * u), set()),
]


def is_true_of(claim: Shape, properties: set[str]) -> bool:
    strictly = "strictly " if claim.strict else ""
    if claim.trend is Trend.MONOTONE:
        return bool({f"{strictly}increasing", f"{strictly}decreasing"} & properties)
    return strictly + claim.trend.value in properties


def require_same_shape(claim: Shape, statement: Tree) -> None:
    match statement:
        case ("let", "f", term, body):
            pass
        case _:
            raise AssertionError(statement)
    for u in (-2, mpmath.mpf(-1) / 3, 0, 1, mpmath.mpf(5) / 2):
        ours = value(term, {})(mpmath.mpf(u))
        theirs = sampling.value(claim.expression, meanings(claim) | {claim.variable.name: mpmath.mpf(u)})
        assert abs(ours - theirs) < _NEAR
    grid = [mpmath.mpf(n) / 4 for n in (-11, -7, -5, -4, -2, 0, 1, 2, 3, 4, 5, 8)]
    x = claim.variable.name
    inner = [u for u in grid if in_domain(claim, {x: u})]
    for tried, properties in _TRIED:
        assert holds(body, {"f": tried}, lambda kind: grid) == is_true_of(claim, properties), properties
    # It is broken at the points of the domain, and at no others.
    base = next(tried for tried, properties in _TRIED if is_true_of(claim, properties))
    for point in grid:
        broken = [
            not holds(body, {"f": lambda u, p=point, j=jump: base(u) + j * (u == p)}, lambda kind: grid)
            for jump in (99, -99)
        ]
        assert any(broken) == (point in inner), point


def interval_in(tree: Tree, name: str) -> list[tuple[str, Any]]:
    """The bounds of a letter, from 0 < y <= 1/4."""
    bounds = []
    for sign, left, right in tree[1:] if tree[0] == "/\\" else [tree]:
        if right == ("name", name):
            bounds.append((_MIRRORED[sign], value(left, {})))
        else:
            assert left == ("name", name)
            bounds.append((sign, value(right, {})))
    return sorted(bounds)


def bounds_of(interval: Interval) -> list[tuple[str, Any]]:
    return sorted(
        [
            (">=" if interval.lower_closed else ">", sampling.value(interval.lower, {})),
            ("<=" if interval.upper_closed else "<", sampling.value(interval.upper, {})),
        ]
    )


def require_same_function(f: Any, claim: Claim, node: Expression, x: str) -> None:
    for u in (mpmath.mpf(-2), mpmath.mpf(1) / 3, mpmath.mpf(2)):
        assert abs(f(u) - sampling.value(node, meanings(claim) | {x: u})) < _NEAR


@pytest.mark.sampled(4)
@pytest.mark.parametrize("text", TEXTS)
def test_a_statement_says_what_the_claim_says(text: str) -> None:
    if (export := export_of(text)) is not None:
        require_same(*export)


def require_same(claim: Claim, statements: list[Tree]) -> None:
    claim = said(claim)
    statements = [statement for statement in statements if not is_existence(statement)]
    with mpmath.workdps(40):
        match claim, statements:
            case Shape(), [statement]:
                require_same_shape(claim, statement)
            case Range(expression=f, interval=interval), [
                (
                    "forall",
                    (("y", "R"),),
                    ("<->", ("exists", (("x", "R"),), ("=", taken, ("name", "y"))), within),
                )
            ]:
                assert interval_in(within, "y") == bounds_of(interval)
                require_same_function(lambda u: value(taken, {"x": u}), claim, f, "x")
                assert not claim.domains
            case Range(expression=f, interval=i), [*bounds, ("forall", (("y", "R"),), filled)]:
                inside = Membership(f, i, domains=claim.domains, definitions=claim.definitions)
                require_same(inside, bounds)
                require_filled(claim, filled)
            case ZeroCount(count=Integer(0), expression=f), [statement]:
                require_same_link(claim, (f, "<>", Integer(0)), statement)
            case ZeroCount(expression=f, variable=x), [
                ("exists_one", ((name, "R"),), ("=", zero, ("number", 0)))
            ]:
                assert sampling.value(claim.count, {}) == 1
                require_same_function(lambda u: value(zero, {name: u}), claim, f, x.name)
                assert not claim.domains
            case ZeroCount(), [("exists", bound, ("/\\", *pieces))]:
                require_zeros(claim, [name for name, _ in bound], pieces)
            case Extremum(expression=f, variable=x, value=Expression() as v, at=None), [
                link,
                ("exists", ((name, "R"),), taken),
            ]:
                require_same_link(claim, (f, "<=" if claim.maximum else ">=", v), link)
                *hypotheses, (sign, left, right) = parts_of(taken)
                require_domain(claim, name, hypotheses)
                assert sign == "="
                require_same_function(lambda u: value(left, {name: u}), claim, f, x.name)
                assert value(right, {}) == sampling.value(v, {})
            case Bounded(expression=f, bound=None), [
                ("forall", _, (_, _, above)) as first,
                ("forall", _, (_, _, below)) as second,
            ]:
                size = value(above, {})
                assert value(below, {}) == -size
                bound = tree(Fraction(int(size * 2**60), 2**60))
                require_same_link(claim, (f, "<=", bound), first)
                require_same_link(claim, (f, ">=", Neg(bound)), second)
            case Limit(expression=f, variable=x), [("apply", ("name", "is_lim"), g, point, limit)]:
                assert value(point, {}) == sampling.value(claim.point, {})
                assert value(limit, {}) == sampling.value(claim.value, {})
                assert (claim.side, claim.domains) == ("", ())
                require_same_function(value(g, {}), claim, f, x.name)
            case _:
                for link, statement in zip(links(claim), statements, strict=True):
                    require_same_link(claim, link, statement)


def parts_of(statement: Tree) -> list[Tree]:
    """The parts of a conjunction, links such as 0 < x < 1 told apart."""
    return [p for part in statement[1:] for p in parts_of(part)] if statement[0] == "/\\" else [statement]


def require_domain(claim: Claim, name: str, hypotheses: list[Tree]) -> None:
    """The hypotheses say that a letter is in the domain of the variable."""
    x = claim.variable.name  # type: ignore[attr-defined]
    for at in places(claim, {name: "R"}):
        stated = all(holds(h, at, lambda kind: []) for h in hypotheses)
        assert stated == in_domain(claim, {x: at[name]})


def require_filled(claim: Range, filled: Tree) -> None:
    """All numbers of the interval are values of the function at points of the domain."""
    _, hypotheses, _, conclusion = opened(filled)
    for u in [mpmath.mpf(n) / 4 for n in range(-9, 10)]:
        stated = all(holds(h, {"y": u}, lambda kind: []) for h in hypotheses)
        assert stated == sampling.inside(u, claim.interval, claim)
    head, ((name, _),), taken = conclusion
    *inside, (sign, left, right) = parts_of(taken)
    assert (head, sign, right) == ("exists", "=", ("name", "y"))
    (x,) = free_symbols(claim.expression)
    for at in places(claim, {name: "R"}):
        assert all(holds(h, at, lambda kind: []) for h in inside) == in_domain(claim, {x: at[name]})
    require_same_function(lambda u: value(left, {name: u}), claim, claim.expression, x)


def require_zeros(claim: ZeroCount, names: list[str], said: list[Tree]) -> None:
    """There are so many zeros in order in the domain, and no others."""
    assert sampling.value(claim.count, {}) == len(names)
    *found, (_, ((x, _),), rest) = said
    found = [part for statement in found for part in parts_of(statement)]
    order = [("<", ("name", a), ("name", b)) for a, b in itertools.pairwise(names)]
    assert [part for part in found if part in order] == order
    for name in names:
        zeros = [part for part in found if part[0] == "=" and part[2] == ("number", 0)]
        (own,) = [left for _, left, _ in zeros if ("name", name) in parts(left)]
        require_same_function(lambda u, own=own, name=name: value(own, {name: u}), claim, claim.expression, x)
        inside = [p for p in found if p not in order and p[0] != "=" and ("name", name) in parts(p)]
        require_domain(claim, name, inside)
    _, hypotheses, _, conclusion = opened(("forall", ((x, "R"),), rest))
    *inside, (sign, left, right) = hypotheses
    assert (sign, right) == ("=", ("number", 0))
    require_domain(claim, x, inside)
    require_same_function(lambda u: value(left, {x: u}), claim, claim.expression, x)
    others = [("=", ("name", x), ("name", name)) for name in names]
    flat = []
    while conclusion[0] == "\\/":
        conclusion, last = conclusion[1:]
        flat.insert(0, last)
    assert [conclusion, *flat] == others


@pytest.mark.parametrize("text", TEXTS)
def test_every_derivative_is_said_to_exist(text: str) -> None:
    """Derive_n has a value where there is no derivative too."""
    _, statements = export_of(text) or (None, [])
    known: dict[Tree, float] = {}
    for statement in filter(is_existence, statements):
        letters, hypotheses, _, conclusion = opened(statement)
        _, (_, word), f, (_, k), (_, x) = conclusion
        assert (word, letters[k], letters[x]) == ("ex_derive_n", "nat", "R")
        match hypotheses:
            case [("apply", ("fun", _, _) as domain, ("name", point)), *hypotheses]:
                assert point == x
                require_domain_of(f, domain)
        match hypotheses:
            case []:
                known[f] = float("inf")
            case [("scope", "%nat", ("<=", ("name", name), ("number", most)))]:
                assert name == k
                known[f] = most
            case _:
                raise AssertionError(hypotheses)
    for part in parts(tuple(statements)):
        match part:
            case ("apply", ("name", "Derive_n"), f, ("number", n), _):
                assert known[f] >= n
            case ("apply", ("name", "Derive_n"), f, _, _):
                assert known[f] == float("inf")


def require_domain_of(f: Tree, domain: Tree) -> None:
    """Existence is said wherever the function has a value."""
    parameters = {"a": 2, "b": 1, "C": -1, "L": 3, "k": 1, "x_0": mpmath.mpf(1) / 4}
    for n in range(-9, 10):
        u = mpmath.mpf(n) / 4
        try:
            found = value(f, parameters)(u)
            defined = bool(mpmath.isfinite(found)) and mpmath.im(found) == 0
        except (ZeroDivisionError, ValueError):
            defined = False
        try:
            stated = holds(("apply", domain, ("name", "here")), {**parameters, "here": u}, lambda kind: [])
        except ZeroDivisionError:
            stated = False
        assert stated == defined


def test_what_is_exported_is_of_every_kind() -> None:
    kinds = [type(export[0]).__name__ for export in map(export_of, TEXTS) if export is not None]
    every = {"Bounded", "Chain", "Extremum", "Limit", "Membership", "Parity", "Range", "Shape", "ZeroCount"}
    assert set(kinds) == every
    assert len(kinds) > 150


@pytest.mark.parametrize(
    ("other", "of"),
    [
        ("σ is convex for x < 0", "σ is convex for x < -1"),
        ("softplus is convex", "softplus is strictly convex"),
        ("softplus is strictly convex", "softplus is convex"),
        ("σ is increasing", "σ is monotone"),
        ("σ is increasing", "σ is strictly increasing"),
        ("σ' < 1/4 for x > 0", "σ' < 1/4 for x > 1"),
        ("σ > 1/2 for x > 0", "σ > 1/2 for 0 < x < 1"),
        ("σ ≥ 1/2 for x ≥ 0", "σ ≥ 1/2 for x > 0"),
        ("σ' ≥ 0", "σ' > 0"),
        ("0 < σ < 1", "0 < σ ≤ 1"),
        ("the range of σ is (0, 1)", "the range of σ' is (0, 1/4]"),
        ("lim_{x→∞} σ(x) = 1", "lim_{x→-∞} σ(x) = 0"),
        ("σ''(0) = 0", "σ'(0) = 1/4"),
    ],
)
def test_the_test_tells_statements_apart(other: str, of: str) -> None:
    _, statements = export_of(other) or (None, [])
    with pytest.raises((AssertionError, TypeError, ValueError)):
        require_same(parse_claim(of), statements)
