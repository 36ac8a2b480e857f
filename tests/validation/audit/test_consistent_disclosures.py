"""No false alarms: documents that are consistent, of many kinds, and what the program finds in them.

`BUDGETKG_EXAMPLES=500 pytest …` makes a long run, which also looks for the smallest document that fails.
"""

import os
import random
from decimal import Decimal

import pytest
from auditing import document_graphs, stored
from disclosures import (
    Budget,
    Layout,
    Recipe,
    Sizes,
    expected,
    make_budget,
    make_department,
    make_notices,
    text_of,
)
from disclosures.strategies import disclosures
from hypothesis import HealthCheck, Phase, given, settings
from judging import judged

from budgetkg import validation
from budgetkg.model import Records
from budgetkg.validation.audit import audit
from budgetkg.validation.findings import Report

LONG = "BUDGETKG_EXAMPLES" in os.environ
EXAMPLES = int(os.environ.get("BUDGETKG_EXAMPLES", "20"))
#: Amounts in steps of 100 yuan are printed exactly: nothing is rounded.
EXACT = 100

given_documents = settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, *([Phase.shrink] if LONG else [])],
    suppress_health_check=[HealthCheck.too_slow],
)


#: Documents in which something is blank that a rule could take for a figure.
AWKWARD = {
    "meetings without public expenses": Recipe(
        3, Sizes(forms=2, grain=100, abroad=False, vehicles=False, meetings=True)
    ),
    "no equipment": Recipe(0, Sizes(forms=2, grain=100)),
}


def arithmetic(rule: str) -> bool:
    return rule.startswith("A")


def not_applicable(budget: Budget, layout: Layout) -> set[str]:
    """The arithmetic rules that a document gives nothing to compare."""
    changes, basic = budget.changes, {one.account for one in budget.economic}
    found = {
        "A13": not any(one.whole for one in budget.three_public.values()),
        "A14": not basic & {"30212", "30217", "30231", "31013"},
        "A20": not budget.purchases,
        "A23": not changes.basic and not changes.project,
        "A24": not layout.percentages or not (changes.basic or changes.project),
    }
    return {rule for rule, nothing in found.items() if nothing}


def check_records(budget: Budget, records: Records) -> None:
    """All that was printed is read, as it was printed."""
    department = budget.department
    found = (records.department.code, records.department.name, records.department.division_code)
    assert found == (department.code, department.name, department.division)
    assert records.document.fiscal_year == budget.year
    assert records.document.money_unit == "万元"
    units = [(unit.name, unit.kind, unit.rank, unit.funding) for unit in records.units]
    assert units == [(unit.name, unit.kind, unit.rank, unit.funding) for unit in department.units]
    tables = {
        table.id: [
            (
                row.number,
                row.code,
                row.name,
                row.side,
                {c: f.text if f else None for c, f in row.amounts.items()},
            )
            for row in table.rows
        ]
        for table in records.tables
    }
    assert tables == expected.tables(budget)
    assert [form.name for form in budget.forms] == [project.name for project in records.projects]
    assert expected.forms(budget) == [
        {
            "number": project.number,
            "code": project.code,
            "name": project.name,
            "amounts": {key: figure.text if figure else None for key, figure in project.amounts.items()},
            "purpose": project.purpose,
            "schedule": {
                month: figure.text if figure else None for month, figure in project.schedule.items()
            },
            "goals": project.goals,
            "indicators": [
                (one.level1, one.level2, one.name, one.description, one.value, one.basis)
                for one in project.indicators
            ],
        }
        for project in records.projects
    ]
    check_explanation(budget, records)


