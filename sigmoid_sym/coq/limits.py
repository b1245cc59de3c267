"""Limits, and ranges, for which a continuous function comes near the ends or takes them."""

from __future__ import annotations

from fractions import Fraction

from sigmoid_sym.coq.chains import Script, whole, written
from sigmoid_sym.coq.conditions import needs
from sigmoid_sym.coq.derivatives import Steps
from sigmoid_sym.coq.equations import equation
from sigmoid_sym.coq.errors import NotExported
from sigmoid_sym.coq.exponents import Exponent, Units, exponentials
from sigmoid_sym.coq.statements import Theorem, conjunction, hypotheses
from sigmoid_sym.coq.values import place_of
from sigmoid_sym.decision.ring import product_of
from sigmoid_sym.kernel.limits import infinite
from sigmoid_sym.kernel.meaning import Meaning
from sigmoid_sym.kernel.ring import Atom, Monomial, Product
from sigmoid_sym.kernel.ring import number as constant
from sigmoid_sym.kernel.signs import Terms
from sigmoid_sym.language.coq import ATOM, coq, coq_name, function
from sigmoid_sym.tree.claim import Interval
from sigmoid_sym.tree.expression import Expression, Symbol, free_symbols
from sigmoid_sym.tree.substitution import put


def limit(f: Expression, x: Symbol, point: Expression, side: str, value: Expression) -> Theorem:
    """Return the theorem on a limit.

    Raises:
        NotExported: it is not exported.
    """
    if free_symbols(f) - {x.name}:
        raise NotExported("limits with parameters are not exported to Coq")
    if side:
        raise NotExported("limits from one side are not exported to Coq")
    steps = Steps()
    proof = _limit(f, x, point, value, steps)
    return Theorem(f"is_lim {function(f, x)} {_end(point)} {_end(value)}", proof, tuple(steps.met))


def _end(node: Expression) -> str:
    return "p_infty" if infinite(node) > 0 else "m_infty" if infinite(node) else coq(node, ATOM)


def _limit(f: Expression, x: Symbol, point: Expression, value: Expression, steps: Steps) -> list[str]:
    """Return the tactics that show a limit."""
    plain = steps.plain(f)
    if not infinite(point):
        return _at_point(f, plain, x, point, value, steps)
    name, direction = coq_name(x), infinite(point)
    ring, product = product_of(plain)
    above, below = _quotient(ring, product, x)
    if direction < 0:
        above, below = _mirrored(above), _mirrored(below)
    exponents: list[Exponent] = [{x: Fraction(j, ring.q)} for terms in (above, below) for _, j in terms]
    units = Units.of([*exponentials(plain), *exponents])
    script = Script()
    n, d = script.name("poly"), script.name("poly")
    lines = [f"pose ({n} := {written(above)}). pose ({d} := {written(below)})."]
    if direction < 0:
        lines.append("apply is_lim_mirror.")
    lines += [
        f"apply (is_lim_ext_loc (fun {name} => value {ring.q} {n} {name} / value {ring.q} {d} {name})).",
        f"{{ exists 1. intros {name} far. cbv beta. {steps}by_units {units}. }}",
    ]
    return lines + _leading(ring.q, above, below, n, d, value)


def _order(terms: Terms) -> tuple[int, int]:
    """Return (j, i) of the leading term."""
    return max((j, i) for i, j in terms)


def _leading(q: int, above: Terms, below: Terms, n: str, d: str, value: Expression) -> list[str]:
    if _order(above) > _order(below):
        (j, i), (m, k) = _order(above), _order(below)
        sign = infinite(value)
        which, ways = ("left", "exact lim | lra") if sign > 0 else ("right", "lra | exact lim")
        return [
            f"pose proof (is_lim_infinite {q} {i} {whole(j)} {k} {whole(m)} {n} {d} {whole(sign)} eq_refl "
            f"eq_refl eq_refl eq_refl eq_refl eq_refl ltac:(now {which})) as lim.",
            f"destruct (Rlt_dec 0 (IZR {whole(sign)})) in lim; [{ways}].",
        ]
    j, i = _order(below)
    a, b = above.get((i, j), 0), below[i, j]
    return [
        f"replace (Finite {coq(value, ATOM)}) with (Finite (IZR {whole(a)} / IZR {whole(b)})) "
        "by (f_equal; field).",
        f"exact (is_lim_quotient {q} {i} {whole(j)} {n} {d} eq_refl eq_refl eq_refl).",
    ]


def _quotient(ring: Meaning, f: Product, x: Symbol) -> tuple[Terms, Terms]:
    """Return two polynomials with whole coefficients, of which f is the quotient."""
    own, exponential = Atom("x", x.name), Atom("e", ((x.name, 1),))
    present = dict(ring.present(f.powers))
    i = present.pop(own, 0)
    if present.keys() - {exponential}:
        raise NotExported("powers of e, or logarithms, in a limit are not exported to Coq")
    j = present.get(exponential, 0)
    numerator, denominator = f.scale.as_integer_ratio()
    parts = {True: constant(numerator), False: constant(denominator)}
    for p, k in f.factors.items():
        parts[k > 0] *= ring.single(p) ** abs(k)
    above, below = (
        {_term(ring, v, own, exponential): c for v, c in ring.expanded(parts[s]).items()}
        for s in (True, False)
    )
    above = {(a + max(i, 0), b + j): c for (a, b), c in above.items()}
    below = {(a + max(-i, 0), b): c for (a, b), c in below.items()}
    return above, below


