"""`budgetkg parse`: documents to records, as a summary or as the JSON contract."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from budgetkg.cli.options import DivisionOption, DocumentsArgument, LayoutOption, OutputOption
from budgetkg.cli.output import check_format, emit
from budgetkg.cli.talk import SESSION, described, say, show_error
from budgetkg.errors import BudgetKGError, UsageError

if TYPE_CHECKING:
    from budgetkg.model import Records

__all__ = ["HELP", "command"]

HELP = described(
    "读取文件，输出记录：可读的摘要，或 JSON（多个文件时每行一个对象）。问题写到标准错误。",
    "Read documents into records: a readable summary, or JSON (one object a line for several documents). "
    "Problems go to stderr.",
    "budgetkg parse samples/wenlv-588-2024.txt",
    "budgetkg parse samples/wenlv-588-2024.txt --format json",
)


def command(
    documents: DocumentsArgument,
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help=say("table 或 json", "table or json"))
    ] = "table",
    layout: LayoutOption = None,
    division: DivisionOption = None,
    output: OutputOption = None,
) -> None:
    """Parse documents and print their records."""
    from budgetkg.build import expand

    check_format(format_, ("table", "json"))
    files = expand([Path(name) for name in documents])
    if not files:
        raise UsageError("没有找到 .txt 或 .md 文件", "no .txt or .md file was found")
    texts = [text for file in files if (text := _text(file, format_, layout, division, len(files) == 1))]
    emit("".join(texts), output)
    if not texts:
        raise typer.Exit(2)


def _text(path: Path, format_: str, layout: str | None, division: str | None, alone: bool) -> str | None:
    """Return what one document becomes, or None where it cannot be used."""
    from budgetkg.cli.reading import show_problems, source_of
    from budgetkg.parsing import parse

    try:
        source = source_of(path)
        records = (
            parse(source, layout=layout, division=division) if layout else parse(source, division=division)
        )
    except BudgetKGError as error:
        show_error(error, str(path))
        return None
    show_problems(path, records.problems)
    return _json(records, alone) if format_ == "json" else _summary(records)


def _json(records: "Records", alone: bool) -> str:
    import json

    from budgetkg.contract import as_json

    value = as_json(records, SESSION.lang)
    return json.dumps(value, ensure_ascii=False, indent=2 if alone else None) + "\n"


def _summary(records: "Records") -> str:
    from budgetkg.build import counts
    from budgetkg.cli.reading import counted

    document, department = records.document, records.department
    unknown = say("未知", "unknown")
    lines = [
        document.title or document.file,
        "  " + say("部门", "department") + f": {department.code or unknown} {department.name}",
        "  " + say("区划", "division") + f": {department.division_code or unknown}",
        "  " + say("年度", "year") + f": {document.fiscal_year or unknown}",
        "  " + say("金额单位", "money unit") + f": {document.money_unit or unknown}",
        "  " + say("版式", "layout") + f": {document.layout}",
        *(f"  {line}" for line in counted(counts(records))),
    ]
    return "\n".join(lines) + "\n"
