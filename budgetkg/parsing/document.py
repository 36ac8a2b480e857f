"""A whole document: source → records. Each part is read by its own module; this puts them together."""

from collections import Counter
from collections.abc import Sequence

from budgetkg.documents import Line, Source
from budgetkg.errors import NotADisclosureError
from budgetkg.layouts import DEFAULT, Profile, load
from budgetkg.model import (
    Assets,
    Document,
    Goal,
    Problem,
    Procurement,
    Project,
    Records,
    Table,
    Unit,
    Where,
)
from budgetkg.parsing import problems as say
from budgetkg.parsing.assets import read_assets
from budgetkg.parsing.citing import read_citations
from budgetkg.parsing.contents import read_contents
from budgetkg.parsing.forms import Form, read_forms
from budgetkg.parsing.glossary import read_glossary
from budgetkg.parsing.goals import read_goals
from budgetkg.parsing.institutions import read_duties, read_units
from budgetkg.parsing.narrative import read_narrative
from budgetkg.parsing.outline import Outline, Part
from budgetkg.parsing.procurement import read_procurement
from budgetkg.parsing.running_text import Paragraph, paragraphs
from budgetkg.parsing.subsections import subsections
from budgetkg.parsing.tables import read_table
from budgetkg.parsing.whose import (
    check_department,
    check_division,
    first_department,
    read_department,
    read_year,
)
from budgetkg.values.projectcode import check_character_fits
from budgetkg.values.text import clean, compact

__all__ = ["parse"]

_CHECK_SHARE = 0.9


def parse(source: Source, *, layout: str = DEFAULT, division: str | None = None) -> Records:
    """Return all that a document says.

    `division` is a GB/T 2260 code for documents whose project codes do not tell it. Raises
    NotADisclosureError when no table and no form of the layout is found.
    """
    return _Parser(source, load(layout), division).records()


