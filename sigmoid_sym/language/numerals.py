"""Whole numbers in decimal."""

from __future__ import annotations

# Python refuses str() of longer integers (sys.set_int_max_str_digits), and is slow on them.
_LONGEST_STR_BITS = 14_000


def decimal_places(digits: int, places: int) -> str:
    """Return digits/10^places with all its places.

    >>> decimal_places(1050, 4)
    '0.1050'
    """
    written = decimal(digits).rjust(places + 1, "0")
    return f"{written[:-places]}.{written[-places:]}" if places else written


def decimal(value: int) -> str:
    """Return the decimal digits of an integer of any size.

    >>> len(decimal(10**5000))
    5001
    """
    if value.bit_length() <= _LONGEST_STR_BITS:
        return str(value)
    from flint import fmpz  # only huge integers need it

    return str(fmpz(value))
