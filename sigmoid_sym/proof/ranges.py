"""Where values lie: membership, ranges, bounds, extrema, the number of zeros."""

from __future__ import annotations

from fractions import Fraction

from sigmoid_sym.language.claim import (
    INFINITY,
    Bounded,
    Extremum,
    Interval,
    Membership,
    Range,
    Relation,
    ZeroCount,
)
from sigmoid_sym.language.expression import (
    Add,
    At,
    Call,
    Decimal,
    Div,
    Expression,
    Integer,
    Mul,
    Neg,
    Pow,
    Symbol,
    children,
    free_symbols,
    tree,
)
from sigmoid_sym.proof.field import NotRationalError
from sigmoid_sym.proof.limits import limit_of
from sigmoid_sym.proof.line import Mark, Undecided, end_mark
from sigmoid_sym.proof.statements import (
    Broken,
    Frame,
    Order,
    Witnesses,
    counterexample,
    expanded,
    number_sign,
    one_variable,
    ordered,
    zeros,
)
from sigmoid_sym.proof.verdict import Proved, Step, certified, step

_LARGEST_BOUND = 1 << 20


def membership(claim: Membership, frame: Frame) -> Witnesses:
    """All values lie in the interval."""
    return _within(expanded(claim.expression, claim.definitions), claim.interval, frame)


def _ends(interval: Interval, frame: Frame) -> tuple[Expression, Expression]:
    return expanded(interval.lower, frame.definitions), expanded(interval.upper, frame.definitions)


def _within(f: Expression, interval: Interval, frame: Frame) -> Witnesses:
    lower, upper = _ends(interval, frame)
    witnesses: Witnesses = []
    if lower != Neg(INFINITY):
        says = Order(f, Relation.GE if interval.lower_closed else Relation.GT, lower)
        witnesses += ordered(says, frame)[0]
    if upper != INFINITY:
        says = Order(upper, Relation.GE if interval.upper_closed else Relation.GT, f)
        witnesses += ordered(says, frame, says.flipped())[0]
    return witnesses


def value_range(claim: Range, frame: Frame) -> Witnesses:
    """The values fill the interval: they lie in it, each closed end is one, each open end a limit."""
    f = expanded(claim.expression, claim.definitions)
    x = one_variable(frame, f)
    witnesses = _within(f, claim.interval, frame) + _regular(f, frame)
    lower, upper = _ends(claim.interval, frame)
    closed = (claim.interval.lower_closed, claim.interval.upper_closed)
    for end, is_closed, side in ((lower, closed[0], -1), (upper, closed[1], 1)):
        if is_closed:
            found, picture = zeros(f - end, x, frame)
            if not picture.zeros:
                raise _excluded(f, end, side, True, claim, frame)
            witnesses += found
        else:
            witnesses += _approached(f, end, side, x, claim, frame)
    words = "A continuous function takes every value between its bounds, and each end is a value or a limit."
    frame.steps.append(Step(words))
    return witnesses


def _approached(
    f: Expression, end: Expression, side: int, x: Symbol, claim: Range, frame: Frame
) -> Witnesses:
    domain = frame.interval(x.name)
    for name, point, direction in (("lower", domain.lower, "+"), ("upper", domain.upper, "-")):
        limit, witness = limit_of(f, x, point, direction)
        if limit == end or (
            INFINITY not in (limit, end)
            and Neg(INFINITY) not in (limit, end)
            and number_sign(limit - end) == 0
        ):
            return [name, witness]
    raise _excluded(f, end, side, False, claim, frame)


def _excluded(
    f: Expression, end: Expression, side: int, attained: bool, claim: Range, frame: Frame
) -> Exception:
    """Return the evidence that values stay away from an end that they should reach or approach."""
    bounds = [] if end in (INFINITY, Neg(INFINITY)) else [end] if attained else []
    bounds += [tree(b) for b in _between(f, end, side, frame)]
    for bound in bounds:
        strict = bound is end
        interval = (
            Interval(upper=bound, upper_closed=not strict)
            if side > 0
            else Interval(lower=bound, lower_closed=not strict)
        )
        away = Membership(
            expression=claim.expression,
            interval=interval,
            domains=claim.domains,
            definitions=claim.definitions,
        )
        contrary = _certified(away, frame)
        if contrary is not None:
            return Broken(contrary=contrary, remark="an end of the interval is neither a value nor a limit")
    return Undecided("an end of the range that is neither reached nor excluded")


