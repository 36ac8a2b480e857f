"""Budget tables: columns by their heads, rows over page cuts, and everything odd said aloud."""

import pytest
from disclosure_builder import (
    EXPENDITURE,
    codes,
    disclosure,
    facts,
    only_table,
    problems,
    read_text,
    row,
    table,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg.model import Table

ROWS = (
    row("1", "", "合计", "15340.33", "12.00", "15328.33"),
    row("2", "201", "一般公共服务支出", "15340.33", "12.00", "15328.33"),
    row("3", "20103", "政府办公厅及相关机构事务", "15340.33", "12.00", "15328.33"),
    row("4", "2010301", "行政运行", "12.00", "12.00", ""),
    row("5", "2010302", "一般行政管理事务", "15328.33", "0.00", "15328.33"),
)
AGAIN = ("", "588 示例局", "", "预算年度：2024", "", "单位：万元", "", *EXPENDITURE)


def expenditure(*rows: str, **options: object) -> Table:
    text = disclosure(table(*EXPENDITURE, *rows))
    return only_table(read_text(text), "expenditure")


WHOLE = facts(expenditure(*ROWS))


def test_rows_become_records_with_codes_amounts_and_roles() -> None:
    found = expenditure(*ROWS)
    assert facts(found)[3] == ("2010301", "行政运行", {"total": "12.00", "basic": "12.00", "project": None})
    assert [r.role for r in found.rows] == ["total", "subtotal", "subtotal", "detail", "detail"]


def test_blank_is_unknown_and_zero_is_zero() -> None:
    rows = expenditure(*ROWS).rows
    assert rows[3].amounts["project"] is None
    assert rows[4].amounts["basic"] is not None


def test_places_are_the_lines_of_the_text() -> None:
    text = disclosure(table(*EXPENDITURE, *ROWS))
    found = only_table(read_text(text), "expenditure")
    lines = text.split("\n")
    for printed, r in zip(ROWS, found.rows, strict=True):
        assert lines[r.where.first - 1] == printed
        assert r.where.last == r.where.first
    assert lines[found.where.first - 1] == "部门预算支出总表"


@pytest.mark.parametrize("place", range(3, 7))
def test_a_further_column_is_kept_under_its_label(place: int) -> None:
    """Wherever it stands, the known columns stay right."""

    def widened(line: str, cell: str) -> str:
        cells = line.split("\t")
        return row(*cells[:place], cell, *cells[place:])

    heads = [widened(EXPENDITURE[0], "债券支出"), widened(EXPENDITURE[1], "")]
    rows = [widened(line, "7.77") for line in ROWS]
    records = read_text(disclosure(table(*heads, *rows)))
    found = facts(only_table(records, "expenditure"))
    assert [amounts.pop("债券支出") for _, _, amounts in found] == ["7.77"] * 5
    assert found == WHOLE
    assert [problem.severity for problem in problems(records, "BKG-P06")] == ["warning"]


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(6)))
def test_columns_may_stand_in_any_order(order: list[int]) -> None:
    def moved(line: str) -> str:
        cells = line.split("\t")
        return row(*(cells[i] for i in order))

    heads = (row("序号", "科目编码", "科目名称", "合计", "基本支出", "项目支出"),)
    text = disclosure(table(*(moved(line) for line in (*heads, *ROWS))))
    assert facts(only_table(read_text(text), "expenditure")) == WHOLE


def test_columns_may_change_places_from_page_to_page() -> None:
    swapped = row("序号", "科目编码", "科目名称", "合计", "项目支出", "基本支出")
    moved = [row(*(line.split("\t")[i] for i in (0, 1, 2, 3, 5, 4))) for line in ROWS[3:]]
    assert facts(expenditure(*ROWS[:3], "", swapped, *moved)) == WHOLE


def test_two_columns_never_share_an_id() -> None:
    heads = row("科目编码", "科目名称", "合计", "合计", "基本支出")
    records = read_text(disclosure(table(heads, row("201", "甲", "1.00", "2.00", "3.00"))))
    (only,) = only_table(records, "expenditure").rows
    assert {key: f.text for key, f in only.amounts.items() if f} == {
        "total": "1.00", "合计": "2.00", "basic": "3.00",
    }  # fmt: skip
    assert problems(records, "BKG-P06")


