"""The performance forms of projects (项目绩效目标表): heading, code, money, plan, goals, indicators.

A form is read row by row; what a row is, its labels say. Rows without a label belong to what came
before: text under the money row is the purpose, text between plan and indicators are goals.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from budgetkg.documents import Line
from budgetkg.layouts import Profile
from budgetkg.model import Figure, Problem, Project, Where
from budgetkg.parsing import problems as say
from budgetkg.parsing.cells import money
from budgetkg.parsing.hints import unit_hint
from budgetkg.parsing.indicators import IndicatorTable, is_indicator_header
from budgetkg.parsing.joining import PrintedText
from budgetkg.parsing.outline import Part
from budgetkg.parsing.plan import Plan, is_plan_row
from budgetkg.values.projectcode import read_project_code
from budgetkg.values.text import clean, compact

__all__ = ["Form", "read_forms"]

#: A numbered goal begins after white space or a sentence; its number may be printed twice (1.1.).
_GOAL_START = re.compile(
    r"(?:(?<!\S)|(?<=[。\uff1b;]))"
    r"(?=\d{1,2}[.、\uff0e](?:\d{1,2}[.、\uff0e])?(?!\d)|[(\uff08]\d{1,2}[)\uff09])"
)
_HEADING_LINES = 4
#: An amount as these forms print it: with two decimals.
_WHOLE = re.compile(r"-?[\d,]+\.\d\d")


@dataclass(frozen=True, slots=True)
class Form:
    """A project with the places of the fields that may cite documents (field → text and place)."""

    project: Project
    places: dict[str, Where]


def read_forms(
    part: Part, profile: Profile, unit_names: Sequence[str], problems: list[Problem]
) -> list[Form]:
    """Return the forms of a section in printed order."""
    forms = []
    for heading, lines in _split(part, profile):
        if any(line.is_row for line in lines):
            reader = _FormReader(profile, problems, _money_unit(part, [*heading, *lines]))
            forms.append(reader.read(heading, lines, part.cuts, unit_names))
        elif heading:
            problems.append(say.heading_without_form(_heading_text(heading, problems), heading[0].where))
        else:
            problems.extend(say.unplaced(clean(line.text), line.where) for line in lines)
    return forms


def _line_of(printed: tuple[int, str]) -> int:
    return printed[0]


def _money_unit(part: Part, lines: Sequence[Line]) -> str | None:
    """The unit printed within a form; else the one that all forms of the section print, if they agree."""
    begin = bisect_left(part.units, lines[0].number, key=_line_of)
    own = {unit for _, unit in part.units[begin : bisect_right(part.units, lines[-1].number, key=_line_of)]}
    units = own or {unit for _, unit in part.units}
    return units.pop() if len(units) == 1 else None


def _split(part: Part, profile: Profile) -> Iterator[tuple[list[Line], list[Line]]]:
    """Yield the heading lines and the other lines of each form; a code row without one begins a form, too."""
    heading: list[Line] = []
    body: list[Line] = []
    lines = part.lines
    has_code = False
    index = 0
    while index < len(lines):
        found = _heading(lines, index, profile)
        begins = found or (has_code and _is_code_row(lines[index], profile))
        if begins and (heading or body):
            yield heading, body
        if begins:
            heading, body, has_code = found, [], False
        if found:
            index += len(found)
            continue
        has_code = has_code or _is_code_row(lines[index], profile)
        body.append(lines[index])
        index += 1
    if heading or body:
        yield heading, body


def _heading(lines: Sequence[Line], start: int, profile: Profile) -> list[Line]:
    """The lines of a heading that begins here: a number, and within a few lines the closing words; or
    the closing words alone, right above the form."""
    if lines[start].is_row:
        return []
    ends = tuple(profile.words["form"]["heading_end"])
    key = compact(lines[start].text)
    if not profile.patterns["form"]["heading"].match(key):
        above = start + 1 < len(lines) and _is_code_row(lines[start + 1], profile)
        return [lines[start]] if above and key.endswith(ends) else []
    for size in range(1, _HEADING_LINES + 1):
        taken = list(lines[start : start + size])
        if len(taken) < size or taken[-1].is_row:
            return []
        if compact(taken[-1].text).endswith(ends):
            return taken
    return []


def _is_code_row(line: Line, profile: Profile) -> bool:
    labels = tuple(profile.words["form"]["code"])
    return line.is_row and any(compact(cell).startswith(labels) for cell in line.cells)


def _heading_text(lines: Sequence[Line], problems: list[Problem]) -> str:
    if not lines:
        return ""
    text = PrintedText(lines[0].text, lines[0].where)
    for line in lines[1:]:
        text.add(line.text, line.where)
    return text.read(problems)


@dataclass(slots=True)
class _FormReader:
    """Reads one form. `stage` is what the last labelled row was."""

    profile: Profile
    problems: list[Problem]
    money_unit: str | None
    stage: str = "start"
    code: PrintedText | None = None
    name: PrintedText | None = None
    code_columns: tuple[int, int] = (1, 1)
    cells: dict[str, PrintedText] = field(default_factory=dict)
    money_columns: dict[int, str] = field(default_factory=dict)
    purpose: PrintedText | None = None
    goals: list[PrintedText] = field(default_factory=list)

    def read(self, heading: list[Line], lines: list[Line], cuts: set[int], units: Sequence[str]) -> Form:
        """Return the form."""
        plan = Plan(self.profile, self.problems)
        indicators = IndicatorTable(self.profile, self.problems)
        for line in lines:
            if not line.is_row:
                self.problems.append(say.unplaced(clean(line.text), line.where))
            elif is_indicator_header(line, self.profile):
                self.stage = "indicators"
                indicators.header(line)
            elif self.stage == "indicators":
                indicators.take(line, line.number in cuts)
            elif is_plan_row(line, self.profile, self.stage == "plan"):
                self.stage = "plan"
                plan.take(line)
            else:
                self._labelled(line)
        first = (heading or lines)[0]
        where = Where(first.number, lines[-1].number, first.page)
        return self._form(_heading_text(heading, self.problems), where, plan, indicators, units)

    def _labelled(self, line: Line) -> None:
        """A row of labels and values, or one that continues the row before it."""
        words = self.profile.words["form"]
        first = compact(line.cells[0])
        if _is_code_row(line, self.profile):
            self.stage = "code"
            self._code_row(line)
        elif any(compact(cell) in words["total"] for cell in line.cells):
            self.stage = "money"
            self._money_row(line)
        elif first in words["goals"]:
            self.stage = "goals"
            self._goal_row(line, line.cells[1:])
        elif self.stage == "code":
            self._code_continues(line)
        elif self.stage == "money" and self._completes_money(line):
            for index, key in self.money_columns.items():
                if index < len(line.cells):
                    self.cells[key].add(line.cells[index], line.where)
        elif self.stage in ("money", "purpose"):
            self.stage = "purpose"
            self._purpose_row(line)
        elif self.stage in ("plan", "goals"):
            self._goal_row(line, line.cells)
        else:
            self.problems.extend(say.unplaced(clean(c), line.where) for c in line.cells if c.strip())

    def _code_row(self, line: Line) -> None:
        words = self.profile.words["form"]
        code = _labelled_value(line, words["code"], words["name"], self.problems)
        name = _labelled_value(line, words["name"], words["code"], self.problems)
        self.code_columns = (code[0], name[0])
        self.code = PrintedText(code[1], line.where)
        self.name = PrintedText(name[1], line.where)

    def _code_continues(self, line: Line) -> None:
        """The parts of a code or a name that a page cut; each stands in its column."""
        for index, cell in enumerate(line.cells):
            if index == self.code_columns[0] and self.code:
                self.code.add(cell, line.where)
            elif index == self.code_columns[1] and self.name:
                self.name.add(cell, line.where)
            elif cell.strip():
                self.problems.append(say.unplaced_cell(cell.strip(), line.where))

    def _money_row(self, line: Line) -> None:
        words = self.profile.words["form"]
        labels = words["total"] | words["fiscal"] | words["other"]
        for key in ("total", "fiscal", "other"):
            column, value = _labelled_value(line, words[key], labels, self.problems)
            self.cells[key] = PrintedText(value, line.where)
            self.money_columns[column] = key

    def _completes_money(self, line: Line) -> bool:
        """Whether a row holds nothing but the rests of amounts that a page cut before their two decimals."""
        rests = {index: compact(cell) for index, cell in enumerate(line.cells) if cell.strip()}
        for index, rest in rests.items():
            above = self.cells[self.money_columns[index]].digits() if index in self.money_columns else ""
            if not above or _WHOLE.fullmatch(above) or not _WHOLE.fullmatch(above + rest):
                return False
        return bool(rests)

    def _purpose_row(self, line: Line) -> None:
        """The text under the money row."""
        labels = self.profile.words["form"]["purpose"] | self.profile.words["form"]["budget"]
        texts = [cell for cell in line.cells if cell.strip() and compact(cell) not in labels]
        for text in texts:
            if self.purpose is None:
                self.purpose = PrintedText(text, line.where)
            else:
                self.purpose.add(text, line.where)

    def _goal_row(self, line: Line, cells: Sequence[str]) -> None:
        """The goals; a row that begins no numbered goal continues the one before. Further cells of a row
        are kept apart and reported, because their order on the page is not known."""
        texts = [cell for cell in cells if cell.strip()]
        for position, text in enumerate(texts):
            starts = re.match(r"\s*(?:<\w+>)?\s*[(\uff08]?\d", text)
            if position:
                self.problems.append(say.goal_apart(text.strip(), line.where))
            if self.goals and not position and not starts:
                self.goals[-1].add(text, line.where)
            else:
                self.goals.append(PrintedText(text, line.where))

    def _form(
        self, heading: str, where: Where, plan: Plan, indicators: IndicatorTable, units: Sequence[str]
    ) -> Form:
        name_cell = self.name or PrintedText("", where)
        name = name_cell.read(self.problems)
        match = self.profile.patterns["form"]["heading"].match(compact(heading))
        project = Project(
            number=int(match["number"]) if match else None,
            code=self._project_code(where),
            name=name,
            heading=heading,
            amounts=self._amounts(),
            purpose=self.purpose.read(self.problems) if self.purpose else "",
            schedule=plan.done(),
            goals=tuple(goal for cell in self.goals for goal in _goals(cell.read(self.problems))),
            indicators=indicators.done(),
            where=where,
            money_unit=self.money_unit,
            unit_text=unit_hint(name, units, self.profile),
            printed=name_cell.printed,
        )
        self._check(project)
        return Form(project, self._places(where))

    def _amounts(self) -> dict[str, Figure | None]:
        return {
            key: money(self.cells[key], self.problems) if key in self.cells else None
            for key in ("total", "fiscal", "other")
        }

    def _project_code(self, where: Where) -> str | None:
        """The code as printed without spaces; another shape than 21 signs is reported."""
        printed = self.code.digits() if self.code else ""
        if not printed:
            return None
        code = read_project_code(printed)
        if code is None:
            self.problems.append(say.code_shape(printed, where))
        return code or printed

    def _places(self, where: Where) -> dict[str, Where]:
        goals = self.goals[0].where if self.goals else where
        return {
            "name": self.name.where if self.name else where,
            "purpose": self.purpose.where if self.purpose else where,
            "goal": goals,
        }

    def _check(self, project: Project) -> None:
        """Say what the form lacks; a form cut off by the end of the file shows here."""
        if project.money_unit is None:
            self.problems.append(say.unit_missing(project.heading or project.name, project.where))
        parts = {
            "项目编码": project.code,
            "项目名称": project.name,
            "预算数": project.amounts["total"],
            "绩效目标": project.goals,
            "绩效指标": project.indicators,
        }
        title = project.heading or project.name
        for part, value in parts.items():
            if not value:
                self.problems.append(say.form_incomplete(title, part, project.where))
        absent = [str(month) for month in self.profile.months if month not in project.schedule]
        if absent:
            points = "资金支出计划 " + "、".join(absent) + " 月"
            self.problems.append(say.form_incomplete(title, points, project.where))


def _labelled_value(
    line: Line, labels: frozenset[str], others: frozenset[str], problems: list[Problem]
) -> tuple[int, str]:
    """Return column and text of the cell after a label, up to the next of the `others`; a label may
    share its cell with the value."""
    for index, cell in enumerate(line.cells):
        text = compact(cell)
        label = max((word for word in labels if text.startswith(word)), key=len, default=None)
        if label is None:
            continue
        if text != label:
            problems.append(say.stray_sign(cell.strip(), line.where))
            return index, _after_label(cell, label)
        for value_index in range(index + 1, len(line.cells)):
            value = line.cells[value_index]
            if compact(value) in others:
                break
            if value.strip():
                return value_index, value
        return index + 1, ""
    return 1, ""


def _after_label(cell: str, label: str) -> str:
    """What follows a label in its own cell, without the colon."""
    taken = 0
    for position, sign in enumerate(cell):
        taken += len(compact(sign))
        if taken >= len(label):
            return cell[position + 1 :].lstrip(" :\uff1a")
    return ""


def _goals(text: str) -> list[str]:
    """Split a goals cell at its numbering; numbers stay, also doubled ones (1.1.)."""
    return [goal.strip() for goal in _GOAL_START.split(text) if goal and goal.strip()]