def _certified(away: Membership, frame: Frame) -> Proved | None:
    try:
        fresh = Frame(frame.domains, frame.definitions, evidence=frame.evidence)
        return certified(away, membership(away, fresh), fresh.steps)
    except (Broken, Undecided, NotRationalError):
        return None


def _between(f: Expression, end: Expression, side: int, frame: Frame) -> list[Fraction]:
    """Return rational numbers between the values of f and an end that they do not come near."""
    if end in (INFINITY, Neg(INFINITY)):
        return [Fraction(side * 2**k) for k in range(0, 21, 2)]
    mark = end_mark(end, 1)
    if mark is None or mark.x is None:
        return []
    return [mark.x - Fraction(side, 2**k) for k in range(0, 14)]


def _regular(f: Expression, frame: Frame) -> Witnesses:
    """f is defined on the whole domain: no denominator has a zero there."""
    witnesses: Witnesses = []
    for below in _denominators(f):
        if not _positive(below):
            try:
                witnesses += ordered(Order(below - 0, Relation.NE, Integer(0)), frame)[0]
            except Broken as broken:
                raise Undecided("a function with a pole in the domain") from broken
    return witnesses


def _denominators(node: Expression) -> list[Expression]:
    own: list[Expression] = []
    match node:
        case Div(_, below):
            own = [below]
        case Pow(base, exponent) if not isinstance(exponent, Integer):
            own = [base]
        case Call("coth" | "csch", (u,)):
            own = [Call("exp", (u,)) - Call("exp", (Neg(u),))]
        case Call("log" | "logit" | "sqrt" | "polylog" | "abs") | At():
            raise Undecided("a range of a function that need not be defined everywhere")
    return own + [below for child in children(node) for below in _denominators(child)]


def _positive(node: Expression) -> bool:
    match node:
        case Integer(n) | Decimal(n):
            return n > 0
        case Add(parts) | Mul(parts):
            return all(map(_positive, parts))
        case Div(above, below):
            return _positive(above) and _positive(below)
        case Pow(base):
            return _positive(base)
        case Call(function):
            return function in ("exp", "sigma", "cosh", "sech")
        case _:
            return False


def bounded(claim: Bounded, frame: Frame) -> Witnesses:
    """|f| ≤ bound, with a bound given or found."""
    f = expanded(claim.expression, claim.definitions)
    if claim.bound is not None:
        bound = expanded(claim.bound, claim.definitions)
        above = ordered(Order(bound, Relation.GE, f), frame, Order(f, Relation.LE, bound))[0]
        return above + ordered(Order(f, Relation.GE, Neg(bound)), frame)[0]
    _unbounded(claim, f, frame)
    size = 1
    while size <= _LARGEST_BOUND:
        bound = Integer(size)
        try:
            fresh = Frame(frame.domains, frame.definitions, evidence=frame.evidence)
            witnesses = ordered(Order(bound, Relation.GE, f), fresh, Order(f, Relation.LE, bound))[0]
            witnesses += ordered(Order(f, Relation.GE, Neg(bound)), fresh)[0]
        except Broken:
            size *= 2
            continue
        frame.steps += fresh.steps
        return [str(size), *([w for w in witnesses])]
    raise Undecided("no bound was found")


def _unbounded(claim: Bounded, f: Expression, frame: Frame) -> None:
    from sigmoid_sym.language.claim import Limit

    x = one_variable(frame, f)
    domain = frame.interval(x.name)
    for point, side in ((domain.lower, "+"), (domain.upper, "-")):
        infinite = point in (INFINITY, Neg(INFINITY))
        try:
            limit, witness = limit_of(f, x, point, "" if infinite else side)
        except (Undecided, NotRationalError):
            continue
        if limit in (INFINITY, Neg(INFINITY)):
            away = Limit(
                expression=claim.expression,
                variable=x,
                point=point,
                value=limit,
                side="" if infinite else side,
                domains=claim.domains,
                definitions=claim.definitions,
            )
            raise Broken(contrary=certified(away, [witness], []), remark="the values grow without bound")


