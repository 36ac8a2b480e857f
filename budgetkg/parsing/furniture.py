"""What pages repeat above a table: department, year, money unit, date, page number.

It may stand anywhere, alone or several in a line, and is collected with the lines that print it.
"""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from budgetkg.documents import Line
from budgetkg.layouts import Profile
from budgetkg.model import Where
from budgetkg.values.text import clean, compact

__all__ = ["Found", "Furniture", "above_rows", "furniture_of"]

_PIECE = re.compile(
    r"预\s*算\s*年\s*度?\s*[:\uff1a]?\s*(?:\d{4})?\s*年?|(?:金\s*额\s*)?单\s*位\s*[:\uff1a]\s*\S*元|截\s*止.*"
)
_LONGEST = 120

#: Code, where one is printed, and name.
Department = tuple[str | None, str]


@dataclass(slots=True)
class Furniture:
    """What pages repeat: each value with the places that print it; and each print of a title."""

    departments: dict[Department, list[Where]] = field(default_factory=dict)
    years: dict[str, list[Where]] = field(default_factory=dict)
    titles: list[tuple[str, Where]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found:
    """What one line of furniture prints; `department` is code and name."""

    years: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    department: tuple[str | None, str] | None = None


def furniture_of(
    lines: Sequence[Line], position: int, profile: Profile, opening: bool, known: Container[Department] = ()
) -> Found | None:
    """Return what a line prints if it is nothing but furniture.

    On the cover and in the contents (`opening`) a line that begins with a digit is a title or an
    entry. A department without a label before it counts only above rows, or where it is `known` from
    an earlier page.
    """
    line = lines[position]
    if len(line.text) > _LONGEST or (line.is_row and not _may_be_furniture(line)):
        return None
    patterns = profile.patterns["furniture"]
    key = compact(line.text)
    if (opening and key[:1].isdigit()) or not key:
        return None
    if patterns["page_number"].fullmatch(key) or patterns["label"].fullmatch(key):
        return Found()
    matches = list(patterns["year"].finditer(key))
    rest = key
    for match in matches:
        rest = rest.replace(match[0], "", 1)
    department = _department(line, rest, profile)
    if rest and not department:
        return None
    certain = department is None or department[2] or department[:2] in known
    if not certain and not above_rows(lines, position, profile):
        return None
    groups = [match.groupdict() for match in matches]
    return Found(
        years=tuple(y for g in groups if (y := g["year"] or g["year2"] or g["year3"])),
        units=tuple(g["unit"] for g in groups if g["unit"]),
        dates=tuple(g["date"] for g in groups if g["date"]),
        department=department[:2] if department else None,
    )


def _may_be_furniture(line: Line) -> bool:
    """Rows are furniture only where a label (单位：) stands in them."""
    return "单位" in line.text and (":" in line.text or "\uff1a" in line.text)


def _department(line: Line, rest: str, profile: Profile) -> tuple[str | None, str, bool] | None:
    """Code and name, and whether a label (部门：) stands before them."""
    if not rest:
        return None
    patterns = profile.patterns["furniture"]
    text = _PIECE.sub("", line.text).strip()
    labelled = patterns["department_label"].match(text)
    if labelled:
        text = text[labelled.end() :].strip()
    match = patterns["department"].fullmatch(text)
    if match:
        return match["code"], clean(match["name"]), bool(labelled)
    if labelled and patterns["department_name"].fullmatch(text):
        return None, clean(text), True
    return None


def above_rows(lines: Sequence[Line], position: int, profile: Profile) -> bool:
    """Whether the next line that is neither blank nor furniture is a table row."""
    patterns = profile.patterns["furniture"]
    for line in lines[position + 1 : position + 12]:
        if line.is_blank:
            continue
        key = compact(line.text)
        if line.is_row and not _may_be_furniture(line):
            return True
        rest = patterns["year"].sub("", key)
        if rest and not patterns["label"].fullmatch(key) and not _department(line, rest, profile):
            return False
    return False
