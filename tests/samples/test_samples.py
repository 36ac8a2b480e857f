"""The first sample: what it holds, and that it says the same as the real disclosure.

Its sentences are ours; everything that is a fact must be read from it as from the real one.
"""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from sample_reading import SAMPLES, by_code, goals, narrative, number, table

from budgetkg.documents import read
from budgetkg.model import Figure, Procurement, Project, Records
from budgetkg.parsing import parse


@pytest.fixture(scope="module")
def first() -> Records:
    return parse(read(SAMPLES / "fengfeng-550-2024.txt"))


@pytest.fixture(scope="module")
def real(real_document: Path) -> Records:
    return parse(read(real_document))


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
