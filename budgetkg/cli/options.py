"""Options that several commands share, defined once."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from budgetkg.cli.talk import say

if TYPE_CHECKING:
    from budgetkg.store import Store

__all__ = [
    "DepartmentOption",
    "DivisionOption",
    "DocumentOption",
    "DocumentsArgument",
    "LayoutOption",
    "OutputOption",
    "ResultFormat",
    "StoreOption",
    "TableOrJsonOption",
    "YearOption",
    "opened",
]

StoreOption = Annotated[
    Path,
    typer.Option(
        "--store",
        metavar="DIR",
        envvar="BUDGETKG_STORE",
        help=say("图谱库所在的文件夹", "folder of the store"),
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
    str | None,
    typer.Option(
        "--document",
        metavar="DOC",
        help=say("只用此文件：IRI、标题或文件名", "this document only: its IRI, title or file name"),
    ),
]
YearOption = Annotated[
    int | None,
    typer.Option("--year", metavar="YEAR", help=say("只用此预算年度", "documents of this fiscal year only")),
]
DepartmentOption = Annotated[
    str | None,
    typer.Option(
        "--department",
        metavar="DEPT",
        help=say("只用此部门：IRI、代码或名称", "this department only: its IRI, code or name"),
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


def opened(path: Path) -> "Store":
    """Open the store for reading. Raises StoreError."""
    from budgetkg.store import open_store

    return open_store(path)
