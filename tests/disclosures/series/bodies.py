"""Departments of two districts and their units over the years: reforms, new names, misprints, namesakes."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from disclosures.departments import make_department
from disclosures.model import Department, Unit
from disclosures.series.model import DepartmentLife, Plan, UnitLife
from disclosures.series.spelling import misprint
from disclosures.series.words import words
from disclosures.vocabulary import places, themes

__all__ = ["make_departments"]

_UNITS = 3
_SIDES = ("东城", "西城")
#: What happens to units that are not the office of a department, one each; the others keep their names.
_EVENTS = ("expanded", "reworded", "renamed", "misprint", "new", "vanished")


def make_departments(rng: random.Random, plan: Plan) -> tuple[DepartmentLife, ...]:
    """Return the departments of both districts. The first of each have the same name and the same units."""
    templates = list(_templates(rng, plan))
    events = [
        event for event, _ in zip(("renamed", "recoded", "near"), range(len(templates) - 2), strict=False)
    ]
    later = [at for at in range(len(templates)) if at % plan.departments]
    chosen = dict(zip(rng.sample(later, len(events)), events, strict=True))
    units = [
        (at, place)
        for at in range(len(templates))
        if chosen.get(at) not in ("recoded", "near")
        # The first unit of the departments with the same name keeps its name, in both districts.
        for place in range(1 if at in later else 2, _UNITS)
    ]
    happens = dict(zip(rng.sample(units, min(len(_EVENTS), len(units))), _EVENTS, strict=False))
    return tuple(
        _life(rng, plan, template, chosen.get(at, "same"), {p: e for (a, p), e in happens.items() if a == at})
        for at, template in enumerate(templates)
    )


def _templates(rng: random.Random, plan: Plan) -> Iterator[Department]:
    """Yield departments as they are before anything happens."""
    found = sorted(themes())
    shared = rng.choice(found)
    names = rng.sample(places(), 2 * plan.departments - 1)
    codes = rng.sample(range(310, 399), 2 * plan.departments)
    for side, division in enumerate(plan.divisions):
        others = rng.sample([theme for theme in found if theme != shared], plan.departments - 1)
        for at, theme in enumerate([shared, *others]):
            place = names[0] if at == 0 else names[side * (plan.departments - 1) + at]
            code = str(codes[side * plan.departments + at])
            yield make_department(rng, division=division, code=code, units=_UNITS, theme=theme, place=place)


def _life(
    rng: random.Random, plan: Plan, template: Department, event: str, happens: Mapping[int, str]
) -> DepartmentLife:
    reform = rng.choice(plan.years[1:])
    if event == "near":
        template = _with_near_names(template)
    name = themes()[template.theme].name
    place = template.name.removesuffix(name)
    renamed = place + words("departments")[name] if event == "renamed" else template.name
    names = {year: renamed if year >= reform else template.name for year in plan.years}
    other = str(int(template.code) + 100)
    codes = {year: other if event == "recoded" and year >= reform else template.code for year in plan.years}
    key = f"{template.division}-{template.code}"
    accounts = [account for _, account in themes()[template.theme].units]
    units = [
        UnitLife(
            f"{key}/u{at}",
            "office" if at == 0 else happens.get(at, event if event in ("recoded", "near") else "same"),
            unit,
            accounts[at],
            {year: f"{names[year]}-本级" for year in plan.years}
            if at == 0
            else _names(rng, plan.years, place, template.level, unit, happens.get(at, "same")),
        )
        for at, unit in enumerate(template.units)
    ]
    return DepartmentLife(key, event, template, codes, names, tuple(units))


def _with_near_names(template: Department) -> Department:
    """Return a department whose last two units do the same for the two sides of the town."""
    office, unit, other = template.units
    sided = [
        replace(one, name=unit.name.replace(unit.hint, side + unit.hint), hint=side + unit.hint)
        for one, side in zip((unit, other), _SIDES, strict=True)
    ]
    return replace(template, units=(office, *sided))


def _names(
    rng: random.Random, years: Sequence[int], place: str, level: str, unit: Unit, event: str
) -> dict[int, str]:
    """Return what a unit is called in each year in which it is there."""
    change = rng.choice(years[1:])
    if event == "new":
        return dict.fromkeys([year for year in years if year >= change], unit.name)
    if event == "vanished":
        return dict.fromkeys([year for year in years if year < change], unit.name)
    if event == "misprint":
        return {
            year: misprint(rng, unit.name, after=len(place)) if year == change else unit.name
            for year in years
        }
    after = unit.name if event == "same" else _called_later(event, place, level, unit)
    return {year: after if year >= change else unit.name for year in years}


def _called_later(event: str, place: str, level: str, unit: Unit) -> str:
    if event == "expanded":
        return f"{place}{level}{unit.hint}"
    like, unlike = words("units")[unit.hint]
    return f"{place}{like if event == 'reworded' else unlike}"
