"""Put the saved queries in order, search them, and say in words what one takes and returns."""

from collections.abc import Iterable, Mapping
from typing import Any

from budgetkg.catalog.saved import GROUPS, Parameter, SavedQuery

__all__ = ["described", "explained", "group_title", "ordered", "search"]

_PLACE_OF_GROUP = {group: place for place, group in enumerate(GROUPS)}


def ordered(queries: Iterable[SavedQuery]) -> list[SavedQuery]:
    """Return queries by group, question and name; groups of one's own stand last."""
    return sorted(queries, key=lambda query: (_place(query), _question(query), query.name))


def group_title(group: str, lang: str) -> str:
    """Return what a group is called; a group of one's own has its own name.

    >>> group_title("sources", "zh"), group_title("mine", "en")
    ('资金来源与依据', 'mine')
    """
    titles = GROUPS.get(group, (group, group))
    return titles[0] if lang == "zh" else titles[1]


def search(
    catalog: Mapping[str, SavedQuery], words: str = "", group: str | None = None
) -> dict[str, SavedQuery]:
    """Return the queries, in order, whose description holds all the words, in Chinese or English."""
    wanted = words.casefold().split()
    return {
        query.name: query
        for query in ordered(catalog.values())
        if group in (None, query.group) and all(word in _words(query) for word in wanted)
    }


def described(query: SavedQuery) -> dict[str, Any]:
    """Return the description of a query as plain data, in the names of the public JSON."""
    return {
        "name": query.name,
        "group": query.group,
        "summary": {"zh": query.summary_zh, "en": query.summary_en},
        "answers": list(query.answers),
        "parameters": [_parameter(one) for one in query.params],
        "columns": list(query.columns),
        "units": dict(query.units),
        "notes": list(query.notes),
    }


def explained(query: SavedQuery) -> str:
    """Return what a reader of the query must know, as SPARQL comments in both languages."""
    lines = [query.name, query.summary_zh, query.summary_en, ""]
    lines += [f"回答 / answers: {answer}" for answer in query.answers]
    lines += [f"参数 / parameter: {_in_words(one)}" for one in query.params]
    if query.columns:
        columns = ", ".join(_with_unit(query, column) for column in query.columns)
        lines.append(f"列 / columns: {columns}")
    lines += [f"注意 / note: {note}" for note in query.notes]
    lines += ["", f"budgetkg query {query.name}{_example(query)}"]
    return "".join(f"# {line}".rstrip() + "\n" for line in lines)


def _place(query: SavedQuery) -> tuple[int, str]:
    return _PLACE_OF_GROUP.get(query.group, len(GROUPS)), query.group


def _question(query: SavedQuery) -> int:
    """Return the number of the first question that a query answers."""
    numbers = [int(answer.split(" ", 1)[0][1:]) for answer in query.answers if answer[1:2].isdigit()]
    return min(numbers, default=0)


def _words(query: SavedQuery) -> str:
    titles = (group_title(query.group, "zh"), group_title(query.group, "en"))
    parts = (query.name, query.group, query.summary_zh, query.summary_en, *titles)
    return "\n".join((*parts, *query.answers, *query.columns, *query.notes)).casefold()


def _parameter(one: Parameter) -> dict[str, Any]:
    return {
        "name": one.name,
        "type": one.type,
        "required": one.required,
        "default": one.default,
        "choices": list(one.choices),
        "example": one.example,
    }


def _in_words(one: Parameter) -> str:
    kind = " | ".join(one.choices) if one.choices else one.type
    need = "必需 / required" if one.required else "可省 / optional"
    default = f", 默认 / default {one.default}" if one.default is not None else ""
    return f"{one.name} ({kind}; {need}{default}), 例 / for example {one.example}"


def _with_unit(query: SavedQuery, column: str) -> str:
    return f"{column} ({query.units[column]})" if column in query.units else column


def _example(query: SavedQuery) -> str:
    return "".join(f" -p '{one.name}={one.example}'" for one in query.params)
