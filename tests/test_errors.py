"""The checks at the border, and the messages they give."""

from fractions import Fraction

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from sigmoid_sym import errors
from sigmoid_sym.errors import (
    ArgumentTypeError,
    SigmoidSymError,
    TooLargeError,
    require_memory,
    shown,
    whole_number,
)


class _Lines:
    def __repr__(self) -> str:
        return "two\nlines"


def test_errors_are_also_the_builtin_ones() -> None:
    assert issubclass(SigmoidSymError, ValueError)
    assert issubclass(ArgumentTypeError, SigmoidSymError)
    assert issubclass(ArgumentTypeError, TypeError)
    assert issubclass(TooLargeError, SigmoidSymError)
    assert issubclass(TooLargeError, MemoryError)


@given(st.integers(), st.integers(-5, 5))
def test_whole_numbers_are_returned_or_refused_by_the_minimum(value: int, minimum: int) -> None:
    if value >= minimum:
        assert whole_number("k", value, minimum) == value
    else:
        with pytest.raises(SigmoidSymError) as caught:
            whole_number("k", value, minimum)
        assert not isinstance(caught.value, TypeError)
        assert str(caught.value) == f"k must be a whole number of at least {minimum}, not {shown(value)}"


def test_any_integer_type_becomes_int() -> None:
    assert type(whole_number("n", sympy.Integer(7))) is int
    assert whole_number("n", sympy.Integer(10**5000)) == 10**5000


@pytest.mark.parametrize("value", [True, False, sympy.true, 2.0, "2", None, Fraction(2), [2], 2j])
def test_other_types_are_refused(value: object) -> None:
    with pytest.raises(ArgumentTypeError) as caught:
        whole_number("n", value)
    assert str(caught.value) == f"n must be a whole number of at least 0, not {value!r}"
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


HUGE = [[10**5000], Fraction(10**5000, 3), sympy.Integer(-(10**5000)), -(10**5000)]


@pytest.mark.parametrize("value", HUGE, ids=["list", "Fraction", "Integer", "int"])
def test_values_that_python_refuses_to_print(value: object) -> None:
    """Python prints no integer of more than 4300 digits: the message must not fail for that."""
    with pytest.raises(SigmoidSymError, match=r"^n must be a whole number of at least 0, not .+"):
        whole_number("n", value)


@pytest.mark.parametrize("value", [sympy.eye(2), "five\nsix", _Lines()], ids=["matrix", "text", "repr"])
def test_messages_have_one_line(value: object) -> None:
    with pytest.raises(ArgumentTypeError) as caught:
        whole_number("n", value)
    assert "\n" not in str(caught.value)


@given(st.one_of(st.integers(), st.text(), st.floats(), st.lists(st.integers())))
def test_what_is_shown_is_short(value: object) -> None:
    text = shown(value)
    assert len(text) <= 40
    assert repr(value).startswith(text.removesuffix("…")) or text.startswith("an integer of ")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (10**40 - 1, "9" * 40),
        (10**40, "an integer of 133 bits"),
        (-(10**40), "an integer of 133 bits"),
        ("x" * 38, repr("x" * 38)),
        ("x" * 39, "'" + "x" * 36 + "…"),
    ],
)
def test_where_the_cut_is(value: object, text: str) -> None:
    assert shown(value) == text


def test_half_of_the_memory_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "_physical_memory", lambda: 4 << 30)
    require_memory("the answer", 0)
    require_memory("the answer", 2 << 30)
    with pytest.raises(TooLargeError) as caught:
        require_memory("the answer", 3 << 30)
    assert str(caught.value).startswith(
        "the answer would take about 3 GiB, more than the 2 GiB (half of this machine"
    )
    with pytest.raises(TooLargeError):
        require_memory("the answer", (2 << 30) + 1)


@pytest.mark.parametrize(("needed", "text"), [(2**200, "1.5e+51 GiB"), (2**4000, "2^3970 GiB")])
def test_estimates_beyond_any_float(needed: int, text: str) -> None:
    """2^200 bytes are 2^170 = 1.4966…e51 GiB."""
    with pytest.raises(TooLargeError) as caught:
        require_memory("that", needed)
    assert str(caught.value).startswith(f"that would take about {text}, more than ")


def test_memory_of_a_system_that_does_not_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(name: str) -> int:
        raise ValueError(name)

    monkeypatch.setattr(errors.os, "sysconf", silent)
    assert errors._physical_memory() == 8 << 30
