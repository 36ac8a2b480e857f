"""Layout profiles: what a family of documents calls its tables, columns, sections and forms.

A profile is a TOML file beside this module; nothing about a layout is written in code.
Labels are given as they look without white space and in half width.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from budgetkg.errors import UsageError

__all__ = ["DEFAULT", "FigureLayout", "Profile", "TableLayout", "known", "load"]

DEFAULT = "hebei-department"

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class TableLayout:
    """One budget table: its titles, and its columns by printed label."""

    id: str
    titles: tuple[str, ...]
    two_sided: bool
    accounts: str | None
    code: frozenset[str]
    name: frozenset[str]
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FigureLayout:
    """A figure of the narrative: where it stands and what is printed before the amount.

    A change stands `after` one of these figures ("" is one without a key); `any_year` allows a year
    beside it that is not the budget's.
    """

    key: str
    section: str
    label: Pattern
    after: frozenset[str] = frozenset()
    any_year: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """A whole layout. The nested mappings keep the sections of the TOML file; patterns are compiled."""

    id: str
    tables: Mapping[str, TableLayout]
    titles: Mapping[str, str]
    sections: Mapping[str, Pattern]
    subsections: Mapping[str, Pattern]
    sides: Mapping[str, str]
    figures: tuple[FigureLayout, ...]
    words: Mapping[str, Mapping[str, frozenset[str]]]
    patterns: Mapping[str, Mapping[str, Pattern]]
    levels: Mapping[str, Mapping[str, str]]
    sources: tuple[tuple[str, frozenset[str]], ...]
    months: tuple[int, ...]
    indicator_heads: frozenset[str]


def known() -> tuple[str, ...]:
    """Return the ids of all profiles."""
    return tuple(sorted(path.stem for path in Path(__file__).parent.glob("*.toml")))


@cache
def load(name: str = DEFAULT) -> Profile:
    """Return a profile by its id.

    Raises UsageError for a name that is not known.
    """
    path = Path(__file__).parent / f"{name}.toml"
    if name not in known():
        listed = "、".join(known())
        raise UsageError(
            f"没有版式“{name}”，已有：{listed}", f"no layout {name!r}; there are: {', '.join(known())}"
        )
    return _profile(tomllib.loads(path.read_text(encoding="utf-8")))


def _profile(data: Mapping[str, Any]) -> Profile:
    tables = {entry["id"]: _table(entry) for entry in data["table"]}
    return Profile(
        id=data["id"],
        tables=tables,
        titles={title: table.id for table in tables.values() for title in table.titles},
        sections={key: re.compile(value) for key, value in data["sections"].items()},
        subsections={key: re.compile(value) for key, value in data["subsections"].items()},
        sides={label: side for side, labels in data["sides"].items() for label in labels},
        figures=tuple(_figure(entry) for entry in data["figure"]),
        words=_words(data),
        patterns=_patterns(data),
        levels={level: _aliases(groups) for level, groups in data["levels"].items()},
        sources=tuple((entry[0], frozenset(entry[1:])) for entry in data["procurement"]["sources"]),
        months=tuple(data["form"]["months"]),
        indicator_heads=frozenset(word for group in data["indicators"].values() for word in group),
    )


def _table(entry: Mapping[str, Any]) -> TableLayout:
    return TableLayout(
        id=entry["id"],
        titles=tuple(entry["titles"]),
        two_sided=entry.get("two_sided", False),
        accounts=entry.get("accounts"),
        code=frozenset(entry.get("code", ())),
        name=frozenset(entry["name"]),
        columns={label: column[0] for column in entry["columns"] for label in column[1:]},
    )


def _figure(entry: Mapping[str, Any]) -> FigureLayout:
    return FigureLayout(
        key=entry["key"],
        section=entry["section"],
        label=re.compile(entry["label"]),
        after=frozenset(entry.get("after", ())),
        any_year=entry.get("any_year", False),
    )


def _words(data: Mapping[str, Any]) -> dict[str, dict[str, frozenset[str]]]:
    """Every list of plain labels, by section and key."""
    return {
        section: {key: frozenset(v) for key, v in entries.items() if _is_word_list(v)}
        for section, entries in data.items()
        if isinstance(entries, dict)
    }


def _is_word_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def _patterns(data: Mapping[str, Any]) -> dict[str, dict[str, Pattern]]:
    """Every regular expression, by section and key."""
    return {
        section: {key: re.compile(v) for key, v in entries.items() if isinstance(v, str)}
        for section, entries in data.items()
        if isinstance(entries, dict)
    }


def _aliases(groups: list[list[str]]) -> dict[str, str]:
    return {alias: group[0] for group in groups for alias in group}
