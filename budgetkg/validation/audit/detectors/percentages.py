"""Percentages that a text prints beside amounts: does the figure follow from them?

Rows with `?role` "level" are the figures that the explanation states, by `?key`; the others are paragraphs,
`?printed` being their text and `?year` the budget year. A percentage is taken as right within one unit of
its last digit: some round, some cut off.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from budgetkg.validation.audit.detectors.sentences import Stated, amounts_in, sentence_end, squeezed
from budgetkg.validation.audit.evidence import Evidence

__all__ = ["wrong_percentages"]

_UP, _DOWN = "增加|增长|上升", "减少|下降|降低"
_CHANGE = re.compile(rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|为)?$")
_RATE = re.compile(
    rf"^[,(、]?(?:{_UP}|{_DOWN}|增幅|降幅)(?:率|幅度|比例)?(?:了|为|约|达|到)*(?P<rate>-?\d+(?:\.\d+)?)%"
)
_SHARE = re.compile(
    r"^[,(、]?占(?P<of>[^\d%,。;()]{1,20}?)的?(?:比例|比重|比)?(?:为|约|达)*(?P<rate>\d+(?:\.\d+)?)%"
)
_PAST = re.compile(r"上年|去年|(?P<year>\d{4})年")
#: What the words before a change, or after 占, mean; other words may mean anything.
_WHOLES = {
    "基本支出": "basic_total",
    "项目支出": "project_total",
    "三公经费": "three_public_total",
    "支出": "expenditure_total",
    "收入": "income_total",
}
_FILLING = re.compile(
    r"(?:与|较|比|同)(?:\d{4}年度?|上年度?|去年)(?:预算)?(?:相比)?|其中|同时|总额|总计|合计|总|预算|年度|本年|当年|全年"
    r"|本?我?部门|收支|收入、支出|安排|共|各|[,:;、“”()的]"
)


@dataclass(frozen=True, slots=True)
class _Rate:
    """One percentage, and the pairs of amounts any of which may explain it; none: nothing is known."""

    printed: str
    rate: Decimal
    slack: Decimal
    pairs: tuple[tuple[Stated, Stated, int], ...]


def wrong_percentages(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield paragraphs with a percentage that no pair of amounts explains; `words` and `meant` say which."""
    levels: dict[tuple[str, str], Stated] = {}
    for row in rows:
        if row.more.get("role") == "level":
            for amount in amounts_in(squeezed(row.printed)):
                levels[row.graph, row.more.get("key", "")] = amount
    for row in rows:
        if row.more.get("role") == "level":
            continue
        known = {key: amount for (graph, key), amount in levels.items() if graph == row.graph}
        rates = list(_rates(squeezed(row.printed), known, row.more.get("year", "")))
        wrong = next((rate for rate in rates if rate.pairs and not _explained(rate)), None)
        if wrong is not None:
            more = {**row.more, "words": wrong.printed, "meant": _meant(*wrong.pairs[0])}
            yield replace(row, more=more)
        elif not any(rate.pairs for rate in rates):
            yield replace(row, verdict="missing")


def _rates(text: str, levels: Mapping[str, Stated], year: str) -> Iterator[_Rate]:
    amounts = amounts_in(text)
    for place, amount in enumerate(amounts):
        rest = text[amount.end : sentence_end(text, amount.end)]
        change, rate, share = _CHANGE.search(amount.name), _RATE.match(rest), _SHARE.match(rest)
        if change and rate:
            bases = _bases(text, amounts[:place], amount, levels)
            signed = 1 if change["up"] else -1
            pairs = [(amount, base, 0 if _is_past(base, year) else signed) for base in bases]
            yield _read(text[amount.start : amount.end + rate.end()], rate["rate"], pairs)
        elif share and not change:
            whole = _whole(share["of"], levels)
            pairs = [(amount, whole, 0)] if whole is not None else []
            yield _read(text[amount.start : amount.end + share.end()], share["rate"], pairs)


def _read(printed: str, rate: str, pairs: Sequence[tuple[Stated, Stated, int]]) -> _Rate:
    slack = Decimal(1).scaleb(-len(rate.partition(".")[2]))
    return _Rate(printed, abs(Decimal(rate)), slack, tuple(pairs))


def _bases(text: str, before: Sequence[Stated], change: Stated, levels: Mapping[str, Stated]) -> list[Stated]:
    """Return what a change may be a change of: what its words name, else what its sentence states.

    A change of something that no level is known of has none: nothing can be said of its percentage.
    """
    if _FILLING.sub("", _CHANGE.sub("", change.name)):
        named = _whole(_CHANGE.sub("", change.name), levels)
        return [] if named is None else [named]
    start = text.rfind("。", 0, change.start) + 1
    stated = [amount for amount in reversed(before) if amount.start >= start]
    return [amount for amount in stated if not _CHANGE.search(amount.name)]


def _whole(words: str, levels: Mapping[str, Stated]) -> Stated | None:
    return levels.get(_WHOLES.get(_FILLING.sub("", words), ""))


def _is_past(amount: Stated, year: str) -> bool:
    found = _PAST.search(amount.name)
    return found is not None and (found["year"] is None or found["year"] != year)


def _explained(rate: _Rate) -> bool:
    return any(_fits(rate, *pair) for pair in rate.pairs)


def _fits(rate: _Rate, part: Stated, base: Stated, signed: int) -> bool:
    """Whether a percentage lies in what the amounts allow: each may be off by half a unit."""
    least, most = abs(part.yuan) - part.half, abs(part.yuan) + part.half
    whole = base.yuan - signed * abs(part.yuan)
    off = base.half + (part.half if signed else 0)
    if whole - off <= 0:
        # Nothing, or less, may have been there before: no percentage says anything then.
        return True
    return least / (whole + off) * 100 - rate.slack <= rate.rate <= most / (whole - off) * 100 + rate.slack


def _meant(part: Stated, base: Stated, signed: int) -> str:
    whole = base.yuan - signed * abs(part.yuan)
    return f"{abs(part.yuan) / whole * 100:.2f}%" if whole > 0 else "—"