def check_explanation(budget: Budget, records: Records) -> None:
    keyed = [figure for figure in records.narrative.figures if not figure.key.isdecimal()]
    figures = {figure.key: figure.amount.text for figure in keyed if figure.amount}
    assert figures == expected.figures(budget)
    listed = {project.name: Decimal(project.amount.text) for project in records.narrative.projects}
    totals = {form.name: Decimal(form.total) for form in budget.forms}
    assert len(listed) == min(3, len(totals))
    assert all(abs(amount * 10_000 - totals[name]) <= 50 for name, amount in listed.items())
    bought = [
        (
            unit.name, item.project, item.funds and item.funds.text, item.item,
            item.quantity and item.quantity.text, item.unit_price and item.unit_price.text,
            (total := item.amounts["total"]) and total.text,
        )
        for unit in records.procurement.units
        for item in unit.items
    ]  # fmt: skip
    assert bought == expected.procurement(budget)
    assert len(records.duties) == len(budget.duties)
    assert [(term.term, term.definition) for term in records.glossary] == list(budget.terms)
    assert [goal.name for goal in records.goals if goal.scope == "itemised"] == [
        one.name for one in budget.goals
    ]
    values = [asset.value.text for asset in records.assets.rows if asset.value and asset.role == "detail"]
    held = (budget.assets.houses, budget.assets.vehicles, budget.assets.equipment, budget.assets.others)
    assert values == [str(Decimal(expected.printed(one.yuan))) for one in held if one.yuan]


def check_audit(recipe: Recipe, report: Report) -> None:
    """Nothing is odd; every rule that applies ran; what rounding explains is no more than formal."""
    assert [finding for finding in report.findings if finding.kind != "formal"] == []
    assert all(finding.difference for finding in report.findings), "not of rounding"
    if recipe.sizes.grain >= EXACT:
        assert report.findings == ()
    assert {line.rule for line in report.coverage if line.status == "inputs-missing"} == set()
    ran = {line.rule: line for line in report.coverage if arithmetic(line.rule)}
    assert {rule for rule, line in ran.items() if line.missing} == set()
    expected_not = not_applicable(recipe.budget, recipe.layout) & ran.keys()
    assert {rule for rule, line in ran.items() if line.status != "ran"} == expected_not


@given_documents
@given(disclosures())
def test_a_consistent_document_is_read_whole_and_has_nothing_odd(recipe: Recipe) -> None:
    found = judged(recipe.text)
    assert [problem for problem in found.records.problems if problem.severity != "info"] == []
    check_records(recipe.budget, found.records)
    check_audit(recipe, found.report)


@pytest.mark.parametrize("recipe", AWKWARD.values(), ids=AWKWARD)
def test_blanks_mislead_no_rule(recipe: Recipe) -> None:
    report = judged(recipe.text).report
    assert report.findings == ()
    assert "inputs-missing" not in {line.status for line in report.coverage}


@pytest.mark.parametrize("grain", [1, 50])
def test_the_graph_of_a_consistent_document_conforms(grain: int) -> None:
    """pySHACL is slow: two documents are enough."""
    sizes = Sizes(forms=3, grain=grain, capital=True, special=True, meetings=True)
    recipe = Recipe(grain, sizes, Layout(rows=12, cut=True, form_feeds=True), year=2022 + grain % 3)
    report = validation.run(judged(recipe.text).store)
    assert [finding for finding in report.findings if finding.severity == "violation"] == []
    assert [finding for finding in report.findings if finding.severity == "warning"] == []


def test_rounding_does_occur() -> None:
    """Amounts that end in 50 yuan: every figure is rounded by exactly half of its last digit."""
    recipe = Recipe(7, Sizes(forms=12, grain=50))
    found = judged(recipe.text).report.findings
    assert len(found) > 20
    assert {finding.kind for finding in found} == {"formal"}


def test_departments_share_notices_over_years() -> None:
    """Two departments of one district in two years: one notice gives money to both."""
    rng = random.Random(11)
    departments = [
        make_department(rng, code=code, units=2, theme=theme)
        for code, theme in (("301", "justice"), ("302", "welfare"))
    ]
    texts = []
    for year in (2023, 2024):
        notices = make_notices(rng, "130406", year, "welfare", 2)
        for department in departments:
            texts.append(text_of(make_budget(rng, department, year, Sizes(forms=4), notices)))
    store = stored(*texts)
    graphs = document_graphs(store)
    assert len(graphs) == len(texts)
    assert [finding for finding in audit(store, graphs).findings if finding.kind != "formal"] == []
    found = store.query(
        "PREFIX bkg: <https://w3id.org/budgetkg/def#> SELECT ?notice (COUNT(DISTINCT ?g) AS ?n)"
        " WHERE { GRAPH ?g { ?form bkg:derivesFromNotice ?notice } } GROUP BY ?notice"
    )
    assert [row[1].value for row in found.rows] == ["2"] * 4
