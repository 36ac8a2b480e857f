"""The indicator rows of a form: heads → columns, rows over page cuts → records.

A row begins with its level 2; level 1 stands on the first row of its group and is carried down.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from budgetkg.documents import Line
from budgetkg.layouts import Profile
from budgetkg.model import Indicator, Problem, Where
from budgetkg.parsing import problems as say
from budgetkg.parsing.grid import heads
from budgetkg.parsing.joining import PrintedText
from budgetkg.values.target import is_placeholder, read_target
from budgetkg.values.text import clean, compact

__all__ = ["IndicatorTable", "is_indicator_header"]

_FIELDS = ("level1", "level2", "name", "description", "value", "basis")


def is_indicator_header(line: Line, profile: Profile) -> bool:
    """Whether a row heads the indicators: it names at least three of their columns."""
    return sum(compact(cell) in profile.indicator_heads for cell in line.cells) >= 3


@dataclass(slots=True)
class _Draft:
    """One indicator while its parts are gathered."""

    cells: dict[str, PrintedText]
    lines: list[Line]

    def text(self, name: str) -> PrintedText:
        return self.cells.get(name) or PrintedText("", self.lines[0].where)

    @property
    def where(self) -> Where:
        return Where(self.lines[0].number, self.lines[-1].number, self.lines[0].page)


@dataclass(slots=True)
class IndicatorTable:
    """Gathers the rows of one form."""

    profile: Profile
    problems: list[Problem]
    _columns: dict[int, str] = field(default_factory=dict)
    _drafts: list[_Draft] = field(default_factory=list)
    _cut: bool = False

    def header(self, line: Line) -> None:
        """Read the heads; a header after rows means a new page."""
        words = self.profile.words["indicators"]
        self._columns = {}
        for head in heads([line]):
            known = next((name for name in _FIELDS if head.leaf in words[name]), None)
            if known is None:
                self.problems.append(say.unknown_column(head.label, line.where))
            self._columns[head.index] = known or head.label
        self._cut = bool(self._drafts)

    def take(self, line: Line, cut: bool) -> None:
        """Read one row; `cut` says that a page break may stand before it."""
        cells = self._cells(line)
        if not cells:
            return
        if self._drafts and self._continues(cells, self._cut or cut):
            draft = self._drafts[-1]
            for name, text in cells.items():
                draft.cells.setdefault(name, PrintedText("", line.where)).add(text, line.where)
            draft.lines.append(line)
        else:
            texts = {name: PrintedText(text, line.where) for name, text in cells.items()}
            self._drafts.append(_Draft(texts, [line]))
        self._cut = False

    def _cells(self, line: Line) -> dict[str, str]:
        """The printed cells by field. A row whose first cell is missing stands one column too far left."""
        printed = list(line.cells)
        levels = self.profile.levels
        first = compact(printed[0])
        if first in levels["level2"] and first not in levels["level1"]:
            printed.insert(0, "")
            self.problems.append(say.shifted(clean(line.text), line.where))
        found = {}
        for index, cell in enumerate(printed):
            if not cell.strip():
                continue
            if index in self._columns:
                found[self._columns[index]] = cell
            else:
                self.problems.append(say.unplaced_cell(cell.strip(), line.where))
        return found

    def _continues(self, cells: Mapping[str, str], cut: bool) -> bool:
        above = self._drafts[-1]
        for level in ("level1", "level2"):
            if level in cells and not self._completes(above, level, cells[level]):
                return False
        if "level1" in cells or "level2" in cells:
            return True
        if not cut:
            return not self._is_own(cells)
        return not (
            "name" in cells and _is_whole(cells.get("value", "")) and _is_whole(above.text("value").printed)
        )

    def _is_own(self, cells: Mapping[str, str]) -> bool:
        """Whether a row without levels, under no cut, is an indicator: it has a name and a value, or all
        but one of its four texts, so that the missing one is a blank cell."""
        printed = cells.keys() & {"name", "description", "value", "basis"}
        return {"name", "value"} <= printed or len(printed) == 3

    def _completes(self, above: _Draft, level: str, fragment: str) -> bool:
        """A level cut by a page: the two parts together are a known name, the lower one alone is not."""
        known = self.profile.levels[level]
        upper, lower = above.text(level).digits(), compact(fragment)
        return bool(upper) and lower not in known and upper + lower in known

    def done(self) -> tuple[Indicator, ...]:
        """Return the indicators in printed order."""
        done = []
        level1: str | None = None
        level2: str | None = None
        for draft in self._drafts:
            level1 = self._level("level1", draft) or level1
            printed2 = self._level("level2", draft)
            indicator = self._indicator(draft, level1, printed2 or level2)
            if printed2 is None:
                self.problems.append(say.level_carried(indicator.name, draft.where))
            level2 = printed2 or level2
            done.append(indicator)
        return tuple(done)

    def _level(self, level: str, draft: _Draft) -> str | None:
        """The standard name of a level; an unknown one stays as printed."""
        text = draft.text(level).read(self.problems)
        return self.profile.levels[level].get(compact(text), text) or None

    def _indicator(self, draft: _Draft, level1: str | None, level2: str | None) -> Indicator:
        for name in draft.cells.keys() - set(_FIELDS):
            self.problems.append(say.unplaced_cell(draft.text(name).printed, draft.where))
        value = draft.text("value").read(self.problems)
        return Indicator(
            level1=level1,
            level2=level2,
            name=draft.text("name").read(self.problems),
            description=draft.text("description").read(self.problems),
            value=value,
            basis=draft.text("basis").read(self.problems),
            target=read_target(value),
            where=draft.where,
            printed="\n".join(line.text.strip() for line in draft.lines),
        )


def _is_whole(value: str) -> bool:
    """Whether a value stands for itself: a target, or a placeholder."""
    text = clean(value)
    return bool(text) and (read_target(text) is not None or is_placeholder(text))
