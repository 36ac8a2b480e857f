"""Formulas that a description writes out: 740*站点数210个+线路费1.2万元*2年."""

import re
from decimal import Decimal

from budgetkg.validation.audit.detectors.figures import plain

__all__ = ["reckoned"]

_STEPS = re.compile(r"([0-9]+(?:\.[0-9]+)?)(亿|万)?|([*×+])|([/÷%()-])")
_SCALE = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}


def reckoned(text: str) -> Decimal | None:
    """Return the sum of products that a text writes out; words between the numbers do not count.

    A formula with anything but numbers, times and plus gives None.

    >>> reckoned("每个站点740*站点数210个+线路费1.2万元*2年")
    Decimal('179400.0')
    >>> reckoned("发放人数/应发人数*100%") is None
    True
    """
    total, product, products, waiting = Decimal(0), Decimal(1), 0, True
    for digits, scale, operator, other in _STEPS.findall(plain(text)):
        if other or bool(operator) == waiting:
            return None
        if operator == "+":
            total, product = total + product, Decimal(1)
        elif not operator:
            product *= Decimal(digits) * _SCALE.get(scale, Decimal(1))
        products += operator in ("*", "×")
        waiting = bool(operator)
    return total + product if products and not waiting else None
