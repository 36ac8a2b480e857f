"""Assemble small disclosure documents from snippets, so that a test shows only what it is about."""

from collections.abc import Sequence

from budgetkg.documents import from_bytes
from budgetkg.model import Problem, Records, Table
from budgetkg.parsing import parse

__all__ = [
    "codes", "disclosure", "facts", "form", "only_table", "problems", "read_text", "row", "section", "table",
]  # fmt: skip

INDICATORS = "一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据"


def row(*cells: str) -> str:
    return "\t".join(cells)


def table(*rows: str, title: str = "部门预算支出总表", above: Sequence[str] = ("单位：万元",)) -> str:
    return "\n".join([title, "", *above, "", *rows, ""])


EXPENDITURE = (
    row("序号", "功能分类科目", "", "合计", "基本支出", "项目支出"),
    row("", "科目编码", "科目名称", "", "", ""),
)


def disclosure(*parts: str, department: str = "588 示例局", year: str = "2024") -> str:
    """A whole text: a first table that says whose document it is, then the parts."""
    first = table(
        row("收入", "", "支出", ""),
        row("项目", "预算数", "项目", "预算数"),
        row("收入总计", "9.00", "支出总计", "9.00"),
        title="部门预算收支总表",
        above=(department, f"预算年度：{year}", "单位：万元"),
    )
    return "\n".join([first, *parts])


def section(title: str, *lines: str) -> str:
    """One section of the explanation."""
    return "\n".join(["部门预算信息公开情况说明", "", title, "", *lines, ""])


def form(
    *middle: str,
    heading: Sequence[str] = ("1、甲项目绩效目标表",),
    code: str = "13040624P00588A100014",
    name: str = "甲项目",
    amounts: Sequence[str] = ("6.00", "6.00", ""),
    plan: Sequence[str] = ("资金支出计划\t3月底\t6月底\t10月底\t12月底", "\t25%\t50%\t75%\t100%"),
    goals: Sequence[str] = ("绩效目标\t1.办好。",),
    indicators: Sequence[str] = ("产出指标\t数量指标\t场次\t场次\t≥4场\t计划",),
) -> str:
    """The section of projects with one form; `middle` stands before the plan."""
    total, fiscal, other = amounts
    return section(
        "七、部门项目预算安排情况及绩效目标",
        *heading,
        "单位：万元",
        row("项目编码", code, "项目名称", name),
        row("预算规模", "预算数", total, "其中：财政资金", fiscal, "其他资金", other),
        *middle,
        *plan,
        *goals,
        INDICATORS,
        *indicators,
    )


def read_text(text: str) -> Records:
    return parse(from_bytes(text.encode(), "demo.txt"))


def only_table(records: Records, table_id: str) -> Table:
    (found,) = [t for t in records.tables if t.id == table_id]
    return found


def facts(found: Table) -> list[tuple[str | None, str, dict[str, str | None]]]:
    """Code, name and amounts of each row: all but places."""
    return [
        (r.code, r.name, {key: figure.text if figure else None for key, figure in r.amounts.items()})
        for r in found.rows
    ]


def problems(records: Records, code: str) -> list[Problem]:
    return [problem for problem in records.problems if problem.code == code]


def codes(records: Records) -> set[str]:
    """The codes of all problems, without that of tables that a small document does not have."""
    return {problem.code for problem in records.problems} - {"BKG-P09"}
