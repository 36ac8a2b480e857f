"""Heads of pages, titles and columns that name another department or year than the document."""

import pytest
from disclosure_builder import EXPENDITURE, codes, disclosure, problems, read_text, row, section, table

from budgetkg.model import Records

ROWS = (row("1", "", "合计", "9.00", "2.00", "7.00"), row("2", "201", "甲", "9.00", "2.00", "7.00"))


def pages(*heads: str) -> str:
    """A table that a page break cuts, each page with its own head."""
    first, second = ([head, "单位：万元", *EXPENDITURE, rows] for head, rows in zip(heads, ROWS, strict=True))
    return "\n".join(["部门预算支出总表", *first, "", *second, ""])


def lines_of(text: str, printed: str) -> list[int]:
    return [number for number, line in enumerate(text.split("\n"), 1) if printed in line]


OTHER_HEADS = {
    "code on a page that follows": ("588 示例局", "589 示例局", "589 示例局"),
    "code on the first page of a table": ("589 示例局", "588 示例局", "589 示例局"),
    "name": ("588 示例局", "588 示例馆", "588 示例馆"),
}


@pytest.mark.parametrize(("first", "second", "other"), OTHER_HEADS.values(), ids=OTHER_HEADS)
def test_a_head_that_names_the_department_otherwise_is_reported(first: str, second: str, other: str) -> None:
    last = table(*EXPENDITURE, title="部门预算政府性基金预算财政拨款支出表", above=("588 示例局",))
    text = disclosure(pages(first, second), last)
    records = read_text(text)
    (problem,) = problems(records, "BKG-P41")
    assert problem.zh == f"此处部门为“{other}”，文件的部门为“588 示例局”"
    assert problem.en == f"the department here is {other!r}, that of the document '588 示例局'"
    assert (problem.severity, problem.where.first) == ("warning", lines_of(text, other)[0])
    assert (records.department.code, records.department.name) == ("588", "示例局")
    assert len(records.tables) == 3


def test_the_first_head_may_be_the_misprint() -> None:
    text = disclosure(pages("588 示例局", "588 示例局"), department="589 示例局")
    records = read_text(text)
    assert records.department.code == "588"
    assert [p.where.first for p in problems(records, "BKG-P41")] == lines_of(text, "589")
    assert len(records.tables) == 2


def test_a_longer_code_is_that_of_a_unit_with_a_budget_of_its_own() -> None:
    records = read_text(disclosure(pages("588 示例局", "588001 示例局"), pages("588 示例局", "588 示例局")))
    (problem,) = problems(records, "BKG-P19")
    assert "588001 示例局" in problem.zh
    assert "588 示例局" in problem.en


def test_the_title_of_the_explanation_may_print_the_full_name_but_no_other() -> None:
    text = disclosure(section("十一、其他需要说明的事项", "无"))
    title = "部门预算信息公开情况说明"
    full = read_text(text.replace(title, f"某区示例局2024年{title}"))
    assert codes(full) == set()
    other = read_text(text.replace(title, f"某馆2024年{title}"))
    assert problems(other, "BKG-P41")[0].zh == "此处部门为“某馆”，文件的部门为“588 示例局”"


def test_each_head_of_another_year_is_reported_at_its_place() -> None:
    text = disclosure(pages("588 示例局 预算年度：2024", "588 示例局 预算年度：2023"))
    records = read_text(text)
    (problem,) = problems(records, "BKG-P24")
    assert problem.zh == "此处预算年度为 2023，文件的预算年度为 2024"
    assert problem.en == "the budget year here is 2023, that of the document 2024"
    assert problem.where.first == lines_of(text, "2023")[0]
    assert records.document.fiscal_year == 2024


@pytest.mark.parametrize("code", ["372002", "2010", "201999"])
def test_a_code_is_no_year(code: str) -> None:
    head = f"{code} 示例中心 预算年度：2024"
    records = read_text(disclosure(pages(head, head), department=f"{code} 示例中心"))
    assert records.document.fiscal_year == 2024
    assert (records.department.code, records.department.name) == (code, "示例中心")
    assert codes(records) == set()


PROCUREMENT = section(
    "八、政府采购预算情况",
    "部门政府采购预算",
    "单位：万元",
    row("项目名称", "采购物品名称", "数量", "政府采购金额", "", "2023年 预留中小 企业份额"),
    row("", "", "", "合计", "一般公共预算拨款", ""),
    row("合计", "", "", "1.00", "1.00", "1.00"),
)
TITLES = {
    "cover": ("示例局2023年部门预算\n\n" + disclosure(), "示例局2023年部门预算"),
    "contents": (
        "2023年部门预算信息公开目录\n部门预算收支总表\t1\n\n" + disclosure(),
        "2023年部门预算信息公开目录",
    ),
    "explanation": (
        disclosure("2023年部门预算信息公开情况说明\n\n十一、其他需要说明的事项\n无\n"),
        "2023年部门预算信息公开情况说明",
    ),
    "table": (disclosure(table(*EXPENDITURE, *ROWS, title="2023年支出总表")), "2023年支出总表"),
    "title again on a following page": (
        disclosure(
            table(*EXPENDITURE, ROWS[0]), table(*EXPENDITURE, ROWS[1], title="2023年部门预算支出总表（续）")
        ),
        "2023年部门预算支出总表（续）",
    ),
    "column of the procurement table": (disclosure(PROCUREMENT), "2023年预留中小企业份额"),
}


@pytest.mark.parametrize(("text", "printed"), TITLES.values(), ids=TITLES)
def test_a_title_or_column_of_another_year_is_reported(text: str, printed: str) -> None:
    records = read_text(text)
    (problem,) = problems(records, "BKG-P39")
    assert problem.zh == f"“{printed}”中的年度与文件的预算年度 2024 不一致"
    assert problem.en == f"{printed!r} names another year than the document, 2024"
    assert (problem.severity, problem.where.first) == ("warning", lines_of(text, "2023")[0])
    assert records.document.fiscal_year == 2024


def quiet(records: Records) -> bool:
    return not codes(records) & {"BKG-P24", "BKG-P39", "BKG-P41"}


def test_a_date_of_printing_and_a_comparison_are_no_other_year() -> None:
    text = "示例局2024年部门预算\n2023年12月28日\n\n" + disclosure(
        section("二、部门预算安排的总体情况", "与2023年相比，无增减变化。")
    )
    assert quiet(read_text(text))