@pytest.mark.parametrize("head", ["2023年预算数", "2023年执行数", "上年预算数", "2024年比2023年增减"])
def test_figures_of_other_years_are_not_this_budget(head: str) -> None:
    heads = (
        row("科目编码", "科目名称", head, "", "2024年预算数", ""),
        row("", "", "合计", "基本支出", "合计", "基本支出"),
    )
    records = read_text(disclosure(table(*heads, row("201", "甲", "1.00", "1.00", "2.00", "2.00"))))
    (only,) = only_table(records, "expenditure").rows
    assert only.amounts["total"] is not None
    assert only.amounts["total"].text == "2.00"
    assert only.amounts["basic"] is not None
    assert only.amounts["basic"].text == "2.00"
    assert len(problems(records, "BKG-P06")) == 2


def test_a_sum_under_a_column_head_is_that_column() -> None:
    heads = (
        row("科目编码", "科目名称", "合计", "基本支出", "", "", "项目支出"),
        row("", "", "", "小计", "人员经费", "公用经费", ""),
    )
    text = disclosure(table(*heads, row("201", "甲", "9", "6", "4", "2", "3"), title="一般公共预算支出表"))
    assert facts(only_table(read_text(text), "general-public"))[0][2] == {
        "total": "9", "basic": "6", "personnel": "4", "running": "2", "project": "3",
    }  # fmt: skip


def test_tables_may_stand_in_any_order_with_other_titles() -> None:
    heads = row("科目编码", "科目名称", "合计")
    titles = [
        "三、部门支出总表",
        "附表2：收入总表",
        "2024年示例局一般公共预算支出表（续表）",
        "一般公共预算基本支出表",
    ]
    records = read_text(disclosure(*(table(heads, row("201", "甲", "1"), title=t) for t in titles)))
    assert [t.id for t in records.tables[1:]] == ["expenditure", "income", "general-public", "basic"]


def test_a_table_that_no_profile_knows_is_reported_and_not_mixed_in() -> None:
    records = read_text(
        disclosure(
            table(*EXPENDITURE, *ROWS),
            table(*EXPENDITURE, row("6", "205", "教育支出", "7.00", "", "7.00"), title="部门专户支出明细表"),
        )
    )
    assert facts(only_table(records, "expenditure")) == WHOLE
    (problem,) = problems(records, "BKG-P31")
    assert problem.severity == "error"
    assert "部门专户支出明细表" in problem.zh


def test_another_years_table_is_reported() -> None:
    text = disclosure(table(*EXPENDITURE, *ROWS, above=("预算年度：2023", "单位：万元")))
    assert problems(read_text(text), "BKG-P24")


def test_missing_and_repeated_row_numbers_are_reported() -> None:
    records = read_text(disclosure(table(*EXPENDITURE, ROWS[0], ROWS[1], ROWS[4], ROWS[1])))
    assert "3-4" in problems(records, "BKG-P23")[0].en
    assert "2" in problems(records, "BKG-P34")[0].en
    assert len(only_table(records, "expenditure").rows) == 4


def test_a_huge_row_number_does_no_harm() -> None:
    found = expenditure(row("99999999999999", "201", "甲", "1.00", "1.00", ""))
    assert found.rows[0].code == "201"


def test_a_row_printed_again_after_a_cut_is_kept_once() -> None:
    records = read_text(disclosure(table(*EXPENDITURE, *ROWS[:3], *AGAIN, *ROWS[2:])))
    assert facts(only_table(records, "expenditure")) == WHOLE
    assert problems(records, "BKG-P22")


@pytest.mark.parametrize("column", range(1, 6))
@pytest.mark.parametrize("again", [AGAIN, ("", *EXPENDITURE), ("",)])
def test_a_row_cut_inside_one_cell_is_one_row(column: int, again: tuple[str, ...]) -> None:
    """Whatever of the furniture the next page repeats."""
    cells = ROWS[4].split("\t")
    for at in range(1, len(cells[column])):
        upper, lower = list(cells), [""] * 6
        upper[column], lower[column] = cells[column][:at], cells[column][at:]
        found = expenditure(*ROWS[:4], row(*upper), *again, row(*lower))
        assert facts(found) == WHOLE, (column, at)
        assert found.rows[4].where.last > found.rows[4].where.first


def test_a_row_whose_amounts_stand_on_the_second_page() -> None:
    upper = row("5", "2010302", "一般行政管", "", "", "")
    lower = row("", "", "理事务", "15328.33", "0.00", "15328.33")
    assert facts(expenditure(*ROWS[:4], upper, *AGAIN, lower)) == WHOLE


def test_amounts_that_are_no_numbers_stay_unknown_with_their_place() -> None:
    text = disclosure(table(*EXPENDITURE, ROWS[0], row("2", "201", "甲", "1O.50", "1.2.3", "五")))
    records = read_text(text)
    found = only_table(records, "expenditure").rows[1]
    assert set(found.amounts.values()) == {None}
    assert {p.where.first for p in problems(records, "BKG-P01")} == {found.where.first}
    assert len(problems(records, "BKG-P01")) == 3


