"""Make a series: several departments of two districts over years, and the truth about what they print."""

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from disclosures.model import Budget, Form, Purchase
from disclosures.printing import text_of
from disclosures.series.bodies import make_departments
from disclosures.series.budgets import part_of, stated_changes, year_of
from disclosures.series.model import DepartmentLife, Plan, Printed, ProjectLife, UnitLife
from disclosures.series.notices import make_funded_projects
from disclosures.series.projects import make_projects
from disclosures.series.spelling import misprint
from disclosures.series.words import words
from disclosures.sizes import Layout

__all__ = ["make_series"]

#: What a document says too much of the change of its projects.
_RESTATED = 30_000


@cache
def make_series(plan: Plan | None = None) -> tuple[Printed, ...]:
    """Return the documents of a series."""
    return tuple(_Series(plan or Plan()).documents())


class _Series:
    """The lives of a series, and what is special about some of its documents."""

    def __init__(self, plan: Plan) -> None:
        rng = random.Random(plan.seed)
        self.plan, self.rng = plan, rng
        self.departments = make_departments(rng, plan)
        self.projects = (
            *make_projects(rng, plan, self.departments),
            *make_funded_projects(rng, plan, self.departments),
        )
        self.publishing = self._publishing_unit()
        self.restated, self.oddly_named, self.misprinting = rng.sample(self.departments, 3)
        self.own_before: Budget | None = None
        #: Names that procurement tables misprint, and what is meant.
        self.misprints: dict[str, str] = {}

    def _publishing_unit(self) -> tuple[DepartmentLife, UnitLife]:
        """Return a unit that publishes a document of its own beside its department's."""
        found = [
            (department, unit)
            for department in self.departments
            for unit in department.units[1:]
            if len(unit.names) == len(self.plan.years)
            if any(one.unit == unit.id and len(one.names) > 1 for one in self.projects)
        ]
        return self.rng.choice(found)

    def documents(self) -> Iterator[Printed]:
        """Yield the documents, by department and year."""
        for life in self.departments:
            growth, before = 100, None
            for year in self.plan.years:
                budget = self._budget(life, year, growth, before)
                yield self._printed(life, budget)
                if life is self.publishing[0]:
                    yield from self._own_document(life, budget)
                growth, before = growth + self.rng.randint(-4, 7), budget

    def _budget(self, life: DepartmentLife, year: int, growth: int, before: Budget | None) -> Budget:
        found = year_of(str(self.plan.seed), life, self.projects, year, growth)
        last = year == self.plan.years[-1]
        if before is not None:
            more = _RESTATED if life is self.restated and last else 0
            found = replace(found, changes=stated_changes(found, before, more))
        if life is self.oddly_named and not last:
            found = replace(found, names={**found.names, **words("accounts")})
        if life is self.misprinting and last and found.purchases:
            found = replace(found, purchases=self._misprinted(found))
        return found

    def _misprinted(self, budget: Budget) -> tuple[Purchase, ...]:
        """Return purchases under a misprinted name of their unit."""
        meant = budget.purchases[-1].unit
        wrong = misprint(self.rng, meant, after=4)
        self.misprints[wrong] = meant
        return tuple(replace(one, unit=wrong if one.unit == meant else one.unit) for one in budget.purchases)

    def _remarks(self, life: DepartmentLife, budget: Budget) -> Iterator[str]:
        """Yield what is odd about a document."""
        if life is self.restated and budget.year == self.plan.years[-1]:
            yield "restated"
        if life is self.oddly_named and budget.year != self.plan.years[-1]:
            yield "account name"
        if any(one.unit in self.misprints for one in budget.purchases):
            yield "unit misprinted"

    def _own_document(self, life: DepartmentLife, budget: Budget) -> Iterator[Printed]:
        unit = self.publishing[1]
        name = unit.names[budget.year]
        if not any(form.unit == name for form in budget.forms):
            return
        place = life.units.index(unit)
        code = f"{life.codes[budget.year]}{place:03d}"
        own = part_of(budget, name, code, self.own_before)
        self.own_before = own
        yield self._printed(life, own, within=_stem(budget), own=unit)

    def _printed(
        self, life: DepartmentLife, budget: Budget, within: str = "", own: UnitLife | None = None
    ) -> Printed:
        layout = Layout(
            rows=45,
            form_feeds=self.rng.random() < 0.3,
            one_line_heads=self.rng.random() < 0.5,
            public_last=self.rng.random() < 0.3,
        )
        name = _stem(budget)
        department = budget.department
        event = "own document" if own else life.event
        remarks = ", ".join(self._remarks(life, budget))
        document = (name, department.division, department.code, department.name, str(budget.year))
        truth = {
            "documents": ((*document, own.id if own else life.id, within, event, remarks),),
            "units": tuple(self._units(name, life, budget)),
            "projects": tuple(self._projects(name, life, budget)),
            "notices": tuple(self._notices(name, life, budget)),
        }
        return Printed(name, text_of(budget, layout), truth)

    def _lives(self, life: DepartmentLife, budget: Budget) -> Iterator[tuple[str, Form, ProjectLife]]:
        """Yield number, form and project of each form; a form is known by its code and name."""
        known = {
            (one.codes[budget.year], one.names[budget.year]): one
            for one in self.projects
            if one.department == life.id and budget.year in one.names
        }
        for number, form in enumerate(budget.forms, 1):
            yield str(number), form, known[form.code, form.name]

    def _projects(self, name: str, life: DepartmentLife, budget: Budget) -> Iterator[tuple[str, ...]]:
        for number, form, one in self._lives(life, budget):
            yield name, number, form.code, form.name, one.id, form.unit, form.account, one.event

    def _notices(self, name: str, life: DepartmentLife, budget: Budget) -> Iterator[tuple[str, ...]]:
        for number, _, one in self._lives(life, budget):
            for mention in one.mentions.get(budget.year, ()):
                place = f"indicator {mention.indicator}" if mention.indicator else "name"
                yield (
                    name,
                    number,
                    place,
                    mention.printed,
                    mention.number,
                    mention.notice.number,
                    mention.variant,
                )

    def _units(self, name: str, life: DepartmentLife, budget: Budget) -> Iterator[tuple[str, ...]]:
        """Yield the units of a document, and names that its procurement table prints otherwise."""
        there = {unit.names[budget.year]: unit for unit in life.units if budget.year in unit.names}
        for unit in budget.department.units:
            yield name, "institutions", unit.name, there[unit.name].id, there[unit.name].event
        listed = {unit.name for unit in budget.department.units}
        for printed in dict.fromkeys(one.unit for one in budget.purchases):
            if printed not in listed:
                yield name, "procurement", printed, there[self.misprints[printed]].id, "misprint"


def _stem(budget: Budget) -> str:
    return f"{budget.department.division}-{budget.department.code}-{budget.year}"
