"""Amounts of money in running text: how much, how exactly, and what is printed before each.

Text is taken without white space and in half-width signs: a break of line or page says nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgetkg.values.money import UNITS
from budgetkg.values.text import half_width

__all__ = ["Stated", "amounts_in", "sentence_end", "squeezed"]

_AMOUNT = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)(亿元|百万元|万元|千元|元)")
_LEADING = re.compile(r"^[,;:、和及与以。]+")


@dataclass(frozen=True, slots=True)
class Stated:
    """One amount in a text. `name` is all that stands between the amount before it and itself."""

    start: int
    end: int
    name: str
    printed: str
    yuan: Decimal
    half: Decimal


def squeezed(text: str) -> str:
    """Return text without white space, in half-width signs.

    >>> squeezed("较 2023年预算增加，无")
    '较2023年预算增加,无'
    """
    return "".join(half_width(text).split())


def amounts_in(text: str, start: int = 0, end: int | None = None) -> list[Stated]:
    """Return the amounts of a squeezed text between two places, in order."""
    return list(_amounts(text, start, len(text) if end is None else end))


def _amounts(text: str, start: int, end: int) -> Iterator[Stated]:
    before = start
    for match in _AMOUNT.finditer(text, start, end):
        digits = match[1].replace(",", "")
        unit = UNITS[match[2]]
        half = Decimal(5).scaleb(-len(digits.partition(".")[2]) - 1) * unit
        name = _LEADING.sub("", text[before : match.start()])
        yield Stated(match.start(), match.end(), name, match[0], Decimal(digits) * unit, half)
        before = match.end()


def sentence_end(text: str, start: int) -> int:
    """Return where the sentence ends that goes on at a place."""
    end = text.find("。", start)
    return len(text) if end < 0 else end