def test_a_cell_under_no_column_is_reported() -> None:
    records = read_text(disclosure(table(*EXPENDITURE, row(*ROWS[1].split("\t"), "8.88"))))
    assert "8.88" in problems(records, "BKG-P05")[0].en


def test_rows_without_header_are_reported_not_read() -> None:
    records = read_text(disclosure(table(*ROWS)))
    assert len(problems(records, "BKG-P08")) == 5


@pytest.mark.parametrize(
    "note",
    ["注：本部门无此项支出，本表为空。", "备注：无。", "说明：空表。", "本部门没有此项支出，本表为空。"],
)
def test_an_empty_table_keeps_its_note(note: str) -> None:
    records = read_text(disclosure(table(*EXPENDITURE, note)))
    found = only_table(records, "expenditure")
    assert (found.rows, found.note) == ((), note)
    assert codes(records) == set()


def test_column_numbers_are_no_rows() -> None:
    for word in ("栏次", "档次"):
        assert facts(expenditure(row(word, "1", "2", "3", "4", "5"), *ROWS)) == WHOLE


def test_years_and_units_may_share_a_line() -> None:
    above = ("588 示例局    预算年度：2024    单位：万元",)
    records = read_text(disclosure(table(*EXPENDITURE, *ROWS, above=above)))
    assert records.document.fiscal_year == 2024
    assert only_table(records, "expenditure").money_unit == "万元"


def test_no_unit_is_reported_and_two_units_leave_it_unknown() -> None:
    bare = read_text(disclosure(table(*EXPENDITURE, *ROWS, above=())))
    assert only_table(bare, "expenditure").money_unit is None
    assert problems(bare, "BKG-P32")
    both = read_text(disclosure(table(*EXPENDITURE, *ROWS[:3], "", "单位：元", *EXPENDITURE, *ROWS[3:])))
    assert only_table(both, "expenditure").money_unit is None
    assert problems(both, "BKG-P33")


def test_tables_of_different_units_give_the_document_none() -> None:
    assert read_text(disclosure(table(*EXPENDITURE, *ROWS, above=("单位：元",)))).document.money_unit is None


def test_a_table_printed_twice_is_kept_twice_and_reported() -> None:
    other = table(row("科目编码", "科目名称", "合计"), row("201", "甲", "1.00"), title="部门预算收入总表")
    records = read_text(disclosure(table(*EXPENDITURE, *ROWS), other, table(*EXPENDITURE, *ROWS)))
    assert [t.id for t in records.tables].count("expenditure") == 2
    assert problems(records, "BKG-P35")


def test_roles_of_rows_without_codes() -> None:
    names = [
        ("合计", "total"), ("一、因公出国（境）费", "detail"), ("二、公务用车购置及运维费", "subtotal"),
        ("其中：公务用车购置费", "detail"), ("公务用车运行维护费", "detail"), ("三、公务接待费", "detail"),
        ("其中：外事接待", "of-which"),
    ]  # fmt: skip
    heads = row("序号", "项目", "合计")
    rows = [row(str(i), name, "1.00") for i, (name, _) in enumerate(names, 1)]
    text = disclosure(table(heads, *rows, title="财政拨款“三公”经费支出表"))
    assert [r.role for r in only_table(read_text(text), "three-public").rows] == [role for _, role in names]


def test_deeper_numbers_part_the_row_above() -> None:
    heads = row("项目", "预算数")
    names = ["1.接待费", "2.车辆费", "（1）购置", "（2）运行"]
    text = disclosure(table(heads, *(row(n, "1") for n in names), title="“三公”经费支出表"))
    roles = [r.role for r in only_table(read_text(text), "three-public").rows]
    assert roles == ["detail", "subtotal", "detail", "detail"]


def test_a_side_without_a_name_gives_no_row_but_its_amount_is_not_lost() -> None:
    heads = (row("收入", "", "支出", ""), row("项目", "预算数", "项目", "预算数"))
    text = table(*heads, row("一、甲", "1.00", "", "2.00"), title="部门收支总表")
    records = read_text(text)
    assert [(r.side, r.name) for r in records.tables[0].rows] == [("income", "一、甲")]
    assert "2.00" in problems(records, "BKG-P25")[0].en


@pytest.mark.parametrize(
    ("printed", "read"), [("１，２３４．５０", "1234.50"), ("（3.00）", "-3.00"), ("-3.00", "-3.00")]
)
def test_full_width_and_negative_amounts(printed: str, read: str) -> None:
    found = expenditure(row("1", "201", "甲", printed, "", ""))
    assert facts(found)[0][2]["total"] == read
