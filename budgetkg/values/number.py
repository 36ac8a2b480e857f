"""The one grammar of a printed number, shared by money, percentages and targets.

A PDF may cut a number in two. Joining the parts is right only where nothing else is
possible: "1534 0.33" is one number, but "12.00 13.00" is two, and "12.00 13" may be.
"""

import re

from budgetkg.values.text import half_width

__all__ = ["BLANK", "plain_number"]

#: A cell that states nothing: empty, or dashes alone.
BLANK = re.compile(r"[\s\-\u2010-\u2015\u2500\uff0d]*")

_PLAIN = re.compile(r"(?:0|[1-9][0-9]{0,15}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,5})(?:\.[0-9]{1,10})?")
_SPACED_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+")


def plain_number(text: str) -> str | None:
    """Return an unsigned printed number as a plain decimal string, or None where it is not one number.

    >>> plain_number("1,204. 50")
    '1204.50'
    >>> plain_number("1534 0.33")
    '15340.33'
    >>> plain_number("12.00 13") is None
    True
    """
    spaced = re.sub(r"\s+", " ", half_width(text)).strip()
    joined = spaced.replace(" ", "")
    if not _PLAIN.fullmatch(joined) or (" " in spaced and not _cut_by_layout(spaced)):
        return None
    return joined.replace(",", "")


def _cut_by_layout(spaced: str) -> bool:
    """Say whether the spaces in a number can only be layout."""
    whole, point, fraction = (part.strip() for part in spaced.partition("."))
    if " " in fraction and len(fraction.replace(" ", "")) > 2:
        return False
    if point or " " not in re.sub(r" ?, ?", ",", whole):
        return True
    return bool(_SPACED_GROUPS.fullmatch(whole))
