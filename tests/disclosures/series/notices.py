"""Notices that departments, districts and years share, and the projects that spend their money.

In each year a city hands down money with two notices in each district, which its departments share. A notice
of the province, which both districts name, stands above.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from disclosures.model import Notice
from disclosures.projects import project_code
from disclosures.series.model import DepartmentLife, Mention, Plan, ProjectLife
from disclosures.series.spelling import misprinted_number, spelled, spellings
from disclosures.series.words import words
from disclosures.vocabulary import marks, themes

__all__ = ["make_funded_projects"]

#: How many of the indicators of a transfer cite its notice.
_CITING = 4


@dataclass(frozen=True, slots=True)
class _Handing:
    """What is handed down for one budget year in one district."""

    year: int
    upper: Notice
    own: tuple[Notice, Notice]


def make_funded_projects(
    rng: random.Random, plan: Plan, departments: Sequence[DepartmentLife]
) -> tuple[ProjectLife, ...]:
    """Return the projects that notices give money to, with each place where their forms name one."""
    maker = _Maker(rng, plan)
    uppers = {
        year: _notice(rng, plan.divisions[0], year, departments[0], "省级", province=True)
        for year in plan.years
    }
    found: list[ProjectLife] = []
    for division in plan.divisions:
        there = [one for one in departments if one.division == division]
        for year in plan.years:
            handing = _handing(rng, division, year, uppers[year], there)
            found += maker.projects(handing, there)
    return tuple(found)


def _handing(
    rng: random.Random, division: str, year: int, upper: Notice, departments: Sequence[DepartmentLife]
) -> _Handing:
    theme = rng.choice(departments)
    first = _notice(rng, division, year, theme, rng.choice(("中央", "省级", "市级")))
    second = replace(
        _notice(rng, division, year, theme, "市级"), serial=first.serial + rng.randint(2, 9), mark=first.mark
    )
    return _Handing(year, upper, (first, second))


def _notice(
    rng: random.Random,
    division: str,
    year: int,
    department: DepartmentLife,
    origin: str,
    *,
    province: bool = False,
) -> Notice:
    city, above = marks()[division]
    mark = (above if province else city) + themes()[department.template.theme].line
    programme = rng.choice(words("notices")["programmes"])
    return Notice(mark, year - 1, rng.randint(12, 89), origin, programme)


class _Maker:
    """Makes the projects of notices, and spells each mention otherwise."""

    def __init__(self, rng: random.Random, plan: Plan) -> None:
        self.rng, self.plan = rng, plan
        self.spellings = spellings(rng)
        self.faults = iter(("misprint", "title-only", "misprint", "title-only"))

    def projects(self, handing: _Handing, departments: Sequence[DepartmentLife]) -> Iterator[ProjectLife]:
        """Yield the projects of one year in one district, about one for each department."""
        first, second = handing.own
        last = len(departments) - 1
        for at, department in enumerate(departments):
            own = [first] if at == 0 else [second] if at == last else [first, second]
            if len(own) > 1 and handing.year != self.plan.years[1]:
                own = own[:1] if handing.year == self.plan.years[0] else own[1:]
            kept = at == 0 and handing.year == self.plan.years[0]
            yield self._project(department, handing, own, upper=at == 0, kept=kept)

    def _project(
        self, department: DepartmentLife, handing: _Handing, own: Sequence[Notice], *, upper: bool, kept: bool
    ) -> ProjectLife:
        """Return one project; `kept` money is spent in the year after, too."""
        year, (notice, *_) = handing.year, own
        name, named = self._named(own, year)
        names, mentions = (
            {year: name},
            {year: (*named, *self._bases(notice, handing.upper if upper else None))},
        )
        if kept:
            printed = spelled(notice, spelling := next(self.spellings))
            names[year + 1] = f"{printed}{notice.origin}{notice.programme}结转资金"
            mentions[year + 1] = (
                Mention(notice, printed, notice.number, spelling),
                *self._bases(notice, None),
            )
        office = department.units[0]
        return ProjectLife(
            f"{department.id}/n{year}",
            "carried-over" if kept else "of-notice",
            department.id,
            office.id,
            notice.programme,
            "transfer",
            office.account,
            dict.fromkeys(names, project_code(self.rng, department.division, year)),
            names,
            mentions,
        )

    def _named(self, own: Sequence[Notice], year: int) -> tuple[str, list[Mention]]:
        """Return a project's name and its mentions; two numbers may share what stands before them."""
        (notice, *more) = own
        spelling = "canonical" if more else next(self.spellings)
        printed = spelled(notice, spelling)
        mentions = [Mention(notice, printed, notice.number, spelling)]
        for other in more:
            mentions.append(Mention(other, f"{other.serial}号", other.number, "shared-mark"))
            printed += f"、{other.serial}号"
        return f"{printed}提前下达{year}年{notice.origin}{notice.programme}资金", mentions

    def _bases(self, notice: Notice, upper: Notice | None) -> Iterator[Mention]:
        """Yield what the bases of the indicators cite: the notice in other spellings, under titles, and the
        notice above it."""
        title = f"关于提前下达{notice.year + 1}年{notice.origin}{notice.programme}资金的通知"
        short = f"{notice.programme}资金的通知"
        bare, titled, shortened = (next(self.spellings) for _ in range(3))
        yield Mention(notice, spelled(notice, bare), notice.number, bare, 1)
        printed = f"《{title}》（{spelled(notice, 'canonical')}）"
        yield Mention(notice, printed, notice.number, "titled", 2)
        if upper is not None:
            yield Mention(upper, spelled(upper, titled), upper.number, titled, 3)
        else:
            yield Mention(
                notice,
                f"《{short}》{spelled(notice, shortened)}",
                notice.number,
                f"short-title {shortened}",
                3,
            )
        yield self._last(notice, title)

    def _last(self, notice: Notice, title: str) -> Mention:
        fault = next(self.faults, "") if self.rng.random() < 0.3 else ""
        if fault == "misprint":
            wrong = misprinted_number(notice)
            return Mention(notice, wrong.number, wrong.number, "misprint", _CITING)
        if fault == "title-only":
            return Mention(notice, f"《{title}》", "", "title-only", _CITING)
        spelling = next(self.spellings)
        return Mention(notice, spelled(notice, spelling), notice.number, spelling, _CITING)


def bases(mentions: Sequence[Mention]) -> Mapping[int, str]:
    """Return what stands as the basis of an indicator, by its number."""
    return {one.indicator: one.printed for one in mentions if one.indicator}
