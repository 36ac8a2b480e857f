"""The truth that a made document knows of its projects: unit and account, which no form prints."""

import pytest
from disclosures import Carriers, Recipe, Sizes

SEEDS = range(12)


def recipe(seed: int, carriers: Carriers) -> Recipe:
    return Recipe(seed, Sizes(forms=9, transfers=2), units=4, unsupported=bool(seed % 2), carriers=carriers)


@pytest.mark.parametrize(
    "carriers", [Carriers(), Carriers(disorder=0.2, full=0.3, short=0.3, strays=0.3, passed_on=True)]
)
def test_only_units_with_money_have_projects_and_purchases_agree(carriers: Carriers) -> None:
    for seed in SEEDS:
        budget = recipe(seed, carriers).budget
        able = {unit.name for unit in budget.department.units if not unit.funding.endswith("零补助")}
        assert {form.unit for form in budget.forms} <= able
        assert {entry.account for form in budget.forms for entry in form.money} == {
            form.account for form in budget.forms
        }
        owners = {form.name: form.unit for form in budget.forms}
        bought = [(one.unit, owners[one.project]) for one in budget.purchases if one.project in owners]
        assert all(unit == owner for unit, owner in bought)


def test_forms_stand_in_the_order_of_the_units() -> None:
    for seed in SEEDS:
        budget = recipe(seed, Carriers(disorder=0, strays=0.5)).budget
        names = [unit.name for unit in budget.department.units]
        places = [names.index(form.unit) for form in budget.forms]
        assert places == sorted(places)


def test_names_tell_the_unit_as_often_as_wanted() -> None:
    told = {"full": 0, "short": 0, "none": 0}
    for seed in range(60):
        budget = recipe(seed, Carriers(full=0.4, short=0.3, strays=0.5)).budget
        hints = {unit.name: unit.hint for unit in budget.department.units if unit.hint}
        for form in budget.forms:
            if form.unit not in hints:
                continue
            full, short = form.name.startswith(form.unit), form.name.startswith(hints[form.unit])
            told["full" if full else "short" if short else "none"] += 1
    whole = sum(told.values())
    assert {key: round(number / whole, 1) for key, number in told.items()} == {
        "full": 0.4,
        "short": 0.3,
        "none": 0.3,
    }
    assert whole > 150