def _term(ring: Meaning, powers: Monomial, own: Atom, exponential: Atom) -> tuple[int, ...]:
    present = dict(ring.present(powers))
    found = present.pop(own, 0), present.pop(exponential, 0)
    if present:
        raise NotExported("powers of e, or logarithms, in a limit are not exported to Coq")
    return found


def _mirrored(terms: Terms) -> Terms:
    return {(i, -j): -c if i % 2 else c for (i, j), c in terms.items()}


def _at_point(
    f: Expression, plain: Expression, x: Symbol, point: Expression, value: Expression, steps: Steps
) -> list[str]:
    """The function is continuous."""
    if needs(plain) or infinite(value):
        raise NotExported("a limit where a function has no value is not exported to Coq")
    there = put(plain, x.name, point)
    return [
        *_smooth(f, plain, x, steps, "smooth_there"),
        f"replace (Finite {coq(value, ATOM)}) with (Finite ({function(f, x)} {coq(point, ATOM)})).",
        f"{{ apply is_lim_continuity, continuity_pt_filterlim, (ex_derive_continuous {function(f, x)}). "
        "apply smooth_there. }",
        "f_equal. cbv beta.",
        f"{steps}{' '.join(equation(there, value, []))}",
    ]


def _smooth(f: Expression, plain: Expression, x: Symbol, steps: Steps, fact: str) -> list[str]:
    """The tactics that show that a function has a derivative."""
    name = coq_name(x)
    same = "reflexivity" if f == plain else f"{steps}by_field"
    return [
        f"assert (forall {name} : R, ex_derive {function(f, x)} {name}) as {fact}.",
        f"{{ intros. apply (ex_derive_ext {function(plain, x)}).",
        f"{{ intros. symmetry. cbv beta. {same}. }}",
        "has_derivative. }",
    ]


def filled(
    f: Expression, x: Symbol, where: Interval, interval: Interval, at_upper: dict[str, bool]
) -> Theorem:
    """Return the theorem that all numbers of an interval are values of a continuous function.

    Arguments:
        at_upper: for each open end of the interval whether it is approached at the upper end of the domain.

    Raises:
        NotExported: it is not exported.
    """
    name, steps = coq_name(x), Steps()
    y = "v" if name == "y" else "y"
    plain = steps.plain(f)
    if needs(plain) or free_symbols(f) != {x.name}:
        raise NotExported("the range of what has no value somewhere is not exported to Coq")
    own = function(f, x)
    low, high = _end(where.lower), _end(where.upper)
    low, high = (end if end.endswith("infty") else f"(Finite {end})" for end in (low, high))
    proof = [*_smooth(f, plain, x, steps, "smooth"), f"intros {y}. intros."]
    for point, end, closed, key in (
        ("low_point", interval.lower, interval.lower_closed, "lower"),
        ("high_point", interval.upper, interval.upper_closed, "upper"),
    ):
        inside = conjunction(
            [*hypotheses(where, point), f"{own} {point} {'<=' if point == 'low_point' else '>='} {y}"]
        )
        proof.append(f"assert (exists {point} : R, {inside}) as {point}_there.")
        if closed:
            lines = place_of(f, x, where, end, steps)
            proof += ["{", *lines, "}"]
            continue
        right = at_upper[key]
        side = where.upper if right else where.lower
        lemma = "eventually_below" if point == "low_point" else "eventually_above"
        proof += [
            f"{{ assert (is_lim {own} {_end(side)} {_end(end)}) as lim.",
            "{",
            *_limit(f, x, side, end, steps),
            "}",
            f"destruct (inside _ {low} {high} {str(right).lower()} ltac:(in_order)",
            f"({lemma} _ _ _ {y} lim ltac:(in_order))) as (somewhere & above & beneath & beyond).",
            "exists somewhere. simpl in above, beneath. repeat split; lra. }",
        ]
    within = conjunction([*hypotheses(where, name), f"{coq(f)} = {y}"])
    said = "".join(f"{h} -> " for h in hypotheses(interval, y))
    proof += [
        "destruct low_point_there as [low_point at_low]. destruct high_point_there as [high_point at_high].",
        f"destruct (between_values {own} low_point high_point {y}) as ({name} & between & same);",
        "[intros; apply smooth | lra |].",
        f"exists {name}. unfold Rmin, Rmax in between.",
        "destruct (Rle_dec low_point high_point); repeat split; first [exact same | lra].",
    ]
    return Theorem(f"forall {y} : R, {said}exists {name} : R, {within}", proof, tuple(steps.met))
