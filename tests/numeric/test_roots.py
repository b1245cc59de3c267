"""Roots of functions whose answers are known."""

import pytest
from flint import arb

from sigmoid_sym import SigmoidSymError
from sigmoid_sym.numeric.balls import working_precision
from sigmoid_sym.numeric.roots import Root, isolated, sign


def test_all_zeros_of_the_sine() -> None:
    found = list(isolated(lambda x: x.sin(), lambda x: x.cos(), arb(1), arb(20)))
    with working_precision(200):
        for k, root in enumerate(found, 1):
            enclosure = root.enclosure(150)
            assert enclosure.overlaps(k * arb.pi())
            assert enclosure.rel_accuracy_bits() >= 150
    assert len(found) == 6


def test_a_zero_at_the_lower_end_is_not_counted() -> None:
    found = list(isolated(lambda x: x.sin(), lambda x: x.cos(), arb(0), arb(4), zero_at_lower=True))
    assert len(found) == 1
    assert list(isolated(lambda x: x * x + 1, lambda x: 2 * x, arb(-5), arb(5))) == []


def test_a_double_zero_is_refused() -> None:
    with pytest.raises(SigmoidSymError, match="could not be told apart"):
        list(isolated(lambda x: (x - 1) * (x - 1), lambda x: 2 * (x - 1), arb(0), arb(3)))


def test_a_root_gets_sharper() -> None:
    root = Root(lambda x: x * x - 2, lambda x: 2 * x, arb(1), arb(2), -1)
    for bits in (10, 100, 5000, 50):
        with working_precision(bits + 64):
            assert (root.enclosure(bits) - arb(2).sqrt()).abs_upper() < arb(2) ** (2 - bits)


def test_signs() -> None:
    assert sign(lambda x: x - arb(1) / 3, arb(1)) == 1
    assert sign(lambda x: x.exp() - 1 - x - arb(2) ** -500, arb(2) ** -251) == -1
    with pytest.raises(SigmoidSymError, match="do not tell the value"):
        sign(lambda x: x.sin() ** 2 + x.cos() ** 2 - 1, arb(1))
