"""Telephone numbers nobody owns."""

from __future__ import annotations

# 0860 is the prefix: the national numbering plan keeps 086x for access to packet and satellite networks,
# no mobile operator sells numbers under 0860, and yet the number has the form of an Indonesian mobile number
# (phonenumbers.is_valid_number says yes, with no carrier). A first digit of 0 after the prefix marks made-up
# people, 1 marks the named demo people; subscriber numbers beginning with 0 are not handed out either.
_PEOPLE = "+628600"
_PERSONAS = "+6286010000"
CAPACITY = 10_000_000

# Odd and not divisible by 5, so multiplying by it runs through all numbers once, out of order.
_STRIDE = 6_180_339
_START = 2_718_281


def demo_phone(index: int) -> str:
    """The E.164 number of made-up person `index` (0 to CAPACITY - 1); different for every index."""
    if not 0 <= index < CAPACITY:
        raise ValueError(f"index {index} outside 0 to {CAPACITY - 1}")
    return f"{_PEOPLE}{(index * _STRIDE + _START) % CAPACITY:07d}"


def persona_phone(index: int) -> str:
    """The E.164 number of the named demo person `index` (0 to 999), easy to type."""
    if not 0 <= index < 1000:
        raise ValueError(f"index {index} outside 0 to 999")
    return f"{_PERSONAS}{index:03d}"
