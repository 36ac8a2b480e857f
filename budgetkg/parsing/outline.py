"""The outline of a document: which lines belong to which table or section.

Titles and headings are known from the profile. What a page repeats above a table
(department, year, unit) is taken out here and collected, because it may stand anywhere.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from budgetkg.documents import Line
from budgetkg.layouts import Profile
from budgetkg.model import Where
from budgetkg.values.text import clean, compact

__all__ = ["Furniture", "Outline", "Part", "outline"]

_NUMERAL = re.compile(r"^[一二三四五六七八九十]{1,3}、")
_TITLE_PREFIX = re.compile(r"^(?:附?表[一二三四五六七八九十\d]+[:、.]?|.*?(?:19|20)\d\d年度?)")
_PAGE_NUMBER = re.compile(r"\d{1,4}$")
_FURNITURE_PIECE = re.compile(
    r"预\s*算\s*年\s*度?\s*[:\uff1a]?\s*(?:\d{4})?\s*年?|(?:金\s*额\s*)?单\s*位\s*[:\uff1a]\s*\S*元|截\s*止.*"
)
_DOT_LEADER = re.compile(r"[.…·]{3,}")


@dataclass(slots=True)
class Furniture:
    """What pages repeat: each value with the lines that print it."""

    departments: dict[tuple[str | None, str], list[int]] = field(default_factory=dict)
    years: dict[str, list[int]] = field(default_factory=dict)


@dataclass(slots=True)
class Part:
    """A table (kind "table"), a section of the explanation ("section"), the contents or the cover.

    `cuts` are the numbers of lines before which the page was cut; `units` and `dates` are what
    the furniture above printed.
    """

    kind: str
    id: str
    title: str
    where: Where
    lines: list[Line] = field(default_factory=list)
    cuts: set[int] = field(default_factory=set)
    units: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)

    @property
    def whole(self) -> Where:
        """From the title to the last line."""
        last = self.lines[-1].number if self.lines else self.where.last
        return Where(self.where.first, max(last, self.where.last), self.where.page)


@dataclass(slots=True)
class Outline:
    """All parts in printed order, and the furniture of the whole document."""

    parts: list[Part]
    furniture: Furniture

    def of(self, kind: str, part_id: str) -> list[Part]:
        """All parts of a kind and id."""
        return [part for part in self.parts if part.kind == kind and part.id == part_id]


class _Builder:
    """Walks the lines once; the state is the part that is open."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.furniture = Furniture()
        self.parts = [Part("cover", "cover", "", Where(1, 1))]
        self.listed: set[str] = set()

    @property
    def open(self) -> Part:
        return self.parts[-1]

    def take(self, line: Line) -> None:
        if line.is_blank:
            self.open.cuts.add(line.number + 1)
            return
        if not line.is_row and self._take_furniture(line):
            return
        key = compact(line.text)
        if self._begins_contents(key):
            self._begin("contents", "contents", line)
        elif self.open.kind == "contents" and self._take_contents(line, key):
            return
        elif not line.is_row and (title := self._table(key)):
            self._begin_table(title, line)
        elif not line.is_row and (section := self._section(line, key)):
            self._begin("section", section, line)
        else:
            self.open.lines.append(line)

    def _begin(self, kind: str, part_id: str, line: Line) -> None:
        self.parts.append(Part(kind, part_id, clean(line.text), line.where))

    def _begin_table(self, table: str, line: Line) -> None:
        if self.open.kind == "table" and self.open.id == table:  # the title on a following page
            self.open.cuts.add(line.number + 1)
        else:
            self._begin("table", table, line)

    def _begins_contents(self, key: str) -> bool:
        heading = self.profile.patterns["contents"]["heading"]
        return self.open.kind == "cover" and bool(heading.search(key))

    def _take_contents(self, line: Line, key: str) -> bool:
        """The contents end where one of their titles comes again, without page number, or a table starts."""
        entry = _DOT_LEADER.sub("", compact(line.cells[0]) if line.is_row else key)
        entry = _PAGE_NUMBER.sub("", entry) if _DOT_LEADER.search(line.text) else entry
        name = self._table(entry) or entry
        if (name in self.listed and not line.is_row) or len([c for c in line.cells if c.strip()]) > 2:
            return False
        self.listed.add(name)
        self.open.lines.append(line)
        return True

    def _table(self, key: str) -> str | None:
        titles = self.profile.titles
        return titles.get(key) or titles.get(_TITLE_PREFIX.sub("", key))

    def _section(self, line: Line, key: str) -> str | None:
        if self.profile.sections["explanation"].search(key) and len(key) < 60:
            return "explanation"
        if not _NUMERAL.match(key) or len(key) > 45 or key[-1] in "。；;,":
            return None
        section = self._named(_NUMERAL.sub("", key))
        expected = (
            not self.listed or key in self.listed or (section in self._listed_sections() and len(key) < 30)
        )
        return section if expected else None

    def _named(self, title: str) -> str | None:
        for section, pattern in self.profile.sections.items():
            if section != "explanation" and pattern.search(title):
                return section
        return None

    def _listed_sections(self) -> set[str | None]:
        """Sections that the contents announce and that have not begun yet."""
        begun = {part.id for part in self.parts}
        return {self._named(_NUMERAL.sub("", entry)) for entry in self.listed} - begun

    def _take_furniture(self, line: Line) -> bool:
        """Year, unit and date lines, alone or several in a line; then the department's line."""
        if self.open.kind in ("cover", "contents") and line.text.strip()[:1].isdigit():
            return False
        patterns = self.profile.patterns["furniture"]
        key = compact(line.text)
        if patterns["page_number"].fullmatch(key):
            return True
        rest = key
        for match in patterns["year"].finditer(key):
            rest = rest.replace(match[0], "", 1)
        department = patterns["department"].fullmatch(_spaced_rest(line.text))
        if rest and not department:
            return False
        self._note(patterns["year"].finditer(key), line)
        if department:
            self._note_department(department, line)
        self.open.cuts.add(line.number + 1)
        return True

    def _note(self, matches: Iterable[re.Match[str]], line: Line) -> None:
        for match in matches:
            groups: Mapping[str, str | None] = match.groupdict()
            year = groups["year"] or groups["year2"] or groups["year3"]
            if year:
                self.furniture.years.setdefault(year, []).append(line.number)
            if groups["unit"]:
                self.open.units.append(groups["unit"])
            if groups["date"]:
                self.open.dates.append(groups["date"])

    def _note_department(self, match: re.Match[str], line: Line) -> None:
        key = (match["code"], clean(match["name"]))
        self.furniture.departments.setdefault(key, []).append(line.number)


def _spaced_rest(text: str) -> str:
    """The line without year, unit and date, white space kept: it parts a department's code and name."""
    return _FURNITURE_PIECE.sub("", text).strip()


def outline(lines: Iterable[Line], profile: Profile) -> Outline:
    """Return the parts of a document and what its pages repeat."""
    builder = _Builder(profile)
    for line in lines:
        builder.take(line)
    return Outline(builder.parts, builder.furniture)
