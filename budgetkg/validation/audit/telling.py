"""Say what a comparison found, in both languages, in the unit that the document prints."""

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext

from budgetkg.validation.audit.cases import Case, total
from budgetkg.validation.audit.evidence import Oddity
from budgetkg.validation.findings import Message, Operand
from budgetkg.values.money import UNITS

__all__ = ["figure", "tell", "tell_oddity"]

_ROUNDING = Message("这在各数四舍五入的误差之内。", "That is within the rounding of the printed figures.")
_SOME = 3
_MANY = 6
_UNIT_EN = {"元": "yuan", "千元": "1,000 yuan", "万元": "10,000 yuan", "百万元": "1,000,000 yuan"}
_UNIT_EN["亿元"] = "100,000,000 yuan"


def tell(template: Message, case: Case, place: Message) -> Message:
    """Fill a rule's message; a difference that rounding explains says so."""
    unit = case.unit if case.unit in UNITS else "元"
    figures = {
        "left": figure(total(case.left), unit),
        "right": figure(total(case.right), unit),
        "difference": figure(abs(case.difference), unit),
        "addends": str(len(case.right)),
    }
    zh = template.zh.format(
        **figures,
        place=place.zh,
        left_name=case.left[0].label,
        right_name=_names(case.right, "、", "等 {} 项"),
        unit=unit,
    )
    en = template.en.format(
        **figures,
        place=place.en,
        left_name=case.left[0].label,
        right_name=_names(case.right, ", ", " … ({} figures)"),
        unit=_UNIT_EN[unit],
    )
    if case.outcome != "rounding":
        return Message(zh, en)
    return Message(zh + _ROUNDING.zh, f"{en} {_ROUNDING.en}")


def tell_oddity(template: Message, odd: Oddity, place: Message) -> Message:
    """Fill a pattern's message with its evidence and the query's own columns."""
    return Message(
        template.zh.format_map(_Blank(_words(odd, place.zh, "、", " 等"))),
        template.en.format_map(_Blank(_words(odd, place.en, ", ", " …"))),
    )


class _Blank(dict[str, str]):
    """A column that is unbound in every row of a case is a blank in its message."""

    def __missing__(self, key: str) -> str:
        return ""


def _words(odd: Oddity, place: str, comma: str, more: str) -> dict[str, str]:
    first = odd.evidence[0]
    return {
        **odd.more,
        "place": place,
        "name": first.label,
        "printed": first.printed,
        "names": _listed((one.label for one in odd.evidence), comma, more),
        "prints": _listed((one.printed for one in odd.evidence), comma, more),
        "count": str(len(odd.evidence)),
    }


def _listed(texts: Iterable[str], comma: str, more: str) -> str:
    known = list(dict.fromkeys(texts))
    return comma.join(known[:_MANY]) + (more if len(known) > _MANY else "")


def figure(yuan: Decimal, unit: str) -> str:
    """Return yuan in a printed unit, with two digits at least.

    >>> figure(Decimal("71811900"), "万元"), figure(Decimal("-112700"), "万元"), figure(Decimal(5), "万元")
    ('7181.19', '-11.27', '0.0005')
    """
    with localcontext(prec=100):
        text = format((yuan / UNITS[unit]).normalize(), "f")
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals.ljust(2, '0')}"


def _names(operands: Sequence[Operand], comma: str, more: str) -> str:
    names = list(dict.fromkeys(operand.label for operand in operands))
    listed = comma.join(names[:_SOME])
    return listed + more.format(len(operands)) if len(names) > _SOME else listed
