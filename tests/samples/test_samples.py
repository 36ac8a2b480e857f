"""The two sample documents: what the first holds, and that the second is consistent to the cent.

The first sample must say the same as the real disclosure in everything that is a fact. The
second is invented so that every sum in it is exact: a parser that loses or moves one figure
breaks an equation here.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from budgetkg.documents import read
from budgetkg.model import Figure, Goal, Procurement, Project, Records, Row, Table
from budgetkg.parsing import parse
from budgetkg.values.projectcode import check_character_fits, project_code_parts

REPOSITORY = Path(__file__).parents[2]
SAMPLES = REPOSITORY / "samples"
REAL = REPOSITORY / "../shared/data/documents/fengfeng-550-2024.txt"
SOURCES = ("general", "fund", "capital", "special_account", "own", "carryover")
FUNDS = ("general-public", "government-fund", "state-capital")


@pytest.fixture(scope="module")
def first() -> Records:
    return parse(read(SAMPLES / "fengfeng-550-2024.txt"))


@pytest.fixture(scope="module")
def second() -> Records:
    return parse(read(SAMPLES / "wenlv-588-2024.txt"))


@pytest.fixture(scope="module")
def real() -> Records:
    if not REAL.exists():
        pytest.skip("the real document is not here")
    return parse(read(REAL))


def number(figure: Figure | None) -> Decimal:
    """The figure; a blank cell adds nothing to a sum."""
    return Decimal(figure.text) if figure else Decimal(0)


def table(records: Records, table_id: str) -> Table:
    (found,) = [t for t in records.tables if t.id == table_id]
    return found


def by_code(records: Records, table_id: str) -> dict[str, Row]:
    """The rows of an account table; the total row, which prints no code, stands under ""."""
    return {row.code or "": row for row in table(records, table_id).rows}


def row_named(records: Records, table_id: str, name: str, side: str | None = None) -> Row:
    (found,) = [r for r in table(records, table_id).rows if r.name == name and r.side == side]
    return found


def column(rows: Iterable[Row], name: str) -> Decimal:
    return sum((number(row.amounts.get(name)) for row in rows), Decimal(0))


def children(rows: Mapping[str, Row], code: str) -> list[Row]:
    width = len(code) + 2 if code else 3
    return [row for key, row in rows.items() if key.startswith(code) and len(key) == width]


def narrative(records: Records) -> dict[str, Decimal]:
    return {figure.key: Decimal(figure.amount.text) for figure in records.narrative.figures}


def figures(amounts: Mapping[str, Figure | None]) -> dict[str, str | None]:
    return {key: figure.text if figure else None for key, figure in amounts.items()}


# The first sample: what the disclosure prints.


def test_first_sample_prints_nine_tables_of_340_rows(first: Records) -> None:
    counts = {t.id: len({row.number for row in t.rows}) for t in first.tables}
    assert counts == {
        "balance": 34,
        "income": 75,
        "expenditure": 75,
        "fiscal-balance": 37,
        "general-public": 72,
        "basic": 33,
        "government-fund": 5,
        "state-capital": 0,
        "three-public": 9,
    }
    assert sum(counts.values()) == 340


def test_first_sample_says_why_its_empty_table_is_empty(first: Records) -> None:
    assert table(first, "state-capital").note


def test_first_sample_has_its_department_units_and_duties(first: Records) -> None:
    assert (first.department.code, first.department.name) == ("550", "峰峰机关事务")
    assert first.document.fiscal_year == 2024
    assert first.document.money_unit == "万元"
    assert [duty.number for duty in first.duties] == list(range(1, 8))
    assert len(first.units) == 23
    assert all(unit.kind and unit.rank and unit.funding for unit in first.units)


def test_first_sample_has_125_forms_with_965_indicators(first: Records) -> None:
    assert [project.number for project in first.projects] == list(range(1, 126))
    assert len({project.code for project in first.projects}) == 125
    levels = [indicator.level1 for project in first.projects for indicator in project.indicators]
    assert len(levels) == 965
    assert {level: levels.count(level) for level in levels} == {
        "产出指标": 562,
        "效益指标": 269,
        "满意度指标": 134,
    }
    assert all(project.purpose and project.goals for project in first.projects)


def test_first_sample_projects_sum_to_the_known_amount(first: Records) -> None:
    total = sum((number(project.amounts["total"]) for project in first.projects), Decimal(0))
    assert total == Decimal("12692.07")


def test_first_sample_cites_29_numbered_documents(first: Records) -> None:
    assert len({c.number.canonical for c in first.citations if c.number}) == 29


def test_first_sample_has_16_procurement_items_of_14_units(first: Records) -> None:
    units = first.procurement.units
    assert len(units) == 14
    assert sum(len(unit.items) for unit in units) == 16
    assert number(first.procurement.total["total"]) == Decimal("601.37")


def test_first_sample_has_ten_terms_and_its_goals(first: Records) -> None:
    assert len(first.glossary) == 10
    assert all(term.term and term.definition for term in first.glossary)
    assert len(goals(first, "itemised")) == 43


def goals(records: Records, scope: str) -> list[Goal]:
    return [goal for goal in records.goals if goal.scope == scope]


def test_first_sample_narrative_agrees_with_its_tables(first: Records) -> None:
    said = narrative(first)
    total = by_code(first, "expenditure")[""]
    assert said["expenditure_total"] == number(total.amounts["total"])
    assert said["basic_total"] == number(total.amounts["basic"])
    assert said["project_total"] == number(total.amounts["project"])
    assert said["three_public_total"] == Decimal("60.26")
    assert said["assets_total"] == Decimal("2127.38")


# The first sample beside the real document: the facts are the same.


def test_tables_are_those_of_the_real_document(first: Records, real: Records) -> None:
    def facts(records: Records) -> list[tuple[object, ...]]:
        return [
            (
                t.id,
                t.title,
                t.columns,
                row.number,
                row.side,
                row.code,
                row.name,
                row.role,
                figures(row.amounts),
            )
            for t in records.tables
            for row in t.rows
        ]

    assert facts(first) == facts(real)


def test_forms_are_those_of_the_real_document(first: Records, real: Records) -> None:
    def facts(project: Project) -> tuple[object, ...]:
        indicators = [(i.level1, i.level2, i.name, i.value, i.basis, i.target) for i in project.indicators]
        head = (project.number, project.code, project.name, project.heading)
        return (*head, figures(project.amounts), figures_of_plan(project), len(project.goals), indicators)

    assert [facts(p) for p in first.projects] == [facts(p) for p in real.projects]


def figures_of_plan(project: Project) -> dict[int, str | None]:
    return {month: share.text if share else None for month, share in project.schedule.items()}


def test_units_procurement_and_assets_are_those_of_the_real_document(first: Records, real: Records) -> None:
    assert [(u.name, u.kind, u.rank, u.funding) for u in first.units] == [
        (u.name, u.kind, u.rank, u.funding) for u in real.units
    ]
    assert bought(first.procurement) == bought(real.procurement)
    assert [(a.item, a.quantity, a.value) for a in first.assets.rows] == [
        (a.item, a.quantity, a.value) for a in real.assets.rows
    ]


def bought(procurement: Procurement) -> list[tuple[object, ...]]:
    return [
        (
            unit.name,
            i.project,
            i.funds,
            i.item,
            i.catalogue_code,
            i.measure,
            i.quantity,
            i.unit_price,
            figures(i.amounts),
        )
        for unit in procurement.units
        for i in unit.items
    ]


def test_narrative_figures_and_cited_numbers_are_those_of_the_real_document(
    first: Records, real: Records
) -> None:
    assert narrative(first) == narrative(real)
    assert [(p.name, p.amount.text) for p in first.narrative.projects] == [
        (p.name, p.amount.text) for p in real.narrative.projects
    ]
    assert {c.number.canonical for c in first.citations if c.number} == {
        c.number.canonical for c in real.citations if c.number
    }


# The second sample: every equation holds.


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
