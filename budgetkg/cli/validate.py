"""`budgetkg validate`: is the graph well formed, and does the document agree with itself?"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from budgetkg.cli.options import (
    DepartmentOption,
    DocumentOption,
    OutputOption,
    StoreOption,
    YearOption,
    opened,
)
from budgetkg.cli.output import check_format, emit
from budgetkg.cli.talk import SESSION, described, say, warn

if TYPE_CHECKING:
    from budgetkg.validation import Report

__all__ = ["HELP", "command"]

HELP = described(
    "用全部形状和勾稽规则检查图谱，列出不符之处。退出码：0 没有达到 --fail-on 的结果，1 有，2 无法检查。",
    "Check the graph against every shape and audit rule and list what fails. Exit codes: 0 nothing at "
    "--fail-on or worse, 1 findings, 2 could not run.",
    "budgetkg validate",
    "budgetkg validate --format json --fail-on never",
)
_FORMATS = ("table", "json", "turtle", "md")
_LEVELS = ("violation", "warning", "info", "never")


def command(
    format_: Annotated[
        str,
        typer.Option(
            "--format", metavar="FORMAT", help=say("table、json、turtle 或 md", "table, json, turtle or md")
        ),
    ] = "table",
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            metavar="LEVEL",
            help=say(
                "达到此等级时退出码为 1：violation、warning、info 或 never",
                "exit 1 at this severity or worse: violation, warning, info or never",
            ),
        ),
    ] = "violation",
    rule: Annotated[
        list[str] | None,
        typer.Option(
            "--rule", metavar="ID", help=say("只检查此规则，可多次给出", "check this rule only; repeatable")
        ),
    ] = None,
    output: OutputOption = None,
    document: DocumentOption = None,
    year: YearOption = None,
    department: DepartmentOption = None,
    store: StoreOption = Path("budgetkg.db"),
) -> None:
    """Check documents and say what is wrong."""
    from budgetkg import validation
    from budgetkg.catalog import select_graphs

    check_format(format_, _FORMATS)
    _check_level(fail_on)
    with opened(store) as held:
        report = validation.run(held, select_graphs(held, document, year, department), rule or None)
    emit(_text(report, format_), output)
    names = {"violation": "违反", "warning": "警告", "info": "提示"}
    counts = report.counts().items()
    warn(say("，", ", ").join(f"{number} {say(names[name], name)}" for name, number in counts))
    raise typer.Exit(1 if report.fails(fail_on) else 0)


def _check_level(level: str) -> None:
    from budgetkg.errors import UsageError

    if level not in _LEVELS:
        listed = ", ".join(_LEVELS)
        raise UsageError(
            f"没有等级“{level}”；可用 {listed}", f"no severity {level!r}; there are {listed}", "--fail-on"
        )


def _text(report: "Report", format_: str) -> str:
    from budgetkg.validation import reports

    if format_ != "table":
        return reports.render(report, format_, SESSION.lang)
    if not report.findings:
        return ""
    from budgetkg.cli.tables import draw

    return draw(reports.header(SESSION.lang), reports.rows(report, SESSION.lang))
