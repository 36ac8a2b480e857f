"""Projects over the years: recoded, called otherwise, misprinted, new, vanished, namesakes."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from disclosures.projects import project_code
from disclosures.series.model import DepartmentLife, Plan, ProjectLife, UnitLife
from disclosures.series.spelling import misprint, misprinted_code
from disclosures.series.words import words
from disclosures.vocabulary import common, kinds, themes

__all__ = ["make_projects"]

#: What happens to one project each; the others keep code and name. Then what happens to two.
_SINGLE = (
    "recoded",
    "recoded",
    "recoded-reworded",
    "recoded-reworded",
    "recoded-misprint",
    "renamed",
    "misprinted-code",
    "dated",
    "new",
    "vanished",
)
_PAIRS = ("phases", "other-unit")


@dataclass(frozen=True, slots=True)
class _Idea:
    """What a project is about, before anything happens to it."""

    topic: str
    kind: str
    account: str
    unit: UnitLife

    @property
    def body(self) -> str:
        return f"{self.topic}{kinds()[self.kind].name}"


def make_projects(
    rng: random.Random, plan: Plan, departments: Sequence[DepartmentLife]
) -> tuple[ProjectLife, ...]:
    """Return all projects but those of notices."""
    ideas = {one.id: list(_ideas(rng, plan, one)) for one in departments}
    paired = rng.sample(departments, min(len(_PAIRS), len(departments)))
    pairs = dict(zip((one.id for one in paired), _PAIRS, strict=False))
    free = [(one.id, at) for one in departments for at in range(plan.projects - 2 * (one.id in pairs))]
    happens = dict(zip(rng.sample(free, min(len(_SINGLE), len(free))), _SINGLE, strict=False))
    found: list[ProjectLife] = []
    for department in departments:
        own = ideas[department.id]
        if event := pairs.get(department.id):
            found += _pair(rng, plan, department, own.pop(), event, len(found))
            own.pop()
        for at, idea in enumerate(own):
            event = happens.get((department.id, at), "same")
            found.append(_life(rng, plan, department, idea, event, f"p{len(found)}"))
    return tuple(found)


def _ideas(rng: random.Random, plan: Plan, department: DepartmentLife) -> Iterator[_Idea]:
    """Yield what the projects of a department are about, each about something else.

    The last belongs to a unit that is always there, for what happens to two projects together.
    """
    theme = themes()[department.template.theme]
    office, *others = department.units
    owners = {unit.account: unit for unit in (*reversed(others), office)}
    rows = [(topic, account, suited) for topic, account, *suited in theme.topics if account in owners]
    rng.shuffle(rows)
    rows += [
        (topic, office.account, suited) for topic, *suited in rng.sample(common("topics"), plan.projects)
    ]
    for topic, account, suited in rows[: plan.projects]:
        yield _Idea(topic, rng.choice(suited), account, owners[account])


def _life(
    rng: random.Random, plan: Plan, department: DepartmentLife, idea: _Idea, event: str, key: str
) -> ProjectLife:
    """Return the life of one project; it is there when its unit is."""
    years = sorted(idea.unit.names)
    change = rng.choice(years[1:] or years)
    if event == "new":
        years = [year for year in years if year >= change]
    elif event == "vanished" and len(years) > 1:
        years = [year for year in years if year < change]
    name = _called(rng, idea.unit, idea.body)
    other = {
        "recoded-reworded": rng.choice(words("projects")["rewordings"]).format(body=idea.body),
        "renamed": _called(rng, idea.unit, f"{idea.body}工作"),
        "recoded-misprint": misprint(rng, name),
    }.get(event, name)
    names = {year: other if year >= change else name for year in years}
    if event == "dated":
        names = {year: f"{year}年{idea.body}" for year in years}
    codes = _codes(rng, department.division, years, change, event)
    return ProjectLife(
        f"{department.id}/{key}",
        event,
        department.id,
        idea.unit.id,
        idea.topic,
        idea.kind,
        idea.account,
        codes,
        names,
    )


def _codes(
    rng: random.Random, division: str, years: Sequence[int], change: int, event: str
) -> Mapping[int, str]:
    """Return the code that each year's form prints."""
    first = project_code(rng, division, years[0] - rng.choice((0, 0, 1)))
    if event == "dated":
        return {year: project_code(rng, division, year) for year in years}
    if event.startswith("recoded"):
        later = project_code(rng, division, change)
        return {year: later if year >= change else first for year in years}
    if event == "misprinted-code":
        wrong = misprinted_code(rng, first)
        return {year: wrong if year == change else first for year in years}
    return dict.fromkeys(years, first)


def _pair(
    rng: random.Random, plan: Plan, department: DepartmentLife, idea: _Idea, event: str, number: int
) -> Iterator[ProjectLife]:
    """Yield two projects with names that are nearly or quite the same: one ends as the other begins."""
    change = rng.choice(plan.years[1:])
    _, unit, other = department.units
    if event == "phases":
        names = [phase.format(body=idea.body) for phase in words("projects")["phases"]]
        units = (idea.unit, idea.unit)
    else:
        units = (unit, other)
        names = [f"{one.unit.hint}-{idea.body}" for one in units]
    spans = ([year for year in plan.years if year < change], [year for year in plan.years if year >= change])
    for at, (name, owner, span) in enumerate(zip(names, units, spans, strict=True)):
        years = [year for year in span if year in owner.names]
        if not years:
            continue
        codes = dict.fromkeys(years, project_code(rng, department.division, years[0]))
        yield ProjectLife(
            f"{department.id}/p{number}{'ab'[at]}",
            event,
            department.id,
            owner.id,
            idea.topic,
            idea.kind,
            owner.account if event == "other-unit" else idea.account,
            codes,
            dict.fromkeys(years, name),
        )


def _called(rng: random.Random, unit: UnitLife, body: str) -> str:
    """Return the name of a project; half of those of a unit begin with its short name."""
    return f"{unit.unit.hint}-{body}" if unit.unit.hint and rng.random() < 0.5 else body
