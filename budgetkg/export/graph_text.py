"""What the graph formats share: which texts and numbers a format can carry, and how.

A graph file is read by programs that count in binary floating point. The digits in the file are
always the exact ones; a number that such a program would change stands a second time as text, in
the attribute `exact`. Control characters, which XML and others forbid, become visible signs.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from budgetkg.entities.graph import Attribute, Field

__all__ = ["EXACT", "attributes_of", "fits", "json_value", "one_line", "text_of", "visible"]

#: The attribute that repeats, as text, numbers that programs would round.
EXACT = Field("exact", "text", "会被取整的数值（原样）", "numbers that programs would round, as text")

_INT64 = 2**63
_LARGEST_DOUBLE = 308
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile(r"[\t\n\r\u2028\u2029]")
_BREAKS = {"\t": "␉", "\n": "␊", "\r": "␍", "\u2028": "␊", "\u2029": "␊"}
_PICTURES = 0x2400
_DELETE = 0x7F


def attributes_of(attributes: Mapping[str, Attribute]) -> dict[str, Attribute]:
    """Return the attributes that have a value, and `exact` where a number would not survive reading.

    >>> attributes_of({"amount": Decimal("0.1234567890123456789"), "name": None})["exact"]
    'amount=0.1234567890123456789'
    """
    given: dict[str, Attribute] = {name: value for name, value in attributes.items() if value is not None}
    changed = [f"{name}={text_of(value)}" for name, value in given.items() if not fits(value)]
    if not changed:
        return given
    kept = {name: value for name, value in given.items() if _is_carried(value)}
    return {**kept, EXACT.name: "; ".join(changed)}


def fits(value: Attribute) -> bool:
    """Whether a program that reads doubles and 64-bit integers gets this value and no other.

    >>> fits(Decimal("9876543210987.65")), fits(Decimal("98765432109876543.21")), fits(2**63)
    (True, False, False)
    """
    if isinstance(value, Decimal):
        return _is_carried(value) and Decimal(repr(float(value))) == value
    return _is_carried(value)


def text_of(value: Attribute) -> str:
    """Return a value as text: decimals without exponent, dates as year-month-day.

    >>> text_of(Decimal("1E+3")), text_of(True)
    ('1000', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else str(value)


def json_value(value: Attribute) -> str:
    """Return a value as JSON; the digits of a decimal are written as they are."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return f'"{value.isoformat()}"'
    return json.dumps(value, ensure_ascii=False)


def visible(text: str) -> str:
    """Return a text with its control characters as signs that show them.

    >>> visible("a\\x00b\\x1bc")
    'a␀b␛c'
    """
    return _CONTROL.sub(_picture, text)


def one_line(text: str) -> str:
    """Return a text on one line, tabs and line ends as signs, too.

    >>> one_line("a\\nb")
    'a␊b'
    """
    return _BREAK.sub(lambda match: _BREAKS[match[0]], visible(text))


def _is_carried(value: Attribute) -> bool:
    """Whether a program reads this value at all, be it rounded."""
    if isinstance(value, Decimal):
        return value.adjusted() < _LARGEST_DOUBLE
    return not isinstance(value, int) or -_INT64 <= value < _INT64


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(_PICTURES + code)
    return "␡" if code == _DELETE else f"\\u{code:04x}"
