"""Contents, headings, duties, units, goals, glossary, procurement, assets: the rest of a disclosure."""

from decimal import Decimal

import pytest
from disclosure_builder import (
    EXPENDITURE,
    codes,
    disclosure,
    form,
    only_table,
    problems,
    read_text,
    row,
    section,
    table,
)  # fmt: skip

from budgetkg.model import Records

ROWS = (row("1", "201", "甲", "1.00", "1.00", ""),)
TITLES = ("部门预算收支总表", "部门预算支出总表", "一、部门职责及机构设置情况", "二、部门预算安排的总体情况")


def with_contents(*entries: str) -> Records:
    parts = (table(*EXPENDITURE, *ROWS), section("一、部门职责及机构设置情况", "部门职责：", "1、甲。"))
    return read_text("2024年部门预算信息公开目录\n" + "\n".join(entries) + "\n" + disclosure(*parts))


@pytest.mark.parametrize("leader", ["\t{}", "........{}", " …… {}", "·······{}", ""])
def test_contents_with_pages_leaders_or_nothing(leader: str) -> None:
    entries = [title + leader.format(7) for title in TITLES]
    records = with_contents(*entries)
    assert [entry.title for entry in records.contents] == list(TITLES)
    assert {entry.page for entry in records.contents} == ({7} if leader else {None})
    assert [t.id for t in records.tables] == ["balance", "expenditure"]
    assert len(records.duties) == 1
    assert "二、部门预算安排的总体情况" in " ".join(p.zh for p in problems(records, "BKG-P09"))


def test_contents_that_list_tables_only_do_not_hide_the_sections() -> None:
    assert len(with_contents("部门预算收支总表\t1", "部门预算支出总表\t2").duties) == 1


@pytest.mark.parametrize("style", ["{}、", "（{}）", "({}) "])
def test_sections_in_either_numbering(style: str) -> None:
    titles = [style.format("一") + "部门职责及机构设置情况", style.format("二") + "名词解释"]
    records = read_text(disclosure(section(titles[0], "部门职责：", "1. 甲。"), titles[1], "1、乙：丙。"))
    assert [duty.text for duty in records.duties] == ["甲。"]
    assert [(term.term, term.definition) for term in records.glossary] == [("乙", "丙。")]


@pytest.mark.parametrize("number", ["（一）", "(二)", "1、", "1.", "1．", "（1）", "十二、"])
def test_duties_in_every_numbering(number: str) -> None:
    text = section("一、部门职责及机构设置情况", "部门职责：", f"{number}管理甲。", f"{number}办理乙。")
    duties = read_text(disclosure(text)).duties
    assert [duty.text for duty in duties] == ["管理甲。", "办理乙。"]
    assert all(duty.number for duty in duties)


HEAD = row("单位名称", "单位性质", "单位规格", "经费保障形式")


def units(*rows: str, head: str = HEAD) -> Records:
    return read_text(disclosure(section("一、部门职责及机构设置情况", "机构设置：", head, *rows)))


def test_units_cut_by_a_page() -> None:
    found = units(row("甲局", "行政", "正科级", "财政"), row("乙", "事业", "股级", "财政性"), "", HEAD,
                  row("中心", "", "", "资金"), row("丙站", "事业", "股级", "无")).units  # fmt: skip
    assert [(u.name, u.funding) for u in found] == [
        ("甲局", "财政"),
        ("乙中心", "财政性资金"),
        ("丙站", "无"),
    ]


def test_a_further_unit_column_is_reported_cell_by_cell() -> None:
    head = row("单位名称", "单位性质", "编制数", "单位规格", "经费形式")
    records = units(row("甲局", "行政", "18", "正科级", "财政拨款"), head=head)
    (unit,) = records.units
    assert (unit.kind, unit.rank, unit.funding) == ("行政", "正科级", "财政拨款")
    assert "18" in problems(records, "BKG-P36")[0].zh


def test_a_unit_row_without_name_is_no_unit() -> None:
    records = units(row("甲局", "行政", "正科级", "财政"), row("", "事业", "", ""))
    assert [unit.name for unit in records.units] == ["甲局"]
    assert problems(records, "BKG-P07")


def test_goals_of_the_department() -> None:
    text = section(
        "五、部门整体绩效目标", "（一）总体绩效目标", "让人看书更方便。", "（二）分项绩效目标",
        "1、公共服务", "绩效目标：开放。", "绩效指标：不少于300天。", "（三）工作保障措施", "按月检查。",
    )  # fmt: skip
    overall, itemised = read_text(disclosure(text)).goals
    assert (overall.scope, overall.goal) == ("overall", "让人看书更方便。")
    assert (itemised.number, itemised.name, itemised.goal, itemised.indicator_text) == (
        1, "公共服务", "开放。", "不少于300天。",
    )  # fmt: skip


SOURCES = ("合计", "一般公共预算拨款", "基金预算拨款", "国有资本经营预算拨款", "财政专户核拨", "单位资金")
BOUGHT = (
    ("合计", "", "", "", "", "", "", "9.00", "4.00", "", "", "", "", "5.00", "3.00"),
    ("甲馆小计", "", "", "", "", "", "", "9.00", "4.00", "", "", "", "", "5.00", "3.00"),
    ("甲馆-维修", "9.00", "灯", "A0101", "盏", "9", "1.00", "9.00", "4.00", "", "", "", "", "5.00", "3.00"),
)