class _Parser:
    """Holds what the parts share: the profile, the outline and the problems."""

    def __init__(self, source: Source, profile: Profile, division: str | None) -> None:
        self.source, self.profile, self.division = source, profile, division
        self.problems: list[Problem] = list(source.problems)
        self.outline: Outline = first_department(source.lines, profile, self.problems)
        self.sections: dict[str, list[Paragraph]] = {}

    def records(self) -> Records:
        year = read_year(self.outline, self.profile, self.problems)
        tables = tuple(
            read_table(part, number, self.profile, self.problems, year=year)
            for number, part in enumerate((p for p in self.outline.parts if p.kind == "table"), 1)
        )
        self._sections()
        units = self._units()
        forms = self._forms([unit.name for unit in units])
        self._refuse_other_kinds(any(table.columns for table in tables) or bool(forms))
        goals = self._goals()
        procurement, assets = self._procurement(year), self._assets()
        duties = read_duties(self.sections.get("duties", []))
        glossary = read_glossary(self.sections.get("glossary", []), self.problems)
        narrative = read_narrative(self.sections, self.profile, year, self.problems)
        projects = tuple(form.project for form in forms)
        contents = read_contents(self.outline, self.profile, self.problems)
        department = read_department(self.outline, projects, self.division, self.source.file)
        check_department(self.outline, department, self.problems)
        check_division(department, year, self.problems)
        self._check_parts()
        document = self._document(year, _money_unit([*tables, *projects]))
        return Records(
            document=document,
            department=department,
            contents=contents,
            duties=duties,
            units=units,
            tables=tables,
            narrative=narrative,
            goals=goals,
            projects=projects,
            procurement=procurement,
            assets=assets,
            glossary=glossary,
            citations=read_citations(
                forms, goals, narrative, duties, self._running_text(), department.division_code
            ),
            problems=tuple(self.problems),
            lines=tuple(line.text for line in self.source.lines),
        )

    def _refuse_other_kinds(self, found: bool) -> None:
        """Raise where the title is that of another kind of document, or nothing of a disclosure is there."""
        title = compact(_title(self.outline))
        for kind, pattern in self.profile.patterns["other_kinds"].items():
            if pattern.search(title) and not self.profile.patterns["contents"]["kind"].search(title):
                zh, en = f"标题“{title}”不是部门预算", f"the title {title!r} is no department budget ({kind})"
                raise NotADisclosureError(zh, en, self.source.file)
        if not found:
            zh = "没有找到任何已知的预算表（如收支总表）或项目绩效目标表"
            en = "no budget table (such as 收支总表) and no project form (绩效目标表) of a known layout"
            raise NotADisclosureError(zh, en, self.source.file)

    def _sections(self) -> None:
        """Running text by section and subsection; tables inside sections are read elsewhere."""
        for part in self.outline.parts:
            if part.kind != "section" or part.id in ("projects", "procurement", "assets"):
                continue
            for key, lines in subsections(part, self.profile):
                text = [line for line in lines if not line.is_row]
                rows = [line for line in lines if line.is_row and key != "units"]
                self.problems.extend(say.unplaced(clean(line.text), line.where) for line in rows)
                self.sections.setdefault(key, []).extend(paragraphs(text, self.problems))

    def _running_text(self) -> list[Paragraph]:
        """The sections whose citations belong to the document as a whole."""
        own = {"duties", "overall-goal", "itemised-goals", "glossary"}
        return [paragraph for key, texts in self.sections.items() if key not in own for paragraph in texts]

    def _units(self) -> tuple[Unit, ...]:
        lines: list[Line] = []
        cuts: set[int] = set()
        for part in self.outline.of("section", "institutions"):
            cuts |= part.cuts
            lines.extend(
                line for key, group in subsections(part, self.profile) if key == "units" for line in group
            )
        return read_units(lines, cuts, self.profile, self.problems)

    def _forms(self, unit_names: Sequence[str]) -> list[Form]:
        forms = [
            form
            for part in self.outline.of("section", "projects")
            for form in read_forms(part, self.profile, unit_names, self.problems)
        ]
        self._check_codes([form.project for form in forms])
        return forms

    def _check_codes(self, projects: Sequence[Project]) -> None:
        """Codes that occur twice; check characters, where the rule holds for nearly all codes here."""
        seen: Counter[str] = Counter()
        for project in projects:
            if project.code:
                seen[project.code] += 1
                if seen[project.code] > 1:
                    self.problems.append(say.doubled_form(project.code, project.where))
        fits = {code: check_character_fits(code) for code in seen}
        known = [fit for fit in fits.values() if fit is not None]
        if not known or sum(known) < _CHECK_SHARE * len(known):
            return
        for project in projects:
            if project.code and fits[project.code] is False:
                self.problems.append(say.code_check(project.code, project.where))

    def _goals(self) -> tuple[Goal, ...]:
        parts = (("overall", "overall-goal"), ("itemised", "itemised-goals"))
        return tuple(
            goal
            for scope, key in parts
            for goal in read_goals(scope, self.sections.get(key, []), self.profile)
        )

    def _procurement(self, year: int | None) -> Procurement:
        table = Procurement()
        for part in self.outline.of("section", "procurement"):
            found, text = read_procurement(part, self.profile, self.problems, year=year)
            if (table.units or table.total) and (found.units or found.total):
                self.problems.append(say.second_table(part.title, part.whole))
            elif not (table.units or table.total):
                table = found
            self.sections.setdefault("procurement", []).extend(paragraphs(text, self.problems))
        return table

    def _assets(self) -> Assets:
        assets = Assets()
        for part in self.outline.of("section", "assets"):
            found, text = read_assets(part, self.profile, self.problems)
            if assets.rows and found.rows:
                self.problems.append(say.second_table(part.title, part.whole))
            elif not assets.rows:
                assets = found
            self.sections.setdefault("assets", []).extend(paragraphs(text, self.problems))
        return assets

    def _check_parts(self) -> None:
        """Every table that the layout has is there, once; no part is left that was not read."""
        end = Where(len(self.source.lines), len(self.source.lines))
        found = Counter(part.id for part in self.outline.parts if part.kind == "table")
        for table in self.profile.tables.values():
            if table.id not in found:
                self.problems.append(say.not_found(table.titles[0], end))
        seen: set[str] = set()
        for part in self.outline.parts:
            if part.kind == "table" and part.id in seen:
                self.problems.append(say.table_again(part.title, part.whole))
            seen.add(part.id if part.kind == "table" else "")
            if part.kind == "unknown-table":
                self.problems.append(say.unknown_table(part.title, len(part.lines), part.whole))
            elif part.kind in ("cover", "heading"):
                own_title = 1 if part.kind == "cover" else 0
                loose = part.lines[own_title:]
                self.problems.extend(say.unplaced(clean(line.text), line.where) for line in loose)

    def _document(self, year: int | None, money_unit: str | None) -> Document:
        first, last = self.source.lines[0].number, self.source.lines[-1].number
        return Document(
            file=self.source.file,
            sha256=self.source.sha256,
            title=_title(self.outline),
            fiscal_year=year,
            layout=self.profile.id,
            money_unit=money_unit,
            where=Where(first, last),
        )


def _title(found: Outline) -> str:
    """The title: on the cover, else over the explanation, else over the contents."""
    parts: list[Part] = [*found.of("section", "explanation"), *found.of("contents", "contents"), *found.parts]
    cover = [
        clean(line.text) for part in found.of("cover", "cover") for line in part.lines if compact(line.text)
    ]
    return cover[0] if cover else next((part.title for part in parts if part.title), "")


def _money_unit(printed: Sequence[Table | Project]) -> str | None:
    """The unit of the document, if all that print one agree."""
    units = {thing.money_unit for thing in printed if thing.money_unit}
    return units.pop() if len(units) == 1 else None
