"""What a form lacks: groups of indicators, months of its spending plan. Each row is one that it has."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from budgetkg.validation.audit.evidence import Evidence

__all__ = ["missing_groups", "missing_months"]


def missing_groups(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield forms without an indicator of some `group`, as `lacking`.

    A group counts on either level, and as the end of a longer name (社会效益指标 is 效益指标). A form with an
    indicator of which no group below `open` could be read is "missing": it may be one of those.
    """
    forms: dict[tuple[str, str], list[Evidence]] = {}
    for row in rows:
        forms.setdefault((row.graph, row.case), []).append(row)
    for listed in forms.values():
        levels = {row.more.get(name, "") for row in listed for name in ("level1", "level2")} - {""}
        lacking = [group for group in texts["group"] if not any(level.endswith(group) for level in levels)]
        unread = any(_unread(row, texts["open"]) for row in listed if row.more.get("indicator"))
        if unread:
            yield replace(listed[0], verdict="missing")
        elif lacking:
            yield replace(listed[0], more={**listed[0].more, "lacking": "、".join(lacking)})


def _unread(row: Evidence, unclear: Sequence[str]) -> bool:
    return not row.more.get("level2") and row.more.get("level1", "") in ("", *unclear)


def missing_months(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield forms whose plan lacks a `month` or leaves it blank, a piece for each; not plans without any."""
    forms: dict[tuple[str, str], list[Evidence]] = {}
    for row in rows:
        forms.setdefault((row.graph, row.case), []).append(row)
    for listed in forms.values():
        filled = {row.more["month"] for row in listed if row.more.get("percent")}
        for month in sorted(set(texts["month"]) - filled, key=int) if filled else ():
            yield replace(listed[0], label=f"{month}月底", part=month)
