"""Read a percentage cell: the sign may be missing, because its column says it."""

import re

from budgetkg.errors import NotPercentError
from budgetkg.model import Figure
from budgetkg.values.number import BLANK, plain_number
from budgetkg.values.text import half_width

__all__ = ["read_percent"]

_PERCENT = re.compile(r"(-?)\s*([0-9].*?)\s*%?", re.DOTALL)


def read_percent(text: str) -> Figure | None:
    """Return the percentage as a figure ("25" for 25%), or None where nothing was stated.

    >>> read_percent("25 ％")
    Figure(text='25', printed='25 ％')

    Raises NotPercentError where the cell holds something else.
    """
    cell = half_width(text).strip()
    if BLANK.fullmatch(cell):
        return None
    match = _PERCENT.fullmatch(cell)
    number = plain_number(match[2]) if match else None
    if match is None or number is None:
        raise NotPercentError(f"“{text}”不是百分比", f"{text!r} is not a percentage")
    return Figure(text=match[1] + number, printed=text)
