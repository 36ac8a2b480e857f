"""The goals of the whole department: 总体 and 分项绩效目标.

An item is a numbered name; the paragraphs under it are its goal and, where labelled, its indicators.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from budgetkg.layouts import Profile
from budgetkg.model import Goal
from budgetkg.parsing.running_text import Paragraph, item
from budgetkg.values.text import compact

__all__ = ["read_goals"]

_NAME_LENGTH = 60


@dataclass(slots=True)
class _Item:
    """One goal while its paragraphs are gathered."""

    number: int | None
    name: str | None
    parts: list[Paragraph]
    goal: list[str] = field(default_factory=list)
    indicators: list[str] = field(default_factory=list)


def read_goals(scope: str, texts: Sequence[Paragraph], profile: Profile) -> list[Goal]:
    """Return the goals of a part; `scope` is overall or itemised."""
    items: list[_Item] = []
    for paragraph in texts:
        number, rest = item(paragraph.text)
        if number is not None and len(rest) <= _NAME_LENGTH and rest[-1:] not in "。；;":
            items.append(_Item(number, rest, [paragraph]))
            continue
        if not items:
            items.append(_Item(None, None, []))
        items[-1].parts.append(paragraph)
        _add(items[-1], paragraph.text, profile)
    return [_goal(scope, entry) for entry in items]


def _add(entry: _Item, text: str, profile: Profile) -> None:
    """A paragraph with a label opens the goal or the indicators; one without goes on with what is open."""
    words = profile.words["goals"]
    label, mark, rest = text.replace("\uff1a", ":", 1).partition(":")
    if mark and compact(label) in words["goal"]:
        entry.goal.append(rest.strip())
    elif mark and compact(label) in words["indicators"]:
        entry.indicators.append(rest.strip())
    else:
        (entry.indicators or entry.goal).append(text)


def _goal(scope: str, entry: _Item) -> Goal:
    first, last = entry.parts[0].where, entry.parts[-1].where
    where = type(first)(first.first, last.last, first.page)
    return Goal(
        scope=scope,
        number=entry.number,
        name=entry.name,
        goal="\n".join(entry.goal),
        indicator_text="\n".join(entry.indicators) or None,
        where=where,
    )
