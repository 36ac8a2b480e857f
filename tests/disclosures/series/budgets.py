"""The budget of one department in one year: what lasts, with the amounts of the year."""

import random
from collections.abc import Sequence
from dataclasses import replace

from disclosures.making import make_budget
from disclosures.model import Budget, Changes, Department, Economic, Entry, Form, Purchase, ThreePublic
from disclosures.projects import make_cost, make_form
from disclosures.purchases import make_purchases
from disclosures.series.model import DepartmentLife, ProjectLife
from disclosures.series.notices import bases
from disclosures.sizes import Sizes
from disclosures.vocabulary import common

__all__ = ["part_of", "stated_changes", "year_of"]

#: Basic expenditure in steps that a part in per cent or a quarter of leaves whole: nothing is rounded.
_GRAIN = 10_000
_SIZES = Sizes(
    forms=1, transfers=0, grain=_GRAIN, fund=False, own=False, kept=False, purchases=False, abroad=False
)
_STEP = 100
_QUARTER = 25


def year_of(
    seed: str, life: DepartmentLife, projects: Sequence[ProjectLife], year: int, growth: int
) -> Budget:
    """Return the budget of a year; `growth` is its basic expenditure in per cent of what it first was."""
    first = make_budget(random.Random(f"{seed} {life.id}"), life.template, year, _SIZES)
    department = _department(life, year)
    units = {unit.id: unit.names[year] for unit in life.units if year in unit.names}
    rng = random.Random(f"{seed} {life.id} {year}")
    forms = tuple(_form(rng, one, year, units[one.unit]) for one in _in_order(life, projects, year))
    found = replace(_scaled(first, growth), department=department, year=year, forms=forms)
    return replace(
        found,
        purchases=make_purchases(
            rng, department, forms, found.running, replace(_SIZES, purchases=True, grain=_STEP)
        ),
        overall_goals=tuple(f"按年度安排做好{unit.hint or '本级'}各项工作。" for unit in department.units),
    )


def _in_order(life: DepartmentLife, projects: Sequence[ProjectLife], year: int) -> list[ProjectLife]:
    """Return the projects of a year in the order of the units."""
    places = {unit.id: at for at, unit in enumerate(life.units)}
    found = [one for one in projects if one.department == life.id and year in one.names]
    return sorted(found, key=lambda one: places[one.unit])


def _department(life: DepartmentLife, year: int) -> Department:
    units = tuple(replace(unit.unit, name=unit.names[year]) for unit in life.units if year in unit.names)
    return replace(life.template, code=life.codes[year], name=life.names[year], units=units)


def _form(rng: random.Random, life: ProjectLife, year: int, unit: str) -> Form:
    cost = make_cost(rng, life.kind, _STEP)
    money = (Entry(life.account, "project", "general", cost.total),)
    form = make_form(rng, life.codes[year], life.names[year], life.kind, life.topic, cost, money, unit)
    cited = bases(life.mentions.get(year, ()))
    indicators = [
        replace(one, basis=cited.get(number, one.basis)) for number, one in enumerate(form.indicators, 1)
    ]
    return replace(form, indicators=tuple(indicators))


def _scaled(budget: Budget, percent: int) -> Budget:
    """Return a budget with its basic expenditure in per cent; every figure stays exact."""

    def part(yuan: int) -> int:
        return yuan * percent // 100

    economic = tuple(Economic(one.account, part(one.personnel), part(one.running)) for one in budget.economic)
    public = {
        source: ThreePublic(**{name: part(getattr(one, name)) for name in ThreePublic.__annotations__})
        for source, one in budget.three_public.items()
    }
    spending = tuple(replace(entry, yuan=part(entry.yuan)) for entry in budget.spending)
    return replace(budget, spending=spending, economic=economic, three_public=public)


def stated_changes(now: Budget, before: Budget, more: int = 0) -> Changes:
    """Return the changes on the budget of the year before; `more` is what a document wrongly adds to the
    change of its projects."""
    basic = now.total(use="basic") - before.total(use="basic")
    project = now.total(use="project") - before.total(use="project") + more
    three = _three(now) - _three(before)
    return Changes(basic, _why(basic), project, _why(project, "_projects"), three, _why(three, "_public"))


def _three(budget: Budget) -> int:
    return sum(one.three for one in budget.three_public.values())


def _why(change: int, which: str = "") -> str:
    reasons: Sequence[str] = common(("more" if change > 0 else "less") + which)
    return reasons[0]


def part_of(budget: Budget, unit: str, code: str, before: Budget | None) -> Budget:
    """Return the budget that a unit publishes by itself: a quarter of its department's basic expenditure, and
    its own projects. Without a document of the year before, nothing changes."""
    (own,) = [one for one in budget.department.units if one.name == unit]
    forms = tuple(form for form in budget.forms if form.unit == unit)
    department = replace(budget.department, code=code, name=unit, units=(own,))
    purchases: tuple[Purchase, ...] = tuple(one for one in budget.purchases if one.unit == unit)
    part = replace(
        _scaled(budget, _QUARTER),
        department=department,
        forms=forms,
        purchases=purchases,
        overall_goals=(f"按年度安排做好{own.hint}各项工作。",),
    )
    return replace(part, changes=stated_changes(part, before or part))
