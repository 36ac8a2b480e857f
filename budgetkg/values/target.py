"""Read the value of a performance indicator where it states a quantity, and only there.

A value is a quantity if the whole text is comparator, number and unit. Text that says
more, a calendar date or a half-filled form stays text: a qualitative target is no
failure, but a number read out of a sentence would be one.
"""

import re
from decimal import Decimal

from budgetkg.errors import NotMoneyError
from budgetkg.model import Target
from budgetkg.values.money import decimal_text
from budgetkg.values.number import plain_number
from budgetkg.values.text import compact, half_width

__all__ = ["COMPARATORS", "SUFFIXES", "is_placeholder", "read_target"]

#: What stands before the number. 控制在 says nothing until 以内 follows.
_BEFORE = {
    ">=": "≥ ≧ ⩾ >= => 大于等于 大于或等于 大于或者等于 高于等于 高于或等于 多于等于 至少 最少"
    " 不少于 不低于 不小于 不得少于 不得低于 不得小于",
    ">": "> 大于 多于 高于 超过",
    "<=": "≤ ≦ ⩽ <= =< 小于等于 小于或等于 小于或者等于 低于等于 低于或等于 少于等于 至多 最多"
    " 不超过 不超 不高于 不多于 不大于 不得超过 不得高于 不得多于 不得大于",
    "<": "< 小于 少于 低于 不足 不到",
    "=": "= 等于",
    "": "控制在 达到 达",
}
#: What stands after it. 以上, 以下 and 以内 include the number (民法典 art. 1259).
_AFTER = {">=": "以上 及以上 (含)以上", "<=": "以下 及以下 以内 之内 内 (含)以下 (含)以内"}
#: Each word with its sign; one that says nothing by itself has none.
COMPARATORS = {word: sign for sign, words in _BEFORE.items() for word in words.split()}
SUFFIXES = {word: sign for sign, words in _AFTER.items() for word in words.split()}


def _either(words: dict[str, str]) -> str:
    """Return an alternation, longest word first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


#: What a price may be meant for. 每天 and 每年 make a rate, which would be lost without its time.
_MEASURES = "个人名本册份套件台辆次场家户村支篇项条间卷期张吨"
_NUMBER = r"[0-9](?:[0-9., ]*[0-9])?"
_UNIT = r"(?![²³])[A-Za-z%‰℃°㎡㎥²³μΩ·/\u3400-\u9fff]{0,10}?"
_SINGLE = re.compile(
    rf"(?:每[{_MEASURES}])?(?P<before>{_either(COMPARATORS)})?(?P<number>-?{_NUMBER})"
    rf"(?P<unit>{_UNIT})(?P<after>{_either(SUFFIXES)})?(?P<including>\(含\))?"
)
_RANGE = re.compile(rf"({_NUMBER})({_UNIT})(?:[-~–—―〜]{{1,2}}|至|到)({_NUMBER})({_UNIT})")
_TOLERANCE = re.compile(rf"({_NUMBER})?({_UNIT})±({_NUMBER})({_UNIT})")

#: Words that make a tail more than a unit: an estimate, a time limit, a clause.
_NO_UNIT = re.compile(
    "完成|达到|达标|前|后|底|以|不|是|否|按|参加|举办|开展|发放|提升|提高|增加|减少|下降|增长|左右|多|余|约|每$|/$|^/"
)
#: After a bare number these name a point in the calendar or on the clock, not a duration.
_CALENDAR = re.compile("[月日号点时]")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_SPACE = re.compile(r"\s+")
_HANGING_SPACE = re.compile(r"(?<![0-9.,])\s+|\s+(?![0-9.,])")

_PLACEHOLDER = re.compile(
    r"\(?(?:是[/、|\\]?否|是或否|是或者否|否[/、|\\]是)\)?"
    r"|(?:[*×xX_]+|_*)(?:[%‰]|元|千元|万元|百万元|亿元)?"
)


def read_target(text: str) -> Target | None:
    """Return the quantity that an indicator value states, or None where it states none.

    >>> read_target("≥95%")
    Target(comparator='>=', number='95', max=None, unit='%')
    >>> read_target("3～5年")
    Target(comparator='range', number='3', max='5', unit='年')
    >>> read_target("2024年12月31日") is None
    True
    """
    plain = _HANGING_SPACE.sub("", half_width(text)).rstrip("。;")
    if not any(sign.isdigit() for sign in plain):
        return None
    if match := _SINGLE.fullmatch(plain):
        return _single(match)
    if match := _RANGE.fullmatch(plain):
        return _range(*match.groups())
    if match := _TOLERANCE.fullmatch(plain):
        return _tolerance(*match.groups())
    return None


def is_placeholder(text: str) -> bool:
    """Say whether a value is a form that nobody filled in: 是/否, a bare %, 万元, ××.

    A blank value is not a placeholder: it is missing.

    >>> is_placeholder("（是/否）"), is_placeholder("≥95%")
    (True, False)
    """
    plain = compact(text)
    return bool(plain) and bool(_PLACEHOLDER.fullmatch(plain))


def _single(match: re.Match[str]) -> Target | None:
    """Read comparator, number and unit; both comparators must agree."""
    printed = match["number"]
    number = plain_number(printed.lstrip("-"))
    before, after = match["before"], match["after"]
    comparator = _compared(COMPARATORS[before] if before else None, SUFFIXES[after] if after else None)
    if number is None or comparator is None or (match["including"] and comparator not in (">=", "<=")):
        return None
    if match[0].startswith("每") and not before:
        return None
    if printed.startswith("-"):
        if not before:
            return None
        number = f"-{number}"
    unit = match["unit"] or None
    if unit and not before and _CALENDAR.match(unit) and not (after and unit[0] == "日"):
        return None
    if not _is_quantity(number, unit, bare=not before and not after):
        return None
    return Target(comparator, number, None, unit)


def _compared(before: str | None, after: str | None) -> str | None:
    """Return the comparator that both places state, or None where they disagree or say nothing."""
    if before == "" or before is None:
        return after or ("=" if before is None else None)
    return before if after in (None, before) else None


def _is_quantity(number: str, unit: str | None, *, bare: bool) -> bool:
    """Say whether number and unit count something, and are no date and no sentence."""
    if unit is None:
        return not (bare and _YEAR.fullmatch(number))
    if _NO_UNIT.search(unit) or (unit[0] in "%‰" and len(unit) > 1 and unit[1] != "/"):
        return False
    if unit[0] == "年" and _YEAR.fullmatch(number):
        return False
    return not (bare and _CALENDAR.match(unit))


def _range(low: str, low_unit: str, high: str, high_unit: str) -> Target | None:
    """Read a range; a unit must follow the second number, and the first may repeat it."""
    least, most = plain_number(low), plain_number(high)
    if least is None or most is None or not high_unit or low_unit not in ("", high_unit):
        return None
    if not (_is_quantity(least, high_unit, bare=True) and _is_quantity(most, high_unit, bare=True)):
        return None
    return Target("range", least, most, high_unit) if Decimal(least) < Decimal(most) else None


def _tolerance(centre: str | None, centre_unit: str, width: str, unit: str) -> Target | None:
    """Read "20±2℃" as the range it states: the sum and difference are exact."""
    middle, by = plain_number(centre or "0"), plain_number(width)
    if middle is None or by is None or not unit or centre_unit not in ("", unit):
        return None
    if not _is_quantity(by, unit, bare=True):
        return None
    try:
        ends = [decimal_text(Decimal(middle) + Decimal(step)) for step in (f"-{by}", by)]
    except NotMoneyError:
        return None
    return Target("range", ends[0], ends[1], unit)
