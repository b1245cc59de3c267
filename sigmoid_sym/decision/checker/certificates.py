"""A certificate as it is written: a claim, and witnesses of the types that the questions ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sigmoid_sym.errors import SigmoidSymError, shown
from sigmoid_sym.kernel import CertificateError
from sigmoid_sym.tree.claim import Claim
from sigmoid_sym.tree.data import from_data
from sigmoid_sym.tree.expression import Expression

_LONGEST = 8000  # digits of a fraction


def opened(certificate: Any) -> tuple[Claim, list[Any]]:
    """Return the claim and the witnesses, not yet looked at.

    Raises:
        CertificateError: it is not a JSON object with these two and nothing else.
    """
    if type(certificate) is not dict or certificate.keys() != {"claim", "witnesses"}:
        raise CertificateError("a certificate has the keys claim and witnesses, and no others")
    if type(certificate["witnesses"]) is not list:
        raise CertificateError("the witnesses of a certificate are a list")
    try:
        return from_data(certificate["claim"], Claim), certificate["witnesses"]
    except SigmoidSymError as error:
        raise CertificateError(f"not a claim: {error}") from None


def witness(question: str, data: Any) -> Any:
    """Return a witness if it is of the type that the question asks for.

    Raises:
        CertificateError: it is not.

    >>> witness("inside", "1/2")
    '1/2'
    >>> witness("inside", 0.5)
    Traceback (most recent call last):
    sigmoid_sym.decision.checker.statements.CertificateError: no witness for inside: 0.5
    """
    if not _WITNESSES[question](data):
        raise CertificateError(f"no witness for {question}: {shown(data)}")
    return data


def _rational(data: Any) -> bool:
    """-12/34, as `str` writes a Fraction: not 1e999, which is long to write out."""
    if type(data) is not str or len(data) > _LONGEST or not data.isascii():
        return False
    return all(part.isdecimal() for part in data.removeprefix("-").split("/", 1))


def _symbol(data: Any) -> bool:
    return _is(["Symbol", data], Expression)


def _is(data: Any, kind: type) -> bool:
    try:
        from_data(data, kind)
    except SigmoidSymError:
        return False
    return True


def _list(data: Any, *kinds: Callable[[Any], bool]) -> bool:
    return (
        type(data) is list
        and len(data) == len(kinds)
        and all(is_one(part) for is_one, part in zip(kinds, data, strict=True))
    )


def _whole(data: Any) -> bool:
    return type(data) is int


def _factor(data: Any) -> bool:
    """(kind, coefficients of 1, t, t², …, exponent)"""
    return _list(
        data,
        lambda kind: kind in ("x", "e"),
        lambda p: type(p) is list and p != [] and all(map(_whole, p)),
        _whole,
    )


def _failing(data: Any) -> bool:
    """None, or (k, the place from where on the k-th need fails)"""
    return data is None or _list(data, lambda k: _whole(k) and k >= 0, lambda place: _is(place, Expression))


_WITNESSES: dict[str, Callable[[Any], bool]] = {
    "bound": _rational,
    "defined": lambda data: _list(data, _failing, _failing),
    "direction": lambda data: data in ("increasing", "decreasing"),
    "end": lambda data: data in ("lower", "upper"),
    "factors": lambda data: _list(
        data, _whole, _rational, lambda parts: type(parts) is list and all(map(_factor, parts))
    ),
    "inside": _rational,
    "instance": lambda data: type(data) is dict and all(_symbol(n) and _whole(m) for n, m in data.items()),
    "point": lambda data: type(data) is dict and all(_symbol(x) and _rational(v) for x, v in data.items()),
    "recurrence": lambda data: _list(
        data, _whole, lambda rate: _is(rate, Expression), lambda x: x is None or _symbol(x)
    ),
    "somewhere": _rational,
}
