"""`budgetkg query`: the saved queries."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from budgetkg.cli.options import (
    DepartmentOption,
    DocumentOption,
    EndpointOption,
    OutputOption,
    ResultFormat,
    StoreOption,
    TimeoutOption,
    YearOption,
    opened,
)
from budgetkg.cli.talk import described, say, tell
from budgetkg.errors import ParameterError, UsageError

if TYPE_CHECKING:
    from budgetkg.catalog import SavedQuery

__all__ = ["HELP", "command", "parameter_values", "query_names"]

HELP = described(
    "运行保存的查询。",
    "Run a saved query.",
    "budgetkg query --list",
    "budgetkg query --search 采购",
    "budgetkg query --show projects-by-notice",
    "budgetkg query projects-by-notice",
    "budgetkg query projects-by-notice -p 'notice=邯财教[2023]104号' --format csv",
    "budgetkg query project-units --inferred --department 588",
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
    inferred: Annotated[
        bool,
        typer.Option(
            "--inferred",
            help=say(
                "也用推断的内容（附方法与置信度）", "also what is inferred (with method and confidence)"
            ),
        ),
    ] = False,
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on", metavar="empty", help=say("无结果时退出码为 1", "exit 1 when there are no rows")
        ),
    ] = None,
    list_: Annotated[
        bool, typer.Option("--list", help=say("按主题列出全部查询", "list all queries by topic"))
    ] = False,
    search: Annotated[
        str | None,
        typer.Option(
            "--search", metavar="WORDS", help=say("列出含有这些词的查询", "list what holds these words")
        ),
    ] = None,
    show: Annotated[
        bool,
        typer.Option(
            "--show", help=say("显示查询的说明与正文（可绑定参数）", "explain a query and show its text")
        ),
    ] = False,
    queries: Annotated[
        list[Path] | None,
        typer.Option(
            "--queries",
            metavar="DIR",
            help=say("另加自己的查询文件夹", "add a folder of queries of your own"),
        ),
    ] = None,
    store: StoreOption = Path("budgetkg.db"),
    endpoint: EndpointOption = None,
    timeout: TimeoutOption = None,
) -> None:
    """List, show or run saved queries."""
    from budgetkg.catalog import find_query, prepare, run, select_graphs

    if fail_on not in (None, "empty"):
        raise UsageError("--fail-on 只可为 empty", "--fail-on may only be empty", "--fail-on")
    catalog = _catalog(queries or [])
    if list_ or search is not None:
        from budgetkg.cli.catalogue import write_list

        write_list(catalog, search or "", format_, output)
        return
    if name is None:
        raise UsageError("请给出查询名称，或用 --list", "give the name of a query, or --list")
    query = find_query(catalog, name)
    values = parameter_values(param or [])
    if show:
        from budgetkg.cli.catalogue import write_query

        text = query.body
        if values:
            with opened(store, endpoint, timeout) as held:
                graphs = select_graphs(held, document, year, department)
                text = prepare(held, query, values, graphs, inferred=inferred)
        write_query(query, text, format_, output)
        return
    from budgetkg.cli.results import check_target, write_result

    check_target(format_, output)
    with opened(store, endpoint, timeout) as held:
        graphs = select_graphs(held, document, year, department)
        solutions = run(held, query, values, graphs, inferred=inferred)
    if inferred and not query.infers:
        tell("此查询不含推断内容，--inferred 无作用", "this query shows nothing that is inferred")
    write_result(solutions, format_, output, query.units)
    if not solutions.rows:
        tell("没有结果", "no rows")
        raise typer.Exit(1 if fail_on else 0)


def _catalog(own: Sequence[Path]) -> dict[str, "SavedQuery"]:
    from budgetkg.catalog import load_catalog, with_own

    catalog = load_catalog()
    for folder in own:
        catalog = with_own(catalog, folder)
    return catalog


def parameter_values(given: Sequence[str]) -> dict[str, list[str]]:
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
