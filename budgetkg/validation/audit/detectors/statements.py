"""Targets that name and description contradict: another number, another unit, another period.

Each row is an indicator with its target: `?name`, `?description`, `?comparator`, `?number`, `?max`, `?unit`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from budgetkg.validation.audit.detectors.figures import (
    DOWN,
    UP,
    Stated,
    half_digit,
    money_factor,
    number,
    plain,
    sign,
    stated,
    without_brackets,
)
from budgetkg.validation.audit.detectors.formulas import reckoned
from budgetkg.validation.audit.evidence import Evidence

__all__ = ["bare_otherwise", "misfit_units", "mixed_periods", "stated_otherwise", "wrong_formulas"]

_TEXTS = ("description", "name")
#: A figure per something, or beside another year, is not the target itself.
_PER = re.compile(r"每(?!年|个?年度)|人均|户均|平均|其中|比(?!例|率|重)|较|第|[未没不]$")
_FORMULA = re.compile(r"[*×]")


def stated_otherwise(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield indicators whose words compare with another number than the target, as `said`."""
    for row in rows:
        figures = [one for one in _figures(row) if one.compared and not _per(row, one)]
        said = _other(row, figures)
        if said is not None:
            yield replace(row, more={**row.more, "said": said.printed})


def bare_otherwise(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield indicators one of whose clauses ends with another number in the target's unit, as `said`."""
    unit_of = {id(row): plain(row.more.get("unit", "")) for row in rows}
    for row in rows:
        every = list(_figures(row))
        ending = [
            one
            for one in every
            if not one.compared and one.ends(unit_of[id(row)]) and not _PER.search(one.clause)
        ]
        said = _other(row, every) if ending else None
        if said in ending:
            yield replace(row, more={**row.more, "said": said.printed})


def _figures(row: Evidence) -> Iterator[Stated]:
    """Yield the figures of description and name that are in the target's unit; a formula has none."""
    unit = plain(row.more.get("unit", ""))
    for name in _TEXTS:
        text = row.more.get(name, "")
        if not _FORMULA.search(text):
            yield from (one for one in stated(text) if not one.joined and one.of(unit) is not None)


def _per(row: Evidence, one: Stated) -> bool:
    """Say whether a figure is meant per something that the target does not name."""
    return bool(_PER.search(one.clause)) and not _PER.search(row.more.get("name", "") + row.printed)


def _other(row: Evidence, figures: Sequence[Stated]) -> Stated | None:
    """Return the one figure that is not the target's, or is compared the other way round."""
    unit = plain(row.more.get("unit", ""))
    targets = {number(row, "number"), number(row, "max")} - {None}
    factor = money_factor(unit) or Decimal(1)
    meant = {target * factor for target in targets if target is not None}
    if not meant:
        return None
    same = [one for one in figures if one.of(unit) in meant]
    turned = [one for one in same if _opposite(one.comparator, sign(row))]
    if same:
        return turned[0] if len(turned) == len(same) else None
    return figures[0] if len({one.of(unit) for one in figures}) == 1 else None


def _opposite(one: str, other: str) -> bool:
    return (one in UP and other in DOWN) or (one in DOWN and other in UP)


def misfit_units(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield indicators whose name ends with a noun that is not counted in the target's unit.

    `fits` holds a noun and the units that fit it; `excused` are endings that only look like such a noun;
    `units` are the units that a bracket at the end of a name may give.
    """
    fits = {noun: units for noun, *units in (entry.split() for entry in texts["fits"])}
    for row in rows:
        name, bracket = without_brackets(row.more.get("name", ""))
        unit = plain(row.more.get("unit", ""))
        noun = max((noun for noun in fits if name.endswith(noun)), key=len, default=None)
        if any(name.endswith(word) for word in texts["excused"]):
            continue
        if noun is not None and not any(fit in unit for fit in fits[noun]):
            yield replace(row, more={**row.more, "noun": noun})
        elif noun is None and bracket in texts["units"] and not _same_kind(bracket, unit):
            yield replace(row, more={**row.more, "noun": f"{name}({bracket})"})


def _same_kind(one: str, other: str) -> bool:
    """Say whether two units may be meant alike: 个 is said of anything."""
    if one in other or other in one or (money_factor(one) and money_factor(other)):
        return True
    return "个" in (one, other) and "%" not in (one, other)


def mixed_periods(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield indicators named for a shorter period than the target's; `period` lists words, shortest first.

    A target within a longer period (每年 in the name, 每月 in the target) is a way to be exact.
    """
    ranks = {word: rank for rank, entry in enumerate(sorted(texts["period"])) for word in entry.split()[1:]}
    for row in rows:
        named = {(ranks[word], word) for word in ranks if word in row.more.get("name", "")}
        meant = {(ranks[word], word) for word in ranks if word in row.printed}
        if len(named) == 1 and meant and max(named)[0] < min(meant)[0]:
            more = {"named": max(named)[1], "meant": min(meant)[1]}
            yield replace(row, more={**row.more, **more})


def wrong_formulas(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield indicators whose description reckons with numbers alone, and not to the target; as `reckoned`."""
    for row in rows:
        target, unit = number(row, "number"), plain(row.more.get("unit", ""))
        result = reckoned(row.more.get("description", ""))
        if target is None or result is None:
            continue
        factor = money_factor(unit) or Decimal(1)
        if abs(result - target * factor) > half_digit(row.printed, factor):
            text = format((result / factor).normalize(), "f")
            yield replace(row, more={**row.more, "reckoned": text + unit})
