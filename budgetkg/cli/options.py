"""Options that several commands share, defined once."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar, overload

import typer

from budgetkg.cli.talk import say
from budgetkg.errors import UsageError

if TYPE_CHECKING:
    from budgetkg.remote import Endpoint
    from budgetkg.store import Store
    from budgetkg.worker import Worker

__all__ = [
    "DepartmentOption",
    "DivisionOption",
    "DocumentOption",
    "DocumentsArgument",
    "EndpointOption",
    "LayoutOption",
    "OutputOption",
    "ResultFormat",
    "StoreOption",
    "TableOrJsonOption",
    "TimeoutOption",
    "YearOption",
    "asked_endpoint",
    "opened",
]

_Given = TypeVar("_Given")

#: Where the values of --store and --endpoint come from in this run: COMMANDLINE, ENVIRONMENT or DEFAULT.
_SOURCES: dict[str, str] = {}


def _noting(context: typer.Context, param: typer.CallbackParam, value: _Given) -> _Given:
    """Note where a value comes from."""
    name = str(param.name)
    source = context.get_parameter_source(name)
    _SOURCES[name] = source.name if source else "DEFAULT"
    return value


StoreOption = Annotated[
    Path,
    typer.Option(
        "--store",
        metavar="DIR",
        envvar="BUDGETKG_STORE",
        callback=_noting,
        help=say("图谱库所在的文件夹", "folder of the store"),
    ),
]
EndpointOption = Annotated[
    str | None,
    typer.Option(
        "--endpoint",
        metavar="URL",
        envvar="BUDGETKG_ENDPOINT",
        callback=_noting,
        help=say("改问此 SPARQL 端点，不用图谱库", "ask this SPARQL endpoint, not the store"),
    ),
]
TimeoutOption = Annotated[
    float | None,
    typer.Option(
        "--timeout",
        metavar="SECONDS",
        help=say(
            "每条查询的时限（端点默认 30 秒，图谱库默认不限）",
            "time limit of each query (default: 30 for an endpoint, none for a store)",
        ),
    ),
]
DocumentsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="DOC",
        help=say("文件、文件夹或通配符；- 读标准输入", "files, folders or patterns; - reads stdin"),
    ),
]
LayoutOption = Annotated[
    str | None,
    typer.Option("--layout", metavar="ID", help=say("版式配置的名称", "id of the layout profile")),
]
DivisionOption = Annotated[
    str | None,
    typer.Option(
        "--division",
        metavar="CODE",
        help=say("行政区划代码（六位）", "code of the administrative division (six digits)"),
    ),
]
TableOrJsonOption = Annotated[
    str, typer.Option("--format", metavar="FORMAT", help=say("table 或 json", "table or json"))
]
OutputOption = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help=say("写入文件；- 为标准输出", "write to this file; - is stdout"),
    ),
]
DocumentOption = Annotated[
    list[str] | None,
    typer.Option(
        "--document",
        metavar="DOC",
        help=say(
            "只用此文件：IRI、标题、文件名、代码/年度或含 * 的样式；可重复",
            "this document only: IRI, title, file name, CODE/YEAR or a pattern with *; repeatable",
        ),
    ),
]
YearOption = Annotated[
    list[str] | None,
    typer.Option(
        "--year",
        metavar="YEAR",
        help=say("只用此预算年度，或 2022-2024；可重复", "this fiscal year only, or 2022-2024; repeatable"),
    ),
]
DepartmentOption = Annotated[
    list[str] | None,
    typer.Option(
        "--department",
        metavar="DEPT",
        help=say(
            "只用此部门：IRI、代码、名称或含 * 的样式；可重复",
            "this department only: IRI, code, name or a pattern with *; repeatable",
        ),
    ),
]
ResultFormat = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help=say(
            "table、csv、tsv、json、xml、md、parquet 或 xlsx",
            "table, csv, tsv, json, xml, md, parquet or xlsx",
        ),
    ),
]


@overload
def opened(path: Path) -> "Store": ...
@overload
def opened(path: Path, endpoint: str | None, timeout: float | None = None) -> "Store | Endpoint | Worker": ...
def opened(
    path: Path, endpoint: str | None = None, timeout: float | None = None
) -> "Store | Endpoint | Worker":
    """Open the store for reading, or the endpoint where one is asked for.

    A query of the store itself cannot be interrupted: with a time limit a worker answers instead.

    Raises StoreError, EndpointError, and UsageError where the options do not fit together.
    """
    url = asked_endpoint(endpoint)
    if url is not None:
        from budgetkg.remote import connect

        return connect(url) if timeout is None else connect(url, timeout=timeout)
    from budgetkg.store import open_store

    store = open_store(path)
    if timeout is None:
        return store
    from budgetkg.worker import Worker

    store.close()
    return Worker(path, timeout)


def asked_endpoint(endpoint: str | None) -> str | None:
    """Return the endpoint to ask, or None for the store; what is typed comes before the environment.

    Raises UsageError where a store and an endpoint are given with equal right: no answer may come
    from another place than the user thinks.
    """
    if endpoint is None:
        return None
    store, remote = _SOURCES.get("store", "DEFAULT"), _SOURCES.get("endpoint", "DEFAULT")
    if store == "COMMANDLINE" and remote == "ENVIRONMENT":
        return None
    if store != "DEFAULT" and store == remote:
        names = "--store, --endpoint" if store == "COMMANDLINE" else "BUDGETKG_STORE, BUDGETKG_ENDPOINT"
        raise UsageError("图谱库与端点只可给出一个", "give a store or an endpoint, not both", names)
    return endpoint
