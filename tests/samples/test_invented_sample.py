"""The second sample is invented so that every sum in it is exact.

A parser that loses or moves one figure breaks an equation here.
"""

from decimal import Decimal

import pytest
from sample_reading import SAMPLES, by_code, children, column, goals, narrative, number, row_named, table

from budgetkg.documents import read
from budgetkg.model import Records
from budgetkg.parsing import parse
from budgetkg.values.projectcode import check_character_fits, project_code_parts

SOURCES = ("general", "fund", "capital", "special_account", "own", "carryover")
FUNDS = ("general-public", "government-fund", "state-capital")


@pytest.fixture(scope="module")
def first() -> Records:
    return parse(read(SAMPLES / "fengfeng-550-2024.txt"))


@pytest.fixture(scope="module")
def second() -> Records:
    return parse(read(SAMPLES / "wenlv-588-2024.txt"))


def test_second_sample_is_read_whole(second: Records) -> None:
    assert (second.department.code, second.department.name) == ("588", "峰峰示例文旅中心")
    assert [t.id for t in second.tables] == [
        "balance",
        "income",
        "expenditure",
        "fiscal-balance",
        "general-public",
        "basic",
        "three-public",
        "government-fund",
        "state-capital",
    ]
    assert (len(second.units), len(second.duties), len(second.projects)) == (5, 6, 8)
    assert sum(len(project.indicators) for project in second.projects) == 56
    assert (len(second.glossary), len(goals(second, "itemised"))) == (6, 5)
    assert [problem for problem in second.problems if problem.severity == "error"] == []


def test_second_sample_contents_name_the_pages_of_its_tables(second: Records) -> None:
    # The page of contents itself is not counted in the printed page numbers.
    printed = {entry.title: entry.page for entry in second.contents}
    for found in second.tables:
        assert found.where.page is not None
        assert printed[found.title] == found.where.page - 1, found.title


@pytest.mark.parametrize(
    "table_id", ["income", "expenditure", "general-public", "basic", "government-fund", "state-capital"]
)
def test_second_sample_accounts_sum_up(second: Records, table_id: str) -> None:
    rows = by_code(second, table_id)
    parents = [code for code in rows if children(rows, code)]
    assert "" in parents
    for code in parents:
        for name in [c.id for c in table(second, table_id).columns]:
            printed = number(rows[code].amounts.get(name))
            assert printed == column(children(rows, code), name), (code, name)


@pytest.mark.parametrize(
    ("table_id", "whole", "parts"),
    [
        ("income", "total", ["subtotal", "carryover"]),
        (
            "income",
            "subtotal",
            ["fiscal", "special-account", "business", "operating", "superior", "affiliated", "other"],
        ),
        ("expenditure", "total", ["basic", "project", "operating", "to-superior", "to-affiliated"]),
        ("general-public", "total", ["basic", "project"]),
        ("basic", "total", ["personnel", "running"]),
        ("government-fund", "total", ["basic", "project"]),
        ("state-capital", "total", ["basic", "project"]),
        ("three-public", "total", ["general-public", "government-fund", "state-capital"]),
    ],
)
def test_second_sample_columns_sum_up(second: Records, table_id: str, whole: str, parts: list[str]) -> None:
    rows = table(second, table_id).rows
    assert rows
    for row in rows:
        assert number(row.amounts[whole]) == sum(number(row.amounts.get(p)) for p in parts), row.name


def test_second_sample_state_capital_table_is_read_by_its_headers(second: Records) -> None:
    # This table prints 项目支出 before 基本支出.
    total = by_code(second, "state-capital")[""]
    assert (number(total.amounts["project"]), total.amounts["basic"]) == (Decimal("15.00"), None)


def test_second_sample_income_and_expenditure_agree_account_by_account(second: Records) -> None:
    income, spending = by_code(second, "income"), by_code(second, "expenditure")
    assert {c: number(r.amounts["total"]) for c, r in income.items()} == {
        c: number(r.amounts["total"]) for c, r in spending.items()
    }


def test_second_sample_funds_and_own_money_make_the_expenditure(second: Records) -> None:
    funds = [by_code(second, table_id) for table_id in FUNDS]
    income = by_code(second, "income")
    for code, row in by_code(second, "expenditure").items():
        fiscal = sum((number(fund[code].amounts["total"]) for fund in funds if code in fund), Decimal(0))
        own = column([income[code]], "business") + column([income[code]], "other")
        assert number(row.amounts["total"]) == fiscal + own, code


def test_second_sample_balances(second: Records) -> None:
    for table_id, value in (("balance", "amount"), ("fiscal-balance", "total")):
        inflow = row_named(second, table_id, "收入总计", "income")
        outflow = row_named(second, table_id, "支出总计", "expenditure")
        assert number(inflow.amounts["amount"]) == number(outflow.amounts[value])
    total = by_code(second, "expenditure")[""]
    assert number(row_named(second, "balance", "支出总计", "expenditure").amounts["amount"]) == number(
        total.amounts["total"]
    )


