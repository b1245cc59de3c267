"""Signs of p(x, e^{x/q}) at places, and what a chain must not get away with."""

from fractions import Fraction as F

import pytest

from sigmoid_sym.kernel import CertificateError
from sigmoid_sym.kernel.signs import Place, Signs, Terms, compared, following, of_product, sign_at, signs

BELOW, ABOVE = (Place(lambda bits: (F(0), F(0)), lambda bits: (F(0), F(0)), infinite=s) for s in (-1, 1))


def at(low: F | int, high: F | int | None = None, q: int = 1) -> Place:
    return Place.within((F(low), F(low if high is None else high)), q)


@pytest.mark.parametrize(
    ("p", "place", "sign"),
    [
        ({(0, 1): 1, (0, 0): -3}, at(1), -1),  # e < 3
        ({(0, 1): 1, (0, 0): -2}, at(1), 1),
        ({(0, 1): 1, (0, 0): -2}, at(1, q=2), -1),  # e^(1/2) < 2
        ({(0, 1): 1, (0, 0): -2}, at(2, q=2), 1),
        ({(0, 1): 1, (1, 0): -1, (0, 0): -1}, at(0), 0),  # e^x - x - 1
        ({(1, 0): 2, (0, 0): -1}, at(F(1, 2)), 0),
        ({(3, 0): 1}, BELOW, -1),
        ({(2, 0): -1, (1, 0): -9}, BELOW, -1),
        ({(3, 0): 1, (0, 1): -1}, ABOVE, -1),  # e^x outgrows x³
        ({(3, 0): 1, (0, 1): -1}, BELOW, -1),
        ({(2, 1): -1, (1, 2): 1}, BELOW, -1),
        ({(2, 0): 1, (0, 0): 1}, at(-1, 1), 1),
    ],
)
def test_signs_at_places(p: Terms, place: Place, sign: int) -> None:
    assert sign_at(p, place) == sign


@pytest.mark.parametrize(
    ("p", "place"),
    [
        ({(1, 0): 1}, at(0, 1)),  # 0 at one end of the interval
        ({(1, 0): 1, (0, 0): -1}, at(0, 1)),
        ({(1, 0): 1}, at(-1, 0)),
        ({(0, 1): 1, (0, 0): -1}, at(0, 1)),
        ({(2, 0): 1, (1, 0): -1}, at(0, 1)),
    ],
)
def test_what_is_zero_somewhere_has_no_sign_all_over(p: Terms, place: Place) -> None:
    with pytest.raises(CertificateError):
        sign_at(p, place)


def test_the_next_of_a_chain_is_a_derivative() -> None:
    """q e^{jx/q} d/dx of p e^{-jx/q}, p = x² y + 3 y², y = e^{x/2}, j = 1."""
    assert following({(2, 1): 1, (0, 2): 3}, 1, 2) == {(1, 1): 4, (0, 2): 3}


CUBIC: Terms = {(3, 0): 1, (1, 0): -3, (0, 0): 1}  # zeros in (-2, -1), (0, 1), (1, 2); slope 3(x² - 1)
LINE = [(0, [(F(0), F(0))])]
SLOPE = [(0, [(F(-1), F(-1)), (F(1), F(1))]), *LINE]
ZEROS = [(F(-2), F(-3, 2)), (F(0), F(1, 2)), (F(3, 2), F(2))]


def test_a_cubic() -> None:
    assert signs(CUBIC, 1, BELOW, ABOVE, [(0, ZEROS), *SLOPE]) == Signs(ZEROS, [-1, 1, -1, 1])
    assert signs(CUBIC, 1, at(1), ABOVE, [(0, ZEROS[2:]), (0, []), (0, [])]) == Signs(ZEROS[2:], [-1, 1])


@pytest.mark.parametrize(
    "levels",
    [
        [],
        SLOPE,  # a level too few
        [(0, ZEROS), *SLOPE, (0, [])],  # and too many
        [(0, ZEROS[:2]), *SLOPE],
        [(0, [*ZEROS, (F(3), F(4))]), *SLOPE],
        [(0, ZEROS), (0, [(F(1), F(1))]), *LINE],  # a zero of the slope left out
        [(0, ZEROS), (0, [(F(-1), F(-1)), (F(0), F(0))]), *LINE],
        [(0, [(F(-3), F(-2)), *ZEROS[1:]]), *SLOPE],  # no change of sign there
        [(0, [(F(-2), F(1, 2)), *ZEROS[1:]]), *SLOPE],  # across a zero of the slope
        [(0, [(F(-3, 2), F(-2)), *ZEROS[1:]]), *SLOPE],  # ends exchanged
        [(0, [ZEROS[1], ZEROS[0], ZEROS[2]]), *SLOPE],
        [(0, [ZEROS[0], (F(1, 3), F(1, 3)), ZEROS[2]]), *SLOPE],  # no exact zero
        [(1, ZEROS), *SLOPE],  # another derivative than said
    ],
    ids=range(13),
)
def test_chains_that_show_nothing(levels: list[tuple[int, list[tuple[F, F]]]]) -> None:
    with pytest.raises(CertificateError):
        signs(CUBIC, 1, BELOW, ABOVE, levels)


def test_a_zero_outside_the_interval_is_none_in_it() -> None:
    with pytest.raises(CertificateError):
        signs({(1, 0): 1}, 1, at(0), ABOVE, [(0, [(F(0), F(0))])])
    assert signs({(1, 0): 1}, 1, at(0), ABOVE, [(0, [])]) == Signs([], [1])
    assert signs({(1, 0): 1}, 1, BELOW, at(0), [(0, [])]) == Signs([], [-1])


def test_a_double_zero_at_an_exact_place() -> None:
    """e^x - 1 - x ≥ 0, with equality at 0 only."""
    p: Terms = {(0, 1): 1, (0, 0): -1, (1, 0): -1}
    zero = (F(0), F(0))
    assert signs(p, 1, BELOW, ABOVE, [(0, [zero]), (0, [zero])]) == Signs([zero], [1, 1])
    with pytest.raises(CertificateError):
        signs(p, 1, BELOW, ABOVE, [(0, []), (0, [(F(-1), F(1))])])  # not exact: 0 is hidden in a bracket


def test_products() -> None:
    a, b = (F(0), F(0)), (F(1), F(2))
    zeros, found = of_product([(1, Signs([a], [-1, 1])), (-1, Signs([a, b], [1, -1, 1]))])
    assert [(zero.place, zero.exponents) for zero in zeros] == [(a, [1, -1]), (b, [-1])]
    assert found == [-1, -1, 1]
    assert of_product([(2, Signs([a], [-1, 1]))])[1] == [1, 1]
    for other in ((F(1), F(2)), (F(3, 2), F(3)), (F(0), F(3))):  # zeros that may be the same, or in any order
        with pytest.raises(CertificateError):
            of_product([(1, Signs([b], [1, -1])), (1, Signs([other], [1, -1]))])


def test_order_of_numbers_and_places() -> None:
    root = Place(lambda bits: (F(141, 100), F(142, 100)), lambda bits: (F(4), F(5)))
    assert [compared(F(v), root) for v in (1, 2)] == [-1, 1]
    assert [compared(F(5), place) for place in (BELOW, ABOVE, at(5), at(6))] == [1, -1, 0, -1]
    with pytest.raises(CertificateError):
        compared(F(1415, 1000), root)
