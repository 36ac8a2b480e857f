"""Units and accounts of projects: on made documents with known truth, and on awkward ones."""

from dataclasses import replace
from decimal import Decimal

import pytest
from disclosures import Recipe, Sizes
from disclosures.carriers import Carriers
from known_truth import Judged, judge, records_of

from budgetkg.inference import infer
from budgetkg.inference.cells import booking
from budgetkg.model import Figure, Project, Records
from budgetkg.values.money import yuan


def documents(carriers: Carriers, sizes: Sizes, units: int = 3, count: int = 6) -> list[Recipe]:
    divisions = ("130406", "130204", "130503")
    return [
        Recipe(seed, sizes, units=units, carriers=carriers, division=divisions[seed % 3])
        for seed in range(count)
    ]


@pytest.fixture(scope="module")
def orderly() -> Judged:
    """Forms in the order of the units, half of the names with a hint; rounded figures."""
    return judge(documents(Carriers(disorder=0.0, short=0.5, passed_on=True), Sizes(forms=12)))


@pytest.fixture(scope="module")
def disorderly() -> Judged:
    """Forms in any order without hints; amounts in whole steps of what is printed, with many ways."""
    return judge(documents(Carriers(disorder=1.0, short=0.0), Sizes(forms=25, grain=10_000), 5))


def test_an_account_that_is_said_to_be_unique_is_right(orderly: Judged, disorderly: Judged) -> None:
    assert len(orderly.unique) > 60
    assert len(disorderly.unique) > 20
    assert all(orderly.unique)
    assert all(disorderly.unique)


def test_most_accounts_are_right_even_where_there_are_many_ways(orderly: Judged, disorderly: Judged) -> None:
    assert Judged.share(orderly.accounts) == 1.0
    assert Judged.share(disorderly.accounts) > 0.9


def test_confidence_means_what_it_says(orderly: Judged, disorderly: Judged) -> None:
    for judged in (orderly, disorderly):
        assert Judged.share(judged.units, 0.9) > 0.88
        assert Judged.share(judged.accounts, 0.9) > 0.97
    sure = [confidence >= 0.9 for confidence, _ in orderly.units]
    assert sum(sure) > len(sure) / 2


def test_without_order_and_hints_less_is_claimed(orderly: Judged, disorderly: Judged) -> None:
    assert Judged.share(orderly.units) > 0.9
    mean = {
        id(found): sum(one for one, _ in found) / len(found) for found in (orderly.units, disorderly.units)
    }
    assert mean[id(disorderly.units)] < mean[id(orderly.units)]


def test_every_printed_cell_is_explained() -> None:
    records = records_of(Recipe(3, Sizes(forms=12, grain=100)).text)
    sums = infer(records).sums
    assert sums
    assert all(explained.printed == explained.found for explained in sums)
    totals = (yuan(figure, "万元") for project in records.projects if (figure := project.amounts["total"]))
    assert sum(explained.found for explained in sums) == sum(totals, Decimal(0))


def test_the_same_records_give_the_same_inferences() -> None:
    text = Recipe(5, Sizes(forms=20, grain=10_000)).text
    assert infer(records_of(text)) == infer(records_of(text))


@pytest.fixture(scope="module")
def records() -> Records:
    return records_of(Recipe(7, Sizes(forms=8, grain=100)).text)


def test_a_misprinted_cell_is_left_out(records: Records) -> None:
    """Where no division meets all sums, those that are met still speak, and nothing is called unique."""
    (table,) = (table for table in records.tables if table.id == "expenditure")
    row = next(row for row in table.rows if row.role == "detail" and row.amounts.get("project"))
    wrong = replace(row, amounts={**row.amounts, "project": Figure("0.37", "0.37")})
    rows = tuple(wrong if one is row else one for one in table.rows)
    tables = tuple(replace(table, rows=rows) if one is table else one for one in records.tables)
    odd, right = infer(replace(records, tables=tables)).accounts, infer(records).accounts
    methods = {proposals.ranked[0].method for proposals in odd}
    assert methods == {"sums-in-part", "words"}
    for proposals, expected in zip(odd, right, strict=True):
        best = proposals.ranked[0]
        assert not proposals.unique
        assert float(best.confidence) <= (0.8 if best.method == "sums-in-part" else 0.6)
        if best.method == "sums-in-part":
            assert best.target == expected.ranked[0].target


def test_where_no_sum_is_met_words_are_alone(records: Records) -> None:
    def worthless(project: Project) -> Project:
        return replace(project, amounts={**project.amounts, "total": Figure("0.01", "0.01"), "fiscal": None})

    found = infer(replace(records, projects=tuple(map(worthless, records.projects)))).accounts
    assert {proposals.ranked[0].method for proposals in found} == {"words"}
    assert {proposals.unique for proposals in found} == {None}


def test_a_form_without_a_budget_is_not_part_of_any_sum(records: Records) -> None:
    blank = replace(records.projects[0], amounts={"total": None, "fiscal": None, "other": None})
    odd = replace(records, projects=(*records.projects, blank))
    found = {proposals.form: proposals for proposals in infer(odd).accounts}
    assert found[len(odd.projects)].unique is None
    assert any(found[form].unique for form in range(1, len(odd.projects)))


def test_a_department_of_one_unit_leaves_no_choice() -> None:
    found = infer(records_of(Recipe(2, Sizes(forms=3), units=1).text)).units
    assert {proposals.ranked[0].method for proposals in found} == {"only-unit"}
    assert {proposals.ranked[0].target for proposals in found} == {"1"}


@pytest.mark.parametrize("missing", ["units", "projects", "tables"])
def test_what_is_not_there_is_not_inferred(records: Records, missing: str) -> None:
    found = infer(replace(records, **{missing: ()}))  # type: ignore[arg-type]
    assert (not found.units) == (missing in ("units", "projects"))
    assert (not found.accounts) == (missing in ("tables", "projects"))


def test_a_figure_beyond_all_measure_stops_nothing(records: Records) -> None:
    """A misread budget of thirty digits is in no sum; words alone speak."""
    huge = Figure("9" * 30 + ".55", "9" * 30 + ".55")
    form = replace(records.projects[0], amounts={**records.projects[0].amounts, "total": huge})
    found = infer(replace(records, projects=(form, *records.projects[1:])))
    assert len(found.units) == len(records.projects)
    assert {proposals.unique for proposals in found.accounts} == {None}


def test_units_without_names_or_with_one_name_stop_nothing(records: Records) -> None:
    units = tuple(
        replace(unit, name=name) for unit, name in zip(records.units, ("", "同名", "同名"), strict=False)
    )
    for proposals in infer(replace(records, units=units)).units:
        assert 0 < float(proposals.ranked[0].confidence) < 1


def test_money_of_another_unit_is_brought_to_one_measure(records: Records) -> None:
    """Forms in yuan beside tables in 万元 say the same."""

    def in_yuan(figure: Figure | None) -> Figure | None:
        return figure and Figure(f"{yuan(figure, '万元'):.2f}", figure.printed)

    forms = tuple(
        replace(form, money_unit="元", amounts={key: in_yuan(one) for key, one in form.amounts.items()})
        for form in records.projects
    )
    other = replace(records, projects=forms)
    assert infer(other).accounts == infer(records).accounts
    books = booking(other)
    assert books is not None
    assert (books.task.step, books.task.sum_step, books.task.parts) == (1, 10_000, 10_000)
