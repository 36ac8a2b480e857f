"""What a price is for, and the quantity that it belongs to: a book, a person and a month, a village."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetkg.validation.audit.detectors.figures import (
    half_digit,
    money_factor,
    number,
    plain,
    sign,
    without_brackets,
)
from budgetkg.validation.audit.evidence import Evidence

__all__ = ["Product", "priced"]

_PER = re.compile(
    r"(?:每一?|/)(个工作日|工作日|平方米|公里|学期|季度|小时|[\u3400-\u9fff])|([人户村场次])均|单([场次台套件人])"
)
_NOUN = re.compile(r"[\u3400-\u9fff]{2,20}")
#: A price per month is paid twelve times in the year of a budget; other times say nothing sure.
_MONTHS = Decimal(12)
_TIMES = frozenset("天日周时期") | {"学期", "季度", "小时", "工作日", "个工作日"}
#: Measures of anything: only the noun says whether a price and a quantity are of one thing.
_ANYTHING = frozenset("个家项套台件条")


@dataclass(frozen=True, slots=True)
class Product:
    """A price times its quantity in yuan; without a quantity, the price of one."""

    price: Evidence
    quantity: Evidence | None
    total: Decimal
    slack: Decimal

    @property
    def exact(self) -> bool:
        return self.quantity is not None and sign(self.price) == sign(self.quantity) == "="


def priced(
    price: Evidence, quantities: Sequence[Evidence], texts: Mapping[str, Sequence[str]]
) -> Product | None:
    """Return the product of a price and its quantity, or None where it is not sure what the price is for.

    `alike` lists measures that mean the same (人, 名, 位). `plain` lists words that say what is paid and not
    for whom: another word after the measure (每名专家) has to be one of the quantity's.
    """
    value, factor = number(price, "number"), money_factor(plain(price.more.get("unit", "")))
    alike = {word: entry.split()[0] for entry in texts["alike"] for word in entry.split()}
    found = _measure(price, alike, texts["plain"])
    if value is None or factor is None or found is None or sign(price) == "range":
        return None
    measure, noun, months = found
    times = _MONTHS if months else Decimal(1)
    quantity = _quantity(measure, noun, quantities, alike)
    count = None if quantity is None else number(quantity, "number")
    if count is None:
        quantity, count = None, Decimal(1)
    each = factor * times * count
    return Product(price, quantity, value * each, half_digit(price.printed, each))


def _measure(
    price: Evidence, alike: Mapping[str, str], unsaid: Sequence[str]
) -> tuple[str, str, bool] | None:
    """Return what a price is for: the measure, the noun after it, and whether it is paid monthly."""
    name, description = price.more.get("name", ""), price.more.get("description", "")
    for text in (_unit(price), price.printed, name, description):
        words = plain(text).replace("每年", "").replace("年均", "")
        found: dict[str, str] = {}
        for match in _PER.finditer(words):
            measure = match[1] or match[2] or match[3]
            if measure in _TIMES:
                return None
            if measure != "月":
                noun = _NOUN.match(words, match.end())
                said = noun[0] if noun and not noun[0].startswith(tuple(unsaid)) else ""
                found.setdefault(alike.get(measure, measure), said)
        if found:
            months = "月" in words + plain(name)
            return (*found.popitem(), months) if len(found) == 1 else None
    return None


def _unit(price: Evidence) -> str:
    per = plain(price.more.get("unit", "")).partition("/")[2]
    return f"/{per.removeprefix('每')}" if per else ""


def _quantity(
    measure: str, noun: str, quantities: Sequence[Evidence], alike: Mapping[str, str]
) -> Evidence | None:
    """Return the one quantity in that measure that speaks of the price's noun, where it has one.

    Of several, it is the one that shares most of the noun.
    """
    fitting = [row for row in quantities if _counted(row, alike) == measure and sign(row) != "range"]
    if noun:
        fitting = [row for row in fitting if _shared(noun, _words(row) + plain(row.more.get("project", "")))]
    elif measure in _ANYTHING:
        return None
    if len(fitting) > 1:
        most = max(_shared(noun, _words(row)) for row in fitting)
        fitting = [row for row in fitting if most and _shared(noun, _words(row)) == most]
    return fitting[0] if len(fitting) == 1 else None


def _shared(noun: str, words: str) -> int:
    """Return how many signs of the noun, from its beginning, stand in the words; one is none."""
    return next((end for end in range(len(noun), 1, -1) if noun[:end] in words), 0)


def _counted(row: Evidence, alike: Mapping[str, str]) -> str:
    unit = plain(row.more.get("unit", ""))
    return alike.get(unit, unit)


def _words(row: Evidence) -> str:
    return without_brackets(row.more.get("name", ""))[0] + plain(row.more.get("description", ""))