def extremum(claim: Extremum, frame: Frame) -> Witnesses:
    """No value lies beyond the extreme one, and that is taken."""
    f, x = expanded(claim.expression, claim.definitions), claim.variable
    place = None if claim.at is None else expanded(claim.at, claim.definitions)
    if claim.value is not None:
        value = expanded(claim.value, claim.definitions)
    elif place is not None:
        value = At(f, x, place)
    else:
        raise Undecided("an extremum of which neither the value nor the place is said")
    if place is not None:
        _taken(f, x, place, value, frame)
    try:
        if claim.maximum:
            witnesses = ordered(Order(value, Relation.GE, f), frame, Order(f, Relation.LE, value))[0]
        else:
            witnesses = ordered(Order(f, Relation.GE, value), frame)[0]
    except Broken as broken:
        if place is not None and _critical(f, x, place):
            words = "it is no greatest or least value of all, but it may be one near that place"
            raise Undecided(words) from broken
        raise
    if place is None:
        found, picture = zeros(f - value, x, frame)
        if not picture.zeros:
            raise _never_taken(claim, value, frame)
        witnesses += found
    return witnesses


def _taken(f: Expression, x: Symbol, place: Expression, value: Expression, frame: Frame) -> None:
    inside = end_mark(place, 1)
    if inside is None:
        raise Undecided("an extremum at infinity")
    if number_sign(At(f, x, place) - value) != 0:
        found = counterexample(At(f, x, place), Relation.EQ, value, {})
        if found is None:
            raise Undecided("two numbers that cannot be told apart")
        raise Broken(found, remark="the value at that place is another")
    frame.steps.append(step("The value there:", At(f, x, place), Relation.EQ, value))


def _critical(f: Expression, x: Symbol, place: Expression) -> bool:
    from sigmoid_sym.language.expression import Derivative

    return number_sign(At(Derivative(f, x, Integer(1)), x, place)) == 0


def _never_taken(claim: Extremum, value: Expression, frame: Frame) -> Exception:
    interval = Interval(upper=value) if claim.maximum else Interval(lower=value)
    away = Membership(
        expression=claim.expression, interval=interval, domains=claim.domains, definitions=claim.definitions
    )
    contrary = _certified(away, frame)
    if contrary is None:
        return Undecided("a value that is neither taken nor excluded")
    return Broken(contrary=contrary, remark="that value is never taken")


def zero_count(claim: ZeroCount, frame: Frame) -> Witnesses:
    """The function has exactly so many zeros in the domain."""
    f = expanded(claim.expression, claim.definitions)
    if free_symbols(f) - {claim.variable.name}:
        raise Undecided("a number of zeros with parameters")
    witnesses, picture = zeros(f, claim.variable, frame)
    _defined_at(picture.zeros, f, claim.variable)
    actual = tree(len(picture.zeros))
    frame.steps.append(
        Step(f"The real roots of the numerator in the domain are isolated: {len(picture.zeros)}.")
    )
    if number_sign(claim.count - actual) != 0:
        away = ZeroCount(
            expression=claim.expression,
            variable=claim.variable,
            count=actual,
            domains=claim.domains,
            definitions=claim.definitions,
        )
        many = f"{len(picture.zeros)} zero{'s' * (len(picture.zeros) != 1)}"
        raise Broken(contrary=certified(away, witnesses, frame.steps), remark=f"there are {many}")
    return witnesses


def _defined_at(marks: tuple[Mark, ...], f: Expression, x: Symbol) -> None:
    """Leave it undecided where a factor that cancels makes f undefined at a zero of what is left."""
    from sigmoid_sym.proof.normal_form import normal_forms

    for mark in marks:
        place = mark.place()
        if place is not None:
            normal_forms(At(f, x, place))
