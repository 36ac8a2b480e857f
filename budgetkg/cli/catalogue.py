"""What `budgetkg query --list` and `--show` print: the catalogue itself, not its answers."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from budgetkg.cli.output import check_format, emit
from budgetkg.cli.talk import SESSION, say, tell

if TYPE_CHECKING:
    from budgetkg.catalog import SavedQuery

__all__ = ["write_list", "write_query"]

_LIST_FORMATS = ("table", "json", "md", "turtle")
_QUERY_FORMATS = ("table", "json")


def write_list(catalog: Mapping[str, "SavedQuery"], words: str, format_: str, output: str | None) -> None:
    """Write the queries whose description holds the words, by topic.

    As a table, as JSON, as the page of the documentation (md), or as RDF (turtle).
    """
    from budgetkg.catalog.listing import described, search

    check_format(format_, _LIST_FORMATS)
    found = search(catalog, words)
    if not found:
        tell(f"没有符合“{words}”的查询", f"no query fits {words!r}")
    if format_ == "json":
        text = json.dumps([described(query) for query in found.values()], ensure_ascii=False, indent=2)
        emit(f"{text}\n", output)
    elif format_ == "table":
        emit(_table(found), output)
    else:
        from budgetkg.catalog.publishing import to_page, to_turtle

        emit(to_page(found) if format_ == "md" else to_turtle(found), output)


def write_query(query: "SavedQuery", text: str, format_: str, output: str | None) -> None:
    """Write what a query answers, takes and returns, and its text; together they still are SPARQL."""
    from budgetkg.catalog.listing import described, explained

    if check_format(format_, _QUERY_FORMATS) == "json":
        emit(f"{json.dumps({**described(query), 'query': text}, ensure_ascii=False, indent=2)}\n", output)
        return
    emit(f"{explained(query)}\n{text.rstrip()}\n", output)


def _table(queries: Mapping[str, "SavedQuery"]) -> str:
    from budgetkg.catalog.listing import group_title
    from budgetkg.cli.tables import draw

    heads = [
        say("主题", "topic"),
        say("问题", "question"),
        say("名称", "name"),
        say("回答", "answers"),
        say("参数", "parameters"),
    ]
    rows = []
    shown = None
    for query in queries.values():
        topic = "" if query.group == shown else group_title(query.group, SESSION.lang)
        shown = query.group
        questions = " ".join(answer.split(" ", 1)[0] for answer in query.answers)
        rows.append(
            [topic, questions, query.name, say(query.summary_zh, query.summary_en), _parameters(query)]
        )
    return draw(heads, rows)


def _parameters(query: "SavedQuery") -> str:
    """Return the parameters with their examples; one in brackets may be left out."""
    texts = (f"{one.name}={one.example}" for one in query.params)
    return "\n".join(
        text if one.required else f"[{text}]" for one, text in zip(query.params, texts, strict=True)
    )
