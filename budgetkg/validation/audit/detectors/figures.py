"""Figures in running text, and what detectors share about units, money and rounding.

A description says "不低于90%", a goal "开展活动 12 次以上": comparator, number, and what follows it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from budgetkg.validation.audit.evidence import Evidence
from budgetkg.values.money import UNITS
from budgetkg.values.number import plain_number
from budgetkg.values.target import COMPARATORS, SUFFIXES
from budgetkg.values.text import half_width

__all__ = [
    "DOWN",
    "UP",
    "Stated",
    "half_digit",
    "money_factor",
    "number",
    "plain",
    "sign",
    "stated",
    "without_brackets",
]

_WORDS = "|".join(re.escape(word) for word in sorted([*COMPARATORS, "为"], key=len, reverse=True))
_FIGURE = re.compile(rf"(?P<before>{_WORDS})?(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)")
_AFTER = re.compile(f"(?:{'|'.join(map(re.escape, sorted(SUFFIXES, key=len, reverse=True)))})$")
_TAIL = re.compile(r"[%‰A-Za-z㎡℃/\u3400-\u9fff]*")
_CLAUSE = re.compile(r"[^，。；、,;:：()]*$")
#: Signs that make a figure a part of a formula or a fraction, and of a range.
_STEPS = tuple("*×÷/+±")
_RANGE_BEFORE = re.compile(r"[0-9][^0-9，。；]{0,4}[-~—–至到]$")
_RANGE_AFTER = re.compile(r"[^0-9，。；]{0,4}?[-~—–至到][0-9]")
#: Units that begin like a shorter one and are another.
_LONGER = re.compile(
    "人次|[个天]?(?:月|工作日|百分点|季度|小时|学期|年度)|场次|件套|天次|月份|%点|[元次人天个场]/"
    "|万(?:人|户|册|件|个|亩|份|次|平方米|条|字)"
)
_MONEY = {**UNITS, "万": UNITS["万元"], "亿": UNITS["亿元"], "百元": Decimal(100)}
_MONEY_WORDS = sorted(_MONEY, key=len, reverse=True)
_BRACKETS = re.compile(r"\([^()]*\)$")
_DIGITS = re.compile(r"[0-9]+(?:\.([0-9]+))?")


#: Comparators as the code list names them.
_SIGNS = {
    "at-least": ">=",
    "more-than": ">",
    "at-most": "<=",
    "less-than": "<",
    "equal": "=",
    "range": "range",
}
UP, DOWN = (">=", ">"), ("<=", "<")


@dataclass(frozen=True, slots=True)
class Stated:
    """One figure of a text: `clause` is what stands before it, `tail` what follows up to a sign."""

    printed: str
    comparator: str
    compared: bool
    number: Decimal
    clause: str
    tail: str
    joined: bool

    def of(self, unit: str) -> Decimal | None:
        """Return the number where it is in this unit (money in yuan), else None."""
        if money_factor(unit) is not None:
            factor = next((_MONEY[word] for word in _MONEY_WORDS if self._in(word)), None)
            return None if factor is None else self.number * factor
        return self.number if self._in(unit) else None

    def ends(self, unit: str) -> bool:
        """Say whether nothing follows the figure and its unit."""
        tail = _AFTER.sub("", self.tail)
        return tail in _MONEY if money_factor(unit) is not None else tail == unit

    def _in(self, unit: str) -> bool:
        if not unit or not self.tail.startswith(unit):
            return False
        longer = _LONGER.match(self.tail)
        return longer is None or len(longer[0]) <= len(unit)


def stated(text: str) -> Iterator[Stated]:
    """Yield the figures of a text, in order.

    >>> [(one.comparator, one.number, one.clause) for one in stated("知晓率不低于 90%，活动12次以上")]
    [('>=', Decimal('90'), '知晓率'), ('>=', Decimal('12'), '活动')]
    """
    text = plain(text)
    for match in _FIGURE.finditer(text):
        digits = plain_number(match["number"].rstrip(","))
        if digits is None:
            continue
        end = match.start("number") + len(match["number"].rstrip(","))
        tail = (_TAIL.match(text, end) or match)[0]
        before, after = match["before"], _AFTER.search(tail)
        signs = {COMPARATORS.get(before or "", ""), SUFFIXES[after[0]] if after else ""} - {""}
        last = end + len(tail)
        start = match.start()
        yield Stated(
            printed=text[start:end] + tail[:4],
            comparator=signs.pop() if len(signs) == 1 else "",
            compared=before not in (None, "为") or after is not None,
            number=Decimal(digits),
            clause=(_CLAUSE.search(text[:start]) or match)[0],
            tail=tail,
            joined=_is_joined(text, start, end, last),
        )


def _is_joined(text: str, start: int, end: int, last: int) -> bool:
    if text[:start].endswith(_STEPS) or text[end:].startswith(_STEPS) or text[last:].startswith(_STEPS):
        return True
    return bool(_RANGE_BEFORE.search(text[:start]) or _RANGE_AFTER.match(text, end))


def plain(text: str) -> str:
    """Return text half-width and without white space; superscripts stay what they are."""
    return "".join(half_width(text).split())


def without_brackets(name: str) -> tuple[str, str]:
    """Return a name without the bracket at its end, and what stood in the bracket.

    >>> without_brackets("补助人数（人）")
    ('补助人数', '人')
    """
    text = plain(name)
    match = _BRACKETS.search(text)
    return (text[: match.start()], match[0][1:-1]) if match else (text, "")


def money_factor(unit: str) -> Decimal | None:
    """Return yuan per unit where a unit is money, also per something (元/人); else None."""
    return _MONEY.get(unit.partition("/")[0])


def number(row: Evidence, name: str) -> Decimal | None:
    """Return a column as a number, or None where there is none."""
    try:
        value = Decimal(row.more[name])
    except (KeyError, InvalidOperation):
        return None
    return value if value.is_finite() else None


def half_digit(printed: str, factor: Decimal) -> Decimal:
    """Return half a unit of the last digit of the first number of a text, times a factor."""
    match = _DIGITS.search(plain(printed).replace(",", ""))
    if match is None:
        return Decimal(0)
    return Decimal(5).scaleb(-len(match[1] or "") - 1) * factor


def sign(row: Evidence) -> str:
    """Return the comparator of a row as a sign, or nothing."""
    return _SIGNS.get(row.more.get("comparator", ""), "")
