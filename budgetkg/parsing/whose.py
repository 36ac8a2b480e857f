"""Whose document it is: department, division and year, from what its pages repeat."""

import re
from collections import Counter
from collections.abc import Sequence

from budgetkg.documents import Line
from budgetkg.layouts import Profile
from budgetkg.model import Department, Problem, Project, Where
from budgetkg.parsing import problems as say
from budgetkg.parsing.outline import Outline, outline
from budgetkg.values.projectcode import project_code_parts
from budgetkg.values.text import compact

__all__ = ["first_department", "read_department", "read_year"]

_NO_NAME = re.compile(r"(?:19|20)\d\d年度?|部门预算.*|目录")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")


def first_department(lines: Sequence[Line], profile: Profile, problems: list[Problem]) -> Outline:
    """Return the outline of the first department. A file that holds a second one is read up to there,
    because two departments under one name would mix their money."""
    found = outline(lines, profile)
    printed = sorted((numbers, key) for key, numbers in found.furniture.departments.items())
    others = [(numbers[0], key[1]) for numbers, key in printed if not _is_same(printed[0][1], key)]
    if not others:
        return found
    first_line, name = others[0]
    cut = _begin_of_second(found, printed[0][0], first_line)
    problems.append(say.second_department(name, Where(cut, lines[-1].number)))
    return outline([line for line in lines if line.number < cut], profile)


def _is_same(one: tuple[str | None, str], other: tuple[str | None, str]) -> bool:
    """Whether two prints name one department: by code where both have one, else by name."""
    return one[0] == other[0] if one[0] and other[0] else one[1] == other[1]


def _begin_of_second(found: Outline, first: Sequence[int], first_line: int) -> int:
    """Where the second department begins: at the title above its first mention, and at its contents
    before that; at the mention itself where the title stands above the first department, too."""
    above = max(number for number in first if number < first_line)
    starts = [p for p in found.parts if above < p.where.first <= first_line and p.kind != "section"]
    contents = [p.where.first for p in starts if p.kind == "contents"]
    tables = [p.where.first for p in starts]
    return contents[0] if contents else tables[-1] if tables else first_line


def read_department(
    found: Outline, projects: Sequence[Project], division: str | None, file: str
) -> Department:
    """Return the department: the name printed most often above the tables, else the explanation's title."""
    departments = found.furniture.departments
    if departments:
        (code, name), numbers = max(departments.items(), key=lambda entry: len(entry[1]))
        return Department(code, name, division or _division(projects), Where(numbers[0], numbers[0]))
    title = next((part for part in found.of("section", "explanation")), found.parts[0])
    name = next((piece for piece in _NO_NAME.split(compact(title.title)) if piece), file)
    return Department(None, name, division or _division(projects), title.where)


def _division(projects: Sequence[Project]) -> str | None:
    """The division that most project codes begin with; a central programme's code does not count."""
    parts = [project_code_parts(project.code) for project in projects if project.code]
    counts = Counter(part.division for part in parts if part and not part.division.startswith("100000"))
    if not counts:
        return None
    division, count = counts.most_common(1)[0]
    return division if 2 * count > counts.total() else None


def read_year(found: Outline, problems: list[Problem]) -> int | None:
    """Return the budget year that the tables print, else that of the titles."""
    years = found.furniture.years
    if len(years) > 1:
        place = min(numbers[0] for numbers in years.values())
        problems.append(say.year_differs(", ".join(sorted(years)), Where(place, place)))
    if years:
        return int(max(years.items(), key=lambda entry: len(entry[1]))[0])
    cover = [line.text for line in found.parts[0].lines]
    titles = [*cover, *(part.title for part in found.parts)]
    return next((int(match[1]) for title in titles if (match := _YEAR.search(compact(title)))), None)
