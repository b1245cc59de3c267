"""Whole numbers in decimal, and as ordinals."""

from __future__ import annotations

import re

# Python refuses str() of longer integers (sys.set_int_max_str_digits), and is slow on them.
_LONGEST_STR_BITS = 14_000
_LONGEST_LINE, _SHOWN = 100, 30  # digits


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


def shortened(text: str) -> str:
    """Return a text with the middle of long numbers left out.

    >>> shortened(f"x = {decimal(10**5000 + 7)}")
    'x = 100000000000000000000000000000…000000000000000000000000000007 (5001 digits)'
    """

    def short(match: re.Match[str]) -> str:
        digits = match[0]
        return f"{digits[:_SHOWN]}…{digits[-_SHOWN:]} ({len(digits)} digits)"

    return re.sub(rf"(?a:\d){{{_LONGEST_LINE + 1},}}", short, text)


def ordinal(number: int) -> str:
    """Return an English ordinal.

    >>> ", ".join(map(ordinal, (0, 1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 101, 111)))
    '0th, 1st, 2nd, 3rd, 4th, 11th, 12th, 13th, 21st, 22nd, 23rd, 101st, 111th'
    """
    last = number % 10 if number // 10 % 10 != 1 else 0  # 11th, 12th and 13th
    return decimal(number) + {1: "st", 2: "nd", 3: "rd"}.get(last, "th")
