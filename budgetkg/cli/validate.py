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
    from budgetkg.validation import Accepted, Report

__all__ = ["HELP", "command"]

HELP = described(
    "检查图是否良构、文件是否自相一致、应公开的是否齐全。退出码：0 没有达到 --fail-on 的结果，1 有，"
    "2 无法检查。",
    "Check whether the graph is well formed, the document agrees with itself, and all that has to be "
    "disclosed is there. Exit codes: 0 nothing at --fail-on or worse, 1 findings, 2 could not run.",
    "budgetkg validate",
    "budgetkg validate --format json --fail-on never",
    "budgetkg validate --format html -o report.html --fail-on never",
    "budgetkg validate --list",
)
_FORMATS = ("table", "json", "turtle", "md", "html", "sarif", "baseline")
_LEVELS = ("violation", "warning", "info", "never")


def command(
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=say(
                "table、json、turtle、md、html、sarif，或 baseline（待填理由的基线）",
                "table, json, turtle, md, html, sarif, or baseline (reasons are to be written)",
            ),
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
    list_: Annotated[
        bool,
        typer.Option(
            "--list",
            help=say(
                "不检查，只列出全部规则（table、json 或 md）",
                "check nothing and list all rules (table, json or md)",
            ),
        ),
    ] = False,
    profile: Annotated[
        Path | None,
        typer.Option(
            "--profile",
            metavar="FILE",
            help=say(
                "检查配置（Turtle）：运行哪些规则、等级与参数",
                "audit profile (Turtle): which rules run, their severities and parameters",
            ),
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(
            "--baseline",
            metavar="FILE",
            help=say(
                "基线（TOML）：已知并接受的发现及理由",
                "baseline (TOML): findings that are known and accepted, with reasons",
            ),
        ),
    ] = None,
    engine: Annotated[
        str,
        typer.Option(
            "--engine",
            metavar="ENGINE",
            help=say(
                "形状由谁检查：native（默认）或 pyshacl（参照，较慢）",
                "what runs the shapes: native (default) or pyshacl (the reference, slower)",
            ),
        ),
    ] = "native",
    output: OutputOption = None,
    document: DocumentOption = None,
    year: YearOption = None,
    department: DepartmentOption = None,
    store: StoreOption = Path("budgetkg.db"),
) -> None:
    """Check documents and say what is wrong."""
    from budgetkg import validation
    from budgetkg.catalog import select_graphs

    if list_:
        emit(_rules(format_), output)
        return
    check_format(format_, _FORMATS)
    _check_level(fail_on)
    accepted = () if baseline is None else validation.load_baseline(baseline)
    chosen = validation.EVERYTHING if profile is None else validation.profile_of(profile)
    with opened(store) as held:
        graphs = select_graphs(held, document, year, department)
        found = validation.run(held, graphs, rule or None, chosen, engine)
    report, idle = validation.apply_baseline(found, accepted)
    emit(_text(report, format_), output)
    _tell(report, idle)
    raise typer.Exit(1 if report.fails(fail_on) else 0)


def _rules(format_: str) -> str:
    """Return all rules as a table, as JSON, or as the page of the rules."""
    from budgetkg.validation.catalogue import rule_entries, to_page

    check_format(format_, ("table", "json", "md"))
    if format_ == "md":
        return to_page()
    entries = rule_entries().values()
    if format_ == "json":
        import json

        listed = [
            {
                "rule": one.rule,
                "class": one.kind,
                "severity": one.severity,
                "label": {"zh": one.label.zh, "en": one.label.en},
            }
            for one in entries
        ]
        return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"
    from budgetkg.cli.tables import draw

    head = say("规则 类别 等级 内容", "rule class severity what").split()
    return draw(head, [(one.rule, one.kind, one.severity, one.label.text(SESSION.lang)) for one in entries])


def _tell(report: "Report", idle: "tuple[Accepted, ...]") -> None:
    from budgetkg.validation import reports

    for entry in idle:
        warn(
            say(
                f"基线中的一项没有对应的发现，或数字已变：{entry.finding}（{entry.reason}）",
                "an entry of the baseline accepts nothing, or its figures changed: "
                f"{entry.finding} ({entry.reason})",
            )
        )
    for line in reports.summary(report, SESSION.lang):
        warn(line)


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
    if not report.open:
        return ""
    from budgetkg.cli.tables import draw

    return draw(reports.header(SESSION.lang), reports.rows(report, SESSION.lang))
