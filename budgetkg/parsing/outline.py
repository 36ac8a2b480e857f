"""The outline of a document: which lines belong to which table or section.

Titles and headings are known from the profile. What a page repeats above a table is taken out
here (see `furniture`). A table that no profile knows is a part of its own, so that its rows
never get into the table before it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from budgetkg.documents import Line
from budgetkg.layouts import Profile
from budgetkg.model import Where
from budgetkg.parsing.furniture import Found, Furniture, above_rows, furniture_of
from budgetkg.values.text import clean, compact

__all__ = ["Outline", "Part", "outline", "without_numeral"]

#: The styles in which a document may number its sections; the first that names a section is its style.
_STYLES = (re.compile(r"^[一二三四五六七八九十]{1,3}、"), re.compile(r"^\([一二三四五六七八九十]{1,3}\)、?"))
_CHAPTER = re.compile(r"^第[一二三四五六七八九十]{1,3}(?:部分|章)[:、]?")
_NUMERAL = re.compile(rf"{_STYLES[0].pattern}|{_STYLES[1].pattern}|^\d{{1,2}}[、.]|{_CHAPTER.pattern}")
_TITLE_PREFIX = re.compile(r"^(?:附?表[一二三四五六七八九十\d]+[:、.]?|.*?(?:19|20)\d\d年度?)")
_TITLE_SUFFIX = re.compile(r"\(?续表?\d*\)?$|\((?:表)?[一二三四五六七八九十\d]+\)$")
_PAGE_NUMBER = re.compile(r"\d{1,4}$")
_DOT_LEADER = re.compile(r"[.…·]{3,}")
_LONGEST_HEADING = 45
_LONGEST_ENTRY = 60
_SENTENCE_ENDS = "。；;,:"


@dataclass(slots=True)
class Part:
    """A piece of the document: `kind` is cover, contents, table, unknown-table, heading or section.

    `cuts` are the numbers of lines before which the page was cut; `units` (with the lines that print
    them) and `dates` are what the furniture printed.
    """

    kind: str
    id: str
    title: str
    where: Where
    lines: list[Line] = field(default_factory=list)
    cuts: set[int] = field(default_factory=set)
    units: list[tuple[int, str]] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)

    @property
    def whole(self) -> Where:
        """From the title to the last line."""
        last = self.lines[-1].number if self.lines else self.where.last
        return Where(self.where.first, max(last, self.where.last), self.where.page)

    @property
    def unit(self) -> str | None:
        """The money unit printed first."""
        return self.units[0][1] if self.units else None


@dataclass(slots=True)
class Outline:
    """All parts in printed order, and the furniture of the whole document."""

    parts: list[Part]
    furniture: Furniture

    def of(self, kind: str, part_id: str) -> list[Part]:
        """All parts of a kind and id."""
        return [part for part in self.parts if part.kind == kind and part.id == part_id]

    def around(self, line: int) -> int:
        """The line of the title of the part that a line stands in."""
        return max(part.where.first for part in self.parts if part.where.first <= line)


def without_numeral(title: str) -> str:
    """A compact title without its number (一、, （一）, 1., 第一部分).

    >>> without_numeral("(三)名词解释"), without_numeral("第四部分名词解释")
    ('名词解释', '名词解释')
    """
    return _NUMERAL.sub("", title)


class _Builder:
    """Walks the lines once; the state is the part that is open."""

    def __init__(self, lines: Sequence[Line], profile: Profile) -> None:
        self.lines, self.profile = lines, profile
        self.furniture = Furniture()
        self.parts = [Part("cover", "cover", "", Where(1, 1))]
        self.listed: set[str] = set()
        self.style: re.Pattern[str] | None = None

    @property
    def open(self) -> Part:
        return self.parts[-1]

    def take(self, position: int) -> None:
        """Put one line where it belongs."""
        line = self.lines[position]
        if line.is_blank:
            self.open.cuts.add(line.number + 1)
            return
        opening = self.open.kind in ("cover", "contents")
        found = furniture_of(self.lines, position, self.profile, opening, self.furniture.departments)
        if found:
            self._note(found, line)
        elif not self._begins(position, line):
            self.open.lines.append(line)

    def _begins(self, position: int, line: Line) -> bool:
        """Begin the part that a line is the title of, if it is one."""
        if line.is_row and self.open.kind != "contents":
            return False
        key = compact(line.text)
        if self._begins_contents(line, key):
            self._begin("contents", "contents", line)
        elif self.open.kind == "contents" and self._take_contents(line, key):
            return True
        elif line.is_row:
            return False
        elif table := self._table(key):
            self._begin_table(table, line)
        elif section := self._section(key):
            self._begin("section", section, line)
        elif _CHAPTER.match(key) and len(key) < _LONGEST_HEADING:
            self._begin("heading", "heading", line)
        elif self._is_unknown_table(position, key):
            self._begin("unknown-table", key, line)
        else:
            return False
        return True

    def _begin(self, kind: str, part_id: str, line: Line) -> None:
        self.parts.append(Part(kind, part_id, clean(line.text), line.where))
        if kind in ("contents", "table", "heading") or part_id == "explanation":
            self.furniture.titles.append((self.open.title, line.where))

    def _begin_table(self, table: str, line: Line) -> None:
        if self.open.kind == "table" and self.open.id == table:  # the title on a following page
            self.open.cuts.add(line.number + 1)
            self.furniture.titles.append((clean(line.text), line.where))
        else:
            self._begin("table", table, line)

    def _is_unknown_table(self, position: int, key: str) -> bool:
        """A title that no profile knows, with rows below, outside the running text."""
        return (
            self.open.kind in ("cover", "table", "unknown-table", "heading")
            and _TITLE_SUFFIX.sub("", key).endswith("表")
            and len(key) < _LONGEST_HEADING
            and above_rows(self.lines, position, self.profile)
        )

    def _begins_contents(self, line: Line, key: str) -> bool:
        """A heading 目录; a second one begins where a second document does."""
        heading = self.profile.patterns["contents"]["heading"]
        return not line.is_row and len(key) < _LONGEST_HEADING and bool(heading.search(key))

    def _take_contents(self, line: Line, key: str) -> bool:
        """The contents end where one of their titles comes again, without page number, where a sentence
        stands, or where a table starts."""
        entry = compact(line.cells[0]) if line.is_row else key
        dotted = bool(_DOT_LEADER.search(key))
        if dotted:
            entry = _PAGE_NUMBER.sub("", _DOT_LEADER.sub("", entry))
        name = self._table(entry) or entry
        again = name in self.listed and not line.is_row and not dotted
        cells = sum(1 for cell in line.cells if cell.strip())
        if again or cells > 2 or len(entry) > _LONGEST_ENTRY or entry[-1:] in _SENTENCE_ENDS:
            return False
        self.listed.add(name)
        self.open.lines.append(line)
        return True

    def _table(self, key: str) -> str | None:
        """The table that a title names: as it stands, or without number, year, body and 续."""
        titles = self.profile.titles
        if key in titles:
            return titles[key]
        if "表" not in key[-6:] or len(key) > _LONGEST_ENTRY:
            return None
        bare = _TITLE_SUFFIX.sub("", _TITLE_PREFIX.sub("", without_numeral(key)))
        return titles.get(bare) or self._table_of_body(bare)

    def _table_of_body(self, key: str) -> str | None:
        """A title behind the name of a body (示例局收支总表)."""
        organ = self.profile.patterns["organ"]["suffix"].pattern
        for title in sorted(self.profile.titles, key=len, reverse=True):
            if key.endswith(title):
                body = key[: -len(title)]
                return self.profile.titles[title] if re.search(f"{organ}$", body) else None
        return None

    def _section(self, key: str) -> str | None:
        if self.profile.sections["explanation"].search(key) and len(key) < _LONGEST_ENTRY:
            self.style = None
            return "explanation"
        chapter = _CHAPTER.match(key)
        style = next((style for style in _STYLES if style.match(key)), None)
        if not (chapter or style) or len(key) > _LONGEST_HEADING or key[-1] in _SENTENCE_ENDS:
            return None
        section = self._named(without_numeral(key))
        if chapter:
            self.style = None
            return section
        if section is None or self.style not in (None, style) or not self._expected(section, key):
            return None
        self.style = style
        return section

    def _named(self, title: str) -> str | None:
        for section, pattern in self.profile.sections.items():
            if section != "explanation" and pattern.search(title):
                return section
        return None

    def _expected(self, section: str, key: str) -> bool:
        """Where the contents list sections, a heading is one of them, or names one that is still to come."""
        announced = {found for entry in self.listed if (found := self._named(without_numeral(entry)))}
        chapters = any(_CHAPTER.match(entry) for entry in self.listed)
        if chapters or not announced or key in self.listed:
            return True
        begun = {part.id for part in self.parts}
        return section in announced - begun and len(key) < 30

    def _note(self, found: Found, line: Line) -> None:
        for year in found.years:
            self.furniture.years.setdefault(year, []).append(line.where)
        if found.department:
            self.furniture.departments.setdefault(found.department, []).append(line.where)
        self.open.units.extend((line.number, unit) for unit in found.units)
        self.open.dates.extend(found.dates)
        self.open.cuts.add(line.number + 1)


def outline(lines: Sequence[Line], profile: Profile) -> Outline:
    """Return the parts of a document and what its pages repeat."""
    builder = _Builder(lines, profile)
    for position in range(len(lines)):
        builder.take(position)
    return Outline(builder.parts, builder.furniture)
