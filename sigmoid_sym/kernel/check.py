"""`check`: a certificate is a claim and steps; the facts that the steps show are what the claim says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from sigmoid_sym.errors import SigmoidSymError, shown
from sigmoid_sym.kernel.clarity import require_clear
from sigmoid_sym.kernel.conclusion import Conclusion
from sigmoid_sym.kernel.extent import extent, require_moderate
from sigmoid_sym.kernel.facts import Fact
from sigmoid_sym.kernel.meaning import Meaning
from sigmoid_sym.kernel.numbers import CertificateError, require
from sigmoid_sym.kernel.refutation import require_excluded, require_failing
from sigmoid_sym.kernel.rules import RULES
from sigmoid_sym.tree.claim import Claim, Interval, Relation, Trend
from sigmoid_sym.tree.data import from_data
from sigmoid_sym.tree.expression import Expression

_LONGEST = 8000  # digits of a fraction
_MOST_STEPS = 200
_MOST_WORK = 10_000_000  # of all rings together, of which each has less
_LARGEST_Q = 1000
_MOST_LETTERS = 6
_LARGEST_EXPONENT = 1000


def check(certificate: Any) -> Claim:
    """Return the claim that a certificate proves.

    Arguments:
        certificate: a JSON object with the keys `claim`, `steps` and `choices`, and no others. A step is an
            object: `by` names its kind, the other keys are those of `SCHEMA`.

    Raises:
        CertificateError: it does not prove it, or is no certificate.
    """
    return _judged(_proved, certificate)


def check_refutation(certificate: Any) -> Claim:
    """Return the claim that a certificate refutes.

    Arguments:
        certificate: a JSON object with the keys `refuted`, the claim; `q`; and either `points`, at which it
            fails, or `contrary`, a certificate of a claim that excludes it.

    Raises:
        CertificateError: it does not refute it, or is no certificate.
    """
    return _judged(_refuted, certificate)


def judged(certificate: Any) -> tuple[str, Claim]:
    """Return "proved" or "refuted", and the claim that is.

    Raises:
        CertificateError: it is neither.
    """
    if type(certificate) is dict and "refuted" in certificate:
        return "refuted", check_refutation(certificate)
    return "proved", check(certificate)


def _judged(judge: Callable[[Any], Claim], certificate: Any) -> Claim:
    try:
        return judge(certificate)
    except CertificateError:
        raise
    except SigmoidSymError as error:
        raise CertificateError(f"not shown: {error}") from error


def _claim(data: Any) -> Claim:
    claim: Claim = from_data(data, Claim)
    require_moderate(claim)
    require_clear(claim)
    return claim


def _refuted(certificate: Any) -> Claim:
    keys = certificate.keys() if type(certificate) is dict else set()
    if keys not in ({"refuted", "points", "q"}, {"refuted", "contrary", "q"}):
        raise CertificateError("a refutation has the keys refuted, q, and points or contrary, and no others")
    claim, ring = _claim(certificate["refuted"]), Meaning(_Q(certificate["q"]))
    if "points" in keys:
        require_failing(claim, ring, [_point(point) for point in _list(certificate["points"])])
    else:
        require_excluded(claim, ring, check(certificate["contrary"]))
    return claim


def given(data: Any) -> Iterator[Any]:
    """Yield the certificates, of proofs or refutations, in data: one, a verdict with it, a list of verdicts.

    >>> list(given({"verdict": "proved", "certificate": {"claim": [], "steps": [], "choices": {}}}))
    [{'claim': [], 'steps': [], 'choices': {}}]
    """
    for entry in data if type(data) is list else [data]:
        if type(entry) is dict and "certificate" in entry:
            yield entry["certificate"]
        elif type(entry) is dict and "verdict" not in entry:
            yield entry


def _proved(certificate: Any) -> Claim:
    if type(certificate) is not dict or certificate.keys() != {"claim", "steps", "choices"}:
        raise CertificateError("a certificate has the keys claim, steps and choices, and no others")
    claim, steps, choices = _claim(certificate["claim"]), certificate["steps"], certificate["choices"]
    require(type(steps) is list and len(steps) <= _MOST_STEPS, f"at most {_MOST_STEPS} steps")
    facts: list[Fact] = []
    left = _MOST_WORK
    for position, step in enumerate(steps):
        try:
            kind, read = opened(step)
            ring = Meaning(read["q"])
            facts.append(RULES[kind](read, facts, ring))
            left -= ring.spent
            require(left > 0, "steps of moderate work")
        except SigmoidSymError as error:
            raise CertificateError(f"step {position}: {error}") from error
    require(type(choices) is dict and choices.keys() <= _CHOICES.keys(), "choices")
    chosen = {name: _CHOICES[name](data) for name, data in choices.items()}
    Conclusion(claim, Meaning(chosen.get("q", 1)), frozenset(facts), _Chosen(chosen)).require()
    return claim


class _Chosen(dict[str, Any]):
    def __missing__(self, name: str) -> Any:
        raise CertificateError(f"not said: {name}")


def opened(step: Any) -> tuple[str, dict[str, Any]]:
    """Return the kind of a step, and its parts."""
    kind = step.get("by") if type(step) is dict else None
    if type(kind) is not str or kind not in SCHEMA or step.keys() != {"by", *SCHEMA[kind]}:
        raise CertificateError(f"no step: {shown(step)}")
    return kind, {name: read(step[name]) for name, read in SCHEMA[kind].items()}


# what the parts of a step are


def _tree(data: Any) -> Expression:
    result: Expression = from_data(data, Expression)
    extent(result, {})  # no number is too long, and functions have as many arguments as they take
    return result


def _trees(data: Any) -> list[Expression]:
    require(type(data) is list and len(data) > 0, "a list of trees")
    return [_tree(part) for part in data]


def _intervals(data: Any) -> list[Interval]:
    return list(map(_interval, _list(data)))


def _relation(data: Any) -> Relation:
    result: Relation = from_data(["Relation", data], Relation)
    return result


def _trend(data: Any) -> Trend:
    result: Trend = from_data(["Trend", data], Trend)
    return result


def _interval(data: Any) -> Interval:
    result: Interval = from_data(data, Interval)
    return result


def _letter(data: Any) -> str:
    _tree(["Symbol", data])
    return str(data)


def _one_of(*words: str) -> Callable[[Any], str]:
    def read(data: Any) -> str:
        require(type(data) is str and data in words, f"one of {', '.join(words)}")
        return str(data)

    return read


def _whole(least: int, most: int) -> Callable[[Any], int]:
    def read(data: Any) -> int:
        require(type(data) is int and least <= data <= most, f"a whole number from {least} to {most}")
        return int(data)

    return read


def _truth(data: Any) -> bool:
    require(type(data) is bool, "true or false")
    return bool(data)


def _rational(data: Any) -> Fraction:
    """-12/34, as Python writes it: not 1e999, which is long to write out."""
    require(type(data) is str and len(data) <= _LONGEST and data.isascii(), "a rational number")
    parts = data.removeprefix("-").split("/", 1)
    require(
        (all(part.isdecimal() for part in parts) and int(parts[-1]) != 0) or len(parts) == 1,
        "a rational number",
    )
    require(all(part.isdecimal() for part in parts), "a rational number")
    return Fraction(data)


def _point(data: Any) -> dict[str, Expression]:
    require(type(data) is dict, "a point")
    return {_letter(name): _tree(value) for name, value in data.items()}


def _list(data: Any, length: int | None = None) -> list[Any]:
    require(type(data) is list and length in (None, len(data)), "a list")
    return list(data)


_EXPONENT = _whole(-_LARGEST_EXPONENT, _LARGEST_EXPONENT)


def _coefficient(data: Any) -> int:
    require(type(data) is int and data.bit_length() <= 3 * _LONGEST, "a whole number of moderate length")
    return int(data)


def _terms(data: Any) -> list[list[int]]:
    """[[i, j, k, …, coefficient of x^i y^j ℓ^k …], …]"""
    terms = []
    for term in _list(data):
        numbers = _list(term)
        require(len(numbers) >= 3, "a term")
        terms.append([*map(_whole(0, _LARGEST_EXPONENT), numbers[:-1]), _coefficient(numbers[-1])])
    return terms


def _levels(data: Any) -> list[Any]:
    """[[[j, m, …], [[l, r], …]], …]"""
    chain = []
    for level in _list(data):
        powers, zeros = _list(level, 2)
        brackets = [_list(zero, 2) for zero in _list(zeros)]
        found = [(_rational(low), _rational(high)) for low, high in brackets]
        shifts = [_EXPONENT(j) for j in (powers if type(powers) is list else [powers])]
        require(len(shifts) >= 1, "a power of e^{x/q}")
        chain.append([shifts, found])
    return chain


def _factors(data: Any) -> list[Any]:
    """[[terms, exponent, levels], …]"""
    found = []
    for factor in _list(data):
        p, k, levels = _list(factor, 3)
        require(_EXPONENT(k) != 0, "an exponent that is not 0")
        found.append([_terms(p), k, _levels(levels)])
    return found


def _letters(data: Any) -> list[Any]:
    """[["number", tree, []] or ["log", terms, levels], …]"""
    found = []
    for letter in _list(data):
        kind, given, levels = _list(letter, 3)
        is_number = _one_of("number", "log")(kind) == "number"
        found.append([kind, _tree(given) if is_number else _terms(given), _levels(levels)])
    require(len(found) <= _MOST_LETTERS, f"at most {_MOST_LETTERS} letters")
    return found


_Q = _whole(1, _LARGEST_Q)
_FACTORED = {
    "q": _Q,
    "chart": _one_of("x", "t"),
    "letters": _letters,
    "scale": _rational,
    "factors": _factors,
}
_SIDES = {"left": _tree, "relation": _relation, "right": _tree}
_ON = {"x": _letter, "where": _interval}
_SIDE = _one_of("", "+", "-")
_LIMIT = {"f": _tree, "x": _letter, "point": _tree, "side": _SIDE, "value": _tree, "q": _Q}

SCHEMA: Mapping[str, Mapping[str, Callable[[Any], Any]]] = MappingProxyType(
    {
        "equal": {"left": _tree, "right": _tree, "q": _Q},
        "values": {"trees": _trees, "point": _point, "q": _Q},
        "numeric": {**_SIDES, "q": _Q},
        "order": {**_SIDES, **_ON, "route": _one_of("difference", "exponential"), **_FACTORED},
        "cases": {**_SIDES, **_ON, "parts": _intervals, "q": _Q},
        "continuous": {"f": _tree, **_ON, "q": _Q},
        "shape": {"f": _tree, **_ON, "parts": _intervals, "trend": _trend, "q": _Q},
        "regular": {"f": _tree, **_ON, "q": _Q},
        "zeros": {"f": _tree, **_ON, **_FACTORED},
        "nowhere": {"trees": _trees, "x": _letter, "outer": _interval, "inner": _interval, "q": _Q},
        "limit": _LIMIT,
        "end": {**_LIMIT, "parts": _intervals},
        "induction": {
            "left": _tree,
            "right": _tree,
            "n": _letter,
            "least": _whole(-_LARGEST_EXPONENT, _LARGEST_EXPONENT),
            "start": _whole(-_LARGEST_EXPONENT, _LARGEST_EXPONENT),
            "rate": _tree,
            "x": lambda data: None if data is None else _letter(data),
            "q": _Q,
        },
        "row": {
            "left": _tree,
            "right": _tree,
            "letters": lambda data: list(map(_letter, _list(data))),
            "q": _Q,
        },
    }
)
_CHOICES: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "q": _Q,
        "bound": _tree,
        "rises": _truth,
        "lower": _one_of("lower", "upper"),
        "upper": _one_of("lower", "upper"),
    }
)
