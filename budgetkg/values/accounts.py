"""Codes of the government account lists (政府收支分类科目): shape, kind and parent.

The first digit tells the list: 1 revenue (类 款 项 目), 2 functional expenditure (类 款 项),
3 departmental and 5 governmental economic classification (类 款). The class has three
digits, each further level two.
"""

import re

from budgetkg.values.text import half_width

__all__ = ["account_kind", "parent_code", "read_account_code"]

_SHAPES = {
    "revenue": re.compile(r"1[0-9]{2}(?:[0-9]{2}){0,3}"),
    "functional": re.compile(r"2[0-9]{2}(?:[0-9]{2}){0,2}"),
    "economic": re.compile(r"3[0-9]{2}(?:[0-9]{2})?"),
    "government-economic": re.compile(r"5[0-9]{2}(?:[0-9]{2})?"),
}
_SPACE = re.compile(r"\s+")


def read_account_code(text: str) -> str | None:
    """Return the account code that a cell holds, without the spaces of the layout, or None.

    >>> read_account_code("2010 301"), read_account_code("20103011")
    ('2010301', None)
    """
    code = _SPACE.sub("", half_width(text))
    return code if account_kind(code) else None


def account_kind(code: str) -> str | None:
    """Return functional, economic, government-economic or revenue, or None for another shape.

    >>> account_kind("30201")
    'economic'
    """
    return next((kind for kind, shape in _SHAPES.items() if shape.fullmatch(code)), None)


def parent_code(code: str) -> str | None:
    """Return the code one level up, or None for a class and for what is no account code.

    >>> parent_code("2010301"), parent_code("201")
    ('20103', None)
    """
    return code[:-2] if len(code) > 3 and account_kind(code) else None