def test_second_sample_fiscal_balance_agrees_with_the_fund_tables(second: Records) -> None:
    total = row_named(second, "fiscal-balance", "支出总计", "expenditure")
    for table_id in FUNDS:
        assert number(total.amounts[table_id]) == number(by_code(second, table_id)[""].amounts["total"])


def test_second_sample_three_public_agrees_with_the_economic_accounts(second: Records) -> None:
    basic = by_code(second, "basic")
    said = narrative(second)
    for key, code in (("abroad", "30212"), ("vehicle_running", "30231"), ("reception", "30217")):
        assert said[key] == number(basic[code].amounts["total"]) > 0
    assert said["three_public_total"] == said["abroad"] + said["vehicles"] + said["reception"]
    assert said["three_public_total"] == number(row_named(second, "three-public", "合计").amounts["total"])


def test_second_sample_narrative_agrees_with_its_tables(second: Records) -> None:
    said = narrative(second)
    total = by_code(second, "expenditure")[""]
    basic = by_code(second, "basic")[""]
    income = by_code(second, "income")[""]
    parts = (
        "income_general",
        "income_fund",
        "income_capital",
        "income_special_account",
        "income_own",
        "carryover",
    )
    assert said["income_total"] == sum(said[key] for key in parts) == number(income.amounts["total"])
    assert said["expenditure_total"] == number(total.amounts["total"])
    assert (said["basic_total"], said["project_total"]) == (
        number(total.amounts["basic"]),
        number(total.amounts["project"]),
    )
    assert (said["personnel"], said["running"]) == (
        number(basic.amounts["personnel"]),
        number(basic.amounts["running"]),
    )
    assert said["operating_cost"] == said["running"]


def test_second_sample_change_is_the_sum_of_its_signed_parts(second: Records) -> None:
    found = {f.key: (f.direction, Decimal(f.amount.text)) for f in second.narrative.figures}
    assert found["change_total"] == ("increase", Decimal("47.35"))
    assert found["change_basic"] == ("decrease", Decimal("12.85"))
    assert found["change_project"] == ("increase", Decimal("60.20"))


def test_second_sample_projects_sum_to_the_project_expenditure(second: Records) -> None:
    total = sum((number(p.amounts["total"]) for p in second.projects), Decimal(0))
    assert total == number(by_code(second, "expenditure")[""].amounts["project"])
    for project in second.projects:
        split = number(project.amounts["fiscal"]) + number(project.amounts["other"])
        assert number(project.amounts["total"]) == split, project.name


def test_second_sample_listed_projects_have_their_forms(second: Records) -> None:
    forms = {project.name: number(project.amounts["total"]) for project in second.projects}
    listed = second.narrative.projects
    assert len(listed) == 4
    for project in listed:
        assert forms[project.name] == Decimal(project.amount.text), project.name


def test_second_sample_codes_carry_the_right_check_character(second: Records) -> None:
    codes = [project.code for project in second.projects]
    assert len(set(codes)) == 8
    for code in codes:
        assert code is not None
        assert check_character_fits(code) is True, code
        parts = project_code_parts(code)
        assert parts is not None
        assert (parts.division, parts.year, parts.type) == ("130406", 2024, "P")


def test_second_sample_has_a_form_that_states_no_quantity(second: Records) -> None:
    qualitative = [p.number for p in second.projects if not any(i.target for i in p.indicators)]
    assert qualitative == [7]


def test_second_sample_reads_other_spellings_of_document_numbers(second: Records, first: Records) -> None:
    cited = {c.number.canonical for c in second.citations if c.number}
    assert cited == {"邯财教〔2023〕104号", "冀财教〔2023〕12号"}
    shared = cited & {c.number.canonical for c in first.citations if c.number}
    assert shared == {"邯财教〔2023〕104号"}
    assert "公共文化服务保障法" in {(c.title or "").strip("《》") for c in second.citations}


def test_second_sample_procurement_sums_up(second: Records) -> None:
    units = second.procurement.units
    assert [(unit.name, len(unit.items)) for unit in units] == [("峰峰示例博物馆", 2), ("峰峰示例图书馆", 1)]
    for key in ("total", *SOURCES, "sme"):
        of_units = sum((number(unit.amounts.get(key)) for unit in units), Decimal(0))
        of_items = sum((number(item.amounts.get(key)) for unit in units for item in unit.items), Decimal(0))
        assert number(second.procurement.total.get(key)) == of_units == of_items, key
    for item in (item for unit in units for item in unit.items):
        whole = number(item.amounts["total"])
        assert whole == number(item.quantity) * number(item.unit_price), item.item
        assert whole == sum(number(item.amounts.get(source)) for source in SOURCES), item.item


def test_second_sample_assets_sum_up(second: Records) -> None:
    rows = second.assets.rows
    details = [row for row in rows if row.role not in ("total", "of-which")]
    (total,) = [row for row in rows if row.role == "total"]
    assert (
        number(total.value) == sum(number(row.value) for row in details) == narrative(second)["assets_total"]
    )
    assert second.assets.as_of == "2023-12-31"
