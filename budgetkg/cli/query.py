"""`budgetkg query`: the saved queries."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from budgetkg.cli.options import (
    DepartmentOption,
    DocumentOption,
    OutputOption,
    ResultFormat,
    StoreOption,
    YearOption,
    opened,
)
from budgetkg.cli.output import check_format, emit
from budgetkg.cli.talk import described, say, tell
from budgetkg.errors import ParameterError, UsageError

if TYPE_CHECKING:
    from budgetkg.catalog import SavedQuery

__all__ = ["HELP", "command", "query_names"]

HELP = described(
    "运行保存的查询。",
    "Run a saved query.",
    "budgetkg query --list",
    "budgetkg query --show projects-by-notice",
    "budgetkg query projects-by-notice",
    "budgetkg query projects-by-notice -p 'notice=邯财教[2023]104号' --format csv",
)


def query_names(incomplete: str) -> list[str]:
    """Return the names that complete a beginning: the names of the files, which are not read."""
    from budgetkg.resources import folder

    return sorted(file.stem for file in folder("queries").glob("*.rq") if file.stem.startswith(incomplete))


def command(
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help=say("查询名称", "name of the query"), autocompletion=query_names),
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option(
            "--param",
            "-p",
            metavar="NAME=VALUE",
            help=say("参数，可多次给出", "a parameter; may be given several times"),
        ),
    ] = None,
    format_: ResultFormat = "table",
    output: OutputOption = None,
    document: DocumentOption = None,
    year: YearOption = None,
    department: DepartmentOption = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on", metavar="empty", help=say("无结果时退出码为 1", "exit 1 when there are no rows")
        ),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help=say("列出全部查询", "list all queries"))] = False,
    show: Annotated[
        bool, typer.Option("--show", help=say("显示查询的说明与正文", "show a query and its text"))
    ] = False,
    queries: Annotated[
        Path | None,
        typer.Option("--queries", metavar="DIR", help=say("查询文件夹", "folder of query files")),
    ] = None,
    store: StoreOption = Path("budgetkg.db"),
) -> None:
    """List, show or run saved queries."""
    from budgetkg.catalog import find_query, run, select_graphs

    if fail_on not in (None, "empty"):
        raise UsageError("--fail-on 只可为 empty", "--fail-on may only be empty", "--fail-on")
    if list_:
        _list(_catalog(queries), format_, output)
        return
    if name is None:
        raise UsageError("请给出查询名称，或用 --list", "give the name of a query, or --list")
    query = find_query(_catalog(queries), name)
    if show:
        emit(query.text if query.text.endswith("\n") else f"{query.text}\n", output)
        return
    from budgetkg.cli.results import check_target, write_result

    check_target(format_, output)
    values = _values(query, param or [])
    with opened(store) as held:
        solutions = run(held, query, values, select_graphs(held, document, year, department))
    write_result(solutions, format_, output, query.units)
    if not solutions.rows:
        tell("没有结果", "no rows")
        raise typer.Exit(1 if fail_on else 0)


def _catalog(folder: Path | None) -> dict[str, "SavedQuery"]:
    from budgetkg.catalog import load_catalog

    if folder is not None and not folder.is_dir():
        raise UsageError("没有这个文件夹", "there is no such folder", str(folder))
    return load_catalog(folder)


def _values(query: "SavedQuery", given: Sequence[str]) -> dict[str, list[str]]:
    """Return the values by parameter; one that is given twice has two values, each of which may match."""
    values: dict[str, list[str]] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise ParameterError(
                f"参数须写作 名称=值，而不是“{text}”", f"a parameter is NAME=VALUE, not {text!r}", "-p"
            )
        values.setdefault(name.strip(), []).append(value)
    return values


def _list(catalog: dict[str, "SavedQuery"], format_: str, output: str | None) -> None:
    if check_format(format_, ("table", "json")) == "json":
        import json

        text = json.dumps([_described(query) for query in catalog.values()], ensure_ascii=False, indent=2)
        emit(f"{text}\n", output)
        return
    from budgetkg.cli.tables import draw

    heads = [say("分组", "group"), say("名称", "name"), say("回答", "answers"), say("参数", "parameters")]
    queries = sorted(catalog.values(), key=lambda query: (query.group, query.name))
    rows = [
        [query.group, query.name, say(query.summary_zh, query.summary_en), _parameters(query)]
        for query in queries
    ]
    emit(draw(heads, rows), output)


def _parameters(query: "SavedQuery") -> str:
    """Return the parameters with their examples; one in brackets may be left out."""
    texts = (f"{one.name}={one.example}" for one in query.params)
    return "\n".join(
        text if one.required else f"[{text}]" for one, text in zip(query.params, texts, strict=True)
    )


def _described(query: "SavedQuery") -> dict[str, object]:
    return {
        "name": query.name,
        "group": query.group,
        "summary": {"zh": query.summary_zh, "en": query.summary_en},
        "answers": list(query.answers),
        "parameters": [
            {
                "name": one.name,
                "type": one.type,
                "required": one.required,
                "default": one.default,
                "choices": list(one.choices),
                "example": one.example,
            }
            for one in query.params
        ],
        "columns": list(query.columns),
        "units": dict(query.units),
        "notes": list(query.notes),
    }
