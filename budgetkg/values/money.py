"""Turn printed money cells into exact figures, and figures into yuan.

A budget table names its unit once, above the grid; its cells are bare numbers. What was
printed is kept beside what was read. A blank cell states nothing: it is not zero.
"""

import re
from decimal import Context, Decimal, Inexact, InvalidOperation

from budgetkg.errors import NotMoneyError, UnknownUnitError
from budgetkg.model import Figure
from budgetkg.values.number import BLANK, plain_number
from budgetkg.values.text import half_width

__all__ = ["UNITS", "decimal_text", "read_money", "yuan"]

#: Yuan per printed unit. A unit missing here is an error, never a guess.
UNITS = {
    "元": Decimal(1),
    "千元": Decimal(1_000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
}

#: Minus sign, the triangle of Chinese accounts, or accountants' brackets.
_SIGNED = re.compile(r"(?:[-△▲]\s*([0-9].*)|\(\s*([0-9].*?)\s*\))", re.DOTALL)
_EXACT = Context(prec=80, traps=[Inexact, InvalidOperation])


def read_money(text: str) -> Figure | None:
    """Return the figure of a money cell in its printed unit, or None where nothing was stated.

    >>> read_money("1534 0.33").text
    '15340.33'
    >>> read_money("（12.30）").text
    '-12.30'
    >>> read_money("——") is None
    True

    Raises NotMoneyError where the cell holds something that is not one number.
    """
    cell = half_width(text).strip()
    if BLANK.fullmatch(cell):
        return None
    signed = _SIGNED.fullmatch(cell)
    number = plain_number((signed[1] or signed[2]) if signed else cell)
    if number is None:
        raise NotMoneyError(f"“{text}”不是数字", f"{text!r} is not a number")
    return Figure(text=f"-{number}" if signed else number, printed=text)


def yuan(figure: Figure, unit: str) -> Decimal:
    """Return a figure that is printed in `unit` as exact yuan.

    >>> yuan(Figure("1204.50", "1,204.50"), "万元")
    Decimal('12045000.00')

    Raises UnknownUnitError for a unit outside `UNITS`.
    """
    if unit not in UNITS:
        raise UnknownUnitError(f"未知的金额单位“{unit}”", f"unknown money unit {unit!r}")
    return _EXACT.multiply(Decimal(figure.text), UNITS[unit])


def decimal_text(value: Decimal) -> str:
    """Return the canonical lexical form of xsd:decimal, as the stores print it.

    >>> decimal_text(Decimal("368.00")), decimal_text(Decimal("-1.50")), decimal_text(Decimal("1E+3"))
    ('368', '-1.5', '1000')

    Raises NotMoneyError for NaN and infinity, which are no decimals.
    """
    if not value.is_finite():
        raise NotMoneyError(f"{value} 不是十进制数", f"{value} is no decimal")
    plain = format(value, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain == "-0" else plain
