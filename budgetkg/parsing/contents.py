"""The table of contents, and what it announces that is not there."""

import re

from budgetkg.documents import Line
from budgetkg.layouts import Profile
from budgetkg.model import ContentsEntry, Problem
from budgetkg.parsing import problems as say
from budgetkg.parsing.outline import Outline, without_numeral
from budgetkg.values.text import clean, compact

__all__ = ["read_contents"]

_DOTTED = re.compile(r"^(?P<title>.+?)[.…·\s]{3,}(?P<page>\d{1,4})$")


def read_contents(outline: Outline, profile: Profile, problems: list[Problem]) -> tuple[ContentsEntry, ...]:
    """Return the entries; a title that no part of the document bears is reported."""
    entries = [_entry(line) for part in outline.of("contents", "contents") for line in part.lines]
    present = {compact(part.title) for part in outline.parts if part.kind in ("table", "section", "heading")}
    ids = {part.id for part in outline.parts}
    heads = {compact(title) for title in profile.words["contents"]["parts"]}
    for entry in entries:
        key = compact(entry.title)
        if key not in present | heads and profile.titles.get(without_numeral(key)) not in ids:
            problems.append(say.not_found(entry.title, entry.where))
    return tuple(entries)


def _entry(line: Line) -> ContentsEntry:
    cells = [cell for cell in line.cells if cell.strip()]
    if len(cells) > 1 and compact(cells[-1]).isdecimal():
        return ContentsEntry(clean(" ".join(cells[:-1])), int(compact(cells[-1])), line.where)
    match = _DOTTED.match(line.text.strip())
    if match:
        return ContentsEntry(clean(match["title"]), int(match["page"]), line.where)
    return ContentsEntry(clean(line.text), None, line.where)
