"""Read a date or a budget year that stands alone in a cell or phrase."""

import re
from datetime import date

from budgetkg.values.text import compact

__all__ = ["read_date", "read_year"]

_NUMERALS = {sign: digit for digit, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_DATE = re.compile(
    r"([12][0-9]{3})(?:年([0-9]{1,2})月([0-9]{1,2})日|([-./])([0-9]{1,2})\4([0-9]{1,2}))", re.ASCII
)
_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?:年度?)?", re.ASCII)
_CHINESE_YEAR = re.compile(r"([〇零○一二三四五六七八九]{4})年度?")
_CHINESE_DATE = re.compile(
    r"([〇零○一二三四五六七八九]{4})年(十[一二]?|[一二三四五六七八九])月"
    r"([一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日"
)


def read_date(text: str) -> str | None:
    """Return the ISO date that the whole text states, or None; an impossible date is none.

    >>> read_date("2023 年 12 月 31 日"), read_date("2023.12.31"), read_date("2023-02-30")
    ('2023-12-31', '2023-12-31', None)
    """
    plain = compact(text)
    if found := _DATE.fullmatch(plain):
        year, *parts = (int(part) for part in found.groups() if part and part.isdigit())
        month, day = parts
    elif found := _CHINESE_DATE.fullmatch(plain):
        year, month, day = _digits(found[1]), _small(found[2]), _small(found[3])
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def read_year(text: str) -> int | None:
    """Return the year (1900 to 2099) that the whole text states, or None.

    >>> read_year("2024 年度"), read_year("二〇二四年"), read_year("2024年12月")
    (2024, 2024, None)
    """
    plain = compact(text)
    if found := _YEAR.fullmatch(plain):
        return int(found[1])
    if found := _CHINESE_YEAR.fullmatch(plain):
        year = _digits(found[1])
        return year if 1900 <= year < 2100 else None
    return None


def _digits(numerals: str) -> int:
    """Return numerals read sign by sign: 二〇二四 is 2024."""
    return int("".join(str(_NUMERALS[sign]) for sign in numerals))


def _small(numerals: str) -> int:
    """Return a numeral below 100: 二十五 is 25."""
    tens, ten, ones = numerals.rpartition("十")
    return (_NUMERALS[tens] if tens else 1 if ten else 0) * 10 + (_NUMERALS[ones] if ones else 0)
