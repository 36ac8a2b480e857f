"""Subsections of the explanation: 部门职责, 机构设置, 收入说明, 总体绩效目标 and so on."""

from collections.abc import Iterator

from budgetkg.documents import Line
from budgetkg.layouts import Profile
from budgetkg.parsing.grid import is_header
from budgetkg.parsing.outline import Part, without_numeral
from budgetkg.values.text import compact

__all__ = ["subsections"]

#: Subsections that stand for themselves; the others stay with their section's text.
_OWN = frozenset({"duties", "units", "overall-goal", "itemised-goals", "safeguards"})


def subsections(part: Part, profile: Profile) -> Iterator[tuple[str, list[Line]]]:
    """Yield the lines under each heading; lines before the first heading belong to the section."""
    key = _named(without_numeral(compact(part.title)), profile) or part.id
    lines: list[Line] = []
    for line in part.lines:
        found = _heading(line, profile)
        if found:
            yield key, lines
            key, lines = found, []
        elif line.is_row and part.id == "institutions" and key != "units" and _heads_units(line, profile):
            yield key, lines
            key, lines = "units", [line]
        else:
            lines.append(line)
    yield key, lines


def _heading(line: Line, profile: Profile) -> str | None:
    return None if line.is_row else _named(compact(line.text), profile)


def _named(text: str, profile: Profile) -> str | None:
    return next((key for key in _OWN if profile.subsections[key].search(text)), None)


def _heads_units(line: Line, profile: Profile) -> bool:
    return is_header(line, frozenset(word for group in profile.words["units"].values() for word in group))
