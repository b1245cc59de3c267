"""What a verdict prints of numbers is true of them."""

import math
import re
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from sigmoid_sym import prove
from sigmoid_sym.decision.verdict import Value

sizes = st.builds(
    lambda mantissa, exponent: Fraction(mantissa) * Fraction(2) ** exponent,
    st.integers(-(10**25), 10**25),
    st.integers(-500, 500),
)


@given(sizes, sizes)
def test_a_printed_value_holds_the_enclosure_and_not_much_more(low: Fraction, width: Fraction) -> None:
    value = Value(low, low + abs(width))
    if not width:
        assert value.written() == str(low)
        return
    middle, error = map(Fraction, value.written().split(" ± "))
    assert middle - error <= value.low <= value.high <= middle + error
    assert error < 10 * abs(width)
    assert re.fullmatch(r"10*|0\.0*1|1e[+-][1-9]\d*", value.written().partition(" ± ")[2])


def test_numbers_of_any_length_are_printed() -> None:
    """Python by itself prints no integer of more than 4300 digits; 3000! has 9131."""
    size = sum(map(math.log10, range(2, 3001)))
    assert f"({math.floor(size) + 1} digits)" in str(prove("3000! = 1"))
    assert "the left side is 1/4149359603" in str(prove("1/3000! = 1"))
    assert "4149359603" in prove("3000! = 3000!").coq()  # type: ignore[union-attr]