@pytest.mark.parametrize("carryover_first", [True, False])
def test_procurement_with_its_last_heads_in_both_orders(carryover_first: bool) -> None:
    """The sources sum to the total; the share of small firms stands outside, whatever the heads say."""
    last = ["上年结转结余", ""] if carryover_first else ["", "上年结转结余"]
    outside = ["", "预留中小微企业份额"] if carryover_first else ["预留中小微企业份额", ""]
    upper = ("政府采购项目来源", "", "采购物品名称", "政府采购目录序号", "计量单位", "数量", "单价",
             "政府采购金额", "", "", "", "", "", *outside)  # fmt: skip
    lower = ("项目名称", "预算资金", "", "", "", "", "", *SOURCES, *last)
    rows = [upper, lower, *BOUGHT]
    text = section("八、政府采购预算情况", "部门政府采购预算", "单位：万元", *("\t".join(r) for r in rows))
    found = read_text(disclosure(text)).procurement
    (unit,) = found.units
    (item,) = unit.items
    assert (unit.name, item.project, item.item, item.catalogue_code) == ("甲馆", "甲馆-维修", "灯", "A0101")
    amounts = {key: Decimal(f.text) for key, f in item.amounts.items() if f}
    assert amounts == {"total": 9, "general": 4, "carryover": 5, "sme": 3}
    assert item.quantity is not None
    assert found.total["total"] is not None


def test_assets() -> None:
    text = section(
        "九、国有资产信息", "部门固定资产占用情况表", "588 示例局", "截止时间：2023-12-31",
        row("项目", "数量", "价值（金额单位：万元）"), row("资产总额", "", "17.00"),
        row("1、房屋", "5", "12.00"),
        row("其中：办公用房", "21", "4.00"),
    )  # fmt: skip
    assets = read_text(disclosure(text)).assets
    assert (assets.as_of, assets.money_unit) == ("2023-12-31", "万元")
    assert [(a.item, a.role) for a in assets.rows] == [
        ("资产总额", "total"), ("1、房屋", "detail"), ("其中：办公用房", "of-which"),
    ]  # fmt: skip


def test_glossary_definitions_may_go_on() -> None:
    text = section("十、名词解释", "1、甲：第一句。", "又一句。", "2、**乙**：丙。")
    assert [(t.term, t.definition) for t in read_text(disclosure(text)).glossary] == [
        ("甲", "第一句。\n又一句。"), ("乙", "丙。"),
    ]  # fmt: skip


def test_form_feeds_number_the_pages() -> None:
    text = disclosure(table(*EXPENDITURE, *ROWS)).replace("部门预算支出总表", "\f部门预算支出总表")
    records = read_text(text)
    assert [t.where.page for t in records.tables] == [1, 2]
    assert only_table(records, "expenditure").rows[0].where.page == 2


def test_text_that_fits_nothing_is_reported() -> None:
    records = read_text(disclosure(table(*EXPENDITURE, *ROWS, "一句没有去处的话。")))
    assert "一句没有去处的话。" in problems(records, "BKG-P04")[0].zh


def test_without_explanation_or_forms_only_the_missing_tables_are_problems() -> None:
    assert codes(read_text(disclosure(table(*EXPENDITURE, *ROWS)))) == set()


def second_department(order: str) -> str:
    own = {"a": "588 示例甲局", "b": "589 示例乙局"}
    return "\n".join(
        table(
            *EXPENDITURE,
            row("1", "201", f"{name}的支出", "1.00", "1.00", ""),
            above=(own[name], "单位：万元"),
        )
        for name in order
    )


@pytest.mark.parametrize("order", ["ab", "aab", "aba", "abab"])
def test_a_second_department_is_not_read_and_reported_as_error(order: str) -> None:
    text = second_department(order)
    records = read_text(text)
    (problem,) = problems(records, "BKG-P19")
    assert problem.severity == "error"
    assert "示例乙局" in problem.zh
    assert {r.name for t in records.tables for r in t.rows} == {"a的支出"}
    assert records.department.name == "示例甲局"
    assert text.split("\n")[problem.where.first - 1] in ("部门预算支出总表", "589 示例乙局")


def test_a_second_department_begins_at_its_contents() -> None:
    contents = "2024年部门预算信息公开目录\n部门预算支出总表........1\n"
    text = contents + second_department("a") + "\n" + contents + second_department("b")
    records = read_text(text)
    assert len(records.contents) == 1
    assert (
        problems(records, "BKG-P19")[0].where.first
        == len((contents + second_department("a")).split("\n")) + 1
    )


def test_departments_without_codes_are_told_apart_by_name() -> None:
    text = second_department("ab").replace("588 ", "部门：").replace("589 ", "部门：")
    records = read_text(text)
    assert records.department.code is None
    assert problems(records, "BKG-P19")


def test_only_forms_are_read() -> None:
    records = read_text(form())
    assert (len(records.tables), len(records.projects)) == (0, 1)
